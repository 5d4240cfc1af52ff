from datetime import UTC, date, datetime, time, timedelta
from importlib import resources
from zoneinfo import ZoneInfo

import pytest

from hudna.app.zones import clock_of, zones_of_country
from hudna.domain.moments import FIRST, parse_moment, tick_of, to_moment_text
from hudna.errors import InputError


def shown(text: str, zone: str) -> str:
    return to_moment_text(parse_moment(text, clock_of(zone, "a test says so")))


@pytest.mark.parametrize(
    ("text", "zone", "expected"),
    [
        ("2016-02-27T00:00Z", "Asia/Damascus", "2016-02-27T02:00"),
        ("2016-07-01T22:30Z", "Asia/Damascus", "2016-07-02T01:30"),
        ("2030-01-01T00:00Z", "Asia/Damascus", "2030-01-01T03:00"),
        ("2015-02-14T22:00Z", "Europe/Kyiv", "2015-02-15T00:00"),
        ("2016-02-27T00:00Z", "Asia/Kathmandu", "2016-02-27T05:45"),
        ("1918-11-11T11:00Z", "Europe/Paris", "1918-11-11T11:00"),
    ],
)
def test_a_clock_gives_the_local_time(text: str, zone: str, expected: str) -> None:
    assert shown(text, zone) == expected


def test_a_clock_has_an_offset_for_any_time() -> None:
    offsets = clock_of("Asia/Damascus", "a test says so").offsets
    assert offsets[0][0] == FIRST
    assert list(offsets) == sorted(offsets)


@pytest.mark.parametrize("name", ["Asia/Damascus", "Europe/Kyiv", "Africa/Casablanca"])
def test_a_clock_agrees_with_the_pinned_database_on_every_day(name: str) -> None:
    clock = clock_of(name, "a test says so")
    with resources.files("tzdata").joinpath("zoneinfo", *name.split("/")).open("rb") as file:
        zone = ZoneInfo.from_file(file)
    for ordinal in range(date(1990, 1, 1).toordinal(), date(2020, 1, 1).toordinal()):
        noon = datetime.combine(date.fromordinal(ordinal), time(12), UTC)
        offset = noon.astimezone(zone).utcoffset()
        instant = tick_of(noon.date(), 720)
        found = [minutes for since, minutes in clock.offsets if since <= instant][-1]
        assert timedelta(minutes=found) == offset, noon


@pytest.mark.parametrize(
    "name", ["Damascus", "", "../zones", "/etc/localtime", "Asia", "asia/aden"]
)
def test_an_unknown_zone_is_refused(name: str) -> None:
    with pytest.raises(InputError) as raised:
        clock_of(name, "a test says so")
    assert raised.value.code == "input-zone"


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("SY", ("Asia/Damascus",)),
        ("sy", ("Asia/Damascus",)),
        ("PS", ("Asia/Gaza", "Asia/Hebron")),
        ("XX", ()),
        ("", ()),
    ],
)
def test_a_country_has_its_zones(code: str, expected: tuple[str, ...]) -> None:
    assert zones_of_country(code) == expected
