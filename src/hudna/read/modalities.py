"""Modalities: what kind of thing a clause says, by its verbs and, where silent, by its codes."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from hudna.domain.codebook import Modality
from hudna.read.structure import Kind, Page, Sentence
from hudna.text.spans import Span
from hudna.vocabulary import Vocabulary
from hudna.vocabulary.cues import compile_any


@dataclass(frozen=True, slots=True)
class _Cues:
    declaration: re.Pattern[str]
    power: re.Pattern[str]
    prohibition: re.Pattern[str]
    obligation: re.Pattern[str]
    intention: re.Pattern[str]
    intended_in_points: re.Pattern[str]
    permission: re.Pattern[str]
    dates: re.Pattern[str]
    purposes: re.Pattern[str]
    agreed: re.Pattern[str]
    declared_codes: tuple[str, ...]
    undeclared_codes: tuple[str, ...]
    declared_code: tuple[str, ...]
    intended_codes: tuple[str, ...]
    let_in_codes: tuple[str, ...]
    governs: re.Pattern[str]
    binds: re.Pattern[str]


@lru_cache(maxsize=4)
def _cues(vocabulary: Vocabulary) -> _Cues:
    reading: dict[str, Any] = vocabulary.get("reading")
    months = "|".join(map(re.escape, reading["months_that_are_words"]))
    verbs = {name: compile_any(cues) for name, cues in reading["modalities"].items()}
    return _Cues(
        verbs["declaration"],
        verbs["power"],
        verbs["prohibition"],
        verbs["obligation"],
        verbs["intention"],
        compile_any(reading["intended_in_points"]),
        verbs["permission"],
        re.compile(rf"\b\d{{1,2}}\s(?:{months})\b|\b(?:{months})\s\d"),
        compile_any(reading["purposes"]),
        compile_any(reading["agreed_duties"]),
        tuple(reading["declared_codes"]),
        tuple(reading["undeclared_codes"]),
        tuple(reading["declared_code"]),
        tuple(reading["intended_codes"]),
        tuple(reading["let_in_codes"]),
        compile_any(reading["governed"]["intention"]),
        compile_any(reading["governed"]["binding"]),
    )


def modality_of(
    page: Page, clause: Span, sentence: Sentence, *, codes: Sequence[str], vocabulary: Vocabulary
) -> Modality:
    """Return what kind of thing a clause says.

    Args:
        page: The page.
        clause: The clause.
        sentence: Its sentence; a point of a list states no mere intention.
        codes: The codes that it bears.
        vocabulary: The verbs of each modality, and the codes that have one of their own.
    """
    cues = _cues(vocabulary)
    words = cues.purposes.sub(" ", cues.dates.sub(" ", page.folded_words(clause)))
    if cues.declaration.search(words):
        return Modality.DECLARATION
    if cues.power.search(words):
        return Modality.POWER
    if cues.prohibition.search(words):
        return Modality.PROHIBITION
    if sentence.kind is not Kind.POINT and cues.agreed.search(words):
        return Modality.OBLIGATION
    ordered = cues.obligation.search(words) is not None
    if (
        not ordered
        and all(code.startswith(cues.declared_codes) for code in codes)
        and not any(code.startswith(cues.undeclared_codes) for code in codes)
    ):
        return Modality.DECLARATION
    intends = cues.intended_in_points if sentence.kind is Kind.POINT else cues.intention
    if intends.search(words):
        return Modality.INTENTION
    if cues.permission.search(words) and not set(codes) <= set(cues.let_in_codes):
        return Modality.PERMISSION
    declares = any if sentence.kind is not Kind.POINT else all
    if not ordered and declares(code.startswith(cues.declared_code) for code in codes):
        return Modality.DECLARATION
    if codes[0] in cues.intended_codes:
        return Modality.INTENTION
    hoped = sentence.kind is not Kind.POINT and _is_governed(page, clause, sentence, cues)
    return Modality.INTENTION if hoped else Modality.OBLIGATION


def _is_governed(page: Page, clause: Span, sentence: Sentence, cues: _Cues) -> bool:
    """Return whether a clause continues what words before it in its sentence only hope or aim at.

    `The envoy hopes to reopen the road | and to restore power`: the second clause is hoped too.
    """
    if cues.binds.search(page.folded, clause.start, clause.end):
        return False
    before = None
    for match in cues.governs.finditer(page.folded, sentence.span.start, clause.start):
        before = match
    return before is not None and not cues.binds.search(page.folded, before.end(), clause.start)
