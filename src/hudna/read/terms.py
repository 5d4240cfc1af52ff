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
_POWER = re.compile(
    r"\b(?:(?:is|are) (?:allowed|authori[sz]ed|empowered|entitled) to (?:decide|determine|appoint)|may decide|has the right to decide|may appoint)"
)
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
_DECLARED_CODES = (
    "lifecycle.",
    "scope.",
    "mechanism.guarantor",
    "mechanism.responsible",
    "mechanism.mediator",
)
_DECLARED = re.compile(
    r"\b(?:began|begins?|took effect|came into|went into|in effect|entered into|has been|have been|have signed|was announced|"
    r"considered|declared|announced|last(?:s)?|are|is)\b"
)


def code_clauses(page: Page, sentence: Sentence, vocabulary: Vocabulary) -> tuple[CodedClause, ...]:
    """Return the clauses of a sentence that bear codes, from left to right; a code counts once in a sentence.

    A short clause is one term with all its codes; of a long one each code takes the words around its cue.
    """
    by_span: dict[Span, list[str]] = {}
    seen: set[str] = set()
    for clause in sentence.clauses:
        for code, cues in _table(vocabulary):
            if code in seen:
                continue
            match = next(
                (m for cue in cues for m in cue.finditer(page.folded, clause.start, clause.end)),
                None,
            )
            if match is not None:
                seen.add(code)
                by_span.setdefault(_around(page, clause, Span(*match.span())), []).append(code)
    return tuple(
        CodedClause(
            span,
            sentence.index,
            tuple(codes),
            modality_of(page, span, tuple(codes), kind=sentence.kind),
            sentence.number,
        )
        for span, codes in sorted(by_span.items())
    )


_LONG = 18
_BEFORE, _AFTER = 8, 9
_WORD = re.compile(r"\S+")


def _around(page: Page, clause: Span, cue: Span) -> Span:
    """Return the clause, or of a long one the words around a cue up to the nearest comma."""
    words = list(_WORD.finditer(page.text, clause.start, clause.end))
    if len(words) <= _LONG:
        return clause
    first = next(i for i, w in enumerate(words) if w.end() > cue.start)
    last = max(i for i, w in enumerate(words) if w.start() < cue.end)
    start, end = first, last
    while start > max(first - _BEFORE, 0) and words[start - 1].group()[-1] not in ",;:":
        start -= 1
    while end < min(last + _AFTER, len(words) - 1) and words[end].group()[-1] not in ",;:":
        end += 1
    return Span(words[start].start(), words[end].end() - (words[end].group()[-1] in ",;:"))


def modality_of(page: Page, clause: Span, codes: tuple[str, ...], *, kind: Kind) -> Modality:
    """Return what kind of thing a clause says, by its verbs and, where they are silent, by its code."""
    words = page.folded_words(clause)
    if _POWER.search(words):
        return Modality.POWER
    if _PROHIBITION.search(words):
        return Modality.PROHIBITION
    if all(code.startswith(_DECLARED_CODES) for code in codes) and not codes[0].startswith(
        "lifecycle.extension"
    ):
        return Modality.DECLARATION
    if _INTENTION.search(words) and kind is not Kind.POINT:
        return Modality.INTENTION
    if _PERMISSION.search(words):
        return Modality.PERMISSION
    if any(
        code.startswith(("lifecycle.duration", "lifecycle.start", "lifecycle.void"))
        for code in codes
    ):
        return Modality.DECLARATION
    if codes[0] == "political.talks":
        return Modality.INTENTION
    return Modality.OBLIGATION
