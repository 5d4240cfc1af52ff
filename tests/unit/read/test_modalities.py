import pytest

from hudna.read.modalities import modality_of
from hudna.text.spans import Span
from hudna.vocabulary import load_vocabulary
from texts import page_of


def modality(text: str, *codes: str) -> str:
    """Return the modality of a text that is one clause, as prose or, after `1. `, as a point."""
    page = page_of(text)
    sentence = page.sentences[-1]
    clause = Span(sentence.span.start, sentence.span.end)
    return modality_of(
        page, clause, sentence, codes=codes or ("persons.release",), vocabulary=load_vocabulary()
    ).value


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Both sides release the prisoners.", "obligation", id="plain"),
        pytest.param("The army shall not advance.", "prohibition", id="shall not"),
        pytest.param("No party may bar the aid.", "prohibition", id="no party"),
        pytest.param("Farmers may harvest.", "permission", id="may"),
        pytest.param("Farmers may not harvest.", "prohibition", id="may not"),
        pytest.param("The prisoners go home in May 2016.", "obligation", id="May, the month"),
        pytest.param("The council may decide on the road.", "power", id="may decide"),
        pytest.param("They hope to free the prisoners.", "intention", id="hope"),
    ],
)
def test_the_verbs_say_what_kind_of_thing_a_clause_says(text: str, expected: str) -> None:
    assert modality(text) == expected


def test_a_point_of_a_list_states_no_mere_intention() -> None:
    assert modality("1. Both sides plan to free the prisoners.") == "obligation"


def test_clauses_on_the_life_of_the_agreement_declare() -> None:
    assert modality("The truce lasts a month.", "lifecycle.duration") == "declaration"


def test_one_such_code_among_others_declares_where_the_verbs_are_silent() -> None:
    codes = ("persons.release", "lifecycle.start")
    assert modality("Prisoners go home from Monday.", *codes) == "declaration"


def test_how_it_may_be_extended_is_told_by_the_verbs() -> None:
    assert modality("The truce may be extended.", "lifecycle.extension") == "permission"


def test_talks_are_intended_where_the_verbs_are_silent() -> None:
    assert modality("Talks in Oslo.", "political.talks") == "intention"


def test_a_deadline_obliges_and_its_running_is_declared() -> None:
    assert modality("1. The answer is due within a week.", "lifecycle.deadline") == "obligation"
    text = "1. The deadline shall start from Monday."
    assert modality(text, "lifecycle.deadline") == "declaration"


def test_to_be_let_in_is_the_other_side_s_duty() -> None:
    assert modality("Food is allowed to enter.", "humanitarian.services") == "obligation"
    assert modality("Farmers are allowed to leave.", "movement.evacuate") == "permission"


def test_an_order_to_fight_again_obliges() -> None:
    text = "The council ordered its fighters to resume attacks."
    assert modality(text, "lifecycle.resume") == "obligation"


def governed(text: str, clause: str) -> str:
    page = page_of(text)
    start = page.text.index(clause)
    span = Span(start, start + len(clause))
    return modality_of(
        page, span, page.sentences[0], codes=("movement.route",), vocabulary=load_vocabulary()
    ).value


def test_a_clause_goes_on_with_what_is_only_hoped() -> None:
    text = "The envoy seeks calm in the islands and to reopen the coastal road."
    assert governed(text, "to reopen the coastal road") == "intention"


def test_a_word_that_binds_ends_a_hope() -> None:
    text = "The envoy seeks calm, and both sides agreed to reopen the coastal road."
    assert governed(text, "to reopen the coastal road") == "obligation"


@pytest.mark.parametrize(
    ("text", "codes", "expected"),
    [
        ("They agreed to a brief two-day truce.", ("lifecycle.duration",), "obligation"),
        ("Their men would observe a truce from May.", ("lifecycle.start",), "obligation"),
        ("It had the aim of speeding relief.", ("humanitarian.access",), "intention"),
        ("They reserved the right of reply.", ("hostilities.self_defence",), "permission"),
        ("The front decreed a truce.", ("hostilities.cease",), "declaration"),
        ("It is suspending attacks.", ("hostilities.cease",), "declaration"),
        ("They agreed no pictures would be taken.", ("conduct.publicity",), "prohibition"),
    ],
)
def test_duties_aims_rights_and_acts_of_one_side(
    text: str, codes: tuple[str, ...], expected: str
) -> None:
    assert modality(text, *codes) == expected
