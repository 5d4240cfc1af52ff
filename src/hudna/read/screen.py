"""Screen: does a document speak of an arrangement among armed sides at all, and where."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from hudna.read.actors import ARMED, ActorKind
from hudna.read.arabic.words import without_joined
from hudna.read.mentions import Mentions
from hudna.read.structure import Page, Sentence
from hudna.read.topics import armed_leaning
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
    absent: AnyCue
    armed: AnyCue
    armed_surely: AnyCue
    worlds: AnyCue
    treatises: AnyCue
    fictions: AnyCue
    told_as_made: AnyCue
    demands: AnyCue
    concluded: AnyCue
    about: re.Pattern[str]
    about_fighting: AnyCue
    is_arabic: bool


_FIGHTING = frozenset({ActorKind.ARMED, ActorKind.COLLECTIVE})
"""Whose deals are of fighting: an army's and a police force's may be of anything."""
_WARRING = _FIGHTING | {ActorKind.GOVERNMENT, ActorKind.STATE, ActorKind.SIDES}
"""Whose deals are of fighting where their own sentence says so."""
_NAMED = frozenset({ActorKind.NAME, ActorKind.STATE, ActorKind.PERSON, ActorKind.SIDES})
"""Whose deals are of fighting where a text is surely of armed conflict."""
_ARMED_LEAST = 2
"""How many words of armed conflict and armed sides an Arabic text has at least."""
_SURELY, _PERHAPS, _GROUP = 2, 1, 3
"""What a word of armed conflict weighs that speaks of nothing else, one that others use as well,
and the name of an armed group, ..."""
_WORLD, _PHRASE = 2, 4
"""... against a word of another world, and a truce or a war that is called one of such a world."""
_PERHAPS_LEAST = 3
"""How much there is at least of words that others use as well, where no other stands with them."""
_NAMED_LEAST = 3
"""How often an arrangement is named where one such word is enough, and none of another world."""
_DEAL = 2
"""How much more such words weigh where no word names an arrangement by itself."""
_STEM = 5
"""How many letters of a word tell it from others: a word said often is no more than one word."""
_LEANING_LEAST, _LEANING_NEAR_LEAST = 0.1, -0.15
"""How far a text leans to armed conflict at least: by itself, and where words that speak of nothing
else stand in the sentence of a naming or in one beside it."""
_LEANING_ARABIC_LEAST = -0.1
"""How far an Arabic text leans to armed conflict at least."""
_LEANING_SURE, _LEANING_ENOUGH = 0.3, 0.6
"""How far a text leans that needs fewer words of armed conflict, and one in which these need not
outweigh those of other worlds."""
_LEANING_DEAL = 1.2
"""How far a text leans whose deals are of fighting, whoever makes them."""
_FICTION_LEAST = 2
"""How many words of stories and games make a text one of a story or a game."""
_TELLING = frozenset({ActorKind.ARMED, ActorKind.GOVERNMENT, ActorKind.STATE, ActorKind.PERSON})
"""Who, named beside an arrangement, makes it a certain one."""


@lru_cache(maxsize=4)
def _cues(vocabulary: Vocabulary) -> _Cues:
    reading: dict[str, Any] = vocabulary.get("reading")
    return _Cues(
        compile_any_cue(reading["arrangements"]),
        compile_any_cue(reading["coreferences"]),
        compile_any_cue(reading["unarmed"]),
        compile_any_cue(reading["absent"]),
        compile_any_cue(reading["armed"]),
        compile_any_cue(reading["armed_surely"]),
        compile_any_cue(reading["unarmed_worlds"]),
        compile_any_cue(reading["treatises"]),
        compile_any_cue(reading["fictions"]),
        compile_any_cue(reading["told_as_made"]),
        compile_any_cue(reading["demands"]),
        compile_any_cue(reading["deals_concluded"]),
        compile_any(reading["deals_about"]),
        compile_any_cue(reading["deals_about_fighting"]),
        vocabulary.language == ARABIC,
    )


def screen(page: Page, mentions: Mentions, vocabulary: Vocabulary) -> Screened:
    """Return where a document speaks of arrangements among armed sides.

    It speaks of none where it has too few words of armed conflict, where its words on the whole are
    those of another world (`topics`), or where what is called a truce is mostly one of trade, sport
    or the like, of a story, or of none in particular.
    """
    cues = _cues(vocabulary)
    namings: list[Naming] = []
    barred: dict[int, list[Span]] = {}
    unarmed = 0
    for sentence in page.sentences:
        spans = list(_iter_spans(page, sentence, cues.unarmed))
        unarmed += len(spans)
        barred[sentence.index] = spans
        spans = [*spans, *_iter_spans(page, sentence, cues.absent)]
        namings += _iter_namings(page, sentence, cues, spans)
    strong = sum(naming.is_strong for naming in namings)
    if unarmed and unarmed >= strong:
        return Screened((), ())
    leaning = armed_leaning(page.folded, vocabulary)
    if cues.is_arabic:
        is_armed = _is_armed_arabic(page, mentions, namings, cues, leaning)
    else:
        is_armed = _is_armed(page, mentions, namings, barred, cues, leaning)
    if not is_armed:
        return Screened((), ())
    if not strong and not _has_deal(page, namings, mentions, cues, leaning):
        return Screened((), tuple(_iter_demands(page, mentions, cues)))
    if not cues.is_arabic and (
        _is_treatise(page, mentions, namings, cues) or _is_fiction(page, cues)
    ):
        return Screened((), ())
    return Screened(tuple(sorted(namings, key=lambda n: n.span)), ())


def _is_armed_arabic(
    page: Page,
    mentions: Mentions,
    namings: Sequence[Naming],
    cues: _Cues,
    leaning: float,
) -> bool:
    """Return whether a document in Arabic has words enough of armed conflict."""
    if leaning < _LEANING_ARABIC_LEAST:
        return False
    armed = sum(1 for s in page.sentences for _ in _iter_spans(page, s, cues.armed))
    strong = sum(naming.is_strong for naming in namings)
    fought = armed + len({m.key for ms in mentions.values() for m in ms if m.kind in ARMED})
    if fought >= _ARMED_LEAST:
        return True
    # `هدنة` is hardly ever a figure of speech: one word or side of a conflict beside it is enough.
    return fought > 0 and (strong > 0 or any(_iter_demands(page, mentions, cues)))


def _is_armed(
    page: Page,
    mentions: Mentions,
    namings: Sequence[Naming],
    barred: Mapping[int, Sequence[Span]],
    cues: _Cues,
    leaning: float,
) -> bool:
    """Return whether a document has more words of armed conflict than of other worlds.

    The model of topics votes: it can refuse what the words that are listed let through, and it
    settles what they leave open.
    """
    if leaning < _least_leaning(page, namings, cues):
        return False
    armed: dict[str, int] = {}
    worlds: set[str] = set()
    for sentence in page.sentences:
        taken = barred[sentence.index]
        for cue, weight in ((cues.armed, _PERHAPS), (cues.armed_surely, _SURELY)):
            for span in _iter_spans(page, sentence, cue):
                if not any(span.overlaps(other) for other in taken):
                    stem = page.folded_words(span)[:_STEM]
                    armed[stem] = max(weight, armed.get(stem, 0))
        for span in _iter_spans(page, sentence, cues.worlds):
            worlds.add(page.folded_words(span)[:_STEM])
    groups = {m.key for ms in mentions.values() for m in ms if m.kind is ActorKind.ARMED}
    bands = {m.key for ms in mentions.values() for m in ms if m.kind is ActorKind.COLLECTIVE}
    states = any(m.kind is ActorKind.GOVERNMENT for ms in mentions.values() for m in ms)
    fought = sum(armed.values()) + _GROUP * len(groups) + len(bands)
    phrases = sum(len(spans) for spans in barred.values())
    peaceful = _WORLD * len(worlds) + _PHRASE * phrases
    strong = sum(naming.is_strong for naming in namings)
    if fought and strong >= _NAMED_LEAST and not peaceful:
        return True
    if fought and strong and leaning >= _LEANING_ENOUGH:
        return True
    is_sure = groups or _SURELY in armed.values() or (bands and states) or leaning >= _LEANING_SURE
    least = _ARMED_LEAST if is_sure else _PERHAPS_LEAST
    return fought >= least and fought > (peaceful if strong else _DEAL * peaceful)


def _least_leaning(page: Page, namings: Sequence[Naming], cues: _Cues) -> float:
    """Return how far a page has to lean to armed conflict, to speak of armed sides."""
    named = {naming.sentence for naming in namings}
    near = named | {index + 1 for index in named} | {index - 1 for index in named}
    held = (sentence for sentence in page.sentences if sentence.index in near)
    is_near = any(_has(page, sentence, cues.armed_surely) for sentence in held)
    return _LEANING_NEAR_LEAST if is_near else _LEANING_LEAST


def _is_treatise(page: Page, mentions: Mentions, namings: Sequence[Naming], cues: _Cues) -> bool:
    """Return whether a text is of arrangements in general: it tells of none who made it."""
    if not any(_has(page, sentence, cues.treatises) for sentence in page.sentences):
        return False
    naming = (page.sentences[n.sentence] for n in namings if n.is_strong)
    return not any(
        _has(page, sentence, cues.told_as_made)
        and any(m.kind in _TELLING for m in mentions[sentence.index])
        for sentence in naming
    )


def _is_fiction(page: Page, cues: _Cues) -> bool:
    """Return whether a text tells of a story or a game, whose war is no real one."""
    said = {
        page.folded_words(span)[:_STEM]
        for sentence in page.sentences
        for span in _iter_spans(page, sentence, cues.fictions)
    }
    return len(said) >= _FICTION_LEAST


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


def _has_deal(
    page: Page,
    namings: Sequence[Naming],
    mentions: Mentions,
    cues: _Cues,
    leaning: float,
) -> bool:
    """Return whether armed sides conclude a 'deal' that no stronger word names."""
    if (cues.is_arabic or leaning < _LEANING_SURE) and cues.about.search(page.folded) is None:
        return False
    for index in dict.fromkeys(naming.sentence for naming in namings):
        sentence = page.sentences[index]
        kinds = {m.kind for m in mentions[sentence.index]}
        fights = (
            not _FIGHTING.isdisjoint(kinds)
            or (not cues.is_arabic and leaning >= _LEANING_DEAL and not _NAMED.isdisjoint(kinds))
            or (
                (not _WARRING.isdisjoint(kinds) or _has(page, sentence, cues.armed_surely))
                and _has(page, sentence, cues.about_fighting)
            )
        )
        if fights and _has(page, sentence, cues.concluded):
            return True
    return False


def _is_sided(mentions: Mentions, sentence: Sentence) -> bool:
    return any(mention.kind in ARMED for mention in mentions[sentence.index])


def _has(page: Page, sentence: Sentence, cue: AnyCue) -> bool:
    return next(_iter_spans(page, sentence, cue), None) is not None
