"""Views: what the registry answers, computed from statements and decisions and never stored."""

from collections.abc import Iterator
from dataclasses import dataclass

from hudna.domain.codebook import RelationKind
from hudna.domain.documents import Document
from hudna.domain.evidence import Evidence
from hudna.domain.identifiers import (
    AccountId,
    AgreementId,
    DocumentId,
    ReadingId,
    RenditionId,
    SubjectId,
)
from hudna.domain.readings import Reader
from hudna.domain.statements import Decision, DecisionKind, Statement, SubjectKind


@dataclass(frozen=True, slots=True)
class ReadingView:
    """The latest reading of a document by one reader.

    Attributes:
        id: Its identifier.
        reader: Who read, in which version, with which vocabulary.
        rendition: The text that was read.
        agreements: How many agreements it tells of.
        warnings: Oddities worth a reviewer's eye.
        refused: How many values the evidence gate refused.
        made_at: When it was stored first, ISO 8601 UTC.
    """

    id: ReadingId
    reader: Reader
    rendition: RenditionId
    agreements: int
    warnings: tuple[str, ...]
    refused: int
    made_at: str


@dataclass(frozen=True, slots=True)
class DocumentView:
    """A document of the registry and how it was read.

    Attributes:
        document: The document, with what was known of it last.
        rendition: Its latest text.
        encoding: How its bytes were decoded, or None for formats that carry their own text.
        length_chars: The length of that text, in code points.
        readings: The latest reading of each reader.
        stored_at: When it was stored first, ISO 8601 UTC.
    """

    document: Document
    rendition: RenditionId
    encoding: str | None
    length_chars: int
    readings: tuple[ReadingView, ...]
    stored_at: str

    @property
    def agreements(self) -> int:
        """Return how many agreements it tells of, by the reader that found most."""
        return max((reading.agreements for reading in self.readings), default=0)

    @property
    def warnings(self) -> tuple[str, ...]:
        """Return the warnings of its readers, each once."""
        return tuple(dict.fromkeys(w for reading in self.readings for w in reading.warnings))


@dataclass(frozen=True, slots=True)
class Value:
    """A statement as decisions leave it.

    Attributes:
        statement: What the document says.
        document: The document that says it.
        readers: Who read it so (`rules`, `person:NAME`, a model).
        decision: The decision in force on it, or None.
        rendition: The text of the document that the offsets of the evidence count into.
        value: The value to show: the statement's own, or the corrected one.
    """

    statement: Statement
    document: Document
    readers: tuple[str, ...]
    decision: Decision | None = None
    rendition: RenditionId | None = None

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

    Values that a person rejected are left out of `subjects` and `unattached`.

    Attributes:
        id: Its identifier.
        label: What its reader calls it.
        document: The document.
        subjects: What it tells, in the order of the text.
        rejected: The values of it that a person rejected.
        anchor: The words that speak of the agreement first, or None where it was not asked for.
        unattached: The facts that the document reports of no agreement in particular.
        warnings: The oddities that the document's readers noticed.
        stored_at: When the document was stored first, ISO 8601 UTC; empty where it is not known.
        copy_of: The document published first of which this one's text is nearly a copy, or None.
    """

    id: AccountId
    label: str
    document: Document
    subjects: tuple[SubjectView, ...]
    rejected: tuple[Value, ...] = ()
    anchor: Evidence | None = None
    unattached: tuple[SubjectView, ...] = ()
    warnings: tuple[str, ...] = ()
    stored_at: str = ""
    copy_of: DocumentId | None = None

    @property
    def source(self) -> DocumentId:
        """Return the document that stands for all its copies: one independent source."""
        return self.copy_of or self.document.id

    def of_kind(self, kind: SubjectKind) -> tuple[SubjectView, ...]:
        """Return the subjects of a kind, in the order of the text."""
        return tuple(s for s in self.subjects if s.kind is kind)


@dataclass(frozen=True, slots=True)
class AgreementView:
    """One agreement of the registry: every account of it, nothing overwritten."""

    id: AgreementId
    label: str
    accounts: tuple[AccountView, ...]

    @property
    def sources(self) -> frozenset[DocumentId]:
        """Return the independent sources that tell of it: documents, copies counted once."""
        return frozenset(account.source for account in self.accounts)

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


@dataclass(frozen=True, slots=True)
class CitedValue:
    """One value of the registry and where it belongs, for a listing of all of them.

    Attributes:
        agreement: The agreement, or None for a fact that concerns none.
        account: The account, or None for a fact that concerns none.
        value: The value, with its statement, document and decision; a rejected one is listed too.
    """

    agreement: AgreementId | None
    account: AccountId | None
    value: Value

    @property
    def is_rejected(self) -> bool:
        """Return whether a person rejected it."""
        return is_rejected(self.value)


def is_rejected(value: Value) -> bool:
    """Return whether the decision in force on a value rejects it."""
    return value.decision is not None and value.decision.kind is DecisionKind.REJECT


@dataclass(frozen=True, slots=True)
class DocumentHit:
    """A document that has the words looked for.

    Attributes:
        document: The document.
        rendition: Its latest text, into which the offsets count.
        matches: How often one of the words stands in it.
        match: The first place where one stands, or None where only the index can tell.
        context: The words around that place, as the document has them.
        line: The line of that place, from 1 on.
    """

    document: Document
    rendition: RenditionId
    matches: int
    match: Evidence | None
    context: Evidence | None
    line: int | None = None


@dataclass(frozen=True, slots=True)
class QuoteHit:
    """A quote that has the words looked for.

    Attributes:
        document: The document that is quoted.
        quote: The quote and where it stands.
        agreements: The agreements of which a value rests on it.
        context: The words around it, as the document has them; None where its latest text has the
            quote no more.
        line: The line in which it begins, from 1 on; None likewise.
        score: For a search for what is similar: how similar, between 0 and 1.
        shared: For the same: the words that both have, with the part of the score that each gives,
            the greatest first.
    """

    document: Document
    quote: Evidence
    agreements: tuple[AgreementId, ...]
    context: Evidence | None = None
    line: int | None = None
    score: float | None = None
    shared: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Searched:
    """What was searched, and for what.

    Attributes:
        documents: How many documents there are.
        quotes: How many quotes.
        words: The phrases of which one each had to be found, what was asked for first.
        languages: Those that documents are in, where none is in the one that was asked for.
    """

    documents: int
    quotes: int
    words: tuple[tuple[str, ...], ...]
    languages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SearchResult:
    """What a search found, the best match first.

    Attributes:
        documents: The documents.
        quotes: The quotes.
        searched: What was searched; told where nothing was found.
        ranked: How many documents, or quotes, were ranked at a time, those stored last first,
            where more have the words; None where all were ranked together.
    """

    documents: tuple[DocumentHit, ...]
    quotes: tuple[QuoteHit, ...]
    searched: Searched | None = None
    ranked: int | None = None


@dataclass(frozen=True, slots=True)
class RelationView:
    """How one agreement of the registry is said to stand to another.

    Attributes:
        kind: The relation.
        value: What a document says, with its words.
        agreement: The agreement that is said to stand in it.
        label: Its label.
        to: The other agreement, where the registry has it; None where it has only the words.
        to_label: The label of the other one, or the document's words for it.
        because: By what the words were taken for that agreement; empty where the document itself
            tells of both, or a person named it.
        fits: The agreements that the words may mean, where that is not one alone.
    """

    kind: RelationKind
    value: Value
    agreement: AgreementId
    label: str
    to: AgreementId | None
    to_label: str
    because: str = ""
    fits: tuple[AgreementId, ...] = ()
