"""Chunks: the body of a long document in stretches that a model can be asked about."""

import re

from hudna.domain.documents import Rendition
from hudna.text.spans import Span

_BOUNDARIES = tuple(map(re.compile, (r"\n[^\S\n]*\n\s*", r"\n", r"(?<=[.!?؟۔。])\s+", r"\s+")))
"""Where a text may be cut: between paragraphs, lines, sentences, words."""


def find_chunks(rendition: Rendition, *, most_chars: int) -> tuple[Span, ...]:
    """Return the body of a text in stretches, each whole paragraphs as far as that can be.

    Boilerplate and headers are in none. A paragraph that is longer than a chunk is cut between
    sentences, or between words.

    Args:
        rendition: The text.
        most_chars: How long a chunk may be, in code points.
    """
    chunks: list[Span] = []
    for body in _bodies(rendition):
        chunks += _cut(rendition.text, body, most_chars)
    return tuple(chunk for chunk in chunks if chunk.of(rendition.text).strip())


def _bodies(rendition: Rendition) -> list[Span]:
    """Return the stretches outside every region."""
    found, start = [], 0
    for region in sorted(rendition.regions):
        if region.span.start > start:
            found.append(Span(start, region.span.start))
        start = max(start, region.span.end)
    if start < len(rendition.text):
        found.append(Span(start, len(rendition.text)))
    return found


def _cut(text: str, body: Span, most_chars: int) -> list[Span]:
    found, start = [], body.start
    while body.end - start > most_chars:
        most = start + most_chars
        ends = (_last(boundary, text, start, most) for boundary in _BOUNDARIES)
        end = next((end for end in ends if end is not None), most)
        found.append(Span(start, end))
        start = end
    if start < body.end:
        found.append(Span(start, body.end))
    return found


def _last(boundary: re.Pattern[str], text: str, start: int, end: int) -> int | None:
    """Return where the last boundary ends, where that is not too near the start, or None."""
    ends = [m.end() for m in boundary.finditer(text, start, end)]
    return ends[-1] if ends and ends[-1] > start + (end - start) // 4 else None
