"""Communities: sides that are called by a name and what they are."""

import pytest

from texts import read_text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Elders of the Arin and Belun communities have agreed to a ceasefire after the raids.",
            {"Arin", "Belun communities"},
            id="one noun of two",
        ),
        pytest.param(
            "Arin herders and Belun farmers concluded a truce after the raids.",
            {"Arin herders", "Belun farmers"},
            id="a noun each",
        ),
        pytest.param(
            "Arin and Belun commanders signed a ceasefire in the town.",
            {"Arin", "Belun commanders"},
            id="commanders of two",
        ),
        pytest.param(
            "Leaders of the Casa 9 and Mara Norte street gangs agreed a truce to end the killing.",
            {"Casa 9", "Mara Norte street gangs"},
            id="gangs with a number",
        ),
    ],
)
def test_named_communities_are_sides(text: str, expected: set[str]) -> None:
    (agreement, *_) = read_text(text).agreements
    assert {p.name for p in agreement.participants} == expected


def test_a_month_or_direction_before_a_noun_names_no_side() -> None:
    text = "The army and the rebels agreed a truce. In March villagers came home to Northern farms."
    (agreement, *_) = read_text(text).agreements
    assert {p.name for p in agreement.participants} == {"army", "rebels"}
