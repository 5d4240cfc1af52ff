"""Tests of `hudna export`: what passes the gate, and what is said of what does not."""

import csv
import io
import json
from pathlib import Path

import pytest

from hudna.registry import open_registry
from unit.cli.samples import run

FILE = """hudna: agreement/1
label: Truce of the two banks
published: 2031-05-05
text: |
  The North Front and the Lake Council signed a truce on 3 May 2031.
  Selim Karanfil signed for its northern side.
  All prisoners shall be released at the mill on 1 January 2999.
named_as: {value: truce, quote: a truce}
participants:
  - {name: North Front, role: party, quote: The North Front}
  - {name: Lake Council, role: party, quote: Lake Council}
  - {name: Selim Karanfil, role: signatory, on_behalf_of: North Front, quote: Selim Karanfil}
terms:
  - codes: [persons.release]
    modality: obligation
    quote: All prisoners shall be released at the mill on 1 January 2999
    window: {value: "2999-01-01", quote: 1 January 2999}
"""
SECRET = ("Karanfil", "at the mill", "2999")


@pytest.fixture(scope="module")
def registry(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sharing")
    (folder / "truce.yaml").write_text(FILE, "utf-8")
    path = folder / "hudna.db"
    run("load", str(folder / "truce.yaml"), "--author", "Ada", registry=path)
    return path


def identifier(registry: Path) -> str:
    return run("list", registry=registry).stdout.split("\t")[0]


def arguments(registry: Path, layout: str) -> list[str]:
    named = [identifier(registry)] if layout == "yaml" else []
    return ["export", *named, "--format", layout]


@pytest.mark.parametrize("layout", ["jsonl", "csv", "yaml"])
def test_what_is_restricted_is_left_out_and_counted(registry: Path, layout: str) -> None:
    result = run(*arguments(registry, layout), registry=registry)
    assert not [word for word in SECRET if word in result.stdout]
    assert "Lake Council" in result.stdout
    assert "restricted statements left out" in result.stderr
    assert "--restricted includes them" in result.stderr


@pytest.mark.parametrize("layout", ["jsonl", "csv", "yaml"])
def test_restricted_includes_everything_and_says_so(registry: Path, layout: str) -> None:
    result = run(*arguments(registry, layout), "--restricted", registry=registry)
    assert [word for word in SECRET if word in result.stdout] == list(SECRET)
    assert "restricted statements are included" in result.stderr


def test_a_line_says_how_much_of_it_is_restricted(registry: Path) -> None:
    line = json.loads(run("export", registry=registry).stdout)
    assert line["restricted"]["left_out"] > 0
    [account] = line["accounts"]
    assert [s["statements"] for s in account["subjects"] if "restricted" in s["id"]].count([]) == 2


def test_rows_keep_their_columns(registry: Path) -> None:
    found = list(
        csv.DictReader(io.StringIO(run(*arguments(registry, "csv"), registry=registry).stdout))
    )
    assert found
    assert all(None not in row and None not in row.values() for row in found)


def test_a_restricted_file_loads_and_takes_no_accounts_place(
    registry: Path, tmp_path: Path
) -> None:
    file = tmp_path / "shared.yaml"
    run(*arguments(registry, "yaml"), "-o", str(file), registry=registry)
    assert "corrects:" not in file.read_text("utf-8")
    assert "restricted:" in file.read_text("utf-8")
    other = tmp_path / "other.db"
    assert run("load", str(file), "--author", "Ben", registry=other).exit_code == 0


def test_a_whole_file_takes_the_place_of_what_it_was_made_from(registry: Path) -> None:
    printed = run(*arguments(registry, "yaml"), "--restricted", registry=registry).stdout
    assert "corrects:" in printed


# --- Decisions ---


@pytest.fixture
def decided(tmp_path: Path) -> Path:
    """A registry of its own, in which somebody decided on what is restricted and what is not."""
    (tmp_path / "truce.yaml").write_text(FILE, "utf-8")
    path = tmp_path / "hudna.db"
    run("load", str(tmp_path / "truce.yaml"), "--author", "Ada", registry=path)
    statements = json.loads(run("export", "--restricted", registry=path).stdout)["accounts"][0]
    ids = {
        each["value"]: each["id"]
        for subject in statements["subjects"]
        for each in subject["statements"]
    }
    for value in ("truce", "Selim Karanfil", "persons.release"):
        run("decide", "accept", ids[value], "--reason", "seen", "--author", "Ada", registry=path)
    reason = "as Selim Karanfil says"
    run("decide", "accept", ids["Lake Council"], "--reason", reason, registry=path)
    run("undo", "2", "--reason", "not seen", "--author", "Ada", registry=path)
    return path


def test_decisions_on_what_is_restricted_are_left_out_and_counted(decided: Path) -> None:
    result = run("decisions", "--export", "-", registry=decided)
    assert not [word for word in SECRET if word in result.stdout]
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    assert lines[0] == {"schema": "hudna.decisions/1", "decisions": 1, "left_out": 4}
    assert lines[1]["statement"]["value"] == "truce"
    assert "4 decisions left out: --restricted includes them" in result.stderr


def test_decisions_reach_another_registry_in_a_file(decided: Path, tmp_path: Path) -> None:
    log, other = tmp_path / "log.jsonl", tmp_path / "other.db"
    written = run("decisions", "--export", str(log), "--restricted", registry=decided)
    assert written.stdout == f"5 decisions written to {log}\n"
    run("load", str(tmp_path / "truce.yaml"), "--author", "Ada", registry=other)
    done = run("decisions", "--import", str(log), "--author", "nour", registry=other)
    assert done.exit_code == 0
    assert done.stdout.splitlines()[0] == "line 2 is decision 1: accept by Ada: seen"
    assert done.stdout.splitlines()[-1] == "5 decisions taken in, 0 here already, 0 refused"
    again = run("decisions", "--import", str(log), registry=other)
    assert (again.exit_code, again.stdout) == (
        0,
        "0 decisions taken in, 5 here already, 0 refused\n",
    )
    assert run("decisions", registry=other).stdout == run("decisions", registry=decided).stdout
    assert run("audit", "verify", registry=other).exit_code == 0


def test_what_is_refused_of_a_log_is_listed_and_tells_the_exit_code(
    decided: Path, tmp_path: Path
) -> None:
    log, other = tmp_path / "log.jsonl", tmp_path / "other.db"
    run("decisions", "--export", str(log), registry=decided)
    open_registry(other).close()
    done = run("decisions", "--import", str(log), "--json", registry=other)
    assert done.exit_code == 1
    assert done.stderr.startswith("line 2 refused: document sha256:")
    assert done.stderr.splitlines()[0].endswith("is not here [not-found]")
    [line] = json.loads(done.stdout)
    assert (line["line"], line["fate"], line["code"]) == (2, "refused", "not-found")


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--import", "nowhere.jsonl"], "input-missing"),
        (["--import", "log.jsonl"], "input-decision-log"),
    ],
)
def test_what_is_no_log_is_refused_whole(
    decided: Path, tmp_path: Path, arguments: list[str], code: str
) -> None:
    (tmp_path / "log.jsonl").write_text("no log\n", "utf-8")
    option, name = arguments
    result = run("decisions", option, str(tmp_path / name), registry=decided)
    assert result.exit_code == 2
    assert result.stderr.endswith(f"[{code}]\n")


def test_a_log_is_written_or_taken_in_and_not_both(decided: Path) -> None:
    assert run("decisions", "--export", "-", "--import", "-", registry=decided).exit_code == 2
