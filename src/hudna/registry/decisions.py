"""Decisions: what a person may decide, and which decision is in force."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from enum import StrEnum

from hudna.domain.codebook import (
    About,
    Act,
    Authenticity,
    DateKind,
    Form,
    Modality,
    Role,
    Scope,
    Stage,
    Stance,
)
from hudna.domain.periods import is_period, is_value_of
from hudna.domain.statements import Decision, DecisionKind, Statement, SubjectKind
from hudna.errors import ConflictError, InputError
from hudna.vocabulary import load_vocabulary

_SETS: Mapping[tuple[SubjectKind, str], type[StrEnum]] = {
    (SubjectKind.AGREEMENT, "form"): Form,
    (SubjectKind.AGREEMENT, "stage"): Stage,
    (SubjectKind.AGREEMENT, "authenticity"): Authenticity,
    (SubjectKind.AGREEMENT, "scope"): Scope,
    (SubjectKind.PARTICIPANT, "role"): Role,
    (SubjectKind.TERM, "modality"): Modality,
    (SubjectKind.CLAIM, "stance"): Stance,
    (SubjectKind.CLAIM, "about"): About,
    (SubjectKind.FACT, "act"): Act,
}


def find_allowed(kind: SubjectKind, name: str) -> tuple[str, ...] | None:
    """Return the values that a property may have, or None where it takes free text."""
    if (kind, name) == (SubjectKind.TERM, "code"):
        return tuple(load_vocabulary().get("codebook")["codes"])
    members = _SETS.get((kind, name))
    return None if members is None else tuple(member.value for member in members)


def check_decision(
    kind: DecisionKind, statement: Statement, *, value: str | None, reason: str, author: str
) -> None:
    """Check that a decision on a statement may be made.

    Raises:
        InputError: It has no reason or author, is a correction without a value or to one that the
            property may not have, has a value though it corrects nothing, or is an undoing, which
            has no statement.
    """
    check_signed(reason=reason, author=author)
    if kind not in ON_STATEMENTS:
        raise _refused(f"{kind} is no decision on a statement")
    if kind is not DecisionKind.CORRECT:
        if value is not None:
            raise _refused(f"only a correction has a value, and this is to {kind}")
        return
    if value is None or not value.strip():
        raise _refused("a correction needs the corrected value (`--value`)")
    if not _may_be(statement, value):
        raise _refused(_allowed_sentence(statement, value))


def check_signed(*, reason: str, author: str) -> None:
    """Check that a decision says why and by whom.

    Raises:
        InputError: The reason or the author is empty.
    """
    if not reason.strip():
        raise _refused("a decision needs a reason")
    if not author.strip():
        raise _refused("a decision needs an author")


def check_undoing(number: int, decisions: Mapping[int, Decision]) -> None:
    """Check that a known decision may be undone.

    Raises:
        ConflictError: It is an undoing itself, or was undone already.
    """
    if decisions[number].kind is DecisionKind.UNDO:
        raise ConflictError(
            f"decision {number} is an undoing and stays; decide anew instead",
            code="conflict-undo",
            subject=str(number),
        )
    if decisions[number].is_undone:
        raise ConflictError(
            f"decision {number} was undone already", code="conflict-undo", subject=str(number)
        )


def with_undone(decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """Return decisions in their order, each knowing whether a later one undoes it."""
    decisions = tuple(decisions)
    undone = {d.target for d in decisions if d.kind is DecisionKind.UNDO}
    return tuple(replace(d, is_undone=str(d.number) in undone) for d in decisions)


ON_STATEMENTS = frozenset({DecisionKind.ACCEPT, DecisionKind.REJECT, DecisionKind.CORRECT})
"""The kinds of decision that are about a statement."""


def in_force(decisions: Iterable[Decision]) -> dict[str, Decision]:
    """Return the decision in force on each statement: the last one that was not undone."""
    return {
        d.target: d
        for d in sorted(decisions, key=lambda d: d.number)
        if not d.is_undone and d.kind in ON_STATEMENTS
    }


def check_expected(expected: int | None, last: int) -> None:
    """Check that nobody decided anything since a person looked.

    Args:
        expected: The number of the last decision that the person knows of; None asks nothing.
        last: The number of the last decision.

    Raises:
        ConflictError: There are others since.
    """
    if expected is not None and expected != last:
        raise ConflictError(
            f"the last decision is number {last} and not {expected}: look again before deciding",
            code="conflict-decided",
            subject=str(last),
        )


def _may_be(statement: Statement, value: str) -> bool:
    allowed = find_allowed(statement.kind, statement.property)
    if allowed is not None:
        return value in allowed
    if statement.kind is SubjectKind.DATE:
        return is_value_of(DateKind(statement.property.removeprefix("date.")), value)
    if (statement.kind, statement.property) == (SubjectKind.FACT, "date"):
        return is_period(value)
    return True


def _allowed_sentence(statement: Statement, value: str) -> str:
    allowed = find_allowed(statement.kind, statement.property)
    may_be = ", ".join(allowed) if allowed else "EDTF (2016-02-01) or an ISO 8601 duration (P7D)"
    return f"{value!r} is no {statement.property} of a {statement.kind}; it may be: {may_be}"


def _refused(reason: str) -> InputError:
    return InputError(reason, code="input-decision")
