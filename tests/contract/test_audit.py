"""The audit trail: every acknowledged write has a row, and what was changed behind it is found."""

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError

from deposited import READER, Ticking, deposit, numbered, run_sql
from hudna.domain.audit import chained
from hudna.domain.readings import Reader
from hudna.domain.statements import DecisionKind
from hudna.errors import EvidenceError, InputError, NotFoundError
from hudna.registry import Registry, open_registry
from hudna.registry.sqlite.migrations import APPLICATION_ID, MIGRATIONS

PERSON = Reader("person:Ada", "1", "vocabulary-test")


def kinds(registry: Registry) -> list[str]:
    return [row.kind.value for row in registry.iter_audit()]


def faults(registry: Registry) -> list[tuple[int | None, str]]:
    return [(fault.number, fault.subject) for fault in registry.verify_audit().faults]


def a_statement(registry: Registry) -> str:
    return str(next(registry.iter_values()).value.statement.id)


def reject(registry: Registry) -> int:
    statement = a_statement(registry)
    decision = registry.decide(DecisionKind.REJECT, statement, reason="so", author="Ada")
    return decision.number


def fill(registry: Registry) -> None:
    """Do one of everything that is acknowledged."""
    registry.store([deposit(), numbered(1)])
    registry.store([deposit(reader=PERSON)])
    number = reject(registry)
    registry.undo(number, reason="no", author="Ben")
    one, other = (view.id for view in registry.iter_agreements())
    registry.merge(one, other, reason="one", author="Ada")
    [account, *_] = registry.get_agreement(one).accounts
    registry.undo(3, reason="no", author="Ben")
    registry.grade_statement(a_statement(registry), "2", reason="seen", assessor="Ben")
    registry.undo_grade(1, reason="no", assessor="Ben")
    registry.resolve()
    assert account.id


def switch_off(registry: Registry, table: str) -> None:
    """Take away what keeps a table from being changed, as somebody with the rights could."""
    if registry._engine.dialect.name == "postgresql":
        run_sql(registry, f"ALTER TABLE {table} DISABLE TRIGGER USER")
        return
    listed = f"SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = '{table}'"  # noqa: S608
    for (name,) in run_sql(registry, listed):
        run_sql(registry, f"DROP TRIGGER {name}")


def test_every_acknowledged_write_has_a_row(registry: Registry) -> None:
    fill(registry)
    assert kinds(registry) == [
        "begin",
        *("read", "read", "load"),
        *("decide", "undo"),
        *("merge", "group", "undo", "group"),
        *("grade", "grade"),
        *("resolve", "group"),
    ]


def test_a_row_names_who_wrote_what_and_when(registry: Registry) -> None:
    registry.store([deposit(), deposit(reader=PERSON)])
    reject(registry)
    [_, read, load, decided] = registry.iter_audit()
    assert (read.actor, load.actor, decided.actor) == (READER.name, "person:Ada", "Ada")
    assert read.subjects == (deposit().reading.id, deposit().document.id)
    assert decided.subjects == ("decision:1", a_statement(registry))
    assert read.at.startswith("2031-06-01T00:00:0")


def test_each_row_holds_the_hash_of_the_one_before(registry: Registry) -> None:
    fill(registry)
    rows = list(registry.iter_audit())
    assert [row.number for row in rows] == list(range(1, len(rows) + 1))
    assert [row.previous for row in rows] == ["", *(row.hash for row in rows[:-1])]


def test_what_is_sound_is_found_sound(registry: Registry) -> None:
    fill(registry)
    report = registry.verify_audit()
    assert report.faults == ()
    assert report.rows == len(kinds(registry))
    assert report.checked == 3 + 4 + 2
    assert report.head == list(registry.iter_audit())[-1].hash


def test_an_empty_registry_is_sound(registry: Registry) -> None:
    report = registry.verify_audit()
    assert (report.rows, report.head, report.faults) == (0, "", ())


def test_what_was_refused_leaves_no_row(registry: Registry) -> None:
    registry.store([deposit()])
    with pytest.raises(NotFoundError):
        registry.decide(DecisionKind.REJECT, "stm-zz", reason="r", author="a")
    assert kinds(registry) == ["begin", "read"]


def test_what_changes_nothing_leaves_no_row(registry: Registry) -> None:
    fill(registry)
    before = kinds(registry)
    registry.store([numbered(1)])
    registry.resolve()
    assert kinds(registry) == before


def test_resolving_nothing_new_hides_no_altered_comparison(registry: Registry) -> None:
    fill(registry)
    switch_off(registry, "comparisons")
    run_sql(registry, "UPDATE comparisons SET score = 0.123")
    before = kinds(registry)
    registry.resolve_new()
    assert kinds(registry) == before
    assert "comparisons" in [subject for _, subject in faults(registry)]


def test_a_reading_that_counts_again_has_a_row_again(registry: Registry) -> None:
    first = deposit()
    later = deposit(metadata=replace(first.document.metadata, published="2031-05-05"))
    for each in (first, later, first):
        registry.store([each])
    assert kinds(registry) == ["begin", "read", "read", "read"]
    assert registry.verify_audit().faults == ()


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE audit SET actor = 'nobody'",
        "DELETE FROM audit WHERE number = 2",
        "INSERT INTO audit SELECT * FROM audit",
    ],
    ids=["update", "delete", "replace"],
)
def test_rows_are_appended_only(registry: Registry, sql: str) -> None:
    fill(registry)
    with pytest.raises(IntegrityError, match=r"appended and never|unique"):
        run_sql(registry, sql)


ALTERED = [
    pytest.param("UPDATE audit SET actor = 'Eve' WHERE number = 5", 5, id="actor"),
    pytest.param("UPDATE audit SET at = '2030-01-01T00:00:00.000Z' WHERE number = 4", 4, id="time"),
    pytest.param("UPDATE audit SET content = hash WHERE number = 3", 3, id="content"),
    pytest.param("UPDATE audit SET kind = 'merge' WHERE number = 5", 5, id="kind"),
    pytest.param("UPDATE audit SET kind = 'nothing' WHERE number = 5", 5, id="no kind"),
    pytest.param("UPDATE audit SET subjects = '{' WHERE number = 5", 5, id="no subjects"),
    pytest.param("DELETE FROM audit WHERE number = 6", 6, id="removed"),
    pytest.param("DELETE FROM audit WHERE number = 1", 1, id="beginning removed"),
    pytest.param("UPDATE audit SET number = number + 90 WHERE number > 8", 9, id="gap"),
]


@pytest.mark.parametrize(("sql", "number"), ALTERED)
def test_an_altered_row_is_the_first_broken_link(registry: Registry, sql: str, number: int) -> None:
    fill(registry)
    switch_off(registry, "audit")
    run_sql(registry, sql)
    first, *_ = faults(registry)
    assert first == (number, f"audit:{number}")


def test_a_row_with_a_fitting_hash_breaks_the_next_link(registry: Registry) -> None:
    fill(registry)
    row = list(registry.iter_audit())[4]
    forged = chained(5, row.at, "Eve", row.kind, row.subjects, row.content, previous=row.previous)
    switch_off(registry, "audit")
    run_sql(
        registry,
        f"UPDATE audit SET actor = 'Eve', hash = '{forged.hash}' WHERE number = 5",  # noqa: S608
    )
    [fault, *_] = registry.verify_audit().faults
    assert (fault.number, fault.subject) == (6, "audit:6")
    assert "replaced" in fault.reason


TAMPERED = [
    pytest.param(
        "decisions",
        "UPDATE decisions SET reason = 'x' WHERE number = 2",
        (6, "decision:2"),
        id="reason",
    ),
    pytest.param(
        "decisions",
        "UPDATE decisions SET author = 'x' WHERE number = 1",
        (5, "decision:1"),
        id="author",
    ),
    pytest.param(
        "decisions", "DELETE FROM decisions WHERE number = 4", (9, "decision:4"), id="removed"
    ),
    pytest.param(
        "decisions",
        "INSERT INTO decisions VALUES (5, 'undo', '2', NULL, 'r', 'a', 'at')",
        (None, "decision:5"),
        id="added",
    ),
    pytest.param(
        "grades", "UPDATE grades SET value = '1' WHERE number = 1", (11, "grade:1"), id="grade"
    ),
    pytest.param(
        "grades", "DELETE FROM grades WHERE number = 2", (12, "grade:2"), id="grade removed"
    ),
]


@pytest.mark.parametrize(("table", "sql", "fault"), TAMPERED)
def test_what_people_said_is_held_against_the_trail(
    registry: Registry, table: str, sql: str, fault: tuple[int | None, str]
) -> None:
    fill(registry)
    switch_off(registry, table)
    run_sql(registry, sql)
    assert faults(registry) == [fault]


CHANGED = [
    pytest.param("UPDATE statements SET value = 'x' WHERE number = 1", "stm-", id="value"),
    pytest.param("UPDATE statements SET voice = '{' WHERE number = 1", "stm-", id="voice"),
    pytest.param("UPDATE quotes SET quote = 'x' WHERE number = 1", "stm-", id="quote"),
    pytest.param("UPDATE quotes SET span_start = 0 WHERE number = 1", "stm-", id="span"),
    pytest.param("UPDATE renditions SET text = 'x' WHERE number = 1", "sha256:", id="text"),
    pytest.param("UPDATE readings SET published = '1999' WHERE number = 1", "read-", id="date"),
    pytest.param("UPDATE readings SET warnings = '[]x' WHERE number = 1", "read-", id="warnings"),
    pytest.param("UPDATE reading_accounts SET label = 'x' WHERE reading = 1", "read-", id="label"),
    pytest.param("UPDATE reading_statements SET basis = 'x' WHERE reading = 1", "read-", id="rule"),
    pytest.param(
        "DELETE FROM reading_statements WHERE reading = 1 AND position = 2", "read-", id="dropped"
    ),
    pytest.param("UPDATE accounts SET agreement = 2 WHERE number = 1", "read-", id="placed"),
    pytest.param("UPDATE accounts SET anchor_start = 0 WHERE number = 1", "read-", id="anchor"),
    pytest.param("UPDATE latest_readings SET reading = 2", "sha256:", id="what counts"),
    pytest.param(
        "UPDATE agreements SET merged_into = 1 WHERE number = 2", "agreements", id="group"
    ),
    pytest.param("UPDATE comparisons SET score = 0.1", "comparisons", id="score"),
    pytest.param("UPDATE statements SET kind = 'place' WHERE number = 3", "stm-", id="kind"),
    pytest.param(
        "UPDATE statements SET account = 2 WHERE account = 1", "read-", id="moved statements"
    ),
    pytest.param("UPDATE quotes SET document = 2 WHERE number = 1", "stm-", id="quote elsewhere"),
    pytest.param("UPDATE documents SET published = '1999' WHERE number = 1", "sha256:", id="day"),
    pytest.param("UPDATE documents SET publisher = 'x' WHERE number = 1", "sha256:", id="outlet"),
    pytest.param("UPDATE sketches SET source = document", "comparisons", id="copies"),
    pytest.param("DELETE FROM jobs", "sha256:", id="jobs"),
    pytest.param("UPDATE resolutions SET same_from = 0.1", "comparisons", id="threshold"),
]


@pytest.mark.parametrize(("sql", "subject"), CHANGED)
def test_what_was_read_is_held_against_the_trail(
    registry: Registry, sql: str, subject: str
) -> None:
    registry.store([deposit(), numbered(1)])
    registry.resolve()
    if "merged_into" in sql:
        [both] = registry.iter_agreements()
        registry.split(both.accounts[0].id, reason="two", author="Ada")
    assert faults(registry) == []
    run_sql(registry, sql)
    found = faults(registry)
    assert found
    assert any(each.startswith(subject) for _, each in found)


def test_the_bytes_of_a_document_are_hashed_again(registry: Registry) -> None:
    registry.store([deposit()])
    is_server = registry._engine.dialect.name == "postgresql"
    other = "decode('41', 'hex')" if is_server else "x'41'"
    run_sql(registry, f"UPDATE originals SET content = {other}")  # noqa: S608
    assert faults(registry) == [(None, deposit().document.id)]


def test_a_trail_that_was_cut_off_is_found_by_who_kept_its_head(registry: Registry) -> None:
    registry.store([deposit()])
    kept = registry.verify_audit().head
    registry.store([numbered(1)])
    assert registry.verify_audit(head=kept[:12]).faults == ()
    [_, _, last] = registry.iter_audit()
    switch_off(registry, "audit")
    run_sql(registry, "DELETE FROM audit WHERE number = 3")
    assert registry.verify_audit(head=kept).faults
    [cut] = [f for f in registry.verify_audit(head=last.hash).faults if f.subject == "audit"]
    assert "cut off" in cut.reason


@pytest.mark.parametrize("head", ["", "1234567", "xyzxyzxyz"])
def test_what_is_no_hash_is_refused(registry: Registry, head: str) -> None:
    with pytest.raises(InputError):
        registry.verify_audit(head=head)


def test_a_row_that_is_none_is_not_listed(registry: Registry) -> None:
    registry.store([deposit()])
    switch_off(registry, "audit")
    run_sql(registry, "UPDATE audit SET kind = 'nothing' WHERE number = 2")
    with pytest.raises(EvidenceError) as raised:
        list(registry.iter_audit())
    assert raised.value.code == "evidence-audit"


def test_a_write_and_its_row_stand_or_fall_together(registry: Registry) -> None:
    registry.store([deposit()])
    switch_off(registry, "audit")
    run_sql(registry, "ALTER TABLE audit RENAME TO elsewhere")
    with pytest.raises(Exception, match="audit"):
        reject(registry)
    run_sql(registry, "ALTER TABLE elsewhere RENAME TO audit")
    assert list(registry.iter_decisions()) == []
    assert faults(registry) == []


def test_two_writers_make_one_chain(place: Path | str) -> None:
    with (
        open_registry(place, clock=Ticking()) as one,
        open_registry(place, clock=Ticking()) as other,
    ):
        for number in range(3):
            one.store([numbered(number)])
            other.store([numbered(number + 10)])
        assert one.verify_audit().faults == ()
        assert kinds(other) == ["begin", *6 * ["read"]]


def to_version_4(path: Path) -> None:
    """Make a registry what a program without an audit trail would have left."""
    earlier = path.with_suffix(".earlier")
    db = sqlite3.connect(earlier)
    for statements in MIGRATIONS[:4]:
        for each in statements:
            db.execute(each)
    db.execute("ATTACH ? AS later", (str(path),))
    for (name,) in db.execute(
        "SELECT name FROM pragma_table_list WHERE strict AND schema = 'main'"
    ).fetchall():
        if name != "audit":
            rows = db.execute(f"SELECT name FROM pragma_table_info('{name}', 'main')")  # noqa: S608
            columns = ", ".join(column for (column,) in rows)
            db.execute(f"INSERT INTO main.{name} ({columns}) SELECT {columns} FROM later.{name}")  # noqa: S608
    db.commit()
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    db.execute("PRAGMA user_version = 4")
    db.close()
    for file in path.parent.glob(path.name + "*"):
        file.unlink()
    earlier.rename(path)


class TestBeginning:
    """A registry of before there was a trail."""

    @pytest.fixture
    def path(self, tmp_path: Path) -> Path:
        path = tmp_path / "hudna.db"
        with open_registry(path, clock=Ticking()) as registry:
            fill(registry)
        to_version_4(path)
        return path

    def test_its_trail_begins_over_what_it_holds(self, path: Path) -> None:
        with open_registry(path, clock=Ticking()) as registry:
            [begin, *rest] = registry.iter_audit()
            assert begin.subjects == ("readings:3", "decisions:4", "grades:2")
            assert [row.kind.value for row in rest] == ["resolve", "group"]
            assert registry.verify_audit().faults == ()

    def test_it_goes_on_from_there(self, path: Path) -> None:
        with open_registry(path, clock=Ticking()) as registry:
            before = len(kinds(registry))
            registry.store([numbered(7)])
            reject(registry)
            assert kinds(registry)[before:] == ["read", "decide"]
            report = registry.verify_audit()
            assert (report.faults, report.checked) == ((), 2 + 9)

    @pytest.mark.parametrize(
        ("table", "sql"),
        [
            ("decisions", "UPDATE decisions SET author = 'x' WHERE number = 2"),
            ("decisions", "DELETE FROM decisions WHERE number = 4"),
            ("grades", "UPDATE grades SET reason = 'x' WHERE number = 1"),
            ("readings", "UPDATE readings SET published = '1999' WHERE number = 1"),
        ],
    )
    def test_what_was_there_is_held_against_it(self, path: Path, table: str, sql: str) -> None:
        with open_registry(path, clock=Ticking()) as registry:
            registry.store([numbered(7)])
            switch_off(registry, table)
            run_sql(registry, sql)
            assert (1, "audit:1") in faults(registry)

    def test_an_empty_one_begins_with_its_first_write(self, tmp_path: Path) -> None:
        open_registry(tmp_path / "empty.db").close()
        to_version_4(tmp_path / "empty.db")
        with open_registry(tmp_path / "empty.db") as registry:
            assert kinds(registry) == []
            registry.store([deposit()])
            assert kinds(registry) == ["begin", "read"]
            assert registry.verify_audit().faults == ()

    def test_a_trail_that_was_taken_away_is_not_begun_anew_unseen(self, path: Path) -> None:
        with open_registry(path) as registry:
            switch_off(registry, "audit")
            run_sql(registry, "DELETE FROM audit")
            registry.store([numbered(7)])
            subjects = {subject for _, subject in faults(registry)}
            assert {"decision:1", "grade:1"} <= subjects
