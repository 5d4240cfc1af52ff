"""Layout: where the points and the clauses of an Arabic text begin."""

import re
from typing import Any

from hudna.text.folding import folded
from hudna.vocabulary.cues import to_expression


def point_pattern(reading: dict[str, Any]) -> re.Pattern[str]:
    """Return what a point of a list begins with, over folded text: a sign, a number, `اولا:`."""
    headings = to_expression(["(" + "|".join(reading["headings"]) + ")"])
    ordinals = to_expression(["(" + "|".join(reading["ordinals"]) + ")"])
    numbered = rf"{headings}\s*\(?(?:\d{{1,3}}|{ordinals}|ال\w{{3,6}})\b\)?"
    return re.compile(
        r"\s*(?:(?:[•▪●■*]\s+|[-–—]\s*"
        r"|\(?(?P<number>\d{1,3}(?=\s?[.)/:–-]+\s*[^\d\s])|[ابتثجحدهوزطي](?=\s?[-.)]+\s)"
        rf"|{ordinals}(?=\s?[-.:،)])|{numbered}(?=\s*[:.–-]+\s*\w+\s\w+))"
        r"\s*[.)/:،–-]+[-–]?\s*)(?=\S)"
        rf"|(?P<heading>{numbered})\s*[-–—:.]?\s*)"
    )


_NUMBER = re.compile(r"\d+")


def number_of(point: str | None, reading: dict[str, Any]) -> str | None:
    """Return the number of a point in digits, where its words say one: `اولا` is 1."""
    if point is None:
        return None
    digits = _NUMBER.search(point)
    if digits is not None:
        return digits.group()
    for number, ordinal in enumerate(reading["ordinals"], 1):
        if folded(ordinal) == point:
            return str(number)
    return point


def clause_break_pattern(reading: dict[str, Any]) -> re.Pattern[str]:
    """Return what lies between two clauses, over folded text."""
    joined = to_expression(reading["clauses_after_and"]).removeprefix(r"(?<!\w)")
    return re.compile(
        r"(?:[;؛—–]|:(?!\d)|\s-\s)\s*"
        r"|[،,](?!\d)\s*(?=\S)"
        rf"|\s+(?=و\s?{joined})"
        rf"|\s+(?={to_expression(reading['clauses_before'])})"
    )
