"""The documents of the working collection, where it is at hand: quotes in the text, floors kept."""

import csv
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from hudna.domain.documents import Document, MediaType, Metadata, document_id
from hudna.domain.readings import to_plain
from hudna.read import read
from hudna.vocabulary import load_vocabulary
from texts import to_rendition

SHARED = Path(__file__).parents[3] / "shared"
CORPUS, EVALUATION = SHARED / "corpus", SHARED / "eval"
FLOORS = {"agreements": 0.6, "participants": 0.4, "terms": 0.35, "dates": 0.4}

pytestmark = pytest.mark.skipif(
    not (CORPUS / "manifest.csv").exists(), reason="the working collection is not at hand"
)


@pytest.fixture(scope="module")
def readings() -> list[dict[str, Any]]:
    """Return the reading of each document of the collection, as it is printed."""
    with (CORPUS / "manifest.csv").open(encoding="utf-8", newline="") as rows:
        return [_read(row) for row in csv.DictReader(rows)]


def _read(row: dict[str, str]) -> dict[str, Any]:
    original = (CORPUS / row["file"]).read_bytes()
    known = Metadata(
        title=row["title"] or None,
        published=row["published"] or None,
        url=row["url"] or None,
        language=row["language"] or None,
    )
    name = Path(row["file"]).name
    document = Document(document_id(original), name, MediaType.TEXT, len(original), known)
    plain = to_plain(read(document, to_rendition(original.decode()), load_vocabulary()))
    assert isinstance(plain, dict)
    return plain


def iter_evidence(node: Any) -> list[dict[str, Any]]:
    """Return every quote within plain data."""
    if isinstance(node, dict):
        return [node] if "quote" in node else [e for v in node.values() for e in iter_evidence(v)]
    return [e for value in node for e in iter_evidence(value)] if isinstance(node, list) else []


def test_every_quote_of_the_collection_is_in_its_text(readings: list[dict[str, Any]]) -> None:
    for reading in readings:
        text = reading["document"]["text"]
        for evidence in iter_evidence([reading["agreements"], reading["facts"]]):
            assert text[evidence["start"] : evidence["end"]] == evidence["quote"]
    assert sum(reading["refused"] for reading in readings) == 0


def test_the_floors_of_the_seed_documents_hold(
    readings: list[dict[str, Any]], tmp_path: Path
) -> None:
    printed = tmp_path / "readings.jsonl"
    printed.write_text("\n".join(json.dumps(reading) for reading in readings), "utf-8")
    scorer, seeds = EVALUATION / "score.py", EVALUATION / "gold-seeds"
    done = subprocess.run(
        [sys.executable, str(scorer), str(seeds), str(printed), "--json"],
        capture_output=True,
        check=True,
        text=True,
    )
    scores = json.loads(done.stdout)
    below = {f: scores[f]["f1"] for f, floor in FLOORS.items() if scores[f]["f1"] < floor}
    assert below == {}
