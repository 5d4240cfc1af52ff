"""How well accounts of different documents are told to be of one agreement, or of two.

Two runs against a reference of which entries are one real agreement:

- `reference`: the reference annotations themselves, made accounts, stored and resolved;
- `program`: what `hudna read` makes of the same documents, stored and resolved. Each account is
  paired with an entry of the annotations as the scorer of the readings pairs agreements; accounts
  without an entry take part in the resolution and are left out of the figures.

Figures: precision, recall and F1 over pairs of accounts of different entries, and B-cubed. `nothing
joined` is what leaving every account alone comes to: the floor that a resolver has to beat.

usage: same_agreement.py [--shared DIR] [--gold DIR] [--clusters FILE] [--readings FILE] [--misses]
"""

import argparse
import csv
import json
import sys
import tempfile
from collections.abc import Iterable, Mapping
from itertools import combinations
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from _measure import write_results

from hudna import app
from hudna.domain.readings import to_plain
from hudna.registry import open_registry
from hudna.registry.resolve import RESOLVER
from hudna.registry.statements import account_id
from quality._gold import iter_deposits, load_golds, load_scorer

ROOT = Path(__file__).parents[2]
Entry = tuple[str, str]
"""A document of the annotations, and the label of an entry."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--gold", type=Path, help="the annotations; default SHARED/eval/gold")
    parser.add_argument("--clusters", type=Path, help="default SHARED/eval/same-agreement.json")
    parser.add_argument(
        "--misses", action="store_true", help="print what was joined wrongly, or not"
    )
    parser.add_argument("--dry", action="store_true", help="write no results")
    options = parser.parse_args()
    folder = options.gold or options.shared / "eval" / "gold"
    reference = options.clusters or options.shared / "eval" / "same-agreement.json"
    if not folder.is_dir() or not reference.is_file():
        sys.exit(f"no annotations in {folder}, or no reference {reference}")
    golds = load_golds(folder)
    clusters = {
        (member["document"], member["label"]): number
        for number, cluster in enumerate(json.loads(reference.read_text("utf-8"))["clusters"])
        for member in cluster["members"]
    }
    figures: dict[str, object] = {"resolver": RESOLVER}
    for name, run in (("reference", _of_reference), ("program", _of_program)):
        found, entries = run(golds, options.shared)
        told = {k: clusters[k] for k in entries.values() if k in clusters}
        if options.misses:
            _print_misses(name, found, entries, told)
        figures[name] = _figures(found, entries, told)
    if options.dry:
        print(json.dumps(figures, indent=1))
    else:
        write_results("same_agreement", figures)


def _of_reference(
    golds: Mapping[str, Any], shared: Path
) -> tuple[dict[str, str], dict[str, Entry]]:
    by_file = {Path(g["document"]["file"]).name: stem for stem, g in golds.items()}
    found: dict[str, str] = {}
    entries: dict[str, Entry] = {}
    with (
        tempfile.TemporaryDirectory() as folder,
        open_registry(Path(folder) / "hudna.db") as registry,
    ):
        about = _known_of(shared / "corpus" / "manifest.csv")
        registry.store([d for d, _ in iter_deposits(dict(golds), shared, about)])
        registry.resolve()
        for view in registry.iter_agreements():
            for account in view.accounts:
                found[account.id] = view.id
                entries[account.id] = (by_file[account.document.name], account.label)
    return found, entries


def _of_program(golds: Mapping[str, Any], shared: Path) -> tuple[dict[str, str], dict[str, Entry]]:
    by_file = {Path(g["document"]["file"]).name: stem for stem, g in golds.items()}
    scorer = load_scorer(shared / "eval" / "score.py")
    manifest = shared / "corpus" / "manifest.csv"
    sources = app.find_sources(
        [shared / g["document"]["file"] for g in golds.values()],
        manifest=manifest if manifest.is_file() else None,
    )
    with (
        tempfile.TemporaryDirectory() as folder,
        open_registry(Path(folder) / "hudna.db") as registry,
    ):
        readings = [
            done.reading
            for done in app.iter_read(sources, registry=registry)
            if isinstance(done, app.Done) and done.reading is not None
        ]
        registry.resolve()
        found: dict[str, str] = {
            account.id: view.id for view in registry.iter_agreements() for account in view.accounts
        }
    entries: dict[str, Entry] = {}
    for reading in readings:
        stem = by_file[reading.document.name]
        told = golds[stem]["agreements"]
        plain = [to_plain(agreement) for agreement in reading.agreements]
        text = scorer.flat(reading.document.text).casefold()
        for number, mine in scorer.pair_agreements(told, plain, text).items():
            account = account_id(reading.document.id, reading.agreements[mine].anchor)
            entries[account] = (stem, told[number]["label"])
    return found, entries


def _known_of(manifest: Path) -> dict[str, dict[str, str]]:
    if not manifest.is_file():
        return {}
    with manifest.open(encoding="utf-8", newline="") as file:
        return {Path(row["file"]).name: row for row in csv.DictReader(file)}


def _figures(
    found: Mapping[str, str], entries: Mapping[str, Entry], told: Mapping[Entry, int]
) -> dict[str, object]:
    """Return the figures over the accounts that have an entry in the reference."""
    mine = {entry: found[account] for account, entry in entries.items() if entry in told}
    alone = {entry: str(number) for number, entry in enumerate(mine)}
    return {
        "accounts": len(found),
        "accounts with an entry": len(mine),
        "entries of the reference that are several documents' one agreement": sum(
            1 for entry in mine if sum(told[entry] == told[e] for e in mine) > 1
        ),
        **compare(mine, told),
        "nothing joined": {"b-cubed F1": compare(alone, told)["b-cubed F1"]},
    }


def compare(mine: Mapping[Entry, str], told: Mapping[Entry, int]) -> dict[str, Any]:
    """Return precision, recall and F1, over pairs and B-cubed, of one grouping against another."""
    pairs = list(combinations(sorted(mine), 2))
    joined = {p for p in pairs if mine[p[0]] == mine[p[1]]}
    one = {p for p in pairs if told[p[0]] == told[p[1]]}
    right = len(joined & one)
    precision, recall = _share(right, len(joined)), _share(right, len(one))
    b_precision, b_recall = _b_cubed(mine, told), _b_cubed(told, mine)
    return {
        "pairs joined": len(joined),
        "pairs that are one agreement": len(one),
        "pairwise precision": round(precision, 4),
        "pairwise recall": round(recall, 4),
        "pairwise F1": round(_harmonic(precision, recall), 4),
        "b-cubed precision": round(b_precision, 4),
        "b-cubed recall": round(b_recall, 4),
        "b-cubed F1": round(_harmonic(b_precision, b_recall), 4),
    }


def _b_cubed(mine: Mapping[Entry, Any], told: Mapping[Entry, Any]) -> float:
    """Return how much of the group of an entry belongs there, on average."""
    entries = [e for e in mine if e in told]
    shares = []
    for entry in entries:
        group = [e for e in entries if mine[e] == mine[entry]]
        shares.append(sum(told[e] == told[entry] for e in group) / len(group))
    return sum(shares) / len(shares) if shares else 1.0


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0


def _harmonic(a: float, b: float) -> float:
    return 2 * a * b / (a + b) if a + b else 0.0


def _print_misses(
    run: str, found: Mapping[str, str], entries: Mapping[str, Entry], told: Mapping[Entry, int]
) -> None:
    known: Iterable[tuple[str, Entry]] = [(a, e) for a, e in entries.items() if e in told]
    for (a, x), (b, y) in combinations(sorted(known, key=lambda each: each[1]), 2):
        is_joined, is_one = found[a] == found[b], told[x] == told[y]
        if is_joined != is_one:
            what = "joined wrongly" if is_joined else "not joined"
            print(f"{run}\t{what}\t{a[:14]} {b[:14]}\t{x[0]}: {x[1]}\t{y[0]}: {y[1]}")


if __name__ == "__main__":
    main()
