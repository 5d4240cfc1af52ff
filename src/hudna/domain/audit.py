"""The audit trail: a row for each acknowledged write, chained by hashes.

A row names what was written, holds the hash of it and the hash of the row before, so that neither
what was written nor the trail can be changed unseen. Nothing in a row depends on the store, so that
a copy of a registry has the same trail.
"""

import hashlib
from dataclasses import dataclass
from enum import StrEnum

from hudna.domain.identifiers import canonical_json

FIRST = ""
"""What the first row has in place of the hash of the row before."""


class AuditKind(StrEnum):
    """What was written."""

    BEGIN = "begin"
    """The trail begins over what was there; the subjects say how much."""
    READ = "read"
    """A program's reading of a document."""
    LOAD = "load"
    """A person's reading of a document, from an agreement file."""
    DECIDE = "decide"
    """A decision on a statement: accept, reject, correct."""
    MERGE = "merge"
    SPLIT = "split"
    UNDO = "undo"
    IMPORT = "import"
    """Decisions of another registry were taken in; rows before this one tell each."""
    GRADE = "grade"
    """A grade of a source or a statement, or the undoing of one."""
    RESOLVE = "resolve"
    """The comparisons that are in force from here on."""
    GROUP = "group"
    """Which agreements are one from here on."""


@dataclass(frozen=True, slots=True)
class AuditRow:
    """One row of the trail.

    Attributes:
        number: Its place, from 1 on, without gaps.
        at: When, ISO 8601 UTC.
        actor: Who wrote: a reader, an author, an assessor, the resolver.
        kind: What was written.
        subjects: What it is about: identifiers, `decision:3`, `grade:2`.
        content: The SHA-256 of what was written.
        previous: The hash of the row before.
        hash: The SHA-256 of all of this.
    """

    number: int
    at: str
    actor: str
    kind: AuditKind
    subjects: tuple[str, ...]
    content: str
    previous: str
    hash: str


@dataclass(frozen=True, slots=True)
class AuditFault:
    """Something that does not agree with the trail.

    Attributes:
        number: The row of the trail that says otherwise; None where none speaks of the subject.
        subject: What was changed, added or removed behind the program's back.
        reason: How the two differ, in one sentence.
    """

    number: int | None
    subject: str
    reason: str


@dataclass(frozen=True, slots=True)
class AuditReport:
    """What verifying a trail came to.

    Attributes:
        rows: How many rows the trail has.
        checked: How many readings, decisions and grades were held against it.
        head: The hash of the last row, or of none; who keeps it can tell later whether the trail
            was cut off.
        faults: What does not agree, the first broken link of the chain first.
    """

    rows: int
    checked: int
    head: str
    faults: tuple[AuditFault, ...]


def digest(value: object) -> str:
    """Return the SHA-256 of the canonical JSON of plain data, in hexadecimal."""
    return hashlib.sha256(canonical_json(value).encode()).hexdigest()


def chained(
    number: int,
    at: str,
    actor: str,
    kind: AuditKind,
    subjects: tuple[str, ...],
    content: str,
    *,
    previous: str,
) -> AuditRow:
    """Return a row of the trail with its hash."""
    hashed = digest([number, at, actor, kind, subjects, content, previous])
    return AuditRow(number, at, actor, kind, subjects, content, previous, hashed)
