from collections.abc import Mapping
from dataclasses import replace

from deposited import deposit
from hudna.domain.identifiers import AgreementId, RenditionId
from hudna.domain.statements import Decision, DecisionKind, Statement
from hudna.registry import to_statements
from hudna.registry.views import ReadAccount, ReadStatement, to_account_view, to_agreement_view

DOCUMENT = deposit().document
FLATTENED = to_statements(deposit().reading)
NONE: Mapping[str, Decision] = {}


def read_by(reader: str, *, basis: str | None = None) -> list[ReadStatement]:
    return [
        ReadStatement(replace(s, basis=basis or s.basis), reader, n, RenditionId(reader))
        for n, s in enumerate(FLATTENED.statements)
        if s.account is not None
    ]


def account(
    *read: ReadStatement, labels: Mapping[str, str] | None = None, name: str = "river.txt"
) -> ReadAccount:
    return ReadAccount(
        FLATTENED.accounts[0].id,
        replace(DOCUMENT, name=name),
        labels or {"rules": "River truce"},
        read,
    )


def test_statement_of_two_readers_is_one_value() -> None:
    view = to_account_view(account(*read_by("rules"), *read_by("model")), NONE)
    values = [v for s in view.subjects for v in s.values]
    assert {v.readers for v in values} == {("model", "rules")}
    assert len(values) == len(read_by("rules"))


def test_persons_come_before_programs() -> None:
    labels = {"model": "M", "rules": "R", "person:Zoe": "P"}
    view = to_account_view(
        account(*read_by("model"), *read_by("person:Zoe", basis="eye"), labels=labels), NONE
    )
    assert view.label == "P"
    assert {v.statement.basis for s in view.subjects for v in s.values} == {"eye"}
    assert {v.rendition for s in view.subjects for v in s.values} == {"person:Zoe"}


def test_rejected_values_leave_the_subjects() -> None:
    stage = next(s for s in FLATTENED.statements if s.property == "stage")
    decision = Decision(1, DecisionKind.REJECT, stage.id, None, "why", "Ada", "")
    view = to_account_view(account(*read_by("rules")), {stage.id: decision})
    shown: list[Statement] = [v.statement for s in view.subjects for v in s.values]
    assert stage not in shown
    assert [v.statement for v in view.rejected] == [stage]


def test_subject_of_which_all_is_rejected_is_gone() -> None:
    places = [s for s in FLATTENED.statements if s.kind == "place"]
    decisions: dict[str, Decision] = {
        s.id: Decision(n, DecisionKind.REJECT, s.id, None, "why", "Ada", "")
        for n, s in enumerate(places, 1)
    }
    view = to_account_view(account(*read_by("rules")), decisions)
    assert not [s for s in view.subjects if s.kind == "place"]


def test_agreement_is_called_as_its_first_document_calls_it() -> None:
    first = account(labels={"rules": "First"}, name="a.txt")
    second = account(labels={"rules": "Second"}, name="b.txt")
    view = to_agreement_view(AgreementId("agr-1"), [second, first], NONE)
    assert [a.label for a in view.accounts] == ["First", "Second"]
    assert view.label == "First"


def test_agreement_without_accounts_keeps_its_label() -> None:
    assert to_agreement_view(AgreementId("agr-1"), [], NONE, label="Was").label == "Was"
