"""Other names of actors: what the vocabulary knows an actor to be called."""

from typing import Any

from hudna.text.folding import match_key
from hudna.vocabulary.loader import Vocabulary


def names_of_actor(name: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Return every name of the actors that have a name, in the order of the vocabulary.

    Returns:
        Nothing where the vocabulary knows no actor by that name.
    """
    actors: list[dict[str, Any]] = vocabulary.get("actors")["actors"]
    key = match_key(name)
    found: dict[str, None] = {}
    for actor in actors:
        names = (actor["name"], *actor.get("aliases", ()), *actor.get("ar", ()))
        if any(match_key(each) == key for each in names):
            found.update(dict.fromkeys(names))
    return tuple(found)
