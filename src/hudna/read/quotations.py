"""Quotations: what stands between quotation marks, over the sentences of a paragraph."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from hudna.read.structure import Page
from hudna.text.spans import Span

_MARKS = re.compile(r"[“”„«»″\"]|''|‘‘|’’|``")
_OPENS, _CLOSES = frozenset("“„«"), frozenset("»")
_SINGLE = re.compile(r"\s*['‘](?!['‘])([A-Z][^\n]{10,600}?[,.?!])['’](?=\s)")
"""A quotation in single marks, which a paragraph begins with: elsewhere they may be apostrophes."""
_LINE = re.compile(r"[^\n]+")


@dataclass(frozen=True, slots=True)
class Quotations:
    """What of a page stands between quotation marks.

    Attributes:
        spans: Each quotation without its marks, from left to right.
        open_ended: Where quotations begin that their paragraph does not close.
    """

    spans: tuple[Span, ...]
    open_ended: frozenset[int]

    def at(self, offset: int) -> Span | None:
        """Return the quotation in which an offset stands, or None."""
        number = bisect_right(self.spans, offset, key=lambda span: span.start)
        held = self.spans[number - 1] if number else None
        return held if held is not None and offset < held.end else None

    def share_of(self, span: Span) -> float:
        """Return how much of a stretch is quoted, from 0 to 1."""
        number = max(bisect_right(self.spans, span.start, key=lambda each: each.start) - 1, 0)
        held = 0
        while number < len(self.spans) and self.spans[number].start < span.end:
            each = self.spans[number]
            number += 1
            held += max(0, min(each.end, span.end) - max(each.start, span.start))
        return held / len(span)


def find_quotations(page: Page) -> Quotations:
    """Return the quotations of a page; one that is not closed ends with its paragraph."""
    spans: list[Span] = []
    open_ended: set[int] = set()
    for line in _LINE.finditer(page.text):
        single = _SINGLE.match(line.group())
        if single is not None:
            spans.append(Span(line.start() + single.start(1), line.start() + single.end(1)))
            continue
        for span, is_closed in _iter_quoted(page.text, line.start(), line.end()):
            spans.append(span)
            if not is_closed:
                open_ended.add(span.start)
    return Quotations(tuple(spans), frozenset(open_ended))


def _iter_quoted(text: str, start: int, end: int) -> Iterator[tuple[Span, bool]]:
    opened: int | None = None
    for mark in _MARKS.finditer(text, start, end):
        begins = mark.end() < end and not text[mark.end()].isspace()
        if opened is None or mark.group() in _OPENS:
            if (begins or mark.group() in _OPENS) and mark.group() not in _CLOSES:
                opened = mark.end()
            continue
        if begins and text[mark.end()].isalnum() and text[mark.start() - 1].isspace():
            opened = mark.end()
            continue
        if mark.start() > opened:
            yield Span(opened, mark.start()), True
        opened = None
    if opened is not None and opened < end:
        yield Span(opened, end), False
