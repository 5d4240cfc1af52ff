"""Dues: the window of a norm for a bearer, in one completion: when it opens, when it is due."""

from typing import TYPE_CHECKING

from hudna.rules.bearing import find_bond, find_first_bound, find_last_doing
from hudna.rules.completions import DAY_END, DAY_START, Mark
from hudna.rules.deeds import Done
from hudna.rules.lifetimes import find_start
from hudna.rules.norms import Norm, Side

if TYPE_CHECKING:
    from hudna.rules.courses import Course


def find_norm_opening(course: "Course", norm: Norm, side: Side | None) -> Mark | None:
    """Return when the window of a norm opens, or None where it is open all along."""
    window = norm.window
    if window is None:
        return None
    if window.start is not None:
        mark = course.case.moment_mark(f"the start of {norm.id}", window.start)
        return mark if window.start.is_timed else mark.shifted(DAY_START)
    if window.start_event == "conclusion":
        bond = find_bond(course, side)
        return bond.mark if bond is not None else None
    if window.start_event == "start":
        found = find_first_bound(course, side)
        start = find_start(course, *found) if found is not None else None
        return start.mark if start is not None else None
    event = norm.event("window")
    if event is not None:
        done = find_last_doing(course, event)
        return done.mark if isinstance(done, Done) else None
    return None


def waits_for_term(course: "Course", norm: Norm) -> bool:
    """Return whether the window of a norm opens with a term that nobody reports done."""
    event = norm.event("window")
    return event is not None and not isinstance(find_last_doing(course, event), Done)


def find_due(course: "Course", norm: Norm, side: Side | None) -> Mark | None:
    """Return the last tick of a norm's window, or None where it has none that can be computed."""
    window = norm.window
    if window is None:
        return None
    if window.end is not None:
        return course.end_of(f"the deadline of {norm.id}", window.end)
    if window.length is None:
        return None
    start = find_norm_opening(course, norm, side)
    if start is None and window.start is None and window.start_event is None:
        bond = find_bond(course, side)
        start = bond.mark if bond is not None else None
    if start is None:
        return None
    if not (window.length.months or window.length.days or window.length.minutes):
        return start.shifted(DAY_END)
    name = f"first day of {norm.id}"
    return course.last_of(start, window.length, name, counts=window.counts_first_day).mark
