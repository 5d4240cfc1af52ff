"""Performance: how a norm stands for a bearer, at one moment, in one completion.

The rules are those of `docs/calculus.md`, "Norms on a date".
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial

from hudna.domain.codebook import Act
from hudna.domain.moments import find_moment
from hudna.rules.answers import NormState, State
from hudna.rules.bearing import ENDED, NEVER, standing_for, was_in_force
from hudna.rules.breaches import (
    is_verified,
    iter_breaches_by_anyone,
    iter_may_break,
    may_be_returned,
)
from hudna.rules.cases import Case
from hudna.rules.completions import DAY_END, NEXT, Mark
from hudna.rules.courses import Course
from hudna.rules.deeds import Deed, Done, find_done
from hudna.rules.dues import find_due, find_norm_opening, waits_for_term
from hudna.rules.explaining import absence, of_done, of_rule, of_term, read_as
from hudna.rules.happenings import falls_within, find_happening
from hudna.rules.matching import Bearer, is_about, is_bearers
from hudna.rules.norms import Norm, NormKind
from hudna.rules.standings import Ground, Grounds, Standing

NOT_OPENED = "its window had not opened"
"""What is said of a norm that waits for its window."""
_DEMANDING = frozenset({NormKind.OBLIGATION, NormKind.PROHIBITION})


@dataclass(frozen=True, slots=True)
class Performed:
    """How a norm stands for a bearer, in one completion."""

    state: NormState
    grounds: Grounds
    detail: str | None = None
    is_presumed: bool = False
    is_supposed: bool = False


def is_plain(norm: Norm, cases: Iterable[Case]) -> bool:
    """Return whether how a norm stands follows from the lifecycle alone: no act bears on it."""
    return (
        norm.window is None
        and norm.condition is None
        and norm.after is None
        and not norm.on_breach
        and not any(case.of(*norm.acts, Act.BREACHED) for case in cases)
    )


def was_done_in_force(bearer: Bearer, deed: Deed, course: Course) -> bool:
    """Return whether a deed is in effect and was done while the agreement bound a bearer."""
    done = course.in_effect(deed)
    return done is not None and was_in_force(course, bearer, standing_for(bearer, course), done)


def perform(norm: Norm, bearer: Bearer, course: Course) -> Performed:
    """Return how a norm stands for a bearer, leaving out what is only read as a breach of it."""
    standing = standing_for(bearer, course)
    if norm.kind in _DEMANDING:
        breach = _find_verified_breach(course, norm, bearer, standing)
        if breach is not None:
            return breach
    if norm.kind is NormKind.OBLIGATION:
        fulfilled = _find_fulfilment(course, norm, bearer, standing)
        if fulfilled is not None:
            return fulfilled
    base = from_standing(standing)
    if base.state is not NormState.ACTIVE:
        return base
    waited = _wait_for(course, norm)
    if isinstance(waited, Performed):
        return waited
    found = _find_by_window(course, norm, bearer, standing) or base
    if found.state is NormState.ACTIVE and waited:
        return replace(found, grounds=(*found.grounds, *waited))
    return found


def iter_suspected(norm: Norm, bearer: Bearer, case: Case) -> Iterator[Deed]:
    """Yield the acts of which it is a reading whether they broke or fulfilled a norm.

    Each of these readings is free: whatever else is so, none of the acts may be one. How a norm
    stands is therefore what `perform` gives without them, or what `suspect` gives for one of them.
    """
    if norm.kind in _DEMANDING:
        for deed in iter_may_break(case, norm, bearer):
            if not is_verified(case, deed) or may_be_returned(case, deed):
                yield deed
    if norm.kind is NormKind.OBLIGATION and norm.quantity is not None:
        yield from (deed for deed in case.of(*norm.acts) if is_about(norm, deed))


def reading_of(norm: Norm, deed: Deed) -> str:
    """Return what the reading is called whether an act broke a norm, or was all of it."""
    if norm.kind is NormKind.OBLIGATION and deed.act is not Act.BREACHED:
        return f"whether {deed.name} is all of {norm.id}"
    return f"whether {deed.name} broke {norm.id}"


def suspect(norm: Norm, bearer: Bearer, deed: Deed, course: Course) -> Performed | None:
    """Return how a norm stands where an act is read as its breach, or as all that it asks.

    Returns:
        None where it cannot be: the act is out, is someone else's, or came when the norm did not
        bind; and where a breach is verified, which nothing that is only read so weakens.
    """
    if course.in_effect(deed) is None:
        return None
    standing = standing_for(bearer, course)
    if _find_verified_breach(course, norm, bearer, standing) is not None:
        return None
    if norm.kind is NormKind.OBLIGATION and deed.act is not Act.BREACHED:
        return _fulfilled_by(course, norm, bearer, standing, deed)
    return _broken_by(course, norm, bearer, standing, deed)


def from_standing(standing: Standing) -> Performed:
    """Return how a norm stands on which nothing but the lifecycle bears."""
    state = NormState.PENDING
    if standing.state is State.IN_FORCE:
        state = NormState.ACTIVE
    elif standing.state in ENDED | NEVER:
        state = NormState.LAPSED
    return Performed(
        state,
        standing.grounds,
        is_presumed=standing.is_presumed,
        is_supposed=standing.is_supposed,
    )


def _said(norm: Norm) -> Ground:
    return partial(of_term, f"term {norm.id}", norm.citations)


def _when(norm: Norm) -> Ground:
    assert norm.window is not None
    citations = norm.window.citations or norm.citations
    return partial(of_term, f"when: {norm.window.text}", citations)


# --- What it waits for ---


def _wait_for(course: Course, norm: Norm) -> Performed | Grounds:
    """Return that a norm waits for a breach, a predecessor or its condition, else why not."""
    if norm.on_breach and next(iter_breaches_by_anyone(course), None) is None:
        rule = of_rule("norms", "a duty on breach waits for one")
        silence = partial(absence, "nobody reports a breach that calls for it", (rule,))
        return Performed(NormState.PENDING, (silence,))
    met: Grounds = ()
    parts: tuple[tuple[str, str | None, str, tuple[str, str]], ...] = (
        ("after", norm.after, f"predecessor of {norm.id}", ("has happened", "has not")),
        ("condition", norm.condition, f"condition of {norm.id}", ("met", "not met")),
    )
    for part, words, name, options in parts:
        if words is None:
            continue
        happened = find_happening(course, norm.event(part))
        if happened.is_so is None:
            option = course.completion.option(name, options)
            if option == options[1]:
                return Performed(NormState.PENDING, (partial(read_as, name, option, "norms"),))
        elif not happened.is_so:
            return Performed(NormState.PENDING, happened.grounds)
        met = (*met, *happened.grounds)
    return met


# --- Its window ---


def _find_by_window(
    course: Course, norm: Norm, bearer: Bearer, standing: Standing
) -> Performed | None:
    """Return how a norm stands before or after its window, or None within it."""
    if norm.window is None:
        return None
    opening = find_norm_opening(course, norm, bearer.side)
    is_unopened = opening is not None and not course.completion.has_come(opening)
    if is_unopened or waits_for_term(course, norm):
        closed = partial(of_rule, "norms", NOT_OPENED)
        return _after_window(norm, standing, NormState.PENDING, closed)
    due = find_due(course, norm, bearer.side)
    if due is None or not course.completion.has_passed(due):
        return _find_by_hour(course, norm, standing)
    if norm.kind is not NormKind.OBLIGATION:
        passed = partial(of_rule, "norms", "its window had passed")
        return _after_window(norm, standing, NormState.LAPSED, passed)
    watched = _find_watch(course, due)
    if watched is None:
        rule = of_rule("norms", "silence is evidence only where someone watched")
        words = "its deadline passed and nobody reports the act"
        silence = partial(absence, words, (rule,))
        return _after_window(norm, standing, NormState.UNDETERMINED, silence, is_presumed=True)
    rule = of_rule("norms", "silence is evidence where someone watched")
    silence = partial(absence, "who watched reports nothing that fulfils it", (rule,))
    return _after_window(
        norm,
        standing,
        NormState.BREACHED_ALLEGED,
        partial(of_done, watched, None),
        silence,
        detail="someone watched and reports no act",
        is_presumed=True,
    )


def _find_by_hour(course: Course, norm: Norm, standing: Standing) -> Performed | None:
    """Return how a norm with a daily window stands at a time of day, or on a day."""
    recurrence = norm.window.recurrence if norm.window is not None else None
    if recurrence is None:
        return None
    asked = course.completion.asked
    is_open = recurrence.is_on(asked) if course.asks_day else recurrence.is_open(asked)
    if not is_open:
        closed = partial(of_rule, "norms", f"its daily window is open {recurrence.shown}")
        return _after_window(norm, standing, NormState.PENDING, closed)
    is_part = course.asks_day and not recurrence.is_whole_day
    hours = f"part of the day: {recurrence.shown}" if is_part else f"open {recurrence.shown}"
    return Performed(
        NormState.ACTIVE,
        (*standing.grounds, _when(norm), partial(of_rule, "norms", hours)),
        detail=hours if is_part else None,
        is_presumed=standing.is_presumed,
        is_supposed=standing.is_supposed,
    )


def _after_window(
    norm: Norm,
    standing: Standing,
    state: NormState,
    *grounds: Ground,
    detail: str | None = None,
    is_presumed: bool = False,
) -> Performed:
    return Performed(
        state,
        (_when(norm), *grounds),
        detail=detail,
        is_presumed=is_presumed,
        is_supposed=standing.is_supposed,
    )


def _find_watch(course: Course, due: Mark) -> Done | None:
    """Return a report that someone watched when the deadline passed, or None."""
    for deed in course.case.of(Act.OBSERVED):
        done = find_done(deed, course.completion)
        if done is None:
            continue
        stretches = done.date.variable.stretches
        until = find_moment(deed.until)
        first = Mark(tick=stretches[0].earliest)
        last = Mark(tick=until.latest if until else stretches[-1].latest)
        compare = course.completion.at_or_before
        if compare(first, due) and compare(due, last):
            return done
    return None


# --- Acts ---


def _find_fulfilment(
    course: Course, norm: Norm, bearer: Bearer, standing: Standing
) -> Performed | None:
    if norm.quantity is not None:
        return None
    for deed in course.case.of(*norm.acts):
        found = _fulfilled_by(course, norm, bearer, standing, deed)
        if found is not None:
            return found
    return None


def _fulfilled_by(
    course: Course, norm: Norm, bearer: Bearer, standing: Standing, deed: Deed
) -> Performed | None:
    if not is_about(norm, deed) or not is_bearers(course, norm, bearer, deed):
        return None
    done = course.in_effect(deed)
    if done is None or not _is_in_time(course, norm, bearer, standing, done):
        return None
    asked = partial(of_term, f"term {norm.id} asks for it", norm.citations)
    grounds: Grounds = (partial(of_done, done, None), asked)
    if norm.quantity is not None:
        grounds = (*grounds, partial(read_as, reading_of(norm, deed), "yes", "norms"))
    return Performed(NormState.FULFILLED, grounds, is_supposed=deed.is_supposed)


def _is_in_time(course: Course, norm: Norm, bearer: Bearer, standing: Standing, done: Done) -> bool:
    """Return whether an act came while the norm bound its bearer, at or before its deadline."""
    if not was_in_force(course, bearer, standing, done):
        return False
    due = find_due(course, norm, bearer.side)
    if due is not None and not course.completion.at_or_before(done.acted, due):
        return False
    recurrence = norm.window.recurrence if norm.window is not None else None
    if recurrence is None:
        return True
    is_over = course.completion.has_passed(done.acted.shifted(DAY_END))
    return not is_over and falls_within(course, done.acted, recurrence, done.deed.name)


def _find_verified_breach(
    course: Course, norm: Norm, bearer: Bearer, standing: Standing
) -> Performed | None:
    for deed in iter_may_break(course.case, norm, bearer):
        if is_verified(course.case, deed) and not may_be_returned(course.case, deed):
            found = _broken_by(course, norm, bearer, standing, deed)
            if found is not None:
                return found
    return None


def _broken_by(
    course: Course, norm: Norm, bearer: Bearer, standing: Standing, deed: Deed
) -> Performed | None:
    if not is_bearers(course, norm, bearer, deed):
        return None
    done = course.in_effect(deed)
    if done is None or not _is_while_due(course, norm, bearer, standing, done):
        return None
    verified = is_verified(course.case, deed)
    grounds: Grounds = (partial(of_done, done, None), _said(norm))
    if not verified or may_be_returned(course.case, deed):
        grounds = (*grounds, partial(read_as, reading_of(norm, deed), "yes", "norms"))
    return Performed(
        NormState.BREACHED_VERIFIED if verified else NormState.BREACHED_ALLEGED,
        grounds,
        detail=deed.name,
        is_supposed=deed.is_supposed,
    )


def _is_while_due(
    course: Course, norm: Norm, bearer: Bearer, standing: Standing, done: Done
) -> bool:
    """Return whether an act came while a norm was active for its bearer."""
    if not was_in_force(course, bearer, standing, done):
        return False
    opening = find_norm_opening(course, norm, bearer.side)
    if opening is not None and not course.precedes(opening, done.mark):
        return False
    if waits_for_term(course, norm):
        return False
    recurrence = norm.window.recurrence if norm.window is not None else None
    if recurrence is not None and not falls_within(course, done.mark, recurrence, done.deed.name):
        return False
    if norm.kind is not NormKind.PROHIBITION:
        return True
    due = find_due(course, norm, bearer.side)
    return due is None or course.completion.at_or_before(done.mark, due.shifted(NEXT))
