"""Comparing: what accounts are compared by, as a registry has it, and what it came to."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from hudna.domain.identifiers import AgreementId
from hudna.domain.sameness import KEPT_FROM, Feature
from hudna.domain.views import AccountView
from hudna.registry import queries
from hudna.registry import tables as t
from hudna.registry.resolve.grouping import ordered
from hudna.registry.resolve.naming import naming_of
from hudna.registry.resolve.profiles import Profile, to_profile
from hudna.registry.resolve.scoring import compare
from hudna.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Scored:
    """What a comparison of two agreements came to, as it is kept.

    Attributes:
        score: How likely they are one.
        features: Why, as JSON.
    """

    score: float
    features: str


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
    positions = _load_positions(connection, agreements)
    for identifier, accounts in queries.iter_minted(connection, agreements):
        position = min(positions.get(account.id, 0) for account in accounts)
        yield identifier, accounts, position


def _load_positions(connection: Connection, agreements: Sequence[int] | None) -> dict[str, int]:
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
    if agreements is not None:
        of = t.accounts.alias("of").c
        query = query.where(
            la.document.in_(select(of.document).where(of.agreement.in_(agreements)))
        )
    counted: dict[int, int] = defaultdict(int)
    positions: dict[str, int] = {}
    for document, _, _, account in connection.execute(query):
        positions[account] = counted[document]
        counted[document] += 1
    return positions


def score_pairs(pairs: Iterable[tuple[Profile, Profile]]) -> dict[tuple[str, str], Scored]:
    """Return the comparisons that are worth keeping, the lesser identifier first."""
    scored: dict[tuple[str, str], Scored] = {}
    for one, other in pairs:
        found = find_scored(one, other)
        if found is not None:
            scored[ordered(one.agreement, other.agreement)] = found
    return scored


def find_scored(one: Profile, other: Profile) -> Scored | None:
    """Return what comparing two accounts comes to, or None where it is not worth keeping."""
    first, second = (one, other) if one.agreement < other.agreement else (other, one)
    likeness = compare(first, second)
    if likeness.score < KEPT_FROM:
        return None
    return _to_scored(likeness.score, likeness.features)


def _to_scored(score: float, features: Iterable[Feature]) -> Scored:
    plain = [[f.name, round(f.weight, 3), f.first, f.second] for f in features]
    return Scored(score, json.dumps(plain, ensure_ascii=False, separators=(",", ":")))


def to_features(plain: str) -> tuple[Feature, ...]:
    """Return features from the JSON in which they are kept."""
    return tuple(Feature(*each) for each in json.loads(plain))
