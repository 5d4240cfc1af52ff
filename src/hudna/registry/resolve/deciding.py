"""Deciding on groups: what a person may merge or split, and what follows from it."""

from sqlalchemy import Connection, select

from hudna.errors import ConflictError, InputError
from hudna.registry import merging, queries
from hudna.registry import tables as t
from hudna.registry.resolve.grouping import (
    check_apart,
    check_merged,
    load_decided,
    load_minted,
    regroup,
    thresholds_of,
)


def check_merge(connection: Connection, one: int, other: int) -> tuple[str, str]:
    """Return the identifiers of two agreements, as they were minted, that may be made one.

    Raises:
        InputError: They are the same one.
        ConflictError: They are one already, no latest reading tells of one of them, or a decision
            keeps their groups apart.
    """
    ours, theirs = load_group(connection, one), load_group(connection, other)
    identifiers = merging.load_agreement_ids(connection, {one, other, *ours, *theirs})
    if one == other:
        raise InputError(
            f"{identifiers[one]} cannot be merged with itself",
            code="input-decision",
            subject=identifiers[one],
        )
    for number in (one, other):
        check_told(connection, number)
    if one in theirs:
        raise ConflictError(
            f"{identifiers[one]} and {identifiers[other]} are one agreement already",
            code="conflict-same",
            subject=identifiers[one],
        )
    decided = load_decided(connection, queries.load_decisions(connection))
    check_apart(decided, (identifiers[n] for n in ours), (identifiers[n] for n in theirs))
    return identifiers[one], identifiers[other]


def check_split(connection: Connection, account: int, other: int | None) -> tuple[str, str]:
    """Return the identifier of an account, and of the agreements that it may be kept apart from.

    Args:
        connection: An open transaction.
        account: The row number of the account.
        other: The row number of an agreement that it is not of; None is all of its group.

    Raises:
        ConflictError: It stands alone, no latest reading tells it, or a decision made them one.
    """
    c = t.accounts.c
    query = select(c.id, c.agreement).where(c.number == account)
    identifier, own = connection.execute(query).one()
    check_told(connection, own)
    minted = load_minted(connection)
    group = load_group(connection, own)
    asked = () if other is None else (other,)
    identifiers = merging.load_agreement_ids(connection, {own, *group, *asked})
    if other is None:
        others = [n for n in group if n != own and identifiers[n] in minted]
    else:
        others = [other] if other != own else []
    if not others:
        raise ConflictError(
            f"{identifier} is not taken to be one with any other account",
            code="conflict-same",
            subject=identifier,
        )
    apart = [identifiers[number] for number in others]
    decided = load_decided(connection, queries.load_decisions(connection))
    check_merged(decided, identifiers[own], apart)
    return identifier, " ".join(sorted(apart))


def follow_decisions(connection: Connection) -> None:
    """Bring the groups in line with the decisions and with what was compared last."""
    decided = load_decided(connection, queries.load_decisions(connection))
    regroup(connection, decided, same_from=thresholds_of(connection).same_from)


def check_told(connection: Connection, agreement: int) -> None:
    """Check that a latest reading tells of an agreement as it was minted.

    Raises:
        ConflictError: None does.
    """
    if next(iter(queries.iter_minted(connection, [agreement])), None) is None:
        identifier = merging.load_agreement_ids(connection, [agreement])[agreement]
        raise ConflictError(
            f"no reading tells of {identifier} any more",
            code="conflict-superseded",
            subject=identifier,
        )


def load_group(connection: Connection, agreement: int) -> list[int]:
    """Return the row numbers of the agreements that are taken for one with an agreement."""
    root = merging.find_root(connection, agreement)
    c = t.agreements.c
    query = select(c.number).where((c.merged_into == root) | (c.number == root))
    return sorted(connection.scalars(query))
