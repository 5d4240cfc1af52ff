"""Positions: lines and columns for people, from the offsets of a text."""

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field

from hudna.domain.documents import Rendition
from hudna.domain.dossiers import Citation
from hudna.domain.evidence import Evidence, stands_in
from hudna.domain.identifiers import DocumentId
from hudna.domain.scans import Scan, find_marked, whole_box
from hudna.text.alignment import Alignment
from hudna.text.cleaning import WHOLE


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of a text, so that an offset can be told as line and column."""

    text: str
    starts: tuple[int, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        starts = [0]
        found = self.text.find("\n")
        while found >= 0:
            starts.append(found + 1)
            found = self.text.find("\n", found + 1)
        object.__setattr__(self, "starts", tuple(starts))

    def locate(self, offset: int) -> tuple[int, int]:
        """Return the line and the column of an offset, both from 1, in code points."""
        line = bisect_right(self.starts, offset)
        return line, offset - self.starts[line - 1] + 1


@dataclass(frozen=True, slots=True)
class Located:
    """A text for telling where a quote stands: in which line, and in which part of the original."""

    lines: Lines
    alignment: Alignment
    scans: tuple[Scan, ...] = ()

    def place_of(self, evidence: Evidence) -> str:
        """Return where a quote stands, as a person is told: `page 2, 4:32 (120–136)`.

        On a scanned page its box follows: `[361,519–2208,570 of 2481×3507]`.
        """
        line, column = self.lines.locate(evidence.start)
        parts = {origin.part: None for origin in self.alignment.origins(evidence.span)}
        parts.pop(WHOLE, None)
        part = f"{', '.join(parts)}, " if parts else ""
        boxes = "".join(
            f" [{whole_box(marked.boxes)} of {marked.scan.width}×{marked.scan.height}]"
            for marked in find_marked(evidence.span, self.alignment, self.scans)
        )
        return f"{part}{line}:{column} ({evidence.start}–{evidence.end}){boxes}"


def to_located(rendition: Rendition) -> Located:
    """Return a rendition as something that tells where its quotes stand."""
    return Located(Lines(rendition.text), rendition.alignment, rendition.scans)


class Positions:
    """Where the citations of an answer stand; a text is fetched when a citation needs it.

    Args:
        find_text: Returns the rendition of a document, or None where there is none.
    """

    def __init__(self, find_text: Callable[[DocumentId], Rendition | None]) -> None:
        self._find_text = find_text
        self._texts: dict[DocumentId, Located | None] = {}

    def place_of(self, citation: Citation) -> str:
        """Return the document and the place of a quote: `offer.txt 4:32 (120–136)`.

        Where the text at hand has other words there, the offsets stand alone.
        """
        evidence = citation.evidence
        located = self._located(citation.document)
        if located is None or not stands_in(evidence, located.lines.text):
            return f"{citation.name} ({evidence.start}–{evidence.end})"
        return f"{citation.name} {located.place_of(evidence)}"

    def _located(self, document: DocumentId) -> Located | None:
        if document not in self._texts:
            found = self._find_text(document)
            self._texts[document] = None if found is None else to_located(found)
        return self._texts[document]
