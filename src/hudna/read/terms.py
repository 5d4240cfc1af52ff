"""Terms: the clauses that say what an arrangement demands, coded by the codebook's cues."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from hudna.domain.codebook import Modality
from hudna.read.structure import Kind, Page, Sentence
from hudna.text.spans import Span
from hudna.vocabulary import Vocabulary
from hudna.vocabulary.cues import Cue, compile_table


@dataclass(frozen=True, slots=True)
class CodedClause:
    """A clause and the codes whose cues it bears.

    Attributes:
        span: The clause.
        sentence: The index of its sentence.
        codes: The codes, in the order of the codebook.
        modality: What kind of thing the clause says.
        number: The number of the point it belongs to.
    """

    span: Span
    sentence: int
    codes: tuple[str, ...]
    modality: Modality
    number: str | None


@lru_cache(maxsize=4)
def _table(vocabulary: Vocabulary) -> tuple[tuple[str, tuple[Cue, ...]], ...]:
    codes: dict[str, dict[str, Any]] = vocabulary.get("codebook")["codes"]
    return compile_table({code: entry["cues"]["en"] for code, entry in codes.items()})


_PROHIBITION = re.compile(
    r"\b(?:not to|shall not|must not|may not|will not|would not|cannot|never|prohibit|forbid|ban(?:s|ned)?\b|bar(?:s|red)\b|"
    r"refrain|avoid (?!using)|shall (?:publish )?no|no (?:party|side|faction)|there will not be|prevent(?:ing)? (?:the )?(?:presence|entry))"
)
_PERMISSION = re.compile(
    r"\b(?:may (?!(?:19|20)?\d)(?!not)|can be|is allowed|are allowed|be allowed|permit|allow(?:s|ed|ing)? (?!the passage)|remain open|is entitled)"
)
_POWER = re.compile(r"\b(?:(?:is|are) (?:allowed|authori[sz]ed|empowered|entitled) to (?:decide|determine|appoint)|may decide|has the right to decide|may appoint)")
_OBLIGATION = re.compile(
    r"\b(?:shall|must|will|would|should|has to|have to|is to|are to|was to|were to|undertakes?|commit(?:s|ted)?|agree[sd]?|"
    r"oblige|require|order(?:s|ed)|in exchange|be released|be removed|stipulates?|provides? for|calls? for|includ(?:es|ed|ing)|"
    r"involves?|promises?|pledged?|vowed|to (?:stop|cease|release|open|withdraw|inform|allow|lift|hand|restore|establish|implement)|demand(?:s|ed))"
)
_INTENTION = re.compile(
    r"\b(?:plan(?:s|ned|ning)? (?:to|for)|hop(?:e|es|ed|ing)|expect(?:s|ed)?|aim(?:s|ed|ing)? to|intend(?:s|ed)?|intention|"
    r"ready to|seek(?:s|ing)?|envision(?:s|ed)?|envisag|want(?:s|ed)?|will be discussed|to be convened|would like|paves? the way|"
    r"with a view to|propos(?:es|ed|al)|call(?:s|ed)? (?:for|on)|urg(?:e|es|ed|ing)|should|goal|objective|a plan for)"
)
_DECLARED_CODES = ("lifecycle.", "scope.", "mechanism.guarantor", "mechanism.responsible", "mechanism.mediator")
_DECLARED = re.compile(
    r"\b(?:began|begins?|took effect|came into|went into|in effect|entered into|has been|have been|have signed|was announced|"
    r"considered|declared|announced|last(?:s)?|are|is)\b"
)


def code_clauses(page: Page, sentence: Sentence, vocabulary: Vocabulary) -> tuple[CodedClause, ...]:
    """Return the clauses of a sentence that bear codes, from left to right."""
    coded = []
    for clause in sentence.clauses:
        codes = tuple(
            code
            for code, cues in _table(vocabulary)
            if any(next(cue.finditer(page.folded, clause.start, clause.end), None) for cue in cues)
        )
        if codes:
            modality = modality_of(page, clause, codes, kind=sentence.kind)
            coded.append(CodedClause(clause, sentence.index, codes, modality, sentence.number))
    return tuple(coded)


def modality_of(page: Page, clause: Span, codes: tuple[str, ...], *, kind: Kind) -> Modality:
    """Return what kind of thing a clause says, by its verbs and, where they are silent, by its code."""
    words = page.folded_words(clause)
    if _POWER.search(words):
        return Modality.POWER
    if _PROHIBITION.search(words):
        return Modality.PROHIBITION
    if all(code.startswith(_DECLARED_CODES) for code in codes) and not codes[0].startswith("lifecycle.extension"):
        return Modality.DECLARATION
    if _INTENTION.search(words) and kind is not Kind.POINT:
        return Modality.INTENTION
    if _PERMISSION.search(words):
        return Modality.PERMISSION
    if any(code.startswith(("lifecycle.duration", "lifecycle.start", "lifecycle.void")) for code in codes):
        return Modality.DECLARATION
    if codes[0] == "political.talks":
        return Modality.INTENTION
    return Modality.OBLIGATION
