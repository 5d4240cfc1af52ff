"""Relations: which agreements latest readings say to be related, and on what days they are."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import Connection, Select, literal_column, select

from hudna.domain.codebook import RelationKind
from hudna.domain.identifiers import AgreementId
from hudna.domain.statements import DecisionKind, SubjectKind
from hudna.registry import tables as t
from hudna.registry.decisions import in_force
from hudna.registry.merging import load_agreement_ids, load_roots, root_of
from hudna.registry.queries import load_decisions


def find_relating(connection: Connection, kind: RelationKind) -> tuple[int, ...]:
    """Return the agreements that the latest readings relate to others, in the order of minting."""
    rows = connection.execute(_relations(kind))
    roots = load_roots(connection)
    return tuple(sorted({root_of(row.agreement, roots) for row in rows}))


def find_relations(
    connection: Connection, kind: RelationKind
) -> tuple[tuple[AgreementId, str], ...]:
    """Return which agreement is said to be related, and to what, in the order of minting.

    What a reviewer rejected is left out, and what one corrected is as corrected.
    """
    decisions = in_force(load_decisions(connection))
    roots = load_roots(connection)
    found: dict[tuple[int, str], None] = {}
    for row in connection.execute(_relations(kind)):
        decision = decisions.get(row.id)
        if decision is not None and decision.kind is DecisionKind.REJECT:
            continue
        is_corrected = decision is not None and decision.kind is DecisionKind.CORRECT
        value = decision.value if decision is not None and is_corrected else row.value
        found.setdefault((root_of(row.agreement, roots), value or ""))
    identifiers = load_agreement_ids(connection, {number for number, _ in found})
    return tuple((identifiers[number], value) for number, value in sorted(found))


def find_told_relations(connection: Connection) -> tuple[tuple[int, str], ...]:
    """Return which agreements latest readings say to be related, and the words or identifiers."""
    found: dict[tuple[int, str], None] = {}
    for kind in RelationKind:
        query = _relations(kind)
        found.update(((row.agreement, row.value), None) for row in connection.execute(query))
    roots = load_roots(connection)
    return tuple(dict.fromkeys((root_of(number, roots), value) for number, value in found))


def _relations(kind: RelationKind) -> Select[Any]:
    """Return what selects the statements by which the latest readings relate agreements."""
    s, a, rs, la = (
        t.statements.c,
        t.accounts.c,
        t.reading_statements.c,
        t.latest_readings.c,
    )
    return (
        select(a.agreement, s.id, s.value)
        .distinct()
        .select_from(t.statements)
        .join(t.accounts, a.number == s.account)
        .join(t.reading_statements, rs.statement == s.number)
        .join(t.latest_readings, la.reading == rs.reading)
        .where(s.kind == literal_column(f"'{SubjectKind.AGREEMENT.value}'"))
        .where(s.property == f"relation.{kind}")
    )


def find_dated(connection: Connection, days: Iterable[tuple[int, int]]) -> set[int]:
    """Return the agreements that latest readings date to a year in which some days lie."""
    s, a, rs, la = t.statements.c, t.accounts.c, t.reading_statements.c, t.latest_readings.c
    years = {date.fromordinal(day).year for first, last in days for day in (first, last)}
    roots = load_roots(connection)
    found: set[int] = set()
    for year in years:
        query = (
            select(a.agreement)
            .distinct()
            .select_from(t.statements)
            .join(t.accounts, a.number == s.account)
            .join(t.reading_statements, rs.statement == s.number)
            .join(t.latest_readings, la.reading == rs.reading)
            .where(s.kind == literal_column(f"'{SubjectKind.DATE.value}'"))
            .where(s.value.like(f"%{year:04d}%"))
        )
        found |= {root_of(number, roots) for number in connection.scalars(query)}
    return found
