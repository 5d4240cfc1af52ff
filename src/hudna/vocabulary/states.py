"""States: which state a name means or acts for, as far as words and the list of actors tell."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from hudna.text.folding import match_key
from hudna.vocabulary.loader import Vocabulary

_POSSESSIVE = re.compile(r"['’`]s?\b")


@lru_cache(maxsize=65536)
def states_of(name: str, vocabulary: Vocabulary) -> frozenset[str]:
    """Return the codes of the states that a name names or that its bearer acts for.

    `the Lebanese army`, `Lebanon` and `Beirut` are of one state. A group that the list of actors
    knows is of no state unless that says so, whatever adjective its name has.

    Returns:
        Codes of `countries.yaml`; empty where the name tells of no state.
    """
    key = match_key(_POSSESSIVE.sub("", name))
    listed = _listed_actors(vocabulary)
    bare = key.removeprefix("the ")
    if bare in listed:
        return listed[bare]
    words = f" {key} "
    names = _state_names(vocabulary)
    return frozenset(
        code
        for first in dict.fromkeys(key.split())
        for known, code in names.get(first, ())
        if f" {known} " in words
    )


def is_adjective_of_state(word: str, vocabulary: Vocabulary) -> bool:
    """Return whether a word is the adjective of a state, such as `Norwegian`."""
    return match_key(word) in _adjectives(vocabulary)


@lru_cache(maxsize=4)
def _adjectives(vocabulary: Vocabulary) -> frozenset[str]:
    countries: list[dict[str, Any]] = vocabulary.get("countries")["countries"]
    return frozenset(match_key(a) for c in countries for a in c.get("adjectives", ()))


@lru_cache(maxsize=4)
def _state_names(vocabulary: Vocabulary) -> Mapping[str, tuple[tuple[str, str], ...]]:
    """Return names, adjectives and capitals of states, by their first word."""
    countries: list[dict[str, Any]] = vocabulary.get("countries")["countries"]
    found: dict[str, tuple[tuple[str, str], ...]] = {}
    for country in countries:
        for kind in ("aliases", "adjectives", "capitals"):
            for each in (country["name"], *country.get(kind, ())):
                key = match_key(each)
                pair = (key, country["code"])
                known = found.get(key.split()[0], ())
                if pair not in known:
                    found[key.split()[0]] = (*known, pair)
    return found


@lru_cache(maxsize=4)
def _listed_actors(vocabulary: Vocabulary) -> Mapping[str, frozenset[str]]:
    actors: list[dict[str, Any]] = vocabulary.get("actors")["actors"]
    return {
        match_key(name): frozenset({actor["state"]} if "state" in actor else ())
        for actor in actors
        for name in (actor["name"], *actor.get("aliases", ()), *actor.get("ar", ()))
    }
