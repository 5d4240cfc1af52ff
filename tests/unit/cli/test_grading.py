"""Tests of `hudna sources` and `hudna grade`."""

import csv
import io
import json
from pathlib import Path

import pytest

from unit.cli.samples import make_registry, on_terminal, run
from unit.cli.test_sharing import FILE


@pytest.fixture
def registry(tmp_path: Path) -> Path:
    return make_registry(tmp_path / "hudna.db")


def grade(registry: Path, *arguments: str) -> str:
    result = run("grade", *arguments, "--reason", "why", "--author", "Ada", registry=registry)
    assert result.exit_code == 0, result.stderr
    return result.stdout


def first_statement(registry: Path) -> tuple[str, str]:
    identifier = run("list", registry=registry).stdout.split("\t")[0]
    shown = json.loads(run("show", identifier, "--json", registry=registry).stdout)
    return identifier, shown["accounts"][0]["subjects"][0]["statements"][0]["id"]


def test_voices_are_listed_with_what_they_say(registry: Path) -> None:
    rows = [line.split("\t") for line in run("sources", registry=registry).stdout.splitlines()]
    assert rows[0][:2] == ["voice", "River Front"]
    assert all(len(row) == 9 for row in rows)


def test_a_grade_is_listed_with_its_assessor(registry: Path) -> None:
    assert grade(registry, "river front", "--reliability", "d").startswith(
        "grade 1: reliability of River Front D by Ada: why"
    )
    grade(registry, "River Front", "--affiliation", "Hill Council")
    row = run("sources", registry=registry).stdout.splitlines()[0].split("\t")
    assert row[-2:] == ["D (Ada)", "Hill Council (Ada)"]


def test_grades_stand_beside_the_values(registry: Path) -> None:
    identifier, statement = first_statement(registry)
    grade(registry, statement[:14], "--credibility", "2")
    grade(registry, "River Front", "--reliability", "D")
    shown = run("show", identifier, registry=registry).stdout
    assert "credibility 2, probably true (Ada: why)" in shown
    assert "River Front: reliability D, not usually reliable (Ada: why)" in shown
    plain = json.loads(run("show", identifier, "--json", registry=registry).stdout)
    assert [each["value"] for each in plain["grades"]] == ["2", "D"]


def test_without_grades_json_is_as_it_was(registry: Path) -> None:
    identifier, _ = first_statement(registry)
    assert "grades" not in json.loads(run("show", identifier, "--json", registry=registry).stdout)


def test_an_undone_grade_stays_listed(registry: Path) -> None:
    grade(registry, "River Front", "--reliability", "D")
    grade(registry, "1", "--undo")
    lines = run("sources", "--grades", registry=registry).stdout.splitlines()
    assert [line.split("\t")[-1] for line in lines] == ["undone", ""]
    assert json.loads(run("sources", "--grades", "--json", registry=registry).stdout)[0]["undone"]


@pytest.mark.parametrize(
    "options",
    [[], ["--reliability", "A", "--credibility", "1"], ["--undo"]],
    ids=["none", "two", "no number"],
)
def test_one_grade_is_given_at_a_time(registry: Path, options: list[str]) -> None:
    arguments = ["grade", "River Front", *options, "--reason", "why", "--author", "Ada"]
    assert run(*arguments, registry=registry).exit_code == 2


def test_a_terminal_has_a_table(registry: Path) -> None:
    grade(registry, "River Front", "--reliability", "D")
    assert "not usually reliable" in on_terminal("sources", registry=registry).stdout


def test_exports_have_the_grades_and_count_the_sources(registry: Path) -> None:
    identifier, statement = first_statement(registry)
    grade(registry, statement[:14], "--credibility", "2")
    grade(registry, "River Front", "--reliability", "D")
    lines = run("export", "--restricted", registry=registry).stdout.splitlines()
    [line] = [each for each in map(json.loads, lines) if each["id"].startswith(identifier)]
    assert [each["value"] for each in line["grades"]] == ["2", "D"]
    assert line["sources"] == 1
    printed = run("export", "--format", "csv", "--restricted", registry=registry).stdout
    rows = list(csv.DictReader(io.StringIO(printed)))
    [row] = [each for each in rows if each["statement"] == statement]
    assert (row["credibility"], row["sources"], row["sources_of_agreement"]) == (
        "2 (Ada)",
        "1",
        "1",
    )
    spoken = [each for each in rows if each["property"] == "speaker"]
    assert {each["reliability"] for each in spoken} == {"River Front: D (Ada)"}


def test_a_grade_that_names_somebody_restricted_is_not_exported(tmp_path: Path) -> None:
    told = FILE.replace("published:", "publisher: Lake Radio\npublished:")
    (tmp_path / "truce.yaml").write_text(told, "utf-8")
    path = tmp_path / "hudna.db"
    run("load", str(tmp_path / "truce.yaml"), "--author", "Ada", registry=path)
    grade(path, "Lake Radio", "--affiliation", "Selim Karanfil")
    grade(path, "Lake Radio", "--reliability", "B")
    for layout in ("jsonl", "csv"):
        printed = run("export", "--format", layout, registry=path).stdout
        assert "Karanfil" not in printed
        assert "Lake Radio: B (Ada)" in printed or '"value": "B"' in printed
    whole = run("export", "--format", "csv", "--restricted", registry=path).stdout
    assert "Lake Radio: Selim Karanfil (Ada)" in whole
