"""hudna: documents about ceasefires in, a registry of agreements out.

Every value is cited to the words it rests on. The function that reads a document is
`hudna.read.read`.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hudna.app.library import (
        ask,
        list_changes,
        list_norm_changes,
        list_norms,
        with_report,
    )
    from hudna.app.loading import load_agreement
    from hudna.domain.readings import Reading
    from hudna.errors import HudnaError
    from hudna.intake import take_in
    from hudna.publish.jsonl import parse_reading, to_reading_line
    from hudna.registry import open_registry
    from hudna.vocabulary import load_vocabulary

__version__ = "0.1.0"

__all__ = [
    "HudnaError",
    "Reading",
    "__version__",
    "ask",
    "list_changes",
    "list_norm_changes",
    "list_norms",
    "load_agreement",
    "load_vocabulary",
    "open_registry",
    "parse_reading",
    "take_in",
    "to_reading_line",
    "with_report",
]

_HOMES = {
    "HudnaError": "hudna.errors",
    "Reading": "hudna.domain.readings",
    "ask": "hudna.app.library",
    "list_changes": "hudna.app.library",
    "list_norm_changes": "hudna.app.library",
    "list_norms": "hudna.app.library",
    "load_agreement": "hudna.app.loading",
    "load_vocabulary": "hudna.vocabulary",
    "open_registry": "hudna.registry",
    "parse_reading": "hudna.publish.jsonl",
    "take_in": "hudna.intake",
    "to_reading_line": "hudna.publish.jsonl",
    "with_report": "hudna.app.library",
}
"""Where each public name lives; its module is loaded when it is asked for."""


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)
