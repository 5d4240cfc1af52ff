"""Times: the words of a text that say when or how long, as EDTF and ISO 8601 durations.

A time said relative to another is resolved against the document's publication date; without one it
stays unresolved and is not a value. What the words leave open stays open: `Dec. 28/9` is one of two
days, `in December` a month.
"""

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from hudna.domain.periods import INDEFINITE, Period
from hudna.read.calendars import Calendar, calendar_of
from hudna.text.spans import Span
from hudna.vocabulary import Vocabulary
from hudna.vocabulary.cues import stems_of


@dataclass(frozen=True, slots=True)
class Time:
    """A time expression and what it means.

    Attributes:
        span: The words.
        value: EDTF or a duration.
        is_duration: Whether it says how long rather than when.
        is_within: Whether it says by when ('within 14 days').
        derived_from: How a relative time was resolved, or None where the words give the value.
        doubt: What is odd about it, for a warning.
        fitting: The one of several days that has the weekday that the text gives.
    """

    span: Span
    value: str
    is_duration: bool = False
    is_within: bool = False
    derived_from: str | None = None
    doubt: str | None = None
    fitting: str | None = None


@dataclass(frozen=True, slots=True)
class _Said:
    """A match of the calendar's pattern, and what stands around it.

    Attributes:
        match: The match; its last group names the way in which the time is said.
        span: The words, a weekday before a date included.
        is_future: Whether words nearby turn it to the future.
        is_due: Whether the word right before it does.
        weekday: The weekday that stands before the date.
        previous: The day that the text named before it.
    """

    match: re.Match[str]
    span: Span
    is_future: bool
    is_due: bool
    weekday: str | None
    previous: date | None


@dataclass(frozen=True, slots=True)
class _Setting:
    """What times are resolved against.

    Attributes:
        words: The words for time.
        day: The day of publication, where it is known to the day.
        latest: The latest day on which the document may have been published.
        basis: What that day is known from: `publication`, or `dateline`.
        published: When it was published, as precisely as that is known.
    """

    words: Calendar
    day: date | None
    latest: date | None
    basis: str
    published: Period | None


_DIGIT = re.compile(r"\d")
_BEFORE, _AFTER = 60, 24
_WEEKDAY_GAP = 3
_DUE_PAST_MOST = 60
"""How many days ago a day without a year may lie by which something is or was due."""
_DAYS_IN = {"day": 1, "week": 7}
_UNITS = {"hour": "H", "day": "D", "week": "W", "month": "M", "year": "Y"}


PUBLICATION = "publication"
"""What relative times are counted from, unless a document has only a dateline."""


def iter_times(
    folded: str,
    within: Span,
    published: Period | None,
    vocabulary: Vocabulary,
    *,
    basis: str = PUBLICATION,
) -> Iterator[Time]:
    """Yield the times that a stretch of folded text gives, from left to right.

    Args:
        folded: The whole folded text.
        within: The sentence to look in.
        published: When the document was published; relative times need it.
        vocabulary: The words for time.
        basis: What `published` is known from, as `derived_from` tells it.
    """
    words = calendar_of(vocabulary)
    if not _may_tell(folded, within, words):
        return
    latest = published.latest if published is not None else None
    day = latest if published is not None and published.earliest == latest else None
    setting = _Setting(words, day, latest, basis, published)
    previous: date | None = None
    for match, weekday in _iter_matches(folded, within, words):
        start = weekday.start() if weekday is not None else match.start()
        before = folded[max(within.start, start - _BEFORE) : start]
        end = (weekday or match).end()
        around = before + " " + folded[end : min(end + _AFTER, within.end)]
        by_then = words.future_right_before.search(before) is not None
        said = _Said(
            match,
            Span(start, match.end()),
            by_then or _is_future(before, around, words),
            by_then,
            weekday["wd"] if weekday is not None else None,
            previous,
        )
        time = _resolved(said, setting)
        if time is not None:
            yield time
            previous = _as_day(time.value) or previous


def _is_future(before: str, around: str, words: Calendar) -> bool:
    if words.past_right_before.search(before) is not None:
        return False
    return words.future.search(around) is not None


def _may_tell(folded: str, within: Span, words: Calendar) -> bool:
    if _DIGIT.search(folded, within.start, within.end) is not None:
        return True
    return not words.telling.stems.isdisjoint(stems_of(folded[within.start : within.end]))


def _iter_matches(
    folded: str, within: Span, words: Calendar
) -> Iterator[tuple[re.Match[str], re.Match[str] | None]]:
    """Yield the matches of the calendar's pattern, a date with the weekday right before it."""
    held: re.Match[str] | None = None
    for match in words.pattern.finditer(folded, within.start, within.end):
        if held is not None:
            if match.start() - held.end() <= _WEEKDAY_GAP and match.lastgroup in {"md", "dm"}:
                yield match, held
                held = None
                continue
            yield held, None
        held = match if match.lastgroup == "weekday" else None
        if held is None:
            yield match, None
    if held is not None:
        yield held, None


def _resolved(said: _Said, setting: _Setting) -> Time | None:
    match, span = said.match, said.span
    match match.lastgroup:
        case "iso":
            return _day(span, int(match["iy"]), int(match["im"]), int(match["id"]))
        case "numeric":
            numbers = int(match["n1"]), int(match["n2"])
            return _numeric(span, *numbers, int(match["ny"]), order=_order_in(match.string))
        case "dm" | "md":
            return _month_day(said, setting)
        case "my":
            return _month(
                span, int(match["myy"]), setting.words.months[match["mym"]], match["part"]
            )
        case "endless":
            return Time(span, INDEFINITE, is_duration=True)
        case "long":
            return _duration(span, _count(match["ln"] or "1", setting), match["lu"])
        case "duration":
            return _duration(span, _count(match["qn"], setting), match["qu"])
        case "within":
            return _duration(span, _count(match["vn"], setting), match["vu"], is_within=True)
        case "year":
            return Time(span, match["yy"] + ("~" if match["ypart"] else ""))
        case "month":
            return _bare_month(said, setting)
        case "ago":
            return _ago(said, setting)
        case "endof":
            return _end_of(said, setting)
        case "feast":
            return _feast(said, setting)
        case "following":
            return _relative(span, said.previous, 1, "the day before it") if said.previous else None
    if setting.day is None:
        return _vaguely(said, setting)
    return _relative_day(said, setting, setting.day)


_MONTH = 7
"""How many characters a value has that is known to the month."""


def _vaguely(said: _Said, setting: _Setting) -> Time | None:
    """Return a time told relative to publication where that is not known to the day, or None.

    The day of publication, and a day shortly before it, lie in the time in which the document is
    known to have been published, `last year` before its year.
    """
    match, published = said.match, setting.published
    if published is None or published.earliest is None or "/" in published.text:
        return None
    text, basis = published.text.rstrip("~?%"), f"{setting.basis} ({published.text})"
    if match["week"] is not None:
        is_known = match["wu"] == "year" or (match["wu"] == "month" and len(text) >= _MONTH)
        if not is_known:
            return None
        return _relative_week(match, said.span, published.earliest, basis)
    if match["wd"] is not None:
        is_near = len(text) == _MONTH and not said.is_future and match["which"] in {None, "this"}
    else:
        is_near = setting.words.days[" ".join(match["nd"].split())] == 0
    return Time(said.span, f"{text}~", derived_from=f"counted from {basis}") if is_near else None


def _ago(said: _Said, setting: _Setting) -> Time | None:
    """Return what lies so long before publication, as precise as it is said."""
    day, match = setting.day, said.match
    if day is None:
        return None
    count, basis = _count(match["an"], setting), f"{setting.basis} ({day})"
    if match["au"] in _DAYS_IN:
        time = _relative(said.span, day, -count * _DAYS_IN[match["au"]], basis)
        if time is None or match["au"] == "day":
            return time
        return replace(time, value=time.value + "~")
    months = day.year * 12 + day.month - 1 - count * (12 if match["au"] == "year" else 1)
    if match["au"] == "hour" or months < 12 * date.min.year:
        return None
    value = f"{months // 12:04}" + ("" if match["au"] == "year" else f"-{months % 12 + 1:02}")
    return Time(said.span, value + "~", derived_from=f"counted from {basis}")


def _end_of(said: _Said, setting: _Setting) -> Time | None:
    """Return the month or year at whose end something is."""
    day, match = setting.day, said.match
    if day is None:
        return None
    shift = int(match["ew"] == "next")
    months = day.year * 12 + day.month - 1 + shift * (12 if match["eu"] == "year" else 1)
    value = f"{months // 12:04}" + ("" if match["eu"] == "year" else f"-{months % 12 + 1:02}")
    return Time(said.span, value, derived_from=f"counted from {setting.basis} ({day})")


def _day(span: Span, year: int, month: int, day: int) -> Time | None:
    try:
        return Time(span, date(year, month, day).isoformat())
    except ValueError:
        return None


_NUMERIC = re.compile(r"(?<![\w./-])(\d{1,2})([./-])(\d{1,2})\2\d{4}(?![\w/-])")


@lru_cache(maxsize=8)
def _order_in(folded: str) -> str | None:
    """Return which of day and month a text puts first, or None where it does not show."""
    shown = set()
    for match in _NUMERIC.finditer(folded):
        if int(match[1]) > 12 >= int(match[3]):
            shown.add("day")
        elif int(match[3]) > 12 >= int(match[1]):
            shown.add("month")
    return shown.pop() if len(shown) == 1 else None


def _numeric(span: Span, first: int, second: int, year: int, *, order: str | None) -> Time | None:
    readings = [
        _day(span, year, second, first) if order != "month" or first > 12 else None,
        _day(span, year, first, second) if order != "day" or second > 12 else None,
    ]
    values = sorted({time.value for time in readings if time is not None})
    if len(values) == 2:
        return Time(span, f"[{','.join(values)}]", doubt="day and month can be read either way")
    doubt = "day and month are one number, so that either order is this day"
    return Time(span, values[0], doubt=doubt if first == second else None) if values else None


def _month_day(said: _Said, setting: _Setting) -> Time | None:
    match, way = said.match, str(said.match.lastgroup)
    month = setting.words.months[match[f"{way}m"]]
    day, second, stated = int(match[f"{way}d"]), match[f"{way}d2"], match[f"{way}y"]
    year = int(stated) if stated else _nearest_year(month, day, setting.latest, is_due=said.is_due)
    if year is None:
        return None
    days = [day] if second is None else [day, _completed(day, second)]
    values = [t.value for d in days if (t := _day(said.span, year, month, d)) is not None]
    if not values:
        return None
    if said.weekday is None and len(values) > 1 and _is_range(values, match[f"{way}j"]):
        return Time(
            said.span,
            "/".join(values),
            derived_from=None if stated else f"year nearest to {setting.basis} ({setting.latest})",
        )
    return Time(
        said.span,
        values[0] if len(values) == 1 else f"[{','.join(values)}]",
        derived_from=None if stated else f"year nearest to {setting.basis} ({setting.latest})",
        doubt=_weekday_doubt(values, said.weekday, setting.words),
        fitting=_fitting(values, said.weekday, setting.words),
    )


def _feast(said: _Said, setting: _Setting) -> Time | None:
    """Return the day of a feast in the year nearest to publication."""
    month, day = setting.words.feast_days[" ".join(said.match["feast"].replace("’", "'").split())]
    year = _nearest_year(month, day, setting.latest, is_due=said.is_due)
    if year is None:
        return None
    basis = f"year nearest to {setting.basis} ({setting.latest})"
    return Time(said.span, date(year, month, day).isoformat(), derived_from=basis)


def _is_range(values: list[str], between: str) -> bool:
    """Return whether two days are those from the one to the other: `28/9` is one of two days."""
    first, last = (date.fromisoformat(value) for value in values)
    is_one_of_two = "/" in between or (between.strip() in "-–" and last - first == timedelta(1))
    return first < last and not is_one_of_two


def _completed(day: int, second: str) -> int:
    """Return the second day of `28/9`: shortened, it borrows the tens of the first."""
    other = int(second)
    return other if other > day or len(second) > 1 else day - day % 10 + other


def _fitting(values: list[str], weekday: str | None, words: Calendar) -> str | None:
    """Return the one of several days that has a weekday, or None where not just one has."""
    fitting = [v for v in values if words.weekdays[date.fromisoformat(v).weekday()] == weekday]
    return fitting[0] if len(values) > 1 and len(fitting) == 1 else None


def _weekday_doubt(values: list[str], weekday: str | None, words: Calendar) -> str | None:
    if weekday is None:
        return None
    name = weekday.capitalize()
    fitting = [v for v in values if words.weekdays[date.fromisoformat(v).weekday()] == weekday]
    if not fitting:
        return f"{values[0]} is no {name}"
    return f"of {' and '.join(values)} only {fitting[0]} is a {name}" if len(values) > 1 else None


def _nearest_year(month: int, day: int, latest: date | None, *, is_due: bool) -> int | None:
    """Return the year in which a day lies nearest; what is due lies not long past."""
    if latest is None:
        return None
    past_most = _DUE_PAST_MOST if is_due else 366
    candidates = []
    for year in range(max(latest.year - 1, date.min.year), min(latest.year + 2, date.max.year + 1)):
        last = calendar.monthrange(year, month)[1]
        away = (date(year, month, min(day, last)) - latest).days
        candidates.append((away < -past_most, abs(away), year))
    return min(candidates)[2]


def _month(span: Span, year: int, month: int, part: str | None) -> Time:
    return Time(span, f"{year:04}-{month:02}" + ("~" if part else ""))


def _bare_month(said: _Said, setting: _Setting) -> Time | None:
    match, latest = said.match, setting.latest
    if latest is None or not (match["mpre"] or match["mpart"] or match["mrel"]):
        return None
    if match["mm"] in setting.words.ambiguous and match["mpre"] is None:
        return None
    month = setting.words.months[match["mm"]]
    year = latest.year + _year_shift(match, month, latest, is_future=said.is_future)
    time = _month(said.span, year, month, match["mpart"])
    basis = f"month counted from {setting.basis} ({latest})"
    return Time(time.span, time.value, derived_from=basis)


def _year_shift(match: re.Match[str], month: int, latest: date, *, is_future: bool) -> int:
    if match["mrel"] is not None:
        return {"last": -1, "this": 0, "next": 1}[match["mrel"]]
    if is_future:
        return 1 if match["mpre"] in {"next", "by", "until"} and month < latest.month else 0
    return -1 if month > latest.month else 0


def _count(number: str, setting: _Setting) -> int:
    return int(number) if number.isdigit() else setting.words.numbers[number]


def _duration(span: Span, count: int, unit: str, *, is_within: bool = False) -> Time:
    value = f"PT{count}H" if unit == "hour" else f"P{count}{_UNITS[unit]}"
    if unit == "week":
        value = f"P{7 * count}D"
    return Time(span, value, is_duration=True, is_within=is_within)


def _relative(span: Span, day: date, shift: int, basis: str) -> Time | None:
    """Return the day that lies so many days after another, or None past the end of the calendar."""
    ordinal = day.toordinal() + shift
    if not date.min.toordinal() <= ordinal <= date.max.toordinal():
        return None
    value = date.fromordinal(ordinal).isoformat()
    return Time(span, value, derived_from=f"counted from {basis}")


def _relative_day(said: _Said, setting: _Setting, published: date) -> Time | None:
    match, span = said.match, said.span
    basis = f"{setting.basis} ({published})"
    if match["near"] is not None:
        shift = setting.words.days[" ".join(match["nd"].split())]
        return _relative(span, published, shift, basis)
    if match["week"] is not None:
        return _relative_week(match, span, published, basis)
    weekday = setting.words.weekdays.index(match["wd"])
    back, ahead = (published.weekday() - weekday) % 7, (weekday - published.weekday()) % 7
    if match["which"] == "last":
        return _relative(span, published, -(back or 7), basis)
    if match["which"] == "next" or (said.is_future and match["which"] is None and ahead):
        return _relative(span, published, ahead or 7, basis)
    return _relative(span, published, -back, basis)


def _relative_week(match: re.Match[str], span: Span, published: date, basis: str) -> Time | None:
    if not date.min.year < published.year < date.max.year:
        return None
    shift = {"this": 0, "last": -1, "past": -1, "next": 1}[match["ww"]]
    if match["wu"] == "year":
        value = f"{published.year + shift:04}"
    elif match["wu"] == "month":
        months = published.year * 12 + published.month - 1 + shift
        value = f"{months // 12:04}-{months % 12 + 1:02}"
    else:
        monday = published - timedelta(published.weekday()) + timedelta(7 * shift)
        is_part = shift == 0 and match.group().startswith("earlier")
        last = published if is_part else monday + timedelta(6)
        monday -= timedelta(1 if monday == last else 0)
        value = f"{monday.isoformat()}/{last.isoformat()}"
    return Time(span, value, derived_from=f"counted from {basis}")


def _as_day(value: str) -> date | None:
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None
