"""The schema of an answer: one flat list of values, each of one kind, each with its quote."""

from collections.abc import Iterable
from typing import Any

from hudna.domain.codebook import (
    About,
    Authenticity,
    DateKind,
    Form,
    Modality,
    Role,
    Scope,
    Stage,
    Stance,
)

AGREEMENT = "agreement"
"""The kind of value that says that the document speaks of an agreement, and what it calls it."""
OWN = {"form": Form, "stage": Stage, "authenticity": Authenticity, "scope": Scope}
"""The kinds of values of which an agreement has one, and what each may be."""
PARTICIPANT, DATE, PLACE, TERM, CLAIM = "participant", "date", "place", "term", "claim"
KINDS = (AGREEMENT, *OWN, PARTICIPANT, DATE, PLACE, TERM, CLAIM)
"""The kinds of values, in the order in which the prompt explains them."""
FIELDS = ("agreement", "kind", "code", "name", "detail", "quote")
"""The fields of a value; all are there, empty where they say nothing."""
MOST_VALUES = 400
"""How many values one answer may have; what follows them is refused."""


def to_schema(codes: Iterable[str]) -> dict[str, Any]:
    """Return the JSON Schema of an answer.

    Args:
        codes: The codes of terms that the codebook has.
    """
    closed = (*OWN.values(), Role, DateKind, Stance)
    allowed = dict.fromkeys(
        ["", *(each.value for values in closed for each in values), *sorted(codes)]
    )
    details = {
        "type": "string",
        "description": "date: EDTF or ISO 8601 duration; term: "
        + ", ".join(Modality)
        + "; claim: "
        + ", ".join(About),
    }
    value = {
        "type": "object",
        "properties": {
            "agreement": {"type": "integer"},
            "kind": {"type": "string", "enum": list(KINDS)},
            "code": {"type": "string", "enum": list(allowed)},
            "name": {"type": "string"},
            "detail": details,
            "quote": {"type": "string"},
        },
        "required": list(FIELDS),
        "additionalProperties": False,
    }
    return {
        "type": "object",
        "properties": {"values": {"type": "array", "items": value}},
        "required": ["values"],
        "additionalProperties": False,
    }
