"""The lifecycle of an agreement for one side, at one moment, in one completion.

The rules are those of `docs/calculus.md`, "The lifecycle of one side", numbered as there.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from hudna.domain.codebook import Act, Role
from hudna.domain.moments import (
    DAY,
    Duration,
    Moment,
    day_of,
    find_moment,
    parse_duration,
    was_rounded,
)
from hudna.domain.periods import is_duration
from hudna.rules.answers import Certainty, Reason, State
from hudna.rules.cases import CONCLUDING, Case
from hudna.rules.completions import (
    DAY_END,
    DAY_START,
    NEXT,
    Completion,
    Mark,
    Shift,
)
from hudna.rules.deeds import Deed, Done, find_done
from hudna.rules.explaining import absence, of_done, of_rule, of_term, of_window, read_as
from hudna.rules.norms import (
    Default,
    Effect,
    Extension,
    Lifetime,
    Side,
    Trigger,
    Who,
    WhoKind,
    Window,
)

COUNTS, COUNTS_NOT = "the first day counts", "the first day does not count"
_STATE_OF = {
    Act.ACCEPTED: State.ACCEPTED,
    Act.ACCEDED: State.ACCEPTED,
    Act.DECLARED: State.DECLARED,
}
_DAY_LATER = Shift("plus", parse_duration("P1D"))

Grounds = tuple[Callable[[], Reason], ...]
"""The reasons for something, made only where they are shown."""


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
class _Ending:
    """Something that ended the agreement for a side."""

    mark: Mark
    rank: int
    state: State
    grounds: Grounds
    detail: str | None = None
    is_supposed: bool = False


@dataclass(frozen=True, slots=True)
class _Period:
    """From when a period runs, and its last tick."""

    end: Mark | None
    grounds: Grounds


class Course:
    """The course of an agreement up to the moment asked, in one completion."""

    def __init__(self, case: Case, completion: Completion) -> None:
        """Begin with a case in a completion; nothing is decided yet."""
        self.case = case
        self.completion = completion
        self._done: dict[str, Done | None] = {}
        self._bound: dict[str, Bound | None] = {}
        self._standing: dict[str, Standing] = {}
        for earlier, later in case.orders:
            completion.assume(earlier.shifted(DAY_START), later.shifted(DAY_START))

    def standing(self, side: Side) -> Standing:
        """Return how the agreement stands for a side."""
        found = self._standing.get(side.key)
        if found is None:
            found = self._standing[side.key] = self._stand(side)
        return found

    def bound(self, side: Side) -> Bound | None:
        """Return when and by what a side is bound, or None where it is not."""
        if side.key not in self._bound:
            self._bound[side.key] = None
            self._bound[side.key] = self._bind(side)
        return self._bound[side.key]

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

    def precedes(self, one: Mark, other: Mark) -> bool:
        """Return whether one mark lies on an earlier civil day than another, or on the same.

        Where both give a time of day, that decides within the day.
        """
        if one.is_timed and other.is_timed:
            return self.completion.at_or_before(one, other)
        return self.completion.at_or_before(one.shifted(DAY_START), other.shifted(DAY_START))

    # 1 to 3: bound or not

    def _bind(self, side: Side) -> Bound | None:
        found = [
            Bound(
                done.mark,
                _STATE_OF.get(done.deed.act, State.AGREED),
                (lambda done=done: of_done(done, side.name),),  # type: ignore[misc]
                is_supposed=done.deed.is_supposed,
            )
            for done in self._conclusions(side)
        ]
        if found:
            return self._first(found)
        return self._bound_by_silence(side) or self._bound_by_answer(side)

    def _conclusions(self, side: Side) -> Iterator[Done]:
        for deed in self.case.of(*sorted(CONCLUDING)):
            if not _is_of(deed, side):
                continue
            done = self.in_effect(deed)
            if done is not None and self._is_in_time(done, side):
                yield done

    def _is_in_time(self, done: Done, side: Side) -> bool:
        """Return whether an act came in time to bind: an acceptance may be late."""
        answers = {Act.ACCEPTED}
        if Role.INVITEE in side.roles:
            answers |= {Act.SIGNED, Act.AGREED}
        if done.deed.act not in answers:
            return True
        close = self.window_close(side)
        if close is None or self.completion.at_or_before(done.acted, close.mark):
            return True
        if self.case.book.default is Default.NOT_STATED:
            return self.completion.option("late answer", ("binds", "does not bind")) == "binds"
        return False

    def _bound_by_silence(self, side: Side) -> Bound | None:
        if self.case.book.default is not Default.ACCEPTANCE:
            return None
        offer = self._offer_to(side)
        close = self.window_close(side) if offer is not None else None
        if offer is None or close is None or not self.completion.has_passed(close.mark):
            return None
        for done in self._rejections(side):
            if self.completion.at_or_before(done.mark, close.mark):
                return None
        grounds = (
            *(lambda: of_done(offer, None),),
            *close.grounds,
            lambda: absence(
                f"nobody reports an answer of {side.name}",
                (self._default_reason("silence counts as acceptance"),),
            ),
        )
        return Bound(close.mark.shifted(NEXT), State.ACCEPTED, grounds, is_presumed=True)

    def _bound_by_answer(self, side: Side) -> Bound | None:
        """Return when who made the offer is bound: with the first of those it was made to."""
        offer = self._offer_of(side)
        if offer is None:
            return None
        found = [b for s in self._offerees(side, offer) if (b := self.bound(s)) is not None]
        if not found:
            return None
        first = self._first(found)
        return replace(
            first,
            state=State.AGREED,
            grounds=(
                lambda: of_done(offer, None),
                *first.grounds,
                lambda: of_rule("3", "who made an offer is bound with the first who accepts it"),
            ),
        )

    def _first(self, found: Sequence[Bound]) -> Bound:
        first = found[0]
        for other in found[1:]:
            if not self.completion.at_or_before(first.mark, other.mark):
                first = other
        return first

    def _offer_of(self, side: Side) -> Done | None:
        return next((d for d in self.all_in_effect(Act.OFFERED) if d.deed.by == side.key), None)

    def _offer_to(self, side: Side) -> Done | None:
        """Return the first offer to a side that has been made."""
        keys = {s.key for s in self.case.sides}
        found = [
            deed
            for deed in self.case.of(Act.OFFERED)
            if deed.by != side.key
            and (deed.by is not None or Role.INVITEE in side.roles)
            and (deed.against in {None, side.key} or deed.against not in keys)
        ]
        for deed in found:
            done = self.in_effect(deed)
            if done is not None:
                return done
        return None

    def _offerees(self, side: Side, offer: Done) -> Iterator[Side]:
        keys = {s.key for s in self.case.sides}
        against = offer.deed.against
        for other in self.case.sides:
            if other.key != side.key and (against in {None, other.key} or against not in keys):
                yield other

    def _rejections(self, side: Side) -> Iterator[Done]:
        for deed in self.case.of(Act.REJECTED):
            if _is_of(deed, side):
                done = self.in_effect(deed)
                if done is not None:
                    yield done

    # 2: the window to answer

    def window_close(self, side: Side) -> "_Closed | None":
        """Return the last tick at which a side may answer, or None where none can be computed."""
        window = self.case.book.window
        if window is None:
            return None
        member = self._is_opened_for(window, side)
        if member is None:
            return None
        if window.end is not None:
            mark = self.case.moment_mark("the end of the window to answer", window.end)
            mark = mark if window.end.is_timed else mark.shifted(DAY_END)
            return _Closed(mark, (lambda: of_window(window), *member))
        if window.length is None:
            return None
        start = self._window_start(window, side)
        if start is None:
            return None
        last = self._last_of(
            start,
            window.length,
            "first day of the window to answer",
            counts=window.counts_first_day,
        )
        return _Closed(last.mark, (lambda: of_window(window), *member, *last.grounds))

    def _is_opened_for(self, window: Window, side: Side) -> Grounds | None:
        """Return why a window's opening is stated for a side, or None where it is not."""
        who = window.opens_for
        if who is None or who.kind is not WhoKind.CLASS or "class" in side.roles:
            return ()
        told = self.case.membership(side.key, who)
        if told.certainty is Certainty.CERTAINLY:
            return (lambda: of_term(told.because, told.citations),)
        if told.certainty is Certainty.CERTAINLY_NOT:
            return None
        name = f"whether {side.name} is one of {who.text!r}"
        if self.completion.option(name, ("yes", "no")) == "no":
            return None
        return (lambda: read_as(name, "yes", "2", who.citations),)

    def _window_start(self, window: Window, side: Side) -> Mark | None:
        if window.start is not None:
            return self.case.moment_mark("the start of the window to answer", window.start)
        if window.start_event not in {None, "offer"}:
            return None
        offer = self._offer_to(side)
        return offer.mark if offer is not None else None

    def _last_of(
        self, start: Mark, length: Duration, name: str, *, counts: bool | None
    ) -> "_Closed":
        """Return the last tick of a period, by whether its first day counts."""
        if length.minutes:
            return _Closed(start.shifted(Shift("last_after", length)), ())
        grounds: Grounds = ()
        if counts is None:
            option = self.completion.option(name, (COUNTS, COUNTS_NOT))
            counts = option == COUNTS
            grounds = (lambda: read_as(name, option, "time"),)
        kind = "last_counting" if counts else "last_after"
        first, last = self.completion.range_of(start)
        if first // DAY == last // DAY and was_rounded(first, length):
            day = day_of(first).isoformat()
            grounds = (
                *grounds,
                lambda: of_rule(
                    "time",
                    f"{length.text} from {day} comes to a day that its month lacks: the last",
                ),
            )
        return _Closed(start.shifted(Shift(kind, length)), grounds)

    def _default_reason(self, words: str) -> Reason:
        return of_term(words, self.case.book.default_citations)

    # 3: not bound

    def _stand(self, side: Side) -> Standing:
        bound = self.bound(side)
        return self._unbound(side) if bound is None else self._concluded(side, bound)

    def _unbound(self, side: Side) -> Standing:
        own = self._offer_of(side)
        if own is not None:
            return self._offeror(side, own)
        rejected = next(self._rejections(side), None)
        if rejected is not None:
            return Standing(
                State.REJECTED,
                (lambda: of_done(rejected, side.name),),
                is_supposed=rejected.deed.is_supposed,
                since=rejected.mark,
            )
        offer = self._offer_to(side)
        if offer is None:
            return Standing(
                State.NOT_OFFERED,
                (
                    lambda: absence(
                        f"nobody reports that it had been offered to {side.name} by then",
                        (of_rule("3", "a side is not offered until an offer to it"),),
                    ),
                ),
            )
        return self._unanswered(side, offer)

    def _unanswered(self, side: Side, offer: Done) -> Standing:
        book = self.case.book
        if book.default is Default.REJECTION:
            close = self.window_close(side)
            if close is not None and self.completion.has_passed(close.mark):
                return Standing(
                    State.REJECTED_BY_DEFAULT,
                    (
                        lambda: of_done(offer, None),
                        *close.grounds,
                        lambda: absence(
                            f"nobody reports an answer of {side.name} within the window",
                            (self._default_reason("silence counts as rejection"),),
                        ),
                    ),
                    is_presumed=True,
                    is_supposed=offer.deed.is_supposed,
                    since=close.mark.shifted(NEXT),
                )
            if close is not None:
                return Standing(
                    State.OFFERED,
                    (
                        lambda: of_done(offer, None),
                        *close.grounds,
                        lambda: of_rule("3", "the window to answer had not closed"),
                    ),
                    is_supposed=offer.deed.is_supposed,
                    since=offer.mark,
                )
        return Standing(
            State.OFFERED,
            (
                lambda: of_done(offer, None),
                lambda: absence(
                    f"nobody reports an answer of {side.name}",
                    (of_rule("3", "an offer without an answer stays an offer"),),
                ),
            ),
            is_supposed=offer.deed.is_supposed,
            since=offer.mark,
        )

    def _offeror(self, side: Side, own: Done) -> Standing:
        others = [s for s in self._offerees(side, own) if self._offer_of(s) is None]
        standings = [self.standing(s) for s in others]
        refused = {State.REJECTED, State.REJECTED_BY_DEFAULT}
        if standings and all(s.state in refused for s in standings):
            return Standing(
                State.NEVER_CONCLUDED,
                (
                    *(g for s in standings for g in s.grounds),
                    lambda: of_rule("3", "all it was offered to have rejected it"),
                ),
                is_presumed=any(s.is_presumed for s in standings),
                is_supposed=any(s.is_supposed for s in standings),
            )
        return Standing(
            State.OFFERED,
            (
                lambda: of_done(own, side.name),
                lambda: of_rule("3", "an offer stands until one it was made to is bound"),
            ),
            is_supposed=own.deed.is_supposed,
            since=own.mark,
        )

    # 4 to 10: bound

    def _concluded(self, side: Side, bound: Bound) -> Standing:
        start = self._start(side, bound)
        endings = [
            e
            for e in (
                *self._triggered(bound),
                *self._revoked(side, bound),
                *self._lapsed(side, bound, start),
                *self._superseded(),
            )
            if self.precedes(bound.mark, e.mark)
        ]
        if endings:
            first = self._first_ending(endings)
            return Standing(
                first.state,
                (*bound.grounds, *first.grounds),
                detail=first.detail,
                is_presumed=bound.is_presumed,
                is_supposed=bound.is_supposed or first.is_supposed,
                since=first.mark,
            )
        suspended = self._suspended(bound)
        if suspended is not None:
            return replace(suspended, grounds=(*bound.grounds, *suspended.grounds))
        if start is not None and self.completion.has_come(start.mark):
            return Standing(
                State.IN_FORCE,
                (*bound.grounds, *start.grounds, *self._lasting(side, bound, start)),
                is_presumed=bound.is_presumed,
                is_supposed=bound.is_supposed or start.is_supposed,
                since=start.mark,
            )
        reasons: Grounds = start.grounds if start is not None else (self._not_begun,)
        return Standing(
            bound.state,
            (*bound.grounds, *reasons),
            is_presumed=bound.is_presumed,
            is_supposed=bound.is_supposed,
            since=bound.mark,
        )

    @staticmethod
    def _not_begun() -> Reason:
        return read_as("start", NOT_BEGUN, "4")

    def _start(self, side: Side, bound: Bound) -> "_Begun | None":
        """Return when it begins for a bound side (4), or None where it has not begun."""
        starts = self.case.book.starts
        if starts:
            start = starts[0]
            if len(starts) > 1:
                names = tuple(
                    s.moment.text if s.moment is not None else "on conclusion" for s in starts
                )
                taken = self.completion.option("start", names)
                start = starts[names.index(taken)]
            if start.moment is None:
                return _Begun(
                    bound.mark, (lambda: of_term("it begins on conclusion", start.citations),)
                )
            moment = start.moment
            mark = self.case.moment_mark(f"the start ({moment.text})", moment)
            return _Begun(mark, (lambda: of_term(f"it begins {moment.text}", start.citations),))
        began = next(self.all_in_effect(Act.BEGAN), None)
        if began is not None:
            return _Begun(
                began.mark,
                (lambda: of_done(began, None),),
                is_supposed=began.deed.is_supposed,
            )
        lifetime = self._lifetime()
        if lifetime is not None and lifetime.length is not None:
            return self._start_of_period(side, bound)
        option = self.completion.option("start", (AT_CONCLUSION, NOT_BEGUN))
        if option == NOT_BEGUN:
            return None
        return _Begun(bound.mark, (lambda: read_as("start", AT_CONCLUSION, "4"),))

    def _start_of_period(self, side: Side, bound: Bound) -> "_Begun":
        """Return from when a duration runs whose start is not stated (5)."""
        window = self.case.book.window
        marks: dict[str, Mark] = {WHEN_BOUND: bound.mark}
        if window is not None:
            opening = self._window_start(window, side)
            close = self.window_close(side) if opening is not None else None
            if opening is not None and close is not None:
                marks = {
                    "with the first day of the window to answer": opening,
                    WHEN_BOUND: bound.mark,
                    "with the last day of the window to answer": close.mark.shifted(DAY_START),
                }
        option = WHEN_BOUND
        if len(marks) > 1:
            option = self.completion.option("start of the period", tuple(marks))
        grounds = (lambda: read_as("start of the period", option, "5"),)
        return _Begun(marks[option], grounds)

    def _lifetime(self) -> Lifetime | None:
        lifetimes = self.case.book.lifetimes
        if len(lifetimes) < 2:
            return lifetimes[0] if lifetimes else None
        names = tuple(_length_of(each) for each in lifetimes)
        return lifetimes[names.index(self.completion.option("duration", names))]

    def _last_day(self, start: "_Begun | None") -> _Period:
        """Return the last tick in force, extensions included (5)."""
        lifetime = self._lifetime()
        end: Mark | None = None
        grounds: Grounds = ()
        if lifetime is not None:
            term = lifetime
            if term.end is not None:
                end = self.case.moment_mark("the end", term.end)
                end = end if term.end.is_timed else end.shifted(DAY_END)
                moment = term.end
                grounds = (lambda: of_term(f"its last day is {moment.text}", term.citations),)
            elif (
                term.length is not None
                and start is not None
                and self.case.book.extension is not Extension.AUTOMATIC
            ):
                length = term.length
                last = self._last_of(
                    start.mark, length, "first day of the period", counts=term.counts_first_day
                )
                end = last.mark
                grounds = (
                    *start.grounds,
                    lambda: of_term(f"it lasts {length.text}", term.citations),
                    *last.grounds,
                )
        for done in self._sorted(self.all_in_effect(Act.EXTENDED)):
            end, grounds = self._extended(done, end, grounds)
        return _Period(end, grounds)

    def _extended(
        self, done: Done, end: Mark | None, grounds: Grounds
    ) -> tuple[Mark | None, Grounds]:
        if end is not None and not self.precedes(done.mark, end.shifted(_DAY_LATER)):
            option = self.completion.option("late extension", ("revives it", "does not"))
            if option == "does not":
                return end, (*grounds, lambda: read_as("late extension", option, "5"))
        until = done.deed.until
        reasons = (*grounds, lambda: of_done(done, None))
        if until is not None and is_duration(until):
            if end is None:
                return None, reasons
            return end.shifted(Shift("plus", parse_duration(until))), reasons
        moment = find_moment(until)
        if moment is None:
            return None, reasons
        mark = self.case.moment_mark(f"the end by {done.deed.name}", moment)
        return (mark if moment.is_timed else mark.shifted(DAY_END)), reasons

    def _sorted(self, found: Iterator[Done]) -> list[Done]:
        """Return deeds by when they were, in this completion."""
        result: list[Done] = []
        for done in found:
            place = len(result)
            while place and not self.precedes(result[place - 1].mark, done.mark):
                place -= 1
            result.insert(place, done)
        return result

    def _lasting(self, side: Side, bound: Bound, start: "_Begun") -> Grounds:
        """Return why it still lasts: nothing ended it."""
        del side, bound
        period = self._last_day(start)
        if period.end is None:
            return (lambda: of_rule("5", "no end of it is stated or can be computed"),)
        return (
            *period.grounds,
            lambda: of_rule("5", "its last day had not passed"),
        )

    def _lapsed(self, side: Side, bound: Bound, start: "_Begun | None") -> Iterator[_Ending]:
        del side, bound
        for done in self.all_in_effect(Act.EXPIRED):
            yield _Ending(
                done.mark,
                _EXPIRED,
                State.EXPIRED,
                (lambda done=done: of_done(done, None),),  # type: ignore[misc]
                is_supposed=done.deed.is_supposed,
            )
        period = self._last_day(start)
        if period.end is not None and self.completion.has_passed(period.end):
            yield _Ending(
                period.end.shifted(NEXT),
                _EXPIRED,
                State.EXPIRED,
                (
                    *period.grounds,
                    lambda: of_rule("5", "its last day had passed"),
                ),
            )

    def _superseded(self) -> Iterator[_Ending]:
        for done in self.all_in_effect(Act.SUPERSEDED):
            yield _Ending(
                done.mark,
                _SUPERSEDED,
                State.SUPERSEDED,
                (lambda done=done: of_done(done, None),),  # type: ignore[misc]
                detail=f"by {done.deed.by_name}" if done.deed.by_name else None,
                is_supposed=done.deed.is_supposed,
            )

    # 7: revoked

    def _revoked(self, side: Side, bound: Bound) -> Iterator[_Ending]:
        for done in self.all_in_effect(Act.REVOKED, Act.ENDED):
            if self._ends_for(done, side):
                yield self._termination(done)
        for deed in self.case.of(Act.REJECTED):
            if deed.by is None or not _is_of(deed, side):
                revoker = self._side_by(deed.by) if deed.by else None
                if revoker is None or revoker.key == side.key:
                    continue
                other = self.bound(revoker)
                theirs = self.in_effect(deed) if other is not None else None
                if (
                    theirs is not None
                    and other is not None
                    and self._follows_binding(theirs, other, revoker)
                    and self._is_of_two(theirs)
                ):
                    yield self._termination(theirs)
                continue
            own = self.in_effect(deed)
            if own is not None and self._follows_binding(own, bound, side):
                yield self._termination(own)

    def _termination(self, done: Done) -> _Ending:
        return _Ending(
            done.mark,
            _REVOKED,
            State.TERMINATED,
            (lambda: of_done(done, None),),
            detail=f"by {done.deed.by_name}" if done.deed.by_name else None,
            is_supposed=done.deed.is_supposed,
        )

    def _follows_binding(self, done: Done, bound: Bound, side: Side) -> bool:
        """Return whether a rejection came after its side was bound, and so declares it over."""
        if not self.precedes(bound.mark, done.mark):
            return False
        if bound.mark.is_timed and done.mark.is_timed:
            return True
        if not self.completion.on_same_day(bound.mark, done.mark):
            return True
        name = f"acceptance and rejection by {side.name} on one day"
        return self.completion.option(name, ("rejected last", "accepted last")) == "rejected last"

    def _ends_for(self, done: Done, side: Side) -> bool:
        by = done.deed.by
        if by is None or by == side.key:
            return True
        revoker = self._side_by(by)
        if revoker is None:
            return False
        other = self.bound(revoker)
        return other is not None and self.precedes(other.mark, done.mark) and self._is_of_two(done)

    def _side_by(self, key: str | None) -> Side | None:
        return next((s for s in self.case.sides if s.key == key), None)

    def _is_of_two(self, revocation: Done) -> bool:
        """Return whether fewer than three sides are bound, its own included, when one revokes."""
        bound = [
            s
            for s in self.case.sides
            if "class" not in s.roles
            and self.bound(s) is not None
            and (s.key == revocation.deed.by or not self._revoked_before(s, revocation))
        ]
        return len(bound) < 3

    def _revoked_before(self, side: Side, other: Done) -> bool:
        for done in self.all_in_effect(Act.REVOKED, Act.ENDED):
            if done.deed.by == side.key and self.completion.before(
                done.mark.shifted(DAY_START), other.mark.shifted(DAY_START)
            ):
                return True
        return False

    # 8: triggers

    def _triggered(self, bound: Bound) -> Iterator[_Ending]:
        for trigger in self.case.book.triggers:
            if trigger.effect in {Effect.RIGHT_TO_END, Effect.SUSPENDS}:
                continue
            for done in self._matching(trigger, bound):
                if trigger.effect is Effect.UNCLEAR:
                    name = f"effect of {trigger.id}"
                    if self.completion.option(name, ("ends it", "ends nothing")) != "ends it":
                        continue
                yield _Ending(
                    done.mark,
                    _TRIGGERED,
                    State.VOID if trigger.voids else State.TERMINATED,
                    (
                        lambda trigger=trigger: of_term(  # type: ignore[misc]
                            f"term {trigger.id} ends it", trigger.citations
                        ),
                        lambda done=done: of_done(done, None),  # type: ignore[misc]
                    ),
                    detail=f"by trigger {trigger.id}",
                    is_supposed=done.deed.is_supposed,
                )

    def _matching(self, trigger: Trigger, bound: Bound) -> Iterator[Done]:
        """Yield the acts that match a trigger while a side is bound."""
        for deed in self.case.of(*trigger.acts):
            if deed.term is not None and Act.BREACHED not in trigger.acts:
                continue
            if not self._is_one_of(deed.by, trigger.actor, f"actor of {trigger.id}"):
                continue
            done = self.in_effect(deed)
            if done is None or not self.precedes(bound.mark, done.mark):
                continue
            if self._hits(trigger, deed):
                yield done

    def _hits(self, trigger: Trigger, deed: Deed) -> bool:
        if trigger.target.kind is not WhoKind.NOT_STATED:
            return self._is_one_of(deed.against, trigger.target, f"target of {trigger.id}")
        inside = deed.against is not None and self._side_by(deed.against) is not None
        if inside or deed.act is Act.BREACHED:
            return True
        name = f"target of {trigger.id}"
        return self.completion.option(name, ("anyone", "a side of it")) == "anyone"

    def _is_one_of(self, key: str | None, who: Who, name: str) -> bool:
        """Return whether an actor is one of those that words mean."""
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

    # 6: suspended

    def _suspended(self, bound: Bound) -> Standing | None:
        for done in self.all_in_effect(Act.SUSPENDED):
            if done.deed.by is not None and self._side_by(done.deed.by) is None:
                continue
            if self.precedes(bound.mark, done.mark) and not self._is_over(done):
                return Standing(
                    State.SUSPENDED,
                    (lambda done=done: of_done(done, None),),  # type: ignore[misc]
                    detail=f"by {done.deed.by_name}" if done.deed.by_name else None,
                    is_presumed=bound.is_presumed,
                    is_supposed=bound.is_supposed or done.deed.is_supposed,
                    since=done.mark,
                )
        for trigger in self.case.book.triggers:
            if trigger.effect is not Effect.SUSPENDS:
                continue
            for match in self._matching(trigger, bound):
                if not self._is_over(match):
                    return Standing(
                        State.SUSPENDED,
                        (
                            lambda trigger=trigger: of_term(  # type: ignore[misc]
                                f"term {trigger.id} suspends it", trigger.citations
                            ),
                            lambda match=match: of_done(match, None),  # type: ignore[misc]
                        ),
                        detail=f"by trigger {trigger.id}",
                        is_presumed=bound.is_presumed,
                        is_supposed=bound.is_supposed or match.deed.is_supposed,
                        since=match.mark,
                    )
        return None

    def _is_over(self, suspended: Done) -> bool:
        for done in self.all_in_effect(Act.RESUMED):
            if self.precedes(suspended.mark, done.mark):
                return True
        until = suspended.deed.until
        if until is None or suspended.deed.act is not Act.SUSPENDED:
            return False
        if is_duration(until):
            last = self._last_of(
                suspended.mark,
                parse_duration(until),
                f"first day of {suspended.deed.name}",
                counts=None,
            )
            return self.completion.has_passed(last.mark)
        moment: Moment | None = find_moment(until)
        if moment is None:
            return False
        mark = self.case.moment_mark(f"the end of {suspended.deed.name}", moment)
        mark = mark if moment.is_timed else mark.shifted(DAY_END)
        return self.completion.has_passed(mark)

    def _first_ending(self, endings: Sequence[_Ending]) -> _Ending:
        first = endings[0]
        for other in endings[1:]:
            if (other.state, other.detail) == (first.state, first.detail):
                continue
            if self.precedes(first.mark, other.mark):
                if self.precedes(other.mark, first.mark) and other.rank < first.rank:
                    first = other
            else:
                first = other
        return first


_TRIGGERED, _REVOKED, _EXPIRED, _SUPERSEDED = range(4)
AT_CONCLUSION = "when it was concluded"
NOT_BEGUN = "not begun yet"
WHEN_BOUND = "when the side was bound"


@dataclass(frozen=True, slots=True)
class _Closed:
    """The last tick of something, and why."""

    mark: Mark
    grounds: Grounds


@dataclass(frozen=True, slots=True)
class _Begun:
    """When it begins, and why."""

    mark: Mark
    grounds: Grounds
    is_supposed: bool = False


def _is_of(deed: Deed, side: Side) -> bool:
    """Return whether an act of conclusion or rejection is one of a side."""
    if deed.by is not None:
        return deed.by == side.key
    if Role.PARTY in side.roles:
        return True
    return Role.INVITEE in side.roles and deed.act in {Act.ACCEPTED, Act.REJECTED}


def _length_of(lifetime: Lifetime) -> str:
    if lifetime.end is not None:
        return f"until {lifetime.end.text}"
    return lifetime.length.text if lifetime.length is not None else "without end"
