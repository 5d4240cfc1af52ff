"""Cases: an agreement prepared for being asked: its rules, its deeds, and who its sides are."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import product

from hudna.domain.agreements import Fact
from hudna.domain.codebook import Act, Role
from hudna.domain.dossiers import Dossier, Telling
from hudna.domain.moments import FIRST, LAST, Moment, find_moment
from hudna.rules.closure import Membership, belongs_to
from hudna.rules.compiling import compile_rules
from hudna.rules.completions import Mark, Variable
from hudna.rules.deeds import Deed, find_deeds
from hudna.rules.names import Names
from hudna.rules.norms import Rulebook, Side, Who

CONCLUDING = frozenset({Act.ACCEPTED, Act.SIGNED, Act.AGREED, Act.ACCEDED, Act.DECLARED})
"""Acts by which someone is bound."""

VAGUELY_KNOWN = 8
"""How many documents may have been known or not by the day asked; beyond it all are taken as known
or not together."""


@dataclass(frozen=True, slots=True, eq=False)
class Case:
    """An agreement prepared for being asked.

    Attributes:
        dossier: All that is told of it.
        book: Its rules.
        names: Its actors by name.
        sides: Who has a lifecycle, those included who joined by an act.
        deeds: The acts reported or supposed, by act.
        orders: Pairs of moments of which the first is no later than the second: what the stage of
            one account stands for happened in order.
        known: Which documents of vague publication were taken as known, in words; empty where
            none is vague.
    """

    dossier: Dossier
    book: Rulebook
    names: Names
    sides: tuple[Side, ...]
    deeds: dict[Act, tuple[Deed, ...]]
    orders: tuple[tuple[Mark, Mark], ...] = ()
    known: tuple[tuple[str, str], ...] = ()

    def of(self, *acts: Act) -> tuple[Deed, ...]:
        """Return the deeds of some acts, in a fixed order."""
        if len(acts) == 1:
            return self.deeds.get(acts[0], ())
        return tuple(d for act in acts for d in self.deeds.get(act, ()))

    def moment_mark(self, name: str, moment: Moment) -> Mark:
        """Return a moment that the terms state as a mark."""
        return Mark(Variable(name, moment.stretches))

    def membership(self, key: str, who: Who) -> Membership:
        """Return whether an actor is one of those that words mean."""
        return belongs_to(key, who, self.dossier, self.sides, vocabulary=self.book.vocabulary)

    def find_side(self, key: str | None) -> Side | None:
        """Return the side of a match key, or None."""
        return next((s for s in self.sides if s.key == key), None)


def to_cases(
    dossier: Dossier,
    book: Rulebook,
    *,
    known_by: int | None = None,
    suppositions: Iterable[Fact] = (),
) -> tuple[Case, ...]:
    """Return an agreement prepared for being asked, once for each state of knowledge.

    Args:
        dossier: All that is told of it.
        book: Its rules, compiled from the same dossier.
        known_by: The tick by which documents had to be known; None counts all. A document whose
            publication is vague is known in some of the cases and not in the others.
        suppositions: Acts that are supposed.
    """
    suppositions = tuple(suppositions)
    if known_by is None:
        return (_case(dossier, book, suppositions, ()),)
    sure, vague = _known(dossier, known_by)
    if len(sure) == len(dossier.tellings):
        return (_case(dossier, book, suppositions, ()),)
    return tuple(
        _case(told, _book_of(told, book), suppositions, words)
        for told, words in _states_of_knowledge(dossier, sure, vague)
    )


def _known(dossier: Dossier, by: int) -> tuple[list[Telling], list[Telling]]:
    """Return the documents that were known by a tick, and those that may have been."""
    sure, vague = [], []
    for telling in dossier.tellings:
        moment = find_moment(telling.known)
        earliest, latest = (moment.earliest, moment.latest) if moment else (FIRST, LAST)
        if latest <= by:
            sure.append(telling)
        elif earliest <= by:
            vague.append(telling)
    return sure, vague


def _states_of_knowledge(
    dossier: Dossier, sure: list[Telling], vague: list[Telling]
) -> Iterator[tuple[Dossier, tuple[tuple[str, str], ...]]]:
    names = list(dict.fromkeys(t.document for t in vague))
    options = product((True, False), repeat=len(names))
    if len(names) > VAGUELY_KNOWN:
        options = iter([(True,) * len(names), (False,) * len(names)])  # type: ignore[assignment]
    for known in options:
        taken = {name for name, is_known in zip(names, known, strict=True) if is_known}
        tellings = tuple(
            t for t in dossier.tellings if t in sure or (t in vague and t.document in taken)
        )
        words = tuple(
            (f"whether {t.name} was known by then", "yes" if t.document in taken else "no")
            for t in vague
        )
        yield replace(dossier, tellings=tellings), words


def _book_of(dossier: Dossier, book: Rulebook) -> Rulebook:
    assert book.vocabulary is not None
    return compile_rules(dossier, book.vocabulary)


def _case(
    dossier: Dossier,
    book: Rulebook,
    suppositions: tuple[Fact, ...],
    known: tuple[tuple[str, str], ...],
) -> Case:
    deeds: dict[Act, list[Deed]] = {}
    for deed in find_deeds(dossier, book, suppositions):
        deeds.setdefault(deed.act, []).append(deed)
    return Case(
        dossier=dossier,
        book=book,
        names=Names.of(dossier),
        sides=(*book.sides, *_joining(book, deeds)),
        deeds={act: tuple(found) for act, found in deeds.items()},
        orders=tuple(_orders(deeds)),
        known=known,
    )


def _orders(deeds: dict[Act, list[Deed]]) -> Iterator[tuple[Mark, Mark]]:
    """Yield the moments of deeds that one account's stage stands for, the earlier first."""
    firsts = [*deeds.get(Act.AGREED, ()), *deeds.get(Act.OFFERED, ())]
    follow = {
        Act.AGREED: (Act.BEGAN, Act.SUSPENDED, Act.EXPIRED),
        Act.OFFERED: (Act.REJECTED,),
    }
    for first in firsts:
        for act in follow[first.act]:
            for later in deeds.get(act, ()):
                if len(first.dates) == len(later.dates) == 1 and _are_of_one_stage(first, later):
                    yield first.dates[0].mark, later.dates[0].mark


def _are_of_one_stage(one: Deed, other: Deed) -> bool:
    documents = {r.telling.document for r in one.reports if r.of_stage and r.telling}
    return any(r.of_stage and r.telling and r.telling.document in documents for r in other.reports)


def _joining(book: Rulebook, deeds: dict[Act, list[Deed]]) -> tuple[Side, ...]:
    """Return who is named in no role, or in one that binds nobody, and concluded it by an act."""
    sides = {side.key for side in book.sides}
    others = {side.key: side for side in book.others if Role.EXCLUDED not in side.roles}
    found: dict[str, Side] = {}
    for act in sorted(CONCLUDING):
        for deed in deeds.get(act, ()):
            key = deed.by
            if key is None or key in sides or key in found:
                continue
            if key in others:
                if act is Act.ACCEDED:
                    found[key] = others[key]
            elif key not in {side.key for side in book.others} or act is Act.ACCEDED:
                name = deed.by_name or key
                found[key] = Side(key, name, ("acceded",), (), deed.citations)
    return tuple(found.values())
