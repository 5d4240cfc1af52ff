"""Screen: does a document speak of an arrangement among armed sides at all, and where."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from hudna.read.actors import ARMED, ActorKind
from hudna.read.arabic.words import without_joined
from hudna.read.mentions import Mentions
from hudna.read.structure import Page, Sentence
from hudna.text.spans import Span
from hudna.vocabulary import Vocabulary
from hudna.vocabulary.cues import AnyCue, compile_any, compile_any_cue
from hudna.vocabulary.loader import ARABIC


@dataclass(frozen=True, slots=True)
class Naming:
    """Words that name an arrangement.

    Attributes:
        span: The words.
        sentence: The index of their sentence.
        is_strong: Whether the words name one by themselves (`truce`), rather than refer to one
            (`the deal`).
    """

    span: Span
    sentence: int
    is_strong: bool


@dataclass(frozen=True, slots=True)
class Screened:
    """What a document has to say of arrangements.

    Attributes:
        namings: The words that name one, from left to right; none means that the document speaks
            of none.
        demands: Sentences in which one side requires terms of another though nothing names an
            arrangement.
    """

    namings: tuple[Naming, ...]
    demands: tuple[int, ...]

    @property
    def speaks(self) -> bool:
        """Whether the document speaks of an arrangement at all."""
        return bool(self.namings or self.demands)


@dataclass(frozen=True, slots=True)
class _Cues:
    strong: AnyCue
    weak: AnyCue
    unarmed: AnyCue
    peaceful: AnyCue
    absent: AnyCue
    armed: AnyCue
    demands: AnyCue
    concluded: AnyCue
    about: re.Pattern[str]
    is_arabic: bool


_FIGHTING = frozenset({ActorKind.ARMED, ActorKind.COLLECTIVE})
"""Whose deals are of fighting: an army's and a police force's may be of anything."""
_ARMED_LEAST = 2
"""How many words of armed conflict and armed sides there are at least; ..."""
_PEACEFUL_LEAST = 2
"""How many different words of trade, law or sport outweigh no more words of armed conflict."""
_NAMED_LEAST = 3
"""... one does where an arrangement is named so often, or an armed group is named at all."""


@lru_cache(maxsize=4)
def _cues(vocabulary: Vocabulary) -> _Cues:
    reading: dict[str, Any] = vocabulary.get("reading")
    return _Cues(
        compile_any_cue(reading["arrangements"]),
        compile_any_cue(reading["coreferences"]),
        compile_any_cue(reading["unarmed"]),
        compile_any_cue(reading["peaceful"]),
        compile_any_cue(reading["absent"]),
        compile_any_cue(reading["armed"]),
        compile_any_cue(reading["demands"]),
        compile_any_cue(reading["deals_concluded"]),
        compile_any(reading["deals_about"]),
        vocabulary.language == ARABIC,
    )


def screen(page: Page, mentions: Mentions, vocabulary: Vocabulary) -> Screened:
    """Return where a document speaks of arrangements among armed sides.

    It speaks of none where it has too few words of armed conflict, or where what is called a truce
    is mostly one of trade, sport or the like.
    """
    cues = _cues(vocabulary)
    namings: list[Naming] = []
    armed = unarmed = 0
    peaceful: Counter[str] = Counter()
    for sentence in page.sentences:
        barred = list(_iter_spans(page, sentence, cues.unarmed))
        armed += sum(
            not any(span.overlaps(other) for other in barred)
            for span in _iter_spans(page, sentence, cues.armed)
        )
        peaceful.update(page.folded_words(s) for s in _iter_spans(page, sentence, cues.peaceful))
        unarmed += len(barred)
        barred += _iter_spans(page, sentence, cues.absent)
        namings += _iter_namings(page, sentence, cues, barred)
    strong = sum(naming.is_strong for naming in namings)
    sides = {m.key for ms in mentions.values() for m in ms if m.kind in ARMED}
    fought = armed + len(sides)
    named = strong >= _NAMED_LEAST or (strong > 0 and _names_armed_group(mentions))
    is_armed = fought >= _ARMED_LEAST or (fought > 0 and named)
    is_peaceful = len(peaceful) >= _PEACEFUL_LEAST and peaceful.total() >= armed
    if not is_armed or is_peaceful or (unarmed and unarmed >= strong):
        return Screened((), ())
    if not strong and not _has_deal(page, namings, mentions, cues):
        return Screened((), tuple(_iter_demands(page, mentions, cues)))
    return Screened(tuple(sorted(namings, key=lambda n: n.span)), ())


def _names_armed_group(mentions: Mentions) -> bool:
    return any(m.kind is ActorKind.ARMED for found in mentions.values() for m in found)


def _iter_spans(page: Page, sentence: Sentence, cue: AnyCue) -> Iterator[Span]:
    start, end = sentence.span.start, sentence.span.end
    for match in cue.finditer(page.folded, start, end, sentence.stems):
        yield Span(*match.span())


def _iter_namings(
    page: Page, sentence: Sentence, cues: _Cues, barred: Sequence[Span]
) -> Iterator[Naming]:
    """Yield the namings of a sentence, those that name an arrangement by themselves first."""
    taken = list(barred)
    for cue, is_strong in ((cues.strong, True), (cues.weak, False)):
        found = [
            span
            for span in _iter_spans(page, sentence, cue)
            if not any(span.overlaps(other) for other in taken)
        ]
        taken += found
        if cues.is_arabic:
            found = [without_joined(page.folded, span, cue.pattern) for span in found]
        yield from (Naming(span, sentence.index, is_strong) for span in found)


def _iter_demands(page: Page, mentions: Mentions, cues: _Cues) -> Iterator[int]:
    """Yield the indexes of the sentences in which an armed side, or someone of one, demands."""
    for sentence in page.sentences:
        if _is_sided(mentions, sentence) and _has(page, sentence, cues.demands):
            yield sentence.index


def _has_deal(page: Page, namings: Sequence[Naming], mentions: Mentions, cues: _Cues) -> bool:
    """Return whether armed sides conclude a 'deal' that no stronger word names."""
    for index in dict.fromkeys(naming.sentence for naming in namings):
        sentence = page.sentences[index]
        fights = any(m.kind in _FIGHTING for m in mentions[sentence.index])
        if not _has(page, sentence, cues.concluded):
            continue
        if fights:
            return cues.about.search(page.folded) is not None
        span = sentence.span
        is_about = cues.about.search(page.folded, span.start, span.end) is not None
        if is_about and _has(page, sentence, cues.armed) and _is_sided(mentions, sentence):
            return True
    return False


def _is_sided(mentions: Mentions, sentence: Sentence) -> bool:
    return any(mention.kind in ARMED for mention in mentions[sentence.index])


def _has(page: Page, sentence: Sentence, cue: AnyCue) -> bool:
    return next(_iter_spans(page, sentence, cue), None) is not None
