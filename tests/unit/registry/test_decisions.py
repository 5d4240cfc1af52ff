import pytest

from deposited import deposit
from hudna.domain.codebook import Role, Stage
from hudna.domain.statements import Decision, DecisionKind, Statement, SubjectKind
from hudna.errors import ConflictError, InputError
from hudna.registry import find_allowed, to_statements
from hudna.registry.decisions import check_decision, check_undoing, in_force, with_undone


def decision(number: int, kind: DecisionKind, target: str) -> Decision:
    value = "x" if kind is DecisionKind.CORRECT else None
    return Decision(number, kind, target, value, "why", "Ada", "2031-06-01T00:00:00.000Z")


def statement(kind: SubjectKind, name: str) -> Statement:
    flattened = to_statements(deposit().reading)
    return next(s for s in flattened.statements if (s.kind, s.property) == (kind, name))


def test_last_decision_is_in_force() -> None:
    log = with_undone(
        [decision(1, DecisionKind.ACCEPT, "s"), decision(2, DecisionKind.REJECT, "s")]
    )
    assert in_force(log)["s"].number == 2


def test_undone_decision_gives_way_to_the_one_before() -> None:
    log = with_undone(
        [
            decision(1, DecisionKind.ACCEPT, "s"),
            decision(2, DecisionKind.REJECT, "s"),
            decision(3, DecisionKind.UNDO, "2"),
        ]
    )
    assert in_force(log)["s"].number == 1


def test_nothing_is_in_force_where_all_is_undone() -> None:
    log = with_undone([decision(1, DecisionKind.ACCEPT, "s"), decision(2, DecisionKind.UNDO, "1")])
    assert in_force(log) == {}


def test_undoing_has_no_statement() -> None:
    with pytest.raises(InputError):
        check_decision(
            DecisionKind.UNDO,
            statement(SubjectKind.AGREEMENT, "stage"),
            value=None,
            reason="r",
            author="a",
        )


def test_undoing_of_an_undoing_is_a_conflict() -> None:
    log = {d.number: d for d in with_undone([decision(1, DecisionKind.UNDO, "9")])}
    with pytest.raises(ConflictError):
        check_undoing(1, log)


def test_closed_sets_are_those_of_the_codebook() -> None:
    assert find_allowed(SubjectKind.AGREEMENT, "stage") == tuple(Stage)
    assert find_allowed(SubjectKind.PARTICIPANT, "role") == tuple(Role)


def test_codes_are_those_of_the_vocabulary() -> None:
    assert "persons.release" in (find_allowed(SubjectKind.TERM, "code") or ())


def test_names_are_free() -> None:
    assert find_allowed(SubjectKind.PARTICIPANT, "name") is None


@pytest.mark.parametrize(
    ("kind", "name", "value"),
    [
        (SubjectKind.AGREEMENT, "stage", "in_force"),
        (SubjectKind.PARTICIPANT, "role", "monitor"),
        (SubjectKind.PARTICIPANT, "name", "anything at all"),
        (SubjectKind.DATE, "date.signed", "2031-05"),
        (SubjectKind.FACT, "date", "2031-05~"),
        (SubjectKind.CLAIM, "stance", "retracts"),
        (SubjectKind.TERM, "modality", "power"),
    ],
)
def test_value_of_the_set_may_be_given(kind: SubjectKind, name: str, value: str) -> None:
    found = statement(kind, name)
    check_decision(DecisionKind.CORRECT, found, value=value, reason="r", author="a")


@pytest.mark.parametrize(
    ("kind", "name", "value"),
    [
        (SubjectKind.AGREEMENT, "stage", "monitor"),
        (SubjectKind.PARTICIPANT, "role", "agreed"),
        (SubjectKind.DATE, "date.signed", "P7D"),
        (SubjectKind.DATE, "date.signed", "yesterday"),
        (SubjectKind.FACT, "date", "P7D"),
    ],
)
def test_value_outside_the_set_may_not(kind: SubjectKind, name: str, value: str) -> None:
    found = statement(kind, name)
    with pytest.raises(InputError) as raised:
        check_decision(DecisionKind.CORRECT, found, value=value, reason="r", author="a")
    assert raised.value.code == "input-decision"
