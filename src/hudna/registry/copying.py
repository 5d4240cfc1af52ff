"""Copying: all of a registry into an empty one, of whichever store, in one transaction.

Every row keeps its number, so that decisions, grades and the audit trail keep their names. The
full-text indexes are made anew from the texts.
"""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import Connection, Table, func, select

from hudna.domain.identifiers import canonical_json
from hudna.errors import ConflictError, EvidenceError
from hudna.registry import tables as t
from hudna.registry.audit import iter_rows
from hudna.registry.dialects import dialect_of
from hudna.registry.words import indexed

_BATCH = 500
_Each = TypeVar("_Each")
_BATCH_TEXTS = 20
_LARGE = frozenset({"originals", "renditions", "scans"})
_INDEXED = {"renditions": ("rendition_words", "text"), "quotes": ("quote_words", "quote")}
"""The full-text index of a table, and the column that it is of."""
_LEADING = {"agreements": "merged_into"}
"""Columns that lead to any other row of their table, and so are filled once all rows are there."""

_ORDER = (
    t.originals,
    t.documents,
    t.renditions,
    t.scans,
    t.readings,
    t.jobs,
    t.current_readings,
    t.latest_readings,
    t.agreements,
    t.accounts,
    t.statements,
    t.quotes,
    t.evidence,
    t.reading_accounts,
    t.reading_statements,
    t.decisions,
    t.resolutions,
    t.comparisons,
    t.blocking_keys,
    t.resolved_until,
    t.sketches,
    t.grades,
    t.problems,
    t.audit,
)
"""The tables: what is referred to comes first."""

Progress = Callable[[str, int, int], None]
"""Takes a table, how many of its rows are copied, and how many it has."""


@dataclass(frozen=True, slots=True)
class Copied:
    """What a table came to.

    Attributes:
        table: Its name.
        rows: How many rows.
        content: The SHA-256 of them all, in their order, alike in either store.
    """

    table: str
    rows: int
    content: str


def is_empty_registry(connection: Connection) -> bool:
    """Return whether a registry has nothing in it."""
    return all(connection.execute(select(table).limit(1)).first() is None for table in _ORDER)


def check_empty(connection: Connection, *, name: str) -> None:
    """Check that a registry has nothing in it.

    Raises:
        ConflictError: It has.
    """
    if not is_empty_registry(connection):
        raise ConflictError(
            f"registry {name!r} is not empty: a copy needs a new one",
            code="registry-not-empty",
            subject=name,
        )


def copy_all(
    source: Connection, target: Connection, progress: Progress, *, name: str
) -> tuple[Copied, ...]:
    """Copy every row and return what each table came to, as the target has it.

    Args:
        source: A transaction that reads.
        target: A transaction that writes, of an empty registry.
        progress: Told how far it is.
        name: What the target is called in a sentence.

    Raises:
        ConflictError: The target is not empty.
        EvidenceError: The target does not have what the source has; nothing may be kept.
    """
    check_empty(target, name=name)
    given = [_copy(source, target, table, progress) for table in _ORDER]
    for table, column in _LEADING.items():
        _lead(source, target, t.METADATA.tables[table], column)
    for number, ((table, rows, content), each) in enumerate(zip(given, _ORDER, strict=True), 1):
        found = Copied(table, *_told(target, each))
        if found != Copied(table, rows, content):
            raise EvidenceError(
                f"the copy has {found.rows} rows of {table} that are not the {rows} of the "
                "original; nothing was kept",
                code="evidence-copy",
                subject=table,
            )
        progress("tables compared:", number, len(_ORDER))
    return tuple(Copied(*each) for each in given)


def _copy(
    source: Connection, target: Connection, table: Table, progress: Progress
) -> tuple[str, int, str]:
    """Copy a table and return its name, how many rows it has, and their hash."""
    count = select(func.count()).select_from(table)
    total = int(source.execute(count).scalar_one())
    columns = [column.name for column in table.columns]
    leading = _LEADING.get(table.name)
    dialect = dialect_of(target)
    hashed, done = hashlib.sha256(), 0
    for rows in _batches(_iter(source, table), _size(table)):
        for row in rows:
            _add(hashed, row)
        kept = [_without(row, columns, leading) for row in rows] if leading else rows
        dialect.insert_rows(target, table.name, columns, kept)
        if table.name in _INDEXED:
            index, column = _INDEXED[table.name]
            place = columns.index(column)
            dialect.index_words(target, index, [(row[0], indexed(row[place])) for row in rows])
        done += len(rows)
        progress(table.name, done, total)
    return table.name, done, hashed.hexdigest()


def _lead(source: Connection, target: Connection, table: Table, column: str) -> None:
    query = select(table.c[column], table.c.number).where(table.c[column].is_not(None))
    sql = f"UPDATE {table.name} SET {column} = ? WHERE number = ?"  # noqa: S608 - own names
    for rows in _batches(iter_rows(source, query), _BATCH):
        dialect_of(target).execute_rows(target, sql, [tuple(row) for row in rows])


def _told(connection: Connection, table: Table) -> tuple[int, str]:
    """Return how many rows a table has, and their hash."""
    hashed, count = hashlib.sha256(), 0
    for row in _iter(connection, table):
        _add(hashed, row)
        count += 1
    return count, hashed.hexdigest()


def _iter(connection: Connection, table: Table) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of a table in the order of its key."""
    query = select(table).order_by(*table.primary_key.columns)
    for row in iter_rows(connection, query, batch=_size(table)):
        yield tuple(row)


def _size(table: Table) -> int:
    return _BATCH_TEXTS if table.name in _LARGE else _BATCH


def _add(hashed: "hashlib._Hash", row: Sequence[object]) -> None:
    plain = [each.hex() if isinstance(each, bytes) else each for each in row]
    hashed.update(canonical_json(plain).encode() + b"\n")


def _without(row: Sequence[object], columns: Sequence[str], name: str) -> tuple[object, ...]:
    return tuple(
        None if column == name else each for column, each in zip(columns, row, strict=True)
    )


def _batches(rows: Iterator[_Each], size: int) -> Iterator[list[_Each]]:
    while some := list(islice(rows, size)):
        yield some
