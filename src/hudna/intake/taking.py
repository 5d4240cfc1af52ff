"""Taking in: the bytes of one original to a document and its rendition."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import cast

from hudna.domain.documents import (
    Document,
    MediaType,
    Metadata,
    Rendition,
    document_id,
)
from hudna.errors import EvidenceError, HudnaError, InputError
from hudna.intake.boilerplate import find_boilerplate
from hudna.intake.dates import find_published
from hudna.intake.formats import find_media_type
from hudna.intake.limits import Limits
from hudna.intake.rendered import Rendered, check_length, damaged, joined
from hudna.intake.scanning import NO_SCANNING, Scanning
from hudna.intake.tesseract import OFF, Absent, Recognizer
from hudna.vocabulary import Vocabulary

INTAKE_VERSION = "1"
"""Raised whenever the same bytes would give another document or rendition."""

_RENDERERS = {
    MediaType.TEXT: ("hudna.intake.text", "render_text"),
    MediaType.HTML: ("hudna.intake.html", "render_html"),
    MediaType.PDF: ("hudna.intake.pdf", "render_pdf"),
    MediaType.DOCX: ("hudna.intake.docx", "render_docx"),
    MediaType.MAIL: ("hudna.intake.mail", "render_mail"),
    MediaType.IMAGE: ("hudna.intake.image", "render_image"),
}
"""Where each format's function lives; its module, and the parser it needs, load on first use."""

PICTURED = frozenset((MediaType.PDF, MediaType.IMAGE))
"""The formats whose pages may be pictures, so that their text depends on a recognizer."""

_WHAT = {
    MediaType.TEXT: "text",
    MediaType.HTML: "HTML",
    MediaType.PDF: "PDF",
    MediaType.DOCX: "DOCX",
    MediaType.MAIL: "mail",
    MediaType.IMAGE: "image",
}


@dataclass(frozen=True, slots=True)
class Intaken:
    """What intake makes of one original.

    Attributes:
        original: The bytes, as they came.
        document: What is known of them.
        rendition: Their normalised text, aligned with the original.
        warnings: Oddities worth a reviewer's eye, a sentence each.
    """

    original: bytes
    document: Document
    rendition: Rendition
    warnings: tuple[str, ...] = ()


def take_in(
    original: bytes,
    name: str,
    *,
    vocabulary: Vocabulary,
    metadata: Metadata = Metadata(),  # noqa: B008 - frozen
    limits: Limits = Limits(),  # noqa: B008 - frozen
    encoding: str | None = None,
    scanning: Scanning = NO_SCANNING,
) -> Intaken:
    """Return the document and rendition of an original, in this process.

    Args:
        original: The bytes.
        name: What the file is called, for errors; the document keeps the base name of a path.
        vocabulary: Supplies the cues of boilerplate.
        metadata: What is known otherwise (from a manifest); it wins over what the original says.
        limits: How much is taken.
        encoding: The encoding of plain text or HTML, where it is known; else it is found out.
        scanning: How pages that are pictures are dealt with; as it is, they are not read.

    Raises:
        InputError: The original cannot be used; `code` says why.
    """
    check_size(len(original), name, limits)
    media_type = find_media_type(original, name)
    rendered = _rendered(original, name, media_type, limits, encoding, scanning)
    return _intaken(original, name, media_type, rendered, metadata, limits, vocabulary)


def check_size(size_bytes: int, name: str, limits: Limits) -> None:
    """Raise where an original is empty or larger than the limits allow.

    Raises:
        InputError: It is.
    """
    if size_bytes == 0:
        raise InputError(f"{name!r} is empty", code="input-empty", subject=name)
    if size_bytes > limits.max_bytes:
        raise InputError(
            f"{name!r} has {size_bytes} bytes; the limit is {limits.max_bytes}",
            code="input-too-large",
            subject=name,
        )


def is_foreign(original: bytes, name: str, recognizer: Recognizer | Absent = OFF) -> bool:
    """Return whether an original goes to a parser that this project did not write.

    Raises:
        InputError: It is of a format that is not read.
    """
    media_type = find_media_type(original, name)
    if media_type is MediaType.IMAGE:
        return isinstance(recognizer, Recognizer)
    return media_type is not MediaType.TEXT


def needs_recognizer(original: bytes, name: str) -> bool:
    """Return whether the text of an original may depend on what recognizes words on pictures."""
    try:
        return find_media_type(original, name) in PICTURED
    except InputError:
        return False


def _rendered(
    original: bytes,
    name: str,
    media_type: MediaType,
    limits: Limits,
    encoding: str | None,
    scanning: Scanning,
) -> Rendered:
    module, function = _RENDERERS[media_type]
    render = cast("Callable[..., Rendered]", getattr(import_module(module), function))
    pictured = {"scanning": scanning} if media_type in PICTURED else {}
    try:
        return render(original, name, limits=limits, encoding=encoding, **pictured)
    except HudnaError:
        raise
    except RecursionError as error:
        raise InputError(
            f"{name!r} is nested too deeply", code="input-nesting", subject=name
        ) from error
    except MemoryError as error:
        raise InputError(
            f"{name!r} needs more memory than is allowed", code="input-memory", subject=name
        ) from error
    except Exception as error:
        if media_type is MediaType.TEXT:
            raise
        raise damaged(name, _WHAT[media_type], f"{type(error).__name__} {error}") from error


def _intaken(
    original: bytes,
    name: str,
    media_type: MediaType,
    rendered: Rendered,
    metadata: Metadata,
    limits: Limits,
    vocabulary: Vocabulary,
) -> Intaken:
    text = rendered.text.text
    check_length(len(text), name, limits)
    if not text.strip():
        raise InputError(f"{name!r} holds no text", code="input-empty", subject=name)
    warnings = list(rendered.warnings)
    known = _dated(metadata.over(rendered.metadata), name, warnings)
    if known.published is None and rendered.made is not None:
        warnings.append(
            f"the file was made on {rendered.made}, which is not taken for its date of publication"
        )
    identity = document_id(original)
    regions = joined([*rendered.regions, *find_boilerplate(text, vocabulary)])
    try:
        rendition = Rendition(
            identity, text, rendered.text.alignment, regions, rendered.encoding, rendered.scans
        )
        text.encode()
    except (EvidenceError, UnicodeEncodeError) as error:
        raise damaged(name, _WHAT[media_type], error) from error
    base = name.rsplit("/", 1)[-1] or name
    document = Document(identity, base, media_type, len(original), known)
    return Intaken(original, document, rendition, tuple(warnings))


def _dated(metadata: Metadata, name: str, warnings: list[str]) -> Metadata:
    """Return the metadata with its date as EDTF, or without it where it is none, and warn."""
    if metadata.published is None:
        return metadata
    found = find_published(metadata.published)
    if found is None:
        warnings.append(f"the publication date {metadata.published!r} of {name!r} is no date")
    return Metadata(metadata.title, metadata.publisher, found, metadata.url, metadata.language)
