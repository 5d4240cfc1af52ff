"""Tests of `hudna read --explain`."""

import fcntl
import json
import os
import pty
import re
import struct
import subprocess
import sys
import termios
from pathlib import Path

import pytest

from unit.cli.samples import run

_OFFER = """Truce offered in the valley

The River Front offered a truce to the army on Monday.

1. Both sides shall release all prisoners.
2. The truce lasts six months.
"""


@pytest.fixture
def offer(tmp_path: Path) -> Path:
    path = tmp_path / "offer.txt"
    path.write_text(_OFFER, "utf-8")
    return path


def test_the_notes_tell_each_value_with_its_words_and_cue(offer: Path) -> None:
    printed = run("read", "--explain", "--published", "2016-02-02", str(offer)).stdout
    assert "Called: Truce" in printed
    assert "Stage: proposal\n    because words for proposal: “offered a truce" in printed
    assert "River Front: party" in printed
    assert "1. “Both sides shall release all prisoners.” 5:4" in printed
    assert "persons.release: a cue of the code: “release all prisoners” 5:21" in printed
    assert "[codebook persons.release: " in printed
    assert "because computed: counted from publication (2016-02-02)" in printed


def test_down_a_pipe_a_note_is_one_line(offer: Path) -> None:
    printed = run("read", "--explain", str(offer)).stdout
    [line] = [each for each in printed.splitlines() if each.startswith("    1. ")]
    assert line == "    1. “Both sides shall release all prisoners.” 5:4"


def test_nothing_is_stored(offer: Path, tmp_path: Path) -> None:
    registry = tmp_path / "hudna.db"
    assert run("read", "--explain", str(offer), registry=registry).exit_code == 0
    assert not registry.exists()


def test_standard_input_is_explained(offer: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "hudna", "read", "--explain", "-"],
        input=_OFFER.encode(),
        capture_output=True,
        check=True,
    )
    assert "Stage: proposal" in done.stdout.decode()


def test_json_has_the_reading_and_the_reasons(offer: Path) -> None:
    [found] = json.loads(run("read", "--explain", "--json", str(offer)).stdout)
    assert found["reading"]["agreements"][0]["id"] == found["accounts"][0]["id"]
    notes = found["accounts"][0]["values"]
    [release] = [note for note in notes if note["name"] == "persons.release"]
    assert release["reasons"][0]["cue"]["evidence"]["quote"] == "release all prisoners"


def test_several_documents_follow_each_other_and_a_missing_one_is_named(offer: Path) -> None:
    result = run("read", "--explain", str(offer), str(offer.with_name("none.txt")), str(offer))
    assert result.stdout.count("1 agreement found.") == 2
    assert "not read: " in result.stderr
    assert result.exit_code == 1


def test_nothing_but_missing_documents_is_a_failure(tmp_path: Path) -> None:
    assert run("read", "--explain", str(tmp_path / "none.txt")).exit_code == 2


@pytest.mark.parametrize("other", [["--format", "jsonl"], ["--store"]])
def test_explain_goes_with_no_other_form(offer: Path, other: list[str]) -> None:
    result = run("read", "--explain", *other, str(offer))
    assert result.exit_code == 2
    assert "--explain" in result.stderr


def test_json_alone_is_told_to_be_of_explain(offer: Path) -> None:
    assert run("read", "--json", str(offer)).exit_code == 2


def test_a_narrow_terminal_wraps_the_notes(offer: Path) -> None:
    printed = _on_terminal(["read", "--explain", str(offer)], columns=50)
    lines = printed.replace("\r", "").split("\n")
    assert any(line.strip() for line in lines)
    assert all(len(_plain(line)) <= 50 for line in lines)


def test_control_characters_of_a_document_are_shown_as_pictures(tmp_path: Path) -> None:
    path = tmp_path / "odd.txt"
    path.write_text("The River Front offered a truce \x1b[31m to the army on Monday.\n", "utf-8")
    printed = run("read", "--explain", str(path)).stdout
    assert "\x1b" not in printed
    assert "␛" in printed


def _plain(line: str) -> str:
    return re.sub(r"\x1b\[[0-9;]*m", "", line)


def _on_terminal(arguments: list[str], *, columns: int) -> str:
    """Return what a command prints on a terminal of a width."""
    main, side = pty.openpty()
    fcntl.ioctl(side, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    process = subprocess.Popen(
        ["env", "-u", "COLUMNS", sys.executable, "-m", "hudna", *arguments],
        stdin=side,
        stdout=side,
        stderr=side,
    )
    os.close(side)
    chunks = []
    while True:
        try:
            chunk = os.read(main, 65536)
        except OSError:
            break
        if not chunk:
            break
        chunks.append(chunk)
    process.wait()
    os.close(main)
    return b"".join(chunks).decode()
