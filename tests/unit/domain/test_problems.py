import pickle

import pytest

from hudna.domain.problems import Problem, to_problem
from hudna.errors import (
    ConflictError,
    EvidenceError,
    HudnaError,
    InputError,
    NotFoundError,
    OutsideError,
)


def test_error_becomes_a_problem_of_its_own_subject() -> None:
    error = InputError("it is empty", code="input-empty", subject="a.txt")
    assert to_problem(error, subject="folder") == Problem("input-empty", "a.txt", "it is empty")


def test_error_without_subject_takes_the_one_given() -> None:
    assert to_problem(InputError("no"), subject="b.txt").subject == "b.txt"


@pytest.mark.parametrize(
    "family", [InputError, NotFoundError, ConflictError, EvidenceError, OutsideError]
)
def test_error_survives_the_way_between_processes(family: type[HudnaError]) -> None:
    error = family("no", code="x-y", subject="a.txt")
    again = pickle.loads(pickle.dumps(error))  # noqa: S301 - made on the line itself
    assert type(again) is family
    assert (str(again), again.code, again.subject) == ("no", "x-y", "a.txt")
