"""Tests of `hudna actors` and `hudna actor`."""

import json
from pathlib import Path

import pytest

from unit.cli.samples import make_registry, on_terminal, run


@pytest.fixture(scope="module")
def registry(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_registry(tmp_path_factory.mktemp("registry") / "hudna.db")


def test_down_a_pipe_an_actor_is_one_line(registry: Path) -> None:
    rows = [line.split("\t") for line in run("actors", registry=registry).stdout.splitlines()]
    assert {row[1] for row in rows} == {"Hill Council", "River Front", "جبهة النهر"}
    assert all(len(row) == 9 and row[2] == "unknown" for row in rows)


def test_actors_of_a_role_are_listed(registry: Path) -> None:
    printed = run("actors", "--role", "party", registry=registry).stdout
    assert "Hill Council" in printed
    assert "River Front" not in printed


def test_an_actor_is_shown_with_the_words_that_name_it(registry: Path) -> None:
    rows = [
        line.split("\t")
        for line in run("actor", "hill council", registry=registry).stdout.splitlines()
    ]
    [where] = [row for row in rows if row[0] == "agreement"]
    assert where[3:5] == ["party", "Hill Council"]
    assert where[-1] == "Hill Council"


def test_an_unknown_name_is_found_by_the_beginning_of_its_key(registry: Path) -> None:
    key = run("actors", "--role", "party", registry=registry).stdout.split("\t")[0]
    assert "Hill Council" in run("actor", key, registry=registry).stdout


def test_json_has_the_statement(registry: Path) -> None:
    [actor] = json.loads(run("actor", "Hill Council", "--json", registry=registry).stdout)
    [where] = actor["appearances"]
    assert where["statement"]["evidence"][0]["quote"] == "Hill Council"
    assert actor["standing"] == "unknown"


def test_the_vocabulary_tells_of_an_actor_that_no_document_names(registry: Path) -> None:
    printed = run("actor", "Jabhat an-Nusrah", registry=registry).stdout
    assert "named\tJabhat Fatah al-Sham\t2016-07-28\t2017-01-28" in printed
    assert "successor_of" in printed


def test_a_terminal_has_a_page_and_a_table(registry: Path) -> None:
    assert "Lineage" in on_terminal("actor", "nusra-front", registry=registry).stdout
    assert "does not know" in on_terminal("actors", registry=registry).stdout


def test_a_country_that_is_none_is_refused(registry: Path) -> None:
    result = run("actors", "--country", "Atlantis", registry=registry)
    assert result.exit_code == 2
    assert "[input-country]" in result.stderr


def test_an_actor_that_nobody_names_is_not_found(registry: Path) -> None:
    result = run("actor", "Ahrar al-Shaman", registry=registry)
    assert result.exit_code == 3
    assert "Ahrar al-Sham" in result.stderr


def test_a_name_without_a_letter_is_no_name(registry: Path) -> None:
    for name in ("", "?!"):
        asked = run("actor", name, registry=registry)
        assert (asked.exit_code, asked.stdout) == (2, "")
        assert "is no name to look for [input-search]" in asked.stderr


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (("decisions",), "nothing was decided yet"),
        (("sources", "--grades"), "nothing was graded yet"),
    ],
)
def test_an_empty_list_says_so(registry: Path, command: tuple[str, ...], said: str) -> None:
    printed = run(*command, registry=registry)
    assert (printed.exit_code, printed.stdout) == (0, "")
    assert said in printed.stderr
    assert run(*command, "--json", registry=registry).stdout == "[]\n"
