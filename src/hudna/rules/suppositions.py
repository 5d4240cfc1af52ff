"""Suppositions: acts that are only supposed, to see what would follow.

The grammar is `ACT [by NAME] [against NAME] [at PLACE] [term NUMBER] [on DATE] [until DATE]`, the
parts in any order, as in `accepted by Levant Front on 2016-02-05`.
"""

import re
from dataclasses import dataclass
from difflib import get_close_matches

from hudna.domain.agreements import Fact
from hudna.domain.codebook import Act
from hudna.domain.periods import is_duration, is_period
from hudna.errors import InputError

_PARTS = ("by", "against", "at", "term", "on", "until", "effective")
_SPLIT = re.compile(rf"\s+({'|'.join(_PARTS)})\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Supposition:
    """An act that is only supposed.

    Attributes:
        text: As it was written.
        fact: The act.
    """

    text: str
    fact: Fact


def parse_supposition(text: str) -> Supposition:
    """Return what a supposition says.

    Raises:
        InputError: It names no act of the codebook, gives a part twice, or a date that is none.
    """
    act_words, *rest = _SPLIT.split(text.strip())
    parts: dict[str, str] = {}
    for name, value in zip(rest[::2], rest[1::2], strict=False):
        if name.lower() in parts or not value.strip():
            raise _unparsable(text, f"it gives {name!r} twice or without a value")
        parts[name.lower()] = value.strip()
    word = act_words.strip().lower()
    acts = [act.value for act in Act]
    if word not in acts:
        near = get_close_matches(word, acts)
        raise _unparsable(text, f"it has to begin with an act: {', '.join(near or acts)}")
    for name in ("on", "effective"):
        if name in parts and not is_period(parts[name]):
            raise _unparsable(text, f"{parts[name]!r} is no date (2016-02-05, 2016-02)")
    until = parts.get("until")
    if until is not None and not (is_period(until) or is_duration(until)):
        raise _unparsable(text, f"{until!r} is no date and no duration (P6M)")
    return Supposition(
        text,
        Fact(
            Act(word),
            (),
            by=parts.get("by"),
            against=parts.get("against"),
            place=parts.get("at"),
            date=parts.get("on"),
            effective=parts.get("effective"),
            until=until,
            term=parts.get("term"),
        ),
    )


def _unparsable(text: str, reason: str) -> InputError:
    return InputError(
        f"the supposition {text!r} cannot be understood: {reason}",
        code="input-supposition",
        subject=text,
    )
