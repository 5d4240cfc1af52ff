"""Clocks: where the registry takes the time from, so that a test can hold it still."""

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]
"""Returns the current instant, aware."""


def now_utc() -> datetime:
    """Return the current instant in UTC."""
    return datetime.now(UTC)  # noqa: TID251 - the one clock that others are given


def to_instant(moment: datetime) -> str:
    """Return an aware moment as ISO 8601 in UTC, to the millisecond: `2026-01-02T03:04:05.678Z`."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
