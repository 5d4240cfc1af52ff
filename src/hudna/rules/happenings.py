"""Happenings: whether something that a norm waits for has happened, in one completion."""

from dataclasses import dataclass
from functools import partial

from hudna.domain.moments import DAY, Duration
from hudna.rules.bearing import find_last_doing
from hudna.rules.completions import DAY_START, Mark, Shift
from hudna.rules.courses import Course
from hudna.rules.deeds import Deed, Done
from hudna.rules.explaining import absence, of_done, of_rule, of_term, read_as
from hudna.rules.norms import Event, Norm
from hudna.rules.recurrences import Recurrence
from hudna.rules.standings import Grounds


@dataclass(frozen=True, slots=True)
class Happening:
    """Whether something has happened.

    Attributes:
        is_so: Whether it has; None where nothing tells.
        grounds: Why.
    """

    is_so: bool | None
    grounds: Grounds = ()


def find_happening(course: Course, event: Event | None) -> Happening:
    """Return whether an event has happened by the moment asked.

    Args:
        course: The agreement in a completion; the norm that waits is in force in it.
        event: What it waits for, or None where its words are not linked to anything.
    """
    if event is None:
        return Happening(None)
    if event.is_start:
        return Happening(is_so=True)
    if event.norms:
        return _of_norms(course, event)
    return _of_deeds(course, event)


def _of_norms(course: Course, event: Event) -> Happening:
    done = find_last_doing(course, event)
    if isinstance(done, Done):
        return Happening(is_so=True, grounds=(partial(of_done, done, None),))
    if not event.waits or not isinstance(done, Norm):
        return Happening(None)
    rule = of_rule("norms", "an unmet predecessor leaves it pending")
    words = f"term {done.id}, which comes first, is not reported fulfilled"
    return Happening(
        is_so=False,
        grounds=(
            partial(of_term, f"term {done.id} comes first: {event.text}", done.citations),
            partial(absence, words, (rule,)),
        ),
    )


def _of_deeds(course: Course, event: Event) -> Happening:
    """Return whether a deed that words name is reported; nobody else's is one."""
    deeds = [d for d in course.case.of(*event.acts) if _may_be(d, event)]
    for deed in deeds:
        done = course.in_effect(deed) if deed.by in event.keys else None
        if done is not None:
            return Happening(is_so=True, grounds=(partial(of_done, done, None),))
    unsure = [d for d in deeds if d.by not in event.keys]
    done = next(filter(None, map(course.in_effect, unsure)), None)
    if done is None:
        return Happening(None)
    told = (
        unsure[0].name
        if len(unsure) == 1
        else f"one of {len(unsure)} acts told as {done.deed.act.value}"
    )
    name = f"whether {told} is “{event.text}”"
    if course.completion.option(name, ("yes", "no")) == "no":
        return Happening(None)
    return Happening(
        is_so=True, grounds=(partial(of_done, done, None), partial(read_as, name, "yes", "norms"))
    )


def _may_be(deed: Deed, event: Event) -> bool:
    return not event.keys or deed.by is None or deed.by in event.keys


def falls_within(course: Course, mark: Mark, recurrence: Recurrence, what: str) -> bool:
    """Return whether a moment falls within a daily window.

    Args:
        course: The agreement in a completion.
        mark: The moment.
        recurrence: The hours and days at which the window is open.
        what: What it is the moment of, for the reading whether a vague day is one of its days.
    """
    low, high = course.completion.range_of(mark)
    days = range(low // DAY, min(high // DAY, low // DAY + 6) + 1)
    on = {recurrence.is_on(day * DAY) for day in days}
    if on == {False}:
        return False
    if len(on) > 1:
        name = f"whether {what} fell on a day of the window"
        if course.completion.option(name, ("yes", "no")) == "no":
            return False
    return any(_falls_between(course, mark, first, last) for first, last in recurrence.hours)


def _falls_between(course: Course, mark: Mark, first: int, last: int) -> bool:
    opens, closes = _at(mark, first), _at(mark, last + 1)
    return course.completion.at_or_before(opens, mark) and course.completion.before(mark, closes)


def _at(mark: Mark, minute: int) -> Mark:
    """Return a minute of the civil day of a moment."""
    return mark.shifted(DAY_START, Shift("plus", Duration(f"PT{minute}M", minutes=minute)))
