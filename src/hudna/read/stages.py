"""Stages: how far an arrangement has come, by the words of the sentences that name it."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any

from hudna.domain.agreements import Ground
from hudna.domain.codebook import Stage
from hudna.read.actors import SIDED, ActorKind
from hudna.read.findings import Findings
from hudna.read.forms import has_between, says_one
from hudna.read.groups import Group
from hudna.read.structure import Kind, Page, Sentence
from hudna.text.spans import Span
from hudna.vocabulary import Vocabulary
from hudna.vocabulary.cues import AnyCue, compile_any, compile_any_cue, to_expression


@dataclass(frozen=True, slots=True)
class _Cues:
    stages: tuple[tuple[Stage, AnyCue], ...]
    implied: AnyCue
    real: frozenset[Stage]
    unreal: re.Pattern[str]
    resolved: re.Pattern[str]
    aims: re.Pattern[str] | None
    agreed_by_name: re.Pattern[str]


@lru_cache(maxsize=4)
def _cues(vocabulary: Vocabulary) -> _Cues:
    reading: dict[str, Any] = vocabulary.get("reading")
    unreal = reading["unreal"]
    return _Cues(
        tuple((Stage(n), compile_any_cue(cues)) for n, cues in reading["stages"].items() if cues),
        compile_any_cue(reading["in_force_implied"]),
        frozenset(Stage(name) for name in unreal["stages"]),
        re.compile(to_expression(unreal["before"]) + r"\s(?:be\s)?$"),
        re.compile(to_expression(unreal["resolved"]) + r"\s$"),
        re.compile(to_expression(unreal["aims"])) if "aims" in unreal else None,
        compile_any(reading["agreed_by_name"]),
    )


_FIRST_WEIGHT = 4
"""The weight of the first sentence that names it; each later one weighs one less, at least one."""
_UNREAL_BEFORE = 40


_OVER = (Stage.COLLAPSED, Stage.EXPIRED)


def find_stage(findings: Findings, group: Group) -> tuple[Stage, Ground] | None:
    """Return the stage that the words on an arrangement speak for most, or None."""
    if not group.namings:
        first = findings.page.sentences[findings.screened.demands[0]]
        ground = Ground("stage", "a demand, no arrangement named", findings.cite(first.span))
        return Stage.DEMAND, ground
    weights: Counter[Stage] = Counter()
    words: dict[Stage, Span] = {}
    said: set[Stage] = set()
    for told in _iter_told(findings, group):
        is_joint = told.stage is Stage.DECLARED and _is_of_several(findings, told.span)
        stage = Stage.AGREED if is_joint else told.stage
        weights[stage] += max(_FIRST_WEIGHT - told.rank, 1)
        words.setdefault(stage, told.span)
        said |= set() if told.is_implied else {stage}
    if not weights:
        return _by_name(findings, group)
    order = list(Stage)
    stage = max(weights, key=lambda s: (weights[s], -order.index(s)))
    # What was agreed and then began is in force, what was offered and then refused is rejected.
    after = {Stage.AGREED: Stage.IN_FORCE, Stage.PROPOSAL: Stage.REJECTED}.get(stage, stage)
    stage = after if after in said else stage
    if not group.is_main:  # an earlier one is told to its end
        stage = next((over for over in _OVER if over in said), stage)
    return stage, Ground("stage", f"words for {stage.value}", findings.cite(words[stage]))


def _is_of_several(findings: Findings, declared: Span) -> bool:
    """Return whether several sides declare it together: `both armies announced a truce`."""
    sentence = findings.page.sentence_at(declared.start)
    if sentence is None or says_one(findings, sentence):
        return False
    if has_between(findings, sentence):
        return True
    before = [m for m in findings.mentions_in(sentence) if m.span.end <= declared.start]
    if before and before[-1].kind is ActorKind.SIDES:
        return True
    sides = [m for m in before if m.kind in SIDED]
    joined = (
        findings.page.folded[one.span.end : other.span.start] for one, other in pairwise(sides)
    )
    return any(_AND.fullmatch(words) for words in joined) or (
        _TOGETHER.search(findings.page.folded, sentence.span.start, declared.start) is not None
    )


_AND = re.compile(r",?\sand\s(?:the\s)?(?:\w+\s)?")
_TOGETHER = re.compile(r"\b(?:both|jointly|together|two (?:countries|sides|armies|governments))\b")


def _by_name(findings: Findings, group: Group) -> tuple[Stage, Ground] | None:
    """Return that it is agreed where the first words that name it say so, or None."""
    named = _cues(findings.vocabulary).agreed_by_name
    for naming in group.namings:
        if named.search(findings.page.folded_words(naming.span)):
            ground = Ground("stage", "its name, no words for a stage", findings.cite(naming.span))
            return Stage.AGREED, ground
    return None


@dataclass(frozen=True, slots=True)
class _Told:
    """What a sentence that names an arrangement tells of how far it has come.

    Attributes:
        rank: The number of the sentence among those that name it.
        stage: The stage.
        span: The words.
        is_implied: Whether they only let one think so.
    """

    rank: int
    stage: Stage
    span: Span
    is_implied: bool = False


def _iter_told(findings: Findings, group: Group) -> Iterator[_Told]:
    """Yield what the sentences that name an arrangement tell of how far it has come."""
    cues = _cues(findings.vocabulary)
    naming = group.naming_sentences if group.is_main else group.sentences
    prose = [s for s in naming if s.kind is not Kind.POINT]
    for rank, sentence in enumerate(prose or naming):
        for stage, cue in cues.stages:
            span = _find_words(findings.page, sentence, stage, cue, cues)
            if span is not None:
                yield _Told(rank, stage, span)
                break
        else:
            start, end = sentence.span.start, sentence.span.end
            match = cues.implied.search(findings.page.folded, start, end, sentence.stems)
            if match is not None:
                yield _Told(rank, Stage.IN_FORCE, Span(*match.span()), is_implied=True)


def _find_words(
    page: Page, sentence: Sentence, stage: Stage, cue: AnyCue, cues: _Cues
) -> Span | None:
    """Return where a sentence has words for a stage that are of no wish, plan or doubt."""
    start, end = sentence.span.start, sentence.span.end
    for match in cue.finditer(page.folded, start, end, sentence.stems):
        before = page.before(match.start(), sentence, most=_UNREAL_BEFORE)
        is_real = cues.unreal.search(before) is None or cues.resolved.search(before) is not None
        is_aim = cues.aims is not None and cues.aims.match(page.folded, match.start()) is not None
        is_real = is_real and not is_aim
        if stage not in cues.real or is_real:
            return Span(*match.span())
    return None
