"""Views: from the latest reading of each reader, and the decisions, to what a person is shown.

Pure functions; `hudna.registry.queries` fetches what they take.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from hudna.domain.codebook import Role
from hudna.domain.documents import Document
from hudna.domain.evidence import Evidence
from hudna.domain.identifiers import (
    AccountId,
    AgreementId,
    DocumentId,
    RenditionId,
    SubjectId,
)
from hudna.domain.statements import Decision, Statement, SubjectKind
from hudna.domain.views import AccountView, AgreementView, SubjectView, Value, is_rejected
from hudna.text.folding import match_key


@dataclass(frozen=True, slots=True)
class ReadStatement:
    """A statement as one reading gives it.

    Attributes:
        statement: The statement, its basis that of this reading.
        reader: Who read it.
        position: Its place in the reading.
        rendition: The text that was read.
    """

    statement: Statement
    reader: str
    position: int
    rendition: RenditionId


@dataclass(frozen=True, slots=True)
class ReadAccount:
    """An account as the latest readings of a document give it.

    Attributes:
        id: The account.
        document: The document.
        labels: The label that each reader gives it.
        statements: What each reader says.
        anchor: The words that speak of the agreement first.
        unattached: What each reader says of facts of the document that concern no agreement.
        warnings: The oddities that the readers of the document noticed.
        stored_at: When the document was stored first.
        copy_of: The document of which its text is nearly a copy, or None.
    """

    id: AccountId
    document: Document
    labels: Mapping[str, str]
    statements: Sequence[ReadStatement]
    anchor: Evidence | None = None
    unattached: Sequence[ReadStatement] = ()
    warnings: tuple[str, ...] = ()
    stored_at: str = ""
    copy_of: DocumentId | None = None


def to_values(
    document: Document, read: Iterable[ReadStatement], decisions: Mapping[str, Decision]
) -> tuple[Value, ...]:
    """Return the values that statements come to, each once, in the order of the readings.

    Args:
        document: The document that says them.
        read: The statements of the latest readings.
        decisions: The decision in force on each statement, by its identifier.
    """
    by_statement: dict[str, list[ReadStatement]] = defaultdict(list)
    for each in sorted(read, key=lambda r: (_rank(r.reader), r.position)):
        by_statement[each.statement.id].append(each)
    return tuple(
        Value(
            statement=alike[0].statement,
            document=document,
            readers=tuple(dict.fromkeys(r.reader for r in alike)),
            decision=decisions.get(alike[0].statement.id),
            rendition=alike[0].rendition,
        )
        for alike in by_statement.values()
    )


def to_account_view(account: ReadAccount, decisions: Mapping[str, Decision]) -> AccountView:
    """Return the view of an account: its subjects in the order of the text."""
    values = to_values(account.document, account.statements, decisions)
    return AccountView(
        id=account.id,
        label=_label(account.labels),
        document=account.document,
        subjects=_subjects(values),
        rejected=tuple(value for value in values if is_rejected(value)),
        anchor=account.anchor,
        unattached=_subjects(to_values(account.document, account.unattached, decisions)),
        warnings=account.warnings,
        stored_at=account.stored_at,
        copy_of=account.copy_of,
    )


def _subjects(values: Iterable[Value]) -> tuple[SubjectView, ...]:
    """Return the subjects of values that nobody rejected, in the order of the text."""
    by_subject: dict[SubjectId, list[Value]] = defaultdict(list)
    for value in values:
        if not is_rejected(value):
            by_subject[value.statement.subject].append(value)
    subjects = [
        SubjectView(alike[0].statement.kind, subject, tuple(alike))
        for subject, alike in by_subject.items()
    ]
    return tuple(sorted(subjects, key=_first_words))


def to_agreement_view(
    identifier: AgreementId,
    accounts: Iterable[ReadAccount],
    decisions: Mapping[str, Decision],
    *,
    label: str = "",
) -> AgreementView:
    """Return the view of an agreement: its accounts by the date of the document.

    Args:
        identifier: The agreement.
        accounts: What is told of it.
        decisions: The decision in force on each statement.
        label: What to call it where nothing is told of it any more.
    """
    views = sorted((to_account_view(a, decisions) for a in accounts), key=_by_date)
    return AgreementView(identifier, _best_label(views) if views else label, tuple(views))


def _best_label(views: Sequence[AccountView]) -> str:
    """Return what the account calls an agreement of whose sides the others tell most.

    Of accounts that tell alike, and where there are no more than two, it is the first.
    """
    if len(views) <= _FEW:
        return views[0].label
    sides = [_sides_of(view) for view in views]
    shared = [
        sum(
            any(own & each for each in other)
            for other in sides
            if other is not mine
            for own in mine
        )
        for mine in sides
    ]
    return views[shared.index(max(shared))].label


_FEW = 2


def _sides_of(view: AccountView) -> list[frozenset[str]]:
    """Return the names of each side that an account tells of."""
    return [
        frozenset(match_key(v.value) for name in ("name", "alias") for v in subject.all(name))
        for subject in view.of_kind(SubjectKind.PARTICIPANT)
        if any(v.value == Role.PARTY.value for v in subject.all("role"))
    ]


def with_basis(statement: Statement, basis: str | None) -> Statement:
    """Return a statement with the basis that a reading gives for it."""
    return statement if statement.basis == basis else replace(statement, basis=basis)


def _rank(reader: str) -> tuple[bool, str]:
    """Order readers: persons before programs, then by name."""
    return not reader.startswith("person:"), reader


def _label(labels: Mapping[str, str]) -> str:
    return labels[min(labels, key=_rank)] if labels else ""


def _first_words(subject: SubjectView) -> tuple[int, int]:
    first = min(e for value in subject.values for e in value.statement.evidence)
    return first.start, first.end


def _by_date(account: AccountView) -> tuple[str, str, str, str]:
    document = account.document
    return document.metadata.published or "~", document.name, document.id, account.id
