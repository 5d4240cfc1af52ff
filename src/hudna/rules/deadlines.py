"""Deadlines: the days that an agreement has or had ahead, how sure each is, and its words."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from hudna.domain.codebook import Authenticity, Role
from hudna.domain.dossiers import Citation, Dossier
from hudna.domain.moments import DAY, FIRST, LAST, day_of, find_moment, last_tick
from hudna.rules.answers import Certainty, State
from hudna.rules.authenticity import to_authenticity
from hudna.rules.cases import Case, to_cases
from hudna.rules.completions import Mark, TooManyError, explore
from hudna.rules.courses import Course
from hudna.rules.dues import find_due
from hudna.rules.inquiries import Inquiry
from hudna.rules.matching import Bearer, iter_bearers
from hudna.rules.norms import Norm, NormKind, Rulebook, Side
from hudna.rules.offers import find_close

PLAIN = frozenset({Authenticity.ASSERTED, Authenticity.CONFIRMED})
_OVER = frozenset(
    {
        State.REJECTED,
        State.REJECTED_BY_DEFAULT,
        State.NEVER_CONCLUDED,
        State.EXPIRED,
        State.TERMINATED,
        State.VOID,
        State.SUPERSEDED,
    }
)
"""The states of a side that nothing of the agreement binds, or will."""


class DeadlineKind(StrEnum):
    """What happens on a day that an agreement has ahead."""

    ANSWER = "answer"
    """The window to answer closes with this day."""
    DUE = "due"
    """An obligation is due."""
    START = "start"
    END = "end"
    """The last day in force, as it is stated."""
    EXPIRY = "expiry"
    """The last day in force, as a duration gives it."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """A day that an agreement has ahead, or several of which one is it.

    Attributes:
        kind: What happens.
        agreement: The agreement's identifier.
        label: What the agreement is called.
        earliest: The first day that it may be, or None where nothing says since when it may.
        latest: The last day that it may be.
        certainty: Whether it holds in every completion that some such day comes. Where there are
            more of them than the limit it is `undetermined`, and the days are those of the first.
        text: One sentence, without a full stop.
        known: The day on which the last document about the agreement was known.
        whom: Whom it is for, or None where that is nobody in particular.
        roles: The roles of whom it is for.
        norm: The norm, by its name within the agreement, for what is due.
        codes: The codes of the terms whose words it rests on.
        authenticity: What the documents let their reader believe, or None where it is plain.
        citations: The words.
    """

    kind: DeadlineKind
    agreement: str
    label: str
    earliest: date | None
    latest: date
    certainty: Certainty
    text: str
    known: date
    whom: str | None = None
    roles: tuple[str, ...] = ()
    norm: str | None = None
    codes: tuple[str, ...] = ()
    authenticity: str | None = None
    citations: tuple[Citation, ...] = ()


def find_deadlines(dossier: Dossier, rulebook: Rulebook) -> tuple[Deadline, ...]:
    """Return the days that an agreement has ahead, or had, by day.

    A deadline is `certainly` there where every completion has one, whatever day it gives.

    Args:
        dossier: All that is told of the agreement.
        rulebook: Its rules, compiled from the same dossier.
    """
    [case] = to_cases(dossier, rulebook)
    found = [
        *_answers(case),
        *_starts(case),
        *_ends(case),
        *_duties(case),
    ]
    return tuple(sorted(found, key=order_of))


def order_of(deadline: Deadline) -> tuple[date, date, str, str, str, str]:
    """Return by what deadlines are sorted: by day, then by what and whose they are."""
    return (
        deadline.earliest or deadline.latest,
        deadline.latest,
        deadline.kind.value,
        deadline.agreement,
        deadline.norm or "",
        deadline.whom or "",
    )


@dataclass(slots=True)
class _Days:
    """The days that completions give for one thing, and in how many of them it comes at all."""

    earliest: int = LAST
    latest: int = FIRST
    with_one: int = 0
    without: int = 0
    is_complete: bool = True

    def add(self, mark: Mark | None) -> None:
        """Take the ticks that a mark may mean in one more completion."""
        if mark is None:
            self.without += 1
            return
        self.with_one += 1
        stretches = mark.variable.stretches if mark.variable is not None else ()
        low = mark.of(stretches[0].earliest) if stretches else mark.tick
        if stretches and stretches[0].earliest <= FIRST:
            low = FIRST  # nothing says since when, however long after that it is
        high = mark.of(stretches[-1].latest) if stretches else mark.tick
        self.earliest, self.latest = min(self.earliest, low), max(self.latest, high)

    @property
    def certainty(self) -> Certainty:
        """Return how surely such a day comes."""
        if not self.is_complete:
            return Certainty.UNDETERMINED
        return Certainty.POSSIBLY if self.without else Certainty.CERTAINLY

    @property
    def is_dated(self) -> bool:
        """Return whether there is a last day."""
        return self.with_one > 0 and self.latest < LAST

    @property
    def first_day(self) -> date | None:
        """Return the first day, or None where it is open."""
        return day_of(self.earliest) if self.earliest >= FIRST + DAY else None


def _explored(case: Case, evaluate: Callable[[Course], Mark | None]) -> _Days | None:
    """Return the days that completions give, long after everything, or None where there is none."""
    days = _Days()
    try:
        for _, mark in explore(
            lambda completion: evaluate(Course(case, completion)), asked=Mark(tick=LAST)
        ):
            days.add(mark)
    except TooManyError:
        days.is_complete = False
    return days if days.is_dated else None


def _answers(case: Case) -> Iterator[Deadline]:
    window = case.book.window
    if window is None:
        return
    for side in case.sides:
        if Role.INVITEE not in side.roles:
            continue

        def closes(course: Course, side: Side = side) -> Mark | None:
            closed = find_close(course, side)
            return None if closed is None else closed.mark

        days = _explored(case, closes)
        if days is not None:
            text = f"the window for {side.name} to answer closes"
            citations = (*window.citations, *case.book.default_citations)
            yield _deadline(case, DeadlineKind.ANSWER, days, text, citations, side=side)


def _starts(case: Case) -> Iterator[Deadline]:
    days = _Days()
    citations: tuple[Citation, ...] = ()
    for start in case.book.starts:
        if start.moment is not None:
            for moment in (start.moment, *(m for _, m in start.zones[1:])):
                days.add(case.moment_mark("the start", moment))
            citations += start.citations
    if days.is_dated and not _is_over(case, days.latest):
        yield _deadline(case, DeadlineKind.START, days, "the agreement begins", citations)


def _ends(case: Case) -> Iterator[Deadline]:
    """Yield the last day in force: for all sides together where they have the same."""
    by_days: dict[tuple[int, int, Certainty], list[Side]] = {}
    found: dict[tuple[int, int, Certainty], _Days] = {}
    for side in case.sides:

        def lapses(course: Course, side: Side = side) -> Mark | None:
            standing = course.standing(side)
            return standing.since if standing.state is State.EXPIRED else None

        days = _explored(case, lapses)
        if days is not None:
            days.earliest, days.latest = days.earliest - 1, days.latest - 1
            key = (days.earliest, days.latest, days.certainty)
            by_days.setdefault(key, []).append(side)
            found[key] = days
    is_stated = any(each.end is not None for each in case.book.lifetimes)
    kind = DeadlineKind.END if is_stated else DeadlineKind.EXPIRY
    citations = tuple(c for each in case.book.lifetimes for c in each.citations)
    for key, sides in by_days.items():
        for_one = sides[0] if len(by_days) > 1 and len(sides) == 1 else None
        whom = f" for {', '.join(side.name for side in sides)}" if len(by_days) > 1 else ""
        text = f"the last day in force{whom}"
        yield _deadline(case, kind, found[key], text, citations, side=for_one)


def _duties(case: Case) -> Iterator[Deadline]:
    for norm in case.book.norms:
        if norm.kind is not NormKind.OBLIGATION or norm.window is None:
            continue
        for bearer in iter_bearers(norm, case):

            def due(course: Course, norm: Norm = norm, bearer: Bearer = bearer) -> Mark | None:
                return find_due(course, norm, bearer.side)

            days = _explored(case, due)
            if days is None or _is_over(case, days.latest - DAY):
                continue
            whom = bearer.name or "nobody in particular"
            text = f"the obligation of term {norm.id} is due from {whom}"
            yield _deadline(
                case,
                DeadlineKind.DUE,
                days,
                text,
                (*norm.citations, *norm.window.citations),
                side=bearer.side,
                norm=norm,
                whom=bearer.name,
            )


def _is_over(case: Case, tick: int) -> bool:
    """Return whether at the end of a day the agreement certainly binds no side any more, or never.

    What is only offered is not over: it may still be concluded.
    """
    inquiry = Inquiry((case,), last_tick(max(tick, FIRST)))
    states = {state for side in case.sides for state, _ in inquiry.of_side(side).states}
    return bool(states) and states <= _OVER


def _deadline(
    case: Case,
    kind: DeadlineKind,
    days: _Days,
    text: str,
    citations: Iterable[Citation],
    *,
    side: Side | None = None,
    norm: Norm | None = None,
    whom: str | None = None,
) -> Deadline:
    dossier = case.dossier
    cited = tuple(dict.fromkeys(citations))
    authenticity = to_authenticity(dossier).held
    return Deadline(
        kind=kind,
        agreement=dossier.id,
        label=dossier.label,
        earliest=days.first_day,
        latest=day_of(days.latest),
        certainty=days.certainty,
        text=text,
        known=_last_known(dossier),
        whom=whom or (side.name if side is not None else None),
        roles=side.roles if side is not None else (),
        norm=norm.id if norm is not None else None,
        codes=tuple(sorted(_codes(case, cited, norm))),
        authenticity=None if authenticity in PLAIN or authenticity is None else authenticity.value,
        citations=cited,
    )


def _codes(case: Case, citations: Iterable[Citation], norm: Norm | None) -> frozenset[str]:
    """Return the codes of every term whose words a deadline shows.

    A deadline of the agreement as a whole tells of what the agreement is about, where that is one
    thing alone: the start of an evacuation is an evacuation.
    """
    spans = [(c.document, c.evidence.span) for c in citations]
    codes = {
        code
        for telling in case.dossier.tellings
        for term in telling.agreement.terms
        if any(
            telling.document == document and evidence.span.overlaps(span)
            for evidence in term.evidence
            for document, span in spans
        )
        for code in term.codes
    }
    if norm is not None:
        return frozenset({*codes, norm.code})
    about = {each.code for each in case.book.norms if each.binds}
    return frozenset(codes | about) if len(about) == 1 else frozenset(codes)


def _last_known(dossier: Dossier) -> date:
    known = [
        moment.latest
        for telling in dossier.tellings
        if (moment := find_moment(telling.known)) is not None
    ]
    return day_of(max(known, default=FIRST))
