"""Decision logs: decisions told so that a registry other than their own can find what they are of.

A statement is told by its document, its words and what it says, an account by its document and the
words that it is anchored at; identifiers, which are hashes of the same, are tried first.
"""

from dataclasses import dataclass
from enum import StrEnum

from hudna.domain.codebook import Stance, Status
from hudna.domain.evidence import Evidence
from hudna.domain.identifiers import AccountId, DocumentId, StatementId
from hudna.domain.problems import Problem
from hudna.domain.statements import DecisionKind, SubjectKind
from hudna.errors import InputError

LOG_SCHEMA = "hudna.decisions/1"
"""What the first line of a decision log calls itself."""


@dataclass(frozen=True, slots=True)
class ToldStatement:
    """A statement as another registry may know it.

    Attributes:
        id: Its identifier where the decision was made.
        document: The document that makes it.
        kind: What its subject is.
        property: Which value it gives.
        value: The value, as the document has it.
        evidence: The words.
        voice: Who says so, outermost first.
        stance: How that voice stands to it.
        status: Whether it is stated, stated to be none, or unclear.
    """

    id: StatementId
    document: DocumentId
    kind: SubjectKind
    property: str
    value: str
    evidence: tuple[Evidence, ...]
    voice: tuple[str, ...] = ()
    stance: Stance = Stance.ASSERTS
    status: Status = Status.STATED


@dataclass(frozen=True, slots=True)
class ToldAccount:
    """An account, and so an agreement as it was minted, as another registry may know it.

    Attributes:
        id: Its identifier where the decision was made.
        document: The document that tells it.
        reader: Who read it so.
        ordinal: Its place among the accounts of that reading, from 1 on.
        anchor: The words that speak of the agreement first.
    """

    id: AccountId
    document: DocumentId
    reader: str
    ordinal: int
    anchor: Evidence


@dataclass(frozen=True, slots=True)
class LoggedDecision:
    """A decision of a log.

    Attributes:
        number: Its number in the registry in which it was made.
        kind: What was decided.
        reason: Why.
        author: Who decided.
        decided_at: When, ISO 8601 UTC.
        statement: The statement; None where the decision is about none.
        value: The corrected value, for `correct`.
        accounts: For `merge`, an account of each of the two agreements; for `split`, the account,
            then one of each agreement that it is not of.
        undoes: For `undo`, the number of the decision.

    Raises:
        InputError: It is not about what its kind needs.
    """

    number: int
    kind: DecisionKind
    reason: str
    author: str
    decided_at: str
    statement: ToldStatement | None = None
    value: str | None = None
    accounts: tuple[ToldAccount, ...] = ()
    undoes: int | None = None

    def __post_init__(self) -> None:
        about = (
            self.statement is not None,
            self.value is not None,
            len(self.accounts),
            self.undoes is not None,
        )
        match self.kind:
            case DecisionKind.ACCEPT | DecisionKind.REJECT:
                is_whole = about == (True, False, 0, False)
            case DecisionKind.CORRECT:
                is_whole = about == (True, True, 0, False)
            case DecisionKind.UNDO:
                is_whole = about == (False, False, 0, True)
            case DecisionKind.MERGE:
                is_whole = about == (False, False, 2, False)
            case DecisionKind.SPLIT:
                is_whole = about[:2] == (False, False) and about[2] > 1 and not about[3]
        if not is_whole:
            raise InputError(
                f"decision {self.number} does not tell what it is to {self.kind}",
                code="input-decision-log",
                subject=f"decision {self.number}",
            )


class Fate(StrEnum):
    """What a decision of a log came to."""

    IMPORTED = "imported"
    KNOWN = "known"
    """This very decision is here already."""
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class ImportedDecision:
    """What a line of a log came to.

    Attributes:
        line: The line, from 1 on.
        logged: The decision, or None where the line is none.
        fate: What it came to.
        number: Its number here; None where it is not here.
        problem: Why it was refused, or None.
    """

    line: int
    logged: LoggedDecision | None
    fate: Fate
    number: int | None = None
    problem: Problem | None = None
