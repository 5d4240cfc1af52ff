"""Showing: the scanned page that words stand on, and where on it."""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hudna.domain.documents import Document, Rendition
from hudna.domain.evidence import Evidence
from hudna.domain.identifiers import get_by_prefix
from hudna.domain.scans import Box, Marked, Scan
from hudna.errors import InputError, NotFoundError
from hudna.text.spans import Span

if TYPE_CHECKING:
    from hudna.config import Settings
    from hudna.registry import Registry


@dataclass(frozen=True, slots=True)
class ShownPage:
    """A scanned page, and what is marked on it.

    Attributes:
        document: The document.
        scan: The page.
        quotes: The words that are marked, in the order of the text.
        boxes: Where they stand.
        others: The other pages on which such words stand: `page 3`.
    """

    document: Document
    scan: Scan
    quotes: tuple[Evidence, ...]
    boxes: tuple[Box, ...]
    others: tuple[str, ...] = ()

    @property
    def number(self) -> int:
        """Return the number of the page, from 1."""
        return _number_of(self.scan)


def find_page(
    registry: "Registry",
    identifier: str,
    *,
    page: int | None = None,
    quote: str | None = None,
    statement: str | None = None,
) -> ShownPage:
    """Return a scanned page of a document, and what is marked on it.

    Args:
        registry: Where the document is.
        identifier: The beginning of its identifier.
        page: Which page, from 1; the first with marks, else the first that is scanned, where None.
        quote: Words to mark, wherever they stand; white space and case make no difference.
        statement: The beginning of a statement's identifier, whose quotes are marked. Without
            either, every quote that a value rests on is.

    Raises:
        NotFoundError: There is no such document, or no such words or statement in it.
        InputError: It is not scanned, the page is not, or several identifiers begin so.
    """
    document = registry.get_document(identifier).document
    rendition = registry.get_rendition(document.id)
    if not rendition.scans:
        raise InputError(
            f"{document.name!r} has no scanned page: its text is its own, see `hudna text`",
            code="input-not-scanned",
            subject=document.name,
        )
    if quote is not None:
        quotes = _find_quotes(rendition, quote, document.name)
    else:
        quotes = _cited(registry, document, rendition, statement)
    marked = [(each, rendition.find_marked(each.span)) for each in quotes]
    scan = _chosen(rendition.scans, page, [m for _, found in marked for m in found], document.name)
    boxes = {box: None for _, found in marked for m in found if m.scan == scan for box in m.boxes}
    others = {m.scan.part: None for _, found in marked for m in found if m.scan != scan}
    return ShownPage(
        document,
        scan,
        tuple(each for each, found in marked if any(m.scan == scan for m in found)),
        tuple(boxes),
        tuple(others),
    )


def draw_page(
    registry: "Registry", shown: ShownPage, *, settings: "Settings | None" = None
) -> bytes:
    """Return the picture of a page as PNG, with what is marked on it.

    Raises:
        InputError: It cannot be drawn, or the extra is missing.
    """
    from hudna.app import get_settings
    from hudna.intake import Isolated

    with Isolated() as isolated:
        return isolated.draw_page(
            registry.get_original(shown.document.id),
            shown.document.name,
            shown.number,
            scan=shown.scan,
            boxes=shown.boxes,
            limits=(settings or get_settings()).limits,
        )


def _find_quotes(rendition: Rendition, quote: str, name: str) -> list[Evidence]:
    words = quote.split()
    pattern = re.compile(r"\s+".join(map(re.escape, words)), re.IGNORECASE)
    found = [Span(*match.span()) for match in pattern.finditer(rendition.text)] if words else []
    if not found:
        raise NotFoundError(f"{name!r} has no words {quote!r}", subject=name)
    return [rendition.cite(span) for span in found]


def _cited(
    registry: "Registry", document: Document, rendition: Rendition, statement: str | None
) -> list[Evidence]:
    """Return the quotes that values rest on, those of one statement where it is named."""
    values = [
        cited.value
        for cited in registry.get_values(document.id)
        if cited.value.rendition in {None, rendition.id}
    ]
    if statement is not None:
        identifiers = [value.statement.id for value in values]
        only = get_by_prefix(statement, identifiers, what="statement")
        values = [value for value in values if value.statement.id == only]
    quotes = {quote: None for value in values for quote in value.statement.evidence}
    return sorted(quotes, key=lambda quote: (quote.start, quote.end))


def _chosen(scans: tuple[Scan, ...], page: int | None, marked: list[Marked], name: str) -> Scan:
    if page is None:
        return min((each.scan for each in marked), key=_number_of, default=scans[0])
    for scan in scans:
        if _number_of(scan) == page:
            return scan
    known = ", ".join(str(_number_of(scan)) for scan in scans)
    raise InputError(
        f"page {page} of {name!r} is not scanned, or has no words; these are: {known}",
        code="input-not-scanned",
        subject=name,
    )


def _number_of(scan: Scan) -> int:
    return int(scan.part.removeprefix("page "))
