"""Clauses: which stretches of a sentence bear which codes, by the codebook's cues."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from hudna.domain.codebook import Modality
from hudna.read.knowledge import Knowledge, knowledge_of
from hudna.read.modalities import modality_of
from hudna.read.structure import Kind, Page, Sentence
from hudna.text.spans import Span
from hudna.vocabulary import Vocabulary
from hudna.vocabulary.cues import CueTable, LatentCue, compile_any, stems_of


@dataclass(frozen=True, slots=True)
class CodedClause:
    """A clause and the codes whose cues it bears.

    Attributes:
        span: The clause.
        sentence: The index of its sentence.
        codes: The codes, in the order of the codebook.
        modality: What kind of thing the clause says.
        number: The number of the point it belongs to.
    """

    span: Span
    sentence: int
    codes: tuple[str, ...]
    modality: Modality
    number: str | None


@lru_cache(maxsize=4)
def _table(vocabulary: Vocabulary) -> CueTable:
    codes: dict[str, dict[str, Any]] = vocabulary.get("codebook")["codes"]
    return CueTable({code: entry["cues"][vocabulary.language] for code, entry in codes.items()})


def code_clauses(
    page: Page, sentence: Sentence, vocabulary: Vocabulary, *, names: Sequence[Span] = ()
) -> tuple[CodedClause, ...]:
    """Return the clauses of a sentence that bear codes, from left to right.

    Words within a name say nothing: a `Transitional Military Council` is no transition. A code
    counts once in a sentence, but for what a point of a list asks and then forbids: `use the one
    road and avoid the other`. A short clause is one term with all its codes; of a long one each
    code takes the words around its cue.
    """
    by_span: dict[Span, list[str]] = {}
    long = _LONG_POINT if sentence.kind is Kind.POINT else _LONG
    left = _table(vocabulary).possible(sentence.stems)
    for clause in sentence.clauses:
        stems = stems_of(page.folded_words(clause))
        for code, cues in list(left.items()):
            find = _leftmost_match if code in _by_leftmost(vocabulary) else _first_match
            match = find(page, clause, cues, stems, names)
            if match is not None and not _is_subordinate(page, sentence, clause, match, vocabulary):
                around = _around(page, clause, match, long, knowledge_of(vocabulary))
                by_span.setdefault(around, []).append(code)
                if not code.startswith(_again(vocabulary)):
                    del left[code]
    asked = [
        CodedClause(
            span,
            sentence.index,
            tuple(codes),
            modality_of(page, span, sentence, codes=codes, vocabulary=vocabulary),
            sentence.number,
        )
        for span, codes in by_span.items()
    ]
    forbidden = _iter_forbidden(page, sentence, asked, vocabulary)
    return tuple(sorted([*asked, *forbidden], key=lambda clause: clause.span))


def _is_subordinate(
    page: Page, sentence: Sentence, clause: Span, cue: Span, vocabulary: Vocabulary
) -> bool:
    """Return whether a cue of a point stands where the clause only says when, if or what for."""
    if sentence.kind is not Kind.POINT:
        return False
    if _subordinates(vocabulary).search(page.folded, clause.start + 1, cue.start) is not None:
        return True
    purpose = _purposes(vocabulary).search(page.folded, sentence.span.start, cue.start)
    return purpose is not None and _STOP.search(page.text, purpose.end(), cue.start) is None


@lru_cache(maxsize=4)
def _again(vocabulary: Vocabulary) -> tuple[str, ...]:
    return tuple(vocabulary.get("reading")["codes_again"])


@lru_cache(maxsize=4)
def _purposes(vocabulary: Vocabulary) -> re.Pattern[str]:
    return compile_any(vocabulary.get("reading")["said_to_be_for"])


@lru_cache(maxsize=4)
def _subordinates(vocabulary: Vocabulary) -> re.Pattern[str]:
    return compile_any(vocabulary.get("reading")["subordinates"])


def _iter_forbidden(
    page: Page, sentence: Sentence, asked: Sequence[CodedClause], vocabulary: Vocabulary
) -> Iterator[CodedClause]:
    """Yield the clauses of a point that forbid, each with the code that it shares with another."""
    if sentence.kind is not Kind.POINT or len(sentence.clauses) == 1:
        return
    possible = _table(vocabulary).possible(sentence.stems)
    known = [code for clause in asked for code in clause.codes]
    for span in sentence.clauses:
        if any(span.overlaps(clause.span) for clause in asked):
            continue
        if not _forbids(vocabulary).match(page.folded, span.start, span.end):
            continue
        stems = stems_of(page.folded_words(span))
        code = next(
            (c for c in known if _first_match(page, span, possible.get(c, ()), stems)), None
        )
        if code is not None:
            index, number = sentence.index, sentence.number
            yield CodedClause(span, index, (code,), Modality.PROHIBITION, number)


@lru_cache(maxsize=4)
def _forbids(vocabulary: Vocabulary) -> re.Pattern[str]:
    return compile_any(vocabulary.get("reading")["forbids_besides"])


def _first_match(
    page: Page,
    clause: Span,
    cues: Sequence[LatentCue],
    stems: frozenset[str],
    names: Sequence[Span] = (),
) -> Span | None:
    for cue in cues:
        start = clause.start
        while (match := cue.search(page.folded, start, clause.end, stems)) is not None:
            found = Span(*match.span())
            within = next((name for name in names if name.contains(found)), None)
            if within is None:
                return found
            start = within.end
    return None


def _leftmost_match(
    page: Page,
    clause: Span,
    cues: Sequence[LatentCue],
    stems: frozenset[str],
    names: Sequence[Span] = (),
) -> Span | None:
    found = (_first_match(page, clause, (cue,), stems, names) for cue in cues)
    return min((match for match in found if match is not None), default=None)


@lru_cache(maxsize=4)
def _by_leftmost(vocabulary: Vocabulary) -> tuple[str, ...]:
    return tuple(vocabulary.get("reading")["codes_by_first_words"])


_LONG, _LONG_POINT = 16, 30
"""How many words a clause may have to be one term whole; those of a point of a list more."""
_BEFORE, _AFTER = 6, 7
_LISTED, _AFTER_LIST = 3, 15
"""How far apart the parts of a list stand, and how many words after a cue one may reach."""
_JOINS = frozenset({"and", "or"})
_NO_PART = frozenset("and but or the which who he she it they said a".split())
"""How no part of a list of bare words begins."""
_WORD = re.compile(r"\S+")
_STOPS = ",;:،؛"
_STOP = re.compile(f"[{_STOPS}]")


def clause_around(
    page: Page, sentence: Sentence, words: Span, code: str, vocabulary: Vocabulary
) -> CodedClause:
    """Return the clause, or of a long one the part, that bears a code by words that no cue has."""
    held = (clause for clause in sentence.clauses if clause.contains(words))
    long = _LONG_POINT if sentence.kind is Kind.POINT else _LONG
    clause = next(held, sentence.span)
    span = _around(page, clause, words, long, knowledge_of(vocabulary))
    modality = modality_of(page, span, sentence, codes=(code,), vocabulary=vocabulary)
    return CodedClause(span, sentence.index, (code,), modality, sentence.number)


def _around(page: Page, clause: Span, cue: Span, long: int, knowledge: Knowledge) -> Span:
    """Return the clause, or of a long one the words around a cue up to the nearest comma.

    A comma between adjectives of states is none: `Russian, Iranian and other forces`; nor is one
    in a list: `raids, ambushes, kidnapping and extortion`.
    """
    words = list(_WORD.finditer(page.text, clause.start, clause.end))
    if len(words) <= long:
        return clause
    first = next(i for i, w in enumerate(words) if w.end() > cue.start)
    last = max(i for i, w in enumerate(words) if w.start() < cue.end)
    start, end, most = first, last, _AFTER
    while start > max(first - _BEFORE, 0) and not _stops(words[start - 1].group(), knowledge):
        start -= 1
    while end < min(last + most, len(words) - 1):
        if _lists([word.group() for word in words[end : end + 1 + _LISTED]]):
            most = min(most + 2, _AFTER_LIST)
        elif _stops(words[end].group(), knowledge):
            break
        end += 1
    return Span(words[start].start(), words[end].end() - (words[end].group()[-1] in _STOPS))


def _lists(words: Sequence[str]) -> bool:
    """Return whether the comma of the first of some words stands between the parts of a list."""
    word, *after = words
    if not word.endswith(",") or not after or after[0].casefold() in _NO_PART:
        return False
    return any(each.endswith(",") or each in _JOINS for each in after)


def _stops(word: str, knowledge: Knowledge) -> bool:
    return word[-1] in _STOPS and word[:-1].casefold() not in knowledge.adjectives
