"""Intake: documents per second in each format, encodings recognized, and damaged originals.

Plain text is `../shared/corpus` where it is present, each copy made distinct by a last line; the
other formats are the self-written originals of the tests. Encodings: each text of the corpus is
written in an eight-bit encoding or UTF-16 without a mark, cut to several lengths, and must come
back as it was. Damage: seeded mutations of one to forty places each; anything but a document or an
InputError ends the benchmark.
"""

import argparse
import random
import sys
import time
from collections import Counter
from itertools import cycle, islice
from pathlib import Path

from _measure import write_results

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from hudna.errors import InputError  # noqa: E402
from hudna.intake import Isolated, take_in  # noqa: E402
from hudna.intake.encodings import decode  # noqa: E402
from hudna.vocabulary import load_vocabulary  # noqa: E402
from unit.intake.test_damage import SOUND, _damaged  # noqa: E402

CORPUS = ROOT.parent / "shared" / "corpus"
VOCABULARY = load_vocabulary()
LENGTHS = (100, 300, 2000)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=5000)
    parser.add_argument("--damaged", type=int, default=3000)
    arguments = parser.parse_args()
    texts = _texts()
    write_results(
        "bench_intake",
        {
            "source of plain text": "../shared/corpus"
            if CORPUS.is_dir()
            else "one self-written text",
            "plain text, documents/s": _text_speed(texts, arguments.documents),
            **{f"{name}, in a child process, documents/s": speed for name, speed in _speeds()},
            "encodings, right of tried": _encodings(texts),
            "damaged originals, by outcome": _damage(arguments.damaged),
        },
    )


def _texts() -> list[tuple[str, str]]:
    """Return the texts, each with its language."""
    if not CORPUS.is_dir():
        return [("en", "The truce – “six months” – holds in Dalbar. " * 40)]
    paths = sorted(CORPUS.glob("*/*.txt"))
    return [("ar" if p.stem.endswith("-ar") else "en", p.read_text("utf-8")) for p in paths]


def _text_speed(texts: list[tuple[str, str]], count: int) -> float:
    copies = [
        f"{text}\n{number}".encode() for number, (_, text) in enumerate(islice(cycle(texts), count))
    ]
    began = time.perf_counter()
    for copy in copies:
        take_in(copy, "a.txt", vocabulary=VOCABULARY)
    return round(count / (time.perf_counter() - began), 1)


def _speeds() -> list[tuple[str, float]]:
    found = []
    with Isolated() as isolated:
        for name in ("a.html", "a.pdf", "a.docx", "b.eml"):
            isolated.take_in(SOUND[name], name, vocabulary=VOCABULARY)
            began = time.perf_counter()
            for _ in range(100):
                isolated.take_in(SOUND[name], name, vocabulary=VOCABULARY)
            found.append((name, round(100 / (time.perf_counter() - began), 1)))
    return found


def _encodings(texts: list[tuple[str, str]]) -> dict[str, str]:
    right: Counter[str] = Counter()
    tried: Counter[str] = Counter()
    for language, text in texts:
        for encoding in (
            ("cp1256" if language == "ar" else "cp1252"), "utf-8", "utf-16-le", "utf-16-be"
        ):  # fmt: skip
            for length in LENGTHS:
                original = text[:length].encode(encoding, errors="ignore")
                if original.isascii() and b"\x00" not in original:
                    continue
                kind = f"{language} {encoding}"
                tried[kind] += 1
                right[kind] += decode(original, "a.txt").text == original.decode(encoding)
    return {kind: f"{right[kind]} of {tried[kind]}" for kind in sorted(tried)}


def _damage(count: int) -> dict[str, int]:
    hand = random.Random(20160202)
    outcomes: Counter[str] = Counter()
    with Isolated() as isolated:
        for name in islice(cycle(SOUND), count):
            try:
                isolated.take_in(_damaged(SOUND[name], hand), name, vocabulary=VOCABULARY)
                outcomes["a document"] += 1
            except InputError as error:
                outcomes[error.code] += 1
    return dict(sorted(outcomes.items()))


if __name__ == "__main__":
    main()
