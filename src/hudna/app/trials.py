"""Trials: whether the examples of the codebook are read as they are meant."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hudna.app import get_codes, get_settings, get_vocabulary
from hudna.read.trials import Register, Trial, get_least, iter_trials

if TYPE_CHECKING:
    from hudna.config import Settings


@dataclass(frozen=True, slots=True)
class Score:
    """What trials came to.

    Attributes:
        examples: How many examples there are.
        found: In how many of them the code was found.
        counters: How many counter-examples there are.
        wrong: In how many of them it was found all the same.
    """

    examples: int
    found: int
    counters: int
    wrong: int

    @property
    def share(self) -> float:
        """Return the share of the examples in which the code was found; 1 where there are none."""
        return self.found / self.examples if self.examples else 1.0


@dataclass(frozen=True, slots=True)
class Tested:
    """The trials of some codes.

    Attributes:
        trials: Each example and counter-example with what was found in it.
        least: The share of the examples of each language that has to be found.
    """

    trials: tuple[Trial, ...]
    least: Mapping[str, float]

    @property
    def languages(self) -> tuple[str, ...]:
        """Return the languages of the trials, each once, in their order."""
        return tuple(dict.fromkeys(trial.language for trial in self.trials))

    def of_code(self, code: str) -> tuple[Trial, ...]:
        """Return the trials of one code."""
        return tuple(trial for trial in self.trials if trial.code == code)

    def of_language(self, language: str) -> tuple[Trial, ...]:
        """Return the trials in one language."""
        return tuple(trial for trial in self.trials if trial.language == language)

    @property
    def is_enough(self) -> bool:
        """Return whether every counter-example holds and enough examples are found."""
        return all(
            score.wrong == 0 and score.share >= self.least.get(language, 1.0)
            for language in self.languages
            for score in (to_score(self.of_language(language)),)
        )


def to_score(trials: Iterable[Trial]) -> Score:
    """Return what trials came to."""
    examples = found = counters = wrong = 0
    for trial in trials:
        if trial.register is Register.COUNTER:
            counters += 1
            wrong += not trial.is_as_meant
        else:
            examples += 1
            found += trial.is_as_meant
    return Score(examples, found, counters, wrong)


def try_codes(prefix: str | None = None, *, settings: "Settings | None" = None) -> Tested:
    """Return what the reader makes of the examples of the codebook.

    Args:
        prefix: A code, or the beginning of some up to a dot; None is all of them.
        settings: Those of the environment, where none are given.

    Raises:
        NotFoundError: No code is or begins so.
        InputError: The examples cannot be used.
    """
    settings = settings or get_settings()
    vocabulary = get_vocabulary(settings)
    codes = None if prefix is None else frozenset(get_codes(prefix, settings=settings))
    return Tested(tuple(iter_trials(vocabulary, codes)), get_least(vocabulary))
