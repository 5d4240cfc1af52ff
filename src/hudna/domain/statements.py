"""Statements and decisions: what the registry holds.

A statement is one value of one property of one subject, said by a voice, with its evidence.
Nothing overwrites it. A decision is what a person made of it, appended and never changed.
"""

from dataclasses import dataclass
from enum import StrEnum

from hudna.domain.codebook import Stance, Status
from hudna.domain.evidence import Evidence
from hudna.domain.identifiers import AccountId, StatementId, SubjectId


class SubjectKind(StrEnum):
    """What a statement is about."""

    AGREEMENT = "agreement"
    PARTICIPANT = "participant"
    DATE = "date"
    PLACE = "place"
    TERM = "term"
    CLAIM = "claim"
    FACT = "fact"


@dataclass(frozen=True, slots=True)
class Statement:
    """One value that one document gives.

    Attributes:
        id: Hash of subject, property, value, voice, stance, status and evidence; never of the
            reader, its version or the basis.
        account: The account it belongs to; None for a fact that concerns no agreement.
        kind: What its subject is.
        subject: The subject: the account itself, or one participant, date, place, term, claim or
            fact of it.
        property: Which value it gives: `stage`, `name`, `role`, `code`, `modality`, `bearer`,
            `value`, `speaker`, …
        value: The value, as the codebook or the document writes it.
        voice: Who says so, outermost first; empty is the document itself.
        stance: How that voice stands to it.
        status: Whether it is stated, stated to be none, or unclear.
        evidence: The words, at least one quote, each once, in the order of the text.
        basis: The rule or computation that gave it, where the document does not spell it out.
    """

    id: StatementId
    account: AccountId | None
    kind: SubjectKind
    subject: SubjectId
    property: str
    value: str
    voice: tuple[str, ...]
    stance: Stance
    status: Status
    evidence: tuple[Evidence, ...]
    basis: str | None = None


class DecisionKind(StrEnum):
    """What a person may decide."""

    ACCEPT = "accept"
    REJECT = "reject"
    CORRECT = "correct"
    UNDO = "undo"
    MERGE = "merge"
    """Two agreements, as they were minted, are one."""
    SPLIT = "split"
    """An account is not of the agreements that it was taken to be of."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided, when, and why.

    Attributes:
        number: Its place in the log, from 1.
        kind: Accept, reject, correct, merge, split, or undo an earlier decision.
        target: What it is about: a statement; for `undo`, the number of the decision; for `merge`,
            an agreement; for `split`, an account.
        value: The corrected value, for `correct`; the other agreement, for `merge`; the agreements
            that the account is not of, a space between them, for `split`.
        reason: Why.
        author: Who decided.
        decided_at: When, ISO 8601 UTC.
        is_undone: Whether a later decision undoes it.
        is_orphaned: Whether no reading yields what it is about any more.
    """

    number: int
    kind: DecisionKind
    target: str
    value: str | None
    reason: str
    author: str
    decided_at: str
    is_undone: bool = False
    is_orphaned: bool = False
