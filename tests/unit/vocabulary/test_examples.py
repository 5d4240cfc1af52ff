"""The examples of the codebook: all codes have them, and as many are read as meant as today."""

from collections import Counter
from typing import Any

import pytest

from hudna.read.trials import Register, Trial, iter_trials
from hudna.vocabulary import load_vocabulary
from hudna.vocabulary.loader import _to_vocabulary

EXAMPLES: dict[str, Any] = load_vocabulary().get("examples")["codes"]
CODES = tuple(load_vocabulary().get("codebook")["codes"])
FOUND = {"en": 645, "ar": 164}
"""In how many of the examples of each language the code is found today; only to be raised."""
WRONGLY_FOUND = frozenset(
    {
        ("hostilities.cease", "en"),
        ("lifecycle.start", "en"),
    }
)
"""Counter-examples in which the code is found today, though it should not; only to be cut."""


@pytest.fixture(scope="module")
def trials() -> tuple[Trial, ...]:
    return tuple(iter_trials(load_vocabulary()))


def test_every_code_has_examples_and_no_other_has() -> None:
    assert tuple(EXAMPLES) == CODES


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("code", CODES)
def test_a_code_has_examples_of_each_register_and_a_counter_example(
    code: str, language: str
) -> None:
    by_register = EXAMPLES[code][language]
    assert set(by_register) == {register.value for register in Register}
    assert all(by_register.values())


def test_no_example_stands_twice() -> None:
    texts = Counter(
        text
        for by_language in EXAMPLES.values()
        for by_register in by_language.values()
        for texts in by_register.values()
        for text in texts
    )
    assert [text for text, number in texts.items() if number > 1] == []


@pytest.mark.parametrize("language", sorted(FOUND))
def test_as_many_examples_are_found_as_today(trials: tuple[Trial, ...], language: str) -> None:
    examples = [t for t in trials if t.language == language and t.register is not Register.COUNTER]
    assert len(examples) >= 3 * len(CODES)
    found = sum(trial.is_as_meant for trial in examples)
    assert found >= FOUND[language], [t.text for t in examples if not t.is_as_meant]


def test_no_further_counter_example_bears_its_code(trials: tuple[Trial, ...]) -> None:
    wrong = {
        (trial.code, trial.language)
        for trial in trials
        if trial.register is Register.COUNTER and not trial.is_as_meant
    }
    assert wrong <= WRONGLY_FOUND


def test_the_examples_are_no_part_of_the_key_of_a_reading() -> None:
    files = dict(load_vocabulary().sources)
    assert _to_vocabulary({**files, "examples": "codes: {}"}).key == load_vocabulary().key
