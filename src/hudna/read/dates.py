"""Dates: which of the times of a text say when an arrangement was made, began, ends, or how long it lasts."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from hudna.domain.codebook import DateKind
from hudna.domain.periods import Period
from hudna.read.structure import Page, Sentence
from hudna.read.times import Time, iter_times
from hudna.text.spans import Span


@dataclass(frozen=True, slots=True)
class Dated:
    """A date of an arrangement.

    Attributes:
        kind: What happened or is to happen.
        value: EDTF or a duration.
        span: The words.
        derived_from: How a relative time was resolved.
    """

    kind: DateKind
    value: str
    span: Span
    derived_from: str | None


_KINDS: tuple[tuple[DateKind, re.Pattern[str]], ...] = (
    (DateKind.DENIED, re.compile(r"\b(?:den(?:y|ied|ies)|fake|untrue|inaccurate|rejected reports)\b")),
    (DateKind.DEADLINE, re.compile(r"\b(?:deadline|no later than|ultimatum|by the end of|within)\b")),
    (
        DateKind.END,
        re.compile(
            r"\b(?:expir\w+|(?:call(?:ed|s)?|calling) off|end(?:s|ed|ing)? (?:a |the |its |on|at|in)|until|lasts? until|is over|was over|terminat\w+|"
            r"ends?\b|collapsed|broke down)"
        ),
    ),
    (
        DateKind.START,
        re.compile(
            r"\b(?:beg[iau]ns?|beginning|start(?:s|ed|ing)?|commenc\w+|effective|took effect|tak(?:e|es|ing) effect|in(?:to)? effect|"
            r"in(?:to)? force|come(?:s)? into|came into|went into|since|as of|take hold|in place from)\b"
        ),
    ),
    (DateKind.OFFERED, re.compile(r"\b(?:offer(?:ed|s)?|propos(?:ed|es)|tabled)\b")),
    (
        DateKind.SIGNED,
        re.compile(
            r"\b(?:sign(?:ed|s|ing)|reach(?:ed)?|agree(?:d)?|struck|stricken|conclud\w+|accepted|brokered|finali[sz]ed|approved|made a)\b"
        ),
    ),
    (
        DateKind.ANNOUNCED,
        re.compile(r"\b(?:announc\w+|declar\w+|unveil\w+|proclaim\w+|called for a|reveal\w+|backed|confirmed|ordered|leaked|appeared)\b"),
    ),
)
_ABOUT = re.compile(
    r"\b(?:cease\s?-?\s?fires?|truces?|armistice|cessation|hudna|d[eé]tente|agreements?|deals?|accords?|pacts?|pause|plan|phase|deadline|"
    r"announcement|measure|evacuations?|it|period)\b"
)


def find_dates(
    page: Page, relevant: Sequence[Sentence], published: Period | None, named: Collection[int]
) -> tuple[Dated, ...]:
    """Return the dates of an arrangement, one for each kind and value, in the order of the text.

    Args:
        page: The page.
        relevant: The sentences that speak of the arrangement.
        published: When the document was published, where known.
        named: The indexes of the sentences that name it.
    """
    found: dict[tuple[DateKind, str], Dated] = {}
    for sentence in relevant:
        for dated in _iter_dated(page, sentence, published, is_named=sentence.index in named):
            found.setdefault((dated.kind, dated.value), dated)
    return tuple(sorted(found.values(), key=lambda d: d.span))


def _iter_dated(page: Page, sentence: Sentence, published: Period | None, *, is_named: bool) -> Iterator[Dated]:
    for time in iter_times(page.folded, sentence.span, published):
        clause = next(
            (c for c in sentence.clauses if c.start <= time.span.start < c.end), sentence.span
        )
        if time.is_duration:
            yield from _durations(page, sentence, clause, time, is_named=is_named)
            continue
        kind = _kind_of(page, sentence, clause, time)
        if kind is not None:
            yield Dated(kind, time.value, time.span, time.derived_from)


def _durations(
    page: Page, sentence: Sentence, clause: Span, time: Time, *, is_named: bool
) -> Iterator[Dated]:
    words = page.folded_words(clause)
    if time.is_within or "deadline" in words:
        yield Dated(DateKind.DEADLINE, time.value, time.span, None)
    elif _LASTING.search(page.folded_words(clause)) and (is_named or _ABOUT.search(words)):
        yield Dated(DateKind.DURATION, time.value, time.span, None)


_LASTING = re.compile(
    r"\b(?:cease\s?-?\s?fires?|truces?|armistice|cessation|hudna|d[eé]tente|pause|last|lasts|hostilities|agreement|deal|halt|for|plan|extend\w*)\b"
)


def _kind_of(page: Page, sentence: Sentence, clause: Span, time: Time) -> DateKind | None:
    """Return what the words nearest to a time say happened then: before it in its clause, else after, else nearby."""
    before = _nearest(page.folded[clause.start : time.span.start], last=True)
    if before is not None:
        return before
    after = _nearest(page.folded[time.span.end : clause.end], last=False)
    if after is not None:
        return after
    return _nearest(page.folded[sentence.span.start : time.span.start], last=True)


def _nearest(words: str, *, last: bool) -> DateKind | None:
    best: tuple[int, DateKind] | None = None
    for kind, pattern in _KINDS:
        matches = list(pattern.finditer(words))
        if not matches:
            continue
        at = -matches[-1].end() if last else matches[0].start()
        if best is None or at < best[0]:
            best = (at, kind)
    return best[1] if best else None
