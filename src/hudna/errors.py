"""Every deliberate failure of hudna: one root, five families.

A family says what a caller can do about a failure; `code` says which failure it is. Codes are
stable and each has a section in `docs/errors.md`. The attributes carry the facts, `str()` is one
sentence for a person. Which exit code or HTTP status a family has is decided at the edges, not
here.
"""

from typing import ClassVar


class HudnaError(Exception):
    """Root of every deliberate failure.

    Args:
        reason: One sentence for a person, naming what failed and why.
        code: The stable, documented code of the failure; defaults to the family's own.
        subject: What it is about: a file name, an identifier, a setting.
    """

    default_code: ClassVar[str] = "hudna"

    def __init__(self, reason: str, *, code: str | None = None, subject: str | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.code = code or self.default_code
        self.subject = subject

    def __reduce__(self) -> tuple[object, ...]:
        return (_rebuild, (type(self), self.reason, self.code, self.subject))


class InputError(HudnaError):
    """What was sent cannot be used."""

    default_code = "input"


class NotFoundError(HudnaError):
    """Nothing has that identifier."""

    default_code = "not-found"


class ConflictError(HudnaError):
    """Someone decided otherwise meanwhile, or the place is taken."""

    default_code = "conflict"


class EvidenceError(HudnaError):
    """A claim and its text disagree."""

    default_code = "evidence"


class OutsideError(HudnaError):
    """Something outside the program failed: a disk, a lock, a provider; trying again may help."""

    default_code = "outside"


def _rebuild(kind: type[HudnaError], reason: str, code: str, subject: str | None) -> HudnaError:
    return kind(reason, code=code, subject=subject)
