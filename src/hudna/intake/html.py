"""HTML: all visible text in reading order, main content apart from what surrounds it."""

import re
from collections.abc import Sequence

from hudna.domain.documents import Region, RegionKind
from hudna.errors import InputError
from hudna.intake.article import find_body
from hudna.intake.encodings import Decoded, decode, decode_page
from hudna.intake.layout import Layout
from hudna.intake.limits import Limits
from hudna.intake.markup import iter_tokens
from hudna.intake.rendered import Rendered, check_length
from hudna.text.cleaning import Normalised
from hudna.text.spans import Span, stripped

_DECLARED = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([a-zA-Z0-9_:.-]+)"
    rb"|<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([a-zA-Z0-9_:.-]+)[\"']",
    re.IGNORECASE,
)
_ENTITIES = re.compile(r"<!ENTITY\s", re.IGNORECASE)
_HEAD = 4096


def render_html(original: bytes, name: str, *, limits: Limits, encoding: str | None) -> Rendered:
    """Return the visible text of a page; what is not its main content is marked as boilerplate.

    Raises:
        InputError: The bytes cannot be decoded, define entities, or exceed a limit.
    """
    decoded = _decoded(original, name, encoding)
    check_length(len(decoded.text), name, limits)
    warnings = (
        [f"the encoding {decoded.encoding} was detected from the bytes, not declared"]
        if decoded.is_detected
        else []
    )
    rendered = render_source(decoded.text, name, limits=limits)
    return Rendered(
        rendered.text,
        rendered.metadata,
        rendered.regions,
        (*warnings, *rendered.warnings),
        decoded.encoding,
    )


def render_source(source: str, name: str, *, limits: Limits, part: str = "text") -> Rendered:
    """Return the visible text of a decoded page.

    Args:
        source: The page, decoded.
        name: What it is called, for errors.
        limits: How deep it may be nested.
        part: The name of the part that offsets lead back to.

    Raises:
        InputError: The page defines entities, or is nested too deeply.
    """
    if _ENTITIES.search(source, 0, _HEAD):
        raise InputError(
            f"{name!r} defines entities of its own, which is refused",
            code="input-entities",
            subject=name,
        )
    layout = Layout(name, limits, part=part)
    for token in iter_tokens(source):
        layout.see(token)
    text, lines = layout.finish()
    body = find_body(source, lines, layout.declarations.to_metadata().title)
    regions = _regions(text, [line not in body for line in range(len(lines))])
    return Rendered(text, layout.declarations.to_metadata(), regions)


def _decoded(original: bytes, name: str, encoding: str | None) -> Decoded:
    if encoding is not None:
        return decode(original, name, declared=encoding)
    found = _DECLARED.search(original, 0, _HEAD)
    label = (found[1] or found[2]).decode("ascii") if found else None
    return decode_page(original, name, declared=label)


def _regions(text: Normalised, is_outside: Sequence[bool]) -> tuple[Region, ...]:
    """Return the stretches of lines that are outside the body."""
    regions: list[Region] = []
    start: int | None = None
    position = 0
    for line, outside in zip(text.text.split("\n"), is_outside, strict=True):
        end = position + len(line)
        if outside and start is None:
            start = position
        if not outside and start is not None and line.strip():
            _add(regions, start, position, text.text)
            start = None
        position = end + 1
    if start is not None:
        _add(regions, start, len(text.text), text.text)
    return tuple(regions)


def _add(regions: list[Region], start: int, end: int, text: str) -> None:
    span = stripped(Span(start, end), text) if start < end else None
    if span is not None:
        regions.append(Region(span, RegionKind.BOILERPLATE))
