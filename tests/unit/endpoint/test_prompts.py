"""Tests of the prompts."""

import hashlib
import json
from importlib import resources

import pytest
from jsonschema import Draft202012Validator

from hudna.domain.codebook import About, DateKind, Form, Modality, Role, Stage, Stance
from hudna.endpoint import get_prompt
from hudna.endpoint.prompts import LANGUAGES
from hudna.read.coder.schema import FIELDS, KINDS
from hudna.vocabulary import load_vocabulary
from scripted import value

_VERSIONS = {
    ("en", "1"): "d068dc9472e0fbac13fc612a0cd2c211c6703f44674c236251187a864fc8dcda",
    ("ar", "1"): "0fdf73545adf489747fe9819c9093843a481fe7e9265511708c841e1f4fb1e2d",
}
"""The hash of each file by its version: who changes a prompt gives it a new version."""


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_prompt_that_changes_has_a_new_version(language: str) -> None:
    file = resources.files("hudna.endpoint") / "prompts" / f"{language}.md"
    prompt = get_prompt(language, load_vocabulary())
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    assert _VERSIONS.get((language, prompt.version)) == digest


def test_all_languages_have_one_version() -> None:
    assert len({get_prompt(each, load_vocabulary()).version for each in LANGUAGES}) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_prompt_explains_every_field_kind_and_value(language: str) -> None:
    text = get_prompt(language, load_vocabulary()).text
    closed = (Form, Stage, Role, DateKind, Stance, Modality, About)
    words = {*FIELDS, *KINDS, *(each.value for values in closed for each in values)}
    assert {word for word in words if word not in text} == set()
    assert "{{codes}}" not in text


def test_every_code_stands_with_its_definition() -> None:
    vocabulary = load_vocabulary()
    text = get_prompt("ar", vocabulary).text
    codes = vocabulary.get("codebook")["codes"]
    assert all(f"- {code}: {about['definition']}" in text for code, about in codes.items())


def test_another_language_gets_the_english_prompt() -> None:
    assert get_prompt("fr", load_vocabulary()) == get_prompt("en", load_vocabulary())


def test_the_schema_takes_what_it_should_and_nothing_else() -> None:
    validator = Draft202012Validator(json.loads(get_prompt("en", load_vocabulary()).schema))
    good = value("term", "shall release", code="persons.release")
    assert validator.is_valid({"values": [good]})
    assert validator.is_valid({"values": []})
    for bad in ({**good, "kind": "order"}, {**good, "note": ""}, {"quote": "x"}, "x"):
        assert not validator.is_valid({"values": [bad]})
