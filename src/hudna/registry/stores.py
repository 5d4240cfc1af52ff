"""Stores: what holds a registry, and what it has to be able to do.

All that SQLite and PostgreSQL do differently stands behind these two protocols:
`hudna.registry.sqlite` and `hudna.registry.postgres`. Everything else is one code path.
"""

from collections.abc import Collection, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

from sqlalchemy import Connection, Engine

from hudna.registry.words import Alternatives

WAIT_S = 60.0
"""How many seconds a writer waits for another one before it gives up."""

Row = tuple[object, ...]


class Store(Protocol):
    """An open place where a registry is kept."""

    @property
    def engine(self) -> Engine:
        """Return what connects to it."""
        ...

    @property
    def name(self) -> str:
        """Return what it is called in a sentence; never with a password."""
        ...

    @property
    def is_new(self) -> bool:
        """Return whether there was none until it was opened."""
        ...

    def remove(self) -> None:
        """Remove all of it, tables and rules, and close it; where it is in a file, the file."""
        ...

    def reading(self) -> AbstractContextManager[Connection]:
        """Return a connection that sees one state of the registry throughout."""
        ...

    def writing(self) -> AbstractContextManager[Connection]:
        """Return a connection in one transaction, durable when the block ends, or without a trace.

        Whoever writes has the registry to itself from the start, so that a writer who waits sees
        what the other wrote.
        """
        ...


@dataclass(frozen=True, slots=True)
class Found:
    """A source of rows `number` for a FROM: what has some phrases.

    Attributes:
        sql: A query in parentheses.
        parameters: What it takes.
    """

    sql: str
    parameters: Mapping[str, object]


class Dialect(Protocol):
    """What a store says in its own words, for an open connection of it."""

    join: str
    """How tables are joined in the order in which they are written."""

    def insert_rows(
        self, connection: Connection, table: str, columns: Sequence[str], rows: Sequence[Row]
    ) -> None:
        """Insert rows."""
        ...

    def execute_rows(self, connection: Connection, sql: str, rows: Sequence[Row]) -> None:
        """Execute a statement once for each row; `?` stands for a value of it."""
        ...

    def index_words(
        self, connection: Connection, table: str, rows: Sequence[tuple[int, str]]
    ) -> None:
        """Add texts, as `hudna.registry.words.indexed` writes them, to a full-text index."""
        ...

    def rank_words(
        self,
        connection: Connection,
        table: str,
        groups: Sequence[Alternatives],
        *,
        below: int | None,
        most: int,
        among: Collection[int] | None = None,
    ) -> Sequence[tuple[int, float]]:
        """Return what has a phrase of each of some groups in a full-text index, with its rank.

        Args:
            connection: An open transaction.
            table: The index.
            groups: Phrases, one of each group of which has to be found.
            below: The row number below which all have to be; None for any.
            most: How many at most; of more, those with the highest row numbers.
            among: The row numbers of those wanted; None is any.

        Returns:
            Row numbers and ranks, in any order; the least rank is the best match.
        """
        ...

    def find_words(self, table: str, groups: Sequence[Alternatives]) -> Found:
        """Return what has a phrase of each of some groups in a full-text index, each once."""
        ...

    def find_any(self, table: str, phrases: Alternatives) -> Found:
        """Return what has any of some phrases in a full-text index, each once."""
        ...
