"""Datelines: the day that a document gives itself, where nothing tells when it was published."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from hudna.domain.periods import Period, find_period
from hudna.read.grammars import iter_times
from hudna.read.structure import Page, Sentence
from hudna.text.spans import Span
from hudna.vocabulary import Vocabulary

DATELINE = "dateline"
"""What relative times are counted from, where they are counted from a dateline."""

_LINES_MOST = 12
_WORDS_BESIDE_MOST = 4
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_AFTER = re.compile(r"\s?(?:\([^)]{1,20}\)\s?)?(?:[-–—/:]|\.\s/)")
_BEFORE = re.compile(r"[A-Z][A-Z .,'’-]+")


@dataclass(frozen=True, slots=True)
class Dateline:
    """A day that a document gives itself, and where it stands."""

    day: Period
    span: Span


def find_dateline(page: Page, naming: Collection[int], vocabulary: Vocabulary) -> Dateline | None:
    """Return the earliest day that the head of a document gives by itself, or None.

    A line that is little but a day counts, and a day behind a place in capitals before a dash. Of
    several the earliest counts: a reprint names its own day beside that of the original.

    Args:
        page: The page.
        naming: The indexes of sentences that name an arrangement; their days are those of it.
        vocabulary: The words for time.
    """
    found = [
        dateline
        for sentence in page.sentences[:_LINES_MOST]
        if sentence.index not in naming or _BEFORE.match(page.text, sentence.span.start)
        for dateline in _iter_in(page, sentence, vocabulary)
    ]
    return min(found, key=lambda d: (d.day.text, d.span), default=None)


def _iter_in(page: Page, sentence: Sentence, vocabulary: Vocabulary) -> Iterator[Dateline]:
    for time in iter_times(page.folded, sentence.span, None, vocabulary):
        day = find_period(time.value) if _DAY.fullmatch(time.value) else None
        if day is None:
            continue
        before = page.text[sentence.span.start : time.span.start]
        beside = before + page.text[time.span.end : sentence.span.end]
        is_line = len(beside.split()) <= _WORDS_BESIDE_MOST
        leads = _BEFORE.fullmatch(before) and _AFTER.match(page.text, time.span.end)
        if is_line or leads:
            yield Dateline(day, time.span)
