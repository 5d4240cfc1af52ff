"""Where a name begins and ends, and which names of a text are of one."""

import pytest

from hudna.read.mentions import find_mentions
from hudna.vocabulary import load_vocabulary
from texts import page_of, read_text


def named(text: str) -> dict[str, str]:
    mentions = find_mentions(page_of(text), load_vocabulary())
    return {m.name: m.kind.value for found in mentions.values() for m in found}


def sides(text: str) -> set[tuple[str, str]]:
    agreements = read_text(text).agreements
    return {(p.name, p.role.value) for a in agreements for p in a.participants}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The UN Special Representative to Norway Ola Ruud, a lawyer, spoke.", "Ola Ruud"),
        ("Former Harun Head of State Ola Ruud, the envoy of the valley, spoke.", "Ola Ruud"),
        ("Norway's Major-General Ola Ruud, a senior envoy, spoke.", "Ola Ruud"),
        ("Junta spokesperson Major General Ola Min Ruud spoke.", "Ola Min Ruud"),
        ("Ms. Inga Dahl and Amb. Ola Ruud spoke.", "Ola Ruud"),
        ("The Minister of International Cooperation Inga Dahl spoke.", "Inga Dahl"),
        ("His counterpart, Inga Dahl, spoke.", "Inga Dahl"),
    ],
)
def test_a_person_is_named_without_what_stands_before(text: str, name: str) -> None:
    assert named(text).get(name) == "person"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "The government of Harun and Valley People's Organisation (VPO) met.",
            {"government of Harun", "Valley People's Organisation"},
        ),
        ("The Valley Front and Harun Council met.", {"Valley Front", "Harun Council"}),
        ("NATO and European Union officials met.", {"NATO", "European Union"}),
        ("The Valley Law and Order Movement met.", {"Valley Law and Order Movement"}),
        ("They met the Peace and Order Front (POF).", {"Peace and Order Front"}),
        ("The Leader of the Harun Alliance met them.", {"Harun Alliance"}),
    ],
)
def test_and_parts_two_names_and_joins_the_words_of_one(text: str, names: set[str]) -> None:
    assert names <= set(named(text))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("They spoke of the Dalbar Protocol there.", "Dalbar Protocol"),
        ("They signed the Oslo Accords there.", "Oslo"),
        ("The army began Operation Valley Storm there.", "Operation Valley Storm"),
    ],
)
def test_documents_and_operations_are_no_one(text: str, name: str) -> None:
    assert name not in named(text)


def test_a_numbered_acronym_is_a_document() -> None:
    assert named("Under XSCR 12 and XSCR 13 it holds.").get("XSCR") != "organization"


def test_a_description_is_no_side_beside_the_one_that_it_describes() -> None:
    text = (
        "The Valley Liberation Front declared a ceasefire on Monday. The rebels said the "
        "ceasefire would last a week. Dalbar militants have fought for years."
    )
    assert {name for name, role in sides(text) if role == "party"} == {"Valley Liberation Front"}


def test_a_description_that_is_joined_to_a_name_is_a_side() -> None:
    text = "The Valley Liberation Front and Dalbar militants signed a ceasefire on Monday."
    assert {name for name, _ in sides(text)} >= {"Valley Liberation Front", "Dalbar militants"}


def roles(text: str) -> set[tuple[str, str]]:
    agreements = read_text(text).agreements
    return {(p.name, p.role.value) for a in agreements for p in a.participants}


def test_all_of_a_list_of_persons_witness_what_the_first_does() -> None:
    text = (
        "The Valley Front and the Harun Council signed a ceasefire. Former Head of State Ola "
        "Ruud, the council's Executive Secretary Dr. Inga Dahl, the UN Special Representative to "
        "Norway Jens Berg and Amb. Per Lund, representative of Nils Moe, also affixed their "
        "signatures as witnesses to the agreement."
    )
    found = {name for name, role in roles(text) if role == "witness"}
    assert found == {"Ola Ruud", "Inga Dahl", "Jens Berg", "Per Lund"}


def test_names_that_sign_for_a_side_are_persons() -> None:
    text = (
        "Kabir Jannes and Tiah J. D. Slang signed the ceasefire for the Valley Liberation Front "
        "and the Harun Council respectively."
    )
    assert {name for name, role in roles(text) if role == "signatory"} == {
        "Kabir Jannes",
        "Tiah J. D. Slang",
    }
