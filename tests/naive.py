"""A second evaluator of the lifecycle, slow and plain, that follows docs/calculus.md by itself.

It takes a `Case`, a small agreement of which every date is a list of days, picks every day of every
date, every option of every reading, and every contested report as in or out, and works out the
state of each side in each of these completions. It shares no code with `hudna.rules`.

A day has three slots: before noon, noon, after noon. Whatever has a time of day happens at noon.
"""

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

BEFORE_NOON, NOON, AFTER_NOON = 0, 1, 2
SILENCE = -1
"""The slot of what silence did: the first minute of a day, before any act."""
NEVER = 10**9
"""A day after all days."""

CONCLUSIONS = {
    "accepted": "accepted",
    "acceded": "accepted",
    "declared": "declared",
    "signed": "agreed",
    "agreed": "agreed",
}
"""The acts that bind, with the state from being bound until the start."""
ANSWERS = {"accepted", "signed", "agreed"}
"""The acts of conclusion that come too late after the window."""
ONCE = {
    *CONCLUSIONS,
    "offered",
    "rejected",
    "began",
    "expired",
    "superseded",
    "ended",
    "revoked",
}
"""The acts that are done once, so that several reports of one are reports of one act."""
ORDER = (
    {"offered"},
    {"accepted", "signed", "agreed", "acceded", "declared"},
    {"began"},
    {"extended"},
    {"suspended"},
    {"resumed"},
    {"ended", "revoked", "expired"},
)
"""The order of acts without a time of day on one civil day."""


@dataclass(frozen=True)
class Report:
    """A report of an act: `days` are those that it may have been done on."""

    act: str
    days: tuple[int, ...]
    by: str | None = None
    against: str | None = None
    at_noon: bool = False
    effective: tuple[int, ...] | None = None
    until: int | str | None = None
    stance: str = "asserts"
    reviewed: bool = False
    document: int = 0


@dataclass(frozen=True)
class Window:
    """The window to answer: `opens` on a day or with the offer (None), or only `last` is stated."""

    opens: tuple[int, ...] | None = None
    length: str | None = None
    counts_first_day: bool | None = None
    last: int | None = None
    members: str | None = None
    """The words of the class for which its opening is stated, or None."""


@dataclass(frozen=True)
class Trigger:
    actor: str
    target: str | None
    effect: str


@dataclass(frozen=True)
class Case:
    """A small agreement and what is reported of it."""

    parties: tuple[str, ...]
    invitees: tuple[str, ...]
    reports: tuple[Report, ...]
    window: Window | None = None
    default: str | None = None
    start: tuple[int, ...] | str | None = None
    start_at_noon: bool = False
    length: str | None = None
    counts_first_day: bool | None = None
    end: tuple[int, ...] | None = None
    is_automatic: bool = False
    triggers: tuple[Trigger, ...] = ()
    known: tuple[tuple[int, ...], ...] = ((0,),)
    """The days on which each document may have been published."""


@dataclass(frozen=True)
class Deed:
    """An act in one completion."""

    act: str
    by: str | None
    against: str | None
    done: int
    """The day on which it was done."""
    day: int
    """The day from which it takes effect."""
    slot: int
    is_timed: bool
    until: int | str | None
    number: int

    @property
    def place(self) -> tuple[int, int]:
        return self.day, self.slot


@dataclass
class Choices:
    """The readings of one completion, each found when it is first asked for."""

    taken: dict[str, str] = field(default_factory=dict)
    asked: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def option(self, reading: str, options: tuple[str, ...]) -> str:
        self.asked.setdefault(reading, options)
        return self.taken.setdefault(reading, options[0])


def states_of(
    case: Case, day: int, *, noon: bool = False, as_known_on: int | None = None, limit: int = 3_000
) -> dict[str, frozenset[str]] | None:
    """Return the states that each side has in some completion, or None where they are too many."""
    found: dict[str, set[str]] = {}
    budget = limit
    for reports in _known_reports(case, as_known_on):
        for deeds in _deeds(case, reports, day, noon=noon):
            for dates in itertools.product(*_dates(case)):
                for states in _by_readings(case, deeds, dates, (day, NOON if noon else AFTER_NOON)):
                    budget -= 1
                    if budget < 0:
                        return None
                    for side, state in states.items():
                        found.setdefault(side, set()).add(state)
    return {side: frozenset(states) for side, states in found.items()}


PENDING = {"not_offered", "offered", "accepted", "agreed", "declared", "suspended"}
LAPSED = {"rejected", "rejected_by_default", "never_concluded"}


def breaches_of(
    case: Case, day: int, *, as_known_on: int | None = None, limit: int = 3_000
) -> dict[str, frozenset[str]] | None:
    """Return the states of a promise of each side not to attack, of any length.

    Returns:
        None where the completions are too many, or where an act has a time or an effect of its own.
    """
    if case.start_at_noon or any(r.at_noon or r.effective for r in case.reports):
        return None
    found: dict[str, set[str]] = {}
    budget = limit
    for reports in _known_reports(case, as_known_on):
        verified = {
            number
            for number, group in enumerate(_groups(reports))
            if any(report.reviewed for report in group)
        }
        for deeds in _deeds(case, reports, day, noon=False):
            for dates in itertools.product(*_dates(case)):
                pending: list[dict[str, str]] = [{}]
                seen: set[tuple[tuple[str, str], ...]] = set()
                while pending:
                    budget -= 1
                    if budget < 0:
                        return None
                    choices = Choices(dict(pending.pop()))
                    asked = (day, AFTER_NOON)
                    completion = _Completion(case, deeds, dates, AFTER_NOON, asked, choices)
                    for side in (*case.parties, *case.invitees):
                        state = completion.promise(side, verified)
                        found.setdefault(side, set()).add(state)
                    pending += _other_choices(choices, seen)
    return {side: frozenset(states) for side, states in found.items()}


def _other_choices(
    choices: "Choices", seen: set[tuple[tuple[str, str], ...]]
) -> Iterator[dict[str, str]]:
    """Yield the choices that differ in one reading that was asked for, each once."""
    for reading, options in choices.asked.items():
        for option in options:
            other = {**choices.taken, reading: option}
            key = tuple(sorted(other.items()))
            if key not in seen:
                seen.add(key)
                yield other


# Which reports count, and when each act was.


def _known_reports(case: Case, as_known_on: int | None) -> Iterator[tuple[Report, ...]]:
    """Yield the reports that are known, for each way in which documents may have been known."""
    ways: list[list[bool]] = []
    for days in case.known:
        if as_known_on is None or max(days) <= as_known_on:
            ways.append([True])
        else:
            ways.append([True, False] if min(days) <= as_known_on else [False])
    for known in itertools.product(*ways):
        yield tuple(r for r in case.reports if known[r.document])


def _deeds(case: Case, reports: Sequence[Report], last: int, *, noon: bool) -> Iterator[list[Deed]]:
    """Yield the acts in every way in which they may have been done by a last day."""
    alternatives: list[list[Deed | None]] = []
    for number, group in enumerate(_groups(reports)):
        options: list[Deed | None] = []
        if _is_contested(group):
            options.append(None)
        first = group[0]
        for done, at_noon, effective in _merged_days(group):
            for day in effective or (done,):
                if day > last:
                    options.append(None)
                    continue
                timed = at_noon and effective is None
                slots: tuple[int, ...] = (AFTER_NOON,)
                if timed:
                    slots = (NOON,)
                elif noon or _has_times(case):
                    slots = (BEFORE_NOON, AFTER_NOON)
                options += [
                    Deed(
                        first.act,
                        first.by,
                        first.against,
                        done,
                        day,
                        slot,
                        timed,
                        first.until,
                        number,
                    )
                    for slot in slots
                ]
        alternatives.append(list(dict.fromkeys(options)))
    for chosen in itertools.product(*alternatives):
        deeds = [deed for deed in chosen if deed is not None]
        if all(_may_be(one, other) for one, other in itertools.combinations(deeds, 2)):
            yield deeds


def _has_times(case: Case) -> bool:
    return any(report.at_noon for report in case.reports)


def _groups(reports: Sequence[Report]) -> list[list[Report]]:
    groups: dict[object, list[Report]] = {}
    for report in reports:
        key: object = (report.act, report.by) if report.act in ONCE else None
        if report.act == "offered":
            key = (report.act, report.by, report.against)
        if key is None:
            key = (
                report.act,
                report.by,
                report.against,
                report.days,
                report.effective,
                report.until,
                report.at_noon,
            )
        groups.setdefault(key, []).append(report)
    return list(groups.values())


def _is_contested(group: Sequence[Report]) -> bool:
    if any(report.reviewed for report in group):
        return False
    if any(report.stance == "denies" for report in group):
        return True
    return not any(report.stance == "asserts" for report in group)


def _merged_days(
    group: Sequence[Report],
) -> Iterator[tuple[int, bool, tuple[int, ...] | None]]:
    """Yield the days that the reports of one act leave, whether timed, and those of its effect."""
    group = [report for report in group if report.stance != "denies"] or group
    common = set(group[0].days).intersection(*(report.days for report in group))
    if common:
        at_noon = any(report.at_noon for report in group)
        for day in sorted(common):
            yield day, at_noon, group[0].effective
        return
    days = [set(report.days) for report in group]
    for report, own in zip(group, days, strict=True):
        if not any(other < own for other in days):
            for day in report.days:
                yield day, report.at_noon, report.effective


def has_effects_that_differ(case: Case) -> bool:
    """Return whether reports of one act differ in its effect, of which the page says nothing."""
    return any(len({r.effective for r in group}) > 1 for group in _groups(case.reports))


def _rank(act: str) -> int | None:
    return next((rank for rank, acts in enumerate(ORDER) if act in acts), None)


def _may_be(one: Deed, other: Deed) -> bool:
    """Return whether two acts keep the order of acts without a time on one day."""
    if one.day != other.day or one.is_timed or other.is_timed:
        return True
    first, second = _rank(one.act), _rank(other.act)
    if first is None or second is None or first == second:
        return True
    return one.slot <= other.slot if first < second else other.slot <= one.slot


def _dates(case: Case) -> list[Sequence[int]]:
    """Return the days that the start, the end and the opening of the window may be."""
    start = case.start if isinstance(case.start, tuple) else (0,)
    end = case.end or (0,)
    opens = (case.window.opens if case.window else None) or (0,)
    return [start, end, opens]


def _by_readings(
    case: Case, deeds: Sequence[Deed], dates: Sequence[int], asked: tuple[int, int]
) -> Iterator[Mapping[str, str]]:
    """Yield the states under every option of every reading that matters."""
    start_slots: tuple[int, ...] = (NOON,) if case.start_at_noon else (AFTER_NOON,)
    if asked[1] == NOON and not case.start_at_noon:
        start_slots = (BEFORE_NOON, AFTER_NOON)
    for slot in start_slots:
        pending: list[dict[str, str]] = [{}]
        seen: set[tuple[tuple[str, str], ...]] = set()
        while pending:
            choices = Choices(dict(pending.pop()))
            yield _Completion(case, deeds, dates, slot, asked, choices).states()
            pending += _other_choices(choices, seen)


class _Completion:
    """One completion at one moment: only what takes effect by then is seen."""

    def __init__(
        self,
        case: Case,
        deeds: Sequence[Deed],
        dates: Sequence[int],
        start_slot: int,
        asked: tuple[int, int],
        choices: Choices,
    ) -> None:
        self.case = case
        self.asked = asked
        self._bound: dict[str, tuple[tuple[int, int], str] | None] = {}
        self.choices = choices
        self.start_day, self.end_day, self.opens = dates
        self.start_slot = start_slot
        self.deeds = sorted(
            (deed for deed in deeds if deed.place <= asked),
            key=lambda d: (d.day, d.slot, 9 if _rank(d.act) is None else _rank(d.act), d.act),
        )
        acceding = [r.by for r in case.reports if r.act == "acceded" and r.by]
        named = (*case.parties, *case.invitees)
        self.sides = [*named, *dict.fromkeys(by for by in acceding if by not in named)]
        self.members = case.window.members if case.window else None
        if self.members:
            self.sides.append(self.members)

    def states(self) -> dict[str, str]:
        return {side: self.state(side) for side in self.sides}

    # Norms on a date: a promise not to attack

    def promise(self, side: str, verified: set[int]) -> str:
        worst = ""
        for deed in self.deeds:
            if deed.act != "attacked" or deed.by != side:
                continue
            if deed.against is not None and deed.against not in self.sides:
                continue  # Each side promises it to the others.
            if not self.is_broken_by(side, deed):
                continue
            if deed.number in verified:
                return "breached_verified"
            broke = self.choices.option(f"whether {deed.number} broke it", ("yes", "no"))
            worst = "breached_alleged" if broke == "yes" else worst
        if worst:
            return worst
        state = self.state(side)
        if state == "in_force":
            return "active"
        return "pending" if state in PENDING else "lapsed"

    def is_broken_by(self, side: str, attack: Deed) -> bool:
        """Return whether it was in force for a side at the moment of its attack."""
        same_day = [d for d in self.deeds if d.day == attack.day and d != attack]
        ranks = sorted({rank for d in same_day if (rank := _rank(d.act)) is not None})
        passed = -1
        if ranks:
            options = ("before all", *(str(rank) for rank in ranks))
            option = self.choices.option(f"what came before {attack.number}", options)
            passed = -1 if option == "before all" else int(option)
        before = [d for d in self.deeds if d.day < attack.day]
        for deed in same_day:
            rank = _rank(deed.act)
            if rank is not None:
                is_before = rank <= passed
            else:
                name = f"whether {deed.number} came before {attack.number}"
                is_before = self.choices.option(name, ("yes", "no")) == "yes"
            if is_before:
                before.append(deed)
        slot = AFTER_NOON
        if isinstance(self.case.start, tuple) and self.start_day == attack.day:
            option = self.choices.option(f"start and {attack.number}", ("started", "not yet"))
            slot = AFTER_NOON if option == "started" else AFTER_NOON + 1
        then = _Completion(
            self.case,
            before,
            (self.start_day, self.end_day, self.opens),
            slot,
            (attack.day, AFTER_NOON),
            self.choices,
        )
        return then.state(side) == "in_force"

    # 3 Before it is bound

    def state(self, side: str) -> str:
        bound = self.bound(side)
        if bound is None:
            return self.unbound_state(side)
        ending = self.ending(side)
        if ending is not None:
            return ending[1]
        if self.is_suspended(side):
            return "suspended"
        start = self.start(side)
        if start is not None and max(start, bound[0]) <= self.asked:
            return "in_force"
        return bound[1]

    def unbound_state(self, side: str) -> str:
        if any(d.by == side for d in self.offers()):
            made_to = self.made_to(side)
            if made_to and all(
                self.bound(each) is None and self.unbound_state(each).startswith("rejected")
                for each in made_to
            ):
                return "never_concluded"
            return "offered"
        if self.rejections(side):
            return "rejected"
        offer = self.offer_to(side)
        if offer is None:
            return "not_offered"
        last = self.window_last(side)
        if last is not None and self.asked[0] > last and self.case.default == "rejection":
            return "rejected_by_default"
        return "offered"

    def offers(self) -> list[Deed]:
        return [d for d in self.deeds if d.act == "offered"]

    def made_to(self, side: str) -> list[str]:
        """Return whom a side made its offers to."""
        named: list[str] = []
        for deed in self.offers():
            if deed.by == side:
                named += [deed.against] if deed.against else self.case.invitees
                named += [self.members] if self.members and not deed.against else []
        return list(dict.fromkeys(named))

    def offer_to(self, side: str) -> Deed | None:
        if side == self.members:
            return next((d for d in self.offers() if d.against is None), None)
        return next(
            (
                d
                for d in self.offers()
                if d.against == side or (d.against is None and side in self.case.invitees)
            ),
            None,
        )

    def rejections(self, side: str) -> list[Deed]:
        return [d for d in self.deeds if d.act == "rejected" and self.is_act_of(d, side)]

    def is_act_of(self, deed: Deed, side: str) -> bool:
        if deed.by is not None:
            return deed.by == side
        if side in self.case.parties:
            return True
        is_invited = side in self.case.invitees or side == self.members
        return is_invited and deed.act in {"accepted", "rejected"}

    # 2 Answer window

    def window_last(self, side: str) -> int | None:
        """Return the last day of the window for a side, or None where it never closes."""
        window = self.case.window
        if window is None or side not in (*self.case.parties, *self.case.invitees, self.members):
            return None
        if window.members and side in self.case.invitees:
            answer = self.choices.option(f"whether {side} is one of them", ("yes", "no"))
            if answer == "no":
                return None
        if window.last is not None:
            return window.last
        opens = self.window_first(side)
        return None if opens is None else self.last_day(opens, window.length, "window")

    def window_first(self, side: str) -> int | None:
        window = self.case.window
        if window is None:
            return None
        if window.opens is not None:
            return self.opens
        offer = self.offer_to(side)
        if offer is None:
            offer = next((d for d in self.offers() if d.by == side), None)
        return offer.day if offer else None

    def last_day(self, first: int, length: str | None, of: str) -> int:
        assert length is not None
        stated = (
            self.case.window.counts_first_day
            if of == "window" and self.case.window
            else self.case.counts_first_day
            if of == "period"
            else None
        )
        if stated is None:
            stated = self.choices.option(f"first day of {of}", ("counts", "does not")) == "counts"
        return later(first, length) - (1 if stated else 0)

    # 1 Bound

    def bound(self, side: str) -> tuple[tuple[int, int], str] | None:
        """Return from when a side is bound, and its state until the start."""
        if side not in self._bound:
            self._bound[side] = self._find_bound(side)
        return self._bound[side]

    def _find_bound(self, side: str) -> tuple[tuple[int, int], str] | None:
        if not any(d.by == side for d in self.offers()):
            return self.bound_by_acts(side)
        own = self.bound_by_acts(side, counts_late=False)
        offerees = [self.bound_by_acts(each) for each in self.made_to(side)]
        first = min((each[0] for each in offerees if each is not None), default=None)
        if first is None:
            return own or self.bound_by_acts(side)
        return own if own and own[0] < first else (first, "agreed")

    def bound_by_acts(
        self, side: str, *, counts_late: bool = True
    ) -> tuple[tuple[int, int], str] | None:
        last = self.window_last(side)
        rejections = self.rejections(side)
        for deed in self.deeds:
            if deed.act not in CONCLUSIONS or not self.is_act_of(deed, side):
                continue
            answers = ANSWERS if side in self.case.invitees else {"accepted"}
            is_late = deed.act in answers and last is not None and deed.done > last
            if is_late and not (counts_late and self.late_binds(last, rejections)):
                continue
            return deed.place, CONCLUSIONS[deed.act]
        return self.bound_by_silence(side, last, rejections)

    def late_binds(self, last: int | None, rejections: Sequence[Deed]) -> bool:
        assert last is not None
        if self.case.default == "rejection":
            return False
        if self.case.default == "acceptance" and not any(r.done <= last for r in rejections):
            return False  # It is bound by its silence already.
        return self.choices.option("late answer", ("binds", "does not")) == "binds"

    def bound_by_silence(
        self, side: str, last: int | None, rejections: Sequence[Deed]
    ) -> tuple[tuple[int, int], str] | None:
        if self.case.default != "acceptance" or last is None or self.asked[0] <= last:
            return None
        if side in self.case.parties:
            return None
        if self.offer_to(side) is None or any(r.done <= last for r in rejections):
            return None
        return (last + 1, SILENCE), "accepted"

    # 4 Concluded, not begun; 5 In force

    def start(self, side: str) -> tuple[int, int] | None:
        """Return when it starts for a side, or None where it has not begun."""
        bound = self.bound(side)
        assert bound is not None
        if self.case.start == "conclusion":
            return bound[0]
        if isinstance(self.case.start, tuple):
            return self.start_day, self.start_slot
        began = self.began()
        if began is not None:
            return began.place
        if self.case.length is not None:
            return self.period_start(side, bound[0])
        option = self.choices.option("start", ("when it was concluded", "not begun yet"))
        return bound[0] if option == "when it was concluded" else None

    def began(self) -> Deed | None:
        return next((d for d in self.deeds if d.act == "began"), None)

    def period_start(self, side: str, bound: tuple[int, int]) -> tuple[int, int]:
        if self.case.window is None:
            return bound
        last = self.window_last(side)
        first = self.window_first(side)
        if last is None:
            return bound
        options = ("when bound", "last") if first is None else ("first", "when bound", "last")
        option = self.choices.option("start of the period", options)
        if option == "when bound":
            return bound
        if option == "first":
            assert first is not None
            return first, BEFORE_NOON
        return last, BEFORE_NOON

    def bound_place(self, side: str) -> tuple[int, int]:
        found = self.bound(side)
        return found[0] if found else (NEVER, 0)

    def last(self, side: str) -> int:
        """Return the last day in force by its period or its end, or NEVER."""
        if self.case.end is not None:
            last = self.end_day
        elif self.case.length is not None:
            start = self.start(side)
            assert start is not None
            last = self.last_day(start[0], self.case.length, "period")
        else:
            return NEVER
        if self.case.is_automatic:
            return NEVER
        for deed in self.deeds:
            if deed.act != "extended":
                continue
            if deed.day > last + 1:
                option = self.choices.option("late extension", ("revives it", "does not"))
                if option == "does not":
                    continue
            if deed.until is None:
                last = NEVER
            elif isinstance(deed.until, int):
                last = deed.until
            elif last != NEVER:
                last = later(last, deed.until)
        return last

    # 6 Suspended

    def is_suspended(self, side: str) -> bool:
        resumed = [d for d in self.deeds if d.act == "resumed" and self.is_of_agreement(d)]
        for deed in self.deeds:
            if deed.act == "suspended" and self.is_of_agreement(deed):
                if not self.is_since(deed, self.bound_place(side)):
                    continue
                until = deed.until
                if isinstance(until, str):
                    until = self.last_day(deed.day, until, f"suspension {deed.number}")
                if until is not None and self.asked[0] > until:
                    continue
            elif not any(
                t.effect == "suspends" and self.matches(t, deed, side) for t in self.case.triggers
            ):
                continue
            if not any(self.comes_after(r, deed) for r in resumed):
                return True
        return False

    def is_of_agreement(self, deed: Deed) -> bool:
        return deed.by is None or deed.by in self.sides

    def comes_after(self, later_one: Deed, deed: Deed) -> bool:
        if later_one.day == deed.day and not (later_one.is_timed and deed.is_timed):
            return True  # What triggers a suspension stands where `suspended` does.
        return later_one.place >= deed.place

    # 7 Terminated; 8 Triggers; 9 Superseded; 10 The first ending counts

    def ending(self, side: str) -> tuple[tuple[int, int], str] | None:
        bound = self.bound(side)
        assert bound is not None
        endings: list[tuple[tuple[int, int], str]] = []
        for deed in self.deeds:
            if not self.is_since(deed, bound[0]):
                continue
            for trigger in self.case.triggers:
                if self.matches(trigger, deed, side):
                    endings += self.triggered(trigger, deed)
            if deed.act in {"revoked", "ended", "rejected"} and self.ends_for(deed, side):
                endings.append(((deed.day, 7), "terminated"))
            if deed.act == "expired":
                endings.append(((deed.day, 8), "expired"))
            if deed.act == "superseded":
                endings.append(((deed.day, 9), "superseded"))
        last = self.last(side)
        if self.asked[0] > last:
            is_later = bound[0][0] > last
            endings.append(((bound[0][0], -1) if is_later else (last + 1, 8), "expired"))
        return min(endings) if endings else None

    def triggered(self, trigger: Trigger, deed: Deed) -> list[tuple[tuple[int, int], str]]:
        if trigger.effect in {"right_to_end", "suspends"}:
            return []
        if trigger.effect == "unclear":
            number = self.case.triggers.index(trigger)
            option = self.choices.option(f"effect of {number}", ("ends it", "ends nothing"))
            if option == "ends nothing":
                return []
        return [
            (
                (deed.day, self.case.triggers.index(trigger)),
                "void" if trigger.effect == "void" else "terminated",
            )
        ]

    def is_since(self, deed: Deed, bound: tuple[int, int]) -> bool:
        """Return whether an act was on or after the day, or the time, on which a side was bound."""
        if deed.is_timed and bound[1] == NOON:
            return deed.place >= bound
        return deed.day >= bound[0]

    def ends_for(self, deed: Deed, side: str) -> bool:
        if deed.act == "rejected" and deed.by is None:
            return self.is_revocation(deed, side) and self.is_act_of(deed, side)
        if deed.by is None:
            return True
        if deed.by not in self.sides or not self.is_revocation(deed, deed.by):
            return False
        if self.has_left(deed.by, deed):
            return False
        return deed.by == side or self.number_bound(deed) < 3

    def is_revocation(self, deed: Deed, side: str) -> bool:
        """Return whether a side is bound when it does something, and has not left before."""
        bound = self.bound(side)
        if bound is None or not self.is_since(deed, bound[0]):
            return False
        if deed.act != "rejected":
            return True
        if bound[0][0] != deed.day or bound[0][1] == SILENCE:
            return True
        if deed.is_timed and bound[0][1] == NOON:
            return deed.place >= bound[0]
        name = f"acceptance and rejection by {side}"
        return self.choices.option(name, ("rejected last", "accepted last")) == "rejected last"

    def number_bound(self, deed: Deed) -> int:
        """Return how many sides are bound at an act and did not leave before by their own."""
        count = 0
        for side in self.sides:
            bound = self.bound(side)
            if side == self.members:
                continue
            if bound is None or bound[0][0] > deed.day:
                continue
            count += not self.has_left(side, deed)
        return count

    def has_left(self, side: str, deed: Deed) -> bool:
        """Return whether a side revoked it on a day before an act."""
        return any(
            d.day < deed.day
            and d.by == side
            and d.act in {"revoked", "ended", "rejected"}
            and self.is_revocation(d, side)
            for d in self.deeds
        )

    def matches(self, trigger: Trigger, deed: Deed, side: str) -> bool:
        if deed.act != "attacked":
            return False
        bound = self.bound(side)
        if bound is None or not self.is_since(deed, bound[0]):
            return False
        number = self.case.triggers.index(trigger)
        if deed.by is None:
            if self.choices.option(f"actor of {deed.number} {number}", ("yes", "no")) == "no":
                return False
        elif deed.by != trigger.actor:
            return False
        if trigger.target is not None and deed.against is not None:
            return trigger.target == deed.against
        if trigger.target is None and deed.against in self.sides:
            return True
        of = f"target of {number}" if trigger.target is None else f"target {deed.number} {number}"
        return self.choices.option(of, ("anyone", "a side of it")) == "anyone"


def later(day: int, length: str) -> int:
    """Return the day that lies a length (`P9D`, `P2W`, `P1M`) after a day."""
    number, unit = int(length[1:-1]), length[-1]
    if unit in "DW":
        return day + number * (7 if unit == "W" else 1)
    there = date.fromordinal(day)
    month = there.month - 1 + number
    year, month = there.year + month // 12, month % 12 + 1
    for number_of_day in range(there.day, 0, -1):
        try:
            return date(year, month, number_of_day).toordinal()
        except ValueError:
            continue
    raise AssertionError
