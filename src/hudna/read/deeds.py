"""Deeds: what a sentence reports as done, by whom and to whom, where and when."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from hudna.domain.agreements import Part
from hudna.domain.codebook import Act, Stance
from hudna.read.actors import ARMED, ActorKind, Mention
from hudna.read.findings import Findings
from hudna.read.grammars import find_utterances
from hudna.read.places import find_places_in
from hudna.read.structure import Kind, Sentence
from hudna.read.subjects import find_doer, find_subject
from hudna.read.times import Time
from hudna.read.voices import Told
from hudna.read.wordings import Wording
from hudna.text.spans import Span
from hudna.vocabulary import Vocabulary
from hudna.vocabulary.cues import AnyCue, compile_any, compile_any_cue, to_expression


@dataclass(frozen=True, slots=True)
class Deed:
    """An act that a sentence reports as done.

    Attributes:
        act: What was done.
        span: The words that say so.
        sentence: The index of their sentence.
        by: Who did it.
        against: To whom.
        place: Where.
        time: When, where the words say it.
        until: For how long, or until when, it lasts.
        term: The number of the term that it concerns.
        accuser: Who accuses whoever did it.
    """

    act: Act
    span: Span
    sentence: int
    by: Part | None = None
    against: Part | None = None
    place: str | None = None
    time: Time | None = None
    until: str | None = None
    term: str | None = None
    accuser: str | None = None


@dataclass(frozen=True, slots=True)
class _Cues:
    did: tuple[tuple[Act, AnyCue], ...]
    undergone: tuple[tuple[Act, AnyCue], ...]
    not_done: re.Pattern[str]
    not_done_before: re.Pattern[str]
    not_objects: re.Pattern[str]
    accuses: AnyCue
    accused_of: re.Pattern[str]
    number: re.Pattern[str]
    happened: re.Pattern[str]


@lru_cache(maxsize=4)
def _cues(vocabulary: Vocabulary) -> _Cues:
    reading: dict[str, Any] = vocabulary.get("reading")
    acts = reading["acts"]
    words = {"A": acts["arrangement"], "O": acts["offer"]}

    def table(name: str, before_it: str) -> tuple[tuple[Act, AnyCue], ...]:
        said = {letter: before_it.replace("A", each) for letter, each in words.items()}
        return tuple(
            (Act(act), compile_any_cue(_OF.sub(lambda m: said[m[0]], cue) for cue in cues))
            for act, cues in acts[name].items()
        )

    headings = sorted({heading.casefold() for heading in reading["headings"]})
    dates = [cue for cues in reading["dates"].values() for cue in cues]
    return _Cues(
        table("did", acts["before_it"]),
        table("undergone", "A"),
        re.compile(to_expression(acts["not_done"]) + r"\s(?:\w+ly\s|been\s|have\s|had\s|has\s)*$"),
        compile_any(acts["not_done_before"]),
        compile_any(acts["not_objects"]),
        compile_any_cue(reading["grammar"]["accused"]),
        compile_any(acts["accused_of"]),
        re.compile(rf"\b(?:{'|'.join(headings)})\s(\d{{1,3}})\b"),
        compile_any(dates),
    )


_OF = re.compile(r"\b[AO]\b")
_BEFORE = 40
_SUBJECT_MOST = 200
_ATTACKERS = ARMED | {ActorKind.STATE}
_UNTIL = re.compile(r"\s(?:until|through|till)\s(?:the\s)?$")
_PLACED = frozenset(Act) - {
    Act.ACCEPTED,
    Act.REJECTED,
    Act.SUSPENDED,
    Act.EXTENDED,
    Act.REVOKED,
    Act.ENDED,
    Act.EXPIRED,
}
"""Acts that are done somewhere."""
_EXTENDED = frozenset({Act.EXTENDED, Act.SUSPENDED, Act.DECLARED})


def iter_deeds(findings: Findings, sentence: Sentence) -> Iterator[Deed]:
    """Yield what a sentence of prose reports as done; headlines and terms report nothing."""
    if sentence.kind is not Kind.BODY:
        return
    cues = _cues(findings.vocabulary)
    yield from _iter_accused(findings, sentence, cues)
    stretch = (findings.page.folded, sentence.span.start, sentence.span.end, sentence.stems)
    for act, cue in cues.undergone:
        for match in cue.finditer(*stretch):
            wording = _around(findings, sentence, Span(*match.span()))
            if _is_done(wording, match.start(), cues):
                yield _deed(wording, act, find_doer(wording))
    for act, cue in cues.did:
        for match in cue.finditer(*stretch):
            wording = _around(findings, sentence, Span(*match.span()))
            if not _is_done(wording, match.start(), cues) or cues.not_objects.search(match[0]):
                continue
            by = find_subject(wording, _verb_start(wording, match.start()))
            against = _struck(wording) if act is Act.ATTACKED else None
            if by is None or (act is Act.ATTACKED and not _is_attack(wording, by, against)):
                continue
            yield _deed(wording, act, by, against)


def _around(findings: Findings, sentence: Sentence, said: Span) -> Wording:
    """Return the wording of the clauses that words stand in."""
    held = [clause for clause in sentence.clauses if clause.overlaps(said)]
    span = Span(
        min([said.start, *(c.start for c in held)]), max([said.end, *(c.end for c in held)])
    )
    return Wording(findings, sentence, span, said)


def _is_done(wording: Wording, verb: int, cues: _Cues) -> bool:
    """Return whether words before a verb leave it an act that was done."""
    page = wording.page
    before = page.folded[max(wording.span.start, verb - _BEFORE) : verb]
    if cues.not_done.search(before):
        return False
    return cues.not_done_before.search(page.folded, wording.span.start, verb) is None


_AUXILIARY = re.compile(r"(?:\b(?:have|has|had|also|then|since|later|\w+ly)\s)+$")


def _verb_start(wording: Wording, verb: int) -> int:
    """Return where a verb begins with what helps it: `has extended`."""
    start = max(wording.span.start, verb - _BEFORE)
    helped = _AUXILIARY.search(wording.page.folded[start:verb])
    return start + helped.start() if helped is not None else verb


def _struck(wording: Wording) -> Part | None:
    """Return who stands right behind an attack."""
    said, end = wording.said, wording.span.end
    for mention in wording.mentions_in(wording.span):
        between = wording.page.folded[said.end : mention.span.start]
        if mention.span.start >= said.end and _FEW_WORDS.fullmatch(between):
            return wording.part(mention.span) if mention.span.end <= end else None
    return None


_FEW_WORDS = re.compile(r"\s(?:[\w'’-]+\s){0,3}")


def _is_attack(wording: Wording, by: Part, against: Part | None) -> bool:
    """Return whether armed actors, both named, fight: one did it, to another."""
    named = wording.mentions_in(wording.sentence.span)
    return against is not None and all(_is_armed(part, named) for part in (by, against))


def _is_armed(part: Part, mentions: tuple[Mention, ...]) -> bool:
    span = Span(part.evidence[0].start, part.evidence[0].end)
    return any(span.overlaps(m.span) and m.kind in _ATTACKERS for m in mentions)


def _deed(wording: Wording, act: Act, by: Part | None, against: Part | None = None) -> Deed:
    findings, said = wording.findings, wording.said
    start = min([said.start, *(e.start for e in by.evidence)] if by is not None else [said.start])
    end = max([said.end, *(e.end for e in against.evidence)] if against else [said.end])
    near = said.start - start <= _SUBJECT_MOST
    span = Span(start, end) if near else Span(said.start, end)
    is_placed = act in _PLACED
    places = find_places_in(findings, wording.sentence, wording.span) if is_placed else ()
    number = _cues(findings.vocabulary).number.search(
        wording.page.folded, wording.span.start, wording.span.end
    )
    return Deed(
        act,
        span,
        wording.sentence.index,
        by,
        against,
        places[0].name if len(places) == 1 else None,
        _when(wording),
        _until(wording) if act in _EXTENDED else None,
        number[1] if number is not None else None,
    )


def _when(wording: Wording) -> Time | None:
    """Return the time of an act: the one nearest to it that no other happening stands before."""
    times = wording.findings.times_in(wording.sentence.index, wording.span)
    cues, folded, said = _cues(wording.findings.vocabulary), wording.page.folded, wording.said
    fitting = [
        time
        for time in times
        if not time.is_duration
        and not _UNTIL.search(folded[max(said.start, time.span.start - 12) : time.span.start])
        and not (said.start <= time.span.start < said.end)
        and (
            time.span.start < said.start
            or cues.happened.search(folded, said.end, time.span.start) is None
        )
    ]
    return min(fitting, key=lambda t: abs(t.span.start - said.start), default=None)


def _until(wording: Wording) -> str | None:
    """Return for how long, or until when, something was extended or suspended."""
    times = wording.findings.times_in(wording.sentence.index, wording.span)
    folded = wording.page.folded
    for time in times:
        before = folded[max(wording.span.start, time.span.start - 12) : time.span.start]
        if time.span.start >= wording.said.start and (time.is_duration or _UNTIL.search(before)):
            return time.value
    return None


def _iter_accused(findings: Findings, sentence: Sentence, cues: _Cues) -> Iterator[Deed]:
    """Yield what someone is accused of: `X accused Y of violating the truce`."""
    page, end = findings.page, sentence.span.end
    stretch = (page.folded, sentence.span.start, end, sentence.stems)
    matches = list(cues.accuses.finditer(*stretch))
    mentions = findings.mentions_in(sentence)
    said = (
        find_utterances(
            page, sentence, mentions, findings.vocabulary, speaks=True, told=Told(None, {})
        )
        if matches
        else ()
    )
    for match in matches:
        if cues.accused_of.search(page.folded, match.end(), end) is None:
            continue
        accused = _struck(Wording(findings, sentence, sentence.span, Span(*match.span())))
        accuser = next((u.speaker for u in said if u.stance is Stance.ACCUSES), None)
        if accused is None or accuser in {None, accused.value}:
            continue
        of = cues.accused_of.search(page.folded, accused.evidence[0].end, end)
        if of is not None:
            words = Wording(findings, sentence, sentence.span, Span(match.start(), of.end()))
            deed = _deed(words, Act.BREACHED, accused)
            yield replace(_apart(deed), accuser=accuser)


def _apart(deed: Deed) -> Deed:
    """Return a breach that no one dates: the day of an accusation is not that of the breach."""
    return replace(deed, time=None, until=None)
