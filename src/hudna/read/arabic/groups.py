"""Groups: the arrangements beside the main one of which an Arabic page tells.

They are another side's declaration of an earlier day, one that a new turn of the text brings in
with terms of its own, one told in the past of the past, and an ultimatum after a breach.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import lru_cache
from itertools import pairwise
from typing import Any

from hudna.domain.periods import find_period
from hudna.read.actors import SIDED, Mention
from hudna.read.findings import Findings
from hudna.read.screen import Naming
from hudna.read.structure import Kind, Sentence
from hudna.read.times import Time
from hudna.text.spans import Span
from hudna.vocabulary import Vocabulary
from hudna.vocabulary.cues import AnyCue, compile_any, compile_any_cue


@dataclass(frozen=True, slots=True)
class Apart:
    """An arrangement beside the main one: what names it, and the sentences that speak of it."""

    namings: tuple[Naming, ...]
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class _Cues:
    verbs: AnyCue
    acts: re.Pattern[str]
    before: re.Pattern[str]
    turns: re.Pattern[str]
    pauses: re.Pattern[str]
    became: re.Pattern[str]
    told_before: AnyCue
    ultimatums: AnyCue
    demands: AnyCue
    broken: AnyCue
    told: tuple[AnyCue, ...]


@lru_cache(maxsize=2)
def _cues(vocabulary: Vocabulary) -> _Cues:
    reading: dict[str, Any] = vocabulary.get("reading")
    declares = reading["declares"]
    return _Cues(
        compile_any_cue(declares["verbs"]),
        compile_any(declares["acts"]),
        compile_any(declares["before"]),
        compile_any(reading["turns"]),
        compile_any(reading["pauses"]),
        compile_any(reading["became"]),
        compile_any_cue(reading["told_before"]),
        compile_any_cue(reading["ultimatums"]),
        compile_any_cue(reading["demands"]),
        compile_any_cue(reading["broken"]),
        tuple(compile_any_cue(reading["stages"][name]) for name in _TOLD),
    )


_TOLD = ("in_force", "declared", "agreed")
_SUBJECT_MOST, _ACT_MOST, _BEFORE_MOST, _SAME_MOST = 14, 140, 60, 110
_REFERS = re.compile(r"(?<!\w)(?:ب?ذلك|الخطوه|هذه الهدنه|هذا الاتفاق)(?!\w)")
_PAST = re.compile(r"[وف]?كان(?:ت|وا|ا)?\s")
_DEFINITE = re.compile(r"[وفبك]?ال|[وف]?لل")
_SOON, _LONG_AGO = timedelta(2), timedelta(3)


def find_apart(
    findings: Findings, first: int, named: Sequence[Naming], *, taken: Collection[int]
) -> tuple[Apart, ...]:
    """Return the arrangements that an Arabic page tells beside its main one.

    Args:
        findings: What the page has.
        first: The index of the sentence that names the main one first.
        named: The words that name arrangements.
        taken: The indexes of the sentences that speak of others already.
    """
    found: list[Apart] = []
    told = set(taken)
    for apart in (
        *_iter_declared(findings, first, named),
        *_iter_turned(findings, first, named),
        *_iter_ultimatums(findings, first),
    ):
        if not any(s.index in told for s in apart.sentences):
            found.append(apart)
            told |= {s.index for s in apart.sentences}
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Declared:
    """A side's own declaration: of which side, in which part of a sentence, and its act."""

    key: str
    part: Sentence
    act: Span
    is_before: bool


def _iter_declared(findings: Findings, first: int, named: Sequence[Naming]) -> Iterator[Apart]:
    """Yield the earlier declarations of others where a page tells one side's own."""
    declared = [
        each
        for sentence in findings.page.sentences[first:]
        if sentence.kind is Kind.BODY
        for each in _declarations(findings, sentence)
    ]
    if not declared or declared[0].part.index != first or declared[0].is_before:
        return
    others: dict[str, list[_Declared]] = {}
    for each in declared[1:]:
        if each.key != declared[0].key and each.is_before:
            others.setdefault(each.key, []).append(each)
    for told in others.values():
        whole = findings.page.sentences
        parts = tuple(
            each.part if each.part.index == first else whole[each.part.index] for each in told
        )
        namings = [n for n in named if any(p.span.contains(n.span) for p in parts)]
        bare = [each for each in told if not any(each.part.span.contains(n.span) for n in namings)]
        namings += [Naming(each.act, each.part.index, is_strong=True) for each in bare]
        yield Apart(tuple(sorted(namings, key=lambda n: n.span)), parts)


def _declarations(findings: Findings, sentence: Sentence) -> Iterator[_Declared]:
    page, cues = findings.page, _cues(findings.vocabulary)
    start, end = sentence.span.start, sentence.span.end
    verbs = list(cues.verbs.finditer(page.folded, start, end, sentence.stems))
    for verb, following in zip(verbs, [*verbs[1:], None], strict=False):
        last = min(following.start() if following is not None else end, verb.end() + _ACT_MOST)
        subject = _subject(findings, sentence, verb)
        after = max(verb.end(), subject.span.end) if subject is not None else verb.end()
        act = cues.acts.search(page.folded, after, max(last, after))
        if subject is None or act is None:
            continue
        told = page.folded[max(start, verb.start() - _BEFORE_MOST) : verb.start()]
        is_before = cues.before.search(told) is not None
        is_before = is_before or cues.before.search(page.folded, after, act.start()) is not None
        begin = min(verb.start(), subject.span.start)
        yield _Declared(
            subject.key, _part(sentence, Span(begin, end)), Span(*act.span()), is_before
        )


def find_declarers(findings: Findings, sentences: Sequence[Sentence]) -> frozenset[str]:
    """Return the keys of the sides that sentences tell to declare an arrangement of their own."""
    keys: set[str] = set()
    for sentence in sentences:
        sides = [m for m in findings.mentions_in(sentence) if m.kind in SIDED]
        for declared in _declarations(findings, sentence):
            told = Span(declared.part.span.start, declared.act.start)
            if _OF_ANOTHER.search(findings.page.folded, told.start, told.end) is not None:
                continue
            keys.add(declared.key)
            ahead = (m for m in sides if told.contains(m.span))
            keys |= {
                other.key
                for one, other in pairwise(ahead)
                if _WITH.fullmatch(findings.page.folded, one.span.end, other.span.start)
            }
    return frozenset(keys)


_WITH = re.compile(r"\s?[،,]?\s(?:و\s?)?")


_OF_ANOTHER = re.compile(
    r"(?<!\w)[وب]?(?:ال)?(?:توصل|اتفاق\w*|توقيع|رفض\w*|التزام\w*|موافق\w*|قبول\w*|ترحيب\w*|تاييد\w*"
    r"|انتهاء|انهيار|خرق|انتهاك|تمديد|دعم\w*|مبادره|مقترح)(?!\w)"
)
"""Words before what is declared by which it is of others as well, or not made by declaring it."""


def _subject(findings: Findings, sentence: Sentence, verb: re.Match[str]) -> Mention | None:
    """Return the side beside a verb that declares: right behind it, else right before it."""
    sided = [m for m in findings.mentions_in(sentence) if m.kind in SIDED and not m.is_seat]
    behind = (m for m in sided if 0 <= m.span.start - verb.end() <= _SUBJECT_MOST)
    ahead = (m for m in sided if 0 <= verb.start() - m.span.end <= _SUBJECT_MOST // 2)
    return next(behind, next(ahead, None))


def _part(sentence: Sentence, span: Span) -> Sentence:
    """Return the part of a sentence from a clause on, the whole where that is nearly its begin."""
    if span.start - sentence.span.start <= _SUBJECT_MOST:
        return sentence
    clauses = tuple(c for c in sentence.clauses if c.start >= span.start)
    if not clauses or clauses[0].start != span.start:
        clauses = (Span(span.start, clauses[0].start if clauses else span.end), *clauses)
    return replace(sentence, span=span, clauses=clauses)


def _iter_turned(findings: Findings, first: int, named: Sequence[Naming]) -> Iterator[Apart]:
    """Yield what new turns bring in with terms of its own, and what was told before the news."""
    page, cues = findings.page, _cues(findings.vocabulary)
    for sentence in page.sentences[first + 1 :]:
        if sentence.kind is not Kind.BODY:
            continue
        here = [n for n in named if n.sentence == sentence.index and n.is_strong]
        bare = [n for n in here if not _DEFINITE.match(page.folded, n.span.start)]
        start, end = sentence.span.start, sentence.span.end
        turns = cues.turns.match(page.folded, start, end) is not None
        paused = cues.pauses.search(page.folded, start, end) if turns and not here else None
        if paused is not None:
            bare = [Naming(Span(*paused.span()), sentence.index, is_strong=True)]
        is_turn = turns and bare and _has_own_time(findings, sentence, named)
        is_past = (
            bare
            and _PAST.match(page.folded, start, end)
            and _is_of_before(findings, sentence, named)
        )
        if is_turn or is_past:
            after = page.sentences[sentence.index + 1 : sentence.index + 2]
            further = tuple(s for s in after if s.kind is Kind.BODY and _goes_on(findings, s))
            indexes = {sentence.index, *(s.index for s in further)}
            namings = {n.span: n for n in [*named, *bare] if n.sentence in indexes}
            yield Apart(tuple(namings[span] for span in sorted(namings)), (sentence, *further))


def _goes_on(findings: Findings, sentence: Sentence) -> bool:
    page, cues = findings.page, _cues(findings.vocabulary)
    start, end = sentence.span.start, min(sentence.span.end, sentence.span.start + _SAME_MOST)
    if cues.became.match(page.folded, start, end):
        return True
    refers = _REFERS.search(page.folded, start, end)
    return refers is not None and not cues.turns.match(page.folded, start, end)


def _has_own_time(findings: Findings, sentence: Sentence, named: Sequence[Naming]) -> bool:
    """Return whether a sentence gives a length of time that no other one that names one gives."""
    others = {n.sentence for n in named} - {sentence.index}
    said = {time.value for index in others for time in findings.times[index]}
    return any(t.is_duration and t.value not in said for t in findings.times[sentence.index])


def _is_of_before(findings: Findings, sentence: Sentence, named: Sequence[Naming]) -> bool:
    """Return whether a sentence tells of an earlier one while others tell of one of these days."""
    published = findings.published.latest if findings.published is not None else None
    cue = _cues(findings.vocabulary).told_before
    start, end = sentence.span.start, sentence.span.end
    told = cue.search(findings.page.folded, start, end, sentence.stems)
    if published is None or told is None:
        return False

    def days(time: Time) -> timedelta | None:
        period = None if time.is_duration else find_period(time.value)
        return published - period.latest if period is not None and period.latest else None

    said = (days(time) for time in findings.times[sentence.index])
    ago = next((each for each in said if each is not None), None)
    if ago is None or ago < _LONG_AGO:
        return False
    for index in {n.sentence for n in named if n.is_strong} - {sentence.index}:
        other = findings.page.sentences[index]
        whole = (findings.page.folded, other.span.start, other.span.end, other.stems)
        is_told = any(cue.search(*whole) for cue in _cues(findings.vocabulary).told)
        if is_told and any(
            far is not None and abs(far) <= _SOON for far in map(days, findings.times[index])
        ):
            return True
    return False


def _iter_ultimatums(findings: Findings, first: int) -> Iterator[Apart]:
    """Yield the ultimatum that follows a breach, with what is demanded beside it."""
    page, cues = findings.page, _cues(findings.vocabulary)

    def has(cue: AnyCue, sentence: Sentence) -> bool:
        stretch = (page.folded, sentence.span.start, sentence.span.end, sentence.stems)
        return cue.search(*stretch) is not None

    if not has(cues.broken, page.sentences[first]):
        return
    body = [s for s in page.sentences[first + 1 :] if s.kind is Kind.BODY]
    given = next((s for s in body if has(cues.ultimatums, s)), None)
    if given is None:
        return
    demanded = [
        s for s in body if s is given or (abs(s.index - given.index) == 1 and has(cues.demands, s))
    ]
    words = cues.ultimatums.search(page.folded, given.span.start, given.span.end, given.stems)
    if words is not None:
        yield Apart((Naming(Span(*words.span()), given.index, is_strong=False),), tuple(demanded))


def without_parts(sentences: Sequence[Sentence], apart: Sequence[Apart]) -> list[Sentence]:
    """Return the sentences without those, or the parts of those, that speak of another one."""
    taken = {s.index: s for other in apart for s in other.sentences}
    left = []
    for sentence in sentences:
        part = taken.get(sentence.index)
        if part is None:
            left.append(sentence)
        elif part.span.start > sentence.span.start:
            span = Span(sentence.span.start, part.span.start)
            clauses = tuple(c for c in sentence.clauses if span.contains(c)) or (span,)
            left.append(replace(sentence, span=span, clauses=clauses))
    return left
