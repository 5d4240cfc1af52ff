"""Tests of PDFs whose pages, or some of them, are pictures; a program pretends to be Tesseract."""

import io
from pathlib import Path

import pypdf
import pytest

import originals
from hudna.errors import InputError
from hudna.intake import Absent, Intaken, Limits, Recognizer, Scanning, find_recognizer, take_in
from hudna.text.spans import Span
from hudna.vocabulary import load_vocabulary
from scanned import Image, on_path, pretend, saying, tsv, written

pytest.importorskip("pypdfium2", reason="pypdfium2 is not installed (the extra ocr)")

VOCABULARY = load_vocabulary()
PROSE = "The two sides agreed to cease fire and to release their prisoners within ten days. " * 3


@pytest.fixture
def found(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Recognizer:
    told = tsv("The truce holds.", left=300, top=300)
    pretend(tmp_path, saying(tmp_path, told))
    on_path(monkeypatch, tmp_path)
    recognizer = find_recognizer(["eng"])
    assert isinstance(recognizer, Recognizer)
    return recognizer


def taken(
    original: bytes,
    recognizer: Recognizer | Absent,
    limits: Limits = Limits(),  # noqa: B008
) -> Intaken:
    scanning = Scanning(recognizer)
    return take_in(original, "a.pdf", vocabulary=VOCABULARY, scanning=scanning, limits=limits)


def scan(pages: int = 1) -> bytes:
    page = Image.new("L", (850, 1100), 255)
    page.paste(0, (100, 100, 300, 110))
    return written([page] * pages, "PDF", dpi=100)


def joined(*documents: bytes) -> bytes:
    writer = pypdf.PdfWriter()
    for document in documents:
        writer.append(io.BytesIO(document))
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def stamped(document: bytes, words: str) -> bytes:
    """Return a PDF with words laid over each page, as a scanner's program does."""
    stamp = pypdf.PdfReader(io.BytesIO(originals.pdf([words]))).pages[0]
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(document))
    for page in writer.pages:
        page.merge_page(stamp)
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def test_a_scanned_page_becomes_text_with_boxes(found: Recognizer) -> None:
    intaken = taken(scan(2), found)
    text = intaken.rendition.text
    assert text.split("\n\n") == ["The truce holds."] * 2
    [marked] = intaken.rendition.find_marked(Span(text.rindex("truce"), len(text)))
    assert marked.scan.part == "page 2"
    assert (marked.scan.width, marked.scan.height) == pytest.approx((2550, 3300), abs=2)
    assert next(warning[:20] for warning in intaken.warnings) == "2 pages are pictures"


def test_in_a_mixed_document_each_page_is_read_as_it_is(found: Recognizer) -> None:
    intaken = taken(joined(originals.pdf([PROSE]), scan(), originals.pdf([PROSE])), found)
    first, second, third = intaken.rendition.text.split("\n\n")
    assert first == third == PROSE.strip()
    assert second == "The truce holds."
    assert [each.part for each in intaken.rendition.scans] == ["page 2"]


def test_a_stamp_on_a_scan_is_not_taken_for_its_text(found: Recognizer) -> None:
    intaken = taken(stamped(scan(), "Scanned by SomeScanner"), found)
    assert intaken.rendition.text == "The truce holds."


def test_a_few_words_without_a_picture_of_the_page_stay_what_they_are(found: Recognizer) -> None:
    intaken = taken(originals.pdf(["A truce."]), found)
    assert (intaken.rendition.text, intaken.rendition.scans) == ("A truce.", ())


def test_a_blank_page_is_not_recognized(found: Recognizer, tmp_path: Path) -> None:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(originals.pdf([PROSE])))
    writer.add_blank_page()
    file = io.BytesIO()
    writer.write(file)
    assert taken(file.getvalue(), found).rendition.scans == ()
    assert not (tmp_path / "count").exists()


def test_too_many_scanned_pages_are_refused(found: Recognizer, tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        taken(scan(3), found, Limits(max_scanned_pages=2))
    assert caught.value.code == "input-too-large"
    assert not (tmp_path / "count").exists()


def test_without_a_recognizer_a_scan_is_an_error_and_a_mixed_document_is_told_of() -> None:
    absent = Absent("it needs what is not here", "input-ocr-missing")
    with pytest.raises(InputError) as caught:
        taken(scan(), absent)
    assert caught.value.code == "input-ocr-missing"
    mixed = taken(joined(originals.pdf([PROSE]), scan()), absent)
    assert mixed.rendition.text.strip() == PROSE.strip()
    assert any(warning.endswith("it needs what is not here") for warning in mixed.warnings)
