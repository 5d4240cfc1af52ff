"""Names of one side meet, names of two do not."""

import pytest

from hudna.registry.resolve.naming import Naming, naming_of
from hudna.registry.resolve.scoring import likeness_of_sides
from hudna.vocabulary import load_vocabulary


@pytest.fixture(scope="module")
def naming() -> Naming:
    return naming_of(load_vocabulary())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("the Syrian army", "Damascus"),
        ("النظام السوري", "Assad regime"),
        ("Jaish al-Islam", "جيش الإسلام"),
        ("FARC rebels", "Revolutionary Armed Forces of Colombia"),
        ("Houthi leadership", "Ansar Allah"),
        ("Pakistan’s army", "Pakistani government"),
        ("Tehreek-e-Taliban Pakistan", "Tehrik-i-Taliban Pakistan"),
        ("North Front fighters", "the North Front"),
    ],
)
def test_two_names_of_one_side_mean_it(naming: Naming, one: str, other: str) -> None:
    first, second = naming.find_side(one), naming.find_side(other)
    assert first is not None
    assert second is not None
    assert likeness_of_sides(first, second) >= 0.8


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Syrian army", "Syrian rebels"),
        ("Israel", "Lebanon"),
        ("Hamas", "Hezbollah"),
        ("ISIS-linked tribes", "ISIS"),
        ("rebels in Colombia", "Syrian rebels"),
        ("North Front", "South Front"),
    ],
)
def test_two_sides_stay_two(naming: Naming, one: str, other: str) -> None:
    first, second = naming.find_side(one), naming.find_side(other)
    assert first is not None
    assert second is not None
    assert likeness_of_sides(first, second) < 0.5


def test_unnamed_rebels_may_be_a_named_group(naming: Naming) -> None:
    rebels, group = naming.find_side("rebels"), naming.find_side("Jaish al-Islam")
    assert rebels is not None
    assert group is not None
    assert 0 < likeness_of_sides(rebels, group) < 0.8


@pytest.mark.parametrize("words", ["both sides", "the two parties", "all conflicting parties"])
def test_words_for_everyone_name_nobody(naming: Naming, words: str) -> None:
    assert naming.find_side(words, ("the parties",)) is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Foua", "Fu`ah"),
        ("الفوعة", "Foua"),
        ("Taez", "Taiz"),
        ("Luhansk", "Lugansk"),
        ("port of Hodeidah", "Hodeida"),
        ("Tigray Region", "Tigray"),
    ],
)
def test_two_names_of_one_place_meet(naming: Naming, one: str, other: str) -> None:
    first, second = naming.find_place(one), naming.find_place(other)
    assert first is not None
    assert second is not None
    assert first.keys & second.keys


def test_a_country_is_no_place_that_tells_agreements_apart(naming: Naming) -> None:
    country, city = naming.find_place("eastern Ukraine"), naming.find_place("southern Damascus")
    assert country is not None
    assert city is not None
    assert country.is_country
    assert not city.is_country
