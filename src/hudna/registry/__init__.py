"""Readings into one registry, which keeps what people decide and answers with views."""

from hudna.registry.clock import Clock, now_utc
from hudna.registry.copying import Copied
from hudna.registry.decisions import find_allowed
from hudna.registry.deposits import Deposit, Outcome
from hudna.registry.narrowing import Narrowing
from hudna.registry.queries import AgreementQuery
from hudna.registry.statements import to_statements
from hudna.registry.store import Registry, open_registry

__all__ = [
    "AgreementQuery",
    "Clock",
    "Copied",
    "Deposit",
    "Narrowing",
    "Outcome",
    "Registry",
    "find_allowed",
    "now_utc",
    "open_registry",
    "to_statements",
]
