import pytest

from texts import read_text


def authenticity(text: str) -> tuple[str, str]:
    """Return the authenticity of the first agreement, and the words that it rests on."""
    agreement = read_text(text).agreements[0]
    (ground,) = (g for g in agreement.grounds if g.of == "authenticity")
    assert agreement.authenticity is not None
    return agreement.authenticity.value, ground.evidence[0].quote


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Rebels and the army signed a truce.", ("asserted", "truce"), id="asserted"),
        pytest.param("A paper that bears no signature sets out a truce of rebels and the army.",
                     ("alleged", "bears no signature"), id="unsigned"),
        pytest.param("Rebels and the army reportedly signed a truce.", ("alleged", "reportedly"),
                     id="hedged"),
        pytest.param("A leaked document shows a truce of rebels and army.",
                     ("alleged", "leaked document"), id="leaked"),
    ],
)  # fmt: skip
def test_the_words_say_what_to_believe(text: str, expected: tuple[str, str]) -> None:
    assert authenticity(text) == expected


def test_what_every_side_confirms_is_confirmed() -> None:
    text = "Both sides confirmed the truce of the rebels and the army."
    assert authenticity(text)[0] == "confirmed"


def test_what_some_claim_and_others_deny_is_contested() -> None:
    text = "The Valley Front announced a truce with the army. The army denied the deal."
    assert authenticity(text)[0] == "contested"


def test_what_is_only_denied_is_denied() -> None:
    assert authenticity("The army denied reports of a truce with the rebels.")[0] == "denied"


def test_a_hedge_far_from_the_naming_does_not_count() -> None:
    text = "Rebels and the army signed a truce. It was cold. The bread was reportedly stale."
    assert authenticity(text)[0] == "asserted"
