import pytest

from hudna.domain.periods import find_period
from hudna.read.times import Time, iter_times
from hudna.text.folding import folded
from hudna.text.spans import Span
from hudna.vocabulary import load_vocabulary

TUESDAY = "2016-02-02"


def times(text: str, published: str | None = TUESDAY) -> list[Time]:
    within = Span(0, len(text))
    return list(iter_times(folded(text), within, find_period(published), load_vocabulary()))


def values(text: str, published: str | None = TUESDAY) -> list[str]:
    return [time.value for time in times(text, published)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        pytest.param("on 2016-02-29", "2016-02-29", id="ISO, a leap day"),
        pytest.param("on 29 February 2016", "2016-02-29", id="leap day"),
        pytest.param("on February 29, 2016", "2016-02-29", id="leap day, month first"),
        pytest.param("on 31 December 2015", "2015-12-31", id="month end"),
        pytest.param("on 3rd of March 2014", "2014-03-03", id="ordinal"),
        pytest.param("on Sept. 5, 2014", "2014-09-05", id="short month"),
        pytest.param("on 25/12/2015", "2015-12-25", id="only one can be the month"),
        pytest.param("in early March 2014", "2014-03~", id="part of a month"),
        pytest.param("in March 2014", "2014-03", id="month"),
        pytest.param("in 2014", "2014", id="year"),
        pytest.param("in late 2014", "2014~", id="part of a year"),
        pytest.param("Dec. 28/9, 2015", "[2015-12-28,2015-12-29]", id="two days, shortened"),
        pytest.param("Dec. 28/29, 2015", "[2015-12-28,2015-12-29]", id="two days"),
        pytest.param("28-29 December 2015", "[2015-12-28,2015-12-29]", id="two days, days first"),
        pytest.param("3-6 May 2015", "2015-05-03/2015-05-06", id="from day to day"),
        pytest.param("from 3 to 6 May 2015", "2015-05-03/2015-05-06", id="range, days first"),
        pytest.param("from May 3 to 6, 2015", "2015-05-03/2015-05-06", id="range, month first"),
        pytest.param("on 10 and 11 January 2015", "2015-01-10/2015-01-11", id="both days"),
        pytest.param("this 28th day of January 2016", "2016-01-28", id="day of a month"),
    ],
)
def test_a_date_in_full_needs_no_publication_date(text: str, value: str) -> None:
    assert values(text, published=None) == [value]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        pytest.param("three days ago", "2016-01-30", id="days"),
        pytest.param("two weeks ago", "2016-01-19~", id="weeks"),
        pytest.param("three months ago", "2015-11~", id="months, into the year before"),
        pytest.param("two years ago", "2014~", id="years"),
        pytest.param("by the end of the month", "2016-02", id="end of the month"),
        pytest.param("by the end of next year", "2017", id="end of next year"),
        pytest.param("rebels said on Monday they would stop", "2016-02-01", id="said in the past"),
    ],
)
def test_what_is_counted_from_publication_is_as_precise_as_it_is_said(
    text: str, value: str
) -> None:
    assert values(text) == [value]


def test_today_is_as_precise_as_publication() -> None:
    assert values("effective from today", published="2016-02") == ["2016-02~"]


def test_yesterday_of_a_day_that_is_not_known_gives_nothing() -> None:
    assert values("signed yesterday", published="2016-02") == []


@pytest.mark.parametrize("text", ["on March 3 and 10 soldiers", "on March 3 and 10 were freed"])
def test_a_number_that_counts_is_no_second_day(text: str) -> None:
    assert [value[5:] for value in values(text)] == ["03-03"]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("on 29 February 2015", id="no leap year"),
        pytest.param("on 31 April 2015", id="no 31st"),
        pytest.param("on 2015-02-30", id="ISO"),
        pytest.param("on 45/13/2015", id="neither can be the month"),
        pytest.param("chapter 3/4/5", id="no year"),
    ],
)
def test_what_is_no_day_of_the_calendar_gives_nothing(text: str) -> None:
    assert values(text) == []


def test_day_and_month_that_can_be_read_either_way_are_one_of_two_days() -> None:
    (time,) = times("on 3/4/2015")
    assert time.value == "[2015-03-04,2015-04-03]"
    assert time.doubt == "day and month can be read either way"


@pytest.mark.parametrize(
    ("other", "value"),
    [("30.01.2016", "2016-03-02"), ("01.30.2016", "2016-02-03"), ("30.30.2016", None)],
    ids=["day first", "month first", "no help"],
)
def test_another_day_of_the_text_shows_which_of_day_and_month_comes_first(
    other: str, value: str | None
) -> None:
    expected = value or "[2016-02-03,2016-03-02]"
    assert values(f"from 02.03.2016, and not {other}")[0] == expected


@pytest.mark.parametrize(
    ("text", "value"),
    [
        pytest.param("signed on Monday", "2016-02~", id="a weekday"),
        pytest.param("late last year", "2015", id="last year"),
        pytest.param("earlier this year", "2016", id="this year"),
        pytest.param("last month", "2016-01", id="last month"),
    ],
)
def test_a_month_of_publication_gives_what_lies_in_it_and_before(text: str, value: str) -> None:
    assert values(text, "2016-02") == [value]


def test_the_next_sentence_turns_no_weekday_to_the_future() -> None:
    text = "It was signed at last on Monday. The truce will hold."
    (time,) = iter_times(
        folded(text), Span(0, text.index(".") + 1), find_period(TUESDAY), load_vocabulary()
    )
    assert time.value == "2016-02-01"


@pytest.mark.parametrize(
    ("text", "value"),
    [("on Christmas Eve", "2015-12-24"), ("on New Year’s Eve", "2015-12-31")],
    ids=["Christmas", "New Year"],
)
def test_a_feast_that_is_a_day_is_that_of_the_nearest_year(text: str, value: str) -> None:
    assert values(text) == [value]


def test_the_same_day_read_either_way_is_one() -> None:
    assert values("on 4/4/2015") == ["2015-04-04"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        pytest.param("yesterday", "2016-02-01", id="yesterday"),
        pytest.param("this morning", "2016-02-02", id="this morning"),
        pytest.param("tomorrow", "2016-02-03", id="tomorrow"),
        pytest.param("signed on Tuesday", "2016-02-02", id="the day itself"),
        pytest.param("signed on Monday", "2016-02-01", id="weekday past"),
        pytest.param("signed last Tuesday", "2016-01-26", id="last weekday"),
        pytest.param("will begin on Friday", "2016-02-05", id="weekday ahead"),
        pytest.param("next Tuesday", "2016-02-09", id="next weekday"),
        pytest.param("earlier this week", "2016-02-01/2016-02-02", id="earlier this week"),
        pytest.param("last week", "2016-01-25/2016-01-31", id="last week"),
        pytest.param("last month", "2016-01", id="last month, across the year"),
        pytest.param("last year", "2015", id="last year"),
        pytest.param("in December", "2015-12", id="month past"),
        pytest.param("in December last year", "2015-12", id="month of last year"),
        pytest.param("will hold until January", "2017-01", id="month ahead"),
        pytest.param("on 28 December", "2015-12-28", id="year nearest"),
        pytest.param("on 5 February", "2016-02-05", id="year nearest, ahead"),
    ],
)
def test_a_relative_time_is_counted_from_publication(text: str, value: str) -> None:
    (time,) = times(text)
    assert time.value == value
    assert time.derived_from


@pytest.mark.parametrize(
    "text",
    ["yesterday", "tomorrow", "on Tuesday", "last week", "in December", "on 28 December"],
)
def test_a_relative_time_without_a_publication_date_gives_nothing(text: str) -> None:
    assert values(text, published=None) == []


def test_a_month_of_publication_gives_years_and_no_days() -> None:
    assert values("yesterday, on 3 January, in December", "2016-02") == ["2016-01-03", "2015-12"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        pytest.param("a six-month truce", "P6M", id="hyphen"),
        pytest.param("for 72 hours", "PT72H", id="hours"),
        pytest.param("for two weeks", "P14D", id="weeks are days"),
        pytest.param("a week-long pause", "P7D", id="long without a number"),
        pytest.param("a 10 day long pause", "P10D", id="long with a number"),
        pytest.param("for another year", "P1Y", id="another"),
        pytest.param("indefinitely", "indefinite", id="without an end"),
        pytest.param("a permanent ceasefire", "indefinite", id="permanent"),
    ],
)
def test_durations(text: str, value: str) -> None:
    (time,) = times(text)
    assert (time.value, time.is_duration, time.is_within) == (value, True, False)


def test_within_some_days_says_by_when() -> None:
    (time,) = times("within the next 14 days")
    assert (time.value, time.is_within) == ("P14D", True)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("a 30-year-old fighter", id="age"),
        pytest.param("three days later", id="later"),
        pytest.param("a permanent seat", id="permanent, of something else"),
        pytest.param("they may march", id="months that are words"),
    ],
)
def test_what_only_looks_like_a_time_gives_nothing(text: str) -> None:
    assert values(text) == []


def test_a_weekday_belongs_to_the_date_after_it() -> None:
    (time,) = times("on Tuesday, 2 February 2016")
    assert time.span == Span(3, 27)
    assert time.doubt is None


def test_a_weekday_that_contradicts_its_date_is_a_doubt() -> None:
    (time,) = times("on Friday, 2 February 2016")
    assert time.doubt == "2016-02-02 is no Friday"


def test_a_weekday_tells_two_days_apart_in_its_doubt() -> None:
    (time,) = times("on Tuesday, 1-2 February 2016")
    assert time.doubt == "of 2016-02-01 and 2016-02-02 only 2016-02-02 is a Tuesday"


def test_the_following_day_is_counted_from_the_day_before_it() -> None:
    assert values("signed on 28 February 2016, in force the following day") == [
        "2016-02-28",
        "2016-02-29",
    ]


def test_the_following_day_of_nothing_gives_nothing() -> None:
    assert values("in force the following day") == []


@pytest.mark.parametrize("published", ["9999-12-31", "0001-01-01"])
def test_the_ends_of_the_calendar_give_nothing_rather_than_an_error(published: str) -> None:
    text = (
        "yesterday, tomorrow, next week, last week, on 5 May, next Monday, last Monday, last year"
    )
    assert all(len(value) <= len("0001-01-01") for value in values(text, published))


def test_arabic_digits_are_read_as_digits() -> None:
    assert values("on ٢٠١٦-٠٢-٢٩") == ["2016-02-29"]
