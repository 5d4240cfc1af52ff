import re
from typing import Any

import pytest

from hudna.text.folding import folded, match_key
from hudna.vocabulary import Vocabulary, load_vocabulary
from hudna.vocabulary.gazetteer import is_place, place_countries

ROWS: list[tuple[str, ...]] = load_vocabulary().get("gazetteer")
PLACES: list[dict[str, Any]] = load_vocabulary().get("places")["places"]
CODES = {country["code"] for country in load_vocabulary().get("countries")["countries"]}
ELSEWHERE = {"GF", "GP", "MQ", "RE", "YT"}
"""Codes of the gazetteer for places overseas that are no country of `countries.yaml`."""


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Homs", "SY"),
        ("al-Bab", "SY"),
        ("Al Bab", "SY"),
        ("Deir al-Zour", "SY"),
        ("Eastern Ghouta", "SY"),
        ("حمص", "SY"),
        ("Hodeidah", "YE"),
        ("El Fasher", "SD"),
        ("Debaltseve", "UA"),
        ("Kidal", "ML"),
        ("Goma", "CD"),
        ("Mindanao", "PH"),
        ("Catatumbo", "CO"),
        ("Rakhine State", "MM"),
        ("Casamance", "SN"),
        ("Srebrenica", "BA"),
        ("Red Sea", ""),
    ],
)
def test_a_place_is_known_with_its_country(name: str, code: str) -> None:
    assert code in place_countries(load_vocabulary())[match_key(name)].split() or not code


@pytest.mark.parametrize("word", ["March", "General", "Man", "Government", "Mohammed", "Hope", ""])
def test_a_word_or_a_person_is_no_place(word: str) -> None:
    assert not is_place(word, load_vocabulary())


def test_a_place_of_several_countries_has_them_all() -> None:
    vocabulary = Vocabulary(
        "test: two countries",
        (
            ("places", "places: [{country: [SY, TR], names: [Euphrates]}, {names: [Red Sea]}]"),
            ("gazetteer.tsv", "name\tc\tp\tar\tkeys\nEuphrates\tIQ\t\t\teuphrates\n"),
        ),
    )
    assert place_countries(vocabulary) == {"euphrates": "SY TR IQ", "red sea": ""}


def test_the_names_of_a_row_have_their_keys() -> None:
    wrong = [
        row
        for row in ROWS
        if match_key(row[0]) not in row[4].split("|")
        or (row[3] and match_key(row[3]) not in row[4].split("|"))
    ]
    assert wrong == []


def test_keys_are_as_the_folding_makes_them() -> None:
    keys = {key for row in ROWS for key in row[4].split("|")}
    assert [key for key in keys if not key or folded(key) != key or "  " in key] == []


def test_populations_are_numbers_or_unknown() -> None:
    assert [row for row in ROWS if not re.fullmatch(r"\d*", row[2])] == []


def test_countries_are_known() -> None:
    used = {row[1] for row in ROWS} | {code for p in PLACES for code in p.get("country", ())}
    assert used - CODES <= ELSEWHERE


def test_a_line_of_places_has_names_and_nothing_unread() -> None:
    assert {field for place in PLACES for field in place} == {"country", "names", "ar"}
    assert all(place["names"] for place in PLACES)


def test_the_attribution_stands_in_the_file() -> None:
    text = dict(load_vocabulary().sources)["gazetteer.tsv"]
    assert "GeoNames" in text[:300]
    assert "CC BY 4.0" in text[:300]
