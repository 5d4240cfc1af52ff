"""Asking: how an agreement and its norms stand at a moment, for whom, how surely, and why."""

from collections.abc import Iterable, Iterator

from hudna.domain.codebook import Act, Role, Stage, Stance
from hudna.domain.dossiers import Citation, Dossier, Telling
from hudna.errors import InputError, NotFoundError
from hudna.rules.answers import (
    Answer,
    NormAnswer,
    Other,
    ReadingAnswer,
    Reason,
    ReasonKind,
    SideAnswer,
)
from hudna.rules.authenticity import to_authenticity
from hudna.rules.cases import CONCLUDING, Case, to_cases
from hudna.rules.duedays import find_dues, to_due_text
from hudna.rules.inquiries import Inquiry, options_of, to_held
from hudna.rules.lifetimes import ZONE
from hudna.rules.matching import Bearer, iter_bearers
from hudna.rules.names import Names
from hudna.rules.norms import Norm, Rulebook, Side
from hudna.rules.performance import is_plain
from hudna.rules.suppositions import Supposition
from hudna.rules.timelines import asks_day, changes_of, sides_of, to_asked

_NEXT = 3
"""How many of the next changes an answer carries."""

_CLAIMED = frozenset(
    {
        Stance.ACCUSES,
        Stance.THREATENS,
        Stance.PREDICTS,
        Stance.DOUBTS,
        Stance.DENIES,
        Stance.REJECTS,
        Stance.RETRACTS,
    }
)
_OPERATIVE = (CONCLUDING | {Act.REJECTED, Act.REVOKED, Act.ENDED}) - {Act.ACCEDED}
"""Acts that only someone of the agreement can do."""


def ask(
    dossier: Dossier,
    rulebook: Rulebook,
    *,
    on: str,
    as_known_on: str | None = None,
    side: str | None = None,
    suppositions: tuple[Supposition, ...] = (),
    chosen: tuple[tuple[str, str], ...] = (),
    looks_ahead: bool = True,
) -> Answer:
    """Return what an agreement says of itself at a moment.

    Args:
        dossier: All that is told of it.
        rulebook: Its rules, compiled from the same dossier.
        on: A civil day, at whose end things are looked at, or a minute, as EDTF.
        as_known_on: The day by which documents had to be known; None counts all of them.
        side: The name of one side or bearer, for an answer about it alone.
        suppositions: Acts that are only supposed.
        chosen: Readings that are fixed, each with its option.
        looks_ahead: Whether to find the next dates on which the answer can change.

    Raises:
        InputError: A date is none or more than one day, or a reading or option is none of the
            agreement's.
        NotFoundError: The side, or an actor of a supposition, is none of the agreement's.
    """
    asked = to_asked(on)
    cases = prepare(dossier, rulebook, as_known_on=as_known_on, suppositions=suppositions)
    case, everyone = cases[0], sides_of(rulebook, cases)
    inquiry = Inquiry(cases, asked, chosen, asks_day=asks_day(on))
    wanted = None if side is None else _get_key(side, case, everyone)
    sides = [s for s in everyone if wanted is None or s.key == wanted]
    questions = [
        (norm, bearer)
        for norm in case.book.norms
        if norm.binds
        for bearer in iter_bearers(norm, case)
        if wanted is None or bearer.key in {wanted, None}
    ]
    side_answers = tuple(
        SideAnswer(s.key, s.name, s.roles, to_held(inquiry.of_side(s), s.name)) for s in sides
    )
    norm_answers = tuple(_norm_answer(norm, bearer, inquiry) for norm, bearer in questions)
    norm_answers += tuple(
        NormAnswer(norm, None, ()) for norm in case.book.norms if not norm.binds and wanted is None
    )
    _check_chosen(chosen, inquiry)
    return Answer(
        agreement=dossier.id,
        label=dossier.label,
        on=on,
        as_known_on=as_known_on,
        authenticity=to_authenticity(case.dossier),
        sides=side_answers,
        norms=norm_answers,
        readings=tuple(_readings(inquiry, sides, questions)),
        claims=tuple(_claims(case.dossier)),
        missing=case.book.missing,
        next_changes=(
            changes_of(cases, sides, after=asked, chosen=chosen, most=_NEXT, inquiry=inquiry)
            if looks_ahead
            else ()
        ),
        suppositions=tuple(s.text for s in suppositions),
        others=() if wanted else tuple(Other(o.name, o.roles) for o in case.book.others),
    )


def prepare(
    dossier: Dossier,
    rulebook: Rulebook,
    *,
    as_known_on: str | None = None,
    suppositions: Iterable[Supposition] = (),
) -> tuple[Case, ...]:
    """Return an agreement prepared for being asked, once for each state of knowledge.

    Raises:
        InputError: `as_known_on` is no date.
        NotFoundError: An actor of a supposition is none of the agreement's.
    """
    suppositions = tuple(suppositions)
    cases = to_cases(
        dossier,
        rulebook,
        known_by=None if as_known_on is None else to_asked(as_known_on),
        suppositions=[s.fact for s in suppositions],
    )
    names = Names.of(dossier)
    known = {s.key for s in (*rulebook.sides, *rulebook.others)}
    for supposition in suppositions:
        fact = supposition.fact
        key = names.actor_of(fact.by)
        if fact.act in _OPERATIVE and key is not None and key not in known:
            raise _no_side(fact.by or "", dossier, rulebook.sides)
    return cases


def _get_key(name: str, case: Case, everyone: Iterable[Side]) -> str:
    sides = {s.key for s in everyone}
    bearers = {b.key for n in case.book.norms for b in iter_bearers(n, case)}
    for key in (case.names.key_of(name), case.names.actor_of(name)):
        if key is not None and (key in sides or key in bearers):
            return key
    raise _no_side(name, case.dossier, everyone)


def _no_side(name: str, dossier: Dossier, everyone: Iterable[Side]) -> NotFoundError:
    sides = ", ".join(s.name for s in everyone) or "nobody"
    key = Names.of(dossier).key_of(name)
    participants = (p for t in dossier.tellings for p in t.agreement.participants)
    is_excluded = any(
        p.role is Role.EXCLUDED and Names.of(dossier).key_of(p.name) == key for p in participants
    )
    left_out = ", which leaves it out" if is_excluded else ""
    return NotFoundError(
        f"{name!r} is no side of {dossier.label!r}{left_out}; its sides are: {sides}",
        code="not-found-side",
        subject=name,
    )


def _check_chosen(chosen: Iterable[tuple[str, str]], inquiry: Inquiry) -> None:
    for name, option in chosen:
        options = inquiry.offered.get(name)
        if options is None:
            known = "; ".join(f"{n} ({' | '.join(o)})" for n, o in inquiry.offered.items())
            raise InputError(
                f"no reading {name!r} matters here; those that do: {known or 'none'}",
                code="input-choice",
                subject=name,
            )
        if option not in options:
            raise InputError(
                f"the reading {name!r} has no option {option!r}, but: {' | '.join(options)}",
                code="input-choice",
                subject=name,
            )


def _norm_answer(norm: Norm, bearer: Bearer, inquiry: Inquiry) -> NormAnswer:
    explored = inquiry.of_norm(norm, bearer, is_plain=is_plain(norm, inquiry.cases))
    who = f"term {norm.id}" + (f", {bearer.name}" if bearer.name else "")
    dues = find_dues(norm, bearer, inquiry)
    due = to_due_text(dues)
    if due is None and norm.window is not None and norm.window.length is not None:
        due = norm.window.text
    return NormAnswer(norm, bearer.name, to_held(explored, who), due, dues)


def _readings(
    inquiry: Inquiry, sides: Iterable[Side], questions: Iterable[tuple[Norm, Bearer]]
) -> Iterator[ReadingAnswer]:
    """Yield the points whose options lead to different states, with what each leads to."""
    told: dict[str, dict[str, list[str]]] = {}
    subjects = [(side.name, options_of(inquiry.of_side(side))) for side in sides]
    for norm, bearer in questions:
        if not is_plain(norm, inquiry.cases):
            explored = inquiry.of_norm(norm, bearer, is_plain=False)
            name = f"term {norm.id}" + (f" ({bearer.name})" if bearer.name else "")
            subjects.append((name, options_of(explored)))
    for subject, points in subjects:
        for point, options in points.items():
            if len({frozenset(states) for states in options.values()}) < 2:
                continue
            for option, states in options.items():
                shown = " or ".join(sorted(s.replace("_", " ") for s in states))
                told.setdefault(point, {}).setdefault(option, []).append(f"{subject}: {shown}")
    for point, by_option in told.items():
        yield ReadingAnswer(
            point,
            _question(point, inquiry),
            tuple((option, tuple(effects)) for option, effects in by_option.items()),
            tuple(_point_citations(point, inquiry)),
        )


def _question(point: str, inquiry: Inquiry) -> str:
    kinds = (
        ("first day of", "the text does not say whether the first day of a period counts"),
        ("start of the period", "the text does not say from when its duration runs"),
        ("start", "when it begins is not stated, or stated in several ways"),
        ("zone of", "the words say local time, of the place or of who announces it"),
        ("duration", "its documents differ in how long it lasts"),
        ("late", "the text does not say what follows where it comes too late"),
        ("date of", "reports of one act give days that exclude each other"),
        ("whether", "no document says it"),
        ("effect of", "the text does not say what follows from it"),
        ("target of", "the text does not say against whom the act has to be"),
        ("actor of", "no document says it"),
        ("condition of", "nobody reports whether the condition is met"),
        ("predecessor of", "nobody reports whether it has happened"),
        ("acceptance and rejection", "both are reported of one day"),
    )
    found = next((words for start, words in kinds if point.startswith(start)), None)
    if found is not None:
        return found
    deed = next((d for ds in inquiry.cases[0].deeds.values() for d in ds if d.name == point), None)
    denied = deed is not None and any(r.is_denial for r in deed.reports)
    return "it is denied" if denied else "it is only alleged"


def _point_citations(point: str, inquiry: Inquiry) -> Iterator[Citation]:
    book = inquiry.cases[0].book
    for deeds in inquiry.cases[0].deeds.values():
        for deed in deeds:
            if deed.name == point or point == f"date of {deed.name}":
                yield from deed.citations
    if "window to answer" in point and book.window is not None:
        yield from book.window.citations
    if "period" in point or point == "duration":
        for lifetime in book.lifetimes:
            yield from lifetime.citations
    if point in {"start", ZONE}:
        for start in book.starts:
            yield from start.citations
    for norm in book.norms:
        if point.endswith(f" {norm.id}"):
            yield from norm.citations
    for trigger in book.triggers:
        if trigger.id in point.split(" of ")[-1].split(":")[0].split():
            yield from trigger.citations


def _claims(dossier: Dossier) -> Iterator[Reason]:
    """Yield what voices claim of the agreement that changes no state."""
    for telling in dossier.tellings:
        if telling.agreement.stage is Stage.COLLAPSED:
            yield _collapsed(telling)
        for claim in telling.agreement.claims:
            if claim.stance in _CLAIMED:
                about = f" ({claim.about.value})" if claim.about else ""
                yield Reason(
                    ReasonKind.FACT,
                    f"{claim.speaker} {claim.stance.value}{about}",
                    citations=tuple(
                        Citation(telling.document, telling.name, e, claim.voice)
                        for e in claim.evidence
                    ),
                )


def _collapsed(telling: Telling) -> Reason:
    evidence = tuple(
        e for g in telling.agreement.grounds if g.of == "stage" for e in g.evidence
    ) or (telling.agreement.anchor,)
    return Reason(
        ReasonKind.FACT,
        f"{telling.name} says that it collapsed",
        citations=tuple(Citation(telling.document, telling.name, e) for e in evidence),
    )
