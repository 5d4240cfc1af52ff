"""Tests of the exit codes."""

import pytest

from hudna.cli.exits import BROKEN_PIPE, EXITS, INTERRUPTED, SOME_FAILED, exit_code
from hudna.errors import HudnaError, InputError


class _SpecialError(InputError):
    """A kind of its family that the table does not name."""


def test_every_family_of_errors_has_an_exit_code_of_its_own() -> None:
    assert set(EXITS) == set(HudnaError.__subclasses__())
    assert len({*EXITS.values(), 0, SOME_FAILED, INTERRUPTED, BROKEN_PIPE}) == len(EXITS) + 4


@pytest.mark.parametrize(("family", "code"), EXITS.items(), ids=lambda each: str(each))
def test_an_error_exits_with_the_code_of_its_family(family: type[HudnaError], code: int) -> None:
    assert exit_code(family("it failed")) == code


def test_a_special_error_exits_with_the_code_of_its_family() -> None:
    assert exit_code(_SpecialError("it failed")) == EXITS[InputError]
