"""What one document tells of one agreement: participants, dates, places, terms and claims.

Each carries its evidence.

The shapes are those of a reading (`hudna.reading/1`): `hudna read --format jsonl` prints these
very dataclasses. An absent value means *not stated*; `status` tells *stated to be none* and
*unclear* apart from it.
"""

from dataclasses import dataclass

from hudna.domain.codebook import (
    About,
    Act,
    Authenticity,
    DateKind,
    Form,
    Modality,
    RelationKind,
    Role,
    Scope,
    Stage,
    Stance,
    Status,
)
from hudna.domain.evidence import Evidence
from hudna.domain.periods import is_value_of
from hudna.errors import InputError


@dataclass(frozen=True, slots=True)
class Ground:
    """Why a value that the document does not spell out was given: the rule, and its words.

    Attributes:
        of: The value's name: `named_as`, `form`, `stage`, `authenticity` or `scope`.
        rule: The rule that gave it, as the vocabulary names it.
        evidence: The words.
    """

    of: str
    rule: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Relation:
    """How the agreement stands to another, named as the document names it.

    Attributes:
        kind: The relation.
        to: The other agreement: its `id` within the same reading, or the document's words for it.
        evidence: The words.
    """

    kind: RelationKind
    to: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Participant:
    """Someone in a role: a side, a person, a body.

    Attributes:
        name: The name as the document writes it.
        role: What they are in the agreement.
        evidence: Where the document names them so.
        aliases: Other names by which this document calls them.
        on_behalf_of: The party for whom a signatory or a responsible person acts.
        voice: Who says so, outermost first; empty is the document itself.
        stance: How that voice stands to it.
        status: Whether it is stated.
    """

    name: str
    role: Role
    evidence: tuple[Evidence, ...]
    aliases: tuple[str, ...] = ()
    on_behalf_of: str | None = None
    voice: tuple[str, ...] = ()
    stance: Stance = Stance.ASSERTS
    status: Status = Status.STATED


@dataclass(frozen=True, slots=True)
class DateValue:
    """When something happened or is to happen.

    Attributes:
        kind: What happened.
        value: EDTF for points and intervals, ISO 8601 for durations, an RRULE for daily windows,
            or `indefinite`.
        evidence: The words.
        derived_from: How the value was computed, where it was.
        voice: Who says so, outermost first; empty is the document itself.
        stance: How that voice stands to it.
        status: Whether it is stated.

    Raises:
        InputError: The value is not one that its kind may have.
    """

    kind: DateKind
    value: str
    evidence: tuple[Evidence, ...]
    derived_from: str | None = None
    voice: tuple[str, ...] = ()
    stance: Stance = Stance.ASSERTS
    status: Status = Status.STATED

    def __post_init__(self) -> None:
        if self.status is Status.STATED and not is_value_of(self.kind, self.value):
            raise InputError(
                f"{self.value!r} is no value of a {self.kind.value} date", code="input-date"
            )


@dataclass(frozen=True, slots=True)
class PlaceValue:
    """A place where it applies or that its terms name, as written, without generic words."""

    name: str
    evidence: tuple[Evidence, ...]
    voice: tuple[str, ...] = ()
    stance: Stance = Stance.ASSERTS
    status: Status = Status.STATED


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a term, such as its bearer or its condition, with its own words."""

    value: str
    evidence: tuple[Evidence, ...]
    status: Status = Status.STATED


PART_NAMES = (
    "act",
    "bearer",
    "counterparty",
    "object",
    "quantity",
    "place",
    "window",
    "condition",
    "consequence",
    "after",
    "reciprocal_to",
)
"""The optional parts of a term, in the order in which they are shown."""


@dataclass(frozen=True, slots=True)
class Term:
    """What an agreement says must, may or must not happen: one clause.

    Attributes:
        codes: The codes of the codebook that its words bear, at least one.
        evidence: The clause.
        number: The number under which the text lists it.
        modality: What kind of thing it says.
        voice: Who says so, outermost first; empty is the document itself.
        stance: How that voice stands to it.
        status: Whether it is stated.

    Raises:
        InputError: The term has no code.
    """

    codes: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    number: str | None = None
    modality: Modality | None = None
    act: Part | None = None
    bearer: Part | None = None
    counterparty: Part | None = None
    object: Part | None = None
    quantity: Part | None = None
    place: Part | None = None
    window: Part | None = None
    condition: Part | None = None
    consequence: Part | None = None
    after: Part | None = None
    reciprocal_to: Part | None = None
    voice: tuple[str, ...] = ()
    stance: Stance = Stance.ASSERTS
    status: Status = Status.STATED

    def __post_init__(self) -> None:
        if not self.codes:
            raise InputError("a term needs a code", code="input-term")


@dataclass(frozen=True, slots=True)
class Claim:
    """Who says what about an agreement: its existence, authenticity, terms or keeping.

    Attributes:
        speaker: Who says it: a person, a group, an outlet, or `document`.
        stance: How they stand to it.
        evidence: The words.
        about: What of the agreement it is about.
        voice: Who reports the speaker, outermost first; empty is the document itself.
        status: Whether it is stated.
    """

    speaker: str
    stance: Stance
    evidence: tuple[Evidence, ...]
    about: About | None = None
    voice: tuple[str, ...] = ()
    status: Status = Status.STATED


@dataclass(frozen=True, slots=True)
class Affiliation:
    """Someone said to belong to a class of the terms, or to those linked to an actor.

    Attributes:
        member: The name of who belongs to it.
        group: The name of the group, or the words of the class.
        evidence: The words that say so.
        voice: Who says so, outermost first; empty is the document itself.
    """

    member: str
    group: str
    evidence: tuple[Evidence, ...]
    voice: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Agreement:
    """One document's account of one agreement.

    Attributes:
        id: Its name within the reading (`a1`, `a2`); the registry mints lasting identifiers.
        label: A short description for a person, composed by the reader.
        anchor: The words that speak of the agreement first; an account is known by where they
            stand.
        named_as: The document's own word for it.
        form: How many sides undertake it.
        stage: How far it has come.
        authenticity: What the document lets its reader believe of its existence.
        scope: How far it reaches in space.
        relations: How it stands to other agreements.
        grounds: Why `named_as`, `form`, `stage`, `authenticity` and `scope` are what they are.
        links: Who is said to belong to which group.
        zone: The time zone of its local times, where a person states it, as `Asia/Damascus`.
        corrects: The account, or the agreement, in whose place a person puts this account.
    """

    id: str
    label: str
    anchor: Evidence
    named_as: str | None = None
    form: Form | None = None
    stage: Stage | None = None
    authenticity: Authenticity | None = None
    scope: Scope | None = None
    relations: tuple[Relation, ...] = ()
    participants: tuple[Participant, ...] = ()
    dates: tuple[DateValue, ...] = ()
    places: tuple[PlaceValue, ...] = ()
    terms: tuple[Term, ...] = ()
    claims: tuple[Claim, ...] = ()
    grounds: tuple[Ground, ...] = ()
    links: tuple[Affiliation, ...] = ()
    zone: str | None = None
    corrects: str | None = None


GROUNDED = ("named_as", "form", "stage", "authenticity", "scope")
"""The values of an agreement that rest on a ground."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A dated act that a document reports.

    Attributes:
        act: What was done.
        evidence: The words.
        by: Who did it.
        against: To whom.
        place: Where.
        date: When, as EDTF.
        effective: From when it takes effect, as EDTF, where that is not when it was done.
        until: For what it lasts, as EDTF or an ISO 8601 duration.
        term: The number of the term that it concerns.
        agreement: The agreement's `id` within the reading, where it concerns one.
        voice: Who reports it, outermost first; empty is the document itself.
        stance: How that voice stands to it.
    """

    act: Act
    evidence: tuple[Evidence, ...]
    by: str | None = None
    against: str | None = None
    place: str | None = None
    date: str | None = None
    effective: str | None = None
    until: str | None = None
    term: str | None = None
    agreement: str | None = None
    voice: tuple[str, ...] = ()
    stance: Stance = Stance.ASSERTS
