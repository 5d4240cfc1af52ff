import pytest

from hudna.read.mentions import find_mentions
from hudna.vocabulary import load_vocabulary
from texts import page_of, read_text


def kind_of(name: str, text: str) -> str | None:
    found = find_mentions(page_of(text), load_vocabulary())
    return next((m.kind.value for ms in found.values() for m in ms if m.name == name), None)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        pytest.param("They met two commanders of the Baru Tamiq there.", "armed",
                     id="those who fight for it"),
        pytest.param("They met delegates of the Baru Tamiq there.", "organization",
                     id="those who speak for it"),
        pytest.param("He blamed the Baru Tamiq's columns.", "armed", id="its fighters"),
        pytest.param("Police blamed the militia Baru Tamiq for that.", "armed", id="called one"),
        pytest.param("They met the Baru Tamiq, a breakaway coastal militia, there.", "armed",
                     id="called one behind a comma"),
        pytest.param("In May the Baru Tamiq signed a truce.", "organization", id="what it makes"),
        pytest.param("He denied a truce with the Baru Tamiq today.", "organization",
                     id="with whom it is made"),
        pytest.param("They drove to Baru Tamiq and slept there.", "name", id="nothing told of it"),
        pytest.param("They agreed a truce with Baru Tamiq.", "name", id="no article: a place too"),
    ],
)  # fmt: skip
def test_the_words_beside_a_name_tell_that_it_is_of_a_group(text: str, kind: str) -> None:
    assert kind_of("Baru Tamiq", text) == kind


def test_what_is_told_once_holds_for_each_place_of_the_name() -> None:
    text = "Ministers met Baru Tamiq today. Fighters of the Baru Tamiq hold the pass."
    assert kind_of("Baru Tamiq", text) == "armed"


def test_the_name_of_a_place_or_a_person_stays_one() -> None:
    assert kind_of("Oslo", "He met the mayor and then fighters of Oslo there.") != "armed"
    text = "He met President Omar Tamiq. Falo said that Tamiq fighters had left."
    assert kind_of("Tamiq", text) != "armed"


def test_a_stranger_is_a_side_of_what_it_signs() -> None:
    text = "The army and the Baru Tamiq, a secessionist militia, signed a truce on Monday."
    (agreement, *_) = read_text(text).agreements
    sides = {p.name for p in agreement.participants if p.role.value == "party"}
    assert sides == {"army", "Baru Tamiq"}


def test_the_last_word_of_a_name_means_the_whole_of_it() -> None:
    text = "The army and the Harun Valley Column signed a truce. The Column will leave the pass."
    (agreement, *_) = read_text(text).agreements
    named = [p.name for p in agreement.participants if "Column" in p.name]
    assert named == ["Harun Valley Column"]


def test_what_the_sides_are_called_together_is_no_name_of_the_last() -> None:
    text = 'The Harun Valley Column (hereinafter "the Parties") met. The Parties agreed.'
    assert kind_of("Parties", text) is None
