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
        max_pixels: The pixels of an image.
        max_scanned_pages: The pages of one document that are pictures and go to a recognizer.
        max_parts: The members of an archive, or the parts of a letter.
        max_nesting: The depth of elements in HTML or XML, and of parts in a letter.
        max_ratio: How many bytes one compressed byte may unpack to.
        max_unpacked_bytes: What an archive may unpack to, all members together.
        seconds_per_document: Wall-clock and processor time for a document in a foreign parser.
        seconds_per_page: Wall-clock time for recognizing the words of one scanned page.
        reading_seconds: Processor time for reading each started million code points of a text.
        memory_bytes: Address space of the process that runs foreign parsers.
    """

    max_bytes: int = 100_000_000
    max_text_chars: int = 20_000_000
    max_pages: int = 2_000
    max_pixels: int = 80_000_000
    max_scanned_pages: int = 500
    max_parts: int = 2_000
    max_nesting: int = 512
    max_ratio: int = 200
    max_unpacked_bytes: int = 400_000_000
    seconds_per_document: float = 30.0
    seconds_per_page: float = 120.0
    reading_seconds: float = 60.0
    memory_bytes: int = 2_000_000_000
