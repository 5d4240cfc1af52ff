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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Rebels and the army signed a truce. Militants have mounted attacks in Dalbar since "
            "the announcement of the truce.",
            [],
            id="where fighting went on",
        ),
        pytest.param(
            "Speaking from a base in the district of Dalbar, Harun declared that the rebels "
            "and the army have a truce.",
            [],
            id="where someone spoke, and who acts next",
        ),
        pytest.param(
            "Warring forces in Dalbar province have agreed a ceasefire.", ["Dalbar"], id="its sides"
        ),
        pytest.param("The Taiz truce holds, rebels and the army said.", ["Taiz"], id="its name"),
        pytest.param(
            "Rebels declared a unilateral ceasefire in the Central African Republic on Monday.",
            ["Central African Republic"],
            id="a state with an article",
        ),
        pytest.param(
            "Under the truce rebels will withdraw their weapons from the zone around Sarajevo.",
            ["Sarajevo"],
            id="the town, not the government in it",
        ),
        pytest.param(
            "A spokesman for the army said that it would respect the truce with the rebels in the "
            "Dalbar valley.",
            ["Dalbar valley"],
            id="where it holds, though someone spoke",
        ),
        pytest.param(
            "Rebels and the army signed a truce in Dalbar on Monday.", [], id="where it was signed"
        ),
        pytest.param(
            "A ceasefire in the enclave south of Damascus was agreed by rebels and the army.",
            ["south of Damascus"],
            id="beside a town",
        ),
    ],
)
def test_a_place_is_named_by_the_words_on_an_arrangement(text: str, expected: list[str]) -> None:
    (agreement,) = read_text(text).agreements
    assert [place.name for place in agreement.places] == expected


def test_a_forecast_tells_nothing_of_where_it_holds() -> None:
    forecast = "Once the war is over, the truce will be forgotten in the town of Harun."
    reading = read_text(f"A truce between the rebels and the army holds in Dalbar. {forecast}")
    assert [p.name for a in reading.agreements for p in a.places] == ["Dalbar"]


def told_in(text: str) -> list[str]:
    return [p.name for a in read_text(text).agreements for p in a.places]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "The rebels and the army signed a truce. It may end the war in northern Norway.",
            ["northern Norway"],
            id="the scene of the conflict",
        ),
        pytest.param(
            "The rebels and the army signed a truce. It may end 20 years of fighting in Catalonia, "
            "a region of Spain, whose peace matters to all. The war in Spain is old.",
            ["Catalonia"],
            id="a region before a state",
        ),
        pytest.param(
            "The rebels and the army agreed a truce in Homs. The war in Catalonia goes on.",
            ["Homs"],
            id="where one is told, that",
        ),
        pytest.param(
            "The rebels and the army will keep the truce under the accords of Homs.",
            [],
            id="an instrument named by a place",
        ),
        pytest.param(
            "The rebels and the army, the UN envoy to Catalonia said, agreed a truce.",
            [],
            id="an office named by a place",
        ),
        pytest.param(
            "Homs, June 29 (ABC) The rebels and the army agreed a truce on Monday.",
            [],
            id="a dateline without a dash",
        ),
    ],
)
def test_a_place_is_that_of_the_arrangement_or_the_scene_of_its_conflict(
    text: str, expected: list[str]
) -> None:
    assert told_in(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Rebels and the army agreed a truce, the army reporting drone strikes over Dalbar.",
            [],
            id="violence told of",
        ),
        pytest.param(
            "Rebels and the army agreed a truce to halt attacks in Dalbar.",
            ["Dalbar"],
            id="violence that it ends",
        ),
        pytest.param(
            "Samir Qalan, a rebel envoy based in Norway, signed the truce with the army.",
            [],
            id="where someone lives",
        ),
        pytest.param(
            "The truce of the rebels and the army drew criticism from Oslo.",
            [],
            id="whence it comes",
        ),
        pytest.param(
            "A truce of the rebels and the army holds along the Line of Dalbar.",
            ["Line of Dalbar"],
            id="a line",
        ),
        pytest.param(
            "The army agreed with armed groups in the far South on a truce.",
            ["far South"],
            id="a quarter",
        ),
        pytest.param(
            "A truce of rebels and the army holds in Dalbar, in Norway.",
            ["Dalbar"],
            id="the state around it",
        ),
        pytest.param(
            "The rebels and the government in Norway agreed a truce.", [], id="a government in it"
        ),
    ],
)
def test_what_lies_behind_an_arrangement_is_no_place_of_it(text: str, expected: list[str]) -> None:
    assert [p.name for a in read_text(text).agreements for p in a.places] == expected
