from deposited import READER, deposit
from hudna.domain.identifiers import AgreementId, ReadingId, RenditionId
from hudna.domain.statements import Decision, DecisionKind, SubjectKind
from hudna.domain.views import (
    AccountView,
    AgreementView,
    CitedValue,
    DocumentView,
    ReadingView,
    SubjectView,
    Value,
)
from hudna.registry import to_statements

DOCUMENT = deposit().document
FLATTENED = to_statements(deposit().reading)


def value(name: str, *, decision: Decision | None = None) -> Value:
    statement = next(s for s in FLATTENED.statements if s.property == name)
    return Value(statement, DOCUMENT, ("rules",), decision)


def decided(kind: DecisionKind, corrected: str | None = None) -> Decision:
    return Decision(1, kind, "s", corrected, "why", "Ada", "2031-06-01T00:00:00.000Z")


def view_of(*values: Value) -> AgreementView:
    subject = SubjectView(SubjectKind.AGREEMENT, values[0].statement.subject, values)
    account = AccountView(FLATTENED.accounts[0].id, "Truce", DOCUMENT, (subject,))
    return AgreementView(AgreementId("agr-1"), "Truce", (account,))


def test_value_shows_the_correction() -> None:
    assert value("stage", decision=decided(DecisionKind.CORRECT, "in_force")).value == "in_force"


def test_accepted_value_shows_what_the_document_says() -> None:
    assert value("stage", decision=decided(DecisionKind.ACCEPT)).value == "agreed"


def test_subject_finds_the_first_of_a_property_or_none() -> None:
    subject = view_of(value("stage")).accounts[0].subjects[0]
    assert subject.find("stage") == value("stage")
    assert subject.find("form") is None


def test_different_values_are_contested() -> None:
    other = value("stage", decision=decided(DecisionKind.CORRECT, "in_force"))
    assert view_of(value("stage"), other).is_contested("stage")
    assert not view_of(value("stage"), value("stage")).is_contested("stage")


def test_rejected_value_is_known_as_one() -> None:
    rejected = value("stage", decision=decided(DecisionKind.REJECT))
    assert CitedValue(None, None, rejected).is_rejected
    assert not CitedValue(None, None, value("stage")).is_rejected


def test_document_has_the_warnings_of_all_readers_once() -> None:
    readings = tuple(
        ReadingView(ReadingId(f"r{n}"), READER, RenditionId("t"), n, warnings, 0, "")
        for n, warnings in ((1, ("odd", "odder")), (3, ("odd",)))
    )
    view = DocumentView(DOCUMENT, RenditionId("t"), "utf-8", 9, readings, "")
    assert view.warnings == ("odd", "odder")
    assert view.agreements == 3
