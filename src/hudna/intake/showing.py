"""Showing: the picture of a scanned page, with the words that a value rests on marked."""

from collections.abc import Sequence
from importlib import import_module
from types import ModuleType

from hudna.domain.documents import MediaType
from hudna.domain.scans import Box, Scan
from hudna.errors import InputError
from hudna.intake.formats import find_media_type
from hudna.intake.limits import Limits
from hudna.intake.rendered import damaged


def draw_page(
    original: bytes,
    name: str,
    number: int,
    *,
    scan: Scan,
    boxes: Sequence[Box],
    limits: Limits,
) -> bytes:
    """Return the picture of a page as PNG, turned as it was for its words, boxes on it marked.

    Args:
        original: The bytes of the document.
        name: What it is called.
        number: The page, from 1.
        scan: The page as its words were recognized.
        boxes: What to mark.
        limits: How many pixels are taken.

    Raises:
        InputError: Its page cannot be drawn, or the extra is missing.
    """
    pictures = _get_drawing("hudna.intake.pictures")
    if find_media_type(original, name) is MediaType.PDF:
        sheets = _get_drawing("hudna.intake.sheets")
        with sheets.opened(original, name) as document:
            picture = sheets.get_sheet(document, number, name)
    else:
        picture = pictures.get_picture(original, name, number, limits=limits)
    image = pictures.turned(picture.image, scan.turned)
    if image.size != (scan.width, scan.height):
        raise damaged(
            name, "picture", f"{scan.part} is {image.size} pixels, not what was recognized"
        )
    drawn = pictures.marked(image, boxes)
    assert isinstance(drawn, bytes)
    return drawn


def _get_drawing(module: str) -> ModuleType:
    try:
        return import_module(module)
    except ImportError as error:
        raise InputError(
            "drawing a page needs the extra `ocr`, which is not installed: "
            "pip install 'hudna[ocr]'",
            code="input-ocr-missing",
        ) from error
