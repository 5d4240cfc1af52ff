"""Tests of `hudna page`, and of how quotes on scanned pages are told."""

import io
import json
from pathlib import Path

import pytest

from scanned import Image, on_path, pretend, saying, tsv, written
from unit.cli.samples import run

FIRST = "The River Front and the Hill Council signed a ceasefire agreement."
SECOND = "The River Front shall release all prisoners by 3 May 2031."


@pytest.fixture
def registry(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A registry with a scan of two pages, read with a program that pretends to be Tesseract."""
    program = tmp_path / "bin"
    pretend(program, saying(program, tsv(FIRST), tsv(SECOND)))
    on_path(monkeypatch, program)
    pages = [Image.new("L", (900, 300), 255)] * 2
    (tmp_path / "deal.tif").write_bytes(written(pages, "TIFF"))
    (tmp_path / "deal.txt").write_text(FIRST, encoding="utf-8")
    made = tmp_path / "hudna.db"
    result = run("read", str(tmp_path / "deal.tif"), str(tmp_path / "deal.txt"), registry=made)
    assert result.exit_code == 0, result.output
    return made


def identifier(registry: Path, name: str) -> str:
    listed = json.loads(run("documents", "--json", registry=registry).stdout)
    return next(str(each["id"]) for each in listed if each["name"] == name)


def test_a_quote_is_marked_on_the_picture_of_its_page(registry: Path, tmp_path: Path) -> None:
    output = tmp_path / "page.png"
    deal = identifier(registry, "deal.tif")
    arguments = ("--quote", "release  all Prisoners", "-o", str(output))
    result = run("page", deal, *arguments, registry=registry)
    assert result.exit_code == 0, result.output
    assert result.stdout == ""
    assert result.stderr == "page 2 of deal.tif, 900×300 pixels: 1 box at 230,10–440,40\n"
    with Image.open(output) as page:
        assert page.format == "PNG"
        assert page.size == (900, 300)
        assert page.getpixel((300, 25)) != (255, 255, 255)
        assert page.getpixel((100, 25)) == (255, 255, 255)


def test_down_a_pipe_the_picture_is_the_output(registry: Path) -> None:
    result = run("page", identifier(registry, "deal.tif"), "1", registry=registry)
    assert result.exit_code == 0, result.output
    with Image.open(io.BytesIO(result.stdout_bytes)) as page:
        assert page.size == (900, 300)


def test_without_a_quote_all_that_values_rest_on_is_marked(registry: Path) -> None:
    found = run("page", identifier(registry, "deal.tif"), "--json", registry=registry)
    plain = json.loads(found.stdout)
    assert plain["page"] == 1
    assert plain["boxes"]
    assert "River Front" in {quote["quote"] for quote in plain["quotes"]}
    assert plain["others"] == ["page 2"]
    assert (plain["recognizer"], plain["confidence"]) == ("tesseract 5.9.9 eng+ara", 96)


def test_the_quotes_of_one_statement_can_be_marked(registry: Path) -> None:
    deal = identifier(registry, "deal.tif")
    values = json.loads(run("text", deal, "--json", registry=registry).stdout)["values"]
    release = next(each for each in values if "release" in each["evidence"][0]["quote"])
    found = run("page", deal, "--statement", release["id"], "--json", registry=registry)
    plain = json.loads(found.stdout)
    assert plain["page"] == 2
    assert [each["quote"] for each in plain["quotes"]] == [
        each["quote"] for each in release["evidence"]
    ]


def test_an_agreement_shows_the_page_and_the_box_of_each_quote(registry: Path) -> None:
    [shown, *_] = json.loads(run("list", "--json", registry=registry).stdout)
    printed = run("show", shown["id"], registry=registry).stdout
    assert "deal.tif page 1, 1:5 (4–15) [50,10–160,40 of 900×300]" in printed


@pytest.mark.parametrize(
    ("name", "arguments", "exit_code", "code"),
    [
        ("deal.txt", (), 2, "input-not-scanned"),
        ("deal.tif", ("7",), 2, "input-not-scanned"),
        ("deal.tif", ("--quote", "peace for ever"), 3, "not-found"),
        ("deal.tif", ("--statement", "stm-none"), 3, "not-found"),
    ],
    ids=["a text of its own", "no such page", "no such words", "no such statement"],
)
def test_what_cannot_be_shown_is_an_error(
    registry: Path, name: str, arguments: tuple[str, ...], exit_code: int, code: str
) -> None:
    result = run("page", identifier(registry, name), *arguments, "--json", registry=registry)
    assert (result.exit_code, f"[{code}]" in result.stderr) == (exit_code, True), result.output


def test_a_scan_is_read_again_where_its_recognizer_changed(registry: Path, tmp_path: Path) -> None:
    again = ("read", str(tmp_path / "deal.tif"), str(tmp_path / "deal.txt"))
    assert "2 unchanged" in run(*again, registry=registry).stdout
    other = run(*again, registry=registry, HUDNA_OCR_LANGUAGES="eng")
    assert "1 unchanged" in other.stdout
    off = run(*again, registry=registry, HUDNA_OCR="false")
    assert "1 problem" in off.stdout
    assert off.exit_code != 0


def test_data_that_is_missing_is_a_problem_of_that_document_alone(
    registry: Path, tmp_path: Path
) -> None:
    paths = (str(tmp_path / "deal.tif"), str(tmp_path / "deal.txt"))
    made = tmp_path / "other.db"
    result = run("read", *paths, registry=made, HUDNA_OCR_LANGUAGES="eng+fra")
    assert "1 document read" in result.stdout
    [problem] = run("documents", "--problems", registry=made).stdout.splitlines()
    assert problem.startswith("input-ocr-language\t")
