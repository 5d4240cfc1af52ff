"""The lifecycle of an agreement for one side, at one moment, in one completion.

The rules are those of `docs/calculus.md`, "The lifecycle of one side", numbered as there. Each has
a module of its own: `bonds` and `offers` (1 to 3), `lifetimes` (4 and 5), `suspensions` (6),
`terminations` (5 and 7 to 10).
"""

from functools import partial
from typing import TYPE_CHECKING

from hudna.rules.answers import State
from hudna.rules.completions import NEXT
from hudna.rules.deeds import Done
from hudna.rules.explaining import absence, of_done, of_rule, of_term, read_as
from hudna.rules.lifetimes import NOT_BEGUN, find_last_day, find_start
from hudna.rules.norms import Default, Side
from hudna.rules.offers import (
    find_close,
    find_offer_of,
    find_offer_to,
    iter_offerees,
    iter_rejections,
)
from hudna.rules.standings import Bound, Grounds, Reached, Standing
from hudna.rules.suspensions import find_suspension
from hudna.rules.terminations import find_ending

if TYPE_CHECKING:
    from hudna.rules.courses import Course

_REFUSED = frozenset({State.REJECTED, State.REJECTED_BY_DEFAULT})


def stand(course: "Course", side: Side) -> Standing:
    """Return how the agreement stands for a side."""
    bound = course.bound(side)
    return _unbound(course, side) if bound is None else _concluded(course, side, bound)


def _unbound(course: "Course", side: Side) -> Standing:
    own = find_offer_of(course, side)
    if own is not None:
        return _offeror(course, side, own)
    rejected = next(iter_rejections(course, side), None)
    if rejected is not None:
        return Standing(
            State.REJECTED,
            (partial(of_done, rejected, side.name),),
            is_supposed=rejected.deed.is_supposed,
            since=rejected.mark,
        )
    offer = find_offer_to(course, side)
    if offer is not None:
        return _unanswered(course, side, offer)
    rule = of_rule("3", "a side is not offered until an offer to it")
    words = f"nobody reports that it had been offered to {side.name} by then"
    return Standing(State.NOT_OFFERED, (partial(absence, words, (rule,)),))


def _unanswered(course: "Course", side: Side, offer: Done) -> Standing:
    book = course.case.book
    close = find_close(course, side) if book.default is Default.REJECTION else None
    offered = partial(of_done, offer, None)
    if close is not None and course.completion.has_passed(close.mark):
        words = f"nobody reports an answer of {side.name} within the window"
        silence = of_term("silence counts as rejection", book.default_citations)
        return Standing(
            State.REJECTED_BY_DEFAULT,
            (offered, *close.grounds, partial(absence, words, (silence,))),
            is_presumed=True,
            is_supposed=offer.deed.is_supposed,
            since=close.mark.shifted(NEXT),
        )
    if close is not None:
        still: Grounds = (
            *close.grounds,
            partial(of_rule, "3", "the window to answer had not closed"),
        )
    else:
        rule = of_rule("3", "an offer without an answer stays an offer")
        still = (partial(absence, f"nobody reports an answer of {side.name}", (rule,)),)
    return Standing(
        State.OFFERED,
        (offered, *still),
        is_supposed=offer.deed.is_supposed,
        since=offer.mark,
    )


def _offeror(course: "Course", side: Side, own: Done) -> Standing:
    """Return how it stands for who made the offer and is not bound.

    One to whom it was made and who made it too is not asked: neither waits for the other.
    """
    others = [s for s in iter_offerees(course, side, own) if find_offer_of(course, s) is None]
    standings = [course.standing(other) for other in others]
    if standings and all(s.state in _REFUSED for s in standings):
        return Standing(
            State.NEVER_CONCLUDED,
            (
                *(ground for s in standings for ground in s.grounds),
                partial(of_rule, "3", "all it was offered to have rejected it"),
            ),
            is_presumed=any(s.is_presumed for s in standings),
            is_supposed=any(s.is_supposed for s in standings),
        )
    return Standing(
        State.OFFERED,
        (
            partial(of_done, own, side.name),
            partial(of_rule, "3", "an offer stands until one it was made to is bound"),
        ),
        is_supposed=own.deed.is_supposed,
        since=own.mark,
    )


def _concluded(course: "Course", side: Side, bound: Bound) -> Standing:
    start = find_start(course, side, bound)
    ending = find_ending(course, side, bound, start)
    if ending is not None:
        return Standing(
            ending.state,
            (*bound.grounds, *ending.grounds),
            detail=ending.detail,
            is_presumed=bound.is_presumed,
            is_supposed=bound.is_supposed or ending.is_supposed,
            since=ending.mark,
        )
    suspended = find_suspension(course, bound)
    if suspended is not None:
        return Standing(
            State.SUSPENDED,
            (*bound.grounds, *suspended.grounds),
            detail=suspended.detail,
            is_presumed=bound.is_presumed,
            is_supposed=bound.is_supposed or suspended.done.deed.is_supposed,
            since=suspended.done.mark,
        )
    if start is not None and course.completion.has_come(start.mark):
        return Standing(
            State.IN_FORCE,
            (*bound.grounds, *start.grounds, *_still(course, start)),
            is_presumed=bound.is_presumed,
            is_supposed=bound.is_supposed or start.is_supposed,
            since=start.mark,
        )
    waits: Grounds = (
        start.grounds if start is not None else (partial(read_as, "start", NOT_BEGUN, "4"),)
    )
    return Standing(
        bound.state,
        (*bound.grounds, *waits),
        is_presumed=bound.is_presumed,
        is_supposed=bound.is_supposed,
        since=bound.mark,
    )


def _still(course: "Course", start: Reached) -> Grounds:
    """Return why it still lasts: nothing ended it."""
    last = find_last_day(course, start)
    if last is None:
        return (partial(of_rule, "5", "no end of it is stated or can be computed"),)
    return (*last.grounds, partial(of_rule, "5", "its last day had not passed"))
