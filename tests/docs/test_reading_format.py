"""The page of the reading format names every field that a reading may have."""

import dataclasses
import json
import re
from pathlib import Path

import pytest

from hudna.domain import agreements, readings
from hudna.domain.evidence import Evidence

DOCS = Path(__file__).parents[2] / "docs"
PAGE = (DOCS / "reading-format.md").read_text("utf-8")
NAMED = frozenset(re.findall(r"[`\"]([a-z_]+)[`\"]", PAGE))
TYPES = (
    readings.Reading,
    readings.ReadDocument,
    readings.Reader,
    agreements.Agreement,
    agreements.Ground,
    agreements.Relation,
    agreements.Affiliation,
    agreements.Participant,
    agreements.DateValue,
    agreements.PlaceValue,
    agreements.Part,
    agreements.Term,
    agreements.Claim,
    agreements.Fact,
    Evidence,
)


@pytest.mark.parametrize("kind", TYPES, ids=lambda kind: kind.__name__)
def test_every_field_is_named(kind: type) -> None:
    assert {field.name for field in dataclasses.fields(kind)} - NAMED == set()


def test_the_page_is_of_the_schema_in_force() -> None:
    assert f"`{readings.SCHEMA}`" in PAGE
    published = DOCS / "schema" / f"{readings.SCHEMA.replace('/', '-')}.json"
    assert json.loads(published.read_text("utf-8"))["$id"].endswith(readings.SCHEMA)
