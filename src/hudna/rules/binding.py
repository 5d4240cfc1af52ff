"""Binding: what binds an actor at a place on a date, under every agreement and by every voice.

No answer says that an attack is permitted where no norm is found (`HUMANITARIAN_LAW`).
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from hudna.domain.codebook import Role
from hudna.domain.dossiers import Citation, Dossier
from hudna.rules.answers import Certainty, NormState, Reason, ReasonKind
from hudna.rules.asking import prepare
from hudna.rules.bearers import is_class_of_groups, names_someone
from hudna.rules.cases import Case
from hudna.rules.closure import Membership, belongs_to
from hudna.rules.force import in_force
from hudna.rules.inquiries import Inquiry, to_held
from hudna.rules.lexicon import lexicon_of
from hudna.rules.matching import Bearer, iter_bearers
from hudna.rules.norms import Norm, Rulebook, Side, Who, WhoKind
from hudna.rules.performance import is_plain
from hudna.rules.remarks import shown, to_cited, to_reason
from hudna.rules.timelines import asks_day, to_asked
from hudna.text.folding import match_key
from hudna.vocabulary import Vocabulary, load_vocabulary
from hudna.vocabulary.states import states_of

LiesIn = Callable[[str, str], bool | None]
"""Whether a place lies in an area; None where it cannot be told."""

_LIVE = frozenset(
    {
        NormState.ACTIVE,
        NormState.BREACHED_ALLEGED,
        NormState.BREACHED_VERIFIED,
        NormState.UNDETERMINED,
    }
)
"""The states in which a norm binds: a breach ends nothing, nor does a deadline that passed."""
_AREA = "scope.area"


class Tie(StrEnum):
    """What an actor is to an agreement."""

    PARTY = "party"
    """One of its sides."""
    MEMBER = "member"
    """One of a class that the words name, such as `all factions`."""
    OUTSIDER = "outsider"
    """No side of it, and named as bearing a norm."""
    EXCLUDED = "excluded"
    """Expressly outside it."""


class Where(StrEnum):
    """How the place asked lies to where a norm applies."""

    INSIDE = "inside"
    OUTSIDE = "outside"
    UNKNOWN = "unknown"
    """It cannot be told."""
    NOT_STATED = "not_stated"
    """The text limits the norm to no place."""


@dataclass(frozen=True, slots=True)
class Binding:
    """One norm that binds, or may bind, an actor; or that an agreement leaves the actor out.

    Attributes:
        agreement: The identifier of the agreement.
        label: What it is called.
        voice: Who says so, outermost first; empty is the document itself.
        tie: What the actor is to the agreement.
        norm: The norm; None for `excluded`.
        bearer: Whom the words of the norm name, or None where they name nobody.
        held: How surely it binds the actor there and then.
        where: How the place asked lies to where it applies; None where no place was asked.
        reason: The explanation, down to the quotes.
    """

    agreement: str
    label: str
    voice: tuple[str, ...]
    tie: Tie
    norm: Norm | None
    bearer: str | None
    held: Certainty
    where: Where | None
    reason: Reason


@dataclass(frozen=True, slots=True)
class _Tied:
    """What ties an actor to a norm: as whom it is asked, how surely, and on whose word."""

    tie: Tie
    bearer: Bearer
    certainty: Certainty
    voice: tuple[str, ...]
    reason: Reason


@dataclass(frozen=True, slots=True)
class _Question:
    """Who is asked about, where, when, and how places lie."""

    actor: str
    place: str | None
    on: str
    lies_in: LiesIn
    as_known_on: str | None
    vocabulary: Vocabulary


def find_binding(
    subjects: Iterable[tuple[Dossier, Rulebook]],
    *,
    actor: str,
    place: str | None,
    on: str,
    lies_in: LiesIn,
    as_known_on: str | None = None,
    vocabulary: Vocabulary | None = None,
) -> tuple[Binding, ...]:
    """Return every norm that binds, or may bind, an actor at a place and a moment.

    Args:
        subjects: The agreements, each with its rules.
        actor: A name of the actor.
        place: The name of the place, or None for anywhere.
        on: The moment, as EDTF.
        lies_in: Whether a place lies in an area.
        as_known_on: The day by which documents had to be known; None counts all of them.
        vocabulary: The words by which classes are understood; those of the package where it is
            None.

    Returns:
        Norms in force, in the order of the agreements, each once for each voice. A norm that
        applies elsewhere is there as `certainly_not` held and `outside`.

    Raises:
        InputError: A date is none or more than one day.
    """
    known = vocabulary or load_vocabulary()
    question = _Question(actor, place, on, lies_in, as_known_on, known)
    return tuple(
        binding
        for dossier, rulebook in subjects
        for binding in _iter_binding(dossier, rulebook, question)
    )


def _iter_binding(dossier: Dossier, rulebook: Rulebook, question: _Question) -> Iterator[Binding]:
    cases = prepare(dossier, rulebook, as_known_on=question.as_known_on)
    case = cases[0]
    key = case.names.actor_of(question.actor) or match_key(question.actor)
    inquiry = Inquiry(cases, to_asked(question.on), asks_day=asks_day(question.on))
    sides = tuple(_iter_side_ties(key, case, question))
    for norm in case.book.norms:
        if not norm.binds or not norm.citations:
            continue
        for tied in _iter_ties(norm, key, case, sides, question):
            explored = inquiry.of_norm(norm, tied.bearer, is_plain=is_plain(norm, cases))
            states = to_held(explored, tied.bearer.name or dossier.label)
            live = [held for held in states if held.state in _LIVE]
            if not live and explored.is_complete:
                continue
            whole = len(live) == len(states) and explored.is_complete
            certainty = Certainty.CERTAINLY if whole else Certainty.POSSIBLY
            if not explored.is_complete:
                certainty = Certainty.UNDETERMINED
            because = tuple(held.reason for held in live[:1])
            yield _binding(norm, tied, certainty, because, case, question)
    yield from _iter_excluded(key, case, rulebook, question)


def _binding(
    norm: Norm,
    tied: _Tied,
    certainty: Certainty,
    because: tuple[Reason, ...],
    case: Case,
    question: _Question,
) -> Binding:
    where, place_reasons = _where(norm, case, question)
    held = _least((certainty, tied.certainty, _of_place(where)))
    text = f"{shown(norm)} of {case.dossier.label}: {_in_words(held)} binding on {question.actor}"
    if where is not None and where is not Where.NOT_STATED:
        text += f", at {question.place} ({where.value})"
    return Binding(
        agreement=case.dossier.id,
        label=case.dossier.label,
        voice=tied.voice,
        tie=tied.tie,
        norm=norm,
        bearer=_named(norm, tied),
        held=held,
        where=where,
        reason=Reason(
            ReasonKind.CONCLUSION,
            text,
            because=(to_reason(norm), tied.reason, *because, *place_reasons),
        ),
    )


def _named(norm: Norm, tied: _Tied) -> str | None:
    if norm.bearer.kind is WhoKind.NOT_STATED:
        return None
    return norm.bearer.text or tied.bearer.name


_ORDER = (
    Certainty.CERTAINLY,
    Certainty.POSSIBLY,
    Certainty.UNDETERMINED,
    Certainty.CERTAINLY_NOT,
)


def _least(each: Iterable[Certainty]) -> Certainty:
    return max(each, key=_ORDER.index)


def _in_words(certainty: Certainty) -> str:
    return certainty.value.replace("_", " ")


# --- Who ---


def _iter_side_ties(key: str, case: Case, question: _Question) -> Iterator[tuple[Side, Membership]]:
    """Yield the sides that are the actor, or a class to which the actor belongs or may belong."""
    lexicon = lexicon_of(question.vocabulary)
    own = case.find_side(key)
    if own is not None:
        is_side = f"{own.name} is a side"
        yield own, Membership(Certainty.CERTAINLY, is_side, own.citations, ((),))
        return
    for side in case.sides:
        is_class = not names_someone(side.key, lexicon) and is_class_of_groups(side, lexicon)
        if is_class or "class" in side.roles:
            who = Who(WhoKind.CLASS, side.name, citations=side.citations)
            member = _membership(key, who, case, question)
            if member is not None:
                yield side, member


def _membership(key: str, who: Who, case: Case, question: _Question) -> Membership | None:
    """Return whether an actor may belong to a class, or None where nothing suggests it.

    Where no document says anything, an actor that the documents name without a role, or a place
    that lies where the agreement applies, suggests that the class may mean it. No state and no army
    of one is meant so.
    """
    member = belongs_to(key, who, case.dossier, case.sides, vocabulary=question.vocabulary)
    match member.certainty:
        case Certainty.CERTAINLY | Certainty.POSSIBLY:
            return member
        case Certainty.CERTAINLY_NOT:
            return None
        case Certainty.UNDETERMINED:
            if not _may_be_meant(key, case, question):
                return None
            text = f"{member.because}; the words may mean it"
            return Membership(Certainty.POSSIBLY, text, who.citations)


def _may_be_meant(key: str, case: Case, question: _Question) -> bool:
    """Return whether a class of which nobody says who belongs to it may mean an actor."""
    if any(other.key == key for other in case.book.others):
        return False
    if case.find_side(key) is not None:
        return True
    if states_of(question.actor, question.vocabulary):
        return False
    return key in case.names.shown or _applies_at(case, question)


def _iter_ties(
    norm: Norm,
    key: str,
    case: Case,
    sides: tuple[tuple[Side, Membership], ...],
    question: _Question,
) -> Iterator[_Tied]:
    """Yield what ties an actor to a norm, once for each voice that says so."""
    if norm.bearer.kind is WhoKind.NOT_STATED:
        for side, member in sides:
            if side.key == key:
                unnamed = Membership(
                    Certainty.POSSIBLY, "who bears it is not stated", member.citations, ((),)
                )
                yield from _tied(Tie.PARTY, Bearer(side.name, key, side), unnamed, norm)
        return
    if norm.bearer.kind is WhoKind.CLASS:
        found = _membership(key, norm.bearer, case, question)
        if found is not None:
            side_of = case.find_side(key)
            yield from _tied(Tie.MEMBER, Bearer(norm.bearer.text, key, side_of), found, norm)
        return
    bearers = {bearer.key: bearer for bearer in iter_bearers(norm, case)}
    if key in bearers and case.find_side(key) is None:
        named = Membership(
            Certainty.CERTAINLY, "the words name it; it is no side", norm.bearer.citations, ((),)
        )
        yield from _tied(Tie.OUTSIDER, bearers[key], named, norm)
    is_of_all = norm.bearer.kind is WhoKind.EACH_PARTY
    for side, member in sides:
        if side.key in bearers or is_of_all:
            tie = Tie.PARTY if side.key == key else Tie.MEMBER
            bearer = bearers.get(side.key) or Bearer(side.name, side.key, side)
            yield from _tied(tie, bearer, member, norm)


def _tied(tie: Tie, bearer: Bearer, member: Membership, norm: Norm) -> Iterator[_Tied]:
    """Yield a tie once for each voice: the term's own, or whoever says that the actor belongs."""
    reason = Reason(ReasonKind.TERM, member.because, citations=member.citations)
    voices = tuple(voice for voice in member.voices if voice) if () not in member.voices else ()
    for voice in voices or (norm.term.voice,):
        yield _Tied(tie, bearer, member.certainty, voice, reason)


def _iter_excluded(
    key: str, case: Case, rulebook: Rulebook, question: _Question
) -> Iterator[Binding]:
    """Yield that an agreement leaves the actor out, where it does or may."""
    excluded = [s for s in (*case.book.sides, *case.book.others) if Role.EXCLUDED in s.roles]
    keys = tuple(side.key for side in excluded)
    for side in excluded:
        member = _exclusion(key, side, keys, case, question)
        if member is None:
            continue
        force = in_force(
            case.dossier, rulebook, key=None, on=question.on, as_known_on=question.as_known_on
        )
        held = _least((member.certainty, force.certainty))
        if held is Certainty.CERTAINLY_NOT:
            continue
        citations = tuple(dict.fromkeys((*side.citations, *member.citations)))
        for voice in [v for v in member.voices if v] or [()]:
            yield Binding(
                agreement=case.dossier.id,
                label=case.dossier.label,
                voice=voice,
                tie=Tie.EXCLUDED,
                norm=None,
                bearer=side.name,
                held=held,
                where=None,
                reason=Reason(
                    ReasonKind.CONCLUSION,
                    f"{case.dossier.label} leaves {question.actor} out: {_in_words(held)}",
                    because=(to_cited(f"{side.name}: {member.because}", citations), *force.because),
                ),
            )


def _exclusion(
    key: str, side: Side, excluded: tuple[str, ...], case: Case, question: _Question
) -> Membership | None:
    if side.key == key:
        return Membership(Certainty.CERTAINLY, "it is left out by name", side.citations, ((),))
    if names_someone(side.key, lexicon_of(question.vocabulary)) and not _is_class(side):
        return None
    others = tuple(each for each in excluded if each != side.key)
    who = Who(WhoKind.CLASS, side.name, linked_to=others, citations=side.citations)
    member = belongs_to(key, who, case.dossier, (), vocabulary=question.vocabulary)
    is_told = member.certainty in {Certainty.CERTAINLY, Certainty.POSSIBLY}
    return member if is_told else None


def _is_class(side: Side) -> bool:
    words = side.key.split()
    return "linked" in words or "affiliated" in words


# --- Where ---


def _where(norm: Norm, case: Case, question: _Question) -> tuple[Where | None, tuple[Reason, ...]]:
    """Return how the place asked lies to where a norm applies, and the quotes that say where.

    A norm without a place of its own applies where its agreement does: in the areas to which a
    term limits it. Other places that the agreement names show that a place is inside, and none is
    outside for not being named.
    """
    if question.place is None:
        return None, ()
    if norm.place is not None:
        where = _relation(question.place, norm.place, question.lies_in)
        return where, (to_cited(f"it applies at {norm.place}", norm.citations),)
    areas = tuple(_iter_areas(case.dossier))
    named = [place.name for t in case.dossier.tellings for place in t.agreement.places]
    every = [
        _relation(question.place, area, question.lies_in)
        for area in (*(area for area, _ in areas), *named)
    ]
    reasons = tuple(to_cited(f"the agreement applies at {area}", cited) for area, cited in areas)
    if not every:
        return Where.NOT_STATED, ()
    if Where.INSIDE in every:
        return Where.INSIDE, reasons
    is_outside = bool(areas) and set(every) == {Where.OUTSIDE}
    return (Where.OUTSIDE if is_outside else Where.UNKNOWN), reasons


def _relation(place: str, area: str, lies_in: LiesIn) -> Where:
    match lies_in(place, area):
        case True:
            return Where.INSIDE
        case False:
            return Where.OUTSIDE
        case None:
            return Where.UNKNOWN


def _of_place(where: Where | None) -> Certainty:
    match where:
        case Where.OUTSIDE:
            return Certainty.CERTAINLY_NOT
        case Where.UNKNOWN:
            return Certainty.POSSIBLY
        case Where.INSIDE | Where.NOT_STATED | None:
            return Certainty.CERTAINLY


def _iter_areas(dossier: Dossier) -> Iterator[tuple[str, tuple[Citation, ...]]]:
    """Yield the areas to which the terms of an agreement limit it."""
    for telling in dossier.tellings:
        for term in telling.agreement.terms:
            if _AREA in term.codes and term.place is not None:
                yield (
                    term.place.value,
                    tuple(
                        Citation(telling.document, telling.name, e, term.voice)
                        for e in term.place.evidence
                    ),
                )


def _applies_at(case: Case, question: _Question) -> bool:
    """Return whether the place asked lies for sure at one that the agreement names."""
    if question.place is None:
        return False
    named = {p.name for t in case.dossier.tellings for p in t.agreement.places}
    named |= {area for area, _ in _iter_areas(case.dossier)}
    return any(question.lies_in(question.place, name) for name in named)
