"""Doubts: words of a document that deserve a person's eye, by cues that a researcher can change.

The cues and what is odd about them stand in `warnings.yaml`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from hudna.domain.agreements import Agreement
from hudna.domain.codebook import Role
from hudna.domain.documents import RegionKind
from hudna.read.actors import Mention
from hudna.read.findings import Findings
from hudna.read.structure import Kind, Sentence
from hudna.text.spans import Span
from hudna.vocabulary import Vocabulary
from hudna.vocabulary.cues import AnyCue, compile_any_cue, stems_of

_OBJECT = re.compile(r"\s(?:the\s|all\s|any\s)*(?:[\w.]+[-\s]backed\s)?")
"""What may stand between a verb and its object's name: `prevent the foreign-backed Guard`."""
_FRAME, _HEADLINE, _ALL = "frame", "headline", "all"


@dataclass(frozen=True, slots=True)
class _Warned:
    says: str
    words: AnyCue
    unless: AnyCue | None
    where: str | None
    most: int


@dataclass(frozen=True, slots=True)
class _Twice:
    says: str
    one: AnyCue
    other: AnyCue
    is_at_one_time: bool


@dataclass(frozen=True, slots=True)
class _Cues:
    warned: tuple[_Warned, ...]
    twice: tuple[_Twice, ...]
    against: AnyCue


@lru_cache(maxsize=4)
def _cues(vocabulary: Vocabulary) -> _Cues:
    content: dict[str, Any] = vocabulary.get("warnings")
    return _Cues(
        tuple(
            _Warned(
                each["says"],
                compile_any_cue(each["words"]),
                compile_any_cue(each["unless"]) if "unless" in each else None,
                each.get("where"),
                each.get("most", 1),
            )
            for each in content["warned"]
        ),
        tuple(
            _Twice(
                each["says"],
                compile_any_cue(each["one"]),
                compile_any_cue(each["other"]),
                each.get("at_one_time", False),
            )
            for each in content["told_twice"]
        ),
        compile_any_cue(content["against"]),
    )


def iter_doubts(findings: Findings, agreements: Sequence[Agreement]) -> Iterator[str]:
    """Yield a sentence for each doubt that the words of a document raise, the words first."""
    cues = _cues(findings.vocabulary)
    for warned in cues.warned:
        yield from _iter_warned(findings, warned)
    for twice in cues.twice:
        yield from _iter_twice(findings, twice)
    yield from _iter_foes(findings, agreements, cues)


def _iter_warned(findings: Findings, warned: _Warned) -> Iterator[str]:
    if warned.unless is not None and _first_in_body(findings, warned.unless) is not None:
        return
    found = [_quoted(findings, span) for span in _iter_found(findings, warned)]
    shown = list(dict.fromkeys(found))[: warned.most]
    if shown:
        yield f"{', '.join(shown)}: {warned.says}"


def _iter_found(findings: Findings, warned: _Warned) -> Iterator[Span]:
    if warned.where in {_FRAME, _ALL}:
        for region in findings.rendition.regions:
            if region.kind is RegionKind.BOILERPLATE:
                yield from _iter_matches(findings, warned.words, region.span)
    if warned.where == _FRAME:
        return
    for sentence in findings.page.sentences:
        if (sentence.kind is Kind.HEADLINE) is (warned.where == _HEADLINE):
            found = _iter_matches(findings, warned.words, sentence.span, sentence.stems)
            if warned.where != _HEADLINE or _first_in_body(findings, warned.words) is None:
                yield from found


def _iter_matches(
    findings: Findings, cue: AnyCue, span: Span, stems: frozenset[str] | None = None
) -> Iterator[Span]:
    known = stems_of(findings.page.folded_words(span)) if stems is None else stems
    for match in cue.finditer(findings.page.folded, span.start, span.end, known):
        yield Span(*match.span())


def _first_in_body(findings: Findings, cue: AnyCue) -> tuple[Sentence, Span] | None:
    for sentence in findings.page.sentences:
        if sentence.kind is not Kind.HEADLINE:
            for span in _iter_matches(findings, cue, sentence.span, sentence.stems):
                return sentence, span
    return None


def _quoted(findings: Findings, span: Span) -> str:
    return repr(" ".join(findings.page.words(span).split()))


# --- One thing, told in two ways ---


def _iter_twice(findings: Findings, twice: _Twice) -> Iterator[str]:
    one = _first_in_body(findings, twice.one)
    other = _first_in_body(findings, twice.other)
    if one is None or other is None:
        return
    if twice.is_at_one_time and not _are_at_one_time(findings, one[0], other[0]):
        return
    yield f"{_quoted(findings, one[1])} and {_quoted(findings, other[1])}: {twice.says}"


def _are_at_one_time(findings: Findings, one: Sentence, other: Sentence) -> bool:
    if one.index == other.index:
        return False
    values = {time.value for time in findings.times[one.index]}
    return any(time.value in values for time in findings.times[other.index])


# --- Against whom it is meant ---


def _iter_foes(findings: Findings, agreements: Sequence[Agreement], cues: _Cues) -> Iterator[str]:
    """Yield whom an arrangement is told to be meant against, who is no side and not excluded."""
    if not agreements:
        return
    taking = {_key_of(findings, p.name) for p in agreements[0].participants}
    if not any(p.role is Role.EXCLUDED for p in agreements[0].participants):
        return
    named = {naming.sentence for naming in findings.screened.namings}
    for sentence in findings.page.sentences:
        if sentence.index not in named or sentence.kind is Kind.HEADLINE:
            continue
        for span in _iter_matches(findings, cues.against, sentence.span, sentence.stems):
            foe = _next(findings, sentence, span.end)
            if foe is not None and foe.key not in taking:
                yield (
                    f"{foe.name!r}: named as those it is meant against, and neither a side nor "
                    "excluded"
                )


def _next(findings: Findings, sentence: Sentence, offset: int) -> Mention | None:
    """Return the mention that a verb ends before, but for an article and who backs it."""
    for mention in reversed(findings.mentions[sentence.index]):
        if mention.span.start >= offset and _OBJECT.fullmatch(
            findings.page.folded[offset : mention.span.start]
        ):
            return mention
    return None


def _key_of(findings: Findings, name: str) -> str | None:
    """Return the key of the actor that a document calls so."""
    for key, mentions in findings.names.items():
        if any(mention.name == name for mention in mentions):
            return key
    return None
