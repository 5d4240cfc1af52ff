"""Recurrences: the hours of each day at which a daily window is open.

A subset of the recurrence rules of iCalendar, read as `docs/calculus.md` says; a rule with any
other part is not taken apart.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from hudna.domain.moments import DAY, Moment, day_of, find_moment, parse_duration
from hudna.domain.periods import is_duration

_HOUR = 60
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_WEEKDAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_KNOWN = frozenset({"FREQ", "BYHOUR", "BYMINUTE", "BYDAY", "UNTIL", "INTERVAL", "DURATION", "WKST"})
_UNTIL = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T\d{6}Z?)?")


@dataclass(frozen=True, slots=True)
class Recurrence:
    """The hours of each day, or of some weekdays, at which a window is open.

    Attributes:
        hours: The minutes of a day, from the first of each stretch to the last, both of them in it.
        weekdays: The days of the week, Monday is 0; all seven where the rule names none.
        until: The last day, or None where the rule has none.
    """

    hours: tuple[tuple[int, int], ...]
    weekdays: frozenset[int] = frozenset(range(7))
    until: Moment | None = None

    @property
    def is_whole_day(self) -> bool:
        """Return whether it is open all day on its days."""
        return self.hours == ((0, DAY - 1),)

    def is_on(self, tick: int) -> bool:
        """Return whether the civil day of a tick is one of its days."""
        return day_of(tick).weekday() in self.weekdays

    def is_open(self, tick: int) -> bool:
        """Return whether it is open at a minute."""
        minute = tick % DAY
        return self.is_on(tick) and any(first <= minute <= last for first, last in self.hours)

    @property
    def shown(self) -> str:
        """Return its hours and days in words: `09:00 to 12:00 on Friday`."""
        hours = ", ".join(f"{_clock(first)} to {_clock(last + 1)}" for first, last in self.hours)
        if len(self.weekdays) == len(_WEEKDAYS):
            return hours
        days = ", ".join(_WEEKDAY_NAMES[day] for day in sorted(self.weekdays))
        return f"{hours} on {days}"


def _clock(minute: int) -> str:
    hour, rest = divmod(minute, _HOUR)
    return f"{hour:02}:{rest:02}"


@lru_cache(maxsize=1024)
def find_recurrence(rule: str) -> Recurrence | None:
    """Return the hours that a rule (`RRULE:…`) means, or None where it is not taken apart."""
    parts = [part.partition("=") for part in rule.removeprefix("RRULE:").split(";")]
    said = {name: value for name, _, value in parts}
    if len(said) < len(parts) or not _KNOWN.issuperset(said) or said.get("INTERVAL", "1") != "1":
        return None
    weekdays = _weekdays(said.get("BYDAY"))
    hours = _hours(said)
    until = _UNTIL.fullmatch(said["UNTIL"]) if "UNTIL" in said else None
    last = find_moment("-".join(until.groups())) if until is not None else None
    if weekdays is None or hours is None or ("UNTIL" in said and last is None):
        return None
    if said.get("FREQ") != "DAILY" and (said.get("FREQ") != "WEEKLY" or "BYDAY" not in said):
        return None
    runs_over = any(first == 0 for first, _ in hours) and len(hours) > 1 and "DURATION" in said
    if runs_over and len(weekdays) < len(_WEEKDAYS):
        return None  # the hours after midnight are of the weekday before
    return Recurrence(hours, weekdays, last)


def _weekdays(value: str | None) -> frozenset[int] | None:
    if value is None:
        return frozenset(range(len(_WEEKDAYS)))
    days = value.split(",")
    if not set(days) <= set(_WEEKDAYS):
        return None
    return frozenset(map(_WEEKDAYS.index, days))


def _hours(said: dict[str, str]) -> tuple[tuple[int, int], ...] | None:
    """Return the stretches of a day that are open, in order, or None where that is not said."""
    if "BYHOUR" not in said:
        return ((0, DAY - 1),) if not {"BYMINUTE", "DURATION"} & set(said) else None
    hours = _numbers(said["BYHOUR"], 24)
    minutes = _numbers(said.get("BYMINUTE", "0"), _HOUR)
    length = _HOUR
    if "DURATION" in said:
        duration = parse_duration(said["DURATION"]) if is_duration(said["DURATION"]) else None
        if duration is None or duration.months or duration.days or not duration.minutes:
            return None
        length = min(duration.minutes, DAY)
    elif minutes != [0]:
        return None
    if hours is None or minutes is None:
        return None
    is_open = bytearray(DAY)
    for hour in hours:
        for minute in minutes:
            for each in range(hour * _HOUR + minute, hour * _HOUR + minute + length):
                is_open[each % DAY] = 1
    return tuple(_stretches(is_open))


def _numbers(value: str, limit: int) -> list[int] | None:
    if not re.fullmatch(r"\d{1,2}(?:,\d{1,2})*", value):
        return None
    found = [int(each) for each in value.split(",")]
    return found if all(each < limit for each in found) else None


def _stretches(is_open: bytearray) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for minute, each in enumerate(is_open):
        if not each:
            continue
        if found and found[-1][1] == minute - 1:
            found[-1] = (found[-1][0], minute)
        else:
            found.append((minute, minute))
    return found
