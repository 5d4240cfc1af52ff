"""Authenticity: what a document lets its reader believe of an arrangement's existence."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from hudna.domain.agreements import Ground
from hudna.domain.codebook import About, Authenticity, Role, Stance
from hudna.read.actors import ActorKind, Mention
from hudna.read.casts import Cast
from hudna.read.findings import Findings
from hudna.read.forms import says_unilateral
from hudna.read.groups import Group
from hudna.read.knowledge import GOVERNMENT
from hudna.read.signing import find_side
from hudna.read.structure import Kind, Sentence
from hudna.read.voices import DOCUMENT, Utterance
from hudna.text.spans import Span
from hudna.vocabulary import Vocabulary
from hudna.vocabulary.cues import AnyCue, compile_any, compile_any_cue
from hudna.vocabulary.loader import ARABIC


@dataclass(frozen=True, slots=True)
class _Cues:
    hedges: AnyCue
    existence_denied: AnyCue
    denies: re.Pattern[str]
    confirmations: AnyCue


@lru_cache(maxsize=4)
def _cues(vocabulary: Vocabulary) -> _Cues:
    reading: dict[str, Any] = vocabulary.get("reading")
    return _Cues(
        compile_any_cue(reading["hedges"]),
        compile_any_cue(reading["existence_denied"]),
        compile_any(reading["denies"]),
        compile_any_cue(reading["confirmations"]),
    )


_HEDGED_SENTENCES = 3
"""How many of the sentences that name it may hedge it: a doubt told later is of something else."""
_HEDGED_MOST = 300
_DENIED_MOST = 60
"""How many letters behind a verb of denial name what is denied."""
_EXISTENCE = frozenset(
    {None, About.EXISTENCE, About.DOCUMENT, About.PARTICIPATION, About.TERM, About.ATTRIBUTION}
)
_ASSERTING = frozenset({Stance.ASSERTS, Stance.ALLEGES, Stance.CONFIRMS})


def find_authenticity(
    findings: Findings,
    group: Group,
    naming: Sequence[Sentence],
    utterances: Sequence[Utterance],
    casts: Sequence[Cast] = (),
) -> tuple[Authenticity, Ground]:
    """Return what the document lets its reader believe, and by which words.

    Args:
        findings: What the page has.
        group: The arrangement.
        naming: The sentences that name it, or where none does the first that speaks of it.
        utterances: What voices say of it.
        casts: Who is what in it.
    """
    denials = (u for u in utterances if u.stance is Stance.DENIES)
    denial = next((u for u in denials if _is_of_existence(findings, group, u)), None)
    if denial is not None:
        asserted = len(naming) > 1 or any(u.stance in _ASSERTING for u in utterances)
        kind = Authenticity.CONTESTED if asserted else Authenticity.DENIED
        return kind, _ground(findings, "a voice denies it", denial.span)
    cues = _cues(findings.vocabulary)
    is_accused = any(u.stance is Stance.ACCUSES for u in utterances)
    of_breach = {u.sentence for u in utterances if is_accused and _denies_breach(u)}
    others = (s for s in group.sentences if s.index not in of_breach)
    found = (_first_match(findings, [sentence], cues.existence_denied) for sentence in others)
    refuted = next((f for f in found if f is not None and not _is_of_breach(findings, f)), None)
    if refuted is not None:
        kind = Authenticity.CONTESTED if len(naming) > 1 else Authenticity.DENIED
        return kind, _ground(findings, "words that deny it", refuted)
    hedge = _first_match(findings, naming[:_HEDGED_SENTENCES], cues.hedges)
    if hedge is not None:
        return Authenticity.ALLEGED, _ground(findings, "a hedge", hedge)
    own = says_unilateral(findings, group)
    confirmed = None if own else _first_match(findings, naming, cues.confirmations)
    if confirmed is not None:
        return Authenticity.CONFIRMED, _ground(findings, "every side confirms", confirmed)
    each = () if own else _find_each_confirms(findings, casts, utterances)
    if each:
        cited = tuple(evidence for said in each for evidence in findings.cite(said.span))
        return Authenticity.CONFIRMED, Ground(
            "authenticity", "a voice of each side tells it", cited
        )
    anchor = anchor_of(findings, group)
    return Authenticity.ASSERTED, _ground(findings, "told as fact", anchor)


def _find_each_confirms(
    findings: Findings, casts: Sequence[Cast], utterances: Sequence[Utterance]
) -> tuple[Utterance, ...]:
    """Return one utterance of each of two sides by which it tells or confirms that it is made."""
    sides = {_owner(c.mention) for c in casts if c.role is Role.PARTY}
    told: dict[str, Utterance] = {}
    if findings.vocabulary.language == ARABIC or len(sides) != _PAIR:
        return ()
    for utterance in utterances:
        confirms = utterance.stance is Stance.CONFIRMS and utterance.about is None
        if not confirms and (utterance.stance not in _TELLING or utterance.about not in _MADE):
            continue
        side = _side_of(findings, utterance)
        if side in sides:
            told.setdefault(side, utterance)
    apart = {utterance.sentence for utterance in told.values()}
    return tuple(told.values()) if len(apart) == _PAIR else ()


_PAIR = 2
_TELLING = frozenset({Stance.ASSERTS, Stance.CONFIRMS, Stance.ACCEPTS})
_MADE = frozenset({About.EXISTENCE, About.PARTICIPATION})


def _side_of(findings: Findings, utterance: Utterance) -> str | None:
    """Return the key of the side for which one speaks, as the sentence tells, or None."""
    mentions = findings.mentions[utterance.sentence]
    speaker = next((m for m in mentions if m.name.endswith(utterance.speaker)), None)
    if speaker is None:
        return None
    if speaker.kind is ActorKind.PERSON:
        speaker = find_side(findings.page, speaker, mentions)
    return _owner(speaker) if speaker is not None else None


def _owner(mention: Mention) -> str:
    """Return the key of an actor, that of its state for a government."""
    return mention.key.removeprefix(GOVERNMENT)


_BREACH = re.compile(r"\b(?:broke|broken|breaking|breach\w*|violat\w*|attack\w*|shell\w*)\b")


def _is_of_breach(findings: Findings, words: Span) -> bool:
    return _BREACH.search(findings.page.folded_words(words)) is not None


def _denies_breach(utterance: Utterance) -> bool:
    return utterance.stance is Stance.DENIES and utterance.about is About.BREACH


def _is_of_existence(findings: Findings, group: Group, denial: Utterance) -> bool:
    """Return whether a denial is of the arrangement: by its kind, or by the words that name it."""
    if findings.vocabulary.language == ARABIC:
        return denial.about is not About.BREACH
    if denial.about is not None:
        return denial.about in _EXISTENCE
    end = findings.page.sentences[denial.sentence].span.end
    verb = _cues(findings.vocabulary).denies.search(
        findings.page.folded, denial.span.start, denial.span.end
    )
    behind = verb.end() if verb is not None else denial.span.end
    said = Span(denial.span.start, min(behind + _DENIED_MOST, end))
    return any(said.overlaps(naming.span) for naming in group.namings)


def anchor_of(findings: Findings, group: Group) -> Span:
    """Return the first words on an arrangement: those that name it, else the first demand.

    Of several that the same words name, each at a place of its own, all but the first are known by
    their places.
    """
    if group.place is not None and any(place < group.place for place in group.elsewhere):
        return group.place
    if group.naming is not None:
        return group.naming.span
    return findings.page.sentences[findings.screened.demands[0]].span


def find_hedged(findings: Findings, group: Group) -> Utterance | None:
    """Return the narrator's own hedge, where the first sentence of prose that names it has one."""
    strong = {naming.sentence for naming in group.namings if naming.is_strong}
    for sentence in group.naming_sentences:
        if sentence.kind is Kind.BODY and sentence.index in strong:
            hedge = _first_match(findings, [sentence], _cues(findings.vocabulary).hedges)
            if hedge is None or len(sentence.span) >= _HEDGED_MOST:
                return None
            return Utterance(
                DOCUMENT, Stance.ALLEGES, About.EXISTENCE, sentence.span, sentence.index
            )
    return None


def _first_match(findings: Findings, sentences: Sequence[Sentence], cue: AnyCue) -> Span | None:
    for sentence in sentences:
        start, end = sentence.span.start, sentence.span.end
        match = cue.search(findings.page.folded, start, end, sentence.stems)
        if match is not None:
            return Span(*match.span())
    return None


def _ground(findings: Findings, rule: str, span: Span) -> Ground:
    return Ground("authenticity", rule, findings.cite(span))
