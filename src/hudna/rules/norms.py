"""Norms: what the terms of an agreement are understood to demand, and its rules of lifecycle.

They are compiled from terms (`hudna.rules.compiling`) and never stored.
"""

from dataclasses import dataclass
from enum import StrEnum

from hudna.domain.agreements import DateValue, Participant, Term
from hudna.domain.codebook import Act, Modality
from hudna.domain.dossiers import Citation
from hudna.domain.moments import Duration, Moment
from hudna.rules.recurrences import Recurrence
from hudna.vocabulary import Vocabulary


class NormKind(StrEnum):
    """What kind of norm a term is."""

    OBLIGATION = "obligation"
    PROHIBITION = "prohibition"
    PERMISSION = "permission"
    POWER = "power"
    COUNTS_AS = "counts_as"
    INTENTION = "intention"
    """Recorded; binds nobody."""


class WhoKind(StrEnum):
    """How a bearer or counterparty is given."""

    ACTOR = "actor"
    EACH_PARTY = "each_party"
    CLASS = "class"
    NOT_STATED = "not_stated"


@dataclass(frozen=True, slots=True)
class Who:
    """Who a norm is about.

    Attributes:
        kind: How they are given.
        text: The words for them, or None where they are not stated.
        keys: The match keys of the actors, for `actor`.
        linked_to: For a class of those linked to someone, the match keys of those; else empty.
        citations: The words, where they stand apart from the term's.
        is_understood: Whether the words do not say it and the code of the term implies it.
    """

    kind: WhoKind
    text: str | None = None
    keys: tuple[str, ...] = ()
    linked_to: tuple[str, ...] = ()
    citations: tuple[Citation, ...] = ()
    is_understood: bool = False


NOBODY_STATED = Who(WhoKind.NOT_STATED)


@dataclass(frozen=True, slots=True)
class Window:
    """When something is to be done, or holds, as the text gives it.

    Attributes:
        text: The value that was understood.
        start: When it opens, or None where that is not stated or is an event.
        start_event: `offer`, `conclusion`, `start` or the number of a term, where it opens with
            that; None otherwise.
        length: How long it is, or None.
        end: Its last moment, where that is stated by itself.
        counts_first_day: Whether the first day counts; None where the text does not say it.
        opens_for: The class for which the start is stated, or None where it is for all.
        is_daily: Whether it is a daily window (RRULE).
        recurrence: The hours of a daily window; None where its rule is not taken apart.
        citations: The words.
    """

    text: str
    start: Moment | None = None
    start_event: str | None = None
    length: Duration | None = None
    end: Moment | None = None
    counts_first_day: bool | None = None
    opens_for: Who | None = None
    is_daily: bool = False
    recurrence: Recurrence | None = None
    citations: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class Event:
    """What has to happen before a norm is due, as its words are linked to the agreement.

    Attributes:
        text: The words, or the number of a term.
        norms: The norms, by their names, whose fulfilment it is.
        acts: The acts that the words name, where no norm is linked.
        keys: The match keys of the actors that the words name.
        is_start: Whether the words name the start of the agreement itself.
        waits: Whether it counts as not happened where nobody reports it.
    """

    text: str
    norms: tuple[str, ...] = ()
    acts: tuple[Act, ...] = ()
    keys: tuple[str, ...] = ()
    is_start: bool = False
    waits: bool = False


@dataclass(frozen=True, slots=True)
class Norm:
    """One thing that a term demands, forbids, allows, empowers or declares.

    Attributes:
        id: Its name within the agreement: the term's number and a letter, `5b`, or `t3a` for the
            third term where it has no number.
        kind: What kind of norm it is.
        code: The code of the codebook.
        bearer: Whom it binds.
        counterparty: Towards whom.
        acts: The acts by which it is fulfilled (an obligation), broken (a prohibition) or used.
        object: What it is about, or None where that is not stated.
        quantity: How much of it, or None.
        place: Where, or None.
        window: When, or None.
        condition: On what condition, or None.
        after: What must come first: the number of a term or words; None where nothing.
        consequence: What follows, or None.
        on_breach: Whether it is due only where someone breaks the agreement.
        term: The term it was compiled from.
        citations: The term's words.
        events: What its condition, its predecessor and the opening of its window are linked to:
            `condition`, `after` and `window` with the event of each that was understood.
    """

    id: str
    kind: NormKind
    code: str
    bearer: Who
    counterparty: Who
    acts: tuple[Act, ...]
    term: Term
    citations: tuple[Citation, ...]
    object: str | None = None
    quantity: str | None = None
    place: str | None = None
    window: Window | None = None
    condition: str | None = None
    after: str | None = None
    consequence: str | None = None
    on_breach: bool = False
    events: tuple[tuple[str, Event], ...] = ()

    def event(self, part: str) -> Event | None:
        """Return what a part (`condition`, `after` or `window`) is linked to, or None."""
        return next((event for name, event in self.events if name == part), None)

    @property
    def binds(self) -> bool:
        """Return whether it is more than an intention."""
        return self.kind is not NormKind.INTENTION

    @property
    def modality(self) -> Modality | None:
        """Return the modality of its term."""
        return self.term.modality


class Extension(StrEnum):
    """How a duration may be extended."""

    AUTOMATIC = "automatic"
    BY_AGREEMENT = "by_agreement"
    DISCUSSED = "discussed"
    NOT_STATED = "not_stated"


class Default(StrEnum):
    """What silence counts as."""

    REJECTION = "rejection"
    ACCEPTANCE = "acceptance"
    NOT_STATED = "not_stated"


class Effect(StrEnum):
    """What a trigger does."""

    AUTOMATIC = "automatic"
    RIGHT_TO_END = "right_to_end"
    SUSPENDS = "suspends"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Trigger:
    """An act that ends or suspends the agreement.

    Attributes:
        id: Its name within the agreement, as that of a norm.
        actor: Whose act.
        target: Against whom; `not_stated` where the text names nobody.
        effect: What it does.
        voids: Whether the text says that the agreement is void then.
        acts: The acts that match.
        text: The words of this trigger.
        term: The term.
        citations: The term's words.
    """

    id: str
    actor: Who
    target: Who
    effect: Effect
    voids: bool
    acts: tuple[Act, ...]
    text: str
    term: Term
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Start:
    """When it begins, as its terms or dates state it.

    Attributes:
        moment: The moment stated; None where it begins with the conclusion.
        at_conclusion: Whether it begins when it is concluded.
        citations: The words.
        zones: Where the words say local time and leave open of which place: each zone with the
            moment that it makes of it, the place's own first; else empty.
    """

    moment: Moment | None = None
    at_conclusion: bool = False
    citations: tuple[Citation, ...] = ()
    zones: tuple[tuple[str, Moment], ...] = ()


@dataclass(frozen=True, slots=True)
class Lifetime:
    """For how long it is in force.

    Attributes:
        length: How long from its start, or None where it is stated to be without end or only its
            end is stated.
        is_indefinite: Whether it is stated to have no end.
        end: Its last moment, where that is stated.
        counts_first_day: Whether the first day counts; None where the text does not say it.
        citations: The words.
        zones: Of its end, as `Start.zones`.
    """

    length: Duration | None = None
    is_indefinite: bool = False
    end: Moment | None = None
    counts_first_day: bool | None = None
    citations: tuple[Citation, ...] = ()
    zones: tuple[tuple[str, Moment], ...] = ()


@dataclass(frozen=True, slots=True)
class ToldRule:
    """What the terms say of the agreement that changes no state: where it holds, what follows it.

    Attributes:
        about: What it is about: `left out`, `where it holds`, `after its end`.
        says: What they say, or None where only their words do.
        citations: The words.
    """

    about: str
    says: str | None
    citations: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class Side:
    """Someone who is bound, may become bound, or is left out.

    Attributes:
        key: The match key that stands for all of their names.
        name: The name as the documents write it first.
        roles: The roles in which the documents have them.
        participants: What each document says of them.
        citations: Where they are named.
    """

    key: str
    name: str
    roles: tuple[str, ...]
    participants: tuple[Participant, ...]
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Rulebook:
    """One agreement compiled: its norms and the rules of its lifecycle.

    Attributes:
        sides: Who has a lifecycle: parties and invitees, in the order of the documents.
        others: Everyone else who has a role.
        norms: What its terms demand, in the order of the documents.
        window: The window to answer, or None.
        default: What silence counts as, and the words.
        starts: When it begins; more than one where the documents differ.
        lifetimes: For how long; more than one where the documents differ.
        extension: How its duration may be extended, and the words.
        triggers: What ends it.
        told: What the terms say of it that changes no state.
        allows_accession: Whether others may or shall join.
        reserves_self_defence: Whether the right to answer fire is kept.
        dates: The dates of its accounts that became rules.
        missing: What is not stated and would matter, a sentence each.
        vocabulary: By which the terms were understood, for compiling them again from fewer
            documents.
    """

    sides: tuple[Side, ...]
    others: tuple[Side, ...]
    norms: tuple[Norm, ...]
    window: Window | None = None
    default: Default = Default.NOT_STATED
    default_citations: tuple[Citation, ...] = ()
    starts: tuple[Start, ...] = ()
    lifetimes: tuple[Lifetime, ...] = ()
    extension: Extension = Extension.NOT_STATED
    extension_citations: tuple[Citation, ...] = ()
    triggers: tuple[Trigger, ...] = ()
    allows_accession: bool = False
    reserves_self_defence: bool = False
    dates: tuple[DateValue, ...] = ()
    missing: tuple[str, ...] = ()
    vocabulary: Vocabulary | None = None
    told: tuple[ToldRule, ...] = ()
