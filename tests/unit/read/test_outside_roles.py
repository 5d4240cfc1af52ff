"""Who helps to an arrangement or watches over it, in sentences that do not name it."""

import pytest

from texts import read_text

TRUCE = "The government and the Northern Liberation Front agreed on a cease-fire on Monday."


@pytest.mark.parametrize(
    ("sentence", "role", "name"),
    [
        ("The talks were hosted by Kenya in the town of Naivasha.", "mediator", "Kenya"),
        ("The talks in Doha were chaired by Qatar's foreign minister.", "mediator", "Qatar"),
        ("Former U.S. President Jimmy Harper persuaded the rebels to accept the truce.",
         "mediator", "Jimmy Harper"),
        ("It was announced by Henri Dupont, the Belgian diplomat who led the negotiations.",
         "mediator", "Henri Dupont"),
        ("A team of 50 monitors from the African Union will be deployed along the front.",
         "monitor", "African Union"),
        ("ECOWAS is to send 600 troops to monitor the cease-fire.", "monitor", "ECOWAS"),
        ("The UN Security Council called on both sides to cease fire immediately.",
         "sponsor", "Security Council"),
        ("The Arab League had called for a humanitarian pause.", "sponsor", "Arab League"),
        ("Saudi Arabia has guaranteed that the terms will be respected.",
         "guarantor", "Saudi Arabia"),
        ("The signing was attended by Brazilian Foreign Minister Maria Lopez.",
         "witness", "Maria Lopez"),
    ],
)  # fmt: skip
def test_who_stands_outside_is_read_wherever_it_is_told(
    sentence: str, role: str, name: str
) -> None:
    (agreement, *_) = read_text(f"{TRUCE} {sentence} Fighting has killed 400 people.").agreements
    found = {(p.role.value, p.name) for p in agreement.participants}
    assert any(role == r and name in n for r, n in found), found


@pytest.mark.parametrize(
    "sentence",
    [
        "Praise be to God, said the preacher, for the harvest was good.",
        "The valley is under the control of the herders.",
        "The army will patrol the border.",
    ],
)
def test_none_stands_outside_by_words_of_something_else(sentence: str) -> None:
    (agreement, *_) = read_text(f"{TRUCE} {sentence} Fighting has killed 400 people.").agreements
    assert {p.role.value for p in agreement.participants} == {"party"}
