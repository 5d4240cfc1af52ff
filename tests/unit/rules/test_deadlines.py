"""Tests of the days that an agreement has ahead."""

from datetime import date
from textwrap import indent

import pytest

from hudna.rules.answers import Certainty
from hudna.rules.compiling import compile_rules
from hudna.rules.deadlines import Deadline, DeadlineKind, find_deadlines
from hudna.vocabulary import load_vocabulary
from scenarios.building import parse_file, to_dossier

OFFER = """
published: 2016-02-06
stage: proposal
authenticity: alleged
participants:
  - {name: North Front, role: party}
  - {name: River Council, role: invitee}
"""
WEEK = """{number: 3, codes: [lifecycle.deadline], modality: declaration,
  window: P7D from 2016-02-02, quote: They have a week to answer}"""
SIGNED = """
published: 2016-02-06
stage: agreed
authenticity: asserted
participants:
  - {name: North Front, role: party}
  - {name: River Council, role: party}
dates: [{kind: signed, value: 2016-02-01}]
"""
RELEASE = """{number: 5, codes: [persons.release], modality: obligation, bearer: River Council,
  window: 2016-02-20, quote: River Council releases all prisoners by the twentieth}"""


def deadlines(agreement: str, *terms: str) -> tuple[Deadline, ...]:
    """Return the deadlines of an agreement with some terms, written as in a scenario."""
    written = "\n".join([agreement.strip(), f"terms: [{', '.join(terms)}]"])
    head = "scenarios:\n- name: one\n  rule: [x]\n  why: x\n  ask: [{on: 2016-02-01}]\n"
    [spec] = parse_file(f"{head}  agreement:\n{indent(written, '    ')}\n").scenarios
    dossier = to_dossier(spec, {})
    return find_deadlines(dossier, compile_rules(dossier, load_vocabulary()))


def test_a_window_to_answer_closes_on_one_of_two_days() -> None:
    [found] = deadlines(OFFER, WEEK)
    assert found.kind is DeadlineKind.ANSWER
    assert (found.earliest, found.latest) == (date(2016, 2, 8), date(2016, 2, 9))
    assert (found.whom, found.certainty) == ("River Council", Certainty.CERTAINLY)
    assert "They have a week to answer" in [each.evidence.quote for each in found.citations]


def test_a_window_whose_first_day_counts_closes_on_one_day() -> None:
    counted = WEEK.replace("02-02,", "02-02 first day counts,")
    [found] = deadlines(OFFER, counted)
    assert (found.earliest, found.latest) == (date(2016, 2, 8), date(2016, 2, 8))


def test_a_deadline_says_when_the_last_document_was_known_and_what_it_lets_one_believe() -> None:
    [found] = deadlines(OFFER, WEEK)
    assert (found.known, found.authenticity) == (date(2016, 2, 6), "alleged")


def test_the_end_of_a_truce_of_which_no_day_of_a_start_is_told_has_no_first_day() -> None:
    undated = SIGNED.replace("dates: [{kind: signed, value: 2016-02-01}]\n", "")
    lasts = """{number: 1, codes: [lifecycle.duration], modality: declaration, window: P2M,
  quote: It lasts two months}"""
    found = deadlines(undated, lasts)
    assert [each.earliest for each in found if each.kind is DeadlineKind.EXPIRY] == [None]


def test_a_duty_is_due_from_whom_it_binds() -> None:
    found = [each for each in deadlines(SIGNED, RELEASE) if each.kind is DeadlineKind.DUE]
    assert [(each.latest, each.whom, each.norm) for each in found] == [
        (date(2016, 2, 20), "River Council", "5")
    ]
    assert "persons.release" in found[0].codes


def test_a_duty_of_an_agreement_that_was_over_before_is_never_due() -> None:
    lapsed = """{number: 1, codes: [lifecycle.duration], modality: declaration, window: P3D,
  quote: It lasts three days}"""
    found = deadlines(SIGNED, lapsed, RELEASE)
    assert DeadlineKind.DUE not in {each.kind for each in found}


def test_a_duration_gives_a_last_day_in_force() -> None:
    lasting = """{number: 1, codes: [lifecycle.duration], modality: declaration, window: P6M,
  quote: It lasts six months}"""
    [found] = deadlines(SIGNED, lasting)
    assert found.kind is DeadlineKind.EXPIRY
    assert (found.earliest, found.latest) == (date(2016, 7, 31), date(2016, 8, 1))


def test_a_duration_of_an_offer_gives_none() -> None:
    lasting = """{number: 1, codes: [lifecycle.duration], modality: declaration, window: P6M,
  quote: It lasts six months}"""
    assert {each.kind for each in deadlines(OFFER, WEEK, lasting)} == {DeadlineKind.ANSWER}


def test_a_stated_end_is_the_last_day() -> None:
    dated = SIGNED.replace("02-01}", "02-01}, {kind: end, value: 2016-03-01}")
    [found] = deadlines(dated)
    assert (found.kind, found.latest) == (DeadlineKind.END, date(2016, 3, 1))


def test_a_stated_start_is_listed() -> None:
    dated = SIGNED.replace("02-01}", "02-01}, {kind: start, value: 2016-02-10}")
    [found] = deadlines(dated)
    assert (found.kind, found.earliest) == (DeadlineKind.START, date(2016, 2, 10))


def test_the_start_of_an_agreement_about_one_thing_tells_of_that_thing() -> None:
    dated = SIGNED.replace("02-01}", "02-01}, {kind: start, value: 2016-02-10}")
    evacuation = """{codes: [movement.evacuate], modality: obligation, bearer: River Council,
  quote: The River Council leaves the town}"""
    [found] = deadlines(dated, evacuation)
    assert found.codes == ("movement.evacuate",)


def test_deadlines_are_in_the_order_of_days() -> None:
    dated = SIGNED.replace("02-01}", "02-01}, {kind: end, value: 2016-03-01}")
    found = deadlines(dated, RELEASE)
    assert [each.kind for each in found] == [DeadlineKind.DUE, DeadlineKind.END]


@pytest.mark.parametrize("stage", ["negotiation", "agreed"])
def test_an_agreement_without_dates_has_none(stage: str) -> None:
    assert deadlines(f"published: 2016-02-06\nstage: {stage}\n") == ()


def test_two_sides_that_both_made_the_demand_do_not_wait_for_one_another() -> None:
    both = OFFER.replace("stage: proposal", "stage: demand").replace("role: invitee", "role: party")
    assert deadlines(both) == ()


def test_more_cases_than_the_limit_are_said_to_be(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hudna.rules.completions.LIMIT", 1)
    [found] = deadlines(OFFER, WEEK)
    assert found.certainty is Certainty.UNDETERMINED
