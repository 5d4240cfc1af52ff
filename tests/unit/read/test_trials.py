"""Tests of trials: how an example is put into a document, and what counts as found."""

from collections.abc import Mapping

import pytest
import yaml

from hudna.errors import InputError
from hudna.read.trials import Register, Trial, iter_trials
from hudna.vocabulary import Vocabulary, load_vocabulary

RELEASE = "Each Party shall release all prisoners whom it holds."


def trials_of(content: Mapping[str, object]) -> list[Trial]:
    base = load_vocabulary()
    whole = {**base.get("examples"), **content}
    files = {**dict(base.sources), "examples": yaml.safe_dump(whole, allow_unicode=True)}
    return list(iter_trials(Vocabulary("test", tuple(files.items()))))


def test_an_example_is_found_where_a_term_in_its_words_bears_the_code() -> None:
    content = {"codes": {"persons.release": {"en": {"legal": [RELEASE]}}}}
    [trial] = trials_of(content)
    assert trial.found == ("persons.release",)
    assert trial.is_as_meant


def test_an_example_of_another_code_is_missed() -> None:
    [trial] = trials_of({"codes": {"movement.siege": {"en": {"legal": [RELEASE]}}}})
    assert not trial.is_as_meant


def test_a_counter_example_is_as_meant_where_the_code_is_not_found() -> None:
    texts = ["Families of prisoners protested.", "Under the deal, rebels will free prisoners."]
    counter = {"codes": {"persons.release": {"en": {"counter": texts}}}}
    assert [trial.is_as_meant for trial in trials_of(counter)] == [True, False]


def test_what_the_rest_of_the_document_bears_is_not_found() -> None:
    text = "The weather in the valley was fine on Sunday."
    [trial] = trials_of({"codes": {"hostilities.cease": {"en": {"reporting": [text]}}}})
    assert trial.found == ()
    assert trial.register is Register.REPORTING


def test_only_the_codes_asked_for_are_run() -> None:
    codes = {trial.code for trial in iter_trials(load_vocabulary(), {"movement.siege"})}
    assert codes == {"movement.siege"}


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ({"codes": {"no.code": {"en": {"legal": ["A."]}}}}, "no code 'no.code'"),
        ({"codes": {"movement.siege": {"en": {"poem": ["A."]}}}}, "'poem' is no register"),
        ({"codes": {"movement.siege": {"en": {"legal": "A."}}}}, "list of examples"),
        ({"codes": {"movement.siege": {"fr": {"legal": ["A."]}}}}, "fr legal"),
        (
            {
                "codes": {"movement.siege": {"en": {"legal": ["A."]}}},
                "frames": {"en": {"legal": "none"}},
            },
            "no document",
        ),
    ],
)
def test_examples_that_cannot_be_used_are_named(content: Mapping[str, object], words: str) -> None:
    with pytest.raises(InputError) as caught:
        trials_of(content)
    assert caught.value.code == "input-vocabulary"
    assert words in caught.value.reason
