"""The evidence gate, which every reading passes, whoever made it: no words, no value."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Protocol, TypeVar

from hudna.domain.agreements import GROUNDED, PART_NAMES, Agreement, Part, Term
from hudna.domain.evidence import Evidence, is_supported, stands_in
from hudna.domain.readings import Reading


class _Cited(Protocol):
    @property
    def evidence(self) -> tuple[Evidence, ...]: ...


_T = TypeVar("_T", bound=_Cited)


@dataclass(slots=True)
class _Count:
    refused: int = 0


def admit(reading: Reading) -> Reading:
    """Return a reading without the values whose quotes are not at their spans.

    How many were refused is counted. An agreement whose own anchor does not stand in the text is
    refused with all that it holds.
    """
    text, count = reading.document.text, _Count()

    def supported(value: _Cited) -> bool:
        return is_supported(value.evidence, text)

    agreements = []
    for agreement in reading.agreements:
        if not stands_in(agreement.anchor, text):
            count.refused += 1 + _size(agreement)
            continue
        agreements.append(_admitted(agreement, supported, count))
    known = {agreement.id for agreement in agreements}
    facts = tuple(
        fact if fact.agreement is None or fact.agreement in known else replace(fact, agreement=None)
        for fact in _kept(reading.facts, supported, count)
    )
    return replace(
        reading, agreements=tuple(agreements), facts=facts, refused=reading.refused + count.refused
    )


def _kept(
    values: Iterable[_T], supported: Callable[[_Cited], bool], count: _Count
) -> tuple[_T, ...]:
    kept = []
    for value in values:
        if supported(value):
            kept.append(value)
        else:
            count.refused += 1
    return tuple(kept)


def _admitted(
    agreement: Agreement, supported: Callable[[_Cited], bool], count: _Count
) -> Agreement:
    grounds = _kept(agreement.grounds, supported, count)
    grounded = {ground.of for ground in grounds}
    ungrounded = {
        name: None
        for name in GROUNDED
        if getattr(agreement, name) is not None and name not in grounded
    }
    count.refused += len(ungrounded)
    return replace(
        agreement,
        grounds=grounds,
        relations=_kept(agreement.relations, supported, count),
        participants=_kept(agreement.participants, supported, count),
        dates=_kept(agreement.dates, supported, count),
        places=_kept(agreement.places, supported, count),
        terms=tuple(
            _admitted_term(t, supported, count) for t in _kept(agreement.terms, supported, count)
        ),
        claims=_kept(agreement.claims, supported, count),
        **ungrounded,  # type: ignore[arg-type]  # names of GROUNDED only, all of which may be None
    )


def _admitted_term(term: Term, supported: Callable[[_Cited], bool], count: _Count) -> Term:
    unsupported: dict[str, Part | None] = {}
    for name in PART_NAMES:
        part: Part | None = getattr(term, name)
        if part is not None and not supported(part):
            unsupported[name] = None
            count.refused += 1
    if not unsupported:
        return term
    return replace(term, **unsupported)  # type: ignore[arg-type]  # PART_NAMES only


def _size(agreement: Agreement) -> int:
    held: tuple[tuple[object, ...], ...] = (
        agreement.participants,
        agreement.dates,
        agreement.places,
        agreement.terms,
        agreement.claims,
        agreement.relations,
    )
    return sum(len(values) for values in held)
