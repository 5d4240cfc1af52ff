"""How well accounts of different documents are told to be of one agreement, or of two.

Two runs against a reference of which entries are one real agreement:

- `reference`: the reference annotations themselves, made accounts, stored and resolved;
- `program`: what `hudna read` makes of the same documents, stored and resolved. Each account is
  paired with an entry of the annotations as the scorer of the readings pairs agreements; accounts
  without an entry take part in the resolution and are left out of the figures.

Figures: precision, recall and F1 over pairs of accounts of different entries, and B-cubed. `nothing
joined` is what leaving every account alone comes to: the floor that a resolver has to beat.
Relations between agreements (`related.py`): those that the reader finds, given to the entries that
its accounts are paired with, or as they are.

usage: same_agreement.py [--shared DIR] [--gold DIR] [--clusters FILE] [--readings FILE] [--misses]
"""

import argparse
import csv
import json
import re
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from _measure import write_results

from hudna import app
from hudna.domain.agreements import Agreement, Relation
from hudna.domain.readings import Reading, to_plain
from hudna.registry import Registry, open_registry
from hudna.registry.resolve import RESOLVER
from hudna.registry.statements import account_id
from quality._gold import iter_deposits, load_golds, load_scorer
from quality.related import Entry, compare_relations, to_reference

ROOT = Path(__file__).parents[2]


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
    figures, misses = measure(folder, reference, options.shared)
    if options.misses:
        print("\n".join(misses))
    if options.dry:
        print(json.dumps(figures, indent=1))
    else:
        write_results("same_agreement", figures)


def measure(folder: Path, reference: Path, shared: Path) -> tuple[dict[str, Any], list[str]]:
    """Return the figures of both runs against a reference, and what is missed or wrong in them."""
    golds = load_golds(folder)
    stated = json.loads(reference.read_text("utf-8"))
    clusters = {
        (member["document"], member["label"]): number
        for number, cluster in enumerate(stated["clusters"])
        for member in cluster["members"]
    }
    known = to_reference(stated, golds)
    readings = _read(golds, shared)
    paired = {stem: _pair(golds[stem], readings[stem], shared) for stem in readings}
    figures: dict[str, Any] = {"resolver": RESOLVER}
    misses: list[str] = []
    for name, run in (("reference", _of_reference), ("program", _of_program)):
        with (
            tempfile.TemporaryDirectory() as there,
            open_registry(Path(there) / "hudna.db") as registry,
        ):
            entries = run(registry, golds, shared, readings, paired)
            found: dict[str, str] = {
                account.id: view.id
                for view in registry.iter_agreements()
                for account in view.accounts
            }
            told = {k: clusters[k] for k in entries.values() if k in clusters}
            misses += _iter_misses(name, found, entries, told)
            related, astray = compare_relations(registry, entries, told, known)
            misses += [f"{name}\t{each}" for each in astray]
            figures[name] = {**_figures(found, entries, told), **related}
    return figures, misses


def _read(golds: Mapping[str, Any], shared: Path) -> dict[str, Reading]:
    """Return what the program reads in each document of the annotations."""
    by_file = {Path(g["document"]["file"]).name: stem for stem, g in golds.items()}
    manifest = shared / "corpus" / "manifest.csv"
    sources = app.find_sources(
        [shared / g["document"]["file"] for g in golds.values()],
        manifest=manifest if manifest.is_file() else None,
    )
    return {
        by_file[done.reading.document.name]: done.reading
        for done in app.iter_read(sources, read_again=True)
        if isinstance(done, app.Done) and done.reading is not None
    }


def _pair(gold: Mapping[str, Any], reading: Reading, shared: Path) -> dict[str, int]:
    """Return which entry each account of a reading is, as the scorer of the readings has it."""
    scorer = load_scorer(shared / "eval" / "score.py")
    plain = [to_plain(agreement) for agreement in reading.agreements]
    text = scorer.flat(reading.document.text).casefold()
    pairs = scorer.pair_agreements(gold["agreements"], plain, text)
    return {reading.agreements[mine].id: number for number, mine in pairs.items()}


Paired = Mapping[str, Mapping[str, int]]
"""Which entry each account of a document is, by the document."""


def _of_reference(
    registry: Registry,
    golds: Mapping[str, Any],
    shared: Path,
    readings: Mapping[str, Reading],
    paired: Paired,
) -> dict[str, Entry]:
    """Store and resolve the annotations, with the relations that the program reads."""
    by_file = {Path(g["document"]["file"]).name: stem for stem, g in golds.items()}
    about = _known_of(shared / "corpus" / "manifest.csv")
    deposits = []
    for deposit, _ in iter_deposits(dict(golds), shared, about):
        assert deposit.reading is not None
        stem = by_file[deposit.document.name]
        told = _with_relations(deposit.reading.agreements, readings.get(stem), paired.get(stem, {}))
        deposits.append(replace(deposit, reading=replace(deposit.reading, agreements=told)))
    registry.store(deposits)
    registry.resolve()
    return {
        account.id: (by_file[account.document.name], account.label)
        for view in registry.iter_agreements()
        for account in view.accounts
    }


def _with_relations(
    entries: Sequence[Agreement], reading: Reading | None, paired: Mapping[str, int]
) -> tuple[Agreement, ...]:
    """Return entries with the relations of the accounts that they are paired with."""
    told: dict[int, list[Relation]] = {}
    for agreement in reading.agreements if reading is not None else ():
        for relation in agreement.relations:
            is_words = re.fullmatch(r"a\d+", relation.to) is None
            if agreement.id in paired and (is_words or relation.to in paired):
                to = relation.to if is_words else entries[paired[relation.to]].id
                told.setdefault(paired[agreement.id], []).append(replace(relation, to=to))
    return tuple(
        replace(entry, relations=tuple(told.get(number, ())))
        for number, entry in enumerate(entries)
    )


def _of_program(
    registry: Registry,
    golds: Mapping[str, Any],
    shared: Path,
    readings: Mapping[str, Reading],
    paired: Paired,
) -> dict[str, Entry]:
    """Store and resolve what the program reads."""
    manifest = shared / "corpus" / "manifest.csv"
    sources = app.find_sources(
        [shared / g["document"]["file"] for g in golds.values()],
        manifest=manifest if manifest.is_file() else None,
    )
    for _ in app.iter_read(sources, registry=registry):
        pass
    registry.resolve()
    entries: dict[str, Entry] = {}
    for stem, reading in readings.items():
        anchors = {agreement.id: agreement.anchor for agreement in reading.agreements}
        for mine, number in paired[stem].items():
            account = account_id(reading.document.id, anchors[mine])
            entries[account] = (stem, golds[stem]["agreements"][number]["label"])
    return entries


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


def _iter_misses(
    run: str, found: Mapping[str, str], entries: Mapping[str, Entry], told: Mapping[Entry, int]
) -> Iterator[str]:
    known: Iterable[tuple[str, Entry]] = [(a, e) for a, e in entries.items() if e in told]
    for (a, x), (b, y) in combinations(sorted(known, key=lambda each: each[1]), 2):
        is_joined, is_one = found[a] == found[b], told[x] == told[y]
        if is_joined != is_one:
            what = "joined wrongly" if is_joined else "not joined"
            yield f"{run}\t{what}\t{a[:14]} {b[:14]}\t{x[0]}: {x[1]}\t{y[0]}: {y[1]}"


if __name__ == "__main__":
    main()
