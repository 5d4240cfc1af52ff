"""Scenarios: agreements in YAML with answers that were computed by hand from docs/calculus.md."""

import pytest

from hudna.domain.agreements import PART_NAMES
from hudna.rules.asking import ask
from hudna.rules.compiling import compile_rules
from hudna.rules.suppositions import parse_supposition
from hudna.vocabulary import load_vocabulary
from scenarios.building import Scenario, load_scenarios, parse_expected, parse_file
from scenarios.comparing import iter_differences, show

RULES = {
    "moments", "zones", "comparing", "durations", "last day", "on a day", "acts on one day",
    "two clocks", "in and out", "denial", "reports of one act", "authenticity", "stages",
    "bearers", "lifecycle.start", "lifecycle.duration", "lifecycle.extension",
    "lifecycle.deadline", "lifecycle.default", "lifecycle.void", "lifecycle.resume",
    "scope.exclude", "conduct.accession", "1 bound", "2 answer window", "3 before it is bound",
    "4 concluded", "5 in force", "6 suspended", "7 terminated", "8 triggers", "9 superseded",
    "10 first ending", "pending", "active", "fulfilled", "breached", "undetermined", "lapsed",
    "completions", "suppositions", "daily windows", "predecessors",
}  # fmt: skip
"""The rules of docs/calculus.md, by the names that scenarios give them."""


@pytest.mark.parametrize("scenario", load_scenarios(), ids=lambda scenario: scenario.id)
def test_scenario(scenario: Scenario) -> None:
    spec, found = scenario.spec, []
    rulebook = compile_rules(scenario.dossier, load_vocabulary())
    for question in spec.ask:
        for day in [question.on] if isinstance(question.on, str) else question.on:
            answer = ask(
                scenario.dossier,
                rulebook,
                on=day,
                as_known_on=question.as_known_on,
                side=question.party,
                suppositions=tuple(
                    parse_supposition(s) for s in [*spec.suppose, *question.suppose]
                ),
                chosen=tuple(question.choose.items()),
            )
            differences = list(iter_differences(question, answer))
            if differences:
                found += [f"on {day}:", *differences, show(answer), ""]
    assert not found, "\n".join([f"{spec.name}\nbecause {spec.why}", *found])


def test_there_are_at_least_120_scenarios() -> None:
    assert len(load_scenarios()) >= 120


def test_names_of_scenarios_are_different() -> None:
    names = [scenario.spec.name for scenario in load_scenarios()]
    assert sorted(names) == sorted(set(names))


def test_every_rule_of_the_page_has_a_scenario() -> None:
    named = {rule for scenario in load_scenarios() for rule in scenario.spec.rule}
    assert named == RULES


@pytest.mark.parametrize("scenario", load_scenarios(), ids=lambda scenario: scenario.id)
def test_scenario_is_well_made(scenario: Scenario) -> None:
    for telling in scenario.dossier.tellings:
        agreement = telling.agreement
        for term in agreement.terms:
            parts = [getattr(term, name) for name in PART_NAMES]
            for evidence in (*term.evidence, *(e for p in parts if p for e in p.evidence)):
                assert evidence.quote.strip()
    for question in scenario.spec.ask:
        for expected in (*question.expect.values(), *question.norms.values()):
            parse_expected(expected)
        assert question.expect or question.norms or question.readings or question.without


def test_unknown_key_of_a_scenario_is_refused() -> None:
    text = "scenarios: [{name: a, rule: [b], why: c, agreement: d, ask: [{on: e, exspect: {}}]}]"
    with pytest.raises(ValueError, match="exspect"):
        parse_file(text)
