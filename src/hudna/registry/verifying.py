"""Verifying: a registry held against its audit trail.

The chain is followed first; a row that was changed, left out or put in breaks it. Then what rows
speak of is hashed again and compared, and what no row speaks of is named. What is known by its own
content (texts, originals, statements) is hashed again too, so that a word changed in one is found.
"""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import Connection, Select, func, or_, select

from hudna.domain.audit import FIRST, AuditFault, AuditKind, AuditReport, AuditRow, chained
from hudna.domain.identifiers import content_id, sha256_of
from hudna.errors import InputError
from hudna.registry import audit
from hudna.registry import tables as t
from hudna.registry.statements import PREFIXES

_BATCH = 200
_FEWEST_DIGITS = 8
_SAID = tuple(
    t.statements.c[name] for name in ("subject", "property", "value", "voice", "stance", "status")
)
_Each = TypeVar("_Each")


def verify(connection: Connection, *, head: str | None = None) -> AuditReport:
    """Return what holding a registry against its trail came to.

    Args:
        connection: An open transaction, which sees one state throughout.
        head: The beginning of a hash that a row of the trail is known to have had; None asks
            nothing.
    """
    trail = _Trail()
    faults = list(_follow(connection, trail))
    if head is not None and not any(each.startswith(head) for each in trail.hashes):
        reason = f"no row of the trail has the hash {head}: it was cut off or begun anew"
        faults.append(AuditFault(None, "audit", reason))
    faults += _check_numbered(
        "decision",
        ((row[0], audit.decision_content(*row)) for row in audit.iter_decision_rows(connection)),
        trail,
    )
    faults += _check_numbered(
        "grade",
        ((row[0], audit.grade_content(*row)) for row in audit.iter_grade_rows(connection)),
        trail,
    )
    faults += _check_readings(connection, trail)
    faults += _check_latest(connection, trail)
    faults += _check_documents(connection, trail)
    faults += _check_beginning(connection, trail)
    faults += _check_states(connection, trail)
    faults += _check_contents(connection)
    return AuditReport(trail.rows, trail.checked, trail.head, tuple(faults))


@dataclass(slots=True)
class _Trail:
    """What the rows of a trail say, gathered in one pass.

    Attributes:
        rows: How many there are.
        head: The hash of the last one.
        checked: How much was held against them.
        hashes: The hashes of all rows.
        beginning: The first row, where it begins the trail.
        begun: How many readings, decisions and grades the beginning covers.
        numbered: Content and row of each decision and grade, by its name.
        readings: Content and row of each reading, as it was written last, by identifier.
        latest: The readings in the order in which they came to count.
        states: Content and row of the last one that says how things stand, by kind.
    """

    rows: int = 0
    head: str = FIRST
    checked: int = 0
    hashes: set[str] = field(default_factory=set)
    beginning: AuditRow | None = None
    begun: Counter[str] = field(default_factory=Counter)
    numbered: dict[str, tuple[str, int]] = field(default_factory=dict)
    readings: dict[str, tuple[str, int]] = field(default_factory=dict)
    latest: dict[str, int] = field(default_factory=dict)
    states: dict[AuditKind, tuple[str, int]] = field(default_factory=dict)

    def add(self, row: AuditRow) -> None:
        """Take in what a row says."""
        self.hashes.add(row.hash)
        said = (row.content, row.number)
        match row.kind:
            case AuditKind.BEGIN:
                self._add_beginning(row)
            case AuditKind.READ | AuditKind.LOAD:
                self.readings[row.subjects[0]] = said
                self.latest.pop(row.subjects[0], None)
                self.latest[row.subjects[0]] = row.number
            case AuditKind.RESOLVE | AuditKind.GROUP:
                self.states[row.kind] = said
            case AuditKind.IMPORT:
                pass
            case _:
                self.numbered[row.subjects[0]] = said

    def _add_beginning(self, row: AuditRow) -> None:
        if self.beginning is None:
            self.beginning = row
            for each in row.subjects:
                what, _, count = each.partition(":")
                self.begun[what] = int(count)


def _follow(connection: Connection, trail: _Trail) -> Iterator[AuditFault]:
    """Gather the trail and yield the first link of the chain that is broken."""
    rows = audit.iter_audit(connection)
    broken = False
    while True:
        try:
            row = next(rows)
            trail.add(row)
        except StopIteration:
            return
        except (ValueError, IndexError):
            reason = f"row {trail.rows + 1} of the trail is none that hudna writes"
            yield AuditFault(trail.rows + 1, f"audit:{trail.rows + 1}", reason)
            return
        if not broken:
            fault = _broken(row, trail.rows + 1, trail.head)
            if fault is not None:
                broken = True
                yield fault
        trail.rows += 1
        trail.head = row.hash


def _broken(row: AuditRow, number: int, previous: str) -> AuditFault | None:
    """Return how a row does not follow from the one before, or None where it does."""
    reason = None
    if row.number != number:
        reason = f"row {number} of the trail is missing: row {row.number} follows {number - 1}"
    elif row.previous != previous:
        reason = f"row {number} does not follow from row {number - 1}: one of the two was replaced"
    elif row != chained(
        row.number, row.at, row.actor, row.kind, row.subjects, row.content, previous=previous
    ):
        reason = f"row {number} was changed: its hash is of something else"
    elif (number == 1) != (row.kind is AuditKind.BEGIN):
        reason = f"row {number} is of kind {row.kind}, and the first one alone begins a trail"
    return None if reason is None else AuditFault(number, f"audit:{number}", reason)


def _check_numbered(
    what: str, contents: Iterator[tuple[int, str]], trail: _Trail
) -> Iterator[AuditFault]:
    """Yield the decisions, or the grades, that were changed, added or removed."""
    seen: set[str] = set()
    for place, (number, content) in enumerate(contents):
        name = f"{what}:{number}"
        seen.add(name)
        if place < trail.begun[f"{what}s"]:
            continue
        trail.checked += 1
        said = trail.numbered.get(name)
        if said is None:
            reason = f"no row of the trail speaks of {what} {number}: it was added behind the trail"
            yield AuditFault(None, name, reason)
        elif said[0] != content:
            reason = f"{what} {number} is not the one that row {said[1]} of the trail notes"
            yield AuditFault(said[1], name, reason)
    for name, (_, row) in trail.numbered.items():
        if name.startswith(f"{what}:") and name not in seen:
            yield AuditFault(row, name, f"{what} {name.partition(':')[2]} was removed")


def _check_readings(connection: Connection, trail: _Trail) -> Iterator[AuditFault]:
    """Yield the readings that were changed, added or removed."""
    seen: set[str] = set()
    for place, (identifier, content) in enumerate(audit.iter_reading_contents(connection)):
        seen.add(identifier)
        said = trail.readings.get(identifier)
        if said is None:
            if place >= trail.begun["readings"]:
                reason = (
                    f"no row of the trail speaks of {identifier}: it was added behind the trail"
                )
                yield AuditFault(None, identifier, reason)
            continue
        trail.checked += 1
        if said[0] != content:
            reason = f"reading {identifier} is not the one that row {said[1]} of the trail notes"
            yield AuditFault(said[1], identifier, reason)
    for identifier, (_, row) in trail.readings.items():
        if identifier not in seen:
            yield AuditFault(row, identifier, f"reading {identifier} was removed")


def _check_latest(connection: Connection, trail: _Trail) -> Iterator[AuditFault]:
    """Yield where another reading counts than the one that was stored last."""
    n, la, d = t.readings.c, t.latest_readings.c, t.documents.c
    query = select(n.id, n.document, n.reader)
    owners = {each: tuple(whose) for each, *whose in audit.iter_rows(connection, query)}
    stored = {owners[each]: each for each in trail.latest if each in owners}
    counting: Select[Any] = (
        select(la.document, la.reader, n.id, d.id)
        .join(t.readings, n.number == la.reading)
        .join(t.documents, d.number == la.document)
    )
    for number, reader, counts, document in audit.iter_rows(connection, counting):
        last = stored.get((number, reader))
        if last is not None and last != counts:
            reason = f"of {document}, {counts} counts for {reader} in place of {last}"
            yield AuditFault(trail.latest[last], document, reason)


def _check_documents(connection: Connection, trail: _Trail) -> Iterator[AuditFault]:
    """Yield the documents of which something else is shown than the reading stored last knows."""
    n, d, j = t.readings.c, t.documents.c, t.jobs.c
    last = (
        select(n.document, func.max(j.number).label("job"))
        .join(t.jobs, j.reading == n.number)
        .group_by(n.document)
        .subquery()
    )
    shown = ("rendition", "name", "title", "publisher", "published", "url", "language")
    query: Select[Any] = (
        select(d.id, n.id, or_(*(d[name].is_distinct_from(n[name]) for name in shown)))
        .select_from(t.documents)
        .outerjoin(last, last.c.document == d.number)
        .outerjoin(t.jobs, j.number == last.c.job)
        .outerjoin(t.readings, n.number == j.reading)
    )
    for document, reading, differs in audit.iter_rows(connection, query):
        if reading is None or differs:
            reason = f"what is known of {document} is not what was known when it was stored last"
            row = trail.readings.get(reading or "", (None, None))[1]
            yield AuditFault(row, document, reason)


def _check_beginning(connection: Connection, trail: _Trail) -> Iterator[AuditFault]:
    """Yield whether what was there when the trail began is there no more."""
    if trail.beginning is None:
        return
    counts = [trail.begun[each] for each in ("readings", "decisions", "grades")]
    if not any(counts):
        return
    readings = [
        content for _, content in _first(audit.iter_reading_contents(connection), counts[0])
    ]
    decisions = [
        audit.decision_content(*row)
        for row in _first(audit.iter_decision_rows(connection), counts[1])
    ]
    grades = [
        audit.grade_content(*row) for row in _first(audit.iter_grade_rows(connection), counts[2])
    ]
    trail.checked += sum(counts)
    if audit.beginning_content(readings, decisions, grades) != trail.beginning.content:
        shown = ", ".join(each.replace(":", " ") for each in trail.beginning.subjects)
        reason = f"what was there when the trail began ({shown}) was changed"
        yield AuditFault(1, "audit:1", reason)


def _check_states(connection: Connection, trail: _Trail) -> Iterator[AuditFault]:
    """Yield whether comparisons or groups are others than were written last."""
    groups = audit.groups_digest(audit.iter_groups(connection))
    content, row = trail.states.get(AuditKind.GROUP, (audit.groups_digest(()), None))
    if groups != content:
        reason = f"which agreements are one is not what {_row(row)} notes"
        yield AuditFault(row, "agreements", reason)
    resolver, compared = audit.resolution_content(connection)
    if AuditKind.RESOLVE in trail.states:
        content, row = trail.states[AuditKind.RESOLVE]
        if compared != content:
            reason = f"the comparisons in force are not those that {_row(row)} notes"
            yield AuditFault(row, "comparisons", reason)
    elif resolver:
        yield AuditFault(None, "comparisons", "no row of the trail speaks of the comparisons")


def _row(number: int | None) -> str:
    return "the trail" if number is None else f"row {number} of the trail"


def _check_contents(connection: Connection) -> Iterator[AuditFault]:
    """Yield what is known by its content and has another one."""
    o, r, a, d = t.originals.c, t.renditions.c, t.accounts.c, t.documents.c
    for identifier, content in audit.iter_rows(connection, select(o.id, o.content), batch=20):
        if sha256_of(bytes(content)) != identifier:
            yield AuditFault(None, identifier, f"the bytes of document {identifier} were changed")
    for identifier, text in audit.iter_rows(connection, select(r.id, r.text), batch=20):
        if sha256_of(text.encode()) != identifier:
            yield AuditFault(None, identifier, f"text {identifier} was changed")
    query = select(a.id, d.id, a.anchor_start, a.anchor_end).join(
        t.documents, d.number == a.document
    )
    for identifier, *place in audit.iter_rows(connection, query):
        if content_id("acc", place) != identifier:
            yield AuditFault(None, identifier, f"the anchor of account {identifier} was moved")
    yield from _check_statements(connection)


def _check_statements(connection: Connection) -> Iterator[AuditFault]:
    """Yield the statements that say something else than they are known by."""
    s, e, q = t.statements.c, t.evidence.c, t.quotes.c
    last = connection.execute(select(func.coalesce(func.max(s.number), 0))).scalar_one()
    columns = (s.number, s.id, s.kind, s.document, *_SAID)
    for start in range(0, last + 1, 10 * _BATCH):
        among = s.number.between(start, start + 10 * _BATCH - 1)
        cited: dict[int, list[Sequence[object]]] = {}
        query = (
            select(e.statement, q.document, q.span_start, q.span_end, q.quote)
            .join(t.quotes, q.number == e.quote)
            .where(e.statement.between(start, start + 10 * _BATCH - 1))
            .order_by(e.statement, e.position)
        )
        for statement, *quote in connection.execute(query):
            cited.setdefault(statement, []).append(quote)
        for number, identifier, kind, document, *said in connection.execute(
            select(*columns).where(among)
        ):
            subject, name, value, voice, stance, status = said
            quotes = cited.get(number, [])
            words = [quote for _, *quote in quotes]
            known = [subject, name, value, _voices(voice), stance, status, words]
            if (
                content_id("stm", known) != identifier
                or PREFIXES.get(kind) != subject.partition("-")[0]
                or any(where != document for where, *_ in quotes)
            ):
                reason = f"statement {identifier} says something else than it is known by"
                yield AuditFault(None, identifier, reason)


def _voices(plain: str) -> object:
    try:
        return json.loads(plain)
    except ValueError:
        return plain


def _first(rows: Iterator[_Each], count: int) -> Iterator[_Each]:
    yield from islice(rows, count)


def check_head(head: str) -> str:
    """Return the beginning of a hash in lower case.

    Raises:
        InputError: It is none, or too short to tell anything.
    """
    plain = head.strip().lower()
    if len(plain) < _FEWEST_DIGITS or set(plain) - set("0123456789abcdef"):
        raise InputError(
            f"{head!r} is not the beginning of a hash of the audit trail: eight hexadecimal "
            "digits at least",
            code="input-identifier",
            subject=head,
        )
    return plain
