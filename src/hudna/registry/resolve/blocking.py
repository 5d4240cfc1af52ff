"""Blocking: which accounts are worth comparing, without comparing each with each.

Two accounts are compared where they share a key: two of their sides, two places, a side and a
place, a country and a day; a side or a place in the same or the next stretch of time, or a country
in it, where one of them names no side that tells; or a run of words. A key that many accounts
share pairs each only with its neighbors in time, so that the work grows with the number of accounts
and not with its square.

What a key pairs depends on the accounts that have it and on nothing else. So where accounts come,
change or go, only their keys are looked at again, and the pairs are those that looking at all
accounts would find.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import combinations

from hudna.registry.resolve.naming import NAME, OPPOSED, STATE, Place
from hudna.registry.resolve.profiles import Profile

SLOT_DAYS = 60
"""How long a stretch of time is: accounts are compared within one, and with the next."""
LARGEST = 10
"""How many accounts may share a key before only neighbors in time are compared."""
NEIGHBORS = 4
"""With how many of the following accounts one is compared where a key is shared by many."""
_RARE_SHINGLES = 8
_COUNTRY = "country"
_Key = tuple[object, ...]
"""What two accounts may share, its kind first."""
_MOST_SPOTS = 6
_SHARP_DAYS = 2
_UNDATED = -1


@dataclass(frozen=True, slots=True, order=True)
class Blocked:
    """An account as a key knows it.

    Attributes:
        day: The day by which it stands among others: its first date, or its document's.
        agreement: The agreement, as it was minted.
        is_named: Whether it names a side that tells.
    """

    day: int
    agreement: str
    is_named: bool


def to_blocked(profile: Profile) -> Blocked:
    """Return an account as its keys know it."""
    if profile.dates:
        day = min(d.first for d in profile.dates)
    else:
        day = _UNDATED if profile.published is None else profile.published
    return Blocked(day, profile.agreement, any(side.is_specific for side in profile.sides))


def to_keys(profile: Profile) -> frozenset[int]:
    """Return the keys of an account, as 63-bit numbers; those of a country are odd."""
    return frozenset(_to_number(key) for key in _iter_keys(profile))


def find_pairs(profiles: Sequence[Profile]) -> list[tuple[int, int]]:
    """Return the positions of the accounts to compare, the lower first, each pair once.

    Accounts of one document are never paired. The order of the profiles makes no difference to who
    is paired with whom.
    """
    places: dict[str, int] = {profile.agreement: place for place, profile in enumerate(profiles)}
    documents: dict[str, frozenset[str]] = {
        profile.agreement: frozenset[str](profile.documents) for profile in profiles
    }
    blocks: dict[int, list[Blocked]] = defaultdict(list)
    for profile in profiles:
        blocked = to_blocked(profile)
        for key in to_keys(profile):
            blocks[key].append(blocked)
    found = pairs_of(blocks, documents)
    return sorted((min(i, j), max(i, j)) for x, y in found for i, j in [(places[x], places[y])])


def pairs_of(
    blocks: Mapping[int, Iterable[Blocked]], documents: Mapping[str, frozenset[str]]
) -> set[tuple[str, str]]:
    """Return the pairs of agreements that keys make, the lesser identifier first.

    Args:
        blocks: The accounts that have a key, by the key.
        documents: The documents that tell each agreement; of one that is left out, none does.
    """
    pairs: set[tuple[str, str]] = set()
    for key, members in blocks.items():
        pairs.update(_pairs_of(key, list(members)))
    return {
        (one, other)
        for one, other in pairs
        if documents.get(one, _NONE).isdisjoint(documents.get(other, _NONE))
    }


_NONE: frozenset[str] = frozenset()


def _pairs_of(key: int, members: list[Blocked]) -> Iterator[tuple[str, str]]:
    if len(members) <= LARGEST:
        near: Iterable[tuple[Blocked, Blocked]] = combinations(members, 2)
    else:
        ordered = sorted(members)
        near = (
            (one, other)
            for place, one in enumerate(ordered)
            for other in ordered[place + 1 : place + 1 + NEIGHBORS]
        )
    for one, other in near:
        if not (_is_country(key) and one.is_named and other.is_named):
            x, y = one.agreement, other.agreement
            yield (x, y) if x < y else (y, x)


def _to_number(key: _Key) -> int:
    number = int.from_bytes(blake2b(repr(key).encode(), digest_size=8).digest()) >> 2
    return number << 1 | (key[0] == _COUNTRY)


def _is_country(key: int) -> bool:
    return bool(key & 1)


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
