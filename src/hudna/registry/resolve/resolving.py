"""Resolving: compare the accounts of a registry and keep what that came to."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection, func, select

from hudna.domain.identifiers import AgreementId
from hudna.domain.sameness import KEPT_FROM, Comparison, Feature, Resolution, Sameness, Thresholds
from hudna.domain.views import AccountView
from hudna.registry import audit, queries
from hudna.registry import tables as t
from hudna.registry.dialects import dialect_of
from hudna.registry.resolve.blocking import find_pairs
from hudna.registry.resolve.clustering import Edge, find_clusters
from hudna.registry.resolve.copies import Sketched, find_sketches, keep_sketches
from hudna.registry.resolve.grouping import (
    Minted,
    find_uncertain,
    load_decided,
    load_minted,
    ordered,
    write_groups,
)
from hudna.registry.resolve.naming import naming_of
from hudna.registry.resolve.profiles import Profile, to_profile
from hudna.registry.resolve.scoring import RESOLVER, compare
from hudna.vocabulary import Vocabulary

_COLUMNS = ("number", "first", "second", "score", "features", "resolver", "compared_at")
_END = "UPDATE comparisons SET ended_at = ? WHERE number = ?"


@dataclass(frozen=True, slots=True)
class Scored:
    """What a comparison of two agreements came to, as it is kept.

    Attributes:
        score: How likely they are one.
        features: Why, as JSON.
    """

    score: float
    features: str


@dataclass(frozen=True, slots=True)
class Prepared:
    """What resolving came to, before it is kept.

    Attributes:
        resolution: What it came to.
        scored: The comparisons worth keeping.
        minted: What was compared, by identifier.
        groups: What is one agreement.
        sketched: The sketches of the documents.
        mark: The state of the registry that it is of.
    """

    resolution: Resolution
    scored: Mapping[tuple[str, str], Scored]
    minted: Mapping[str, Minted]
    groups: Sequence[Sequence[str]]
    sketched: Sketched
    mark: tuple[int, int]


def prepare(connection: Connection, thresholds: Thresholds, vocabulary: Vocabulary) -> Prepared:
    """Compare the accounts of a registry and group them, without changing anything.

    The outcome depends on what the registry holds, the thresholds, the vocabulary and the
    resolver alone: resolving again comes to the same.
    """
    mark = _mark_of(connection)
    decided = load_decided(connection, queries.load_decisions(connection))
    profiles = list(iter_profiles(connection, vocabulary))
    pairs = find_pairs(profiles)
    scored = _score(profiles, pairs)
    minted = load_minted(connection)
    groups = find_clusters(
        {each.id: each.documents for each in minted.values()},
        [Edge(*pair, each.score) for pair, each in scored.items()],
        same_from=thresholds.same_from,
        merged=tuple(decided.merged),
        apart=decided.apart,
        score_of=_Asked(profiles, scored),
    )
    before = _load_groups(connection, minted)
    after = _root_of(groups, {m.id: m.number for m in minted.values()})
    edges = [Edge(*pair, each.score) for pair, each in scored.items()]
    uncertain = find_uncertain(groups, edges, minted, decided, review_from=thresholds.review_from)
    resolution = Resolution(
        resolver=RESOLVER,
        accounts=len(profiles),
        compared=len(pairs),
        agreements=len(groups),
        uncertain=len(uncertain),
        joined=tuple(_iter_joined(groups, before, after, scored)),
        parted=tuple(
            (AgreementId(one), AgreementId(before[one]))
            for one in sorted(before)
            if before[one] != one and after.get(before[one], after[one]) != after[one]
        ),
        is_kept=False,
    )
    return Prepared(resolution, scored, minted, groups, find_sketches(connection), mark)


def keep(
    connection: Connection,
    prepared: Prepared,
    thresholds: Thresholds,
    vocabulary: Vocabulary,
    *,
    at: str,
) -> Resolution:
    """Keep what resolving came to; where the registry changed since, resolve it again first.

    Args:
        connection: A transaction that writes.
        prepared: What resolving came to.
        thresholds: What scores had to come to.
        vocabulary: What names were looked up in.
        at: The time, ISO 8601 UTC.
    """
    if _mark_of(connection) != prepared.mark:
        prepared = prepare(connection, thresholds, vocabulary)
    keep_sketches(connection, prepared.sketched)
    numbers = {each.id: each.number for each in prepared.minted.values()}
    _keep_comparisons(connection, prepared.scored, numbers, at=at)
    write_groups(connection, prepared.minted, prepared.groups)
    _keep_resolution(connection, thresholds, vocabulary, at=at)
    written = audit.entry_of_resolution(connection), audit.entry_of_groups(connection, RESOLVER)
    audit.append(connection, [each for each in written if each is not None], at=at)
    return replace(prepared.resolution, is_kept=True)


def _mark_of(connection: Connection) -> tuple[int, int]:
    """Return what changes whenever a reading is stored or something is decided."""
    jobs = connection.execute(select(func.coalesce(func.max(t.jobs.c.number), 0))).scalar_one()
    return int(jobs), queries.last_decision(connection)


def iter_profiles(
    connection: Connection, vocabulary: Vocabulary, agreements: Sequence[int] | None = None
) -> Iterator[Profile]:
    """Yield what is compared of the agreements as they were minted, in the order of minting."""
    naming = naming_of(vocabulary)
    for agreement, accounts, position in iter_minted_views(connection, agreements):
        yield to_profile(agreement, accounts, naming, position=position)


def iter_minted_views(
    connection: Connection, agreements: Sequence[int] | None = None
) -> Iterator[tuple[AgreementId, tuple[AccountView, ...], int]]:
    """Yield agreements as they were minted, with their accounts and their place in the document."""
    positions = _load_positions(connection)
    for identifier, accounts in queries.iter_minted(connection, agreements):
        position = min(positions.get(account.id, 0) for account in accounts)
        yield identifier, accounts, position


def _load_positions(connection: Connection) -> dict[str, int]:
    """Return where each account stands among those that latest readings find in its document."""
    a, ra, la = t.accounts.c, t.reading_accounts.c, t.latest_readings.c
    query = (
        select(a.document, a.anchor_start, a.anchor_end, a.id)
        .distinct()
        .select_from(t.latest_readings)
        .join(t.reading_accounts, ra.reading == la.reading)
        .join(t.accounts, a.number == ra.account)
        .order_by(a.document, a.anchor_start, a.anchor_end)
    )
    counted: dict[int, int] = defaultdict(int)
    positions: dict[str, int] = {}
    for document, _, _, account in connection.execute(query):
        positions[account] = counted[document]
        counted[document] += 1
    return positions


class _Asked:
    """Compares what was not compared, and keeps what is worth keeping."""

    def __init__(self, profiles: Iterable[Profile], scored: dict[tuple[str, str], Scored]) -> None:
        self._profiles: dict[str, Profile] = {each.agreement: each for each in profiles}
        self._scored = scored

    def __call__(self, first: str, second: str) -> float:
        """Return how likely two agreements are one; nothing where it is not worth keeping."""
        likeness = compare(self._profiles[first], self._profiles[second])
        if likeness.score < KEPT_FROM:
            return 0.0
        self._scored[first, second] = _to_scored(likeness.score, likeness.features)
        return likeness.score


def _score(
    profiles: Sequence[Profile], pairs: Iterable[tuple[int, int]]
) -> dict[tuple[str, str], Scored]:
    """Return the comparisons that are worth keeping, the lesser identifier first."""
    scored: dict[tuple[str, str], Scored] = {}
    for pair in pairs:
        first, second = sorted((profiles[i] for i in pair), key=lambda each: each.agreement)
        likeness = compare(first, second)
        if likeness.score >= KEPT_FROM:
            scored[first.agreement, second.agreement] = _to_scored(
                likeness.score, likeness.features
            )
    return scored


def _to_scored(score: float, features: Iterable[Feature]) -> Scored:
    plain = [[f.name, round(f.weight, 3), f.first, f.second] for f in features]
    return Scored(score, json.dumps(plain, ensure_ascii=False, separators=(",", ":")))


def to_features(plain: str) -> tuple[Feature, ...]:
    """Return features from the JSON in which they are kept."""
    return tuple(Feature(*each) for each in json.loads(plain))


def _load_groups(connection: Connection, minted: Iterable[str]) -> dict[str, str]:
    """Return the identifier that stands for each agreement of which a reading tells."""
    c = t.agreements.c
    rows = connection.execute(select(c.number, c.id, c.merged_into)).all()
    names = {number: identifier for number, identifier, _ in rows}
    into = {identifier: names.get(merged, identifier) for _, identifier, merged in rows}
    return {each: into[each] for each in minted}


def _root_of(groups: Iterable[Sequence[str]], numbers: dict[str, int]) -> dict[str, str]:
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
    scored: dict[tuple[str, str], Scored],
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


def _keep_comparisons(
    connection: Connection,
    scored: Mapping[tuple[str, str], Scored],
    numbers: Mapping[str, int],
    *,
    at: str,
) -> None:
    """Let the comparisons in force be these: others end, and those that stand stay as they are."""
    c = t.comparisons.c
    rows = connection.execute(
        select(c.number, c.first, c.second, c.score, c.features, c.resolver).where(
            c.ended_at.is_(None)
        )
    ).all()
    wanted = {
        (numbers[one], numbers[other]): each
        for (one, other), each in scored.items()
        if one in numbers and other in numbers
    }
    ended = []
    for number, first, second, score, features, resolver in rows:
        each = wanted.get((first, second))
        if each == Scored(score, features) and resolver == RESOLVER:
            del wanted[first, second]
        else:
            ended.append((at, number))
    dialect = dialect_of(connection)
    dialect.execute_rows(connection, _END, ended)
    made = [
        (number, first, second, each.score, each.features, RESOLVER, at)
        for number, ((first, second), each) in enumerate(
            sorted(wanted.items()), t.next_number(connection, t.comparisons)
        )
    ]
    dialect.insert_rows(connection, t.comparisons.name, _COLUMNS, made)


def _keep_resolution(
    connection: Connection, thresholds: Thresholds, vocabulary: Vocabulary, *, at: str
) -> None:
    """Keep how it was resolved, unless it was resolved so last time."""
    c = t.resolutions.c
    key = (RESOLVER, vocabulary.key, thresholds.same_from, thresholds.review_from)
    query = select(c.resolver, c.vocabulary, c.same_from, c.review_from)
    last = connection.execute(query.order_by(c.number.desc()).limit(1)).one_or_none()
    if last is None or tuple(last) != key:
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
