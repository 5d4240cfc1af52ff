"""Tests of readings as lines, and of the schema that they satisfy."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hudna.domain.readings import Reading
from hudna.errors import InputError
from hudna.publish.jsonl import parse_reading, to_json, to_reading_line
from hudna.publish.schema import to_reading_schema
from strategies import readings, renditions

_SCHEMA = to_reading_schema()
_VALIDATOR = jsonschema.Draft202012Validator(_SCHEMA)
_COPY = Path(__file__).parents[3] / "docs" / "schema" / "hudna.reading-1.json"


@st.composite
def _some_readings(draw: st.DrawFn) -> Reading:
    _, document, rendition = draw(renditions())
    return draw(readings(document, rendition))


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(_some_readings())
def test_a_reading_that_is_written_reads_as_itself(reading: Reading) -> None:
    assert parse_reading(to_reading_line(reading)) == reading


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(_some_readings())
def test_every_written_reading_satisfies_the_schema(reading: Reading) -> None:
    _VALIDATOR.validate(json.loads(to_reading_line(reading)))


def test_the_schema_is_one_and_its_copy_is_current() -> None:
    jsonschema.Draft202012Validator.check_schema(_SCHEMA)
    assert json.loads(_COPY.read_text("utf-8")) == _SCHEMA


def test_everything_in_the_schema_is_described() -> None:
    assert _SCHEMA["description"]
    assert all(definition["description"] for definition in _SCHEMA["$defs"].values())


@pytest.fixture
def plain() -> dict[str, Any]:
    text = "A truce was offered."
    return {
        "schema": "hudna.reading/1",
        "document": {
            "id": "sha256:" + "0" * 64,
            "name": "a.txt",
            "rendition": "sha256:" + "1" * 64,
            "text": text,
        },
        "reader": {"name": "rules", "version": "1", "vocabulary": "v"},
        "agreements": [
            {
                "id": "a1",
                "label": "Truce",
                "anchor": {"start": 2, "end": 7, "quote": "truce"},
                "places": [
                    {"name": "Dalbar", "evidence": [{"start": 2, "end": 7, "quote": "truce"}]}
                ],
            }
        ],
        "facts": [],
        "warnings": [],
    }


def test_a_plain_reading_is_read(plain: dict[str, Any]) -> None:
    _VALIDATOR.validate(plain)
    assert parse_reading(to_json(plain)).agreements[0].places[0].name == "Dalbar"


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"schema": "hudna.reading/9"}, "hudna.reading/9"),
        ({"reader": {"name": "rules", "version": 1, "vocabulary": "v"}}, "reader.version"),
        ({"surprise": 1}, "surprise"),
        ({"agreements": [{"id": "a1", "label": "x"}]}, "agreements.0.anchor"),
        ({"document": None}, "document"),
    ],
    ids=["schema", "number-for-text", "unknown-field", "no-anchor", "no-document"],
)
def test_what_is_no_reading_is_refused_with_the_place(
    plain: dict[str, Any], change: dict[str, Any], where: str
) -> None:
    with pytest.raises(InputError, match=where.replace(".", r"\.")) as failure:
        parse_reading(to_json(plain | change))
    assert failure.value.code == "input-reading"


def test_a_value_without_words_breaks_the_schema(plain: dict[str, Any]) -> None:
    plain["agreements"][0]["places"][0]["evidence"] = []
    assert not _VALIDATOR.is_valid(plain)


def test_a_null_breaks_the_schema(plain: dict[str, Any]) -> None:
    plain["agreements"][0]["stage"] = None
    assert not _VALIDATOR.is_valid(plain)


def test_text_that_is_no_json_is_refused() -> None:
    with pytest.raises(InputError, match="this is no reading"):
        parse_reading("{")
