"""Objects: what a term is about, how much of it, and where."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from hudna.domain.agreements import Part
from hudna.read.calendars import calendar_of
from hudna.read.places import Located
from hudna.read.wordings import Wording
from hudna.text.spans import Span
from hudna.vocabulary import Vocabulary
from hudna.vocabulary.cues import compile_any, to_expression


@dataclass(frozen=True, slots=True)
class _Cues:
    nouns: dict[str, re.Pattern[str]]
    all_of: re.Pattern[str]
    number: re.Pattern[str]


@lru_cache(maxsize=4)
def _cues(vocabulary: Vocabulary) -> _Cues:
    parts: dict[str, Any] = vocabulary.get("reading")["parts"]
    numbers = [n for n in calendar_of(vocabulary).numbers if n not in {"a", "an", "another"}]
    number = rf"(?:\d[\d,.]*\d|\d|{'|'.join(map(re.escape, numbers))})"
    words = to_expression(parts["of_objects"])
    return _Cues(
        {
            code: re.compile(rf"(?:(?:{words}|{number})[\s-]+)*{to_expression(nouns)}")
            for code, nouns in parts["objects"].items()
        },
        compile_any(parts["all_of"]),
        re.compile(rf"(?<![\w.,]){number}(?![\w])"),
    )


def find_object(wording: Wording) -> Part | None:
    """Return what a term is about, as the nouns of its codes say, or None."""
    cues, span = _cues(wording.findings.vocabulary), wording.said
    for code in wording.codes:
        nouns = cues.nouns.get(code)
        found = nouns.search(wording.page.folded, span.start, span.end) if nouns else None
        if found is not None:
            return wording.part(Span(*found.span()))
    return None


def find_quantity(wording: Wording, about: Part | None) -> Part | None:
    """Return how much of its object a term is about: `all`, or a number in digits, or None."""
    if about is None:
        return None
    cues, folded = _cues(wording.findings.vocabulary), wording.page.folded
    start, end = about.evidence[0].start, about.evidence[0].end
    every = cues.all_of.match(folded, start, end)
    if every is not None:
        return wording.part(Span(*every.span()), "all")
    number = cues.number.search(folded, start, end)
    if number is None:
        return None
    known = calendar_of(wording.findings.vocabulary).numbers
    words = number.group()
    return wording.part(Span(*number.span()), str(known.get(words, words.replace(",", ""))))


def find_place(wording: Wording, located: Sequence[Located]) -> Part | None:
    """Return where, in the words for the places of the clause, or None where it names none.

    Args:
        wording: The clause.
        located: The places that its sentence names.
    """
    places = [place for place in located if wording.said.contains(place.span)]
    if not places:
        return None
    evidence = tuple(e for place in places for e in wording.findings.cite(place.span))
    return Part(", ".join(dict.fromkeys(place.name for place in places)), evidence)
