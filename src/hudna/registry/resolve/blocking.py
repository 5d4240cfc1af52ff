"""Blocking: which accounts are worth comparing, without comparing each with each.

Two accounts are compared where they share a key: two of their sides, two places, a side and a
place, a country and a day; a side or a place in the same or the next stretch of time, or a country
in it, where one of them names no side that tells; or a run of words. A key that many accounts
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
LARGEST = 16
"""How many accounts may share a key before only neighbors in time are compared."""
NEIGHBORS = 6
"""With how many of the following accounts one is compared where a key is shared by many."""
_RARE_SHINGLES = 8
_COUNTRY = "country"
_Key = tuple[object, ...]
"""What two accounts may share, its kind first."""
_MOST_SPOTS = 6
_SHARP_DAYS = 2
_UNDATED = -1


def find_pairs(profiles: Sequence[Profile]) -> list[tuple[int, int]]:
    """Return the positions of the accounts to compare, the lower first, each pair once.

    Accounts of one document are never paired. The order of the profiles makes no difference to who
    is paired with whom.
    """
    blocks: dict[_Key, list[int]] = defaultdict(list)
    for index, profile in enumerate(profiles):
        for key in dict.fromkeys(_iter_keys(profile)):
            blocks[key].append(index)
    is_named = [any(side.is_specific for side in profile.sides) for profile in profiles]
    pairs: set[tuple[int, int]] = set()
    for key, members in blocks.items():
        if len(members) > 1:
            found = _pairs_of(members, profiles)
            if key[0] == _COUNTRY:
                found = ((i, j) for i, j in found if not (is_named[i] and is_named[j]))
            pairs.update(found)
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


def _iter_keys(profile: Profile) -> Iterator[_Key]:
    sides = sorted(
        {key for side in profile.sides for key in side.keys if key not in {STATE, OPPOSED}}
    )
    spots = sorted({_spot(place) for place in profile.places if not place.is_country})
    slots = _slots(profile)
    countries = sorted(profile.countries)
    for slot in slots:
        for spot in spots:
            yield "place", spot, slot
        for side in sides:
            yield "side", side, slot
        for code in countries:
            yield _COUNTRY, code, slot
    for side in sides:
        for spot in spots:
            yield "side and place", side, spot
    for dated in profile.dates:
        if dated.width <= _SHARP_DAYS:
            for day in range(dated.first, dated.last + 2):
                for code in countries:
                    yield "country and day", code, day
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
