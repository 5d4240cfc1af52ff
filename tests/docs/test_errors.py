"""Every error code has a section in docs/errors.md, and no section is of a code that is gone."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from hudna.cli.exits import BROKEN_PIPE, EXITS, INTERRUPTED, SOME_FAILED
from hudna.errors import (
    ConflictError,
    EvidenceError,
    HudnaError,
    InputError,
    NotFoundError,
    OutsideError,
)

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "errors.md"
FAMILIES = (InputError, NotFoundError, ConflictError, EvidenceError, OutsideError)
GENERAL = {HudnaError.default_code, *(f.default_code for f in FAMILIES)}
CODE = re.compile(r"(?:input|not-found|conflict|evidence|outside|registry)(?:-[a-z]+)+")


def codes_in(source: str) -> Iterator[str]:
    """Yield the error codes that a module names: as `code=`, as a problem's, or by their shape."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.keyword(arg="code", value=ast.Constant(value=str(code))):
                yield code
            case ast.Call(func=ast.Name(id="Problem"), args=[ast.Constant(value=str(code)), *_]):
                yield code
            case ast.Constant(value=str(code)) if CODE.fullmatch(code):
                yield code


def used() -> frozenset[str]:
    sources = sorted((ROOT / "src").rglob("*.py"))
    return frozenset(code for path in sources for code in codes_in(path.read_text("utf-8")))


def documented() -> frozenset[str]:
    return frozenset(re.findall(r"(?m)^### (\S+)", PAGE.read_text("utf-8")))


def test_every_code_has_a_section() -> None:
    assert used() - documented() - GENERAL == set()


def test_no_section_is_of_a_code_that_is_gone() -> None:
    assert documented() - used() - GENERAL == set()


def test_no_code_has_two_sections() -> None:
    sections = re.findall(r"(?m)^### (\S+)", PAGE.read_text("utf-8"))
    assert len(sections) == len(set(sections))


def test_a_section_can_be_linked_by_its_code() -> None:
    headings = re.findall(r"(?m)^### (\S+) \{ #(\S+) \}$", PAGE.read_text("utf-8"))
    assert {code for code, _ in headings} == documented()
    assert all(code == anchor for code, anchor in headings)


@pytest.mark.parametrize("family", FAMILIES, ids=lambda f: f.__name__)
def test_every_family_is_in_the_table_with_its_exit_code(family: type[HudnaError]) -> None:
    row = rf"(?m)^\| `{family.__name__}` \|.*\| {EXITS[family]} \|$"
    assert re.search(row, PAGE.read_text("utf-8"))


@pytest.mark.parametrize("code", [SOME_FAILED, INTERRUPTED, BROKEN_PIPE])
def test_every_other_exit_code_is_named(code: int) -> None:
    assert re.search(rf"\b{code} (?:where|after)\b", PAGE.read_text("utf-8"))


def test_every_family_is_known_here() -> None:
    assert set(HudnaError.__subclasses__()) == set(FAMILIES)
