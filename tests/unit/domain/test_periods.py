from datetime import date

import pytest

from hudna.domain.codebook import DateKind
from hudna.domain.periods import find_period, is_duration, is_value_of, parse_period
from hudna.errors import InputError


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("2016-02-02", date(2016, 2, 2), date(2016, 2, 2)),
        ("2016-02", date(2016, 2, 1), date(2016, 2, 29)),
        ("2015", date(2015, 1, 1), date(2015, 12, 31)),
        ("201X", date(2010, 1, 1), date(2019, 12, 31)),
        ("2016-XX-XX", date(2016, 1, 1), date(2016, 12, 31)),
        ("2016-02-XX", date(2016, 2, 1), date(2016, 2, 29)),
        ("2016-23", date(2016, 9, 1), date(2016, 11, 30)),
        ("2016-12-28/2016-12-29", date(2016, 12, 28), date(2016, 12, 29)),
        ("2016-02-01/..", date(2016, 2, 1), None),
        ("../2016-02-01", None, date(2016, 2, 1)),
        ("[2016-02-08,2016-02-09]", date(2016, 2, 8), date(2016, 2, 9)),
        ("[..2016-02-09]", None, date(2016, 2, 9)),
        ("2016-02-02T08:00Z", date(2016, 2, 2), date(2016, 2, 2)),
    ],
)
def test_period_runs_from_its_earliest_to_its_latest_day(
    text: str, earliest: date | None, latest: date | None
) -> None:
    period = parse_period(text)
    assert (period.earliest, period.latest) == (earliest, latest)


@pytest.mark.parametrize("text", ["2016-02~", "2016?", "2016-02-02%", "[2016-02~,2016-03]"])
def test_qualified_period_is_approximate(text: str) -> None:
    assert parse_period(text).is_approximate


@pytest.mark.parametrize(
    "text",
    [
        "",
        "yesterday",
        "2016-13",
        "2016-02-30",
        "2015-02-29",
        "2016-2-2",
        "02-02-2016",
        "../..",
        "/",
        "2016-03/2016-02",
        "2016-02T08:00",
        "2016-02-02T25:00",
        "[]",
        "[2016",
        "P7D",
    ],
)
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(InputError) as raised:
        parse_period(text)
    assert raised.value.code == "input-date"
    assert find_period(text) is None


def test_open_period_may_include_any_later_day() -> None:
    assert parse_period("2016-02-01/..").may_include(date(2031, 1, 1))
    assert not parse_period("2016-02-01/..").may_include(date(2016, 1, 31))


@pytest.mark.parametrize(
    ("earliest", "latest", "expected"),
    [
        (date(2016, 2, 1), date(2016, 2, 2), True),
        (date(2016, 3, 1), None, False),
        (None, date(2016, 1, 31), False),
        (None, None, True),
    ],
)
def test_periods_may_overlap(earliest: date | None, latest: date | None, expected: bool) -> None:
    assert parse_period("2016-02").may_overlap(earliest, latest) is expected


@pytest.mark.parametrize("text", ["P7D", "P6M", "P1Y2M", "PT72H", "P2W", "indefinite"])
def test_duration_is_one(text: str) -> None:
    assert is_duration(text)


@pytest.mark.parametrize("text", ["P", "PT", "7D", "P7", "P1Y2", "p7d", ""])
def test_what_is_no_duration_is_none(text: str) -> None:
    assert not is_duration(text)


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        (DateKind.SIGNED, "2016-02-02", True),
        (DateKind.SIGNED, "P7D", False),
        (DateKind.DEADLINE, "P7D", True),
        (DateKind.DEADLINE, "2016-02-09", True),
        (DateKind.DURATION, "P6M", True),
        (DateKind.DURATION, "RRULE:FREQ=DAILY;BYHOUR=8", True),
        (DateKind.DURATION, "2016-02-09", False),
        (DateKind.START, "indefinite", False),
    ],
)
def test_value_fits_its_kind(kind: DateKind, text: str, expected: bool) -> None:
    assert is_value_of(kind, text) is expected
