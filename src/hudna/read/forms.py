"""Forms: how many sides undertake an arrangement, and how far it reaches in space."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from hudna.domain.agreements import Ground, Participant
from hudna.domain.codebook import Form, Role, Scope, Stage
from hudna.read.findings import Findings
from hudna.read.groups import Group
from hudna.read.structure import Sentence
from hudna.text.spans import Span
from hudna.vocabulary import Vocabulary
from hudna.vocabulary.cues import AnyCue, compile_any_cue


@dataclass(frozen=True, slots=True)
class _Cues:
    forms: tuple[tuple[Form, AnyCue], ...]
    scopes: tuple[tuple[Scope, AnyCue], ...]
    between: AnyCue


@lru_cache(maxsize=4)
def _cues(vocabulary: Vocabulary) -> _Cues:
    reading: dict[str, Any] = vocabulary.get("reading")
    return _Cues(
        tuple((Form(name), compile_any_cue(cues)) for name, cues in reading["forms"].items()),
        tuple((Scope(name), compile_any_cue(cues)) for name, cues in reading["scopes"].items()),
        compile_any_cue(reading["between_sides"]),
    )


_SIDES = frozenset({Role.PARTY, Role.INVITEE})


def find_form(
    findings: Findings, group: Group, participants: Sequence[Participant], stage: Stage | None
) -> tuple[Form, Ground] | None:
    """Return the form that a word names, else the one that the number of sides gives, or None."""
    named = _find_named(findings, group)
    if named is not None:
        return named
    if stage is Stage.DEMAND and not group.namings:
        first = findings.page.sentences[findings.screened.demands[0]]
        return Form.IMPOSED, Ground("form", "a demand", findings.cite(first.span))
    sides = [p for p in participants if p.role in _SIDES]
    parties = [p for p in sides if p.role is Role.PARTY]
    if stage is Stage.DECLARED and len(parties) == 1:
        return Form.UNILATERAL, Ground("form", "one side declares it", parties[0].evidence[:1])
    if len(sides) < 2:
        return None
    form = Form.BILATERAL if len(sides) == 2 else Form.MULTILATERAL
    return form, Ground("form", f"{len(sides)} sides", tuple(p.evidence[0] for p in sides))


def _find_named(findings: Findings, group: Group) -> tuple[Form, Ground] | None:
    for sentence in group.naming_sentences:
        stretch = (findings.page.folded, sentence.span.start, sentence.span.end, sentence.stems)
        found = [
            (match.start(), match.end(), form)
            for form, cue in _cues(findings.vocabulary).forms
            if (match := cue.search(*stretch)) is not None
        ]
        if found:
            start, end, form = min(found)
            return form, Ground("form", "the word for it", findings.cite(Span(start, end)))
    return None


def find_scope(findings: Findings, group: Group) -> tuple[Scope, Ground] | None:
    """Return how far an arrangement reaches, by the words of the sentences that name it."""
    for scope, cue in _cues(findings.vocabulary).scopes:
        for sentence in group.naming_sentences:
            start, end = sentence.span.start, sentence.span.end
            match = cue.search(findings.page.folded, start, end, sentence.stems)
            if match is not None:
                span = Span(*match.span())
                return scope, Ground("scope", "words for how far it reaches", findings.cite(span))
    return None


def says_unilateral(findings: Findings, group: Group) -> bool:
    """Return whether the sentence that names an arrangement first calls it one side's own."""
    naming = next((naming for naming in group.namings if naming.is_strong), None)
    if naming is None:
        return False
    return says_one(findings, findings.page.sentences[naming.sentence])


def says_between(findings: Findings, group: Group) -> bool:
    """Return whether a sentence that names an arrangement has it between sides."""
    return any(has_between(findings, sentence) for sentence in group.naming_sentences)


def has_between(findings: Findings, sentence: Sentence) -> bool:
    """Return whether words of a sentence have an arrangement between sides."""
    cue = _cues(findings.vocabulary).between
    start, end = sentence.span.start, sentence.span.end
    return cue.search(findings.page.folded, start, end, sentence.stems) is not None


def says_one(findings: Findings, sentence: Sentence) -> bool:
    """Return whether a sentence calls an arrangement one side's own."""
    cue = dict(_cues(findings.vocabulary).forms)[Form.UNILATERAL]
    start, end = sentence.span.start, sentence.span.end
    return cue.search(findings.page.folded, start, end, sentence.stems) is not None
