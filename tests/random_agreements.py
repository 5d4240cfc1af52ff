"""Random small agreements, each as a `Case` for the naive evaluator and as a dossier.

The same number gives the same agreement, question and day.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from hudna.domain.codebook import Act, DateKind, Modality, Role, Stage, Stance
from hudna.domain.dossiers import Dossier
from hudna.rules.answers import Certainty
from hudna.rules.asking import ask
from hudna.rules.compiling import compile_rules
from hudna.vocabulary import load_vocabulary
from naive import Case, Report, Trigger, Window, breaches_of, has_effects_that_differ, states_of
from scenarios.building import (
    Ask,
    DateSpec,
    DocumentSpec,
    FactSpec,
    ParticipantSpec,
    ScenarioSpec,
    TermSpec,
    to_dossier,
)

BASE = date(2016, 1, 25).toordinal()
"""The first day of most of them, so that a month ends and a leap day falls among theirs."""
LONG_AGO = tuple(range(BASE - 40, BASE))
"""The days that stand for any time up to the first document, for what nobody dates."""
CLASS = "the groups whose leaders met at the mill"
OUTSIDER = "Sky Alliance"


@dataclass(frozen=True)
class Question:
    day: int
    noon: bool = False
    as_known_on: int | None = None

    @property
    def on(self) -> str:
        return iso(self.day) + ("T12:00" if self.noon else "")


@dataclass(frozen=True)
class Difference:
    number: int
    question: Question
    side: str
    naive: frozenset[str]
    asked: frozenset[str]
    case: str = ""


@dataclass(frozen=True)
class Comparison:
    """What came of one agreement; `skipped` questions had too many completions for either."""

    sides: int
    skipped: int
    differences: tuple[Difference, ...]


def iso(day: int) -> str:
    return date.fromordinal(day).isoformat()


def to_edtf(days: Sequence[int], *, noon: bool = False) -> str:
    """Return the EDTF of days, each of which it may be."""
    if noon:
        times = [f"{iso(day)}T12:00" for day in days]
        return times[0] if len(times) == 1 else f"[{','.join(times)}]"
    if len(days) == 1:
        return iso(days[0])
    if days[-1] - days[0] == len(days) - 1:
        return f"{iso(days[0])}/{iso(days[-1])}"
    return f"[{','.join(iso(day) for day in days)}]"


class Generator:
    """Draws cases and questions from one source of randomness."""

    def __init__(self, source: random.Random) -> None:
        self.random = source

    def chance(self, share: float) -> bool:
        return self.random.random() < share

    def some_days(self, first: int, last: int, *, most: int = 5) -> tuple[int, ...]:
        """Return a day, a stretch of days, or two days apart."""
        one = self.random.randint(first, last)
        if self.chance(0.55):
            return (one,)
        if self.chance(0.25):
            other = self.random.randint(first, last)
            return tuple(sorted({one, other}))
        return tuple(range(one, min(one + self.random.randint(1, most - 1), last) + 1))

    def stance(self) -> str:
        return self.random.choices(["asserts", "alleges"], [0.8, 0.2])[0]

    def length(self) -> str:
        return self.random.choice(["P3D", "P5D", "P7D", "P1W", "P9D", "P1M"])

    def counts(self) -> bool | None:
        return self.random.choice([True, False, None])

    def case(self) -> Case:
        return self.proposal() if self.chance(0.55) else self.concluded()

    def proposal(self) -> Case:
        invitees = tuple(["B", "C"][: self.random.choice([1, 1, 2])])
        window = self.window() if self.chance(0.75) else None
        default = self.random.choice(["rejection", "rejection", "acceptance", None])
        reports = []
        offered = self.some_days(BASE, BASE + 4, most=3)
        reports.append(Report("offered", offered, "A"))
        for side in invitees:
            for _ in range(self.random.choice([0, 1, 1, 1, 2])):
                act = self.random.choice(["accepted", "accepted", "accepted", "rejected", "signed"])
                reports.append(self.report(act, side, BASE, BASE + 14))
        if self.chance(0.06):
            reports.append(self.report("accepted", None, BASE + 2, BASE + 12))
        if self.chance(0.06):
            reports.append(self.report("signed", "A", BASE + 2, BASE + 12))
        return self.rest(("A",), invitees, reports, window, default if window else None)

    def window(self) -> Window:
        kind = self.random.random()
        if kind < 0.2:
            return Window(last=self.random.randint(BASE + 3, BASE + 9))
        length = self.random.choice(["P3D", "P5D", "P1W"])
        if kind < 0.4:
            return Window(length=length, counts_first_day=self.counts())
        opens = self.some_days(BASE + 1, BASE + 5, most=3)
        members = CLASS if self.chance(0.2) else None
        return Window(opens, length, self.counts(), members=members)

    def concluded(self) -> Case:
        parties = tuple(["A", "B", "C"][: self.random.choice([1, 2, 2, 2, 3])])
        act = "agreed" if len(parties) > 1 and self.chance(0.8) else "declared"
        reports = [Report(act, self.some_days(BASE, BASE + 8), None)]
        if self.chance(0.15):
            reports.append(self.report("acceded", "D", BASE + 4, BASE + 14))
        if self.chance(0.05):
            reports.append(self.report("rejected", None, BASE + 4, BASE + 14))
        return self.rest(parties, (), reports, None, None)

    def report(self, act: str, by: str | None, first: int, last: int, **more: Any) -> Report:
        days = LONG_AGO if self.chance(0.02) else self.some_days(first, last)
        if days is LONG_AGO:
            return Report(act, days, by, more.get("against"), until=more.get("until"))
        at_noon = len(days) == 1 and self.chance(0.12)
        effective = None
        if not at_noon and self.chance(0.06):
            effective = self.some_days(days[0] - 2, days[-1] + 4, most=2)
        stance = self.stance()
        reviewed = stance == "alleges" and self.chance(0.15)
        return Report(
            act,
            days,
            by,
            more.get("against"),
            at_noon,
            effective,
            more.get("until"),
            stance,
            reviewed,
            int(self.chance(0.25)),
        )

    def rest(
        self,
        parties: tuple[str, ...],
        invitees: tuple[str, ...],
        reports: list[Report],
        window: Window | None,
        default: str | None,
    ) -> Case:
        start: tuple[int, ...] | str | None = None
        kind = self.random.random()
        if kind < 0.35:
            start = "conclusion"
        elif kind < 0.6:
            start = self.some_days(BASE + 2, BASE + 12, most=4)
        length = self.length() if self.chance(0.5) else None
        end = self.some_days(BASE + 8, BASE + 18) if not length and self.chance(0.25) else None
        triggers = tuple(self.trigger() for _ in range(self.random.choice([0, 0, 0, 1, 1, 2])))
        sides = [*parties, *invitees]
        reports += [
            self.later_report(sides, has_length=length is not None)
            for _ in range(self.random.choice([0, 0, 1, 1, 2]))
        ]
        if triggers and self.chance(0.8):
            reports.append(self.attack(sides))
        if start is None and self.chance(0.4):
            reports.append(self.report("began", None, BASE + 2, BASE + 10))
        if self.chance(0.12):
            told = self.random.choice(reports)
            if told.act in {"accepted", "rejected", "revoked", "agreed", "signed"}:
                days = told.days if self.chance(0.5) else self.some_days(BASE, BASE + 12)
                stance = self.random.choice(["asserts", "alleges", "denies"])
                reports.append(
                    Report(told.act, days, told.by, stance=stance, document=int(self.chance(0.5)))
                )
        known = ((BASE - 1,), self.some_days(BASE + 5, BASE + 15))
        return Case(
            parties,
            invitees,
            tuple(reports),
            window,
            default,
            start,
            isinstance(start, tuple) and len(start) == 1 and self.chance(0.15),
            length,
            self.counts() if length else None,
            end,
            bool(length) and self.chance(0.1),
            triggers,
            known,
        )

    def trigger(self) -> Trigger:
        effect = self.random.choice(
            ["automatic", "automatic", "void", "right_to_end", "suspends", "unclear"]
        )
        return Trigger(self.random.choice([OUTSIDER, "B"]), self.random.choice([None, "A"]), effect)

    def attack(self, sides: Sequence[str]) -> Report:
        against = self.random.choice(["A", "A", sides[-1], "Desert Band", None])
        by = self.random.choice([OUTSIDER, "B", None])
        return self.report("attacked", by, BASE + 3, BASE + 14, against=against)

    def later_report(self, sides: Sequence[str], *, has_length: bool) -> Report:
        act = self.random.choice(
            ["revoked", "revoked", "ended", "rejected", "suspended", "resumed", "expired"]
            + ["superseded"]
            + ["extended"] * (2 if has_length else 0)
        )
        by: str | None = self.random.choice(sides)
        if act in {"expired", "superseded", "extended"} or (
            act in {"suspended", "resumed", "ended"} and self.chance(0.6)
        ):
            by = None
        until: int | str | None = None
        if act == "extended":
            until = self.random.choice([None, BASE + 20, BASE + 25, "P4D"])
        if act == "suspended":
            until = self.random.choice([None, None, BASE + 14, "P3D"])
        return self.report(act, by, BASE + 3, BASE + 18, until=until)

    def question(self, case: Case) -> Question:
        has_times = case.start_at_noon or any(r.at_noon for r in case.reports)
        day = self.random.randint(BASE, BASE + 26)
        if case.length == "P1M" and self.chance(0.4):
            day += 25
        known = self.random.randint(BASE, BASE + 16) if self.chance(0.2) else None
        return Question(day, has_times and self.chance(0.3), known)


def make(number: int, *, questions: int = 2) -> tuple[Case, list[Question]]:
    """Return the agreement of a number and what to ask of it."""
    generator = Generator(random.Random(number))  # noqa: S311 (no secret)
    case = generator.case()
    return case, [generator.question(case) for _ in range(questions)]


def to_scenario(case: Case, *, has_norms: bool = False) -> ScenarioSpec:
    """Return a case in the form of a scenario, with a promise and a duty where asked for."""
    documents = [
        DocumentSpec(
            published=to_edtf(days),
            stage=_stage(case) if number == 0 else None,
            participants=_participants(case) if number == 0 else [],
            dates=_dates(case) if number == 0 else [],
            terms=[*_terms(case), *(_NORMS if has_norms else ())] if number == 0 else [],
            facts=[_fact(report) for report in _told(case) if report.document == number],
        )
        for number, days in enumerate(case.known)
    ]
    asked = [Ask(on="2016-01-01", readings=[])]
    return ScenarioSpec("random", ["completions"], "random", documents[0], asked, [], documents[1:])


def dossier_of(case: Case, *, has_norms: bool = False) -> Dossier:
    return to_dossier(to_scenario(case, has_norms=has_norms), {})


def compare(number: int, *, questions: int = 2) -> Comparison:
    """Return how many sides were compared for a number, and where the evaluators differ."""
    case, asked = make(number, questions=questions)
    compared, skipped, differences = 0, 0, list[Difference]()
    if has_effects_that_differ(case):
        return Comparison(0, len(asked), ())
    dossier = dossier_of(case)
    rulebook = compile_rules(dossier, load_vocabulary())
    for question in asked:
        expected = states_of(
            case, question.day, noon=question.noon, as_known_on=question.as_known_on
        )
        if expected is None:
            skipped += 1
            continue
        known = iso(question.as_known_on) if question.as_known_on is not None else None
        answer = ask(dossier, rulebook, on=question.on, as_known_on=known)
        for side in answer.sides:
            held = {
                h.state.value: h.certainty
                for h in side.held
                if h.certainty is not Certainty.CERTAINLY_NOT
            }
            if Certainty.UNDETERMINED in held.values():
                continue
            compared += 1
            own = expected.get(side.name, frozenset({"not asked"}))
            certainty = Certainty.CERTAINLY if len(own) == 1 else Certainty.POSSIBLY
            if held != dict.fromkeys(own, certainty):
                differences.append(Difference(number, question, side.name, own, frozenset(held)))
        names = {side.name for side in answer.sides}
        for side_name, own in expected.items():
            if side_name not in names and own != {"not_offered"}:
                differences.append(Difference(number, question, side_name, own, frozenset()))
    return Comparison(compared, skipped, tuple(differences))


def compare_promises(number: int) -> Comparison:
    """Return the same for a promise of each side not to attack, with more attacks reported."""
    generator = Generator(random.Random(number))  # noqa: S311 (no secret)
    case = generator.case()
    attacks = [generator.attack([*case.parties, *case.invitees]) for _ in range(2)]
    by = [generator.random.choice([*case.parties, *case.invitees]) for _ in attacks]
    attacks = [
        replace(
            attack,
            by=name,
            against=None if attack.against == name else attack.against,
            effective=None,
            at_noon=False,
        )
        for attack, name in zip(attacks, by, strict=True)
    ]
    case = replace(case, reports=(*case.reports, *attacks))
    question = replace(generator.question(case), noon=False)
    expected = breaches_of(case, question.day, as_known_on=question.as_known_on)
    if expected is None or has_effects_that_differ(case):
        return Comparison(0, 1, ())
    dossier = dossier_of(case, has_norms=True)
    rulebook = compile_rules(dossier, load_vocabulary())
    known = iso(question.as_known_on) if question.as_known_on is not None else None
    answer = ask(dossier, rulebook, on=question.on, as_known_on=known)
    differences = []
    norms = [n for n in answer.norms if n.norm.term.number == "20" and n.bearer in expected]
    for norm in norms:
        held = {h.state.value for h in norm.held if h.certainty is not Certainty.CERTAINLY_NOT}
        own = expected[norm.bearer or ""]
        if held != own:
            differences.append(
                Difference(
                    number, question, norm.bearer or "", own, frozenset(held), show_case(case)
                )
            )
    return Comparison(len(norms), 0, tuple(differences))


def show(number: int) -> str:
    """Return the agreement of a number in words."""
    case, _ = make(number)
    return show_case(case)


def show_case(case: Case) -> str:
    lines = [f"parties {case.parties}, invitees {case.invitees}"]
    if case.window:
        opens = to_edtf(case.window.opens) if case.window.opens else None
        last = iso(case.window.last) if case.window.last else None
        lines.append(
            f"window opens {opens}, {case.window.length}, counts {case.window.counts_first_day}, "
            f"last {last}, for {case.window.members}; silence {case.default}"
        )
    start = to_edtf(case.start) if isinstance(case.start, tuple) else case.start
    lines.append(
        f"start {start}{' noon' if case.start_at_noon else ''}, length {case.length} "
        f"counts {case.counts_first_day}, end {to_edtf(case.end) if case.end else None}, "
        f"automatic {case.is_automatic}"
    )
    lines += [str(trigger) for trigger in case.triggers]
    for report in case.reports:
        until = iso(report.until) if isinstance(report.until, int) else report.until
        is_dated = report.days != LONG_AGO
        lines.append(
            f"{report.act} by {report.by} against {report.against} "
            f"{to_edtf(report.days, noon=report.at_noon) if is_dated else 'any time'}"
            f"{f' effective {to_edtf(report.effective)}' if report.effective else ''}"
            f" until {until} {report.stance}{' reviewed' if report.reviewed else ''}"
            f" doc {report.document}"
        )
    lines.append(f"known {[to_edtf(days) for days in case.known]}")
    return "\n".join(lines)


_NORMS = (
    TermSpec(["hostilities.cease"], "20", Modality.PROHIBITION, "No attacks", bearer="each party"),
    TermSpec(
        ["persons.release"],
        "21",
        Modality.OBLIGATION,
        "A release by then",
        bearer="A",
        window=iso(BASE + 12),
    ),
)


def _stage(case: Case) -> Stage:
    act = case.reports[0].act
    return {"offered": Stage.PROPOSAL, "agreed": Stage.AGREED, "declared": Stage.DECLARED}[act]


def _told(case: Case) -> Sequence[Report]:
    return case.reports[1:]


def _participants(case: Case) -> list[ParticipantSpec]:
    return [
        *(ParticipantSpec(name, Role.PARTY) for name in case.parties),
        *(ParticipantSpec(name, Role.INVITEE) for name in case.invitees),
        ParticipantSpec(OUTSIDER, Role.THIRD_PARTY),
    ]


def _dates(case: Case) -> list[DateSpec]:
    first = case.reports[0]
    kind = {
        "offered": DateKind.OFFERED,
        "agreed": DateKind.SIGNED,
        "declared": DateKind.ANNOUNCED,
    }[first.act]
    dates = [DateSpec(kind, to_edtf(first.days))]
    if case.end is not None:
        dates.append(DateSpec(DateKind.END, to_edtf(case.end)))
    return dates


def _counts(counts: bool | None) -> str:
    return {True: " first day counts", False: " first day does not count", None: ""}[counts]


def _terms(case: Case) -> list[TermSpec]:
    terms = []
    if case.start == "conclusion":
        terms.append(_declared("lifecycle.start", window="conclusion"))
    elif isinstance(case.start, tuple):
        window = to_edtf(case.start, noon=case.start_at_noon)
        terms.append(_declared("lifecycle.start", window=window))
    if case.length is not None:
        window = f"{case.length}{_counts(case.counts_first_day)}"
        terms.append(_declared("lifecycle.duration", window=window))
    if case.is_automatic:
        terms.append(_declared("lifecycle.extension", consequence="automatic"))
    if case.window is not None:
        terms.append(_deadline(case.window))
    if case.default is not None:
        terms.append(_declared("lifecycle.default", consequence=case.default))
    for trigger in case.triggers:
        more = {"counterparty": trigger.target} if trigger.target else {}
        terms.append(
            _declared(
                "lifecycle.void",
                bearer=trigger.actor,
                act="attacked",
                consequence=trigger.effect,
                **more,
            )
        )
    return terms


def _deadline(window: Window) -> TermSpec:
    if window.last is not None:
        return _declared("lifecycle.deadline", window=iso(window.last))
    opens = to_edtf(window.opens) if window.opens is not None else "offer"
    more = {"bearer": window.members} if window.members else {}
    value = f"{window.length} from {opens}{_counts(window.counts_first_day)}"
    return _declared("lifecycle.deadline", window=value, **more)


def _declared(code: str, **parts: str) -> TermSpec:
    return TermSpec([code], None, Modality.DECLARATION, "A clause of it", **parts)  # type: ignore[arg-type] # parts are named by the caller


def _fact(report: Report) -> FactSpec:
    until = iso(report.until) if isinstance(report.until, int) else report.until
    return FactSpec(
        Act(report.act),
        report.by,
        report.against,
        None,
        None if report.days == LONG_AGO else to_edtf(report.days, noon=report.at_noon),
        to_edtf(report.effective) if report.effective else None,
        until,
        None,
        None,
        [],
        Stance(report.stance),
        "accepted" if report.reviewed else None,
    )
