"""Candidates: the few documents that may have what a search asks for besides words.

A word that is everywhere is walked in vain where hardly any document has the rest. What is asked of
an account is looked up by itself, and where few documents have it, those are looked at and no
others. What is found is never too little: whether a document passes is told afterwards.
"""

from collections.abc import Mapping

from sqlalchemy import Connection, func, literal_column, select

from hudna.domain.statements import Decision, DecisionKind, SubjectKind
from hudna.registry import queries
from hudna.registry import tables as t
from hudna.registry.narrowing import Asked, Narrowing, to_asked

CANDIDATES_MOST = 5000
"""From how many documents on a search does not begin with what is asked for besides words."""

KEY_CHARS = 200
"""Of a longer value the index has the beginning."""

_BEGINNING = func.substr(t.statements.c.value, literal_column("1"), literal_column(str(KEY_CHARS)))


def find_candidates(
    connection: Connection,
    asked: Narrowing,
    decisions: Mapping[str, Decision],
    *,
    most: int = CANDIDATES_MOST,
) -> frozenset[int] | None:
    """Return the row numbers of documents of which none other passes, or None where they are many.

    Args:
        connection: An open transaction.
        asked: What is asked for.
        decisions: The decisions in force, by statement.
        most: From how many on they are many.
    """
    found: frozenset[int] | None = None
    if asked.language is not None:
        found = _of_language(connection, asked.language, most)
    corrected = _corrected(connection, decisions)
    for kind, asks in to_asked(asked).values():
        for ask in asks:
            having = _having(connection, kind, ask, most)
            if having is not None:
                having |= corrected
                found = having if found is None else found & having
    return found


def _of_language(connection: Connection, language: str, most: int) -> frozenset[int] | None:
    c = t.documents.c
    known = connection.scalars(select(c.language).distinct().where(c.language.is_not(None)))
    wanted = [each for each in known if each.casefold() == language.casefold()]
    query = select(c.number).where(c.language.in_(wanted)).limit(most + 1)
    numbers = frozenset(connection.scalars(query))
    return numbers if len(numbers) <= most else None


def _corrected(connection: Connection, decisions: Mapping[str, Decision]) -> frozenset[int]:
    """Return the documents in which a value is as somebody corrected it."""
    c = t.statements.c
    ids = sorted(each for each, of in decisions.items() if of.kind is DecisionKind.CORRECT)
    return frozenset(
        document
        for start in range(0, len(ids), queries.BATCH)
        for document in connection.scalars(
            select(c.document).where(c.id.in_(ids[start : start + queries.BATCH]))
        )
    )


def _having(
    connection: Connection, kind: SubjectKind, ask: Asked, most: int
) -> frozenset[int] | None:
    """Return the documents in which any reading has a value that passes; None where many are."""
    c = t.statements.c
    key = c.value if kind is SubjectKind.AGREEMENT else _BEGINNING
    documents: set[int] = set()
    for name in sorted(ask.names):
        among = (c.kind == literal_column(f"'{kind.value}'")) & (c.property == name)
        known = connection.scalars(select(key).distinct().where(among))
        keys = [each for each in known if len(each) >= KEY_CHARS or ask.passes(each)]
        if len(keys) > most:
            return None
        for start in range(0, len(keys), queries.BATCH):
            some = key.in_(keys[start : start + queries.BATCH])
            query = select(c.document).distinct().where(among).where(some).limit(most + 1)
            documents.update(connection.scalars(query))
            if len(documents) > most:
                return None
    return frozenset(documents)
