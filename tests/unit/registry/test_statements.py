from dataclasses import replace

import pytest

from deposited import TEXT, agreement, deposit, quote
from hudna.domain.agreements import Agreement, Fact, Participant, Relation, Term
from hudna.domain.codebook import Act, RelationKind, Role, Stance
from hudna.domain.evidence import Evidence
from hudna.domain.readings import Reader, Reading
from hudna.domain.statements import Statement
from hudna.errors import EvidenceError
from hudna.registry import to_statements


def reading_of(*agreements: Agreement, facts: tuple[Fact, ...] = ()) -> Reading:
    return deposit(agreements=agreements, facts=facts).reading


def statements_of(*agreements: Agreement) -> tuple[Statement, ...]:
    return to_statements(reading_of(*agreements)).statements


def named(statements: tuple[Statement, ...], name: str) -> list[Statement]:
    return [s for s in statements if s.property == name]


def test_agreement_level_value_takes_words_and_rule_from_its_ground() -> None:
    [stage] = named(statements_of(agreement()), "stage")
    assert (stage.value, stage.basis) == ("agreed", "signed")
    assert [e.quote for e in stage.evidence] == ["signed a truce"]


def test_several_grounds_of_one_value_are_one_statement() -> None:
    [ground] = [g for g in agreement().grounds if g.of == "stage"]
    more = replace(ground, rule="day", evidence=(quote(TEXT, "on 3 May 2031"),))
    both = replace(agreement(), grounds=(*agreement().grounds, more))
    [stage] = named(statements_of(both), "stage")
    assert stage.basis == "signed, day"
    assert len(stage.evidence) == 2


def test_value_without_ground_is_refused() -> None:
    with pytest.raises(EvidenceError) as raised:
        statements_of(replace(agreement(), grounds=()))
    assert raised.value.code == "evidence-missing"


def test_quote_that_is_not_at_its_span_is_refused() -> None:
    wrong = (Evidence(0, 5, "Lake "),)
    with pytest.raises(EvidenceError) as raised:
        statements_of(replace(agreement(), participants=(Participant("L", Role.PARTY, wrong),)))
    assert raised.value.code == "evidence-quote"


def test_two_agreements_on_one_anchor_are_refused() -> None:
    with pytest.raises(EvidenceError) as raised:
        statements_of(agreement(), replace(agreement(), id="a2"))
    assert raised.value.code == "evidence-anchor"


def test_fact_of_an_unknown_agreement_is_refused() -> None:
    fact = Fact(Act.SIGNED, (quote(TEXT, "signed"),), agreement="a9")
    with pytest.raises(EvidenceError) as raised:
        to_statements(reading_of(agreement(), facts=(fact,)))
    assert raised.value.code == "evidence-agreement"


def test_relation_to_an_agreement_of_the_reading_names_its_account() -> None:
    words = (quote(TEXT, "Under the plan"),)
    first = replace(
        agreement(),
        relations=(
            Relation(RelationKind.IMPLEMENTS, "a2", words),
            Relation(RelationKind.EXTENDS, "the winter truce", words),
        ),
    )
    second = replace(agreement(), id="a2", anchor=quote(TEXT, "any truce exists"))
    flattened = to_statements(reading_of(first, second))
    [implements] = named(flattened.statements, "relation.implements")
    [extends] = named(flattened.statements, "relation.extends")
    assert implements.value == flattened.accounts[1].id
    assert extends.value == "the winter truce"


def test_part_of_a_term_keeps_its_own_words() -> None:
    [bearer] = named(statements_of(agreement()), "bearer")
    [code] = named(statements_of(agreement()), "code")
    assert bearer.subject == code.subject
    assert bearer.evidence[0].quote == "North Front"


def test_claim_has_its_stance_as_a_value() -> None:
    [stance] = named(statements_of(agreement()), "stance")
    assert (stance.value, stance.stance) == ("denies", Stance.ASSERTS)


def test_identical_values_are_one_statement() -> None:
    twice = replace(agreement(), places=agreement().places * 2)
    assert statements_of(twice) == statements_of(agreement())


def test_participant_keeps_its_subject_when_its_role_is_read_otherwise() -> None:
    words = (quote(TEXT, "Lake Council"),)
    roles = [
        {
            s.subject
            for s in statements_of(replace(agreement(), participants=(p,)))
            if s.kind == "participant"
        }
        for p in (Participant("Lake Council", r, words) for r in (Role.PARTY, Role.MONITOR))
    ]
    assert roles[0] == roles[1]


def test_participant_in_two_roles_by_the_same_words_is_two_subjects() -> None:
    words = (quote(TEXT, "Lake Council"),)
    both = tuple(Participant("Lake Council", r, words) for r in (Role.PARTY, Role.SPONSOR))
    found = named(statements_of(replace(agreement(), participants=both)), "role")
    assert len({s.subject for s in found}) == 2


def test_term_keeps_its_subject_when_it_is_coded_otherwise() -> None:
    clause = (quote(TEXT, "The Lake Council opens the eastern crossing"),)
    subjects = set()
    for code in ("movement.crossing", "movement.civilian"):
        read = replace(agreement(), terms=(Term((code,), clause),))
        subjects |= {s.subject for s in named(statements_of(read), "code")}
    assert len(subjects) == 1


@pytest.mark.parametrize(
    "change",
    [
        {"value": "in_force"},
        {"voice": ("South Front",)},
        {"stance": Stance.ALLEGES},
    ],
    ids=["value", "voice", "stance"],
)
def test_statement_id_follows_what_is_said(change: dict[str, object]) -> None:
    words = (quote(TEXT, "Lake Council"),)
    one = Participant("Lake Council", Role.PARTY, words)
    fields = {k: v for k, v in change.items() if k != "value"}
    other = Participant(
        "Lake Council" if fields else "Lake",
        Role.PARTY,
        words,
        **fields,  # type: ignore[arg-type]  # named by the table
    )
    ids = [
        named(statements_of(replace(agreement(), participants=(p,), places=())), "name")[0].id
        for p in (one, other)
    ]
    assert ids[0] != ids[1]


def test_statement_id_does_not_follow_rule_or_reader() -> None:
    renamed = tuple(replace(g, rule="other") for g in agreement().grounds)
    later = deposit(
        reader=Reader("person:Ada", "7", "v"), agreements=[replace(agreement(), grounds=renamed)]
    )
    before = {s.id for s in to_statements(deposit().reading).statements}
    assert {s.id for s in to_statements(later.reading).statements} == before


def test_known_identifiers_stay_as_they_are() -> None:
    """A change here breaks every registry: decisions would lose their statements."""
    flattened = to_statements(deposit().reading)
    by_property = {(s.kind.value, s.property): s.id for s in flattened.statements}
    assert flattened.accounts[0].id == "acc-225580bda0e540181bc4529f537039a7"
    assert by_property["agreement", "stage"] == "stm-d39c9bd6bae18bdd11f62181f12b6834"
    assert by_property["term", "bearer"] == "stm-705c25b1c56adc539c34810d1cba6dfa"


def test_order_of_quotes_makes_no_difference() -> None:
    words = (quote(TEXT, "Lake Council"), quote(TEXT, "Lake Council", nth=1))
    ids = [
        {
            s.id
            for s in statements_of(
                replace(agreement(), participants=(Participant("Lake Council", Role.PARTY, each),))
            )
        }
        for each in (words, words[::-1], words * 2)
    ]
    assert ids[0] == ids[1] == ids[2]
