"""Claims: what voices say of one arrangement, where it is spoken of and right after."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from hudna.domain.codebook import About, Stance
from hudna.read.actors import ActorKind, Mention
from hudna.read.authenticity import find_hedged
from hudna.read.findings import Findings
from hudna.read.grammars import find_utterances
from hudna.read.groups import Group
from hudna.read.positions import iter_positions
from hudna.read.sayings import Saying
from hudna.read.structure import Kind, Sentence
from hudna.read.voices import DOCUMENT, Told, Utterance, attributes_of
from hudna.text.spans import Span
from hudna.vocabulary import Vocabulary
from hudna.vocabulary.cues import compile_any
from hudna.vocabulary.loader import ARABIC

_ANSWERS = frozenset({Stance.ACCEPTS, Stance.REJECTS, Stance.DOUBTS, Stance.WELCOMES})
"""Stances that answer what the sentence before tells: `the army has accepted it`."""
_PURSUED = frozenset({Stance.ACCUSES, Stance.THREATENS, Stance.REJECTS, Stance.DENIES})
"""Stances in which one who has spoken of it goes on in the sentence after."""
_TITLE = re.compile(r"(?<!\S)(?:[A-Z][\w'’-]*\s){1,4}$")
_BRIEF_MOST = 40
"""How long the words of a claim are at most that say less than their sentence."""
_AUTHORED_MOST = 20
_PLAIN = frozenset({Stance.ASSERTS, Stance.ALLEGES})
"""Stances that only the grammar of the page tells."""
_SAME_MOST = 3
"""How many claims of one speaker in one stance are kept."""


def find_claims(
    findings: Findings,
    group: Group,
    relevant: Sequence[Sentence],
    sayings: Mapping[int, Sequence[Saying]],
) -> tuple[Utterance, ...]:
    """Return what voices say of an arrangement, the narrator's own hedge first.

    Args:
        findings: What the page has.
        group: The arrangement.
        relevant: The sentences that speak of it.
        sayings: What is said on the page, by sentence.
    """
    told = _find_told(findings, group, relevant, sayings)
    spoken = tuple(_titled(findings, u) for u in _sparse(told))
    spoken = (*spoken, *_iter_authored(findings, relevant, {u.sentence for u in spoken}))
    hedged = find_hedged(findings, group)
    if hedged is None or any(u.span.overlaps(hedged.span) for u in spoken):
        return spoken
    return (hedged, *spoken)


def _subject_of(mentions: Sequence[Mention]) -> str | None:
    """Return whom a sentence names first, who is known for more than a name where there is one."""
    known = (m.name for m in mentions if m.kind not in {ActorKind.SIDES, ActorKind.NAME})
    named = (m.name for m in mentions if m.kind is ActorKind.NAME)
    return next(known, None) or next(named, None)


def _titled(findings: Findings, utterance: Utterance) -> Utterance:
    """Return an utterance with the title that stands before the person who speaks.

    `Norwegian Defense Minister Ola Dahl said` tells for whom he speaks.
    """
    sentence = findings.page.sentences[utterance.sentence]
    start = utterance.span.start
    is_person = any(
        m.kind is ActorKind.PERSON and m.span.start == start for m in findings.mentions_in(sentence)
    )
    title = _TITLE.search(findings.page.text[sentence.span.start : start]) if is_person else None
    if title is None:
        return utterance
    span = Span(sentence.span.start + title.start(), utterance.span.end)
    return replace(utterance, span=span)


def _find_told(
    findings: Findings,
    group: Group,
    relevant: Sequence[Sentence],
    sayings: Mapping[int, Sequence[Saying]],
) -> Sequence[Utterance]:
    """Return what voices say by either grammar, that of the page before that of the sentence."""
    told = tuple(_iter_spoken(findings, group, relevant))
    if findings.vocabulary.language == ARABIC:
        return told
    positions = iter_positions(findings, group, relevant, sayings)
    others = (
        utterance
        for utterance in told
        if utterance.stance not in _PLAIN
        and not any(_is_read(utterance, s) for s in sayings.get(utterance.sentence, ()))
    )
    return sorted((*positions, *others), key=lambda utterance: utterance.sentence)


def _is_read(utterance: Utterance, saying: Saying) -> bool:
    """Return whether the grammar of the page has read the words of an utterance."""
    framed = saying.frame is not None and utterance.span.overlaps(saying.frame)
    return framed or utterance.span.overlaps(saying.said)


def _iter_spoken(
    findings: Findings, group: Group, relevant: Sequence[Sentence]
) -> Iterator[Utterance]:
    speaking = {sentence.index for sentence in relevant}
    naming_it = {naming.sentence for naming in findings.screened.namings}
    is_arabic = findings.vocabulary.language == ARABIC
    last: str | None = None
    spoke: str | None = None
    before: set[str] = set()
    speakers: set[str] = set()
    fuller: dict[str, str] = {}
    for sentence in group.sentences:
        mentions = findings.mentions_in(sentence)
        spoken: str | None = None
        before, speakers = speakers, set()
        is_near = any(sentence.index - far in speaking for far in (0, 1, 2))
        is_ahead = is_arabic and any(sentence.index + far in speaking for far in (1, 2))
        if is_ahead and not is_near and sentence.kind is Kind.BODY:
            heard = find_utterances(  # who speaks on in the sentences that speak of it
                findings.page,
                sentence,
                mentions,
                findings.vocabulary,
                speaks=True,
                told=Told(last, fuller, spoke),
            )
            spoken = heard[-1].speaker if heard else None
        if is_near and sentence.kind is Kind.BODY:
            utterances = find_utterances(
                findings.page,
                sentence,
                mentions,
                findings.vocabulary,
                speaks=sentence.index in speaking,
                told=Told(last, fuller, spoke),
            )
            spoken = utterances[-1].speaker if utterances else None
            for utterance in utterances:
                goes_on = utterance.speaker in before and utterance.stance in _PURSUED
                if not goes_on and not _speaks_of_it(findings, naming_it, sentence, utterance):
                    continue
                speakers.add(utterance.speaker)
                if group.is_main or not _only_does(findings, utterance):
                    yield utterance
        for mention in mentions:
            if " " in mention.name:
                fuller.setdefault(mention.name.casefold().split()[-1], mention.name)
        spoke = spoken or spoke
        if is_arabic:  # a verb without a subject is hardly a country's
            mentions = tuple(m for m in mentions if m.kind is not ActorKind.STATE)
        named = _subject_of(mentions) or last
        last = spoken or (last or named if is_arabic else named)


def _speaks_of_it(
    findings: Findings, named: Collection[int], sentence: Sentence, utterance: Utterance
) -> bool:
    """Return whether what a voice says is about an arrangement, or an answer to what is said of it.

    Its sentence names one, or its own words speak of an offer, a breach, a report.
    """
    if findings.vocabulary.language == ARABIC:
        return True
    if sentence.index in named and utterance.stance is not Stance.DENIES:
        return True
    near = {sentence.index - 1, sentence.index - 2}
    if utterance.stance in _ANSWERS and any(index in named for index in near):
        return True
    if utterance.stance in _ANSWERS and _answered(findings.vocabulary).search(
        findings.page.folded, utterance.span.start, sentence.span.end
    ):
        return True
    said = utterance.span
    end = said.end if len(said) > _BRIEF_MOST else sentence.span.end
    return _of_it(findings.vocabulary).search(findings.page.folded, said.start, end) is not None


@lru_cache(maxsize=4)
def _answered(vocabulary: Vocabulary) -> re.Pattern[str]:
    return compile_any(vocabulary.get("reading")["answered"])


@lru_cache(maxsize=4)
def _of_it(vocabulary: Vocabulary) -> re.Pattern[str]:
    return compile_any(vocabulary.get("reading")["speaks_of_it"])


def _iter_authored(
    findings: Findings, relevant: Sequence[Sentence], spoken: Collection[int]
) -> Iterator[Utterance]:
    """Yield what the author says of it in sentences in which no one else is said to speak."""
    page = findings.page
    for sentence in relevant:
        if sentence.kind is not Kind.BODY or sentence.index in spoken:
            continue
        for stance, cue in _authored(findings.vocabulary):
            match = cue.search(page.folded, sentence.span.start, sentence.span.end)
            if match is not None:
                held = [c for c in sentence.clauses if c.overlaps(Span(*match.span()))]
                is_short = len(page.words(sentence.span).split()) <= _AUTHORED_MOST or not held
                span = sentence.span if is_short else Span(held[0].start, held[-1].end)
                yield Utterance(DOCUMENT, stance, About.BREACH, span, sentence.index)
                break


@lru_cache(maxsize=4)
def _authored(vocabulary: Vocabulary) -> tuple[tuple[Stance, re.Pattern[str]], ...]:
    words: Mapping[str, Sequence[str]] = vocabulary.get("reading")["authors_words"]
    return tuple((Stance(name), compile_any(cues)) for name, cues in words.items())


def _only_does(findings: Findings, utterance: Utterance) -> bool:
    """Return whether a voice only makes an arrangement by its words: `the front declared one`."""
    if utterance.stance is not Stance.ASSERTS:
        return False
    cue = attributes_of(findings.vocabulary)
    return cue.search(findings.page.folded_words(utterance.span)) is None


def _sparse(utterances: Iterable[Utterance]) -> Iterator[Utterance]:
    """Yield the utterances, of one speaker in one stance no more than the first few."""
    seen: Counter[tuple[str, Stance]] = Counter()
    for utterance in utterances:
        seen[utterance.speaker, utterance.stance] += 1
        if seen[utterance.speaker, utterance.stance] <= _SAME_MOST:
            yield utterance
