import pytest

from hudna.domain.codebook import Act
from hudna.rules.names import Names
from hudna.rules.norms import Default, Effect, Extension, WhoKind
from hudna.rules.wording import (
    find_window,
    get_wording,
    to_default,
    to_effect,
    to_extension,
    to_trigger_acts,
    to_who,
)
from hudna.vocabulary import load_vocabulary

WORDING = get_wording(load_vocabulary())
NAMES = Names({}, {"umar": "north front"}, {"north front": "North Front", "south army": "S. Army"})


@pytest.mark.parametrize(
    "words",
    [
        "both sides",
        "the two sides",
        "Each party",
        "all factions",
        "all parties to the conflict",
        "the warring parties",
        "armed groups",
        "they",
    ],
)
def test_words_for_every_side(words: str) -> None:
    assert to_who(words, NAMES, WORDING).kind is WhoKind.EACH_PARTY


@pytest.mark.parametrize(
    "words",
    [
        "any group that violates the ceasefire",
        "groups whose leaders met",
        "all armed groups that do not accept this agreement",
        "anyone who opens fire",
    ],
)
def test_words_for_a_class(words: str) -> None:
    assert to_who(words, NAMES, WORDING).kind is WhoKind.CLASS


def test_a_class_of_those_linked_says_to_whom() -> None:
    who = to_who("all groups linked to the South Army and North Front", NAMES, WORDING)

    assert (who.kind, who.linked_to) == (WhoKind.CLASS, ("south army", "north front"))


@pytest.mark.parametrize("words", ["North Front", "the north front", "Umar"])
def test_an_actor_under_any_of_its_names_or_by_who_acts_for_it(words: str) -> None:
    who = to_who(words, NAMES, WORDING)

    assert (who.kind, who.keys) == (WhoKind.ACTOR, ("north front",))


def test_two_actors() -> None:
    assert to_who("North Front and South Army", NAMES, WORDING).keys == (
        "north front",
        "south army",
    )


def test_nobody_stated() -> None:
    assert to_who(None, NAMES, WORDING).kind is WhoKind.NOT_STATED


def test_a_window_of_a_length_from_a_day() -> None:
    window = find_window("P7D from 2016-02-02", WORDING)

    assert window is not None
    assert window.length is not None
    assert window.start is not None
    assert (window.length.days, window.start.text, window.end) == (7, "2016-02-02", None)


def test_a_window_that_is_only_a_last_day() -> None:
    window = find_window("2016-02-09", WORDING)

    assert window is not None
    assert window.end is not None
    assert (window.end.text, window.start) == ("2016-02-09", None)


def test_a_window_between_two_days() -> None:
    window = find_window("2016-02-01/2016-02-09", WORDING)

    assert window is not None
    assert window.start is not None
    assert window.end is not None
    assert (window.start.text, window.end.text) == ("2016-02-01", "2016-02-09")


@pytest.mark.parametrize(
    ("value", "event"),
    [
        ("P30D from conclusion", "conclusion"),
        ("P7D from offer", "offer"),
        ("P7D from term 3", "3"),
        ("P7D from start", "start"),
    ],
)
def test_a_window_that_opens_with_an_event(value: str, event: str) -> None:
    window = find_window(value, WORDING)

    assert window is not None
    assert window.start_event == event


@pytest.mark.parametrize(
    ("value", "counts"),
    [
        ("P7D from 2016-02-02 first day counts", True),
        ("P7D from 2016-02-02, first day does not count", False),
        ("P7D from 2016-02-02", None),
    ],
)
def test_whether_the_first_day_counts(value: str, counts: bool | None) -> None:
    window = find_window(value, WORDING)

    assert window is not None
    assert window.counts_first_day is counts


@pytest.mark.parametrize("value", [None, "soon", "from", "a week or so"])
def test_what_is_no_window(value: str | None) -> None:
    assert find_window(value, WORDING) is None


@pytest.mark.parametrize(
    ("value", "words", "default"),
    [
        (None, "Not responding shall be considered as rejecting the plan", Default.REJECTION),
        (None, "Silence is taken as refusal", Default.REJECTION),
        (None, "Whoever has not answered is deemed to have accepted", Default.ACCEPTANCE),
        ("acceptance", "Not responding shall be considered as rejecting", Default.ACCEPTANCE),
        (None, "The answer goes to the mediators", Default.NOT_STATED),
    ],
)
def test_what_silence_counts_as(value: str | None, words: str, default: Default) -> None:
    assert to_default(value, words, WORDING) is default


@pytest.mark.parametrize(
    ("words", "extension"),
    [
        ("After that its extension will be discussed", Extension.DISCUSSED),
        ("It may be extended by agreement of both sides", Extension.BY_AGREEMENT),
        ("It is renewed automatically for the same period", Extension.AUTOMATIC),
        ("It lasts six months", Extension.NOT_STATED),
    ],
)
def test_how_a_duration_may_be_extended(words: str, extension: Extension) -> None:
    assert to_extension(None, words, WORDING) is extension


@pytest.mark.parametrize(
    ("words", "effect", "voids"),
    [
        ("Any attack shall revoke the agreement", Effect.AUTOMATIC, False),
        ("Any attack makes the agreement null and void", Effect.AUTOMATIC, True),
        ("After an attack the other side has the right to withdraw", Effect.RIGHT_TO_END, False),
        ("An attack suspends the truce", Effect.SUSPENDS, False),
        ("An attack will have consequences", Effect.UNCLEAR, False),
    ],
)
def test_what_a_trigger_does(words: str, effect: Effect, voids: bool) -> None:
    assert to_effect(None, words, WORDING) == (effect, voids)


def test_the_acts_of_a_trigger() -> None:
    assert to_trigger_acts("attacked", "", WORDING) == (Act.ATTACKED,)
    assert to_trigger_acts(None, "any betrayal or any attack", WORDING) == (
        Act.ATTACKED,
        Act.BREACHED,
    )


def test_a_known_name_may_have_an_and_in_it() -> None:
    names = Names({"state of iraq and syria": "isis"}, {}, {"isis": "ISIS", "front": "Front"})

    assert to_who("State of Iraq and Syria and the Front", names, WORDING).keys == (
        "isis",
        "front",
    )
