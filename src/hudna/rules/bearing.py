"""Bearing: how an agreement stands for the bearer of a norm, and stood when they did something."""

from functools import partial
from typing import TYPE_CHECKING

from hudna.rules.answers import State
from hudna.rules.deeds import Deed, Done
from hudna.rules.explaining import of_rule
from hudna.rules.lifetimes import find_last_day, find_start
from hudna.rules.matching import Bearer, is_about, is_bearers, iter_bearers
from hudna.rules.norms import Event, Norm, Side
from hudna.rules.standings import Bound, Standing
from hudna.rules.suspensions import was_suspended

if TYPE_CHECKING:
    from hudna.rules.courses import Course

ENDED = frozenset({State.EXPIRED, State.TERMINATED, State.VOID, State.SUPERSEDED})
NEVER = frozenset({State.REJECTED, State.REJECTED_BY_DEFAULT, State.NEVER_CONCLUDED})


def find_bond(course: "Course", side: Side | None) -> Bound | None:
    """Return when a bearer was bound: the side it is, else the first of all sides."""
    found = find_first_bound(course, side)
    return found[1] if found is not None else None


def find_first_bound(course: "Course", side: Side | None) -> tuple[Side, Bound] | None:
    """Return the side that a bearer is, else the first that was bound, and when."""
    if side is not None:
        own = course.bound(side)
        return (side, own) if own is not None else None
    first: tuple[Side, Bound] | None = None
    for other, bound in course.bound_sides():
        if first is None or not course.completion.at_or_before(first[1].mark, bound.mark):
            first = other, bound
    return first


def standing_for(bearer: Bearer, course: "Course") -> Standing:
    """Return how the agreement stands for a bearer: the side they are, else any side's."""
    if bearer.side is not None:
        return course.standing(bearer.side)
    standings = [course.standing(s) for s in course.case.sides if "class" not in s.roles]
    if not standings:
        return Standing(State.NOT_OFFERED, (partial(of_rule, "1", "it has no sides"),))
    alive = frozenset(State) - ENDED - NEVER - {State.IN_FORCE}
    for wanted in (frozenset({State.IN_FORCE}), alive, ENDED):
        found = next((s for s in standings if s.state in wanted), None)
        if found is not None:
            return found
    return standings[0]


def was_in_force(course: "Course", bearer: Bearer, standing: Standing, done: Done) -> bool:
    """Return whether the agreement was in force for a bearer when an act was done."""
    key = (None if bearer.side is None else bearer.side.key, done.deed.name)
    known = course.in_force.get(key)
    if known is None:
        known = course.in_force[key] = _was_in_force(course, bearer, standing, done)
    return known


def _was_in_force(course: "Course", bearer: Bearer, standing: Standing, done: Done) -> bool:
    found = find_first_bound(course, bearer.side)
    if found is None or not course.follows(done, found[1].mark):
        return False
    bond = found[1]
    start = find_start(course, *found, before=done)
    if start is None or not course.follows(done, start.mark):
        return False
    last = find_last_day(course, start, before=done)
    if last is not None and course.completion.before(last.mark, done.mark):
        return False
    if standing.state is State.IN_FORCE:
        return not was_suspended(course, bond, done)
    if standing.since is None or standing.state not in ENDED | {State.SUSPENDED}:
        return False
    if done.mark == standing.since:
        return True
    return not course.follows(done, standing.since) and (
        standing.state is State.SUSPENDED or not was_suspended(course, bond, done)
    )


def find_doing(course: "Course", norm: Norm, bearer: Bearer) -> Done | None:
    """Return the first act by which a bearer did what a norm asks, in time or not, or None.

    Where the norm asks for a whole, whether one act is all of it is a reading.
    """
    first: Done | None = None
    for deed in course.case.of(*norm.acts):
        done = _done_by(course, norm, bearer, deed)
        if done is not None and (
            first is None or not course.completion.at_or_before(first.mark, done.mark)
        ):
            first = done
    if first is not None and norm.quantity is not None:
        name = f"whether {first.deed.name} is all of {norm.id}"
        if course.completion.option(name, ("yes", "no")) == "no":
            return None
    return first


def _done_by(course: "Course", norm: Norm, bearer: Bearer, deed: Deed) -> Done | None:
    if not is_about(norm, deed) or not is_bearers(course, norm, bearer, deed):
        return None
    done = course.in_effect(deed)
    if done is None or not was_in_force(course, bearer, standing_for(bearer, course), done):
        return None
    return done


def find_last_doing(course: "Course", event: Event) -> Done | Norm | None:
    """Return the act by which the last of the norms of an event was done.

    Returns:
        The first of its norms of which nobody reports that it was done, where there is one; None
        where no norm of the agreement is the event.
    """
    last: Done | None = None
    for norm in course.case.book.norms:
        if norm.id not in event.norms:
            continue
        for bearer in iter_bearers(norm, course.case):
            if event.keys and bearer.key is not None and bearer.key not in event.keys:
                continue
            done = find_doing(course, norm, bearer)
            if done is None:
                return norm
            if last is None or course.completion.at_or_before(last.mark, done.mark):
                last = done
    return last
