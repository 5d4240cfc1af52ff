"""Tests of timelines: when norms come into force, fall due, are fulfilled, breached or over."""

import pytest

from hudna.rules.answers import Change
from hudna.rules.compiling import compile_rules
from hudna.rules.timelines import find_changes, find_norm_changes, in_order
from hudna.vocabulary import load_vocabulary
from scenarios.building import parse_file, to_dossier

TRUCE = """
agreements:
  truce:
    published: 2016-06-01
    stage: agreed
    participants:
      - {name: North Front, role: party}
      - {name: River Council, role: party}
      - {name: Lake State, role: monitor}
    dates: [{kind: signed, value: 2016-01-10}, {kind: end, value: 2016-03-01}]
    terms:
      - {number: 1, codes: [lifecycle.start], modality: declaration, window: conclusion,
         quote: It holds from its signature}
      - {number: 3, codes: [hostilities.cease], modality: prohibition, bearer: each party,
         quote: Neither side attacks}
      - {number: 4, codes: [persons.release], modality: obligation, bearer: River Council,
         object: the captives, window: P14D from conclusion, quote: The council sets them free}
scenarios:
  - {name: told, rule: [due], why: told, agreement: truce, facts: [FACTS],
     ask: [{on: 2016-01-10, readings: []}]}
"""


def changes(facts: str = "") -> tuple[Change, ...]:
    """Return the timeline of a truce of which some facts are told."""
    file = parse_file(TRUCE.replace("FACTS", facts))
    dossier = to_dossier(file.scenarios[0], file.agreements)
    book = compile_rules(dossier, load_vocabulary())
    return in_order((*find_changes(dossier, book), *find_norm_changes(dossier, book)))


def of_norm(norm: str, found: tuple[Change, ...]) -> list[tuple[str, str, str]]:
    """Return the day, what happens and how surely, of each change of a norm."""
    return [(c.on, c.kind.value, c.certainty.value) for c in found if c.norm == norm]


def test_an_obligation_comes_into_force_falls_due_twice_and_is_overdue() -> None:
    # 10 + 14 - 1 = 23 January where the first day counts, the 24th where it does not.
    assert of_norm("4", changes()) == [
        ("2016-01-10", "comes_into_force", "certainly"),
        ("2016-01-23", "falls_due", "possibly"),
        ("2016-01-24", "overdue", "possibly"),
        ("2016-01-24", "falls_due", "possibly"),
        ("2016-01-25", "overdue", "certainly"),
        ("2016-03-02", "ends", "certainly"),
    ]


def test_the_cause_of_a_due_day_is_its_window_and_reading() -> None:
    [first, second] = [c for c in changes() if c.kind.value == "falls_due"]
    assert "P14D from conclusion" in first.cause
    assert first.cause.endswith("the first day counts")
    assert second.cause.endswith("the first day does not count")


def test_a_fulfilled_obligation_is_told_with_the_act() -> None:
    found = changes("{act: released, by: River Council, date: 2016-01-20}")
    assert of_norm("4", found)[1] == ("2016-01-20", "fulfilled", "certainly")
    [change] = [c for c in found if c.kind.value == "fulfilled"]
    assert "released by River Council" in change.cause
    assert "overdue" not in {c.kind.value for c in found}


@pytest.mark.parametrize(
    ("voice", "certainty"), [("", "possibly"), (", voice: [Lake State]", "certainly")]
)
def test_an_attack_breaches_for_who_did_it(voice: str, certainty: str) -> None:
    attack = "act: attacked, by: North Front, against: River Council, date: 2016-02-01"
    found = changes(f"{{{attack}{voice}}}")
    breached = [c for c in found if c.kind.value == "breached"]
    assert [(c.on, c.of, c.certainty.value) for c in breached] == [
        ("2016-02-01", "term 3 (North Front)", certainty)
    ]
    assert "attacked by North Front" in breached[0].cause


def test_changes_are_by_date_and_those_of_sides_come_first() -> None:
    found = changes()
    assert [c.on for c in found] == sorted(c.on for c in found)
    assert [c.norm for c in found if c.on == "2016-01-10"][:2] == [None, None]
    assert {c.kind.value for c in found if c.norm is None} == {"state"}
