"""The example: every document is listed, and the one that a script writes is what it writes."""

import csv
import runpy
from pathlib import Path

EXAMPLES = Path(__file__).parents[2] / "examples"


def test_the_manifest_lists_every_document() -> None:
    with (EXAMPLES / "manifest.csv").open(encoding="utf-8", newline="") as file:
        listed = {row["file"] for row in csv.DictReader(file)}
    there = {str(p.relative_to(EXAMPLES)) for p in (EXAMPLES / "documents").iterdir()}
    assert listed == there


def test_the_readme_lists_every_document() -> None:
    readme = (EXAMPLES / "README.md").read_text("utf-8")
    assert all(f"`{path.name}`" in readme for path in (EXAMPLES / "documents").iterdir())


def test_the_script_writes_the_same_docx(tmp_path: Path) -> None:
    script = runpy.run_path(str(EXAMPLES / "write_docx.py"))
    script["write_docx"](tmp_path / "again.docx")
    assert (tmp_path / "again.docx").read_bytes() == script["TARGET"].read_bytes()
