"""Decision logs as JSON lines: a first line that counts the others, then a decision a line.

Each decision has a `seal`, the SHA-256 of everything else on its line, so that a line that was
altered is told from one that was not. It is no signature: who alters a line may seal it anew.
"""

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, TextIO

from pydantic import TypeAdapter, ValidationError

from hudna.domain.audit import digest
from hudna.domain.identifiers import sha256_of
from hudna.domain.logs import LOG_SCHEMA, Fate, ImportedDecision, LoggedDecision
from hudna.domain.problems import to_problem
from hudna.domain.readings import to_plain
from hudna.domain.statements import DecisionKind
from hudna.domain.views import CitedValue
from hudna.errors import EvidenceError, InputError
from hudna.publish.jsonl import to_json
from hudna.publish.restricting import Gate

_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")


@dataclass(frozen=True, slots=True)
class DecisionLog:
    """A decision log as it was read.

    Attributes:
        decisions: The decisions in their order, with their lines.
        refused: The lines that are none.
        digest: The hash of the whole log.
        left_out: How many decisions whoever wrote it left out as restricted.
    """

    decisions: tuple[tuple[int, LoggedDecision], ...]
    refused: tuple[ImportedDecision, ...]
    digest: str
    left_out: int


def select_open(
    log: Iterable[LoggedDecision], values: Sequence[CitedValue], gate: Gate
) -> tuple[tuple[LoggedDecision, ...], int]:
    """Return the decisions that may leave a registry, and how many may not.

    A decision is left out where anything that it tells is restricted, where no reading gives what
    it is about any more, so that this cannot be told, and where it undoes one that is left out.

    Args:
        log: All decisions.
        values: All values of the registry, which the gate has learned.
        gate: What they pass.
    """
    cited = {each.value.statement.id: each for each in values}
    kept: dict[int, LoggedDecision] = {}
    count = 0
    for count, each in enumerate(log, 1):  # noqa: B007 - the last count is the result
        if _is_open(each, cited, gate) and (each.undoes is None or each.undoes in kept):
            kept[each.number] = each
    return tuple(kept.values()), count - len(kept)


def _is_open(logged: LoggedDecision, cited: dict[Any, CitedValue], gate: Gate) -> bool:
    words = (logged.reason, logged.author, logged.value or "")
    if logged.kind is DecisionKind.UNDO:
        return gate.lets_words(words, frozenset(each.value.document.id for each in cited.values()))
    if logged.statement is not None:
        value = cited.get(logged.statement.id)
        return (
            value is not None
            and gate.pass_value(value) == value
            and gate.lets_words(words, {logged.statement.document})
        )
    documents = {account.document for account in logged.accounts}
    return gate.lets_words(words, documents) and all(
        gate.lets_quote(account.document, account.anchor) for account in logged.accounts
    )


def write_log(decisions: Sequence[LoggedDecision], file: TextIO, *, left_out: int = 0) -> int:
    """Write a decision log and return how many decisions it has; the same give the same bytes."""
    first = {"schema": LOG_SCHEMA, "decisions": len(decisions), "left_out": left_out}
    file.write(f"{to_json(first)}\n")
    for decision in decisions:
        plain = _to_plain(decision)
        file.write(f"{to_json({**plain, 'seal': digest(plain)})}\n")
    return len(decisions)


def _to_plain(decision: LoggedDecision) -> dict[str, Any]:
    plain = to_plain(decision)
    assert isinstance(plain, dict)
    return {name: value for name, value in plain.items() if value != []}


def parse_log(content: bytes, *, name: str) -> DecisionLog:
    """Return a decision log; lines that are no decision, or were altered, are told of in it.

    Raises:
        InputError: It is no decision log, or has not as many lines as it says.
    """
    try:
        lines = content.decode("utf-8-sig").split("\n")
    except UnicodeDecodeError as error:
        raise _refused(f"{name!r} is no decision log: it is not UTF-8", name) from error
    while lines and not lines[-1].strip():
        lines.pop()
    count, left_out = _parse_first(lines[0] if lines else "", name)
    whole = len(lines) - 1 - (not _is_json(lines[-1]))
    if len(lines) - 1 != count or (whole < count and not content.endswith(b"\n")):
        raise _refused(
            f"{name!r} has {whole} of the {count} decisions that its first line tells of: "
            "it was cut off or altered, and nothing of it was taken in",
            name,
        )
    decisions: list[tuple[int, LoggedDecision]] = []
    refused: list[ImportedDecision] = []
    for number, line in enumerate(lines[1:], 2):
        try:
            decisions.append((number, _parse(line, number)))
        except InputError as error:
            problem = replace(to_problem(error, subject=name), subject=f"line {number}")
            refused.append(ImportedDecision(number, None, Fate.REFUSED, None, problem))
    return DecisionLog(tuple(decisions), tuple(refused), sha256_of(content), left_out)


def _is_json(line: str) -> bool:
    try:
        json.loads(line)
    except (ValueError, RecursionError):
        return False
    return True


def _parse_first(line: str, name: str) -> tuple[int, int]:
    try:
        first = json.loads(line)
        schema, count, left_out = first["schema"], first["decisions"], first["left_out"]
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise _refused(
            f"{name!r} is no decision log: its first line does not say {LOG_SCHEMA!r} and how many "
            "decisions follow",
            name,
        ) from error
    if schema != LOG_SCHEMA:
        raise _refused(
            f"{name!r} is a decision log of the schema {schema!r}, and {LOG_SCHEMA!r} is needed",
            name,
        )
    if type(count) is not int or type(left_out) is not int or min(count, left_out) < 0:
        raise _refused(f"the first line of {name!r} does not count the decisions", name)
    return count, left_out


def _parse(line: str, number: int) -> LoggedDecision:
    """Return the decision of a line.

    Raises:
        InputError: It is none, or was altered.
    """
    try:
        plain = json.loads(line)
        to_json(plain).encode()
    except (ValueError, RecursionError) as error:
        raise _refused(f"line {number} is no JSON", f"line {number}") from error
    seal = plain.pop("seal", None) if isinstance(plain, dict) else None
    if seal is None:
        raise _refused(f"line {number} is no decision: it has no seal", f"line {number}")
    if seal != digest(plain):
        raise _refused(f"line {number} was altered: it is not what its seal says", f"line {number}")
    if "\\u0000" in line:
        raise _refused(f"line {number} has a character that no text has", f"line {number}")
    try:
        decision = _adapter().validate_json(to_json(plain), strict=True, extra="forbid")
    except EvidenceError as error:
        raise _refused(f"line {number} is no decision: {error.reason}", f"line {number}") from error
    except ValidationError as error:
        first: Any = error.errors(include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"]) or "the line"
        raise _refused(
            f"line {number} is no decision: {where}: {first['msg']}", f"line {number}"
        ) from error
    if not _INSTANT.fullmatch(decision.decided_at):
        raise _refused(
            f"line {number} is no decision: {decision.decided_at!r} is no time", f"line {number}"
        )
    return decision


@lru_cache(maxsize=1)
def _adapter() -> TypeAdapter[LoggedDecision]:
    """Return what reads decisions; made once, since making it takes a while."""
    return TypeAdapter(LoggedDecision)


def to_plain_imported(each: ImportedDecision) -> dict[str, Any]:
    """Return what a line of a log came to."""
    logged, problem = each.logged, each.problem
    return {
        "line": each.line,
        "fate": each.fate.value,
        **({} if each.number is None else {"number": each.number}),
        **({} if logged is None else {"kind": logged.kind.value, "author": logged.author}),
        **({} if problem is None else {"code": problem.code, "reason": problem.reason}),
    }


def _refused(reason: str, subject: str) -> InputError:
    return InputError(reason, code="input-decision-log", subject=subject)
