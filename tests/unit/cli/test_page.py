"""Tests of the page that `hudna show` prints."""

import json
import re
from pathlib import Path

from unit.cli.samples import run

_EXAMPLES = Path(__file__).parents[3] / "examples" / "documents"


def _page(tmp_path: Path, pattern: str) -> str:
    registry = tmp_path / "hudna.db"
    (document,) = _EXAMPLES.glob(pattern)
    run("read", str(document), registry=registry)
    (agreement,) = json.loads(run("list", "--json", registry=registry).stdout)
    return run("show", agreement["id"], registry=registry).stdout


def test_a_quote_of_a_document_with_parts_names_its_part(tmp_path: Path) -> None:
    page = _page(tmp_path, "*.docx")
    assert re.search(r"\.docx paragraph \d+, \d+:\d+ \(\d+–\d+\)", page)


def test_a_quote_of_a_plain_text_names_its_line_alone(tmp_path: Path) -> None:
    page = _page(tmp_path, "01-*.txt")
    assert re.search(r"\.txt \d+:\d+ \(\d+–\d+\)", page)
    assert "paragraph" not in page
