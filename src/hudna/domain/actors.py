"""Actors: who is named in a registry, what else they are called, and in which agreements."""

from dataclasses import dataclass
from enum import StrEnum

from hudna.domain.identifiers import AgreementId
from hudna.domain.views import Value


class Script(StrEnum):
    """In which letters a name is written."""

    LATIN = "latin"
    ARABIC = "arabic"
    OTHER = "other"


class TieKind(StrEnum):
    """How one actor stands to another, as the vocabulary has it."""

    SUCCESSOR_OF = "successor_of"
    SPLIT_FROM = "split_from"
    PART_OF = "part_of"


class Standing(StrEnum):
    """What is known of a name."""

    KNOWN = "known"
    """It is a name of an actor of the vocabulary."""
    STATE = "state"
    """Its words mean the side of a state, which the vocabulary lists under no name of its own."""
    UNKNOWN = "unknown"
    """The vocabulary knows no one actor by it."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """From when to when something holds, in EDTF; None is not known, or goes on."""

    since: str | None = None
    until: str | None = None


@dataclass(frozen=True, slots=True)
class NameInTime:
    """A name that an actor went by for a time."""

    name: str
    stretch: Stretch
    references: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tie:
    """How an actor stands to another.

    Attributes:
        kind: What it is to the other.
        actor: Who it is, by key.
        to: The other, by key.
        stretch: From when to when; for what took another's place or broke away, since when.
        references: Where that is from.
    """

    kind: TieKind
    actor: str
    to: str
    stretch: Stretch
    references: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OutsideId:
    """What an actor is known as elsewhere.

    Attributes:
        scheme: Whose identifier it is: `ucdp-actor`, `wikidata`, `acled`, `pa-x`, or another.
        identifier: The identifier.
        name: What the actor is called there.
        reference: Where that is from.
        page: Where it can be looked up, or None.
    """

    scheme: str
    identifier: str
    name: str
    reference: str
    page: str | None = None


@dataclass(frozen=True, slots=True)
class ActorFacts:
    """What the vocabulary has of an actor besides its names.

    Attributes:
        kind: What it is: armed, military, government, …
        countries: Where it acts or acted, by code.
        state: The state that it acts for, by code.
        names: Its names, one after the other.
        ties: How it stands to others, and others to it.
        outside: What it is known as elsewhere.
        references: Where its names are from.
    """

    kind: str | None = None
    countries: tuple[str, ...] = ()
    state: str | None = None
    names: tuple[NameInTime, ...] = ()
    ties: tuple[Tie, ...] = ()
    outside: tuple[OutsideId, ...] = ()
    references: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ActorName:
    """One name of an actor.

    Attributes:
        text: The name.
        script: In which letters it is written.
        language: Its language, where the vocabulary says it, or that of the documents that use it.
        is_listed: Whether the vocabulary has it.
        documents: How many documents of the registry use it.
    """

    text: str
    script: Script
    language: str | None
    is_listed: bool
    documents: int


@dataclass(frozen=True, slots=True)
class Appearance:
    """An actor in one account of one agreement.

    Attributes:
        agreement: The agreement.
        label: What the agreement is called.
        name: The name that the account has.
        role: What the actor is there, or None where that is not told.
        on_behalf_of: For whom, where that is told.
        value: The statement that gives the role, or else the name, with its document and evidence.
    """

    agreement: AgreementId
    label: str
    name: str
    role: str | None
    on_behalf_of: str | None
    value: Value


@dataclass(frozen=True, slots=True)
class ActorView:
    """Someone who is named in the registry.

    Attributes:
        key: What it is asked for by: the identifier of the vocabulary, `state:SY`, or a hash of an
            unknown name.
        name: What to call it.
        standing: What is known of it.
        facts: What the vocabulary has of it.
        names: All its names.
        appearances: Where it stands in agreements, in the order of these.
        nearest: Known actors that an unknown name may mean, by key and name, the nearest first; a
            suggestion, and nothing else.
    """

    key: str
    name: str
    standing: Standing
    facts: ActorFacts
    names: tuple[ActorName, ...]
    appearances: tuple[Appearance, ...]
    nearest: tuple[tuple[str, str], ...] = ()

    @property
    def roles(self) -> tuple[str, ...]:
        """Return the roles in which it stands, each once."""
        return tuple(dict.fromkeys(a.role for a in self.appearances if a.role is not None))

    @property
    def agreements(self) -> tuple[AgreementId, ...]:
        """Return the agreements in which it stands, each once."""
        return tuple(dict.fromkeys(a.agreement for a in self.appearances))

    @property
    def countries(self) -> tuple[str, ...]:
        """Return where it acts, and the state that it acts for, by code."""
        own = () if self.facts.state is None else (self.facts.state,)
        return tuple(dict.fromkeys((*own, *self.facts.countries)))
