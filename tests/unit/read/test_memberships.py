import pytest

from hudna.read.memberships import find_members
from hudna.read.mentions import find_mentions
from hudna.vocabulary import load_vocabulary
from texts import page_of, read_text


def members(text: str) -> dict[str, list[str]]:
    page = page_of(text)
    found = find_members(page, find_mentions(page, load_vocabulary()))
    return {whole: [m.name for m in ms] for whole, ms in found.items()}


THREE = ["Harun Volunteer Force", "Dalbar Defence Association", "Red Valley Commando"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "A statement by the Combined Valley Command, an umbrella group for the Harun Volunteer "
            "Force, the Dalbar Defence Association and the Red Valley Commando, was read.",
            THREE,
            id="umbrella",
        ),
        pytest.param(
            "Envoys of the Harun Volunteer Force (HVF), the Dalbar Defence Association (DDA) and "
            "the Red Valley Commando (RVC)—collectively known as the Valley Alliance—met.",
            THREE,
            id="known as",
        ),
        pytest.param(
            "Two feuding factions — known as the Harun Alliance and the Dalbar Alliance — met.",
            ["Harun Alliance", "Dalbar Alliance"],
            id="a number",
        ),
        pytest.param(
            "The monitoring committee is made up of officers from Norway, Oman and the African "
            "Union.",
            ["Norway", "Oman", "African Union"],
            id="body",
        ),
    ],
)
def test_a_text_tells_of_whom_a_whole_is_made_up(text: str, expected: list[str]) -> None:
    assert expected in members(text).values()


def test_a_list_alone_makes_no_whole_of_its_first() -> None:
    text = "The Valley Front (VF), the Harun Council and the Dalbar Movement signed a truce."
    assert members(text) == {}


def test_members_are_sides_where_their_alliance_is() -> None:
    reading = read_text(
        "The army and the Valley Alliance signed a ceasefire. The alliance, made up of the "
        "Harun Volunteer Force and the Red Valley Commando, said it would hold fire."
    )
    sides = {p.name for a in reading.agreements for p in a.participants if p.role.value == "party"}
    assert sides == {
        "army",
        "Valley Alliance",
        "Harun Volunteer Force",
        "Red Valley Commando",
    }


def test_a_group_is_called_by_the_last_word_of_its_name() -> None:
    page = page_of("The Valley Alliance fought for years. The alliance signed a truce on Monday.")
    mentions = find_mentions(page, load_vocabulary())
    assert {m.key for ms in mentions.values() for m in ms} >= {"valley alliance"}
    assert [m.name for m in mentions[1] if m.key == "valley alliance"] == ["alliance"]


def test_both_fighting_factions_are_fought_by_no_one() -> None:
    reading = read_text("Both fighting factions agreed to a ceasefire on Monday.")
    assert all(p.role.value != "third_party" for a in reading.agreements for p in a.participants)
