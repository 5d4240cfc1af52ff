"""The gate: what is restricted by default, so that publishing it could put someone at risk.

Restricted are routes, evacuations, releases, returns, aid deliveries and movement notices that are
still ahead, and persons who act for a side without being one. `docs/responsible-use.md` says why.
Whatever leaves a registry for others (calendars, and exports by `hudna.publish.restricting`) asks
here first; the functions are pure.
"""

from collections.abc import Iterable
from datetime import date

from hudna.domain.codebook import Role

RESTRICTED_CODES = frozenset(
    {
        "humanitarian.access",
        "humanitarian.return",
        "movement.crossing",
        "movement.evacuate",
        "movement.notify",
        "movement.route",
        "persons.defect",
        "persons.missing",
        "persons.release",
    }
)
"""The codes of terms whose dates tell where people or convoys are going to be."""

PERSONAL_ROLES = frozenset({Role.SIGNATORY, Role.RESPONSIBLE, Role.WITNESS})
"""The roles in which documents name persons; whether they hold an office is not known."""


def find_restriction(
    *,
    codes: Iterable[str] = (),
    roles: Iterable[str] = (),
    latest: date | None = None,
    today: date,
) -> str | None:
    """Return why something is restricted, or None where it may pass.

    Args:
        codes: The codes of the terms that it rests on or would tell of.
        roles: The roles of whom it names; empty where it names nobody or a side of the terms.
        latest: The last day on which it may happen; None is not known, and counts as ahead.
        today: The day on which it would be published.
    """
    held = frozenset(roles)
    if held and held <= PERSONAL_ROLES:
        return "names a person who is no side"
    restricted = sorted(RESTRICTED_CODES.intersection(codes))
    if restricted and (latest is None or latest >= today):
        return f"is ahead and tells of {', '.join(restricted)}"
    return None
