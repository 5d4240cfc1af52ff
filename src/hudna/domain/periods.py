"""Periods: calendar time as vague as the text, in EDTF."""

import re
from dataclasses import dataclass
from datetime import date

from hudna.domain.codebook import DateKind
from hudna.domain.edtf import Point, Range, parse_edtf
from hudna.errors import InputError

INDEFINITE = "indefinite"
"""The duration of what is stated to have no end."""

_DURATION = re.compile(
    r"P(?!$)(?:\d+Y)?(?:\d+M)?(?:\d+W)?(?:\d+D)?(?:T(?=\d)(?:\d+H)?(?:\d+M)?(?:\d+S)?)?"
)
_RRULE = re.compile(r"RRULE:[A-Z]+=[^;=\s]+(?:;[A-Z]+=[^;=\s]+)*")


@dataclass(frozen=True, slots=True)
class Period:
    """The days on which something may have been, earliest to latest; an open side is None.

    Attributes:
        text: The EDTF that was parsed.
        earliest: The first day that it may mean.
        latest: The last day that it may mean.
        is_approximate: Whether the text qualifies it (`~`, `?`, `%`).
    """

    text: str
    earliest: date | None
    latest: date | None
    is_approximate: bool = False

    def may_include(self, day: date) -> bool:
        """Return whether the period may include a day; a qualifier adds no number of days."""
        return (self.earliest is None or self.earliest <= day) and (
            self.latest is None or day <= self.latest
        )

    def may_overlap(self, earliest: date | None, latest: date | None) -> bool:
        """Return whether the period may share a day with a range whose ends are inclusive."""
        begins_in_time = self.earliest is None or latest is None or self.earliest <= latest
        ends_in_time = self.latest is None or earliest is None or earliest <= self.latest
        return begins_in_time and ends_in_time


def parse_period(text: str) -> Period:
    """Return the period that an EDTF text means.

    Raises:
        InputError: The text is no EDTF of the levels that `hudna.domain.edtf` names, or no day of
            the calendar.
    """
    expression = parse_edtf(text)
    ends = [_ends_of(member) for member in expression.members]
    earliest, latest = [first for first, _ in ends], [last for _, last in ends]
    return Period(
        text,
        None if None in earliest else min(day for day in earliest if day),
        None if None in latest else max(day for day in latest if day),
        any(point.is_qualified for point in expression.points),
    )


def find_period(text: str | None) -> Period | None:
    """Return the period that a text means, or None where it is no EDTF."""
    try:
        return parse_period(text) if text else None
    except InputError:
        return None


def is_period(text: str) -> bool:
    """Return whether a text is EDTF of the levels that `hudna.domain.edtf` names."""
    return find_period(text) is not None


def is_duration(text: str) -> bool:
    """Return whether a text is an ISO 8601 duration, or `indefinite`."""
    return text == INDEFINITE or (_DURATION.fullmatch(text) is not None and text[-1] not in "PT")


def is_value_of(kind: DateKind, text: str) -> bool:
    """Return whether a text may be the value of a date of a kind.

    A `duration` is a duration or a daily window (`RRULE:…`); a `deadline` may be a duration where
    its start is not known.
    """
    if kind is DateKind.DURATION:
        return is_duration(text) or _RRULE.fullmatch(text) is not None
    return is_period(text) or (kind is DateKind.DEADLINE and is_duration(text))


def _ends_of(member: Point | Range) -> tuple[date | None, date | None]:
    if isinstance(member, Point):
        return member.first, member.last
    begin, end = member.begin, member.end
    return begin.first if begin else None, end.last if end else None
