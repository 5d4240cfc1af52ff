import pytest

from hudna.read.mentions import find_mentions
from hudna.read.screen import Screened, screen
from hudna.vocabulary import load_vocabulary
from texts import ARABIC_WORDS, arabic_page, page_of


def screened(text: str) -> Screened:
    page, vocabulary = page_of(text), load_vocabulary()
    return screen(page, find_mentions(page, vocabulary), vocabulary)


def namings(text: str) -> list[tuple[str, bool]]:
    return [(text[n.span.start : n.span.end], n.is_strong) for n in screened(text).namings]


def test_words_that_name_an_arrangement_are_told_from_those_that_refer_to_one() -> None:
    text = "Rebels and the army signed a truce. The deal holds."
    assert namings(text) == [("truce", True), ("deal", False)]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("The two firms agreed a patent truce in their war.", id="patents"),
        pytest.param("The two states agreed a trade truce in their tariff war.", id="trade"),
        pytest.param("The Olympic truce began; the torch reached the army barracks.", id="Olympic"),
        pytest.param("On Armistice Day the soldiers marched.", id="a day of memory"),
        pytest.param("The bank and the union reached a deal.", id="no armed side"),
        pytest.param("The army and the soldiers won the battle.", id="no arrangement"),
        pytest.param("A truce of siblings over the last cake.", id="nobody is armed"),
        pytest.param("Airlines called a truce in their war on fares; passengers fought for seats.",
                     id="a war of prices"),
        pytest.param("The players and the clubs called a truce after a battle over wages.",
                     id="sport"),
        pytest.param("Killings fell under a strategy known as Ceasefire, police said.",
                     id="the name of a programme"),
        pytest.param("Soldiers patrol the cease-fire line between the armies.", id="a line"),
    ],
)  # fmt: skip
def test_what_is_no_arrangement_of_armed_sides_is_passed_over(text: str) -> None:
    assert not screened(text).speaks


@pytest.mark.parametrize(
    "word",
    ["ceasefire", "cease-fire", "cease fire", "CEASEFIRE", "truce", "armistice", "hudna",
     "cessation of hostilities", "humanitarian pause", "peace agreement"],
)  # fmt: skip
def test_words_for_an_arrangement(word: str) -> None:
    assert namings(f"Rebels and the army signed a {word}.")[0] == (word, True)


def test_a_deal_between_armed_sides_needs_no_stronger_word() -> None:
    assert screened("Rebels reached a deal with the army to release prisoners.").speaks


def test_a_demand_counts_where_nothing_names_an_arrangement() -> None:
    found = screened("The army gave the rebels 48 hours to surrender.")
    assert (found.namings, found.demands) == ((), (0,))


def test_a_demand_beside_an_arrangement_is_none_of_its_own() -> None:
    text = "Rebels signed a truce. The army gave the rebels 48 hours to surrender."
    assert screened(text).demands == ()


def test_what_there_is_none_of_is_no_arrangement() -> None:
    text = "The army gave the rebels 48 hours to surrender. No truce has been agreed."
    found = screened(text)
    assert (found.namings, found.demands) == ((), (0,))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "Ruling parties agreed a truce in their row over the budget. The government survived.",
            id="politics",
        ),
        pytest.param(
            "The army and the police signed a memorandum. Troops fighting rebels will train.",
            id="army and police",
        ),
    ],
)
def test_a_truce_or_deal_without_fighting_sides_is_passed_over(text: str) -> None:
    assert not screened(text).speaks


def test_one_armed_group_makes_a_named_truce_armed() -> None:
    assert screened("An official of ISIS spoke of a truce.").speaks


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "A truce holds in the warring party after the leader's faction and that of her rival "
            "agreed on the candidates. Both factions had attacked each other in the press, and the "
            "state unit's president warned of open war before the assembly polls.",
            id="factions of a party",
        ),
        pytest.param(
            "Minibus owners and the bus firm agreed a ceasefire over the route to the township. "
            "Drivers had stoned buses; police will patrol the rank while permits are checked.",
            id="taxis",
        ),
        pytest.param(
            "During the truce players of both teams cannot kill each other. All weapons are "
            "disabled, and enemy territory is closed until the timer of the match runs out.",
            id="rules of a game",
        ),
        pytest.param(
            "The rapper was shot before his rival answered with a diss track. Fans took insults "
            "for war until both called a truce and recorded an album.",
            id="rap",
        ),
        pytest.param(
            "In the second book of the saga the rebels attack the castle, the army of the wizards "
            "is besieged, and the heroine has to broker a truce.",
            id="a story",
        ),
        pytest.param(
            "Students asked the city council for a resolution on a ceasefire in the war abroad, "
            "where troops and militants fight in the streets. Forty residents spoke.",
            id="a petition",
        ),
    ],
)
def test_what_reads_like_a_war_of_another_world_is_passed_over(text: str) -> None:
    assert not screened(text).speaks


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "The military said it would observe a three-day ceasefire over the holiday, an envoy "
            "told reporters.",
            id="short",
        ),
        pytest.param(
            "A priest helped two cartels in the mountains to a truce, after turf wars in which "
            "gunmen burned villages and dozens were killed.",
            id="cartels",
        ),
        pytest.param(
            "Investors and the football league were told that the truce with the guerrillas holds: "
            "the troops are in barracks and the gunmen have freed their captives.",
            id="among words of other worlds",
        ),
    ],
)
def test_a_truce_of_armed_sides_is_seen_in_few_words_or_among_others(text: str) -> None:
    assert screened(text).speaks


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "Guerrillas of the front will cease military activities from Friday. We decree a "
            "suspension of our military operations, a communique said.",
            id="activities cease",
        ),
        pytest.param(
            "Sheikhs brought an end to the armed confrontation of the two tribes after weeks of "
            "clashes in the hills.",
            id="an end brought",
        ),
        pytest.param(
            "Peru and Ecuador reached an agreement to end the standoff at the frontier. They will "
            "move troops and border posts from the disputed village.",
            id="a deal of states",
        ),
    ],
)
def test_what_stops_need_not_be_called_a_truce(text: str) -> None:
    assert screened(text).speaks


def screened_arabic(text: str) -> Screened:
    page = arabic_page(text)
    return screen(page, find_mentions(page, ARABIC_WORDS), ARABIC_WORDS)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("هدنة بين مدرب الفريق وقائده بعد اشتباك بالأيدي في التدريب.", id="sport"),
        pytest.param("اتفق جناحا الحزب على هدنة ووقف الحرب الكلامية قبل المؤتمر.", id="a party"),
        pytest.param("تعرض اللعبة على اللاعب هدنة مع جيش الجيران لعشر جولات.", id="a game"),
    ],
)
def test_an_arabic_truce_of_another_world_is_passed_over(text: str) -> None:
    assert not screened_arabic(text).speaks


def test_an_arabic_truce_of_armed_sides_is_seen() -> None:
    assert screened_arabic("أعلن الجيش هدنة ثلاثة أيام مع مقاتلي الفصائل في المدينة.").speaks
