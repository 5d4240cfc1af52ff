"""Moments: when something may have been, in minutes of the local civil clock.

The calculus counts in ticks: minutes since the first minute of year 1, on the clock of the
agreement's own place. A civil day is 1440 of them.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

DAY = 1440
"""The ticks of a civil day."""
FIRST = 0
"""The earliest tick: an open beginning."""
LAST = date.max.toordinal() * DAY - 1
"""The latest tick: an open end."""


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
