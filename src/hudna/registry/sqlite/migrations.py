"""Migrations: the schema of a registry's file, from version 1 on; kept in `PRAGMA user_version`.

Each migration is a list of SQL statements that stays as it was released; a change of the schema is
a new migration. `hudna.registry.tables` describes the schema that the last one leaves, and a test
holds the two against each other. `docs/registry.md` says what each table means.
"""

APPLICATION_ID = 0x48554E44
"""`HUND` in ASCII, at offset 68 of the file: tells a registry from another SQLite database."""

_VERSION_1 = (
    """CREATE TABLE originals (
        id TEXT NOT NULL PRIMARY KEY,
        content BLOB NOT NULL
    ) STRICT""",
    """CREATE TABLE documents (
        number INTEGER NOT NULL PRIMARY KEY,
        id TEXT NOT NULL UNIQUE REFERENCES originals (id),
        name TEXT NOT NULL,
        media_type TEXT NOT NULL,
        size_bytes INTEGER NOT NULL,
        title TEXT,
        publisher TEXT,
        published TEXT,
        url TEXT,
        language TEXT,
        rendition INTEGER NOT NULL REFERENCES renditions (number) DEFERRABLE INITIALLY DEFERRED,
        stored_at TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE renditions (
        number INTEGER NOT NULL PRIMARY KEY,
        id TEXT NOT NULL,
        document INTEGER NOT NULL REFERENCES documents (number),
        text TEXT NOT NULL,
        chars INTEGER NOT NULL,
        alignment TEXT NOT NULL,
        regions TEXT NOT NULL,
        encoding TEXT,
        made_at TEXT NOT NULL,
        UNIQUE (document, id)
    ) STRICT""",
    """CREATE TABLE readings (
        number INTEGER NOT NULL PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        document INTEGER NOT NULL REFERENCES documents (number),
        rendition INTEGER NOT NULL REFERENCES renditions (number),
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
        refused INTEGER NOT NULL,
        schema_name TEXT NOT NULL,
        made_at TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX readings_by_document ON readings (document)",
    """CREATE TABLE jobs (
        number INTEGER NOT NULL PRIMARY KEY,
        id TEXT NOT NULL,
        reading INTEGER NOT NULL REFERENCES readings (number),
        stored_at TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX jobs_by_id ON jobs (id)",
    """CREATE TABLE current_readings (
        document INTEGER NOT NULL REFERENCES documents (number),
        reader TEXT NOT NULL,
        name TEXT NOT NULL,
        reading INTEGER NOT NULL REFERENCES readings (number),
        job TEXT NOT NULL,
        PRIMARY KEY (document, reader, name)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX current_readings_by_job ON current_readings (job)",
    """CREATE TABLE latest_readings (
        document INTEGER NOT NULL REFERENCES documents (number),
        reader TEXT NOT NULL,
        reading INTEGER NOT NULL REFERENCES readings (number),
        PRIMARY KEY (document, reader)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX latest_readings_by_reading ON latest_readings (reading)",
    """CREATE TABLE agreements (
        number INTEGER NOT NULL PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        merged_into INTEGER REFERENCES agreements (number),
        minted_at TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE accounts (
        number INTEGER NOT NULL PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        document INTEGER NOT NULL REFERENCES documents (number),
        agreement INTEGER NOT NULL REFERENCES agreements (number),
        anchor_start INTEGER NOT NULL,
        anchor_end INTEGER NOT NULL,
        anchor_quote TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX accounts_by_document ON accounts (document)",
    "CREATE INDEX accounts_by_agreement ON accounts (agreement)",
    """CREATE TABLE statements (
        number INTEGER NOT NULL PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        document INTEGER NOT NULL REFERENCES documents (number),
        account INTEGER REFERENCES accounts (number),
        kind TEXT NOT NULL,
        subject TEXT NOT NULL,
        property TEXT NOT NULL,
        value TEXT NOT NULL,
        voice TEXT NOT NULL,
        stance TEXT NOT NULL,
        status TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX statements_by_document ON statements (document)",
    """CREATE TABLE quotes (
        number INTEGER NOT NULL PRIMARY KEY,
        document INTEGER NOT NULL REFERENCES documents (number),
        span_start INTEGER NOT NULL,
        span_end INTEGER NOT NULL,
        quote TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX quotes_by_document ON quotes (document)",
    """CREATE TABLE evidence (
        statement INTEGER NOT NULL REFERENCES statements (number),
        position INTEGER NOT NULL,
        quote INTEGER NOT NULL REFERENCES quotes (number),
        PRIMARY KEY (statement, position)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX evidence_by_quote ON evidence (quote)",
    """CREATE TABLE reading_accounts (
        reading INTEGER NOT NULL REFERENCES readings (number),
        position INTEGER NOT NULL,
        account INTEGER NOT NULL REFERENCES accounts (number),
        label TEXT NOT NULL,
        PRIMARY KEY (reading, position)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX reading_accounts_by_account ON reading_accounts (account)",
    """CREATE TABLE reading_statements (
        reading INTEGER NOT NULL REFERENCES readings (number),
        position INTEGER NOT NULL,
        statement INTEGER NOT NULL REFERENCES statements (number),
        basis TEXT,
        PRIMARY KEY (reading, position)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX reading_statements_by_statement ON reading_statements (statement)",
    """CREATE TABLE decisions (
        number INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN ('accept', 'reject', 'correct', 'undo')),
        target TEXT NOT NULL,
        value TEXT CHECK ((value IS NOT NULL) = (kind = 'correct')),
        reason TEXT NOT NULL CHECK (trim(reason) <> ''),
        author TEXT NOT NULL CHECK (trim(author) <> ''),
        decided_at TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX decisions_by_target ON decisions (target)",
    """CREATE TRIGGER decisions_are_never_changed BEFORE UPDATE ON decisions
        BEGIN SELECT RAISE(ABORT, 'decisions are appended and never changed'); END""",
    """CREATE TRIGGER decisions_are_never_removed BEFORE DELETE ON decisions
        BEGIN SELECT RAISE(ABORT, 'decisions are appended and never removed'); END""",
    """CREATE TRIGGER decisions_are_never_replaced BEFORE INSERT ON decisions
        WHEN EXISTS (SELECT 1 FROM decisions WHERE number = NEW.number)
        BEGIN SELECT RAISE(ABORT, 'decisions are appended and never changed'); END""",
    """CREATE TABLE problems (
        number INTEGER NOT NULL PRIMARY KEY,
        code TEXT NOT NULL,
        subject TEXT NOT NULL,
        reason TEXT NOT NULL,
        recorded_at TEXT NOT NULL,
        seen_at TEXT NOT NULL,
        resolved_at TEXT
    ) STRICT""",
    "CREATE INDEX problems_by_subject ON problems (subject)",
    """CREATE VIEW current_values AS
        SELECT d.id AS document, g.id AS agreement, a.id AS account,
            s.kind, s.subject, s.id AS statement, s.property, s.value, s.voice, s.stance,
            s.status, l.reader, rs.basis, e.position, q.span_start, q.span_end, q.quote
        FROM latest_readings AS l
        JOIN reading_statements AS rs ON rs.reading = l.reading
        JOIN statements AS s ON s.number = rs.statement
        JOIN documents AS d ON d.number = s.document
        JOIN evidence AS e ON e.statement = s.number
        JOIN quotes AS q ON q.number = e.quote
        LEFT JOIN accounts AS a ON a.number = s.account
        LEFT JOIN agreements AS g ON g.number = a.agreement""",
    """CREATE VIRTUAL TABLE rendition_words USING fts5 (
        words, content='', tokenize="unicode61 remove_diacritics 2 categories 'L* N* Co M*'")""",
    """CREATE VIRTUAL TABLE quote_words USING fts5 (
        words, content='', tokenize="unicode61 remove_diacritics 2 categories 'L* N* Co M*'")""",
)

_VERSION_2 = (
    "DROP TRIGGER decisions_are_never_changed",
    "DROP TRIGGER decisions_are_never_removed",
    "DROP TRIGGER decisions_are_never_replaced",
    "DROP INDEX decisions_by_target",
    "ALTER TABLE decisions RENAME TO decisions_of_version_1",
    """CREATE TABLE decisions (
        number INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
        kind TEXT NOT NULL
            CHECK (kind IN ('accept', 'reject', 'correct', 'undo', 'merge', 'split')),
        target TEXT NOT NULL,
        value TEXT CHECK ((value IS NOT NULL) = (kind IN ('correct', 'merge', 'split'))),
        reason TEXT NOT NULL CHECK (trim(reason) <> ''),
        author TEXT NOT NULL CHECK (trim(author) <> ''),
        decided_at TEXT NOT NULL
    ) STRICT""",
    """INSERT INTO decisions (number, kind, target, value, reason, author, decided_at)
        SELECT number, kind, target, value, reason, author, decided_at
        FROM decisions_of_version_1 ORDER BY number""",
    "DROP TABLE decisions_of_version_1",
    "CREATE INDEX decisions_by_target ON decisions (target)",
    """CREATE TRIGGER decisions_are_never_changed BEFORE UPDATE ON decisions
        BEGIN SELECT RAISE(ABORT, 'decisions are appended and never changed'); END""",
    """CREATE TRIGGER decisions_are_never_removed BEFORE DELETE ON decisions
        BEGIN SELECT RAISE(ABORT, 'decisions are appended and never removed'); END""",
    """CREATE TRIGGER decisions_are_never_replaced BEFORE INSERT ON decisions
        WHEN EXISTS (SELECT 1 FROM decisions WHERE number = NEW.number)
        BEGIN SELECT RAISE(ABORT, 'decisions are appended and never changed'); END""",
    """CREATE TABLE resolutions (
        number INTEGER NOT NULL PRIMARY KEY,
        resolver TEXT NOT NULL,
        vocabulary TEXT NOT NULL,
        same_from REAL NOT NULL,
        review_from REAL NOT NULL,
        resolved_at TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE comparisons (
        number INTEGER NOT NULL PRIMARY KEY,
        first INTEGER NOT NULL REFERENCES agreements (number),
        second INTEGER NOT NULL REFERENCES agreements (number),
        score REAL NOT NULL,
        features TEXT NOT NULL,
        resolver TEXT NOT NULL,
        compared_at TEXT NOT NULL,
        ended_at TEXT
    ) STRICT""",
    "CREATE INDEX comparisons_by_first ON comparisons (first)",
    "CREATE INDEX comparisons_by_second ON comparisons (second)",
    "DROP VIEW current_values",
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

_VERSION_3 = (
    """CREATE TABLE sketches (
        document INTEGER NOT NULL PRIMARY KEY REFERENCES documents (number),
        rendition INTEGER NOT NULL REFERENCES renditions (number),
        runs INTEGER NOT NULL,
        hashes BLOB NOT NULL,
        source INTEGER NOT NULL REFERENCES documents (number)
    ) STRICT""",
)

_VERSION_4 = (
    """CREATE TABLE grades (
        number INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN ('reliability', 'credibility', 'affiliation', 'undo')),
        target TEXT NOT NULL CHECK (trim(target) <> ''),
        value TEXT CHECK ((value IS NULL) = (kind = 'undo')),
        reason TEXT NOT NULL CHECK (trim(reason) <> ''),
        assessor TEXT NOT NULL CHECK (trim(assessor) <> ''),
        graded_at TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX grades_by_target ON grades (target)",
    """CREATE TRIGGER grades_are_never_changed BEFORE UPDATE ON grades
        BEGIN SELECT RAISE(ABORT, 'grades are appended and never changed'); END""",
    """CREATE TRIGGER grades_are_never_removed BEFORE DELETE ON grades
        BEGIN SELECT RAISE(ABORT, 'grades are appended and never removed'); END""",
    """CREATE TRIGGER grades_are_never_replaced BEFORE INSERT ON grades
        WHEN EXISTS (SELECT 1 FROM grades WHERE number = NEW.number)
        BEGIN SELECT RAISE(ABORT, 'grades are appended and never changed'); END""",
)

_VERSION_5 = (
    """CREATE TABLE audit (
        number INTEGER NOT NULL PRIMARY KEY,
        at TEXT NOT NULL,
        actor TEXT NOT NULL,
        kind TEXT NOT NULL,
        subjects TEXT NOT NULL,
        content TEXT NOT NULL,
        previous TEXT NOT NULL,
        hash TEXT NOT NULL
    ) STRICT""",
    """CREATE TRIGGER audit_is_never_changed BEFORE UPDATE ON audit
        BEGIN SELECT RAISE(ABORT, 'audit rows are appended and never changed'); END""",
    """CREATE TRIGGER audit_is_never_removed BEFORE DELETE ON audit
        BEGIN SELECT RAISE(ABORT, 'audit rows are appended and never removed'); END""",
    """CREATE TRIGGER audit_is_never_replaced BEFORE INSERT ON audit
        WHEN EXISTS (SELECT 1 FROM audit WHERE number = NEW.number)
        BEGIN SELECT RAISE(ABORT, 'audit rows are appended and never changed'); END""",
)

_VERSION_6 = (
    """CREATE INDEX statements_of_agreements ON statements (property, value)
        WHERE kind = 'agreement'""",
)

_VERSION_7 = ("CREATE INDEX documents_by_rendition ON documents (rendition)",)
"""SQLite looks for the document that waits for a text whenever one is stored."""

_VERSION_8 = (
    "ALTER TABLE comparisons ADD COLUMN is_asked INTEGER NOT NULL DEFAULT 0",
    """CREATE TABLE blocking_keys (
        agreement INTEGER NOT NULL REFERENCES agreements (number),
        key INTEGER NOT NULL,
        day INTEGER NOT NULL,
        is_named INTEGER NOT NULL,
        PRIMARY KEY (key, agreement)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX blocking_keys_by_agreement ON blocking_keys (agreement)",
    """CREATE TABLE resolved_until (
        number INTEGER NOT NULL PRIMARY KEY,
        job INTEGER NOT NULL,
        decision INTEGER NOT NULL
    ) STRICT""",
)

_VERSION_9 = (
    """CREATE TABLE scans (
        rendition INTEGER NOT NULL REFERENCES renditions (number),
        position INTEGER NOT NULL,
        part TEXT NOT NULL,
        width INTEGER NOT NULL,
        height INTEGER NOT NULL,
        turned REAL NOT NULL,
        recognizer TEXT NOT NULL,
        words TEXT NOT NULL,
        PRIMARY KEY (rendition, position)
    ) STRICT""",
)

_VERSION_10 = tuple(
    f"""CREATE INDEX statements_of_{kind}s ON statements (property, substr(value, 1, 200), document)
        WHERE kind = '{kind}'"""
    for kind in ("participant", "place", "term", "claim")
)
"""A search that few documents answer begins with them; PostgreSQL indexes no long value whole."""

MIGRATIONS: tuple[tuple[str, ...], ...] = (
    _VERSION_1,
    _VERSION_2,
    _VERSION_3,
    _VERSION_4,
    _VERSION_5,
    _VERSION_6,
    _VERSION_7,
    _VERSION_8,
    _VERSION_9,
    _VERSION_10,
)
"""The SQL that leads from each version to the next, the first from an empty file to version 1."""

AUDITED_FROM = 5
"""The version from which on there is an audit trail, begun over what was there."""
