"""Timelines: the dates on which an answer can change, and what changes it."""

from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from hudna.domain.dossiers import Dossier
from hudna.domain.moments import DAY, LAST, last_tick, parse_moment, tick_shown
from hudna.errors import InputError
from hudna.rules.answers import (
    Certainty,
    Change,
    ChangeKind,
    Due,
    Held,
    NormState,
    Reason,
    ReasonKind,
    State,
)
from hudna.rules.cases import Case, to_cases
from hudna.rules.duedays import find_dues
from hudna.rules.explaining import of_term
from hudna.rules.inquiries import Explored, Inquiry, to_held
from hudna.rules.lifetimes import LASTS
from hudna.rules.matching import Bearer, iter_bearers
from hudna.rules.norms import Norm, NormKind, Rulebook, Side
from hudna.rules.performance import NOT_OPENED, is_plain
from hudna.rules.suppositions import Supposition

_MOST = 1000
"""How many changes a timeline may have at the most."""


@dataclass(frozen=True, slots=True)
class _Look:
    """How things stand at the end of one day, and the days on which that can change."""

    name: str
    explored: Explored[Any]

    @property
    def held(self) -> tuple[Held, ...]:
        """Return every state with its explanation."""
        return to_held(self.explored, self.name)

    @property
    def shown(self) -> tuple[str, ...]:
        """Return every state with its certainty, as `possibly offered`."""
        return tuple(
            sorted(
                f"{certainty.value} {state.value}".replace("_", " ")
                for state, certainty in self.explored.states
            )
        )

    def next_turn(self, asked: int) -> int | None:
        """Return the next tick after one asked on which it can change, or None."""
        return min((turn for turn in self.explored.turns if turn > asked), default=None)


def find_changes(
    dossier: Dossier,
    rulebook: Rulebook,
    *,
    as_known_on: str | None = None,
    side: str | None = None,
    suppositions: Iterable[Supposition] = (),
    chosen: tuple[tuple[str, str], ...] = (),
) -> tuple[Change, ...]:
    """Return every date on which the state of a side changes, in order, with its cause.

    Args:
        dossier: All that is told of the agreement.
        rulebook: Its rules, compiled from the same dossier.
        as_known_on: The day by which documents had to be known; None counts all of them.
        side: The match key of one side, for its changes alone.
        suppositions: Acts that are only supposed.
        chosen: Readings that are fixed, each with its option.
    """
    cases = _to_cases(dossier, rulebook, as_known_on, suppositions)
    sides = [s for s in sides_of(rulebook, cases) if side is None or s.key == side]
    return changes_of(cases, sides, after=None, chosen=chosen, most=_MOST)


def find_norm_changes(
    dossier: Dossier,
    rulebook: Rulebook,
    *,
    as_known_on: str | None = None,
    side: str | None = None,
    suppositions: Iterable[Supposition] = (),
    chosen: tuple[tuple[str, str], ...] = (),
) -> tuple[Change, ...]:
    """Return every date on which a norm changes or is due for a bearer, in order, with its cause.

    Args:
        dossier: All that is told of the agreement.
        rulebook: Its rules, compiled from the same dossier.
        as_known_on: The day by which documents had to be known; None counts all of them.
        side: The match key of one side or bearer: its norms, and those that nobody bears.
        suppositions: Acts that are only supposed.
        chosen: Readings that are fixed, each with its option.
    """
    cases = _to_cases(dossier, rulebook, as_known_on, suppositions)
    inquiries = _Inquiries(cases, chosen)
    found = [
        change
        for norm in cases[0].book.norms
        if norm.binds
        for bearer in iter_bearers(norm, cases[0])
        if side is None or bearer.key in {side, None}
        for change in _of_norm(norm, bearer, inquiries)
    ]
    found.sort(key=lambda change: (change[0], change[1].norm, change[1].of))
    return tuple(change for _, change in found[:_MOST])


def in_order(changes: Iterable[Change]) -> tuple[Change, ...]:
    """Return changes of sides and norms by date, on each those of sides first."""
    return tuple(sorted(changes, key=lambda change: (change.on, change.norm is not None)))


def _to_cases(
    dossier: Dossier,
    rulebook: Rulebook,
    as_known_on: str | None,
    suppositions: Iterable[Supposition],
) -> tuple[Case, ...]:
    return to_cases(
        dossier,
        rulebook,
        known_by=None if as_known_on is None else to_asked(as_known_on),
        suppositions=[s.fact for s in suppositions],
    )


def sides_of(rulebook: Rulebook, cases: Iterable[Case]) -> tuple[Side, ...]:
    """Return who is asked about: the sides of all documents, and who joined by an act."""
    found = {side.key: side for side in rulebook.sides}
    for case in cases:
        for side in case.sides:
            found.setdefault(side.key, side)
    return tuple(found.values())


def to_asked(on: str) -> int:
    """Return the tick that a day or a minute asks about: the last of the day, or the minute.

    Raises:
        InputError: It is no date, or more than one day.
    """
    moment = parse_moment(on)
    first, last = moment.earliest, moment.latest
    is_one_day = len(moment.stretches) == 1 and first % DAY == 0 and last == last_tick(first)
    if first != last and not is_one_day:
        raise InputError(
            f"{on!r} is more than one day: ask about a day (2016-02-05) or a minute of it "
            "(2016-02-05T10:00)",
            code="input-date",
            subject=on,
        )
    return last


class _Inquiries:
    """The questions of a walk: one inquiry for each moment asked, which all subjects share."""

    def __init__(
        self,
        cases: Sequence[Case],
        chosen: tuple[tuple[str, str], ...],
        known: Inquiry | None = None,
    ) -> None:
        self.cases = cases
        self._chosen = chosen
        self._by_tick = {} if known is None else {known.asked.tick: known}

    def at(self, tick: int) -> Inquiry:
        found = self._by_tick.get(tick)
        if found is None:
            found = self._by_tick[tick] = Inquiry(self.cases, tick, self._chosen)
        return found


def asks_day(on: str) -> bool:
    """Return whether a moment asked is a day and not a minute."""
    moment = parse_moment(on)
    return moment.earliest != moment.latest


def changes_of(
    cases: Sequence[Case],
    sides: Sequence[Side],
    *,
    after: int | None,
    chosen: tuple[tuple[str, str], ...] = (),
    most: int,
    inquiry: Inquiry | None = None,
) -> tuple[Change, ...]:
    """Return the changes of some sides after a tick, the first of them up to a number."""
    found: list[tuple[int, Change]] = []
    inquiries = _Inquiries(cases, chosen, inquiry)
    walks = [_Walk(partial(_look_at_side, side, inquiries), after) for side in sides]
    while True:
        turns = [walk.turn for walk in walks if walk.turn is not None]
        last = sorted(turn for turn, _ in found)[most - 1] if len(found) >= most else LAST
        if not turns or min(turns) > last:
            break
        turn = min(turns)
        for walk in walks:
            if walk.turn == turn:
                before, there = walk.step()
                if there.shown != before.shown:
                    found.append((turn, _change(turn, before, there)))
    found.sort(key=lambda change: (change[0], change[1].of))
    return tuple(change for _, change in found[:most])


def _look_at_side(side: Side, inquiries: _Inquiries, asked: int) -> _Look:
    return _Look(side.name, inquiries.at(asked).of_side(side))


class _Walk:
    """A walk of one subject from day to day on which the answer may turn.

    Attributes:
        turn: The next tick on which it may, or None where there is none.
    """

    __slots__ = ("_look", "_there", "turn")

    def __init__(self, look: Callable[[int], _Look], after: int | None) -> None:
        asked = DAY - 1 if after is None else last_tick(after)
        self._look = look
        self._there = look(asked)
        self.turn = self._there.next_turn(asked)

    def step(self) -> tuple[_Look, _Look]:
        """Go to the next tick, and return how things stood before and stand there."""
        assert self.turn is not None
        asked = last_tick(self.turn)
        before, self._there = self._there, self._look(asked)
        self.turn = self._there.next_turn(asked)
        return before, self._there


def _of_norm(norm: Norm, bearer: Bearer, inquiries: _Inquiries) -> Iterator[tuple[int, Change]]:
    """Yield how a norm changes for a bearer, and when it is due."""
    name = f"term {norm.id}" + (f" ({bearer.name})" if bearer.name else "")
    plain = is_plain(norm, inquiries.cases)

    def look(asked: int) -> _Look:
        return _Look(name, inquiries.at(asked).of_norm(norm, bearer, is_plain=plain))

    walk = _Walk(look, None)
    changes = 0
    while walk.turn is not None and changes < _MOST:
        turn = walk.turn
        before, there = walk.step()
        if there.shown != before.shown:
            changes += 1
            kind = _KINDS[_newest(before, there).state]
            yield turn, replace(_change(turn, before, there), kind=kind, norm=norm.id)
    if norm.kind is NormKind.OBLIGATION:
        dues = find_dues(norm, bearer, inquiries.at(LAST))
        certainty = Certainty.CERTAINLY if len(dues) == 1 else Certainty.POSSIBLY
        for due in dues:
            yield from _falling_due(norm, name, due, certainty, look)


def _falling_due(
    norm: Norm, name: str, due: Due, certainty: Certainty, look: Callable[[int], _Look]
) -> Iterator[tuple[int, Change]]:
    """Yield that a norm is due, where it is not over by then."""
    assert norm.window is not None
    moment = parse_moment(due.day)
    there = look(last_tick(moment.latest))
    if moment.latest >= LAST or {held.state for held in there.held} <= {NormState.LAPSED}:
        return
    said = Reason(ReasonKind.TERM, f"when: {norm.window.text}", citations=norm.window.citations)
    read = tuple(Reason(ReasonKind.READING, words, rule="time") for words in due.readings)
    cause = "; ".join((f"when: {norm.window.text}", *due.readings))
    if moment.latest - moment.earliest >= DAY:
        cause += f"; on that day at the latest ({due.day})"
    yield (
        moment.latest,
        Change(
            on=tick_shown(moment.latest),
            of=name,
            before=there.shown,
            after=there.shown,
            cause=cause,
            reason=Reason(
                ReasonKind.CONCLUSION,
                f"{name} is due by {due.day}",
                because=(said if said.citations else of_term(said.text, norm.citations), *read),
            ),
            kind=ChangeKind.FALLS_DUE,
            certainty=certainty,
            norm=norm.id,
        ),
    )


def _change(turn: int, before: _Look, after: _Look) -> Change:
    new = _newest(before, after)
    day = turn - turn % DAY
    return Change(
        on=tick_shown(turn if turn % DAY not in {0, DAY - 1} else day).split("T")[0]
        if turn % DAY in {0, DAY - 1}
        else tick_shown(turn),
        of=after.name,
        before=before.shown,
        after=after.shown,
        cause=_cause(before, after, new),
        reason=new.reason,
        certainty=new.certainty,
    )


def _newest(before: _Look, after: _Look) -> Held:
    """Return the state that is new, else the one that became certain, else what tells most."""
    known = {h.state: h.certainty for h in before.held}
    for held in after.held:
        if held.state not in known:
            return held
    for held in after.held:
        if held.certainty is Certainty.CERTAINLY and known[held.state] is not held.certainty:
            return held
    gone = set(known) - {h.state for h in after.held}
    order = _AFTER_ACTIVE if NormState.ACTIVE in gone else _AFTER_PENDING
    return min(
        after.held, key=lambda held: order.index(held.state) if held.state in order else len(order)
    )


_AFTER_ACTIVE: tuple[State | NormState, ...] = (
    NormState.UNDETERMINED,
    NormState.LAPSED,
    NormState.BREACHED_VERIFIED,
    NormState.BREACHED_ALLEGED,
    NormState.FULFILLED,
)
"""What a norm most likely came to where it is not active any more."""
_AFTER_PENDING: tuple[State | NormState, ...] = (NormState.ACTIVE,)
"""What it most likely came to where it does not wait any more."""

_KINDS: dict[State | NormState, ChangeKind] = {
    NormState.PENDING: ChangeKind.WAITS,
    NormState.ACTIVE: ChangeKind.COMES_INTO_FORCE,
    NormState.FULFILLED: ChangeKind.FULFILLED,
    NormState.BREACHED_ALLEGED: ChangeKind.BREACHED,
    NormState.BREACHED_VERIFIED: ChangeKind.BREACHED,
    NormState.UNDETERMINED: ChangeKind.OVERDUE,
    NormState.LAPSED: ChangeKind.ENDS,
}
"""What it is to a norm that one of its states is new, or sure."""

_TELLING = (
    ReasonKind.SUPPOSITION,
    ReasonKind.FACT,
    ReasonKind.ABSENCE,
    ReasonKind.RULE,
    ReasonKind.TERM,
    ReasonKind.READING,
)
"""Which kind of reason tells best what changed, the best first."""

_BEGINNING = frozenset({ReasonKind.SUPPOSITION, ReasonKind.FACT, ReasonKind.TERM})
"""Which kinds of reason tell why something came into force."""

_ENDING = frozenset({ReasonKind.SUPPOSITION, ReasonKind.FACT, ReasonKind.ABSENCE, ReasonKind.RULE})
"""Which kinds of reason tell why a norm is over; what ended the agreement is told last."""


def _cause(before: _Look, after: _Look, new: Held) -> str:
    """Return what changes it: of the reasons that are new, the one that tells most."""
    earlier = {r.text for h in before.held for r in h.reason.because}
    fresh = [r for r in new.reason.because if r.text not in earlier]
    words = _told(new, fresh, earlier)
    gone = {h.state for h in before.held} - {h.state for h in after.held}
    if gone and new.state in {h.state for h in before.held}:
        lost = ", ".join(sorted(s.value.replace("_", " ") for s in gone))
        return f"no longer possibly {lost}" + (f": {words}" if fresh else "")
    return words


def _told(new: Held, fresh: Sequence[Reason], earlier: Set[str]) -> str:
    because = new.reason.because
    if new.state in {State.IN_FORCE, NormState.ACTIVE}:
        if NOT_OPENED in earlier and not any(r.text == NOT_OPENED for r in because):
            return "its window opens"
        acts = [r for r in fresh if r.kind in {ReasonKind.SUPPOSITION, ReasonKind.FACT}]
        begun = acts or [
            r for r in because if r.kind in _BEGINNING and not r.text.startswith(LASTS)
        ]
        if begun:
            return begun[-1].text
    if new.state is NormState.LAPSED:
        ended = [r for r in fresh if r.kind in _ENDING]
        if ended:
            return ended[-1].text
    told = sorted(fresh or because, key=lambda r: _TELLING.index(r.kind))
    return told[0].text if told else "the course of time"
