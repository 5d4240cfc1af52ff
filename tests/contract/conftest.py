"""The stores that every contract is held against: a file, and a database of the tests' own server.

Where no PostgreSQL server can be started, what needs one is skipped with the reason.
"""

from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from deposited import Ticking
from hudna.registry import Registry, open_registry
from servers import TEMPLATE, Server, find_programs, running_server


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A server with a template of an empty registry."""
    if find_spec("psycopg") is None:
        pytest.skip("psycopg is not installed (the extra postgres)")
    if find_programs() is None:
        pytest.skip("no PostgreSQL server is installed here")
    with running_server() as started:
        started.execute("postgres", f"CREATE DATABASE {TEMPLATE} TEMPLATE template0")
        open_registry(started.address(TEMPLATE)).close()
        yield started


@pytest.fixture(params=["sqlite", "postgres"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Path | str]:
    """The place of a registry, in each store."""
    if request.param == "sqlite":
        yield tmp_path / "hudna.db"
        return
    server: Server = request.getfixturevalue("server")
    with server.database(template=TEMPLATE) as name:
        yield server.address(name)


@pytest.fixture
def registry(place: Path | str) -> Iterator[Registry]:
    """An empty registry, in each store."""
    with open_registry(place, clock=Ticking()) as opened:
        yield opened
