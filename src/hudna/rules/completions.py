"""Completions: every way of filling in what is vague, contested or readable twice, as classes.

An evaluation asks a `Completion` whenever its course depends on a comparison of moments, on a
reading or on a contested fact. What the answers before leave open is decided one way, and by
`explore` every other way in turn. Comparisons are between monotone functions of single moments, so
that those decided form a set that is closed under least and greatest elements: propagating bounds
tells exactly whether one more can be decided a given way.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

from hudna.domain.moments import DAY, FIRST, LAST, Duration, Stretch, last_tick_of, plus

LIMIT = 4096
"""How many classes of completions one question may have; beyond it the answer is undetermined."""
STEPS = 400_000
"""How many comparisons of bounds one question may take; beyond it the answer is undetermined."""
_ROUNDS = 8
"""After how many rounds a propagation that still raises bounds is looked at for a cycle."""
_ROUNDS_MOST = 20_000

S = TypeVar("S")
T = TypeVar("T")


class TooManyError(Exception):
    """There are more classes of completions than the limit: the answer is undetermined."""


@dataclass(frozen=True, slots=True)
class Shift:
    """A monotone function from ticks to ticks.

    Attributes:
        kind: `plus` adds a duration; `last_counting` and `last_after` give the last tick of a
            period of that duration, its first day counted or not; `day_start` and `day_end` give
            the first and the last tick of the civil day; `next` the tick after.
        duration: What is added.
    """

    kind: str
    duration: Duration | None = None

    def __hash__(self) -> int:
        return hash((self.kind, None if self.duration is None else self.duration.text))

    def of(self, tick: int) -> int:
        """Return the tick that a tick leads to, within the calendar."""
        match self.kind:
            case "day_start":
                return tick - tick % DAY
            case "day_end":
                return tick - tick % DAY + DAY - 1
            case "next":
                return min(tick + 1, LAST)
        if self.duration is None:
            return tick
        if self.kind == "plus":
            return plus(tick, self.duration)
        return last_tick_of(tick, self.duration, counts_first_day=self.kind == "last_counting")

    def first_reaching(self, needed: int) -> int | None:
        """Return the first tick that leads to at least `needed`, or None where none does."""
        if needed > LAST:
            return None
        if needed <= FIRST:
            return FIRST
        match self.kind:
            case "day_start":
                return needed + -needed % DAY
            case "day_end":
                return needed - needed % DAY
            case "next":
                return needed - 1
        if self.duration is None:
            return needed
        return _first_leading_to(self, needed)

    @property
    def reach(self) -> tuple[int, int]:
        """Return by how many ticks it moves a tick at the least and at the most."""
        match self.kind:
            case "day_start":
                return 1 - DAY, 0
            case "day_end":
                return 0, DAY - 1
            case "next":
                return 1, 1
        if self.duration is None:
            return 0, 0
        fixed = self.duration.days * DAY + self.duration.minutes
        months = self.duration.months
        least, most = fixed + months * 28 * DAY, fixed + (months * 31 + bool(months)) * DAY
        if self.kind == "plus":
            return least, most
        if self.duration.minutes:
            return least - 1, most - 1
        counted = DAY if self.kind == "last_counting" else 0
        return least - counted, most - counted + DAY - 1


@lru_cache(maxsize=65536)
def _first_leading_to(shift: Shift, needed: int) -> int | None:
    least, most = shift.reach
    low, high = max(FIRST, needed - most), min(LAST, max(FIRST, needed - least))
    while low < high:
        middle = (low + high) // 2
        if shift.of(middle) >= needed:
            high = middle
        else:
            low = middle + 1
    return low if shift.of(low) >= needed else None


DAY_START, DAY_END, NEXT = Shift("day_start"), Shift("day_end"), Shift("next")


@dataclass(frozen=True, slots=True)
class Variable:
    """A moment of which a completion picks one tick.

    Attributes:
        name: What it is the moment of; two variables never share a name.
        stretches: Its alternatives.
    """

    name: str
    stretches: tuple[Stretch, ...]

    def __hash__(self) -> int:
        return hash(self.name)


@dataclass(frozen=True, slots=True)
class Mark:
    """A tick that depends on at most one variable.

    Attributes:
        variable: The variable, or None for a fixed tick.
        tick: The fixed tick.
        shifts: What is applied to it, in order.
    """

    variable: Variable | None = None
    tick: int = 0
    shifts: tuple[Shift, ...] = ()

    def of(self, tick: int) -> int:
        """Return the tick for a tick of the variable."""
        for shift in self.shifts:
            tick = shift.of(tick)
        return tick

    def first_reaching(self, needed: int) -> int | None:
        """Return the first tick of the variable for which it is at least `needed`, or None."""
        tick = needed
        for shift in reversed(self.shifts):
            found = shift.first_reaching(tick)
            if found is None:
                return None
            tick = found
        return tick

    def shifted(self, *shifts: Shift) -> "Mark":
        """Return the mark with more applied to it."""
        if self.variable is not None:
            return Mark(self.variable, 0, (*self.shifts, *shifts))
        tick = self.tick
        for shift in shifts:
            tick = shift.of(tick)
        return Mark(None, tick)

    @property
    def is_timed(self) -> bool:
        """Return whether it is a moment with a time of day, rather than a whole day or more."""
        if self.variable is None or self.shifts:
            return False
        return any(s.earliest % DAY or (s.latest + 1) % DAY for s in self.variable.stretches)

    @property
    def reach(self) -> tuple[int, int]:
        """Return by how much its shifts move a tick at the least and at the most."""
        least = most = 0
        for shift in self.shifts:
            reach = shift.reach
            least, most = least + reach[0], most + reach[1]
        return least, most


@dataclass(frozen=True, slots=True)
class Choice:
    """A decision that a completion rests on.

    Attributes:
        kind: `reading`, `fact`, `known`, `stretch` or `order`.
        name: What was decided.
        option: How.
    """

    kind: str
    name: str
    option: str


class Effort:
    """The comparisons of bounds that a question has taken."""

    __slots__ = ("_steps",)

    def __init__(self, steps: int = 0) -> None:
        """Begin with none, or with those that another question took before."""
        self._steps = steps

    @property
    def steps(self) -> int:
        """Return how many it has taken."""
        return self._steps

    def spend(self, steps: int) -> None:
        """Count some more.

        Raises:
            TooManyError: They are more than `STEPS`.
        """
        self._steps += steps
        if self._steps > STEPS:
            raise TooManyError


class Completion:
    """One class of completions, while an evaluation explores it.

    Attributes:
        choices: What was decided so far, apart from the order of moments.
        offered: The options of every reading and contested fact that came up.
        path: The decisions taken, each with how many ways there were.
        crossings: The first and the last tick of every mark compared with the moment asked.
    """

    __slots__ = (
        "_asked",
        "_bounds",
        "_chosen",
        "_constraints",
        "_effort",
        "_memo",
        "_options",
        "_prefix",
        "choices",
        "crossings",
        "offered",
        "path",
    )

    def __init__(
        self,
        prefix: Sequence[int] = (),
        *,
        asked: Mark,
        chosen: dict[str, str] | None = None,
        effort: "Effort | None" = None,
    ) -> None:
        """Begin an exploration.

        Args:
            prefix: The decisions to take first.
            asked: The moment asked.
            chosen: Readings that are fixed, by name.
            effort: What was spent on the question so far; a new count where none is given.
        """
        self._effort = effort or Effort()
        self._prefix = prefix
        self._asked = asked
        self._chosen = chosen or {}
        self._bounds: dict[Variable, tuple[int, int]] = {}
        self._constraints: list[tuple[Mark, Mark, int]] = []
        self._memo: dict[tuple[Mark, Mark], bool] = {}
        self._options: dict[tuple[str, str], str] = {}
        self.path: list[tuple[int, int]] = []
        self.choices: list[Choice] = []
        self.offered: dict[str, tuple[str, ...]] = {}
        self.crossings: list[tuple[int, int]] = []

    def fork(self, prefix: Sequence[int], effort: Effort) -> "Completion":
        """Return the same class, to be explored on: what it decided stays, the rest is open.

        Args:
            prefix: The decisions taken so far, and those to take first.
            effort: What was spent on the question so far.
        """
        other = Completion(prefix, asked=self._asked, chosen=self._chosen, effort=effort)
        other._bounds = self._bounds.copy()
        other._constraints = self._constraints.copy()
        other._memo = self._memo.copy()
        other._options = self._options.copy()
        other.path = self.path.copy()
        other.choices = self.choices.copy()
        other.offered = self.offered.copy()
        return other

    @property
    def asked(self) -> int:
        """Return the tick asked about."""
        return self._asked.tick

    def option(self, name: str, options: Sequence[str], *, kind: str = "reading") -> str:
        """Return the option that this class takes of a reading."""
        found = self._options.get((kind, name))
        if found is None:
            fixed = self._chosen.get(name)
            if fixed in options and fixed is not None:
                found = fixed
            else:
                found = options[self._decide(len(options))]
            self._options[(kind, name)] = found
            self.choices.append(Choice(kind, name, found))
            self.offered[name] = tuple(options)
        return found

    def is_in(self, name: str) -> bool:
        """Return whether this class takes a contested fact as in."""
        return self.option(name, ("in", "out"), kind="fact") == "in"

    def has_come(self, mark: Mark) -> bool:
        """Return whether a mark lies at or before the moment asked."""
        return self.at_or_before(mark, self._asked)

    def assume(self, first: Mark, second: Mark) -> None:
        """Take it that the first mark lies at or before the second, where that may be."""
        _, high = self._range(first)
        low, _ = self._range(second)
        if high <= low:
            return
        if self._is_feasible((first, second, 0)):
            self._constraints.append((first, second, 0))

    def has_passed(self, mark: Mark) -> bool:
        """Return whether a mark lies before the moment asked."""
        return not self.at_or_before(self._asked, mark)

    def may_have_come(self, stretches: Sequence[Stretch]) -> bool:
        """Return whether a moment may lie at or before the moment asked, in any completion."""
        if stretches[0].earliest <= self._asked.tick:
            return True
        self.crossings.append((stretches[0].earliest, stretches[-1].latest))
        return False

    def at_or_before(self, first: Mark, second: Mark) -> bool:
        """Return whether the first mark lies at or before the second, in this class."""
        known = self._memo.get((first, second))
        if known is None:
            known = self._compare(first, second)
            self._memo[(first, second)] = known
        return known

    def before(self, first: Mark, second: Mark) -> bool:
        """Return whether the first mark lies before the second, in this class."""
        return not self.at_or_before(second, first)

    def on_same_day(self, first: Mark, second: Mark) -> bool:
        """Return whether two marks lie on one civil day, in this class."""
        one, other = first.shifted(DAY_START), second.shifted(DAY_START)
        return self.at_or_before(one, other) and self.at_or_before(other, one)

    def _compare(self, first: Mark, second: Mark) -> bool:
        low_1, high_1 = self._range(first)
        low_2, high_2 = self._range(second)
        if second == self._asked:
            self._cross(first, low_1, high_1)
        elif first == self._asked:
            self._cross(second.shifted(NEXT), low_2 + 1, high_2 + 1)
        if high_1 <= low_2:
            return True
        if low_1 > high_2:
            return False
        if first.variable is not None and first.variable == second.variable:
            sure = _ordered(first, second)
            if sure is not None:
                return sure
        if not self._constraints and first.variable != second.variable:
            may_be, may_not = low_1 <= high_2, high_1 > low_2
        else:
            may_be = self._is_feasible((first, second, 0))
            may_not = self._is_feasible((second, first, 1))
        if may_be and may_not:
            result = self._decide(2) == 0
            self._constraints.append((first, second, 0) if result else (second, first, 1))
            return result
        return may_be

    def _decide(self, count: int) -> int:
        place = len(self.path)
        taken = self._prefix[place] if place < len(self._prefix) else 0
        self.path.append((taken, count))
        return taken

    def range_of(self, mark: Mark) -> tuple[int, int]:
        """Return the first and the last tick that a mark may lie at, apart from comparisons."""
        return self._range(mark)

    def _range(self, mark: Mark) -> tuple[int, int]:
        if mark.variable is None:
            return mark.tick, mark.tick
        low, high = self._bounds_of(mark.variable)
        return mark.of(low), mark.of(high)

    def _bounds_of(self, variable: Variable) -> tuple[int, int]:
        found = self._bounds.get(variable)
        if found is None:
            stretches = variable.stretches
            place = self._decide(len(stretches)) if len(stretches) > 1 else 0
            found = stretches[place].earliest, stretches[place].latest
            self._bounds[variable] = found
            if len(stretches) > 1:
                self.choices.append(Choice("stretch", variable.name, str(place)))
        return found

    def _cross(self, mark: Mark, low: int, high: int) -> None:
        """Remember over which ticks a mark may lie that is compared with the moment asked."""
        if mark.variable is not None and self._constraints:
            least, greatest = self._least(None), self._greatest()
            if least is not None and greatest is not None:
                variable = mark.variable
                low = mark.of(least.get(variable, self._bounds[variable][0]))
                high = mark.of(greatest.get(variable, self._bounds[variable][1]))
        self.crossings.append((low, high))

    def _is_feasible(self, extra: tuple[Mark, Mark, int]) -> bool:
        return self._least(extra) is not None

    def _least(self, extra: tuple[Mark, Mark, int] | None) -> dict[Variable, int] | None:
        """Return the least tick of every variable that the constraints allow, or None.

        Bounds are raised until every constraint holds; a constraint between monotone functions
        that fails at the least ticks can only be met by raising its right side.
        """
        constraints = [*self._constraints, extra] if extra is not None else self._constraints
        low: dict[Variable, int] = {}
        for rounds in range(_ROUNDS_MOST):
            raised = False
            self._effort.spend(len(constraints))
            for first, second, gap in constraints:
                needed = self._at(first, low) + gap
                if self._at(second, low) >= needed:
                    continue
                if second.variable is None:
                    return None
                high = self._bounds[second.variable][1]
                found = _first_reaching(
                    second, needed, low.get(second.variable, self._bounds[second.variable][0]), high
                )
                if found is None:
                    return None
                low[second.variable] = found
                raised = True
            if not raised:
                return low
            if rounds == _ROUNDS and _has_rising_cycle(constraints):
                return None
        raise TooManyError

    def _greatest(self) -> dict[Variable, int] | None:
        """Return the greatest tick of every variable that the constraints allow."""
        high: dict[Variable, int] = {}
        for _ in range(_ROUNDS_MOST):
            lowered = False
            self._effort.spend(len(self._constraints))
            for first, second, gap in self._constraints:
                allowed = self._at_high(second, high) - gap
                if self._at_high(first, high) <= allowed:
                    continue
                if first.variable is None:
                    return None
                bottom, top = self._bounds[first.variable]
                found = _last_within(first, allowed, bottom, high.get(first.variable, top))
                if found is None:
                    return None
                high[first.variable] = found
                lowered = True
            if not lowered:
                return high
        raise TooManyError

    def _at(self, mark: Mark, low: dict[Variable, int]) -> int:
        if mark.variable is None:
            return mark.tick
        return mark.of(low.get(mark.variable, self._bounds[mark.variable][0]))

    def _at_high(self, mark: Mark, high: dict[Variable, int]) -> int:
        if mark.variable is None:
            return mark.tick
        return mark.of(high.get(mark.variable, self._bounds[mark.variable][1]))


def explore(
    evaluate: Callable[[Completion], T],
    *,
    asked: Mark,
    chosen: dict[str, str] | None = None,
    effort: Effort | None = None,
) -> Iterator[tuple[Completion, T]]:
    """Yield every class of completions with what an evaluation gives in it.

    Args:
        evaluate: What to find out in a class.
        asked: The moment asked.
        chosen: Readings that are fixed, by name.
        effort: What was spent on the question so far; a new count where none is given.

    Raises:
        TooManyError: There are more than `LIMIT`, or they take more than `STEPS`.
    """
    prefix: list[int] = []
    effort = effort or Effort()
    for _ in range(LIMIT):
        completion = Completion(prefix, asked=asked, chosen=chosen, effort=effort)
        yield completion, evaluate(completion)
        path = completion.path
        while path and path[-1][0] + 1 == path[-1][1]:
            path.pop()
        if not path:
            return
        prefix = [taken for taken, _ in path]
        prefix[-1] += 1
    raise TooManyError


def explore_on(
    starts: Iterable[tuple[Completion, S]],
    evaluate: Callable[[Completion, S], T],
    *,
    effort: Effort,
) -> Iterator[tuple[Completion, T]]:
    """Yield every class of completions that begins with some of them, with what comes out in it.

    Args:
        starts: Classes that `explore` yielded, each with what is known in it.
        evaluate: What to find out, given a class and what is known in the one it begins with.
        effort: What was spent on the question so far.

    Raises:
        TooManyError: There are more than `LIMIT`, or they take more than `STEPS`.
    """
    left = LIMIT
    for start, known in starts:
        decided = len(start.path)
        prefix = [taken for taken, _ in start.path]
        while True:
            if not left:
                raise TooManyError
            left -= 1
            completion = start.fork(prefix, effort)
            yield completion, evaluate(completion, known)
            path = completion.path
            while len(path) > decided and path[-1][0] + 1 == path[-1][1]:
                path.pop()
            if len(path) == decided:
                break
            prefix = [taken for taken, _ in path]
            prefix[-1] += 1


def _ordered(first: Mark, second: Mark) -> bool | None:
    """Return whether one mark of a variable never lies after another of it, where that is plain."""
    if first.shifts == second.shifts:
        return True
    least_1, most_1 = first.reach
    least_2, most_2 = second.reach
    if most_1 <= least_2:
        return True
    if least_1 > most_2:
        return False
    if second.shifts[: len(first.shifts)] == first.shifts:
        rest = Mark(shifts=second.shifts[len(first.shifts) :]).reach
        return True if rest[0] >= 0 else None
    if first.shifts[: len(second.shifts)] == second.shifts:
        rest = Mark(shifts=first.shifts[len(second.shifts) :]).reach
        if rest[0] > 0:
            return False
        return True if rest[1] <= 0 else None
    return None


def _first_reaching(mark: Mark, needed: int, low: int, high: int) -> int | None:
    """Return the first tick from `low` to `high` at which a mark is at least `needed`."""
    tick = mark.first_reaching(needed)
    if tick is None or tick > high:
        return None
    return max(tick, low)


def _last_within(mark: Mark, allowed: int, low: int, high: int) -> int | None:
    """Return the last tick from `low` to `high` at which a mark is at most `allowed`."""
    tick = mark.first_reaching(allowed + 1)
    if tick is None or tick > high:
        return high
    return tick - 1 if tick > low else None


def _has_rising_cycle(constraints: Sequence[tuple[Mark, Mark, int]]) -> bool:
    """Return whether some of the constraints together demand that a moment lies after itself.

    Every constraint sets its right mark at least so far beyond its left one, and marks of one
    variable are never farther apart than their shifts reach; a cycle of such steps that adds up to
    more than nothing cannot be met.
    """
    edges = [
        (first, second, DAY if gap and _are_days(first, second) else gap)
        for first, second, gap in constraints
        if first.variable is not None and second.variable is not None
    ]
    marks = {mark for one, other, _ in edges for mark in (one, other)}
    edges += [
        (one, other, other.reach[0] - one.reach[1])
        for one in marks
        for other in marks
        if one != other and one.variable == other.variable
    ]
    far = dict.fromkeys(marks, 0)
    for _ in range(len(marks) + 1):
        moved = False
        for one, other, least in edges:
            if far[one] + least > far[other]:
                far[other] = far[one] + least
                moved = True
        if not moved:
            return False
    return True


def _are_days(first: Mark, second: Mark) -> bool:
    return first.shifts[-1:] == second.shifts[-1:] == (DAY_START,)
