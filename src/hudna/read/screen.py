"""Screen: does a document speak of an arrangement among armed sides at all, and where."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from hudna.read.actors import ActorKind, Mention
from hudna.read.structure import Page
from hudna.text.spans import Span
from hudna.vocabulary import Vocabulary
from hudna.vocabulary.cues import compile_any


@dataclass(frozen=True, slots=True)
class Naming:
    """Words that name an arrangement.

    Attributes:
        span: The words.
        sentence: The index of their sentence.
        is_strong: Whether the words name one by themselves (`truce`), rather than refer to one (`the deal`).
    """

    span: Span
    sentence: int
    is_strong: bool


@dataclass(frozen=True, slots=True)
class Screened:
    """What a document has to say of arrangements.

    Attributes:
        namings: The words that name one, from left to right; none means that the document speaks of none.
        demands: Sentences in which one side requires terms of another though nothing names an arrangement.
        armed: How many words of armed conflict the document has.
    """

    namings: tuple[Naming, ...]
    demands: tuple[int, ...]
    armed: int

    @property
    def speaks(self) -> bool:
        """Whether the document speaks of an arrangement at all."""
        return bool(self.namings or self.demands)


@dataclass(frozen=True, slots=True)
class _Cues:
    strong: re.Pattern[str]
    weak: re.Pattern[str]
    unarmed: re.Pattern[str]
    armed: re.Pattern[str]
    demands: re.Pattern[str]


_ARMED_LEAST = 2
_SIDED_ARMED = frozenset({ActorKind.ARMED, ActorKind.COLLECTIVE, ActorKind.GOVERNMENT})


@lru_cache(maxsize=4)
def _cues(vocabulary: Vocabulary) -> _Cues:
    reading: dict[str, Any] = vocabulary.get("reading")
    return _Cues(
        compile_any(reading["arrangements"]),
        compile_any(reading["coreferences"]),
        compile_any(reading["unarmed"]),
        compile_any(reading["armed"]),
        compile_any(reading["demands"]),
    )


def screen(
    page: Page, mentions: dict[int, tuple[Mention, ...]], vocabulary: Vocabulary
) -> Screened:
    """Return where a document speaks of arrangements among armed sides."""
    cues = _cues(vocabulary)
    armed, strong, weak, demands = 0, [], [], []
    unarmed = 0
    for sentence in page.sentences:
        start, end = sentence.span.start, sentence.span.end
        armed += sum(1 for _ in cues.armed.finditer(page.folded, start, end))
        barred = [Span(*m.span()) for m in cues.unarmed.finditer(page.folded, start, end)]
        unarmed += len(barred)
        for match in cues.strong.finditer(page.folded, start, end):
            span = Span(*match.span())
            if not any(span.overlaps(other) for other in barred):
                strong.append(Naming(span, sentence.index, is_strong=True))
        for match in cues.weak.finditer(page.folded, start, end):
            span = Span(*match.span())
            if not any(span.overlaps(other) for other in [*barred, *(n.span for n in strong)]):
                weak.append(Naming(span, sentence.index, is_strong=False))
        sided = sum(m.kind in _SIDED_ARMED for m in mentions[sentence.index])
        if sided and cues.demands.search(page.folded, start, end):
            demands.append(sentence.index)
    sides = {m.key for ms in mentions.values() for m in ms if m.kind in _SIDED_ARMED}
    if armed + len(sides) < _ARMED_LEAST or (unarmed and unarmed >= len(strong)):
        return Screened((), (), armed)
    namings = [*strong, *weak] if strong else _concluded(page, weak, mentions)
    return Screened(
        tuple(sorted(namings, key=lambda n: n.span)), () if namings else tuple(demands), armed
    )


_CONCLUDED = re.compile(
    r"\b(?:sign|reach|agree|struck|stricken|conclud|between|under|terms of|violat|breach|implement|brokered|mediated)"
)
_SUBSTANCE = re.compile(
    r"\b(?:withdraw|releas|evacuat|prisoner|hostage|detaine|siege|disarm|weapons|fighters|handing over|hostilities|fighting|war)"
)


def _concluded(
    page: Page, weak: list[Naming], mentions: dict[int, tuple[Mention, ...]]
) -> list[Naming]:
    """Return the namings where armed sides conclude a 'deal' that no stronger word names, or none."""
    for naming in weak:
        words = page.folded_words(page.sentences[naming.sentence].span)
        near = mentions[naming.sentence]
        armed = {m.key for m in near if m.kind in _SIDED_ARMED}
        if armed and _CONCLUDED.search(words) and _SUBSTANCE.search(page.folded):
            return weak
    return []
