"""Tests of what reaches a terminal, a pipe, and a file."""

from pathlib import Path

import pytest

from hudna.cli.output import on_one_line, visible, write_bytes, written
from hudna.cli.positions import Lines
from hudna.errors import OutsideError
from unit.cli.samples import on_terminal, run


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("\x1b[2Jgone", "␛[2Jgone"),
        ("bell\x07", "bell␇"),
        ("\x9b31m", "\ufffd31m"),
        ("a\tb\nc", "a\tb\nc"),
        ("هُدْنَة\u200f", "هُدْنَة\u200f"),
    ],
    ids=["escape", "bell", "c1", "white-space", "right-to-left"],
)
def test_control_characters_are_pictures_and_all_else_is_as_it_was(words: str, shown: str) -> None:
    assert visible(words) == shown


def test_one_line_is_one_line() -> None:
    assert on_one_line("a\r\nb\tc\u2028d") == "a␍ b c d"


@pytest.mark.parametrize("columns", [0, 80], ids=["pipe", "terminal"])
def test_a_document_cannot_take_over_a_terminal(tmp_path: Path, columns: int) -> None:
    registry = tmp_path / "hudna.db"
    hostile = tmp_path / "hostile.txt"
    hostile.write_text("A truce \x1b]0;owned\x07 was offered \x1b[2J in Dalbar.\n", "utf-8")
    run("read", str(hostile), registry=registry)
    identifier = run("documents", registry=registry).stdout.partition("\t")[0]
    arguments = ("text", identifier)
    shown = (
        on_terminal(*arguments, registry=registry, columns=columns)
        if columns
        else run(*arguments, registry=registry)
    ).stdout
    assert "\x1b]" not in shown
    assert "\x1b[2J" not in shown
    assert "␛]0;owned␇" in shown


def test_a_file_appears_whole(tmp_path: Path) -> None:
    target = tmp_path / "a.txt"
    with written(target) as file:
        file.write("هدنة\n")
        assert not target.exists()
    assert target.read_text("utf-8") == "هدنة\n"
    assert list(tmp_path.iterdir()) == [target]


def test_a_file_that_fails_leaves_what_was_there(tmp_path: Path) -> None:
    target = tmp_path / "a.txt"
    target.write_text("before", "utf-8")
    with pytest.raises(TypeError), written(target) as file:
        file.writelines(["half", 1])  # type: ignore[list-item]
    assert target.read_text("utf-8") == "before"
    assert list(tmp_path.iterdir()) == [target]


def test_a_folder_is_no_file_to_write_to(tmp_path: Path) -> None:
    with pytest.raises(OutsideError) as failure:
        write_bytes(b"", tmp_path)
    assert failure.value.code == "output-file"


@pytest.mark.parametrize(
    ("offset", "place"), [(0, (1, 1)), (2, (1, 3)), (3, (2, 1)), (4, (3, 1)), (6, (3, 3))]
)
def test_an_offset_is_told_as_line_and_column(offset: int, place: tuple[int, int]) -> None:
    assert Lines("ab\n\ncd").locate(offset) == place
