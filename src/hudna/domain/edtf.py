"""EDTF: the grammar of the dates that the registry holds.

Source:
    Extended Date/Time Format, Library of Congress, ISO 8601-2:2019: level 0, the qualifiers and
    unspecified digits of level 1, and sets (`[a,b]`, `[a..b]`, `{a,b}`) of level 2.
"""

import calendar
import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from hudna.errors import InputError

_POINT = re.compile(
    r"(?P<year>\d{4}|\d{3}X|\d{2}XX)(?:-(?P<month>\d{2}|XX)(?:-(?P<day>\d{2}|XX))?)?"
    r"(?P<time>T\d{2}:\d{2}(?::\d{2})?(?:Z|[+-]\d{2}:\d{2})?)?(?P<qualifier>[~?%])?"
)
_TIME = re.compile(r"T(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d)?.*|T24:00(?::00)?.*")
_SEASONS = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 12)}


class Unit(StrEnum):
    """How precise a point is: what its text leaves open."""

    MINUTE = "minute"
    DAY = "day"
    MONTH = "month"
    SEASON = "season"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"


@dataclass(frozen=True, slots=True)
class Point:
    """A date without an interval: a day, a month, a season, a year, or one of several years.

    Attributes:
        alternatives: Its first and last day, once for each year that it may be in where its years
            lie apart (`201X-02`), in order; at least one.
        unit: How precise it is.
        minute: The minute of the first day, of a point with a time of day; 1440 is the midnight
            at the end of that day.
        offset: How far east of UTC that time is, in minutes; None is a local time.
        is_qualified: Whether it has a `~`, `?` or `%`.
    """

    alternatives: tuple[tuple[date, date], ...]
    unit: Unit
    minute: int | None = None
    offset: int | None = None
    is_qualified: bool = False

    @property
    def first(self) -> date:
        """Return the first day that it may mean."""
        return self.alternatives[0][0]

    @property
    def last(self) -> date:
        """Return the last day that it may mean."""
        return self.alternatives[-1][1]


@dataclass(frozen=True, slots=True)
class Range:
    """From one point to another; an open side is None, and one side is not."""

    begin: Point | None
    end: Point | None

    @property
    def points(self) -> tuple[Point, ...]:
        """Return the points that it names."""
        return tuple(point for point in (self.begin, self.end) if point)


@dataclass(frozen=True, slots=True)
class Expression:
    """What an EDTF text says.

    Attributes:
        members: What it names: one point or range, or those of a set.
        is_one_of: Whether it is one of its members (`[…]`), not all of them.
    """

    members: tuple[Point | Range, ...]
    is_one_of: bool = False

    @property
    def points(self) -> tuple[Point, ...]:
        """Return every point that it names."""
        return tuple(
            point
            for member in self.members
            for point in (member.points if isinstance(member, Range) else (member,))
        )


def parse_edtf(text: str) -> Expression:
    """Return what an EDTF text says.

    Raises:
        InputError: The text is no EDTF of the levels named above, or no day of the calendar.
    """
    if text[:1] in "[{" and text[-1:] in "]}" and len(text) > 2:
        members = tuple(_parse_member(member) for member in text[1:-1].split(","))
        return Expression(members, is_one_of=text[0] == "[")
    if "/" in text:
        return Expression((_parse_range(text, "/", open_ends=("..", "")),))
    return Expression((_parse_point(text),))


def _parse_member(text: str) -> Point | Range:
    return _parse_range(text, "..", open_ends=("",)) if ".." in text else _parse_point(text.strip())


def _parse_range(text: str, separator: str, *, open_ends: tuple[str, ...]) -> Range:
    first, found, last = text.partition(separator)
    if not found or (first in open_ends and last in open_ends):
        raise InputError(f"{text!r} is no date", code="input-date", subject=text)
    begin = None if first in open_ends else _parse_point(first.strip())
    end = None if last in open_ends else _parse_point(last.strip())
    if begin and end and end.last < begin.first:
        raise InputError(f"{text!r} ends before it begins", code="input-date", subject=text)
    return Range(begin, end)


def _parse_point(text: str) -> Point:
    match = _POINT.fullmatch(text)
    if match is None or (
        match["time"] and (not match["day"] or not _TIME.fullmatch(match["time"]))
    ):
        raise InputError(f"{text!r} is no date", code="input-date", subject=text)
    year, month, day = match["year"], match["month"], match["day"]
    years = range(int(year.replace("X", "0")), int(year.replace("X", "9")) + 1)
    try:
        ends = tuple(
            (date(y, *_first_of(month, day)), date(y, *_last_of(y, month, day)))
            for y in (years if month not in {None, "XX"} else (years[0], years[-1]))
        )
    except (ValueError, calendar.IllegalMonthError) as error:
        raise InputError(
            f"{text!r} is no day of the calendar", code="input-date", subject=text
        ) from error
    if month in {None, "XX"}:
        ends = ((ends[0][0], ends[-1][1]),)
    minute, offset = _parse_time(match["time"]) if match["time"] else (None, None)
    return Point(ends, _unit_of(match), minute, offset, match["qualifier"] is not None)


def _first_of(month: str | None, day: str | None) -> tuple[int, int]:
    if month in {None, "XX"}:
        return 1, 1
    number = int(month or 0)
    number = _SEASONS[number][0] if number in _SEASONS and not day else number
    return number, 1 if day in {None, "XX"} else int(day or 0)


def _last_of(year: int, month: str | None, day: str | None) -> tuple[int, int]:
    if month in {None, "XX"}:
        return 12, 31
    number = int(month or 0)
    number = _SEASONS[number][1] if number in _SEASONS and not day else number
    last = calendar.monthrange(year, number)[1]
    return number, last if day in {None, "XX"} else int(day or 0)


def _parse_time(text: str) -> tuple[int, int | None]:
    minute = int(text[1:3]) * 60 + int(text[4:6])
    if text.endswith("Z"):
        return minute, 0
    if text[-6] not in "+-":
        return minute, None
    east = int(text[-5:-3]) * 60 + int(text[-2:])
    return minute, -east if text[-6] == "-" else east


def _unit_of(match: re.Match[str]) -> Unit:
    year, month, day = match["year"], match["month"], match["day"]
    if "X" in year:
        return Unit.CENTURY if year.endswith("XX") else Unit.DECADE
    if month in {None, "XX"}:
        return Unit.YEAR
    if day in {None, "XX"}:
        return Unit.SEASON if int(month) in _SEASONS else Unit.MONTH
    return Unit.MINUTE if match["time"] else Unit.DAY
