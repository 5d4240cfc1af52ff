"""Standings: how an agreement stands for a side in one completion, and what that rests on."""

from collections.abc import Callable
from dataclasses import dataclass

from hudna.rules.answers import Reason, State
from hudna.rules.completions import Mark

Ground = Callable[[], Reason]
"""A reason, made only where it is shown."""

Grounds = tuple[Ground, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """How the agreement stands for a side, in one completion.

    Attributes:
        state: The state.
        grounds: Why.
        detail: By whom or what.
        is_presumed: Whether it rests on nobody having reported something.
        is_supposed: Whether it rests on a supposition.
        since: From when it stands so, where that is one moment.
    """

    state: State
    grounds: Grounds
    detail: str | None = None
    is_presumed: bool = False
    is_supposed: bool = False
    since: Mark | None = None


@dataclass(frozen=True, slots=True)
class Bound:
    """When and by what a side became bound.

    Attributes:
        mark: When.
        state: What it is before the agreement begins.
        grounds: Why.
        is_presumed: Whether by silence.
        is_supposed: Whether by a supposition.
    """

    mark: Mark
    state: State
    grounds: Grounds
    is_presumed: bool = False
    is_supposed: bool = False


@dataclass(frozen=True, slots=True)
class Reached:
    """A moment that something comes to, and why.

    Attributes:
        mark: The moment.
        grounds: Why it is that.
        is_supposed: Whether it rests on a supposition.
    """

    mark: Mark
    grounds: Grounds = ()
    is_supposed: bool = False


@dataclass(frozen=True, slots=True)
class Ending:
    """Something that ended the agreement for a side.

    Attributes:
        mark: When.
        rank: Which of several endings on one civil day counts: the lowest.
        state: What the agreement is from then on.
        grounds: Why.
        detail: By whom or what.
        is_supposed: Whether it rests on a supposition.
    """

    mark: Mark
    rank: int
    state: State
    grounds: Grounds
    detail: str | None = None
    is_supposed: bool = False
