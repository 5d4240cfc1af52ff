"""PDF: the text layer, a part for each page.

An offset leads to `page 3` and a position in the text of that page, as the parser lays it out. A
document of pictures of pages has no text layer, and is an error rather than an empty text.
"""

import io
import warnings

import pypdf
from pypdf.errors import DependencyError, FileNotDecryptedError, WrongPasswordError

from hudna.domain.documents import Metadata
from hudna.errors import InputError
from hudna.intake.dates import find_published
from hudna.intake.limits import Limits
from hudna.intake.rendered import Rendered, check_length, damaged, without_controls
from hudna.text.cleaning import Part, normalise

_END = b"%%EOF"
_TAIL_BYTES = 2048
_REPLACEMENT = "\ufffd"


def render_pdf(
    original: bytes,
    name: str,
    *,
    limits: Limits,
    encoding: str | None,  # noqa: ARG001 - every format's function takes the same arguments
) -> Rendered:
    """Return the text layer of a PDF, page by page.

    Raises:
        InputError: It is damaged or cut short, encrypted, too long, or has no text.
    """
    if _END not in original[-_TAIL_BYTES:]:
        raise damaged(name, "PDF", "it is cut short, its end mark is missing")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        reader = _opened(original, name)
        _check_pages(reader, name, limits)
        parts = _parts(reader, name, limits)
        if not any(part.text.strip() for part in parts):
            raise _without_text(reader, name)
        metadata, told = _metadata(reader)
    return Rendered(normalise(parts, between="\n\n"), metadata, warnings=(*told, *_told(parts)))


def _opened(original: bytes, name: str) -> pypdf.PdfReader:
    try:
        reader = pypdf.PdfReader(io.BytesIO(original), strict=False)
        # Most encrypted documents open with the empty password and only forbid printing.
        if reader.is_encrypted and not reader.decrypt(""):
            raise _encrypted(name)
        len(reader.pages)
    except (DependencyError, FileNotDecryptedError, WrongPasswordError) as error:
        raise _encrypted(name) from error
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


def _readable(text: str) -> str:
    """Return a page's text with surrogate pairs joined and what stands for no character marked."""
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return without_controls(whole).rstrip()


def _without_text(reader: pypdf.PdfReader, name: str) -> InputError:
    if any(_has_image(page) for page in reader.pages):
        return InputError(
            f"{name!r} is scanned: its pages are pictures and hold no text; it needs OCR, which "
            "is not there yet",
            code="input-scan",
            subject=name,
        )
    return InputError(f"{name!r} holds no text", code="input-empty", subject=name)


def _has_image(page: pypdf.PageObject) -> bool:
    return len(page.images) > 0


def _metadata(reader: pypdf.PdfReader) -> tuple[Metadata, tuple[str, ...]]:
    """Return what the document says of itself; when a file was made is no publication date."""
    known = reader.metadata
    if known is None:
        return Metadata(), ()
    title = " ".join(str(known.title or "").split()) or None
    made = find_published(str(known.get("/CreationDate", "")).removeprefix("D:")[:8])
    told = (
        (f"the file was made on {made}, which is not taken for its date of publication",)
        if made
        else ()
    )
    return Metadata(title=title), told


def _told(parts: list[Part]) -> tuple[str, ...]:
    """Return warnings on pages without text and on characters that the fonts do not name."""
    empty = [part.name for part in parts if not part.text.strip()]
    unnamed = sum(part.text.count(_REPLACEMENT) for part in parts)
    told = []
    if empty:
        told.append(
            f"{len(empty)} of {len(parts)} pages hold no text, {empty[0]} the first of them"
        )
    if unnamed:
        told.append(
            f"{unnamed} characters are not named by their fonts and stand as {_REPLACEMENT}"
        )
    return tuple(told)


def _encrypted(name: str) -> InputError:
    return InputError(
        f"{name!r} is encrypted; remove its password first", code="input-encrypted", subject=name
    )
