"""Sides that other sentences name than those which speak of the arrangement."""

import pytest

from texts import read_text


def roles(text: str) -> set[tuple[str, str]]:
    return {(p.name, p.role.value) for a in read_text(text).agreements for p in a.participants}


@pytest.mark.parametrize(
    ("text", "expected", "never"),
    [
        pytest.param(
            "Norwegian clans reached a ceasefire on Monday. The fighting was between the Harun and "
            "Dalbar clans, an official said.",
            {("Harun", "party"), ("Dalbar clans", "party")},
            "Norwegian clans",
            id="clans of a country",
        ),
        pytest.param(
            "The governor asked the Harun and Dalbar clans to stop. A ceasefire between the two "
            "clans was agreed on Monday.",
            {("Harun", "party"), ("Dalbar clans", "party")},
            "two clans",
            id="the two clans",
        ),
        pytest.param(
            "The Valley Front and the army agreed a ceasefire. The army will not launch "
            "operations against the Valley Front.",
            {("Valley Front", "party"), ("army", "party")},
            "third party",
            id="not attacked",
        ),
        pytest.param(
            "Rebels signed a ceasefire with the government in the border province of Norway.",
            {("Rebels", "party"), ("government", "party")},
            "Norway",
            id="a state that is a place",
        ),
        pytest.param(
            "Three Valley Front commanders, Ola Ruud, Jens Berg and Per Lund, signed the ceasefire "
            "with the army.",
            {("Valley Front", "party"), ("Per Lund", "signatory")},
            "Valley",
            id="commanders of a side",
        ),
    ],
)
def test_sides_are_found(text: str, expected: set[tuple[str, str]], never: str) -> None:
    found = roles(text)
    assert expected <= found
    assert never not in {name for name, _ in found}
    assert "third_party" not in {role for _, role in found}


def test_a_document_that_is_named_for_a_truce_is_no_side() -> None:
    found = roles(
        "Agreement on a Cease-Fire and Separation of Forces\n\nThe army and the Valley Front agree "
        "to a ceasefire."
    )
    assert found == {("army", "party"), ("Valley Front", "party")}
