import pytest

from texts import read_text

TRUCE = "The Northern Liberation Front and the government signed a truce on Monday."


def roles_in(sentence: str) -> set[tuple[str, str]]:
    (agreement, *_) = read_text(f"{TRUCE} {sentence} Fighting has killed 400 people.").agreements
    return {(p.role.value, p.name) for p in agreement.participants}


@pytest.mark.parametrize(
    ("sentence", "role", "name"),
    [
        ("The truce was brokered by the provincial governor.", "mediator", "provincial governor"),
        ("The truce was mediated by a retired Lutheran bishop.", "mediator",
         "retired Lutheran bishop"),
        ("It was signed in the presence of the Ruritanian ambassador.", "witness",
         "Ruritanian ambassador"),
        ("The truce was arranged by the emir of Harun.", "mediator", "emir of Harun"),
        ("Messages had been carried through a parish priest.", "mediator", "parish priest"),
    ],
)  # fmt: skip
def test_an_office_without_a_name_holds_a_role(sentence: str, role: str, name: str) -> None:
    assert (role, name) in roles_in(sentence)


def test_the_name_of_who_holds_an_office_counts() -> None:
    names = {name for _, name in roles_in("It was brokered by the governor, Samir Qalan.")}
    assert "Samir Qalan" in names
    assert "governor" not in names


def test_an_office_in_no_role_is_no_participant() -> None:
    assert not any("mayor" in name for _, name in roles_in("The mayor spoke to reporters."))


@pytest.mark.parametrize(
    ("sentence", "role", "name"),
    [
        ("The parties thanked Norway and Kenya, guarantors of the process.", "guarantor", "Kenya"),
        ("Bishop Ola Ruud, who had carried messages between the camps, rejoiced.", "mediator",
         "Ola Ruud"),
        ("Both delegations commended Norway for its tireless efforts.", "mediator", "Norway"),
        ("A joint committee, chaired by Norway, will meet weekly.", "monitor", "Norway"),
        ("The African Union logged 40 breaches in a week.", "monitor", "African Union"),
        ("Sheikh Omar Falo stood surety for the truce.", "guarantor", "Omar Falo"),
    ],
)  # fmt: skip
def test_who_helps_is_told_in_many_words(sentence: str, role: str, name: str) -> None:
    assert (role, name) in roles_in(sentence)


def sides_of(text: str) -> set[str]:
    (agreement, *_) = read_text(text).agreements
    return {p.name for p in agreement.participants if p.role.value == "party"}


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        pytest.param("The truce was concluded on 3 July between the Harun Front, drawn from the "
                     "people of the river, and the Dalbar Movement.",
                     {"Harun Front", "Dalbar Movement"}, id="words on the first between them"),
        pytest.param("A truce was signed at Harun on 4 May by the Valley Front and the Dalbar "
                     "Column.", {"Valley Front", "Dalbar Column"}, id="a place and day before by"),
        pytest.param("Leaders of the Valley Front and the Dalbar Column gave their word to stop "
                     "the fighting. The truce holds.", {"Valley Front", "Dalbar Column"},
                     id="their word"),
        pytest.param("The Harun Elders' Council and the Valley Front sealed a truce on Monday.",
                     {"Harun Elders' Council", "Valley Front"}, id="a body of those it is of"),
        pytest.param("The 9th Valley Brigade and the Harun Front signed a truce on Monday.",
                     {"9th Valley Brigade", "Harun Front"}, id="a number in the name"),
        pytest.param("PROTOCOL ON A TRUCE\nbetween\nthe Harun Front\nand\nthe Dalbar Council\n\n"
                     "Article 1\nThe parties shall cease all hostilities in the valley.",
                     {"Harun Front", "Dalbar Council"}, id="sides on lines of their own"),
        pytest.param("The Harun Front, represented by its War Office, and the Dalbar Council "
                     "(hereinafter \"the Sides\"), meeting in Oslo, agree on a truce.\n\n"
                     "1. The Sides shall cease all hostilities.",
                     {"Harun Front", "Dalbar Council"}, id="called together"),
    ],
)  # fmt: skip
def test_sides_are_told_in_many_words(text: str, sides: set[str]) -> None:
    assert sides_of(text) == sides


def test_a_truce_is_no_side_by_its_own_adjectives() -> None:
    text = "The Bilateral, National and Temporary Ceasefire of the army and the Front holds."
    assert not {"Bilateral", "National", "Temporary Ceasefire"} & sides_of(text)


def test_neither_of_two_who_answered_is_a_side() -> None:
    text = "Norway proposed a truce. Neither the Valley Front nor the Dalbar Column has replied."
    (agreement, *_) = read_text(text).agreements
    invited = {p.name for p in agreement.participants if p.role.value == "invitee"}
    assert invited == {"Valley Front", "Dalbar Column"}


@pytest.mark.parametrize(
    ("sentence", "role", "name"),
    [
        ("It was reached with Norwegian mediation.", "mediator", "Norwegian"),
        ("A summary was issued by the mediator, the Harun Council.", "mediator", "Harun Council"),
        ("\n\nWitness: the Prefect, Mme Ola Ruud\n\n", "witness", "Ola Ruud"),
        ("\n\nSigned: Samir Qalan, Omar Falo.\n\n", "signatory", "Omar Falo"),
    ],
)
def test_labels_and_plain_words_give_a_role(sentence: str, role: str, name: str) -> None:
    assert (role, name) in roles_in(sentence)
