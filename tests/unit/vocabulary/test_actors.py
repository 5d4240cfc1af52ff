import re
from collections import Counter
from typing import Any

import pytest

from hudna.text.folding import folded
from hudna.vocabulary import load_vocabulary

CONTENT: dict[str, Any] = load_vocabulary().get("actors")
ACTORS: list[dict[str, Any]] = CONTENT["actors"]
COUNTRIES: list[dict[str, Any]] = load_vocabulary().get("countries")["countries"]
CODES = {country["code"] for country in COUNTRIES}
BY_ID = {actor["id"]: actor for actor in ACTORS}

FIELDS = {"id", "name", "aliases", "ar", "kind", "state", "country", "references"}
KINDS = {
    "armed",
    "military",
    "government",
    "intergovernmental",
    "alliance",
    "organization",
    "political",
}
SHARED: frozenset[str] = frozenset()
"""Names that two actors share on purpose, with the reason beside each. None so far."""
SHORT = {"UN", "U.N.", "AU", "EU", "E.U."}
"""Acronyms of two letters that no document uses for anything else."""
COMMON = set(
    "alliance army assembly authority brigade coalition commission committee congress council "
    "fighters force forces front government group junta league military militia mission movement "
    "observers opposition organization party police rebels regime resistance state taliban's "
    "the union unit unity is as it an at on in to am aa ar ira's peace justice liberation freedom "
    "people national democratic islamic united free popular revolutionary".split()
)


def names(actor: dict[str, Any]) -> list[str]:
    return [actor["name"], *actor.get("aliases", ())]


def looked_up(name: str) -> tuple[str, ...]:
    """Return the words by which a text is searched for a name."""
    return tuple(re.findall(r"\w+", folded(name)))


def ids(actor: dict[str, Any]) -> str:
    return str(actor["id"])


def test_there_are_several_hundred_actors_of_every_kind() -> None:
    kinds = Counter(actor["kind"] for actor in ACTORS)
    assert len(ACTORS) >= 400
    assert set(kinds) == KINDS


def test_identifiers_are_unique_and_in_kebab_case() -> None:
    assert len(BY_ID) == len(ACTORS)
    assert [i for i in BY_ID if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", i)] == []


def test_there_are_no_fields_that_nothing_reads() -> None:
    assert {field for actor in ACTORS for field in actor} <= FIELDS


def test_every_actor_has_a_reference() -> None:
    assert [ids(actor) for actor in ACTORS if not actor.get("references")] == []


def test_a_reference_is_a_source_of_the_file_or_says_it_in_full() -> None:
    given = {reference for actor in ACTORS for reference in actor["references"]}
    assert [r for r in given if r not in CONTENT["sources"] and " " not in r] == []
    assert set(CONTENT["sources"]) <= given


def test_a_name_stands_for_one_actor() -> None:
    owners: dict[tuple[str, ...], set[str]] = {}
    for actor in ACTORS:
        for name in [*names(actor), *actor.get("ar", ())]:
            owners.setdefault(looked_up(name), set()).add(actor["id"])
    assert [(k, i) for k, i in owners.items() if len(i) > 1 and " ".join(k) not in SHARED] == []


def test_no_actor_has_the_name_of_a_country() -> None:
    countries = {
        looked_up(name)
        for country in COUNTRIES
        for name in (
            country["name"],
            *country.get("aliases", ()),
            *country.get("capitals", ()),
            *country.get("adjectives", ()),
        )
    }
    assert [n for a in ACTORS for n in names(a) if looked_up(n) in countries] == []


def test_no_actor_has_a_name_twice() -> None:
    repeated = [
        (ids(actor), words)
        for actor in ACTORS
        for words, count in Counter(map(looked_up, names(actor))).items()
        if count > 1
    ]
    assert repeated == []


def test_no_name_is_a_common_word() -> None:
    assert [n for a in ACTORS for n in names(a) if n.casefold() in COMMON] == []


def test_no_name_is_shorter_than_three_letters() -> None:
    short = [n for a in ACTORS for n in names(a) if len(re.sub(r"\W", "", n)) < 3]
    assert set(short) == SHORT


def test_countries_are_known() -> None:
    used = {code for actor in ACTORS for code in (*actor.get("country", ()), actor.get("state"))}
    assert used - {None} <= CODES


def test_only_those_who_act_for_a_state_have_one() -> None:
    kinds = {actor["kind"] for actor in ACTORS if "state" in actor}
    assert kinds <= {"government", "military"}


def test_arabic_names_are_in_arabic() -> None:
    arabic = [name for actor in ACTORS for name in actor.get("ar", ())]
    assert [name for name in arabic if not re.match(r"[\u0621-\u064a]", name)] == []


@pytest.mark.parametrize(
    ("name", "actor"),
    [
        ("PKK", "pkk"),
        ("LTTE", "ltte"),
        ("M23", "m23"),
        ("Houthis", "houthis"),
        ("ELN", "eln"),
        ("FARC-EP", "farc"),
        ("MILF", "milf"),
        ("IRA", "provisional-ira"),
        ("Renamo", "renamo"),
        ("Polisario", "polisario"),
        ("RSF", "rapid-support-forces"),
        ("UNIFIL", "unifil"),
        ("IGAD", "igad"),
        ("Sant'Egidio", "sant-egidio"),
        ("HD Centre", "hd-centre"),
        ("EZLN", "ezln"),
        ("TPLF", "tplf"),
        ("MFDC", "mfdc"),
        ("BRA (Bougainville)", "bougainville-revolutionary-army"),
    ],
)
def test_an_actor_in_use_is_known(name: str, actor: str) -> None:
    assert name in names(BY_ID[actor])
