"""Views: what the registry answers, computed from statements and decisions and never stored."""

from collections.abc import Iterator
from dataclasses import dataclass

from hudna.domain.documents import Document
from hudna.domain.identifiers import AccountId, AgreementId, SubjectId
from hudna.domain.statements import Decision, Statement, SubjectKind


@dataclass(frozen=True, slots=True)
class Value:
    """A statement as decisions leave it.

    Attributes:
        statement: What the document says.
        document: The document that says it.
        readers: Who read it so (`rules`, `person:NAME`, a model).
        decision: The decision in force on it, or None.
        value: The value to show: the statement's own, or the corrected one.
    """

    statement: Statement
    document: Document
    readers: tuple[str, ...]
    decision: Decision | None = None

    @property
    def value(self) -> str:
        """Return the value to show."""
        if self.decision is not None and self.decision.value is not None:
            return self.decision.value
        return self.statement.value


@dataclass(frozen=True, slots=True)
class SubjectView:
    """One participant, date, place, term or claim, or the agreement itself, with its values."""

    kind: SubjectKind
    id: SubjectId
    values: tuple[Value, ...]

    def all(self, name: str) -> tuple[Value, ...]:
        """Return the values of a property, in the order of the text."""
        return tuple(v for v in self.values if v.statement.property == name)

    def find(self, name: str) -> Value | None:
        """Return the first value of a property, or None where it is not stated."""
        return next(iter(self.all(name)), None)


@dataclass(frozen=True, slots=True)
class AccountView:
    """What one document tells of one agreement.

    Values that a person rejected are left out of `subjects`.
    """

    id: AccountId
    label: str
    document: Document
    subjects: tuple[SubjectView, ...]
    rejected: tuple[Value, ...] = ()

    def of_kind(self, kind: SubjectKind) -> tuple[SubjectView, ...]:
        """Return the subjects of a kind, in the order of the text."""
        return tuple(s for s in self.subjects if s.kind is kind)


@dataclass(frozen=True, slots=True)
class AgreementView:
    """One agreement of the registry: every account of it, nothing overwritten."""

    id: AgreementId
    label: str
    accounts: tuple[AccountView, ...]

    def iter_subjects(self, kind: SubjectKind) -> Iterator[SubjectView]:
        """Yield the subjects of a kind over all accounts."""
        for account in self.accounts:
            yield from account.of_kind(kind)

    def own(self, name: str) -> tuple[Value, ...]:
        """Return the values of a property of the agreement itself (`stage`), over all accounts."""
        return tuple(v for s in self.iter_subjects(SubjectKind.AGREEMENT) for v in s.all(name))

    def is_contested(self, name: str) -> bool:
        """Return whether its accounts, or the voices in them, differ in a property."""
        return len({v.value for v in self.own(name)}) > 1
