"""Periods: calendar time as vague as the text, in EDTF.

Source:
    Extended Date/Time Format, Library of Congress, ISO 8601-2:2019: level 0, the qualifiers and
    unspecified digits of level 1, and sets (`[a,b]`, `[a..b]`, `{a,b}`) of level 2.
"""

import calendar
import re
from dataclasses import dataclass
from datetime import date

from hudna.domain.codebook import DateKind
from hudna.errors import InputError

INDEFINITE = "indefinite"
"""The duration of what is stated to have no end."""

_POINT = re.compile(
    r"(?P<year>\d{4}|\d{3}X|\d{2}XX)(?:-(?P<month>\d{2}|XX)(?:-(?P<day>\d{2}|XX))?)?"
    r"(?P<time>T\d{2}:\d{2}(?::\d{2})?(?:Z|[+-]\d{2}:\d{2})?)?(?P<qualifier>[~?%])?"
)
_DURATION = re.compile(
    r"P(?!$)(?:\d+Y)?(?:\d+M)?(?:\d+W)?(?:\d+D)?(?:T(?=\d)(?:\d+H)?(?:\d+M)?(?:\d+S)?)?"
)
_TIME = re.compile(r"T(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d)?.*|T24:00(?::00)?.*")
_RRULE = re.compile(r"RRULE:[A-Z]+=[^;=\s]+(?:;[A-Z]+=[^;=\s]+)*")
_SEASONS = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 12)}


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
        InputError: The text is no EDTF of the levels named above, or no day of the calendar.
    """
    if text[:1] in "[{" and text[-1:] in "]}" and len(text) > 2:
        members = [_parse_member(member) for member in text[1:-1].split(",")]
        return Period(
            text,
            None
            if any(m.earliest is None for m in members)
            else min(m.earliest for m in members if m.earliest),
            None
            if any(m.latest is None for m in members)
            else max(m.latest for m in members if m.latest),
            any(m.is_approximate for m in members),
        )
    if "/" in text:
        return _parse_range(text, "/", open_ends=("..", ""))
    return _parse_point(text)


def find_period(text: str | None) -> Period | None:
    """Return the period that a text means, or None where it is no EDTF."""
    try:
        return parse_period(text) if text else None
    except InputError:
        return None


def is_period(text: str) -> bool:
    """Return whether a text is EDTF of the levels named above."""
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


def _parse_member(text: str) -> Period:
    return _parse_range(text, "..", open_ends=("",)) if ".." in text else _parse_point(text.strip())


def _parse_range(text: str, separator: str, *, open_ends: tuple[str, ...]) -> Period:
    first, found, last = text.partition(separator)
    if not found or (first in open_ends and last in open_ends):
        raise InputError(f"{text!r} is no date", code="input-date", subject=text)
    begin = None if first in open_ends else _parse_point(first.strip())
    end = None if last in open_ends else _parse_point(last.strip())
    earliest, latest = begin.earliest if begin else None, end.latest if end else None
    if earliest and latest and latest < earliest:
        raise InputError(f"{text!r} ends before it begins", code="input-date", subject=text)
    return Period(text, earliest, latest, any(p.is_approximate for p in (begin, end) if p))


def _parse_point(text: str) -> Period:
    match = _POINT.fullmatch(text)
    if match is None or (
        match["time"] and (not match["day"] or not _TIME.fullmatch(match["time"]))
    ):
        raise InputError(f"{text!r} is no date", code="input-date", subject=text)
    first_year, last_year = (
        int(match["year"].replace("X", "0")),
        int(match["year"].replace("X", "9")),
    )
    try:
        earliest = date(first_year, *_first_of(match["month"], match["day"]))
        latest = date(last_year, *_last_of(last_year, match["month"], match["day"]))
    except (ValueError, calendar.IllegalMonthError) as error:
        raise InputError(
            f"{text!r} is no day of the calendar", code="input-date", subject=text
        ) from error
    return Period(text, earliest, latest, match["qualifier"] is not None)


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
