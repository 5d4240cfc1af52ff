"""Evidence: the exact words a value rests on, and the one gate that every value passes."""

from collections.abc import Iterable
from dataclasses import dataclass

from hudna.errors import EvidenceError
from hudna.text.spans import Span


@dataclass(frozen=True, slots=True, order=True)
class Evidence:
    """A quote and where it stands, in code points of a rendition's text.

    Raises:
        EvidenceError: The quote is not as long as its span, or the span is none.
    """

    start: int
    end: int
    quote: str

    def __post_init__(self) -> None:
        if len(Span(self.start, self.end)) != len(self.quote):
            raise EvidenceError(
                f"a quote of {len(self.quote)} code points cannot stand at {self.start}:{self.end}",
                code="evidence-quote",
            )

    @property
    def span(self) -> Span:
        """Return where the quote stands."""
        return Span(self.start, self.end)


def stands_in(evidence: Evidence, text: str) -> bool:
    """Return whether the quote is at its span in a text."""
    return text[evidence.start : evidence.end] == evidence.quote


def is_supported(evidence: Iterable[Evidence], text: str) -> bool:
    """Return whether a value may be kept: it has evidence, and every quote is at its span.

    This is the test behind the evidence gate (`hudna.read.gate`): no span, no value.
    """
    quotes = tuple(evidence)
    return bool(quotes) and all(stands_in(quote, text) for quote in quotes)
