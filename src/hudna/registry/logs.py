"""Decision logs, written and taken in: decisions of one registry in another.

A decision keeps its author, reason and time, so that one that is here already is known again, from
whichever registry the log comes. What a log does not know of wins: a statement on which somebody
decided otherwise here keeps that decision.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from sqlalchemy import Connection, select

from hudna.domain.audit import AuditKind, digest
from hudna.domain.evidence import Evidence
from hudna.domain.identifiers import AccountId, DocumentId, canonical_json
from hudna.domain.logs import (
    Fate,
    ImportedDecision,
    LoggedDecision,
    ToldAccount,
    ToldStatement,
)
from hudna.domain.problems import to_problem
from hudna.domain.statements import Decision, DecisionKind, Statement
from hudna.errors import ConflictError, HudnaError, NotFoundError
from hudna.registry import queries
from hudna.registry import tables as t
from hudna.registry.audit import Entry
from hudna.registry.decisions import (
    ON_STATEMENTS,
    check_decision,
    check_signed,
    check_undoing,
    in_force,
)
from hudna.registry.resolve.deciding import check_merge, check_split

Append = Callable[[Connection, Decision], Decision]
"""Appends a decision and returns it with its number."""


def iter_logged(connection: Connection) -> Iterator[LoggedDecision]:
    """Yield all decisions in their order, undone and orphaned ones too, as a log tells them."""
    accounts = _Accounts(connection)
    for decision in queries.load_decisions(connection):
        kind, value = decision.kind, decision.value
        told: tuple[ToldAccount, ...] = ()
        if kind is DecisionKind.MERGE:
            told = (accounts.of_agreement(decision.target), *_others(decision, accounts))
        elif kind is DecisionKind.SPLIT:
            told = (accounts.get(decision.target), *_others(decision, accounts))
        yield LoggedDecision(
            number=decision.number,
            kind=kind,
            reason=decision.reason,
            author=decision.author,
            decided_at=decision.decided_at,
            statement=_told_statement(connection, decision.target)
            if kind in ON_STATEMENTS
            else None,
            value=value if kind is DecisionKind.CORRECT else None,
            accounts=told,
            undoes=int(decision.target) if kind is DecisionKind.UNDO else None,
        )


def _others(decision: Decision, accounts: "_Accounts") -> Iterator[ToldAccount]:
    return map(accounts.of_agreement, (decision.value or "").split())


def _told_statement(connection: Connection, identifier: str) -> ToldStatement:
    found = queries.get_statement(connection, identifier)
    s, d = t.statements.c, t.documents.c
    query = select(d.id).join(t.statements, s.document == d.number).where(s.id == identifier)
    document = DocumentId(connection.execute(query).scalar_one())
    return ToldStatement(
        id=found.id,
        document=document,
        kind=found.kind,
        property=found.property,
        value=found.value,
        voice=found.voice,
        stance=found.stance,
        status=found.status,
        evidence=found.evidence,
    )


def _said(each: Statement | ToldStatement) -> tuple[object, ...]:
    return (each.kind, each.property, each.value, each.voice, each.stance, each.status)


class _Accounts:
    """The accounts of a registry, as a log tells them."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, identifier: str) -> ToldAccount:
        """Return an account by its identifier."""
        a, d = t.accounts.c, t.documents.c
        query = (
            select(a.number, a.id, d.id, a.anchor_start, a.anchor_end, a.anchor_quote)
            .join(t.documents, d.number == a.document)
            .where(a.id == identifier)
        )
        number, account, document, *anchor = self._connection.execute(query).one()
        reader, ordinal = self._read_as(number)
        return ToldAccount(
            AccountId(account), DocumentId(document), reader, ordinal, Evidence(*anchor)
        )

    def of_agreement(self, identifier: str) -> ToldAccount:
        """Return the account with which an agreement was minted."""
        a, g = t.accounts.c, t.agreements.c
        query = (
            select(a.id)
            .join(t.agreements, g.number == a.agreement)
            .where(g.id == identifier)
            .order_by(a.number)
            .limit(1)
        )
        return self.get(self._connection.execute(query).scalar_one())

    def _read_as(self, account: int) -> tuple[str, int]:
        """Return the reader that gave an account last, and its place in that reading."""
        ra, n = t.reading_accounts.c, t.readings.c
        query = (
            select(n.reader, ra.position)
            .join(t.readings, n.number == ra.reading)
            .where(ra.account == account)
            .order_by(n.number.desc())
            .limit(1)
        )
        reader, position = self._connection.execute(query).one()
        return reader, position + 1


def take_in(
    connection: Connection,
    log: Sequence[tuple[int, LoggedDecision]],
    append: Append,
) -> tuple[ImportedDecision, ...]:
    """Append the decisions of a log that are not here, in their order; say what each came to.

    Args:
        connection: An open transaction that writes.
        log: The decisions with their lines.
        append: Appends a decision to this registry.
    """
    importing = _Importing(connection, append)
    for decision in queries.load_decisions(connection):
        importing.keep(decision)
    for _, logged in log:
        importing.learn(logged)
    return tuple(importing.take(line, logged) for line, logged in log)


def entry_of_import(
    imported: Iterable[ImportedDecision], importer: str, log: str
) -> tuple[Entry, ...]:
    """Return the entry of the audit trail for a log that was taken in; none for nothing new.

    Args:
        imported: What its lines came to.
        importer: Who took it in.
        log: The hash of the log.
    """
    numbers = [each.number for each in imported if each.fate is Fate.IMPORTED]
    if not numbers:
        return ()
    subjects = (log, *(f"decision:{number}" for number in numbers))
    return (Entry(AuditKind.IMPORT, importer, subjects, digest(["import", log, numbers])),)


@dataclass(slots=True)
class _Importing:
    """A log on its way into a registry.

    Attributes:
        connection: An open transaction that writes.
        append: Appends a decision.
        decisions: The decisions that are here, by number.
        on: The numbers of those on each statement, by its identifier.
        known: The number of each by what it is known by.
        numbers: The numbers here of decisions of the log, by their numbers there.
        learned: The numbers of decisions here that the log knows of.
        accounts: The accounts found so far.
    """

    connection: Connection
    append: Append
    decisions: dict[int, Decision] = field(default_factory=dict)
    on: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    known: dict[str, int] = field(default_factory=dict)
    numbers: dict[int, int] = field(default_factory=dict)
    learned: set[int] = field(default_factory=set)
    accounts: dict[ToldAccount, tuple[int, int]] = field(default_factory=dict)

    def keep(self, decision: Decision) -> None:
        """Take note of a decision that is here."""
        self.decisions[decision.number] = decision
        self.known.setdefault(_key(decision), decision.number)
        if decision.kind in ON_STATEMENTS:
            self.on[decision.target].append(decision.number)
        elif decision.kind is DecisionKind.UNDO:
            undone = int(decision.target)
            self.decisions[undone] = replace(self.decisions[undone], is_undone=True)

    def learn(self, logged: LoggedDecision) -> None:
        """Take note of which decision here a decision of the log is, if it is any."""
        try:
            number = self._find(logged).number
        except HudnaError:
            return
        if number:
            self.numbers[logged.number] = number
            self.learned.add(number)

    def take(self, line: int, logged: LoggedDecision) -> ImportedDecision:
        """Append a decision of the log, unless it is here or may not be made; say what it is."""
        try:
            check_signed(reason=logged.reason, author=logged.author)
            found = self._find(logged)
            if found.number:
                return ImportedDecision(line, logged, Fate.KNOWN, found.number)
            self._check(found, logged)
        except HudnaError as error:
            problem = to_problem(error, subject=f"decision {logged.number}")
            return ImportedDecision(line, logged, Fate.REFUSED, None, problem)
        appended = self.append(self.connection, found)
        self.keep(appended)
        self.numbers[logged.number] = appended.number
        self.learned.add(appended.number)
        return ImportedDecision(line, logged, Fate.IMPORTED, appended.number)

    def _find(self, logged: LoggedDecision) -> Decision:
        """Return a decision as it is here, or would be; its number is 0 where it is not.

        Raises:
            NotFoundError: What it is about is not here.
        """
        found = self._in_words(logged)
        number = self.known.get(_key(found))
        return found if number is None else self.decisions[number]

    def _in_words(self, logged: LoggedDecision) -> Decision:
        target, value = "", logged.value
        if logged.statement is not None:
            target = find_statement(self.connection, logged.statement)
        elif logged.undoes is not None:
            target = str(self._undone(logged.undoes))
        elif logged.kind is DecisionKind.MERGE:
            one, other = (self._minted(each) for each in logged.accounts)
            target, value = one, other
        else:
            target, value = self._parted(logged.accounts)
        said = (logged.reason, logged.author, logged.decided_at)
        return Decision(0, logged.kind, target, value, *said)

    def _undone(self, number: int) -> int:
        if number not in self.numbers:
            raise NotFoundError(
                f"decision {number} of the log, which it undoes, is not here", subject=str(number)
            )
        return self.numbers[number]

    def _minted(self, told: ToldAccount) -> str:
        c = t.agreements.c
        _, number = self._account(told)
        return str(self.connection.execute(select(c.id).where(c.number == number)).scalar_one())

    def _account(self, told: ToldAccount) -> tuple[int, int]:
        if told not in self.accounts:
            self.accounts[told] = find_account(self.connection, told)
        return self.accounts[told]

    def _parted(self, accounts: Sequence[ToldAccount]) -> tuple[str, str]:
        """Return the account that is split off, and the agreements here that it is not of."""
        first, *others = accounts
        number, _ = self._account(first)
        c = t.accounts.c
        own = self.connection.execute(select(c.id).where(c.number == number)).scalar_one()
        apart: set[str] = set()
        missing: NotFoundError | None = None
        for each in others:
            try:
                apart.add(self._minted(each))
            except NotFoundError as error:
                missing = error
        if missing is not None and not apart:
            raise missing
        return str(own), " ".join(sorted(apart))

    def _check(self, found: Decision, logged: LoggedDecision) -> None:
        """Check that a decision may be made here.

        Raises:
            InputError: It may not be made of any such thing.
            ConflictError: Somebody decided otherwise, or no reading gives what it is about.
        """
        match found.kind:
            case DecisionKind.UNDO:
                check_undoing(int(found.target), self.decisions)
            case DecisionKind.MERGE:
                one, other = (self._account(each)[1] for each in logged.accounts)
                check_merge(self.connection, one, other)
            case DecisionKind.SPLIT:
                account, _ = self._account(logged.accounts[0])
                for each in (found.value or "").split():
                    check_split(self.connection, account, self._number_of(each))
            case _:
                self._check_statement(found)

    def _number_of(self, agreement: str) -> int:
        c = t.agreements.c
        return int(self.connection.execute(select(c.number).where(c.id == agreement)).scalar_one())

    def _check_statement(self, found: Decision) -> None:
        statement = queries.get_statement(self.connection, found.target)
        check_decision(
            found.kind, statement, value=found.value, reason=found.reason, author=found.author
        )
        if not queries.is_yielded(self.connection, found.target):
            raise ConflictError(
                f"no reading gives statement {found.target} any more",
                code="conflict-superseded",
                subject=found.target,
            )
        on = (self.decisions[number] for number in self.on[found.target])
        other = in_force(on).get(found.target)
        if other is None or other.number in self.learned:
            return
        if (other.kind, other.value) != (found.kind, found.value):
            raise ConflictError(
                f"{other.author} decided to {other.kind} statement {found.target} "
                f"(decision {other.number}), which the log does not know of",
                code="conflict-decided",
                subject=found.target,
            )


def find_statement(connection: Connection, told: ToldStatement) -> str:
    """Return the identifier of a statement here.

    It is the one of that identifier, or else the one of the same document that says the same in the
    same words at the same place, or the only one in the same words wherever they stand.

    Raises:
        NotFoundError: The document is not here, or no statement or several are so.
    """
    s, rs = t.statements.c, t.reading_statements.c
    number = _document_of(connection, told.document)
    here = select(s.id).where(s.id == told.id).where(s.document == number)
    if connection.execute(here).first() is not None:
        return told.id
    query = (
        select(s.id)
        .distinct()
        .join(t.reading_statements, rs.statement == s.number)
        .where(rs.reading.in_(select(t.latest_readings.c.reading)))
        .where(s.document == number)
        .where(s.kind == told.kind.value)
        .where(s.property == told.property)
        .where(s.value == told.value)
        .order_by(s.id)
    )
    named = [queries.get_statement(connection, each) for each in connection.scalars(query).all()]
    alike = [each for each in named if _said(each) == _said(told)]
    placed = [each for each in alike if each.evidence == told.evidence]
    worded = [each for each in alike if _quotes(each) == _quotes(told)]
    found = placed if len(placed) == 1 else worded
    if len(found) == 1:
        return found[0].id
    how = "none" if not found else "several"
    raise NotFoundError(
        f"of the statements here {how} says of document {told.document} that {told.property} of a "
        f"{told.kind} is {told.value!r} in the words that were decided on",
        subject=told.id,
    )


def find_account(connection: Connection, told: ToldAccount) -> tuple[int, int]:
    """Return the row numbers of an account here and of its agreement.

    It is the one of that identifier, or else the one that the same reader has in that place of the
    same document, or the only one of that reader, where the words that it is anchored at are the
    same.

    Raises:
        NotFoundError: The document is not here, or no account is so.
    """
    a, ra, la = t.accounts.c, t.reading_accounts.c, t.latest_readings.c
    number = _document_of(connection, told.document)
    own = select(a.number, a.agreement).where(a.id == told.id).where(a.document == number)
    here = connection.execute(own).first()
    if here is not None:
        return int(here[0]), int(here[1])
    query = (
        select(a.number, a.agreement, ra.position)
        .join(t.reading_accounts, ra.account == a.number)
        .join(t.latest_readings, la.reading == ra.reading)
        .where(a.document == number)
        .where(la.reader == told.reader)
        .where(a.anchor_quote == told.anchor.quote)
        .order_by(ra.position)
    )
    alike = [tuple(row) for row in connection.execute(query)]
    placed = [row for row in alike if row[2] + 1 == told.ordinal]
    found = placed or alike
    if len(found) == 1:
        return int(found[0][0]), int(found[0][1])
    raise NotFoundError(
        f"no account here is the one of document {told.document} that {told.reader} anchors at "
        f"{told.anchor.quote!r}",
        subject=told.id,
    )


def _document_of(connection: Connection, document: DocumentId) -> int:
    c = t.documents.c
    number = connection.execute(select(c.number).where(c.id == document)).scalar()
    if number is None:
        raise NotFoundError(f"document {document} is not here", subject=document)
    return int(number)


def _quotes(each: Statement | ToldStatement) -> list[str]:
    return [evidence.quote for evidence in each.evidence]


def _key(decision: Decision) -> str:
    """Return what a decision is known by in this registry, whatever its number."""
    target = decision.target
    said = (decision.value, decision.reason, decision.author, decision.decided_at)
    return canonical_json([decision.kind.value, target, *said])
