"""Problems: what failed for one of many, as data, so that a batch goes on and nothing vanishes."""

from dataclasses import dataclass

from hudna.errors import HudnaError


@dataclass(frozen=True, slots=True)
class Problem:
    """One failure among many.

    Attributes:
        code: The stable code of the error, as in `docs/errors.md`.
        subject: The file, document or identifier it is about.
        reason: One sentence for a person.
    """

    code: str
    subject: str
    reason: str


def to_problem(error: HudnaError, *, subject: str) -> Problem:
    """Return an error as a problem of one of many."""
    return Problem(error.code, error.subject or subject, error.reason)
