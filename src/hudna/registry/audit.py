"""The audit trail, written: what each write comes to as a hash, and the row that says so.

What is hashed is told in identifiers and words, never in row numbers, but for the numbers of
decisions and grades, which are their names.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import chain
from typing import Any

from sqlalchemy import Connection, Select, select

from hudna.domain.audit import FIRST, AuditKind, AuditRow, chained, digest
from hudna.domain.grades import Grade
from hudna.domain.identifiers import canonical_json
from hudna.domain.statements import Decision, DecisionKind
from hudna.registry import tables as t
from hudna.registry.dialects import dialect_of

_BATCH = 200
_COLUMNS = tuple(column.name for column in t.audit.columns)
_OF_DECISION = {
    DecisionKind.MERGE: AuditKind.MERGE,
    DecisionKind.SPLIT: AuditKind.SPLIT,
    DecisionKind.UNDO: AuditKind.UNDO,
}
_PERSON = "person:"
SYSTEM = "hudna"
"""The actor of what nobody asked for: the beginning of the trail."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A write, before it has its place in the trail; as in `hudna.domain.audit.AuditRow`."""

    kind: AuditKind
    actor: str
    subjects: tuple[str, ...]
    content: str


def append(connection: Connection, entries: Sequence[Entry], *, at: str) -> None:
    """Append entries to the trail, inside the transaction of what they tell."""
    if not entries:
        return
    number, previous = find_last(connection)
    if not number:
        entries = (_beginning((), (), ()), *entries)
    _chain(connection, entries, number, previous, at=at)


def _chain(
    connection: Connection, entries: Sequence[Entry], last: int, previous: str, *, at: str
) -> None:
    """Write entries after the last row of the trail."""
    rows: list[tuple[object, ...]] = []
    for number, each in enumerate(entries, last + 1):
        row = chained(
            number, at, each.actor, each.kind, each.subjects, each.content, previous=previous
        )
        previous = row.hash
        rows.append(to_row(row))
    dialect_of(connection).insert_rows(connection, t.audit.name, _COLUMNS, rows)


def find_last(connection: Connection) -> tuple[int, str]:
    """Return number and hash of the last row of the trail; 0 and `FIRST` where there is none."""
    c = t.audit.c
    query = select(c.number, c.hash).order_by(c.number.desc()).limit(1)
    number, hashed = connection.execute(query).one_or_none() or (0, FIRST)
    return number, hashed


def begin(connection: Connection, *, at: str) -> None:
    """Begin the trail over what is there; where nothing is, the first write begins it."""
    readings = [content for _, content in iter_reading_contents(connection)]
    decisions = [decision_content(*row) for row in iter_decision_rows(connection)]
    grades = [grade_content(*row) for row in iter_grade_rows(connection)]
    if readings or decisions or grades:
        beginning = _beginning(readings, decisions, grades)
        rest = (entry_of_resolution(connection), entry_of_groups(connection, SYSTEM))
        entries = (beginning, *(each for each in rest if each is not None))
        _chain(connection, entries, 0, FIRST, at=at)


def _beginning(readings: Sequence[str], decisions: Sequence[str], grades: Sequence[str]) -> Entry:
    counts = (f"readings:{len(readings)}", f"decisions:{len(decisions)}", f"grades:{len(grades)}")
    content = beginning_content(readings, decisions, grades)
    return Entry(AuditKind.BEGIN, SYSTEM, counts, content)


def beginning_content(
    readings: Sequence[str], decisions: Sequence[str], grades: Sequence[str]
) -> str:
    """Return the hash of what was there when a trail began."""
    return digest([list(readings), list(decisions), list(grades)])


def to_row(row: AuditRow) -> tuple[object, ...]:
    """Return a row of the trail as it is stored."""
    subjects = json.dumps(row.subjects, ensure_ascii=False)
    return (
        row.number,
        row.at,
        row.actor,
        row.kind.value,
        subjects,
        row.content,
        row.previous,
        row.hash,
    )


def iter_audit(connection: Connection) -> Iterator[AuditRow]:
    """Yield the trail from its first row on.

    Raises:
        ValueError: A row was changed to something that no row can be.
    """
    query = select(t.audit).order_by(t.audit.c.number)
    for row in iter_rows(connection, query):
        kind, subjects = AuditKind(row.kind), tuple(json.loads(row.subjects))
        about = (row.content, row.previous, row.hash)
        yield AuditRow(row.number, row.at, row.actor, kind, subjects, *about)


def iter_rows(connection: Connection, query: Select[Any], *, batch: int = 1000) -> Iterator[Any]:
    """Yield the rows of a query that may have more than memory holds."""
    with closing(connection.execute(query, execution_options={"yield_per": batch})) as rows:
        yield from rows


def entry_of_decision(decision: Decision) -> Entry:
    """Return the entry of a decision."""
    content = decision_content(
        decision.number,
        decision.kind.value,
        decision.target,
        decision.value,
        decision.reason,
        decision.author,
        decision.decided_at,
    )
    kind = _OF_DECISION.get(decision.kind, AuditKind.DECIDE)
    target = f"decision:{decision.target}" if kind is AuditKind.UNDO else decision.target
    return Entry(kind, decision.author, (f"decision:{decision.number}", target), content)


def entry_of_grade(grade: Grade) -> Entry:
    """Return the entry of a grade."""
    content = grade_content(
        grade.number,
        grade.kind.value,
        grade.target,
        grade.value,
        grade.reason,
        grade.assessor,
        grade.graded_at,
    )
    subjects = (f"grade:{grade.number}", grade.target)
    return Entry(AuditKind.GRADE, grade.assessor, subjects, content)


def entry_of_reading(reading: str, document: str, reader: str, content: str) -> Entry:
    """Return the entry of a reading that counts from here on."""
    kind = AuditKind.LOAD if reader.startswith(_PERSON) else AuditKind.READ
    return Entry(kind, reader, (reading, document), content)


def entry_of_groups(connection: Connection, actor: str) -> Entry | None:
    """Return the entry of which agreements are one, or None where the trail says so already."""
    content = groups_digest(iter_groups(connection))
    if content == (_last_content(connection, AuditKind.GROUP) or groups_digest(())):
        return None
    return Entry(AuditKind.GROUP, actor, (), content)


def entry_of_resolution(connection: Connection) -> Entry | None:
    """Return the entry of the comparisons in force, or None where the trail says so already."""
    resolver, content = resolution_content(connection)
    if not resolver or content == _last_content(connection, AuditKind.RESOLVE):
        return None
    return Entry(AuditKind.RESOLVE, resolver, (), content)


def _last_content(connection: Connection, kind: AuditKind) -> str | None:
    c = t.audit.c
    query = select(c.content).where(c.kind == kind.value).order_by(c.number.desc()).limit(1)
    return connection.execute(query).scalar()


def decision_content(
    number: int,
    kind: str,
    target: str,
    value: str | None,
    reason: str,
    author: str,
    decided_at: str,
) -> str:
    """Return the hash of a decision."""
    return digest(["decision", number, kind, target, value, reason, author, decided_at])


def grade_content(
    number: int,
    kind: str,
    target: str,
    value: str | None,
    reason: str,
    assessor: str,
    graded_at: str,
) -> str:
    """Return the hash of a grade."""
    return digest(["grade", number, kind, target, value, reason, assessor, graded_at])


def reading_content(
    head: Sequence[object],
    accounts: Sequence[Sequence[object]],
    statements: Sequence[Sequence[object]],
) -> str:
    """Return the hash of a reading.

    Args:
        head: Its document, its text, and its own columns from `id` to `made_at`.
        accounts: Account, agreement, anchor (start, end, words) and label, in their order.
        statements: Statement, account and basis, in their order; a statement is known by its
            content.
    """
    return digest(["reading", list(head), list(accounts), list(statements)])


_HEAD = (
    t.readings.c.id,
    t.documents.c.id,
    t.renditions.c.id,
    *(
        t.readings.c[name]
        for name in (
            "reader",
            "version",
            "vocabulary",
            "name",
            "title",
            "publisher",
            "published",
            "url",
            "language",
            "warnings",
            "refused",
            "schema_name",
            "made_at",
        )
    ),
)


def iter_reading_contents(
    connection: Connection, numbers: Sequence[int] | None = None
) -> Iterator[tuple[str, str]]:
    """Yield readings and their hashes in the order in which they were made.

    Args:
        connection: An open transaction.
        numbers: The row numbers of those wanted; None is all.
    """
    if numbers is None:
        numbers = list(connection.scalars(select(t.readings.c.number).order_by("number")))
    for start in range(0, len(numbers), _BATCH):
        yield from _contents(connection, numbers[start : start + _BATCH])


def _contents(connection: Connection, numbers: Sequence[int]) -> Iterator[tuple[str, str]]:
    n, a, g, s = t.readings.c, t.accounts.c, t.agreements.c, t.statements.c
    ra, rs = t.reading_accounts.c, t.reading_statements.c
    accounts: dict[int, list[Sequence[object]]] = defaultdict(list)
    told = (
        select(ra.reading, a.id, g.id, a.anchor_start, a.anchor_end, a.anchor_quote, ra.label)
        .join(t.accounts, a.number == ra.account)
        .join(t.agreements, g.number == a.agreement)
        .where(ra.reading.in_(numbers))
        .order_by(ra.reading, ra.position)
    )
    for reading, *account in connection.execute(told):
        accounts[reading].append(account)
    statements: dict[int, list[Sequence[object]]] = defaultdict(list)
    given = (
        select(rs.reading, s.id, a.id, rs.basis)
        .join(t.statements, s.number == rs.statement)
        .outerjoin(t.accounts, a.number == s.account)
        .where(rs.reading.in_(numbers))
        .order_by(rs.reading, rs.position)
    )
    for reading, *statement in connection.execute(given):
        statements[reading].append(statement)
    query = (
        select(n.number, *_HEAD)
        .join(t.documents, t.documents.c.number == n.document)
        .join(t.renditions, t.renditions.c.number == n.rendition)
        .where(n.number.in_(numbers))
        .order_by(n.number)
    )
    for number, *head in connection.execute(query):
        yield head[0], reading_content(head, accounts[number], statements[number])


def iter_decision_rows(
    connection: Connection,
) -> Iterator[tuple[int, str, str, str, str, str, str]]:
    """Yield the rows of decisions in their order, as `decision_content` takes them."""
    yield from map(tuple, connection.execute(select(t.decisions).order_by("number")))


def iter_grade_rows(connection: Connection) -> Iterator[tuple[int, str, str, str, str, str, str]]:
    """Yield the rows of grades in their order, as `grade_content` takes them."""
    yield from map(tuple, connection.execute(select(t.grades).order_by("number")))


def iter_groups(connection: Connection) -> Iterator[tuple[str, str]]:
    """Yield each agreement that another stands for, and that other."""
    one, other = t.agreements.alias("one"), t.agreements.alias("other")
    query = (
        select(one.c.id, other.c.id)
        .join(other, other.c.number == one.c.merged_into)
        .order_by(one.c.id)
    )
    yield from map(tuple, connection.execute(query))


def groups_digest(groups: Iterable[tuple[str, str]]) -> str:
    """Return the hash of which agreements are one."""
    return _streamed("groups", groups)


def resolution_content(connection: Connection) -> tuple[str, str]:
    """Return who resolved last, and the hash of how, of the copies and of what is compared."""
    r, c, k = t.resolutions.c, t.comparisons.c, t.sketches.c
    how = connection.execute(
        select(r.resolver, r.vocabulary, r.same_from, r.review_from)
        .order_by(r.number.desc())
        .limit(1)
    ).one_or_none() or ("", "", 0.0, 0.0)
    copy, source = t.documents.alias("copy"), t.documents.alias("source")
    copies = (
        select(copy.c.id, source.c.id)
        .select_from(t.sketches)
        .join(copy, copy.c.number == k.document)
        .join(source, source.c.number == k.source)
        .where(k.document != k.source)
        .order_by(copy.c.id)
    )
    one, other = t.agreements.alias("one"), t.agreements.alias("other")
    compared = (
        select(one.c.id, other.c.id, c.score, c.features, c.resolver)
        .select_from(t.comparisons)
        .join(one, one.c.number == c.first)
        .join(other, other.c.number == c.second)
        .where(c.ended_at.is_(None))
        .order_by(one.c.id, other.c.id)
    )
    rows = chain([how], iter_rows(connection, copies), iter_rows(connection, compared))
    return str(how[0]), _streamed("comparisons", rows)


def _streamed(kind: str, rows: Iterable[Iterable[object]]) -> str:
    hashed = hashlib.sha256(kind.encode())
    for row in rows:
        hashed.update(b"\n" + canonical_json([*row]).encode())
    return hashed.hexdigest()
