"""Subjects: who is bound by an Arabic clause, and towards whom, as its grammar says."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from hudna.domain.agreements import Part
from hudna.read.actors import ActorKind
from hudna.read.wordings import Wording
from hudna.text.spans import Span
from hudna.vocabulary import Vocabulary
from hudna.vocabulary.cues import compile_any, to_expression


@dataclass(frozen=True, slots=True)
class _Cues:
    classes: re.Pattern[str]
    binds: re.Pattern[str]
    binds_on: re.Pattern[str]
    acts_of: re.Pattern[str]
    asks: re.Pattern[str]
    done_by: re.Pattern[str]
    between: re.Pattern[str]
    against: re.Pattern[str]


@lru_cache(maxsize=2)
def _cues(vocabulary: Vocabulary) -> _Cues:
    parts: dict[str, Any] = vocabulary.get("reading")["parts"]
    return _Cues(
        classes=compile_any(parts["classes"]),
        binds=compile_any(parts["binds"]),
        binds_on=re.compile(to_expression(parts["binds_on"]) + r"\s+(?:علي\s+|ل(?!\w*\s*:)|)"),
        acts_of=compile_any(parts["acts_of"]),
        asks=compile_any(parts["asks"]),
        done_by=re.compile(to_expression(parts["done_by"]) + r"(?!\s+(?:واحد|واحده))"),
        between=compile_any(parts["between"]),
        against=compile_any(parts["against"]),
    )


_GAP = re.compile(r"\s*(?:(?:كل|جميع|كافه|كلا|اي)\s(?:من\s)?)?\"?\(?\s*ل?")
_AND = re.compile(r"\"?\s?(?:[،,]\s?)?و\s?\"?")
_PAIRED = frozenset({"hostilities.cease", "persons.release"})
_ASKED_MOST = 80


def find_bearer(wording: Wording) -> Part | None:
    """Return who is bound by an Arabic clause, or None where its words do not say it."""
    cues, folded, span = _cues(wording.findings.vocabulary), wording.page.folded, wording.span
    asked = _asked(wording, cues)
    if asked is not None:
        return asked
    for cue in (cues.binds, cues.binds_on, cues.acts_of, cues.done_by):
        for match in cue.finditer(folded, span.start, span.end):
            who = _right_behind(wording, match.end(), cues)
            if who is not None:
                return wording.part(who)
    if not _PAIRED.isdisjoint(wording.codes):
        for match in cues.between.finditer(folded, span.start, span.end):
            who = _right_behind(wording, match.end(), cues)
            if who is not None:
                return wording.part(who)
    return None


def find_counterparty(wording: Wording, bearer: Part | None) -> Part | None:
    """Return towards whom an Arabic clause has something done, or None where it names no one."""
    cues, folded, span = _cues(wording.findings.vocabulary), wording.page.folded, wording.span
    taken = [Span(e.start, e.end) for e in bearer.evidence] if bearer is not None else []
    for match in cues.against.finditer(folded, span.start, span.end):
        who = _right_behind(wording, match.end(), cues)
        if who is not None and not any(who.overlaps(t) for t in taken):
            return wording.part(who)
    return None


def _asked(wording: Wording, cues: _Cues) -> Part | None:
    """Return of whom something is asked: the second behind the verb, whose subject is the first."""
    folded, span = wording.page.folded, wording.span
    asks = cues.asks.search(folded, span.start, span.end)
    if asks is None:
        return None
    end = min(asks.end() + _ASKED_MOST, span.end)
    behind = (
        list(_iter_candidates(wording, Span(asks.end(), end), cues)) if asks.end() < end else []
    )
    return wording.part(behind[1]) if len(behind) > 1 else None


def _right_behind(wording: Wording, start: int, cues: _Cues) -> Span | None:
    """Return who stands right behind a word, with those whom 'and' joins."""
    if start >= wording.span.end:
        return None
    for candidate in _iter_candidates(wording, Span(start, wording.span.end), cues):
        gap = _GAP.fullmatch(wording.page.folded, start, candidate.start)
        return candidate if gap is not None else None
    return None


def _iter_candidates(wording: Wording, within: Span, cues: _Cues) -> Iterator[Span]:
    """Yield the names and classes of a stretch from left to right, those joined by 'and' as one."""
    folded = wording.page.folded
    named = [m.span for m in wording.mentions_in(within) if m.kind is not ActorKind.BODY]
    described = [Span(*m.span()) for m in cues.classes.finditer(folded, within.start, within.end)]
    apart = [d for d in described if not any(d.overlaps(n) for n in named)]
    joined: list[Span] = []
    for span in sorted([*named, *apart]):
        if joined and _AND.fullmatch(folded, joined[-1].end, span.start):
            joined[-1] = Span(joined[-1].start, span.end)
        else:
            joined.append(span)
    yield from joined
