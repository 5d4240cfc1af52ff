"""Lifetimes: from when an agreement is in force for a side, and until when.

Rules 4 and 5 of `docs/calculus.md`, "The lifecycle of one side".
"""

from functools import partial
from typing import TYPE_CHECKING

from hudna.domain.codebook import Act
from hudna.domain.moments import Moment, find_moment, parse_duration
from hudna.domain.periods import is_duration
from hudna.rules.completions import DAY_START, Mark, Shift
from hudna.rules.deeds import Done
from hudna.rules.explaining import of_done, of_term, read_as
from hudna.rules.norms import Extension, Lifetime, Side, Start
from hudna.rules.offers import find_close, find_opening
from hudna.rules.standings import Bound, Grounds, Reached

if TYPE_CHECKING:
    from hudna.rules.courses import Course

AT_CONCLUSION = "when it was concluded"
NOT_BEGUN = "not begun yet"
WHEN_BOUND = "when the side was bound"
WITH_FIRST_DAY = "with the first day of the window to answer"
WITH_LAST_DAY = "with the last day of the window to answer"
ZONE = "zone of local time"
LASTS = "it lasts"
"""How an explanation begins that tells for how long it is in force."""
_DAY_LATER = Shift("plus", parse_duration("P1D"))


def find_start(
    course: "Course", side: Side, bound: Bound, *, before: Done | None = None
) -> Reached | None:
    """Return when it begins for a bound side, or None where it has not begun.

    Args:
        course: The agreement in a completion.
        side: The side.
        bound: When it was bound.
        before: An act at whose time this is asked: a report that it began later tells nothing yet.
    """
    if course.case.book.starts:
        return _stated_start(course, course.case.book.starts, bound)
    found = course.all_in_effect(Act.BEGAN)
    began = next((b for b in found if before is None or course.follows(before, b.mark)), None)
    if began is not None:
        return Reached(
            began.mark, (partial(of_done, began, None),), is_supposed=began.deed.is_supposed
        )
    lifetime = _lifetime(course)
    if lifetime is not None and lifetime.length is not None:
        return _start_of_period(course, side, bound)
    if course.completion.option("start", (AT_CONCLUSION, NOT_BEGUN)) == NOT_BEGUN:
        return None
    return Reached(bound.mark, (partial(read_as, "start", AT_CONCLUSION, "4"),))


def _stated_start(course: "Course", starts: tuple[Start, ...], bound: Bound) -> Reached:
    start = starts[0]
    if len(starts) > 1:
        names = tuple(s.moment.text if s.moment is not None else "on conclusion" for s in starts)
        start = starts[names.index(course.completion.option("start", names))]
    if start.moment is None:
        return Reached(bound.mark, (partial(of_term, "it begins on conclusion", start.citations),))
    moment, grounds = _local(course, start.moment, start.zones)
    mark = course.case.moment_mark(f"the start ({moment.text})", moment)
    begins = partial(of_term, f"it begins {moment.text}", start.citations)
    return Reached(mark, (begins, *grounds))


def _local(
    course: "Course", moment: Moment, zones: tuple[tuple[str, Moment], ...]
) -> tuple[Moment, Grounds]:
    """Return a moment in the zone that its words mean, where they leave that open, and why."""
    if not zones:
        return moment, ()
    zone = course.completion.option(ZONE, tuple(name for name, _ in zones))
    return dict(zones)[zone], (partial(read_as, ZONE, zone, "time"),)


def _start_of_period(course: "Course", side: Side, bound: Bound) -> Reached:
    """Return from when a duration runs whose start is not stated."""
    marks: dict[str, Mark] = {WHEN_BOUND: bound.mark}
    close = find_close(course, side)
    if close is not None:
        opening = find_opening(course, side)
        if opening is not None:
            marks = {WITH_FIRST_DAY: opening, **marks}
        marks[WITH_LAST_DAY] = close.mark.shifted(DAY_START)
    option = WHEN_BOUND
    if len(marks) > 1:
        option = course.completion.option("start of the period", tuple(marks))
    return Reached(marks[option], (partial(read_as, "start of the period", option, "5"),))


def _lifetime(course: "Course") -> Lifetime | None:
    lifetimes = course.case.book.lifetimes
    if len(lifetimes) <= 1:
        return lifetimes[0] if lifetimes else None
    names = tuple(_shown(each) for each in lifetimes)
    return lifetimes[names.index(course.completion.option("duration", names))]


def _shown(lifetime: Lifetime) -> str:
    if lifetime.end is not None:
        return f"until {lifetime.end.text}"
    return lifetime.length.text if lifetime.length is not None else "without end"


def find_last_day(
    course: "Course", start: Reached | None, *, before: Done | None = None
) -> Reached | None:
    """Return the last tick in force, extensions included, or None where there is none.

    Args:
        course: The agreement in a completion.
        start: From when it is in force, or None where it has not begun.
        before: An act at whose time this is asked: a later extension tells nothing yet.
    """
    last = _first_last_day(course, start)
    if last is None and course.case.book.extension is Extension.AUTOMATIC:
        return None
    for done in course.extensions():
        if before is None or course.follows(before, done.mark):
            last = _extended(course, done, last)
    return last


def _first_last_day(course: "Course", start: Reached | None) -> Reached | None:
    lifetime = _lifetime(course)
    if lifetime is None:
        return None
    if lifetime.end is not None:
        end, grounds = _local(course, lifetime.end, lifetime.zones)
        ends = partial(of_term, f"its last day is {end.text}", lifetime.citations)
        name = "the end" if end is lifetime.end else f"the end ({end.text})"
        return Reached(course.end_of(name, end), (ends, *grounds))
    is_automatic = course.case.book.extension is Extension.AUTOMATIC
    if lifetime.length is None or start is None or is_automatic:
        return None
    last = course.last_of(
        start.mark,
        lifetime.length,
        "first day of the period",
        counts=lifetime.counts_first_day,
    )
    lasts = partial(of_term, f"{LASTS} {lifetime.length.text}", lifetime.citations)
    return Reached(last.mark, (*start.grounds, lasts, *last.grounds))


def _extended(course: "Course", done: Done, last: Reached | None) -> Reached | None:
    """Return the last tick in force after an extension; without an end of its own there is none."""
    grounds: Grounds = last.grounds if last is not None else ()
    if last is not None and not course.precedes(done.mark, last.mark.shifted(_DAY_LATER)):
        option = course.completion.option("late extension", ("revives it", "does not"))
        if option == "does not":
            late = partial(read_as, "late extension", option, "5")
            return Reached(last.mark, (*grounds, late))
    until = done.deed.until
    grounds = (*grounds, partial(of_done, done, None))
    if until is not None and is_duration(until):
        if last is None:
            return None
        return Reached(last.mark.shifted(Shift("plus", parse_duration(until))), grounds)
    moment = find_moment(until)
    if moment is None:
        return None
    return Reached(course.end_of(f"the end by {done.deed.name}", moment), grounds)
