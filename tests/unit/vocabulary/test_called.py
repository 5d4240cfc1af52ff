"""An actor is found under every name that the vocabulary has for it."""

import pytest

from hudna.vocabulary import load_vocabulary
from hudna.vocabulary.called import names_of_actor


@pytest.mark.parametrize("name", ["ISIS", "islamic state", "Daesh"])
def test_an_actor_has_all_its_names_whichever_is_asked_for(name: str) -> None:
    assert {"Islamic State", "ISIS", "ISIL"} <= set(names_of_actor(name, load_vocabulary()))


def test_an_unknown_name_has_no_others() -> None:
    assert names_of_actor("Valley Front of Dalbar", load_vocabulary()) == ()
