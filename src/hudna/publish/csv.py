"""CSV: one statement on each row, safe to open in a spreadsheet.

A spreadsheet takes a cell that begins with `=`, `+`, `-`, `@`, a tab or a carriage return for a
formula, and a document may say anything. Such a cell, and one that begins with an apostrophe, gets
an apostrophe in front; `unguarded` takes it away again, so that nothing is lost.
"""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TextIO

from hudna.domain.grades import Grade, GradeKind
from hudna.domain.views import CitedValue, RelationView
from hudna.publish.jsonl import to_json
from hudna.publish.plain import to_plain_value

COLUMNS = (
    "agreement",
    "account",
    "document",
    "document_name",
    "published",
    "kind",
    "subject",
    "statement",
    "property",
    "value",
    "stated",
    "voice",
    "stance",
    "status",
    "basis",
    "readers",
    "decision",
    "decided_by",
    "decision_reason",
    "quote",
    "start",
    "end",
    "evidence",
    "sources",
    "sources_of_agreement",
    "reliability",
    "affiliation",
    "credibility",
    "related",
    "related_fits",
)
"""The columns, in their order; `docs/cli.md` says what each means."""

_RISKY = ("=", "+", "-", "@", "\t", "\r", "'", "\n", "＝", "＋", "－", "＠")


def guarded(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(_RISKY) else cell


def unguarded(cell: str) -> str:
    """Return what a guarded cell says."""
    return cell.removeprefix("'")


@dataclass(frozen=True, slots=True)
class Weighed:
    """A value with what it weighs.

    Attributes:
        cited: The value, as it may leave.
        sources: How many independent sources say it, and tell of its agreement, or None.
        grades: The grades of the outlet and the voices that say it, and of the statement.
        relation: Where the value tells of another agreement, which one its words mean, or None.
    """

    cited: CitedValue
    sources: tuple[int, int] | None = None
    grades: tuple[Grade, ...] = ()
    relation: RelationView | None = None


def write_values(values: Iterable[CitedValue | Weighed], file: TextIO) -> int:
    """Write values as CSV with a header, lines ended by LF, and return how many there were."""
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(COLUMNS)
    count = 0
    for count, value in enumerate(values, 1):  # noqa: B007 - the last count is the result
        weighed = value if isinstance(value, Weighed) else Weighed(value)
        cells = (*_cells(weighed.cited), *_weights(weighed), *_related(weighed.relation))
        writer.writerow([guarded(cell) for cell in cells])
    return count


def _weights(weighed: Weighed) -> Iterator[str]:
    yield from map(str, weighed.sources or ("", ""))
    for kind in (GradeKind.RELIABILITY, GradeKind.AFFILIATION, GradeKind.CREDIBILITY):
        yield "; ".join(
            f"{grade.value} ({grade.assessor})"
            if kind is GradeKind.CREDIBILITY
            else f"{grade.target}: {grade.value} ({grade.assessor})"
            for grade in weighed.grades
            if grade.kind is kind
        )


def _related(relation: RelationView | None) -> Iterator[str]:
    yield (relation.to or "") if relation else ""
    yield " ".join(relation.fits) if relation else ""


def _cells(cited: CitedValue) -> Iterator[str]:
    value, statement = cited.value, cited.value.statement
    decision, first = value.decision, statement.evidence[0]
    yield cited.agreement or ""
    yield cited.account or ""
    yield value.document.id
    yield value.document.name
    yield value.document.metadata.published or ""
    yield statement.kind.value
    yield statement.subject
    yield statement.id
    yield statement.property
    yield value.value
    yield statement.value
    yield " > ".join(statement.voice)
    yield statement.stance.value
    yield statement.status.value
    yield statement.basis or ""
    yield " ".join(value.readers)
    yield decision.kind.value if decision else ""
    yield decision.author if decision else ""
    yield decision.reason if decision else ""
    yield first.quote
    yield str(first.start)
    yield str(first.end)
    yield to_json(to_plain_value(value)["evidence"])
