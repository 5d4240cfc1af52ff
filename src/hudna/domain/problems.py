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


@dataclass(frozen=True, slots=True)
class StoredProblem:
    """A problem as the registry keeps it.

    Attributes:
        problem: What failed.
        recorded_at: When it was recorded first, ISO 8601 UTC.
        seen_at: When it was recorded last.
        resolved_at: When its subject was read after all, or None while it stands.
    """

    problem: Problem
    recorded_at: str
    seen_at: str
    resolved_at: str | None = None


def to_problem(error: HudnaError, *, subject: str) -> Problem:
    """Return an error as a problem of one of many."""
    return Problem(error.code, error.subject or subject, error.reason)
