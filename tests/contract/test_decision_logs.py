"""What a registry promises of decisions that come from another one, in each store."""

import io
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from deposited import READER, Ticking, contents_of, deposit
from hudna.app import exporting
from hudna.domain.audit import digest
from hudna.domain.logs import Fate, ImportedDecision
from hudna.domain.readings import Reader
from hudna.domain.statements import DecisionKind
from hudna.errors import InputError, NotFoundError
from hudna.publish.decision_log import parse_log
from hudna.registry import Registry, open_registry
from reported import Told, report

TRUCE = Told(signed="2031-05-03", places=("al-Qanat",), label="River truce")
OTHER = Told(signed="2031-08-01", places=("al-Qanat",), label="Second truce")


@pytest.fixture
def colleague(tmp_path: Path) -> Iterator[Registry]:
    """A colleague's registry with the same documents."""
    with open_registry(tmp_path / "colleague.db", clock=Ticking()) as opened:
        fill(opened)
        yield opened


def fill(registry: Registry, *, words: str = "") -> None:
    """Store a document with a truce, and three reports."""
    registry.store([deposit()])
    for number, each in enumerate((TRUCE, TRUCE, OTHER)):
        told = replace(each, label=words or each.label)
        name, lines = f"{number}.txt", f"Paper {number} of the coast."
        registry.store([report(told, name=name, published="2031-05-04", words=lines)])


def statement(registry: Registry, name: str, value: str) -> str:
    """Return a statement of the truce in the first document."""
    return next(
        cited.value.statement.id
        for cited in registry.iter_values()
        if cited.value.document.name == "river.txt"
        and (cited.value.statement.property, cited.value.statement.value) == (name, value)
    )


def accounts(registry: Registry) -> dict[str, str]:
    """Return the account in each document, by its name."""
    return {
        account.document.name: account.id
        for view in registry.iter_agreements()
        for account in view.accounts
    }


def groups(registry: Registry) -> set[frozenset[str]]:
    return {frozenset(a.id for a in view.accounts) for view in registry.iter_agreements()}


def exported(registry: Registry) -> bytes:
    file = io.StringIO()
    exporting.export_decisions(registry, file, gate=None)
    return file.getvalue().encode()


def taken(registry: Registry, log: bytes, *, importer: str = "nour") -> list[ImportedDecision]:
    """Take in a log as the command does."""
    parsed = parse_log(log, name="log")
    done = registry.take_in(parsed.decisions, importer=importer, digest=parsed.digest)
    return sorted((*done, *parsed.refused), key=lambda each: each.line)


def fates(imported: list[ImportedDecision]) -> list[str]:
    return [each.problem.code if each.problem else each.fate.value for each in imported]


def sealed(plain: dict[str, Any]) -> str:
    """Return a line of a log with the seal of what it says."""
    bare = {name: value for name, value in plain.items() if name != "seal"}
    return json.dumps({**bare, "seal": digest(bare)})


def decide_all(registry: Registry) -> None:
    """Make a decision of each kind, and undo two."""
    by_name = accounts(registry)
    who: Any = {"reason": "so it is", "author": "amal"}
    registry.decide(DecisionKind.ACCEPT, statement(registry, "stage", "agreed"), **who)
    role = statement(registry, "name", "North Front")
    registry.decide(DecisionKind.REJECT, role, **who)
    place = statement(registry, "name", "al-Qanat")
    registry.decide(DecisionKind.CORRECT, place, value="El Qanat", **who)
    registry.undo(2, reason="no", author="amal")
    registry.merge(by_name["0.txt"], by_name["2.txt"], **who)
    registry.split(by_name["0.txt"], apart_from=by_name["1.txt"], **who)
    registry.undo(5, reason="two after all", author="badr")
    registry.merge(by_name["1.txt"], by_name["2.txt"], **who)


def test_all_kinds_of_decisions_reach_another_registry(
    registry: Registry, colleague: Registry
) -> None:
    fill(registry)
    decide_all(colleague)
    done = taken(registry, exported(colleague))
    assert fates(done) == ["imported"] * 8
    ours, theirs = list(registry.iter_decisions()), list(colleague.iter_decisions())
    assert ours == theirs
    assert groups(registry) == groups(colleague)
    assert len(groups(registry)) == 3
    assert registry.verify_audit().faults == ()


def test_a_log_taken_in_twice_changes_nothing(registry: Registry, colleague: Registry) -> None:
    fill(registry)
    decide_all(colleague)
    log = exported(colleague)
    taken(registry, log)
    before = contents_of(registry)
    assert fates(taken(registry, log)) == ["known"] * 8
    assert contents_of(registry) == before


def test_decisions_that_come_back_are_known(registry: Registry, colleague: Registry) -> None:
    fill(registry)
    who: Any = {"reason": "seen", "author": "nour"}
    registry.decide(DecisionKind.ACCEPT, statement(registry, "role", "party"), **who)
    decide_all(colleague)
    taken(registry, exported(colleague))
    assert fates(taken(colleague, exported(registry))) == ["imported", *["known"] * 8]
    assert fates(taken(registry, exported(colleague))) == ["known"] * 9


def test_the_trail_says_who_took_a_log_in(registry: Registry, colleague: Registry) -> None:
    fill(registry)
    decide_all(colleague)
    taken(registry, exported(colleague), importer="nour")
    rows = list(registry.iter_audit())
    assert [row.kind.value for row in rows][-1] == "import"
    assert rows[-1].actor == "nour"
    assert rows[-1].subjects[1:] == tuple(f"decision:{number}" for number in range(1, 9))
    assert {row.actor for row in rows if row.kind.value == "decide"} == {"amal"}


def test_an_altered_line_is_refused_and_the_rest_taken_in(
    registry: Registry, colleague: Registry
) -> None:
    fill(registry)
    decide_all(colleague)
    lines = exported(colleague).decode().split("\n")
    lines[1] = lines[1].replace('"amal"', '"badr"')
    done = taken(registry, "\n".join(lines).encode())
    assert fates(done) == ["input-decision-log", *["imported"] * 7]
    assert done[0].problem is not None
    assert done[0].problem.subject == "line 2"


@pytest.mark.parametrize("end", [-2, -30, -400, -3000, 200, 10, 0])
def test_a_truncated_log_is_refused_whole(
    registry: Registry, colleague: Registry, end: int
) -> None:
    fill(registry)
    decide_all(colleague)
    log = exported(colleague)
    before = contents_of(registry)
    with pytest.raises(InputError) as raised:
        taken(registry, log[:end])
    assert raised.value.code == "input-decision-log"
    assert contents_of(registry) == before


def test_a_log_without_its_last_line_end_is_whole(registry: Registry, colleague: Registry) -> None:
    fill(registry)
    decide_all(colleague)
    log = exported(colleague)
    assert fates(taken(registry, log.rstrip(b"\n"))) == ["imported"] * 8
    assert fates(taken(registry, b"\xef\xbb\xbf" + log.replace(b"\n", b"\r\n"))) == ["known"] * 8


@pytest.mark.parametrize(
    "log",
    [
        b"\xff\xfe",
        b"[]",
        b"{}",
        b'{"schema": "hudna.decisions/1", "decisions": -1, "left_out": 0}',
        b'{"schema": "hudna.decisions/1", "decisions": "1", "left_out": 0}\n{}',
        b'{"schema": "hudna.decisions/9", "decisions": 0, "left_out": 0}',
        b"[" * 100_000,
    ],
)
def test_what_is_no_log_is_refused(log: bytes) -> None:
    with pytest.raises(InputError) as raised:
        parse_log(log, name="log")
    assert raised.value.code == "input-decision-log"


@pytest.mark.parametrize(
    "line",
    [
        "{",
        "[]",
        "{}",
        '"x"',
        '{"seal": 7}',
        sealed({"number": 1}),
        sealed({"number": 1, "kind": "accept", "reason": "r", "author": "a", "decided_at": "now"}),
        sealed(
            {
                "number": 1,
                "kind": "undo",
                "undoes": 1,
                "reason": "r",
                "author": "a",
                "decided_at": "yesterday",
            }
        ),
        sealed({"number": 1, "kind": "praise", "reason": "r", "author": "a", "decided_at": ""}),
        '{"reason": "\\ud800", "seal": ""}',
    ],
)
def test_a_line_that_is_no_decision_is_listed(line: str) -> None:
    first = '{"schema": "hudna.decisions/1", "decisions": 1, "left_out": 0}'
    parsed = parse_log(f"{first}\n{line}\n".encode(), name="log")
    assert parsed.decisions == ()
    assert fates(list(parsed.refused)) == ["input-decision-log"]


def test_what_is_not_here_is_listed_with_its_reason(
    registry: Registry, colleague: Registry
) -> None:
    registry.store([deposit(agreements=())])
    decide_all(colleague)
    done = taken(registry, exported(colleague))
    assert fates(done) == ["not-found"] * 8
    reasons = [each.problem.reason if each.problem else "" for each in done]
    assert "of the statements here none" in reasons[0]
    assert "which it undoes, is not here" in reasons[3]
    assert reasons[4].startswith("document sha256:")
    assert list(registry.iter_decisions()) == []
    assert [row.kind.value for row in registry.iter_audit()] == ["begin", "read"]


def test_what_somebody_decided_otherwise_here_stays(
    registry: Registry, colleague: Registry
) -> None:
    fill(registry)
    who: Any = {"reason": "not so", "author": "nour"}
    ours = statement(registry, "stage", "agreed")
    registry.decide(DecisionKind.REJECT, ours, **who)
    by_name = accounts(registry)
    registry.split(by_name["0.txt"], apart_from=by_name["2.txt"], **who)
    decide_all(colleague)
    done = taken(registry, exported(colleague))
    assert fates(done)[0] == "conflict-decided"
    assert fates(done)[4] == "conflict-decision"
    assert fates(done)[6] == "not-found"
    assert "nour decided to reject" in (done[0].problem.reason if done[0].problem else "")
    [value] = [c.value for c in registry.iter_values() if c.value.statement.id == ours]
    assert value.decision is not None
    assert value.decision.author == "nour"


def test_two_who_decided_alike_are_both_in_the_log(registry: Registry, colleague: Registry) -> None:
    fill(registry)
    for each, author in ((registry, "nour"), (colleague, "amal")):
        stage = statement(each, "stage", "agreed")
        each.decide(DecisionKind.ACCEPT, stage, reason="so", author=author)
    assert fates(taken(registry, exported(colleague))) == ["imported"]
    assert [each.author for each in registry.iter_decisions()] == ["nour", "amal"]


def test_what_was_undone_here_is_not_done_again(registry: Registry, colleague: Registry) -> None:
    fill(registry)
    stage = statement(colleague, "stage", "agreed")
    colleague.decide(DecisionKind.REJECT, stage, reason="so", author="amal")
    log = exported(colleague)
    taken(registry, log)
    registry.undo(1, reason="no", author="nour")
    assert fates(taken(registry, log)) == ["known"]
    colleague.undo(1, reason="no", author="amal")
    assert fates(taken(registry, exported(colleague))) == ["known", "conflict-undo"]


def test_a_statement_is_found_by_its_words_where_its_identifier_is_another(
    registry: Registry, colleague: Registry
) -> None:
    fill(registry)
    decide_all(colleague)
    lines = exported(colleague).decode().split("\n")
    for number, line in enumerate(lines):
        plain = json.loads(line or "{}")
        for told in (plain.get("statement"), *plain.get("accounts", ())):
            if told:
                told["id"] = f"{told['id'][:4]}{'0' * 32}"
                lines[number] = sealed(plain)
    log = "\n".join(lines).encode()
    assert fates(taken(registry, log)) == ["imported"] * 8
    assert list(registry.iter_decisions()) == list(colleague.iter_decisions())
    assert fates(taken(registry, exported(colleague))) == ["known"] * 8


def test_a_merge_of_an_agreement_with_itself_is_refused(
    registry: Registry, colleague: Registry
) -> None:
    fill(registry)
    decide_all(colleague)
    lines = exported(colleague).decode().split("\n")
    plain = json.loads(lines[5])
    plain["accounts"] = [plain["accounts"][0]] * 2
    lines[5] = sealed(plain)
    assert fates(taken(registry, "\n".join(lines).encode()))[4] == "input-decision"


def test_merges_in_a_ring_are_one_agreement(registry: Registry, colleague: Registry) -> None:
    fill(registry)
    by_name = accounts(colleague)
    who: Any = {"reason": "so it is", "author": "amal"}
    colleague.merge(by_name["0.txt"], by_name["1.txt"], **who)
    colleague.merge(by_name["1.txt"], by_name["2.txt"], **who)
    lines = exported(colleague).decode().rstrip("\n").split("\n")
    plain = json.loads(lines[2])
    plain["number"] = 3
    plain["accounts"] = [plain["accounts"][1], json.loads(lines[1])["accounts"][0]]
    first = lines[0].replace('"decisions": 2', '"decisions": 3')
    log = "\n".join([first, *lines[1:], sealed(plain)]).encode()
    assert fates(taken(registry, log)) == ["imported", "imported", "conflict-same"]
    assert registry.verify_audit().faults == ()


def test_what_no_reading_gives_any_more_is_refused(registry: Registry, colleague: Registry) -> None:
    registry.store([deposit()])
    newer = Reader(READER.name, "2", READER.vocabulary)
    registry.store([deposit(agreements=(), facts=(), reader=newer)])
    stage = statement(colleague, "stage", "agreed")
    colleague.decide(DecisionKind.ACCEPT, stage, reason="so", author="amal")
    assert fates(taken(registry, exported(colleague))) == ["conflict-superseded"]


def test_a_value_that_may_not_be_is_refused(registry: Registry, colleague: Registry) -> None:
    fill(registry)
    decide_all(colleague)
    lines = exported(colleague).decode().split("\n")
    plain = json.loads(lines[1])
    lines[1] = sealed({**plain, "kind": "correct", "value": "nonsense"})
    assert fates(taken(registry, "\n".join(lines).encode()))[0] == "input-decision"


def test_the_same_decisions_are_the_same_bytes(registry: Registry, colleague: Registry) -> None:
    fill(registry)
    decide_all(colleague)
    log = exported(colleague)
    assert exported(colleague) == log
    taken(registry, log)
    assert exported(registry) == log


def test_nobody_takes_in_a_log(registry: Registry) -> None:
    with pytest.raises(InputError):
        registry.take_in((), importer=" ", digest="sha256:0")


def test_an_import_of_nothing_new_leaves_no_row(registry: Registry) -> None:
    assert registry.take_in((), importer="nour", digest="sha256:0") == ()
    assert list(registry.iter_audit()) == []
    with pytest.raises(NotFoundError):
        registry.undo(1, reason="no", author="nour")
    assert Fate.IMPORTED.value == "imported"
