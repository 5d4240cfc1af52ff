"""Courses: an agreement up to the moment asked, in one completion, as far as it was looked at."""

from collections.abc import Iterable, Iterator

from hudna.domain.codebook import Act
from hudna.domain.moments import DAY, Duration, Moment, day_of, was_rounded
from hudna.rules.answers import Certainty
from hudna.rules.bonds import bind
from hudna.rules.cases import Case
from hudna.rules.completions import DAY_END, DAY_START, Completion, Mark, Shift
from hudna.rules.deeds import Deed, Done, find_done
from hudna.rules.explaining import of_rule, read_as
from hudna.rules.lifecycle import stand
from hudna.rules.norms import Side, Who, WhoKind
from hudna.rules.standings import Bound, Grounds, Reached, Standing

COUNTS, COUNTS_NOT = "the first day counts", "the first day does not count"
"""The two readings of a period whose text does not say whether its first day counts."""


class Course:
    """An agreement up to the moment asked, in one completion.

    What several rules look at (who is bound, which deeds are in effect) is decided once.

    Attributes:
        case: The agreement.
        completion: The completion.
        asks_day: Whether a civil day is asked about, at whose end things are looked at, and not a
            minute.
        in_force: Whether it was in force for a bearer when a deed was done, by the match key of
            the bearer and the name of the deed, as far as that was looked at.
    """

    __slots__ = (
        "_bound",
        "_done",
        "_extensions",
        "_standing",
        "asks_day",
        "case",
        "completion",
        "in_force",
    )

    def __init__(self, case: Case, completion: Completion, *, asks_day: bool = True) -> None:
        """Begin with a case in a completion; nothing is decided yet."""
        self.case = case
        self.completion = completion
        self.asks_day = asks_day
        self.in_force: dict[tuple[str | None, str], bool] = {}
        self._done: dict[str, Done | None] = {}
        self._bound: dict[str, Bound | None] = {}
        self._standing: dict[str, Standing] = {}
        self._extensions: tuple[Done, ...] | None = None
        for earlier, later in case.orders:
            completion.assume(earlier.shifted(DAY_START), later.shifted(DAY_START))

    def fork(self, completion: Completion) -> "Course":
        """Return the same course in a completion that was forked from its own."""
        other = Course.__new__(Course)
        other.case, other.completion, other.asks_day = self.case, completion, self.asks_day
        other._done = self._done.copy()
        other._bound = self._bound.copy()
        other._standing = self._standing.copy()
        other._extensions = self._extensions
        other.in_force = self.in_force.copy()
        return other

    def standing(self, side: Side) -> Standing:
        """Return how the agreement stands for a side."""
        found = self._standing.get(side.key)
        if found is None:
            found = self._standing[side.key] = stand(self, side)
        return found

    def bound(self, side: Side) -> Bound | None:
        """Return when and by what a side is bound, or None where it is not."""
        if side.key not in self._bound:
            self._bound[side.key] = None
            self._bound[side.key] = bind(self, side)
        return self._bound[side.key]

    def bound_sides(self) -> Iterator[tuple[Side, Bound]]:
        """Yield the sides that are bound, classes left out."""
        for side in self.case.sides:
            bound = None if "class" in side.roles else self.bound(side)
            if bound is not None:
                yield side, bound

    def in_effect(self, deed: Deed) -> Done | None:
        """Return a deed that is in and has taken effect by the moment asked, or None."""
        if deed.name not in self._done:
            self._done[deed.name] = self._take_effect(deed)
        return self._done[deed.name]

    def _take_effect(self, deed: Deed) -> Done | None:
        if not any(self.completion.may_have_come(dated.variable.stretches) for dated in deed.dates):
            return None
        done = find_done(deed, self.completion)
        if done is None or not self.completion.has_come(done.mark):
            return None
        return done

    def all_in_effect(self, *acts: Act) -> Iterator[Done]:
        """Yield the deeds of some acts that are in and have taken effect."""
        for deed in self.case.of(*acts):
            done = self.in_effect(deed)
            if done is not None:
                yield done

    def extensions(self) -> tuple[Done, ...]:
        """Return the extensions that have taken effect, by when they were."""
        if self._extensions is None:
            self._extensions = tuple(self._sorted_by_day(self.all_in_effect(Act.EXTENDED)))
        return self._extensions

    def _sorted_by_day(self, found: Iterable[Done]) -> list[Done]:
        result: list[Done] = []
        for done in sorted(found, key=lambda each: self.completion.range_of(each.mark)[0] // DAY):
            place = len(result)
            while place and not self.precedes(result[place - 1].mark, done.mark):
                place -= 1
            result.insert(place, done)
        return result

    def precedes(self, one: Mark, other: Mark) -> bool:
        """Return whether one mark lies on an earlier civil day than another, or on the same.

        Where both give a time of day, that decides within the day.
        """
        if one.is_timed and other.is_timed:
            return self.completion.at_or_before(one, other)
        return self.completion.at_or_before(one.shifted(DAY_START), other.shifted(DAY_START))

    def follows(self, act: Done, mark: Mark) -> bool:
        """Return whether an act came after a moment, where acts of its kind have no order of a day.

        On one civil day, where not both give a time of day, it is a reading which came first; the
        last minute of a day and what follows it leave no doubt.
        """
        if act.mark == mark:
            return True
        one, other = act.mark.shifted(DAY_START), mark.shifted(DAY_START)
        if not self.completion.at_or_before(other, one):
            return False
        if not self.completion.at_or_before(one, other) or mark.shifts or mark.variable is None:
            return True
        if act.mark.is_timed and mark.is_timed:
            return self.completion.at_or_before(mark, act.mark)
        name = f"whether {act.deed.name} came before {mark.variable.name}"
        return self.completion.option(name, ("no", "yes")) == "no"

    def last_of(self, start: Mark, length: Duration, name: str, *, counts: bool | None) -> Reached:
        """Return the last tick of a period, by whether its first day counts.

        Args:
            start: When it starts.
            length: How long it is.
            name: What the reading is called where the text does not say it.
            counts: Whether the first day counts, where the text says it.
        """
        if length.minutes:
            return Reached(start.shifted(Shift("last_after", length)))
        grounds: Grounds = ()
        if counts is None:
            option = self.completion.option(name, (COUNTS, COUNTS_NOT))
            counts = option == COUNTS
            grounds = (lambda: read_as(name, option, "time"),)
        first, last = self.completion.range_of(start)
        if first // DAY == last // DAY and was_rounded(first, length):
            day = day_of(first).isoformat()
            words = f"{length.text} from {day} is the last day of a shorter month"
            grounds = (*grounds, lambda: of_rule("time", words))
        kind = "last_counting" if counts else "last_after"
        return Reached(start.shifted(Shift(kind, length)), grounds)

    def end_of(self, name: str, moment: Moment) -> Mark:
        """Return the last tick of a moment that the terms state: of its day, or its minute."""
        mark = self.case.moment_mark(name, moment)
        return mark if moment.is_timed else mark.shifted(DAY_END)

    def is_one_of(self, key: str | None, who: Who, name: str) -> bool:
        """Return whether an actor is one of those that words mean.

        Args:
            key: The actor's match key; None where a report names nobody.
            who: Whom the words mean.
            name: What the reading is about, where no document says it.
        """
        if who.kind is WhoKind.NOT_STATED:
            return True
        if key is None:
            question = f"{name}: whether it was {who.text or 'a side of it'}"
            return self.completion.option(question, ("yes", "no")) == "yes"
        told = self.case.membership(key, who)
        if told.certainty in {Certainty.CERTAINLY, Certainty.CERTAINLY_NOT}:
            return told.certainty is Certainty.CERTAINLY
        shown = self.case.names.name_of(key)
        question = f"{name}: whether {shown} is one of {who.text!r}"
        return self.completion.option(question, ("yes", "no")) == "yes"
