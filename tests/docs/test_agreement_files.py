"""The page about agreement files names every field, and its examples are taken."""

import re
from pathlib import Path

import pytest

from hudna.publish.agreement_fields import SECTIONS
from hudna.publish.agreement_file import parse_agreement_file

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "agreement-files.md").read_text("utf-8")
EXAMPLES = sorted((ROOT / "examples" / "agreements").iterdir())


@pytest.mark.parametrize("section", SECTIONS)
def test_every_field_is_named(section: str) -> None:
    named = frozenset(re.findall(r"[`{ ]([a-z_]+)[`:]", PAGE))
    assert set(SECTIONS[section]) - named == set()


def test_the_file_on_the_page_is_taken() -> None:
    [example] = re.findall(r"(?ms)^```yaml\n(.*?)^```", PAGE)
    reading = parse_agreement_file(example, name="page.yaml")
    assert len(reading.agreements[0].participants) == 2


def test_the_examples_are_listed() -> None:
    readme = (ROOT / "examples" / "README.md").read_text("utf-8")
    assert all(f"`agreements/{path.name}`" in readme for path in EXAMPLES)
