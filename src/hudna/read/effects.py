"""Effects: what silence counts as, how it is extended, and whose act ends an arrangement."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from hudna.domain.agreements import Part
from hudna.read.actors import Mention
from hudna.read.wordings import Wording, clause_before
from hudna.text.spans import Span, stripped
from hudna.vocabulary import Vocabulary
from hudna.vocabulary.cues import compile_any, to_expression


@dataclass(frozen=True, slots=True)
class _Cues:
    counts_as: re.Pattern[str]
    counts: tuple[tuple[str, re.Pattern[str]], ...]
    extension: tuple[tuple[str, re.Pattern[str]], ...]
    effects: tuple[tuple[str, re.Pattern[str]], ...]
    triggers: tuple[tuple[str, re.Pattern[str]], ...]
    under_attack: re.Pattern[str]
    by: re.Pattern[str]
    against: re.Pattern[str]
    condition: re.Pattern[str]
    stop: re.Pattern[str]


@lru_cache(maxsize=4)
def _cues(vocabulary: Vocabulary) -> _Cues:
    parts: dict[str, Any] = vocabulary.get("reading")["parts"]
    ends = [*parts["towards"][:1], "or", "and"]
    counts = {name: compile_any(cues) for name, cues in parts["counts"].items()}
    return _Cues(
        counts_as=counts.pop("as"),
        counts=tuple(counts.items()),
        extension=_table(parts["extension"]),
        effects=_table(parts["effects"]),
        triggers=_table(parts["triggers"]),
        under_attack=compile_any(parts["under_attack"]),
        by=re.compile(rf"\s{to_expression(parts['done_by'])}\s(?:the\s|any\s|all\s)?$"),
        against=re.compile(rf"\s{to_expression(parts['towards'][:1])}\s(?:the\s|any\s|all\s)?$"),
        condition=compile_any(parts["condition"]),
        stop=re.compile(rf"[,.;:!?]|\s{to_expression([*parts['duty_verbs'], *ends])}"),
    )


def _table(cues: Mapping[str, list[str]]) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((name, compile_any(sources)) for name, sources in cues.items())


_WORDS = re.compile(r"\b(?!(?:the|any|all)\s)\w")


def find_default(wording: Wording) -> Part | None:
    """Return what silence counts as, or None where the words do not say it."""
    cues, page, end = _cues(wording.findings.vocabulary), wording.page, wording.sentence.span.end
    counts = cues.counts_as.search(page.folded, wording.span.start, end)
    if counts is None:
        return None
    found = [
        (match.start(), name, Span(*match.span()))
        for name, cue in cues.counts
        if (match := cue.search(page.folded, counts.end(), end)) is not None
    ]
    if not found:
        return None
    _, name, span = min(found)
    return wording.part(span, name)


def find_extension(wording: Wording) -> Part | None:
    """Return how an arrangement may be extended, or None where the words do not say it."""
    return _first(wording, _cues(wording.findings.vocabulary).extension)


def find_effect(wording: Wording) -> Part | None:
    """Return what an act does to an arrangement, or None where the words do not say it."""
    return _first(wording, _cues(wording.findings.vocabulary).effects)


def _first(wording: Wording, table: tuple[tuple[str, re.Pattern[str]], ...]) -> Part | None:
    for name, cue in table:
        match = cue.search(wording.page.folded, wording.span.start, wording.span.end)
        if match is not None:
            return wording.part(Span(*match.span()), name)
    return None


def iter_triggers(wording: Wording) -> Iterator[dict[str, Part]]:
    """Yield the parts of each act that a clause says ends or suspends an arrangement."""
    cues, page = _cues(wording.findings.vocabulary), wording.page
    within = _with_condition(wording, cues)
    found = [
        (Span(*match.span()), act)
        for act, cue in cues.triggers
        for match in cue.finditer(page.folded, within.start, within.end)
    ]
    effect = find_effect(wording) or wording.part(wording.said, "unclear")
    starts = sorted(found)
    for number, (span, act) in enumerate(starts):
        end = starts[number + 1][0].start if number + 1 < len(starts) else within.end
        parts = _trigger(replace(wording, span=within), span, act, end, cues)
        if parts:
            yield {**parts, "consequence": effect}


def _with_condition(wording: Wording, cues: _Cues) -> Span:
    """Return the stretch of a clause and of the condition right before it: `if X attacks, …`."""
    before = clause_before(wording)
    if before is None or not cues.condition.match(
        wording.page.folded, before.span.start, before.span.end
    ):
        return wording.span
    return Span(before.span.start, wording.span.end)


def _trigger(wording: Wording, span: Span, act: str, end: int, cues: _Cues) -> dict[str, Part]:
    """Return whose act a trigger is and against whom: `attack by X on Y`, `if X attacks Y`."""
    mentions = wording.mentions_in(wording.span)
    after = [m for m in mentions if span.end <= m.span.start and m.span.end <= end]
    by: Span | None = _introduced_by(wording, after, cues.by, span.end, end)
    against = _introduced_by(wording, after, cues.against, span.end, end)
    if by is None and cues.condition.search(wording.page.folded, wording.span.start, span.start):
        by = next((m.span for m in reversed(mentions) if m.span.end <= span.start), None)
        against = against or next((m.span for m in after), None)
    if by is None:
        return {}
    parts = {"bearer": wording.part(by), "act": wording.part(span, act)}
    if against is not None and against != by:
        parts["counterparty"] = wording.part(against)
    return parts


def _introduced_by(
    wording: Wording, mentions: list[Mention], cue: re.Pattern[str], start: int, end: int
) -> Span | None:
    """Return whom a preposition after a trigger introduces: an actor, else the words behind it."""
    folded = wording.page.folded
    for mention in mentions:
        if cue.search(" " + folded[start : mention.span.start]):
            return mention.span
    for words in _WORDS.finditer(folded, start, end):
        if cue.search(" " + folded[start : words.start()]):
            stop = _cues(wording.findings.vocabulary).stop.search(folded, words.start(), end)
            return stripped(Span(words.start(), stop.start() if stop else end), wording.page.text)
    return None
