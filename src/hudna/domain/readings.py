"""Readings: what a reader makes of one document, and the plain form in which they are printed."""

from dataclasses import dataclass, fields, is_dataclass
from enum import Enum

from hudna.domain.agreements import Agreement, Fact
from hudna.domain.codebook import Stance, Status
from hudna.domain.documents import Document, Rendition
from hudna.domain.identifiers import DocumentId, ReadingId, RenditionId, content_id

SCHEMA = "hudna.reading/1"

Plain = dict[str, "Plain"] | list["Plain"] | str | int | float | bool | None
"""Plain data, as JSON has it."""


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """The document as a reading carries it: what was known of it, and its text.

    Every offset of the reading counts into that text.
    """

    id: DocumentId
    name: str
    rendition: RenditionId
    text: str
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    url: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Reader:
    """Who read: a program with its version, or a person (`person:NAME`).

    Attributes:
        name: `rules`, `person:NAME`, or a model.
        version: Raised whenever the same input would give another reading.
        vocabulary: The hash of the vocabulary used.
    """

    name: str
    version: str
    vocabulary: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What one reader makes of one document.

    Attributes:
        document: The document and its text.
        reader: Who read it, with which vocabulary.
        agreements: What the document tells of agreements; none is an answer.
        facts: Dated acts that the document reports.
        warnings: Oddities worth a reviewer's eye, a sentence each.
        refused: How many values the evidence gate refused.
        schema: The version of this contract.
    """

    document: ReadDocument
    reader: Reader
    agreements: tuple[Agreement, ...] = ()
    facts: tuple[Fact, ...] = ()
    warnings: tuple[str, ...] = ()
    refused: int = 0
    schema: str = SCHEMA

    @property
    def id(self) -> ReadingId:
        """Return the identifier of the reading, as `reading_id` derives it."""
        return reading_id(self.document, self.reader)


def reading_id(document: ReadDocument, reader: Reader) -> ReadingId:
    """Return the key of a reading: the same key means the same reading, byte for byte.

    The key is the bytes (and so the text made of them), the metadata, the vocabulary, and the
    reader with its version.
    """
    known = [
        document.name,
        document.title,
        document.publisher,
        document.published,
        document.url,
        document.language,
    ]
    return ReadingId(
        content_id(
            "read",
            [
                document.id,
                document.rendition,
                known,
                reader.name,
                reader.version,
                reader.vocabulary,
            ],
        )
    )


def to_read_document(document: Document, rendition: Rendition) -> ReadDocument:
    """Return a document and its rendition as a reading carries them."""
    known = document.metadata
    return ReadDocument(
        id=document.id,
        name=document.name,
        rendition=rendition.id,
        text=rendition.text,
        title=known.title,
        publisher=known.publisher,
        published=known.published,
        url=known.url,
        language=known.language,
    )


_ASSUMED = (Stance.ASSERTS, Status.STATED)


def to_plain(value: object) -> Plain:
    """Return a value of the domain as plain data: dataclasses as objects, enums as their values.

    Fields that say nothing are left out: those without a value, an empty voice, no links, and the
    assumed `stance` and `status`.
    """
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, str | int | float | bool) or value is None:
        return value
    if isinstance(value, tuple | list | frozenset):
        return [to_plain(each) for each in value]
    if is_dataclass(value):
        return {
            field.name: to_plain(content)
            for field in fields(value)
            if not _says_nothing(
                field.name, content := getattr(value, field.name), type(value).__name__
            )
        }
    raise TypeError(f"{type(value).__name__} has no plain form")


def _says_nothing(name: str, content: object, owner: str) -> bool:
    if content is None:
        return True
    if name in {"voice", "links"}:
        return not content
    if name in {"stance", "status"} and owner != "Claim":
        return content in _ASSUMED
    return name == "status" and content is Status.STATED
