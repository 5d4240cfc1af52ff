"""Merging: which agreement stands for which, as a registry has it, and by what identifiers."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from sqlalchemy import Connection, select

from hudna.domain.identifiers import AgreementId
from hudna.registry import tables as t

_BATCH = 200


_Each = TypeVar("_Each")


def load_roots(connection: Connection) -> dict[int, int]:
    """Return, for each agreement that was merged, what it was merged into."""
    c = t.agreements.c
    query = select(c.number, c.merged_into).where(c.merged_into.is_not(None))
    return dict(map(tuple, connection.execute(query)))


def root_of(number: int, roots: Mapping[int, int]) -> int:
    """Return what an agreement was merged into at last, or itself, by what `load_roots` has."""
    seen = {number}
    while (into := roots.get(number)) is not None and into not in seen:
        seen.add(into)
        number = into
    return number


def find_root(connection: Connection, number: int) -> int:
    """Return the agreement into which an agreement was merged, or itself."""
    return root_of(number, load_roots(connection))


def load_group_of(connection: Connection) -> dict[str, str]:
    """Return the identifier of the agreement that stands for each, by the identifier of that."""
    roots = load_roots(connection)
    identifiers = load_every_agreement_id(connection)
    return {each: identifiers[root_of(number, roots)] for number, each in identifiers.items()}


def load_numbers(connection: Connection) -> dict[str, int]:
    """Return what each agreement was merged into, or its own row number, by its identifier."""
    roots = load_roots(connection)
    identifiers = load_every_agreement_id(connection)
    return {identifier: root_of(number, roots) for number, identifier in identifiers.items()}


def load_agreement_ids(connection: Connection, numbers: Iterable[int]) -> dict[int, AgreementId]:
    """Return the identifiers of agreements as they were minted, by their row numbers."""
    c = t.agreements.c
    return {
        number: AgreementId(identifier)
        for some in _batches(sorted(frozenset(numbers)))
        for number, identifier in connection.execute(
            select(c.number, c.id).where(c.number.in_(some))
        )
    }


def load_every_agreement_id(connection: Connection) -> dict[int, AgreementId]:
    """Return the identifiers of all agreements as they were minted, by their row numbers."""
    c = t.agreements.c
    return {n: AgreementId(i) for n, i in connection.execute(select(c.number, c.id))}


def load_minted_numbers(connection: Connection, identifiers: Iterable[str]) -> frozenset[int]:
    """Return the row numbers of agreements as they were minted, by their identifiers."""
    c = t.agreements.c
    return frozenset(
        number
        for some in _batches(sorted(frozenset(identifiers)))
        for number in connection.scalars(select(c.number).where(c.id.in_(some)))
    )


def load_identifiers_of(connection: Connection, agreement: AgreementId) -> tuple[str, ...]:
    """Return every identifier that leads to an agreement, by its own."""
    c = t.agreements.c
    number = connection.execute(select(c.number).where(c.id == agreement)).scalar_one()
    return load_identifiers(connection, find_root(connection, number))


def load_identifiers(connection: Connection, root: int) -> tuple[str, ...]:
    """Return every identifier that leads to an agreement: its own, of accounts, of merged ones."""
    roots = load_roots(connection)
    numbers = [root, *(number for number in roots if root_of(number, roots) == root)]
    found: list[str] = []
    for column, of in (
        (t.agreements.c.id, t.agreements.c.number),
        (t.accounts.c.id, t.accounts.c.agreement),
    ):
        found += connection.scalars(select(column).where(of.in_(numbers)))
    return tuple(found)


def find_by_identifier(connection: Connection, words: str) -> int | None:
    """Return the agreement that the beginning of an identifier leads to; None where not to one."""
    found: set[int] = set()
    roots = load_roots(connection)
    for table, column in (
        (t.agreements, t.agreements.c.number),
        (t.accounts, t.accounts.c.agreement),
    ):
        identifier = table.c.id
        begins = identifier.between(words, f"{words}g")
        found |= {
            root_of(number, roots) for number in connection.scalars(select(column).where(begins))
        }
    return found.pop() if len(found) == 1 else None


def _batches(every: Sequence[_Each]) -> Iterator[Sequence[_Each]]:
    for start in range(0, len(every), _BATCH):
        yield every[start : start + _BATCH]
