"""Spans: half-open ranges of code points in one text."""

from dataclasses import dataclass

from hudna.errors import EvidenceError


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of code points, `start` inclusive, `end` exclusive; never empty.

    Raises:
        EvidenceError: The range is empty, reversed or starts before the text.
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if self.start < 0 or self.end <= self.start:
            raise EvidenceError(f"{self.start}:{self.end} is not a span", code="evidence-span")

    def __len__(self) -> int:
        return self.end - self.start

    def contains(self, other: "Span") -> bool:
        """Return whether the other span lies inside this one."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: "Span") -> bool:
        """Return whether the two share a code point."""
        return self.start < other.end and other.start < self.end

    def shifted(self, by: int) -> "Span":
        """Return the span moved by a number of code points."""
        return Span(self.start + by, self.end + by)

    def of(self, text: str) -> str:
        """Return the words of a text that the span covers.

        Raises:
            EvidenceError: The span ends after the text.
        """
        if self.end > len(text):
            raise EvidenceError(
                f"{self.start}:{self.end} lies outside a text of {len(text)} code points",
                code="evidence-span",
            )
        return text[self.start : self.end]


def stripped(span: Span, text: str) -> Span | None:
    """Return the span without white space at its ends, or None where it covers nothing else."""
    words = text[span.start : span.end]
    start = span.start + len(words) - len(words.lstrip())
    end = span.end - (len(words) - len(words.rstrip()))
    return Span(start, end) if start < end else None
