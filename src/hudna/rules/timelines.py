"""Timelines: the dates on which an answer can change, and what changes it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from hudna.domain.dossiers import Dossier
from hudna.domain.moments import DAY, LAST, last_tick, parse_moment, tick_shown
from hudna.errors import InputError
from hudna.rules.answers import Certainty, Change, Held, ReasonKind
from hudna.rules.cases import Case, to_cases
from hudna.rules.inquiries import Inquiry, to_held
from hudna.rules.norms import Rulebook, Side
from hudna.rules.suppositions import Supposition

_MOST = 1000
"""How many changes a timeline may have at the most."""


@dataclass(frozen=True, slots=True)
class _Look:
    """How things stand at the end of one day, and the days on which that can change."""

    held: tuple[Held, ...]
    turns: frozenset[int]

    @property
    def shown(self) -> tuple[str, ...]:
        return tuple(
            sorted(f"{h.certainty.value} {h.state.value}".replace("_", " ") for h in self.held)
        )


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
    cases = to_cases(
        dossier,
        rulebook,
        known_by=None if as_known_on is None else to_asked(as_known_on),
        suppositions=[s.fact for s in suppositions],
    )
    sides = [s for s in sides_of(rulebook, cases) if side is None or s.key == side]
    return changes_of(cases, sides, after=None, chosen=chosen, most=_MOST)


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
    for side in sides:
        turns = sorted(turn for turn, _ in found)
        until = turns[most - 1] if len(turns) >= most else LAST
        found += _of_side(
            cases, side, after=after, chosen=chosen, most=most, until=until, inquiry=inquiry
        )
    found.sort(key=lambda change: (change[0], change[1].of))
    return tuple(change for _, change in found[:most])


def _of_side(
    cases: Sequence[Case],
    side: Side,
    *,
    after: int | None,
    chosen: tuple[tuple[str, str], ...],
    most: int,
    until: int = LAST,
    inquiry: Inquiry | None = None,
) -> list[tuple[int, Change]]:
    """Walk from day to day on which the answer may turn, and keep those on which it does."""
    asked = DAY - 1 if after is None else last_tick(after)
    if inquiry is not None and inquiry.asked.tick == asked:
        explored = inquiry.of_side(side)
        look = _Look(to_held(explored, side.name), explored.turns)
    else:
        look = _look(cases, side, asked, chosen)
    found: list[tuple[int, Change]] = []
    while len(found) < most:
        turns = [turn for turn in look.turns if asked < turn <= until]
        if not turns:
            break
        turn = min(turns)
        asked = last_tick(turn)
        there = _look(cases, side, asked, chosen)
        if there.shown != look.shown:
            found.append((turn, _change(side, turn, look, there)))
        look = there
    return found


def _look(
    cases: Sequence[Case], side: Side, asked: int, chosen: tuple[tuple[str, str], ...]
) -> _Look:
    explored = Inquiry(cases, asked, chosen).of_side(side)
    return _Look(to_held(explored, side.name), explored.turns)


def _change(side: Side, turn: int, before: _Look, after: _Look) -> Change:
    new = _newest(before, after)
    day = turn - turn % DAY
    return Change(
        on=tick_shown(turn if turn % DAY not in {0, DAY - 1} else day).split("T")[0]
        if turn % DAY in {0, DAY - 1}
        else tick_shown(turn),
        of=side.name,
        before=before.shown,
        after=after.shown,
        cause=_cause(before, after, new),
        reason=new.reason,
    )


def _newest(before: _Look, after: _Look) -> Held:
    """Return the state that is new, else the one that became certain, else the first."""
    known = {h.state: h.certainty for h in before.held}
    for held in after.held:
        if held.state not in known:
            return held
    for held in after.held:
        if held.certainty is Certainty.CERTAINLY and known[held.state] is not held.certainty:
            return held
    return after.held[0]


_TELLING = (
    ReasonKind.SUPPOSITION,
    ReasonKind.FACT,
    ReasonKind.ABSENCE,
    ReasonKind.RULE,
    ReasonKind.TERM,
    ReasonKind.READING,
)
"""Which kind of reason tells best what changed, the best first."""


def _cause(before: _Look, after: _Look, new: Held) -> str:
    """Return what changes it: of the reasons that are new, the one that tells most."""
    earlier = {r.text for h in before.held for r in h.reason.because}
    fresh = [r for r in new.reason.because if r.text not in earlier]
    told = sorted(fresh or new.reason.because, key=lambda r: _TELLING.index(r.kind))
    words = told[0].text if told else "the course of time"
    gone = {h.state for h in before.held} - {h.state for h in after.held}
    if gone and new.state in {h.state for h in before.held}:
        lost = ", ".join(sorted(s.value.replace("_", " ") for s in gone))
        return f"no longer possibly {lost}" + (f": {words}" if fresh else "")
    return words
