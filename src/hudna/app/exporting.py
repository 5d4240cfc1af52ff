"""Exports: what a registry holds, for others, through the gate."""

import secrets
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from hudna.app import STDIN, Source, get_settings, get_vocabulary, read_source
from hudna.app.asking import get_today
from hudna.app.loading import get_agreement_file
from hudna.domain.codebook import RelationKind
from hudna.domain.documents import Metadata
from hudna.domain.grades import to_gradebook
from hudna.domain.logs import ImportedDecision
from hudna.domain.views import CitedValue, RelationView
from hudna.publish.csv import Weighed, write_values
from hudna.publish.grades import count_sources, grades_of_value, pass_grades
from hudna.publish.jsonl import write_agreements
from hudna.publish.restricting import Gate

if TYPE_CHECKING:
    from hudna.config import Settings
    from hudna.registry import Registry
    from hudna.registry.clock import Clock


def make_gate(clock: "Clock | None" = None, *, salt: str | None = None) -> Gate:
    """Return a gate for one export, today.

    Args:
        clock: Where today is taken from.
        salt: What identifiers of redacted twins are salted with, for a test; a new secret where it
            is None.
    """
    return Gate(
        today=date.fromisoformat(get_today(clock)),
        vocabulary=get_vocabulary(),
        salt=secrets.token_hex(32) if salt is None else salt,
    )


def export_agreements(registry: "Registry", file: TextIO, *, gate: Gate | None) -> int:
    """Write every agreement on a line of JSON and return how many there were.

    Args:
        registry: An open registry.
        file: Where to.
        gate: What they pass; None lets everything pass.
    """
    if gate is not None:
        gate.learn(registry.iter_values())
    from hudna.app.resolving import find_consensus

    book = to_gradebook(registry.iter_grades())
    return write_agreements(
        registry.iter_agreements(), file, gate=gate, book=book, find_consensus=find_consensus
    )


def export_values(registry: "Registry", file: TextIO, *, gate: Gate | None) -> int:
    """Write every statement on a row of CSV and return how many there were.

    Args:
        registry: An open registry.
        file: Where to.
        gate: What they pass; None lets everything pass.
    """
    if gate is not None:
        gate.learn(registry.iter_values())
    return write_values(_iter_weighed(registry, gate), file)


def _iter_weighed(registry: "Registry", gate: Gate | None) -> Iterator[Weighed]:
    """Yield every value that may leave, with its sources, grades, and the agreement it means."""
    relations = _find_relations(registry)
    book = to_gradebook(registry.iter_grades())
    counts = count_sources(registry.iter_agreements())
    for cited in registry.iter_values():
        passed = cited if gate is None else gate.pass_value(cited)
        if passed is None:
            continue
        grades = grades_of_value(cited.value, book)
        if gate is not None:
            grades = pass_grades(grades, [cited.value.document.id], gate)
        relation = relations.get(_key_of(passed))
        yield Weighed(passed, counts.of(cited), grades, relation)


_Key = tuple[str | None, str, str]


def _find_relations(registry: "Registry") -> dict[_Key, RelationView]:
    """Return what each value that tells of another agreement means.

    A redacted value is another one here, so that it has none: what its words mean would tell them.
    """
    telling = {one for kind in RelationKind for one, _ in registry.find_relations(kind)}
    return {
        _key_of(CitedValue(relation.agreement, None, relation.value)): relation
        for one in sorted(telling)
        for relation in registry.get_own_relations(one, vocabulary=get_vocabulary())
    }


def _key_of(cited: CitedValue) -> _Key:
    return cited.agreement, cited.value.statement.id, cited.value.value


def export_decisions(registry: "Registry", file: TextIO, *, gate: Gate | None) -> tuple[int, int]:
    """Write every decision on a line of JSON, and return how many there were and were left out.

    Args:
        registry: An open registry.
        file: Where to.
        gate: What they pass; None lets everything pass.
    """
    from hudna.publish.decision_log import select_open, write_log

    log = tuple(registry.iter_logged())
    if gate is None:
        return write_log(log, file), 0
    values = tuple(registry.iter_values())
    gate.learn(values)
    kept, left_out = select_open(log, values, gate)
    return write_log(kept, file, left_out=left_out), left_out


def import_decisions(
    registry: "Registry", path: Path, *, importer: str, settings: "Settings | None" = None
) -> tuple[ImportedDecision, ...]:
    """Take in the decisions of a log that are not here, and return what each line came to.

    Args:
        registry: An open registry.
        path: The log, or `STDIN`.
        importer: Who takes it in.
        settings: Those of the environment, where none are given.

    Raises:
        InputError: It cannot be read, is no decision log, or was cut off; nothing is taken in.
    """
    from hudna.publish.decision_log import parse_log

    limits = (settings or get_settings()).limits
    name = "stdin" if path == STDIN else str(path)
    content = read_source(Source(name, name, path, Metadata()), limits)
    log = parse_log(content, name=name)
    taken = registry.take_in(log.decisions, importer=importer, digest=log.digest)
    return tuple(sorted((*taken, *log.refused), key=lambda each: each.line))


def export_file(registry: "Registry", agreement: str, file: TextIO, *, gate: Gate | None) -> None:
    """Write what one document tells of an agreement as a file to edit.

    Args:
        registry: An open registry.
        agreement: The beginning of its identifier, or of that of one of its accounts.
        file: Where to.
        gate: What it passes; None lets everything pass.

    Raises:
        NotFoundError: There is none.
        InputError: Several begin so, or several documents tell of it.
    """
    file.write(get_agreement_file(registry, agreement, gate=gate))
