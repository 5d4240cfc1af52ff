"""Times: the words of an Arabic text that say when or how long."""

import calendar
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from hudna.domain.periods import INDEFINITE, Period
from hudna.read.arabic.hijri import gregorian_days
from hudna.read.times import PUBLICATION, Time
from hudna.text.folding import folded as to_folded
from hudna.text.spans import Span
from hudna.vocabulary import Vocabulary
from hudna.vocabulary.cues import compile_any, to_expression

_UNIT_DAYS = {"hour": "H", "day": "D", "week": "W", "month": "M", "year": "Y"}
_ORDINALS = {
    "الاول": 1,
    "الثاني": 2,
    "الثالث": 3,
    "الرابع": 4,
    "الخامس": 5,
    "السادس": 6,
    "السابع": 7,
}
_DAY = r"(?:[12]\d|3[01]|0?[1-9])"
_YEAR = r"(?:19|20)\d{2}"
_HIJRI_YEAR = r"1[34]\d{2}"


@dataclass(frozen=True, slots=True)
class _Words:
    """The words for time."""

    pattern: re.Pattern[str]
    future: re.Pattern[str]
    months: Mapping[str, int]
    hijri: Mapping[str, int]
    weekdays: tuple[str, ...]
    numbers: Mapping[str, int]
    units: Mapping[str, tuple[str, int | None]]
    days: Mapping[str, int]
    month_days: Mapping[str, int]
    which: Mapping[str, int]
    not_lengths: re.Pattern[str]
    within: re.Pattern[str]
    endless_after: re.Pattern[str]
    others: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class _Setting:
    """What times are resolved against."""

    words: _Words
    day: date | None
    latest: date | None
    basis: str


@lru_cache(maxsize=2)
def _words(vocabulary: Vocabulary) -> _Words:
    reading: dict[str, Any] = vocabulary.get("reading")
    months = _numbered(reading["months"])
    hijri = _numbered(reading["hijri_months"])
    weekdays = tuple(to_folded(day) for day in reading["weekdays"])
    numbers = {to_folded(word): number for word, number in reading["numbers"].items()}
    numbers = {word: number for word, number in numbers.items() if not word.isascii()}
    days = {
        to_folded(word): shift
        for word, shift in reading["days_from_publication"].items()
        if not word.isascii()
    }
    which = {
        to_folded(word): {"last": -1, "this": 0, "next": 1}[way]
        for way, words in reading["which"].items()
        for word in words
    }
    month_days = {to_folded(word): day for word, day in reading["month_days"].items()}
    units: dict[str, tuple[str, int | None]] = {}
    for unit, forms in reading["units"].items():
        units |= {to_folded(word): (unit, None) for word in (*forms["one"], *forms["several"])}
        units |= {to_folded(word): (unit, 2) for word in forms["two"]}
    single = [u for u, (_, count) in units.items() if count is None]
    double = [u for u, (_, count) in units.items() if count == 2]
    one = [to_folded(word) for forms in reading["units"].values() for word in forms["one"]]
    lasts = r"(?:لمده|مده|مدتها|مدته|لفتره|خلال|قبل|تستمر|يستمر|بعد|كل)"
    which_words = _either(which)
    endless = to_expression(reading["endless"])
    lasting = to_expression(reading["endless_before"]["words"])
    pattern = re.compile(
        rf"""(?<!\w)[وف]?(?:
    (?P<iso>(?P<iy>\d{{4}})[-/](?P<im>\d{{1,2}})[-/](?P<id>\d{{1,2}})(?!\d))
  | (?P<numeric>(?P<n1>\d{{1,2}})\s?[/.-]\s?(?P<n2>\d{{1,2}})\s?[/.-]\s?(?P<ny>{_YEAR})م?)
  | (?P<dm>[بل]?(?:(?P<dmd>{_DAY})(?:\s?(?:-|و|و?الي|و?حتي)\s?(?P<dmd2>{_DAY}))?
        \s*[/-]?\s*(?:من\s)?|(?P<dmo>{_either(month_days)})\s(?:من\s)?(?:يوم\s)?)
        (?:شهر\s)?(?P<dmm>{_either(months)})\b(?:\s?[/(]\s?(?:{_either(months)})\b\)?)?
        (?:\s*[/،,]?\s*(?:من\s)?(?:عام\s|سنه\s)?(?P<dmy>{_YEAR})م?|\s(?P<dmw>{which_words}))?)
  | (?P<hijri>(?P<hd>{_DAY})\s*[/-]?\s*(?:من\s)?(?:شهر\s)?(?P<hm>{_either(hijri)})
        \s*[/،,]?\s*(?:عام\s|سنه\s|من\sعام\s)?(?P<hy>{_HIJRI_YEAR})(?:\s?ه\w*)?)
  | (?P<my>(?:(?P<part>اوايل|مطلع|بدايه|منتصف|اواسط|اواخر|نهايه)\s)?(?:شهر\s)?[بل]?
        (?P<mym>{_either(months)})(?:\s?[/(]\s?(?:{_either(months)})\b\)?)?\s*[/،,]?\s*
        (?:من\s)?(?:عام\s|سنه\s)?(?P<myy>{_YEAR})م?)
  | (?P<nth>(?P<nthpre>[بل]?ال)يوم\s(?P<ntho>{_either(_ORDINALS)})\s(?:من|علي|ل))
  | (?P<night>(?:ليل|ليله|مساء)\s(?P<na>{_either(weekdays)})\s?[-/]\s?(?P<nb>{_either(weekdays)}))
  | (?P<weekday>[بل]?(?:(?:يوم|اليوم|امس|مساء|صباح|فجر|ظهر|ليل|ليله)[\s،,]*\(?)*[بل]?
        (?P<wd>{_either(weekdays)})\)?(?:\s(?P<which>{which_words}))?)
  | (?P<near>[بل]?(?:(?P<end>نهايه|مساء|صباح|فجر|ظهر|منتصف)\s)?(?:هذا\s)?[بل]?(?:ال)?
        (?P<nd>{_either(days)})(?!\s(?:{_either(_ORDINALS)}|التالي|نفسه|الواحد|ذاته|الذي)))
  | (?P<endless>{endless}|(?P<lasting>{lasting}))
  | (?P<dual>(?P<du>{_either(double)}))
  | (?P<duration>[بل]?(?:ال)?\s?(?P<qn>\d{{1,3}}|{_either(numbers)})\s?(?:من\s)?
        (?P<qu>{_either(single)}))
  | (?P<single>(?<!\w)(?P<sl>{lasts})\s(?:نحو\s|حوالي\s)?(?P<su>{_either(one)})
        (?:\s(?:واحد|واحده|كامل|كامله|قابل\w*))?)
  | (?P<alone>(?P<au>اسبوعا|شهرا))(?!\s(?:{which_words}))
  | (?P<week>(?:هذا\s|[بل])?(?:ال)?(?P<wu>اسبوع|شهر|عام|سنه)\s(?P<ww>{which_words}))
  | (?P<thisweek>هذا\s(?:ال)(?P<tu>اسبوع|شهر|عام))
  | (?P<month>(?:(?:خلال|في|منذ|حتي|قبل|بحلول)\s)?
        (?:شهر\s|(?P<mpart>اوايل|مطلع|بدايه|منتصف|اواسط|اواخر|نهايه)\s)[بل]?
        (?P<mm>{_either(months)})(?:\s?\((?:{_either(months)})\))?(?:\s(?P<mw>{which_words}))?
        |(?P<mm2>{_either(months)})(?:\s?\((?:{_either(months)})\))?\s(?P<mw2>{which_words})
        |(?P<mm3>{_either(months)})\s?\((?:{_either(months)})\))
  | (?P<year>(?:عام|سنه)\s(?P<yy>{_YEAR})(?!\d))
    )(?!\w)""",
        re.VERBOSE,
    )
    return _Words(
        pattern,
        compile_any(reading["future"]),
        months,
        hijri,
        weekdays,
        numbers,
        units,
        days,
        month_days,
        which,
        re.compile(to_expression(reading["not_lengths"]) + r"\s+(?:نحو\s|حوالي\s|اكثر من\s)?$"),
        re.compile(to_expression(reading["within"]) + r"\s+(?:مده\s|فتره\s|نحو\s|حوالي\s)?$"),
        compile_any(reading["endless_before"]["names"]),
        compile_any(reading["dates_of_others"]),
    )


def _numbered(lists: list[list[str]]) -> dict[str, int]:
    return {to_folded(name): number for number, names in enumerate(lists, 1) for name in names}


def _either(words: Mapping[str, Any] | list[str] | tuple[str, ...]) -> str:
    longest_first = sorted(words, key=lambda word: -len(word))
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in longest_first)


_BEFORE, _AFTER = 60, 24
_NEAR = 24
_NEAR_OTHERS = 45


def iter_times(
    folded: str,
    within: Span,
    published: Period | None,
    vocabulary: Vocabulary,
    *,
    basis: str = PUBLICATION,
) -> Iterator[Time]:
    """Yield the times that a stretch of folded Arabic text gives, from left to right.

    Args:
        folded: The whole folded text.
        within: The sentence to look in.
        published: When the document was published; relative times need it.
        vocabulary: The words for time.
        basis: What `published` is known from, as `derived_from` tells it.
    """
    words = _words(vocabulary)
    latest = published.latest if published is not None else None
    day = latest if published is not None and published.earliest == latest else None
    setting = _Setting(words, day, latest, basis)
    for match in words.pattern.finditer(folded, within.start, within.end):
        if _stands_before_day(match, words) or _stands_beside_day(match, words):
            continue
        before = folded[max(within.start, match.start() - _BEFORE) : match.start()]
        after = folded[match.end() : min(match.end() + _AFTER, within.end)]
        yield from _iter_ends(_resolved(match, before, after, setting), match)


_RANGE = re.compile(r"\[([\d-]{10}),([\d-]{10})\]")
_UNTIL = re.compile(r"\s?و?(?:الي|حتي)\s?")


def _iter_ends(time: Time | None, match: re.Match[str]) -> Iterator[Time]:
    """Yield a time, or both ends of one from a day until another: `من 16 حتى 18 يونيو`."""
    if time is None:
        return
    days = _RANGE.fullmatch(time.value) if match.lastgroup == "dm" else None
    between = match.string[match.end("dmd") : match.start("dmd2")] if days is not None else ""
    if days is None or _UNTIL.fullmatch(between) is None:
        yield time
        return
    first, last = Span(*match.span("dmd")), Span(match.start("dmd2"), time.span.end)
    yield Time(first, days[1], derived_from=time.derived_from)
    yield Time(last, days[2], derived_from=time.derived_from)


def _stands_before_day(match: re.Match[str], words: _Words) -> bool:
    """Return whether a weekday only says of the day behind it which it is."""
    if match.lastgroup != "weekday":
        return False
    gap = _BESIDE.match(match.string, match.end())
    follows = words.pattern.match(match.string, gap.end()) if gap is not None else None
    return follows is not None and follows.lastgroup in {"dm", "numeric", "iso"}


_BESIDE = re.compile(r"[\s،,()/-]*")


def _stands_beside_day(match: re.Match[str], words: _Words) -> bool:
    """Return whether a Hijri day only says again, less surely, which day the one behind it is."""
    if match.lastgroup != "hijri":
        return False
    same = _SAME_DAY.match(match.string, match.end())
    follows = words.pattern.match(match.string, same.end()) if same is not None else None
    return follows is not None and follows.lastgroup in {"dm", "numeric", "iso"}


_SAME_DAY = re.compile(r"[\s،,()/ه.-]*(?:ال|ل)?موافق(?:ه)?\s?(?:ل|يوم\s)?[\s،,()/:-]*")


def _span(match: re.Match[str]) -> Span:
    """Return the words of a time without what is written together before them."""
    start = match.start()
    if match.group()[0] in "وف" and match.group()[1:2].isdigit():
        start += 1
    return Span(start, match.end())


def _resolved(match: re.Match[str], before: str, after: str, setting: _Setting) -> Time | None:
    span, words = _span(match), setting.words
    match match.lastgroup:
        case "iso":
            return _day(span, int(match["iy"]), int(match["im"]), int(match["id"]))
        case "numeric":
            return _numeric(span, int(match["n1"]), int(match["n2"]), int(match["ny"]))
        case "dm":
            return _month_day(match, span, setting)
        case "hijri":
            value = gregorian_days(
                int(match["hy"]), words.hijri[_one(match["hm"])], int(match["hd"])
            )
            return (
                Time(span, value, derived_from="tabular Hijri calendar, a day either way")
                if value
                else None
            )
        case "my":
            part = "~" if match["part"] else ""
            return Time(span, f"{match['myy']}-{words.months[_one(match['mym'])]:02}{part}")
        case "endless":
            named = words.endless_after.search(before[-_NEAR:])
            is_lasting = match["lasting"] is None or named is not None
            return Time(span, INDEFINITE, is_duration=True) if is_lasting else None
        case "dual":
            unit, count = words.units[match["du"]]
            later = _counted(span, count or 2, unit, before, setting)
            return later or _length(span, count or 2, unit, before, after, words)
        case "duration":
            number = match["qn"]
            count = int(number) if number.isdigit() else words.numbers[_one(number)]
            unit = words.units[match["qu"]][0]
            later = _counted(span, count, unit, before, setting)
            return later or _length(span, count, unit, before, after, words)
        case "single":
            start = match.start("su")
            unit = words.units[match["su"]][0]
            before = before + match.group()[: start - match.start()]
            return _length(Span(start, match.end()), 1, unit, before, after, words)
        case "alone":
            return _length(span, 1, words.units[match["au"]][0], before, after, words)
        case "month":
            return _bare_month(match, span, before, setting)
        case "year" if _SINCE.search(before):
            return None
        case "year":
            return Time(Span(match.start("yy"), match.end("yy")), match["yy"])
    return _relative(match, span, before + " " + after, setting)


_FROM_NOW = re.compile(r"(?<!\w)(?:يبدا|تبدا|سيبدا|ستبدا|يسري|تسري|سيدخل|ستدخل|يدخل|تدخل)(?!\w)")
_AFTER_NOW = re.compile(r"(?<!\w)بعد\s+(?:نحو\s|مرور\s)?$")
_DAYS_OF = {"hour": 1 / 24, "day": 1, "week": 7}


def _counted(span: Span, count: int, unit: str, before: str, setting: _Setting) -> Time | None:
    """Return the day on which something begins so long after publication, or None."""
    if setting.day is None or unit not in _DAYS_OF or _AFTER_NOW.search(before) is None:
        return None
    if _FROM_NOW.search(before) is None:
        return None
    days = count * _DAYS_OF[unit]
    if days != int(days):
        return None
    return _shifted(span, setting.day, int(days), f"counted from {setting.basis} ({setting.day})")


def _one(words: str) -> str:
    return " ".join(words.split())


def _day(span: Span, year: int, month: int, day: int) -> Time | None:
    try:
        return Time(span, date(year, month, day).isoformat())
    except ValueError:
        return None


def _numeric(span: Span, first: int, second: int, year: int) -> Time | None:
    """Return a day in numbers, which Arabic writes day first."""
    return _day(span, year, second, first) or _day(span, year, first, second)


def _day_of(match: re.Match[str], setting: _Setting) -> int:
    """Return the day of a month, in digits or in words: `العاشر من أبريل`."""
    words = match["dmo"]
    return setting.words.month_days[_one(words)] if words is not None else int(match["dmd"])


def _month_day(match: re.Match[str], span: Span, setting: _Setting) -> Time | None:
    month, day = setting.words.months[_one(match["dmm"])], _day_of(match, setting)
    stated = match["dmy"]
    year = int(stated) if stated else _nearest_year(month, day, match["dmw"], setting)
    if year is None:
        return None
    first = _day(span, year, month, day)
    last = _day(span, year, month, int(match["dmd2"])) if match["dmd2"] else None
    if first is None:
        return None
    value = f"[{first.value},{last.value}]" if last is not None else first.value
    basis = None if stated else f"year nearest to {setting.basis} ({setting.latest})"
    return Time(span, value, derived_from=basis)


def _nearest_year(month: int, day: int, which: str | None, setting: _Setting) -> int | None:
    latest = setting.latest
    if latest is None:
        return None
    if which is not None:
        return _year_said(month, day, setting.words.which[which], latest)
    candidates = []
    for year in range(max(latest.year - 1, date.min.year), min(latest.year + 2, date.max.year + 1)):
        last = calendar.monthrange(year, month)[1]
        candidates.append((abs((date(year, month, min(day, last)) - latest).days), year))
    return min(candidates)[1]


def _year_said(month: int, day: int, shift: int, latest: date) -> int | None:
    """Return the year of a day of the past, the present or the next such month."""
    is_later = (month, day) > (latest.month, latest.day)
    year = latest.year - (shift == -1 and is_later) + (shift == 1 and not is_later)
    return year if date.min.year <= year <= date.max.year else None


def _bare_month(match: re.Match[str], span: Span, before: str, setting: _Setting) -> Time | None:
    latest = setting.latest
    name, which = match["mm"] or match["mm2"] or match["mm3"], match["mw"] or match["mw2"]
    if latest is None:
        return None
    month = setting.words.months[_one(name)]
    shift = setting.words.which[which] if which else 0
    year = latest.year
    if shift == 1:
        year += month <= latest.month
    elif shift == -1 and which is not None:
        year -= month >= latest.month
    elif which is None and month > latest.month and not setting.words.future.search(before):
        year -= 1
    if not date.min.year <= year <= date.max.year:
        return None
    value = f"{year:04}-{month:02}" + ("~" if match["mpart"] else "")
    return Time(span, value, derived_from=f"month counted from {setting.basis} ({latest})")


_SINCE = re.compile(r"منذ\s+(?:عام\s+|سنه\s+)?$")
_IN_PARTS = re.compile(r"(?:دفعات|مراحل)\s+(?:خلال|في غضون)\s+$")
_PAST = re.compile(r"\s+(?:الماضي|الاخير|الفايت|المنصرم|السابق)\w*")


def _length(
    span: Span, count: int, unit: str, before: str, after: str, words: _Words
) -> Time | None:
    """Return a length of time, or None where it is how long ago something was."""
    if _PAST.match(after) or words.not_lengths.search(before):
        return None
    value = f"PT{count}H" if unit == "hour" else f"P{count}{_UNIT_DAYS[unit]}"
    if unit == "week":
        value = f"P{7 * count}D"
    is_within = words.within.search(before) is not None
    if _IN_PARTS.search(before):
        is_within = False
    if is_within and words.others.search(before[-_NEAR_OTHERS:]):
        return None
    return Time(span, value, is_duration=True, is_within=is_within)


def _relative(match: re.Match[str], span: Span, around: str, setting: _Setting) -> Time | None:
    published, words = setting.day, setting.words
    if published is None:
        return None
    basis = f"counted from {setting.basis} ({published})"
    match match.lastgroup:
        case "near":
            return _shifted(span, published, words.days[_one(match["nd"])], basis)
        case "nth":
            day = Span(span.start, match.start("ntho") - 1)
            return _shifted(day, published, 1 - _ORDINALS[match["ntho"]], basis)
        case "night":
            last = _back(published, words.weekdays.index(match["nb"]))
            if last <= date.min:
                return None
            value = f"{(last - timedelta(1)).isoformat()}/{last.isoformat()}"
            return Time(span, value, derived_from=basis)
        case "week" | "thisweek":
            return _week(match, span, published, basis, words)
    weekday = words.weekdays.index(match["wd"])
    back, ahead = (published.weekday() - weekday) % 7, (weekday - published.weekday()) % 7
    which = words.which[match["which"]] if match["which"] else None
    if which == -1:
        return _shifted(span, published, -(back or 7), basis)
    is_today = "اليوم" in match.group() or "امس" in match.group()
    if which == 1 or (which is None and ahead and not is_today and words.future.search(around)):
        return _shifted(span, published, ahead or 7, basis)
    return _shifted(span, published, -back, basis)


def _back(published: date, weekday: int) -> date:
    return date.fromordinal(max(published.toordinal() - (published.weekday() - weekday) % 7, 1))


def _shifted(span: Span, day: date, shift: int, basis: str) -> Time | None:
    ordinal = day.toordinal() + shift
    if not date.min.toordinal() <= ordinal <= date.max.toordinal():
        return None
    return Time(span, date.fromordinal(ordinal).isoformat(), derived_from=basis)


def _week(
    match: re.Match[str], span: Span, published: date, basis: str, words: _Words
) -> Time | None:
    if not date.min.year < published.year < date.max.year:
        return None
    shift = words.which[match["ww"]] if match["ww"] else 0
    unit = match["wu"] or match["tu"]
    if unit in {"عام", "سنه"}:
        value = f"{published.year + shift:04}"
    elif unit == "شهر":
        months = published.year * 12 + published.month - 1 + shift
        value = f"{months // 12:04}-{months % 12 + 1:02}"
    else:
        monday = published - timedelta(published.weekday()) + timedelta(7 * shift)
        value = f"{monday.isoformat()}/{(monday + timedelta(6)).isoformat()}"
    return Time(span, value, derived_from=basis)
