"""Tests of a user's own vocabulary, from the settings and options to what is read."""

from pathlib import Path

import pytest

from unit.cli.samples import run

FERRY = """
codes:
  movement.ferry:
    definition: Ferries run.
    cues:
      en: [ferr* ... run*]
"""
TERMS = "The army and the rebels signed a truce.\n\n1. Ferries shall run to Dalbar.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "own"
    folder.mkdir()
    (folder / "codebook.yaml").write_text(FERRY, "utf-8")
    return folder


@pytest.fixture
def document(tmp_path: Path) -> Path:
    path = tmp_path / "terms.txt"
    path.write_text(TERMS, "utf-8")
    return path


def test_an_option_names_the_folder(folder: Path, document: Path) -> None:
    result = run("read", "--format", "jsonl", "--vocabulary", str(folder), str(document))
    assert '"movement.ferry"' in result.stdout


def test_a_setting_names_the_folder(folder: Path, document: Path) -> None:
    result = run("read", "--format", "jsonl", str(document), HUDNA_VOCABULARY=str(folder))
    assert '"movement.ferry"' in result.stdout


def test_other_processes_read_with_it_too(folder: Path, document: Path) -> None:
    options = ["--format", "jsonl", "--workers", "2", "--vocabulary", str(folder)]
    assert '"movement.ferry"' in run("read", *options, str(document), str(document)).stdout


def test_notes_are_made_with_it(folder: Path, document: Path) -> None:
    printed = run("read", "--explain", "--vocabulary", str(folder), str(document)).stdout
    assert "[codebook movement.ferry: ferr* ... run*]" in printed


def test_what_was_read_with_another_vocabulary_is_read_again(
    folder: Path, document: Path, tmp_path: Path
) -> None:
    registry = tmp_path / "hudna.db"
    run("read", str(document), registry=registry)
    again = run("read", "--vocabulary", str(folder), str(document), registry=registry)
    assert again.stdout.startswith("stored ")
    once_more = run("read", "--vocabulary", str(folder), str(document), registry=registry)
    assert once_more.stdout.startswith("unchanged ")


def test_the_codebook_lists_a_code_of_ones_own(folder: Path) -> None:
    printed = run("codebook", "movement", "--vocabulary", str(folder)).stdout
    assert "movement.ferry\tFerries run." in printed


def test_a_folder_that_cannot_be_used_ends_the_command_with_one_line(
    folder: Path, document: Path
) -> None:
    (folder / "codebook.yaml").write_text("code: {}\n", "utf-8")
    result = run("read", "--vocabulary", str(folder), str(document))
    assert result.exit_code == 2
    assert result.stderr.endswith("[input-vocabulary]\n")
    assert result.stderr.count("\n") == 1
