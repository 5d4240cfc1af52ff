"""Labels: a few words by which a person knows an account."""

from collections.abc import Sequence

from hudna.domain.codebook import Role
from hudna.read.casts import Cast

_SHOWN = 3
_SIDES = frozenset({Role.PARTY, Role.INVITEE})
NAMELESS = "demand"
"""What an arrangement is called that nothing names: one side's demand."""


def label_of(named_as: str | None, casts: Sequence[Cast], places: Sequence[str]) -> str:
    """Return a label: what it is, between whom, and where.

    Args:
        named_as: The document's own word for it.
        casts: Who is what in it.
        places: Where it applies, the first place first.
    """
    what = named_as or NAMELESS
    sides = list(dict.fromkeys(c.mention.name for c in casts if c.role in _SIDES))
    where = f", {places[0]}" if places else ""
    return what[:1].upper() + what[1:] + _between(sides) + where


def _between(sides: Sequence[str]) -> str:
    if not sides:
        return ""
    if len(sides) == 1:
        return f" of {sides[0]}"
    if len(sides) <= _SHOWN:
        return f" between {', '.join(sides[:-1])} and {sides[-1]}"
    return f" between {', '.join(sides[:_SHOWN])} and {len(sides) - _SHOWN} more"
