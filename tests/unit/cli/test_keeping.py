"""Tests of `hudna copy` and `hudna audit`."""

import json
import re
import sqlite3
from pathlib import Path

import pytest

from unit.cli.samples import make_registry, on_terminal, run


@pytest.fixture
def registry(tmp_path: Path) -> Path:
    return make_registry(tmp_path / "hudna.db")


def tamper(registry: Path, *statements: str) -> None:
    db = sqlite3.connect(registry)
    for each in statements:
        db.execute(each)
    db.commit()
    db.close()


def test_a_sound_registry_is_said_to_be_sound_with_the_head_of_its_trail(registry: Path) -> None:
    verified = run("audit", "verify", registry=registry)
    assert verified.exit_code == 0
    shape = r"sound: 4 rows of the audit trail, 3 things held against it; head [0-9a-f]{64}\n"
    assert re.fullmatch(shape, verified.stdout)


def test_every_row_is_listed_on_a_line(registry: Path) -> None:
    run("grade", "Valley Post", "B", "--reason", "so", "--author", "amal", registry=registry)
    lines = [
        line.split("\t") for line in run("audit", "list", registry=registry).stdout.split("\n")
    ]
    assert [line[2] for line in lines if len(line) > 1][:4] == ["begin", "read", "load", "read"]
    assert lines[0][3:5] == ["hudna", "readings:0 decisions:0 grades:0"]
    assert lines[2][3] == "person:amal"
    rows = json.loads(run("audit", "list", "--json", registry=registry).stdout)
    assert [row["number"] for row in rows] == list(range(1, len(rows) + 1))
    assert rows[1]["previous"] == rows[0]["hash"]


def test_a_decision_is_listed_with_its_author(registry: Path) -> None:
    [first, *_] = json.loads(run("list", "--json", registry=registry).stdout)
    page = json.loads(run("show", first["id"], "--json", registry=registry).stdout)
    statement = page["accounts"][0]["subjects"][0]["statements"][0]["id"]
    run("decide", "accept", statement, "--reason", "so", "--author", "amal", registry=registry)
    last = run("audit", "list", registry=registry).stdout.splitlines()[-1].split("\t")
    assert last[2:5] == ["decide", "amal", f"decision:1 {statement[:14]}"]


def test_what_was_changed_is_named_and_the_command_ends_with_five(registry: Path) -> None:
    tamper(registry, "UPDATE statements SET value = 'x' WHERE number = 1")
    verified = run("audit", "verify", registry=registry)
    assert verified.exit_code == 5
    assert re.fullmatch(r"statement stm-\w{32} says something else .*\n", verified.stdout)
    assert "1 thing in the registry is not" in verified.stderr
    assert "[evidence-audit]" in verified.stderr
    told = json.loads(run("audit", "verify", "--json", registry=registry).stdout)
    assert told["is_sound"] is False
    assert [fault["subject"][:4] for fault in told["faults"]] == ["stm-"]


def test_an_altered_row_is_named(registry: Path) -> None:
    tamper(
        registry,
        "DROP TRIGGER audit_is_never_changed",
        "UPDATE audit SET actor = 'x' WHERE number = 3",
    )
    verified = run("audit", "verify", registry=registry)
    assert verified.exit_code == 5
    assert verified.stdout.startswith("row 3 was changed")


def test_a_head_that_was_noted_must_still_be_there(registry: Path) -> None:
    head = json.loads(run("audit", "verify", "--json", registry=registry).stdout)["head"]
    assert run("audit", "verify", "--head", head[:16], registry=registry).exit_code == 0
    assert run("audit", "verify", "--head", "0" * 64, registry=registry).exit_code == 5
    assert run("audit", "verify", "--head", "none", registry=registry).exit_code == 2


def test_a_copy_is_compared_and_says_what_it_has(registry: Path, tmp_path: Path) -> None:
    copied = run("copy", str(registry), str(tmp_path / "copy.db"))
    assert copied.exit_code == 0
    assert re.search(r"(?m)^documents\t2\t[0-9a-f]{64}$", copied.stdout)
    assert re.search(r"\d+ rows copied and compared; head [0-9a-f]{64}\n$", copied.stdout)
    assert "documents 2\n" in copied.stderr
    for command in (("list", "--json"), ("audit", "list"), ("search", "truce")):
        there = run(*command, registry=tmp_path / "copy.db").stdout
        assert there == run(*command, registry=registry).stdout


def test_a_copy_as_json(registry: Path, tmp_path: Path) -> None:
    told = json.loads(run("copy", str(registry), str(tmp_path / "copy.db"), "--json").stdout)
    assert told["tables"]["readings"]["rows"] == 3
    verified = run("audit", "verify", "--json", registry=registry).stdout
    assert told["head"] == json.loads(verified)["head"]


def test_a_copy_is_not_made_over_anything(registry: Path) -> None:
    again = run("copy", str(registry), str(registry))
    assert (again.exit_code, again.stdout) == (4, "")
    assert "[registry-not-empty]" in again.stderr


def test_a_copy_of_nothing_is_refused(tmp_path: Path) -> None:
    copied = run("copy", str(tmp_path / "none.db"), str(tmp_path / "copy.db"))
    assert copied.exit_code == 2
    assert not (tmp_path / "copy.db").exists()


def test_a_terminal_is_told_the_same(registry: Path) -> None:
    assert "sound: 4 rows" in on_terminal("audit", "verify", registry=registry).stdout
