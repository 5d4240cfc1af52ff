"""Circumstances: on what condition a term holds, after what, and in return for what."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from hudna.domain.agreements import Part
from hudna.read.wordings import Wording
from hudna.text.spans import Span, stripped
from hudna.vocabulary import Vocabulary
from hudna.vocabulary.cues import compile_any


@dataclass(frozen=True, slots=True)
class _Cues:
    condition: re.Pattern[str]
    after: re.Pattern[str]
    reciprocal_to: re.Pattern[str]
    duty: re.Pattern[str]


@lru_cache(maxsize=4)
def _cues(vocabulary: Vocabulary) -> _Cues:
    parts: dict[str, Any] = vocabulary.get("reading")["parts"]
    return _Cues(
        compile_any(parts["condition"]),
        compile_any(parts["after"]),
        compile_any(parts["reciprocal_to"]),
        compile_any(parts["duty_verbs"]),
    )


_STOP = re.compile(r"[,;.:!?]|\s-\s|[—–]")
_WORDS_LEAST = 2


def find_condition(wording: Wording) -> Part | None:
    """Return on what condition a term holds, or None where its words state none."""
    return _introduced(wording, _cues(wording.findings.vocabulary).condition)


def find_after(wording: Wording) -> Part | None:
    """Return what must come first, in words, or None where the words state nothing.

    A time after which something is due is no event.
    """
    part = _introduced(wording, _cues(wording.findings.vocabulary).after, is_bare=True)
    if part is None:
        return None
    evidence = part.evidence[0]
    times = wording.findings.times_in(wording.sentence.index, Span(evidence.start, evidence.end))
    is_time = any(t.span.start - evidence.start <= 1 for t in times)
    return None if is_time else part


def find_reciprocal(wording: Wording) -> Part | None:
    """Return in return for what a term holds, or None where the words do not say it."""
    return _introduced(wording, _cues(wording.findings.vocabulary).reciprocal_to, is_bare=True)


def _introduced(wording: Wording, cue: re.Pattern[str], *, is_bare: bool = False) -> Part | None:
    """Return the words that a conjunction introduces, with it or without, in or beside a clause.

    They stand in the clause, or are the clause right before or after it: `if X attacks, Y may …`.
    """
    page = wording.page
    for span in _iter_beside(wording):
        found = cue.search(page.folded, span.start, span.end)
        is_own = span == wording.span and found is not None and found.start() == span.start
        if found is None or (span != wording.span and found.start() != span.start):
            continue
        if is_bare and is_own:
            continue  # the clause is itself what comes first or is given in return
        begin = found.end() if is_bare else found.start()
        stop = _STOP.search(page.folded, found.end(), span.end)
        end = stop.start() if stop is not None else span.end
        words = stripped(Span(begin, end), page.text) if begin < end else None
        if words is not None and len(page.folded_words(words).split()) >= _WORDS_LEAST:
            return wording.part(words)
    return None


def _iter_beside(wording: Wording) -> list[Span]:
    """Return the clause, then the one before it and the one after it in its sentence."""
    clauses = wording.sentence.clauses
    before = [c for c in clauses if c.end <= wording.span.start][-1:]
    after = [c for c in clauses if c.start >= wording.span.end][:1]
    return [wording.span, *before, *after]
