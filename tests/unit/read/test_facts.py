import pytest

from texts import read_text


def facts(text: str) -> set[tuple[str, str | None, str | None]]:
    return {(f.act.value, f.date, f.by) for f in read_text(text).facts}


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        pytest.param("The rebels and the army signed a truce on Monday.",
                     ("signed", "2016-02-01", None), id="signed"),
        pytest.param("The Valley Front offered the army a truce on Monday.",
                     ("offered", "2016-02-01", "Valley Front"), id="offered by its one party"),
        pytest.param("The truce of the rebels and the army took effect on Monday.",
                     ("began", "2016-02-01", None), id="began"),
        pytest.param("The truce collapsed on Monday, rebels and the army said.",
                     ("ended", "2016-02-01", None), id="ended"),
    ],
)  # fmt: skip
def test_a_dated_act_is_a_fact(text: str, fact: tuple[str, str | None, str | None]) -> None:
    assert fact in facts(text)


def test_a_start_that_is_only_planned_is_no_fact() -> None:
    assert facts("The rebels and the army agreed a truce that begins on Friday.") == set()


def told(text: str) -> list[tuple[str | None, ...]]:
    """Return the facts that tell whose act it was: the act, by whom, against whom, and when."""
    found = read_text(text).facts
    return [(f.act.value, f.by, f.against, f.date) for f in found if f.by is not None]


NAMED = "The Valley Front and the army signed a truce. "
ON_MONDAY = "2016-02-01"


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        pytest.param("The Valley Front called off the truce on Monday.",
                     ("revoked", "Valley Front", None, ON_MONDAY), id="revoked"),
        pytest.param("The army suspended the truce on Monday.",
                     ("suspended", "army", None, ON_MONDAY), id="suspended"),
        pytest.param("The army rejected the truce on Monday.",
                     ("rejected", "army", None, ON_MONDAY), id="rejected"),
        pytest.param("On Monday the Valley Front accepted the truce.",
                     ("accepted", "Valley Front", None, ON_MONDAY), id="accepted"),
        pytest.param("The Valley Front said it had ended the truce.",
                     ("ended", "Valley Front", None, None), id="of itself, undated"),
        pytest.param("The truce was extended by both sides on Monday.",
                     ("extended", "both sides", None, ON_MONDAY), id="passive"),
        pytest.param("The army violated the truce on Monday.",
                     ("breached", "army", None, ON_MONDAY), id="breached"),
        pytest.param("The Valley Front accused the army of violating the truce.",
                     ("breached", "army", None, None), id="accused"),
        pytest.param("The army shelled Valley Front fighters on Monday.",
                     ("attacked", "army", "Valley Front fighters", ON_MONDAY), id="attacked"),
    ],
)  # fmt: skip
def test_an_act_is_told_of_whoever_did_it(text: str, fact: tuple[str | None, ...]) -> None:
    assert fact in told(NAMED + text)


def test_an_extension_lasts_as_long_as_the_words_say() -> None:
    text = "The Valley Front and the army extended the truce for two months."
    assert [(f.act.value, f.until) for f in read_text(NAMED + text).facts] == [("extended", "P2M")]


def test_an_accusation_is_alleged_in_the_voice_of_the_accuser() -> None:
    (fact,) = read_text(NAMED + "The Valley Front accused the army of breaking the truce.").facts
    assert (fact.by, fact.voice, fact.stance.value) == ("army", ("Valley Front",), "alleges")


def test_an_act_that_a_term_asks_for_concerns_the_agreement() -> None:
    text = f"{NAMED}Both sides will release all prisoners. It was cold. "
    facts = read_text(f"{text}The army released forty prisoners on Monday.").facts
    released = [f for f in facts if f.act == "released"]
    assert [(f.by, f.agreement) for f in released] == [("army", "a1")]


def test_an_act_that_no_term_asks_for_is_none_of_the_agreement() -> None:
    facts = read_text(f"{NAMED}It was cold. The army released forty prisoners on Monday.").facts
    assert [f for f in facts if f.act == "released"] == []


def test_an_attack_elsewhere_concerns_no_agreement() -> None:
    facts = read_text(f"{NAMED}It was cold. The army shelled Valley Front fighters.").facts
    assert [(f.act.value, f.agreement) for f in facts] == [("attacked", None)]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("The army threatened to end the truce.", id="threat"),
        pytest.param("The army would release forty prisoners.", id="plan"),
        pytest.param("The army denied that it had violated the truce.", id="denial"),
        pytest.param("The army has not accepted the truce.", id="not done"),
        pytest.param("The army rejected reports of a truce.", id="reports"),
        pytest.param("If the army violated the truce, it would end.", id="condition"),
    ],
)
def test_what_is_not_done_is_no_fact(text: str) -> None:
    assert told(NAMED + text) == []


def test_a_fact_names_its_agreement() -> None:
    reading = read_text("The rebels and the army signed a truce on Monday.")
    assert [f.agreement for f in reading.facts] == ["a1"]
