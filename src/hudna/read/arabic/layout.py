"""Layout: where the points and the clauses of an Arabic text begin."""

import re
from typing import Any

from hudna.vocabulary.cues import to_expression


def point_pattern(reading: dict[str, Any]) -> re.Pattern[str]:
    """Return what a point of a list begins with, over folded text: a sign, a number, `اولا:`."""
    headings = to_expression(["(" + "|".join(reading["headings"]) + ")"])
    ordinals = to_expression(["(" + "|".join(reading["ordinals"]) + ")"])
    return re.compile(
        r"\s*(?:(?:[•▪●■*]\s+|[-–—]\s*"
        rf"|\(?(?P<number>\d{{1,3}}(?=\s?[.)/:–-]+\s*[^\d\s])|[ابتثجحدهوزطي](?=\s?[-.)]+\s)|{ordinals}(?=\s?[-.:،)]))"
        r"\s*[.)/:،–-]+[-–]?\s*)(?=\S)"
        rf"|(?P<heading>{headings}\s*\(?(?:\d{{1,3}}|{ordinals}|ال\w{{3,6}})\b)\)?\s*[-–—:.]?\s*)"
    )


def clause_break_pattern(reading: dict[str, Any]) -> re.Pattern[str]:
    """Return what lies between two clauses, over folded text."""
    joined = to_expression(reading["clauses_after_and"])
    return re.compile(
        r"(?:[;؛—–]|:(?!\d)|\s-\s)\s*"
        r"|[،,](?!\d)\s*(?=\S)"
        rf"|\s+(?=و(?:(?<=و)\s+)?)(?:(?={joined})|(?=و\s+{joined}))"
        rf"|\s+(?={to_expression(reading['clauses_before'])})"
    )
