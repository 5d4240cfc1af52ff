"""A registry on a server: what is refused, what fails, what survives a server that is killed."""

import importlib
import multiprocessing
import os
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, inspect

from deposited import deposit, numbered, run_sql, store_together
from hudna.domain.statements import DecisionKind
from hudna.errors import ConflictError, HudnaError, InputError, OutsideError
from hudna.registry import open_registry, to_statements
from hudna.registry.postgres import connections
from hudna.registry.postgres.migrations import MIGRATIONS
from hudna.registry.sqlite.migrations import MIGRATIONS as OF_FILES
from hudna.registry.tables import METADATA, SCHEMA_VERSION
from servers import TEMPLATE, Server, running_server

NEWER = f"UPDATE hudna_registry SET version = {SCHEMA_VERSION + 1}"  # noqa: S608 - a number


@pytest.fixture
def database(server: Server) -> Iterator[str]:
    """The name of an empty database."""
    with server.database() as name:
        yield name


@pytest.fixture
def address(server: Server) -> Iterator[str]:
    """The address of an empty registry."""
    with server.database(template=TEMPLATE) as name:
        yield server.address(name)


def code_of(address: str, *, must_exist: bool = False) -> str:
    """Return the code of the error that opening a registry ends with."""
    with pytest.raises(HudnaError) as raised:
        open_registry(address, must_exist=must_exist, wait_s=0.05).close()
    assert "geheim" not in str(raised.value)
    return raised.value.code


class TestOpening:
    def test_an_empty_database_becomes_a_registry(self, server: Server, database: str) -> None:
        address = server.address(database)
        assert code_of(address, must_exist=True) == "registry-missing"
        with open_registry(address) as registry:
            registry.store([deposit()])
        with open_registry(address, must_exist=True) as registry:
            assert len(list(registry.iter_documents())) == 1

    def test_the_other_name_of_the_scheme_will_do(self, address: str) -> None:
        open_registry(address.replace("postgresql:", "postgres:"), must_exist=True).close()

    def test_a_database_of_another_application_is_refused_and_left_alone(
        self, server: Server, database: str
    ) -> None:
        server.execute(database, "CREATE TABLE bookmarks (url text)")
        for must_exist in (False, True):
            assert code_of(server.address(database), must_exist=must_exist) == "registry-not-one"
        listed = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
        assert server.execute(database, listed) == [("bookmarks",)]

    def test_a_schema_of_its_own_stands_beside_another_application(
        self, server: Server, database: str
    ) -> None:
        server.execute(database, "CREATE TABLE bookmarks (url text)", "CREATE SCHEMA truces")
        address = server.address(database) + "&options=-csearch_path%3Dtruces"
        with open_registry(address) as registry:
            registry.store([deposit()])
            assert registry.search("truce").documents

    def test_a_newer_version_is_refused_and_left_alone(self, address: str) -> None:
        with open_registry(address) as registry:
            run_sql(registry, NEWER)
        assert code_of(address) == "registry-newer"

    def test_a_registry_that_became_newer_meanwhile_is_not_written(self, address: str) -> None:
        with open_registry(address) as registry:
            run_sql(registry, NEWER)
            with pytest.raises(InputError) as raised:
                registry.store([deposit()])
            assert raised.value.code == "registry-newer"
            assert list(registry.iter_documents()) == []

    def test_another_encoding_is_refused(self, server: Server) -> None:
        server.execute(
            "postgres", "CREATE DATABASE latin TEMPLATE template0 ENCODING LATIN1 LOCALE 'C'"
        )
        assert code_of(server.address("latin")) == "registry-server"
        server.execute("postgres", "DROP DATABASE latin")

    def test_no_database_of_that_name(self, server: Server) -> None:
        assert code_of(server.address("nowhere")) == "registry-missing"

    @pytest.mark.parametrize(
        "address",
        [
            "postgresql://ada:geheim@127.0.0.1:1/truces",
            "postgresql://ada:ge@heim@/truces?host=/nowhere&password=geheim",
        ],
        ids=["port", "socket"],
    )
    def test_a_server_that_is_not_there(self, server: Server, address: str) -> None:
        assert code_of(address) == "registry-server"

    @pytest.mark.parametrize("address", ["postgresql://[", "postgresql://?a=b"])
    def test_what_is_no_address(self, server: Server, address: str) -> None:
        assert code_of(address) == "registry-address"

    @pytest.mark.parametrize("password", [":geheim", ""], ids=["wrong", "none"])
    def test_a_password_that_is_wrong_or_not_there(
        self, server: Server, database: str, password: str
    ) -> None:
        server.execute(
            "postgres", "DROP ROLE IF EXISTS locked", "CREATE ROLE locked LOGIN PASSWORD 'right'"
        )
        right = server.address(database, user="locked:right")
        assert code_of(server.address(database, user=f"locked{password}")) == "registry-login"
        assert code_of(right, must_exist=True) == "registry-missing"

    def test_an_unknown_user(self, server: Server, database: str) -> None:
        assert code_of(server.address(database, user="nobody")) == "registry-login"

    def test_a_user_who_may_not_make_a_registry(self, server: Server, database: str) -> None:
        server.execute("postgres", "DROP ROLE IF EXISTS guest", "CREATE ROLE guest LOGIN")
        server.execute(database, "REVOKE CREATE ON SCHEMA public FROM PUBLIC")
        assert code_of(server.address(database, user="guest")) == "registry-login"

    def test_a_server_that_may_only_be_read(self, server: Server, address: str) -> None:
        name = address.rpartition("@/")[2].partition("?")[0]
        server.execute("postgres", f"ALTER DATABASE {name} SET default_transaction_read_only = on")
        with open_registry(address, must_exist=True) as registry:
            with pytest.raises(OutsideError) as raised:
                registry.store([deposit()])
            assert raised.value.code == "registry-server"

    def test_commits_are_durable_where_the_database_says_otherwise(
        self, server: Server, address: str
    ) -> None:
        name = address.rpartition("@/")[2].partition("?")[0]
        server.execute("postgres", f"ALTER DATABASE {name} SET synchronous_commit = off")
        with open_registry(address) as registry:
            assert run_sql(registry, "SHOW synchronous_commit") == [("on",)]

    def test_a_missing_extra_is_said(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def missing(name: str) -> Any:
            if name == "psycopg":
                raise ModuleNotFoundError(name)
            return importlib.import_module(name)

        monkeypatch.setattr(connections, "import_module", missing)
        assert code_of("postgresql://ada:geheim@/truces") == "registry-extra"


class TestSeveral:
    def test_two_processes_make_and_fill_one_registry(self, server: Server, database: str) -> None:
        spawn = multiprocessing.get_context("spawn")
        barrier = spawn.Barrier(2)
        address = server.address(database)
        both = [spawn.Process(target=store_together, args=(address, n, barrier)) for n in (0, 5)]
        for process in both:
            process.start()
        for process in both:
            process.join(60)
        assert [process.exitcode for process in both] == [0, 0]
        with open_registry(address, must_exist=True) as registry:
            assert len(list(registry.iter_documents())) == 30
            assert registry.verify_audit().faults == ()

    def test_a_registry_held_for_too_long_is_an_outside_error(self, address: str) -> None:
        with open_registry(address) as holder, open_registry(address, wait_s=0.05) as registry:
            with holder._store.writing():
                with pytest.raises(OutsideError) as raised:
                    registry.store([deposit()])
                assert raised.value.code == "registry-locked"
                assert list(registry.iter_documents()) == []
            registry.store([deposit()])

    def test_threads_share_an_open_registry(self, address: str) -> None:
        with open_registry(address) as registry:
            threads = [
                threading.Thread(target=registry.store, args=([numbered(n)],)) for n in range(8)
            ]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join(30)
            assert len(list(registry.iter_documents())) == 8


@pytest.mark.parametrize("first", ["accept", "reject"])
def test_of_two_reviewers_at_once_one_is_told_to_look_again(place: Path | str, first: str) -> None:
    with open_registry(place) as one, open_registry(place) as other:
        one.store([deposit()])
        statement = next(one.iter_values()).value.statement.id
        seen = one.get_last_decision()
        outcomes: list[str] = []
        barrier = threading.Barrier(2)

        def decide(registry: Any, kind: DecisionKind) -> None:
            barrier.wait(30)
            try:
                registry.decide(kind, statement, reason="so", author=kind, expected=seen)
                outcomes.append("decided")
            except ConflictError as error:
                outcomes.append(error.code)

        kinds = (DecisionKind(first), DecisionKind.ACCEPT)
        threads = [
            threading.Thread(target=decide, args=each)
            for each in zip((one, other), kinds, strict=True)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
        assert sorted(outcomes) == ["conflict-decided", "decided"]
        assert len(list(one.iter_decisions())) == 1
        assert one.verify_audit().faults == ()


@pytest.fixture
def own_server(server: Server) -> Iterator[Server]:
    """A server that may be killed: not the one that the other tests share."""
    with running_server() as started:
        started.execute("postgres", "CREATE DATABASE truces TEMPLATE template0")
        yield started


class TestKilledServer:
    def test_a_killed_server_loses_nothing_acknowledged_and_tears_nothing(
        self, own_server: Server
    ) -> None:
        acknowledged: set[str] = set()
        with open_registry(own_server.address("truces")) as registry:
            for kill_at in (3, 11, 17, 1000):
                for number in range(3):
                    [done] = registry.store([numbered(1000 * kill_at + number)])
                    acknowledged.add(done.document)
                sent = 0

                def kill(*_: object, at: int = kill_at) -> None:
                    nonlocal sent
                    sent += 1
                    if sent == at:
                        own_server.kill()

                committed = kill_at == 1000
                name = "commit" if committed else "before_cursor_execute"
                hook = (lambda *_: own_server.kill()) if committed else kill
                event.listen(registry._engine, name, hook)
                with pytest.raises(OutsideError) as raised:
                    registry.store([numbered(1000 * kill_at + 500 + n) for n in range(40)])
                event.remove(registry._engine, name, hook)
                assert raised.value.code == "registry-server"
                with pytest.raises(OutsideError):
                    list(registry.iter_documents())
                own_server.start()
                stored = {view.document.id for view in registry.iter_documents()}
                assert stored == acknowledged
                assert registry.verify_audit().faults == ()
            expected = {
                s.id for n in range(3) for s in to_statements(numbered(3000 + n).reading).statements
            }
            assert expected <= {v.value.statement.id for v in registry.iter_values()}

    def test_a_decision_under_way_when_the_server_is_killed_is_not_half_made(
        self, own_server: Server
    ) -> None:
        with open_registry(own_server.address("truces")) as registry:
            registry.store([deposit()])
            statement = next(registry.iter_values()).value.statement.id
            registry.decide(DecisionKind.ACCEPT, statement, reason="so", author="Ada")

            def kill(_c: object, _k: object, sql: str, *_: object) -> None:
                if sql.startswith("INSERT INTO decisions"):
                    own_server.kill()

            event.listen(registry._engine, "before_cursor_execute", kill)
            with pytest.raises(OutsideError):
                registry.decide(DecisionKind.REJECT, statement, reason="no", author="Ben")
            event.remove(registry._engine, "before_cursor_execute", kill)
            own_server.start()
            assert [d.author for d in registry.iter_decisions()] == ["Ada"]
            assert registry.verify_audit().faults == ()
            registry.decide(DecisionKind.REJECT, statement, reason="no", author="Ben")
            assert len(list(registry.iter_decisions())) == 2

    def test_the_copy_under_way_is_not_there(self, own_server: Server, tmp_path: Path) -> None:
        with (
            open_registry(tmp_path / "one.db") as source,
            open_registry(own_server.address("truces")) as target,
        ):
            source.store([numbered(n) for n in range(5)])

            def kill(table: str, *_: int) -> None:
                if table == "statements":
                    own_server.kill()

            with pytest.raises(OutsideError) as raised:
                source.copy_to(target, progress=kill)
            assert raised.value.code == "registry-server"
            own_server.start()
            assert list(target.iter_documents()) == []
            source.copy_to(target)
            assert len(list(target.iter_documents())) == 5


def test_the_server_of_the_tests_is_not_root(server: Server) -> None:
    assert server._process is not None
    owner = Path(f"/proc/{server._process.pid}").stat().st_uid
    assert owner != 0 or os.geteuid() != 0


def test_the_tables_of_the_server_are_as_they_are_described(address: str) -> None:
    with open_registry(address) as registry:
        inspector = inspect(registry._engine)
        made = {name: inspector.get_columns(name) for name in inspector.get_table_names()}
        extra = {"hudna_registry", "word_counts", "rendition_words", "quote_words"}
        assert set(made) == set(METADATA.tables) | extra
        for name, table in METADATA.tables.items():
            dialect = registry._engine.dialect
            described = [
                (c.name, c.type.compile(dialect), c.nullable and not c.primary_key)
                for c in table.columns
            ]
            assert [
                (c["name"], c["type"].compile(dialect).split(" COLLATE")[0], c["nullable"])
                for c in made[name]
            ] == described
            keys = {tuple(each["constrained_columns"]) for each in inspector.get_foreign_keys(name)}
            assert keys == {tuple(each.column_keys) for each in table.foreign_key_constraints}
            indexes = {each["name"] for each in inspector.get_indexes(name)}
            assert {str(index.name) for index in table.indexes} <= indexes


def test_every_text_of_the_server_is_ordered_by_code_points(address: str) -> None:
    asked = (
        "SELECT table_name, column_name FROM information_schema.columns WHERE data_type = 'text'"
        " AND table_schema = 'public' AND collation_name IS DISTINCT FROM 'C'"
        " AND table_name <> 'current_values'"
    )
    with open_registry(address) as registry:
        assert run_sql(registry, asked) == []


def test_both_stores_are_brought_to_one_version() -> None:
    assert max(MIGRATIONS) == SCHEMA_VERSION == len(OF_FILES)
