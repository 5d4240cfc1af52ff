import itertools

import pytest

from hudna.read.actors import ActorKind, Mention
from hudna.read.mentions import find_mentions
from hudna.vocabulary import load_vocabulary
from texts import page_of


def mentions(text: str) -> list[Mention]:
    found = find_mentions(page_of(text), load_vocabulary())
    return [mention for index in sorted(found) for mention in found[index]]


def named(text: str) -> dict[str, str]:
    return {mention.name: mention.kind.value for mention in mentions(text)}


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        pytest.param("Talks with the Dalbar Liberation Front failed.", "Dalbar Liberation Front",
                     "armed", id="ends in a word for a group"),
        pytest.param("They met the Unity Pact (UPD) there.", "Unity Pact", "organization",
                     id="an acronym follows"),
        pytest.param("He met General Samir Qalan there.", "Samir Qalan", "person", id="title"),
        pytest.param("He met Samir Qalan, the leader of the guard.", "Samir Qalan", "person",
                     id="apposition"),
        pytest.param("Talks with several rebel groups failed.", "several rebel groups",
                     "collective", id="collective"),
        pytest.param("He met the Norwegian government today.", "Norwegian government",
                     "government", id="a state's government"),
        pytest.param("He met the government of Norway today.", "government of Norway",
                     "government", id="government of a state"),
        pytest.param("Norway's army moved.", "Norway's army", "government", id="a state's army"),
        pytest.param("They flew to Norway today.", "Norway", "state", id="state"),
        pytest.param("A joint monitoring committee was named.", "joint monitoring committee",
                     "body", id="body known by its task"),
        pytest.param("They said the two sides met.", "the two sides", "sides", id="sides together"),
        pytest.param("They drove to Dalbar today.", "Dalbar", "name", id="a bare name"),
    ],
)  # fmt: skip
def test_a_name_is_known_for_what_it_is(text: str, name: str, kind: str) -> None:
    assert named(text).get(name) == kind


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("It was signed on Monday in March.", id="calendar"),
        pytest.param("They told us of a truce.", id="us is a word"),
        pytest.param("However, nothing came of it.", id="first word of a sentence"),
    ],
)
def test_words_that_are_no_names_name_no_one(text: str) -> None:
    assert mentions(text) == []


def test_an_acronym_stands_for_what_it_was_explained_by() -> None:
    text = "The Valley Defence Front (VDF) met. Later the VDF left."
    assert {m.key for m in mentions(text)} == {"valley defence front"}


def test_an_acronym_may_be_used_before_it_is_explained() -> None:
    text = "VDF men came. The Valley Defence Front (VDF) denied it."
    assert {m.key for m in mentions(text) if m.name == "VDF"} == {"valley defence front"}


def test_a_surname_stands_for_the_person_named_before() -> None:
    found = mentions("General Samir Qalan spoke. Later Qalan left the hall.")
    assert [m.name for m in found] == ["Samir Qalan", "Qalan"]
    assert len({m.key for m in found}) == 1


def test_a_bare_acronym_is_a_group_where_it_occurs_again() -> None:
    assert named("They heard of QZX there.")["QZX"] == "name"
    assert named("They heard of QZX there. It was QZX again.")["QZX"] == "organization"


def test_a_government_named_without_its_state_is_the_one_named_with_it() -> None:
    found = mentions("The Norwegian government agreed. The government said so.")
    assert {m.key for m in found} == {"government:state:NO"}


def test_a_seat_of_government_is_known_as_one() -> None:
    assert [m.is_seat for m in mentions("They flew to Oslo today.")] == [True]


def test_the_backer_is_no_part_of_the_name() -> None:
    assert "Valley Front" in named("They met the Oslo-backed Valley Front there.")


def test_a_possessive_is_no_part_of_the_name() -> None:
    assert "Valley Front" in named("It was the Valley Front's offer.")


def test_names_joined_by_and_are_several() -> None:
    found = named("They met in Dalbar and Harun today.")
    assert set(found) == {"Dalbar", "Harun"}


def test_mentions_of_a_sentence_do_not_overlap() -> None:
    found = mentions("The Norwegian government and General Samir Qalan of the Valley Front met.")
    assert all(a.span.end <= b.span.start for a, b in itertools.pairwise(found))


def test_every_mention_is_written_as_its_span_says() -> None:
    text = "The Valley Defence Front (VDF) and the Omani army met General Samir Qalan in Dalbar."
    assert all(text[m.span.start : m.span.end] == m.name for m in mentions(text))
    assert ActorKind.PERSON in {m.kind for m in mentions(text)}


def test_a_place_that_a_report_was_sent_from_names_no_one() -> None:
    page = page_of("ANKARA, Turkey (Valley Post) - The rebels left the town.")
    found = find_mentions(page, load_vocabulary())
    assert [mention.name for mention in found[0]] == ["rebels"]


@pytest.mark.parametrize(
    "text", ["the SDF-held areas", "Norwegian-backed talks", "a UK-based group"]
)
def test_an_adjective_made_of_a_name_names_no_one(text: str) -> None:
    page = page_of(f"They spoke of {text} on Monday.")
    names = [m.name for m in find_mentions(page, load_vocabulary())[0]]
    assert not {"SDF", "SDF-held", "Norwegian-backed", "UK", "UK-based"} & set(names)


def test_fighters_of_a_named_group_are_the_group() -> None:
    page = page_of("Talks between ISIS fighters and the army began. The Islamic State left.")
    found = find_mentions(page, load_vocabulary())
    assert found[0][0].key == found[1][0].key


def test_opponents_of_another_state_are_others() -> None:
    page = page_of("The Syrian army shelled Palestinian factions. The rebels fled.")
    keys = [m.key for mentions in find_mentions(page, load_vocabulary()).values() for m in mentions]
    assert len(set(keys)) == 3


def test_a_name_is_who_the_known_name_in_brackets_behind_it_is() -> None:
    first = mentions("Today Lashkar Qalan (Hezbollah) and the army agreed a truce.")[0]
    assert (first.name, first.key) == ("Lashkar Qalan", "hezbollah")


def test_a_text_may_say_what_it_will_call_someone() -> None:
    text = (
        'The Valley Front, hereinafter referred to as "the Movement", and the army agreed a truce. '
        "The Movement will leave the town."
    )
    keys = {m.name: m.key for m in mentions(text)}
    assert keys["Movement"] == keys["Valley Front"]


def test_a_title_in_apposition_is_no_person() -> None:
    assert "Lieutenant General" not in named(
        "Signed: Samir Qalan, Lieutenant General, Chief of Staff"
    )


def test_a_dateline_begins_no_name() -> None:
    text = "DALBAR - Fighters of the Harun Vanguard left. DALBAR - The Valley Front stayed."
    assert {"Harun Vanguard", "Valley Front"} <= named(text).keys()


def test_a_noun_before_a_group_is_no_side_beside_it() -> None:
    found = named("The fighters of the Valley Front met soldiers of the army there.")
    assert "fighters" not in found
    assert "Valley Front" in found
