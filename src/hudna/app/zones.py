"""Zones: the clocks that local times may be in, from the pinned time zone database.

The database is the `tzdata` package among the requirements, never that of the host, so that the
same documents give the same answers everywhere.
"""

from datetime import UTC, datetime, timedelta
from functools import cache
from importlib import resources
from zoneinfo import ZoneInfo

from hudna.domain.moments import FIRST, Clock, tick_of
from hudna.errors import InputError

_SINCE, _UNTIL = datetime(1900, 1, 1, tzinfo=UTC), datetime(2041, 1, 1, tzinfo=UTC)
_DAY, _SECOND = 86400, timedelta(seconds=1)


def clock_of(name: str, because: str) -> Clock:
    """Return the clock of a zone.

    Its offsets are those of the years 1900 to 2040, rounded to a minute; the first and the last of
    them hold before and after.

    Args:
        name: The zone's name in the time zone database, such as `Asia/Damascus`.
        because: Why local times may be in it, in words.

    Raises:
        InputError: The database has no zone of that name.
    """
    if name not in _zone_names():
        raise InputError(f"{name!r} is no time zone", code="input-zone", subject=name)
    return Clock(name, because, _offsets_of(name))


def zones_of_country(code: str) -> tuple[str, ...]:
    """Return the zones of a country, in the order of the time zone database.

    Args:
        code: Its two letters in ISO 3166-1. A country that the database does not know has none.
            One with several zones leaves open which of them a text means.
    """
    return _zones_by_country().get(code.upper(), ())


@cache
def _zone_names() -> frozenset[str]:
    return frozenset((resources.files("tzdata") / "zones").read_text("utf-8").split())


@cache
def _zones_by_country() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    table = (resources.files("tzdata") / "zoneinfo" / "zone.tab").read_text("utf-8")
    for line in table.splitlines():
        if not line.startswith("#"):
            code, _, zone, *_ = line.split("\t")
            found[code] = (*found.get(code, ()), zone)
    return found


@cache
def _offsets_of(name: str) -> tuple[tuple[int, int], ...]:
    """Return from which UTC tick on which offset holds; no zone changes twice on one day."""
    with resources.files("tzdata").joinpath("zoneinfo", *name.split("/")).open("rb") as file:
        zone = ZoneInfo.from_file(file, key=name)
    since = int(_SINCE.timestamp())
    offset = _offset_at(zone, since)
    offsets = [(FIRST, round(offset / 60))]
    for second in range(since + _DAY, int(_UNTIL.timestamp()) + 1, _DAY):
        there = _offset_at(zone, second)
        if there != offset:
            offset = there
            offsets.append((_tick_of_change(zone, second - _DAY, second), round(offset / 60)))
    return tuple(offsets)


def _tick_of_change(zone: ZoneInfo, before: int, after: int) -> int:
    old = _offset_at(zone, before)
    while after - before > 1:
        middle = (before + after) // 2
        before, after = (middle, after) if _offset_at(zone, middle) == old else (before, middle)
    return tick_of(datetime.fromtimestamp(0, UTC).date()) + -(-after // 60)


def _offset_at(zone: ZoneInfo, second: int) -> int:
    offset = datetime.fromtimestamp(second, zone).utcoffset()
    return offset // _SECOND if offset is not None else 0
