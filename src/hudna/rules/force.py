"""Force: how surely an agreement is in force for one actor at a moment, and why."""

from dataclasses import dataclass

from hudna.domain.dossiers import Dossier
from hudna.rules.answers import Certainty, Held, Reason, State
from hudna.rules.asking import prepare
from hudna.rules.inquiries import Inquiry, to_held
from hudna.rules.matching import Bearer
from hudna.rules.norms import Rulebook
from hudna.rules.timelines import sides_of, to_asked


@dataclass(frozen=True, slots=True)
class InForce:
    """How surely an agreement is in force.

    Attributes:
        certainty: How surely.
        states: Every state it may have, the surest first.
        because: Why it is, or may be, in force; where it is not, why not.
    """

    certainty: Certainty
    states: tuple[Held, ...]
    because: tuple[Reason, ...]


def in_force(
    dossier: Dossier,
    rulebook: Rulebook,
    *,
    key: str | None,
    on: str,
    as_known_on: str | None = None,
) -> InForce:
    """Return how surely an agreement is in force for an actor.

    Args:
        dossier: All that is told of it.
        rulebook: Its rules, compiled from the same dossier.
        key: The match key of the actor; where that is none of its sides, or None, it counts as in
            force when it is so for any side.
        on: The moment asked, as EDTF.
        as_known_on: The day by which documents had to be known; None counts all of them.

    Raises:
        InputError: A date is none or more than one day.
    """
    cases = prepare(dossier, rulebook, as_known_on=as_known_on)
    side = next((s for s in sides_of(rulebook, cases) if s.key == key), None)
    name = side.name if side is not None else None
    explored = Inquiry(cases, to_asked(on)).of_bearer(Bearer(name, key, side))
    states = to_held(explored, name or dossier.label)
    found = next((held for held in states if held.state is State.IN_FORCE), None)
    if found is not None:
        return InForce(found.certainty, states, (found.reason,))
    reasons = tuple(held.reason for held in states[:1])
    certainty = Certainty.CERTAINLY_NOT if explored.is_complete else Certainty.UNDETERMINED
    return InForce(certainty, states, reasons)
