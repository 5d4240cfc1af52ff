from typing import Any

import pytest

from hudna.text.folding import match_key
from hudna.vocabulary import load_vocabulary
from hudna.vocabulary.areas import lies_in

VOCABULARY = load_vocabulary()
CONTENT: dict[str, Any] = VOCABULARY.get("areas")
CODES = {c["code"] for c in VOCABULARY.get("countries")["countries"]}


@pytest.mark.parametrize(
    ("place", "area", "answer"),
    [
        ("al-Bab", "Al Bab", True),
        ("Douma", "Syria", True),
        ("Douma", "Eastern Ghouta", True),
        ("Harasta", "Rif Dimashq", True),
        ("eastern Syria", "Syria", True),
        ("Aleppo", "Aleppo Governorate", True),
        ("northern countryside of Aleppo", "Aleppo Governorate", True),
        ("Fua", "Zabadani, Fua and Kafraya", True),
        ("Rafah", "Syria", False),
        ("Mosul", "Hasakah", False),
        ("Daraa", "Idlib Governorate", False),
        ("Daraa", "northern Aleppo countryside", False),
        ("Zabadani", "Fua and Kafraya", False),
        ("Azaz", "Aleppo", None),
        ("al-Bab", "northern countryside of Aleppo", None),
        ("Syria", "Hasakah", None),
        ("Nowhere at All", "Syria", None),
        ("Aleppo", "the contact line", None),
    ],
)
def test_a_place_lies_in_an_area_as_far_as_can_be_told(
    place: str, area: str, answer: bool | None
) -> None:
    assert lies_in(place, area, VOCABULARY) is answer


def test_every_place_listed_lies_in_its_area() -> None:
    wrong = [
        (held, area["names"][0])
        for area in CONTENT["areas"]
        for held in area["holds"]
        if lies_in(held, area["names"][0], VOCABULARY) is not True
    ]
    assert wrong == []


def test_two_divisions_of_a_country_hold_no_place_in_common() -> None:
    owners: dict[str, set[str]] = {}
    for area in CONTENT["areas"]:
        if area.get("division"):
            for held in area["holds"]:
                owners.setdefault(match_key(held), set()).add(area["names"][0])
    assert [(place, areas) for place, areas in owners.items() if len(areas) > 1] == []


def test_a_name_of_an_area_is_not_also_one_of_its_towns() -> None:
    assert [
        name
        for area in CONTENT["areas"]
        for name in area.get("or_town", ())
        if match_key(name) in {match_key(each) for each in area["names"]}
    ] == []


def test_countries_are_known() -> None:
    assert {area["country"] for area in CONTENT["areas"]} <= CODES


def test_the_file_has_references() -> None:
    assert CONTENT["references"]
