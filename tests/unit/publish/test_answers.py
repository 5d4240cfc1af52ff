"""Tests of answers as plain data."""

import json

import pytest

from hudna.publish.answers import to_plain_answer, to_plain_changes
from unit.cli.asked import ANSWER, NEXT, TEXT


def test_every_reason_stands_once_and_rests_on_earlier_ones() -> None:
    reasons = to_plain_answer(ANSWER)["reasons"]
    assert all(each < number for number, r in enumerate(reasons) for each in r["because"])
    said = [json.dumps(reason, sort_keys=True) for reason in reasons]
    assert len(set(said)) == len(said)


def test_a_state_names_its_reason_by_number() -> None:
    plain = to_plain_answer(ANSWER)
    [_, river] = plain["sides"]
    reason = plain["reasons"][river["states"][0]["reason"]]
    assert reason["text"] == "River Front has rejected by default"
    assert [plain["reasons"][each]["kind"] for each in reason["because"]] == [
        "rule",
        "term",
        "absence",
    ]


def test_every_citation_is_at_its_span() -> None:
    plain = to_plain_answer(ANSWER)
    citations = [c for reason in plain["reasons"] for c in reason["citations"]]
    assert citations
    assert all(TEXT[each["start"] : each["end"]] == each["quote"] for each in citations)


def test_an_answer_is_json() -> None:
    assert json.loads(json.dumps(to_plain_answer(ANSWER)))["on"] == "2016-02-09"


@pytest.mark.parametrize(
    ("name", "value"),
    [("state", "rejected_by_default"), ("certainty", "possibly"), ("presumed", True)],
)
def test_a_state_has_its_certainty_and_what_it_rests_on(name: str, value: object) -> None:
    assert to_plain_answer(ANSWER)["sides"][1]["states"][0][name] == value


def test_changes_have_their_reasons() -> None:
    plain = to_plain_changes((NEXT,), agreement="agr-0", label="Truce")
    [change] = plain["changes"]
    assert change["on"] == "2016-02-10"
    assert plain["reasons"][change["reason"]]["kind"] == "conclusion"
