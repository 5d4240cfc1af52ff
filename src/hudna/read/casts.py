"""Casts: someone in a role at one place, and which of several roles of one actor hold."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from hudna.domain.codebook import Role
from hudna.read.actors import ActorKind, Mention


@dataclass(frozen=True, slots=True)
class Cast:
    """Someone in a role, at one place.

    Attributes:
        mention: Who.
        role: What they are.
        weight: How sure the words are, 3 for a grammar that leaves no doubt, 1 for a guess.
        on_behalf_of: For whom they act.
    """

    mention: Mention
    role: Role
    weight: int
    on_behalf_of: str | None = None


GUESS = 1
"""The weight of a side that is taken for one only where the text names no better."""
OFFERS = 4
"""The weight of a party that is the subject of an offer or a demand."""

_STANDS_OUTSIDE = frozenset({Role.MEDIATOR, Role.GUARANTOR, Role.MONITOR, Role.WITNESS})
_SIDE_AFTER_ALL = 4
"""A mediator or guarantor is a side as well only where more than this speaks for it."""
_SIGNS = 3
"""A side that is also to watch over it, as a member of a joint body, is a side."""


def settled(casts: Iterable[Cast]) -> tuple[Cast, ...]:
    """Return one cast for each actor and role, without the roles that a stronger one excludes.

    A guarantor that signs is a guarantor; one to whom it was offered is a side only where words say
    that it agreed.
    """
    by_actor: dict[str, list[Cast]] = {}
    for cast in casts:
        by_actor.setdefault(cast.mention.key, []).append(cast)
    kept = [
        max((c for c in mine if c.role is role), key=lambda c: (c.weight, -c.mention.span.start))
        for mine in by_actor.values()
        for role in _holding(mine)
    ]
    return tuple(sorted(kept, key=lambda c: (c.mention.span, c.role)))


def _holding(casts: Sequence[Cast]) -> set[Role]:
    """Return the roles of one actor that its other roles leave standing."""
    weights: Counter[Role] = Counter()
    for cast in casts:
        weights[cast.role] += cast.weight
    roles = set(weights)
    if casts[0].mention.kind is ActorKind.PERSON and len(roles) > 1:
        roles -= {Role.PARTY}
    signs = weights[Role.PARTY] >= _SIGNS
    outside = roles & _STANDS_OUTSIDE - ({Role.MONITOR} if signs else set())
    if outside and weights[Role.PARTY] <= _SIDE_AFTER_ALL:
        roles -= {Role.PARTY, Role.SPONSOR, Role.THIRD_PARTY}
    if Role.MONITOR in roles and Role.PARTY in roles:
        roles -= {Role.MONITOR}
    if Role.EXCLUDED in roles:
        roles -= {Role.PARTY, Role.INVITEE, Role.THIRD_PARTY}
    if Role.SIGNATORY in roles and weights[Role.MEDIATOR] < _SIGNS:
        roles -= {Role.MEDIATOR}
    if Role.SIGNATORY in roles and casts[0].mention.kind in {ActorKind.PERSON, ActorKind.NAME}:
        roles -= {Role.PARTY}
    if Role.PARTY in roles:
        roles -= {Role.THIRD_PARTY, Role.SPONSOR}
        if Role.INVITEE in roles:
            agreed = weights[Role.PARTY] > weights[Role.INVITEE]
            roles -= {Role.INVITEE if agreed else Role.PARTY}
    elif Role.INVITEE in roles:
        roles -= {Role.THIRD_PARTY}
    return roles
