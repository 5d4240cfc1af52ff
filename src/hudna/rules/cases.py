"""Cases: an agreement prepared for being asked: its rules, its deeds, and who its sides are."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from hudna.domain.agreements import Fact
from hudna.domain.codebook import Act, Role
from hudna.domain.dossiers import Dossier
from hudna.domain.moments import Moment, find_moment
from hudna.rules.closure import Membership, belongs_to
from hudna.rules.completions import Mark, Variable
from hudna.rules.deeds import Deed, KnownBy, find_deeds, to_known_by
from hudna.rules.names import Names
from hudna.rules.norms import Rulebook, Side, Who

CONCLUDING = frozenset({Act.ACCEPTED, Act.SIGNED, Act.AGREED, Act.ACCEDED, Act.DECLARED})
"""Acts by which someone is bound."""


@dataclass(frozen=True, slots=True, eq=False)
class Case:
    """An agreement prepared for being asked.

    Attributes:
        dossier: All that is told of it.
        book: Its rules.
        names: Its actors by name.
        sides: Who has a lifecycle, those included who joined by an act.
        deeds: The acts reported or supposed, by act.
        known: Which documents count, or None where all do.
        orders: Pairs of moments of which the first is no later than the second: what the stage of
            one account stands for happened in order.
    """

    dossier: Dossier
    book: Rulebook
    names: Names
    sides: tuple[Side, ...]
    deeds: dict[Act, tuple[Deed, ...]]
    known: KnownBy | None
    orders: tuple[tuple[Mark, Mark], ...] = ()

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
        return belongs_to(key, who, self.dossier, self.sides)


def to_case(
    dossier: Dossier,
    book: Rulebook,
    *,
    known_by: str | None = None,
    suppositions: Iterable[Fact] = (),
) -> Case:
    """Return an agreement prepared for being asked.

    Args:
        dossier: All that is told of it.
        book: Its rules, compiled from the same dossier.
        known_by: The day by which documents had to be known, as EDTF; None counts all.
        suppositions: Acts that are supposed.
    """
    names = Names.of(dossier)
    deeds: dict[Act, list[Deed]] = {}
    for deed in find_deeds(dossier, book, suppositions):
        deeds.setdefault(deed.act, []).append(deed)
    limit = find_moment(known_by)
    return Case(
        dossier=dossier,
        book=book,
        names=names,
        sides=(*book.sides, *_joining(book, deeds)),
        deeds={act: tuple(found) for act, found in deeds.items()},
        known=to_known_by(dossier, limit.latest) if limit is not None else None,
        orders=tuple(_orders(deeds)),
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
    tellings = {r.telling.document for r in one.reports if r.of_stage and r.telling}
    return any(r.of_stage and r.telling and r.telling.document in tellings for r in other.reports)


def _joining(book: Rulebook, deeds: dict[Act, list[Deed]]) -> tuple[Side, ...]:
    """Return who is named in no role and concluded the agreement by an act."""
    known = {side.key for side in (*book.sides, *book.others)}
    found: dict[str, Side] = {}
    for act in sorted(CONCLUDING):
        for deed in deeds.get(act, ()):
            if deed.by is not None and deed.by not in known and deed.by not in found:
                name = deed.by_name or deed.by
                found[deed.by] = Side(deed.by, name, ("acceded",), (), deed.citations)
    excluded = {s.key: s for s in book.others if Role.EXCLUDED not in s.roles}
    for deed in deeds.get(Act.ACCEDED, ()):
        if deed.by in excluded:
            found.setdefault(deed.by, excluded[deed.by])
    return tuple(found.values())
