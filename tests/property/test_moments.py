"""Any moment and any duration: a later one never leads to an earlier one, and texts come back."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hudna.domain.moments import (
    DAY,
    FIRST,
    LAST,
    Duration,
    Moment,
    Relation,
    Stretch,
    compare,
    day_of,
    find_moment,
    last_tick_of,
    parse_duration,
    parse_moment,
    plus,
    tick_of,
    to_moment_text,
)
from hudna.domain.periods import find_period, is_duration
from hudna.errors import InputError

brief = settings(max_examples=150, deadline=None)

# Where calendars go wrong: the ends of months, of leap years and of time.
ENDS = [date(2015, 12, 31), date(2016, 2, 28), date(2016, 2, 29), date(2100, 2, 28)]
DAYS = st.one_of(st.dates(), st.dates(date(2015, 1, 28), date(2016, 3, 2)), st.sampled_from(ENDS))
TICKS = st.one_of(
    st.builds(tick_of, DAYS, st.integers(0, DAY - 1)),
    st.sampled_from([FIRST, FIRST + 1, LAST - 1, LAST]),
)
STRETCHES = st.builds(lambda a, b: Stretch(min(a, b), max(a, b)), TICKS, TICKS)
DURATIONS = st.builds(
    lambda months, days, minutes: Duration("", months, days, minutes),
    st.integers(0, 40),
    st.integers(0, 40) | st.integers(0, 10**7),
    st.integers(0, 3000),
)

_YEARS = st.sampled_from(["2015", "2016", "201X", "20XX", "0001", "9999", "0000"])
_MONTHS = st.sampled_from(["01", "02", "12", "21", "24", "XX", "00", "13"])
_DAYS = st.sampled_from(["01", "28", "29", "31", "XX", "00"])
_TIMES = st.sampled_from(
    ["", "", "T08:00", "T24:00", "T24:01", "T10:00Z", "T10:00:30+03:00", "T23:59-11:30"]
)
_QUALIFIERS = st.sampled_from(["", "", "~", "?", "%", "!"])
PLAIN = st.one_of(
    st.builds("".join, st.tuples(_YEARS)),
    st.builds("{}-{}".format, _YEARS, _MONTHS),
    st.builds("{}-{}-{}{}".format, _YEARS, _MONTHS, _DAYS, _TIMES),
)
POINTS = st.builds("{}{}".format, PLAIN, _QUALIFIERS)
_ENDS = st.one_of(POINTS, st.sampled_from(["", ".."]))
_MEMBERS = st.one_of(POINTS, st.builds("{}..{}".format, _ENDS, _ENDS))
TEXTS = st.one_of(
    POINTS,
    st.builds("{}/{}".format, _ENDS, _ENDS),
    st.lists(_MEMBERS, max_size=3).map(lambda found: f"[{','.join(found)}]"),
    st.lists(_MEMBERS, max_size=3).map(lambda found: f"{{{','.join(found)}}}"),
)


@brief
@given(TICKS, TICKS, DURATIONS)
def test_a_later_tick_never_leads_to_an_earlier_one(one: int, other: int, lasts: Duration) -> None:
    earlier, later = sorted((one, other))
    assert plus(earlier, lasts) <= plus(later, lasts)
    for counts in (True, False):
        assert last_tick_of(earlier, lasts, counts_first_day=counts) <= last_tick_of(
            later, lasts, counts_first_day=counts
        )


@brief
@given(st.dates(date(2015, 1, 28), date(2016, 3, 2)), st.integers(0, DAY - 1), st.integers(1, 30))
def test_the_next_minute_never_leads_back(day: date, minute: int, months: int) -> None:
    tick, lasts = tick_of(day, minute), Duration("", months)
    assert 0 <= plus(tick + 1, lasts) - plus(tick, lasts) <= 4 * DAY


@brief
@given(TICKS, DURATIONS)
def test_a_duration_leads_neither_back_nor_out_of_time(tick: int, lasts: Duration) -> None:
    assert tick <= plus(tick, lasts) <= LAST
    for counts in (True, False):
        assert FIRST <= last_tick_of(tick, lasts, counts_first_day=counts) <= LAST


@brief
@given(TICKS, st.integers(0, 10**4), st.integers(0, 10**5))
def test_days_and_minutes_are_added_as_they_are(tick: int, days: int, minutes: int) -> None:
    assert plus(tick, Duration("", 0, days, minutes)) == min(tick + days * DAY + minutes, LAST)


@brief
@given(DAYS, st.integers(0, 40))
def test_months_keep_the_day_where_the_month_has_it(day: date, months: int) -> None:
    there = day_of(plus(tick_of(day), Duration("", months)))
    if there != date.max:
        gone = (there.year - day.year) * 12 + there.month - day.month
        assert gone == months
        assert there.day == day.day or (
            there.day < day.day and day_of(tick_of(there) + DAY).day == 1
        )


@brief
@given(TICKS, DURATIONS)
def test_the_last_day_is_a_day_later_where_the_first_does_not_count(
    tick: int, lasts: Duration
) -> None:
    counting = last_tick_of(tick, lasts, counts_first_day=True)
    not_counting = last_tick_of(tick, lasts, counts_first_day=False)
    if lasts.minutes:
        assert counting == not_counting
    elif not_counting < LAST and counting % DAY == DAY - 1 and counting >= DAY:
        assert not_counting == counting + DAY


@settings(max_examples=400, deadline=None)
@given(TEXTS)
def test_a_text_is_a_moment_where_it_is_a_period(text: str) -> None:
    moment, period = find_moment(text), find_period(text)
    assert (moment is None) == (period is None)
    if moment and period:
        assert all(s.earliest <= s.latest for s in moment.stretches)
        for one, other in zip(moment.stretches, moment.stretches[1:], strict=False):
            assert one.latest + 1 < other.earliest
        if "T" not in text and not period.is_approximate:
            assert moment.earliest == (tick_of(period.earliest) if period.earliest else FIRST)
            assert moment.latest == (tick_of(period.latest, DAY - 1) if period.latest else LAST)


@brief
@given(PLAIN, st.sampled_from("~?%"))
def test_a_qualifier_only_widens(text: str, qualifier: str) -> None:
    plain, widened = find_moment(text), find_moment(text + qualifier)
    assert (plain is None) == (widened is None)
    if plain and widened:
        assert widened.earliest <= plain.earliest <= plain.latest <= widened.latest


@brief
@given(STRETCHES)
def test_the_text_of_a_stretch_is_parsed_to_it_again(stretch: Stretch) -> None:
    assert parse_moment(to_moment_text(stretch)).stretches == (stretch,)


@brief
@given(TEXTS)
def test_the_text_of_a_moment_is_parsed_to_it_again(text: str) -> None:
    moment = find_moment(text)
    if moment:
        assert parse_moment(to_moment_text(moment)).stretches == moment.stretches


@brief
@given(STRETCHES, STRETCHES)
def test_comparing_is_the_same_from_either_side(one: Stretch, other: Stretch) -> None:
    there = compare(Moment("", (one,)), Moment("", (other,)))
    back = compare(Moment("", (other,)), Moment("", (one,)))
    reverse = {Relation.BEFORE: Relation.AFTER, Relation.AFTER: Relation.BEFORE}
    assert back is reverse.get(there, Relation.CANNOT_TELL)
    if there is Relation.BEFORE:
        assert one.latest < other.earliest


@brief
@given(st.from_regex(r"P(\d{1,2}[YMWDHMST]|T){0,4}", fullmatch=True))
def test_a_text_is_parsed_as_a_duration_where_it_is_one(text: str) -> None:
    if is_duration(text):
        assert parse_duration(text).text == text
    else:
        with pytest.raises(InputError):
            parse_duration(text)
