"""An actor is found under every name that the vocabulary has for it."""

import pytest

from hudna.vocabulary import load_vocabulary
from hudna.vocabulary.called import actors_by_key, names_of_actor


@pytest.mark.parametrize("name", ["ISIS", "islamic state", "Daesh"])
def test_an_actor_has_all_its_names_whichever_is_asked_for(name: str) -> None:
    assert {"Islamic State", "ISIS", "ISIL"} <= set(names_of_actor(name, load_vocabulary()))


def test_an_unknown_name_has_no_others() -> None:
    assert names_of_actor("Valley Front of Dalbar", load_vocabulary()) == ()


def test_actors_are_found_by_the_match_key_of_each_of_their_names() -> None:
    found = actors_by_key(load_vocabulary())
    assert [actor.names[0] for actor in found["daesh"]] == ["Islamic State"]
    assert all(key in actor.keys for key, actors in found.items() for actor in actors)
