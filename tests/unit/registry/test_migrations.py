"""The tables that queries are written against are the tables that migrations make."""

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import create_engine
from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateTable

from hudna.registry import open_registry
from hudna.registry.sqlite.migrations import APPLICATION_ID, MIGRATIONS
from hudna.registry.tables import METADATA, SCHEMA_VERSION


@pytest.fixture(scope="module")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("migrated") / "hudna.db"
    open_registry(path).close()
    return path


@pytest.fixture(scope="module")
def described(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("described") / "hudna.db"
    engine = create_engine(f"sqlite:///{path}")
    METADATA.create_all(engine)
    engine.dispose()
    return path


def shape(path: Path, table: str) -> dict[str, object]:
    db = sqlite3.connect(path)
    found: dict[str, object] = {
        name: sorted(row[1:] for row in db.execute(f"PRAGMA {name}({table})"))
        for name in ("table_xinfo", "foreign_key_list")
    }
    found["indexes"] = sorted(
        (unique, origin, tuple(row[2] or "" for row in db.execute(f"PRAGMA index_info({name})")))
        for _, name, unique, origin, _ in db.execute(f"PRAGMA index_list({table})")
    )
    found["options"] = db.execute(
        "SELECT wr, strict FROM pragma_table_list WHERE name = ?", (table,)
    ).fetchall()
    db.close()
    return found


@pytest.mark.parametrize("table", sorted(METADATA.tables))
def test_table_is_described_as_it_is_made(migrated: Path, described: Path, table: str) -> None:
    assert shape(migrated, table) == shape(described, table)


def test_no_table_is_left_undescribed(migrated: Path) -> None:
    db = sqlite3.connect(migrated)
    made = {name for (name,) in db.execute("SELECT name FROM pragma_table_list WHERE strict")}
    db.close()
    assert made == set(METADATA.tables)


def test_every_table_is_strict() -> None:
    for table in METADATA.tables.values():
        assert "STRICT" in str(CreateTable(table).compile(dialect=sqlite.dialect()))


def test_version_is_the_number_of_migrations(migrated: Path) -> None:
    db = sqlite3.connect(migrated)
    assert db.execute("PRAGMA user_version").fetchone() == (SCHEMA_VERSION,)
    assert db.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
    db.close()
    assert len(MIGRATIONS) == SCHEMA_VERSION


def test_values_can_be_read_with_sql_alone(migrated: Path) -> None:
    db = sqlite3.connect(migrated)
    assert db.execute("SELECT * FROM current_values").fetchall() == []
    db.close()
