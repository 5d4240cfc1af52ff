"""Voices: who says what about an arrangement, and how they stand to it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from hudna.domain.codebook import About, Stance
from hudna.read.actors import Mention
from hudna.read.structure import Page, Sentence
from hudna.text.spans import Span
from hudna.vocabulary import Vocabulary
from hudna.vocabulary.cues import compile_any


@dataclass(frozen=True, slots=True)
class Utterance:
    """What a voice says, as one sentence tells it.

    Attributes:
        speaker: Who.
        stance: How they stand to what is said.
        about: What of the arrangement it is about, where the words tell.
        span: The words.
    """

    speaker: str
    stance: Stance
    about: About | None
    span: Span


@dataclass(frozen=True, slots=True)
class _Cues:
    stances: tuple[tuple[Stance, re.Pattern[str]], ...]
    nouns: re.Pattern[str]


_ORDER = (
    Stance.ACCUSES, Stance.DENIES, Stance.REJECTS, Stance.RETRACTS, Stance.CONFIRMS, Stance.THREATENS, Stance.OFFERS,
    Stance.ACCEPTS, Stance.WELCOMES, Stance.DOUBTS, Stance.PREDICTS, Stance.DEMANDS, Stance.ALLEGES, Stance.ASSERTS,
)  # fmt: skip
_ACCORDING = re.compile(r"\baccording to\s(?:a\s|an\s|the\s)?(?:\w+\s){0,2}$")
_SUBJECT_GAP = re.compile(
    r"(?:\s?\([^)]{0,80}\))?(?:['`’]s\s(?:\w+\s){1,3}|,[^.;]{2,120},)?\s?(?:(?:also|later|earlier|then|has|have|had|again|on|late|"
    r"early|separately|repeatedly|this|that|which|who|for its part|however|meanwhile|officials?|spokes\w+|leaders?|is|was|are|were|"
    r"media|wing|monday|tuesday|wednesday|thursday|friday|saturday|sunday|yesterday|today|military|political|news|service|agency|"
    r"reportedly|formally|immediately|previously|in a statement|told \w+)[\s,]+){0,6}"
)
_REPORTED = frozenset({Stance.ASSERTS, Stance.ALLEGES, Stance.PREDICTS, Stance.DEMANDS, Stance.THREATENS})


@lru_cache(maxsize=4)
def _cues(vocabulary: Vocabulary) -> _Cues:
    reading: dict[str, Any] = vocabulary.get("reading")
    table = reading["stances"]
    return _Cues(
        tuple((stance, compile_any(table[stance.value])) for stance in _ORDER),
        compile_any(reading["speech_nouns"]),
    )


def find_utterances(
    page: Page, sentence: Sentence, mentions: Sequence[Mention], vocabulary: Vocabulary, *, speaks: bool
) -> tuple[Utterance, ...]:
    """Return what voices say in a sentence.

    Args:
        page: The page.
        sentence: The sentence.
        mentions: Who is named in it.
        vocabulary: The stances and their cues.
        speaks: Whether the sentence itself speaks of the arrangement; plain assertions count only then.
    """
    cues = _cues(vocabulary)
    found: list[Utterance] = []
    for utterance in [
        *_iter_according(page, sentence, mentions),
        *_iter_subjects(page, sentence, mentions, cues),
    ]:
        if utterance.stance in _REPORTED and not speaks:
            continue
        if not any(u.speaker == utterance.speaker and u.stance is utterance.stance for u in found):
            found.append(utterance)
    return tuple(found)


def _iter_subjects(
    page: Page, sentence: Sentence, mentions: Sequence[Mention], cues: _Cues
) -> Iterator[Utterance]:
    for mention in mentions:
        gap = _SUBJECT_GAP.match(page.folded, mention.span.end, sentence.span.end)
        verb_at = gap.end() if gap else mention.span.end
        for stance, pattern in cues.stances:
            match = pattern.match(page.folded, verb_at, sentence.span.end) or pattern.match(
                page.folded, _skipped(page, mention.span.end), sentence.span.end
            )
            if match is not None:
                span = _quoted(page, sentence, mention.span, match.end())
                yield Utterance(mention.name, stance, about_of(page.folded_words(span), stance), span)
                break


def _skipped(page: Page, offset: int) -> int:
    return offset + 1 if page.folded[offset : offset + 1].isspace() else offset


def _iter_according(page: Page, sentence: Sentence, mentions: Sequence[Mention]) -> Iterator[Utterance]:
    for mention in mentions:
        before = page.folded[max(sentence.span.start, mention.span.start - 50) : mention.span.start]
        if _ACCORDING.search(before):
            span = sentence.span
            yield Utterance(mention.name, Stance.ASSERTS, about_of(page.folded_words(span), Stance.ASSERTS), span)


def _quoted(page: Page, sentence: Sentence, speaker: Span, verb_end: int) -> Span:
    """Return the clause with speaker and verb, and the clauses after it that carry what is said."""
    clauses = sentence.clauses
    first = next((c for c in clauses if c.start <= speaker.start < c.end), sentence.span)
    last = next((i for i, c in enumerate(clauses) if c.start < verb_end <= c.end), len(clauses) - 1)
    end = clauses[last].end
    while len(page.folded[speaker.start : end].split()) < 12 and last + 1 < len(clauses):
        last += 1
        end = clauses[last].end
    return Span(min(first.start, speaker.start), max(end, verb_end))


_ABOUT = (
    (About.BREACH, re.compile(r"\b(?:violat|breach|renege|broke\b|infring|undermin)")),
    (About.DOCUMENT, re.compile(r"\b(?:document|paper|copy|text)\b")),
    (About.EXISTENCE, re.compile(r"\b(?:reach|agree|sign|deal had been|exist|report|declar|announc|struck|conclud)")),
    (About.VALIDITY, re.compile(r"\b(?:is over|called off|ended|effect|valid|in force|collaps)")),
    (About.PARTICIPATION, re.compile(r"\b(?:join|part of|participat|refus|reject|accept|declin)")),
)


def about_of(words: str, stance: Stance) -> About | None:
    """Return what of an arrangement folded words are about, where they tell."""
    if stance is Stance.ACCUSES:
        return About.BREACH
    if stance is Stance.REJECTS:
        return About.PARTICIPATION
    return next((about for about, pattern in _ABOUT if pattern.search(words)), None)
