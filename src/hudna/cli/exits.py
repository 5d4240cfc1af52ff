"""Exit codes: one table at the edge, from the families of errors."""

from collections.abc import Mapping

from hudna.errors import (
    ConflictError,
    EvidenceError,
    HudnaError,
    InputError,
    NotFoundError,
    OutsideError,
)

EXITS: Mapping[type[HudnaError], int] = {
    InputError: 2,
    NotFoundError: 3,
    ConflictError: 4,
    EvidenceError: 5,
    OutsideError: 6,
}
"""What a command exits with when it fails, by the family of the error."""

SOME_FAILED = 1
"""The command did what it could; some documents could not be read."""

INTERRUPTED = 130
"""Ctrl-C."""

BROKEN_PIPE = 141
"""Whoever read the output has stopped reading (`| head`)."""


def exit_code(error: HudnaError) -> int:
    """Return the exit code of an error: that of its family."""
    return next(EXITS[kind] for kind in type(error).__mro__ if kind in EXITS)
