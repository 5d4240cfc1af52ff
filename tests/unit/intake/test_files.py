import os
import subprocess
import sys
from pathlib import Path

import pytest

from hudna.domain.problems import Problem
from hudna.errors import InputError
from hudna.intake import Limits, iter_files, read_original

AS_NOBODY = """
import os, sys
from pathlib import Path
from hudna.intake import Limits, iter_files, read_original
from hudna.errors import InputError
os.setgroups([]); os.setgid(65534); os.setuid(65534)
for path in iter_files([Path(sys.argv[1])]):
    print(getattr(path, "code", path.name if isinstance(path, Path) else path))
try:
    read_original(Path(sys.argv[2]), limits=Limits())
except InputError as error:
    print(error.code)
"""


def _shown(found: Path | Problem, root: Path) -> str:
    return str(found.relative_to(root)) if isinstance(found, Path) else found.code


def _walk(*paths: Path, root: Path) -> list[str]:
    return [_shown(found, root) for found in iter_files(paths)]


def test_files_come_in_the_order_of_their_names(tmp_path: Path) -> None:
    for name in ("b/2.txt", "b/1.txt", "a.txt", "c.txt", "b/0/x.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x")
    assert _walk(tmp_path, root=tmp_path) == ["a.txt", "b/0/x.txt", "b/1.txt", "b/2.txt", "c.txt"]


def test_hidden_files_and_folders_are_passed_over_inside_a_folder(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "x.txt").write_text("x")
    (tmp_path / ".hidden").write_text("x")
    (tmp_path / "a.txt").write_text("x")
    assert _walk(tmp_path, root=tmp_path) == ["a.txt"]
    assert _walk(tmp_path / ".hidden", root=tmp_path) == [".hidden"]


def test_a_path_that_is_not_there_is_a_problem_and_the_rest_goes_on(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x")
    found = _walk(tmp_path / "none.txt", tmp_path / "a.txt", root=tmp_path)
    assert found == ["input-missing", "a.txt"]


def test_a_link_to_its_own_folder_is_a_loop(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x")
    (tmp_path / "again").symlink_to(tmp_path, target_is_directory=True)
    assert _walk(tmp_path, root=tmp_path) == ["a.txt", "input-loop"]


def test_two_links_to_each_other_are_a_loop(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to(tmp_path / "b")
    (tmp_path / "b").symlink_to(tmp_path / "a")
    assert _walk(tmp_path, root=tmp_path) == ["input-loop", "input-loop"]


def test_a_link_to_nothing_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to(tmp_path / "gone")
    (problem,) = iter_files([tmp_path])
    assert isinstance(problem, Problem)
    assert (problem.code, problem.subject) == ("input-missing", str(tmp_path / "a"))


def test_a_folder_that_links_lead_to_twice_is_walked_once(tmp_path: Path) -> None:
    (tmp_path / "x").mkdir()
    (tmp_path / "x" / "a.txt").write_text("x")
    (tmp_path / "y").symlink_to(tmp_path / "x")
    assert _walk(tmp_path, root=tmp_path) == ["x/a.txt"]


def test_folders_that_link_to_each_other_end(tmp_path: Path) -> None:
    for name in ("x", "y"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.txt").write_text("x")
    (tmp_path / "x" / "y").symlink_to(tmp_path / "y")
    (tmp_path / "y" / "x").symlink_to(tmp_path / "x")
    assert _walk(tmp_path, root=tmp_path).count("input-loop") == 1


def test_a_folder_deeper_than_the_stack_is_walked(tmp_path: Path) -> None:
    here = os.open(tmp_path, os.O_RDONLY)
    try:
        deep = tmp_path.joinpath(*(["d"] * 1500))
        for _ in range(1500):
            os.mkdir("d", dir_fd=here)
            inner = os.open("d", os.O_RDONLY, dir_fd=here)
            os.close(here)
            here = inner
        found = list(iter_files([tmp_path]))
        assert found == []
        assert len(str(deep)) > 3000
    finally:
        os.close(here)
        subprocess.run(["rm", "-rf", str(tmp_path / "d")], check=True)


def test_what_may_not_be_read_is_a_problem(tmp_path: Path) -> None:
    closed, secret = tmp_path / "closed", tmp_path / "secret.txt"
    closed.mkdir()
    (closed / "a.txt").write_text("x")
    (tmp_path / "open.txt").write_text("x")
    secret.write_text("x")
    secret.chmod(0)
    closed.chmod(0)
    try:
        if os.geteuid() != 0:
            shown = _walk(tmp_path, root=tmp_path)
            assert shown == ["input-permission", "open.txt", "secret.txt"]
            return
        for folder in (tmp_path, *tmp_path.parents[:-2]):
            folder.chmod(folder.stat().st_mode | 0o055)
        done = subprocess.run(
            [sys.executable, "-c", AS_NOBODY, str(tmp_path), str(secret)],
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stdout.split() == [
            "input-permission",
            "open.txt",
            "secret.txt",
            "input-permission",
        ]
    finally:
        closed.chmod(0o700)


def test_a_file_that_vanished_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("x")
    (found,) = iter_files([tmp_path])
    path.unlink()
    assert isinstance(found, Path)
    with pytest.raises(InputError) as caught:
        read_original(found, limits=Limits())
    assert (caught.value.code, caught.value.subject) == ("input-missing", str(path))


def test_a_file_too_large_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(200_000_000)
    with pytest.raises(InputError) as caught:
        read_original(path, limits=Limits())
    assert caught.value.code == "input-too-large"
    assert "200000000" in caught.value.reason


def test_an_empty_file_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "empty.txt"
    path.touch()
    with pytest.raises(InputError) as caught:
        read_original(path, limits=Limits())
    assert caught.value.code == "input-empty"


def test_a_pipe_is_no_file_and_is_not_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    with pytest.raises(InputError) as caught:
        read_original(path, limits=Limits())
    assert caught.value.code == "input-not-a-file"


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        read_original(tmp_path, limits=Limits())
    assert caught.value.code == "input-not-a-file"


def test_a_name_with_a_null_is_an_error_and_not_a_crash() -> None:
    (problem,) = iter_files([Path("a\x00b")])
    assert isinstance(problem, Problem)
    with pytest.raises(InputError):
        read_original(Path("a\x00b"), limits=Limits())


def test_the_bytes_come_back_as_they_are(tmp_path: Path) -> None:
    path = tmp_path / "a.bin"
    path.write_bytes(bytes(range(256)))
    assert read_original(path, limits=Limits()) == bytes(range(256))
