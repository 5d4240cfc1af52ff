"""Answers: what an agreement says of itself on a date, and why, as data."""

from dataclasses import dataclass
from enum import StrEnum

from hudna.domain.codebook import Authenticity
from hudna.domain.dossiers import Citation
from hudna.rules.norms import Norm


class State(StrEnum):
    """How an agreement stands for one side."""

    NOT_OFFERED = "not_offered"
    OFFERED = "offered"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    REJECTED_BY_DEFAULT = "rejected_by_default"
    DECLARED = "declared"
    AGREED = "agreed"
    IN_FORCE = "in_force"
    SUSPENDED = "suspended"
    EXPIRED = "expired"
    TERMINATED = "terminated"
    VOID = "void"
    SUPERSEDED = "superseded"
    NEVER_CONCLUDED = "never_concluded"


class NormState(StrEnum):
    """How a norm stands for one bearer."""

    PENDING = "pending"
    ACTIVE = "active"
    FULFILLED = "fulfilled"
    BREACHED_ALLEGED = "breached_alleged"
    BREACHED_VERIFIED = "breached_verified"
    LAPSED = "lapsed"
    UNDETERMINED = "undetermined"


class Certainty(StrEnum):
    """How an answer holds over the completions of what is vague, contested or readable twice."""

    CERTAINLY = "certainly"
    POSSIBLY = "possibly"
    CERTAINLY_NOT = "certainly_not"
    UNDETERMINED = "undetermined"
    """There are more completions than the documented limit."""


class ReasonKind(StrEnum):
    """What a node of an explanation is."""

    CONCLUSION = "conclusion"
    RULE = "rule"
    TERM = "term"
    FACT = "fact"
    READING = "reading"
    SUPPOSITION = "supposition"
    ABSENCE = "absence"
    """Nobody reports something; what rests on it is presumed."""


@dataclass(frozen=True, slots=True)
class Reason:
    """A node of an explanation: a sentence, and what it rests on.

    Attributes:
        kind: What it is.
        text: One sentence, without a full stop.
        because: What it rests on.
        citations: The quotes it rests on, for a term or a fact.
        rule: The heading or number on the page of the calculus, for a rule, a reading or an
            absence.
    """

    kind: ReasonKind
    text: str
    because: tuple["Reason", ...] = ()
    citations: tuple[Citation, ...] = ()
    rule: str | None = None


@dataclass(frozen=True, slots=True)
class Held:
    """One state, and how surely it is held.

    Attributes:
        state: The state.
        certainty: How surely: `certainly`, `possibly`, or `undetermined`.
        is_presumed: Whether it rests on nobody having reported something.
        is_supposed: Whether it rests on a supposition.
        detail: By whom or what: `by ISIS`, `trigger 9a`; None where there is none.
        readings: The options under which it is so, `reading: option`, where others differ.
        reason: The explanation.
    """

    state: State | NormState
    certainty: Certainty
    is_presumed: bool
    is_supposed: bool
    detail: str | None
    readings: tuple[str, ...]
    reason: Reason


@dataclass(frozen=True, slots=True)
class SideAnswer:
    """How the agreement stands for one side: every state it may have, the surest first."""

    key: str
    name: str
    roles: tuple[str, ...]
    held: tuple[Held, ...]


@dataclass(frozen=True, slots=True)
class Due:
    """The last moment for a norm, in some of the completions.

    Attributes:
        day: The day, or the minute where its window is one of hours, as EDTF.
        readings: The options under which it is so, `reading: option`, where others differ.
    """

    day: str
    readings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NormAnswer:
    """How one norm stands for one bearer.

    Attributes:
        norm: The norm.
        bearer: The bearer's name; None where it is not stated.
        held: Every status it may have, the surest first.
        due: The last moment for it, as EDTF, with the alternatives where readings differ; its
            window as the text gives it where nothing says yet from when that counts; None where it
            has no end of its own.
        dues: Each of those moments with the readings it rests on, the earliest first.
    """

    norm: Norm
    bearer: str | None
    held: tuple[Held, ...]
    due: str | None = None
    dues: tuple[Due, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadingAnswer:
    """A point on which the text can be read, or reported, in several ways.

    Attributes:
        name: What it is: `first day of the window to answer`.
        question: One sentence.
        options: Each option with the states it leads to, as `(option, ("Levant Front: offered",
            …))`.
        citations: The words.
    """

    name: str
    question: str
    options: tuple[tuple[str, tuple[str, ...]], ...]
    citations: tuple[Citation, ...] = ()


class ChangeKind(StrEnum):
    """What happens on a date to a side, or to a norm."""

    STATE = "state"
    """The state of a side changes."""
    COMES_INTO_FORCE = "comes_into_force"
    """A norm is active from then on, for the first time or again."""
    WAITS = "waits"
    """A norm is not active any more, and not over either: it is suspended, or not yet due."""
    FALLS_DUE = "falls_due"
    """The last day for an obligation."""
    FULFILLED = "fulfilled"
    BREACHED = "breached"
    OVERDUE = "overdue"
    """The last day has passed and nobody reports the act."""
    ENDS = "ends"
    """A norm is over, neither fulfilled nor breached."""


@dataclass(frozen=True, slots=True)
class Change:
    """A date on which the answer can change, or on which something is due.

    Attributes:
        on: The first day of the new answer, or the minute of it where it is not a day's first.
        of: Whose: the name of a side, or of a norm and its bearer.
        before: The states before, each with its certainty, as `possibly offered`.
        after: The states from then on.
        cause: What changes it, one sentence.
        reason: The explanation of what holds from then on.
        kind: What happens.
        certainty: How surely.
        norm: The norm, by its name within the agreement; None for a side.
    """

    on: str
    of: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    cause: str
    reason: Reason
    kind: ChangeKind = ChangeKind.STATE
    certainty: Certainty = Certainty.CERTAINLY
    norm: str | None = None


@dataclass(frozen=True, slots=True)
class Other:
    """Someone with a role in the agreement who is no side of it: a guarantor, who is left out.

    Attributes:
        name: Who.
        roles: As what.
    """

    name: str
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AuthenticityAnswer:
    """What the documents let their reader believe of the agreement's existence.

    Attributes:
        held: The value over all documents.
        voices: Each voice with its stance, a sentence, and the quotes.
    """

    held: Authenticity | None
    voices: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """What an agreement says of itself at a moment.

    Attributes:
        agreement: Its identifier.
        label: What it is called.
        on: The moment asked, as EDTF.
        as_known_on: The day by which documents had to be known, or None.
        authenticity: Whether it is genuine, which is not part of the states.
        sides: How it stands for each side asked about.
        norms: How each norm stands for each bearer asked about.
        readings: The readings that change the answer.
        claims: What voices claim of it that changes no state: collapse, breach, doubt.
        missing: What is not stated and would matter.
        next_changes: The next dates on which the answer can change, and for whom.
        suppositions: What was supposed.
        others: Who has a role and is no side, where all are asked about.
    """

    agreement: str
    label: str
    on: str
    as_known_on: str | None
    authenticity: AuthenticityAnswer
    sides: tuple[SideAnswer, ...]
    norms: tuple[NormAnswer, ...]
    readings: tuple[ReadingAnswer, ...] = ()
    claims: tuple[Reason, ...] = ()
    missing: tuple[str, ...] = ()
    next_changes: tuple[Change, ...] = ()
    suppositions: tuple[str, ...] = ()
    others: tuple[Other, ...] = ()


class OddityKind(StrEnum):
    """What kind of oddity was found."""

    CANNOT_BOTH_BE_KEPT = "cannot_both_be_kept"
    THIRD_SIDE_TRIGGER = "third_side_trigger"
    ONE_SIDED_TRIGGER = "one_sided_trigger"
    TRIGGER_MET_BEFORE = "trigger_met_before"
    DUTY_OF_OUTSIDER = "duty_of_outsider"
    WEEKDAY = "weekday"
    DURATION_WITHOUT_START = "duration_without_start"
    DEADLINE_PASSED = "deadline_passed"
    SIDES_DIFFER = "sides_differ"
    UNTIMED_CLASS = "untimed_class"
    SAME_OR_OTHER_BODY = "same_or_other_body"
    DEFINED_NOWHERE = "defined_nowhere"
    SILENCE_SAYS_LITTLE = "silence_says_little"


@dataclass(frozen=True, slots=True)
class Oddity:
    """Something in one agreement, or between two, that deserves a person's eye.

    Attributes:
        kind: What kind.
        text: One sentence.
        certainty: How surely it is so at the moment asked; `certainly` where no date matters.
        agreements: The agreements it concerns: one or two identifiers.
        norms: The norms it concerns, by their names within their agreements.
        reason: The explanation, down to the quotes.
    """

    kind: OddityKind
    text: str
    certainty: Certainty
    agreements: tuple[str, ...]
    norms: tuple[str, ...]
    reason: Reason


HUMANITARIAN_LAW = (
    "That no norm is found never means that an attack is permitted: international humanitarian law "
    "applies regardless of any agreement."
)
"""The sentence with which every answer about what binds someone closes."""
