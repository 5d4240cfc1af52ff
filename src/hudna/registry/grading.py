"""Grading: the log of grades, and the sources that they are about."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches

from sqlalchemy import Connection, select

from hudna.domain.documents import Document
from hudna.domain.grades import (
    Credibility,
    Grade,
    Gradebook,
    GradeKind,
    Reliability,
    SourceView,
    to_gradebook,
)
from hudna.domain.views import CitedValue
from hudna.errors import ConflictError, InputError, NotFoundError
from hudna.registry import audit
from hudna.registry import tables as t
from hudna.text.folding import match_key


def load_grades(connection: Connection) -> tuple[Grade, ...]:
    """Return all grades in their order, each knowing whether it is undone."""
    rows = connection.execute(select(t.grades).order_by(t.grades.c.number)).all()
    undone = {row.target for row in rows if row.kind == GradeKind.UNDO.value}
    return tuple(
        Grade(
            number=row.number,
            kind=GradeKind(row.kind),
            target=row.target,
            value=row.value,
            reason=row.reason,
            assessor=row.assessor,
            graded_at=row.graded_at,
            is_undone=str(row.number) in undone and row.kind != GradeKind.UNDO.value,
        )
        for row in rows
    )


def append_grade(connection: Connection, grade: Grade) -> Grade:
    """Append a grade, and that to the audit trail, and return it with its number."""
    given = replace(grade, number=t.next_number(connection, t.grades))
    connection.execute(
        t.grades.insert().values(
            number=given.number,
            kind=grade.kind.value,
            target=grade.target,
            value=grade.value,
            reason=grade.reason,
            assessor=grade.assessor,
            graded_at=grade.graded_at,
        )
    )
    audit.append(connection, [audit.entry_of_grade(given)], at=given.graded_at)
    return given


def check_grade(kind: GradeKind, value: str, *, reason: str, assessor: str) -> str:
    """Return the value of a grade as it is kept, once it may be given.

    Raises:
        InputError: It is no grade of its axis, or the reason, the assessor or the party is empty.
    """
    check_said(reason=reason, assessor=assessor)
    if kind is GradeKind.AFFILIATION:
        if not match_key(value):
            raise _refused(f"{value!r} names no party")
        return value.strip()
    axis = Reliability if kind is GradeKind.RELIABILITY else Credibility
    given = value.strip().upper()
    if given not in set(axis):
        raise _refused(f"{value!r} is no {kind}; it may be: {', '.join(axis)}")
    return given


def check_said(*, reason: str, assessor: str) -> None:
    """Check that a grade says why and by whom.

    Raises:
        InputError: The reason or the assessor is empty.
    """
    if not reason.strip():
        raise _refused("a grade needs a reason")
    if not assessor.strip():
        raise _refused("a grade needs an assessor")


def check_undoing(number: int, grades: Iterable[Grade]) -> None:
    """Check that a grade may be undone.

    Raises:
        NotFoundError: There is none of that number.
        ConflictError: It is an undoing itself, or was undone already.
    """
    grade = next((each for each in grades if each.number == number), None)
    if grade is None:
        raise NotFoundError(f"there is no grade {number}", subject=str(number))
    if grade.kind is GradeKind.UNDO or grade.is_undone:
        why = "is an undoing and stays" if grade.kind is GradeKind.UNDO else "was undone already"
        raise ConflictError(
            f"grade {number} {why}; grade anew instead", code="conflict-undo", subject=str(number)
        )


def find_source_name(asked: str, sources: Iterable[SourceView]) -> str:
    """Return the name of the source that a name means, as documents have it.

    Raises:
        NotFoundError: No document has such an outlet or voice; the reason has what is near.
    """
    by_key = {match_key(source.name): source.name for source in sources}
    key = match_key(asked)
    if key and key in by_key:
        return by_key[key]
    near = get_close_matches(key, by_key, n=3, cutoff=0.6)
    hint = f"; perhaps: {', '.join(by_key[each] for each in near)}" if near else ""
    if asked.startswith("stm-"):
        hint = "; of a statement the credibility is graded (`--credibility`)"
    raise NotFoundError(
        f"no document has an outlet or a voice {asked!r}{hint}",
        code="not-found-source",
        subject=asked,
    )


def to_sources(
    documents: Iterable[Document], values: Iterable[CitedValue], grades: Iterable[Grade]
) -> tuple[SourceView, ...]:
    """Return the outlets, then the voices, of a registry; of each who says most first."""
    found: dict[str, _Source] = defaultdict(_Source)
    for document in documents:
        outlet = document.metadata.publisher
        if outlet is not None and match_key(outlet):
            source = found[match_key(outlet)]
            source.names[outlet] += 1
            source.published.add(document.id)
    for cited in values:
        statement = cited.value.statement
        chain = statement.voice
        if statement.property == "speaker":
            chain = (*chain, cited.value.value)
        for depth, voice in enumerate(chain):
            if match_key(voice):
                found[match_key(voice)].add(voice, cited, chain[:depth])
    book = to_gradebook(grades)
    sources = (_to_view(source, book) for source in found.values())
    return tuple(sorted(sources, key=_order))


@dataclass(slots=True)
class _Source:
    """One source in the making."""

    names: Counter[str] = field(default_factory=Counter)
    published: set[str] = field(default_factory=set)
    documents: set[str] = field(default_factory=set)
    outermost: set[str] = field(default_factory=set)
    nested: set[str] = field(default_factory=set)
    reported_by: dict[str, None] = field(default_factory=dict)

    def add(self, voice: str, cited: CitedValue, around: tuple[str, ...]) -> None:
        """Add a statement that a voice makes, within others."""
        self.names[voice] += 1
        self.documents.add(cited.value.document.id)
        statements = self.nested if around else self.outermost
        statements.add(cited.value.statement.id)
        if around:
            self.reported_by.setdefault(around[-1])


def _to_view(source: _Source, book: Gradebook) -> SourceView:
    names: Mapping[str, int] = source.names
    name = min(names, key=lambda each: (-names[each], each))
    return SourceView(
        name=name,
        is_outlet=bool(source.published),
        published=len(source.published),
        documents=len(source.documents),
        outermost=len(source.outermost),
        nested=len(source.nested),
        reported_by=tuple(source.reported_by),
        grades=book.of_source(name),
    )


def _order(source: SourceView) -> tuple[bool, int, int, int, str]:
    return (
        not source.is_outlet,
        -source.published,
        -source.outermost,
        -source.nested,
        source.name,
    )


def _refused(reason: str) -> InputError:
    return InputError(reason, code="input-grade")
