"""Increments: resolve only what is new or changed since, to what resolving everything comes to.

A reading that was stored, and a value that was decided on, change the accounts of one document.
Their keys say which other accounts they are compared with, and which pairs of those come or go
because a key that many share pairs neighbors. The comparisons that change touch some agreements;
whatever leads on from these, by comparisons that may join and by decisions, is grouped anew, and
the rest stays as it is: no group depends on an account that no such way leads to.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from sqlalchemy import Connection, select

from hudna.domain.sameness import Resolution, Thresholds
from hudna.domain.statements import DecisionKind
from hudna.registry import merging, queries
from hudna.registry import tables as t
from hudna.registry.decisions import ON_STATEMENTS
from hudna.registry.resolve.blocking import Blocked, pairs_of, to_blocked, to_keys
from hudna.registry.resolve.clustering import Edge, find_clusters
from hudna.registry.resolve.comparing import Scored, iter_profiles, score_pairs
from hudna.registry.resolve.copies import Sketched, find_new_sketches
from hudna.registry.resolve.grouping import (
    Decided,
    Minted,
    find_uncertain,
    load_decided,
    load_edges,
    load_minted,
)
from hudna.registry.resolve.keys import batches, load_blocks, load_keys, to_key_rows
from hudna.registry.resolve.profiles import Profile
from hudna.registry.resolve.resolving import (
    Asked,
    Compared,
    Prepared,
    Until,
    find_changes,
    find_moves,
    load_compared,
    load_mark,
    prepare,
)
from hudna.registry.resolve.scoring import RESOLVER
from hudna.vocabulary import Vocabulary

MANY = 1000
"""From how many new accounts on all are compared, where they are half of all and more."""
_NO_COPIES = Sketched((), ())
_Pair = tuple[str, str]


def prepare_new(connection: Connection, thresholds: Thresholds, vocabulary: Vocabulary) -> Prepared:
    """Compare the accounts that are new or changed since the registry was resolved last.

    Everything is compared where it never was, or was otherwise: with another resolver, vocabulary,
    or other thresholds.
    """
    mark = load_mark(connection)
    if mark.resolved_until is None or not _is_resolved_so(connection, thresholds, vocabulary):
        return prepare(connection, thresholds, vocabulary)
    changed = _find_changed(connection, mark.resolved_until)
    minted = load_minted(connection)
    told = {each.number for each in minted.values()}
    renewed = sorted(changed.accounts & told)
    if len(renewed) >= MANY and 2 * len(renewed) >= len(told):
        return prepare(connection, thresholds, vocabulary)
    decided = load_decided(connection, queries.load_decisions(connection))
    profiles = _Profiles(connection, vocabulary, {each.id: each.number for each in minted.values()})
    profiles.load(renewed)
    ids = merging.load_every_agreement_id(connection)
    pairs = _find_pairs(connection, changed.accounts, profiles.of(renewed), minted, ids)
    profiles.load(minted[each].number for pair in pairs.compared for each in pair)
    scored = score_pairs((profiles[one], profiles[other]) for one, other in sorted(pairs.compared))
    ways = _find_ways(
        connection,
        pairs,
        scored,
        changed.accounts | changed.decided_on,
        decided,
        numbers={identifier: number for number, identifier in ids.items()},
        same_from=thresholds.same_from,
        changed={ids[number] for number in changed.accounts},
    )
    members = {each: minted[each].documents for each in ways.reached if each in minted}
    asked = Asked(profiles.__getitem__, ways.asked)
    groups = find_clusters(
        members,
        [Edge(*pair, each.score) for pair, each in ways.scored.items()],
        same_from=thresholds.same_from,
        merged=tuple(decided.merged),
        apart=decided.apart,
        score_of=asked,
    )
    ended, made = find_changes(ways.stored, ways.scored, asked.found)
    numbers = {each: minted[each].number for each in members}
    joined, parted = find_moves(connection, groups, numbers, ways.scored | asked.found)
    every = _all_groups(connection, minted, groups)
    edges = _edges_after(
        connection, ways.stored, ways.scored | asked.found, least=thresholds.review_from
    )
    uncertain = find_uncertain(every, edges, minted, decided, review_from=thresholds.review_from)
    resolution = Resolution(
        resolver=RESOLVER,
        accounts=len(minted),
        compared=len(pairs.compared),
        agreements=len(every),
        uncertain=len(uncertain),
        joined=joined,
        parted=parted,
        is_kept=False,
    )
    return Prepared(
        resolution=resolution,
        ended=ended,
        made=made,
        minted=minted,
        groups=groups,
        renewed=changed.accounts,
        keys=list(to_key_rows(profiles.of(renewed), profiles.numbers)),
        sketched=find_new_sketches(connection)
        if changed.accounts or changed.documents
        else _NO_COPIES,
        mark=mark,
    )


def _is_resolved_so(connection: Connection, thresholds: Thresholds, vocabulary: Vocabulary) -> bool:
    c = t.resolutions.c
    query = select(c.resolver, c.vocabulary, c.same_from, c.review_from)
    last = connection.execute(query.order_by(c.number.desc()).limit(1)).one_or_none()
    wanted = (RESOLVER, vocabulary.key, thresholds.same_from, thresholds.review_from)
    return last is not None and tuple(last) == wanted


# --- What changed ---


@dataclass(frozen=True, slots=True)
class _Changed:
    """What changed since a registry was resolved last.

    Attributes:
        documents: The row numbers of the documents.
        accounts: Those of the agreements, as they were minted, that may be compared otherwise.
        decided_on: Those of agreements of which a person decided that they are one, or two.
    """

    documents: frozenset[int]
    accounts: frozenset[int]
    decided_on: frozenset[int]


def _find_changed(connection: Connection, until: Until) -> _Changed:
    j, r = t.jobs.c, t.readings.c
    query = (
        select(r.document)
        .distinct()
        .select_from(t.jobs)
        .join(t.readings, r.number == j.reading)
        .where(j.number > until.job)
    )
    documents = set(connection.scalars(query))
    statements, agreements, accounts = _targets_since(connection, until.decision)
    s, a, g = t.statements.c, t.accounts.c, t.agreements.c
    for some in batches(statements):
        documents.update(connection.scalars(select(s.document).where(s.id.in_(some))))
    decided_on: set[int] = set()
    for some in batches(agreements):
        decided_on.update(connection.scalars(select(g.number).where(g.id.in_(some))))
    for some in batches(accounts):
        decided_on.update(connection.scalars(select(a.agreement).where(a.id.in_(some))))
    changed: set[int] = set()
    for numbers in batches(documents):
        changed.update(connection.scalars(select(a.agreement).where(a.document.in_(numbers))))
    return _Changed(frozenset(documents), frozenset(changed), frozenset(decided_on))


def _targets_since(connection: Connection, decision: int) -> tuple[set[str], set[str], set[str]]:
    """Return the statements, agreements and accounts that decisions since one are about."""
    c = t.decisions.c
    wanted = select(c.number, c.kind, c.target, c.value)
    rows = {row.number: row for row in connection.execute(wanted.where(c.number > decision))}
    waiting = list(rows.values())
    statements: set[str] = set()
    agreements: set[str] = set()
    accounts: set[str] = set()
    while waiting:
        row = waiting.pop()
        kind = DecisionKind(row.kind)
        if kind is DecisionKind.UNDO:
            undone = connection.execute(wanted.where(c.number == int(row.target))).one()
            if undone.number not in rows:
                rows[undone.number] = undone
                waiting.append(undone)
        elif kind in ON_STATEMENTS:
            statements.add(row.target)
        else:
            agreements.update((row.value or "").split())
            (agreements if kind is DecisionKind.MERGE else accounts).add(row.target)
    return statements, agreements, accounts


# --- What is compared ---


class _Profiles:
    """What accounts are compared by, loaded where it is asked for.

    Attributes:
        numbers: The row numbers of all agreements that are told.
    """

    def __init__(
        self, connection: Connection, vocabulary: Vocabulary, numbers: Mapping[str, int]
    ) -> None:
        self.numbers = numbers
        self._connection = connection
        self._vocabulary = vocabulary
        self._loaded: dict[str, Profile] = {}
        self._have: set[int] = set()

    def __getitem__(self, agreement: str) -> Profile:
        if agreement not in self._loaded:
            self.load([self.numbers[agreement]])
        return self._loaded[agreement]

    def load(self, agreements: Iterable[int]) -> None:
        """Load those of agreements by their row numbers."""
        for some in batches(frozenset(agreements) - self._have):
            self._have.update(some)
            for profile in iter_profiles(self._connection, self._vocabulary, some):
                self._loaded[profile.agreement] = profile

    def of(self, agreements: Iterable[int]) -> list[Profile]:
        """Return those of agreements that are loaded, in the order of their minting."""
        wanted = frozenset(agreements)
        return [p for p in self._loaded.values() if self.numbers[p.agreement] in wanted]


@dataclass(frozen=True, slots=True)
class _Pairs:
    """Which pairs change.

    Attributes:
        compared: Those that are compared now.
        lost: Those that no key makes any more, of accounts that did not change.
    """

    compared: frozenset[_Pair]
    lost: frozenset[_Pair]


def _find_pairs(
    connection: Connection,
    changed: Collection[int],
    renewed: Iterable[Profile],
    minted: Mapping[str, Minted],
    ids: Mapping[int, str],
) -> _Pairs:
    """Return which pairs change as accounts come, change or go."""
    own = {ids[number] for number in changed}
    documents = {each.id: each.documents for each in minted.values()}
    keys = {key for some in load_keys(connection, changed).values() for key in some}
    added: dict[int, list[Blocked]] = {}
    for profile in renewed:
        for key in to_keys(profile):
            added.setdefault(key, []).append(to_blocked(profile))
    before = load_blocks(connection, keys | added.keys())
    after = {
        key: [*(each for each in before.get(key, ()) if each.agreement not in own), *new]
        for key in keys | added.keys()
        for new in [added.get(key, [])]
    }
    had, have = pairs_of(before, documents), pairs_of(after, documents)
    old_had = {pair for pair in had if own.isdisjoint(pair)}
    lost = frozenset(old_had - have)
    return _Pairs(frozenset(have - old_had), lost - _still_made(connection, lost, after, minted))


def _still_made(
    connection: Connection,
    lost: Collection[_Pair],
    after: Mapping[int, Iterable[Blocked]],
    minted: Mapping[str, Minted],
) -> set[_Pair]:
    """Return those pairs that a key makes which no changed account has, or had."""
    numbers = {each: minted[each].number for pair in lost for each in pair}
    keys = load_keys(connection, frozenset(numbers.values()))
    shared = {key for x, y in lost for key in keys[numbers[x]] & keys[numbers[y]]} - after.keys()
    blocks = load_blocks(connection, shared)
    documents = {each: minted[each].documents for each in numbers}
    return pairs_of(blocks, documents).intersection(lost)


# --- What is grouped ---


@dataclass(slots=True)
class _Ways:
    """The agreements that are grouped anew, and the comparisons among them.

    Attributes:
        reached: The identifiers of the agreements.
        stored: The comparisons in force that lead to any of them.
        scored: Those that are to be in force, where keys led to them.
        asked: Those that grouping asked for, and that stand.
    """

    reached: set[str] = field(default_factory=set)
    stored: list[Compared] = field(default_factory=list)
    scored: dict[_Pair, Scored] = field(default_factory=dict)
    asked: dict[_Pair, Scored] = field(default_factory=dict)


def _find_ways(
    connection: Connection,
    pairs: _Pairs,
    scored: Mapping[_Pair, Scored],
    seeds: Collection[int],
    decided: Decided,
    *,
    numbers: Mapping[str, int],
    same_from: float,
    changed: Collection[str],
) -> _Ways:
    """Return what is grouped anew: all that a way leads to from what changed."""
    ids = {number: identifier for identifier, number in numbers.items()}
    near: dict[str, set[str]] = {}
    ways = _Ways(scored=dict(scored))
    steps = [
        *(pair for pair, each in scored.items() if each.score >= same_from),
        *(pair for pair in decided.merged if numbers.keys() >= set(pair)),
        *_grouped(connection, ids),
    ]
    _link(near, steps)
    seen: set[int] = set()
    waiting = {ids[number] for number in seeds}
    waiting.update(each for pair in (*scored, *pairs.lost) for each in pair)
    while waiting:
        ways.reached |= waiting
        for each in load_compared(connection, [numbers[one] for one in waiting]):
            if each.number not in seen:
                seen.add(each.number)
                ways.stored.append(each)
                if not each.is_asked and each.scored.score >= same_from:
                    _link(near, [each.pair])
        waiting = {y for x in waiting for y in near.get(x, ())} - ways.reached
    for each in ways.stored:
        stands = not any(one in changed for one in each.pair)
        if each.is_asked and stands:
            ways.asked[each.pair] = each.scored
        elif stands and each.pair not in pairs.lost and each.resolver == RESOLVER:
            ways.scored[each.pair] = each.scored
    return ways


def _link(near: dict[str, set[str]], steps: Iterable[_Pair]) -> None:
    for one, other in steps:
        near.setdefault(one, set()).add(other)
        near.setdefault(other, set()).add(one)


def _grouped(connection: Connection, ids: Mapping[int, str]) -> Iterator[_Pair]:
    """Yield each agreement that is taken for one with another, and that one."""
    c = t.agreements.c
    query = select(c.number, c.merged_into).where(c.merged_into.is_not(None))
    for number, into in connection.execute(query):
        yield ids[number], ids[into]


def _all_groups(
    connection: Connection, minted: Mapping[str, Minted], renewed: Iterable[Collection[str]]
) -> list[list[str]]:
    """Return all groups: those that are grouped anew, and the others as they are."""
    found = [list(group) for group in renewed]
    grouped = {each for group in found for each in group}
    roots = merging.load_group_of(connection)
    others: dict[str, list[str]] = {}
    for each in minted:
        if each not in grouped:
            others.setdefault(roots[each], []).append(each)
    return [*found, *others.values()]


def _edges_after(
    connection: Connection,
    stored: Iterable[Compared],
    scored: Mapping[_Pair, Scored],
    *,
    least: float,
) -> list[Edge]:
    """Return the comparisons that will be in force and that came to a least score."""
    gone = {each.pair for each in stored}
    kept = [e for e in load_edges(connection, least=least) if (e.first, e.second) not in gone]
    return [*kept, *(Edge(*pair, each.score) for pair, each in scored.items())]
