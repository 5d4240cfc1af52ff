"""Queries: what a person asks of the registry, fetched in batches and turned into views.

Each function runs on one connection, so that it sees one state of the registry throughout.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import Connection, Select, func, select, text

from hudna.domain.codebook import Stage, Stance, Status
from hudna.domain.documents import Document
from hudna.domain.evidence import Evidence
from hudna.domain.identifiers import (
    AccountId,
    AgreementId,
    DocumentId,
    ReadingId,
    RenditionId,
    StatementId,
    SubjectId,
)
from hudna.domain.periods import find_period
from hudna.domain.readings import Reader
from hudna.domain.statements import Decision, DecisionKind, Statement, SubjectKind
from hudna.domain.views import AccountView, AgreementView, CitedValue, DocumentView, ReadingView
from hudna.errors import InputError
from hudna.registry import tables as t
from hudna.registry.decisions import ON_STATEMENTS, in_force, with_undone
from hudna.registry.dialects import dialect_of
from hudna.registry.merging import load_agreement_ids, load_roots, root_of
from hudna.registry.renditions import DOCUMENT_COLUMNS, to_document
from hudna.registry.views import (
    ReadAccount,
    ReadStatement,
    to_account_view,
    to_agreement_view,
    to_values,
    with_basis,
)
from hudna.registry.words import find_all, parse_phrases, widened
from hudna.text.folding import match_key

_PERSON = "person:"
"""How the name of a reader who is a person begins."""
BATCH = 200
"""How many agreements or documents are fetched at a time."""

_Each = TypeVar("_Each")
_ON_AGREEMENTS = frozenset({DecisionKind.MERGE, DecisionKind.SPLIT})
_KINDS = {kind.value: kind for kind in SubjectKind}
_STANCES = {stance.value: stance for stance in Stance}
_STATES = {status.value: status for status in Status}
_DOCUMENT = tuple(t.documents.c[name] for name in DOCUMENT_COLUMNS)


@dataclass(frozen=True, slots=True)
class AgreementQuery:
    """Which agreements are wanted; what is not given is not asked.

    Attributes:
        actor: A name, or part of one, among the names and aliases of its participants.
        actor_names: Other names of that actor; a participant may have any of them instead.
        place: A name, or part of one, among its places.
        stage: One of the stages that its accounts give.
        on: A day that one of its dates may include, or on which a document that tells of it was
            published.
        text: Words in one of its quotes, or in its label (`hudna.registry.words`).

    Raises:
        InputError: A name has no letter and no digit, the stage is none, or the text has no word.
    """

    actor: str | None = None
    place: str | None = None
    stage: Stage | None = None
    on: date | None = None
    text: str | None = None
    actor_names: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for name in (self.actor, self.place):
            if name is not None and not match_key(name):
                raise InputError(f"{name!r} is no name to look for", code="input-search")
        if self.stage is not None and self.stage not in set(Stage):
            raise InputError(
                f"{self.stage!r} is no stage; it may be: {', '.join(Stage)}", code="input-search"
            )
        if self.text is not None:
            parse_phrases(self.text)


@dataclass(frozen=True, slots=True)
class _AccountRow:
    """An account as one of the latest readings has it."""

    agreement: int
    account: int
    id: AccountId
    document: int
    reading: int
    reader: str
    label: str
    order: tuple[str, str, str, int]


def iter_agreements(connection: Connection, query: AgreementQuery) -> Iterator[AgreementView]:
    """Yield the agreements that a query wants, by the date of the first document on each."""
    decisions = in_force(load_decisions(connection))
    by_agreement = _by_root(connection, _load_account_rows(connection))
    if query.text is not None:
        by_agreement = _with_words(connection, by_agreement, query.text)
    ordered = sorted(by_agreement, key=lambda root: min(r.order for r in by_agreement[root]))
    for roots in _batches(ordered):
        rows = [row for root in roots for row in by_agreement[root]]
        accounts = _load_accounts(connection, rows)
        identifiers = load_agreement_ids(connection, roots)
        for root in roots:
            told = [
                accounts[number] for number in dict.fromkeys(r.account for r in by_agreement[root])
            ]
            view = to_agreement_view(identifiers[root], told, decisions)
            if _is_wanted(view, query):
                yield view


def get_agreement(connection: Connection, root: int) -> AgreementView:
    """Return one agreement, by the row number of what it was merged into, if into anything."""
    roots = load_roots(connection)
    numbers = [root, *(number for number in roots if root_of(number, roots) == root)]
    rows = _load_account_rows(connection, agreements=numbers)
    accounts = _load_accounts(connection, rows)
    identifier = connection.execute(
        select(t.agreements.c.id).where(t.agreements.c.number == root)
    ).scalar_one()
    return to_agreement_view(
        AgreementId(identifier),
        accounts.values(),
        in_force(load_decisions(connection)),
        label=_last_label(connection, numbers),
    )


def iter_minted(
    connection: Connection, agreements: Sequence[int] | None = None
) -> Iterator[tuple[AgreementId, tuple[AccountView, ...]]]:
    """Yield agreements as they were minted, in that order, with what latest readings tell of them.

    Args:
        connection: An open transaction.
        agreements: The row numbers of those wanted; None is all.
    """
    decisions = in_force(load_decisions(connection))
    by_agreement: dict[int, list[_AccountRow]] = defaultdict(list)
    for row in _load_account_rows(connection, agreements=agreements):
        by_agreement[row.agreement].append(row)
    for numbers in _batches(sorted(by_agreement)):
        accounts = _load_accounts(connection, [r for n in numbers for r in by_agreement[n]])
        identifiers = load_agreement_ids(connection, numbers)
        for number in numbers:
            told = dict.fromkeys(row.account for row in by_agreement[number])
            views = tuple(to_account_view(accounts[each], decisions) for each in told)
            yield identifiers[number], views


def iter_told_often(connection: Connection) -> Iterator[AgreementView]:
    """Yield the agreements of several accounts, those of most accounts first."""
    by_agreement = _by_root(connection, _load_account_rows(connection))
    counted = {root: len({row.account for row in rows}) for root, rows in by_agreement.items()}
    ordered = sorted(
        (root for root, count in counted.items() if count > 1),
        key=lambda root: (-counted[root], root),
    )
    decisions = in_force(load_decisions(connection))
    for roots in _batches(ordered):
        accounts = _load_accounts(connection, [r for root in roots for r in by_agreement[root]])
        identifiers = load_agreement_ids(connection, roots)
        for root in roots:
            told = dict.fromkeys(row.account for row in by_agreement[root])
            yield to_agreement_view(identifiers[root], [accounts[n] for n in told], decisions)


def iter_read_often(
    connection: Connection,
) -> Iterator[tuple[AgreementView, Mapping[DocumentId, tuple[str, ...]]]]:
    """Yield the agreements told in texts that several programs read, and who read which document.

    A document that a person read is left out: what programs made of it does not count.
    """
    readers = _load_read_often(connection)
    if not readers:
        return
    by_agreement = _by_root(connection, _load_account_rows(connection))
    roots = sorted(
        r for r, rows in by_agreement.items() if any(w.document in readers for w in rows)
    )
    decisions = in_force(load_decisions(connection))
    documents = _load_documents(connection, readers)
    named = {documents[number].id: names for number, names in readers.items()}
    for batch in _batches(roots):
        accounts = _load_accounts(connection, [row for root in batch for row in by_agreement[root]])
        identifiers = load_agreement_ids(connection, batch)
        for root in batch:
            told = dict.fromkeys(row.account for row in by_agreement[root])
            view = to_agreement_view(identifiers[root], [accounts[n] for n in told], decisions)
            yield view, named


def _load_read_often(connection: Connection) -> dict[int, tuple[str, ...]]:
    """Return the programs that read the latest text of a document, where they are several."""
    la, r, d = t.latest_readings.c, t.readings.c, t.documents.c
    often = select(la.document).group_by(la.document).having(func.count() > 1)
    query = (
        select(la.document, la.reader)
        .select_from(t.latest_readings)
        .join(t.readings, r.number == la.reading)
        .join(t.documents, d.number == la.document)
        .where(la.document.in_(often.scalar_subquery()))
        .where(r.rendition == d.rendition)
        .order_by(la.document, la.reader)
    )
    found: dict[int, list[str]] = defaultdict(list)
    for document, reader in connection.execute(query):
        found[document].append(reader)
    return {
        document: tuple(names)
        for document, names in found.items()
        if len(names) > 1 and not any(name.startswith(_PERSON) for name in names)
    }


def iter_values(
    connection: Connection, documents: Sequence[int] | None = None
) -> Iterator[CitedValue]:
    """Yield every value of the latest readings, document by document."""
    decisions = in_force(load_decisions(connection))
    roots = load_roots(connection)
    a = t.accounts.c
    for numbers in _batches(_ordered_documents(connection) if documents is None else documents):
        known = _load_documents(connection, numbers)
        told = select(a.id, a.agreement).where(a.document.in_(numbers))
        owned = {each: root_of(agreement, roots) for each, agreement in connection.execute(told)}
        identifiers = load_agreement_ids(connection, owned.values())
        owners = {account: identifiers[root] for account, root in owned.items()}
        read = _load_read(connection, _latest_of(connection, numbers))
        for number in numbers:
            for value in to_values(known[number], read.get(number, ()), decisions):
                account = value.statement.account
                yield CitedValue(owners[account] if account else None, account, value)


def iter_documents(
    connection: Connection, documents: Sequence[int] | None = None
) -> Iterator[DocumentView]:
    """Yield documents with their latest readings, by date and name."""
    d, r = t.documents.c, t.renditions.c
    for numbers in _batches(_ordered_documents(connection) if documents is None else documents):
        known = _load_documents(connection, numbers)
        readings = _load_reading_views(connection, numbers)
        query = (
            select(d.number, r.id, r.encoding, r.chars, d.stored_at)
            .join(t.renditions, r.number == d.rendition)
            .where(d.number.in_(numbers))
        )
        rows = {number: row for number, *row in connection.execute(query)}
        for number in numbers:
            rendition, encoding, length_chars, stored_at = rows[number]
            yield DocumentView(
                document=known[number],
                rendition=RenditionId(rendition),
                encoding=encoding,
                length_chars=length_chars,
                readings=tuple(readings.get(number, ())),
                stored_at=stored_at,
            )


def load_decisions(connection: Connection) -> tuple[Decision, ...]:
    """Return all decisions in their order, each knowing whether it is undone or orphaned."""
    rows = connection.execute(select(t.decisions).order_by(t.decisions.c.number)).all()
    yielded = _yielded(connection, {row.target for row in rows if row.kind in ON_STATEMENTS})
    untold = _untold(connection, [row for row in rows if row.kind in _ON_AGREEMENTS])
    return with_undone(
        Decision(
            number=row.number,
            kind=DecisionKind(row.kind),
            target=row.target,
            value=row.value,
            reason=row.reason,
            author=row.author,
            decided_at=row.decided_at,
            is_orphaned=(
                row.target not in yielded if row.kind in ON_STATEMENTS else row.number in untold
            ),
        )
        for row in rows
    )


def last_decision(connection: Connection) -> int:
    """Return the number of the last decision, 0 where there is none."""
    query = select(func.coalesce(func.max(t.decisions.c.number), 0))
    return int(connection.execute(query).scalar_one())


def is_on_agreements(connection: Connection, number: int) -> bool:
    """Return whether a decision is on which accounts are of one agreement."""
    c = t.decisions.c
    kind = connection.execute(select(c.kind).where(c.number == number)).scalar_one()
    return DecisionKind(kind) in _ON_AGREEMENTS


def get_statement(connection: Connection, identifier: str) -> Statement:
    """Return a statement as it is stored, without the basis that a reading gives."""
    s = t.statements.c
    query = select(*_STATEMENT).where(s.id == identifier)
    query = query.outerjoin(t.accounts, t.accounts.c.number == s.account)
    row = connection.execute(query).one()
    quotes = _load_quotes(connection, [row[0]])
    return _to_statement(row, quotes[row[0]])


def is_yielded(connection: Connection, statement: str) -> bool:
    """Return whether one of the latest readings gives a statement."""
    return bool(_yielded(connection, {statement}))


def _yielded(connection: Connection, targets: Iterable[str]) -> set[str]:
    s, rs = t.statements.c, t.reading_statements.c
    found: set[str] = set()
    for some in _batches(sorted(targets)):
        query = (
            select(s.id)
            .distinct()
            .join(t.reading_statements, rs.statement == s.number)
            .where(s.id.in_(some))
            .where(rs.reading.in_(select(t.latest_readings.c.reading)))
        )
        found.update(connection.scalars(query))
    return found


def _untold(connection: Connection, rows: Sequence[Any]) -> set[int]:
    """Return the decisions on agreements and accounts of which no latest reading tells any more."""
    a, g, ra, la = t.accounts.c, t.agreements.c, t.reading_accounts.c, t.latest_readings.c
    told: set[str] = set()
    for some in _batches(sorted({each for r in rows for each in (r.target, *r.value.split())})):
        query = (
            select(a.id, g.id)
            .select_from(t.agreements)
            .join(t.accounts, a.agreement == g.number)
            .join(t.reading_accounts, ra.account == a.number)
            .join(t.latest_readings, la.reading == ra.reading)
            .where(a.id.in_(some) | g.id.in_(some))
        )
        told.update(each for row in connection.execute(query) for each in row)
    return {
        row.number
        for row in rows
        if row.target not in told or not told.intersection(row.value.split())
    }


def _is_wanted(view: AgreementView, query: AgreementQuery) -> bool:
    return (
        (query.actor is None or _has_actor(view, query.actor, query.actor_names))
        and (query.place is None or _is_named(_names(view, SubjectKind.PLACE), query.place))
        and (query.stage is None or any(v.value == query.stage for v in view.own("stage")))
        and (query.on is None or _may_be_on(view, query.on))
    )


def _has_actor(view: AgreementView, actor: str, others: tuple[str, ...]) -> bool:
    names = tuple(_names(view, SubjectKind.PARTICIPANT))
    keys = {match_key(name) for name in names}
    return _is_named(names, actor) or any(match_key(other) in keys for other in others)


def _names(view: AgreementView, kind: SubjectKind) -> Iterator[str]:
    for subject in view.iter_subjects(kind):
        for value in subject.values:
            if value.statement.property in {"name", "alias"}:
                yield value.value


def _is_named(names: Iterable[str], wanted: str) -> bool:
    key = match_key(wanted)
    return any(key in match_key(name) for name in names)


def _may_be_on(view: AgreementView, day: date) -> bool:
    values = (v.value for s in view.iter_subjects(SubjectKind.DATE) for v in s.values)
    published = (a.document.metadata.published for a in view.accounts)
    periods = (find_period(text) for text in (*values, *published))
    return any(period is not None and period.may_include(day) for period in periods)


def _with_words(
    connection: Connection, by_agreement: Mapping[int, list[_AccountRow]], words: str
) -> dict[int, list[_AccountRow]]:
    """Return the agreements of which a quote, or a label, has all of the words."""
    groups = widened(parse_phrases(words))
    dialect = dialect_of(connection)
    found = dialect.find_words("quote_words", groups)
    query = text(
        f"SELECT DISTINCT s.account FROM {found.sql} AS w"  # noqa: S608 - names of its own
        f" {dialect.join} evidence AS e ON e.quote = w.number"
        f" {dialect.join} statements AS s ON s.number = e.statement"
        f" {dialect.join} reading_statements AS rs ON rs.statement = s.number"
        f" {dialect.join} latest_readings AS l ON l.reading = rs.reading"
        " WHERE s.account IS NOT NULL"
    )
    quoted = set(connection.scalars(query, found.parameters))
    return {
        root: rows
        for root, rows in by_agreement.items()
        if any(
            row.account in quoted or all(find_all(group, row.label) for group in groups)
            for row in rows
        )
    }


def _load_account_rows(
    connection: Connection, *, agreements: Sequence[int] | None = None
) -> list[_AccountRow]:
    """Return the accounts of the latest readings, once for each reader that gives it."""
    a, ra, la, d = t.accounts.c, t.reading_accounts.c, t.latest_readings.c, t.documents.c
    columns = (a.agreement, a.number, a.id, a.document, la.reading, la.reader, ra.label)
    query: Select[Any] = (
        select(*columns, d.published, d.name, d.id.label("known_as"), ra.position)
        .select_from(t.latest_readings)
        .join(t.reading_accounts, ra.reading == la.reading)
        .join(t.accounts, a.number == ra.account)
        .join(t.documents, d.number == a.document)
    )
    if agreements is not None:
        of = select(a.document).where(a.agreement.in_(agreements)).scalar_subquery()
        query = query.where(a.agreement.in_(agreements)).where(la.document.in_(of))
    rows: list[_AccountRow] = []
    for row in connection.execute(query).all():
        agreement, account, identifier, document, number, reader, label = row[:7]
        order = (row.published or "~", row.name, row.known_as, row.position)
        rows.append(
            _AccountRow(agreement, account, identifier, document, number, reader, label, order)
        )
    return rows


def _by_root(connection: Connection, rows: Iterable[_AccountRow]) -> dict[int, list[_AccountRow]]:
    roots = load_roots(connection)
    by_root: dict[int, list[_AccountRow]] = defaultdict(list)
    for row in rows:
        by_root[root_of(row.agreement, roots)].append(row)
    return by_root


def _last_label(connection: Connection, agreements: Sequence[int]) -> str:
    """Return the label of the last reading of an agreement, whether it still counts or not."""
    a, ra = t.accounts.c, t.reading_accounts.c
    query = (
        select(ra.label)
        .join(t.accounts, a.number == ra.account)
        .where(a.agreement.in_(agreements))
        .order_by(ra.reading.desc(), ra.position)
        .limit(1)
    )
    return connection.execute(query).scalar() or ""


def _load_accounts(connection: Connection, rows: Sequence[_AccountRow]) -> dict[int, ReadAccount]:
    """Return accounts with everything that the latest readings say in them, by row number."""
    documents = _load_documents(connection, {row.document for row in rows})
    stored = _load_stored(connection, documents)
    copies = _load_copies(connection, documents)
    anchors = _load_anchors(connection, {row.account for row in rows})
    warnings = _load_warnings(connection, documents)
    wanted = {row.id for row in rows}
    said: dict[str, list[ReadStatement]] = defaultdict(list)
    unattached: dict[int, list[ReadStatement]] = defaultdict(list)
    for document, read in _load_read(connection, {row.reading: row.reader for row in rows}).items():
        for each in read:
            if each.statement.account is None:
                unattached[document].append(each)
            elif each.statement.account in wanted:
                said[each.statement.account].append(each)
    labels: dict[int, dict[str, str]] = defaultdict(dict)
    for row in rows:
        labels[row.account][row.reader] = row.label
    return {
        row.account: ReadAccount(
            id=row.id,
            document=documents[row.document],
            labels=labels[row.account],
            statements=said.get(row.id, ()),
            anchor=anchors[row.account],
            unattached=unattached.get(row.document, ()),
            warnings=warnings.get(row.document, ()),
            stored_at=stored[row.document],
            copy_of=copies.get(row.document),
        )
        for row in rows
    }


def _load_stored(connection: Connection, documents: Iterable[int]) -> dict[int, str]:
    """Return when documents were stored first, by their row numbers."""
    c = t.documents.c
    query = select(c.number, c.stored_at).where(c.number.in_(tuple(documents)))
    return dict(map(tuple, connection.execute(query)))


def _load_copies(connection: Connection, documents: Iterable[int]) -> dict[int, DocumentId]:
    """Return of which document each is nearly a copy, by the row numbers of those that are."""
    c, d = t.sketches.c, t.documents.c
    query = (
        select(c.document, d.id)
        .join(t.documents, d.number == c.source)
        .where(c.document.in_(tuple(documents)))
        .where(c.source != c.document)
    )
    return {number: DocumentId(source) for number, source in connection.execute(query)}


def _load_anchors(connection: Connection, accounts: Iterable[int]) -> dict[int, Evidence]:
    """Return the words that accounts are anchored at, by the row numbers of the accounts."""
    c = t.accounts.c
    query = select(c.number, c.anchor_start, c.anchor_end, c.anchor_quote)
    found = connection.execute(query.where(c.number.in_(tuple(accounts))))
    return {number: Evidence(*anchor) for number, *anchor in found}


def _load_warnings(connection: Connection, documents: Iterable[int]) -> dict[int, tuple[str, ...]]:
    """Return what the latest readings warn of, each once, by the row numbers of documents."""
    la, n = t.latest_readings.c, t.readings.c
    query = (
        select(la.document, n.warnings)
        .join(t.readings, n.number == la.reading)
        .where(la.document.in_(tuple(documents)))
        .where(n.warnings != "[]")
        .order_by(la.document, la.reader)
    )
    found: dict[int, tuple[str, ...]] = {}
    for document, warnings in connection.execute(query):
        said = (*found.get(document, ()), *json.loads(warnings))
        found[document] = tuple(dict.fromkeys(said))
    return found


def _ordered_documents(connection: Connection) -> list[int]:
    c = t.documents.c
    query = select(c.number).order_by(func.coalesce(c.published, "~"), c.name, c.id)
    return list(connection.scalars(query))


def _load_documents(connection: Connection, numbers: Iterable[int]) -> dict[int, Document]:
    query = select(t.documents.c.number, *_DOCUMENT).where(t.documents.c.number.in_(tuple(numbers)))
    return {number: to_document(row) for number, *row in connection.execute(query)}


def _latest_of(connection: Connection, documents: Sequence[int]) -> dict[int, str]:
    """Return the readers of the latest readings of documents, by the row number of the reading."""
    c = t.latest_readings.c
    query = select(c.reading, c.reader).where(c.document.in_(documents))
    return dict(map(tuple, connection.execute(query)))


_STATEMENT = (
    t.statements.c.number,
    t.statements.c.id,
    t.accounts.c.id.label("account"),
    t.statements.c.kind,
    t.statements.c.subject,
    t.statements.c.property,
    t.statements.c.value,
    t.statements.c.voice,
    t.statements.c.stance,
    t.statements.c.status,
)


def _load_read(
    connection: Connection, readers: Mapping[int, str]
) -> dict[int, list[ReadStatement]]:
    """Return what readings say, by document; the readings are given with their readers."""
    rs, s, a, n, r = (
        t.reading_statements.c,
        t.statements.c,
        t.accounts.c,
        t.readings.c,
        t.renditions.c,
    )
    numbers = tuple(readers)
    quotes = _load_quotes(
        connection, select(rs.statement).where(rs.reading.in_(numbers)).scalar_subquery()
    )
    renditions = {
        reading: RenditionId(rendition)
        for reading, rendition in connection.execute(
            select(n.number, r.id)
            .join(t.renditions, r.number == n.rendition)
            .where(n.number.in_(numbers))
        )
    }
    query = (
        select(s.document, rs.reading, rs.position, rs.basis, *_STATEMENT)
        .join(t.statements, s.number == rs.statement)
        .outerjoin(t.accounts, a.number == s.account)
        .where(rs.reading.in_(numbers))
    )
    known: dict[int, Statement] = {}
    read: dict[int, list[ReadStatement]] = defaultdict(list)
    for document, reading, position, basis, *row in connection.execute(query).all():
        statement = known.get(row[0])
        if statement is None:
            statement = known[row[0]] = _to_statement(row, quotes[row[0]])
        read[document].append(
            ReadStatement(
                with_basis(statement, basis), readers[reading], position, renditions[reading]
            )
        )
    return read


def _load_quotes(connection: Connection, statements: Any) -> dict[int, tuple[Evidence, ...]]:
    """Return the evidence of statements, by their row numbers, given as a list or as a query."""
    e, q = t.evidence.c, t.quotes.c
    query = (
        select(e.statement, q.span_start, q.span_end, q.quote)
        .join(t.quotes, q.number == e.quote)
        .where(e.statement.in_(statements))
        .order_by(e.statement, e.position)
    )
    quotes: dict[int, tuple[Evidence, ...]] = {}
    for statement, *quote in connection.execute(query).all():
        quotes[statement] = (*quotes.get(statement, ()), Evidence(*quote))
    return quotes


def _to_statement(row: Sequence[Any], evidence: tuple[Evidence, ...]) -> Statement:
    _, identifier, account, kind, subject, name, value, voice, stance, status = row
    return Statement(
        id=StatementId(identifier),
        account=None if account is None else AccountId(account),
        kind=_KINDS[kind],
        subject=SubjectId(subject),
        property=name,
        value=value,
        voice=() if voice == "[]" else tuple(json.loads(voice)),
        stance=_STANCES[stance],
        status=_STATES[status],
        evidence=evidence,
    )


def _load_reading_views(
    connection: Connection, documents: Sequence[int]
) -> dict[int, list[ReadingView]]:
    la, n, r, ra = t.latest_readings.c, t.readings.c, t.renditions.c, t.reading_accounts.c
    agreements = (
        select(func.count()).where(ra.reading == n.number).correlate(t.readings).scalar_subquery()
    )
    query = (
        select(
            n.document,
            n.id,
            n.reader,
            n.version,
            n.vocabulary,
            r.id,
            agreements,
            n.warnings,
            n.refused,
            n.made_at,
        )
        .select_from(t.latest_readings)
        .join(t.readings, n.number == la.reading)
        .join(t.renditions, r.number == n.rendition)
        .where(la.document.in_(documents))
        .order_by(n.document, n.reader)
    )
    views: dict[int, list[ReadingView]] = defaultdict(list)
    for (
        document,
        reading,
        *reader,
        rendition,
        told,
        warnings,
        refused,
        made_at,
    ) in connection.execute(query).all():
        views[document].append(
            ReadingView(
                id=ReadingId(reading),
                reader=Reader(*reader),
                rendition=RenditionId(rendition),
                agreements=told,
                warnings=tuple(json.loads(warnings)),
                refused=refused,
                made_at=made_at,
            )
        )
    return views


def _batches(every: Sequence[_Each]) -> Iterator[Sequence[_Each]]:
    for start in range(0, len(every), BATCH):
        yield every[start : start + BATCH]
