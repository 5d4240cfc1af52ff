"""Tests of `hudna agreement-between`."""

import json
from pathlib import Path

import pytest

from unit.cli.samples import make_registry, on_terminal, run


@pytest.fixture(scope="module")
def registry(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_registry(tmp_path_factory.mktemp("registry") / "hudna.db")


def test_down_a_pipe_a_variable_is_one_line(registry: Path) -> None:
    result = run("agreement-between", "rules", "amal", registry=registry)
    rows = {line.split("\t")[0]: line.split("\t")[1:] for line in result.stdout.splitlines()}
    assert rows["stage"] == ["0.000", "", "", "1", "0", ""]
    assert rows["role"][0] == "1.000"
    assert rows["spans.term"][0] == "1.000"


def test_one_variable_may_be_asked_for(registry: Path) -> None:
    arguments = ("agreement-between", "rules", "amal", "--variable", "role", "--json")
    plain = json.loads(run(*arguments, registry=registry).stdout)
    assert [each["variable"] for each in plain["values"]] == ["role"]
    assert (plain["spans"], plain["readers"]) == ([], ["rules", "person:amal"])


def test_a_terminal_has_a_table(registry: Path) -> None:
    printed = on_terminal("agreement-between", "rules", "amal", registry=registry).stdout
    assert "1 text that both read" in printed


def test_a_reader_that_is_none_is_told_who_reads(registry: Path) -> None:
    result = run("agreement-between", "rules", "ben", registry=registry)
    assert result.exit_code == 3
    assert "person:amal, rules" in result.stderr
