"""Clustering: from scored pairs to agreements, so that one bridge does not chain unlike ones.

The pairs are taken from the likeliest on. Two groups become one where the pair that leads from one
to the other is likely enough, no document tells an account in each, nobody decided otherwise, and
the accounts of both are on average likely to be of one agreement. An unlikely pair counts as
nothing, and one that was not compared is compared now, or counts as nothing where it cannot be. Of
large groups a few members of each are looked at. What people decided comes first.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

SUPPORT = 0.5
"""How likely the accounts of two groups must be of one agreement, on average over all pairs."""
MOST_ASKED = 5
"""How many members of a group are looked at, spread over it."""


@dataclass(frozen=True, slots=True, order=True)
class Edge:
    """Two accounts that may be of one agreement.

    Attributes:
        first: The identifier of one.
        second: That of the other, the greater of the two.
        score: How likely it is.
        is_asked: Whether no key led to it: it was asked for in grouping, and joins nothing by
            itself.
    """

    first: str
    second: str
    score: float
    is_asked: bool = False


def find_clusters(
    members: Mapping[str, frozenset[str]],
    edges: Iterable[Edge],
    *,
    same_from: float,
    merged: Sequence[tuple[str, str]] = (),
    apart: Iterable[tuple[str, str]] = (),
    score_of: Callable[[str, str], float] | None = None,
) -> list[list[str]]:
    """Return the groups, each in the order of its identifiers.

    Args:
        members: What is grouped, each with the documents that tell it.
        edges: The pairs that were compared.
        same_from: From which score on a pair joins two groups.
        merged: Pairs that a person joined.
        apart: Pairs that are never in one group, but where a person joined them.
        score_of: Compares two members that no edge is between, the lesser first.
    """
    groups = _Groups(members, edges, apart, score_of)
    for first, second in merged:
        groups.join(first, second)
    for edge in groups.edges:
        if edge.score < same_from:
            break
        groups.may_join(edge.first, edge.second)
    return groups.listed()


class _Groups:
    """The groups in the making."""

    def __init__(
        self,
        members: Mapping[str, frozenset[str]],
        edges: Iterable[Edge],
        apart: Iterable[tuple[str, str]],
        score_of: Callable[[str, str], float] | None,
    ) -> None:
        self._score_of = score_of
        self._documents = members
        self._members: dict[str, list[str]] = {each: [each] for each in members}
        self._group = {each: each for each in members}
        inside = [e for e in edges if e.first in members and e.second in members]
        self.edges = sorted(
            (e for e in inside if not e.is_asked), key=lambda e: (-e.score, e.first, e.second)
        )
        self._scores = {_ordered(e.first, e.second): e.score for e in inside}
        self._apart = frozenset(_ordered(first, second) for first, second in apart)

    def join(self, first: str, second: str) -> None:
        """Make the groups of two members one."""
        if first not in self._group or second not in self._group:
            return
        one, other = self._group[first], self._group[second]
        if one == other:
            return
        if len(self._members[one]) < len(self._members[other]):
            one, other = other, one
        for each in self._members.pop(other):
            self._group[each] = one
            self._members[one].append(each)

    def may_join(self, first: str, second: str) -> None:
        """Make the groups of two members one if they fit."""
        one, other = self._group[first], self._group[second]
        if one != other and self._fit(self._members[one], self._members[other]):
            self.join(first, second)

    def listed(self) -> list[list[str]]:
        """Return the groups."""
        return sorted(sorted(group) for group in self._members.values())

    def _fit(self, ours: list[str], theirs: list[str]) -> bool:
        documents = frozenset[str]().union(*(self._documents[each] for each in ours))
        if any(self._documents[each] & documents for each in theirs):
            return False
        if self._apart and any(_ordered(x, y) in self._apart for x in ours for y in theirs):
            return False
        pairs = [_ordered(x, y) for x in _spread(ours) for y in _spread(theirs)]
        return sum(map(self._score, pairs)) >= SUPPORT * len(pairs)

    def _score(self, pair: tuple[str, str]) -> float:
        found = self._scores.get(pair)
        if found is None:
            found = 0.0 if self._score_of is None else self._score_of(*pair)
            self._scores[pair] = found
        return found


def _spread(group: list[str]) -> list[str]:
    """Return some members of a group, the same whatever their order."""
    if len(group) <= MOST_ASKED:
        return group
    ordered = sorted(group)
    return [ordered[step * (len(ordered) - 1) // (MOST_ASKED - 1)] for step in range(MOST_ASKED)]


def _ordered(first: str, second: str) -> tuple[str, str]:
    return (first, second) if first < second else (second, first)
