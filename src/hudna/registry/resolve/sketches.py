"""Sketches: which texts are copies of one another, told by a few numbers of each.

A text is its runs of five words, hashed; its sketch is the least of the hashes. Two sketches tell
how much two texts have in common (resemblance), and how much of the shorter stands in the longer
(containment), which also finds the reprint that was cut short. Both are estimates.

Source:
    A. Broder, "On the resemblance and containment of documents" (1997); bottom-k sketches as in
    E. Cohen and H. Kaplan, "Summarizing data using bottom-k sketches" (2007).
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from itertools import combinations, pairwise
from struct import pack, unpack
from zlib import crc32

from hudna.text.folding import folded

_WORD = re.compile(r"\w+")
LENGTH = 128
"""How many hashes a sketch has."""
RUN = 5
"""How many words a run has."""
RESEMBLES_FROM = 0.5
CONTAINS_FROM = 0.8
FEWEST_RUNS = 25
"""How many runs a text needs for a copy of it to be told from a common phrase."""
_LOOKED_UP = 24
_MOST_ALIKE = 64


@dataclass(frozen=True, slots=True)
class Sketch:
    """What is kept of a text.

    Attributes:
        runs: How many different runs of words it has.
        hashes: The least of their hashes, in their order.
    """

    runs: int
    hashes: tuple[int, ...]


def to_sketch(text: str) -> Sketch:
    """Return the sketch of a text; case, accents and punctuation make no difference."""
    words = _WORD.findall(folded(text))
    hashes = {
        crc32(" ".join(words[start : start + RUN]).encode())
        for start in range(max(len(words) - RUN + 1, 1 if words else 0))
    }
    return Sketch(len(hashes), tuple(nsmallest(LENGTH, hashes)))


def resemblance(a: Sketch, b: Sketch) -> float:
    """Return which share of the runs of two texts both have, about."""
    union = nsmallest(LENGTH, {*a.hashes, *b.hashes})
    if not union:
        return 0.0
    both = frozenset(a.hashes) & frozenset(b.hashes)
    return len(both.intersection(union)) / len(union)


def containment(a: Sketch, b: Sketch) -> float:
    """Return which share of the runs of the shorter text the other has, about."""
    return _contained(resemblance(a, b), min(a.runs, b.runs), max(a.runs, b.runs))


def is_copy(a: Sketch, b: Sketch) -> bool:
    """Return whether one text is likely the other, or a part of it."""
    fewest, most = sorted((a.runs, b.runs))
    if fewest < FEWEST_RUNS:
        return a == b
    alike = resemblance(a, b)
    return alike >= RESEMBLES_FROM or _contained(alike, fewest, most) >= CONTAINS_FROM


def _may_be_copies(a: frozenset[int], b: frozenset[int], runs: tuple[int, int]) -> bool:
    """Return False where the hashes that two sketches share are too few for a copy.

    The least hashes of both texts are at least as many as those of either sketch, so that the
    share of common hashes in them is at most what it is in the larger sketch.
    """
    alike = len(a & b) / max(len(a), len(b), 1)
    return alike >= RESEMBLES_FROM or _contained(alike, min(runs), max(runs)) >= CONTAINS_FROM


def _contained(alike: float, fewest: int, most: int) -> float:
    return min(alike * (fewest + most) / (1 + alike) / fewest, 1.0) if fewest else 0.0


def find_copies(sketches: Mapping[str, Sketch], order: Mapping[str, str]) -> dict[str, str]:
    """Return, for each text, the text that stands for all its copies.

    Args:
        sketches: The texts by identifier.
        order: By what the first of several copies is told, as by when it was published.
    """
    stands: dict[str, str] = {each: each for each in sketches}

    def root(each: str) -> str:
        while stands[each] != each:
            each = stands[each]
        return each

    hashes = {each: frozenset(sketch.hashes) for each, sketch in sketches.items()}
    for one, other in sorted(_candidates(sketches)):
        first, second = root(one), root(other)
        if first == second:
            continue
        x, y = sketches[one], sketches[other]
        if _may_be_copies(hashes[one], hashes[other], (x.runs, y.runs)) and is_copy(x, y):
            if (order[second], second) < (order[first], first):
                first, second = second, first
            stands[second] = first
    return {each: root(each) for each in sketches}


def find_more_copies(
    sketches: Mapping[str, Sketch],
    order: Mapping[str, str],
    *,
    stood: Mapping[str, str],
) -> dict[str, str]:
    """Return what `find_copies` does, comparing only what the texts that are new come next to.

    Args:
        sketches: The texts by identifier, old and new.
        order: By what the first of several copies is told.
        stood: What stood for each of the old texts, whose sketches are as they were.
    """
    new = sketches.keys() - stood.keys()
    asked = frozenset(value for one in new for value in sketches[one].hashes[:_LOOKED_UP])
    come: set[tuple[str, str]] = set()
    parted: set[str] = set()
    for alike in _blocks(sketches, asked):
        now = _pairs(alike, sketches)
        come.update(pair for pair in now if not new.isdisjoint(pair))
        if len(alike) > _MOST_ALIKE:
            gone = _pairs([each for each in alike if each not in new], sketches) - now
            parted.update(
                stood[one]
                for one, other in gone
                if stood[one] == stood[other] and is_copy(sketches[one], sketches[other])
            )
    of = {each: stood.get(each, each) for each in sketches}
    come |= _pairs_within(sketches, {each: of[each] for each in stood if of[each] in parted})
    of |= {each: each for each in stood if of[each] in parted}
    groups: dict[str, list[str]] = defaultdict(list)
    for each, name in of.items():
        groups[name].append(each)
    for one, other in sorted(come):
        if of[one] != of[other] and is_copy(sketches[one], sketches[other]):
            kept, joined = of[one], of[other]
            for each in groups.pop(joined):
                groups[kept].append(each)
                of[each] = kept
    return {
        each: first
        for members in groups.values()
        for first in [min(members, key=lambda each: (order[each], each))]
        for each in members
    }


def to_bytes(sketch: Sketch) -> bytes:
    """Return the hashes of a sketch as they are stored."""
    return pack(f"<{len(sketch.hashes)}I", *sketch.hashes)


def from_bytes(runs: int, stored: bytes) -> Sketch:
    """Return a sketch as it was stored."""
    return Sketch(runs, unpack(f"<{len(stored) // 4}I", stored))


def _candidates(sketches: Mapping[str, Sketch]) -> Iterable[tuple[str, str]]:
    """Return the pairs that have one of their least hashes in common.

    A hash that very many texts have is a phrase of the trade, and pairs nobody.
    """
    found: set[tuple[str, str]] = set()
    for alike in _blocks(sketches):
        found.update(_pairs(alike, sketches))
    return found


def _blocks(
    sketches: Mapping[str, Sketch], asked: frozenset[int] | None = None
) -> Iterable[Sequence[str]]:
    """Return, for each of some hashes or of all, the texts that have it, in their order."""
    blocks: dict[int, list[str]] = defaultdict(list)
    for identifier in sorted(sketches):
        hashes = sketches[identifier].hashes[:_LOOKED_UP]
        for value in hashes if asked is None else asked.intersection(hashes):
            blocks[value].append(identifier)
    return blocks.values()


def _pairs_within(
    sketches: Mapping[str, Sketch], group_of: Mapping[str, str]
) -> set[tuple[str, str]]:
    """Return those pairs of `_candidates` of which both are of one group."""
    if not group_of:
        return set()
    asked = frozenset(value for one in group_of for value in sketches[one].hashes[:_LOOKED_UP])
    return {
        (one, other)
        for alike in _blocks(sketches, asked)
        for one, other in _pairs(alike, sketches)
        if one in group_of and group_of[one] == group_of.get(other)
    }


def _pairs(alike: Sequence[str], sketches: Mapping[str, Sketch]) -> set[tuple[str, str]]:
    """Return the pairs among texts, in their order, that have one hash in common."""
    if len(alike) <= _MOST_ALIKE:
        return set(combinations(alike, 2))
    return set(_chained(alike, sketches))


def _chained(alike: Sequence[str], sketches: Mapping[str, Sketch]) -> Iterable[tuple[str, str]]:
    """Return pairs of neighbors by length, so that many copies of one text are still found."""
    ordered = sorted(alike, key=lambda each: (sketches[each].runs, each))
    return {(min(one, other), max(one, other)) for one, other in pairwise(ordered)}
