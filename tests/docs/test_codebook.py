"""The codebook page and the codebook in force say the same."""

import re
from enum import StrEnum
from pathlib import Path

import pytest

from hudna.domain import codebook
from hudna.domain.agreements import PART_NAMES
from hudna.vocabulary import load_vocabulary

PAGE = (Path(__file__).parents[2] / "docs" / "codebook.md").read_text("utf-8")
WORDS = frozenset(re.findall(r"`([^`\n]+)`", PAGE))
SETS = tuple(
    kind
    for kind in vars(codebook).values()
    if isinstance(kind, type) and issubclass(kind, StrEnum) and kind is not StrEnum
)
SHOWN = tuple(kind for kind in SETS if kind is not codebook.Act)


@pytest.mark.parametrize("kind", SHOWN, ids=lambda kind: kind.__name__)
def test_every_value_is_on_the_page(kind: type[StrEnum]) -> None:
    assert {value.value for value in kind} - WORDS - {"stated"} == set()


def test_every_part_of_a_term_is_on_the_page() -> None:
    assert set(PART_NAMES) <= WORDS


def test_the_codes_of_terms_are_those_of_the_vocabulary() -> None:
    codes = load_vocabulary().get("codebook")["codes"]
    assert set(re.findall(r"(?m)^\| `([a-z]+\.[a-z_]+)` \|", PAGE)) == set(codes)


def test_the_page_is_of_the_version_in_force() -> None:
    assert f"Version {codebook.CODEBOOK_VERSION}." in PAGE
