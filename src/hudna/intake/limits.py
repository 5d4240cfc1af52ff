"""Limits against hostile files: each is a setting with a documented default."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of one document intake is willing to take.

    A limit that is exceeded refuses the document with an error; nothing is ever cut short.

    Attributes:
        max_bytes: The size of an original; checked before it is read. 100 MB.
        max_text_chars: The length of a decoded or extracted text, in code points.
        max_pages: The pages of a PDF.
        max_parts: The members of an archive, or the parts of a letter.
        max_nesting: The depth of elements in HTML or XML, and of parts in a letter.
        max_ratio: How many bytes one compressed byte may unpack to.
        max_unpacked_bytes: What an archive may unpack to, all members together.
        seconds_per_document: Wall-clock and processor time for a document in a foreign parser.
        reading_seconds: Processor time for reading each started million code points of a text.
        memory_bytes: Address space of the process that runs foreign parsers.
    """

    max_bytes: int = 100_000_000
    max_text_chars: int = 20_000_000
    max_pages: int = 2_000
    max_parts: int = 2_000
    max_nesting: int = 512
    max_ratio: int = 200
    max_unpacked_bytes: int = 400_000_000
    seconds_per_document: float = 30.0
    reading_seconds: float = 60.0
    memory_bytes: int = 2_000_000_000
