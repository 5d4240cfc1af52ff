"""Scans: pages that are pictures, and where on them the words of a text stand.

What was recognized on a picture is a reading of it, and may be wrong; so each word keeps its box
and how sure its recognizer was, and whoever doubts it can look at the picture.
"""

import math
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from hudna.errors import EvidenceError
from hudna.text.alignment import Alignment
from hudna.text.spans import Span


@dataclass(frozen=True, slots=True, order=True)
class Box:
    """An upright rectangle on a page, in pixels from its left upper corner, ends exclusive.

    Raises:
        EvidenceError: It is empty, reversed, or begins before the page.
    """

    left: int
    top: int
    right: int
    bottom: int

    def __post_init__(self) -> None:
        if self.left < 0 or self.top < 0 or self.right <= self.left or self.bottom <= self.top:
            raise EvidenceError(f"{self} is not a box", code="evidence-box")

    def __str__(self) -> str:
        return f"{self.left},{self.top}–{self.right},{self.bottom}"

    def around(self, other: "Box") -> "Box":
        """Return the smallest box that holds this one and another."""
        return Box(
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
        )

    def enlarged(self, factor: float) -> "Box":
        """Return the box on the page enlarged by a factor."""
        return Box(
            math.floor(self.left * factor),
            math.floor(self.top * factor),
            math.ceil(self.right * factor),
            math.ceil(self.bottom * factor),
        )


@dataclass(frozen=True, slots=True)
class ScannedWord:
    """A word that was recognized on a page.

    Attributes:
        span: Where it stands, in code points of the text of its part.
        box: Where it stands on the page.
        confidence: How sure its recognizer is, from 0 to 100.
        line: The number of its line on the page, from 0, in reading order.
    """

    span: Span
    box: Box
    confidence: int
    line: int


@dataclass(frozen=True, slots=True)
class Scan:
    """A page that is a picture, as its words were recognized.

    Attributes:
        part: The part of the original that its text is: `page 2`.
        width: The width of the picture when it was upright and even, in pixels.
        height: Its height.
        turned: By how many degrees it was turned counterclockwise to be so.
        recognizer: What recognized its words, and in which languages: `tesseract 5.3.0 eng+ara`.
        words: Its words in reading order.

    Raises:
        EvidenceError: Words overlap or are out of order, or a box lies outside the page.
    """

    part: str
    width: int
    height: int
    turned: float
    recognizer: str
    words: tuple[ScannedWord, ...]
    _ends: tuple[int, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        end = 0
        for word in self.words:
            if word.span.start < end:
                raise EvidenceError(
                    f"words of {self.part} overlap at {word.span.start}", code="evidence-box"
                )
            if word.box.right > self.width or word.box.bottom > self.height:
                raise EvidenceError(
                    f"the box {word.box} lies outside {self.part}", code="evidence-box"
                )
            end = word.span.end
        object.__setattr__(self, "_ends", tuple(word.span.end for word in self.words))

    @property
    def confidence(self) -> float | None:
        """Return the mean confidence, words counting by their length; None where there are none."""
        length = sum(len(word.span) for word in self.words)
        if not length:
            return None
        return sum(word.confidence * len(word.span) for word in self.words) / length

    def boxes(self, start: int, end: int) -> tuple[Box, ...]:
        """Return the boxes of a stretch of the part's text, one for each line that it touches."""
        boxes: dict[int, Box] = {}
        for word in self.words[bisect_left(self._ends, start + 1) :]:
            if word.span.start >= end:
                break
            known = boxes.get(word.line)
            boxes[word.line] = word.box if known is None else known.around(word.box)
        return tuple(boxes.values())


@dataclass(frozen=True, slots=True)
class Marked:
    """The boxes of some words on one page."""

    scan: Scan
    boxes: tuple[Box, ...]


def find_marked(span: Span, alignment: Alignment, scans: Sequence[Scan]) -> tuple[Marked, ...]:
    """Return where the words of a span stand on scanned pages, page by page.

    Args:
        span: In code points of the rendition that the alignment is of.
        alignment: Leads from the rendition to the parts of its original.
        scans: The scanned pages among the parts.
    """
    by_part = {scan.part: scan for scan in scans}
    found: dict[str, dict[Box, None]] = {}
    for origin in alignment.origins(span) if by_part else ():
        if origin.part in by_part:
            boxes = by_part[origin.part].boxes(origin.start, origin.end)
            found.setdefault(origin.part, {}).update(dict.fromkeys(boxes))
    return tuple(Marked(by_part[part], tuple(boxes)) for part, boxes in found.items() if boxes)


def whole_box(boxes: Iterable[Box]) -> Box:
    """Return the smallest box that holds all of some boxes, of which there must be one."""
    first, *others = boxes
    for each in others:
        first = first.around(each)
    return first
