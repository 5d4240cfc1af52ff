"""Dues: the window of a norm for a bearer, in one completion: when it opens, when it is due."""

from typing import TYPE_CHECKING

from hudna.rules.completions import DAY_END, Mark
from hudna.rules.lifetimes import find_start
from hudna.rules.norms import Norm, Side
from hudna.rules.standings import Bound

if TYPE_CHECKING:
    from hudna.rules.courses import Course


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


def find_norm_opening(course: "Course", norm: Norm, side: Side | None) -> Mark | None:
    """Return when the window of a norm opens, or None where it is open all along."""
    window = norm.window
    if window is None:
        return None
    if window.start is not None:
        return course.case.moment_mark(f"the start of {norm.id}", window.start)
    if window.start_event == "conclusion":
        bond = find_bond(course, side)
        return bond.mark if bond is not None else None
    if window.start_event == "start":
        found = find_first_bound(course, side)
        start = find_start(course, *found) if found is not None else None
        return start.mark if start is not None else None
    return None


def find_due(course: "Course", norm: Norm, side: Side | None) -> Mark | None:
    """Return the last tick of a norm's window, or None where it has none that can be computed."""
    window = norm.window
    if window is None or window.is_daily:
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
