"""What a registry promises of reviewing: what readers of one document differ on comes first."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from hudna.domain.agreements import Agreement, Participant, Term
from hudna.domain.codebook import Role, Scope, Stage
from hudna.domain.readings import Reader
from hudna.domain.sameness import Divergence, Thresholds
from hudna.domain.statements import DecisionKind
from hudna.registry import Registry
from reported import Told, report

MODEL = Reader("model:small@1", "1", "vocabulary-test")
AMAL = Reader("person:amal", "1", "vocabulary-test")
TRUCE = Told(signed="2031-05-03", scope=Scope.LOCAL, label="River truce", denied_by="Hill Brigade")


def store(
    registry: Registry,
    *others: tuple[Reader, Sequence[Agreement]],
    told: Sequence[Told] = (TRUCE,),
) -> None:
    """Store a report as the rules read it, and as others do."""
    deposit = report(*told, published="2031-05-04")
    registry.store([deposit])
    for reader, agreements in others:
        reading = replace(deposit.reading, reader=reader, agreements=tuple(agreements))
        registry.store([replace(deposit, job=f"job-{reader.name}", reading=reading)])


def read(**changes: Any) -> Agreement:
    """Return the agreement of the report with changes."""
    [agreement] = report(TRUCE, published="2031-05-04").reading.agreements
    return replace(agreement, **changes)


def diverging(registry: Registry) -> list[Divergence]:
    return [each for each in registry.iter_review(Thresholds()) if isinstance(each, Divergence)]


def test_readers_who_say_the_same_leave_nothing_to_review(registry: Registry) -> None:
    store(registry, (MODEL, [read()]))
    assert diverging(registry) == []


def test_one_reader_leaves_nothing_to_compare(registry: Registry) -> None:
    store(registry)
    assert diverging(registry) == []


@pytest.mark.parametrize(
    ("changes", "facet", "values"),
    [
        ({"stage": Stage.IN_FORCE}, "stage", ["agreed", "in_force"]),
        ({"scope": Scope.NATIONAL}, "scope", ["local", "national"]),
        ({"stage": None, "grounds": ()}, "stage", ["agreed"]),
        ({"dates": ()}, "date", ["2031-05-03"]),
        ({"claims": ()}, "stance", ["denies"]),
        ({"terms": ()}, "code", ["hostilities.cease"]),
    ],
)
def test_each_facet_is_reviewed_with_the_values_that_not_all_gave(
    registry: Registry, changes: dict[str, Any], facet: str, values: list[str]
) -> None:
    if "grounds" in changes:
        kept = [ground for ground in read().grounds if ground.of != "stage"]
        changes = {**changes, "grounds": tuple(kept)}
    store(registry, (MODEL, [read(**changes)]))
    [item] = diverging(registry)
    assert item.facet == facet
    assert sorted(value.value for value in item.values) == values
    assert item.readers == ("model:small@1", "rules")


def test_a_role_differs_for_whom_both_name(registry: Registry) -> None:
    [north, lake] = read().participants
    guarantor = replace(north, role=Role.GUARANTOR)
    store(registry, (MODEL, [read(participants=(guarantor, lake))]))
    [item] = diverging(registry)
    assert item.facet == "role"
    assert sorted(value.value for value in item.values) == ["guarantor", "party"]


def test_a_name_in_other_words_is_the_same_one(registry: Registry) -> None:
    [north, lake] = read().participants
    at = north.evidence[0]
    longer = replace(at, end=at.end + 7, quote=f"{at.quote} agreed")
    again = Participant(north.name, Role.PARTY, (longer,))
    store(registry, (MODEL, [read(participants=(again, lake))]))
    assert diverging(registry) == []


def test_a_clause_in_fewer_words_is_the_same_one(registry: Registry) -> None:
    [term] = read().terms
    at = term.evidence[0]
    shorter = replace(at, start=at.start + 2, quote=at.quote[2:])
    store(registry, (MODEL, [read(terms=(replace(term, evidence=(shorter,)),))]))
    assert diverging(registry) == []


def test_another_code_for_one_clause_is_reviewed(registry: Registry) -> None:
    [term] = read().terms
    other = Term(("persons.release",), term.evidence, modality=term.modality)
    store(registry, (MODEL, [read(terms=(other,))]))
    [item] = diverging(registry)
    assert (item.facet, item.information) == ("code", 2.0)


def test_an_agreement_that_one_reader_alone_found_comes_first(registry: Registry) -> None:
    second = replace(TRUCE, label="Second truce", denied_by=None)
    both = report(TRUCE, second, published="2031-05-04").reading.agreements
    changed = replace(both[0], stage=Stage.IN_FORCE)
    store(registry, (MODEL, [changed]), told=(TRUCE, second))
    first, other = diverging(registry)
    assert (first.facet, first.found_by) == ("agreement", ("rules",))
    assert first.account.label == "Second truce"
    assert other.facet == "stage"


def test_contradictions_come_before_what_one_leaves_out(registry: Registry) -> None:
    [term] = read().terms
    other = Term(("persons.release",), term.evidence, modality=term.modality)
    kept = tuple(ground for ground in read().grounds if ground.of != "stage")
    store(registry, (MODEL, [read(stage=None, grounds=kept, terms=(other,))]))
    assert [item.facet for item in diverging(registry)] == ["code", "stage"]


def test_a_document_of_which_one_reader_makes_nothing_is_reviewed(registry: Registry) -> None:
    store(registry, (MODEL, []))
    [item] = diverging(registry)
    assert (item.facet, item.found_by) == ("agreement", ("rules",))


def test_a_decision_on_one_stage_settles_it(registry: Registry) -> None:
    store(registry, (MODEL, [read(stage=Stage.IN_FORCE)]))
    [item] = diverging(registry)
    registry.decide(
        DecisionKind.ACCEPT, item.values[0].statement.id, reason="so", author="reviewer"
    )
    assert diverging(registry) == []


@pytest.mark.parametrize("kind", [DecisionKind.ACCEPT, DecisionKind.REJECT])
def test_what_was_decided_is_not_shown_again(registry: Registry, kind: DecisionKind) -> None:
    [term] = read().terms
    other = Term(("persons.release",), term.evidence, modality=term.modality)
    store(registry, (MODEL, [read(terms=(other,))]))
    [item] = diverging(registry)
    registry.decide(kind, item.values[0].statement.id, reason="so", author="reviewer")
    [left] = diverging(registry)
    assert left.values == item.values[1:]


def test_what_a_person_read_anew_is_not_compared(registry: Registry) -> None:
    store(registry, (MODEL, [read(stage=Stage.IN_FORCE)]), (AMAL, [read()]))
    assert diverging(registry) == []


def test_the_latest_reading_of_each_reader_counts(registry: Registry) -> None:
    newer = replace(MODEL, version="2")
    store(registry, (MODEL, [read(stage=Stage.IN_FORCE)]), (newer, [read()]))
    assert diverging(registry) == []
