"""Floors of the quality of reading: figures that a change may raise and not lower.

Two corpora, English and Arabic apart:

- `in_repo`: self-written documents with our own annotations (`bench/quality/gold`), always checked;
- `shared`: the reference annotations beside the checkout, scored by their own scorer, and skipped
  with a word where they are absent.

Rules are not trained, so that leaving one conflict out changes none of them; what tells whether
they hold elsewhere is how the figures differ from conflict to conflict, which is reported.

`floors.json` has the floor of each figure with a SHA-256 of documents and annotations. A figure
below its floor, a quote outside its text, or another corpus is a failure (exit code 1). `--pin`
sets the floors to the figures of this run; it lowers none without `--allow-regression`.

usage: floors.py [--shared DIR] [--pin [--allow-regression]] [--dry]
"""

import argparse
import hashlib
import json
import math
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from hudna import app
from hudna.config import Settings
from hudna.domain.documents import Metadata
from hudna.domain.problems import Problem
from hudna.domain.readings import Reading
from hudna.publish.jsonl import to_reading_line
from quality.scoring import FACETS, SHARES, score

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
FLOORS = HERE / "floors.json"
RESULTS = ROOT / "bench" / "results" / "quality.json"
LANGUAGES = {"en": r"^(?!.*-ar$)", "ar": r"-ar$"}
"""Which of the shared annotations are of which language, by the names of their files."""


def main() -> None:
    options = _options()
    corpora = {"in_repo": measure_in_repo(), "shared": measure_shared(options.shared)}
    floors = json.loads(FLOORS.read_text("utf-8")) if FLOORS.exists() else {}
    if options.pin:
        faults = pin(floors, corpora, allow_regression=options.allow_regression)
    else:
        faults = list(iter_faults(floors, corpora))
    record = {
        "command": f"python bench/quality/floors.py {' '.join(sys.argv[1:])}".strip(),
        "date": datetime.now(UTC).date().isoformat(),
        "python": platform.python_version(),
        "cores": os.cpu_count(),
        "vocabulary": app.get_vocabulary(_SETTINGS).key,
        **{name: found or "skipped: not beside this checkout" for name, found in corpora.items()},
    }
    if not options.dry:
        RESULTS.write_text(json.dumps(record, indent=1) + "\n", "utf-8")
    print(json.dumps(record, indent=1))
    if corpora["shared"] is None:
        print(f"skipped: no annotations in {options.shared}", file=sys.stderr)
    for fault in faults:
        print(f"fault: {fault}", file=sys.stderr)
    sys.exit(1 if faults else 0)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--pin", action="store_true", help="set the floors to these figures")
    parser.add_argument(
        "--allow-regression", action="store_true", help="with --pin: lower them too"
    )
    parser.add_argument("--dry", action="store_true", help="write no results")
    return parser.parse_args()


_SETTINGS = Settings(vocabulary=None)


def measure_in_repo() -> dict[str, Any]:
    """Return the figures of the self-written documents, English and Arabic apart."""
    paths = sorted((HERE / "gold").glob("*.json"))
    golds = {path: json.loads(path.read_text("utf-8")) for path in paths}
    readings = {path: _read_one(gold["document"]) for path, gold in golds.items()}
    languages = {
        language: [
            (gold, readings[path])
            for path, gold in golds.items()
            if gold["document"]["language"] == language
        ]
        for language in LANGUAGES
    }
    documents = [ROOT / gold["document"]["file"] for gold in golds.values()]
    scores = {language: score(pairs) for language, pairs in languages.items()}
    return {
        "sha256": digest_of([*paths, *documents], ROOT),
        "documents": {language: len(pairs) for language, pairs in languages.items()},
        "figures": {language: found.figures() for language, found in scores.items()},
        "quotes_outside": sum(found.unsupported for found in scores.values()),
    }


def _read_one(about: Mapping[str, Any]) -> Reading:
    known = Metadata(published=about.get("published"), language=about.get("language"))
    sources = app.find_sources([ROOT / about["file"]], known=known, settings=_SETTINGS)
    [done] = app.iter_read(sources, read_again=True, workers=1, settings=_SETTINGS)
    assert not isinstance(done, Problem), done
    assert done.reading is not None
    return done.reading


def measure_shared(shared: Path) -> dict[str, Any] | None:
    """Return the figures of the reference annotations, or None where they are not there."""
    gold, scorer = shared / "eval" / "gold", shared / "eval" / "score.py"
    if not gold.is_dir() or not scorer.is_file():
        return None
    paths = sorted(gold.glob("*.json"))
    documents = [shared / json.loads(p.read_text("utf-8"))["document"]["file"] for p in paths]
    manifest = shared / "corpus" / "manifest.csv"
    sources = app.find_sources(documents, manifest=manifest, settings=_SETTINGS)
    with tempfile.TemporaryDirectory() as folder:
        readings = Path(folder) / "readings.jsonl"
        with readings.open("w", encoding="utf-8") as file:
            for done in app.iter_read(sources, read_again=True, workers=1, settings=_SETTINGS):
                if not isinstance(done, Problem) and done.reading is not None:
                    file.write(to_reading_line(done.reading) + "\n")

        def scored(only: str) -> dict[str, Any]:
            command = [sys.executable, str(scorer), str(gold), str(readings), "--json"]
            command.append(f"--only={only}")
            done = subprocess.run(command, check=True, capture_output=True, text=True)
            found: dict[str, Any] = json.loads(done.stdout)
            return found

        every = scored(".")
        languages = {language: scored(only) for language, only in LANGUAGES.items()}
        conflicts = {prefix: _of_conflict(scored(f"^{prefix}-")) for prefix in _prefixes(paths)}
    return {
        "sha256": digest_of([*paths, *documents, manifest], shared),
        "documents": {"all": len(paths)},
        "figures": {language: _figures(found) for language, found in languages.items()},
        "all": _figures(every),
        "conflicts": conflicts,
        "spread": _spread(conflicts),
        "quotes_outside": every["evidence"]["not_in_text"],
    }


def _prefixes(paths: Iterable[Path]) -> list[str]:
    return sorted({path.stem.partition("-")[0] for path in paths})


def _figures(scored: Mapping[str, Any]) -> dict[str, float]:
    """Return the figures of those facets of which something is annotated."""
    found = {name: scored[name]["f1"] for name in FACETS if scored[name]["gold"]}
    for name in ("stage", "form", "modality"):
        if scored[name]["gold"]:
            found[name] = scored[name]["accuracy"]
    if scored["authenticity"]["by_class"]:
        found["authenticity"] = scored["authenticity"]["accuracy"]
    found["detection"] = scored["detection"]["balanced"]
    found["overall"] = scored["overall"]
    return {name: round(value, 4) for name, value in found.items()}


def _of_conflict(scored: Mapping[str, Any]) -> dict[str, float]:
    """Return the figures of one conflict; `overall` over the facets that its annotations have."""
    found = _figures(scored)
    del found["overall"]
    values = [value for name, value in found.items() if name in _OVERALL]
    if values:
        found["overall"] = round(sum(values) / len(values) * found["detection"], 4)
    return found


_OVERALL = frozenset({*FACETS, "stage", "authenticity"})
"""What the overall figure is the mean of, times the detection."""


def _spread(conflicts: Mapping[str, Mapping[str, float]]) -> dict[str, list[float]]:
    """Return the lowest and the highest figure of the conflicts, facet by facet."""
    spread: dict[str, list[float]] = {}
    for name in (*FACETS, *SHARES, "overall"):
        values = [found[name] for found in conflicts.values() if name in found]
        if values:
            spread[name] = [min(values), max(values)]
    return spread


def digest_of(paths: Iterable[Path], root: Path) -> str:
    """Return a hash of the names and the bytes of files."""
    digest = hashlib.sha256()
    for path in sorted(set(paths)):
        name, content = path.relative_to(root).as_posix(), path.read_bytes()
        digest.update(f"{len(name)}:{name}:{len(content)}:".encode())
        digest.update(content)
    return digest.hexdigest()


def iter_faults(
    floors: Mapping[str, Any], corpora: Mapping[str, Mapping[str, Any] | None]
) -> Iterator[str]:
    """Yield what is below its floor, cites nothing, or is of another corpus than its floors."""
    for name, found in corpora.items():
        if found is None:
            continue
        if found["quotes_outside"]:
            yield f"{name}: {found['quotes_outside']} quotes outside their text"
        pinned = floors.get(name)
        if pinned is None:
            yield f"{name}: no floors; set them with --pin"
            continue
        if pinned["sha256"] != found["sha256"]:
            yield f"{name}: documents or annotations are others than those of the floors"
            continue
        for language, least in pinned["floors"].items():
            for figure, floor in least.items():
                value = found["figures"][language].get(figure, 0.0)
                if value < floor:
                    yield f"{name}, {language}: {figure} {value:.4f} is below its floor {floor:.2f}"


def pin(
    floors: dict[str, Any],
    corpora: Mapping[str, Mapping[str, Any] | None],
    *,
    allow_regression: bool,
) -> list[str]:
    """Set the floors to what was found, rounded down, and return what was refused."""
    faults: list[str] = []
    for name, found in corpora.items():
        if found is None:
            continue
        before = floors.get(name, {})
        is_same = before.get("sha256") == found["sha256"]
        after = {
            language: {figure: _down(value) for figure, value in figures.items()}
            for language, figures in found["figures"].items()
        }
        lowered = [
            f"{name}, {language}: {figure} would fall from {floor:.2f} to {value:.2f}"
            for language, figures in (before.get("floors", {}) if is_same else {}).items()
            for figure, floor in figures.items()
            if (value := after[language].get(figure, 0.0)) < floor
        ]
        if lowered and not allow_regression:
            faults += lowered
            continue
        floors[name] = {"sha256": found["sha256"], "floors": after}
    FLOORS.write_text(json.dumps(floors, indent=1) + "\n", "utf-8")
    return faults


def _down(value: float) -> float:
    return math.floor(round(value * 100, 6)) / 100


if __name__ == "__main__":
    main()
