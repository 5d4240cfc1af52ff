"""Sheets: the pages of a PDF as pictures.

It needs pypdfium2, of the extra `ocr`, and is loaded where a scanned page is read.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import pypdfium2
from pypdfium2 import raw

from hudna.errors import InputError
from hudna.intake.pictures import LONGEST_SIDE, Picture
from hudna.intake.rendered import damaged

_DPI = 300
_POINTS_PER_INCH = 72
_COVERED = 0.5
"""A picture that takes up so much of a page is the page."""


@contextmanager
def opened(original: bytes, name: str) -> Iterator[pypdfium2.PdfDocument]:
    """Open a PDF for drawing its pages.

    Raises:
        InputError: It cannot be drawn.
    """
    try:
        document = pypdfium2.PdfDocument(original)
    except pypdfium2.PdfiumError as error:
        raise damaged(name, "PDF", error) from error
    try:
        yield document
    finally:
        document.close()


def is_scanned(document: pypdfium2.PdfDocument, number: int, *, has_words: bool) -> bool:
    """Return whether what a page says is on a picture.

    Args:
        document: The PDF.
        number: The page, from 1.
        has_words: Whether its text layer has any words; few, such as a stamp of the scanner, may
            stand on a picture of the page.
    """
    if number > len(document):
        return False
    page = document[number - 1]
    if not has_words:
        return bool(raw.FPDFPage_CountObjects(page.raw) > 0)
    width, height = page.get_size()
    covered = 0.0
    for each in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE]):
        left, bottom, right, top = each.get_bounds()
        covered += max(min(right, width) - max(left, 0), 0) * max(
            min(top, height) - max(bottom, 0), 0
        )
    return bool(covered >= _COVERED * width * height)


def get_sheet(document: pypdfium2.PdfDocument, number: int, name: str) -> Picture:
    """Return the picture of a page, counted from 1.

    Raises:
        InputError: It cannot be drawn.
    """
    try:
        page = document[number - 1]
        longest = max(*page.get_size(), 1.0)
        dpi = min(_DPI, LONGEST_SIDE * _POINTS_PER_INCH / longest)
        bitmap = page.render(scale=dpi / _POINTS_PER_INCH, grayscale=True)
        return Picture(bitmap.to_pil().convert("L"), max(round(dpi), 70))
    except (pypdfium2.PdfiumError, IndexError, ValueError) as error:
        raise InputError(
            f"page {number} of {name!r} cannot be drawn: {error}",
            code="input-damaged",
            subject=name,
        ) from error
