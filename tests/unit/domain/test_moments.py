from datetime import date

import pytest

from hudna.domain.moments import (
    DAY,
    FIRST,
    LAST,
    Clock,
    Moment,
    Relation,
    Stretch,
    alternatives_of,
    as_if_in,
    compare,
    day_of,
    find_moment,
    first_tick,
    last_tick,
    last_tick_of,
    parse_duration,
    parse_moment,
    plus,
    tick_of,
    tick_shown,
    to_moment_text,
    was_rounded,
)
from hudna.errors import InputError

SUMMER = Clock(
    "Somewhere/Summer",
    "a test says so",
    ((FIRST, 120), (tick_of(date(2016, 3, 31), -120), 180), (tick_of(date(2016, 10, 28)), 120)),
)


def tick(text: str) -> int:
    return parse_moment(text).earliest


def shown(text: str, clock: Clock | None = None) -> str:
    return to_moment_text(parse_moment(text, clock))


def test_the_first_tick_is_the_first_minute_of_year_one() -> None:
    assert tick_of(date.min) == FIRST
    assert tick_of(date.max, DAY - 1) == LAST


def test_a_tick_falls_on_its_day() -> None:
    noon = tick_of(date(2016, 2, 5), 720)
    assert day_of(noon) == date(2016, 2, 5)
    assert first_tick(noon) == tick_of(date(2016, 2, 5))
    assert last_tick(noon) == tick_of(date(2016, 2, 6)) - 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2016-02-05", "2016-02-05T00:00/2016-02-05T23:59"),
        ("2016-02", "2016-02-01T00:00/2016-02-29T23:59"),
        ("2015-02", "2015-02-01T00:00/2015-02-28T23:59"),
        ("2016", "2016-01-01T00:00/2016-12-31T23:59"),
        ("2016-21", "2016-03-01T00:00/2016-05-31T23:59"),
        ("201X", "2010-01-01T00:00/2019-12-31T23:59"),
        ("19XX", "1900-01-01T00:00/1999-12-31T23:59"),
        ("2016-XX", "2016-01-01T00:00/2016-12-31T23:59"),
        ("2016-XX-XX", "2016-01-01T00:00/2016-12-31T23:59"),
        ("2016-02-XX", "2016-02-01T00:00/2016-02-29T23:59"),
        ("2016-02-01/2016-03", "2016-02-01T00:00/2016-03-31T23:59"),
        ("{2016-02,2016-05}", "2016-02-01T00:00/2016-05-31T23:59"),
        ("2016-02-05T10:00", "2016-02-05T10:00/2016-02-05T10:00"),
        ("2016-02-05T10:00:59", "2016-02-05T10:00/2016-02-05T10:00"),
        ("2016-02-29T24:00", "2016-03-01T00:00/2016-03-01T00:00"),
        ("2016-02-05T22:00/2016-02-06", "2016-02-05T22:00/2016-02-06T23:59"),
        ("2016-02-05T10:00/2016-02-05T08:00", "2016-02-05T08:00/2016-02-05T10:00"),
    ],
)
def test_moment_is_the_stretch_that_its_text_means(text: str, expected: str) -> None:
    earliest, _, latest = expected.partition("/")
    assert parse_moment(text).stretches == (Stretch(tick(earliest), tick(latest)),)


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("../2016-02", FIRST, tick_of(date(2016, 3, 1)) - 1),
        ("/2016-02", FIRST, tick_of(date(2016, 3, 1)) - 1),
        ("2016-02/..", tick_of(date(2016, 2, 1)), LAST),
        ("[..2016-02-05]", FIRST, tick_of(date(2016, 2, 6)) - 1),
        ("[2016-02-05..]", tick_of(date(2016, 2, 5)), LAST),
        ("9999-12-31T24:00", LAST, LAST),
        ("9999~", tick_of(date(9998, 1, 1)), LAST),
        ("0001~", FIRST, tick_of(date(3, 1, 1)) - 1),
    ],
)
def test_an_open_side_reaches_to_the_end_of_time(text: str, earliest: int, latest: int) -> None:
    assert parse_moment(text).stretches == (Stretch(earliest, latest),)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[2016-02-08,2016-02-10]", "[2016-02-08,2016-02-10]"),
        ("[2016-02-10,2016-02-08]", "[2016-02-08,2016-02-10]"),
        ("[2016-02-08,2016-02-09]", "2016-02-08/2016-02-09"),
        ("[2016-02,2016-02-10]", "2016-02"),
        ("[2016-02-08~,2016-02-10]", "2016-02-07/2016-02-10"),
        ("[..2016-02-01,2016-02-05,2016-03..]", "[..2016-02-01,2016-02-05,2016-03-01..]"),
    ],
)
def test_members_of_a_set_that_touch_are_one_stretch(text: str, expected: str) -> None:
    assert shown(text) == expected


def test_a_month_in_an_unspecified_year_is_that_month_of_each() -> None:
    moment = parse_moment("201X-02")
    assert len(moment.stretches) == 10
    assert to_moment_text(moment.stretches[2]) == "2012-02"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2016-02-05T10:00~", "2016-02-05T09:00/2016-02-05T11:00"),
        ("2016-03-01~", "2016-02-29/2016-03-02"),
        ("2016-02?", "2016-01-01/2016-03-31"),
        ("2016-22%", "2016-03-01/2016-11-30"),
        ("2016~", "2015-01-01/2017-12-31"),
        ("2016-XX~", "2015-01-01/2017-12-31"),
        ("2016-02-XX~", "2016-01-01/2016-03-31"),
        ("201X~", "2000-01-01/2029-12-31"),
        ("20XX~", "1900-01-01/2199-12-31"),
        ("2016-02~/2016-05", "2016-01-01/2016-05-31"),
        ("2016-02/2016-05-05~", "2016-02-01/2016-05-06"),
    ],
)
def test_a_qualifier_widens_by_one_unit_on_either_side(text: str, expected: str) -> None:
    assert shown(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2016-02-05T23:30Z", "2016-02-06T01:30"),
        ("2016-07-05T23:30Z", "2016-07-06T02:30"),
        ("2016-02-05T00:30+03:00", "2016-02-04T23:30"),
        ("2016-02-05T10:00-05:30", "2016-02-05T17:30"),
        ("2016-03-30T21:59Z", "2016-03-30T23:59"),
        ("2016-03-30T22:00Z", "2016-03-31T01:00"),
        ("2016-02-05T24:00Z", "2016-02-06T02:00"),
        ("2016-02-05T10:00", "2016-02-05T10:00"),
        ("2016-02-05", "2016-02-05"),
    ],
)
def test_a_clock_converts_a_time_that_names_its_offset(text: str, expected: str) -> None:
    assert shown(text, SUMMER) == expected


def test_without_a_clock_such_a_time_is_any_that_a_zone_of_the_world_gives_it() -> None:
    assert shown("2016-02-05T10:00Z") == "2016-02-04T22:00/2016-02-06T00:00"
    assert shown("2016-02-05T12:00+02:00") == shown("2016-02-05T10:00Z")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2016-02-05T10:00", True),
        ("2016-02-05T10:00Z/2016-02-05T12:00Z", True),
        ("../2016-02-05T10:00", True),
        ("2016-02-05", False),
        ("2016-02-05T10:00/2016-02-06", False),
        ("[2016-02-05T10:00,2016-02-06]", False),
    ],
)
def test_a_moment_is_timed_where_all_that_it_names_is(text: str, expected: bool) -> None:
    assert parse_moment(text).is_timed is expected


@pytest.mark.parametrize(
    "text",
    ["", "yesterday", "2016-13", "2016-02-30", "../..", "2016-03/2016-02", "2016-02T08:00", "P7D"],
)
def test_what_is_no_date_is_no_moment(text: str) -> None:
    with pytest.raises(InputError) as raised:
        parse_moment(text)
    assert raised.value.code == "input-date"
    assert find_moment(text) is None


def test_no_text_is_no_moment() -> None:
    assert find_moment(None) is None


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("2016-02-05", "2016-02-06", Relation.BEFORE),
        ("2016-02-06", "2016-02-05", Relation.AFTER),
        ("2016-02-05", "2016-02-05", Relation.CANNOT_TELL),
        ("2016-02-05", "2016-02", Relation.CANNOT_TELL),
        ("2016-02-05~", "2016-02-06", Relation.CANNOT_TELL),
        ("2016-02-05~", "2016-02-07", Relation.BEFORE),
        ("[2016-02-01,2016-02-09]", "2016-02-05", Relation.CANNOT_TELL),
        ("2016-02-05T23:59", "2016-02-06", Relation.BEFORE),
        ("2016-02-05T23:59Z", "2016-02-06", Relation.CANNOT_TELL),
        ("../2016-02", "2016-03/..", Relation.BEFORE),
    ],
)
def test_comparing_has_three_answers(one: str, other: str, expected: Relation) -> None:
    assert compare(parse_moment(one), parse_moment(other)) is expected


@pytest.mark.parametrize(
    ("text", "months", "days", "minutes"),
    [
        ("P6M", 6, 0, 0),
        ("P1Y2M10D", 14, 10, 0),
        ("P2W", 0, 14, 0),
        ("PT72H", 0, 0, 4320),
        ("P1DT12H30M", 0, 1, 750),
        ("PT1S", 0, 0, 1),
        ("PT61S", 0, 0, 2),
        ("P0D", 0, 0, 0),
    ],
)
def test_a_duration_has_months_days_and_minutes(
    text: str, months: int, days: int, minutes: int
) -> None:
    found = parse_duration(text)
    assert (found.text, found.months, found.days, found.minutes) == (text, months, days, minutes)


@pytest.mark.parametrize("text", ["", "P", "PT", "7D", "P1.5D", "indefinite", f"P{'9' * 5000}D"])
def test_what_is_no_duration_is_refused(text: str) -> None:
    with pytest.raises(InputError) as raised:
        parse_duration(text)
    assert raised.value.code == "input-date"


@pytest.mark.parametrize(
    ("start", "duration", "expected"),
    [
        ("2016-02-02T10:00", "P7D", "2016-02-09T10:00"),
        ("2016-02-02T10:00", "P6M", "2016-08-02T10:00"),
        ("2016-02-02T10:00", "PT72H", "2016-02-05T10:00"),
        ("2015-08-31T10:00", "P6M", "2016-02-29T23:59"),
        ("2014-08-31T10:00", "P6M", "2015-02-28T23:59"),
        ("2016-02-29T10:00", "P1Y", "2017-02-28T23:59"),
        ("2016-02-29T10:00", "P4Y", "2020-02-29T10:00"),
        ("2014-08-31T10:00", "P6M1D", "2015-03-01T23:59"),
        ("2015-12-31T10:00", "P2M", "2016-02-29T23:59"),
        ("9999-12-31T10:00", "P1D", "9999-12-31T23:59"),
        ("9999-11-30T10:00", "P99999Y", "9999-12-31T23:59"),
    ],
)
def test_months_are_added_first_and_no_day_leaves_its_month(
    start: str, duration: str, expected: str
) -> None:
    assert to_moment_text(plus(tick(start), parse_duration(duration))) == expected


def test_a_day_that_the_month_lacks_was_rounded() -> None:
    assert was_rounded(tick("2015-08-31"), parse_duration("P6M"))
    assert not was_rounded(tick("2016-02-02"), parse_duration("P6M"))
    assert not was_rounded(tick("2015-08-31"), parse_duration("P180D"))


@pytest.mark.parametrize(
    ("start", "duration", "counting", "not_counting"),
    [
        ("2016-02-02", "P7D", "2016-02-08T23:59", "2016-02-09T23:59"),
        ("2016-02-02T15:00", "P7D", "2016-02-08T23:59", "2016-02-09T23:59"),
        ("2016-02-02", "P6M", "2016-08-01T23:59", "2016-08-02T23:59"),
        ("2015-08-31", "P6M", "2016-02-28T23:59", "2016-02-29T23:59"),
        ("2016-02-02T10:00", "PT72H", "2016-02-05T09:59", "2016-02-05T09:59"),
        ("9999-12-31", "P7D", "9999-12-31T23:59", "9999-12-31T23:59"),
    ],
)
def test_a_period_ends_with_the_last_minute_of_its_last_day(
    start: str, duration: str, counting: str, not_counting: str
) -> None:
    begins, lasts = tick(start), parse_duration(duration)
    assert to_moment_text(last_tick_of(begins, lasts, counts_first_day=True)) == counting
    assert to_moment_text(last_tick_of(begins, lasts, counts_first_day=False)) == not_counting


@pytest.mark.parametrize(
    ("earliest", "latest", "expected"),
    [
        ("2016-02-05T00:00", "2016-02-05T23:59", "2016-02-05"),
        ("2016-02-01T00:00", "2016-02-29T23:59", "2016-02"),
        ("2016-01-01T00:00", "2016-12-31T23:59", "2016"),
        ("2016-02-05T00:00", "2016-02-05T12:00", "2016-02-05T00:00/2016-02-05T12:00"),
        ("2016-02-05T00:00", "2016-02-05T00:00", "2016-02-05T00:00"),
        ("0001-01-01T00:00", "2016-02-05T23:59", "../2016-02-05"),
        ("2016-02-05T10:00", "9999-12-31T23:59", "2016-02-05T10:00/.."),
        ("0001-01-01T00:00", "9999-12-31T23:59", "0001-01-01/9999-12-31"),
    ],
)
def test_the_text_of_a_stretch_is_short(earliest: str, latest: str, expected: str) -> None:
    assert to_moment_text(Stretch(tick(earliest), tick(latest))) == expected


def test_a_tick_is_shown_with_its_time_unless_it_bounds_a_day() -> None:
    assert tick_shown(tick("2016-02-05T10:00")) == "2016-02-05T10:00"
    assert tick_shown(tick("2016-02-05T00:00")) == "2016-02-05"
    assert tick_shown(tick("2016-02-05T23:59")) == "2016-02-05"


def test_a_moment_has_its_text() -> None:
    assert parse_moment("[2016-02-08,2016-02-09]") == Moment(
        "[2016-02-08,2016-02-09]",
        (Stretch(tick("2016-02-08"), last_tick(tick("2016-02-09"))),),
    )


NEAR = Clock("Somewhere/Near", "a test", ((FIRST, 120),))
FAR = Clock("Somewhere/Far", "a test", ((FIRST, 180),))


def test_a_time_of_another_zone_is_shown_on_the_clock_of_the_place() -> None:
    there = as_if_in(parse_moment("2016-12-29T00:00"), FAR, NEAR)

    assert to_moment_text(there) == "2016-12-28T23:00"
    assert there.text == "2016-12-29T00:00 Somewhere/Far"
    assert there.is_timed


def test_a_time_of_the_zone_of_the_place_stays() -> None:
    moment = parse_moment("[2016-12-29T00:00,2016-12-30T00:00]")
    assert as_if_in(moment, NEAR, NEAR).stretches == moment.stretches


def test_alternatives_are_moments_of_their_own() -> None:
    found = alternatives_of(parse_moment("[2016-12-29T00:00,2016-12-30T00:00]"))
    assert [each.text for each in found] == ["2016-12-29T00:00", "2016-12-30T00:00"]
    assert alternatives_of(parse_moment("2016-12-29")) == (parse_moment("2016-12-29"),)
