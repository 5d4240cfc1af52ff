"""The file of a registry: what is opened, what is refused and left alone, what harms nothing."""

import multiprocessing
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import event

from deposited import deposit, numbered, store_together
from hudna.errors import HudnaError, InputError, OutsideError
from hudna.registry import Registry, open_registry
from hudna.registry.sqlite.connections import check_sqlite
from hudna.registry.sqlite.migrations import APPLICATION_ID
from hudna.registry.tables import SCHEMA_VERSION


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "hudna.db"


def run_sql(path: Path, *statements: str) -> list[tuple[object, ...]]:
    db = sqlite3.connect(path)
    rows = [row for statement in statements for row in db.execute(statement)]
    db.commit()
    db.close()
    return rows


def write_random(path: Path) -> None:
    path.write_bytes(bytes(range(256)) * 64)


def write_text(path: Path) -> None:
    path.write_text("SQLite format, or so it says\n")


def write_foreign(path: Path) -> None:
    run_sql(path, "CREATE TABLE bookmarks (url TEXT)")


def write_foreign_with_log(path: Path) -> None:
    """Leave a database of another application whose content stands in its write-ahead log alone."""
    other = path.with_suffix(".other")
    db = sqlite3.connect(other)
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("CREATE TABLE bookmarks (url TEXT)")
    db.commit()
    path.write_bytes(other.read_bytes())
    log = other.with_name(other.name + "-wal").read_bytes()
    path.with_name(path.name + "-wal").write_bytes(log)
    db.close()


def write_other_application(path: Path) -> None:
    run_sql(path, "PRAGMA application_id = 1234", "CREATE TABLE t (a)")


def write_newer(path: Path) -> None:
    open_registry(path).close()
    run_sql(path, f"PRAGMA user_version = {SCHEMA_VERSION + 1}")


def write_truncated(path: Path) -> None:
    open_registry(path).close()
    path.write_bytes(path.read_bytes()[:5000])


REFUSED = [
    pytest.param(write_random, "registry-not-one", id="binary"),
    pytest.param(write_text, "registry-not-one", id="text"),
    pytest.param(write_foreign, "registry-not-one", id="database without an owner"),
    pytest.param(write_foreign_with_log, "registry-not-one", id="database in its log"),
    pytest.param(write_other_application, "registry-not-one", id="another application"),
    pytest.param(write_newer, "registry-newer", id="newer version"),
    pytest.param(write_truncated, "registry-damaged", id="truncated"),
]


class TestOpening:
    @pytest.mark.parametrize("must_exist", [False, True], ids=["to write", "to read"])
    @pytest.mark.parametrize(("write", "code"), REFUSED)
    def test_what_is_no_registry_is_refused_by_name_and_left_as_it_is(
        self, path: Path, write: Callable[[Path], None], code: str, must_exist: bool
    ) -> None:
        write(path)
        before = path.read_bytes()
        with pytest.raises(InputError) as raised:
            open_registry(path, must_exist=must_exist)
        assert raised.value.code == code
        assert str(path) in str(raised.value)
        assert path.read_bytes() == before

    def test_folder_is_no_registry(self, tmp_path: Path) -> None:
        with pytest.raises(InputError) as raised:
            open_registry(tmp_path)
        assert raised.value.code == "registry-not-one"

    def test_missing_registry_says_how_to_make_one(self, path: Path) -> None:
        with pytest.raises(InputError, match="hudna read") as raised:
            open_registry(path, must_exist=True)
        assert raised.value.code == "registry-missing"
        assert not path.exists()

    def test_sqlite_without_strict_tables_is_refused(self) -> None:
        with pytest.raises(OutsideError, match=r"3\.37 and this Python has 3\.34\.1") as raised:
            check_sqlite((3, 34, 1))
        assert raised.value.code == "registry-sqlite"

    def test_missing_folder_is_named(self, tmp_path: Path) -> None:
        with pytest.raises(InputError, match="nowhere"):
            open_registry(tmp_path / "nowhere" / "hudna.db")

    def test_empty_file_becomes_a_registry(self, path: Path) -> None:
        path.touch()
        with open_registry(path) as registry:
            registry.store([deposit()])
        assert run_sql(path, "PRAGMA application_id") == [(APPLICATION_ID,)]

    def test_empty_file_is_no_registry_to_read_from(self, path: Path) -> None:
        path.touch()
        with pytest.raises(InputError) as raised:
            open_registry(path, must_exist=True)
        assert raised.value.code == "registry-missing"

    def test_name_with_odd_characters_is_opened(self, tmp_path: Path) -> None:
        path = tmp_path / "a?b#c %41 هدنة.db"
        open_registry(path).close()
        with open_registry(path, must_exist=True) as registry:
            assert list(registry.iter_documents()) == []

    def test_unreadable_place_is_an_outside_error(self, path: Path) -> None:
        path.symlink_to(path)
        with pytest.raises(HudnaError):
            open_registry(path)

    def test_registry_keeps_its_promises_to_sqlite(self, path: Path) -> None:
        with open_registry(path) as registry, registry._engine.connect() as connection:
            asked = {
                name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
                for name in ("journal_mode", "synchronous", "foreign_keys", "user_version")
            }
        assert asked == {
            "journal_mode": "wal",
            "synchronous": 2,
            "foreign_keys": 1,
            "user_version": SCHEMA_VERSION,
        }

    def test_every_table_is_strict(self, path: Path) -> None:
        open_registry(path).close()
        rows = run_sql(path, "PRAGMA table_list")
        loose = {
            row[1]
            for row in rows
            if row[2] == "table" and not row[5] and not str(row[1]).startswith("sqlite_")
        }
        assert loose == set()

    def test_opening_again_changes_nothing(self, path: Path) -> None:
        with open_registry(path) as registry:
            registry.store([deposit()])
        before = path.read_bytes()
        open_registry(path).close()
        open_registry(path, must_exist=True).close()
        assert path.read_bytes() == before


def stored(path: Path) -> int:
    with open_registry(path, must_exist=True) as registry:
        return len(list(registry.iter_documents()))


def assert_sound(path: Path) -> None:
    assert run_sql(path, "PRAGMA integrity_check") == [("ok",)]
    assert run_sql(path, "PRAGMA foreign_key_check") == []


class TestFullDisk:
    def fill(self, registry: Registry, *, spare_pages: int) -> None:
        """Let the file grow by so many pages and no more."""
        with registry._engine.connect() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()

        def limit(connection: sqlite3.Connection, *_: object) -> None:
            connection.execute(f"PRAGMA max_page_count = {pages + spare_pages}")

        event.listen(registry._engine, "checkout", limit)

    @pytest.mark.parametrize("spare_pages", [0, 1, 5, 40])
    def test_full_disk_stores_nothing_of_the_batch(self, path: Path, spare_pages: int) -> None:
        with open_registry(path) as registry:
            registry.store([deposit()])
            self.fill(registry, spare_pages=spare_pages)
            with pytest.raises(OutsideError) as raised:
                registry.store([numbered(n) for n in range(200)])
            assert raised.value.code == "registry-full"
            assert str(path) in str(raised.value)
            assert len(list(registry.iter_agreements())) == 1
        assert_sound(path)

    def test_storing_goes_on_once_there_is_room(self, path: Path) -> None:
        with open_registry(path) as registry:
            self.fill(registry, spare_pages=0)
            with pytest.raises(OutsideError):
                registry.store([numbered(n) for n in range(50)])
        with open_registry(path) as registry:
            registry.store([numbered(n) for n in range(50)])
        assert stored(path) == 50

    def test_file_that_may_not_grow_is_an_outside_error(self, path: Path) -> None:
        open_registry(path).close()
        child = subprocess.run(
            [sys.executable, "-c", _LIMITED, str(path), str(path.stat().st_size + 65_536)],
            cwd=Path(__file__).parent.parent,
            capture_output=True,
            text=True,
            check=False,
        )
        assert child.stdout.split() == ["registry-file", "registry-file"], child.stderr
        assert stored(path) == 0
        assert_sound(path)


_LIMITED = """
import resource, sys
from pathlib import Path
from deposited import numbered
from hudna.errors import OutsideError
from hudna.registry import open_registry

with open_registry(Path(sys.argv[1])) as registry:
    limit = int(sys.argv[2])
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    for _ in range(2):
        try:
            registry.store([numbered(n) for n in range(300)])
        except OutsideError as error:
            print(error.code)
"""


class TestTwoProcesses:
    def test_two_processes_make_and_fill_one_registry(self, path: Path) -> None:
        spawn = multiprocessing.get_context("spawn")
        barrier = spawn.Barrier(2)
        both = [spawn.Process(target=store_together, args=(path, n, barrier)) for n in (0, 5)]
        for process in both:
            process.start()
        for process in both:
            process.join(60)
        assert [process.exitcode for process in both] == [0, 0]
        assert stored(path) == 30
        assert_sound(path)

    def test_registry_held_for_too_long_is_an_outside_error(self, path: Path) -> None:
        open_registry(path).close()
        holder = sqlite3.connect(path, isolation_level=None)
        holder.execute("BEGIN IMMEDIATE")
        with open_registry(path, wait_s=0.05) as registry:
            with pytest.raises(OutsideError) as raised:
                registry.store([deposit()])
            assert raised.value.code == "registry-locked"
            holder.execute("ROLLBACK")
            registry.store([deposit()])
        holder.close()

    def test_new_registry_held_by_another_is_an_outside_error(self, path: Path) -> None:
        holder = sqlite3.connect(path, isolation_level=None)
        holder.execute("BEGIN EXCLUSIVE")
        with pytest.raises(OutsideError) as raised:
            open_registry(path, wait_s=0.05)
        holder.close()
        assert raised.value.code == "registry-locked"

    def test_reader_is_not_held_up_by_a_writer(self, path: Path) -> None:
        with open_registry(path) as registry:
            registry.store([deposit()])
        holder = sqlite3.connect(path, isolation_level=None)
        holder.execute("BEGIN IMMEDIATE")
        with open_registry(path, must_exist=True, wait_s=0.05) as registry:
            assert len(list(registry.iter_agreements())) == 1
        holder.close()

    def test_threads_share_an_open_registry(self, path: Path) -> None:
        with open_registry(path) as registry:
            threads = [
                threading.Thread(target=registry.store, args=([numbered(n)],)) for n in range(8)
            ]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join(30)
            assert len(list(registry.iter_documents())) == 8
