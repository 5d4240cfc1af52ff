"""Bonds: when and by what a side becomes bound.

Rules 1 to 3 of `docs/calculus.md`, "The lifecycle of one side".
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from hudna.domain.codebook import Act, Role
from hudna.rules.answers import State
from hudna.rules.cases import CONCLUDING
from hudna.rules.completions import NEXT
from hudna.rules.deeds import Done
from hudna.rules.explaining import absence, of_done, of_rule, of_term, read_as
from hudna.rules.norms import Default, Side
from hudna.rules.offers import (
    find_close,
    find_offer_of,
    find_offer_to,
    is_of,
    iter_offerees,
    iter_rejections,
)
from hudna.rules.standings import Bound

if TYPE_CHECKING:
    from hudna.rules.courses import Course

_STATE_OF = {
    Act.ACCEPTED: State.ACCEPTED,
    Act.ACCEDED: State.ACCEPTED,
    Act.DECLARED: State.DECLARED,
}


def bind(course: "Course", side: Side) -> Bound | None:
    """Return when and by what a side is bound, or None where it is not."""
    concluded = list(_iter_conclusions(course, side))
    late = [done for done in concluded if _is_late(course, done, side)]
    in_time = [_by_act(done, side) for done in concluded if done not in late]
    answered = _by_answer(course, side)
    if answered is not None:
        in_time.insert(0, answered)
    if in_time:
        return _first(course, in_time)
    return _by_silence(course, side) or _by_late_answer(course, side, late)


def _by_act(done: Done, side: Side) -> Bound:
    return Bound(
        done.mark,
        _STATE_OF.get(done.deed.act, State.AGREED),
        (partial(of_done, done, side.name),),
        is_supposed=done.deed.is_supposed,
    )


def _iter_conclusions(course: "Course", side: Side) -> Iterator[Done]:
    for deed in course.case.of(*sorted(CONCLUDING)):
        if is_of(deed, side):
            done = course.in_effect(deed)
            if done is not None:
                yield done


def _is_late(course: "Course", done: Done, side: Side) -> bool:
    """Return whether an answer came after the window to answer had closed."""
    answers = {Act.ACCEPTED}
    if Role.INVITEE in side.roles:
        answers |= {Act.SIGNED, Act.AGREED}
    if done.deed.act not in answers:
        return False
    close = find_close(course, side)
    return close is not None and not course.completion.at_or_before(done.acted, close.mark)


def _by_late_answer(course: "Course", side: Side, late: Sequence[Done]) -> Bound | None:
    """Return when a side is bound by an answer after the window, where that may bind."""
    if not late or course.case.book.default is Default.REJECTION:
        return None
    if course.completion.option("late answer", ("binds", "does not bind")) != "binds":
        return None
    read = partial(read_as, "late answer", "binds", "2")
    first = _first(course, [_by_act(done, side) for done in late])
    return replace(first, grounds=(*first.grounds, read))


def _by_silence(course: "Course", side: Side) -> Bound | None:
    """Return when a side is bound because silence counts as acceptance."""
    book = course.case.book
    offer = find_offer_to(course, side) if book.default is Default.ACCEPTANCE else None
    close = find_close(course, side) if offer is not None else None
    if offer is None or close is None or not course.completion.has_passed(close.mark):
        return None
    for done in iter_rejections(course, side):
        if course.completion.at_or_before(done.acted, close.mark):
            return None
    silence = of_term("silence counts as acceptance", book.default_citations)
    return Bound(
        close.mark.shifted(NEXT),
        State.ACCEPTED,
        (
            partial(of_done, offer, None),
            *close.grounds,
            partial(absence, f"nobody reports an answer of {side.name}", (silence,)),
        ),
        is_presumed=True,
    )


def _by_answer(course: "Course", side: Side) -> Bound | None:
    """Return when who made the offer is bound: with the first of those it was made to."""
    offer = find_offer_of(course, side)
    if offer is None:
        return None
    others = iter_offerees(course, side, offer)
    found = [bound for other in others if (bound := course.bound(other)) is not None]
    if not found:
        return None
    first = _first(course, found)
    rule = "who made an offer is bound with the first who accepts it"
    return replace(
        first,
        state=State.AGREED,
        grounds=(partial(of_done, offer, None), *first.grounds, partial(of_rule, "3", rule)),
    )


def _first(course: "Course", found: Sequence[Bound]) -> Bound:
    first = found[0]
    for other in found[1:]:
        if not course.precedes(first.mark, other.mark):
            first = other
    return first
