"""Images: pictures of pages, whose words a recognizer reads, a part for each page.

An offset leads to `page 1` and a position in the text recognized there, and from there to a box on
the picture.
"""

from collections.abc import Callable, Iterator
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING

from hudna.errors import InputError
from hudna.intake.limits import Limits
from hudna.intake.rendered import Rendered, check_length
from hudna.intake.scanning import (
    NO_SCANNING,
    Scanning,
    check_recognizer,
    recognize_pages,
    told_of,
)
from hudna.text.cleaning import normalise

if TYPE_CHECKING:
    from hudna.intake.pictures import Picture


def render_image(
    original: bytes,
    name: str,
    *,
    limits: Limits,
    encoding: str | None,  # noqa: ARG001 - every format's function takes the same arguments
    scanning: Scanning = NO_SCANNING,
) -> Rendered:
    """Return the words on an image, page by page.

    Raises:
        InputError: It is damaged or too large, nothing here recognizes words, or none are found.
    """
    recognizer = check_recognizer(name, "is a picture", scanning.recognizer)
    found = recognize_pages(
        _iter_pages(original, name, limits),
        name,
        recognizer,
        limits=limits,
        begin=scanning.begin,
    )
    check_length(sum(len(part.text) for part in found.parts), name, limits)
    if not any(part.text for part in found.parts):
        raise InputError(
            f"{name!r} is a picture on which no words were recognized",
            code="input-empty",
            subject=name,
        )
    return Rendered(
        normalise(found.parts, between="\n\n"),
        warnings=(*told_of(found.scans), *found.warnings),
        scans=found.scans,
    )


def _iter_pages(
    original: bytes, name: str, limits: Limits
) -> "Iterator[tuple[str, Callable[[], Picture]]]":
    pictures = import_module("hudna.intake.pictures")
    for number, picture in enumerate(pictures.iter_pictures(original, name, limits=limits), 1):
        yield f"page {number}", partial(_itself, picture)


def _itself(picture: "Picture") -> "Picture":
    return picture
