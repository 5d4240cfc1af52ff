"""Dialects: which store a connection is of."""

from collections.abc import Mapping

from sqlalchemy import Connection

from hudna.registry.postgres.dialect import POSTGRES
from hudna.registry.sqlite.dialect import SQLITE
from hudna.registry.stores import Dialect

_DIALECTS: Mapping[str, Dialect] = {"sqlite": SQLITE, "postgresql": POSTGRES}


def dialect_of(connection: Connection) -> Dialect:
    """Return the dialect of a connection."""
    return _DIALECTS[connection.dialect.name]
