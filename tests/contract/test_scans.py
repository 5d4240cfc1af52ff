"""Scanned pages are kept with their text, in each store."""

from dataclasses import replace

from deposited import deposit
from hudna.domain.readings import Reader
from hudna.domain.scans import Box, Scan, ScannedWord
from hudna.registry import Deposit, Registry
from hudna.text.spans import Span


def scan(*, part: str = "text", left: int = 10, turned: float = -0.7) -> Scan:
    """Return the first two words of the text as they stand on a page."""
    words = (
        ScannedWord(Span(0, 5), Box(left, 10, left + 50, 40), 91, 0),
        ScannedWord(Span(6, 11), Box(left + 60, 12, left + 110, 42), 88, 0),
    )
    return Scan(part, 400, 300, turned, "tesseract 5.3.0 eng+ara", words)


def scanned(*scans: Scan, reader: Reader | None = None) -> Deposit:
    """Return a deposit of a document with scanned pages."""
    plain = deposit() if reader is None else deposit(reader=reader)
    return replace(plain, rendition=replace(plain.rendition, scans=scans))


def test_scans_come_back_as_they_were_stored(registry: Registry) -> None:
    given = scanned(scan(), scan(part="page 2", turned=90.0))
    registry.store([given])
    assert registry.get_rendition(given.document.id) == given.rendition


def test_a_text_of_its_own_has_none(registry: Registry) -> None:
    registry.store([deposit()])
    assert registry.get_rendition(deposit().document.id).scans == ()


def test_a_page_that_is_recognized_again_has_its_later_boxes(registry: Registry) -> None:
    later = scanned(scan(left=20), reader=Reader("rules", "2", "vocabulary-test"))
    registry.store([scanned(scan(), scan(part="page 2"))])
    registry.store([later])
    assert registry.get_rendition(later.document.id).scans == later.rendition.scans


def test_two_readings_of_one_text_in_a_batch_keep_its_scans_once(registry: Registry) -> None:
    given = scanned(scan())
    registry.store([given, scanned(scan(), reader=Reader("person:Ada", "1", "vocabulary-test"))])
    assert registry.get_rendition(given.document.id).scans == given.rendition.scans
