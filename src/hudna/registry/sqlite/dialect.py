"""What SQLite says in its own words: inserts, and full-text search with FTS5."""

import json
from collections.abc import Collection, Sequence
from functools import cache

from sqlalchemy import Connection

from hudna.registry.stores import Found, Row
from hudna.registry.words import Alternatives, to_match

_LAST = 2**63 - 1
"""No row number is higher."""


class SqliteDialect:
    """The dialect of SQLite."""

    join = "CROSS JOIN"
    """Keeps SQLite from asking the index once for every row of the other table."""

    def insert_rows(
        self, connection: Connection, table: str, columns: Sequence[str], rows: Sequence[Row]
    ) -> None:
        """Insert rows."""
        if rows:
            connection.exec_driver_sql(_insert(table, tuple(columns)), list(rows))

    def execute_rows(self, connection: Connection, sql: str, rows: Sequence[Row]) -> None:
        """Execute a statement once for each row; `?` stands for a value of it."""
        if rows:
            connection.exec_driver_sql(sql, list(rows))

    def index_words(
        self, connection: Connection, table: str, rows: Sequence[tuple[int, str]]
    ) -> None:
        """Add texts, as `hudna.registry.words.indexed` writes them, to a full-text index."""
        self.insert_rows(connection, table, ("rowid", "words"), rows)

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

        FTS5 walks its matches in the order of the row numbers, and only those that are yielded are
        ranked. To ask it for one row number after the other would count the matches each time.
        """
        wanted = "" if among is None else " AND +rowid IN (SELECT value FROM json_each(?))"
        query = (
            f"SELECT rowid, bm25({table}) FROM {table}"  # noqa: S608 - own name
            f" WHERE {table} MATCH ? AND rowid < ?{wanted} ORDER BY rowid DESC LIMIT ?"
        )
        numbers = () if among is None else (json.dumps([*among]),)
        asked = (to_match(groups), _LAST if below is None else below, *numbers, most)
        return [(row[0], row[1]) for row in connection.exec_driver_sql(query, asked)]

    def find_words(self, table: str, groups: Sequence[Alternatives]) -> Found:
        """Return what has a phrase of each of some groups in a full-text index, each once."""
        return Found(
            f"(SELECT rowid AS number FROM {table} WHERE {table} MATCH :match)",  # noqa: S608
            {"match": to_match(groups)},
        )

    def find_any(self, table: str, phrases: Alternatives) -> Found:
        """Return what has any of some phrases in a full-text index, each once."""
        return Found(
            f"(SELECT rowid AS number FROM {table} WHERE {table} MATCH :any_match)",  # noqa: S608
            {"any_match": to_match([phrases])},
        )


@cache
def _insert(table: str, columns: tuple[str, ...]) -> str:
    marks = ", ".join("?" * len(columns))
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})"  # noqa: S608 - own names


SQLITE = SqliteDialect()
