"""Tests of `hudna decide`, `undo` and `decisions`."""

import json
from pathlib import Path

import pytest

from unit.cli.samples import make_registry, run


@pytest.fixture
def registry(tmp_path: Path) -> Path:
    return make_registry(tmp_path / "hudna.db")


def _statement(registry: Path, name: str, value: str) -> str:
    for agreement in json.loads(run("list", "--json", registry=registry).stdout):
        page = json.loads(run("show", agreement["id"], "--json", registry=registry).stdout)
        for account in page["accounts"]:
            for subject in account["subjects"]:
                for statement in subject["statements"]:
                    if (statement["property"], statement["value"]) == (name, value):
                        return str(statement["id"])
    raise AssertionError(f"no statement says that {name} is {value}")


def test_a_rejected_value_is_left_out_and_listed_as_rejected(registry: Path) -> None:
    statement = _statement(registry, "stage", "rejected")
    decided = run(
        "decide", "reject", statement[:14], "--reason", "not so", "--author", "amal",
        registry=registry,
    )  # fmt: skip
    assert (decided.exit_code, decided.stdout) == (
        0,
        f"decision 1: reject {statement[:14]} by amal: not so\n",
    )
    [first, _] = json.loads(run("list", "--json", registry=registry).stdout)
    assert first["stage"] == "proposal"
    assert "contested" not in first
    page = run("show", first["id"], registry=registry).stdout
    assert "rejected by amal (decision 1): not so" in page[page.index("\nRejected\n") :]


def test_a_corrected_value_is_shown_with_what_was_stated(registry: Path) -> None:
    statement = _statement(registry, "role", "party")
    run(
        "decide", "correct", statement, "--value", "sponsor", "--reason", "no side",
        registry=registry,
    )  # fmt: skip
    page = run("show", json.loads(run("list", "--json", registry=registry).stdout)[0]["id"],
               registry=registry).stdout  # fmt: skip
    assert "corrected from 'party' by" in page


def test_an_undone_decision_no_longer_counts(registry: Path) -> None:
    statement = _statement(registry, "stage", "rejected")
    run("decide", "reject", statement, "--reason", "not so", registry=registry)
    undone = run("undo", "1", "--reason", "it is", "--json", registry=registry)
    assert json.loads(undone.stdout)["target"] == "1"
    [first, _] = json.loads(run("list", "--json", registry=registry).stdout)
    assert "contested" in first
    decisions = json.loads(run("decisions", "--json", registry=registry).stdout)
    assert [(each["kind"], each["undone"]) for each in decisions] == [
        ("reject", True),
        ("undo", False),
    ]


def test_down_a_pipe_a_decision_is_one_line(registry: Path) -> None:
    statement = _statement(registry, "stage", "rejected")
    run("decide", "accept", statement, "--reason", "so", "--author", "amal", registry=registry)
    [line] = run("decisions", registry=registry).stdout.splitlines()
    number, kind, target, value, author, _, reason, state = line.split("\t")
    assert (number, kind, target) == ("1", "accept", statement[:14])
    assert (value, author, reason, state) == ("", "amal", "so", "")


def test_deciding_twice_on_an_undoing_is_a_conflict(registry: Path) -> None:
    statement = _statement(registry, "stage", "rejected")
    run("decide", "accept", statement, "--reason", "so", registry=registry)
    run("undo", "1", "--reason", "no", registry=registry)
    assert run("undo", "1", "--reason", "again", registry=registry).exit_code == 4


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["decide", "accept", "stm-0000", "--reason", "so"], 3),
        (["decide", "accept", "stm-", "--reason", "so"], 2),
        (["undo", "7", "--reason", "so"], 3),
        (["decide", "accept", "stm-0000"], 2),
        (["decide", "praise", "stm-0000", "--reason", "so"], 2),
    ],
    ids=["unknown", "ambiguous", "no-such-number", "without-reason", "no-such-verdict"],
)
def test_what_cannot_be_decided_has_its_exit_code(
    registry: Path, arguments: list[str], code: int
) -> None:
    assert run(*arguments, registry=registry).exit_code == code


def test_the_author_may_come_from_a_setting(registry: Path) -> None:
    statement = _statement(registry, "stage", "rejected")
    decided = run(
        "decide", "accept", statement, "--reason", "so", registry=registry, HUDNA_AUTHOR="nour"
    )
    assert "by nour: so" in decided.stdout
