"""Grades and sources as plain data."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from hudna.domain.grades import MEANINGS, Grade, Gradebook, SourceView
from hudna.domain.identifiers import DocumentId
from hudna.domain.statements import SubjectKind
from hudna.domain.views import AgreementView, CitedValue, Value
from hudna.publish.restricting import Gate
from hudna.text.folding import match_key


def to_plain_grade(grade: Grade) -> dict[str, Any]:
    """Return a grade; `meaning` is that of its axis."""
    meaning = MEANINGS.get(grade.value or "")
    return {
        "number": grade.number,
        "kind": grade.kind.value,
        "target": grade.target,
        **({} if grade.value is None else {"value": grade.value}),
        **({} if meaning is None else {"meaning": meaning}),
        "reason": grade.reason,
        "assessor": grade.assessor,
        "graded_at": grade.graded_at,
        "undone": grade.is_undone,
    }


def to_plain_source(source: SourceView) -> dict[str, Any]:
    """Return a source with what it publishes and says, and the grades in force."""
    return {
        "name": source.name,
        "outlet": source.is_outlet,
        "published": source.published,
        "documents": source.documents,
        "outermost": source.outermost,
        "nested": source.nested,
        "reported_by": list(source.reported_by),
        "grades": [to_plain_grade(grade) for grade in source.grades],
    }


def grades_of(view: AgreementView, book: Gradebook) -> tuple[Grade, ...]:
    """Return the grades in force of the sources and statements of an agreement, each once."""
    found: dict[int, Grade] = {}
    for account in view.accounts:
        values = [v for subject in account.subjects for v in subject.values]
        publisher = book.of_source(account.document.metadata.publisher)
        for grade in (*publisher, *_of_values((*values, *account.rejected), book)):
            found[grade.number] = grade
    return tuple(found[number] for number in sorted(found))


def grades_of_value(value: Value, book: Gradebook) -> tuple[Grade, ...]:
    """Return the grades in force of a statement, its voices, and who published it, each once."""
    publisher = book.of_source(value.document.metadata.publisher)
    found = {grade.number: grade for grade in (*publisher, *_of_values([value], book))}
    return tuple(found[number] for number in sorted(found))


def pass_grades(
    grades: Iterable[Grade], documents: Iterable[DocumentId], gate: Gate
) -> tuple[Grade, ...]:
    """Return the grades that may leave with what documents say: those that name nobody hidden."""
    of = frozenset(documents)
    return tuple(
        grade
        for grade in grades
        if gate.lets_words((grade.target, grade.value or "", grade.reason), of)
    )


@dataclass(frozen=True, slots=True)
class SourceCounts:
    """How many independent sources say a value, and tell of its agreement.

    Attributes:
        saying: The sources of each value: agreement, kind, property, and the value's match key.
        telling: The sources of each agreement.
    """

    saying: Mapping[tuple[str, str, str, str], frozenset[DocumentId]]
    telling: Mapping[str, int]

    def of(self, cited: CitedValue) -> tuple[int, int] | None:
        """Return how many sources say a value, and of how many; None where it is of no agreement.

        A value that a person rejected is said by none that counts.
        """
        if cited.agreement is None:
            return None
        said = self.saying.get(_key(cited.agreement, cited.value), frozenset())
        return len(said), self.telling.get(cited.agreement, 0)


def count_sources(views: Iterable[AgreementView]) -> SourceCounts:
    """Return how many independent sources say each value; copies of one text are one source."""
    saying: dict[tuple[str, str, str, str], set[DocumentId]] = {}
    telling: dict[str, int] = {}
    for view in views:
        telling[view.id] = len(view.sources)
        for account in view.accounts:
            for subject in account.subjects:
                for value in subject.values:
                    saying.setdefault(_key(view.id, value), set()).add(account.source)
    return SourceCounts({key: frozenset(each) for key, each in saying.items()}, telling)


def _key(agreement: str, value: Value) -> tuple[str, str, str, str]:
    statement = value.statement
    said = match_key(value.value) or value.value
    return agreement, statement.kind.value, statement.property, said


def voices_of(value: Value) -> tuple[str, ...]:
    """Return the voices of a value, outermost first; of who is said to speak, that too."""
    statement = value.statement
    is_speaker = statement.kind is SubjectKind.CLAIM and statement.property == "speaker"
    return (*statement.voice, value.value) if is_speaker else statement.voice


def _of_values(values: Iterable[Value], book: Gradebook) -> Iterable[Grade]:
    for value in values:
        yield from book.of_statement(value.statement.id)
        for voice in voices_of(value):
            yield from book.of_source(voice)
