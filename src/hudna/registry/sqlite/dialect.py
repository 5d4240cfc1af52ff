"""What SQLite says in its own words: inserts, and full-text search with FTS5."""

from collections.abc import Sequence
from functools import cache

from sqlalchemy import Connection

from hudna.registry.stores import Found, Row
from hudna.registry.words import Alternatives, to_match


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

    def find_words(self, table: str, groups: Sequence[Alternatives]) -> Found:
        """Return what has a phrase of each of some groups in a full-text index."""
        return Found(
            f"(SELECT rowid AS number, bm25({table}) AS rank FROM {table}"  # noqa: S608 - own name
            f" WHERE {table} MATCH :match)",
            {"match": to_match(groups)},
        )

    def find_any(self, table: str, phrases: Alternatives) -> Found:
        """Return what has any of some phrases in a full-text index, each once, without a rank."""
        return Found(
            f"(SELECT rowid AS number FROM {table} WHERE {table} MATCH :any_match)",  # noqa: S608
            {"any_match": to_match([phrases])},
        )


@cache
def _insert(table: str, columns: tuple[str, ...]) -> str:
    marks = ", ".join("?" * len(columns))
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})"  # noqa: S608 - own names


SQLITE = SqliteDialect()
