"""Explaining: why two accounts are, or are not, taken for one, and what a person should look at."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from math import log2

from sqlalchemy import Connection

from hudna.domain.evidence import Evidence
from hudna.domain.identifiers import AgreementId
from hudna.domain.sameness import (
    CitedFeature,
    Comparison,
    ContestedValue,
    Divergence,
    Explanation,
    Feature,
    ReviewItem,
    Sameness,
    Thresholds,
    UncertainPair,
)
from hudna.domain.statements import Decision, SubjectKind
from hudna.domain.views import AccountView, AgreementView
from hudna.errors import InputError
from hudna.registry import merging, queries
from hudna.registry.diverging import FACETS, FOUND, find_divergences
from hudna.registry.resolve.clustering import Edge
from hudna.registry.resolve.comparing import iter_minted_views
from hudna.registry.resolve.deciding import check_told, load_group
from hudna.registry.resolve.grouping import (
    Decided,
    Minted,
    find_uncertain,
    load_decided,
    load_edges,
    load_minted,
    ordered,
    thresholds_of,
)
from hudna.registry.resolve.naming import naming_of
from hudna.registry.resolve.profiles import Profile, to_profile
from hudna.registry.resolve.scoring import RESOLVER, compare
from hudna.vocabulary import Vocabulary

_RESTS_ON: Mapping[str, frozenset[SubjectKind]] = {
    **dict.fromkeys(
        ("sides", "opposing sides", "no side in common", "other sides"),
        frozenset({SubjectKind.PARTICIPANT}),
    ),
    **dict.fromkeys(
        ("date", "other date", "end", "duration", "date and publication"),
        frozenset({SubjectKind.DATE}),
    ),
    **dict.fromkeys(("places", "one place of several"), frozenset({SubjectKind.PLACE})),
    **dict.fromkeys(("form", "scope", "stage", "authenticity"), frozenset({SubjectKind.AGREEMENT})),
    "terms": frozenset({SubjectKind.TERM}),
}
"""What kind of subject a feature is drawn from; others rest on no words in particular."""
_MOST_QUOTES = 4


def explain(connection: Connection, one: int, other: int, *, vocabulary: Vocabulary) -> Explanation:
    """Return why two agreements, as they were minted or as they are, are or are not one.

    Raises:
        InputError: They are the same one.
        ConflictError: No latest reading tells of one of them.
    """
    ours, theirs = load_group(connection, one), load_group(connection, other)
    identifiers = merging.load_agreement_ids(connection, {one, other, *ours, *theirs})
    if one == other:
        raise InputError(
            f"{identifiers[one]} is one and the same",
            code="input-decision",
            subject=identifiers[one],
        )
    for number in (one, other):
        check_told(connection, number)
    minted = load_minted(connection)
    edges = load_edges(connection)
    decisions = queries.load_decisions(connection)
    pair: tuple[str, str] = (identifiers[one], identifiers[other])
    if one not in theirs:
        pair = _likeliest(
            pair,
            edges,
            [identifiers[n] for n in ours],
            [identifiers[n] for n in theirs],
        )
    return _explained(
        connection,
        pair,
        minted=minted,
        edges=edges,
        groups=([identifiers[n] for n in ours], [identifiers[n] for n in theirs]),
        decisions=decisions,
        vocabulary=vocabulary,
    )


def _likeliest(
    pair: tuple[str, str], edges: Iterable[Edge], ours: Sequence[str], theirs: Sequence[str]
) -> tuple[str, str]:
    """Return the two accounts of two groups that are most alike; the ones named, where none is."""
    mine, yours = frozenset(ours), frozenset(theirs)
    best: tuple[float, str, str] | None = None
    for edge in edges:
        for x, y in ((edge.first, edge.second), (edge.second, edge.first)):
            if x in mine and y in yours and (best is None or (edge.score, x, y) > best):
                best = (edge.score, x, y)
    return pair if best is None else best[1:]


def _explained(
    connection: Connection,
    pair: tuple[str, str],
    *,
    minted: Mapping[str, Minted],
    edges: Sequence[Edge],
    groups: tuple[Sequence[str], Sequence[str]],
    decisions: Iterable[Decision],
    vocabulary: Vocabulary,
) -> Explanation:
    decided = load_decided(connection, decisions)
    thresholds = thresholds_of(connection)
    profiles, views = _load_two(connection, [minted[each].number for each in pair], vocabulary)
    first, second = profiles[pair[0]], profiles[pair[1]]
    likeness = compare(first, second)
    is_same = pair[1] in groups[0]
    path = _path(pair, edges, decided, groups[0]) if is_same else ()
    reason, concerning = _reason(
        pair, likeness.score, minted, decided, groups, thresholds=thresholds, is_same=is_same
    )
    sameness = (
        Sameness.SAME
        if is_same
        else Sameness.UNCERTAIN
        if likeness.score >= thresholds.review_from and not concerning
        else Sameness.DIFFERENT
    )
    comparison = Comparison(
        first=AgreementId(pair[0]),
        second=AgreementId(pair[1]),
        score=likeness.score,
        features=likeness.features,
        sameness=sameness,
        resolver=RESOLVER,
    )
    return Explanation(
        comparison=comparison,
        accounts=(views[pair[0]], views[pair[1]]),
        features=tuple(
            CitedFeature(
                feature,
                _quotes(feature, feature.first, views[pair[0]]),
                _quotes(feature, feature.second, views[pair[1]]),
            )
            for feature in likeness.features
        ),
        reason=reason,
        decisions=concerning,
        by_way_of=path,
        same_from=thresholds.same_from,
    )


def _load_two(
    connection: Connection, numbers: Sequence[int], vocabulary: Vocabulary
) -> tuple[dict[str, Profile], dict[str, AccountView]]:
    naming = naming_of(vocabulary)
    profiles: dict[str, Profile] = {}
    views: dict[str, AccountView] = {}
    for identifier, accounts, position in iter_minted_views(connection, numbers):
        profiles[identifier] = to_profile(identifier, accounts, naming, position=position)
        corrected = {
            v.value
            for a in accounts
            for s in a.of_kind(SubjectKind.AGREEMENT)
            for v in s.all("corrects")
        }
        views[identifier] = next((a for a in accounts if a.id not in corrected), accounts[0])
    return profiles, views


def _reason(
    pair: tuple[str, str],
    score: float,
    minted: Mapping[str, Minted],
    decided: Decided,
    groups: tuple[Sequence[str], Sequence[str]],
    *,
    thresholds: Thresholds,
    is_same: bool,
) -> tuple[str, tuple[Decision, ...]]:
    """Return what was made of two accounts, and the decisions that made it so."""
    same_from = thresholds.same_from
    if is_same:
        direct = decided.merged.get(ordered(*pair))
        if direct is not None:
            return f"{direct.author} decided that they are one: {direct.reason}", (direct,)
        inside = frozenset(groups[0])
        human = tuple(d for p, d in decided.merged.items() if inside.issuperset(p))
        if score >= same_from:
            return f"they are alike enough ({score:.2f}, and {same_from:.2f} is needed)", human
        return "they are one because of the other accounts that both are alike to", human
    apart = tuple(
        dict.fromkeys(
            decided.apart[p]
            for x in groups[0]
            for y in groups[1]
            for p in [ordered(x, y)]
            if p in decided.apart
        )
    )
    if apart:
        return f"{apart[0].author} decided that they are two: {apart[0].reason}", apart
    mine = frozenset[str]().union(*(minted[x].documents for x in groups[0] if x in minted))
    shared = [y for y in groups[1] if y in minted and minted[y].documents & mine]
    if shared and score >= same_from:
        return "they are alike, but one document tells of both as of two", ()
    if score >= same_from:
        return "they are alike, but the other accounts of the two agreements are too unlike", ()
    if score >= thresholds.review_from:
        return f"they may be one ({score:.2f}); {same_from:.2f} would be needed", ()
    return f"they are not alike enough ({score:.2f}; {same_from:.2f} would be needed)", ()


def _path(
    pair: tuple[str, str], edges: Iterable[Edge], decided: Decided, group: Sequence[str]
) -> tuple[Comparison, ...]:
    """Return the strongest way from one account of a group to another, where it is not direct."""
    inside = frozenset(group)
    scores = {
        ordered(e.first, e.second): e.score
        for e in edges
        if e.first in inside and e.second in inside
    }
    scores |= {p: 1.0 for p in decided.merged if inside.issuperset(p)}
    reached: dict[str, tuple[float, tuple[str, ...]]] = {pair[0]: (1.0, (pair[0],))}
    waiting = {pair[0]}
    while waiting:
        at = max(waiting, key=lambda each: (reached[each][0], each))
        waiting.discard(at)
        strength, steps = reached[at]
        for (x, y), score in sorted(scores.items()):
            following = y if x == at else x if y == at else None
            if following is None:
                continue
            weakest = min(strength, score)
            if following not in reached or weakest > reached[following][0]:
                reached[following] = (weakest, (*steps, following))
                waiting.add(following)
    if pair[1] not in reached or len(reached[pair[1]][1]) <= 2:
        return ()
    steps = reached[pair[1]][1]
    return tuple(
        Comparison(
            first=AgreementId(x),
            second=AgreementId(y),
            score=scores[ordered(x, y)],
            features=(),
            sameness=Sameness.SAME,
            resolver=RESOLVER,
        )
        for x, y in pairwise(steps)
    )


def _quotes(feature: Feature, told: str, account: AccountView) -> tuple[Evidence, ...]:
    """Return the words of an account that a feature rests on, the first few."""
    kinds = _RESTS_ON.get(feature.name)
    if kinds is None:
        return ()
    wanted = frozenset(told.split("; "))
    found: dict[Evidence, None] = {}
    for subject in account.subjects:
        if subject.kind in kinds:
            for value in subject.values:
                name = value.statement.property.removeprefix("date.")
                if value.value in wanted or f"{name} {value.value}" in wanted:
                    found.update(dict.fromkeys(value.statement.evidence[:1]))
    return tuple(sorted(found))[:_MOST_QUOTES]


def iter_review(
    connection: Connection, thresholds: Thresholds, *, vocabulary: Vocabulary
) -> Iterator[ReviewItem]:
    """Yield divergences of readers, uncertain pairs of agreements, contested values, in that order.

    Of each, the most telling come first.
    """
    yield from _iter_diverging(connection)
    yield from _iter_uncertain(connection, thresholds, vocabulary)
    yield from _iter_contested(connection)


def _iter_diverging(connection: Connection) -> Iterator[Divergence]:
    """Yield agreements that one reader alone found, then contradictions, then what one left out."""
    found = [
        each
        for view, readers in queries.iter_read_often(connection)
        for each in find_divergences(view, readers)
    ]
    yield from sorted(
        found,
        key=lambda each: (
            each.facet != FOUND and not each.is_contradiction,
            FACETS.index(each.facet),
            -each.information,
            each.account.id,
        ),
    )


def _iter_uncertain(
    connection: Connection, thresholds: Thresholds, vocabulary: Vocabulary
) -> Iterator[UncertainPair]:
    decisions = queries.load_decisions(connection)
    decided = load_decided(connection, decisions)
    minted = load_minted(connection)
    edges = load_edges(connection)
    roots = merging.load_group_of(connection)
    groups: dict[str, list[str]] = defaultdict(list)
    for each in minted:
        groups[roots[each]].append(each)
    uncertain = find_uncertain(
        groups.values(), edges, minted, decided, review_from=thresholds.review_from
    )
    ranked = sorted(
        (-_information(edge.score, len(groups[one]) + len(groups[other])), one, other, edge)
        for edge in uncertain
        for one, other in [ordered(roots[edge.first], roots[edge.second])]
    )
    for information, one, other, edge in ranked:
        is_turned = edge.first not in groups[one]
        pair = (edge.second, edge.first) if is_turned else (edge.first, edge.second)
        yield UncertainPair(
            explanation=_explained(
                connection,
                pair,
                minted=minted,
                edges=edges,
                groups=(groups[one], groups[other]),
                decisions=decisions,
                vocabulary=vocabulary,
            ),
            agreements=(AgreementId(one), AgreementId(other)),
            accounts=len(groups[one]) + len(groups[other]),
            information=round(-information, 4),
        )


def _information(score: float, accounts: int) -> float:
    """Return how much a decision tells: the entropy of the score, for each account it moves."""
    if not 0 < score < 1:
        return 0.0
    return -(score * log2(score) + (1 - score) * log2(1 - score)) * accounts


def _iter_contested(connection: Connection) -> Iterator[ContestedValue]:
    for view in queries.iter_told_often(connection):
        for name in _contested(view):
            values = view.own(name)
            if all(value.decision is None for value in values):
                yield ContestedValue(view, name, values, float(len(view.accounts)))


def _contested(view: AgreementView) -> Iterator[str]:
    names = dict.fromkeys(
        value.statement.property
        for subject in view.iter_subjects(SubjectKind.AGREEMENT)
        for value in subject.values
    )
    for name in sorted(names):
        if name in {"form", "stage", "authenticity", "scope"} and view.is_contested(name):
            yield name
