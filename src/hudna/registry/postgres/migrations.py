"""Migrations: the schema of a registry on a server, from version 5 on, the first that was on one.

Each migration is a list of SQL statements that stays as it was released; a change of the schema is
a new migration, of the same number as the one of `hudna.registry.sqlite`. `hudna.registry.tables`
describes the schema that the last one leaves, and a test holds the two against each other.

Texts are ordered by their code points (`COLLATE "C"`), as in SQLite, whatever the server's locale.
`hudna_registry` tells a registry from another database; its one row is also what writers wait for.
"""

import re
from collections.abc import Mapping

_APPENDED = {"decisions": "decisions", "grades": "grades", "audit": "audit rows"}
"""The tables that only grow, and what they hold."""


def _table(sql: str) -> str:
    return sql.replace(" TEXT", ' TEXT COLLATE "C"')


def _appended(table: str, what: str) -> tuple[str, ...]:
    """Return what lets a table only grow."""
    return (
        (
            f"CREATE FUNCTION {table}_only_grow() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
            f" RAISE EXCEPTION USING MESSAGE = '{what} are appended and never changed or removed',"
            " ERRCODE = 'integrity_constraint_violation'; END $$"
        ),
        (
            f"CREATE TRIGGER {table}_are_never_changed BEFORE UPDATE OR DELETE ON {table}"
            f" FOR EACH ROW EXECUTE FUNCTION {table}_only_grow()"
        ),
        (
            f"CREATE TRIGGER {table}_are_never_emptied BEFORE TRUNCATE ON {table}"
            f" FOR EACH STATEMENT EXECUTE FUNCTION {table}_only_grow()"
        ),
    )


def _words(table: str, of: str) -> tuple[str, ...]:
    """Return a full-text index: the words of a text with their places, in parts where it is long.

    `length` counts the words of the whole text. What ranks a match needs to know how many texts
    and words there are, which `word_counts` keeps.
    """
    return (
        (
            f"CREATE TABLE {table} (number BIGINT NOT NULL REFERENCES {of} (number),"
            " part BIGINT NOT NULL, length BIGINT NOT NULL, words TSVECTOR NOT NULL,"
            " PRIMARY KEY (number, part))"
        ),
        f"CREATE INDEX {table}_by_word ON {table} USING gin (words)",
        f"INSERT INTO word_counts VALUES ('{table}', 0, 0)",  # noqa: S608 - own names
    )


_VERSION_5 = (
    *map(
        _table,
        (
            "CREATE TABLE hudna_registry (version BIGINT NOT NULL)",
            """CREATE TABLE originals (
        id TEXT NOT NULL PRIMARY KEY,
        content BYTEA NOT NULL
    )""",
            """CREATE TABLE documents (
        number BIGINT NOT NULL PRIMARY KEY,
        id TEXT NOT NULL UNIQUE REFERENCES originals (id),
        name TEXT NOT NULL,
        media_type TEXT NOT NULL,
        size_bytes BIGINT NOT NULL,
        title TEXT,
        publisher TEXT,
        published TEXT,
        url TEXT,
        language TEXT,
        rendition BIGINT NOT NULL,
        stored_at TEXT NOT NULL
    )""",
            """CREATE TABLE renditions (
        number BIGINT NOT NULL PRIMARY KEY,
        id TEXT NOT NULL,
        document BIGINT NOT NULL REFERENCES documents (number),
        text TEXT NOT NULL,
        chars BIGINT NOT NULL,
        alignment TEXT NOT NULL,
        regions TEXT NOT NULL,
        encoding TEXT,
        made_at TEXT NOT NULL,
        UNIQUE (document, id)
    )""",
            """ALTER TABLE documents ADD CONSTRAINT documents_rendition_fkey
        FOREIGN KEY (rendition) REFERENCES renditions (number) DEFERRABLE INITIALLY DEFERRED""",
            """CREATE TABLE readings (
        number BIGINT NOT NULL PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        document BIGINT NOT NULL REFERENCES documents (number),
        rendition BIGINT NOT NULL REFERENCES renditions (number),
        reader TEXT NOT NULL,
        version TEXT NOT NULL,
        vocabulary TEXT NOT NULL,
        name TEXT NOT NULL,
        title TEXT,
        publisher TEXT,
        published TEXT,
        url TEXT,
        language TEXT,
        warnings TEXT NOT NULL,
        refused BIGINT NOT NULL,
        schema_name TEXT NOT NULL,
        made_at TEXT NOT NULL
    )""",
            "CREATE INDEX readings_by_document ON readings (document)",
            """CREATE TABLE jobs (
        number BIGINT NOT NULL PRIMARY KEY,
        id TEXT NOT NULL,
        reading BIGINT NOT NULL REFERENCES readings (number),
        stored_at TEXT NOT NULL
    )""",
            "CREATE INDEX jobs_by_id ON jobs (id)",
            """CREATE TABLE current_readings (
        document BIGINT NOT NULL REFERENCES documents (number),
        reader TEXT NOT NULL,
        name TEXT NOT NULL,
        reading BIGINT NOT NULL REFERENCES readings (number),
        job TEXT NOT NULL,
        PRIMARY KEY (document, reader, name)
    )""",
            "CREATE INDEX current_readings_by_job ON current_readings (job)",
            """CREATE TABLE latest_readings (
        document BIGINT NOT NULL REFERENCES documents (number),
        reader TEXT NOT NULL,
        reading BIGINT NOT NULL REFERENCES readings (number),
        PRIMARY KEY (document, reader)
    )""",
            "CREATE INDEX latest_readings_by_reading ON latest_readings (reading)",
            """CREATE TABLE agreements (
        number BIGINT NOT NULL PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        merged_into BIGINT REFERENCES agreements (number),
        minted_at TEXT NOT NULL
    )""",
            """CREATE TABLE accounts (
        number BIGINT NOT NULL PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        document BIGINT NOT NULL REFERENCES documents (number),
        agreement BIGINT NOT NULL REFERENCES agreements (number),
        anchor_start BIGINT NOT NULL,
        anchor_end BIGINT NOT NULL,
        anchor_quote TEXT NOT NULL
    )""",
            "CREATE INDEX accounts_by_document ON accounts (document)",
            "CREATE INDEX accounts_by_agreement ON accounts (agreement)",
            """CREATE TABLE statements (
        number BIGINT NOT NULL PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        document BIGINT NOT NULL REFERENCES documents (number),
        account BIGINT REFERENCES accounts (number),
        kind TEXT NOT NULL,
        subject TEXT NOT NULL,
        property TEXT NOT NULL,
        value TEXT NOT NULL,
        voice TEXT NOT NULL,
        stance TEXT NOT NULL,
        status TEXT NOT NULL
    )""",
            "CREATE INDEX statements_by_document ON statements (document)",
            """CREATE TABLE quotes (
        number BIGINT NOT NULL PRIMARY KEY,
        document BIGINT NOT NULL REFERENCES documents (number),
        span_start BIGINT NOT NULL,
        span_end BIGINT NOT NULL,
        quote TEXT NOT NULL
    )""",
            "CREATE INDEX quotes_by_document ON quotes (document)",
            """CREATE TABLE evidence (
        statement BIGINT NOT NULL REFERENCES statements (number),
        position BIGINT NOT NULL,
        quote BIGINT NOT NULL REFERENCES quotes (number),
        PRIMARY KEY (statement, position)
    )""",
            "CREATE INDEX evidence_by_quote ON evidence (quote)",
            """CREATE TABLE reading_accounts (
        reading BIGINT NOT NULL REFERENCES readings (number),
        position BIGINT NOT NULL,
        account BIGINT NOT NULL REFERENCES accounts (number),
        label TEXT NOT NULL,
        PRIMARY KEY (reading, position)
    )""",
            "CREATE INDEX reading_accounts_by_account ON reading_accounts (account)",
            """CREATE TABLE reading_statements (
        reading BIGINT NOT NULL REFERENCES readings (number),
        position BIGINT NOT NULL,
        statement BIGINT NOT NULL REFERENCES statements (number),
        basis TEXT,
        PRIMARY KEY (reading, position)
    )""",
            "CREATE INDEX reading_statements_by_statement ON reading_statements (statement)",
            """CREATE TABLE decisions (
        number BIGINT PRIMARY KEY NOT NULL,
        kind TEXT NOT NULL
            CHECK (kind IN ('accept', 'reject', 'correct', 'undo', 'merge', 'split')),
        target TEXT NOT NULL,
        value TEXT CHECK ((value IS NOT NULL) = (kind IN ('correct', 'merge', 'split'))),
        reason TEXT NOT NULL CHECK (trim(reason) <> ''),
        author TEXT NOT NULL CHECK (trim(author) <> ''),
        decided_at TEXT NOT NULL
    )""",
            "CREATE INDEX decisions_by_target ON decisions (target)",
            """CREATE TABLE resolutions (
        number BIGINT NOT NULL PRIMARY KEY,
        resolver TEXT NOT NULL,
        vocabulary TEXT NOT NULL,
        same_from DOUBLE PRECISION NOT NULL,
        review_from DOUBLE PRECISION NOT NULL,
        resolved_at TEXT NOT NULL
    )""",
            """CREATE TABLE comparisons (
        number BIGINT NOT NULL PRIMARY KEY,
        first BIGINT NOT NULL REFERENCES agreements (number),
        second BIGINT NOT NULL REFERENCES agreements (number),
        score DOUBLE PRECISION NOT NULL,
        features TEXT NOT NULL,
        resolver TEXT NOT NULL,
        compared_at TEXT NOT NULL,
        ended_at TEXT
    )""",
            "CREATE INDEX comparisons_by_first ON comparisons (first)",
            "CREATE INDEX comparisons_by_second ON comparisons (second)",
            """CREATE TABLE sketches (
        document BIGINT NOT NULL PRIMARY KEY REFERENCES documents (number),
        rendition BIGINT NOT NULL REFERENCES renditions (number),
        runs BIGINT NOT NULL,
        hashes BYTEA NOT NULL,
        source BIGINT NOT NULL REFERENCES documents (number)
    )""",
            """CREATE TABLE grades (
        number BIGINT PRIMARY KEY NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN ('reliability', 'credibility', 'affiliation', 'undo')),
        target TEXT NOT NULL CHECK (trim(target) <> ''),
        value TEXT CHECK ((value IS NULL) = (kind = 'undo')),
        reason TEXT NOT NULL CHECK (trim(reason) <> ''),
        assessor TEXT NOT NULL CHECK (trim(assessor) <> ''),
        graded_at TEXT NOT NULL
    )""",
            "CREATE INDEX grades_by_target ON grades (target)",
            """CREATE TABLE problems (
        number BIGINT NOT NULL PRIMARY KEY,
        code TEXT NOT NULL,
        subject TEXT NOT NULL,
        reason TEXT NOT NULL,
        recorded_at TEXT NOT NULL,
        seen_at TEXT NOT NULL,
        resolved_at TEXT
    )""",
            "CREATE INDEX problems_by_subject ON problems (subject)",
            """CREATE TABLE audit (
        number BIGINT NOT NULL PRIMARY KEY,
        at TEXT NOT NULL,
        actor TEXT NOT NULL,
        kind TEXT NOT NULL,
        subjects TEXT NOT NULL,
        content TEXT NOT NULL,
        previous TEXT NOT NULL,
        hash TEXT NOT NULL
    )""",
            """CREATE TABLE word_counts (
        name TEXT NOT NULL PRIMARY KEY,
        texts BIGINT NOT NULL,
        words BIGINT NOT NULL
    )""",
        ),
    ),
    *(sql for table, what in _APPENDED.items() for sql in _appended(table, what)),
    *_words("rendition_words", "renditions"),
    *_words("quote_words", "quotes"),
    """CREATE VIEW current_values AS
        SELECT d.id AS document, coalesce(m.id, g.id) AS agreement, a.id AS account,
            s.kind, s.subject, s.id AS statement, s.property, s.value, s.voice, s.stance,
            s.status, l.reader, rs.basis, e.position, q.span_start, q.span_end, q.quote
        FROM latest_readings AS l
        JOIN reading_statements AS rs ON rs.reading = l.reading
        JOIN statements AS s ON s.number = rs.statement
        JOIN documents AS d ON d.number = s.document
        JOIN evidence AS e ON e.statement = s.number
        JOIN quotes AS q ON q.number = e.quote
        LEFT JOIN accounts AS a ON a.number = s.account
        LEFT JOIN agreements AS g ON g.number = a.agreement
        LEFT JOIN agreements AS m ON m.number = g.merged_into""",
)

_VERSION_6 = (
    """CREATE INDEX statements_of_agreements ON statements (property, value)
        WHERE kind = 'agreement'""",
)

_VERSION_7 = ("CREATE INDEX documents_by_rendition ON documents (rendition)",)

_VERSION_8 = (
    "ALTER TABLE comparisons ADD COLUMN is_asked BIGINT NOT NULL DEFAULT 0",
    """CREATE TABLE blocking_keys (
        agreement BIGINT NOT NULL REFERENCES agreements (number),
        key BIGINT NOT NULL,
        day BIGINT NOT NULL,
        is_named BIGINT NOT NULL,
        PRIMARY KEY (key, agreement)
    )""",
    "CREATE INDEX blocking_keys_by_agreement ON blocking_keys (agreement)",
    """CREATE TABLE resolved_until (
        number BIGINT NOT NULL PRIMARY KEY,
        job BIGINT NOT NULL,
        decision BIGINT NOT NULL
    )""",
)

_VERSION_9 = (
    _table(
        """CREATE TABLE scans (
        rendition BIGINT NOT NULL REFERENCES renditions (number),
        position BIGINT NOT NULL,
        part TEXT NOT NULL,
        width BIGINT NOT NULL,
        height BIGINT NOT NULL,
        turned DOUBLE PRECISION NOT NULL,
        recognizer TEXT NOT NULL,
        words TEXT NOT NULL,
        PRIMARY KEY (rendition, position)
    )"""
    ),
)

_VERSION_10 = tuple(
    f"""CREATE INDEX statements_of_{kind}s ON statements (property, substr(value, 1, 200), document)
        WHERE kind = '{kind}'"""
    for kind in ("participant", "place", "term", "claim")
)
"""A search that few documents answer begins with them; PostgreSQL indexes no long value whole."""

MIGRATIONS: Mapping[int, tuple[str, ...]] = {
    5: _VERSION_5,
    6: _VERSION_6,
    7: _VERSION_7,
    8: _VERSION_8,
    9: _VERSION_9,
    10: _VERSION_10,
}
"""The SQL that leads to each version; the first makes a registry where there is none."""

_TABLES = re.findall(r"CREATE TABLE (\w+)", " ".join(sum(MIGRATIONS.values(), ())))

REMOVAL = (
    "DROP VIEW current_values",
    f"DROP TABLE {', '.join(_TABLES)}",
    *(f"DROP FUNCTION {table}_only_grow()" for table in _APPENDED),
)
"""The SQL that leaves nothing of a registry."""
