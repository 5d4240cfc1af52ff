"""Opening: a place as a user names it, and the store that is there."""

from pathlib import Path

from hudna.registry.clock import Clock
from hudna.registry.postgres.connections import open_postgres
from hudna.registry.sqlite.connections import open_sqlite
from hudna.registry.stores import Store

_SERVERS = ("postgresql://", "postgres://")


def open_store(place: Path | str, *, must_exist: bool, wait_s: float, clock: Clock) -> Store:
    """Return the store of a registry of this program's version, made or migrated where needed.

    Args:
        place: A file, or the address of a PostgreSQL database: `postgresql://…`.
        must_exist: Whether a missing registry is an error rather than a new one.
        wait_s: How many seconds a writer waits for another one.
        clock: Where the time comes from.

    Raises:
        InputError: It is missing and must exist, is no registry, or is of a newer version; or the
            address cannot be understood, the extra is missing, or the server refuses the login.
        OutsideError: It cannot be opened, or another process holds it for too long.
    """
    if isinstance(place, str) and place.startswith(_SERVERS):
        return open_postgres(place, must_exist=must_exist, wait_s=wait_s, clock=clock)
    return open_sqlite(Path(place), must_exist=must_exist, wait_s=wait_s, clock=clock)
