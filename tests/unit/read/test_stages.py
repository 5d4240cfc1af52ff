import pytest

from hudna.read.groups import find_groups
from hudna.read.stages import find_stage
from texts import find_in


def stage(text: str) -> str | None:
    findings = find_in(text)
    found = find_stage(findings, find_groups(findings)[0])
    return found[0].value if found is not None else None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Rebels rejected a truce with the army.", "rejected", id="rejected"),
        pytest.param("The truce collapsed, rebels and the army said.", "collapsed",
                     id="collapsed"),
        pytest.param("The truce has expired, rebels and the army said.", "expired", id="expired"),
        pytest.param("Rebels suspended the truce with the army.", "suspended", id="suspended"),
        pytest.param("The truce of rebels and army took effect.", "in_force", id="in force"),
        pytest.param("Rebels declared a unilateral truce; the army waits.", "declared",
                     id="declared"),
        pytest.param("Rebels and the army signed a truce.", "agreed", id="agreed"),
        pytest.param("Rebels proposed a truce to the army.", "proposal", id="proposal"),
        pytest.param("Rebels and army hold talks on a truce.", "negotiation", id="negotiation"),
        pytest.param("The army gave the rebels 48 hours to surrender.", "demand", id="demand"),
        pytest.param("Rebels and the army, and the truce.", None, id="nothing tells"),
    ],
)  # fmt: skip
def test_the_words_tell_the_stage(text: str, expected: str | None) -> None:
    assert stage(text) == expected


def test_an_agreed_truce_that_came_into_force_is_in_force() -> None:
    text = "Rebels and the army signed a truce. They signed the truce. The truce took effect."
    assert stage(text) == "in_force"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Rebels and the army hope to sign a truce.", id="a wish"),
        pytest.param("Rebels and the army could sign a truce.", id="a doubt"),
    ],
)
def test_what_is_only_wished_for_is_not_agreed(text: str) -> None:
    assert stage(text) != "agreed"


def test_the_first_sentence_that_names_it_weighs_most() -> None:
    text = "Rebels rejected a truce with the army. Earlier, they agreed a truce."
    assert stage(text) == "rejected"


def test_a_stage_rests_on_the_words_that_tell_it() -> None:
    findings = find_in("Rebels and the army signed a truce.")
    found = find_stage(findings, find_groups(findings)[0])
    assert found is not None
    assert found[1].evidence[0].quote == "signed a truce"


@pytest.mark.parametrize(
    ("earlier", "expected"),
    [
        pytest.param("The rebels had declared a truce in May. But that truce broke down.",
                     "collapsed", id="told by the next sentence"),
        pytest.param("The rebels had declared a truce in May but lifted it after a raid.",
                     "collapsed", id="told by its own"),
    ],
)  # fmt: skip
def test_an_earlier_arrangement_is_told_to_its_end(earlier: str, expected: str) -> None:
    findings = find_in(f"The rebels and the army signed a truce. {earlier}")
    found = find_stage(findings, find_groups(findings)[1])
    assert found is not None
    assert found[0].value == expected


def test_a_plan_rejected_by_a_side_is_rejected() -> None:
    text = "The envoy's plan for a truce in the delta and on the coast was rejected by the rebels."
    assert stage(text) == "rejected"


@pytest.mark.parametrize(
    ("effect", "expected"),
    [
        pytest.param("takes effect at noon on Sunday", "agreed", id="a day to come"),
        pytest.param("will take effect on Sunday", "agreed", id="will"),
        pytest.param("takes effect immediately", "in_force", id="at once"),
        pytest.param("is now in effect", "in_force", id="now"),
        pytest.param("took effect on Sunday", "in_force", id="a day past"),
    ],
)
def test_what_takes_effect_on_a_day_to_come_is_only_agreed(effect: str, expected: str) -> None:
    assert stage(f"Rebels and the army have agreed a truce that {effect}.") == expected
