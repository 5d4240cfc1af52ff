"""PDF: the text layer, a part for each page; where a page is a picture, what is recognized on it.

An offset leads to `page 3` and a position in the text of that page, as the parser lays it out or
as it was recognized. Where nothing recognizes words, a document of pictures of pages is an error
rather than an empty text.
"""

import io
import logging
import re
import unicodedata
import warnings
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from importlib import import_module

import pypdf
from pypdf.errors import DependencyError, FileNotDecryptedError, WrongPasswordError

from hudna.domain.documents import Metadata, Region, RegionKind
from hudna.errors import InputError
from hudna.intake.dates import find_published
from hudna.intake.limits import Limits
from hudna.intake.lines import find_joints
from hudna.intake.rendered import Rendered, check_length, damaged, without_controls
from hudna.intake.scanning import (
    NO_SCANNING,
    Recognized,
    Scanning,
    recognize_pages,
    told_of,
)
from hudna.intake.tesseract import OFF, Absent
from hudna.text.cleaning import Part, normalise
from hudna.text.segments import iter_lines
from hudna.text.spans import Span

_END = b"%%EOF"
_TAIL_BYTES = 2048
_REPLACEMENT = "\ufffd"


def render_pdf(
    original: bytes,
    name: str,
    *,
    limits: Limits,
    encoding: str | None,  # noqa: ARG001 - every format's function takes the same arguments
    scanning: Scanning = NO_SCANNING,
) -> Rendered:
    """Return the text of a PDF, page by page: its text layer, or what is recognized on a picture.

    Raises:
        InputError: It is damaged or cut short, encrypted, too long, has no text, or is scanned and
            nothing here recognizes words.
    """
    if _END not in original.rstrip(b"\x00 \t\r\n")[-_TAIL_BYTES:]:
        raise damaged(name, "PDF", "it is cut short, its end mark is missing")
    with _overheard() as complaints, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            reader = _opened(original, name)
            _check_pages(reader, name, limits)
            found = _recognized(_parts(reader, name, limits), original, name, limits, scanning)
            parts = list(found.parts)
            if not any(part.text.strip() for part in parts):
                raise _without_text(reader, name, scanning)
            metadata, made = _metadata(reader)
        except (FileNotDecryptedError, WrongPasswordError) as error:
            raise _encrypted(name, "remove its password first") from error
        except DependencyError as error:
            raise _encrypted(name, "save a copy without any protection") from error
    told = (
        *told_of(found.scans),
        *_told(parts, scanning),
        *found.warnings,
        *_damage(complaints),
    )
    return Rendered(
        normalise(parts, between=_BETWEEN),
        metadata,
        _running_heads(parts),
        warnings=told,
        made=made,
        scans=found.scans,
    )


class _Complaints(logging.Handler):
    """Keeps what a parser complains of instead of printing it."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a message."""
        self.messages.append(record.getMessage())


@contextmanager
def _overheard() -> Iterator[list[str]]:
    """Collect what the parser logs: it mends damage as it can, and tells only its log."""
    log, complaints = logging.getLogger("pypdf"), _Complaints()
    passes_on, log.propagate = log.propagate, False
    log.addHandler(complaints)
    try:
        yield complaints.messages
    finally:
        log.removeHandler(complaints)
        log.propagate = passes_on


def _damage(complaints: list[str]) -> tuple[str, ...]:
    if not complaints:
        return ()
    first = " ".join(complaints[0].split())[:200]
    return (f"the parser found {len(complaints)} faults in the file, the first: {first}",)


def _opened(original: bytes, name: str) -> pypdf.PdfReader:
    reader = pypdf.PdfReader(io.BytesIO(original), strict=False)
    # Most encrypted documents open with the empty password and only forbid printing.
    if reader.is_encrypted and not reader.decrypt(""):
        raise _encrypted(name, "remove its password first")
    return reader


def _check_pages(reader: pypdf.PdfReader, name: str, limits: Limits) -> None:
    if len(reader.pages) > limits.max_pages:
        raise InputError(
            f"{name!r} has {len(reader.pages)} pages; the limit is {limits.max_pages}",
            code="input-too-large",
            subject=name,
        )


def _parts(reader: pypdf.PdfReader, name: str, limits: Limits) -> list[Part]:
    parts: list[Part] = []
    length = 0
    for number, page in enumerate(reader.pages, start=1):
        text = _readable(page.extract_text())
        length += len(text)
        check_length(length, name, limits)
        parts.append(Part(f"page {number}", text))
    return parts


def _recognized(
    parts: list[Part], original: bytes, name: str, limits: Limits, scanning: Scanning
) -> Recognized:
    """Return the pages, those that are pictures with the words recognized on them.

    A page with few letters, such as the stamp of a scanner, on a picture as large as the page is
    one of them.
    """
    letters = [sum(map(str.isalpha, part.text)) for part in parts]
    recognizer = scanning.recognizer
    if isinstance(recognizer, Absent) or min(letters) >= _FEW_LETTERS:
        return Recognized(tuple(parts), (), ())
    sheets = import_module("hudna.intake.sheets")
    try:
        with sheets.opened(original, name) as document:
            scanned = [
                number
                for number, count in enumerate(letters, start=1)
                if count < _FEW_LETTERS and sheets.is_scanned(document, number, has_words=count > 0)
            ]
            _check_scanned(len(scanned), name, limits)
            found = recognize_pages(
                (
                    (parts[number - 1].name, partial(sheets.get_sheet, document, number, name))
                    for number in scanned
                ),
                name,
                recognizer,
                limits=limits,
                begin=scanning.begin,
            )
    except InputError as error:
        if error.code == "input-too-large" or not any(letters):
            raise
        return Recognized(tuple(parts), (), (error.reason,))
    known = {part.name: part for part in found.parts if part.text}
    whole = tuple(known.get(part.name, part) for part in parts)
    check_length(sum(len(part.text) for part in whole), name, limits)
    return Recognized(whole, found.scans, found.warnings)


_FEW_LETTERS = 100


def _check_scanned(pages: int, name: str, limits: Limits) -> None:
    if pages > limits.max_scanned_pages:
        raise InputError(
            f"{name!r} has {pages} scanned pages; the limit is {limits.max_scanned_pages}",
            code="input-too-large",
            subject=name,
        )


def _readable(text: str) -> str:
    """Return a page's text as letters and lines of prose.

    Surrogate pairs are joined, what the fonts do not name is marked, ligatures and shaped Arabic
    letters become the letters they stand for, and lines that a page broke to fit its width are put
    together again.
    """
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    letters = _SHAPES.sub(lambda shape: unicodedata.normalize("NFKC", shape.group()), whole)
    lines = without_controls(letters).replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", _reflowed(lines.rstrip()).lstrip("\ufeff"))


def _reflowed(text: str) -> str:
    """Return a text without the line breaks that only the width of a page made."""
    lines = text.split("\n")
    joints = find_joints(lines)
    return lines[0] + "".join(joint + line for joint, line in zip(joints, lines[1:], strict=True))


_SHAPES = re.compile(r"[\ufb00-\ufb06\ufb50-\ufbb1\ufbd3-\ufdfb\ufe70-\ufefc]")


def _running_heads(parts: list[Part]) -> tuple[Region, ...]:
    """Return the first and last lines of pages that recur on half of them but for numbers."""
    edges: list[list[Span]] = []
    start = 0
    for part in parts:
        lines = list(iter_lines(part.text))
        ends = dict.fromkeys((*lines[:1], *lines[-1:])) if len(lines) > 1 else {}
        edges.append([line.shifted(start) for line in ends])
        start += len(part.text) + len(_BETWEEN)
    text = _BETWEEN.join(part.text for part in parts)
    keys = Counter(key for page in edges for key in {_head_key(line.of(text)) for line in page})
    often = max(_FEW_HEADS, len(parts) / 2)
    return tuple(
        Region(line, RegionKind.HEADER)
        for page in edges
        for line in page
        if len(line) <= _HEAD_CHARS and keys[_head_key(line.of(text))] >= often
    )


def _head_key(line: str) -> str:
    return _DIGITS.sub("0", line).casefold()


_BETWEEN = "\n\n"
_FEW_HEADS = 3
_HEAD_CHARS = 120
_DIGITS = re.compile(r"\d+")


def _without_text(reader: pypdf.PdfReader, name: str, scanning: Scanning) -> InputError:
    recognizer = scanning.recognizer
    if any(_has_image(page) for page in reader.pages):
        if isinstance(recognizer, Absent):
            return InputError(
                f"{name!r} is scanned: its pages are pictures and hold no text; "
                f"{recognizer.reason}",
                code=recognizer.code,
                subject=name,
            )
        return InputError(
            f"{name!r} is scanned, and no words were recognized on its pages",
            code="input-empty",
            subject=name,
        )
    return InputError(f"{name!r} holds no text", code="input-empty", subject=name)


def _has_image(page: pypdf.PageObject) -> bool:
    return len(page.images) > 0


def _metadata(reader: pypdf.PdfReader) -> tuple[Metadata, str | None]:
    """Return what the document says of itself, and the day on which its file was made."""
    known = reader.metadata
    if known is None:
        return Metadata(), None
    title = " ".join(str(known.title or "").split())
    made = find_published(str(known.get("/CreationDate", "")).removeprefix("D:")[:8])
    return Metadata(title=None if not title or _FILE_NAME.search(title) else title), made


_FILE_NAME = re.compile(r"^Microsoft \w+ - |\.(?:docx?|pdf|rtf|odt|indd|qxd)$", re.IGNORECASE)
"""A title that is only the name of the file that the document was made from."""


def _told(parts: list[Part], scanning: Scanning) -> tuple[str, ...]:
    """Return warnings on pages without text and on characters that the fonts do not name."""
    recognizer = scanning.recognizer
    empty = [part.name for part in parts if not part.text.strip()]
    unnamed = sum(part.text.count(_REPLACEMENT) for part in parts)
    told = []
    if empty:
        told.append(
            f"{len(empty)} of {len(parts)} pages hold no text, {empty[0]} the first of them"
            + (
                f"; where one is a picture, {recognizer.reason}"
                if isinstance(recognizer, Absent) and recognizer != OFF
                else ""
            )
        )
    if unnamed:
        told.append(
            f"{unnamed} characters are not named by their fonts and stand as {_REPLACEMENT}"
        )
    return tuple(told)


def _encrypted(name: str, remedy: str) -> InputError:
    return InputError(f"{name!r} is encrypted; {remedy}", code="input-encrypted", subject=name)
