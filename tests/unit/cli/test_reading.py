"""Tests of `hudna read`."""

import json
import os
import pty
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from hudna import app
from hudna.domain.problems import Problem
from hudna.errors import OutsideError
from hudna.publish.jsonl import parse_reading
from unit.cli.samples import run

_TRUCE = "The Hill Council offered a truce to the River Front on 1 February 2016.\n"


@pytest.fixture
def registry(tmp_path: Path) -> Path:
    return tmp_path / "hudna.db"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "documents"
    folder.mkdir()
    for number in range(3):
        (folder / f"{number}.txt").write_text(f"{_TRUCE}Copy {number}.\n", "utf-8")
    return folder


def test_each_document_is_a_line_and_the_summary_counts_them(folder: Path, registry: Path) -> None:
    result = run("read", "--published", "2016-02-05", str(folder), registry=registry)
    *lines, summary, joined = result.stdout.splitlines()
    assert result.exit_code == 0
    assert re.fullmatch(r"\d+ accounts?, \d+ agreements?(; .*: hudna review next)?", joined)
    for number, line in enumerate(lines):
        assert re.fullmatch(rf"stored [0-9a-f]{{10}} {number}\.txt \d+ agreements?", line)
    assert re.fullmatch(
        r"3 documents read, 0 unchanged, \d+ agreements? found, 0 warnings, 0 values refused, "
        r"0 problems",
        summary,
    )


def test_reading_the_same_bytes_again_changes_nothing_and_says_so(
    folder: Path, registry: Path
) -> None:
    run("read", str(folder), registry=registry)
    before = run("list", "--json", registry=registry).stdout
    again = run("read", str(folder), registry=registry)
    assert again.stdout.startswith("unchanged ")
    assert "0 documents read, 3 unchanged" in again.stdout
    assert run("list", "--json", registry=registry).stdout == before


def test_a_warning_that_many_documents_share_is_one_line(folder: Path, registry: Path) -> None:
    for number in range(2):
        (folder / f"{number}.txt").write_text(
            "Le conseil propose une trêve à Dalbar.\n" * 9 + f"{number}", "utf-8"
        )
    printed = run("read", "--language", "fr", str(folder), registry=registry).stdout.splitlines()
    assert [line for line in printed if line.startswith("warning: 3 documents: the language")]


def test_what_cannot_be_read_is_named_and_the_rest_goes_on(folder: Path, registry: Path) -> None:
    (folder / "1.txt").write_bytes(b"")
    result = run("read", str(folder), str(folder / "none"), registry=registry)
    assert result.exit_code == 1
    assert "2 documents read" in result.stdout
    assert f"not read: '{folder / 'none'}' is not there [input-missing]" in result.stdout
    assert "is empty [input-empty]" in result.stdout


def test_where_nothing_can_be_read_the_command_fails(tmp_path: Path, registry: Path) -> None:
    assert run("read", str(tmp_path / "none"), registry=registry).exit_code == 2


def test_a_manifest_that_cannot_be_used_ends_the_command(folder: Path, registry: Path) -> None:
    manifest = folder / "m.csv"
    manifest.write_text("title\nTruce\n", "utf-8")
    result = run("read", "--manifest", str(manifest), str(folder), registry=registry)
    assert result.exit_code == 2
    assert result.stderr.endswith("[input-manifest]\n")
    assert not registry.exists()


def test_printed_readings_are_readings_and_nothing_is_stored(folder: Path, registry: Path) -> None:
    result = run("read", "--format", "jsonl", str(folder), registry=registry)
    readings = [parse_reading(line) for line in result.stdout.splitlines()]
    assert [reading.document.name for reading in readings] == ["0.txt", "1.txt", "2.txt"]
    assert result.stderr.splitlines()[-1].startswith("3 documents read")
    assert not registry.exists()


def test_printed_readings_may_be_stored_too(folder: Path, registry: Path) -> None:
    first = run("read", "--format", "jsonl", "--store", str(folder), registry=registry)
    again = run("read", "--format", "jsonl", "--store", str(folder), registry=registry)
    assert first.stdout == again.stdout
    assert "3 unchanged" in again.stderr
    assert len(json.loads(run("documents", "--json", registry=registry).stdout)) == 3


def test_letters_of_every_script_are_printed_as_they_are(folder: Path) -> None:
    (folder / "0.txt").write_text("أعلن المجلس هدنة في دلبار.\n", "utf-8")
    assert "هدنة" in run("read", "--format", "jsonl", str(folder / "0.txt")).stdout


def test_two_processes_print_the_same_to_the_byte(folder: Path) -> None:
    one = run("read", "--format", "jsonl", str(folder))
    two = run("read", "--format", "jsonl", "--workers", "2", str(folder))
    assert (one.stdout, one.stderr) == (two.stdout, two.stderr)


def test_what_is_known_is_in_the_reading(folder: Path) -> None:
    printed = run(
        "read", "--format", "jsonl", "--published", "2016-02-02", "--publisher", "Valley Post",
        "--title", "Offer", "--url", "https://valley.example/", "--language", "EN",
        str(folder / "0.txt"),
    )  # fmt: skip
    known = json.loads(printed.stdout)["document"]
    assert (known["published"], known["publisher"]) == ("2016-02-02", "Valley Post")
    assert (known["title"], known["url"]) == ("Offer", "https://valley.example/")
    assert known["language"] == "en"


def test_a_date_that_is_none_ends_the_command(folder: Path, registry: Path) -> None:
    result = run("read", "--published", "2016-02-31", str(folder), registry=registry)
    assert result.exit_code == 2
    assert not registry.exists()


def test_an_interrupted_command_says_what_is_stored(
    folder: Path, registry: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*arguments: object, **options: object) -> Iterator[app.Done | Problem]:
        results = real(*arguments, **options)  # type: ignore[arg-type]
        yield next(results)
        raise KeyboardInterrupt

    real = app.iter_read
    monkeypatch.setattr(app, "iter_read", interrupted)
    result = run("read", str(folder), registry=registry)
    assert result.exit_code == 130
    assert result.stderr.startswith("hudna: interrupted\n1 document stored, nothing half")


def test_a_failure_in_the_middle_says_what_is_stored(
    folder: Path, registry: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*arguments: object, **options: object) -> Iterator[app.Done | Problem]:
        results = real(*arguments, **options)  # type: ignore[arg-type]
        yield next(results)
        raise OutsideError("the disk is full", code="registry-full")

    real = app.iter_read
    monkeypatch.setattr(app, "iter_read", failing)
    result = run("read", str(folder), registry=registry)
    assert result.exit_code == 6
    stored, failure = result.stderr.splitlines()
    assert stored.startswith("1 document stored")
    assert failure == "hudna: the disk is full [registry-full]"


def _hudna(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "hudna", *arguments]


def test_standard_input_is_read(registry: Path) -> None:
    result = subprocess.run(
        _hudna("read", "-", "--registry", str(registry), "--name", "letter.txt"),
        input=_TRUCE.encode(),
        capture_output=True,
        check=False,
    )
    assert result.returncode == 0
    assert re.match(rb"stored [0-9a-f]{10} letter.txt \d+ agreements?\n", result.stdout)


def test_on_a_terminal_there_is_a_summary_and_no_line_for_each(
    folder: Path, registry: Path
) -> None:
    master, slave = pty.openpty()
    command = _hudna("read", "--registry", str(registry), str(folder))
    with subprocess.Popen(command, stdout=slave, stderr=slave, stdin=slave) as process:
        os.close(slave)
        printed = _read_all(master)
    assert process.returncode == 0
    assert b"3 documents read" in printed
    assert b"stored " not in printed


def _read_all(descriptor: int) -> bytes:
    """Return what a pseudo terminal shows until the last program on it ends."""
    pieces = []
    while True:
        try:
            piece = os.read(descriptor, 4096)
        except OSError:
            break
        if not piece:
            break
        pieces.append(piece)
    os.close(descriptor)
    return b"".join(pieces)


def test_accounts_of_one_agreement_are_joined_at_the_end(tmp_path: Path, registry: Path) -> None:
    words = "The North Front and the Lake Council signed a ceasefire in al-Qanat on 3 May 2031."
    first, second = tmp_path / "first.txt", tmp_path / "second.txt"
    first.write_text(words, "utf-8")
    second.write_text(f"{words} It holds.", "utf-8")
    left = run("read", "--no-resolve", str(first), str(second), registry=registry)
    assert "review next" not in left.stdout
    assert not left.stdout.splitlines()[-1].startswith("2 accounts")
    joined = run("read", str(first), str(second), registry=registry)
    assert joined.stdout.splitlines()[-1] == "2 accounts, 1 agreement"


def test_a_setting_leaves_accounts_as_they_are(
    folder: Path, registry: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HUDNA_RESOLVE", "false")
    result = run("read", str(folder), registry=registry)
    assert "read, 0 unchanged" in result.stdout.splitlines()[-1]
    asked = run("read", "--resolve", str(folder), registry=registry)
    assert re.match(r"\d+ accounts?, ", asked.stdout.splitlines()[-1])
