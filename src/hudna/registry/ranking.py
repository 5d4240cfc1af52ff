"""Ranking: what a full-text index finds, the best match first.

Of what is in very many texts no more than `RANKED_MOST` are ranked at a time, those that were
stored last first: a word that is everywhere tells little, and to weigh a million matches of it
takes seconds. Every match is still reached, a lot at a time.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from heapq import nlargest
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, TextClause, bindparam, text

from hudna.registry.dialects import dialect_of
from hudna.registry.words import Alternatives

RANKED_MOST = 20_000
"""How many texts, or quotes, are ranked at a time."""

_BATCH = 200
_ASKED_MOST = 5000
_RANK = itemgetter(1)


@dataclass(slots=True)
class Ranking:
    """What an index finds: the rows of a query for it, the best match first.

    Attributes:
        connection: An open transaction.
        index: The full-text index.
        groups: What has to be found.
        query: What of it is wanted: rows for row numbers (`:numbers`), each with its number first
            and then what orders rows of one rank.
        is_partial: Whether more was found than is ranked at a time; known once it was iterated.
    """

    connection: Connection
    index: str
    groups: Sequence[Alternatives]
    query: str
    is_partial: bool = False

    def iter_among(self, numbers: Collection[int]) -> Iterator[Sequence[Any]]:
        """Yield those rows of iterating that are of some row numbers of the index, in that order.

        What is in all texts is walked without being ranked, to tell the lots apart.
        """
        dialect = dialect_of(self.connection)
        rows = text(self.query).bindparams(bindparam("numbers", expanding=True))
        found = dialect.rank_words(
            self.connection, self.index, self.groups, below=None, most=len(numbers), among=numbers
        )
        starts = self._starts() if found else []
        self.is_partial = self.is_partial or bool(starts)
        lots: dict[int, list[tuple[int, float]]] = defaultdict(list)
        for number, rank in found:
            lots[bisect_right(starts, -number)].append((number, rank))
        for _, lot in sorted(lots.items()):
            for ranks in _iter_batches(lot):
                yield from _in_order(self.connection, rows, ranks)

    def _starts(self) -> list[int]:
        """Return the row number with which each lot after the first begins, negated, ascending."""
        found = dialect_of(self.connection).find_words(self.index, self.groups)
        query = text(
            "SELECT number FROM (SELECT number, row_number() OVER (ORDER BY number DESC) AS place"  # noqa: S608
            f" FROM {found.sql} AS found) AS placed"
            f" WHERE place % {RANKED_MOST} = 1 AND place > 1 ORDER BY number DESC"
        )
        return [-number for number in self.connection.scalars(query, dict(found.parameters))]

    def __iter__(self) -> Iterator[Sequence[Any]]:
        """Yield the rows, the best match first; of very many, a lot after the other."""
        dialect = dialect_of(self.connection)
        rows = text(self.query).bindparams(bindparam("numbers", expanding=True))
        below: int | None = None
        while True:
            found = dialect.rank_words(
                self.connection, self.index, self.groups, below=below, most=RANKED_MOST + 1
            )
            has_more = len(found) > RANKED_MOST
            if has_more:
                self.is_partial = True
                found = nlargest(RANKED_MOST, found)
                below = found[-1][0]
            for ranks in _iter_batches(found):
                yield from _in_order(self.connection, rows, ranks)
            if not has_more:
                return


def ranked_of(*rankings: Ranking) -> int | None:
    """Return how many were ranked at a time, where there were more; None where all were."""
    return RANKED_MOST if any(ranking.is_partial for ranking in rankings) else None


def _iter_batches(found: Sequence[tuple[int, float]]) -> Iterator[dict[int, float]]:
    """Yield row numbers with their ranks, the best first, all of one rank together."""
    batch: dict[int, float] = {}
    for _, same in groupby(sorted(found, key=_RANK), key=_RANK):
        batch.update(same)
        if len(batch) >= _BATCH:
            yield batch
            batch = {}
    if batch:
        yield batch


def _in_order(
    connection: Connection, query: TextClause, ranks: dict[int, float]
) -> list[Sequence[Any]]:
    """Return the rows for row numbers, by rank, and by what they have behind their number."""
    numbers = list(ranks)
    rows = [
        row
        for start in range(0, len(numbers), _ASKED_MOST)
        for row in connection.execute(query, {"numbers": numbers[start : start + _ASKED_MOST]})
    ]
    return sorted(rows, key=lambda row: (ranks[row[0]], *row[1:]))
