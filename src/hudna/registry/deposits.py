"""Deposits: a document, its text and its reading on the way into the registry.

A batch is written with one list of rows for each table. What the database knows already is asked
for once a batch, and only for documents that it has.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, select

from hudna.domain.documents import Document, Rendition, document_id
from hudna.domain.evidence import Evidence
from hudna.domain.identifiers import AgreementId, DocumentId, ReadingId, content_id
from hudna.domain.problems import Problem
from hudna.domain.readings import Reading, to_read_document
from hudna.domain.statements import Statement
from hudna.errors import EvidenceError, NotFoundError
from hudna.registry import audit, tables
from hudna.registry.anchors import find_moved
from hudna.registry.dialects import dialect_of
from hudna.registry.renditions import (
    to_alignment_json,
    to_document_row,
    to_regions_json,
    to_scan_rows,
)
from hudna.registry.statements import Account, Flattened, to_statements
from hudna.registry.words import indexed


@dataclass(frozen=True, slots=True)
class Deposit:
    """One document with its text and its reading, to be stored together or not at all.

    Attributes:
        job: The key under which this work is known, so that it is not done twice.
        original: The document's bytes.
        document: The document.
        rendition: Its text.
        reading: What a reader makes of it.
        subject: The name under which a problem of this document would have been recorded, such as
            its path; storing it resolves that problem. None is the document's own name.
        under: The agreement that its accounts tell of, where that is known; None mints one for
            each account that is new.
    """

    job: str
    original: bytes
    document: Document
    rendition: Rendition
    reading: Reading
    subject: str | None = None
    under: AgreementId | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What storing a deposit came to.

    Attributes:
        document: The document.
        reading: The reading.
        is_new: Whether anything changed; False where this very reading stood already.
        agreements: How many agreements the reading tells of.
        statements: How many statements it gives.
        warnings: How many warnings it carries.
        refused: How many values the evidence gate refused.
    """

    document: DocumentId
    reading: ReadingId
    is_new: bool
    agreements: int
    statements: int
    warnings: int
    refused: int


@dataclass(frozen=True, slots=True)
class Prepared:
    """A deposit that was checked, with its statements."""

    deposit: Deposit
    flattened: Flattened

    @property
    def reading_id(self) -> ReadingId:
        """Return the identifier of its reading."""
        return self.deposit.reading.id


def to_prepared(deposit: Deposit) -> Prepared:
    """Return a deposit checked and flattened into statements; pure, so that workers can do it.

    Raises:
        EvidenceError: A value has no evidence, a quote is not at its span, or the parts of the
            deposit are not of one document.
    """
    document, rendition, reading = deposit.document, deposit.rendition, deposit.reading
    agrees = (
        document_id(deposit.original) == document.id == rendition.document
        and len(deposit.original) == document.size_bytes
        and reading.document == to_read_document(document, rendition)
    )
    if not agrees:
        raise EvidenceError(
            f"the bytes, the text and the reading of {document.name!r} are not of one document",
            code="evidence-deposit",
            subject=document.name,
        )
    return Prepared(deposit, to_statements(reading))


def write_deposits(
    connection: Connection, batch: Sequence[Prepared], *, at: str
) -> tuple[tuple[Outcome, ...], tuple[Problem, ...]]:
    """Write a batch inside the transaction of a connection.

    Args:
        connection: In a transaction that has the write lock.
        batch: The deposits, checked.
        at: The time, ISO 8601 UTC.

    Returns:
        What each deposit came to, and what could not be carried over from an earlier text.
    """
    outcomes: list[Outcome] = []
    problems: list[Problem] = []
    for part in _iter_single_texts(batch):
        known = _load(connection, [prepared.deposit.document.id for prepared in part])
        rows = _Rows(connection, known, at)
        outcomes += [rows.add(prepared) for prepared in part]
        problems += rows.problems
        rows.write()
    return tuple(outcomes), tuple(problems)


def _iter_single_texts(batch: Sequence[Prepared]) -> Iterator[list[Prepared]]:
    """Yield a batch in parts in which no document has two texts, so that one finds the other."""
    part: list[Prepared] = []
    texts: dict[str, str] = {}
    for prepared in batch:
        document, rendition = prepared.deposit.document.id, prepared.deposit.rendition.id
        if texts.setdefault(document, rendition) != rendition:
            yield part
            part, texts = [], {document: rendition}
        part.append(prepared)
    yield part


_TABLES = tables.METADATA.tables
_COLUMNS = {name: tuple(c.name for c in table.columns) for name, table in _TABLES.items()}
_INDEXES = ("rendition_words", "quote_words")
"""The full-text indexes."""

_ORDER = (
    "originals",
    "documents",
    "renditions",
    "scans",
    "readings",
    "jobs",
    "agreements",
    "accounts",
    "statements",
    "quotes",
    "evidence",
    "reading_accounts",
    "reading_statements",
)
"""The order in which the tables are filled: what is referred to comes first."""

_NUMBERED = tuple(name for name in _ORDER if name in _TABLES and "number" in _TABLES[name].c)

_UPSERT_CURRENT = (
    "INSERT INTO current_readings (document, reader, name, reading, job) VALUES (?, ?, ?, ?, ?)"
    " ON CONFLICT (document, reader, name) DO UPDATE SET"
    " reading = excluded.reading, job = excluded.job"
)
_UPSERT_LATEST = (
    "INSERT INTO latest_readings (document, reader, reading) VALUES (?, ?, ?)"
    " ON CONFLICT (document, reader) DO UPDATE SET"
    " reading = excluded.reading"
)
_UPDATE_DOCUMENT = (
    "UPDATE documents SET id = ?, name = ?, media_type = ?, size_bytes = ?, title = ?,"
    " publisher = ?, published = ?, url = ?, language = ?, rendition = ? WHERE number = ?"
)
_UPDATE_RENDITION = (
    "UPDATE renditions SET alignment = ?, regions = ?, encoding = ? WHERE number = ?"
)
_DELETE_SCANS = "DELETE FROM scans WHERE rendition = ?"


@dataclass(slots=True)
class _Known:
    """What the database has, or will have once the batch is written: row numbers by identifier."""

    documents: dict[str, int] = field(default_factory=dict)
    renditions: dict[tuple[int, str], tuple[int, tuple[object, ...]]] = field(default_factory=dict)
    readings: dict[str, tuple[int, int]] = field(default_factory=dict)
    current: dict[tuple[int, str, str], tuple[int, str]] = field(default_factory=dict)
    accounts: dict[str, "_KnownAccount"] = field(default_factory=dict)
    agreements: dict[int, str] = field(default_factory=dict)
    statements: dict[str, int] = field(default_factory=dict)
    quotes: dict[tuple[int, Evidence], int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Stored:
    """A reading that counts from here on.

    Attributes:
        number: Its row number.
        id: Its identifier.
        document: The document.
        reader: Who read it.
        content: Its hash; None where the database had the reading already.
    """

    number: int
    id: str
    document: str
    reader: str
    content: str | None


@dataclass(frozen=True, slots=True)
class _KnownAccount:
    """An account that the database has, with the row numbers it needs."""

    number: int
    document: int
    agreement: int
    anchor: Evidence


def _load(connection: Connection, documents: Iterable[DocumentId]) -> _Known:
    """Return what the database has of some documents; of a new one it has nothing."""
    known = _Known()

    def rows(query: Any, column: ColumnElement[Any], among: Iterable[object]) -> list[Any]:
        return list(connection.execute(query.where(column.in_(tuple(dict.fromkeys(among))))))

    t = tables.documents.c
    known.documents = dict(map(tuple, rows(select(t.id, t.number), t.id, documents)))
    numbers = known.documents.values()
    if not numbers:
        return known
    r = tables.renditions.c
    wanted = select(r.document, r.id, r.number, r.alignment, r.regions, r.encoding)
    for document, identifier, number, *made in rows(wanted, r.document, numbers):
        known.renditions[document, identifier] = (number, tuple(made))
    n = tables.readings.c
    for identifier, number, rendition in rows(
        select(n.id, n.number, n.rendition), n.document, numbers
    ):
        known.readings[identifier] = (number, rendition)
    c = tables.current_readings.c
    wanted = select(c.document, c.reader, c.name, c.reading, c.job)
    for document, reader, name, reading, job in rows(wanted, c.document, numbers):
        known.current[document, reader, name] = (reading, job)
    a, g = tables.accounts.c, tables.agreements.c
    placed = select(tables.accounts, g.id.label("minted")).join(
        tables.agreements, g.number == a.agreement
    )
    for row in rows(placed, a.document, numbers):
        known.agreements[row.agreement] = row.minted
        anchor = Evidence(row.anchor_start, row.anchor_end, row.anchor_quote)
        known.accounts[row.id] = _KnownAccount(row.number, row.document, row.agreement, anchor)
    s = tables.statements.c
    known.statements = dict(map(tuple, rows(select(s.id, s.number), s.document, numbers)))
    q = tables.quotes.c
    for row in rows(select(tables.quotes), q.document, numbers):
        quote = Evidence(row.span_start, row.span_end, row.quote)
        known.quotes[row.document, quote] = row.number
    return known


class _Rows:
    """The rows of one batch, by table, gathered deposit by deposit."""

    def __init__(self, connection: Connection, known: _Known, at: str) -> None:
        self._connection = connection
        self._known = known
        self._at = at
        self._inserts: dict[str, list[tuple[object, ...]]] = {name: [] for name in _ORDER}
        self._documents: dict[int, tuple[object, ...]] = {}
        self._new_documents: set[int] = set()
        self._new_renditions: set[int] = set()
        self._renditions: list[tuple[object, ...]] = []
        self._scans: dict[int, list[tuple[object, ...]]] = {}
        self._current: dict[tuple[int, str, str], tuple[object, ...]] = {}
        self._latest: dict[tuple[int, str], tuple[object, ...]] = {}
        self._last = {name: self._last_number(name) for name in _NUMBERED}
        self._words: dict[str, list[tuple[int, str]]] = {name: [] for name in _INDEXES}
        self._agreement_ids = dict(known.agreements)
        self._stored: list[_Stored] = []
        self.problems: list[Problem] = []

    def add(self, prepared: Prepared) -> Outcome:
        """Gather the rows of one deposit."""
        deposit, flattened = prepared.deposit, prepared.flattened
        document = self._document(deposit)
        rendition = self._rendition(document, deposit)
        reading, _ = self._known.readings.get(deposit.reading.id, (0, 0))
        content: str | None = None
        if not reading:
            reading = self._reading(document, rendition, deposit)
            accounts = self._accounts(document, rendition, reading, prepared)
            self._statements(document, reading, accounts, flattened.statements)
            content = self._content(prepared)
        is_new = self._make_current(document, reading, deposit)
        if is_new:
            read = deposit.reading
            self._stored.append(
                _Stored(reading, read.id, deposit.document.id, read.reader.name, content)
            )
            row = (*to_document_row(deposit.document), rendition)
            self._documents[document] = row
        return Outcome(
            document=deposit.document.id,
            reading=deposit.reading.id,
            is_new=is_new,
            agreements=len(flattened.accounts),
            statements=len(flattened.statements),
            warnings=len(deposit.reading.warnings),
            refused=deposit.reading.refused,
        )

    def _content(self, prepared: Prepared) -> str:
        """Return the hash of a reading as the database will have it."""
        _, identifier, _, _, *about = self._inserts["readings"][-1]
        deposit = prepared.deposit
        accounts = []
        for account in prepared.flattened.accounts:
            known = self._known.accounts[account.id]
            anchor = known.anchor
            agreement = self._agreement_ids[known.agreement]
            accounts.append(
                [account.id, agreement, anchor.start, anchor.end, anchor.quote, account.label]
            )
        return audit.reading_content(
            [identifier, deposit.document.id, deposit.rendition.id, *about],
            accounts,
            [[each.id, each.account, each.basis] for each in prepared.flattened.statements],
        )

    def write(self) -> None:
        """Write what was gathered, table by table."""
        for number in self._new_documents:
            row = (number, *self._documents.pop(number), self._at)
            self._inserts["documents"].append(row)
        self._inserts["scans"] = [row for rows in self._scans.values() for row in rows]
        dialect, connection = dialect_of(self._connection), self._connection
        dialect.execute_rows(
            connection,
            _DELETE_SCANS,
            [(number,) for number in self._scans if number not in self._new_renditions],
        )
        for name in _ORDER:
            dialect.insert_rows(connection, name, _COLUMNS[name], self._inserts[name])
        for name in _INDEXES:
            dialect.index_words(connection, name, self._words[name])
        updates = [(*row, number) for number, row in self._documents.items()]
        dialect.execute_rows(connection, _UPDATE_DOCUMENT, updates)
        dialect.execute_rows(connection, _UPDATE_RENDITION, self._renditions)
        dialect.execute_rows(connection, _UPSERT_CURRENT, list(self._current.values()))
        dialect.execute_rows(connection, _UPSERT_LATEST, list(self._latest.values()))
        self._audit()

    def _audit(self) -> None:
        """Append to the audit trail which readings count from here on."""
        again = sorted({each.number for each in self._stored if each.content is None})
        known = dict(audit.iter_reading_contents(self._connection, again)) if again else {}
        entries = [
            audit.entry_of_reading(
                each.id, each.document, each.reader, each.content or known[each.id]
            )
            for each in self._stored
        ]
        audit.append(self._connection, entries, at=self._at)

    def _last_number(self, name: str) -> int:
        query = select(func.coalesce(func.max(_TABLES[name].c.number), 0))
        return int(self._connection.execute(query).scalar_one())

    def _number(self, name: str) -> int:
        self._last[name] += 1
        return self._last[name]

    def _document(self, deposit: Deposit) -> int:
        number = self._known.documents.get(deposit.document.id)
        if number is None:
            number = self._number("documents")
            self._known.documents[deposit.document.id] = number
            self._new_documents.add(number)
            self._inserts["originals"].append((deposit.document.id, deposit.original))
        return number

    def _rendition(self, document: int, deposit: Deposit) -> int:
        """Return the number of a rendition; its alignment, regions and scans are the last made."""
        rendition = deposit.rendition
        made = (
            to_alignment_json(rendition.alignment),
            to_regions_json(rendition.regions),
            rendition.encoding,
        )
        key = (document, rendition.id)
        number, before = self._known.renditions.get(key, (0, made))
        if not number:
            number = self._number("renditions")
            self._new_renditions.add(number)
            self._inserts["renditions"].append(
                (
                    number,
                    rendition.id,
                    document,
                    rendition.text,
                    len(rendition.text),
                    *made,
                    self._at,
                )
            )
            self._words["rendition_words"].append((number, indexed(rendition.text)))
        elif before != made:
            self._renditions.append((*made, number))
        self._known.renditions[key] = (number, made)
        if rendition.scans:
            self._scans[number] = to_scan_rows(number, rendition.scans)
        return number

    def _reading(self, document: int, rendition: int, deposit: Deposit) -> int:
        reading = deposit.reading
        number = self._number("readings")
        self._known.readings[reading.id] = (number, rendition)
        read = reading.document
        self._inserts["readings"].append(
            (
                number,
                reading.id,
                document,
                rendition,
                reading.reader.name,
                reading.reader.version,
                reading.reader.vocabulary,
                read.name,
                read.title,
                read.publisher,
                read.published,
                read.url,
                read.language,
                json.dumps(reading.warnings, ensure_ascii=False),
                reading.refused,
                reading.schema,
                self._at,
            )
        )
        return number

    def _accounts(
        self, document: int, rendition: int, reading: int, prepared: Prepared
    ) -> dict[str | None, int | None]:
        """Gather the accounts of a reading and return their numbers by identifier."""
        numbers: dict[str | None, int | None] = {None: None}
        carried = self._carried(document, rendition, prepared)
        under = self._under(prepared.deposit)
        for position, account in enumerate(prepared.flattened.accounts):
            known = self._known.accounts.get(account.id)
            if known is None:
                known = self._account(document, account, carried.get(account.anchor, under))
            elif known.anchor != account.anchor:
                self._report(
                    "evidence-anchor-changed",
                    prepared,
                    f"the agreement anchored at {known.anchor.start}:{known.anchor.end} of "
                    f"{prepared.deposit.document.name!r} stood on {known.anchor.quote!r} and now "
                    f"stands on {account.anchor.quote!r}",
                )
            numbers[account.id] = known.number
            row = (reading, position, known.number, account.label)
            self._inserts["reading_accounts"].append(row)
        return numbers

    def _account(self, document: int, account: Account, agreement: int | None) -> _KnownAccount:
        number = self._number("accounts")
        if agreement is None:
            agreement = self._number("agreements")
            minted = content_id("agr", [account.id])
            self._agreement_ids[agreement] = minted
            self._inserts["agreements"].append((agreement, minted, None, self._at))
        known = _KnownAccount(number, document, agreement, account.anchor)
        self._known.accounts[account.id] = known
        anchor = account.anchor
        self._inserts["accounts"].append(
            (number, account.id, document, agreement, anchor.start, anchor.end, anchor.quote)
        )
        return known

    def _under(self, deposit: Deposit) -> int | None:
        """Return the number of the agreement that a deposit is known to tell of."""
        if deposit.under is None:
            return None
        c = tables.agreements.c
        query = select(c.number).where(c.id == deposit.under)
        number = self._connection.execute(query).scalar_one_or_none()
        if number is None:
            raise NotFoundError(f"there is no agreement {deposit.under}", subject=deposit.under)
        self._agreement_ids[int(number)] = deposit.under
        return int(number)

    def _carried(self, document: int, rendition: int, prepared: Prepared) -> dict[Evidence, int]:
        """Return the agreements of an earlier text by where their anchors stand in this one.

        An anchor that cannot be found again is reported.
        """
        carried: dict[Evidence, int] = {}
        for known, before in self._earlier_accounts(document, rendition):
            anchor = find_moved(known.anchor, before, prepared.deposit.rendition.text)
            if anchor is None:
                self._report(
                    "evidence-anchor-lost",
                    prepared,
                    f"the agreement that stood on {known.anchor.quote!r} at {known.anchor.start}:"
                    f"{known.anchor.end} has no such words in the new text of "
                    f"{prepared.deposit.document.name!r}",
                )
            else:
                carried[anchor] = known.agreement
        return carried

    def _earlier_accounts(self, document: int, rendition: int) -> list[tuple[_KnownAccount, str]]:
        """Return the accounts that count of the document's earlier texts, each with its text."""
        if document in self._new_documents or rendition not in self._new_renditions:
            return []
        of_document = {k.number: k for k in self._known.accounts.values() if k.document == document}
        t = tables
        query = (
            select(t.reading_accounts.c.account, t.renditions.c.text)
            .distinct()
            .join(t.current_readings, t.current_readings.c.reading == t.reading_accounts.c.reading)
            .join(t.readings, t.readings.c.number == t.reading_accounts.c.reading)
            .join(t.renditions, t.renditions.c.number == t.readings.c.rendition)
            .where(t.current_readings.c.document == document)
            .where(t.readings.c.rendition != rendition)
            .order_by(t.reading_accounts.c.account)
        )
        return [(of_document[number], text) for number, text in self._connection.execute(query)]

    def _report(self, code: str, prepared: Prepared, reason: str) -> None:
        self.problems.append(Problem(code, prepared.deposit.document.id, reason))

    def _statements(
        self,
        document: int,
        reading: int,
        accounts: dict[str | None, int | None],
        statements: Iterable[Statement],
    ) -> None:
        links = self._inserts["reading_statements"]
        for position, statement in enumerate(statements):
            number = self._known.statements.get(statement.id)
            if number is None:
                number = self._statement(document, accounts[statement.account], statement)
            links.append((reading, position, number, statement.basis))

    def _statement(self, document: int, account: int | None, statement: Statement) -> int:
        number = self._number("statements")
        self._known.statements[statement.id] = number
        self._inserts["statements"].append(
            (
                number,
                statement.id,
                document,
                account,
                statement.kind.value,
                statement.subject,
                statement.property,
                statement.value,
                json.dumps(statement.voice, ensure_ascii=False) if statement.voice else "[]",
                statement.stance.value,
                statement.status.value,
            )
        )
        evidence = self._inserts["evidence"]
        for position, quote in enumerate(statement.evidence):
            evidence.append((number, position, self._quote(document, quote)))
        return number

    def _quote(self, document: int, quote: Evidence) -> int:
        number = self._known.quotes.get((document, quote))
        if number is None:
            number = self._number("quotes")
            self._known.quotes[document, quote] = number
            row = (number, document, quote.start, quote.end, quote.quote)
            self._inserts["quotes"].append(row)
            self._words["quote_words"].append((number, indexed(quote.quote)))
        return number

    def _make_current(self, document: int, reading: int, deposit: Deposit) -> bool:
        """Make a reading the one that counts of its reader; return whether it was not already."""
        key = (document, deposit.reading.reader.name, deposit.document.name)
        if self._known.current.get(key) == (reading, deposit.job):
            return False
        self._known.current[key] = (reading, deposit.job)
        self._current[key] = (*key, reading, deposit.job)
        self._latest[key[:2]] = (*key[:2], reading)
        self._inserts["jobs"].append((self._number("jobs"), deposit.job, reading, self._at))
        return True
