"""Deeds: the acts that documents report of an agreement, reports of one act put together.

Whether a deed is in, and when it was, is decided within a completion: it depends on who denies
it, and on which of several dates is right.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from hudna.domain.agreements import Fact
from hudna.domain.codebook import Act, DateKind, Role, Stance
from hudna.domain.dossiers import Citation, Dossier, Telling
from hudna.domain.moments import FIRST, LAST, Moment, Stretch, day_of, find_moment
from hudna.rules.completions import Completion, Mark, Variable
from hudna.rules.names import Names
from hudna.rules.norms import Rulebook
from hudna.rules.stages import STAGE_FACTS, StageFact

ONCE = frozenset(
    {
        Act.OFFERED,
        Act.ACCEPTED,
        Act.REJECTED,
        Act.SIGNED,
        Act.AGREED,
        Act.ACCEDED,
        Act.DECLARED,
        Act.ANNOUNCED,
        Act.BEGAN,
        Act.ENDED,
        Act.REVOKED,
        Act.EXPIRED,
        Act.SUPERSEDED,
    }
)
"""Acts that someone does once under one agreement: two reports are reports of one act."""

ASSERTED = frozenset(
    {
        Stance.ASSERTS,
        Stance.CONFIRMS,
        Stance.OFFERS,
        Stance.ACCEPTS,
        Stance.REJECTS,
        Stance.WELCOMES,
    }
)
"""Stances that put an act forward as having happened."""


@dataclass(frozen=True, slots=True)
class Report:
    """One document's report of an act.

    Attributes:
        fact: What it reports.
        telling: In which document, or None for a supposition.
        citations: Its words.
        is_confirmed: Whether a reviewer accepted it.
        of_stage: Whether it is only what the stage of an account stands for.
    """

    fact: Fact
    telling: Telling | None
    citations: tuple[Citation, ...]
    is_confirmed: bool = False
    of_stage: str | None = None

    @property
    def is_denial(self) -> bool:
        """Return whether it denies the act."""
        return self.fact.stance is Stance.DENIES

    @property
    def is_asserted(self) -> bool:
        """Return whether it puts the act forward as having happened."""
        return self.fact.stance in ASSERTED


@dataclass(frozen=True, slots=True)
class Dated:
    """The moment that some reports give an act.

    Attributes:
        text: The moment as they write it, or that it is not stated.
        variable: The moment, of which a completion picks one tick.
        reports: The reports.
        is_timed: Whether a time of day is given.
        acted: The moment of the act, where it takes effect at another.
    """

    text: str
    variable: Variable
    reports: tuple[Report, ...]
    is_timed: bool
    acted: Variable | None = None

    @property
    def mark(self) -> Mark:
        """Return the moment as a mark."""
        return Mark(self.variable)


@dataclass(frozen=True, slots=True)
class Deed:
    """An act, with all that is reported of it.

    Attributes:
        name: What it is called in readings and explanations: `accepted by Levant Front`.
        act: The act.
        by: The match key of who did it; None for nobody in particular.
        by_name: Their name.
        against: The match key of whom it was done to, or None.
        place: Where, or None.
        term: The number of the term that it concerns, or None.
        until: For what it lasts, as the reports have it.
        dates: When it was, by the reports; more than one where they exclude each other.
        reports: Every report.
        is_supposed: Whether it is a supposition.
    """

    name: str
    act: Act
    by: str | None
    by_name: str | None
    against: str | None
    place: str | None
    term: str | None
    until: str | None
    dates: tuple[Dated, ...]
    reports: tuple[Report, ...]
    is_supposed: bool = False

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Return the words of its reports."""
        return tuple(dict.fromkeys(c for r in self.reports for c in r.citations))


@dataclass(frozen=True, slots=True)
class Done:
    """A deed as it stands in one completion: in, and at one moment."""

    deed: Deed
    date: Dated

    @property
    def mark(self) -> Mark:
        """Return when it took effect."""
        return self.date.mark

    @property
    def acted(self) -> Mark:
        """Return when it was done."""
        return self.date.mark if self.date.acted is None else Mark(self.date.acted)


def find_done(deed: Deed, completion: Completion) -> Done | None:
    """Return a deed as it stands in a completion, or None where it is out."""
    reports = deed.reports
    denied = any(r.is_denial for r in reports)
    asserted = any(r.is_asserted for r in reports)
    if not any(r.is_confirmed for r in reports) and (denied or not asserted):  # noqa: SIM102
        if not completion.is_in(deed.name):
            return None
    dates = deed.dates
    if len(dates) > 1:
        texts = tuple(d.text for d in dates)
        taken = completion.option(f"date of {deed.name}", texts)
        dates = tuple(d for d in dates if d.text == taken)
    return Done(deed, dates[0]) if dates else None


def find_deeds(
    dossier: Dossier, rulebook: Rulebook, suppositions: Iterable[Fact] = ()
) -> tuple[Deed, ...]:
    """Return the acts that a dossier reports or that are supposed, in a fixed order.

    The order of the facts in the dossier makes no difference.
    """
    names = Names.of(dossier)
    reports = [*_iter_reported(dossier), *_iter_staged(dossier, rulebook, names)]
    groups: dict[tuple[object, ...], list[Report]] = {}
    for report in reports:
        groups.setdefault(_identity(report.fact, names), []).append(report)
    deeds = [_deed(group, dossier, names) for group in groups.values()]
    deeds += [
        _deed([Report(fact, None, (), is_confirmed=True)], dossier, names, is_supposed=True)
        for fact in suppositions
    ]
    return _told_apart(sorted(deeds, key=_place_of))


def _iter_reported(dossier: Dossier) -> Iterator[Report]:
    for telling in dossier.tellings:
        for fact in telling.facts:
            citations = tuple(
                Citation(telling.document, telling.name, evidence, fact.voice)
                for evidence in fact.evidence
            )
            yield Report(fact, telling, citations, fact in telling.confirmed)


def _iter_staged(dossier: Dossier, rulebook: Rulebook, names: Names) -> Iterator[Report]:
    """Yield the acts that the stages of accounts stand for and that the account has no fact of."""
    for telling in dossier.tellings:
        account = telling.agreement
        if account.stage is None:
            continue
        grounds = [g for g in account.grounds if g.of == "stage"]
        evidence = tuple(e for g in grounds for e in g.evidence) or (account.anchor,)
        citations = tuple(Citation(telling.document, telling.name, e) for e in evidence)
        for stage_fact in STAGE_FACTS[account.stage]:
            for by in _actors(stage_fact, telling, names):
                date = _date_of(stage_fact, telling, rulebook)
                fact = Fact(stage_fact.act, evidence, by=by, date=date)
                is_dated = date is not None and not date.startswith(_BY_THEN)
                if not is_dated and _is_told(stage_fact.act, names.actor_of(by), dossier, names):
                    continue
                yield Report(fact, telling, citations, of_stage=account.stage.value)


_BY_THEN = "../"
_CONCLUDED = frozenset({Act.SIGNED, Act.AGREED, Act.ACCEPTED})
_JOINT = frozenset({Act.AGREED, Act.DECLARED})
"""Acts that a document tells of its parties, however many, as one act of theirs."""
_SAME = {Act.AGREED: _CONCLUDED}
"""Acts that say what an undated act of a stage says, and when."""


def _is_told(act: Act, by: str | None, dossier: Dossier, names: Names) -> bool:
    """Return whether what a stage stands for without a date is asserted as an act of its own.

    An act of every party is told by one of nobody in particular, or by one of each of them.
    """
    acts = _SAME.get(act, frozenset({act}))
    tellers = {
        names.actor_of(fact.by)
        for telling in dossier.tellings
        for fact in telling.facts
        if fact.act in acts and fact.stance in ASSERTED and fact.date is not None
    }
    if by is not None or None in tellers:
        return by in tellers or None in tellers
    parties = {
        names.key_of(p.name)
        for telling in dossier.tellings
        for p in telling.agreement.participants
        if p.role is Role.PARTY
    }
    return bool(parties) and parties <= tellers


def _actors(stage_fact: StageFact, telling: Telling, names: Names) -> tuple[str | None, ...]:
    roles = {"parties": Role.PARTY, "invitees": Role.INVITEE}
    role = roles.get(stage_fact.by)
    if role is None:
        return (None,)
    found = {names.key_of(p.name): p.name for p in telling.agreement.participants if p.role is role}
    if not found or stage_fact.act in _JOINT:
        return (None,)
    return tuple(found.values())


def _date_of(stage_fact: StageFact, telling: Telling, rulebook: Rulebook) -> str | None:
    """Return when an act that a stage stands for happened: a day stated, or by when at the latest.

    Returns:
        EDTF; an open beginning where only the latest day is known.
    """
    dates = telling.agreement.dates
    for kind in stage_fact.dated_by:
        stated = next((d for d in dates if d.kind is kind), None)
        if stated is not None:
            return stated.value
    limits = [find_moment(telling.known)]
    limits += [find_moment(d.value) for d in dates if d.kind in stage_fact.at_latest_by]
    if stage_fact.opens_window and rulebook.window is not None:
        limits.append(rulebook.window.start)
    latest = min((m.latest for m in limits if m is not None), default=LAST)
    if stage_fact.precedes_start:
        starts = [find_moment(d.value) for d in dates if d.kind is DateKind.START]
        latest = min([latest, *(m.earliest for m in starts if m is not None)])
    return None if latest == LAST else f"../{day_of(latest).isoformat()}"


def _identity(fact: Fact, names: Names) -> tuple[object, ...]:
    """Return what makes two reports reports of one act."""
    by = names.actor_of(fact.by)
    against = names.actor_of(fact.against)
    if fact.act in ONCE:
        return (fact.act, by, against if fact.act is not Act.OFFERED else None)
    return (fact.act, by, against, fact.place, fact.term, fact.date, fact.effective, fact.until)


def _deed(
    reports: list[Report], dossier: Dossier, names: Names, *, is_supposed: bool = False
) -> Deed:
    reports = sorted(reports, key=_report_key)
    fact = reports[0].fact
    by, against = names.actor_of(fact.by), names.actor_of(fact.against)
    by_name = names.name_of(by) if by else None
    words = [fact.act.value]
    if by_name:
        words.append(f"by {by_name}")
    if against and fact.act not in ONCE:
        words.append(f"against {names.name_of(against)}")
    if fact.act not in ONCE and (fact.effective or fact.date):
        words.append(f"on {fact.effective or fact.date}")
    until = next((r.fact.until for r in reports if r.fact.until), None)
    name = " ".join(words)
    return Deed(
        name=name,
        act=fact.act,
        by=by,
        by_name=by_name,
        against=against,
        place=fact.place,
        term=fact.term,
        until=until,
        dates=_dates(name, reports, dossier),
        reports=tuple(reports),
        is_supposed=is_supposed,
    )


def _report_key(report: Report) -> tuple[str, ...]:
    fact = report.fact
    return (
        report.telling.document if report.telling else "",
        fact.date or "",
        fact.by or "",
        fact.stance,
        repr(fact.evidence),
    )


def _dates(name: str, reports: list[Report], dossier: Dossier) -> tuple[Dated, ...]:
    """Return when an act was: the narrowest of the moments reported, each that excludes others.

    A denial dates nothing, unless there is nothing but denials.
    """
    telling = [r for r in reports if not r.is_denial] or reports
    moments: dict[tuple[Stretch, ...], tuple[str, Moment, list[Report]]] = {}
    for report in telling:
        text = report.fact.effective or report.fact.date
        moment = _moment_of(text, report, dossier)
        shown = text or "not stated"
        moments.setdefault(moment.stretches, (shown, moment, []))[2].append(report)
    kept = [
        (text, moment, found)
        for text, moment, found in moments.values()
        if not any(_holds(moment, other) for _, other, _ in moments.values() if other != moment)
    ]
    shared = _shared([moment for _, moment, _ in kept])
    if len(kept) > 1 and shared:
        text = " and ".join(sorted(text for text, _, _ in kept))
        timed = any(moment.is_timed for _, moment, _ in kept)
        return (Dated(text, Variable(name, shared), tuple(reports), timed),)
    several = len(kept) > 1
    return tuple(
        Dated(
            text,
            Variable(f"{name} ({text})" if several else name, moment.stretches),
            tuple(reports if not several else found),
            moment.is_timed,
            _acted(name, found[0], dossier),
        )
        for text, moment, found in kept
    )


def _acted(name: str, report: Report, dossier: Dossier) -> Variable | None:
    """Return when an act was done that takes effect at another moment, or None."""
    fact = report.fact
    if fact.effective is None or fact.date is None or fact.effective == fact.date:
        return None
    moment = _moment_of(fact.date, report, dossier)
    return Variable(f"{name} (done {fact.date})", moment.stretches)


def _shared(moments: Sequence[Moment]) -> tuple[Stretch, ...]:
    """Return the ticks that all of some moments may mean."""
    shared = list(moments[0].stretches)
    for moment in moments[1:]:
        shared = [
            Stretch(max(a.earliest, b.earliest), min(a.latest, b.latest))
            for a in shared
            for b in moment.stretches
            if max(a.earliest, b.earliest) <= min(a.latest, b.latest)
        ]
    return tuple(sorted(shared))


def _moment_of(text: str | None, report: Report, dossier: Dossier) -> Moment:
    """Return when a report puts an act; undated it is any time until the document was known."""
    clock = dossier.zones[0] if dossier.zones else None
    found = find_moment(text, clock)
    if found is not None:
        return found
    known = find_moment(report.telling.known) if report.telling else None
    return Moment(text or "", (Stretch(FIRST, known.latest if known else LAST),))


def _holds(outer: Moment, inner: Moment) -> bool:
    """Return whether one moment holds another and is wider."""
    return outer.stretches != inner.stretches and all(
        any(o.earliest <= i.earliest and i.latest <= o.latest for o in outer.stretches)
        for i in inner.stretches
    )


def _told_apart(deeds: list[Deed]) -> tuple[Deed, ...]:
    """Give deeds that would be called the same a number each."""
    count: dict[str, int] = {}
    named = []
    for deed in deeds:
        count[deed.name] = count.get(deed.name, 0) + 1
        number = count[deed.name]
        if number == 1:
            named.append(deed)
            continue
        name = f"{deed.name} ({number})"
        dates = tuple(
            replace(d, variable=Variable(f"{d.variable.name} ({number})", d.variable.stretches))
            for d in deed.dates
        )
        named.append(replace(deed, name=name, dates=dates))
    return tuple(named)


def _place_of(deed: Deed) -> tuple[int, str, str, str]:
    first = deed.dates[0].variable.stretches[0].earliest if deed.dates else FIRST
    return first, deed.act.value, deed.name, repr(deed.place) + repr(deed.term) + repr(deed.until)
