"""Blocking: which accounts are worth comparing, without comparing each with each.

Two accounts are compared where they share a key: two of their sides, or a side and a place, or a
place, in the same or the next stretch of time; or a run of rare words. A key that many accounts
share pairs each only with its neighbors in time, so that the work grows with the number of accounts
and not with its square.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from hudna.registry.resolve.naming import NAME, OPPOSED, STATE, Place
from hudna.registry.resolve.profiles import Profile

SLOT_DAYS = 60
"""How long a stretch of time is: accounts are compared within one, and with the next."""
LARGEST = 40
"""How many accounts may share a key before only neighbors in time are compared."""
NEIGHBORS = 12
"""With how many of the following accounts one is compared where a key is shared by many."""
_RARE_SHINGLES = 8
_MOST_SPOTS = 6
_UNDATED = -1


def find_pairs(profiles: Sequence[Profile]) -> list[tuple[int, int]]:
    """Return the positions of the accounts to compare, the lower first, each pair once.

    Accounts of one document are never paired. The order of the profiles makes no difference to who
    is paired with whom.
    """
    blocks: dict[object, list[int]] = defaultdict(list)
    for index, profile in enumerate(profiles):
        for key in dict.fromkeys(_iter_keys(profile)):
            blocks[key].append(index)
    pairs: set[tuple[int, int]] = set()
    for members in blocks.values():
        if len(members) > 1:
            pairs.update(_pairs_of(members, profiles))
    return sorted(pairs)


def _pairs_of(members: list[int], profiles: Sequence[Profile]) -> Iterator[tuple[int, int]]:
    if len(members) <= LARGEST:
        near: Iterable[tuple[int, int]] = combinations(members, 2)
    else:
        ordered = sorted(members, key=lambda i: (_when(profiles[i]), profiles[i].agreement))
        near = (
            (ordered[i], other)
            for i in range(len(ordered))
            for other in ordered[i + 1 : i + 1 + NEIGHBORS]
        )
    for i, j in near:
        if not profiles[i].documents & profiles[j].documents:
            yield (i, j) if i < j else (j, i)


def _when(profile: Profile) -> int:
    """Return the day by which an account stands among others: its first date, or its document's."""
    if profile.dates:
        return min(d.first for d in profile.dates)
    return profile.published if profile.published is not None else _UNDATED


def _iter_keys(profile: Profile) -> Iterator[object]:
    sides = sorted(
        {key for side in profile.sides for key in side.keys if key not in {STATE, OPPOSED}}
    )
    spots = sorted({_spot(place) for place in profile.places if not place.is_country})
    slots = _slots(profile)
    countries = sorted(profile.countries)
    for slot in slots:
        for pair in combinations(sides, 2):
            yield "sides", pair, slot
        for spot in spots:
            yield "place", spot, slot
        for side in sides:
            yield "side", side, slot
        for code in countries:
            yield "country", code, slot
    for side in sides:
        for spot in spots:
            yield "side and place", side, spot
    for spot_pair in combinations(spots[:_MOST_SPOTS], 2):
        yield "places", spot_pair
    for pair in combinations(sides, 2):
        if not all(key.startswith(STATE) for key in pair):
            yield "sides", pair
    for shingle in sorted(profile.shingles)[:_RARE_SHINGLES]:
        yield "words", shingle


def _spot(place: Place) -> str:
    """Return the one key of a place by which it is looked up: what the vocabulary knows it as."""
    return min(place.keys, key=lambda key: (key.startswith(NAME), key))


def _slots(profile: Profile) -> list[int]:
    """Return the stretches of time in which an account's agreement, or its document, may lie."""
    days = [d.first for d in profile.dates if d.width <= 2 * SLOT_DAYS]
    if profile.published is not None:
        days.append(profile.published)
    slots = {day // SLOT_DAYS for day in days}
    return sorted(slots | {slot + 1 for slot in slots})
