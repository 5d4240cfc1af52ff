"""Breaches: the acts by which a bearer broke a norm or is said to have, and who found so."""

from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from hudna.domain.codebook import Act, Role
from hudna.rules.answers import Certainty
from hudna.rules.cases import Case
from hudna.rules.deeds import Deed, Done
from hudna.rules.matching import Bearer, is_about
from hudna.rules.norms import Norm, NormKind, WhoKind

if TYPE_CHECKING:
    from hudna.rules.courses import Course

_VERIFIERS = frozenset({Role.MONITOR, Role.GUARANTOR, Role.ENFORCER})


def iter_may_break(case: Case, norm: Norm, bearer: Bearer) -> Iterator[Deed]:
    """Yield the acts that break a norm, or are said to, if they are its bearer's and in time."""
    acts = [Act.BREACHED]
    if norm.kind is NormKind.PROHIBITION:
        acts += norm.acts
    for deed in case.of(*acts):
        if _may_break(case, norm, bearer, deed):
            yield deed


def iter_breaches_by_anyone(course: "Course") -> Iterator[Done]:
    """Yield every act that is said to be a breach, and every attack of one side on another."""
    yield from course.all_in_effect(Act.BREACHED)
    for done in course.all_in_effect(Act.ATTACKED):
        deed = done.deed
        is_of_side = course.case.find_side(deed.by) is not None
        if is_of_side and (deed.against is None or course.case.find_side(deed.against)):
            yield done


def _may_break(case: Case, norm: Norm, bearer: Bearer, deed: Deed) -> bool:
    if deed.by is None or (bearer.key is not None and deed.by != bearer.key):
        return False
    if deed.act is Act.BREACHED:
        if deed.term is None:
            return norm.kind is NormKind.PROHIBITION
        return deed.term in {norm.term.number, norm.id}
    return is_about(norm, deed) and _is_against(case, norm, deed)


def _is_against(case: Case, norm: Norm, deed: Deed) -> bool:
    """Return whether an act may be against whom a norm protects: its counterparty, else a side."""
    if deed.against is None:
        return True
    if norm.counterparty.kind is WhoKind.NOT_STATED:
        return case.find_side(deed.against) is not None
    told = case.membership(deed.against, norm.counterparty)
    return told.certainty is not Certainty.CERTAINLY_NOT


def may_be_returned(case: Case, deed: Deed) -> bool:
    """Return whether fire may have been returned, which the agreement leaves everyone."""
    return deed.act is not Act.BREACHED and case.book.reserves_self_defence


def is_verified(case: Case, deed: Deed) -> bool:
    """Return whether a breach is found by who may find it, by every side, or by a reviewer."""
    if any(r.is_confirmed and r.telling is not None for r in deed.reports):
        return True
    finders = _finders(case)
    voices = {case.names.key_of(v) for r in deed.reports if r.is_asserted for v in r.fact.voice}
    sides = {side.key for side in case.sides if "class" not in side.roles}
    return bool(finders & voices) or (len(sides) > 1 and sides <= voices)


@lru_cache(maxsize=16)
def _finders(case: Case) -> frozenset[str]:
    """Return who may find that a norm was broken: monitors, guarantors and enforcers."""
    return frozenset(
        case.names.key_of(participant.name)
        for side in (*case.book.others, *case.book.sides)
        for participant in side.participants
        if participant.role in _VERIFIERS
    )
