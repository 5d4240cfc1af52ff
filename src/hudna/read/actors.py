"""Actors: what a name in a text can stand for, and a mention of it."""

from dataclasses import dataclass
from enum import Enum

from hudna.text.spans import Span


class ActorKind(Enum):
    """What an actor is, as far as a name tells."""

    ARMED = "armed"
    GOVERNMENT = "government"
    STATE = "state"
    INTERNATIONAL = "international"
    ORGANIZATION = "organization"
    PERSON = "person"
    COLLECTIVE = "collective"
    BODY = "body"
    """A body named by its task: 'a monitoring committee'."""
    OFFICIAL = "official"
    """Someone named by an office alone: 'the provincial governor', 'two bishops'."""
    NAME = "name"
    """A proper name of which no more is known: no role without a grammar that leaves no doubt."""
    SIDES = "sides"
    """Words for the sides together: 'the two sides'."""


ARMED = frozenset({ActorKind.ARMED, ActorKind.COLLECTIVE, ActorKind.GOVERNMENT})
"""The kinds that fight."""

SIDED = ARMED | {ActorKind.STATE, ActorKind.ORGANIZATION}
"""The kinds that may be a side of an agreement."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A name or a description of an actor at one place.

    Attributes:
        span: The words, without an article.
        name: The words as written.
        key: What is one for all mentions of one actor in a document.
        kind: What the actor is.
        is_seat: Whether the words name a seat of government (`Ankara`) that may be no more than a
            place.
    """

    span: Span
    name: str
    key: str
    kind: ActorKind
    is_seat: bool = False
