"""Tests of calling Tesseract, with programs that pretend to be it."""

from pathlib import Path

import pytest

from hudna.domain.scans import Box
from hudna.errors import InputError
from hudna.intake import tesseract
from hudna.intake.tesseract import Absent, FoundWord, Recognizer, find_recognizer, find_words
from scanned import on_path, pretend, saying, tsv


def _find(program: Path, *, seconds: float = 20) -> tuple[FoundWord, ...]:
    recognizer = Recognizer(str(program), "5.9.9", ("eng",))
    return find_words(
        b"P5 1 1 255\n\0", recognizer, languages=("eng",), layout=3, dpi=300, seconds=seconds
    )


def _failure(program: Path, *, seconds: float = 20) -> InputError:
    with pytest.raises(InputError) as caught:
        _find(program, seconds=seconds)
    return caught.value


def test_without_the_program_it_is_said_how_to_get_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    found = find_recognizer()
    assert isinstance(found, Absent)
    assert found.code == "input-ocr-missing"
    assert "apt-get install tesseract-ocr" in found.reason


def test_without_the_extra_it_is_said_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tesseract, "find_spec", lambda _: None)
    found = find_recognizer()
    assert isinstance(found, Absent)
    assert found.code == "input-ocr-missing"
    assert "pip install 'hudna[ocr]'" in found.reason


@pytest.mark.parametrize(
    ("known", "wanted", "languages"),
    [
        ("ara eng osd", None, ("eng", "ara")),
        ("ara", None, ("ara",)),
        ("ara eng fra", ("fra", "ara"), ("fra", "ara")),
    ],
    ids=["both", "the one that is there", "those that are asked for"],
)
def test_languages_are_those_that_are_there_or_asked_for(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    known: str,
    wanted: tuple[str, ...] | None,
    languages: tuple[str, ...],
) -> None:
    program = pretend(tmp_path, "exit 1", languages=known)
    on_path(monkeypatch, tmp_path)
    found = find_recognizer(wanted, min_confidence=50)
    assert found == Recognizer(str(program), "5.9.9", languages, "osd" in known, 50)


@pytest.mark.parametrize(("known", "wanted"), [("osd", None), ("eng", ("eng", "ara"))])
def test_data_that_is_missing_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, known: str, wanted: tuple[str, ...] | None
) -> None:
    pretend(tmp_path, "exit 1", languages=known)
    on_path(monkeypatch, tmp_path)
    found = find_recognizer(wanted)
    assert isinstance(found, Absent)
    assert found.code == "input-ocr-language"
    assert "ara" in found.reason


def test_another_program_of_that_name_is_not_used(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    pretend(tmp_path, "", setup="echo hello; exit 0")
    on_path(monkeypatch, tmp_path)
    found = find_recognizer()
    assert isinstance(found, Absent)
    assert found.code == "input-ocr-missing"


def test_words_come_with_boxes_and_lines(tmp_path: Path) -> None:
    program = pretend(tmp_path, saying(tmp_path, tsv("The truce", "holds", confidence=91.25)))
    line = Box(10, 10, 100, 40)
    assert _find(program) == (
        FoundWord("The", Box(10, 10, 40, 40), 91.25, (1, 1, 1), line),
        FoundWord("truce", Box(50, 10, 100, 40), 91.25, (1, 1, 1), line),
        FoundWord("holds", Box(10, 50, 60, 80), 91.25, (1, 1, 2), Box(10, 50, 60, 80)),
    )


def test_a_page_without_words_has_none(tmp_path: Path) -> None:
    assert _find(pretend(tmp_path, saying(tmp_path, tsv()))) == ()


def test_marks_of_direction_and_white_space_are_no_letters(tmp_path: Path) -> None:
    program = pretend(tmp_path, saying(tmp_path, tsv("\u200fهدنة\u200e \u202c \x0b")))
    assert [word.text for word in _find(program)] == ["هدنة"]


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ("cat > /dev/null; echo 'no such data' >&2; exit 3", "exit status 3): no such data"),
        ("cat > /dev/null; kill -SEGV $$", "signal 11"),
        ("exit 4", "exit status 4"),
        ("cat > /dev/null; echo The truce holds", "no table"),
        ("cat > /dev/null", "no table"),
        ("cat > /dev/null; printf '\\377\\376'", "no text"),
    ],
    ids=["fails", "crashes", "fails unread", "chatters", "says nothing", "babbles"],
)
def test_a_program_that_misbehaves_is_an_error(tmp_path: Path, answer: str, said: str) -> None:
    failure = _failure(pretend(tmp_path, answer))
    assert failure.code == "input-ocr-failed"
    assert said in failure.reason


@pytest.mark.parametrize(
    "spoil",
    [
        lambda told: told.replace("\t96.5\t", "\tsure\t"),
        lambda told: told.replace("\t96.5\tThe", ""),
        lambda told: told.replace("\t10\t10\t30", "\t10\t10\t-3"),
    ],
    ids=["no number", "columns missing", "no width"],
)
def test_an_odd_row_is_an_error(tmp_path: Path, spoil: "object") -> None:
    assert callable(spoil)
    told = spoil(tsv("The truce"))
    assert told != tsv("The truce")
    failure = _failure(pretend(tmp_path, saying(tmp_path, told)))
    assert (failure.code, "odd row" in failure.reason) == ("input-ocr-failed", True)


def test_a_program_that_hangs_is_given_up(tmp_path: Path) -> None:
    failure = _failure(pretend(tmp_path, "exec sleep 60"), seconds=0.3)
    assert failure.code == "input-timeout"


def test_a_program_that_cannot_start_is_an_error(tmp_path: Path) -> None:
    assert _failure(tmp_path / "gone").code == "input-ocr-failed"
