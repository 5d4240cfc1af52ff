"""Clocks: the time of day that a text gives with a date, as EDTF."""

import re
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from hudna.read.structure import Page, Sentence
from hudna.read.times import Time
from hudna.vocabulary import Vocabulary


@lru_cache(maxsize=4)
def _patterns(vocabulary: Vocabulary) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return what a time of day right after a date looks like, and one right before it."""
    words: dict[str, Any] = vocabulary.get("reading")["clock"]
    either = {name: "|".join(map(re.escape, listed)) for name, listed in words.items()}
    clock = (
        rf"(?:(?P<midnight>{either['midnight']})|(?P<noon>{either['noon']})"
        rf"|(?P<hour>\d{{1,2}})(?::(?P<minute>\d\d))?\s?"
        rf"(?:(?P<before>{either['before_noon']})|(?P<after>{either['after_noon']}))"
        rf"|(?P<hours>\d{{1,2}}):(?P<minutes>\d\d))(?![\w:])"
        rf"(?:\s?(?P<universal>{either['universal']}))?"
    )
    gap = rf"(?:[\s,(]|\(\d{{4}}\)|\b(?:{either['between']})\b)*"
    return (
        re.compile(rf"(?:\(\d{{4}}\))?{gap}(?<![\w:]){clock}"),
        re.compile(rf"(?<![\w:]){clock}\)?(?:\s?\([^)]{{0,30}}\))?(?:{gap})\s$"),
    )


_AHEAD, _BEHIND = 40, 40
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_NOON = 12


def timed_value(page: Page, sentence: Sentence, time: Time, vocabulary: Vocabulary) -> str:
    """Return the value of a time with the time of day that stands beside it, where one does.

    Midnight on a day is the one with which it begins or the one with which it ends, `midnight on
    24/25 February` the one between the two days.
    """
    values = _DAY.findall(time.value)
    if time.is_duration or not values or "/" in time.value or "T" in time.value:
        return time.value
    after, before = _patterns(vocabulary)
    end = min(time.span.end + _AHEAD, sentence.span.end)
    found = after.match(page.folded, time.span.end, end) or before.search(
        page.before(time.span.start, sentence, most=_BEHIND)
    )
    if found is None:
        return time.value
    days = [time.fitting] if time.fitting is not None else values
    if found["midnight"]:
        each = [_midnights(day) for day in days]
        shared = [m for m in each[0] if all(m in other for other in each)]
        return _set_of(shared or [m for midnights in each for m in midnights])
    clock = _clock(found)
    if clock is None:
        return time.value
    return _set_of([f"{day}T{clock}" for day in days])


def _midnights(day: str) -> tuple[str, ...]:
    """Return the midnights that may be meant by midnight on a day."""
    first = date.fromisoformat(day)
    if first == date.max:
        return (f"{day}T00:00",)
    return f"{day}T00:00", f"{(first + timedelta(1)).isoformat()}T00:00"


def _clock(found: re.Match[str]) -> str | None:
    if found["noon"]:
        return f"{_NOON}:00"
    if found["hour"] is not None:
        hour, minute = int(found["hour"]), int(found["minute"] or 0)
        if not 1 <= hour <= _NOON:
            return None
        hour = hour % _NOON + (_NOON if found["after"] else 0)
    else:
        hour, minute = int(found["hours"]), int(found["minutes"])
    if hour > 23 or minute > 59:
        return None
    return f"{hour:02}:{minute:02}" + ("Z" if found["universal"] else "")


def _set_of(values: list[str]) -> str:
    each = sorted(dict.fromkeys(values))
    return each[0] if len(each) == 1 else f"[{','.join(each)}]"
