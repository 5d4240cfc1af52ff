"""A PostgreSQL server of the tests' own: made from the installed programs, gone with its folder.

It listens on a socket in its folder and on nothing else. Where root runs the tests, it runs as
another user, as PostgreSQL demands.
"""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any
from urllib.parse import quote

PROGRAMS = Path("/usr/lib/postgresql")
"""Where Debian keeps the programs of the server, by version."""

TEMPLATE = "hudna_template"
"""The database of an empty registry that those of the tests are copies of."""

_START_S = 30
_HASTY = ("fsync=off", "full_page_writes=off", "shared_buffers=64MB", "autovacuum=off")
"""Settings of a server that need not outlive its machine."""
_SETTINGS = (
    "listen_addresses=",
    "max_connections=40",
    "logging_collector=off",
)


def find_programs() -> Path | None:
    """Return the folder of `initdb` and `postgres`, the newest, or None where there are none."""
    on_path = shutil.which("initdb")
    folders = sorted(PROGRAMS.glob("*/bin"), key=lambda each: -float(each.parent.name))
    known = [*folders, *([Path(on_path).resolve().parent] if on_path else [])]
    return next((each for each in known if (each / "postgres").exists()), None)


class Server:
    """A server in a folder."""

    def __init__(self, programs: Path, folder: Path, settings: Sequence[str]) -> None:
        self._programs = programs
        self._settings = (*_SETTINGS, *settings)
        self._folder = folder
        self._user: dict[str, Any] = _other_user() if os.geteuid() == 0 else {}
        self._process: subprocess.Popen[bytes] | None = None
        self._made = 0

    def make(self) -> None:
        """Make the server's files; the role `locked` needs a password, the others none."""
        if self._user:
            os.chown(self._folder, self._user["user"], self._user["group"])
        self._run(
            "initdb",
            *("--pgdata", str(self._data), "--username", "hudna", "--auth", "trust"),
            *("--encoding", "UTF8", "--locale", "C.UTF-8", "--no-sync"),
        )
        rules = "local all locked scram-sha-256\nlocal all all trust\n"
        (self._data / "pg_hba.conf").write_text(rules)

    def start(self) -> None:
        """Start it and wait until it answers."""
        options = [part for each in self._settings for part in ("-c", each)]
        with (self._folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                [
                    str(self._programs / "postgres"),
                    *("-D", str(self._data), "-k", str(self._folder), *options),
                ],
                stdout=log,
                stderr=log,
                cwd="/",
                start_new_session=True,
                **self._user,
            )
        until = time.monotonic() + _START_S
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() > until:
                raise RuntimeError((self._folder / "log").read_text("utf-8", "replace"))
            time.sleep(0.05)

    def kill(self) -> None:
        """Kill it and all its processes, without a word of warning."""
        assert self._process is not None
        os.killpg(self._process.pid, signal.SIGKILL)
        for each in self._children():
            _kill(each)
        self._process.wait(_START_S)
        while any(self._children()):
            time.sleep(0.05)

    def address(self, database: str = "postgres", *, user: str = "hudna") -> str:
        """Return the address of a database."""
        return f"postgresql://{user}@/{database}?host={quote(str(self._folder), safe='')}"

    def execute(self, database: str, *statements: str) -> list[tuple[Any, ...]]:
        """Return the rows of the last of some statements, each in a transaction of its own."""
        with import_module("psycopg").connect(
            self.address(database), autocommit=True
        ) as connection:
            for each in statements:
                cursor = connection.execute(each.encode())
            return cursor.fetchall() if cursor.description else []

    @contextmanager
    def database(self, *, template: str = "template0") -> Iterator[str]:
        """Yield the name of a new database that is gone afterwards."""
        self._made += 1
        name = f"d{self._made}"
        self.execute("postgres", f"CREATE DATABASE {name} TEMPLATE {template}")
        try:
            yield name
        finally:
            if self._answers():
                self.execute("postgres", f"DROP DATABASE {name} WITH (FORCE)")

    @property
    def _data(self) -> Path:
        return self._folder / "data"

    def _answers(self) -> bool:
        asked = [str(self._programs / "pg_isready"), "-q", "-h", str(self._folder)]
        return subprocess.run(asked, check=False).returncode == 0

    def _run(self, program: str, *arguments: str) -> None:
        subprocess.run(
            [str(self._programs / program), *arguments],
            check=True,
            capture_output=True,
            cwd="/",
            **self._user,
        )

    def _children(self) -> Iterator[int]:
        """Yield the processes that work in the server's folder: each is its own session."""
        for each in Path("/proc").glob("[0-9]*"):
            try:
                if (each / "cwd").resolve() == self._data and (each / "stat").read_text().split(
                    ") "
                )[1][0] != "Z":
                    yield int(each.name)
            except OSError:
                continue


@contextmanager
def running_server(settings: Sequence[str] = _HASTY) -> Iterator[Server]:
    """Yield a server that runs; to be called where `find_programs` finds any."""
    programs = find_programs()
    assert programs is not None
    # A folder of root's own would keep the server's user out, and a long path is no socket.
    folder = Path(tempfile.mkdtemp(prefix="hudna-pg-", dir="/tmp"))
    folder.chmod(0o755)
    server = Server(programs, folder, settings)
    try:
        server.make()
        server.start()
        try:
            yield server
        finally:
            server.kill()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _other_user() -> dict[str, Any]:
    """Return a user that is not root, as `subprocess` takes it."""
    known = {each.pw_name: each for each in pwd.getpwall()}
    names: Iterable[str] = ("postgres", "nobody")
    found = next(known[name] for name in names if name in known)
    return {"user": found.pw_uid, "group": found.pw_gid, "extra_groups": []}


def _kill(process: int) -> None:
    try:
        os.kill(process, signal.SIGKILL)
    except ProcessLookupError:
        return
