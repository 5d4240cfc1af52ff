"""Score readings against annotations: the in-repo ones, by a matcher that is small and our own.

The annotations have the form that `README.md` beside this file describes. A value is right where an
annotated one is matched that no other value has taken: a participant by a name and the role, a term
by a code and the words, a date by kind and value, a place by name, a claim by speaker, stance and
the words. What stands in no annotated agreement is counted as found and as wrong.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any

from hudna.domain.agreements import Agreement, Claim, DateValue, Participant, PlaceValue, Term
from hudna.domain.evidence import is_supported
from hudna.domain.readings import Reading
from hudna.text.folding import match_key

FACETS = ("agreements", "participants", "terms", "dates", "places", "claims")
SHARES = ("stage", "form", "authenticity", "modality", "detection")
_SMALL = frozenset("the of and in a an for its to ال".split())
_CONCLUDED = frozenset({"signed", "announced"})
"""Kinds of dates that documents rarely tell apart."""
_ALIKE = 0.7
_LENGTHS_MOST = 4
"""How many times as long as the other one of two quotes may be that are taken for one."""


@dataclass(slots=True)
class Tally:
    """Counts of one facet: values that are right, annotated, and found."""

    right: int = 0
    gold: int = 0
    found: int = 0

    @property
    def f1(self) -> float:
        return 2 * self.right / (self.gold + self.found) if self.gold + self.found else 1.0

    @property
    def share(self) -> float:
        return self.right / self.gold if self.gold else 1.0


@dataclass(slots=True)
class Scores:
    """The counts of all facets over some documents."""

    tallies: dict[str, Tally] = field(
        default_factory=lambda: {name: Tally() for name in (*FACETS, *SHARES)}
    )
    unsupported: int = 0
    """How many quotes are not at their span."""

    def figures(self) -> dict[str, float]:
        """Return F1 for each facet and the share that is right for each single value."""
        return {
            **{name: round(self.tallies[name].f1, 4) for name in FACETS},
            **{name: round(self.tallies[name].share, 4) for name in SHARES},
        }


def score(pairs: Iterable[tuple[Mapping[str, Any], Reading]]) -> Scores:
    """Return the counts for annotations, each with the reading of its document."""
    scores = Scores()
    for gold, reading in pairs:
        _add(scores, gold["agreements"], reading)
    return scores


def _add(scores: Scores, golds: Sequence[Mapping[str, Any]], reading: Reading) -> None:
    found = reading.agreements
    text = reading.document.text
    scores.unsupported += sum(
        not is_supported(value.evidence, text)
        for agreement in found
        for values in (agreement.participants, agreement.terms, agreement.dates, agreement.claims)
        for value in values
    )
    required = [gold for gold in golds if not gold.get("optional")]
    _single(scores, "detection", bool(required), bool(found))
    paired = _paired(golds, found)
    agreements = scores.tallies["agreements"]
    agreements.right += len(paired)
    agreements.found += len(found)
    for number, gold in enumerate(golds):
        if number not in paired and gold.get("optional"):
            continue
        agreements.gold += 1
        mine = found[paired[number]] if number in paired else None
        _add_one(scores, gold, mine)
    taken = set(paired.values())
    for number, agreement in enumerate(found):
        if number not in taken:
            for facet, values in _values_of(agreement).items():
                scores.tallies[facet].found += len(values)


def _add_one(scores: Scores, gold: Mapping[str, Any], mine: Agreement | None) -> None:
    values = _values_of(mine) if mine is not None else dict.fromkeys(_SAME, ())
    for facet, is_same in _SAME.items():
        wanted = _wanted(gold, facet)
        hits = _matched(wanted, values[facet], is_same)
        tally = scores.tallies[facet]
        tally.right += len(hits)
        tally.gold += len(wanted)
        tally.found += len(values[facet])
        if facet == "terms":
            for one, (_, term) in hits:
                if one.get("modality"):
                    _single(scores, "modality", one["modality"], term.modality)
    for name in ("stage", "form", "authenticity"):
        if gold.get(name):
            _single(scores, name, gold[name], getattr(mine, name) if mine is not None else None)


def _single(scores: Scores, name: str, wanted: object, found: object) -> None:
    tally = scores.tallies[name]
    tally.gold += 1
    tally.right += found in wanted if isinstance(wanted, list) else found == wanted


def _wanted(gold: Mapping[str, Any], facet: str) -> list[Any]:
    """Return what is annotated of a facet, a term once for each of its codes."""
    if facet == "terms":
        return [{**term, "code": code} for term in gold["terms"] for code in term["codes"]]
    return list(gold[facet])


def _values_of(agreement: Agreement) -> dict[str, tuple[Any, ...]]:
    return {
        "participants": agreement.participants,
        "terms": tuple((code, term) for term in agreement.terms for code in term.codes),
        "dates": agreement.dates,
        "places": agreement.places,
        "claims": agreement.claims,
    }


def _paired(golds: Sequence[Mapping[str, Any]], found: Sequence[Agreement]) -> dict[int, int]:
    """Return which agreement of a reading is which annotated one: those most alike first."""
    alike = [
        (_likeness(gold, agreement), -i, -j)
        for i, gold in enumerate(golds)
        for j, agreement in enumerate(found)
    ]
    paired: dict[int, int] = {}
    for likeness, i, j in sorted(alike, reverse=True):
        if likeness and -i not in paired and -j not in paired.values():
            paired[-i] = -j
    return paired


def _likeness(gold: Mapping[str, Any], agreement: Agreement) -> int:
    """Return how many values two agreements share: two at least, where they have two."""
    values = _values_of(agreement)
    shared = sum(
        len(_matched(_wanted(gold, facet), values[facet], is_same))
        for facet, is_same in _SAME.items()
    )
    most = sum(len(_wanted(gold, facet)) for facet in _SAME)
    return shared if shared >= min(2, most) else 0


def _matched(
    wanted: Sequence[Any], found: Sequence[Any], is_same: Callable[[Any, Any], bool]
) -> list[tuple[Any, Any]]:
    left, hits = list(found), []
    for one in wanted:
        other = next((value for value in left if is_same(one, value)), None)
        if other is not None:
            left.remove(other)
            hits.append((one, other))
    return hits


def _listed(value: object) -> Sequence[object]:
    return value if isinstance(value, list) else [value]


def _same_participant(gold: Mapping[str, Any], mine: Participant) -> bool:
    names = (mine.name, *mine.aliases)
    return mine.role in _listed(gold["role"]) and any(_is_called(n, gold["names"]) for n in names)


def _same_term(gold: Mapping[str, Any], mine: tuple[str, Term]) -> bool:
    code, term = mine
    return code == gold["code"] and _says(gold["quote"], term.evidence)


def _same_date(gold: Mapping[str, Any], mine: DateValue) -> bool:
    kinds = {gold["kind"], mine.kind.value}
    if len(kinds) > 1 and kinds != _CONCLUDED:
        return False
    return mine.value in gold["values"] or any(
        len(value) == 10 and mine.value.startswith(f"{value}T") for value in gold["values"]
    )


def _same_place(gold: str, mine: PlaceValue) -> bool:
    return _is_called(mine.name, [gold])


def _same_claim(gold: Mapping[str, Any], mine: Claim) -> bool:
    return (
        mine.stance in _listed(gold["stance"])
        and _is_called(mine.speaker, gold["speaker"])
        and _says(gold["quote"], mine.evidence)
    )


_SAME: Mapping[str, Callable[[Any, Any], bool]] = {
    "participants": _same_participant,
    "terms": _same_term,
    "dates": _same_date,
    "places": _same_place,
    "claims": _same_claim,
}


def _is_called(name: str, names: Iterable[str]) -> bool:
    """Return whether a name is one of several, small words and spelling aside."""
    mine = _telling(name)
    for other in names:
        theirs = _telling(other)
        if mine and theirs and 2 * len(mine & theirs) >= _ALIKE * (len(mine) + len(theirs)):
            return True
    return False


def _telling(name: str) -> set[str]:
    words = match_key(name).split()
    return {word for word in words if word not in _SMALL} or set(words)


def _says(quote: str, evidence: Iterable[Any]) -> bool:
    """Return whether a quote and a piece of evidence are mostly the same words, in their order."""
    theirs = match_key(quote).split()
    for each in evidence:
        mine = match_key(each.quote).split()
        if not mine or not theirs:
            continue
        shorter, longer = sorted((len(mine), len(theirs)))
        blocks = SequenceMatcher(a=mine, b=theirs, autojunk=False).get_matching_blocks()
        shared = sum(block.size for block in blocks)
        if shared >= _ALIKE * shorter and longer <= _LENGTHS_MOST * shorter:
            return True
    return False
