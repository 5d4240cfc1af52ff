"""Terminations: what ended an agreement for a side.

Rules 5 and 7 to 10 of `docs/calculus.md`, "The lifecycle of one side".
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from hudna.domain.codebook import Act
from hudna.rules.answers import State
from hudna.rules.completions import DAY_START, NEXT
from hudna.rules.deeds import Deed, Done
from hudna.rules.explaining import of_done, of_rule, of_term
from hudna.rules.lifetimes import find_last_day
from hudna.rules.norms import Effect, Side, Trigger, WhoKind
from hudna.rules.offers import is_of
from hudna.rules.standings import Bound, Ending, Reached

if TYPE_CHECKING:
    from hudna.rules.courses import Course

_TRIGGERED, _REVOKED, _EXPIRED, _SUPERSEDED = range(4)
_ALONE = 3
"""From how many bound sides on one that revokes leaves the others bound."""


def find_ending(course: "Course", side: Side, bound: Bound, start: Reached | None) -> Ending | None:
    """Return what ended the agreement for a bound side first, or None where nothing did."""
    acts = (
        *_iter_triggered(course, bound),
        *_iter_revoked(course, side, bound),
        *_iter_expired(course),
        *_iter_superseded(course),
    )
    lapsed = _find_lapse(course, start)
    if lapsed is not None and course.completion.at_or_before(lapsed.mark, bound.mark):
        return lapsed
    valid = [ending for ending in acts if course.precedes(bound.mark, ending.mark)]
    if lapsed is not None:
        valid.append(lapsed)
    return _first(course, valid) if valid else None


def _first(course: "Course", endings: Sequence[Ending]) -> Ending:
    first = endings[0]
    for other in endings[1:]:
        if not course.precedes(first.mark, other.mark) or (
            other.rank < first.rank and course.precedes(other.mark, first.mark)
        ):
            first = other
    return first


def _by(done: Done) -> str | None:
    return f"by {done.deed.by_name}" if done.deed.by_name else None


def _of(done: Done, rank: int, state: State, detail: str | None) -> Ending:
    grounds = (partial(of_done, done, None),)
    return Ending(done.mark, rank, state, grounds, detail, is_supposed=done.deed.is_supposed)


def _iter_expired(course: "Course") -> Iterator[Ending]:
    for done in course.all_in_effect(Act.EXPIRED):
        yield _of(done, _EXPIRED, State.EXPIRED, None)


def _find_lapse(course: "Course", start: Reached | None) -> Ending | None:
    """Return that the last day has passed, or None where it has not or there is none."""
    last = find_last_day(course, start)
    if last is None or not course.completion.has_passed(last.mark):
        return None
    passed = partial(of_rule, "5", "its last day had passed")
    return Ending(last.mark.shifted(NEXT), _EXPIRED, State.EXPIRED, (*last.grounds, passed))


def _iter_superseded(course: "Course") -> Iterator[Ending]:
    for done in course.all_in_effect(Act.SUPERSEDED):
        yield _of(done, _SUPERSEDED, State.SUPERSEDED, _by(done))


# --- Revoked ---


def _iter_revoked(course: "Course", side: Side, bound: Bound) -> Iterator[Ending]:
    revoking = [
        d for d in course.all_in_effect(Act.REVOKED, Act.ENDED) if _ends_for(course, d, side)
    ]
    for deed in course.case.of(Act.REJECTED):
        found = _revoking_rejection(course, deed, side, bound)
        if found is not None:
            revoking.append(found)
    for done in revoking:
        ending = _of(done, _REVOKED, State.TERMINATED, _by(done))
        if done.deed.by not in {None, side.key}:
            supposed = any(bond.is_supposed for _, bond in course.bound_sides())
            ending = replace(ending, is_supposed=ending.is_supposed or supposed)
        yield ending


def _ends_for(course: "Course", done: Done, side: Side) -> bool:
    """Return whether a revocation ends it for a side: its own, nobody's, or one of two."""
    by = done.deed.by
    if by is None or by == side.key:
        return True
    revoker = course.case.find_side(by)
    bound = course.bound(revoker) if revoker is not None else None
    return bound is not None and course.precedes(bound.mark, done.mark) and _is_of_two(course, done)


def _revoking_rejection(course: "Course", deed: Deed, side: Side, bound: Bound) -> Done | None:
    """Return a rejection by a side that was bound already, where it ends it for a side."""
    if is_of(deed, side):
        done = course.in_effect(deed)
        return done if done and _follows_binding(course, done, bound, side) else None
    revoker = course.case.find_side(deed.by)
    if revoker is None or revoker.key == side.key:
        return None
    theirs = course.bound(revoker)
    done = course.in_effect(deed) if theirs is not None else None
    if done is None or theirs is None or not _follows_binding(course, done, theirs, revoker):
        return None
    return done if _is_of_two(course, done) else None


def _follows_binding(course: "Course", done: Done, bound: Bound, side: Side) -> bool:
    """Return whether a rejection came after its side was bound, and so declares it over."""
    if not course.precedes(bound.mark, done.mark):
        return False
    if bound.is_presumed or (bound.mark.is_timed and done.mark.is_timed):
        return True
    if not course.completion.on_same_day(bound.mark, done.mark):
        return True
    name = f"acceptance and rejection by {side.name} on one day"
    options = ("rejected last", "accepted last")
    return course.completion.option(name, options) == "rejected last"


def _is_of_two(course: "Course", revocation: Done) -> bool:
    """Return whether one who revokes had not before, and fewer than three sides are bound then."""
    bound = [
        side.key
        for side, bond in course.bound_sides()
        if course.precedes(bond.mark, revocation.mark)
        and not _revoked_before(course, side, bond, revocation)
    ]
    return revocation.deed.by in bound and len(bound) < _ALONE


def _revoked_before(course: "Course", side: Side, bond: Bound, other: Done) -> bool:
    """Return whether a bound side declared it over on a day before that of a revocation."""
    day = other.mark.shifted(DAY_START)
    for done in course.all_in_effect(Act.REVOKED, Act.ENDED, Act.REJECTED):
        if done.deed.by == side.key and course.completion.before(done.mark.shifted(DAY_START), day):
            if done.deed.act is Act.REJECTED:
                if _follows_binding(course, done, bond, side):
                    return True
            elif course.precedes(bond.mark, done.mark):
                return True
    return False


# --- Triggered ---


def _iter_triggered(course: "Course", bound: Bound) -> Iterator[Ending]:
    for trigger in course.case.book.triggers:
        if trigger.effect in {Effect.RIGHT_TO_END, Effect.SUSPENDS}:
            continue
        for done in iter_matching(course, trigger, bound):
            if _has_effect(course, trigger):
                said = partial(of_term, f"term {trigger.id} ends it", trigger.citations)
                yield Ending(
                    done.mark,
                    _TRIGGERED,
                    State.VOID if trigger.voids else State.TERMINATED,
                    (said, partial(of_done, done, None)),
                    detail=f"by trigger {trigger.id}",
                    is_supposed=done.deed.is_supposed,
                )


def _has_effect(course: "Course", trigger: Trigger) -> bool:
    if trigger.effect is not Effect.UNCLEAR:
        return True
    name = f"effect of {trigger.id}"
    return course.completion.option(name, ("ends it", "ends nothing")) == "ends it"


def iter_matching(course: "Course", trigger: Trigger, bound: Bound) -> Iterator[Done]:
    """Yield the acts that match a trigger while a side is bound."""
    for deed in course.case.of(*trigger.acts):
        if deed.term is not None and Act.BREACHED not in trigger.acts:
            continue
        if not course.is_one_of(deed.by, trigger.actor, f"actor of {trigger.id}"):
            continue
        done = course.in_effect(deed)
        if done is not None and course.precedes(bound.mark, done.mark):  # noqa: SIM102
            if _hits(course, trigger, deed):
                yield done


def _hits(course: "Course", trigger: Trigger, deed: Deed) -> bool:
    """Return whether an act was against whom a trigger names, or a side where it names nobody."""
    name = f"target of {trigger.id}"
    if trigger.target.kind is not WhoKind.NOT_STATED:
        return course.is_one_of(deed.against, trigger.target, name)
    if deed.act is Act.BREACHED or course.case.find_side(deed.against) is not None:
        return True
    return course.completion.option(name, ("anyone", "a side of it")) == "anyone"
