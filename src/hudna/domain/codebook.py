"""The closed sets of the codebook, version 2: what a value may be.

Term codes are not here: they are data (`hudna.vocabulary`), so that a researcher can correct and
extend them. A test holds these sets against `vocabulary/codebook.yaml`, which has their
definitions.
"""

from enum import StrEnum

CODEBOOK_VERSION = "2"


class Form(StrEnum):
    """How many sides undertake it."""

    UNILATERAL = "unilateral"
    RECIPROCAL = "reciprocal"
    BILATERAL = "bilateral"
    MULTILATERAL = "multilateral"
    IMPOSED = "imposed"


class Stage(StrEnum):
    """How far an agreement has come, as one document tells it."""

    DEMAND = "demand"
    PROPOSAL = "proposal"
    NEGOTIATION = "negotiation"
    DECLARED = "declared"
    AGREED = "agreed"
    IN_FORCE = "in_force"
    SUSPENDED = "suspended"
    REJECTED = "rejected"
    EXPIRED = "expired"
    COLLAPSED = "collapsed"


class Authenticity(StrEnum):
    """What a document lets its reader believe of an agreement's existence."""

    ASSERTED = "asserted"
    ALLEGED = "alleged"
    CONTESTED = "contested"
    DENIED = "denied"
    CONFIRMED = "confirmed"


class Scope(StrEnum):
    """How far an agreement reaches in space."""

    LOCAL = "local"
    REGIONAL = "regional"
    NATIONAL = "national"
    INTERNATIONAL = "international"


class RelationKind(StrEnum):
    """How one agreement stands to another."""

    EXTENDS = "extends"
    IMPLEMENTS = "implements"
    SUPERSEDES = "supersedes"
    PHASE_OF = "phase_of"
    ANNEX_OF = "annex_of"
    SAME_PROCESS = "same_process"
    LOCAL_INSTANCE_OF = "local_instance_of"


class Role(StrEnum):
    """What someone is in an agreement."""

    PARTY = "party"
    INVITEE = "invitee"
    SIGNATORY = "signatory"
    RESPONSIBLE = "responsible"
    MEDIATOR = "mediator"
    GUARANTOR = "guarantor"
    MONITOR = "monitor"
    ENFORCER = "enforcer"
    EXCLUDED = "excluded"
    SPONSOR = "sponsor"
    WITNESS = "witness"
    THIRD_PARTY = "third_party"


class Modality(StrEnum):
    """What kind of thing a term says."""

    OBLIGATION = "obligation"
    PROHIBITION = "prohibition"
    PERMISSION = "permission"
    POWER = "power"
    DECLARATION = "declaration"
    INTENTION = "intention"


class DateKind(StrEnum):
    """What happened, or is to happen, on a date."""

    ANNOUNCED = "announced"
    SIGNED = "signed"
    START = "start"
    END = "end"
    DEADLINE = "deadline"
    OFFERED = "offered"
    DENIED = "denied"
    DURATION = "duration"


class Stance(StrEnum):
    """How a speaker stands to what is said."""

    ASSERTS = "asserts"
    ALLEGES = "alleges"
    DENIES = "denies"
    CONFIRMS = "confirms"
    OFFERS = "offers"
    ACCEPTS = "accepts"
    REJECTS = "rejects"
    DEMANDS = "demands"
    ACCUSES = "accuses"
    WELCOMES = "welcomes"
    THREATENS = "threatens"
    DOUBTS = "doubts"
    RETRACTS = "retracts"
    PREDICTS = "predicts"


class About(StrEnum):
    """What of an agreement a claim is about."""

    EXISTENCE = "existence"
    DOCUMENT = "document"
    PARTICIPATION = "participation"
    TERM = "term"
    VALIDITY = "validity"
    BREACH = "breach"
    ATTRIBUTION = "attribution"


class Status(StrEnum):
    """Whether a value is stated.

    An absent value is not stated, and a contradiction shows as two values.
    """

    STATED = "stated"
    STATED_NONE = "stated_none"
    UNCLEAR = "unclear"


class Act(StrEnum):
    """A dated act that a document reports and that the calculus needs."""

    OFFERED = "offered"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    SIGNED = "signed"
    ACCEDED = "acceded"
    AGREED = "agreed"
    DECLARED = "declared"
    ANNOUNCED = "announced"
    BEGAN = "began"
    EXTENDED = "extended"
    SUSPENDED = "suspended"
    RESUMED = "resumed"
    REVOKED = "revoked"
    ENDED = "ended"
    EXPIRED = "expired"
    SUPERSEDED = "superseded"
    ATTACKED = "attacked"
    BREACHED = "breached"
    """Someone is said to have broken it; `term` of the fact says which term, where that is said."""
    OBSERVED = "observed"
    """Someone watched, so that silence over that time is evidence."""
    RELEASED = "released"
    WITHDREW = "withdrew"
    MOVED = "moved"
    DEPLOYED = "deployed"
    REMOVED = "removed"
    RETURNED = "returned"
    OPENED = "opened"
    CLOSED = "closed"
    DELIVERED = "delivered"
    EVACUATED = "evacuated"
    NOTIFIED = "notified"
    DISCUSSED = "discussed"
    PUBLISHED = "published"
    DENIED = "denied"
