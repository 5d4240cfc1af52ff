import pytest

from hudna.domain.periods import find_period
from hudna.read.arabic.hijri import gregorian_days
from hudna.read.arabic.times import iter_times
from hudna.text.folding import folded_arabic
from hudna.text.spans import Span
from texts import ARABIC_WORDS, TUESDAY


def times(text: str, published: str | None = TUESDAY) -> list[tuple[str, str]]:
    flat = folded_arabic(text)
    found = iter_times(flat, Span(0, len(flat)), find_period(published), ARABIC_WORDS)
    return [(text[t.span.start : t.span.end], t.value) for t in found]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        pytest.param("في 15 فبراير 2016", "2016-02-15", id="month of Egypt"),
        pytest.param("في ٢٠ تموز ٢٠١٧", "2017-07-20", id="Levantine month, Arabic digits"),
        pytest.param("30 كانون الثاني/يناير 2016", "2016-01-30", id="both names"),
        pytest.param("19/أغسطس/2015", "2015-08-19", id="slashes"),
        pytest.param("في الخامس عشر من شهر كانون الثاني 2016", "2016-01-15", id="day in words"),
        pytest.param("تبدأ الهدنة بعد 48 ساعة", "2016-02-04", id="begins so long from now"),
        pytest.param("الليلة الماضية", "2016-02-01", id="last night"),
        pytest.param("18-1-2016م", "2016-01-18", id="numeric"),
        pytest.param("في 24 أبريل الماضي", "2015-04-24", id="last"),
        pytest.param("في 15 فبراير الجاري", "2016-02-15", id="this"),
        pytest.param("في آذار 2015", "2015-03", id="month and year"),
        pytest.param("في كانون الأول الماضي", "2015-12", id="month alone"),
        pytest.param("في يناير (كانون الثاني) وقعت", "2016-01", id="month by both names"),
        pytest.param("في ديسمبر (كانون الأول) الماضي", "2015-12", id="last month by both names"),
        pytest.param("أوائل شباط 2016", "2016-02~", id="vague"),
        pytest.param("بالأمس", "2016-02-01", id="yesterday"),
        pytest.param("أول أمس", "2016-01-31", id="the day before yesterday"),
        pytest.param("قبل نهاية هذا اليوم", "2016-02-02", id="end of today"),
        pytest.param("الجمعة", "2016-01-29", id="weekday"),
        pytest.param("اعتبارا من السبت المقبل", "2016-02-06", id="next weekday"),
        pytest.param("ليل الاثنين - الثلاثاء", "2016-02-01/2016-02-02", id="night"),
        pytest.param("الأسبوع الماضي", "2016-01-25/2016-01-31", id="last week"),
        pytest.param("هدنة مدتها 48 ساعة", "PT48H", id="hours"),
        pytest.param("لمدة ثلاثة أيام", "P3D", id="days in words"),
        pytest.param("لمدة أسبوعين", "P14D", id="dual"),
        pytest.param("لمدة شهر", "P1M", id="one"),
        pytest.param("وقف إطلاق نار دائم", "indefinite", id="endless"),
        pytest.param("اليوم الثاني من الهدنة", "2016-02-01", id="the second day"),
    ],
)
def test_a_time_is_read(text: str, value: str) -> None:
    assert [v for _, v in times(text)] == [value]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("منذ ثلاثة أيام", id="how long ago"),
        pytest.param("خلال الـ24 ساعة الماضية", id="the past hours"),
        pytest.param("47 خرقا خلال 24 ساعة", id="the hours of breaches"),
        pytest.param("حل دائم", id="no arrangement lasts"),
        pytest.param("منذ عام 2001", id="since a year"),
    ],
)
def test_what_is_no_time_of_an_arrangement_is_passed_over(text: str) -> None:
    assert times(text) == []


def test_a_weekday_before_its_date_is_one_time() -> None:
    assert times("يوم الجمعة 29 كانون الثاني 2016") == [("29 كانون الثاني 2016", "2016-01-29")]


def test_a_day_until_another_is_two_times() -> None:
    found = times("اعتبارا من 16 حتى 18 يناير 2016")
    assert found == [("16", "2016-01-16"), ("18 يناير 2016", "2016-01-18")]


def test_relative_days_need_a_day_of_publication() -> None:
    assert times("أمس", published=None) == []


def test_a_hijri_day_is_one_of_three() -> None:
    assert times("في ١ رمضان ١٤٣٧ هـ") == [("١ رمضان ١٤٣٧ ه", "[2016-06-06..2016-06-08]")]


@pytest.mark.parametrize(
    ("hijri", "gregorian"),
    [
        pytest.param((1, 1, 1), "[0622-07-18..0622-07-20]", id="the first day"),
        pytest.param((1440, 9, 9), "[2019-05-13..2019-05-15]", id="Ramadan"),
        pytest.param((1445, 12, 29), "[2024-07-05..2024-07-07]", id="the end of a year"),
        pytest.param((9999, 1, 1), None, id="past the calendar's end"),
    ],
)
def test_the_tabular_calendar_is_computed(
    hijri: tuple[int, int, int], gregorian: str | None
) -> None:
    assert gregorian_days(*hijri) == gregorian


@pytest.mark.parametrize(
    "text",
    [
        "في 15 شعبان 1445هـ الموافق 25 فبراير 2024م",
        "في (15/شعبان/1445هـ ) الموافق (25/ فبراير/ 2024م)",
        "في ١٥ شعبان ١٤٤٥ هـ، الموافق لـ 25/2/2024",
    ],
)
def test_a_day_in_both_calendars_is_the_surer_one(text: str) -> None:
    assert [value for _, value in times(text)] == ["2024-02-25"]
