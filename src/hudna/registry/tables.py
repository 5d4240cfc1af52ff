"""Tables: the schema of a registry as SQLAlchemy Core sees it.

The database is made by the migrations of `hudna.registry.sqlite` and `hudna.registry.postgres`;
these are the same tables for writing queries. `docs/registry.md` says what each means.
"""

from sqlalchemy import (
    BLOB,
    REAL,
    BigInteger,
    CheckConstraint,
    Column,
    Connection,
    Double,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
    func,
    select,
    text,
)
from sqlalchemy.schema import SchemaItem
from sqlalchemy.types import TypeEngine

METADATA = MetaData()

SCHEMA_VERSION = 10
"""The version of the schema that this program reads and writes, in either store."""

_NUMBER = BigInteger().with_variant(Integer(), "sqlite")
_REAL: TypeEngine[float] = Double().with_variant(REAL(), "sqlite")
_BYTES = LargeBinary().with_variant(BLOB(), "sqlite")


def _table(name: str, *items: SchemaItem, without_rowid: bool = False) -> Table:
    return Table(name, METADATA, *items, sqlite_strict=True, sqlite_with_rowid=not without_rowid)


def _number() -> Column[int]:
    return Column("number", _NUMBER, primary_key=True, autoincrement=False)


def _text(name: str) -> Column[str]:
    return Column(name, Text, nullable=False)


def _unknown(name: str) -> Column[str]:
    """Return a column whose absent value means that it is not known."""
    return Column(name, Text)


def _count(name: str) -> Column[int]:
    return Column(name, _NUMBER, nullable=False)


def _of(name: str, target: str) -> Column[int]:
    return Column(name, _NUMBER, ForeignKey(f"{target}.number"), nullable=False)


originals = _table(
    "originals", Column("id", Text, primary_key=True), Column("content", _BYTES, nullable=False)
)

documents = _table(
    "documents",
    _number(),
    Column("id", Text, ForeignKey("originals.id"), nullable=False, unique=True),
    _text("name"),
    _text("media_type"),
    _count("size_bytes"),
    _unknown("title"),
    _unknown("publisher"),
    _unknown("published"),
    _unknown("url"),
    _unknown("language"),
    Column(
        "rendition",
        _NUMBER,
        ForeignKey("renditions.number", deferrable=True, initially="DEFERRED", use_alter=True),
        nullable=False,
    ),
    _text("stored_at"),
    Index("documents_by_rendition", "rendition"),
)

renditions = _table(
    "renditions",
    _number(),
    _text("id"),
    _of("document", "documents"),
    _text("text"),
    _count("chars"),
    _text("alignment"),
    _text("regions"),
    _unknown("encoding"),
    _text("made_at"),
    UniqueConstraint("document", "id"),
)

scans = _table(
    "scans",
    _of("rendition", "renditions"),
    _count("position"),
    _text("part"),
    _count("width"),
    _count("height"),
    Column("turned", _REAL, nullable=False),
    _text("recognizer"),
    _text("words"),
    PrimaryKeyConstraint("rendition", "position"),
)

readings = _table(
    "readings",
    _number(),
    Column("id", Text, nullable=False, unique=True),
    _of("document", "documents"),
    _of("rendition", "renditions"),
    _text("reader"),
    _text("version"),
    _text("vocabulary"),
    _text("name"),
    _unknown("title"),
    _unknown("publisher"),
    _unknown("published"),
    _unknown("url"),
    _unknown("language"),
    _text("warnings"),
    _count("refused"),
    _text("schema_name"),
    _text("made_at"),
    Index("readings_by_document", "document"),
)

jobs = _table(
    "jobs",
    _number(),
    _text("id"),
    _of("reading", "readings"),
    _text("stored_at"),
    Index("jobs_by_id", "id"),
)

current_readings = _table(
    "current_readings",
    _of("document", "documents"),
    _text("reader"),
    _text("name"),
    _of("reading", "readings"),
    _text("job"),
    PrimaryKeyConstraint("document", "reader", "name"),
    Index("current_readings_by_job", "job"),
    without_rowid=True,
)

latest_readings = _table(
    "latest_readings",
    _of("document", "documents"),
    _text("reader"),
    _of("reading", "readings"),
    PrimaryKeyConstraint("document", "reader"),
    Index("latest_readings_by_reading", "reading"),
    without_rowid=True,
)

agreements = _table(
    "agreements",
    _number(),
    Column("id", Text, nullable=False, unique=True),
    Column("merged_into", _NUMBER, ForeignKey("agreements.number")),
    _text("minted_at"),
)

accounts = _table(
    "accounts",
    _number(),
    Column("id", Text, nullable=False, unique=True),
    _of("document", "documents"),
    _of("agreement", "agreements"),
    _count("anchor_start"),
    _count("anchor_end"),
    _text("anchor_quote"),
    Index("accounts_by_document", "document"),
    Index("accounts_by_agreement", "agreement"),
)

statements = _table(
    "statements",
    _number(),
    Column("id", Text, nullable=False, unique=True),
    _of("document", "documents"),
    Column("account", _NUMBER, ForeignKey("accounts.number")),
    _text("kind"),
    _text("subject"),
    _text("property"),
    _text("value"),
    _text("voice"),
    _text("stance"),
    _text("status"),
    Index("statements_by_document", "document"),
    Index(
        "statements_of_agreements",
        "property",
        "value",
        sqlite_where=text("kind = 'agreement'"),
        postgresql_where=text("kind = 'agreement'"),
    ),
    *(
        Index(
            f"statements_of_{kind}s",
            "property",
            text("substr(value, 1, 200)"),
            "document",
            sqlite_where=text(f"kind = '{kind}'"),
            postgresql_where=text(f"kind = '{kind}'"),
        )
        for kind in ("participant", "place", "term", "claim")
    ),
)

quotes = _table(
    "quotes",
    _number(),
    _of("document", "documents"),
    _count("span_start"),
    _count("span_end"),
    _text("quote"),
    Index("quotes_by_document", "document"),
)

evidence = _table(
    "evidence",
    _of("statement", "statements"),
    _count("position"),
    _of("quote", "quotes"),
    PrimaryKeyConstraint("statement", "position"),
    Index("evidence_by_quote", "quote"),
    without_rowid=True,
)

reading_accounts = _table(
    "reading_accounts",
    _of("reading", "readings"),
    _count("position"),
    _of("account", "accounts"),
    _text("label"),
    PrimaryKeyConstraint("reading", "position"),
    Index("reading_accounts_by_account", "account"),
    without_rowid=True,
)

reading_statements = _table(
    "reading_statements",
    _of("reading", "readings"),
    _count("position"),
    _of("statement", "statements"),
    _unknown("basis"),
    PrimaryKeyConstraint("reading", "position"),
    Index("reading_statements_by_statement", "statement"),
    without_rowid=True,
)

decisions = _table(
    "decisions",
    _number(),
    _text("kind"),
    _text("target"),
    _unknown("value"),
    _text("reason"),
    _text("author"),
    _text("decided_at"),
    CheckConstraint("kind IN ('accept', 'reject', 'correct', 'undo', 'merge', 'split')"),
    CheckConstraint("(value IS NOT NULL) = (kind IN ('correct', 'merge', 'split'))"),
    CheckConstraint("trim(reason) <> ''"),
    CheckConstraint("trim(author) <> ''"),
    Index("decisions_by_target", "target"),
)

resolutions = _table(
    "resolutions",
    _number(),
    _text("resolver"),
    _text("vocabulary"),
    Column("same_from", _REAL, nullable=False),
    Column("review_from", _REAL, nullable=False),
    _text("resolved_at"),
)

comparisons = _table(
    "comparisons",
    _number(),
    _of("first", "agreements"),
    _of("second", "agreements"),
    Column("score", _REAL, nullable=False),
    _text("features"),
    _text("resolver"),
    _text("compared_at"),
    _unknown("ended_at"),
    Column("is_asked", _NUMBER, nullable=False, server_default=text("0")),
    Index("comparisons_by_first", "first"),
    Index("comparisons_by_second", "second"),
)

blocking_keys = _table(
    "blocking_keys",
    _of("agreement", "agreements"),
    _count("key"),
    _count("day"),
    _count("is_named"),
    PrimaryKeyConstraint("key", "agreement"),
    Index("blocking_keys_by_agreement", "agreement"),
    without_rowid=True,
)

resolved_until = _table("resolved_until", _number(), _count("job"), _count("decision"))

sketches = _table(
    "sketches",
    Column("document", _NUMBER, ForeignKey("documents.number"), primary_key=True),
    _of("rendition", "renditions"),
    _count("runs"),
    Column("hashes", _BYTES, nullable=False),
    _of("source", "documents"),
)

grades = _table(
    "grades",
    _number(),
    _text("kind"),
    _text("target"),
    _unknown("value"),
    _text("reason"),
    _text("assessor"),
    _text("graded_at"),
    CheckConstraint("kind IN ('reliability', 'credibility', 'affiliation', 'undo')"),
    CheckConstraint("(value IS NULL) = (kind = 'undo')"),
    CheckConstraint("trim(target) <> ''"),
    CheckConstraint("trim(reason) <> ''"),
    CheckConstraint("trim(assessor) <> ''"),
    Index("grades_by_target", "target"),
)

problems = _table(
    "problems",
    _number(),
    _text("code"),
    _text("subject"),
    _text("reason"),
    _text("recorded_at"),
    _text("seen_at"),
    _unknown("resolved_at"),
    Index("problems_by_subject", "subject"),
)

audit = _table(
    "audit",
    _number(),
    _text("at"),
    _text("actor"),
    _text("kind"),
    _text("subjects"),
    _text("content"),
    _text("previous"),
    _text("hash"),
)


def next_number(connection: Connection, table: Table) -> int:
    """Return the number of the next row of a table; for a transaction that writes."""
    query = select(func.coalesce(func.max(table.c.number), 0))
    return int(connection.execute(query).scalar_one()) + 1
