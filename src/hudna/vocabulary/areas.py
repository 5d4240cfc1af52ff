"""Areas: whether a place lies in an area, as far as the vocabulary knows.

It knows names and no borders. What it cannot tell stays open.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from hudna.text.folding import match_key
from hudna.vocabulary.gazetteer import place_countries
from hudna.vocabulary.loader import Vocabulary

_SEVERAL = re.compile(r"\s*[,;]\s*(?:and\s+)?|\s+and\s+")


@dataclass(frozen=True, slots=True)
class _Areas:
    """What `areas.yaml` says, by match keys.

    Attributes:
        within: By name of a place or area, the names of the areas in which it lies for sure.
        divisions: By name, the first-level divisions of a country in which it lies or which it is.
        or_town: Names that may mean an area or only its main town.
        countries: By name, the codes of its country.
        states: By name of a country, its code.
        parts: Words that name a part of a place.
        kinds: Words for the kind of a place.
    """

    within: Mapping[str, frozenset[str]]
    divisions: Mapping[str, frozenset[str]]
    or_town: frozenset[str]
    countries: Mapping[str, frozenset[str]]
    states: Mapping[str, str]
    parts: frozenset[str]
    kinds: frozenset[str]


def lies_in(place: str, area: str, vocabulary: Vocabulary) -> bool | None:
    """Tell whether a place lies in an area, whole.

    Args:
        place: The name of the place.
        area: The name of the area, or several joined by commas or `and`.
        vocabulary: What is known of places.

    Returns:
        None where it cannot be told: a name is not known, or may mean more than one place, or the
        place reaches beyond the area.
    """
    known = _areas(vocabulary)
    if match_key(place) == match_key(area):
        return True
    several = [each for each in _SEVERAL.split(area) if each]
    if len(several) > 1 and match_key(area) not in known.within:
        answers = [lies_in(place, each, vocabulary) for each in several]
        if True in answers:
            return True
        return None if None in answers else False
    return _lies_in(match_key(place), match_key(area), known, vocabulary)


def _lies_in(place: str, area: str, known: _Areas, vocabulary: Vocabulary) -> bool | None:
    if area in known.within.get(place, ()):
        return None if area in known.or_town else True
    code = known.states.get(area)
    countries = _countries(place, known, vocabulary)
    if code is not None:
        return _is_in_country(code, place, countries, known)
    if _are_apart(place, area, known, vocabulary):
        return False
    bare = _without_parts(place, known)
    if bare != place:
        return _part_lies_in(bare, area, known, vocabulary)
    bare = _without_parts(area, known)
    if bare != area:
        return False if _lies_in(place, bare, known, vocabulary) is False else None
    return None


def _is_in_country(code: str, place: str, countries: frozenset[str], known: _Areas) -> bool | None:
    if countries == {code}:
        return True
    if not countries:
        bare = _without_parts(place, known)
        return True if known.states.get(bare) == code else None
    return None if code in countries else False


def _are_apart(place: str, area: str, known: _Areas, vocabulary: Vocabulary) -> bool:
    """Return whether two names are known to lie in different countries or divisions."""
    one, other = known.divisions.get(place), known.divisions.get(area)
    if one and other and one.isdisjoint(other):
        return True
    mine, theirs = _countries(place, known, vocabulary), _countries(area, known, vocabulary)
    return bool(mine) and bool(theirs) and mine.isdisjoint(theirs)


def _part_lies_in(bare: str, area: str, known: _Areas, vocabulary: Vocabulary) -> bool | None:
    """Tell whether a part of a place lies in an area: it does where the whole place does."""
    if bare == _without_kinds(area, known) and area in known.within:
        return None if area in known.or_town else True
    if bare == area:
        return None if area in known.or_town else True
    return _lies_in(bare, area, known, vocabulary)


def _without_parts(name: str, known: _Areas) -> str:
    """Return a name without the words that name a part of it, or itself where nothing is left."""
    words = name.split()
    if not any(word in known.parts for word in words):
        return name
    return " ".join(word for word in words if word not in known.parts) or name


def _without_kinds(name: str, known: _Areas) -> str:
    return " ".join(word for word in name.split() if word not in known.kinds | known.parts) or name


def _countries(name: str, known: _Areas, vocabulary: Vocabulary) -> frozenset[str]:
    """Return the codes of the countries in which places of a name lie; nothing is unknown."""
    if name in known.countries:
        return known.countries[name]
    if name in known.states:
        return frozenset({known.states[name]})
    return frozenset(place_countries(vocabulary).get(name, "").split())


@lru_cache(maxsize=2)
def _areas(vocabulary: Vocabulary) -> _Areas:
    content: dict[str, Any] = vocabulary.get("areas")
    countries: list[dict[str, Any]] = vocabulary.get("countries")["countries"]
    within: dict[str, set[str]] = {}
    divisions: dict[str, set[str]] = {}
    codes: dict[str, set[str]] = {}
    or_town: set[str] = set()
    for area in content["areas"]:
        sure, towns = _keys(area["names"]), _keys(area.get("or_town", ()))
        held = _keys(area["holds"])
        or_town |= set(towns)
        for name in (*sure, *towns, *held):
            others = set(sure) if name not in held else {*sure, *towns}
            within.setdefault(name, set()).update(others)
            codes.setdefault(name, set()).add(area["country"])
            if area.get("division"):
                divisions.setdefault(name, set()).add(sure[0])
    _close(within)
    for name, areas in within.items():
        divisions.setdefault(name, set()).update(d for a in areas for d in divisions.get(a, ()))
    return _Areas(
        within={name: frozenset(areas) for name, areas in within.items()},
        divisions={name: frozenset(each) for name, each in divisions.items() if each},
        or_town=frozenset(or_town),
        countries={name: frozenset(each) for name, each in codes.items()},
        states={
            match_key(name): country["code"]
            for country in countries
            for name in (country["name"], *country.get("aliases", ()))
        },
        parts=frozenset(content["parts"]),
        kinds=frozenset(content["kinds"]),
    )


def _keys(names: list[str]) -> list[str]:
    return [match_key(name) for name in names]


def _close(within: dict[str, set[str]]) -> None:
    """Let what lies in an area lie in whatever that lies in."""
    changed = True
    while changed:
        changed = False
        for areas in within.values():
            wider = {w for area in areas for w in within.get(area, ())} - areas
            if wider:
                areas |= wider
                changed = True
