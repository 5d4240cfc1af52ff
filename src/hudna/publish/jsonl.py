"""JSON lines: a reading or an agreement on each line, and readings back from lines."""

import json
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any, TextIO

from pydantic import TypeAdapter, ValidationError

from hudna.domain.consensus import Shared
from hudna.domain.grades import NO_GRADES, Gradebook
from hudna.domain.readings import SCHEMA, Reading, to_plain
from hudna.domain.views import AgreementView
from hudna.errors import InputError
from hudna.publish.grades import grades_of, pass_grades, to_plain_grade
from hudna.publish.plain import to_plain_agreement
from hudna.publish.restricting import Gate
from hudna.publish.sameness import to_plain_shared


def _nothing_shared(view: AgreementView) -> tuple[Shared, ...]:  # noqa: ARG001 - as others
    return ()


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
    views: Iterable[AgreementView],
    file: TextIO,
    *,
    gate: Gate | None = None,
    book: Gradebook = NO_GRADES,
    find_consensus: Callable[[AgreementView], Iterable[Shared]] = _nothing_shared,
) -> int:
    """Write agreements, one a line, and return how many there were.

    Args:
        views: The agreements.
        file: Where to.
        gate: What they pass; None lets everything pass. A line of which something is restricted
            says how much under `restricted`.
        book: The grades in force; those of the sources and statements of an agreement are under
            `grades`.
        find_consensus: Tells what the sources of an agreement say alike, for `consensus`.
    """
    count = 0
    for count, view in enumerate(views, 1):  # noqa: B007 - the last count is the result
        passed, tally = (view, None) if gate is None else gate.pass_agreement(view)
        plain = to_plain_agreement(passed)
        shared = [to_plain_shared(each) for each in find_consensus(passed)]
        grades = grades_of(passed, book)
        if gate is not None:
            grades = pass_grades(grades, (a.document.id for a in view.accounts), gate)
        plain |= {"consensus": shared} if shared else {}
        plain |= {"grades": [to_plain_grade(each) for each in grades]} if grades else {}
        if tally is not None and tally.total:
            plain["restricted"] = {"left_out": tally.left_out, "redacted": tally.redacted}
        file.write(f"{to_json(plain)}\n")
    return count


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
