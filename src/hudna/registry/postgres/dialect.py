"""What PostgreSQL says in its own words: inserts with COPY, and full-text search with `tsvector`.

The words are those that the index of SQLite has, cut and folded by `hudna.registry.words`; the
server's own parser and dictionaries have no say in it. A match is ranked as FTS5 ranks it, by BM25,
so that both stores answer alike.

A `tsvector` counts 16,383 places and 256 of one word, so a long text has several parts. They
overlap, so that words that stand in a row do so in one of them; what stands in an overlap counts
twice for the rank.

Source:
    S. Robertson and H. Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009);
    constants and the least weight of a word as in the documentation of SQLite's FTS5.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from sqlalchemy import Connection

from hudna.registry.stores import Found, Row
from hudna.registry.words import Alternatives, Phrase, iter_words

_PART_WORDS = 8000
_PART_CHARS = 120_000
_OVERLAP_WORDS = 64
_MOST_PLACES = 255
_WORD_CHARS = 500
"""A longer word is known by its beginning."""

_K1 = 1.2
_B = 0.75
_LEAST_WEIGHT = 1e-6


class PostgresDialect:
    """The dialect of PostgreSQL, as psycopg speaks it."""

    join = "JOIN"

    def insert_rows(
        self, connection: Connection, table: str, columns: Sequence[str], rows: Sequence[Row]
    ) -> None:
        """Insert rows."""
        if not rows:
            return
        driver = connection.connection.driver_connection
        assert driver is not None
        statement = f"COPY {table} ({', '.join(columns)}) FROM STDIN"
        with driver.cursor() as cursor, cursor.copy(statement) as copy:
            for row in rows:
                copy.write_row(row)

    def execute_rows(self, connection: Connection, sql: str, rows: Sequence[Row]) -> None:
        """Execute a statement once for each row; `?` stands for a value of it."""
        if rows:
            connection.exec_driver_sql(sql.replace("?", "%s"), list(rows))

    def index_words(
        self, connection: Connection, table: str, rows: Sequence[tuple[int, str]]
    ) -> None:
        """Add texts, as `hudna.registry.words.indexed` writes them, to a full-text index."""
        counted = 0
        parts: list[Row] = []
        for number, text in rows:
            words = [word[:_WORD_CHARS] for word in iter_words(text)]
            counted += len(words)
            parts.extend(
                (number, part, len(words), to_vector(some))
                for part, some in enumerate(iter_parts(words))
            )
        self.insert_rows(connection, table, ("number", "part", "length", "words"), parts)
        self.execute_rows(
            connection,
            "UPDATE word_counts SET texts = texts + ?, words = words + ? WHERE name = ?",
            [(len(rows), counted, table)] if rows else [],
        )

    def find_words(self, table: str, groups: Sequence[Alternatives]) -> Found:
        """Return what has a phrase of each of some groups in a full-text index."""
        pieces = list(_iter_grouped(groups))
        hits = " UNION ALL ".join(
            f"SELECT number, {place} AS phrase, {group} AS among,"  # noqa: S608 - own names
            " max(length) AS length,"
            f" sum(ts_rank_cd('{{1,1,1,1}}', words, CAST(:words_{place} AS tsquery)))"
            f"::double precision AS times FROM {table}"
            f" WHERE words @@ CAST(:words_{place} AS tsquery) GROUP BY number"
            for place, (group, _) in enumerate(pieces)
        )
        wanted = len({group for group, _ in pieces})
        return Found(
            f"(WITH hits AS ({hits}), counts AS (SELECT texts, words::double precision / texts"  # noqa: S608
            f" AS mean FROM word_counts WHERE name = '{table}' AND texts > 0),"
            " weights AS (SELECT phrase, greatest(ln((texts - count(*) + 0.5::double precision)"
            f" / (count(*) + 0.5)), {_LEAST_WEIGHT}) AS weight"
            " FROM hits CROSS JOIN counts GROUP BY phrase, texts)"
            f" SELECT number, -sum(weight * (times * {_K1 + 1}) / (times + {_K1} *"
            f" ({1 - _B} + {_B} * length / mean))) AS rank"
            " FROM hits JOIN weights USING (phrase) CROSS JOIN counts"
            f" GROUP BY number HAVING count(DISTINCT among) = {wanted})",
            {f"words_{place}": to_query(piece) for place, (_, piece) in enumerate(pieces)},
        )

    def find_any(self, table: str, phrases: Alternatives) -> Found:
        """Return what has any of some phrases in a full-text index, each once, without a rank."""
        wanted = " | ".join(f"({to_query(phrase)})" for phrase in phrases)
        return Found(
            f"(SELECT DISTINCT number FROM {table}"  # noqa: S608 - own name
            " WHERE words @@ CAST(:any_match AS tsquery))",
            {"any_match": wanted},
        )


def iter_parts(words: Sequence[str]) -> Iterator[Sequence[str]]:
    """Yield the words of a text in parts that a `tsvector` holds; one part, for all but a few."""
    start = 0
    while True:
        end = _end_of_part(words, start)
        yield words[start:end]
        if end == len(words):
            return
        start = max(end - _OVERLAP_WORDS, start + 1)


def _end_of_part(words: Sequence[str], start: int) -> int:
    times: dict[str, int] = defaultdict(int)
    chars = 0
    for place in range(start, min(start + _PART_WORDS, len(words))):
        times[words[place]] += 1
        chars += len(words[place])
        if times[words[place]] > _MOST_PLACES or chars > _PART_CHARS:
            return place
    return min(start + _PART_WORDS, len(words))


def to_vector(words: Sequence[str]) -> str:
    """Return words with their places as a `tsvector` is written."""
    places: dict[str, list[str]] = defaultdict(list)
    for place, word in enumerate(words, 1):
        places[word].append(str(place))
    return " ".join(f"'{word}':{','.join(each)}" for word, each in places.items())


def to_query(phrase: Phrase) -> str:
    """Return a phrase as a `tsquery` is written."""
    words = " <-> ".join(f"'{word[:_WORD_CHARS]}'" for word in phrase.words)
    return f"{words}:*" if phrase.is_open else words


def _iter_grouped(groups: Sequence[Alternatives]) -> Iterator[tuple[int, Phrase]]:
    """Yield pieces with the number of the group of which one of them has to be found.

    Of phrases that are too long for one piece only the first is looked for, and all of its pieces.
    """
    number = 0
    for group in groups:
        if len(group) > 1 and all(len(phrase.words) <= _OVERLAP_WORDS for phrase in group):
            yield from ((number, phrase) for phrase in group)
            number += 1
            continue
        for piece in _iter_pieces(group[0]):
            yield number, piece
            number += 1


def _iter_pieces(phrase: Phrase) -> Iterator[Phrase]:
    """Yield a phrase in pieces that stand in one part of a text wherever they stand."""
    for start in range(0, len(phrase.words), _OVERLAP_WORDS):
        words = phrase.words[start : start + _OVERLAP_WORDS]
        yield Phrase(words, is_open=phrase.is_open and start + len(words) == len(phrase.words))


POSTGRES = PostgresDialect()
