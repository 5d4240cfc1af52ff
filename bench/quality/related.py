"""How agreements stand to each other: what a registry says, against what the texts state.

A relation of the reference leads from one real agreement to another. One of a registry leads from
the account that tells it to an agreement (`linked`), or to words alone (`told`): words are of the
real agreement whose name has all their telling parts, or of an entry of the same document whose
quotes they stand in. `same_process` is the same in both directions.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from hudna.registry import Registry
from hudna.text.folding import match_key

Entry = tuple[str, str]
"""A document of the annotations, and the label of an entry."""
Triple = tuple[int, str, int]
"""A real agreement, how it stands to another, and that one."""
_TELLING = re.compile(r"[^\W\d_][\w'’-]*|\d{4}")
_SYMMETRIC = "same_process"
_NOWHERE = -1


@dataclass(frozen=True, slots=True)
class Reference:
    """The reference, as it is looked things up in.

    Attributes:
        relations: What the texts state.
        names: The name of each real agreement, with the labels of its entries.
        quotes: The entries of each document, each with its real agreement and its quotes.
    """

    relations: frozenset[Triple]
    names: Mapping[int, str]
    quotes: Mapping[str, tuple[tuple[int, tuple[str, ...]], ...]]


def to_reference(stated: Mapping[str, Any], golds: Mapping[str, Any]) -> Reference:
    """Return the reference from its file and the annotations."""
    numbers = {cluster["name"]: number for number, cluster in enumerate(stated["clusters"])}
    quotes: dict[str, list[tuple[int, tuple[str, ...]]]] = {}
    names: dict[int, str] = {}
    for number, cluster in enumerate(stated["clusters"]):
        names[number] = " ".join((cluster["name"], *(m["label"] for m in cluster["members"])))
        for member in cluster["members"]:
            entries = golds[member["document"]]["agreements"]
            entry = next(each for each in entries if each["label"] == member["label"])
            said = (*(t["quote"] for t in entry["terms"]), *(c["quote"] for c in entry["claims"]))
            quotes.setdefault(member["document"], []).append((number, said))
    relations = frozenset(
        _directed(numbers[each["from"]], each["type"], numbers[each["to"]])
        for each in stated["relations"]
    )
    return Reference(relations, names, {stem: tuple(each) for stem, each in quotes.items()})


def _directed(first: int, kind: str, second: int) -> Triple:
    if kind == _SYMMETRIC and second < first:
        return second, kind, first
    return first, kind, second


def compare_relations(
    registry: Registry, entries: Mapping[str, Entry], told: Mapping[Entry, int], known: Reference
) -> tuple[dict[str, Any], list[str]]:
    """Return how many relations of the reference a registry has, and what it misses or adds."""
    linked: set[Triple] = set()
    worded: set[Triple] = set()
    astray: list[str] = []
    for first, kind, others, words, stem in _iter_relations(registry, entries, told):
        if others:
            triples = {_directed(first, kind, other) for other in others}
            right = triples & known.relations
            linked |= right or set(sorted(triples)[:1])
        else:
            other = _named_in(words, first, stem, known)
            triple = _directed(first, kind, other) if other != _NOWHERE else None
            if triple is None:
                astray.append(f"{stem}: {kind} {words!r} leads nowhere")
            else:
                worded.add(triple)
    found = linked | worded
    right = found & known.relations
    wrong = found - known.relations
    astray += [f"wrong: {known.names[a]} {kind} {known.names[b]}" for a, kind, b in sorted(wrong)]
    missed = [
        f"missed: {known.names[a]} {kind} {known.names[b]}"
        for a, kind, b in sorted(known.relations - found)
    ]
    told_count = len(found) + sum("leads nowhere" in each for each in astray)
    figures = {
        "relations stated": len(known.relations),
        "relations found": told_count,
        "relations right": len(right),
        "of them linked": len(linked & known.relations),
        "relation precision": round(len(right) / told_count, 4) if told_count else 1.0,
        "relation recall": round(len(right) / len(known.relations), 4),
    }
    return figures, [*astray, *missed]


def _iter_relations(
    registry: Registry, entries: Mapping[str, Entry], told: Mapping[Entry, int]
) -> Iterator[tuple[int, str, frozenset[int], str, str]]:
    """Yield what accounts with an entry say: of whom, how, to whom, in which words, and where."""
    for view in tuple(registry.iter_agreements()):
        for relation in registry.get_relations(view.id):
            entry = entries.get(relation.value.statement.account or "")
            if relation.agreement != view.id or entry is None or entry not in told:
                continue
            others = frozenset[int]()
            if relation.to is not None:
                accounts = registry.get_agreement(relation.to).accounts
                others = frozenset(_clusters(accounts, entries, told))
                if not others:
                    continue
            yield told[entry], relation.kind.value, others, relation.value.value, entry[0]


def _clusters(
    accounts: Iterable[Any], entries: Mapping[str, Entry], told: Mapping[Entry, int]
) -> Iterator[int]:
    for account in accounts:
        entry = entries.get(account.id)
        if entry is not None and entry in told:
            yield told[entry]


def _named_in(words: str, first: int, stem: str, known: Reference) -> int:
    """Return which real agreement words name, or `_NOWHERE`: one of their document, if any."""
    here = known.quotes.get(stem, ())
    quoted = [n for n, quotes in here if n != first and any(_stands_in(words, q) for q in quotes)]
    if len(set(quoted)) == 1:
        return quoted[0]
    parts = {match_key(p) for p in _TELLING.findall(words) if p[0].isupper() or p[0].isdigit()}
    numbered = {p for p in parts if p.isdigit() and p in " ".join(known.names.values()).split()}
    parts = numbered or parts
    if not parts:
        return _NOWHERE
    for numbers in ({n for n, _ in here}, set(known.names)):
        fits = [
            n
            for n in sorted(numbers)
            if n != first and parts <= set(match_key(known.names[n]).split())
        ]
        if len(fits) == 1:
            return fits[0]
    return _NOWHERE


def _stands_in(words: str, quote: str) -> bool:
    return match_key(words) in match_key(quote)
