"""Connections: open a registry on a server, check that it is one, bring it to this version.

Every failure of the server, and of the way to it, leaves here as a typed error that names the
database, never with a password.
"""

import contextlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from importlib import import_module
from types import ModuleType
from typing import Any

from sqlalchemy import Connection, Engine, create_engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.pool import QueuePool

from hudna.errors import HudnaError, InputError, OutsideError
from hudna.registry.clock import Clock
from hudna.registry.postgres.migrations import MIGRATIONS, REMOVAL
from hudna.registry.tables import SCHEMA_VERSION

OLDEST_POSTGRES = 130000
"""The first version of PostgreSQL that is supported, as the server numbers it."""

CONNECT_S = 10
"""How many seconds a connection may take to come about, where the address does not say."""

_LOCK = 0x4855_4E44
"""What those who make or migrate a registry wait for: `HUND`."""

_PASSWORD = re.compile(r"(?<=//)([^:/?#@]*):.*@")
_PASSWORD_OPTION = re.compile(r"(?<=[?&]password=)[^&]*")


@dataclass(frozen=True, slots=True)
class PostgresStore:
    """A registry on a server, open.

    Attributes:
        engine: What connects to it.
        name: Its address, without a password.
        wait_s: How many seconds a writer waits for another one.
        is_new: Whether there was none until it was opened.
    """

    engine: Engine
    name: str
    wait_s: float
    is_new: bool = False

    @contextlib.contextmanager
    def reading(self) -> Iterator[Connection]:
        """Yield a connection that sees one state of the registry throughout."""
        with translated(self.name), self.engine.connect() as connection, connection.begin():
            connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield connection

    @contextlib.contextmanager
    def writing(self) -> Iterator[Connection]:
        """Yield a connection in one transaction, durable when the block ends, or without a trace.

        The one row of `hudna_registry` is locked at the start, so that a writer who waits sees what
        the other wrote, and none writes once the registry was brought to another version.
        """
        with translated(self.name), self.engine.connect() as connection, connection.begin():
            self._wait_at_most(connection)
            query = "SELECT version FROM hudna_registry FOR UPDATE"
            version = connection.exec_driver_sql(query).scalar_one()
            if version != SCHEMA_VERSION:
                raise _newer(self.name, version)
            yield connection

    @contextlib.contextmanager
    def migrating(self) -> Iterator[Connection]:
        """Yield a connection in one transaction that makes or changes the schema."""
        with translated(self.name), self.engine.connect() as connection, connection.begin():
            self._wait_at_most(connection)
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")
            yield connection

    def remove(self) -> None:
        """Remove its tables and what guards them, in one transaction, and close it."""
        with self.migrating() as connection:
            for statement in REMOVAL:
                connection.exec_driver_sql(statement)
        self.engine.dispose()

    def _wait_at_most(self, connection: Connection) -> None:
        wait_ms = max(1, round(self.wait_s * 1000))
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = {wait_ms}")


def open_postgres(
    address: str,
    *,
    must_exist: bool,
    wait_s: float,
    clock: Clock,  # noqa: ARG001 - no version without an audit trail was ever on a server
) -> PostgresStore:
    """Return a registry on a server, made or migrated where needed.

    Args:
        address: `postgresql://…`, as libpq takes it.
        must_exist: Whether a missing registry is an error rather than a new one.
        wait_s: How many seconds a writer waits for another one.
        clock: Where the time comes from.

    Raises:
        InputError: The extra is missing, the address cannot be understood, the server refuses the
            login or knows no such database, or what is there is no registry or of a newer version.
        OutsideError: The server cannot be reached or cannot hold a registry, or another process
            holds it for too long.
    """
    name = without_password(address)
    psycopg = import_driver()
    options = _options(psycopg, address, name)
    store = PostgresStore(_create_engine(psycopg, options), name, wait_s)
    try:
        version = _find_version(store)
        if version is None and must_exist:
            raise InputError(
                f"there is no registry at {name!r} yet: make one with `hudna read`",
                code="registry-missing",
                subject=name,
            )
        if version != SCHEMA_VERSION:
            _migrate(store)
            store = replace(store, is_new=version is None)
    except BaseException:
        store.engine.dispose()
        raise
    return store


def import_driver() -> ModuleType:
    """Return psycopg.

    Raises:
        InputError: It is not installed.
    """
    try:
        return import_module("psycopg")
    except ImportError as error:
        raise InputError(
            "a registry on a server needs psycopg, which is not installed: "
            "pip install 'hudna[postgres]'",
            code="registry-extra",
        ) from error


def without_password(address: str) -> str:
    """Return an address as it may be shown."""
    return _PASSWORD_OPTION.sub("***", _PASSWORD.sub(r"\1:***@", address))


def _options(psycopg: ModuleType, address: str, name: str) -> dict[str, Any]:
    """Return the parts of an address.

    Raises:
        InputError: It cannot be understood.
    """
    try:
        given: dict[str, Any] = psycopg.conninfo.conninfo_to_dict(address)
    except psycopg.ProgrammingError as error:
        raise InputError(
            f"{name!r} is no address of a database: write postgresql://USER@HOST:PORT/DATABASE",
            code="registry-address",
            subject=name,
        ) from error
    return {"fallback_application_name": "hudna", "connect_timeout": CONNECT_S, **given}


_PREPARE = (
    "SELECT set_config('jit', 'off', false), CASE current_setting('synchronous_commit')"
    " WHEN 'off' THEN set_config('synchronous_commit', 'on', false) END"
)
"""Commits are durable; and queries are too short for it to pay that they are compiled first."""


def _create_engine(psycopg: ModuleType, options: dict[str, Any]) -> Engine:
    def connect() -> Any:
        connection = psycopg.connect(**options)
        try:
            connection.execute(_PREPARE)
            connection.commit()
        except BaseException:
            connection.close()
            raise
        return connection

    return create_engine(
        "postgresql+psycopg://",
        creator=connect,
        poolclass=QueuePool,
        max_overflow=-1,
        pool_pre_ping=True,
        use_native_hstore=False,
    )


_ASK_SERVER = (
    "SELECT current_setting('server_version_num')::int, current_setting('server_encoding'),"
    " to_regclass('hudna_registry') IS NOT NULL"
)
_ASK_TABLES = (
    "SELECT count(*) FROM pg_class AS c WHERE c.relnamespace = current_schema()::regnamespace"
    " AND c.relkind IN ('r', 'p', 'v', 'm', 'f') AND NOT EXISTS (SELECT 1 FROM pg_depend AS d"
    " WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')"
)


def _find_version(store: PostgresStore) -> int | None:
    """Return the version of a registry, or None where there is none yet.

    Raises:
        InputError: There is something else, or a newer version.
        OutsideError: The server is too old, or keeps texts in another encoding than UTF-8.
    """
    with store.reading() as connection:
        number, encoding, is_there = connection.exec_driver_sql(_ASK_SERVER).one()
        if number < OLDEST_POSTGRES or encoding != "UTF8":
            fault = (
                f"its encoding is {encoding} and has to be UTF8"
                if encoding != "UTF8"
                else f"PostgreSQL {number // 10000} is too old, {OLDEST_POSTGRES // 10000} will do"
            )
            raise _outside(store.name, fault)
        if not is_there:
            if connection.exec_driver_sql(_ASK_TABLES).scalar_one():
                raise _not_one(store.name)
            return None
        version = connection.exec_driver_sql("SELECT version FROM hudna_registry").scalar()
    if version is None:
        raise _not_one(store.name)
    if version > SCHEMA_VERSION:
        raise _newer(store.name, version)
    return int(version)


def _migrate(store: PostgresStore) -> None:
    """Bring a registry to this program's version, each step in its own transaction."""
    for version, statements in MIGRATIONS.items():
        with store.migrating() as connection:
            known = connection.exec_driver_sql("SELECT to_regclass('hudna_registry') IS NOT NULL")
            before = (
                connection.exec_driver_sql("SELECT max(version) FROM hudna_registry").scalar()
                if known.scalar_one()
                else None
            )
            if before is not None and before >= version:
                continue
            for statement in statements:
                connection.exec_driver_sql(statement)
            connection.exec_driver_sql("DELETE FROM hudna_registry")
            connection.exec_driver_sql("INSERT INTO hudna_registry VALUES (%s)", (version,))


@contextlib.contextmanager
def translated(name: str) -> Iterator[None]:
    """Turn the errors of the server and of the way to it into typed errors that name a database."""
    try:
        yield
    except (DBAPIError, PoolTimeoutError) as error:
        known = _to_known(getattr(error, "orig", None), name)
        if known is None:
            raise
        raise known from error
    except import_driver().Error as error:
        known = _to_known(error, name)
        if known is None:
            raise
        raise known from error


_REFUSED = re.compile(
    r"authentication failed|no password supplied|role .* does not exist|no pg_hba\.conf entry"
    r"|not permitted to log in"
)
_NO_DATABASE = re.compile(r"database .* does not exist")


def _to_known(error: Any, name: str) -> HudnaError | None:
    psycopg = import_driver()
    if not isinstance(error, psycopg.Error):
        return None
    state: str = error.sqlstate or ""
    words = " ".join(str(error).split())
    match state[:2], state:
        case _, "55P03" | "40P01":
            return OutsideError(
                f"registry {name!r}: another process holds it; try again",
                code="registry-locked",
                subject=name,
            )
        case _, "53100":
            return OutsideError(
                f"registry {name!r}: the disk of the server is full; nothing of this was stored",
                code="registry-full",
                subject=name,
            )
        case _, "42501":
            return _refused(name, words)
        case "28", _:
            return _refused(name, words)
        case _, "3D000":
            return _no_database(name)
        case "08" | "53" | "57" | "58", _:
            return _outside(name, words)
        case "25", "25006":
            return _outside(name, f"it cannot be written ({words})")
        case "22", "22021":
            return _characters(name, words)
        case "XX", _:
            return InputError(
                f"registry {name!r} is damaged: {words}", code="registry-damaged", subject=name
            )
        case "", _ if isinstance(error, psycopg.OperationalError):
            if _REFUSED.search(words):
                return _refused(name, words)
            return _no_database(name) if _NO_DATABASE.search(words) else _outside(name, words)
        case "", _ if isinstance(error, psycopg.DataError):
            return _characters(name, words)
    return None


def _outside(name: str, reason: str) -> OutsideError:
    return OutsideError(f"registry {name!r}: {reason}", code="registry-server", subject=name)


def _refused(name: str, words: str) -> InputError:
    return InputError(
        f"registry {name!r}: the server refuses the login ({words})",
        code="registry-login",
        subject=name,
    )


def _no_database(name: str) -> InputError:
    return InputError(
        f"there is no database {name!r}: make one with `createdb`",
        code="registry-missing",
        subject=name,
    )


def _not_one(name: str) -> InputError:
    return InputError(
        f"{name!r} is not a registry: it is the database of another application",
        code="registry-not-one",
        subject=name,
    )


def _newer(name: str, version: int) -> InputError:
    return InputError(
        f"registry {name!r} has version {version} and this program knows up to {SCHEMA_VERSION}: "
        "use a newer hudna",
        code="registry-newer",
        subject=name,
    )


def _characters(name: str, words: str) -> InputError:
    return InputError(
        f"registry {name!r}: a text has a character that PostgreSQL does not keep ({words})",
        code="registry-characters",
        subject=name,
    )
