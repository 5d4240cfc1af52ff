"""Renditions and documents as rows, and back."""

import json
from collections.abc import Sequence
from typing import Any

from hudna.domain.documents import (
    Document,
    MediaType,
    Metadata,
    Region,
    RegionKind,
    Rendition,
)
from hudna.domain.identifiers import DocumentId
from hudna.domain.scans import Box, Scan, ScannedWord
from hudna.text.alignment import Alignment, Run
from hudna.text.spans import Span

DOCUMENT_COLUMNS = (
    "id",
    "name",
    "media_type",
    "size_bytes",
    "title",
    "publisher",
    "published",
    "url",
    "language",
)
"""The columns of a document, in the order in which `to_document` takes them."""


def to_document(row: Sequence[Any]) -> Document:
    """Return the document of a row of `DOCUMENT_COLUMNS`."""
    identifier, name, media_type, size_bytes, title, publisher, published, url, language = row
    return Document(
        id=DocumentId(identifier),
        name=name,
        media_type=MediaType(media_type),
        size_bytes=size_bytes,
        metadata=Metadata(title, publisher, published, url, language),
    )


def to_document_row(document: Document) -> tuple[object, ...]:
    """Return the row of a document, in the order of `DOCUMENT_COLUMNS`."""
    known = document.metadata
    return (
        document.id,
        document.name,
        document.media_type.value,
        document.size_bytes,
        known.title,
        known.publisher,
        known.published,
        known.url,
        known.language,
    )


def to_alignment_json(alignment: Alignment) -> str:
    """Return an alignment as a JSON list of `[start, end, part, origin start, origin end]`."""
    return _json([[r.start, r.end, r.part, r.origin_start, r.origin_end] for r in alignment.runs])


def to_regions_json(regions: Sequence[Region]) -> str:
    """Return regions as a JSON list of `[start, end, kind]`."""
    return _json([[r.span.start, r.span.end, r.kind.value] for r in regions])


def to_regions(plain: str) -> tuple[Region, ...]:
    """Return regions from their JSON list."""
    return tuple(
        Region(Span(start, end), RegionKind(kind)) for start, end, kind in json.loads(plain)
    )


SCAN_COLUMNS = ("part", "width", "height", "turned", "recognizer", "words")
"""The columns of a scan, in the order in which `to_scan` takes them."""


def to_scan_rows(rendition: int, scans: Sequence[Scan]) -> list[tuple[object, ...]]:
    """Return the rows of the scans of a rendition, by its row number.

    The words of each are a JSON list of `[start, end, left, top, right, bottom, confidence, line]`.
    """
    return [
        (
            rendition,
            position,
            scan.part,
            scan.width,
            scan.height,
            scan.turned,
            scan.recognizer,
            _json([_to_plain_word(word) for word in scan.words]),
        )
        for position, scan in enumerate(scans)
    ]


def _to_plain_word(word: ScannedWord) -> list[int]:
    span, box = word.span, word.box
    return [
        *(span.start, span.end, box.left, box.top, box.right, box.bottom),
        *(word.confidence, word.line),
    ]


def to_scan(row: Sequence[Any]) -> Scan:
    """Return the scan of a row of `SCAN_COLUMNS`."""
    part, width, height, turned, recognizer, words = row
    return Scan(
        part,
        width,
        height,
        turned,
        recognizer,
        tuple(
            ScannedWord(Span(start, end), Box(*box), confidence, line)
            for start, end, *box, confidence, line in json.loads(words)
        ),
    )


def to_rendition(
    document: DocumentId,
    text: str,
    alignment: str,
    regions: str,
    encoding: str | None,
    *,
    scans: Sequence[Scan] = (),
) -> Rendition:
    """Return the rendition of a row, with the scanned pages of other rows."""
    return Rendition(
        document=document,
        text=text,
        alignment=Alignment(tuple(Run(*run) for run in json.loads(alignment))),
        regions=to_regions(regions),
        encoding=encoding,
        scans=tuple(scans),
    )


def _json(value: object) -> str:
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)
