"""Adjuncts: which words of a sentence belong to the clause of a term beside them.

`They declared a truce, starting at dawn` states one thing: words of time that have no verb of their
own belong to the clause of what they time. And where the words around the cues of one long clause
overlap, they are one clause with the codes of both.
"""

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from hudna.read.clauses import CodedClause
from hudna.read.structure import Page
from hudna.text.spans import Span
from hudna.vocabulary import Vocabulary
from hudna.vocabulary.cues import to_expression

_TIMES = frozenset({"lifecycle.start", "lifecycle.duration"})
_TIMED = frozenset({"hostilities.cease", "lifecycle.extension"})
_MOST, _OVERLAP_MOST = 30, 25
"""How many words a clause with its words of time, or one of overlapping parts, has at most."""
_BETWEEN_MOST, _FEW = 4, 5


def joined(
    page: Page, terms: Sequence[CodedClause], vocabulary: Vocabulary
) -> tuple[CodedClause, ...]:
    """Return the terms of a sentence, those that are parts of one clause with its whole span."""
    if len(terms) < 2:
        return tuple(terms)
    timed = [_with_what_it_times(page, term, terms, vocabulary) for term in terms]
    spans = _spans(page, [term.span for term in timed])
    by_span: dict[tuple[Span, str | None], CodedClause] = {}
    for term, span in zip(timed, spans, strict=True):
        known = by_span.get((span, term.modality.value))
        codes = (*known.codes, *term.codes) if known is not None else term.codes
        whole = replace(term, span=span, codes=tuple(dict.fromkeys(codes)))
        by_span[span, term.modality.value] = whole
    return tuple(sorted(by_span.values(), key=lambda term: term.span))


def _with_what_it_times(
    page: Page, term: CodedClause, terms: Sequence[CodedClause], vocabulary: Vocabulary
) -> CodedClause:
    if _TIMES.isdisjoint(term.codes):
        return term
    before = [
        other
        for other in terms
        if other.span.start < term.span.start and not _TIMED.isdisjoint(other.codes)
    ]
    if not before:
        return term
    what = max(before, key=lambda other: other.span.start).span
    whole = Span(what.start, max(what.end, term.span.end))
    between = page.folded[what.end : term.span.start].split()
    if len(between) > _BETWEEN_MOST or _count(page, whole) > _MOST:
        return term
    hangs_on = (
        what.overlaps(term.span)
        or _count(page, term.span) <= _FEW
        or _begins(vocabulary).match(page.folded, term.span.start, term.span.end) is not None
    )
    return replace(term, span=whole) if hangs_on else term


def _spans(page: Page, spans: list[Span]) -> list[Span]:
    """Return spans, each that overlaps another widened to the whole of both, unless it is long."""
    for first, second in itertools.combinations(range(len(spans)), 2):
        one, other = spans[first], spans[second]
        if one == other or not one.overlaps(other):
            continue
        whole = Span(min(one.start, other.start), max(one.end, other.end))
        if _count(page, whole) <= _OVERLAP_MOST:
            spans[first] = spans[second] = whole
    return spans


def _count(page: Page, span: Span) -> int:
    return len(page.folded_words(span).split())


@lru_cache(maxsize=4)
def _begins(vocabulary: Vocabulary) -> re.Pattern[str]:
    return re.compile(rf"[\s,;(\"]*{to_expression(vocabulary.get('reading')['adjuncts'])}")
