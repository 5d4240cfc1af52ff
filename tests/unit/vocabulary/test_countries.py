import re
from collections import Counter
from typing import Any

import pytest

from hudna.text.folding import match_key
from hudna.vocabulary import load_vocabulary

CONTENT: dict[str, Any] = load_vocabulary().get("countries")
COUNTRIES: list[dict[str, Any]] = CONTENT["countries"]
BY_CODE = {country["code"]: country for country in COUNTRIES}
FIELDS = {"code", "name", "status", "aliases", "adjectives", "capitals", "zone"}


def names(country: dict[str, Any]) -> list[str]:
    return [country["name"], *country.get("aliases", ()), *country.get("capitals", ())]


def test_the_file_names_its_references() -> None:
    assert CONTENT["references"]


def test_every_member_and_observer_of_the_united_nations_is_there() -> None:
    status = Counter(country.get("status", "member") for country in COUNTRIES)
    assert status["member"] == 193
    assert status["observer"] == 2
    assert set(status) == {"member", "observer", "territory", "former"}


def test_codes_are_unique_and_well_formed() -> None:
    assert len(BY_CODE) == len(COUNTRIES)
    assert all(re.fullmatch(r"[A-Z]{2}|X-[A-Z]{3,4}|CSHH", code) for code in BY_CODE)


def test_there_are_no_fields_that_nothing_reads() -> None:
    assert {field for country in COUNTRIES for field in country} <= FIELDS


def test_a_name_stands_for_one_country() -> None:
    owners: dict[str, set[str]] = {}
    for country in COUNTRIES:
        for name in names(country):
            owners.setdefault(match_key(name), set()).add(country["code"])
    assert [(key, codes) for key, codes in owners.items() if len(codes) > 1] == []


def test_an_adjective_belongs_to_one_country() -> None:
    counted = Counter(a.casefold() for c in COUNTRIES for a in c.get("adjectives", ()))
    assert [adjective for adjective, count in counted.items() if count > 1] == []


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("US", "US"),
        ("U.S.", "US"),
        ("USA", "US"),
        ("UK", "GB"),
        ("UAE", "AE"),
        ("DRC", "CD"),
        ("DR Congo", "CD"),
        ("Moscow", "RU"),
        ("Ankara", "TR"),
        ("Kigali", "RW"),
        ("Burma", "MM"),
        ("Kosovo", "XK"),
        ("Taiwan", "TW"),
        ("Western Sahara", "EH"),
        ("Somaliland", "X-SML"),
        ("Abkhazia", "X-ABK"),
        ("Norway", "NO"),
    ],
)
def test_a_name_in_use_is_known(name: str, code: str) -> None:
    assert name in names(BY_CODE[code])


@pytest.mark.parametrize("name", ["Georgia", "Jordan", "Chad", "Mali"])
def test_a_country_that_is_also_a_name_of_persons_is_still_there(name: str) -> None:
    assert any(country["name"] == name for country in COUNTRIES)
