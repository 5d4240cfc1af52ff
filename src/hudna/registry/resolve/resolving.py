"""Resolving a registry: compare its accounts, group them, and keep what that came to."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from sqlalchemy import Connection, delete, func, or_, select

from hudna.domain.identifiers import AgreementId
from hudna.domain.sameness import Comparison, Resolution, Sameness, Thresholds
from hudna.registry import audit, queries
from hudna.registry import tables as t
from hudna.registry.dialects import dialect_of
from hudna.registry.resolve.blocking import find_pairs
from hudna.registry.resolve.clustering import Edge, find_clusters
from hudna.registry.resolve.comparing import (
    Scored,
    find_scored,
    iter_profiles,
    score_pairs,
    to_features,
)
from hudna.registry.resolve.copies import Sketched, find_sketches, keep_sketches
from hudna.registry.resolve.grouping import (
    Minted,
    find_uncertain,
    load_decided,
    load_minted,
    ordered,
    write_groups,
)
from hudna.registry.resolve.keys import batches, keep_keys, to_key_rows
from hudna.registry.resolve.profiles import Profile
from hudna.registry.resolve.scoring import RESOLVER
from hudna.vocabulary import Vocabulary

_COLUMNS = ("number", "first", "second", "score", "features", "resolver", "compared_at", "is_asked")
_END = "UPDATE comparisons SET ended_at = ? WHERE number = ?"


class Until(NamedTuple):
    """Up to where a registry is: the last reading that was stored, and the last decision."""

    job: int
    decision: int


@dataclass(frozen=True, slots=True)
class Mark:
    """The state of a registry that resolving rests on.

    Attributes:
        until: Up to where it is.
        resolved_until: Up to where it was resolved; None where it never was.
        last: The numbers of the last comparison, and of the last change of how it is resolved.
    """

    until: Until
    resolved_until: Until | None
    last: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Compared:
    """A comparison in force, as it is stored.

    Attributes:
        number: Its row number.
        pair: The identifiers of both agreements, the lesser first.
        scored: What it came to.
        resolver: By what.
        is_asked: Whether no key led to it, and grouping asked for it.
    """

    number: int
    pair: tuple[str, str]
    scored: Scored
    resolver: str
    is_asked: bool


@dataclass(frozen=True, slots=True)
class Prepared:
    """What resolving came to, before it is kept.

    Attributes:
        resolution: What it came to.
        ended: The row numbers of comparisons that are in force no longer.
        made: The comparisons that are new, each with whether grouping asked for it.
        minted: What was compared, by identifier.
        groups: What is one agreement, of those that may have changed.
        renewed: The agreements whose keys are to be replaced; None is all.
        keys: The rows of their keys.
        sketched: The sketches of the documents.
        mark: The state of the registry that it is of.
    """

    resolution: Resolution
    ended: Sequence[int]
    made: Sequence[tuple[tuple[str, str], Scored, bool]]
    minted: Mapping[str, Minted]
    groups: Sequence[Sequence[str]]
    renewed: Collection[int] | None
    keys: Sequence[tuple[int, ...]]
    sketched: Sketched
    mark: Mark


Prepare = Callable[[Connection, Thresholds, Vocabulary], Prepared]
"""Compares the accounts of a registry, all or those that are new, and changes nothing."""


def prepare(connection: Connection, thresholds: Thresholds, vocabulary: Vocabulary) -> Prepared:
    """Compare the accounts of a registry and group them, without changing anything.

    The outcome depends on what the registry holds, the thresholds, the vocabulary and the
    resolver alone: resolving again comes to the same.
    """
    mark = load_mark(connection)
    decided = load_decided(connection, queries.load_decisions(connection))
    profiles = list(iter_profiles(connection, vocabulary))
    pairs = find_pairs(profiles)
    scored = score_pairs((profiles[i], profiles[j]) for i, j in pairs)
    minted = load_minted(connection)
    by_id: dict[str, Profile] = {each.agreement: each for each in profiles}
    asked = Asked(by_id.__getitem__)
    groups = find_clusters(
        {each.id: each.documents for each in minted.values()},
        [Edge(*pair, each.score) for pair, each in scored.items()],
        same_from=thresholds.same_from,
        merged=tuple(decided.merged),
        apart=decided.apart,
        score_of=asked,
    )
    numbers = {each.id: each.number for each in minted.values()}
    edges = [Edge(*pair, each.score) for pair, each in (scored | asked.found).items()]
    uncertain = find_uncertain(groups, edges, minted, decided, review_from=thresholds.review_from)
    joined, parted = find_moves(connection, groups, numbers, scored | asked.found)
    resolution = Resolution(
        resolver=RESOLVER,
        accounts=len(profiles),
        compared=len(pairs),
        agreements=len(groups),
        uncertain=len(uncertain),
        joined=joined,
        parted=parted,
        is_kept=False,
    )
    ended, made = find_changes(load_compared(connection), scored, asked.found)
    return Prepared(
        resolution=resolution,
        ended=ended,
        made=made,
        minted=minted,
        groups=groups,
        renewed=None,
        keys=list(to_key_rows(profiles, numbers)),
        sketched=find_sketches(connection),
        mark=mark,
    )


def keep(
    connection: Connection,
    prepared: Prepared,
    thresholds: Thresholds,
    vocabulary: Vocabulary,
    *,
    at: str,
    again: Prepare = prepare,
) -> Resolution:
    """Keep what resolving came to; where the registry changed since, resolve it again first.

    Args:
        connection: A transaction that writes.
        prepared: What resolving came to.
        thresholds: What scores had to come to.
        vocabulary: What names were looked up in.
        at: The time, ISO 8601 UTC.
        again: What prepared it.
    """
    if load_mark(connection) != prepared.mark:
        prepared = again(connection, thresholds, vocabulary)
    keep_sketches(connection, prepared.sketched)
    _keep_comparisons(connection, prepared, at=at)
    keep_keys(connection, prepared.renewed, prepared.keys)
    write_groups(connection, prepared.minted, prepared.groups)
    is_otherwise = _keep_resolution(connection, thresholds, vocabulary, at=at)
    _keep_until(connection, prepared.mark)
    sketched = prepared.sketched
    changes = any((prepared.ended, prepared.made, sketched.made, sketched.changed))
    written = (
        audit.entry_of_resolution(connection) if changes or is_otherwise else None,
        audit.entry_of_groups(connection, RESOLVER),
    )
    audit.append(connection, [each for each in written if each is not None], at=at)
    return replace(prepared.resolution, is_kept=True)


def load_mark(connection: Connection) -> Mark:
    """Return what changes whenever a reading is stored, something is decided, or it is resolved."""
    jobs, comparisons, resolutions = (
        int(connection.execute(select(func.coalesce(func.max(c), 0))).scalar_one())
        for c in (t.jobs.c.number, t.comparisons.c.number, t.resolutions.c.number)
    )
    c = t.resolved_until.c
    found = connection.execute(select(c.job, c.decision)).one_or_none()
    return Mark(
        Until(jobs, queries.last_decision(connection)),
        None if found is None else Until(*found),
        (comparisons, resolutions),
    )


def load_compared(
    connection: Connection, agreements: Collection[int] | None = None
) -> list[Compared]:
    """Return the comparisons in force, all or those of some agreements, by their row numbers."""
    c = t.comparisons.c
    one, other = t.agreements.alias("one"), t.agreements.alias("other")
    query = (
        select(c.number, one.c.id, other.c.id, c.score, c.features, c.resolver, c.is_asked)
        .select_from(t.comparisons)
        .join(one, one.c.number == c.first)
        .join(other, other.c.number == c.second)
        .where(c.ended_at.is_(None))
    )
    wanted = (
        [query]
        if agreements is None
        else [query.where(or_(c.first.in_(n), c.second.in_(n))) for n in batches(agreements)]
    )
    found: dict[int, Compared] = {}
    for each in wanted:
        for number, x, y, score, features, resolver, is_asked in connection.execute(each):
            found[number] = Compared(
                number, ordered(x, y), Scored(score, features), resolver, bool(is_asked)
            )
    return list(found.values())


def find_changes(
    stored: Iterable[Compared],
    scored: Mapping[tuple[str, str], Scored],
    asked: Mapping[tuple[str, str], Scored],
) -> tuple[list[int], list[tuple[tuple[str, str], Scored, bool]]]:
    """Return which comparisons in force end, and which are new; those that stand stay as they are.

    Args:
        stored: Those in force that may change.
        scored: What is to be in force of them, where keys led to it.
        asked: What is, where grouping asked for it.
    """
    wanted = {pair: (each, False) for pair, each in scored.items()}
    wanted.update((pair, (each, True)) for pair, each in asked.items() if pair not in scored)
    ended = []
    for each in stored:
        if each.resolver == RESOLVER and wanted.get(each.pair) == (each.scored, each.is_asked):
            del wanted[each.pair]
        else:
            ended.append(each.number)
    return ended, [
        (pair, each, is_asked)
        for pair, (each, is_asked) in sorted(wanted.items(), key=lambda item: item[0])
    ]


class Asked:
    """Compares what was not compared, and keeps what is worth keeping.

    Attributes:
        found: What was asked for and is worth keeping.
    """

    def __init__(
        self,
        profile_of: Callable[[str], Profile],
        known: Mapping[tuple[str, str], Scored] | None = None,
    ) -> None:
        self._profile_of = profile_of
        self._known = known or {}
        self.found: dict[tuple[str, str], Scored] = {}

    def __call__(self, first: str, second: str) -> float:
        """Return how likely two agreements are one; nothing where it is not worth keeping."""
        found = self._known.get((first, second))
        if found is None:
            found = find_scored(self._profile_of(first), self._profile_of(second))
        if found is None:
            return 0.0
        self.found[first, second] = found
        return found.score


def find_moves(
    connection: Connection,
    groups: Iterable[Sequence[str]],
    numbers: Mapping[str, int],
    scored: Mapping[tuple[str, str], Scored],
) -> tuple[tuple[Comparison, ...], tuple[tuple[AgreementId, AgreementId], ...]]:
    """Return which agreements are in another group now: those that join one, those that leave one.

    Args:
        connection: An open transaction, of the registry as it was.
        groups: What is one agreement now.
        numbers: The row numbers of all that are in them.
        scored: Comparisons, for what speaks most for a joining.
    """
    groups = list(groups)
    before = _load_groups(connection, [each for group in groups for each in group])
    after = _root_of(groups, numbers)
    parted = tuple(
        (AgreementId(one), AgreementId(before[one]))
        for one in sorted(before)
        if before[one] != one and after.get(before[one], after[one]) != after[one]
    )
    return tuple(_iter_joined(groups, before, after, scored)), parted


def _load_groups(connection: Connection, minted: Iterable[str]) -> dict[str, str]:
    """Return the identifier that stands for each agreement of which a reading tells."""
    c = t.agreements.c
    rows = connection.execute(select(c.number, c.id, c.merged_into)).all()
    names = {number: identifier for number, identifier, _ in rows}
    into = {identifier: names.get(merged, identifier) for _, identifier, merged in rows}
    return {each: into[each] for each in minted}


def _root_of(groups: Iterable[Sequence[str]], numbers: Mapping[str, int]) -> dict[str, str]:
    return {
        each: root
        for group in groups
        for root in [min(group, key=lambda one: numbers[one])]
        for each in group
    }


def _iter_joined(
    groups: Iterable[Sequence[str]],
    before: dict[str, str],
    after: dict[str, str],
    scored: Mapping[tuple[str, str], Scored],
) -> Iterator[Comparison]:
    """Yield, for each agreement that was not in its group before, what speaks most for it."""
    for group in groups:
        for one in group:
            root = after[one]
            if one == root or before.get(one) == before.get(root):
                continue
            likeliest = max(
                (ordered(one, other) for other in group if other != one),
                key=lambda pair: scored[pair].score if pair in scored else 0.0,
            )
            found = scored.get(likeliest)
            yield Comparison(
                first=AgreementId(root),
                second=AgreementId(one),
                score=found.score if found else 0.0,
                features=to_features(found.features) if found else (),
                sameness=Sameness.SAME,
                resolver=RESOLVER,
            )


def _keep_comparisons(connection: Connection, prepared: Prepared, *, at: str) -> None:
    dialect = dialect_of(connection)
    dialect.execute_rows(connection, _END, [(at, number) for number in prepared.ended])
    numbers = {each.id: each.number for each in prepared.minted.values()}
    made = sorted(
        (
            (numbers[one], numbers[other], each, int(is_asked))
            for (one, other), each, is_asked in prepared.made
        ),
        key=lambda row: row[:2],
    )
    start = t.next_number(connection, t.comparisons)
    rows = [
        (number, first, second, each.score, each.features, RESOLVER, at, is_asked)
        for number, (first, second, each, is_asked) in enumerate(made, start)
    ]
    dialect.insert_rows(connection, t.comparisons.name, _COLUMNS, rows)


def _keep_resolution(
    connection: Connection, thresholds: Thresholds, vocabulary: Vocabulary, *, at: str
) -> bool:
    """Keep how it was resolved and return True, unless it was resolved so last time."""
    c = t.resolutions.c
    key = (RESOLVER, vocabulary.key, thresholds.same_from, thresholds.review_from)
    query = select(c.resolver, c.vocabulary, c.same_from, c.review_from)
    last = connection.execute(query.order_by(c.number.desc()).limit(1)).one_or_none()
    if last is not None and tuple(last) == key:
        return False
    connection.execute(
        t.resolutions.insert().values(
            number=t.next_number(connection, t.resolutions),
            resolver=RESOLVER,
            vocabulary=vocabulary.key,
            same_from=thresholds.same_from,
            review_from=thresholds.review_from,
            resolved_at=at,
        )
    )
    return True


def _keep_until(connection: Connection, mark: Mark) -> None:
    """Keep up to where it was resolved."""
    if mark.until != mark.resolved_until:
        connection.execute(delete(t.resolved_until))
        until = {"job": mark.until.job, "decision": mark.until.decision}
        connection.execute(t.resolved_until.insert().values(number=1, **until))
