"""Other names of actors: what the vocabulary knows an actor to be called."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from hudna.text.folding import match_key
from hudna.text.transliteration import spelling_key
from hudna.vocabulary.loader import Vocabulary


@dataclass(frozen=True, slots=True)
class KnownActor:
    """An actor of the vocabulary.

    Attributes:
        id: Its identifier in the vocabulary.
        names: Every name of it, its usual English name first.
        keys: The match keys of the names, each once, in their order.
    """

    id: str
    names: tuple[str, ...]
    keys: tuple[str, ...]


def names_of_actor(name: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Return every name of the actors that have a name, in the order of the vocabulary.

    Returns:
        Nothing where the vocabulary knows no actor by that name.
    """
    found = find_actors(name, vocabulary)
    return tuple(dict.fromkeys(each for actor in found for each in actor.names))


def find_actors(name: str, vocabulary: Vocabulary) -> tuple[KnownActor, ...]:
    """Return the actors that have a name: as it is listed, or else in another transliteration.

    Returns:
        Nothing where the vocabulary knows none by that name, or a transliteration of it may be of
        several.
    """
    listed = actors_by_key(vocabulary).get(match_key(name), ())
    if listed:
        return listed
    spelled = _actors_by_spelling(vocabulary).get(spelling_key(name), ())
    return spelled if len(spelled) == 1 else ()


@lru_cache(maxsize=2)
def _actors_by_spelling(vocabulary: Vocabulary) -> Mapping[str, tuple[KnownActor, ...]]:
    """Return the actors of the vocabulary by the spelling key of each of their names."""
    found: dict[str, dict[str, KnownActor]] = defaultdict(dict)
    for actors in actors_by_key(vocabulary).values():
        for actor in actors:
            for name in actor.names:
                found[spelling_key(name)][actor.id] = actor
    return {key: tuple(known.values()) for key, known in found.items()}


@lru_cache(maxsize=2)
def actors_by_key(vocabulary: Vocabulary) -> Mapping[str, tuple[KnownActor, ...]]:
    """Return the actors of the vocabulary by the match key of each of their names."""
    actors: list[dict[str, Any]] = vocabulary.get("actors")["actors"]
    found: dict[str, list[KnownActor]] = defaultdict(list)
    for actor in actors:
        names = (actor["name"], *actor.get("aliases", ()), *actor.get("ar", ()))
        keys = tuple(dict.fromkeys(match_key(name) for name in names))
        known = KnownActor(actor["id"], names, keys)
        for key in keys:
            found[key].append(known)
    return {key: tuple(known) for key, known in found.items()}
