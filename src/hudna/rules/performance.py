"""Performance: how a norm stands for a bearer, at one moment, in one completion.

The rules are those of `docs/calculus.md`, "Norms on a date".
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from hudna.domain.codebook import Act, Role
from hudna.domain.moments import find_moment
from hudna.rules.answers import Certainty, NormState, State
from hudna.rules.cases import Case
from hudna.rules.completions import DAY_END, DAY_START, NEXT, Mark, Shift
from hudna.rules.deeds import Deed, Done, find_done
from hudna.rules.explaining import absence, of_done, of_rule, of_term, read_as
from hudna.rules.lifecycle import COUNTS, COUNTS_NOT, Course, Grounds, Standing
from hudna.rules.norms import Norm, NormKind, Side, WhoKind
from hudna.text.folding import match_key

LIVE = State.IN_FORCE
_ENDED = frozenset({State.EXPIRED, State.TERMINATED, State.VOID, State.SUPERSEDED})
_NEVER = frozenset({State.REJECTED, State.REJECTED_BY_DEFAULT, State.NEVER_CONCLUDED})
_VERIFIERS = frozenset({Role.MONITOR, Role.GUARANTOR, Role.ENFORCER})


@dataclass(frozen=True, slots=True)
class Bearer:
    """Who is asked about a norm.

    Attributes:
        name: Their name, or None where it is not stated.
        key: Their match key, or None.
        side: The side they are, or None where they are none: the agreement counts then.
    """

    name: str | None
    key: str | None
    side: Side | None


@dataclass(frozen=True, slots=True)
class Performed:
    """How a norm stands for a bearer, in one completion."""

    state: NormState
    grounds: Grounds
    detail: str | None = None
    is_presumed: bool = False
    is_supposed: bool = False


def iter_bearers(norm: Norm, case: Case) -> Iterator[Bearer]:
    """Yield for whom a norm is asked: each side, each actor, a class as a whole, or nobody."""
    who = norm.bearer
    match who.kind:
        case WhoKind.EACH_PARTY:
            for side in case.sides:
                if "class" not in side.roles:
                    yield Bearer(side.name, side.key, side)
        case WhoKind.ACTOR:
            for key in who.keys:
                side_of = next((s for s in case.sides if s.key == key), None)
                name = case.names.shown.get(key)
                if name is None:
                    name = who.text if len(who.keys) == 1 else key
                yield Bearer(name, key, side_of)
        case WhoKind.CLASS:
            yield Bearer(who.text, None, None)
        case WhoKind.NOT_STATED:
            yield Bearer(None, None, None)


def is_plain(norm: Norm, cases: Iterable[Case]) -> bool:
    """Return whether how a norm stands follows from the lifecycle alone: no act bears on it."""
    return (
        norm.window is None
        and norm.condition is None
        and norm.after is None
        and not norm.on_breach
        and not any(case.of(*norm.acts, Act.BREACHED) for case in cases)
    )


def perform(norm: Norm, bearer: Bearer, course: Course) -> Performed:
    """Return how a norm stands for a bearer."""
    return _Performance(norm, bearer, course).judge()


def due_of(norm: Norm, bearer: Bearer, course: Course) -> Mark | None:
    """Return the last tick of a norm's window for a bearer, or None where none can be computed."""
    return _Performance(norm, bearer, course).due()


def from_standing(standing: Standing) -> Performed:
    """Return how a norm stands on which nothing but the lifecycle bears."""
    state = NormState.PENDING
    if standing.state is LIVE:
        state = NormState.ACTIVE
    elif standing.state in _ENDED | _NEVER:
        state = NormState.LAPSED
    return Performed(
        state,
        standing.grounds,
        is_presumed=standing.is_presumed,
        is_supposed=standing.is_supposed,
    )


def standing_for(bearer: Bearer, course: Course) -> Standing:
    """Return how the agreement stands for a bearer: the side they are, else any side's."""
    if bearer.side is not None:
        return course.standing(bearer.side)
    standings = [course.standing(s) for s in course.case.sides if "class" not in s.roles]
    if not standings:
        return Standing(State.NOT_OFFERED, (lambda: of_rule("1", "it has no sides"),))
    for wanted in (frozenset({LIVE}), frozenset(State) - _ENDED - _NEVER - {LIVE}, _ENDED):
        found = next((s for s in standings if s.state in wanted), None)
        if found is not None:
            return found
    return standings[0]


class _Performance:
    """One norm for one bearer in one completion."""

    def __init__(self, norm: Norm, bearer: Bearer, course: Course) -> None:
        self.norm = norm
        self.bearer = bearer
        self.course = course
        self.completion = course.completion
        self.case = course.case

    def judge(self) -> Performed:
        standing = standing_for(self.bearer, self.course)
        base = from_standing(standing)
        forbids = self.norm.kind is NormKind.PROHIBITION
        if self.norm.kind in {NormKind.OBLIGATION, NormKind.PROHIBITION}:
            breach = self._breach(standing)
            if breach is not None:
                return breach
        if self.norm.kind is NormKind.OBLIGATION and not forbids:
            fulfilled = self._fulfilled()
            if fulfilled is not None:
                return fulfilled
        if base.state is not NormState.ACTIVE:
            return base
        waiting = self._waiting()
        if waiting is not None:
            return waiting
        return self._by_window(base)

    # what it waits for

    def _waiting(self) -> Performed | None:
        norm = self.norm
        if norm.on_breach:
            broken = next(self._breaches_of_others(), None)
            if broken is None:
                return Performed(
                    NormState.PENDING,
                    (
                        lambda: absence(
                            "nobody reports a breach that calls for it",
                            (of_rule("norms", "a duty on breach waits for one"),),
                        ),
                    ),
                )
        if norm.after is not None:
            waiting = self._after(norm.after)
            if waiting is not None:
                return waiting
        if norm.condition is not None:
            name = f"condition of {norm.id}"
            if self.completion.option(name, ("met", "not met")) == "not met":
                return Performed(NormState.PENDING, (lambda: read_as(name, "not met", "norms"),))
        return None

    def _breaches_of_others(self) -> Iterator[Done]:
        yield from self.course.all_in_effect(Act.BREACHED)
        keys = {s.key for s in self.case.sides}
        for deed in self.case.of(Act.ATTACKED):
            if deed.by in keys and (deed.against is None or deed.against in keys):
                done_attack = self.course.in_effect(deed)
                if done_attack is not None:
                    yield done_attack

    def _after(self, words: str) -> Performed | None:
        number = words.removeprefix("term").strip()
        before = [n for n in self.case.book.norms if number in {n.id, n.term.number}]
        before = [n for n in before if n.id != self.norm.id]
        if not before:
            name = f"predecessor of {self.norm.id}"
            if self.completion.option(name, ("has happened", "has not")) == "has happened":
                return None
            return Performed(NormState.PENDING, (lambda: read_as(name, "has not", "norms"),))
        for norm in before:
            for bearer in iter_bearers(norm, self.case):
                if norm.after is not None and norm.after == self.norm.term.number:
                    continue
                judged = perform(norm, bearer, self.course)
                if judged.state is not NormState.FULFILLED:
                    return Performed(
                        NormState.PENDING,
                        (
                            lambda norm=norm: of_term(  # type: ignore[misc]
                                f"term {norm.id}, which comes first, is not reported fulfilled",
                                norm.citations,
                            ),
                            lambda: of_rule("norms", "an unmet predecessor leaves it pending"),
                        ),
                    )
        return None

    # its window

    def _opening(self) -> Mark | None:
        window = self.norm.window
        if window is None:
            return None
        if window.start is not None:
            return self.case.moment_mark(f"the start of {self.norm.id}", window.start)
        bound = self._bound_mark()
        if window.start_event == "conclusion":
            return bound
        if window.start_event == "start":
            standing = standing_for(self.bearer, self.course)
            return standing.since if standing.state is LIVE else None
        return None

    def _bound_mark(self) -> Mark | None:
        sides = [self.bearer.side] if self.bearer.side is not None else list(self.case.sides)
        marks = [b.mark for s in sides if (b := self.course.bound(s)) is not None]
        if not marks:
            return None
        first = marks[0]
        for mark in marks[1:]:
            if not self.completion.at_or_before(first, mark):
                first = mark
        return first

    def due(self) -> Mark | None:
        """Return the last tick of its window, or None where it has none that can be computed."""
        window = self.norm.window
        if window is None or window.is_daily:
            return None
        if window.end is not None:
            mark = self.case.moment_mark(f"the deadline of {self.norm.id}", window.end)
            return mark if window.end.is_timed else mark.shifted(DAY_END)
        if window.length is None:
            return None
        start = self._opening()
        if start is None and window.start is None and window.start_event is None:
            start = self._bound_mark()
        if start is None:
            return None
        if not (window.length.months or window.length.days or window.length.minutes):
            return start.shifted(DAY_END)
        counts = window.counts_first_day
        if counts is None and not window.length.minutes:
            name = f"first day of {self.norm.id}"
            counts = self.completion.option(name, (COUNTS, COUNTS_NOT)) == COUNTS
        kind = "last_counting" if counts else "last_after"
        return start.shifted(Shift(kind, window.length))

    def _by_window(self, base: Performed) -> Performed:
        window = self.norm.window
        if window is None:
            return base
        opening = self._opening()
        if opening is not None and not self.completion.has_come(opening):
            return Performed(
                NormState.PENDING,
                (
                    lambda: of_term(
                        f"when: {window.text}", window.citations or self.norm.citations
                    ),
                    lambda: of_rule("norms", "its window had not opened"),
                ),
                is_supposed=base.is_supposed,
            )
        due = self.due()
        if due is None or not self.completion.has_passed(due):
            return base
        if self.norm.kind is not NormKind.OBLIGATION:
            return Performed(
                NormState.LAPSED,
                (
                    lambda: of_term(
                        f"when: {window.text}", window.citations or self.norm.citations
                    ),
                    lambda: of_rule("norms", "its window had passed"),
                ),
                is_supposed=base.is_supposed,
            )
        watched = self._watched(due)
        if watched is not None:
            return Performed(
                NormState.BREACHED_ALLEGED,
                (
                    lambda: of_term(
                        f"when: {window.text}", window.citations or self.norm.citations
                    ),
                    lambda: of_done(watched, None),
                    lambda: absence(
                        "who watched reports nothing that fulfils it",
                        (of_rule("norms", "silence is evidence where someone watched"),),
                    ),
                ),
                detail="someone watched and reports no act",
                is_presumed=True,
                is_supposed=base.is_supposed,
            )
        return Performed(
            NormState.UNDETERMINED,
            (
                lambda: of_term(f"when: {window.text}", window.citations or self.norm.citations),
                lambda: absence(
                    "its deadline passed and nobody reports the act",
                    (of_rule("norms", "silence is evidence only where someone watched"),),
                ),
            ),
            is_presumed=True,
            is_supposed=base.is_supposed,
        )

    def _watched(self, due: Mark) -> Done | None:
        """Return a report that someone watched when the deadline passed, or None."""
        for deed in self.case.of(Act.OBSERVED):
            done = find_done(deed, self.completion)
            if done is None:
                continue
            stretches = done.date.variable.stretches
            until = find_moment(deed.until)
            first = Mark(tick=stretches[0].earliest)
            last = Mark(tick=until.latest if until else stretches[-1].latest)
            if self.completion.at_or_before(first, due) and self.completion.at_or_before(due, last):
                return done
        return None

    # acts

    def _fulfilled(self) -> Performed | None:
        for deed in self.case.of(*self.norm.acts):
            if not self._is_about(deed, by_bearer=True):
                continue
            done = self.course.in_effect(deed)
            if done is None or not self._is_in_time(done):
                continue
            if self.norm.quantity is not None:
                name = f"whether {deed.name} is all of {self.norm.id}"
                if self.completion.option(name, ("yes", "no")) == "no":
                    continue
            return Performed(
                NormState.FULFILLED,
                (
                    lambda done=done: of_done(done, None),  # type: ignore[misc]
                    lambda: of_term(f"term {self.norm.id} asks for it", self.norm.citations),
                ),
                is_supposed=deed.is_supposed,
            )
        return None

    def _is_in_time(self, done: Done) -> bool:
        """Return whether an act came while the norm bound its bearer, at or before its deadline."""
        bound = self._bound_mark()
        if bound is None or not self.course.precedes(bound, done.mark):
            return False
        if not self._was_in_force(done):
            return False
        due = self.due()
        return due is None or self.completion.at_or_before(done.acted, due)

    def _was_in_force(self, done: Done) -> bool:
        """Return whether the agreement had begun and not ended for the bearer by then."""
        standing = standing_for(self.bearer, self.course)
        if standing.state is LIVE or standing.state is State.SUSPENDED:
            return standing.since is None or self._reaches(standing.since, done)
        if standing.state in _ENDED and standing.since is not None:
            return self.completion.before(
                done.mark.shifted(DAY_START), standing.since.shifted(DAY_START)
            )
        return False

    def _reaches(self, since: Mark, done: Done) -> bool:
        if standing_for(self.bearer, self.course).state is State.SUSPENDED:
            return self.completion.before(done.mark.shifted(DAY_START), since.shifted(DAY_START))
        return self.course.precedes(since, done.mark)

    def _is_about(self, deed: Deed, *, by_bearer: bool) -> bool:
        norm = self.norm
        if deed.term is not None and deed.term not in {norm.term.number, norm.id}:
            return False
        if by_bearer and not self._is_bearers(deed):
            return False
        if norm.place is not None and deed.place is not None:
            one, other = match_key(norm.place), match_key(deed.place)
            return one in other or other in one
        return True

    def _is_bearers(self, deed: Deed) -> bool:
        if deed.by is None or self.norm.bearer.kind is WhoKind.NOT_STATED:
            return True
        if self.bearer.key is not None:
            return deed.by == self.bearer.key
        told = self.case.membership(deed.by, self.norm.bearer)
        if told.certainty in {Certainty.CERTAINLY, Certainty.CERTAINLY_NOT}:
            return told.certainty is Certainty.CERTAINLY
        shown = self.case.names.name_of(deed.by)
        name = f"whether {shown} is one of {self.norm.bearer.text!r}"
        return self.completion.option(name, ("yes", "no")) == "yes"

    def _breach(self, standing: Standing) -> Performed | None:
        for done, verified in self._broken(standing):
            detail = done.deed.name
            name = f"whether {done.deed.name} broke {self.norm.id}"
            is_open = not verified or self._may_be_returned(done.deed)
            if is_open and self.completion.option(name, ("yes", "no")) == "no":
                continue
            grounds: Grounds = (
                lambda done=done: of_done(done, None),  # type: ignore[misc]
                lambda: of_term(f"term {self.norm.id}", self.norm.citations),
            )
            if is_open:
                grounds = (*grounds, lambda name=name: read_as(name, "yes", "norms"))  # type: ignore[misc]
            return Performed(
                NormState.BREACHED_VERIFIED if verified else NormState.BREACHED_ALLEGED,
                grounds,
                detail=detail,
                is_supposed=done.deed.is_supposed,
            )
        return None

    def _broken(self, standing: Standing) -> Iterator[tuple[Done, bool]]:
        """Yield the acts that are or are said to be breaches, and whether that is verified."""
        acts = [Act.BREACHED]
        if self.norm.kind is NormKind.PROHIBITION:
            acts += self.norm.acts
        for deed in self.case.of(*acts):
            if not self._may_break(deed):
                continue
            done = self.course.in_effect(deed)
            if done is not None and self._is_in_time_to_break(done, standing):
                yield done, self._is_verified(deed)

    def _may_break(self, deed: Deed) -> bool:
        norm = self.norm
        if deed.by is None:
            return False
        if deed.act is Act.BREACHED:
            if deed.term is None:
                return norm.kind is NormKind.PROHIBITION and self._is_bearers(deed)
            return deed.term in {norm.term.number, norm.id} and self._is_bearers(deed)
        if not self._is_about(deed, by_bearer=True):
            return False
        if norm.counterparty.kind is WhoKind.NOT_STATED:
            return deed.against is None or any(s.key == deed.against for s in self.case.sides)
        if deed.against is None:
            return True
        told = self.case.membership(deed.against, norm.counterparty)
        return told.certainty is not Certainty.CERTAINLY_NOT

    def _is_in_time_to_break(self, done: Done, standing: Standing) -> bool:
        del standing
        if not self._was_in_force(done):
            return False
        opening = self._opening()
        if opening is not None and not self.course.precedes(opening, done.mark):
            return False
        due = self.due() if self.norm.kind is NormKind.PROHIBITION else None
        return due is None or self.completion.at_or_before(done.mark, due.shifted(NEXT))

    def _may_be_returned(self, deed: Deed) -> bool:
        """Return whether fire may have been returned, which the agreement leaves everyone."""
        return deed.act is not Act.BREACHED and self.case.book.reserves_self_defence

    def _is_verified(self, deed: Deed) -> bool:
        """Return whether a breach is found by who may find it, by every side, or by a reviewer."""
        finders = {
            self.case.names.key_of(p.name)
            for s in (*self.case.book.others, *self.case.book.sides)
            for p in s.participants
            if p.role in _VERIFIERS
        }
        voices = {
            self.case.names.key_of(v) for r in deed.reports if r.is_asserted for v in r.fact.voice
        }
        sides = {s.key for s in self.case.sides if "class" not in s.roles}
        return (
            any(r.is_confirmed and r.telling is not None for r in deed.reports)
            or bool(finders & voices)
            or (len(sides) > 1 and sides <= voices)
        )
