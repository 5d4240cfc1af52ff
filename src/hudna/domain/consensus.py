"""Consensus: what the sources of one agreement say alike, and where they differ."""

from dataclasses import dataclass
from enum import StrEnum

from hudna.domain.statements import SubjectKind
from hudna.domain.views import Value


class Standing(StrEnum):
    """How the sources of an agreement stand to a value."""

    AGREED = "agreed"
    """Several independent sources say it, and none says otherwise."""
    SINGLE = "single"
    """One source says it, and the others say nothing of it."""
    CONTESTED = "contested"
    """Sources differ in it."""
    SUPERSEDED = "superseded"
    """A source that was published later tells how it went on."""
    DENIED = "denied"
    """Somebody denies it."""


@dataclass(frozen=True, slots=True)
class Shared:
    """One value, with all that say it.

    Attributes:
        kind: What it is a value of.
        property: Its name: `stage`, `start`, `party`, `place`, `code`, or what is denied.
        value: The value, as the first source has it.
        standing: How the sources stand to it.
        sources: How many independent sources say it.
        of: How many independent sources tell of the agreement.
        values: The statements that say it.
        deniers: Who denies it.
    """

    kind: SubjectKind
    property: str
    value: str
    standing: Standing
    sources: int
    of: int
    values: tuple[Value, ...]
    deniers: tuple[str, ...] = ()
