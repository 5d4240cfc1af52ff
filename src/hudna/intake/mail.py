"""Mail: the header and the body of a letter; attachments are named, not read.

Parts are `headers` and `body`: the header lines as they are shown, and the decoded text (or HTML
source) of the body.
"""

from collections.abc import Iterator
from email import message_from_bytes, policy
from email.errors import MessageError
from email.message import EmailMessage
from email.utils import parseaddr

from hudna.domain.documents import Metadata, Region, RegionKind
from hudna.errors import InputError
from hudna.intake.dates import find_published
from hudna.intake.encodings import decode, decode_page
from hudna.intake.html import render_source
from hudna.intake.limits import Limits
from hudna.intake.rendered import Rendered, check_length, check_nesting, damaged
from hudna.text.alignment import Alignment, Run
from hudna.text.cleaning import Normalised, Part, normalise
from hudna.text.spans import Span

_SHOWN = ("Subject", "From", "To", "Cc", "Date")
_DAMAGE = frozenset(
    (
        "InvalidBase64PaddingDefect",
        "InvalidBase64CharactersDefect",
        "InvalidBase64LengthDefect",
        "StartBoundaryNotFoundDefect",
        "CloseBoundaryNotFoundDefect",
        "NoBoundaryInMultipartDefect",
    )
)
"""Defects after which a part of the letter may be missing."""


def render_mail(original: bytes, name: str, *, limits: Limits, encoding: str | None) -> Rendered:
    """Return a letter: its header as a region of its own, then its body.

    The body is the plain text, where the letter has one, else its HTML.

    Raises:
        InputError: It is damaged, has no body to read, or exceeds a limit.
    """
    try:
        letter = message_from_bytes(original, policy=policy.default)
    except MessageError as error:
        raise damaged(name, "mail", error) from error
    assert isinstance(letter, EmailMessage)
    parts = _checked(letter, name, limits)
    body = _find_body(letter)
    if body is None:
        raise _without_body(letter, name)
    header = normalise([Part("headers", _header(letter))])
    rendered = _body(body, name, limits, encoding)
    if not rendered.text.text.strip():
        raise _without_body(letter, name)
    joined = _joined(header, rendered.text)
    shift = len(joined.text) - len(rendered.text.text)
    regions = tuple(Region(r.span.shifted(shift), r.kind) for r in rendered.regions)
    if header.text:
        regions = (Region(Span(0, len(header.text)), RegionKind.HEADER), *regions)
    return Rendered(
        joined,
        _metadata(letter).over(rendered.metadata),
        regions,
        (*_told(parts, body), *rendered.warnings),
    )


def _without_body(letter: EmailMessage, name: str) -> InputError:
    if letter.get_content_maintype() == "multipart" and not letter.is_multipart():
        return damaged(name, "mail", "its parts are not where its header says")
    return InputError(f"{name!r} has no text in its body", code="input-empty", subject=name)


def _find_body(letter: EmailMessage) -> EmailMessage | None:
    """Return the part that holds the body: plain text, unless it is blank and there is HTML."""
    plain = letter.get_body(preferencelist=("plain",))
    page = letter.get_body(preferencelist=("html",))
    is_blank = plain is not None and not str(plain.get_payload()).strip()
    found = page if plain is None or (is_blank and page is not None) else plain
    return found if isinstance(found, EmailMessage) else None


def _checked(letter: EmailMessage, name: str, limits: Limits) -> list[EmailMessage]:
    """Return every part of a letter; their number and nesting are within the limits."""
    found: list[EmailMessage] = []
    level: list[EmailMessage] = [letter]
    depth = 0
    while level:
        depth += 1
        check_nesting(depth, name, limits)
        found += level
        if len(found) > limits.max_parts:
            raise InputError(
                f"{name!r} has more than {limits.max_parts} parts",
                code="input-too-large",
                subject=name,
            )
        level = [inner for part in level if part.is_multipart() for inner in _iter_inner(part)]
    return found


def _iter_inner(part: EmailMessage) -> Iterator[EmailMessage]:
    inside = part.get_payload()
    for inner in inside if isinstance(inside, list) else ():
        if isinstance(inner, EmailMessage):
            yield inner


def _header(letter: EmailMessage) -> str:
    lines = ((name, _field(letter, name)) for name in _SHOWN)
    return "".join(f"{name}: {value}\n" for name, value in lines if value).rstrip("\n")


def _field(letter: EmailMessage, name: str) -> str:
    return " ".join(str(letter.get(name, "")).split())


def _body(body: EmailMessage, name: str, limits: Limits, encoding: str | None) -> Rendered:
    content = body.get_payload(decode=True)
    assert isinstance(content, bytes), type(content)
    is_html = body.get_content_subtype() == "html"
    decoded = (
        decode(content, name, declared=encoding)
        if encoding is not None
        else decode_page(content, name, declared=body.get_content_charset())
    )
    check_length(len(decoded.text), name, limits)
    warnings = (
        (f"the encoding {decoded.encoding} was detected from the bytes, not declared",)
        if decoded.is_detected
        else ()
    )
    if is_html:
        rendered = render_source(decoded.text, name, limits=limits, part="body")
        return Rendered(rendered.text, rendered.metadata, rendered.regions, warnings)
    return Rendered(normalise([Part("body", decoded.text)]), warnings=warnings)


def _joined(header: Normalised, body: Normalised) -> Normalised:
    if not header.text:
        return body
    shift = len(header.text) + 2
    moved = (
        Run(r.start + shift, r.end + shift, r.part, r.origin_start, r.origin_end)
        for r in body.alignment.runs
    )
    alignment = Alignment((*header.alignment.runs, *moved))
    return Normalised(f"{header.text}\n\n{body.text}", alignment)


def _metadata(letter: EmailMessage) -> Metadata:
    sender = _field(letter, "From")
    shown, address = parseaddr(sender)
    return Metadata(
        title=_field(letter, "Subject") or None,
        publisher=shown or address or sender or None,
        published=find_published(_field(letter, "Date")),
        language=_language(_field(letter, "Content-Language")),
    )


def _language(words: str) -> str | None:
    code = words[:2].lower()
    return code if len(code) == 2 and code.isalpha() else None


def _told(parts: list[EmailMessage], body: EmailMessage) -> tuple[str, ...]:
    """Return warnings on attachments that are not read and on damage in the letter."""
    attached = [
        part.get_filename() or part.get_content_type()
        for part in parts
        if part is not body and (part.is_attachment() or part.get_content_maintype() in _ATTACHED)
    ]
    told = [
        f"the attachment {name!r} is not read; save it and read it by itself" for name in attached
    ]
    defects = {type(defect).__name__ for part in parts for defect in part.defects} & _DAMAGE
    told += [f"the letter may be cut short or damaged ({defect})" for defect in sorted(defects)]
    return tuple(told)


_ATTACHED = frozenset(("application", "image", "audio", "video", "message"))
