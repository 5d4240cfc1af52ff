"""Matching: whose act an act is, and whether it is about what a norm is about."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hudna.rules.answers import Certainty
from hudna.rules.cases import Case
from hudna.rules.deeds import Deed
from hudna.rules.norms import Norm, Side, WhoKind
from hudna.text.folding import match_key

if TYPE_CHECKING:
    from hudna.rules.courses import Course


@dataclass(frozen=True, slots=True)
class Bearer:
    """Who is asked about a norm.

    Attributes:
        name: Their name, or None where it is not stated.
        key: Their match key, or None.
        side: The side they are, or None where they are none: the agreement counts then.
    """

    name: str | None
    key: str | None
    side: Side | None


def iter_bearers(norm: Norm, case: Case) -> Iterator[Bearer]:
    """Yield for whom a norm is asked: each side, each actor, a class as a whole, or nobody."""
    who = norm.bearer
    match who.kind:
        case WhoKind.EACH_PARTY:
            for side in case.sides:
                if "class" not in side.roles:
                    yield Bearer(side.name, side.key, side)
        case WhoKind.ACTOR:
            for key in who.keys:
                name = case.names.shown.get(key) or (who.text if len(who.keys) == 1 else key)
                yield Bearer(name, key, case.find_side(key))
        case WhoKind.CLASS:
            yield Bearer(who.text, None, None)
        case WhoKind.NOT_STATED:
            yield Bearer(None, None, None)


def is_about(norm: Norm, deed: Deed) -> bool:
    """Return whether an act concerns a norm: its term where one is named, and its place."""
    if deed.term is not None and deed.term not in {norm.term.number, norm.id}:
        return False
    if norm.place is None or deed.place is None:
        return True
    one, other = match_key(norm.place), match_key(deed.place)
    return one in other or other in one


def is_bearers(course: "Course", norm: Norm, bearer: Bearer, deed: Deed) -> bool:
    """Return whether an act is one of a norm's bearer; nobody's in particular is anybody's."""
    if deed.by is None or norm.bearer.kind is WhoKind.NOT_STATED:
        return True
    if bearer.key is not None:
        return deed.by == bearer.key
    told = course.case.membership(deed.by, norm.bearer)
    if told.certainty in {Certainty.CERTAINLY, Certainty.CERTAINLY_NOT}:
        return told.certainty is Certainty.CERTAINLY
    shown = course.case.names.name_of(deed.by)
    name = f"whether {shown} is one of {norm.bearer.text!r}"
    return course.completion.option(name, ("yes", "no")) == "yes"
