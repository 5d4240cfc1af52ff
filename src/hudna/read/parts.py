"""Parts: who, towards whom, what, when and with what effect, of each term of an arrangement."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeVar

from hudna.domain.agreements import Part
from hudna.read.circumstances import find_after, find_condition, find_reciprocal
from hudna.read.clauses import CodedClause
from hudna.read.effects import find_default, find_effect, find_extension, iter_triggers
from hudna.read.findings import Findings
from hudna.read.objects import find_object, find_place, find_quantity
from hudna.read.places import Atlas
from hudna.read.subjects import find_bearer, find_counterparty, is_due
from hudna.read.times import Time
from hudna.read.windows import DEADLINE, DURATION, START, Runs, find_length, find_runs, find_window
from hudna.read.wordings import Wording, to_wording

_T = TypeVar("_T")
_DEFAULT, _EXTENSION, _VOID = "lifecycle.default", "lifecycle.extension", "lifecycle.void"
_LIFECYCLE = "lifecycle."
_OF_NOBODY = frozenset({START, DURATION})
"""Codes of terms that say of the arrangement, and of no side, what it does."""
_RUNS_NEAR = 3
"""How many sentences from a deadline the day may stand from which it is counted."""


def iter_terms_parts(
    findings: Findings, terms: Sequence[CodedClause], atlas: Atlas
) -> Iterator[tuple[CodedClause, Mapping[str, Part]]]:
    """Yield the terms with their parts; a term with several triggers comes once for each."""
    wordings = [to_wording(findings, term) for term in terms]
    due = [w for w in wordings if DEADLINE in w.codes]
    runs = {w.sentence.index: found for w in due if (found := find_runs(w)) is not None}
    lengths = {w.sentence.index: long for w in due if (long := find_length(w)) is not None}
    for term, wording in zip(terms, wordings, strict=True):
        triggers = list(iter_triggers(wording)) if _VOID in wording.codes else []
        if triggers:
            yield from ((term, parts) for parts in triggers)
        else:
            yield term, _parts(wording, runs, lengths, atlas)


def _parts(
    wording: Wording,
    runs: Mapping[int, Runs],
    lengths: Mapping[int, Time],
    atlas: Atlas,
) -> Mapping[str, Part]:
    codes = wording.codes
    counted = _nearest(wording, runs) if DEADLINE in codes else None
    length = _nearest(wording, lengths) if counted is not None else None
    bearer = find_bearer(wording) if not set(codes) <= _OF_NOBODY else None
    if counted is not None and counted.holder is not None:
        bearer = wording.part(counted.holder)
    found: dict[str, Part | None] = {
        "bearer": bearer,
        "counterparty": find_counterparty(wording, bearer),
        "window": find_window(wording, counted, length),
        "condition": find_condition(wording),
        "after": find_after(wording) if is_due(wording) else None,
        "reciprocal_to": find_reciprocal(wording),
    }
    if _DEFAULT in codes:
        found["consequence"] = find_default(wording)
    elif _VOID in codes:
        found["consequence"] = find_effect(wording) if bearer is not None else None
    elif _EXTENSION in codes:
        found["consequence"] = find_extension(wording)
    if not _is_of_lifecycle(codes):
        found["object"] = _apart(find_object(wording), bearer)
        found["quantity"] = find_quantity(wording, found["object"])
        found["place"] = find_place(wording, atlas.places_in(wording.sentence))
    return {name: part for name, part in found.items() if part is not None}


def _is_of_lifecycle(codes: Sequence[str]) -> bool:
    return all(code.startswith(_LIFECYCLE) for code in codes)


def _apart(about: Part | None, bearer: Part | None) -> Part | None:
    """Return what a term is about, where that is not who it binds."""
    if about is None or bearer is None:
        return about
    span = about.evidence[0]
    is_bearer = any(e.start < span.end and span.start < e.end for e in bearer.evidence)
    return None if is_bearer else about


def _nearest(wording: Wording, said: Mapping[int, _T]) -> _T | None:
    """Return what the nearest of the sentences around a deadline says of it."""
    here = wording.sentence.index
    near = [index for index in said if abs(index - here) <= _RUNS_NEAR]
    return said[min(near, key=lambda index: abs(index - here))] if near else None
