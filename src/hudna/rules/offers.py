"""Offers: what was offered to whom, how long it may be answered, and who rejected it.

Rule 2 of `docs/calculus.md`, "The lifecycle of one side".
"""

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from hudna.domain.codebook import Act, Role
from hudna.rules.answers import Certainty
from hudna.rules.completions import Mark
from hudna.rules.deeds import Deed, Done
from hudna.rules.explaining import of_term, of_window, read_as
from hudna.rules.norms import Side, WhoKind, Window
from hudna.rules.standings import Grounds, Reached

if TYPE_CHECKING:
    from hudna.rules.courses import Course

FIRST_DAY = "first day of the window to answer"


def is_of(deed: Deed, side: Side) -> bool:
    """Return whether an act of conclusion or rejection is one of a side.

    An act by nobody in particular is one of every party, and of every invitee where it answers.
    """
    if deed.by is not None:
        return deed.by == side.key
    if Role.PARTY in side.roles:
        return True
    return Role.INVITEE in side.roles and deed.act in {Act.ACCEPTED, Act.REJECTED}


def find_offer_of(course: "Course", side: Side) -> Done | None:
    """Return the offer that a side made, or None."""
    return next((d for d in course.all_in_effect(Act.OFFERED) if d.deed.by == side.key), None)


def find_offer_to(course: "Course", side: Side) -> Done | None:
    """Return the first offer that was made to a side, or None."""
    for deed in course.case.of(Act.OFFERED):
        by_someone_else = deed.by != side.key
        by_someone = deed.by is not None or Role.INVITEE in side.roles
        if by_someone_else and by_someone and _is_made_to(course, deed, side):
            done = course.in_effect(deed)
            if done is not None:
                return done
    return None


def iter_offerees(course: "Course", side: Side, offer: Done) -> Iterator[Side]:
    """Yield the sides to which a side's offer was made."""
    for other in course.case.sides:
        if other.key != side.key and _is_made_to(course, offer.deed, other):
            yield other


def _is_made_to(course: "Course", deed: Deed, side: Side) -> bool:
    """Return whether an offer is made to a side: to it, or to words that name no side."""
    return deed.against in {None, side.key} or course.case.find_side(deed.against) is None


def iter_rejections(course: "Course", side: Side) -> Iterator[Done]:
    """Yield the rejections of a side that have taken effect."""
    for deed in course.case.of(Act.REJECTED):
        if is_of(deed, side):
            done = course.in_effect(deed)
            if done is not None:
                yield done


def find_close(course: "Course", side: Side) -> Reached | None:
    """Return the last tick at which a side may answer, or None where none can be computed."""
    window = course.case.book.window
    if window is None:
        return None
    member = _opens_for(course, window, side)
    if member is None:
        return None
    said = partial(of_window, window)
    if window.end is not None:
        return Reached(
            course.end_of("the end of the window to answer", window.end), (said, *member)
        )
    start = find_opening(course, side)
    if window.length is None or start is None:
        return None
    last = course.last_of(start, window.length, FIRST_DAY, counts=window.counts_first_day)
    return Reached(last.mark, (said, *member, *last.grounds))


def find_opening(course: "Course", side: Side) -> Mark | None:
    """Return when the window to answer opens for a side: as stated, else with the offer."""
    window = course.case.book.window
    if window is None:
        return None
    if window.start is not None:
        return course.case.moment_mark("the start of the window to answer", window.start)
    if window.start_event not in {None, "offer"}:
        return None
    offer = find_offer_to(course, side) or find_offer_of(course, side)
    return offer.mark if offer is not None else None


def _opens_for(course: "Course", window: Window, side: Side) -> Grounds | None:
    """Return why a window's opening is stated for a side, or None where it is not."""
    who = window.opens_for
    if who is None or who.kind is not WhoKind.CLASS or "class" in side.roles:
        return ()
    if find_offer_of(course, side) is not None:
        return ()
    told = course.case.membership(side.key, who)
    if told.certainty is Certainty.CERTAINLY:
        return (partial(of_term, told.because, told.citations),)
    if told.certainty is Certainty.CERTAINLY_NOT:
        return None
    name = f"whether {side.name} is one of {who.text!r}"
    if course.completion.option(name, ("yes", "no")) == "no":
        return None
    return (partial(read_as, name, "yes", "2", who.citations),)
