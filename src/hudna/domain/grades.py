"""Grades: how good a source is and how credible a statement, each by an assessor with a reason.

The two axes are those of the Admiralty code, and nothing leads from one to the other.

Source:
    NATO STANAG 2511 (2003), Intelligence Reports, annex A: reliability of the source, A to F, and
    credibility of the information, 1 to 6.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from hudna.text.folding import match_key


class Reliability(StrEnum):
    """How far a source may be relied on, whatever it says this time."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"
    E = "E"
    F = "F"


class Credibility(StrEnum):
    """How credible a statement is, whoever makes it."""

    ONE = "1"
    TWO = "2"
    THREE = "3"
    FOUR = "4"
    FIVE = "5"
    SIX = "6"


MEANINGS: Mapping[str, str] = {
    "A": "completely reliable",
    "B": "usually reliable",
    "C": "fairly reliable",
    "D": "not usually reliable",
    "E": "unreliable",
    "F": "reliability cannot be judged",
    "1": "confirmed by other sources",
    "2": "probably true",
    "3": "possibly true",
    "4": "doubtful",
    "5": "improbable",
    "6": "truth cannot be judged",
}
"""What the grades of both axes mean."""


class GradeKind(StrEnum):
    """What a grade is about."""

    RELIABILITY = "reliability"
    CREDIBILITY = "credibility"
    AFFILIATION = "affiliation"
    """A source belongs to, or speaks for, a party."""
    UNDO = "undo"


@dataclass(frozen=True, slots=True)
class Grade:
    """What an assessor made of a source or of a statement.

    Attributes:
        number: Its place in the log, from 1.
        kind: Which axis, or an affiliation, or the undoing of a grade.
        target: The name of a source; the identifier of a statement; the number of a grade.
        value: `A` to `F`, `1` to `6`, the name of a party; None for an undoing.
        reason: Why.
        assessor: Who says so.
        graded_at: When, ISO 8601 UTC.
        is_undone: Whether a later one undoes it.
    """

    number: int
    kind: GradeKind
    target: str
    value: str | None
    reason: str
    assessor: str
    graded_at: str
    is_undone: bool = False


@dataclass(frozen=True, slots=True)
class Gradebook:
    """The grades in force: of each assessor the last on a target and an axis.

    Attributes:
        sources: The grades of sources, by the match key of the name.
        statements: The grades of statements, by identifier.
    """

    sources: Mapping[str, tuple[Grade, ...]]
    statements: Mapping[str, tuple[Grade, ...]]

    def of_source(self, name: str | None) -> tuple[Grade, ...]:
        """Return the grades of a source, by kind and in the order in which they were given."""
        return () if name is None else self.sources.get(match_key(name), ())

    def of_statement(self, identifier: str) -> tuple[Grade, ...]:
        """Return the grades of a statement, in the order in which they were given."""
        return self.statements.get(identifier, ())


NO_GRADES = Gradebook({}, {})


def to_gradebook(grades: Iterable[Grade]) -> Gradebook:
    """Return the grades in force.

    Several assessors stand side by side. An assessor may name several parties to which a source is
    affiliated; of reliability and credibility the last counts.
    """
    latest: dict[tuple[str, ...], Grade] = {}
    for grade in sorted(grades, key=lambda g: g.number):
        if grade.is_undone or grade.kind is GradeKind.UNDO:
            continue
        is_of_statement = grade.kind is GradeKind.CREDIBILITY
        target = grade.target if is_of_statement else match_key(grade.target)
        party = match_key(grade.value or "") if grade.kind is GradeKind.AFFILIATION else ""
        latest[grade.kind, target, grade.assessor, party] = grade
    sources: dict[str, list[Grade]] = {}
    statements: dict[str, list[Grade]] = {}
    order = list(GradeKind)
    for (_, target, *_), grade in sorted(
        latest.items(), key=lambda each: (order.index(each[1].kind), each[1].number)
    ):
        book = statements if grade.kind is GradeKind.CREDIBILITY else sources
        book.setdefault(target, []).append(grade)
    return Gradebook(
        {target: tuple(each) for target, each in sources.items()},
        {target: tuple(each) for target, each in statements.items()},
    )


@dataclass(frozen=True, slots=True)
class SourceView:
    """An outlet or a voice of the registry.

    Attributes:
        name: What it is called, as documents have it most often.
        is_outlet: Whether it published a document.
        published: How many documents it published.
        documents: In how many documents it is a voice.
        outermost: How many statements it makes to the document itself.
        nested: How many it makes to another voice, which reports it.
        reported_by: The voices that report it.
        grades: Those in force.
    """

    name: str
    is_outlet: bool
    published: int
    documents: int
    outermost: int
    nested: int
    reported_by: tuple[str, ...]
    grades: tuple[Grade, ...]
