"""Calendars: the words of a language for days, months and lengths of time, as one pattern."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from hudna.vocabulary import Vocabulary
from hudna.vocabulary.cues import AnyCue, compile_any, compile_any_cue, to_expression


@dataclass(frozen=True, slots=True)
class Calendar:
    """The words for time.

    Attributes:
        pattern: Where a text may say a time: a group for each way to say it.
        telling: Words one of which every time without a digit has.
        future: Words that turn a weekday or a month to the future, near it ...
        future_right_before: ... and right before it.
        past_right_before: Words right before it that keep it past.
        months: The number of each name of a month.
        ambiguous: The names of months that are other words as well.
        weekdays: The days of the week, Monday first.
        numbers: What number words say.
        days: Words for days counted from that of publication, in days.
        feast_days: The month and day of feasts that are days.
        names: All names of months, weekdays and feasts: capitalized, but of no actor and no place.
    """

    pattern: re.Pattern[str]
    telling: AnyCue
    future: re.Pattern[str]
    future_right_before: re.Pattern[str]
    past_right_before: re.Pattern[str]
    months: Mapping[str, int]
    ambiguous: frozenset[str]
    weekdays: tuple[str, ...]
    numbers: Mapping[str, int]
    days: Mapping[str, int]
    feast_days: Mapping[str, tuple[int, int]]
    names: frozenset[str]


@lru_cache(maxsize=4)
def calendar_of(vocabulary: Vocabulary) -> Calendar:
    """Return the words for time of a vocabulary."""
    reading: dict[str, Any] = vocabulary.get("reading")
    months = {n: number for number, names in enumerate(reading["months"], 1) for n in names}
    weekdays: list[str] = reading["weekdays"]
    days: dict[str, int] = reading["days_from_publication"]
    feasts: dict[str, list[int]] = reading["feast_days"]
    numbers: dict[str, int] = reading["numbers"]
    before = reading["endless_before"]
    ends = [day.split()[-1] for day in days]
    units = ["hour*", "day*", "week*", "month*", "year*"]
    return Calendar(
        pattern=_pattern(
            month=_either(months),
            weekday=_either(weekdays),
            number=r"\d{1,3}|" + _either(numbers),
            day=_either(days),
            feast=_either(list(feasts)),
            endless=f"{to_expression(reading['endless'])}|{to_expression(before['words'])}"
            rf"(?=\s(?:(?:and\s)?\w+\s)?(?:and\s\w+\s)?{to_expression(before['names'])})",
        ),
        telling=compile_any_cue(
            [
                *months,
                *weekdays,
                *ends,
                *(f.split()[-1] for f in feasts),
                *units,
                *reading["endless"],
                *before["words"],
            ]
        ),
        future=compile_any(reading["future"]),
        future_right_before=re.compile(
            to_expression(reading["future_right_before"]) + r"\s(?:the\s)?$"
        ),
        past_right_before=re.compile(
            to_expression(reading["past_right_before"])
            + r"\s(?:late\s|early\s|earlier\s)?(?:on\s)?$"
        ),
        months=months,
        ambiguous=frozenset(reading["months_that_are_words"]),
        weekdays=tuple(weekdays),
        numbers=numbers,
        days=days,
        feast_days={feast: (month, day) for feast, (month, day) in feasts.items()},
        names=frozenset(
            [*(n for m in reading["months"] for n in m), *weekdays, *reading["feasts"]]
        ),
    )


def _either(words: Mapping[str, int] | list[str]) -> str:
    longest_first = sorted(words, key=lambda word: -len(word))
    return "|".join(re.escape(word).replace(r"\ ", r"\s") for word in longest_first)


_UNIT = "hour|day|week|month|year"
_DAY = r"(?:[12]\d|3[01]|0?[1-9])"
_ORDINAL = r"(?:st|nd|rd|th)?"
_YEAR = r"(?:19|20)\d{2}"
_MORE = r"(?:(?:more|additional|further|full|consecutive|straight|extra|other|calendar|working)\s)?"
_SENTENCE_GOES_ON = r"(?:[,.;)]|:(?!\d)|\s(?:in|at|to|for|as|when|of|by|under|\d{4})\b|$)"
"""What follows a second day: no noun that it counts."""
_PART = r"(?:early|late|mid)"


def _pattern(
    *, month: str, weekday: str, number: str, day: str, feast: str, endless: str
) -> re.Pattern[str]:
    return re.compile(
        rf"""(?<![\w/])(?:
    (?P<iso>(?P<iy>\d{{4}})-(?P<im>\d{{2}})-(?P<id>\d{{2}})(?:t\d\d:\d\d(?::\d\d)?(?:z|[+-]\d\d:?\d\d)?)?)
  | (?P<numeric>(?P<n1>\d{{1,2}})\s?[/.-]\s?(?P<n2>\d{{1,2}})\s?[/.-]\s?(?P<ny>\d{{4}}))
  | (?P<dm>(?P<dmd>{_DAY}){_ORDINAL}
        (?:(?P<dmj>\s?[-–/]\s?|\s(?:to|and|until|through)\s)(?P<dmd2>{_DAY}){_ORDINAL})?
        (?:\sday)?\s(?:of\s)?
        (?P<dmm>{month})\b\.?(?:,?\s(?P<dmy>\d{{4}}))?)
  | (?P<md>(?P<mdm>{month})\.?\s(?P<mdd>{_DAY}){_ORDINAL}(?!\d)
        (?:(?P<mdj>\s?[-–/]\s?|\s(?:to|and|through)\s(?={_DAY}{_ORDINAL}{_SENTENCE_GOES_ON}))
        (?P<mdd2>\d{{1,2}}){_ORDINAL}(?!\d))?(?:,?\s(?P<mdy>{_YEAR}))?)
  | (?P<my>(?:in\s)?(?:(?P<part>{_PART})[\s-])?(?P<mym>{month})\.?,?(?:\s(?:of\s)?(?P<myy>{_YEAR})))
  | (?P<weekday>(?:(?P<which>last|next|this|past)\s)?(?P<wd>{weekday})\b)
  | (?P<near>(?P<nd>{day}))
  | (?P<feast>{feast})
  | (?P<following>the\s(?:following|next)\sday)
  | (?P<week>(?:earlier|later)?\s?(?P<ww>this|last|next|past)\s(?P<wu>week|month|year))
  | (?P<endof>end\sof\s(?P<ew>the|this|next)\s(?P<eu>month|year))
  | (?P<endless>{endless})
  | (?P<long>(?:(?P<ln>{number})[\s-])?(?P<lu>{_UNIT})\s?-?long\b)
  | (?P<ago>(?P<an>{number})\s(?P<au>{_UNIT})s?\sago)
  | (?P<duration>(?P<qn>{number})(?:\s?-\s?|\s){_MORE}(?P<qu>{_UNIT})s?\b
        (?!\sago|-old|\sold|\slater|\safter|\sbefore|\searlier|\sin\sa\srow))
  | (?P<within>within\s(?:the\snext\s)?(?P<vn>{number})(?:\s-\s|-|\s){_MORE}(?P<vu>{_UNIT})s?\b)
  | (?P<month>(?:(?P<mpre>in|since|last|this|next|by|until|of|from|during|for)\s)?
        (?:(?P<mpart>{_PART})[\s-])?(?P<mm>{month})\b(?!\.?,?\s\d)
        (?:\s(?P<mrel>last|this|next)\syear)?)
  | (?P<year>(?<=in\s)(?:(?P<ypart>{_PART})[\s-])?(?P<yy>{_YEAR})(?!\d))
    )(?![\w])""",
        re.VERBOSE,
    )
