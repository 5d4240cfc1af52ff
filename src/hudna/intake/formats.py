"""Formats: which one an original is in, by its bytes first and its name second."""

import re
from pathlib import PurePath

from hudna.domain.documents import MediaType
from hudna.errors import InputError

_ZIP = b"PK\x03\x04"
_IMAGES = (
    b"\x89PNG\r\n\x1a\n",
    b"\xff\xd8\xff",
    b"GIF87a",
    b"GIF89a",
    b"II*\x00",
    b"MM\x00*",
    b"BM",
    b"\x00\x00\x01\x00",
    b"8BPS",
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_FOREIGN = (
    (
        _OLE,
        "an old Office file (DOC, XLS, MSG); save it as DOCX or PDF",
    ),
    (b"{\\rtf", "RTF; save it as DOCX or plain text"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive; unpack it first"),
    (b"Rar!\x1a\x07", "a RAR archive; unpack it first"),
    (b"\x1f\x8b", "a gzip file; unpack it first"),
    (b"BZh", "a bzip2 file; unpack it first"),
    (b"\xfd7zXZ\x00", "an xz file; unpack it first"),
    (b"SQLite format 3\x00", "a SQLite database"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"OggS", "a sound or video file"),
    (b"ID3", "a sound file"),
    (b"\x1aE\xdf\xa3", "a video file"),
    (b"fLaC", "a sound file"),
)
_HEAD = 4096
_LEADING = re.compile(rb"^(?:\xef\xbb\xbf)?\s*(?:<!--.*?-->\s*|<\?.*?\?>\s*)*", re.DOTALL)
_PAGE = re.compile(rb"<!doctype\s+html[\s>]|<html[\s>](?=.*<(?:head|body)[\s>])", re.I | re.DOTALL)
"""What only a page begins with, whatever it is called."""
_HTML = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|title|meta|div|p|h1|article)[\s>]", re.IGNORECASE
)
_XML = re.compile(rb"^(?:\xef\xbb\xbf)?\s*<\?xml[\s?]|^\s*<!DOCTYPE\s", re.IGNORECASE)
_MAIL_FIELD = re.compile(rb"^([A-Za-z][A-Za-z0-9-]{1,40}):[ \t]*\S?")
_MAIL_NAMES = frozenset(
    b"from to cc bcc date subject message-id received return-path delivered-to mime-version "
    b"content-type reply-to sender x-mailer dkim-signature".split()
)
_EXTENSIONS = {
    ".htm": MediaType.HTML,
    ".html": MediaType.HTML,
    ".xhtml": MediaType.HTML,
    ".pdf": MediaType.PDF,
    ".docx": MediaType.DOCX,
    ".docm": MediaType.DOCX,
    ".eml": MediaType.MAIL,
}


def find_media_type(original: bytes, name: str) -> MediaType:
    """Return the format of an original.

    A name decides only where the bytes could be several formats: text that claims to be HTML or a
    letter.

    Raises:
        InputError: The bytes are of a format that holds no text, or that is not read.
    """
    head = original[:_HEAD]
    extension = PurePath(name).suffix.lower()
    found = _sniffed_binary(original, head, extension, name) or _sniffed_text(head, extension, name)
    named = _EXTENSIONS.get(extension)
    if found is None and named in {MediaType.PDF, MediaType.DOCX}:
        raise InputError(
            f"{name!r} is named like {extension[1:].upper()} but is none, or its beginning is lost",
            code="input-damaged",
            subject=name,
        )
    if found is MediaType.MAIL and head.startswith(b"From ") and b"\n\nFrom " in original:
        raise InputError(
            f"{name!r} is a mailbox of several letters; save each as a file of its own",
            code="input-format",
            subject=name,
        )
    return found or named or MediaType.TEXT


def _sniffed_binary(original: bytes, head: bytes, extension: str, name: str) -> MediaType | None:
    is_named_pdf = extension == ".pdf" and b"%PDF-" in head[:1024]
    if head.lstrip().startswith(b"%PDF-") or is_named_pdf:
        return MediaType.PDF
    if head.startswith((_ZIP, b"PK\x05\x06")):
        return MediaType.DOCX
    if (head.startswith(_IMAGES) and not _is_texty(head)) or _is_newer_image(head):
        return MediaType.IMAGE
    if head.startswith(_OLE) and _OLE_ENCRYPTED in original:
        raise InputError(
            f"{name!r} is encrypted; save a copy without its password",
            code="input-encrypted",
            subject=name,
        )
    for mark, what in _FOREIGN:
        if head.startswith(mark) and (mark == b"{\\rtf" or not _is_texty(head)):
            raise InputError(f"{name!r} is {what}", code="input-format", subject=name)
    return None


def _is_newer_image(head: bytes) -> bool:
    return (head[:4] == b"RIFF" and head[8:12] == b"WEBP") or head[4:12] in {
        b"ftypheic",
        b"ftypavif",
        b"ftypmif1",
    }


def _is_texty(head: bytes) -> bool:
    """Return whether bytes hold no control characters but those of text."""
    return not re.search(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]", head)


def _sniffed_text(head: bytes, extension: str, name: str) -> MediaType | None:
    start = _LEADING.sub(b"", head, count=1)
    if extension in _TEXTS:
        named_otherwise = MediaType.HTML if _PAGE.match(start) else None
        return MediaType.MAIL if _likeness_to_mail(head) > _SURE else named_otherwise
    if _HTML.match(start) or (extension not in _EXTENSIONS and b"<html" in head[:1024].lower()):
        return MediaType.HTML
    if extension not in _EXTENSIONS and (extension == ".xml" or _XML.match(head)):
        raise InputError(
            f"{name!r} is XML, which is not read; save it as HTML, DOCX or plain text",
            code="input-format",
            subject=name,
        )
    return MediaType.MAIL if _likeness_to_mail(head) >= _LIKELY else None


_TEXTS = frozenset((".txt", ".md", ".text", ".markdown"))
_SENT = frozenset((b"message-id", b"mime-version", b"received", b"return-path"))
_LIKELY, _SURE = 3, 10


def _likeness_to_mail(head: bytes) -> int:
    """Return how much a text looks like a letter by the header fields it begins with.

    Each known field counts one, and ten where only a program writes it: people head their
    memoranda `From` and `To` as well.
    """
    known = set()
    for line in head.splitlines():
        if not line.strip():
            break
        if line[:1] in b" \t":
            continue
        field = _MAIL_FIELD.match(line)
        if field is None and not line.startswith(b"From "):
            return 0
        if field is not None and field[1].lower() in _MAIL_NAMES:
            known.add(field[1].lower())
    if not known & _OPENING:
        return 0
    return len(known) + 10 * len(known & _SENT)


_OPENING = frozenset((b"from", b"received", b"return-path", b"delivered-to", b"message-id"))
