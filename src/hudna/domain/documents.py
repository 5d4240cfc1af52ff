"""Documents and their renditions.

A *document* is an original, known by the hash of its bytes, with what is known about it. A
*rendition* is its normalised text, with an alignment that leads every offset back to the original
and the regions that are not the document's own words (navigation, donation and copyright
boilerplate).
"""

from dataclasses import dataclass, replace
from enum import StrEnum

from hudna.domain.evidence import Evidence
from hudna.domain.identifiers import DocumentId, RenditionId, content_id, sha256_of
from hudna.domain.scans import Marked, Scan, find_marked
from hudna.errors import EvidenceError
from hudna.text.alignment import Alignment
from hudna.text.cleaning import is_normalised
from hudna.text.spans import Span


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known of a document beside its words; an absent value is not known.

    Attributes:
        title: The headline or title.
        publisher: Who published it.
        published: When, as an EDTF date (`2016-02-01`, `2016-02`).
        url: Where it was found.
        language: ISO 639-1 code, in lower case.
    """

    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    url: str | None = None
    language: str | None = None

    def over(self, other: "Metadata") -> "Metadata":
        """Return this metadata with its gaps filled from other metadata."""
        return Metadata(
            title=self.title or other.title,
            publisher=self.publisher or other.publisher,
            published=self.published or other.published,
            url=self.url or other.url,
            language=self.language or other.language,
        )

    @property
    def key(self) -> str:
        """Return a hash of everything here: part of the key of a reading."""
        return content_id(
            "meta", [self.title, self.publisher, self.published, self.url, self.language]
        )


class MediaType(StrEnum):
    """The formats that intake understands."""

    TEXT = "text/plain"
    HTML = "text/html"
    PDF = "application/pdf"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    MAIL = "message/rfc822"
    IMAGE = "image"
    AGREEMENT = "application/yaml"
    """An agreement file, which `hudna load` takes in."""


class RegionKind(StrEnum):
    """What a stretch of a rendition is, where it is not the body of the document."""

    BOILERPLATE = "boilerplate"
    """Navigation, donation, copyright and the like: kept, searchable, never read for values."""
    HEADER = "header"
    """Mail headers and running heads: kept, read for metadata only."""


@dataclass(frozen=True, slots=True, order=True)
class Region:
    """A stretch of a rendition that is not the body of the document."""

    span: Span
    kind: RegionKind


@dataclass(frozen=True, slots=True)
class Document:
    """An original and what is known of it.

    Attributes:
        id: `sha256:` and the hash of the original bytes.
        name: The file's base name, as given.
        media_type: The format in which it came.
        size_bytes: The length of the original.
        metadata: What is known of it.
    """

    id: DocumentId
    name: str
    media_type: MediaType
    size_bytes: int
    metadata: Metadata = Metadata()

    def described(self, metadata: Metadata) -> "Document":
        """Return the document with other metadata."""
        return replace(self, metadata=metadata)


@dataclass(frozen=True, slots=True)
class Rendition:
    """The normalised text of a document.

    Attributes:
        document: The document it renders.
        text: Byte-order mark removed, line ends LF, Unicode NFC; offsets count its code points.
        alignment: Where each offset came from in the original.
        regions: Stretches that are not the body, from left to right.
        encoding: How the bytes of a plain original were decoded, or None for formats that carry
            their own text.
        scans: The pages of the original that are pictures, as their words were recognized.

    Raises:
        EvidenceError: The text is not normalised, or a region lies outside it.
    """

    document: DocumentId
    text: str
    alignment: Alignment
    regions: tuple[Region, ...] = ()
    encoding: str | None = None
    scans: tuple[Scan, ...] = ()

    def __post_init__(self) -> None:
        if not is_normalised(self.text):
            raise EvidenceError("the text of a rendition must be normalised", code="evidence-text")
        if any(region.span.end > len(self.text) for region in self.regions):
            raise EvidenceError("a region lies outside its text", code="evidence-span")

    @property
    def id(self) -> RenditionId:
        """Return `sha256:` and the hash of the text in UTF-8."""
        return RenditionId(sha256_of(self.text.encode()))

    def cite(self, span: Span) -> Evidence:
        """Return the evidence for a span: it cannot disagree with its text.

        Raises:
            EvidenceError: The span lies outside the text.
        """
        return Evidence(span.start, span.end, span.of(self.text))

    def find_marked(self, span: Span) -> tuple[Marked, ...]:
        """Return where the words of a span stand on scanned pages, page by page."""
        return find_marked(span, self.alignment, self.scans)

    def is_body(self, span: Span) -> bool:
        """Return whether a span lies outside every region."""
        return not any(region.span.overlaps(span) for region in self.regions)


def document_id(original: bytes) -> DocumentId:
    """Return the identifier of a document from its bytes."""
    return DocumentId(sha256_of(original))
