"""Suspensions: whether an agreement is suspended for a side, now or at the time of an act.

Rule 6 of `docs/calculus.md`, "The lifecycle of one side".
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from hudna.domain.codebook import Act
from hudna.domain.moments import find_moment, last_tick, parse_duration
from hudna.domain.periods import is_duration
from hudna.rules.completions import Mark, Shift
from hudna.rules.deeds import Deed, Done
from hudna.rules.explaining import of_done, of_term
from hudna.rules.norms import Effect
from hudna.rules.standings import Bound, Grounds
from hudna.rules.terminations import iter_matching

if TYPE_CHECKING:
    from hudna.rules.courses import Course


@dataclass(frozen=True, slots=True)
class Suspended:
    """What suspends an agreement: an act of suspension, or one that triggers it."""

    done: Done
    grounds: Grounds
    detail: str | None


def find_suspension(course: "Course", bound: Bound) -> Suspended | None:
    """Return what suspends the agreement at the moment asked, or None where nothing does."""
    return next(
        (
            each
            for each in iter_suspensions(course, bound, is_now=True)
            if not _is_over(course, each.done, None)
        ),
        None,
    )


def was_suspended(course: "Course", bound: Bound, act: Done) -> bool:
    """Return whether the agreement was suspended when an act was done."""
    return any(
        each.done.mark != act.mark
        and course.follows(act, each.done.mark)
        and not _is_over(course, each.done, act.mark)
        for each in iter_suspensions(course, bound)
    )


def iter_suspensions(
    course: "Course", bound: Bound, *, is_now: bool = False
) -> Iterator[Suspended]:
    """Yield what has suspended the agreement while a side was bound, whether over or not.

    Args:
        course: The agreement in a completion.
        bound: When the side was bound.
        is_now: Whether only the moment asked matters, so that what is surely over by then need not
            be decided.
    """
    for deed in course.case.of(Act.SUSPENDED):
        if deed.by is not None and course.case.find_side(deed.by) is None:
            continue
        if is_now and _is_surely_over(course, deed):
            continue
        done = course.in_effect(deed)
        if done is not None and course.precedes(bound.mark, done.mark):
            who = f"by {done.deed.by_name}" if done.deed.by_name else None
            yield Suspended(done, (partial(of_done, done, None),), who)
    for trigger in course.case.book.triggers:
        if trigger.effect is Effect.SUSPENDS:
            said = partial(of_term, f"term {trigger.id} suspends it", trigger.citations)
            for done in iter_matching(course, trigger, bound):
                grounds = (said, partial(of_done, done, None))
                yield Suspended(done, grounds, f"by trigger {trigger.id}")


def _is_surely_over(course: "Course", deed: Deed) -> bool:
    """Return whether a suspension is over at the moment asked, in every completion."""
    if deed.until is None:
        return False
    asked = course.completion.asked
    if is_duration(deed.until):
        shift = Shift("last_after", parse_duration(deed.until))
        return all(shift.of(d.variable.stretches[-1].latest) < asked for d in deed.dates)
    moment = find_moment(deed.until)
    return moment is not None and last_tick(moment.latest) < asked


def _is_over(course: "Course", suspended: Done, at: Mark | None) -> bool:
    """Return whether a suspension is over, at the moment asked or on the day of an act."""
    for done in course.all_in_effect(Act.RESUMED):
        if course.precedes(suspended.mark, done.mark) and (
            at is None or course.precedes(done.mark, at)
        ):
            return True
    last = _last_tick(course, suspended)
    if last is None:
        return False
    return course.completion.has_passed(last) if at is None else course.completion.before(last, at)


def _last_tick(course: "Course", suspended: Done) -> Mark | None:
    deed = suspended.deed
    if deed.until is None or deed.act is not Act.SUSPENDED:
        return None
    if is_duration(deed.until):
        name = f"first day of {deed.name}"
        length = parse_duration(deed.until)
        return course.last_of(suspended.mark, length, name, counts=None).mark
    moment = find_moment(deed.until)
    return course.end_of(f"the end of {deed.name}", moment) if moment is not None else None
