"""Times: the words of a text that say when or how long, as EDTF and ISO 8601 durations.

A time said relative to another is resolved against the document's publication date; without one it stays unresolved and is
not a value. What the words leave open stays open: `Dec. 28/9` is one of two days, `in December` a month.
"""

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from hudna.domain.periods import INDEFINITE, Period
from hudna.text.spans import Span

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("january", "jan"),
            ("february", "feb"),
            ("march", "mar"),
            ("april", "apr"),
            ("may",),
            ("june", "jun"),
            ("july", "jul"),
            ("august", "aug"),
            ("september", "sept", "sep"),
            ("october", "oct"),
            ("november", "nov"),
            ("december", "dec"),
        ),
        1,
    )
    for name in names
}
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_NUMBERS = {
    word: number
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen".split()
    )
} | {
    "a": 1,
    "an": 1,
    "twenty": 20,
    "thirty": 30,
    "forty-eight": 48,
    "sixty": 60,
    "ninety": 90,
    "another": 1,
}
_UNITS = {"hour": "H", "day": "D", "week": "W", "month": "M", "year": "Y"}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_DAY = r"(?:[12]\d|3[01]|0?[1-9])"
_ORDINAL = r"(?:st|nd|rd|th)?"
_NUMBER = r"\d{1,3}|" + "|".join(sorted(_NUMBERS, key=len, reverse=True))
_WEEKDAY = "|".join(_WEEKDAYS)
_FUTURE = re.compile(
    r"\b(?:will|would|shall|to begin|to start|begins?|starts?|next|until|by|within|expected|scheduled|deadline|due|"
    r"effective|beginning|starting|tomorrow)\b"
)

_PATTERN = re.compile(
    rf"""(?<![\w/])(?:
    (?P<iso>(?P<iy>\d{{4}})-(?P<im>\d{{2}})-(?P<id>\d{{2}}))
  | (?P<numeric>(?P<n1>\d{{1,2}})\s?[/.-]\s?(?P<n2>\d{{1,2}})\s?[/.-]\s?(?P<ny>\d{{4}}))
  | (?P<dm>(?P<dmd>{_DAY}){_ORDINAL}(?:\s?(?:-|to|and)\s?(?P<dmd2>{_DAY}){_ORDINAL})?\s(?:of\s)?(?P<dmm>{_MONTH})\b\.?(?:,?\s(?P<dmy>\d{{4}}))?)
  | (?P<md>(?P<mdm>{_MONTH})\.?\s(?P<mdd>{_DAY}){_ORDINAL}(?!\d)(?:\s?[/-]\s?(?P<mdd2>\d{{1,2}})(?!\d))?(?:,?\s(?P<mdy>(?:19|20)\d{{2}}))?)
  | (?P<my>(?:in\s)?(?:(?P<part>early|late|mid)[\s-])?(?P<mym>{_MONTH})\.?,?(?:\s(?:of\s)?(?P<myy>(?:19|20)\d{{2}})))
  | (?P<weekday>(?:(?P<which>last|next|this|past)\s)?(?P<wd>{_WEEKDAY})\b)
  | (?P<today>today|tonight|this\smorning|this\sevening)
  | (?P<yesterday>yesterday)
  | (?P<tomorrow>tomorrow)
  | (?P<following>the\s(?:following|next)\sday)
  | (?P<week>(?:earlier|later)?\s?(?P<ww>this|last|next|past)\s(?P<wu>week|month|year))
  | (?P<indefinite>indefinite(?:ly)?|permanent(?=\s(?:cease|truce|armistice|cessation|halt)))
  | (?P<long>(?:(?P<ln>{_NUMBER})[\s-])?(?P<lu>hour|day|week|month|year)\s?-?long\b)
  | (?P<duration>(?P<qn>{_NUMBER})(?:\s?-\s?|\s)(?P<qu>hour|day|week|month|year)s?\b(?!\sago|-old|\sold|\slater|\safter|\sbefore|\searlier))
  | (?P<within>within\s(?:the\snext\s)?(?P<vn>{_NUMBER})(?:\s-\s|-|\s)(?P<vu>hour|day|week|month|year)s?\b)
  | (?P<month>(?:(?P<mpre>in|since|last|this|next|by|until|of|from|during|for)\s)?(?:(?P<mpart>early|late|mid)[\s-])?(?P<mm>{_MONTH})\b(?!\.?,?\s\d)(?:\s(?P<mrel>last|this|next)\syear)?)
  | (?P<year>(?<=in\s)(?:(?P<ypart>early|late|mid)[\s-])?(?P<yy>(?:19|20)\d{{2}})(?!\d))
    )(?![\w])""",
    re.VERBOSE,
)
_CLOCK = re.compile(
    r"(?:at|from)\s(?P<hour>\d{1,2})(?::(?P<minute>\d{2}))?\s?(?P<half>a\.?m|p\.?m)?\b"
)


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
    """

    span: Span
    value: str
    is_duration: bool = False
    is_within: bool = False
    derived_from: str | None = None
    doubt: str | None = None


def iter_times(folded: str, within: Span, published: Period | None) -> Iterator[Time]:
    """Yield the times that a stretch of folded text gives, from left to right.

    Args:
        folded: The whole folded text.
        within: The sentence to look in.
        published: When the document was published; relative times need it.
    """
    matches = list(_PATTERN.finditer(folded, within.start, within.end))
    anchor = (
        published.latest
        if published is not None and published.latest == published.earliest
        else None
    )
    loose = published.latest if published is not None else None
    used: set[int] = set()
    previous: date | None = None
    for index, match in enumerate(matches):
        if index in used:
            continue
        kind = match.lastgroup and next(k for k in _KINDS if match[k] is not None)
        before = folded[max(within.start, match.start() - 60) : match.start()]
        future = _FUTURE.search(before + " " + folded[match.end() : match.end() + 24]) is not None
        weekday: str | None = None
        span = Span(match.start(), match.end())
        follows = matches[index + 1] if index + 1 < len(matches) else None
        if (
            kind == "weekday"
            and follows is not None
            and follows.start() - match.end() <= 3
            and (follows["md"] or follows["dm"])
        ):
            weekday, match, kind = match["wd"], follows, "md" if follows["md"] else "dm"
            used.add(index + 1)
            span = Span(span.start, match.end())
        time = _resolved(
            match, str(kind), span, anchor, loose, future=future, previous=previous, weekday=weekday
        )
        if time is not None:
            yield time
            previous = _as_day(time.value) or previous


_KINDS = (
    "iso", "numeric", "dm", "md", "my", "weekday", "today", "yesterday", "tomorrow", "following", "week", "indefinite",
    "long", "duration", "within", "month", "year",
)  # fmt: skip


def _resolved(
    match: re.Match[str],
    kind: str,
    span: Span,
    anchor: date | None,
    loose: date | None,
    *,
    future: bool,
    previous: date | None,
    weekday: str | None,
) -> Time | None:
    if kind == "iso":
        return _day(span, int(match["iy"]), int(match["im"]), int(match["id"]))
    if kind == "numeric":
        return _numeric(span, int(match["n1"]), int(match["n2"]), int(match["ny"]))
    if kind in {"dm", "md"}:
        return _month_day(match, kind, span, loose, weekday)
    if kind == "my":
        return _month(span, int(match["myy"]), _MONTHS[match["mym"]], match["part"])
    if kind == "indefinite":
        return Time(span, INDEFINITE, is_duration=True)
    if kind == "long":
        return _duration(span, match["ln"] or "1", match["lu"])
    if kind == "duration":
        return _duration(span, match["qn"], match["qu"])
    if kind == "within":
        return _duration(span, match["vn"], match["vu"], is_within=True)
    if kind == "year":
        return Time(span, match["yy"] + ("~" if match["ypart"] else ""))
    if kind == "month":
        return _bare_month(match, span, loose, future=future)
    if kind == "following":
        return _relative(span, previous + timedelta(1), "the day before it") if previous else None
    if anchor is None:
        return None
    return _relative_day(match, kind, span, anchor, future=future)


def _day(
    span: Span, year: int, month: int, day: int, derived_from: str | None = None
) -> Time | None:
    try:
        return Time(span, date(year, month, day).isoformat(), derived_from=derived_from)
    except ValueError:
        return None


def _numeric(span: Span, first: int, second: int, year: int) -> Time | None:
    readings = [_day(span, year, second, first), _day(span, year, first, second)]
    values = sorted({time.value for time in readings if time is not None})
    if len(values) == 2:
        return Time(span, f"[{','.join(values)}]", doubt="day and month can be read either way")
    return Time(span, values[0]) if values else None


def _month_day(
    match: re.Match[str], kind: str, span: Span, loose: date | None, weekday: str | None
) -> Time | None:
    month = _MONTHS[match["mdm" if kind == "md" else "dmm"]]
    day, second = (
        int(match["mdd" if kind == "md" else "dmd"]),
        match["mdd2" if kind == "md" else "dmd2"],
    )
    stated = match["mdy" if kind == "md" else "dmy"]
    year = int(stated) if stated else _nearest_year(month, day, loose)
    if year is None:
        return None
    basis = None if stated else f"year nearest to publication ({loose})"
    days = [day] if second is None else [day, _completed(day, second)]
    values = [t.value for d in days if (t := _day(span, year, month, d)) is not None]
    if not values:
        return None
    doubt = _weekday_doubt(values, weekday)
    if len(values) == 1:
        return Time(span, values[0], derived_from=basis, doubt=doubt)
    return Time(span, f"[{','.join(values)}]", derived_from=basis, doubt=doubt)


def _completed(day: int, second: str) -> int:
    """Return the second day of `28/9`: shortened, it borrows the tens of the first."""
    other = int(second)
    return other if other > day or len(second) > 1 else day - day % 10 + other


def _weekday_doubt(values: list[str], weekday: str | None) -> str | None:
    if weekday is None:
        return None
    fitting = [v for v in values if _WEEKDAYS[date.fromisoformat(v).weekday()] == weekday]
    if not fitting:
        return f"{values[0]} is no {weekday.capitalize()}"
    return (
        f"of {' and '.join(values)} only {fitting[0]} is a {weekday.capitalize()}"
        if len(values) > 1
        else None
    )


def _nearest_year(month: int, day: int, loose: date | None) -> int | None:
    if loose is None:
        return None
    candidates = []
    for year in (loose.year - 1, loose.year, loose.year + 1):
        last = calendar.monthrange(year, month)[1]
        candidates.append((abs((date(year, month, min(day, last)) - loose).days), year))
    return min(candidates)[1]


def _month(span: Span, year: int, month: int, part: str | None) -> Time:
    return Time(span, f"{year:04}-{month:02}" + ("~" if part else ""))


def _bare_month(
    match: re.Match[str], span: Span, loose: date | None, *, future: bool
) -> Time | None:
    month, name = _MONTHS[match["mm"]], match["mm"]
    if loose is None or (
        match["mpre"] is None and match["mpart"] is None and match["mrel"] is None
    ):
        return None
    if name in {"may", "march", "mar", "dec", "jan", "sep", "oct"} and match["mpre"] is None:
        return None
    year = loose.year
    if match["mrel"] == "last":
        year -= 1
    elif match["mrel"] == "next" or (
        future and match["mpre"] in {"next", "by", "until"} and month < loose.month
    ):
        year += 1
    elif match["mrel"] is None and month > loose.month and not future:
        year -= 1
    time = _month(span, year, month, match["mpart"])
    return Time(time.span, time.value, derived_from=f"month counted from publication ({loose})")


def _duration(span: Span, number: str, unit: str, *, is_within: bool = False) -> Time:
    count = int(number) if number.isdigit() else _NUMBERS[number]
    value = f"PT{count}H" if unit == "hour" else f"P{count}{_UNITS[unit]}"
    if unit == "week":
        value = f"P{7 * count}D"
    return Time(span, value, is_duration=True, is_within=is_within)


def _relative(span: Span, day: date, basis: str) -> Time:
    return Time(span, day.isoformat(), derived_from=f"counted from {basis}")


def _relative_day(
    match: re.Match[str], kind: str, span: Span, anchor: date, *, future: bool
) -> Time | None:
    basis = f"publication ({anchor})"
    if kind == "today":
        return _relative(span, anchor, basis)
    if kind == "yesterday":
        return _relative(span, anchor - timedelta(1), basis)
    if kind == "tomorrow":
        return _relative(span, anchor + timedelta(1), basis)
    if kind == "week":
        return _relative_week(match, span, anchor, basis)
    back = (anchor.weekday() - _WEEKDAYS.index(match["wd"])) % 7
    ahead = (_WEEKDAYS.index(match["wd"]) - anchor.weekday()) % 7
    if match["which"] == "last":
        return _relative(span, anchor - timedelta(back or 7), basis)
    if match["which"] == "next" or (future and match["which"] is None and 0 < ahead):
        return _relative(span, anchor + timedelta(ahead or 7), basis)
    return _relative(span, anchor - timedelta(back), basis)


def _relative_week(match: re.Match[str], span: Span, anchor: date, basis: str) -> Time:
    shift = {"this": 0, "last": -1, "past": -1, "next": 1}[match["ww"]]
    if match["wu"] == "year":
        return Time(span, f"{anchor.year + shift:04}", derived_from=f"counted from {basis}")
    if match["wu"] == "month":
        months = anchor.year * 12 + anchor.month - 1 + shift
        return Time(
            span, f"{months // 12:04}-{months % 12 + 1:02}", derived_from=f"counted from {basis}"
        )
    monday = anchor - timedelta(anchor.weekday()) + timedelta(7 * shift)
    last = monday + timedelta(6)
    if shift == 0 and match.group().startswith("earlier"):
        last = anchor
    if monday == last:
        monday -= timedelta(1)
    return Time(
        span, f"{monday.isoformat()}/{last.isoformat()}", derived_from=f"counted from {basis}"
    )


def _as_day(value: str) -> date | None:
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None
