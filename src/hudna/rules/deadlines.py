"""Deadlines: the days that an agreement has ahead, each with how sure it is and its words."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from hudna.domain.dossiers import Citation
from hudna.rules.answers import Certainty


class DeadlineKind(StrEnum):
    """What happens on a day that an agreement has ahead."""

    ANSWER = "answer"
    """The window to answer closes with this day."""
    DUE = "due"
    """An obligation is due."""
    START = "start"
    END = "end"
    """The last day in force, as it is stated."""
    EXPIRY = "expiry"
    """The last day in force, as a duration gives it."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """A day that an agreement has ahead, or several of which one is it.

    Attributes:
        kind: What happens.
        agreement: The agreement's identifier.
        label: What the agreement is called.
        earliest: The first day that it may be.
        latest: The last day that it may be.
        certainty: Whether it holds in every completion that some such day comes.
        text: One sentence, without a full stop.
        known: The day on which the last document about the agreement was known.
        whom: Whom it is for, or None where that is nobody in particular.
        roles: The roles of whom it is for.
        norm: The norm, by its name within the agreement, for what is due.
        codes: The codes of the terms whose words it rests on.
        authenticity: What the documents let their reader believe, or None where it is plain.
        citations: The words.
    """

    kind: DeadlineKind
    agreement: str
    label: str
    earliest: date
    latest: date
    certainty: Certainty
    text: str
    known: date
    whom: str | None = None
    roles: tuple[str, ...] = ()
    norm: str | None = None
    codes: tuple[str, ...] = ()
    authenticity: str | None = None
    citations: tuple[Citation, ...] = ()
