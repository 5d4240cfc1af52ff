"""Connections: open a registry's file, check that it is one, bring it to this program's version.

Every failure of SQLite leaves here as a typed error that names the file.
"""

import contextlib
import errno
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool

from hudna.errors import HudnaError, InputError, OutsideError
from hudna.registry.audit import begin
from hudna.registry.clock import Clock, to_instant
from hudna.registry.sqlite.migrations import APPLICATION_ID, AUDITED_FROM, MIGRATIONS
from hudna.registry.stores import WAIT_S
from hudna.registry.tables import SCHEMA_VERSION

OLDEST_SQLITE = (3, 37)
"""The first SQLite with strict tables."""

_MAGIC = b"SQLite format 3\x00"
_BEGIN = "hudna_begin"
_PRIMARY = 0xFF
"""The low byte of an extended result code of SQLite is the primary one."""


@dataclass(frozen=True, slots=True)
class SqliteStore:
    """A registry's file, open.

    Attributes:
        engine: What connects to it.
        path: The file.
        is_new: Whether there was none until it was opened.
    """

    engine: Engine
    path: Path
    is_new: bool = False

    @property
    def name(self) -> str:
        """Return what it is called in a sentence."""
        return str(self.path)

    @contextlib.contextmanager
    def reading(self) -> Iterator[Connection]:
        """Yield a connection that sees one state of the registry throughout."""
        with translated(self.path), self.engine.connect() as connection, connection.begin():
            yield connection

    @contextlib.contextmanager
    def writing(self) -> Iterator[Connection]:
        """Yield a connection in one transaction, durable when the block ends, or without a trace.

        The write lock is taken at the start, so that a writer who waits sees what the other wrote.
        """
        with (
            translated(self.path),
            self.engine.connect().execution_options(**{_BEGIN: "IMMEDIATE"}) as connection,
            connection.begin(),
        ):
            yield connection

    def remove(self) -> None:
        """Remove the file, with its log, and close it."""
        self.engine.dispose()
        with translated(self.path):
            for ending in ("", "-wal", "-shm"):
                self.path.with_name(self.path.name + ending).unlink(missing_ok=True)


def open_sqlite(path: Path, *, must_exist: bool, wait_s: float, clock: Clock) -> SqliteStore:
    """Return a registry's file of this program's version, made or migrated where needed.

    Args:
        path: The file.
        must_exist: Whether a missing file is an error rather than a new registry.
        wait_s: How many seconds a writer waits for another one.
        clock: Where the time comes from.

    Raises:
        InputError: The file is missing and must exist, is no SQLite database, is that of another
            application, or was written by a newer version. It is left as it was.
        OutsideError: The file cannot be opened, another process holds it for too long, or SQLite is
            too old.
    """
    check_sqlite(sqlite3.sqlite_version_info)
    with translated(path):
        is_new = _is_new(path, must_exist=must_exist)
    store = SqliteStore(_create_engine(path, wait_s=wait_s), path, is_new)
    try:
        with translated(path):
            _use_write_ahead_log(store.engine, path)
            _migrate(store, clock, is_new=is_new)
    except BaseException:
        store.engine.dispose()
        raise
    return store


def check_sqlite(version: tuple[int, ...]) -> None:
    """Check that SQLite knows strict tables.

    Raises:
        OutsideError: It is older than that.
    """
    if version < OLDEST_SQLITE:
        raise OutsideError(
            f"the registry needs SQLite {_dotted(OLDEST_SQLITE)} and this Python has "
            f"{_dotted(version)}",
            code="registry-sqlite",
        )


def _dotted(version: tuple[int, ...]) -> str:
    return ".".join(str(number) for number in version)


@contextlib.contextmanager
def translated(path: Path) -> Iterator[None]:
    """Turn the errors of SQLite and of the file system into typed errors that name a file."""
    try:
        yield
    except DBAPIError as error:
        known = _to_known(error.orig, path)
        if known is None:
            raise
        raise known from error
    except (sqlite3.Error, OSError) as error:
        known = _to_known(error, path)
        if known is None:
            raise
        raise known from error


def _to_known(error: BaseException | None, path: Path) -> HudnaError | None:
    if isinstance(error, OSError):
        code = "registry-full" if error.errno in {errno.ENOSPC, errno.EDQUOT} else "registry-file"
        return OutsideError(
            f"registry {str(path)!r}: {error.strerror or error}", code=code, subject=str(path)
        )
    code_number = getattr(error, "sqlite_errorcode", None)
    if not isinstance(error, sqlite3.Error) or code_number is None:
        return None
    match code_number & _PRIMARY:
        case sqlite3.SQLITE_FULL:
            return _outside(path, "registry-full", "the disk is full; nothing of this was stored")
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED | sqlite3.SQLITE_PROTOCOL:
            return _outside(path, "registry-locked", "another process holds it; try again")
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_PERM:
            return _outside(path, "registry-file", f"it cannot be written ({error})")
        case sqlite3.SQLITE_IOERR | sqlite3.SQLITE_CANTOPEN | sqlite3.SQLITE_NOLFS:
            name = getattr(error, "sqlite_errorname", "")
            return _outside(path, "registry-file", f"the file system failed ({error}, {name})")
        case sqlite3.SQLITE_NOTADB:
            return not_one(path, "it is not an SQLite database")
        case sqlite3.SQLITE_CORRUPT:
            return InputError(
                f"registry {str(path)!r} is damaged: {error}",
                code="registry-damaged",
                subject=str(path),
            )
        case _:
            return None


def _outside(path: Path, code: str, reason: str) -> OutsideError:
    return OutsideError(f"registry {str(path)!r}: {reason}", code=code, subject=str(path))


def not_one(path: Path, reason: str) -> InputError:
    """Return the error of a file that is no registry."""
    return InputError(
        f"{str(path)!r} is not a registry: {reason}", code="registry-not-one", subject=str(path)
    )


def _is_new(path: Path, *, must_exist: bool) -> bool:
    """Return whether a registry has to be made, without touching what is there.

    Raises:
        InputError: See `open_engine`.
    """
    if not path.exists():
        if must_exist:
            raise _missing(path)
        if not path.parent.is_dir():
            raise InputError(
                f"registry {str(path)!r}: there is no folder {str(path.parent)!r}",
                code="registry-missing",
                subject=str(path),
            )
        return True
    if not path.is_file():
        raise not_one(path, "it is not a file")
    with path.open("rb") as file:
        head = file.read(len(_MAGIC))
    if head and head != _MAGIC:
        raise not_one(path, "it is not an SQLite database")
    application, version, tables = _probe(path) if head else (0, 0, 0)
    if application == APPLICATION_ID:
        if version > SCHEMA_VERSION:
            raise InputError(
                f"registry {str(path)!r} has version {version} and this program knows up to "
                f"{SCHEMA_VERSION}: use a newer hudna",
                code="registry-newer",
                subject=str(path),
            )
        return False
    if application or version or tables:
        raise not_one(path, "it is the database of another application")
    if must_exist:
        raise _missing(path)
    return True


def _missing(path: Path) -> InputError:
    return InputError(
        f"there is no registry {str(path)!r} yet: make one with `hudna read`",
        code="registry-missing",
        subject=str(path),
    )


def _probe(path: Path) -> tuple[int, int, int]:
    """Return application id, version and number of tables, read without writing.

    A journal that a crash left behind has to be rolled back first, which needs a writer; only
    then is the file opened as one.
    """
    modes = ("ro", "rw") if path.with_name(path.name + "-journal").exists() else ("ro",)
    for mode in modes[:-1]:
        with contextlib.suppress(sqlite3.OperationalError):
            return _probe_as(path, mode)
    return _probe_as(path, modes[-1])


def _probe_as(path: Path, mode: str) -> tuple[int, int, int]:
    address = f"file:{quote(str(path.resolve()).encode())}?mode={mode}"
    with contextlib.closing(sqlite3.connect(address, uri=True, timeout=WAIT_S)) as connection:
        [application] = connection.execute("PRAGMA application_id").fetchone()
        [version] = connection.execute("PRAGMA user_version").fetchone()
        [tables] = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        return application, version, tables


def _create_engine(path: Path, *, wait_s: float) -> Engine:
    engine = create_engine(
        "sqlite+pysqlite://",
        creator=lambda: _connect(path, wait_s=wait_s),
        poolclass=QueuePool,
        max_overflow=-1,
        pool_reset_on_return="rollback",
    )
    event.listen(engine, "begin", _begin)
    return engine


def _connect(path: Path, *, wait_s: float) -> sqlite3.Connection:
    connection = sqlite3.connect(
        path, timeout=wait_s, isolation_level=None, check_same_thread=False
    )
    try:
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA temp_store = MEMORY")
        connection.execute("PRAGMA cache_size = -65536")
    except BaseException:
        connection.close()
        raise
    return connection


def _begin(connection: Connection) -> None:
    kind = connection.get_execution_options().get(_BEGIN, "DEFERRED")
    connection.exec_driver_sql(f"BEGIN {kind}")


def _use_write_ahead_log(engine: Engine, path: Path) -> None:
    """Switch to the write-ahead log.

    The switch does not wait for locks, so that a transaction has to wait in its place.
    """
    with contextlib.closing(engine.raw_connection()) as connection:
        cursor = connection.cursor()
        for _ in range(100):
            try:
                [mode] = cursor.execute("PRAGMA journal_mode = WAL").fetchone()
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode & _PRIMARY != sqlite3.SQLITE_BUSY:
                    raise
                cursor.execute("BEGIN IMMEDIATE")
                cursor.execute("ROLLBACK")
                continue
            if mode != "wal":
                raise _outside(
                    path, "registry-file", f"the file system has no write-ahead log ({mode})"
                )
            return
        raise _outside(path, "registry-locked", "another process holds it; try again")


def _migrate(store: SqliteStore, clock: Clock, *, is_new: bool) -> None:
    """Bring a registry to this program's version, each step in its own transaction."""
    if not is_new and _version(store.engine) == SCHEMA_VERSION:
        return
    before = _version(store.engine)
    for version, statements in enumerate(MIGRATIONS, 1):
        with store.writing() as connection:
            if connection.exec_driver_sql("PRAGMA user_version").scalar_one() >= version:
                continue
            for statement in statements:
                connection.exec_driver_sql(statement)
            if before < AUDITED_FROM and version == SCHEMA_VERSION:
                begin(connection, at=to_instant(clock()))
            connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.exec_driver_sql(f"PRAGMA user_version = {version}")


def _version(engine: Engine) -> int:
    with engine.connect() as connection:
        return int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())
