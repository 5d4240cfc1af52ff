"""JSON lines: a reading or an agreement on each line, and readings back from lines."""

import json
from collections.abc import Iterable
from functools import lru_cache
from typing import Any, TextIO

from pydantic import TypeAdapter, ValidationError

from hudna.domain.readings import SCHEMA, Reading, to_plain
from hudna.domain.views import AgreementView
from hudna.errors import InputError
from hudna.publish.plain import to_plain_agreement
from hudna.publish.restricting import Gate


def to_json(value: object) -> str:
    """Return plain data as one line of JSON, letters of every script as they are."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def to_reading_line(reading: Reading) -> str:
    """Return a reading as one line of `hudna.reading/1`, without the line end."""
    return to_json(to_plain(reading))


def to_agreement_line(view: AgreementView) -> str:
    """Return an agreement with every account, statement and quote as one line."""
    return to_json(to_plain_agreement(view))


def write_agreements(
    views: Iterable[AgreementView], file: TextIO, *, gate: Gate | None = None
) -> int:
    """Write agreements, one a line, and return how many there were.

    Args:
        views: The agreements.
        file: Where to.
        gate: What they pass; None lets everything pass. A line of which something is restricted
            says how much under `restricted`.
    """
    count = 0
    for count, view in enumerate(views, 1):  # noqa: B007 - the last count is the result
        file.write(f"{to_agreement_line(view) if gate is None else _passed(view, gate)}\n")
    return count


def _passed(view: AgreementView, gate: Gate) -> str:
    passed, tally = gate.pass_agreement(view)
    plain = to_plain_agreement(passed)
    if tally.total:
        plain["restricted"] = {"left_out": tally.left_out, "redacted": tally.redacted}
    return to_json(plain)


def parse_reading(line: str | bytes) -> Reading:
    """Return the reading of a line of `hudna.reading/1`; nothing is coerced, nothing passed over.

    Raises:
        InputError: It is no JSON, no reading, or one of another version of the contract.
        EvidenceError: A quote is not as long as its span.
    """
    try:
        reading = adapter().validate_json(line, strict=True, extra="forbid")
    except ValidationError as error:
        first: Any = error.errors(include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"]) or "the line"
        raise InputError(
            f"this is no reading: {where}: {first['msg']}", code="input-reading"
        ) from error
    if reading.schema != SCHEMA:
        raise InputError(
            f"this is a reading of the schema {reading.schema!r}, and {SCHEMA!r} is needed",
            code="input-reading",
        )
    return reading


@lru_cache(maxsize=1)
def adapter() -> TypeAdapter[Reading]:
    """Return what reads and describes readings; made once, since making it takes a while."""
    return TypeAdapter(Reading)
