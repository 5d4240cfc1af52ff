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
