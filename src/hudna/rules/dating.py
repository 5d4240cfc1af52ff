"""Dating: dates of an agreement that contradict each other, or have nothing to count from."""

import re
from collections.abc import Iterator

from hudna.domain.agreements import DateValue
from hudna.domain.codebook import Act, DateKind, Stage, Status
from hudna.domain.dossiers import Citation, Dossier, Telling
from hudna.domain.moments import Moment, find_moment
from hudna.rules.answers import Certainty, Oddity, OddityKind
from hudna.rules.norms import Norm, NormKind, Rulebook
from hudna.rules.remarks import cite, shown, to_cited, to_oddity

_WARNING = re.compile(
    r"'(?P<words>.+)': (?P<doubt>.*\bis (?:a|no) (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)$"
)
"""How a reader warns of a weekday: the words, and what does not fit."""
_OPEN = frozenset({Stage.DEMAND, Stage.PROPOSAL, Stage.NEGOTIATION})
"""The stages of an agreement that still waits for an answer."""
_COUNTED_FROM = frozenset({DateKind.START, DateKind.SIGNED, DateKind.ANNOUNCED})

_CONCLUDING = frozenset(
    {Act.BEGAN, Act.SIGNED, Act.AGREED, Act.ACCEPTED, Act.ACCEDED, Act.DECLARED}
)
"""Acts from which a period counts, where no window to answer leaves open which."""


def iter_dating_oddities(dossier: Dossier, rulebook: Rulebook) -> Iterator[Oddity]:
    """Yield what is odd about the dates of an agreement."""
    for telling in dossier.tellings:
        yield from _iter_weekdays(telling, dossier)
    yield from _iter_without_start(dossier, rulebook)
    for telling in dossier.tellings:
        yield from _iter_passed(telling, dossier)
    yield from _iter_due_before(dossier, rulebook)


def _iter_weekdays(telling: Telling, dossier: Dossier) -> Iterator[Oddity]:
    """Yield the weekdays of a document that contradict their dates, where values rest on them."""
    for warning in telling.warnings:
        match = _WARNING.match(warning)
        if match is None:
            continue
        citations = _citing(match["words"], telling)
        if citations:
            yield to_oddity(
                OddityKind.WEEKDAY,
                f"“{match['words']}”: {match['doubt']}",
                agreements=(dossier.id,),
                because=(to_cited("the date is given so", citations),),
            )


def _citing(words: str, telling: Telling) -> tuple[Citation, ...]:
    """Return the quotes of an account that have words, or stand within them."""
    account = telling.agreement
    quotes = [
        *(e for date in account.dates for e in date.evidence),
        *(e for term in account.terms for e in term.evidence),
        *(e for fact in telling.facts for e in fact.evidence),
    ]
    found = [e for e in quotes if words in e.quote or (e.quote in words and _has_digit(e.quote))]
    return cite(telling, dict.fromkeys(found))


def _has_digit(text: str) -> bool:
    return any(char.isdigit() for char in text)


def _iter_without_start(dossier: Dossier, rulebook: Rulebook) -> Iterator[Oddity]:
    """Yield a duration that nothing says from when it counts."""
    lengths = [each for each in rulebook.lifetimes if each.length is not None]
    dates = [d for t in dossier.tellings for d in t.agreement.dates if d.status is Status.STATED]
    if not lengths or rulebook.starts or any(date.kind in _COUNTED_FROM for date in dates):
        return
    acts = {f.act for t in dossier.tellings for f in t.facts if f.date or f.effective}
    if rulebook.window is None and not acts.isdisjoint(_CONCLUDING):
        return
    length = lengths[0].length
    yield to_oddity(
        OddityKind.DURATION_WITHOUT_START,
        f"it lasts {length.text if length else ''}, and nothing says from when that counts",
        agreements=(dossier.id,),
        because=(to_cited("so long it lasts", lengths[0].citations),),
    )


def _iter_passed(telling: Telling, dossier: Dossier) -> Iterator[Oddity]:
    """Yield a deadline to answer that had passed when its document spoke of it as open."""
    account = telling.agreement
    for date in account.dates:
        deadline = _moment(date, DateKind.DEADLINE)
        if deadline is None:
            continue
        offered = _moments(telling, DateKind.OFFERED)
        known = find_moment(telling.known) if telling.is_published else None
        if any(deadline.latest < moment.earliest for moment in offered):
            before = "before the offer"
        elif account.stage in _OPEN and known is not None and deadline.latest < known.earliest:
            before = (
                f"before {telling.name} was published ({telling.known}), which tells it as open"
            )
        else:
            continue
        yield to_oddity(
            OddityKind.DEADLINE_PASSED,
            f"the deadline {date.value} had passed {before}",
            agreements=(dossier.id,),
            because=(to_cited("the deadline is given so", cite(telling, date.evidence)),),
        )


def _iter_due_before(dossier: Dossier, rulebook: Rulebook) -> Iterator[Oddity]:
    """Yield duties whose last day is before the day on which the agreement was signed."""
    for norm in rulebook.norms:
        if norm.kind is not NormKind.OBLIGATION or norm.window is None or norm.window.end is None:
            continue
        telling = _telling_of(norm, dossier)
        signed = _moments(telling, DateKind.SIGNED) if telling is not None else ()
        if signed and all(norm.window.end.latest < moment.earliest for moment in signed):
            yield to_oddity(
                OddityKind.DEADLINE_PASSED,
                f"{shown(norm)} was due by {norm.window.end.text}, before it was signed",
                agreements=(dossier.id,),
                norms=(norm,),
                certainty=Certainty.CERTAINLY,
            )


def _telling_of(norm: Norm, dossier: Dossier) -> Telling | None:
    documents = {citation.document for citation in norm.citations}
    return next((t for t in dossier.tellings if t.document in documents), None)


def _moments(telling: Telling, kind: DateKind) -> tuple[Moment, ...]:
    found = (_moment(date, kind) for date in telling.agreement.dates)
    return tuple(moment for moment in found if moment is not None)


def _moment(date: DateValue, kind: DateKind) -> Moment | None:
    if date.kind is not kind or date.status is not Status.STATED:
        return None
    return find_moment(date.value)
