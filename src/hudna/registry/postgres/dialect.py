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

import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from sqlalchemy import Connection, text

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

_COUNTED_MOST = 20_000
"""From how many rows on is estimated how many texts have a word."""
_LAST = 2**63 - 1
"""No row number is higher."""


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
        for number, content in rows:
            words = [word[:_WORD_CHARS] for word in iter_words(content)]
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
        """Return what has a phrase of each of some groups in a full-text index, with its rank."""
        connection.exec_driver_sql("SET LOCAL jit = off")  # longer than what it would make faster
        pieces = list(_iter_grouped(groups))
        counts = _count_texts(connection, table, [phrase for _, phrase in pieces])
        there = [(group, phrase) for group, phrase in pieces if counts[phrase]]
        if {group for group, _ in there} != {group for group, _ in pieces}:
            return ()
        numbers = _find_numbers(
            connection, table, there, counts, below=below, most=most, among=among
        )
        if not numbers:
            return ()
        phrases = [phrase for _, phrase in there]
        weights = _weights(connection, table, [counts[phrase] for phrase in phrases])
        hits = " UNION ALL ".join(
            f"SELECT number, {place} AS phrase,"  # noqa: S608 - own names
            f" CAST(:weight_{place} AS double precision) AS weight,"
            " max(length) AS length,"
            f" sum(ts_rank_cd('{{1,1,1,1}}', words, CAST(:words_{place} AS tsquery)))"
            "::double precision AS times FROM candidates"
            f" WHERE words @@ CAST(:words_{place} AS tsquery) GROUP BY number"
            for place in range(len(phrases))
        )
        query = (
            f"WITH candidates AS MATERIALIZED (SELECT number, length, words FROM {table}"  # noqa: S608 - own names
            f" WHERE number = ANY(:numbers)), hits AS ({hits}),"
            " counts AS (SELECT words::double precision / texts AS mean FROM word_counts"
            f" WHERE name = '{table}' AND texts > 0)"
            f" SELECT number, -sum(weight * (times * {_K1 + 1}) / (times + {_K1} *"
            f" ({1 - _B} + {_B} * length / mean)) ORDER BY phrase)"
            " FROM hits CROSS JOIN counts GROUP BY number"
        )
        asked: dict[str, object] = {"numbers": numbers}
        for place, phrase in enumerate(phrases):
            asked |= {f"words_{place}": to_query(phrase), f"weight_{place}": weights[place]}
        return [(row[0], row[1]) for row in connection.execute(text(query), asked)]

    def find_words(self, table: str, groups: Sequence[Alternatives]) -> Found:
        """Return what has a phrase of each of some groups in a full-text index, each once."""
        wanted = _by_group(_iter_grouped(groups))
        found = " INTERSECT ".join(
            f"SELECT number FROM {table} WHERE words @@ CAST(:group_{place} AS tsquery)"  # noqa: S608 - own names
            for place in range(len(wanted))
        )
        return Found(
            f"(SELECT DISTINCT number FROM ({found}) AS found)",  # noqa: S608 - own names
            {f"group_{place}": each for place, each in enumerate(wanted)},
        )

    def find_any(self, table: str, phrases: Alternatives) -> Found:
        """Return what has any of some phrases in a full-text index, each once."""
        wanted = " | ".join(f"({to_query(phrase)})" for phrase in phrases)
        return Found(
            f"(SELECT DISTINCT number FROM {table}"  # noqa: S608 - own name
            " WHERE words @@ CAST(:any_match AS tsquery))",
            {"any_match": wanted},
        )


def _by_group(pieces: Iterable[tuple[int, Phrase]]) -> list[str]:
    """Return what of each group has to be found, as a `tsquery` is written."""
    by_group: dict[int, list[str]] = defaultdict(list)
    for group, phrase in pieces:
        by_group[group].append(f"({to_query(phrase)})")
    return [" | ".join(each) for each in by_group.values()]


def _find_numbers(
    connection: Connection,
    table: str,
    pieces: Sequence[tuple[int, Phrase]],
    counts: Mapping[Phrase, int],
    *,
    below: int | None,
    most: int,
    among: Collection[int] | None,
) -> list[int]:
    """Return the row numbers below one of the texts that have all that is wanted, the last first.

    The rows of what is rarest are walked. The parts of a long text have together what is wanted.
    """
    wanted = _by_group(pieces)
    found = [sum(counts[p] for g, p in pieces if g == group) for group in dict(pieces)]
    driver = found.index(min(found))
    each_part = " AND ".join(
        f"EXISTS (SELECT 1 FROM {table} AS o WHERE o.number = w.number"  # noqa: S608 - own names
        f" AND o.words @@ CAST(:group_{place} AS tsquery))"
        for place in range(len(wanted))
        if place != driver
    )
    also = (
        f" AND (w.words @@ CAST(:all AS tsquery) OR (w.length > {_MOST_PLACES} AND {each_part}))"
        if each_part
        else ""
    )
    if among is not None:
        also += " AND number = ANY(:among)"
    query = (
        f"SELECT DISTINCT number FROM {table} AS w"  # noqa: S608 - own names
        f" WHERE w.words @@ CAST(:group_{driver} AS tsquery)"
        f" AND number < :below{also} ORDER BY number DESC LIMIT :most"
    )
    asked: dict[str, object] = {f"group_{place}": each for place, each in enumerate(wanted)}
    asked |= {"below": _LAST if below is None else below, "most": most}
    if among is not None:
        asked["among"] = [*among]
    if each_part:
        asked["all"] = " & ".join(f"({each})" for each in wanted)
    return list(connection.scalars(text(query), asked))


def _count_texts(
    connection: Connection, table: str, phrases: Sequence[Phrase]
) -> dict[Phrase, int]:
    """Return how many texts have each phrase; of one alone, only whether any may.

    What is in very many is estimated from one row in a hundred, always the same ones.
    """
    if len(phrases) == 1:
        return {phrases[0]: 1}
    some = text(
        "SELECT count(DISTINCT number) FROM"  # noqa: S608 - own names
        f" (SELECT number FROM {table} WHERE words @@ CAST(:wanted AS tsquery) LIMIT :most) AS f"
    )
    sample = text(
        f"SELECT count(*) FROM {table} TABLESAMPLE SYSTEM (1) REPEATABLE (1)"  # noqa: S608 - own names
        " WHERE words @@ CAST(:wanted AS tsquery)"
    )
    counts: dict[Phrase, int] = {}
    for phrase in phrases:
        asked = {"wanted": to_query(phrase), "most": _COUNTED_MOST}
        counts[phrase] = connection.execute(some, asked).scalar_one()
        if counts[phrase] >= _COUNTED_MOST:
            seen = connection.execute(sample, {"wanted": asked["wanted"]}).scalar_one()
            counts[phrase] = max(counts[phrase], seen * 100)
    return counts


def _weights(connection: Connection, table: str, counts: Sequence[int]) -> list[float]:
    """Return how much phrases count, by how many texts have each: the more, the fewer."""
    if len(counts) == 1:
        return [1.0]
    query = text("SELECT texts FROM word_counts WHERE name = :table")
    texts = connection.execute(query, {"table": table}).scalar_one()
    return [max(math.log((texts - n + 0.5) / (n + 0.5)), _LEAST_WEIGHT) for n in counts]


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
