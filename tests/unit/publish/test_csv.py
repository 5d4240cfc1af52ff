"""Tests of the export as CSV."""

import csv
import io
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hudna.publish.csv import COLUMNS, guarded, unguarded, write_values
from hudna.registry import open_registry
from unit.cli.samples import ARABIC, ENGLISH, make_registry


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "'quoted'"])
def test_what_a_spreadsheet_would_compute_is_guarded(cell: str) -> None:
    assert guarded(cell) == f"'{cell}"


@given(st.text())
def test_a_guarded_cell_keeps_what_it_says(cell: str) -> None:
    assert unguarded(guarded(cell)) == cell
    assert not guarded(cell).startswith(("=", "+", "-", "@", "\t", "\r"))


def test_every_statement_is_a_row_with_its_quote(tmp_path: Path) -> None:
    file = io.StringIO()
    with open_registry(make_registry(tmp_path / "hudna.db")) as registry:
        count = write_values(registry.iter_values(), file)
    rows = list(csv.DictReader(io.StringIO(file.getvalue(), newline="")))
    assert len(rows) == count > 10
    assert tuple(rows[0]) == COLUMNS
    texts = {"offer.txt": ENGLISH, "عرض.txt": ARABIC}
    for row in rows:
        assert texts[row["document_name"]][int(row["start"]) : int(row["end"])] == row["quote"]
        assert json.loads(row["evidence"])[0]["quote"] == row["quote"]
