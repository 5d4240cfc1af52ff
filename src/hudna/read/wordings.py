"""Wordings: the words of one clause, in which who does what to whom is looked for."""

from dataclasses import dataclass

from hudna.domain.agreements import Part
from hudna.read.actors import Mention
from hudna.read.clauses import CodedClause
from hudna.read.findings import Findings
from hudna.read.structure import Page, Sentence
from hudna.text.spans import Span


@dataclass(frozen=True, slots=True)
class Wording:
    """A clause where it stands.

    Attributes:
        findings: What the page has.
        sentence: Its sentence.
        span: The whole of the clause.
        said: The words of it that matter: of a long clause those around the cues.
        codes: The codes that it bears, where it bears any.
    """

    findings: Findings
    sentence: Sentence
    span: Span
    said: Span
    codes: tuple[str, ...] = ()

    @property
    def page(self) -> Page:
        """The page."""
        return self.findings.page

    def mentions_in(self, span: Span) -> tuple[Mention, ...]:
        """Return who is named in a stretch of the sentence."""
        found = self.findings.mentions[self.sentence.index]
        return tuple(mention for mention in found if span.contains(mention.span))

    def part(self, span: Span, value: str | None = None) -> Part:
        """Return a part that rests on a stretch: its words, or what they stand for."""
        return Part(value or " ".join(self.page.words(span).split()), self.findings.cite(span))


def to_wording(findings: Findings, clause: CodedClause) -> Wording:
    """Return the wording of a coded clause."""
    sentence = findings.page.sentences[clause.sentence]
    held = [c for c in sentence.clauses if c.overlaps(clause.span)]
    span = Span(
        min([clause.span.start, *(c.start for c in held)]),
        max([clause.span.end, *(c.end for c in held)]),
    )
    return Wording(findings, sentence, span, clause.span, clause.codes)


def clause_before(wording: Wording) -> Wording | None:
    """Return the wording of the clause before in the same sentence, or None where none is."""
    earlier = [c for c in wording.sentence.clauses if c.end <= wording.span.start]
    if not earlier:
        return None
    span = earlier[-1]
    return Wording(wording.findings, wording.sentence, span, span, wording.codes)
