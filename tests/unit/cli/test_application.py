"""Tests of the application as a whole: help, version, errors, and what is loaded when."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
import typer

import hudna
from hudna.cli.application import GROUPS, application
from hudna.cli.exits import BROKEN_PIPE, EXITS, INTERRUPTED, SOME_FAILED
from unit.cli.samples import make_registry, run

_PAGE = (Path(__file__).parents[3] / "docs" / "cli.md").read_text("utf-8")
_COMMANDS = typer.main.get_command(application).commands  # type: ignore[attr-defined]


def test_help_lists_every_command_in_its_group() -> None:
    printed = run("--help").stdout
    for group, commands in GROUPS.items():
        section = printed[printed.index(f"{group}:") :].partition("\n\n")[0]
        assert all(re.search(rf"^  {name} +\w", section, re.MULTILINE) for name in commands)


@pytest.mark.parametrize("name", sorted(_COMMANDS))
def test_the_help_of_every_command_has_an_example(name: str) -> None:
    printed = run(name, "--help").stdout
    assert re.search(rf"Examples?:\n    .*hudna {name}", printed, re.DOTALL)


@pytest.mark.parametrize("heavy", ["pydantic", "sqlalchemy", "rich", "trafilatura", "lxml", "yaml"])
def test_help_loads_nothing_heavy(heavy: str) -> None:
    command = (
        "import sys, runpy; sys.argv = ['hudna', '--help']\n"
        "try: runpy.run_module('hudna', run_name='__main__')\n"
        f"except SystemExit: sys.exit({heavy!r} in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", command], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr


def test_the_version_is_printed() -> None:
    assert run("--version").stdout == f"hudna {hudna.__version__}\n"


def test_a_mistyped_command_is_told_the_nearest() -> None:
    result = run("lst")
    assert result.exit_code == 2
    assert "Did you mean 'list'?" in result.stderr


def test_a_failure_is_one_line_and_no_traceback(tmp_path: Path) -> None:
    (tmp_path / "not-one.db").write_text("a text, not a database\n" * 9, "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "hudna", "list", "--registry", str(tmp_path / "not-one.db")],
        capture_output=True,
        check=False,
        text=True,
    )
    assert done.returncode == 2
    assert re.fullmatch(r"hudna: .* \[registry-not-one\]\n", done.stderr)


def test_a_bad_setting_is_one_line(tmp_path: Path) -> None:
    result = run("list", HUDNA_MAX_PAGES="none")
    assert result.exit_code == 2
    assert re.fullmatch(r"hudna: the setting HUDNA_MAX_PAGES .*\[input-setting\]\n", result.stderr)


def test_a_bug_shows_its_traceback(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*arguments: object, **options: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("hudna.app.open_registry", broken)
    assert isinstance(run("list").exception, ZeroDivisionError)


def test_a_reader_that_goes_away_ends_the_command_quietly(tmp_path: Path) -> None:
    registry = make_registry(tmp_path / "hudna.db")
    command = [sys.executable, "-m", "hudna", "export", "--registry", str(registry)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == BROKEN_PIPE


def test_the_codebook_prints_definitions() -> None:
    [line] = run("codebook", "movement.siege").stdout.splitlines()
    assert line.startswith("movement.siege\tA siege or blockade")
    assert run("codebook", "movement.none").exit_code == 3


@pytest.mark.parametrize("name", sorted(_COMMANDS))
def test_every_command_is_documented_with_its_options(name: str) -> None:
    section = re.split(r"^## ", _PAGE, flags=re.MULTILINE)
    [page] = [each for each in section if each.startswith(f"`hudna {name}`")]
    for parameter in _COMMANDS[name].params:
        words = parameter.opts if parameter.param_type_name == "option" else []
        assert all(f"`{word}" in page or f"{word} " in page for word in words), words


def test_no_command_is_documented_that_is_not_there() -> None:
    assert set(re.findall(r"^## `hudna ([\w-]+)`", _PAGE, re.MULTILINE)) == set(_COMMANDS)


def test_every_exit_code_is_documented() -> None:
    table = re.findall(r"^\| (\d+) \|", _PAGE, re.MULTILINE)
    codes = {0, SOME_FAILED, INTERRUPTED, BROKEN_PIPE, *EXITS.values()}
    assert {int(code) for code in table} == codes
