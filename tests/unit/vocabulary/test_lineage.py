"""What the vocabulary has of actors besides names refers to actors that it knows."""

import csv
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from hudna.domain.actors import TieKind
from hudna.domain.periods import parse_period
from hudna.errors import InputError
from hudna.vocabulary import load_vocabulary
from hudna.vocabulary.called import find_actors
from hudna.vocabulary.lineage import actor_facts

DATASETS = Path(__file__).parents[4] / "shared" / "data"
LINEAGE: dict[str, Any] = load_vocabulary().get("lineage")
IDENTIFIERS: list[tuple[str, ...]] = load_vocabulary().get("identifiers")
EVERY = [*LINEAGE["names"], *LINEAGE["ties"]]
ACTORS = {actor["id"] for actor in load_vocabulary().get("actors")["actors"]}


def test_every_actor_of_it_is_listed() -> None:
    named = {each["actor"] for each in EVERY} | {each["of"] for each in LINEAGE["ties"]}
    assert named | {row[0] for row in IDENTIFIERS} <= ACTORS


@pytest.mark.skipif(not DATASETS.is_dir(), reason="the datasets of ../shared are not here")
def test_an_identifier_of_ucdp_is_of_the_name_that_ucdp_gives_it() -> None:
    csv.field_size_limit(10**8)
    known: set[tuple[str, str]] = set()
    with (DATASETS / "ucdp_peace_agreements.csv").open(encoding="utf-8", errors="replace") as file:
        for row in csv.DictReader(file):
            numbers, names = (
                [each.strip() for each in (row[key] or "").split(",")]
                for key in ("actor_id", "actor_name")
            )
            if len(numbers) == len(names):
                known.update(zip(numbers, names, strict=True))
    with (DATASETS / "ged_myanmar.csv").open(encoding="utf-8", errors="replace") as file:
        for row in csv.DictReader(file):
            known.update((row[f"side_{x}_new_id"], row[f"side_{x}"].strip()) for x in "ab")
    given = {(row[2], row[3]) for row in IDENTIFIERS if row[1] == "ucdp-actor"}
    assert len(given) > 180
    assert given - known == set()


def test_a_name_over_time_is_a_name_of_the_actor() -> None:
    for each in LINEAGE["names"]:
        assert [a.id for a in find_actors(each["name"], load_vocabulary())] == [each["actor"]]


def test_every_date_is_one() -> None:
    for each in EVERY:
        ends = [parse_period(each[end]) for end in ("since", "until") if end in each]
        assert ends == sorted(ends, key=lambda period: period.earliest or date.min)


def test_everything_has_a_reference() -> None:
    given = {reference for each in EVERY for reference in each["references"]}
    assert all(reference in LINEAGE["sources"] or " " in reference for reference in given)


def test_nobody_stands_to_itself() -> None:
    assert [tie for tie in LINEAGE["ties"] if tie["actor"] == tie["of"]] == []


@pytest.mark.parametrize("kind", TieKind)
def test_what_grew_out_of_another_does_not_lead_back_to_it(kind: TieKind) -> None:
    above: dict[str, list[str]] = {}
    for tie in LINEAGE["ties"]:
        if tie["kind"] == kind:
            above.setdefault(tie["actor"], []).append(tie["of"])
    for actor in above:
        seen, waiting = set(), list(above[actor])
        while waiting:
            each = waiting.pop()
            if each not in seen:
                seen.add(each)
                waiting += above.get(each, [])
        assert actor not in seen


def test_an_identifier_elsewhere_is_of_one_actor() -> None:
    assert len({row[1:3] for row in IDENTIFIERS}) == len(IDENTIFIERS)


def test_facts_of_an_actor_have_both_ends_of_a_tie() -> None:
    facts = actor_facts(load_vocabulary())
    tie = next(tie for tie in facts["nusra-front"].ties if tie.kind is TieKind.SUCCESSOR_OF)
    assert tie.actor == "hayat-tahrir-al-sham"
    assert tie in facts["hayat-tahrir-al-sham"].ties
    assert facts["knu"].outside[0].identifier == "180"
    assert [each.name for each in facts["nusra-front"].names][-1] == "Jabhat Fatah al-Sham"


def own(tmp_path: Path, text: str) -> Path:
    (tmp_path / "lineage.yaml").write_text(text, "utf-8")
    return tmp_path


def test_a_users_own_lineage_is_added(tmp_path: Path) -> None:
    text = (
        "ties+:\n  - {actor: ahrar-al-sham, kind: part_of, of: syrian-national-army, since: 2018}\n"
        "identifiers+:\n  - {actor: knu, scheme: own, identifier: 7, references: [own notes]}\n"
    )
    facts = actor_facts(load_vocabulary(own(tmp_path, text)))
    assert facts["ahrar-al-sham"].ties[-1].to == "syrian-national-army"
    assert [(each.scheme, each.identifier) for each in facts["knu"].outside][-1] == ("own", "7")


@pytest.mark.parametrize(
    ("tie", "reason"),
    [
        ("{actor: knu, kind: part_of, of: nobody}", "no actor 'nobody'"),
        ("{actor: knu, kind: child_of, of: kio}", "no kind of tie"),
        ("{actor: knu, kind: part_of}", "there is no 'of'"),
        ("{actor: knu, kind: part_of, of: kio, since: soon}", "no date in EDTF"),
        ("{actor: knu, kind: part_of, of: knu}", "part_of itself"),
        ("{actor: syrian-democratic-forces, kind: part_of, of: ypg}", "part_of itself"),
    ],
)
def test_what_is_wrong_with_a_tie_is_said(tmp_path: Path, tie: str, reason: str) -> None:
    with pytest.raises(InputError, match=reason) as raised:
        actor_facts(load_vocabulary(own(tmp_path, f"ties+:\n  - {tie}\n")))
    assert raised.value.code == "input-vocabulary"


def test_identifiers_and_schemes_of_ones_own_stand_beside_the_others(tmp_path: Path) -> None:
    text = """
schemes:
  my-list: {name: Our list, pattern: '[A-Z]{3}[0-9]+', page: 'https://example.org/{}'}
identifiers:
  - {actor: knu, scheme: my-list, identifier: MMR7, name: KNU, references: [Our list]}
  - {actor: knu, scheme: wikidata, identifier: Q1, references: [Made up for a test]}
  - {actor: knu, scheme: pa-x, identifier: A name/of two, references: [Made up for a test]}
"""
    facts = actor_facts(load_vocabulary(own(tmp_path, text)))["knu"]
    pages = {each.scheme: each.page for each in facts.outside}
    assert pages == {
        "ucdp-actor": "https://ucdp.uu.se/actor/180",
        "my-list": "https://example.org/MMR7",
        "wikidata": "https://www.wikidata.org/wiki/Q1",
        "pa-x": None,
    }


@pytest.mark.parametrize(
    "text",
    [
        "identifiers: [{actor: knu, scheme: wikidata, identifier: KNU, references: [x y]}]",
        "identifiers: [{actor: knu, scheme: wikidata, identifier: Q1}]",
        "identifiers: [{actor: nobody, scheme: wikidata, identifier: Q1, references: [x y]}]",
        "schemes: {ucdp-actor: {name: U, pattern: '['}}",
    ],
    ids=["pattern", "reference", "actor", "no-pattern"],
)
def test_an_identifier_that_cannot_be_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(InputError) as raised:
        actor_facts(load_vocabulary(own(tmp_path, text)))
    assert raised.value.code == "input-vocabulary"
