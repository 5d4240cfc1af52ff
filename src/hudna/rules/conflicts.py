"""Conflicts: norms of two agreements that one actor cannot both keep.

Agreements meet where both demand something of one actor in one matter. The demands of all of them
are put under actor and matter first, so that the work grows with what meets, and not with the
square of the agreements.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import product

from hudna.domain.agreements import Relation
from hudna.domain.dossiers import Dossier
from hudna.rules.answers import Certainty, Oddity, OddityKind, Reason
from hudna.rules.demands import FIGHT, Demand, find_demands
from hudna.rules.force import in_force
from hudna.rules.names import Names
from hudna.rules.norms import Rulebook
from hudna.rules.remarks import shown, to_oddity
from hudna.vocabulary import Vocabulary, load_vocabulary

Subject = tuple[Dossier, Rulebook]
"""An agreement: all that is told of it, and the rules compiled from that."""

_SUREST = (Certainty.CERTAINLY, Certainty.POSSIBLY, Certainty.UNDETERMINED)


def find_clashes(
    first: Subject,
    second: Subject,
    *,
    on: str | None,
    as_known_on: str | None = None,
    vocabulary: Vocabulary | None = None,
) -> tuple[Oddity, ...]:
    """Return the norms of two agreements that one actor cannot both keep.

    Args:
        first: The one agreement.
        second: The other agreement.
        on: The moment at which both have to be in force for the actor; None asks what their norms
            demand, whenever that is.
        as_known_on: The day by which documents had to be known; None counts all of them.
        vocabulary: The words by which clashes are found; those of the package where it is None.

    Raises:
        InputError: A date is none or more than one day.
    """
    return tuple(
        iter_clashes([first, second], on=on, as_known_on=as_known_on, vocabulary=vocabulary)
    )


def iter_clashes(
    subjects: Iterable[Subject],
    *,
    on: str | None,
    as_known_on: str | None = None,
    vocabulary: Vocabulary | None = None,
) -> Iterator[Oddity]:
    """Yield the norms of different agreements that one actor cannot both keep.

    Args:
        subjects: The agreements, each once.
        on: The moment at which both have to be in force for the actor, or None.
        as_known_on: The day by which documents had to be known; None counts all of them.
        vocabulary: The words by which clashes are found; those of the package where it is None.

    Raises:
        InputError: A date is none or more than one day.
    """
    known = vocabulary or load_vocabulary()
    every = tuple(subjects)
    standing = _standing(every, on, as_known_on)
    told: set[tuple[str, str, str, str]] = set()
    for demands in _meeting(every, known):
        done = [(n, d) for n, d in demands if d.is_to_do]
        left = [(n, d) for n, d in demands if not d.is_to_do]
        for (one, to_do), (other, to_leave) in product(done, left):
            pair = (every[one][0].id, to_do.norm.id, every[other][0].id, to_leave.norm.id)
            if one == other or pair in told or _are_related(every[one][0], every[other][0]):
                continue
            certainty, because = _held(to_do, to_leave, standing, one, other)
            if certainty is not Certainty.CERTAINLY_NOT:
                told.add(pair)
                yield _clash(to_do, to_leave, every[one], every[other], certainty, because)


def _meeting(
    subjects: tuple[Subject, ...], vocabulary: Vocabulary
) -> Iterator[list[tuple[int, Demand]]]:
    """Yield the demands of several agreements on one actor in one matter, each with its place."""
    found: dict[tuple[str, tuple[str, str]], list[tuple[int, Demand]]] = {}
    for place, (dossier, rulebook) in enumerate(subjects):
        for demand in find_demands(dossier, rulebook, vocabulary):
            found.setdefault((demand.bearer, demand.matter), []).append((place, demand))
    for demands in found.values():
        if len({place for place, _ in demands}) > 1:
            yield demands


Standing = Callable[[int, str], tuple[Certainty, tuple[Reason, ...]]]
"""How surely an agreement, by its place, is in force for an actor, and why."""


def _standing(subjects: tuple[Subject, ...], on: str | None, as_known_on: str | None) -> Standing:
    @cache
    def of(place: int, key: str) -> tuple[Certainty, tuple[Reason, ...]]:
        if on is None:
            return Certainty.CERTAINLY, ()
        dossier, rulebook = subjects[place]
        held = in_force(dossier, rulebook, key=key, on=on, as_known_on=as_known_on)
        return held.certainty, held.because

    return of


def _held(
    to_do: Demand, to_leave: Demand, standing: Standing, one: int, other: int
) -> tuple[Certainty, tuple[Reason, ...]]:
    """Return how surely two demands hold together, and why the agreements are in force."""
    meant = max(to_do.certainty, to_leave.certainty, key=_rank)
    first, because = standing(one, to_do.bearer)
    if first is Certainty.CERTAINLY_NOT:
        return first, ()
    second, because_too = standing(other, to_leave.bearer)
    if second is Certainty.CERTAINLY_NOT:
        return second, ()
    return max(meant, first, second, key=_rank), (*because, *because_too)


def _rank(certainty: Certainty) -> int:
    return _SUREST.index(certainty)


def _clash(
    to_do: Demand,
    to_leave: Demand,
    first: Subject,
    second: Subject,
    certainty: Certainty,
    because: tuple[Reason, ...],
) -> Oddity:
    (one, _), (other, _) = first, second
    who = Names.of(one).name_of(to_do.bearer)
    verb, what = to_do.matter
    if verb == FIGHT:
        matter = f"fight {Names.of(one).name_of(what)}"
    else:
        matter = f"{verb} {what}" if not what.startswith("at ") else f"{verb} {what[3:]}"
    text = (
        f"{one.label} has {who} {matter} ({shown(to_do.norm)}), "
        f"which {other.label} forbids ({shown(to_leave.norm)})"
    )
    return to_oddity(
        OddityKind.CANNOT_BOTH_BE_KEPT,
        text,
        agreements=(one.id, other.id),
        norms=(to_do.norm, to_leave.norm),
        because=because,
        certainty=certainty,
    )


def _are_related(first: Dossier, second: Dossier) -> bool:
    """Return whether one agreement is said to be part of the other or to take its place."""
    return _relates(first, second) or _relates(second, first)


def _relates(first: Dossier, second: Dossier) -> bool:
    names = {second.id, *(telling.agreement.id for telling in second.tellings)}
    return any(relation.to in names for relation in _relations(first))


def _relations(dossier: Dossier) -> Iterator[Relation]:
    for telling in dossier.tellings:
        yield from telling.agreement.relations
