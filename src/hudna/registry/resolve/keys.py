"""Keys as they are kept: by what the accounts of a registry were found, so that new ones are too.

An agreement that a latest reading told when the registry was resolved last has a row for each of
its keys; `hudna.registry.resolve.blocking` says what they are.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from sqlalchemy import Connection, delete, select

from hudna.registry import tables as t
from hudna.registry.dialects import dialect_of
from hudna.registry.queries import BATCH
from hudna.registry.resolve.blocking import Blocked, to_blocked, to_keys
from hudna.registry.resolve.profiles import Profile

_COLUMNS = ("agreement", "key", "day", "is_named")
_Each = TypeVar("_Each", int, str)


def load_keys(connection: Connection, agreements: Collection[int]) -> dict[int, set[int]]:
    """Return the kept keys of agreements, by their row numbers."""
    c = t.blocking_keys.c
    found: dict[int, set[int]] = defaultdict(set)
    for some in batches(agreements):
        query = select(c.agreement, c.key).where(c.agreement.in_(some))
        for agreement, key in connection.execute(query):
            found[agreement].add(key)
    return found


def load_blocks(connection: Connection, keys: Collection[int]) -> dict[int, list[Blocked]]:
    """Return the agreements that have a key, for each of some keys that any has."""
    c, a = t.blocking_keys.c, t.agreements.c
    found: dict[int, list[Blocked]] = defaultdict(list)
    for some in batches(keys):
        query = (
            select(c.key, c.day, a.id, c.is_named)
            .join(t.agreements, a.number == c.agreement)
            .where(c.key.in_(some))
        )
        for key, day, agreement, is_named in connection.execute(query):
            found[key].append(Blocked(day, agreement, bool(is_named)))
    return found


def to_key_rows(
    profiles: Iterable[Profile], numbers: Mapping[str, int]
) -> Iterator[tuple[int, int, int, int]]:
    """Yield the rows of the keys of agreements, in the order in which they are stored best."""
    rows = []
    for profile in profiles:
        blocked = to_blocked(profile)
        number = numbers[profile.agreement]
        rows += [(number, key, blocked.day, int(blocked.is_named)) for key in to_keys(profile)]
    yield from sorted(rows, key=lambda row: (row[1], row[0]))


def keep_keys(
    connection: Connection, agreements: Collection[int] | None, rows: Sequence[tuple[int, ...]]
) -> None:
    """Let the keys of agreements be these; those of all, where none are named."""
    if agreements is None:
        connection.execute(delete(t.blocking_keys))
    else:
        dialect_of(connection).execute_rows(
            connection,
            "DELETE FROM blocking_keys WHERE agreement = ?",
            [(number,) for number in sorted(agreements)],
        )
    dialect_of(connection).insert_rows(connection, t.blocking_keys.name, _COLUMNS, rows)


def batches(every: Collection[_Each]) -> Iterator[list[_Each]]:
    """Yield what is asked for in parts that a query takes, in their order."""
    ordered = sorted(every)
    for start in range(0, len(ordered), BATCH):
        yield ordered[start : start + BATCH]
