"""Inquiries: one question explored over all completions, and what comes out of them."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Generic, Protocol, TypeVar

from hudna.rules.answers import (
    Certainty,
    Held,
    NormState,
    Reason,
    ReasonKind,
    State,
)
from hudna.rules.bearing import standing_for
from hudna.rules.cases import Case
from hudna.rules.completions import (
    Choice,
    Completion,
    Effort,
    Mark,
    TooManyError,
    explore,
    explore_on,
)
from hudna.rules.courses import Course
from hudna.rules.deeds import Deed
from hudna.rules.matching import Bearer
from hudna.rules.norms import Norm, Side
from hudna.rules.performance import (
    Performed,
    from_standing,
    iter_suspected,
    perform,
    reading_of,
    suspect,
    was_done_in_force,
)
from hudna.rules.standings import Grounds, Standing


class Judged(Protocol):
    """How something stands in one completion."""

    @property
    def state(self) -> State | NormState:
        """Return the state."""

    @property
    def grounds(self) -> Grounds:
        """Return why."""

    @property
    def detail(self) -> str | None:
        """Return by whom or what."""

    @property
    def is_presumed(self) -> bool:
        """Return whether it rests on nobody having reported something."""

    @property
    def is_supposed(self) -> bool:
        """Return whether it rests on a supposition."""


Outcome = TypeVar("Outcome", bound=Judged)

SHOWN = frozenset({"reading", "fact"})
"""The kinds of choice that a person is shown; the rest is when a vague moment was."""

_KEPT = 256
"""Of how many classes the courses are kept, for questions that begin where they end."""


@dataclass(frozen=True, slots=True)
class Way(Generic[Outcome]):
    """What one class of completions gives, and the choices that it rests on."""

    choices: tuple[Choice, ...]
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Explored(Generic[Outcome]):
    """What all completions give.

    Attributes:
        ways: Each class of completions.
        is_complete: Whether there are no more than the limit.
        turns: The ticks from which on the answer may be another, after the moment asked too.
    """

    ways: tuple[Way[Outcome], ...]
    is_complete: bool
    turns: frozenset[int]

    @property
    def states(self) -> frozenset[tuple[State | NormState, Certainty]]:
        """Return every state with how surely it is held."""
        found = {way.outcome.state for way in self.ways}
        return frozenset((state, self.certainty(len(found))) for state in found)

    def certainty(self, states: int) -> Certainty:
        """Return how surely one of so many states is held."""
        if not self.is_complete:
            return Certainty.UNDETERMINED
        return Certainty.CERTAINLY if states == 1 else Certainty.POSSIBLY


class Inquiry:
    """Questions about an agreement at one moment; what several need is explored once.

    Attributes:
        cases: The agreement, once for each state of knowledge.
        asked: The moment asked.
        chosen: Readings that are fixed, each with its option.
        asks_day: Whether a civil day is asked about, and not a minute.
        offered: The options of every reading and contested fact that came up.
    """

    def __init__(
        self,
        cases: Sequence[Case],
        asked: int,
        chosen: Iterable[tuple[str, str]] = (),
        *,
        asks_day: bool = True,
    ) -> None:
        """Begin to ask.

        Args:
            cases: The agreement, once for each state of knowledge.
            asked: The tick asked.
            chosen: Readings that are fixed, each with its option.
            asks_day: Whether a civil day is asked about, and not a minute.
        """
        self.cases = tuple(cases)
        self.asks_day = asks_day
        self.asked = Mark(tick=asked)
        self.chosen = dict(chosen)
        self._sides: dict[str, Explored[Standing]] = {}
        self._any: Explored[Standing] | None = None
        self._beginnings: dict[str | None, _Beginning] = {}
        self._beginnings_with: dict[tuple[str | None, str], _Beginning] = {}
        self._norms: dict[tuple[str, str | None], Explored[Performed]] = {}
        self.offered: dict[str, tuple[str, ...]] = {}

    def of_side(self, side: Side) -> Explored[Standing]:
        """Return how the agreement stands for a side."""
        found = self._sides.get(side.key)
        if found is None:
            found = self._sides[side.key] = self._standings(Bearer(side.name, side.key, side))
        return found

    def of_bearer(self, bearer: Bearer) -> Explored[Standing]:
        """Return how the agreement stands for a bearer: the side they are, else any side's."""
        if bearer.side is not None:
            return self.of_side(bearer.side)
        if self._any is None:
            self._any = self._standings(bearer)
        return self._any

    def _standings(self, bearer: Bearer) -> Explored[Standing]:
        """Return how the agreement stands for a bearer; what is asked of norms begins there."""
        beginning = _Beginning()
        explored = self._explored(lambda course: standing_for(bearer, course), keep=beginning)
        self._beginnings[None if bearer.side is None else bearer.side.key] = beginning
        return explored

    def of_norm(self, norm: Norm, bearer: Bearer, *, is_plain: bool) -> Explored[Performed]:
        """Return how a norm stands for a bearer.

        Args:
            norm: The norm.
            bearer: The bearer.
            is_plain: Whether it follows from the lifecycle alone.
        """
        if is_plain:
            explored = self.of_bearer(bearer)
            return Explored(
                tuple(Way(w.choices, from_standing(w.outcome)) for w in explored.ways),
                explored.is_complete,
                explored.turns,
            )
        key = (norm.id, bearer.key)
        if key not in self._norms:
            self._norms[key] = self._judged(norm, bearer)
        return self._norms[key]

    def _judged(self, norm: Norm, bearer: Bearer) -> Explored[Performed]:
        suspected = {
            reading_of(norm, deed): deed
            for case in self.cases
            for deed in iter_suspected(norm, bearer, case)
        }
        taken = [d for name, d in suspected.items() if self.chosen.get(name) == "yes"]
        self.of_bearer(bearer)
        begun = self._beginnings[None if bearer.side is None else bearer.side.key]
        base = self._explored_on(begun, partial(_performed, norm, bearer, taken))
        found = [
            (
                name,
                self._explored_on(
                    self._beginning_with(begun, bearer, deed), partial(suspect, norm, bearer, deed)
                ),
            )
            for name, deed in suspected.items()
            if name not in self.chosen
        ]
        matters = {name for name, explored in found if explored.ways} | set(self.chosen)
        self.offered.update({name: ("yes", "no") for name in suspected if name in matters})
        return _joined(base, found)

    def _beginning_with(self, begun: "_Beginning", bearer: Bearer, deed: Deed) -> "_Beginning":
        """Return the classes in which a deed was done while the agreement bound a bearer.

        What is asked of several norms about one deed begins there.
        """
        key = (None if bearer.side is None else bearer.side.key, deed.name)
        if key not in self._beginnings_with:
            kept = begun
            if begun.is_usable:
                kept = _Beginning()
                self._explored_on(begun, partial(_in_force_with, bearer, deed), keep=kept)
            self._beginnings_with[key] = kept if kept.is_usable else begun
        return self._beginnings_with[key]

    def _explored(
        self, evaluate: Callable[[Course], Outcome | None], *, keep: "_Beginning | None" = None
    ) -> Explored[Outcome]:
        effort = Effort()

        def classes() -> Iterator[tuple[Course, Outcome | None]]:
            for case in self.cases:
                for _, (course, outcome) in explore(
                    partial(_evaluated, case, evaluate, self.asks_day),
                    asked=self.asked,
                    chosen=self.chosen,
                    effort=effort,
                ):
                    if keep is not None:
                        keep.add(course)
                    yield course, outcome

        explored = self._gathered(classes())
        if keep is not None:
            keep.close(explored, effort.steps)
        return explored

    def _explored_on(
        self,
        begun: "_Beginning",
        evaluate: Callable[[Course], Outcome | None],
        *,
        keep: "_Beginning | None" = None,
    ) -> Explored[Outcome]:
        """Return what completions give, where what was explored of the lifecycle is known."""
        if not begun.is_usable:
            return self._explored(evaluate)

        def go_on(completion: Completion, start: Course) -> tuple[Course, Outcome | None]:
            course = start.fork(completion)
            return course, evaluate(course)

        starts = ((course.completion, course) for course in begun.courses)
        effort = Effort(begun.steps)
        explored = explore_on(starts, go_on, effort=effort)
        if keep is None:
            known = self._gathered(found for _, found in explored)
            return replace(known, turns=known.turns | begun.turns)

        def kept() -> Iterator[tuple[Course, Outcome | None]]:
            for _, (course, outcome) in explored:
                if outcome is not None:
                    keep.add(course)
                yield course, outcome

        found = self._gathered(kept())
        found = replace(found, turns=found.turns | begun.turns)
        keep.close(found, effort.steps)
        return found

    def _gathered(self, classes: Iterator[tuple[Course, Outcome | None]]) -> Explored[Outcome]:
        ways: list[Way[Outcome]] = []
        turns: set[int] = set()
        is_complete = True
        try:
            for course, outcome in classes:
                completion = course.completion
                turns.update(t for crossing in completion.crossings for t in crossing)
                if outcome is None:
                    continue
                known = [Choice("known", name, option) for name, option in course.case.known]
                shown = [c for c in completion.choices if c.kind in SHOWN]
                ways.append(Way((*known, *shown), outcome))
                self.offered.update(completion.offered)
        except TooManyError:
            is_complete = False
        return Explored(tuple(ways), is_complete, frozenset(turns))


class _Beginning:
    """The classes of completions in which the lifecycle of a bearer was explored."""

    def __init__(self) -> None:
        self.courses: list[Course] = []
        self.steps = 0
        self.turns: frozenset[int] = frozenset()
        self.is_usable = True

    def add(self, course: Course) -> None:
        """Take the course of one more class, unless there are so many that they are let go."""
        if self.is_usable:
            self.courses.append(course)
        if len(self.courses) > _KEPT:
            self.courses.clear()
            self.is_usable = False

    def close(self, explored: Explored[Any], steps: int) -> None:
        """Take it that there are no more, and that so much was spent on them."""
        self.is_usable = self.is_usable and explored.is_complete
        self.turns = explored.turns
        self.steps = steps


def _evaluated(
    case: Case,
    evaluate: Callable[[Course], Outcome | None],
    asks_day: bool,  # noqa: FBT001 - bound by position
    completion: Completion,
) -> tuple[Course, Outcome | None]:
    course = Course(case, completion, asks_day=asks_day)
    return course, evaluate(course)


def _in_force_with(bearer: Bearer, deed: Deed, course: Course) -> Standing | None:
    """Return the standing of a bearer, or None where a deed was not done while it was bound."""
    is_in_force = was_done_in_force(bearer, deed, course)
    return standing_for(bearer, course) if is_in_force else None


def _performed(norm: Norm, bearer: Bearer, taken: Sequence[Deed], course: Course) -> Performed:
    """Return how a norm stands where some acts are read as its breach, or as all that it asks."""
    for deed in taken:
        found = suspect(norm, bearer, deed, course)
        if found is not None:
            return found
    return perform(norm, bearer, course)


def _joined(
    base: Explored[Performed], suspected: Sequence[tuple[str, Explored[Performed]]]
) -> Explored[Performed]:
    """Return what comes out without what is suspected, and with each of it."""
    names = [name for name, explored in suspected if explored.ways]
    without = tuple(Choice("reading", name, "no") for name in names)
    ways = [Way((*way.choices, *without), way.outcome) for way in base.ways]
    for name, explored in suspected:
        taken = Choice("reading", name, "yes")
        ways += [Way((*way.choices, taken), way.outcome) for way in explored.ways]
    return Explored(
        tuple(ways),
        base.is_complete and all(explored.is_complete for _, explored in suspected),
        base.turns.union(*(explored.turns for _, explored in suspected)),
    )


def to_held(explored: Explored[Outcome], who: str) -> tuple[Held, ...]:
    """Return every state that completions give, the surest and commonest first.

    Args:
        explored: What all completions give.
        who: Whose state it is, for the explanation.
    """
    groups: dict[State | NormState, list[Way[Outcome]]] = {}
    for way in explored.ways:
        groups.setdefault(way.outcome.state, []).append(way)
    certainty = explored.certainty(len(groups))
    found = [
        _held(state, ways, explored, certainty, who)
        for state, ways in sorted(groups.items(), key=lambda item: (-len(item[1]), item[0].value))
    ]
    return tuple(found)


def _held(
    state: State | NormState,
    ways: list[Way[Outcome]],
    explored: Explored[Outcome],
    certainty: Certainty,
    who: str,
) -> Held:
    shown = min(ways, key=lambda way: len(way.choices))
    details = {way.outcome.detail for way in ways}
    outcome = shown.outcome
    presumed = all(way.outcome.is_presumed for way in ways)
    supposed = any(way.outcome.is_supposed for way in ways)
    marks = " (presumed)" if presumed else ""
    because = tuple(dict.fromkeys(ground() for ground in outcome.grounds))
    because += tuple(_contested(shown))
    reason = Reason(
        ReasonKind.CONCLUSION,
        f"{who}: {certainty.value.replace('_', ' ')} {state.value.replace('_', ' ')}{marks}",
        because=because,
    )
    return Held(
        state=state,
        certainty=certainty,
        is_presumed=presumed,
        is_supposed=supposed,
        detail=outcome.detail if len(details) == 1 else None,
        readings=tuple(_iter_needed(ways, explored)),
        reason=reason,
    )


def _contested(way: Way[Outcome]) -> Iterator[Reason]:
    """Yield the contested facts that a way takes one way."""
    for choice in way.choices:
        if choice.kind == "fact":
            taken = "taken as so" if choice.option == "in" else "taken as not so"
            yield Reason(
                ReasonKind.READING, f"{choice.name}, which is contested, is {taken}", rule="facts"
            )


def _iter_needed(ways: list[Way[Outcome]], explored: Explored[Outcome]) -> Iterator[str]:
    """Yield the options that every completion of a state takes while others take another."""
    everywhere = options_of(explored)
    for name, options in everywhere.items():
        mine = {_option(way, name) for way in ways}
        if len(options) > 1 and len(mine) == 1:
            [option] = mine
            if option is not None:
                yield f"{name}: {option}"


def _option(way: Way[Outcome], name: str) -> str | None:
    return next((c.option for c in way.choices if c.name == name), None)


def options_of(explored: Explored[Outcome]) -> dict[str, dict[str, set[str]]]:
    """Return every point that can be read or taken in several ways, with the states of each."""
    found: dict[str, dict[str, set[str]]] = {}
    for way in explored.ways:
        for choice in way.choices:
            options = found.setdefault(choice.name, {})
            options.setdefault(choice.option, set()).add(way.outcome.state.value)
    return found
