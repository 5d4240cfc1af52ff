"""Reading on one core and two, by stage, beside a spaCy pipeline, and how it grows with length.

The documents are those of `../shared/corpus` in English, repeated, each copy made distinct by a
last line; where they are absent, the example's. The spaCy pipeline is a blank English tokenizer, a
sentencizer and a phrase matcher with our own literals: the names of actors and states, and the cues
that are plain words. It says where words stand and nothing else, so that it is a floor and no
rival. It runs with the interpreter given by `--spacy`, in which `bench/requirements-spacy.txt` is
installed, on the same documents in the same run; without one its figures are left out.

Times are of CPU, each pass in a process of its own, so that other work on the machine counts less.
"""

import argparse
import json
import math
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from _measure import write_results

ROOT = Path(__file__).parents[1]
CORPUS = ROOT.parent / "shared" / "corpus"
PAGES = (5, 50, 500)
POINTS_A_PAGE = 6
STAGES = ("find", "attribute", "compose", "find_facts", "find_warnings", "admit")
_END = "\0"
"""What stands between the phrases and the texts of a spaCy pass."""
_TOWNS = "Dalbar Qarun Mesta Ternik Halvo Sorant Belmar Kudra Vashni Omrel".split()
_POINT = (
    "{n}. The parties shall release all prisoners held in the district of {town} within {days} "
    "days, and the forces of the Valley Front shall withdraw from the road to {town}."
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=500)
    parser.add_argument("--spacy", help="an interpreter that has spaCy")
    parser.add_argument("--pass", dest="one", choices=sorted(PASSES), help=argparse.SUPPRESS)
    parser.add_argument("--texts", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.one:
        print(json.dumps(PASSES[arguments.one](json.loads(arguments.texts.read_text("utf-8")))))
        return
    with tempfile.TemporaryDirectory(prefix="hudna-bench-") as folder:
        figures = _measured(Path(folder), arguments.documents, arguments.spacy)
    sys.argv = [a if a != arguments.spacy else "PYTHON-WITH-SPACY" for a in sys.argv]
    write_results("bench_speed", figures)


def _measured(folder: Path, count: int, spacy: str | None) -> dict[str, object]:
    texts = _documents(count)
    words = sum(len(text.split()) for text in texts)
    one = _passed(folder, "hudna", [texts])
    two = _passed(folder, "hudna", [texts[::2], texts[1::2]])
    figures: dict[str, object] = {
        "documents": count,
        "words": words,
        "source": "../shared/corpus, English" if CORPUS.is_dir() else "the example",
        "load average": round(os.getloadavg()[0], 1),
        "start and first document, CPU s": round(max(p["start"] for p in one), 3),
        "one core, documents/CPU s": round(count / one[0]["cpu"], 1),
        "one core, words/CPU s": round(words / one[0]["cpu"]),
        "two cores, documents/s of the slower": round(count / max(p["cpu"] for p in two), 1),
        "two cores, words/s of the slower": round(words / max(p["cpu"] for p in two)),
        "peak memory of one process, MB": round(one[0]["peak"], 1),
        "share of each stage": one[0]["stages"],
    }
    growth = {pages: _passed(folder, "hudna", [[_agreement(pages)]])[0]["cpu"] for pages in PAGES}
    figures["pages: CPU s"] = {str(pages): round(cpu, 2) for pages, cpu in growth.items()}
    figures["exponent of growth from 50 to 500 pages"] = round(
        math.log10(growth[500] / growth[50]), 2
    )
    if spacy is not None:
        (other,) = _passed(folder, "spacy", [[*_phrases(), _END, *texts]], interpreter=spacy)
        figures |= {
            "spaCy": other["version"],
            "spaCy, phrases": other["phrases"],
            "spaCy, start, CPU s": round(other["start"], 3),
            "spaCy, documents/CPU s": round(count / other["cpu"], 1),
            "spaCy, words/CPU s": round(words / other["cpu"]),
            "spaCy, peak memory, MB": round(other["peak"], 1),
            "hudna's time / spaCy's": round(one[0]["cpu"] / other["cpu"], 2),
        }
    return figures


def _passed(
    folder: Path, one: str, parts: list[list[str]], *, interpreter: str = sys.executable
) -> list[dict[str, Any]]:
    """Return what a pass over each part of the texts took, all parts at the same time."""
    running = []
    for number, texts in enumerate(parts):
        path = folder / f"{one}-{number}.json"
        path.write_text(json.dumps(texts), "utf-8")
        command = [interpreter, __file__, "--pass", one, "--texts", str(path)]
        own = {"PYTHONPATH": os.pathsep.join(sys.path)} if interpreter == sys.executable else {}
        kept = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
        running.append(
            subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env={**kept, **own})
        )
    found = [process.communicate()[0] for process in running]
    assert all(process.returncode == 0 for process in running)
    return [json.loads(each) for each in found]


def _pass_hudna(texts: list[str]) -> dict[str, Any]:
    began = time.process_time()
    from hudna.domain.documents import Document, MediaType, Metadata, Rendition, document_id  # noqa: PLC0415 - timed, or of one pass
    from hudna.read import reader  # noqa: PLC0415 - timed, or of one pass
    from hudna.text.cleaning import normalise  # noqa: PLC0415 - timed, or of one pass
    from hudna.vocabulary import load_vocabulary  # noqa: PLC0415 - timed, or of one pass

    spent = dict.fromkeys(STAGES, 0.0)
    for name in STAGES:
        setattr(reader, name, _timed(getattr(reader, name), name, spent))
    vocabulary = load_vocabulary()

    def read(text: str) -> None:
        original = text.encode()
        known = Metadata(published="2016-02-02", language="en")
        document = Document(document_id(original), "text.txt", MediaType.TEXT, len(original), known)
        plain = normalise(text)
        reader.read(document, Rendition(document.id, plain.text, plain.alignment), vocabulary)

    read(texts[0])
    start = time.process_time() - began
    for text in texts[:100]:
        read(text + "\n\nRead first.\n")
    spent.update(dict.fromkeys(STAGES, 0.0))
    began = time.process_time()
    for text in texts:
        read(text)
    cpu = time.process_time() - began
    stages = {name: round(seconds / cpu, 3) for name, seconds in spent.items()}
    return {"start": start, "cpu": cpu, "peak": _peak(), "stages": stages}


def _timed(function: Callable[..., Any], name: str, spent: dict[str, float]) -> Callable[..., Any]:
    def timed(*arguments: Any, **options: Any) -> Any:
        began = time.process_time()
        found = function(*arguments, **options)
        spent[name] += time.process_time() - began
        return found

    return timed


def _pass_spacy(texts: list[str]) -> dict[str, Any]:
    began = time.process_time()
    import spacy  # noqa: PLC0415 - timed, or of one pass
    from spacy.matcher import PhraseMatcher  # noqa: PLC0415 - timed, or of one pass

    ends = texts.index(_END)
    phrases, texts = texts[:ends], texts[ends + 1 :]
    pipeline = spacy.blank("en")
    pipeline.add_pipe("sentencizer")
    matcher = PhraseMatcher(pipeline.vocab, attr="LOWER")
    matcher.add("known", [pipeline.make_doc(phrase) for phrase in phrases])
    start = time.process_time() - began
    for text in texts[:100]:
        matcher(pipeline(text))
    began = time.process_time()
    for text in texts:
        document = pipeline(text)
        matcher(document)
        list(document.sents)
    cpu = time.process_time() - began
    return {
        "start": start,
        "cpu": cpu,
        "peak": _peak(),
        "version": spacy.__version__,
        "phrases": len(phrases),
    }


PASSES = {"hudna": _pass_hudna, "spacy": _pass_spacy}


def _phrases() -> list[str]:
    """Return the names that the vocabulary knows, and those of its cues that are plain words."""
    from hudna.vocabulary import load_vocabulary  # noqa: PLC0415 - timed, or of one pass

    vocabulary = load_vocabulary()
    found: dict[str, None] = {}
    for file, key in (("actors", "actors"), ("countries", "countries")):
        for each in vocabulary.get(file)[key]:
            found |= dict.fromkeys((each["name"], *each.get("aliases", ())))
    codes = vocabulary.get("codebook")["codes"]
    cues = [cue for entry in codes.values() for cue in entry["cues"]["en"]]
    cues += _strings(vocabulary.get("reading"))
    found |= dict.fromkeys(cue for cue in cues if cue.replace(" ", "").isalpha())
    return list(found)


def _strings(content: Any) -> list[str]:
    match content:
        case dict():
            return [each for value in content.values() for each in _strings(value)]
        case list():
            return [each for value in content for each in _strings(value)]
        case str():
            return [content]
    return []


def _documents(count: int) -> list[str]:
    source = CORPUS if CORPUS.is_dir() else ROOT / "examples" / "documents"
    paths = [path for path in sorted(source.rglob("*.txt")) if not path.stem.endswith("-ar")]
    texts = [path.read_text("utf-8") for path in paths]
    return [f"{text}\n\nCopy {n}.\n" for n, text in enumerate(islice(cycle(texts), count))]


def _agreement(pages: int) -> str:
    head = "CEASEFIRE AGREEMENT\n\nThe Government of Norvania and the Valley Front agree:\n\n"
    return head + "\n".join(
        _POINT.format(n=n, town=_TOWNS[n % len(_TOWNS)], days=n % 60 + 2)
        for n in range(1, pages * POINTS_A_PAGE + 1)
    )


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
