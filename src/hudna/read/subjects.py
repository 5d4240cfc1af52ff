"""Subjects: who is bound by a clause, and towards whom, as its grammar says."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any

from hudna.domain.agreements import Part
from hudna.read.actors import ActorKind
from hudna.read.arabic import subjects as arabic
from hudna.read.gaps import AFTER_NAME
from hudna.read.structure import Kind
from hudna.read.wordings import Wording, clause_before
from hudna.text.spans import Span, stripped
from hudna.vocabulary import Vocabulary
from hudna.vocabulary.cues import compile_any, to_expression
from hudna.vocabulary.loader import ARABIC


@dataclass(frozen=True, slots=True)
class _Cues:
    classes: re.Pattern[str]
    none_of: re.Pattern[str]
    duty: re.Pattern[str]
    passive: re.Pattern[str]
    counts_as: re.Pattern[str]
    moves_itself: re.Pattern[str]
    asks: re.Pattern[str]
    its_own: re.Pattern[str]
    done_by: re.Pattern[str]
    not_done_by: re.Pattern[str]
    between: re.Pattern[str]
    among_sides: re.Pattern[str]
    decided_by: re.Pattern[str]
    towards: re.Pattern[str]
    each_other: re.Pattern[str]
    speaks_of_itself: re.Pattern[str]
    relative: re.Pattern[str]
    relative_end: re.Pattern[str]


@lru_cache(maxsize=4)
def _cues(vocabulary: Vocabulary) -> _Cues:
    reading: dict[str, Any] = vocabulary.get("reading")
    parts = reading["parts"]
    itself = to_expression(reading["acts"]["speaks_of_itself"])
    words = {name: to_expression(parts[name]) for name in _EXPRESSIONS}
    duty = compile_any(parts["duty_verbs"])
    return _Cues(
        classes=compile_any(parts["classes"]),
        none_of=compile_any(parts["none_of"]),
        duty=duty,
        passive=re.compile(rf"\s{words['passive']}"),
        counts_as=compile_any(parts["counts_as"]),
        moves_itself=compile_any(parts["moves_itself"]),
        asks=compile_any(parts["asks"]),
        its_own=re.compile(rf"{words['its_own']}\s$"),
        done_by=re.compile(rf"{words['done_by']}\s(?:the\s|any\s|all\s)?$"),
        not_done_by=re.compile(rf"{words['not_done_by']}\s{words['done_by']}\s"),
        between=re.compile(rf"{words['between']}\s(?:the\s)?$"),
        among_sides=re.compile(rf"{words['among_sides']}\s({words['sides']})"),
        decided_by=re.compile(rf"{words['decided_by']}\s(?:the\s)?$"),
        towards=re.compile(rf"{words['towards']}\s?(?:the\s?|any\s|all\s|\[\w+\]\s)*$"),
        each_other=compile_any(parts["each_other"]),
        speaks_of_itself=re.compile(itself + r"(?=\s(?:have\s|has\s|had\s|\w+ly\s)*$)"),
        relative=re.compile(rf",?\s{words['relative']}\s"),
        relative_end=re.compile(rf"[,.;:!?]|\s(?:and\s)?{words['relative']}\s|{duty.pattern}"),
    )


_EXPRESSIONS = (
    "passive",
    "its_own",
    "done_by",
    "not_done_by",
    "between",
    "among_sides",
    "sides",
    "decided_by",
    "towards",
    "relative",
)
_BEFORE = 60
_ASKED_MOST = 40
_GAP = re.compile(AFTER_NAME)
_AND = re.compile(r"\s?(?:,|and|or|,\sand|as well as|&)\s(?:the\s|all\s|any\s)?")
_AND_NEXT = re.compile(r"\s?(?:,|,?\sand|\sor)\s")
_AND_IN = re.compile(r"\sand\s|,\s")
_WITH = re.compile(r"(?:^|\bwith\s|\band\s)(?:the\s)?$")
_CHOSEN_BY = re.compile(r"\s\w+(?:ed|en)\sby\s(?:the\s)?")
"""Words behind a subject that name someone else: `intermediaries chosen by the two sides`."""
_DOING = re.compile(r"\s\w+ing\b")
_AND_BEGINS = re.compile(r"and\s(?:the|all|an?)\s")
_LEADING = re.compile(r"(?:and\s|but\s|[\w ]+,\s)?(?:the\s|all\s|\w+ed\s)?")
_APPOSITION = re.compile(r"(?:the|an?|its|their|head|leader|chief|commander)\s[^,]{2,60},\s")
"""A description between a name and its verb: `the representative of ISIL, `."""
_GROUP_AGAIN = re.compile(
    r"\s?(the\s(?:terrorist\s|militant\s|armed\s)?(?:organi[sz]ation|group|movement))\b"
)
_OF_PLACE = re.compile(r"\s(?:men|youths|fighters|recruits|residents|people|elders)\b")
_THROUGH = re.compile(r"\s\w+ed\s(?:with|by|for|into|to)\s(?:the\s)?")
_ALSO = re.compile(r"(?:(?:and|or|but|then|yet|also|not|to|\w+ly)\s+)*")
_JOINED = re.compile(r"(?:and|or|but|to)\s+(?!(?:the|a|an|all|any|its|their|by|of)\s)")
_EARLIER_MOST = 3
"""How many clauses back the subject of a clause without one may stand."""


def find_bearer(wording: Wording) -> Part | None:
    """Return who is bound by a clause, or None where its words do not say it."""
    if wording.findings.vocabulary.language == ARABIC:
        return arabic.find_bearer(wording)
    cues = _cues(wording.findings.vocabulary)
    folded, span = wording.page.folded, wording.span
    duty = cues.duty.search(folded, span.start, span.end)
    if duty is None:
        return _asked(wording, cues) or _joined(wording, cues) or _doer(wording, cues)
    passive = cues.passive.match(folded, duty.end(), span.end)
    if passive is not None and not _binds_all_the_same(passive.group(), cues):
        return _decider(wording, cues) or _doer(wording, cues)
    subject = _subject(wording, duty.start(), cues) or _apposed(wording, duty.start(), cues)
    if subject is not None:
        return subject
    if _ALSO.fullmatch(folded, span.start, duty.start()):
        return _joined(wording, cues, is_verbless=False)
    return None


def find_subject(wording: Wording, end: int) -> Part | None:
    """Return who does what a verb at an offset says, or None where the words before name no one."""
    cues = _cues(wording.findings.vocabulary)
    itself = cues.speaks_of_itself.search(wording.page.folded, wording.span.start, end)
    end = itself.start() if itself is not None else end
    subject = _subject(wording, end, cues)
    if subject is None and _ALSO.fullmatch(wording.page.folded, wording.span.start, end):
        before = clause_before(wording)
        return _first_subject(before, cues) if before is not None else None
    return subject


def _first_subject(wording: Wording, cues: _Cues) -> Part | None:
    """Return the words for someone with which a clause begins."""
    span = wording.span
    for candidate in _iter_candidates(wording, span, cues):
        before = wording.page.folded[span.start : candidate.start]
        return _who(wording, candidate, cues) if _LEADING.fullmatch(before) else None
    return None


def find_doer(wording: Wording) -> Part | None:
    """Return who is said to do it by words behind it: `was extended by both sides`."""
    return _doer(wording, _cues(wording.findings.vocabulary))


def is_due(wording: Wording) -> bool:
    """Return whether a clause is a point of a list or has a verb that lays something on someone."""
    cues, span = _cues(wording.findings.vocabulary), wording.span
    if wording.sentence.kind is Kind.POINT:
        return True
    return cues.duty.search(wording.page.folded, span.start, span.end) is not None


def _binds_all_the_same(words: str, cues: _Cues) -> bool:
    return cues.counts_as.search(words) is not None or cues.moves_itself.search(words) is not None


def _subject(wording: Wording, end: int, cues: _Cues) -> Part | None:
    """Return the words right before a verb that name actors or describe a class of them."""
    start = _subject_start(wording)
    if end <= start:
        return None
    before: Span | None = None
    for span in _iter_candidates(wording, Span(start, end), cues):
        gap = wording.page.folded[span.end : end]
        if before is not None and _CHOSEN_BY.fullmatch(wording.page.folded, before.end, span.start):
            return _who(wording, before, cues)
        before = span
        if _GAP.fullmatch(gap) or not gap.strip():
            return _who(wording, span, cues)
        if cues.relative.match(gap):
            whole = stripped(Span(span.start, end), wording.page.text)
            is_class = cues.classes.match(wording.page.folded, span.start, span.end) is not None
            return _who(wording, whole if is_class and whole is not None else span, cues)
    return None


def _apposed(wording: Wording, end: int, cues: _Cues) -> Part | None:
    """Return the name that an apposition stands behind: `Omar, the envoy of X, promises`."""
    before = clause_before(wording)
    if before is None or not _APPOSITION.fullmatch(wording.page.folded, wording.span.start, end):
        return None
    last = next(iter(wording.mentions_in(before.span)[-1:]), None)
    is_next = last is not None and last.span.end == before.span.end
    return _who(wording, last.span, cues) if last is not None and is_next else None


def _subject_start(wording: Wording) -> int:
    """Return where the subject of a clause may begin: before an 'and' that follows a name."""
    start, before = wording.span.start, clause_before(wording)
    if before is None or not _AND_BEGINS.match(wording.page.folded, start, wording.span.end):
        return start
    last = next(iter(wording.mentions_in(before.span)[-1:]), None)
    return last.span.start if last is not None and last.span.end == before.span.end else start


def _iter_candidates(wording: Wording, within: Span, cues: _Cues) -> Iterator[Span]:
    """Yield the names and classes of a stretch from left to right, those joined by 'and' as one."""
    folded = wording.page.folded
    named = [m.span for m in wording.mentions_in(within)]
    described = [Span(*m.span()) for m in cues.classes.finditer(folded, within.start, within.end)]
    spans = sorted(
        [d for d in described if not any(n.overlaps(d) and len(n) > len(d) for n in named)]
        + [n for n in named if not any(d.overlaps(n) and len(d) >= len(n) for d in described)]
    )
    joined: list[Span] = spans[:1]
    ends = [*(s.start for s in spans[2:]), within.end]
    for (before, span), end in zip(pairwise(spans), ends, strict=False):
        in_list = _AND_NEXT.match(folded, span.end, end) is not None
        between = folded[before.end : span.start]
        if _AND.fullmatch(between) and (in_list or between.strip() != ","):
            joined[-1] = Span(joined[-1].start, span.end)
        else:
            joined.append(span)
    yield from joined


def _who(wording: Wording, span: Span, cues: _Cues) -> Part:
    """Return a stretch as a bearer: `no side` is each side, who is forbidden something."""
    none = cues.none_of.match(wording.page.folded, span.start, span.end)
    if none is not None and none.end() < span.end:
        rest = " ".join(wording.page.words(Span(none.end(), span.end)).split())
        return wording.part(span, f"each {rest.removeprefix('of the ')}")
    return wording.part(span)


def _asked(wording: Wording, cues: _Cues) -> Part | None:
    """Return of whom something is asked, or who asks it of its own: `X ordered its fighters`."""
    page, span = wording.page, wording.span
    for asks in cues.asks.finditer(page.folded, span.start, span.end):
        if asks.end() >= span.end:
            return None
        referred = _referred(wording, asks.end())
        if referred is not None:
            return referred
        for asked in _iter_candidates(wording, Span(asks.end(), span.end), cues):
            gap = page.folded[asks.end() : asked.start]
            if len(gap) > _ASKED_MOST or not re.fullmatch(r"\s?(?:[\w'’-]+\s){0,3}", gap):
                break
            if cues.its_own.search(gap):
                return _subject(wording, asks.start(), cues)
            return _who(wording, _with_noun(wording, asked), cues)
    return None


def _referred(wording: Wording, start: int) -> Part | None:
    """Return the one armed group of a sentence that words such as `the organization` stand for."""
    words = _GROUP_AGAIN.match(wording.page.folded, start, wording.span.end)
    before = Span(wording.sentence.span.start, start)
    named = [m for m in wording.mentions_in(before) if m.kind is ActorKind.ARMED]
    if words is None or len({mention.key for mention in named}) != 1:
        return None
    return wording.part(Span(*words.span(1)), named[-1].name)


def _with_noun(wording: Wording, name: Span) -> Span:
    """Return a name with the noun behind it that tells who: `Dalbar men recruited by X`."""
    noun = _OF_PLACE.match(wording.page.folded, name.end, wording.span.end)
    if noun is None:
        return name
    whole = Span(name.start, noun.end())
    through = _THROUGH.match(wording.page.folded, whole.end, wording.span.end)
    behind = [m for m in wording.mentions_in(wording.span) if through is not None]
    ends = [m.span.end for m in behind if through is not None and m.span.start == through.end()]
    return Span(name.start, ends[0]) if ends else whole


def _joined(wording: Wording, cues: _Cues, *, is_verbless: bool = True) -> Part | None:
    """Return the subject of the clause before, which a clause that goes on with a verb shares."""
    folded, span = wording.page.folded, wording.span
    if is_verbless and not _JOINED.match(folded, span.start, span.end):
        return None
    earlier: Wording | None = wording
    for _ in range(_EARLIER_MOST):
        earlier = clause_before(earlier) if earlier is not None else None
        if earlier is None:
            return None
        asked = _asked(earlier, cues)
        if asked is not None:
            return asked
        duty = cues.duty.search(folded, earlier.span.start, earlier.span.end)
        if duty is not None:
            passive = cues.passive.match(folded, duty.end(), earlier.span.end)
            return None if passive else _subject(earlier, duty.start(), cues)
    return None


def _doer(wording: Wording, cues: _Cues) -> Part | None:
    """Return who is said to do it without a verb of duty: `withdrawal by both sides`."""
    page, span = wording.page, wording.span
    for candidate in _iter_candidates(wording, span, cues):
        before = page.folded[max(span.start, candidate.start - _BEFORE) : candidate.start]
        if cues.done_by.search(before) and not _only_reports(wording, before, cues):
            return _who(wording, candidate, cues)
        if cues.between.search(before) and _AND_IN.search(page.folded_words(candidate)):
            return wording.part(candidate)
        if _DOING.match(page.folded, candidate.end, span.end) and _WITH.search(before):
            return _who(wording, candidate, cues)
    among = cues.among_sides.search(page.folded, span.start, span.end)
    return wording.part(Span(*among.span(1))) if among is not None else None


def _only_reports(wording: Wording, before: str, cues: _Cues) -> bool:
    """Return whether a 'by' names who brokers, reports or holds something, and does no act."""
    is_mechanism = any(code.startswith("mechanism.") for code in wording.codes)
    return not is_mechanism and cues.not_done_by.search(before) is not None


def _decider(wording: Wording, cues: _Cues) -> Part | None:
    """Return on whose decision something may be done."""
    page, span = wording.page, wording.span
    for candidate in _iter_candidates(wording, span, cues):
        before = page.folded[max(span.start, candidate.start - _BEFORE) : candidate.start]
        if cues.decided_by.search(before):
            return _who(wording, candidate, cues)
    return None


def find_counterparty(wording: Wording, bearer: Part | None) -> Part | None:
    """Return towards whom something is done or not done, or None where the words do not say it."""
    if wording.findings.vocabulary.language == ARABIC:
        return arabic.find_counterparty(wording, bearer)
    cues = _cues(wording.findings.vocabulary)
    page, span = wording.page, wording.span
    other = cues.each_other.search(page.folded, span.start, span.end)
    if other is not None:
        return wording.part(Span(*other.span()))
    taken = [Span(e.start, e.end) for e in bearer.evidence] if bearer is not None else []
    taken += [m.span for m in wording.mentions_in(span) if m.kind is ActorKind.NAME]
    duty = cues.duty.search(page.folded, span.start, span.end)
    if duty is not None and cues.passive.match(page.folded, duty.end(), span.end):
        subject = _subject(wording, duty.start(), cues)
        held = [Span(e.start, e.end) for e in subject.evidence] if subject is not None else []
        if subject is not None and not any(h.overlaps(t) for h in held for t in taken):
            return subject
    for candidate in _iter_candidates(wording, span, cues):
        before = page.folded[max(span.start, candidate.start - _BEFORE) : candidate.start]
        if candidate.start > wording.said.end + _BEFORE:
            break
        if cues.towards.search(before) and not any(candidate.overlaps(t) for t in taken):
            return wording.part(_with_relative(wording, candidate, cues))
    return None


def _with_relative(wording: Wording, span: Span, cues: _Cues) -> Span:
    """Return a class with the clause on those in it: `any group that fought against X`."""
    page, end = wording.page, wording.span.end
    if not cues.classes.match(page.folded, span.start, span.end):
        return span
    if not cues.relative.match(page.folded, span.end, end):
        return span
    stop = cues.relative_end.search(page.folded, span.end + 1, end)
    return stripped(Span(span.start, stop.start() if stop else end), page.text) or span
