from pathlib import Path

import pytest

from hudna.domain.documents import Metadata
from hudna.errors import InputError
from hudna.intake import Manifest, read_manifest


def _manifest(folder: Path, text: str, *files: str, encoding: str = "utf-8") -> Manifest:
    for file in files:
        (folder / file).parent.mkdir(exist_ok=True)
        (folder / file).write_text("x")
    (folder / "manifest.csv").write_bytes(text.encode(encoding))
    return read_manifest(folder / "manifest.csv")


def _codes(manifest: Manifest) -> list[str]:
    return [problem.code for problem in manifest.problems]


def test_what_is_listed_is_known_of_its_file(tmp_path: Path) -> None:
    manifest = _manifest(
        tmp_path,
        "file,title,url,publisher,published,language\n"
        'd/a.txt,"A truce, at last",https://valley.example,Valley Post,3 Feb 2016,EN\n',
        "d/a.txt",
    )
    assert manifest.problems == ()
    assert manifest.find(tmp_path / "d" / "a.txt") == Metadata(
        "A truce, at last", "Valley Post", "2016-02-03", "https://valley.example", "en"
    )
    assert manifest.find(tmp_path / "d" / ".." / "d" / "a.txt") is not None
    assert manifest.find(tmp_path / "other.txt") is None


def test_all_columns_but_the_file_may_be_missing(tmp_path: Path) -> None:
    manifest = _manifest(tmp_path, "published,file\n,a.txt\n2016-02,b.txt\n\n", "a.txt", "b.txt")
    assert manifest.find(tmp_path / "a.txt") == Metadata()
    assert manifest.find(tmp_path / "b.txt") == Metadata(published="2016-02")


def test_a_manifest_may_begin_with_a_byte_order_mark(tmp_path: Path) -> None:
    manifest = _manifest(tmp_path, "file\r\na.txt\r\n", "a.txt", encoding="utf-8-sig")
    assert manifest.find(tmp_path / "a.txt") == Metadata()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("title,url\nx,y\n", "no column 'file'"),
        ("file,title,title\na,b,c\n", "'title' twice"),
        ('file\n"a.txt\n', "no CSV"),
    ],
    ids=["missing column", "doubled column", "unclosed quote"],
)
def test_a_manifest_that_is_none_says_why(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(InputError) as caught:
        _manifest(tmp_path, text)
    assert caught.value.code == "input-manifest"
    assert words in caught.value.reason
    assert "manifest.csv" in caught.value.reason


@pytest.mark.parametrize("original", [b"file\n\xd8\xa7\xd8\xa7\xd8\xa7\xff", b"\x00\x01\x02"])
def test_a_manifest_that_is_no_text_is_an_error(tmp_path: Path, original: bytes) -> None:
    (tmp_path / "m.csv").write_bytes(original)
    with pytest.raises(InputError):
        read_manifest(tmp_path / "m.csv")


def test_a_manifest_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        read_manifest(tmp_path / "none.csv")
    assert caught.value.code == "input-missing"


def test_a_listed_file_that_is_not_there_is_a_problem_and_the_rest_holds(tmp_path: Path) -> None:
    manifest = _manifest(tmp_path, "file,title\ngone.txt,x\na.txt,y\n", "a.txt")
    assert [(p.code, p.subject) for p in manifest.problems] == [("input-missing", "gone.txt")]
    assert manifest.find(tmp_path / "a.txt") == Metadata(title="y")


def test_a_date_that_is_none_is_a_problem_and_the_rest_of_its_line_holds(tmp_path: Path) -> None:
    manifest = _manifest(tmp_path, "file,title,published\na.txt,y,soon\n", "a.txt")
    assert _codes(manifest) == ["input-manifest"]
    assert manifest.find(tmp_path / "a.txt") == Metadata(title="y")


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("file\na.txt\na.txt\n", 1),
        ("file,title\n,x\na.txt,y\n", 1),
        ("file,colour\na.txt,red\n", 1),
        ("file,title\na.txt,one,two\n", 1),
    ],
    ids=["twice", "no file", "unknown column", "too many cells"],
)
def test_oddities_are_problems(tmp_path: Path, text: str, count: int) -> None:
    assert len(_manifest(tmp_path, text, "a.txt").problems) == count
