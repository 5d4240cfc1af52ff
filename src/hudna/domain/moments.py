"""Moments: when something may have been, in minutes of the local civil clock.

The calculus counts in ticks: minutes since the first minute of year 1, on the clock of the
agreement's own place. A civil day is 1440 of them. `docs/calculus.md` says what a text means.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache

from hudna.domain.edtf import Expression, Point, Range, Unit, parse_edtf
from hudna.errors import InputError

DAY = 1440
"""The ticks of a civil day."""
FIRST = 0
"""The earliest tick: an open beginning."""
LAST = date.max.toordinal() * DAY - 1
"""The latest tick: an open end."""

_HOUR = 60
_WEST, _EAST = -12 * _HOUR, 14 * _HOUR
_MONTHS = {Unit.MONTH: 1, Unit.SEASON: 3, Unit.YEAR: 12, Unit.DECADE: 120, Unit.CENTURY: 1200}
_LAST_MONTH = date.max.year * 12 + 11
_DURATION = re.compile(
    r"P(?!$)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?"
    r"(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?"
)


class Relation(StrEnum):
    """How one moment stands to another."""

    BEFORE = "before"
    AFTER = "after"
    CANNOT_TELL = "cannot_tell"


@dataclass(frozen=True, slots=True, order=True)
class Stretch:
    """The ticks from `earliest` to `latest`, both of them in it."""

    earliest: int
    latest: int


@dataclass(frozen=True, slots=True)
class Moment:
    """When something may have been: one of its stretches, and any tick within that.

    Attributes:
        text: The EDTF that was parsed.
        stretches: The alternatives, in order, at least one; they do not overlap.
        is_timed: Whether it gives a time of day.
    """

    text: str
    stretches: tuple[Stretch, ...]
    is_timed: bool = False

    @property
    def earliest(self) -> int:
        """Return the first tick that it may mean."""
        return self.stretches[0].earliest

    @property
    def latest(self) -> int:
        """Return the last tick that it may mean."""
        return self.stretches[-1].latest


@dataclass(frozen=True, slots=True)
class Clock:
    """A zone that local times may be in.

    Attributes:
        name: The zone's name in the time zone database, such as `Asia/Damascus`.
        because: Why it may be the zone, in words.
        offsets: From which UTC tick on which offset holds, in minutes east of UTC, in order.
    """

    name: str
    because: str
    offsets: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Duration:
    """A calendar duration, as ISO 8601 writes it.

    Attributes:
        text: As it was written.
        months: Its years and months.
        days: Its weeks and days.
        minutes: Its hours and minutes; seconds are rounded up to a minute.
    """

    text: str
    months: int = 0
    days: int = 0
    minutes: int = 0


def tick_of(day: date, minute: int = 0) -> int:
    """Return the tick of a minute of a civil day; minute 1440 is the next midnight."""
    return (day.toordinal() - 1) * DAY + minute


def day_of(tick: int) -> date:
    """Return the civil day that a tick falls on."""
    return date.fromordinal(tick // DAY + 1)


def first_tick(tick: int) -> int:
    """Return the first tick of the civil day that a tick falls on."""
    return tick - tick % DAY


def last_tick(tick: int) -> int:
    """Return the last tick of the civil day that a tick falls on."""
    return tick - tick % DAY + DAY - 1


def compare(one: Moment, other: Moment) -> Relation:
    """Return how one moment stands to another, whatever each of them turns out to mean."""
    if one.latest < other.earliest:
        return Relation.BEFORE
    if other.latest < one.earliest:
        return Relation.AFTER
    return Relation.CANNOT_TELL


def parse_moment(text: str, clock: Clock | None = None) -> Moment:
    """Return the moment that an EDTF text means, on the local clock.

    A range is one stretch, from the earliest of its begin to the latest of its end; so is a set of
    all its members (`{…}`). A set of one of its members (`[…]`) has a stretch for each, and those
    that touch are one. An interval whose ends the times of day reverse runs over both of them.

    Args:
        text: EDTF of the levels that `hudna.domain.edtf` names.
        clock: The zone that the local times are in. Without one, a time that names its offset is
            any minute that some zone of the world, 12 hours west of UTC to 14 east of it, gives it.

    Raises:
        InputError: The text is no such EDTF, or no day of the calendar.
    """
    moment, zoned = _parse_unclocked(text)
    if zoned is None or clock is None:
        return moment
    return _to_moment(text, zoned, clock)


def as_if_in(moment: Moment, zone: Clock, clock: Clock) -> Moment:
    """Return a moment whose times of day are those of another zone, on the local clock.

    Args:
        moment: A moment whose times of day name no zone.
        zone: The zone that they are taken to be of.
        clock: The local clock.
    """
    stretches = [
        Stretch(*(_on_clock(tick, zone, clock) for tick in (each.earliest, each.latest)))
        for each in moment.stretches
    ]
    return Moment(f"{moment.text} {zone.name}", tuple(_merged(stretches)), moment.is_timed)


def _on_clock(tick: int, zone: Clock, clock: Clock) -> int:
    """Return the local tick at which clocks of a zone show a tick."""
    instant = tick - _offset_at(zone, tick - _offset_at(zone, tick))
    return min(max(instant + _offset_at(clock, instant), FIRST), LAST)


def alternatives_of(moment: Moment) -> tuple[Moment, ...]:
    """Return each of the alternatives of a moment as a moment of its own."""
    if len(moment.stretches) == 1:
        return (moment,)
    return tuple(
        Moment(to_moment_text(each), (each,), moment.is_timed) for each in moment.stretches
    )


def find_moment(text: str | None, clock: Clock | None = None) -> Moment | None:
    """Return the moment that a text means, or None where it is no EDTF."""
    try:
        return parse_moment(text, clock) if text else None
    except InputError:
        return None


def to_moment_text(time: Moment | Stretch | int) -> str:
    """Return the EDTF of the ticks of a moment, a stretch or one tick, as short as can be."""
    if isinstance(time, int):
        return _to_minute_text(time)
    if isinstance(time, Stretch):
        return _to_stretch_text(time, "/", "..")
    if len(time.stretches) == 1:
        return to_moment_text(time.stretches[0])
    return f"[{','.join(_to_stretch_text(stretch, '..', '') for stretch in time.stretches)}]"


def tick_shown(tick: int) -> str:
    """Return a tick for people: its day, and the time unless it is the day's first or last."""
    if tick % DAY in {0, DAY - 1}:
        return day_of(tick).isoformat()
    return _to_minute_text(tick)


@lru_cache(maxsize=4096)
def parse_duration(text: str) -> Duration:
    """Return the duration that an ISO 8601 text means.

    Raises:
        InputError: The text is no duration of whole units; `indefinite` is none.
    """
    match = _DURATION.fullmatch(text)
    if match is None or text[-1] in "PT":
        raise InputError(f"{text!r} is no duration", code="input-date", subject=text)
    try:
        years, months, weeks, days, hours, minutes, seconds = (int(n or 0) for n in match.groups())
    except ValueError as error:
        raise InputError(f"{text!r} is no duration", code="input-date", subject=text) from error
    minutes += hours * 60 - (-seconds // 60)
    return Duration(text, years * 12 + months, weeks * 7 + days, minutes)


def plus(tick: int, duration: Duration) -> int:
    """Return the tick that a duration leads to from another, at most the last one there is.

    Months are added first; a day that the month lacks becomes the last minute of its last day, so
    that a later tick never leads to an earlier one. Days and minutes are added then.
    """
    there = _sum(tick, duration)
    return there if there < LAST else LAST


def was_rounded(tick: int, duration: Duration) -> bool:
    """Return whether adding a duration moves the day to the last one of a shorter month."""
    return bool(duration.months) and _month_later(tick // DAY, duration.months)[1]


def last_tick_of(start: int, duration: Duration, *, counts_first_day: bool) -> int:
    """Return the last tick of a period.

    Args:
        start: When the period starts; of a period in days, any tick of its first day.
        duration: How long it lasts. With hours or minutes it ends exactly then: its last tick is
            the one before.
        counts_first_day: Whether its first day is one of its days.
    """
    if duration.minutes:
        last = _sum(start, duration) - 1
    else:
        day = start // DAY
        if duration.months:
            day = _month_later(day, duration.months)[0]
        last = (day + duration.days - counts_first_day) * DAY + DAY - 1
    return last if FIRST <= last <= LAST else FIRST if last < FIRST else LAST


def _sum(tick: int, duration: Duration) -> int:
    if duration.months:
        day, is_rounded = _month_later(tick // DAY, duration.months)
        tick = day * DAY + (DAY - 1 if is_rounded else tick % DAY)
    return tick + duration.days * DAY + duration.minutes


@lru_cache(maxsize=65536)
def _month_later(day: int, months: int) -> tuple[int, bool]:
    """Return the day that lies some months after a day, and whether its month lacked it."""
    there = date.fromordinal(day + 1)
    month = there.year * 12 + there.month - 1 + months
    if month > _LAST_MONTH:
        return LAST // DAY + 1, False
    try:
        return date(month // 12, month % 12 + 1, there.day).toordinal() - 1, False
    except ValueError:
        return _first_day(month + 1) - 1, True


def _first_day(month: int) -> int:
    """Return the first day of a month that is counted from January of year 0."""
    if month > _LAST_MONTH:
        return LAST // DAY + 1
    return date(month // 12, month % 12 + 1, 1).toordinal() - 1 if month >= 12 else 0


@lru_cache(maxsize=65536)
def _parse_unclocked(text: str) -> tuple[Moment, Expression | None]:
    """Return the moment of a text in no known zone, and what it says where that matters."""
    expression = parse_edtf(text)
    is_zoned = any(point.offset is not None for point in expression.points)
    return _to_moment(text, expression, None), expression if is_zoned else None


def _to_moment(text: str, expression: Expression, clock: Clock | None) -> Moment:
    stretches = [s for member in expression.members for s in _stretches_of(member, clock)]
    if len(expression.members) > 1 and not expression.is_one_of:
        stretches = [_hull(stretches)]
    is_timed = all(point.minute is not None for point in expression.points)
    return Moment(text, tuple(_merged(stretches)), is_timed)


def _stretches_of(member: Point | Range, clock: Clock | None) -> list[Stretch]:
    if isinstance(member, Point):
        return _alternatives_of(member, clock)
    begin = _alternatives_of(member.begin, clock) if member.begin else [Stretch(FIRST, FIRST)]
    end = _alternatives_of(member.end, clock) if member.end else [Stretch(LAST, LAST)]
    if begin[0].earliest > end[-1].latest:
        return [_hull([*begin, *end])]
    return [Stretch(begin[0].earliest, end[-1].latest)]


def _alternatives_of(point: Point, clock: Clock | None) -> list[Stretch]:
    if point.minute is None:
        return [_widened(first, last, point) for first, last in point.alternatives]
    tick = tick_of(point.first, point.minute)
    earliest, latest = tick, tick
    if point.offset is not None:
        instant = tick - point.offset
        if clock is None:
            earliest, latest = instant + _WEST, instant + _EAST
        else:
            earliest = latest = instant + _offset_at(clock, instant)
    wider = _HOUR if point.is_qualified else 0
    return [_clamped(earliest - wider, latest + wider)]


def _offset_at(clock: Clock, instant: int) -> int:
    place = bisect_right(clock.offsets, instant, key=lambda change: change[0])
    return clock.offsets[max(place - 1, 0)][1]


def _widened(first: date, last: date, point: Point) -> Stretch:
    earliest, latest = tick_of(first), tick_of(last, DAY - 1)
    if not point.is_qualified:
        return Stretch(earliest, latest)
    if point.unit is Unit.DAY:
        return _clamped(earliest - DAY, latest + DAY)
    months = _MONTHS[point.unit]
    before = _first_day(first.year * 12 + first.month - 1 - months)
    after = _first_day(last.year * 12 + last.month + months)
    return _clamped(before * DAY, after * DAY - 1)


def _clamped(earliest: int, latest: int) -> Stretch:
    return Stretch(min(max(earliest, FIRST), LAST), max(min(latest, LAST), FIRST))


def _hull(stretches: list[Stretch]) -> Stretch:
    return Stretch(min(s.earliest for s in stretches), max(s.latest for s in stretches))


def _merged(stretches: Iterable[Stretch]) -> list[Stretch]:
    merged: list[Stretch] = []
    for stretch in sorted(stretches):
        if merged and stretch.earliest <= merged[-1].latest + 1:
            latest = max(merged[-1].latest, stretch.latest)
            merged[-1] = Stretch(merged[-1].earliest, latest)
        else:
            merged.append(stretch)
    return merged


def _to_minute_text(tick: int) -> str:
    hour, minute = divmod(tick % DAY, 60)
    return f"{day_of(tick).isoformat()}T{hour:02}:{minute:02}"


def _to_stretch_text(stretch: Stretch, separator: str, open_end: str) -> str:
    earliest, latest = stretch.earliest, stretch.latest
    if earliest == latest:
        return _to_minute_text(earliest)
    is_whole = earliest % DAY == 0 and latest % DAY == DAY - 1
    first, last = day_of(earliest), day_of(latest)
    if is_whole and first == last:
        return first.isoformat()
    if is_whole and first.day == 1 and latest + 1 == _first_day(last.year * 12 + last.month) * DAY:
        if (first.year, first.month) == (last.year, last.month):
            return first.isoformat()[:7]
        if first.year == last.year and (first.month, last.month) == (1, 12):
            return first.isoformat()[:4]
    ends = (
        [day.isoformat() for day in (first, last)]
        if is_whole
        else [_to_minute_text(tick) for tick in (earliest, latest)]
    )
    if earliest == FIRST and latest != LAST:
        ends[0] = open_end
    elif latest == LAST and earliest != FIRST:
        ends[1] = open_end
    return separator.join(ends)
