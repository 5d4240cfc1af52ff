"""Grouping: the registry's agreements, brought in line with what was compared and decided.

An agreement that was minted stays; `merged_into` leads from it to the one that stands for its
group, the one minted first. Groups are computed anew from the comparisons in force and from the
decisions, so that undoing a decision leaves no trace of it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection, select

from hudna.domain.sameness import Thresholds
from hudna.domain.statements import Decision, DecisionKind
from hudna.errors import ConflictError
from hudna.registry import tables as t
from hudna.registry.dialects import dialect_of
from hudna.registry.resolve.clustering import Edge, find_clusters

_UPDATE = "UPDATE agreements SET merged_into = ? WHERE number = ?"


@dataclass(frozen=True, slots=True)
class Decided:
    """What people decided on which accounts are of one agreement.

    Attributes:
        merged: Agreements that a person made one, with the decision.
        apart: Agreements that a person keeps apart, the lesser identifier first, with the decision.
    """

    merged: Mapping[tuple[str, str], Decision] = field(default_factory=dict)
    apart: Mapping[tuple[str, str], Decision] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Minted:
    """An agreement as it was minted, told by a latest reading.

    Attributes:
        number: Its row number: the lesser, the earlier minted.
        id: Its identifier.
        documents: The documents that tell of it.
    """

    number: int
    id: str
    documents: frozenset[str]


def to_decided(decisions: Iterable[Decision], owners: Mapping[str, str]) -> Decided:
    """Return what the decisions in force come to.

    Args:
        decisions: All decisions, each knowing whether it was undone.
        owners: The agreement of each account that a decision is about.
    """
    merged: dict[tuple[str, str], Decision] = {}
    apart: dict[tuple[str, str], Decision] = {}
    for decision in decisions:
        if decision.is_undone or decision.value is None:
            continue
        if decision.kind is DecisionKind.MERGE:
            merged[ordered(decision.target, decision.value)] = decision
        elif decision.kind is DecisionKind.SPLIT and decision.target in owners:
            for other in decision.value.split():
                apart[ordered(owners[decision.target], other)] = decision
    return Decided(merged, apart)


def load_decided(connection: Connection, decisions: Iterable[Decision]) -> Decided:
    """Return what the decisions in force on the groups come to."""
    decisions = tuple(decisions)
    split = {d.target for d in decisions if d.kind is DecisionKind.SPLIT}
    a, g = t.accounts.c, t.agreements.c
    query = (
        select(a.id, g.id)
        .join(t.agreements, g.number == a.agreement)
        .where(a.id.in_(tuple(sorted(split))))
    )
    return to_decided(decisions, dict(map(tuple, connection.execute(query))) if split else {})


def load_minted(connection: Connection) -> dict[str, Minted]:
    """Return the agreements of which a latest reading tells, by identifier."""
    a, ra, la, g, d = (
        t.accounts.c,
        t.reading_accounts.c,
        t.latest_readings.c,
        t.agreements.c,
        t.documents.c,
    )
    query = (
        select(g.number, g.id, d.id)
        .distinct()
        .select_from(t.latest_readings)
        .join(t.reading_accounts, ra.reading == la.reading)
        .join(t.accounts, a.number == ra.account)
        .join(t.agreements, g.number == a.agreement)
        .join(t.documents, d.number == a.document)
    )
    documents: dict[tuple[int, str], set[str]] = defaultdict(set)
    for number, identifier, document in connection.execute(query):
        documents[number, identifier].add(document)
    return {
        identifier: Minted(number, identifier, frozenset(told))
        for (number, identifier), told in documents.items()
    }


def load_edges(connection: Connection, *, least: float = 0.0) -> list[Edge]:
    """Return the comparisons in force that came to a least score."""
    c = t.comparisons.c
    first, second = t.agreements.alias("one"), t.agreements.alias("other")
    query = (
        select(first.c.id, second.c.id, c.score, c.is_asked)
        .select_from(t.comparisons)
        .join(first, first.c.number == c.first)
        .join(second, second.c.number == c.second)
        .where(c.ended_at.is_(None), c.score >= least)
    )
    return [
        Edge(*ordered(one, other), score, bool(is_asked))
        for one, other, score, is_asked in connection.execute(query)
    ]


def regroup(
    connection: Connection, decided: Decided, *, same_from: float, edges: list[Edge] | None = None
) -> None:
    """Let `merged_into` of every agreement lead to the one that stands for its group."""
    minted = load_minted(connection)
    found = find_clusters(
        {each.id: each.documents for each in minted.values()},
        load_edges(connection) if edges is None else edges,
        same_from=same_from,
        merged=tuple(decided.merged),
        apart=decided.apart,
    )
    write_groups(connection, minted, found)


def write_groups(
    connection: Connection, minted: Mapping[str, Minted], groups: Iterable[Iterable[str]]
) -> None:
    """Write which agreement stands for each; of a group it is the one that was minted first.

    An agreement of which no reading tells any more leads where those lead that led to it.
    """
    c = t.agreements.c
    before: dict[int, int | None] = dict(
        map(tuple, connection.execute(select(c.number, c.merged_into)))
    )
    after: dict[int, int | None] = {}
    for group in groups:
        numbers = sorted(minted[each].number for each in group)
        after.update((number, numbers[0]) for number in numbers[1:])
        after[numbers[0]] = None
    heirs: dict[int, int] = {}
    for number, into in sorted(before.items()):
        if into is not None and into not in after and number in after:
            heirs.setdefault(into, after[number] or number)
    for number, into in before.items():
        if number not in after:
            leads = heirs.get(number, into)
            after[number] = leads if leads is None else (after.get(leads) or leads)
    changed = [(into, number) for number, into in after.items() if before[number] != into]
    dialect_of(connection).execute_rows(connection, _UPDATE, changed)


def thresholds_of(connection: Connection) -> Thresholds:
    """Return what scores had to come to when the registry was resolved last."""
    c = t.resolutions.c
    query = select(c.same_from, c.review_from).order_by(c.number.desc()).limit(1)
    found = connection.execute(query).one_or_none()
    return Thresholds() if found is None else Thresholds(*found)


def find_uncertain(
    groups: Iterable[Sequence[str]],
    edges: Iterable[Edge],
    minted: Mapping[str, Minted],
    decided: Decided,
    *,
    review_from: float,
) -> list[Edge]:
    """Return, for each two groups that may be one, the likeliest pair that leads across.

    Groups of which a person decided that they are two, or of which one document tells as of two,
    are not among them.
    """
    members = {number: tuple(group) for number, group in enumerate(groups)}
    group_of = {each: number for number, group in members.items() for each in group}
    best: dict[tuple[int, int], Edge] = {}
    for edge in edges:
        one, other = group_of.get(edge.first), group_of.get(edge.second)
        if one is None or other is None or one == other or edge.score < review_from:
            continue
        pair = (min(one, other), max(one, other))
        if pair not in best or _strength(edge) > _strength(best[pair]):
            best[pair] = edge
    return [
        edge
        for (one, other), edge in best.items()
        if not _is_settled(members[one], members[other], minted, decided)
    ]


def _strength(edge: Edge) -> tuple[float, str, str]:
    return edge.score, edge.first, edge.second


def _is_settled(
    ours: Sequence[str], theirs: Sequence[str], minted: Mapping[str, Minted], decided: Decided
) -> bool:
    if any(ordered(x, y) in decided.apart for x in ours for y in theirs):
        return True
    documents = frozenset[str]().union(*(minted[each].documents for each in ours))
    return any(minted[each].documents & documents for each in theirs)


def check_apart(decided: Decided, ours: Iterable[str], theirs: Iterable[str]) -> None:
    """Check that no person keeps apart what is to become one.

    Raises:
        ConflictError: A decision does.
    """
    theirs = tuple(theirs)
    for one in ours:
        for other in theirs:
            decision = decided.apart.get(ordered(one, other))
            if decision is not None:
                raise ConflictError(
                    f"decision {decision.number} by {decision.author} keeps {one} and {other} "
                    f"apart: undo it first (hudna undo {decision.number})",
                    code="conflict-decision",
                    subject=str(decision.number),
                )


def check_merged(decided: Decided, one: str, others: Iterable[str]) -> None:
    """Check that no person made one what is to be kept apart.

    Raises:
        ConflictError: Decisions lead from the agreement to one of the others.
    """
    reached: dict[str, Decision | None] = {one: None}
    waiting = [one]
    while waiting:
        at = waiting.pop()
        for pair, decision in decided.merged.items():
            if at in pair:
                [following] = [each for each in pair if each != at] or [at]
                if following not in reached:
                    reached[following] = reached[at] or decision
                    waiting.append(following)
    for other in others:
        joining = reached.get(other)
        if joining is not None:
            raise ConflictError(
                f"decision {joining.number} by {joining.author} made {joining.target} and "
                f"{joining.value} one: undo it instead (hudna undo {joining.number})",
                code="conflict-decision",
                subject=str(joining.number),
            )


def ordered(one: str, other: str) -> tuple[str, str]:
    """Return two identifiers, the lesser first."""
    return (one, other) if one < other else (other, one)
