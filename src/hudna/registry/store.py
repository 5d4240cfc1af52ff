"""The registry: documents, what readers make of them, and what people decide."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from types import TracebackType

from sqlalchemy import Column, Connection, Table, select, update

from hudna.domain.audit import AuditReport, AuditRow
from hudna.domain.codebook import RelationKind
from hudna.domain.documents import Rendition
from hudna.domain.grades import Grade, GradeKind, SourceView
from hudna.domain.identifiers import AgreementId, DocumentId, RenditionId, get_by_prefix
from hudna.domain.logs import ImportedDecision, LoggedDecision
from hudna.domain.problems import Problem, StoredProblem
from hudna.domain.sameness import Explanation, Resolution, ReviewItem, Thresholds
from hudna.domain.statements import Decision, DecisionKind
from hudna.domain.views import (
    AgreementView,
    CitedValue,
    DocumentView,
    RelationView,
    SearchResult,
)
from hudna.errors import ConflictError, EvidenceError, NotFoundError
from hudna.registry import audit, merging, queries, relations
from hudna.registry import tables as t
from hudna.registry.clock import Clock, now_utc, to_instant
from hudna.registry.copying import Copied, Progress, copy_all, is_empty_registry
from hudna.registry.decisions import (
    check_decision,
    check_expected,
    check_signed,
    check_undoing,
)
from hudna.registry.deposits import Deposit, Outcome, to_prepared, write_deposits
from hudna.registry.dialects import dialect_of
from hudna.registry.grading import (
    append_grade,
    check_grade,
    check_said,
    find_source_name,
    load_grades,
    to_sources,
)
from hudna.registry.grading import check_undoing as check_grade_undoing
from hudna.registry.logs import entry_of_import, iter_logged, take_in
from hudna.registry.narrowing import Narrowing
from hudna.registry.opening import open_store
from hudna.registry.queries import AgreementQuery
from hudna.registry.renditions import SCAN_COLUMNS, to_rendition, to_scan
from hudna.registry.resolve.deciding import check_merge, check_split, follow_decisions
from hudna.registry.resolve.explaining import explain, iter_review
from hudna.registry.resolve.increments import prepare_new
from hudna.registry.resolve.relating import find_own_relations, find_relations
from hudna.registry.resolve.resolving import Prepare, keep, prepare
from hudna.registry.search import find_words
from hudna.registry.similar import find_similar
from hudna.registry.stores import WAIT_S, Store
from hudna.registry.verifying import check_head, verify
from hudna.vocabulary import Vocabulary, load_vocabulary

_EVERYTHING = AgreementQuery()
_ANYTHING = Narrowing()
_THRESHOLDS = Thresholds()
_LAST_CHARACTER = "\U0010ffff"
_KINDS = ("agr", "acc", "stm", "sha256:")


def _unheard(table: str, done: int, total: int) -> None:
    """Hear how far a copy is, and tell nobody."""


def open_registry(
    place: Path | str, *, must_exist: bool = False, clock: Clock = now_utc, wait_s: float = WAIT_S
) -> "Registry":
    """Return a registry, made where there is none, brought to this program's version.

    Args:
        place: A file, or the address of a PostgreSQL database: `postgresql://…`.
        must_exist: Whether a missing registry is an error, as for every command that only reads.
        clock: Where the times of what is stored come from.
        wait_s: How many seconds a writer waits for another one.

    Raises:
        InputError: It is missing and must exist, is no registry, or is of a newer version; it is
            left as it was. Or the address cannot be understood, the extra `postgres` is missing,
            or the server refuses the login.
        OutsideError: It cannot be opened, or another process holds it for too long.
    """
    opened = open_store(place, must_exist=must_exist, wait_s=wait_s, clock=clock)
    return Registry(opened, clock)


class Registry:
    """One registry, open; a context manager that closes it.

    Whatever reads sees one state throughout, an iterator until it ends. Whatever writes is one
    transaction: durable when the call returns, without a trace when it raises.
    """

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._engine = store.engine
        self._clock = clock

    def __enter__(self) -> "Registry":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close it."""
        self._engine.dispose()

    def discard(self) -> None:
        """Remove the registry and close it, if opening it made it and there is nothing in it."""
        if not self._store.is_new:
            return
        with self._store.writing() as connection:
            is_empty = is_empty_registry(connection)
        if is_empty:
            self._store.remove()

    def known_jobs(self, jobs: Sequence[str]) -> frozenset[str]:
        """Return those jobs whose reading is stored and is the one that counts.

        A job that was overtaken, because a document was read with other metadata or by another
        version since, is not among them: doing it again makes its reading count again.
        """
        job = t.current_readings.c.job
        known: set[str] = set()
        with self._store.reading() as connection:
            for start in range(0, len(jobs), queries.BATCH):
                some = jobs[start : start + queries.BATCH]
                known.update(connection.scalars(select(job).where(job.in_(some))))
        return frozenset(known)

    def store(self, batch: Sequence[Deposit]) -> tuple[Outcome, ...]:
        """Store deposits in one transaction; all of it is durable when this returns.

        Raises:
            EvidenceError: A value has no evidence, or a quote is not at its span; `subject` names
                the document, and nothing of the batch is stored.
            OutsideError: The disk is full, or another process holds the registry for too long;
                nothing of the batch is stored.
        """
        prepared = [to_prepared(deposit) for deposit in batch]
        if not prepared:
            return ()
        with self._store.writing() as connection:
            at = self._now()
            outcomes, problems = write_deposits(connection, prepared, at=at)
            subjects = [d.subject or d.document.name for d in batch]
            _resolve(connection, subjects, at=at)
            _record(connection, problems, at=at)
        return outcomes

    def record_problems(self, problems: Sequence[Problem]) -> None:
        """Keep problems, so that none vanishes; one that stands already is seen again."""
        if problems:
            with self._store.writing() as connection:
                _record(connection, problems, at=self._now())

    def resolve_problems(self, subjects: Sequence[str]) -> None:
        """Mark the problems of subjects that were read after all as resolved; they stay listed."""
        if subjects:
            with self._store.writing() as connection:
                _resolve(connection, subjects, at=self._now())

    def iter_problems(self) -> Iterator[StoredProblem]:
        """Yield all problems in the order in which they were first recorded, resolved ones too."""
        with self._store.reading() as connection:
            for row in connection.execute(select(t.problems).order_by(t.problems.c.number)):
                yield StoredProblem(
                    Problem(row.code, row.subject, row.reason),
                    row.recorded_at,
                    row.seen_at,
                    row.resolved_at,
                )

    def iter_documents(self) -> Iterator[DocumentView]:
        """Yield the documents by date and name, those without a date last."""
        with self._store.reading() as connection:
            yield from queries.iter_documents(connection)

    def get_document(self, prefix: str) -> DocumentView:
        """Return the one document whose identifier begins with a prefix.

        Raises:
            NotFoundError: There is none.
            InputError: There are several.
        """
        with self._store.reading() as connection:
            number = _number_of(connection, t.documents, prefix, what="document")
            return next(queries.iter_documents(connection, [number]))

    def get_rendition(
        self, document: DocumentId | str, *, rendition: RenditionId | None = None
    ) -> Rendition:
        """Return a text of a document: the latest, or the one that is named.

        Raises:
            NotFoundError: There is no such document, or it has no such text.
            InputError: Several documents have identifiers that begin so.
        """
        r, d = t.renditions.c, t.documents.c
        with self._store.reading() as connection:
            number = _number_of(connection, t.documents, document, what="document")
            columns = (r.number, d.id, r.text, r.alignment, r.regions, r.encoding)
            query = select(*columns).select_from(t.documents)
            if rendition is None:
                query = query.join(t.renditions, r.number == d.rendition)
            else:
                query = query.join(t.renditions, r.document == d.number).where(r.id == rendition)
            row = connection.execute(query.where(d.number == number)).one_or_none()
            if row is None:
                raise NotFoundError(f"{document!r} has no text {rendition!r}", subject=rendition)
            text, identifier, *made = row
            scanned = (
                select(*(t.scans.c[name] for name in SCAN_COLUMNS))
                .where(t.scans.c.rendition == text)
                .order_by(t.scans.c.position)
            )
            scans = [to_scan(each) for each in connection.execute(scanned)]
        return to_rendition(DocumentId(identifier), *made, scans=scans)

    def get_original(self, document: DocumentId | str) -> bytes:
        """Return the bytes of a document.

        Raises:
            NotFoundError: There is no such document.
            InputError: Several documents have identifiers that begin so.
        """
        with self._store.reading() as connection:
            number = _number_of(connection, t.documents, document, what="document")
            query = (
                select(t.originals.c.content)
                .join(t.documents, t.documents.c.id == t.originals.c.id)
                .where(t.documents.c.number == number)
            )
            return bytes(connection.execute(query).scalar_one())

    def get_reading_warnings(self, document: DocumentId | str) -> tuple[str, ...]:
        """Return the warnings of the latest readings of a document, each once.

        Raises:
            NotFoundError: There is no such document.
            InputError: Several documents have identifiers that begin so.
        """
        return self.get_document(document).warnings

    def iter_agreements(self, query: AgreementQuery = _EVERYTHING) -> Iterator[AgreementView]:
        """Yield the agreements that a query wants, by the date of the first document on each.

        An agreement of which no latest reading tells any more is not among them; `get_agreement`
        still finds it.
        """
        with self._store.reading() as connection:
            yield from queries.iter_agreements(connection, query)

    def iter_relating(self, kind: RelationKind) -> Iterator[AgreementView]:
        """Yield the agreements that are said to stand in a relation to another one."""
        with self._store.reading() as connection:
            for number in relations.find_relating(connection, kind):
                yield queries.get_agreement(connection, number)

    def find_relations(self, kind: RelationKind) -> tuple[tuple[AgreementId, str], ...]:
        """Return which agreements are said to stand in a relation, and each to what."""
        with self._store.reading() as connection:
            return relations.find_relations(connection, kind)

    def get_relations(
        self, prefix: str, *, vocabulary: Vocabulary | None = None
    ) -> tuple[RelationView, ...]:
        """Return how an agreement is said to stand to others, and others to it, with the words.

        Words for another agreement lead to the one of the registry that fits them, where exactly
        one does.

        Raises:
            NotFoundError: There is no such agreement.
            InputError: There are several.
        """
        known = vocabulary or load_vocabulary()
        with self._store.reading() as connection:
            number = merging.find_root(connection, _minted_of(connection, prefix))
            view = queries.get_agreement(connection, number)
            return find_relations(connection, view, known)

    def get_own_relations(
        self, prefix: str, *, vocabulary: Vocabulary | None = None
    ) -> tuple[RelationView, ...]:
        """Return how the accounts of an agreement say that it stands to others.

        Raises:
            NotFoundError: There is no such agreement.
            InputError: There are several.
        """
        known = vocabulary or load_vocabulary()
        with self._store.reading() as connection:
            number = merging.find_root(connection, _minted_of(connection, prefix))
            view = queries.get_agreement(connection, number)
            return find_own_relations(connection, view, known)

    def get_relations_between(
        self, first: str, second: str, *, vocabulary: Vocabulary | None = None
    ) -> tuple[RelationView, ...]:
        """Return how one agreement is said to stand to another, or that one to it.

        Raises:
            NotFoundError: There is no such agreement.
            InputError: There are several.
        """
        other = self.get_agreement(second).id
        told = self.get_relations(first, vocabulary=vocabulary)
        return tuple(each for each in told if other in {each.agreement, each.to})

    def get_identifiers(self, prefix: str) -> tuple[str, ...]:
        """Return every identifier that leads to an agreement: its own, its accounts', merged ones.

        Raises:
            NotFoundError: There is none.
            InputError: There are several.
        """
        with self._store.reading() as connection:
            number = _minted_of(connection, prefix)
            return merging.load_identifiers(connection, merging.find_root(connection, number))

    def get_agreement(self, prefix: str) -> AgreementView:
        """Return the one agreement whose identifier, or that of an account of it, begins so.

        The identifier of an agreement that was merged into another leads to that other.

        Raises:
            NotFoundError: There is none.
            InputError: There are several.
        """
        with self._store.reading() as connection:
            number = _minted_of(connection, prefix)
            return queries.get_agreement(connection, merging.find_root(connection, number))

    def iter_values(self) -> Iterator[CitedValue]:
        """Yield every value of the latest readings, rejected ones too, document by document."""
        with self._store.reading() as connection:
            yield from queries.iter_values(connection)

    def get_values(self, document: DocumentId | str) -> tuple[CitedValue, ...]:
        """Return every value that the latest readings find in a document.

        Raises:
            NotFoundError: There is no such document.
            InputError: Several documents have identifiers that begin so.
        """
        with self._store.reading() as connection:
            number = _number_of(connection, t.documents, document, what="document")
            return tuple(queries.iter_values(connection, [number]))

    def search(
        self,
        words: str | None = None,
        asked: Narrowing = _ANYTHING,
        *,
        limit: int = 20,
        vocabulary: Vocabulary | None = None,
    ) -> SearchResult:
        """Return the documents and the quotes that have all of some words, at most `limit` of each.

        Args:
            words: The words; None is any, where something else is asked for.
            asked: What else is asked for.
            limit: How many documents, and how many quotes, at most.
            vocabulary: What names are looked up in; the one of the package where it is None.

        Raises:
            InputError: There is no letter and no digit in the words, or nothing is asked for.
        """
        known = vocabulary or load_vocabulary()
        with self._store.reading() as connection:
            return find_words(connection, words, asked, limit=limit, vocabulary=known)

    def find_similar(
        self, clause: str, asked: Narrowing = _ANYTHING, *, limit: int = 20
    ) -> SearchResult:
        """Return the clauses that are most similar to a clause, each with the words that both have.

        Args:
            clause: Words, or the beginning of the identifier of a statement, whose words are meant.
            asked: What else is asked for.
            limit: How many clauses at most.

        Raises:
            InputError: There is no letter and no digit in the words, or several statements begin
                so.
            NotFoundError: No statement begins so.
        """
        with self._store.reading() as connection:
            return find_similar(connection, clause, asked, limit=limit)

    def decide(
        self,
        kind: DecisionKind,
        statement: str,
        *,
        reason: str,
        author: str,
        value: str | None = None,
        expected: int | None = None,
    ) -> Decision:
        """Append a decision on a statement and return it.

        Args:
            kind: Accept, reject or correct.
            statement: The beginning of the statement's identifier.
            reason: Why.
            author: Who decides.
            value: The corrected value, for a correction.
            expected: The number of the last decision that the author knows of; None asks nothing.

        Raises:
            NotFoundError: There is no such statement.
            InputError: Several statements begin so, the reason or the author is empty, or the value
                is one that the property may not have.
            ConflictError: No latest reading gives the statement any more, or someone decided
                something since.
        """
        check_signed(reason=reason, author=author)
        with self._store.writing() as connection:
            check_expected(expected, queries.last_decision(connection))
            number = _number_of(connection, t.statements, statement, what="statement")
            c = t.statements.c
            identifier = connection.execute(select(c.id).where(c.number == number)).scalar_one()
            found = queries.get_statement(connection, identifier)
            check_decision(kind, found, value=value, reason=reason, author=author)
            if not queries.is_yielded(connection, identifier):
                raise ConflictError(
                    f"no reading gives statement {identifier} any more",
                    code="conflict-superseded",
                    subject=identifier,
                )
            return self._append(connection, kind, identifier, value, reason, author)

    def undo(
        self, number: int, *, reason: str, author: str, expected: int | None = None
    ) -> Decision:
        """Append the undoing of a decision and return it; the decision before it counts again.

        Raises:
            NotFoundError: There is no decision of that number.
            InputError: The reason or the author is empty.
            ConflictError: The decision is an undoing itself, or was undone already, or someone
                decided something since `expected`.
        """
        check_signed(reason=reason, author=author)
        with self._store.writing() as connection:
            check_expected(expected, queries.last_decision(connection))
            decisions = {d.number: d for d in queries.load_decisions(connection)}
            if number not in decisions:
                raise NotFoundError(f"there is no decision {number}", subject=str(number))
            check_undoing(number, decisions)
            undoing = self._append(connection, DecisionKind.UNDO, str(number), None, reason, author)
            if decisions[number].kind in {DecisionKind.MERGE, DecisionKind.SPLIT}:
                self._follow_decisions(connection, undoing)
            return undoing

    def merge(
        self, first: str, second: str, *, reason: str, author: str, expected: int | None = None
    ) -> Decision:
        """Append the decision that two agreements are one and return it.

        Both identifiers keep leading to it. An account, or an agreement that was merged already,
        names that very one, so that the decision holds whatever becomes of its group.

        Args:
            first: The beginning of the identifier of an agreement, or of an account of it.
            second: That of the other.
            reason: Why.
            author: Who decides.
            expected: The number of the last decision that the author knows of; None asks nothing.

        Raises:
            NotFoundError: There is no such agreement.
            InputError: Both are the same one, an identifier fits several, or the reason or the
                author is empty.
            ConflictError: They are one already, no latest reading tells of one of them any more, a
                decision keeps them apart, or someone decided something since.
        """
        check_signed(reason=reason, author=author)
        with self._store.writing() as connection:
            check_expected(expected, queries.last_decision(connection))
            ours, theirs = _minted_of(connection, first), _minted_of(connection, second)
            one, other = check_merge(connection, ours, theirs)
            decision = self._append(connection, DecisionKind.MERGE, one, other, reason, author)
            self._follow_decisions(connection, decision)
            return decision

    def split(
        self,
        account: str,
        *,
        reason: str,
        author: str,
        apart_from: str | None = None,
        expected: int | None = None,
    ) -> Decision:
        """Append the decision that an account is not of the agreement it is taken to be of.

        It becomes an agreement of its own, under the identifier that it was minted with, and may be
        joined with others.

        Args:
            account: The beginning of the account's identifier.
            reason: Why.
            author: Who decides.
            apart_from: An agreement, or an account, that it is not of; None is all that it is taken
                to be one with.
            expected: The number of the last decision that the author knows of; None asks nothing.

        Raises:
            NotFoundError: There is no such account.
            InputError: Several accounts begin so, or the reason or the author is empty.
            ConflictError: The account stands alone, no latest reading tells it any more, a decision
                made them one, or someone decided something since.
        """
        check_signed(reason=reason, author=author)
        with self._store.writing() as connection:
            check_expected(expected, queries.last_decision(connection))
            number = _number_of(connection, t.accounts, account, what="account")
            other = None if apart_from is None else _minted_of(connection, apart_from)
            target, apart = check_split(connection, number, other)
            decision = self._append(connection, DecisionKind.SPLIT, target, apart, reason, author)
            self._follow_decisions(connection, decision)
            return decision

    def explain(
        self, first: str, second: str, *, vocabulary: Vocabulary | None = None
    ) -> Explanation:
        """Return why two accounts, or agreements, are or are not taken for one.

        Of agreements with several accounts, the two that are most alike are compared.

        Raises:
            NotFoundError: There is no such agreement or account.
            InputError: An identifier fits several, or both are the same one.
            ConflictError: No latest reading tells of one of them any more.
        """
        known = vocabulary or load_vocabulary()
        with self._store.reading() as connection:
            pair = _minted_of(connection, first), _minted_of(connection, second)
            return explain(connection, *pair, vocabulary=known)

    def iter_review(
        self, thresholds: Thresholds = _THRESHOLDS, *, vocabulary: Vocabulary | None = None
    ) -> Iterator[ReviewItem]:
        """Yield what a person should look at: uncertain pairs, then contested values.

        Of each, what a decision would tell most about comes first.
        """
        known = vocabulary or load_vocabulary()
        with self._store.reading() as connection:
            yield from iter_review(connection, thresholds, vocabulary=known)

    def get_last_decision(self) -> int:
        """Return the number of the last decision, 0 where there is none."""
        with self._store.reading() as connection:
            return queries.last_decision(connection)

    def resolve(
        self,
        thresholds: Thresholds = _THRESHOLDS,
        *,
        vocabulary: Vocabulary | None = None,
        is_rehearsal: bool = False,
    ) -> Resolution:
        """Compare the accounts of all documents and make those of one agreement one.

        Resolving again changes nothing. What people decided wins. Others may write while accounts
        are compared; what they wrote is compared too. `resolve_new` comes to the same faster.

        Args:
            thresholds: From which scores on accounts are joined, and shown to a person.
            vocabulary: What names are looked up in; the one of the package where it is None.
            is_rehearsal: Whether to leave the registry as it is.
        """
        return self._resolve(prepare, thresholds, vocabulary, is_rehearsal=is_rehearsal)

    def resolve_new(
        self,
        thresholds: Thresholds = _THRESHOLDS,
        *,
        vocabulary: Vocabulary | None = None,
        is_rehearsal: bool = False,
    ) -> Resolution:
        """Compare the accounts that are new or changed since, to the outcome of `resolve`.

        All are compared where the registry was never resolved, or was with another resolver,
        vocabulary or other thresholds.

        Args:
            thresholds: From which scores on accounts are joined, and shown to a person.
            vocabulary: What names are looked up in; the one of the package where it is None.
            is_rehearsal: Whether to leave the registry as it is.
        """
        return self._resolve(prepare_new, thresholds, vocabulary, is_rehearsal=is_rehearsal)

    def _resolve(
        self,
        prepares: Prepare,
        thresholds: Thresholds,
        vocabulary: Vocabulary | None,
        *,
        is_rehearsal: bool,
    ) -> Resolution:
        known = vocabulary or load_vocabulary()
        with self._store.reading() as connection:
            prepared = prepares(connection, thresholds, known)
        if is_rehearsal:
            return prepared.resolution
        at = self._now()
        with self._store.writing() as connection:
            return keep(connection, prepared, thresholds, known, at=at, again=prepares)

    def get_sources(self) -> tuple[SourceView, ...]:
        """Return the outlets, then the voices, with the grades in force."""
        with self._store.reading() as connection:
            return _sources(connection)

    def iter_grades(self) -> Iterator[Grade]:
        """Yield all grades in their order, undone ones too."""
        with self._store.reading() as connection:
            yield from load_grades(connection)

    def grade_source(
        self, source: str, kind: GradeKind, value: str, *, reason: str, assessor: str
    ) -> Grade:
        """Append how reliable a source is, or to which party it is affiliated, and return it.

        Args:
            source: The name of an outlet or a voice, as a document has it.
            kind: Reliability or affiliation.
            value: `A` to `F`, or the name of the party.
            reason: Why.
            assessor: Who says so.

        Raises:
            NotFoundError: No document has such a source.
            InputError: The value is none of its axis, or the reason or the assessor is empty.
        """
        kept = check_grade(kind, value, reason=reason, assessor=assessor)
        with self._store.writing() as connection:
            target = find_source_name(source, _sources(connection))
            return self._grade(connection, kind, target, kept, reason, assessor)

    def grade_statement(self, statement: str, value: str, *, reason: str, assessor: str) -> Grade:
        """Append how credible a statement is and return it.

        Args:
            statement: The beginning of the statement's identifier.
            value: `1` to `6`.
            reason: Why.
            assessor: Who says so.

        Raises:
            NotFoundError: There is no such statement.
            InputError: Several statements begin so, the value is none, or the reason or the
                assessor is empty.
            ConflictError: No latest reading gives the statement any more.
        """
        kind = GradeKind.CREDIBILITY
        kept = check_grade(kind, value, reason=reason, assessor=assessor)
        with self._store.writing() as connection:
            number = _number_of(connection, t.statements, statement, what="statement")
            c = t.statements.c
            target = connection.execute(select(c.id).where(c.number == number)).scalar_one()
            if not queries.is_yielded(connection, target):
                raise ConflictError(
                    f"no reading gives statement {target} any more",
                    code="conflict-superseded",
                    subject=target,
                )
            return self._grade(connection, kind, target, kept, reason, assessor)

    def undo_grade(self, number: int, *, reason: str, assessor: str) -> Grade:
        """Append the undoing of a grade and return it; the one before it counts again.

        Raises:
            NotFoundError: There is no grade of that number.
            InputError: The reason or the assessor is empty.
            ConflictError: It is an undoing itself, or was undone already.
        """
        check_said(reason=reason, assessor=assessor)
        with self._store.writing() as connection:
            check_grade_undoing(number, load_grades(connection))
            return self._grade(connection, GradeKind.UNDO, str(number), None, reason, assessor)

    def iter_decisions(self) -> Iterator[Decision]:
        """Yield all decisions in their order, undone and orphaned ones too."""
        with self._store.reading() as connection:
            yield from queries.load_decisions(connection)

    def iter_logged(self) -> Iterator[LoggedDecision]:
        """Yield all decisions in their order, told so that another registry can take them in."""
        with self._store.reading() as connection:
            yield from iter_logged(connection)

    def take_in(
        self, log: Sequence[tuple[int, LoggedDecision]], *, importer: str, digest: str
    ) -> tuple[ImportedDecision, ...]:
        """Append the decisions of a log that are not here, and return what each came to.

        They keep their authors, reasons and times. All is one transaction. To take in a log
        again changes nothing.

        Args:
            log: The decisions in their order, with their lines.
            importer: Who takes them in.
            digest: The hash of the log, for the audit trail.

        Raises:
            InputError: The importer is empty.
        """
        check_signed(reason="import", author=importer)
        with self._store.writing() as connection:
            found = take_in(connection, log, self._take_in)
            entries = entry_of_import(found, _storable(importer), digest)
            audit.append(connection, entries, at=self._now())
        return found

    def copy_to(self, target: "Registry", *, progress: Progress = _unheard) -> tuple[Copied, ...]:
        """Copy everything into an empty registry, all or nothing, and return what it came to.

        Every row keeps its number and the audit trail its hashes. What the target has is read
        again and compared before it is kept.

        Args:
            target: The other registry, of either store.
            progress: Told the table, how many of its rows are copied, and how many it has.

        Raises:
            ConflictError: The target is not empty.
            EvidenceError: The copy is not what was copied; nothing of it is kept.
            InputError: PostgreSQL cannot hold a character of a text.
            OutsideError: The disk is full, or another process holds the target for too long.
        """
        if target._store.name == self._store.name:
            raise ConflictError(
                f"registry {self._store.name!r} cannot be copied into itself",
                code="registry-not-empty",
                subject=self._store.name,
            )
        with self._store.reading() as source, target._store.writing() as connection:
            return copy_all(source, connection, progress, name=target._store.name)

    def iter_audit(self) -> Iterator[AuditRow]:
        """Yield the audit trail from its first row on.

        Raises:
            EvidenceError: A row is none that hudna writes.
        """
        with self._store.reading() as connection:
            try:
                yield from audit.iter_audit(connection)
            except ValueError as error:
                raise EvidenceError(
                    f"the audit trail has a row that is none ({error}): `hudna audit verify` says "
                    "more",
                    code="evidence-audit",
                ) from error

    def get_audit_head(self) -> str:
        """Return the hash of the last row of the audit trail, empty where there is none.

        Two registries with one head have had the same writes; who keeps it can tell later whether
        the trail was cut off.
        """
        with self._store.reading() as connection:
            return audit.find_last(connection)[1]

    def verify_audit(self, *, head: str | None = None) -> AuditReport:
        """Return what holding the registry against its audit trail comes to.

        Args:
            head: The beginning of a hash that a row of the trail is known to have had, so that a
                trail that was cut off is found; None asks nothing.

        Raises:
            InputError: `head` is no beginning of a hash.
        """
        known = None if head is None else check_head(head)
        with self._store.reading() as connection:
            return verify(connection, head=known)

    def _take_in(self, connection: Connection, decision: Decision) -> Decision:
        kind, target = decision.kind, decision.target
        said = (decision.value, decision.reason, decision.author)
        appended = self._append(connection, kind, target, *said, decided_at=decision.decided_at)
        undone = target if kind is DecisionKind.UNDO else None
        if kind in {DecisionKind.MERGE, DecisionKind.SPLIT} or (
            undone is not None and queries.is_on_agreements(connection, int(undone))
        ):
            self._follow_decisions(connection, appended, at=self._now())
        return appended

    def _append(
        self,
        connection: Connection,
        kind: DecisionKind,
        target: str,
        value: str | None,
        reason: str,
        author: str,
        *,
        decided_at: str | None = None,
    ) -> Decision:
        at = self._now()
        decided_at = decided_at or at
        number = t.next_number(connection, t.decisions)
        connection.execute(
            t.decisions.insert().values(
                number=number,
                kind=kind.value,
                target=target,
                value=value,
                reason=_storable(reason),
                author=_storable(author),
                decided_at=decided_at,
            )
        )
        reason, author = _storable(reason), _storable(author)
        decision = Decision(number, kind, target, value, reason, author, decided_at)
        audit.append(connection, [audit.entry_of_decision(decision)], at=at)
        return decision

    def _follow_decisions(
        self, connection: Connection, decision: Decision, *, at: str | None = None
    ) -> None:
        follow_decisions(connection)
        entry = audit.entry_of_groups(connection, decision.author)
        if entry is not None:
            audit.append(connection, [entry], at=at or decision.decided_at)

    def _grade(
        self,
        connection: Connection,
        kind: GradeKind,
        target: str,
        value: str | None,
        reason: str,
        assessor: str,
    ) -> Grade:
        at, why, who = self._now(), _storable(reason), _storable(assessor)
        kept = None if value is None else _storable(value)
        return append_grade(connection, Grade(0, kind, target, kept, why, who, at))

    def _now(self) -> str:
        return to_instant(self._clock())


def _sources(connection: Connection) -> tuple[SourceView, ...]:
    documents = (view.document for view in queries.iter_documents(connection))
    return to_sources(documents, queries.iter_values(connection), load_grades(connection))


def _record(connection: Connection, problems: Sequence[Problem], *, at: str) -> None:
    c = t.problems.c
    for problem in problems:
        subject, reason = _storable(problem.subject), _storable(problem.reason)
        stands = (
            (c.code == problem.code)
            & (c.subject == subject)
            & (c.reason == reason)
            & c.resolved_at.is_(None)
        )
        seen = connection.execute(update(t.problems).where(stands).values(seen_at=at))
        if not seen.rowcount:
            row = {"code": problem.code, "subject": subject, "reason": reason}
            number = t.next_number(connection, t.problems)
            given = {"number": number, "recorded_at": at, "seen_at": at}
            connection.execute(t.problems.insert().values(**row, **given))


def _resolve(connection: Connection, subjects: Sequence[str], *, at: str) -> None:
    dialect_of(connection).execute_rows(
        connection,
        "UPDATE problems SET resolved_at = ? WHERE subject = ? AND resolved_at IS NULL",
        [(at, _storable(subject)) for subject in subjects],
    )


def _storable(words: str) -> str:
    r"""Return a text with the bytes of an undecodable file name written out as `\udcff`."""
    return words.encode("utf-8", "backslashreplace").decode()


def _number_of(connection: Connection, table: Table, prefix: str, *, what: str) -> int:
    """Return the row number of the one row whose identifier begins with a prefix."""
    identifier: Column[str] = table.c.id
    found: dict[str, int] = {}
    if prefix and prefix.isascii():
        for start in (prefix, *(_with_kind(kind, prefix) for kind in _KINDS)):
            query = select(identifier, table.c.number).where(
                identifier.between(start, start + _LAST_CHARACTER)
            )
            found.update(map(tuple, connection.execute(query)))
    return found[get_by_prefix(prefix, found, what=what)]


def _minted_of(connection: Connection, prefix: str) -> int:
    """Return the row number of the agreement that an identifier, or that of an account, names.

    An agreement that was merged into another is that very one.
    """
    try:
        return _number_of(connection, t.agreements, prefix, what="agreement")
    except NotFoundError as none:
        try:
            account = _number_of(connection, t.accounts, prefix, what="account")
        except NotFoundError:
            raise none from None
    query = select(t.accounts.c.agreement).where(t.accounts.c.number == account)
    return int(connection.execute(query).scalar_one())


def _with_kind(kind: str, prefix: str) -> str:
    return kind + prefix if kind.endswith(":") else f"{kind}-{prefix}"
