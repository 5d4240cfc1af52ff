"""Tests of the wiring: what reading documents comes to, in order, stored or not."""

import io
import multiprocessing
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from hudna import app
from hudna.app import Change, Done, Source
from hudna.config import Settings
from hudna.domain.documents import Metadata
from hudna.domain.problems import Problem
from hudna.errors import InputError, NotFoundError
from hudna.registry import Registry, open_registry

_TRUCE = "The Hill Council offered a truce to the River Front on 1 February 2016.\n"


@pytest.fixture
def registry(tmp_path: Path) -> Iterator[Registry]:
    with open_registry(tmp_path / "hudna.db") as opened:
        yield opened


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "documents"
    folder.mkdir()
    for number in range(5):
        (folder / f"{number}.txt").write_text(f"{_TRUCE}Copy {number}.\n", "utf-8")
    (folder / "3.txt").write_bytes(b"")
    return folder


def _read(folder: Path, **options: Any) -> list[Done | Problem]:
    sources = app.find_sources([folder], settings=Settings())
    return list(app.iter_read(sources, settings=Settings(), **options))


def _changes(results: list[Done | Problem]) -> list[str]:
    return [r.code if isinstance(r, Problem) else r.change.value for r in results]


def test_documents_are_stored_in_order_and_what_fails_is_a_problem(
    folder: Path, registry: Registry
) -> None:
    results = _read(folder, registry=registry)
    assert _changes(results) == ["stored"] * 3 + ["input-empty", "stored"]
    assert len(list(registry.iter_documents())) == 4
    [stored] = registry.iter_problems()
    assert stored.problem.subject == str(folder / "3.txt")


def test_what_was_read_before_is_unchanged(folder: Path, registry: Registry) -> None:
    _read(folder, registry=registry)
    again = _read(folder, registry=registry)
    assert _changes(again) == ["unchanged"] * 3 + ["input-empty", "unchanged"]
    assert [r.reading for r in again if isinstance(r, Done)] == [None] * 4


def test_what_is_known_otherwise_is_a_new_reading(folder: Path, registry: Registry) -> None:
    _read(folder, registry=registry)
    sources = app.find_sources(
        [folder], known=Metadata(published="2016-02-02"), settings=Settings()
    )
    results = list(app.iter_read(sources, registry=registry, settings=Settings()))
    assert _changes(results)[0] == "stored"


def test_reading_again_gives_the_reading_of_what_is_unchanged(
    folder: Path, registry: Registry
) -> None:
    _read(folder, registry=registry)
    again = _read(folder, registry=registry, read_again=True)
    assert _changes(again)[0] == "unchanged"
    assert all(r.reading is not None for r in again if isinstance(r, Done))


def test_without_a_registry_nothing_is_stored(folder: Path, registry: Registry) -> None:
    assert _changes(_read(folder)) == ["read"] * 3 + ["input-empty", "read"]
    assert not list(registry.iter_documents())


def test_a_problem_is_resolved_when_its_file_is_read_after_all(
    folder: Path, registry: Registry
) -> None:
    _read(folder, registry=registry)
    (folder / "3.txt").write_text(_TRUCE, "utf-8")
    _read(folder, registry=registry)
    [stored] = registry.iter_problems()
    assert stored.resolved_at is not None


def test_a_problem_is_resolved_when_its_file_turns_out_to_be_known(
    folder: Path, registry: Registry
) -> None:
    _read(folder, registry=registry)
    content = (folder / "1.txt").read_bytes()
    (folder / "1.txt").write_bytes(b"")
    _read(folder, registry=registry)
    (folder / "1.txt").write_bytes(content)
    _read(folder, registry=registry)
    subjects = {s.problem.subject for s in registry.iter_problems() if s.resolved_at}
    assert subjects == {str(folder / "1.txt")}


def test_two_processes_make_the_same_of_everything(folder: Path) -> None:
    assert _read(folder, workers=2) == _read(folder, workers=1)


def test_processes_that_die_lose_nothing(folder: Path) -> None:
    sources = app.find_sources([folder], settings=Settings())
    results = app.iter_read(sources, workers=2, settings=Settings())
    first = next(results)
    for process in multiprocessing.active_children():
        process.kill()
    assert [first, *results] == _read(folder)


def test_a_file_that_vanishes_is_a_problem_and_the_rest_goes_on(
    folder: Path, registry: Registry
) -> None:
    sources = app.find_sources([folder], settings=Settings())
    (folder / "0.txt").unlink()
    results = list(app.iter_read(sources, registry=registry, settings=Settings()))
    assert _changes(results)[:2] == ["input-missing", "stored"]


def test_a_manifest_says_what_is_known_and_is_no_document(folder: Path) -> None:
    manifest = folder / "manifest.csv"
    manifest.write_text("file,published\n0.txt,2016-02-02\nnone.txt,\n", "utf-8")
    found = app.find_sources([folder], manifest=manifest, settings=Settings())
    problem, first, second, *_ = found
    assert isinstance(problem, Problem)
    assert isinstance(first, Source)
    assert isinstance(second, Source)
    assert "none.txt" in problem.reason
    assert first.known == Metadata(published="2016-02-02")
    assert second.known == Metadata()
    assert len(found) == 6


def test_what_a_user_says_wins_over_the_manifest(folder: Path) -> None:
    manifest = folder / "manifest.csv"
    manifest.write_text("file,published,language\n0.txt,2016-02-02,en\n", "utf-8")
    known = app.to_known(published="2017")
    first, *_ = app.find_sources([folder], known=known, manifest=manifest, settings=Settings())
    assert isinstance(first, Source)
    assert (first.known.published, first.known.language) == ("2017", "en")


def test_a_name_that_is_no_utf_8_is_written_out(tmp_path: Path, registry: Registry) -> None:
    folder = tmp_path / "odd"
    folder.mkdir()
    try:
        (folder / "truce\udcff.txt").write_text(_TRUCE, "utf-8")
    except OSError:
        pytest.skip("this file system takes no such name")
    [done] = _read(folder, registry=registry)
    assert isinstance(done, Done)
    assert done.change is Change.STORED
    assert done.source.name == r"truce\udcff.txt"


def test_standard_input_is_a_document(monkeypatch: pytest.MonkeyPatch, registry: Registry) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(_TRUCE.encode())))
    sources = app.find_sources([app.STDIN], stdin_name="letter.txt", settings=Settings())
    [done] = app.iter_read(sources, registry=registry, settings=Settings())
    assert isinstance(done, Done)
    [view] = registry.iter_documents()
    assert view.document.name == "letter.txt"


def test_standard_input_over_the_limit_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(_TRUCE.encode())))
    settings = Settings(max_bytes=10)
    sources = app.find_sources([app.STDIN], settings=settings)
    [problem] = app.iter_read(sources, settings=settings)
    assert isinstance(problem, Problem)
    assert problem.code == "input-too-large"


@pytest.mark.parametrize(
    "known", [{"published": "yesterday"}, {"language": "English"}], ids=["date", "language"]
)
def test_what_cannot_be_known_is_refused(known: dict[str, str]) -> None:
    with pytest.raises(InputError):
        app.to_known(**known)


def test_codes_are_found_by_their_first_part() -> None:
    assert set(app.get_codes("movement.siege")) == {"movement.siege"}
    assert len(app.get_codes("movement")) > 1
    with pytest.raises(NotFoundError, match=r"movement\.siege"):
        app.get_codes("movment.siege")
