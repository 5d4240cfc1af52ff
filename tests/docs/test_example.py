"""The example: every document is listed, and the one that a script writes is what it writes."""

import csv
import runpy
from pathlib import Path

import pytest

from hudna.domain.readings import Reading
from hudna.intake import read_manifest, take_in
from hudna.read import read
from hudna.vocabulary import load_vocabulary

EXAMPLES = Path(__file__).parents[2] / "examples"
DOCUMENTS = sorted((EXAMPLES / "documents").iterdir())


def read_example(number: str) -> Reading:
    """Return the reading of the example with a number."""
    path = next(path for path in DOCUMENTS if path.name.startswith(number))
    vocabulary = load_vocabulary()
    known = read_manifest(EXAMPLES / "manifest.csv").find(path)
    assert known is not None
    taken = take_in(path.read_bytes(), path.name, metadata=known, vocabulary=vocabulary)
    return read(taken.document, taken.rendition, vocabulary)


def test_the_manifest_lists_every_document() -> None:
    with (EXAMPLES / "manifest.csv").open(encoding="utf-8", newline="") as file:
        listed = {row["file"] for row in csv.DictReader(file)}
    there = {str(p.relative_to(EXAMPLES)) for p in DOCUMENTS}
    assert listed == there


def test_the_readme_lists_every_document() -> None:
    readme = (EXAMPLES / "README.md").read_text("utf-8")
    assert all(f"`{path.name}`" in readme for path in DOCUMENTS)


def test_the_script_writes_the_same_docx(tmp_path: Path) -> None:
    script = runpy.run_path(str(EXAMPLES / "write_docx.py"))
    script["write_docx"](tmp_path / "again.docx")
    assert (tmp_path / "again.docx").read_bytes() == script["TARGET"].read_bytes()


@pytest.mark.parametrize("number", ["01", "02", "03", "04"])
def test_an_example_tells_of_an_agreement(number: str) -> None:
    assert read_example(number).agreements


def test_a_truce_without_an_armed_side_is_no_agreement() -> None:
    assert not read_example("06").agreements


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_nothing_of_an_example_is_refused(path: Path) -> None:
    assert read_example(path.name[:2]).refused == 0
