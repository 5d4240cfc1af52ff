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
_AFTER = re.compile(r"\s?(?:\([^)]{1,30}\)\s?)?(?:[-–—/:]|\.\s/)")
_AGENCY_AFTER = re.compile(r"\s?[.,]?\s?\([A-Z][^)]{1,40}\)")
_BEFORE = re.compile(r"[A-Z][A-Z .,'’-]+")
_PLACE = re.compile(
    r"(?:[A-Z][A-Z.'’-]+(?:\s[A-Z][A-Z.'’-]+)*|[A-Z][\w.'’-]+(?:\s[A-Z][\w.'’-]+){0,2})"
    r"(?:,\s[A-Z][\w.'’-]+(?:\s[A-Z][\w.'’-]+){0,2})?(?:,\s|\s?\()"
)
"""Where a report was sent from, right before its day: `GENEVA, Switzerland (`, `Dalbar, `."""
_LABEL = re.compile(r"\s*(?:date|published|posted|updated|last updated|event date)\b[:\s]*", re.I)
_LABELED = re.compile(r"\s*date\s\d{4}-\d\d-\d\d\s")
"""A day that stands before a text as its label, and goes on into its first sentence."""


@dataclass(frozen=True, slots=True)
class Dateline:
    """A day that a document gives itself, and where it stands.

    Attributes:
        day: The day.
        span: Where it stands.
        is_sent: Whether it stands behind the place that a report was sent from.
    """

    day: Period
    span: Span
    is_sent: bool = False


def find_datelines(
    page: Page, naming: Collection[int], vocabulary: Vocabulary, *, published: Period | None
) -> tuple[Dateline, ...]:
    """Return the days that the head of a document gives by themselves, the earliest first.

    A line that is little but a day counts, a day behind a place before a dash or the name of an
    agency, and a label. Of several the earliest counts: a reprint names its own day beside that
    of the original.

    Args:
        page: The page.
        naming: The indexes of sentences that name an arrangement; their days are those of it.
        vocabulary: The words for time.
        published: When it was published, where known: it gives `PARIS, May 6` its year.
    """
    found = [
        dateline
        for sentence in page.sentences[:_LINES_MOST]
        for dateline in _iter_in(
            page, sentence, vocabulary, published, names_it=sentence.index in naming
        )
    ]
    return tuple(sorted(found, key=lambda d: (d.day.text, not d.is_sent, d.span)))


def _iter_in(
    page: Page,
    sentence: Sentence,
    vocabulary: Vocabulary,
    published: Period | None,
    *,
    names_it: bool,
) -> Iterator[Dateline]:
    for time in iter_times(page.folded, sentence.span, published, vocabulary):
        day = find_period(time.value) if _DAY.fullmatch(time.value) else None
        words = page.text[time.span.start : time.span.end]
        if day is None or not any(char.isdigit() for char in words):
            continue
        start = sentence.span.start
        labeled = _LABELED.match(page.text, start, time.span.start)
        before = page.text[labeled.end() if labeled else start : time.span.start]
        is_stated = time.derived_from is None
        beside = before + page.text[time.span.end : sentence.span.end]
        is_line = is_stated and not names_it and len(beside.split()) <= _WORDS_BESIDE_MOST
        is_label = is_stated and labeled is None and _LABEL.fullmatch(before) is not None
        is_sent = _is_sent(page, before, time.span) or (
            is_line and time.span.end == sentence.span.end and _PLACE.fullmatch(before) is not None
        )
        if is_line or is_sent or (is_label and (not names_it or before.startswith("date"))):
            yield Dateline(day, time.span, is_sent)


def _is_sent(page: Page, before: str, day: Span) -> bool:
    """Return whether a day stands at the head of a report, behind the place it was sent from."""
    if _BEFORE.fullmatch(before) and _AFTER.match(page.text, day.end):
        return True
    if before and _PLACE.fullmatch(before) is None:
        return False
    if _AGENCY_AFTER.match(page.text, day.end):
        return True
    return before.endswith("(") and _AFTER.match(page.text, day.end) is not None
