"""Grades and sources as plain data."""

from collections.abc import Iterable
from typing import Any

from hudna.domain.grades import MEANINGS, Grade, Gradebook, SourceView
from hudna.domain.statements import SubjectKind
from hudna.domain.views import AgreementView, Value


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
