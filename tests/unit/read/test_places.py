import pytest

from texts import read_text


def places(words: str) -> list[str]:
    reading = read_text(f"A truce between the rebels and the army holds {words}.")
    return [p.name for a in reading.agreements for p in a.places]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        pytest.param("in the town of Dalbar", ["Dalbar"], id="generic word before"),
        pytest.param("for Dalbar province", ["Dalbar"], id="generic word after"),
        pytest.param("in Dalbar", ["Dalbar"], id="preposition"),
        pytest.param("in Dalbar, Harun and Qalat", ["Dalbar", "Harun", "Qalat"], id="list"),
        pytest.param("in al-Dalbar", ["al-Dalbar"], id="article"),
        pytest.param("in northern Dalbar", ["northern Dalbar"], id="direction"),
        pytest.param("in Dalbar's hills", ["Dalbar"], id="possessive"),
        pytest.param("throughout Norway", ["Norway"], id="all of a state"),
        pytest.param("with Norway", [], id="a state that acts"),
        pytest.param("at talks in Dalbar", [], id="where talks were held"),
        pytest.param("in March", [], id="calendar"),
        pytest.param("in the name of God", [], id="no place"),
    ],
)
def test_places_are_where_an_arrangement_applies(words: str, expected: list[str]) -> None:
    assert places(words) == expected


def test_a_place_named_twice_is_one() -> None:
    assert places("in Dalbar. The truce holds in Dalbar") == ["Dalbar"]


def test_a_participant_is_no_place() -> None:
    reading = read_text("Rebels and the army of Dalbar province signed a truce in Norway's hills.")
    (agreement,) = reading.agreements
    assert not {p.name for p in agreement.places} & {p.name for p in agreement.participants}
