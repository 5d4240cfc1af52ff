import re

import pytest

from hudna.errors import InputError
from hudna.vocabulary import load_vocabulary
from hudna.vocabulary.families import NAMED, spelled_out, with_families

FAMILIES = {"weapons": ["arms", "guns?"]}


@pytest.mark.parametrize(
    ("cue", "spelled"),
    [
        pytest.param("collect* ... {weapons}", "collect* ... (arms|guns?)", id="alone"),
        pytest.param("({weapons}|tanks)", "(arms|guns?|tanks)", id="among alternatives"),
        pytest.param("({weapons} of war)", "((arms|guns?) of war)", id="with more words"),
        pytest.param("no family", "no family", id="none"),
    ],
)
def test_a_family_stands_for_one_of_its_words(cue: str, spelled: str) -> None:
    assert spelled_out(cue, FAMILIES) == spelled


def test_a_family_that_is_not_there_is_refused() -> None:
    with pytest.raises(InputError) as error:
        spelled_out("{weapon}", FAMILIES)
    assert error.value.code == "input-vocabulary"


def test_a_codebook_without_families_is_left_as_it_is() -> None:
    codebook = {"codes": {"a.b": {"definition": "D.", "cues": {"en": ["x"]}}}}
    assert with_families(codebook) == codebook


def test_every_family_is_named_by_a_cue() -> None:
    source = dict(load_vocabulary().sources)["codebook"]
    families = load_vocabulary().get("codebook")["families"]
    assert set(families) == set(re.findall(NAMED, source.partition("\ncodes:")[2]))
