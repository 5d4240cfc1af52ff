"""Structure: the body of a rendition as sentences, each with its clauses, and the points of lists told apart."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from hudna.domain.documents import Rendition
from hudna.text.folding import folded
from hudna.text.segments import iter_lines, iter_sentences
from hudna.text.spans import Span, stripped


class Kind(Enum):
    """What a sentence is in its document."""

    HEADLINE = "headline"
    BODY = "body"
    POINT = "point"
    """A point of a numbered or bulleted list, and so of a text that lists terms."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of the body.

    Attributes:
        index: Its place on the page, from 0.
        span: Where it stands, without the number of its point.
        kind: What it is.
        number: The number of the point it belongs to.
        clauses: Its clauses, from left to right.
    """

    index: int
    span: Span
    kind: Kind
    number: str | None
    clauses: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """A rendition laid out for reading.

    Attributes:
        text: The text of the rendition.
        folded: The same text folded, offset for offset.
        sentences: The sentences of the body, in order.
    """

    text: str
    folded: str
    sentences: tuple[Sentence, ...]

    def words(self, span: Span) -> str:
        """Return the words of a span as written."""
        return self.text[span.start : span.end]

    def folded_words(self, span: Span) -> str:
        """Return the words of a span folded."""
        return self.folded[span.start : span.end]

    def sentence_at(self, offset: int) -> Sentence | None:
        """Return the sentence that covers an offset."""
        return next((s for s in self.sentences if s.span.start <= offset < s.span.end), None)


_POINT = re.compile(
    r"\s*(?:[•▪●■*]\s+|[-–—]\s*(?=\S)|\(?(?P<number>\d{1,3}(?=\s?[.)]\s*[^\d\s])|(?:[a-zA-Z]|[ivxIVX]{1,5})(?=[.)]+\s))\s?[.)]+[-–]?\s*"
    r"|(?P<heading>(?:Article|ARTICLE|Point|Section|Clause)\s+(?:\d{1,3}|[IVX]+)\b)\s*[-–—:.]?\s*)(?=\S)"
)
_BARE_NUMBER = re.compile(r"\s*(?P<number>\d{1,2})\s+(?=[A-Z])")
_CLAUSE_BREAK = re.compile(
    r"[;:—–]\s*"
    r"|,\s+(?=(?:and|but|while|which|who|with|as|after|including|in exchange|saying|adding|although|where|so|or|yet|"
    r"in return|under|by|for|to|the|an?|on|until|if|unless|provided|according|accusing|ordering|urging|citing)\b)"
    r"|\s+(?=and\s+(?:allegedly|reportedly|to|will|would|shall|must|should|that|then|also|the|an?|all|for|in|agreed|ordered|called|urged|promised|"
    r"reject\w*|avoid\w*|use|allow\w*|withdraw\w*|leav\w*|releas\w*|open\w*|lift\w*|return\w*|end\w*|stop\w*|food|hand\w*|"
    r"establish\w*|restor\w*|provid\w*|protect\w*|prevent\w*|surrender\w*|resort|ensur\w*|is|are|was|were|has|have|had)\b)"
    r"|\s+(?=(?:but|while|whereas|in exchange for|in return for|as well as|after which|in order to|provided that|unless|"
    r"yet|which|under which)\b)"
    r"|(?<=\bsaid)\s+that\s+|(?<=\bsays)\s+that\s+|(?<=\bannounced)\s+that\s+|(?<=\bclaimed)\s+that\s+|(?<=\badded)\s+that\s+"
)
_HEADLINE_MAX = 200


def lay_out(rendition: Rendition) -> Page:
    """Return the body of a rendition laid out: regions that are not the body have no sentences."""
    text = rendition.text
    sentences: list[Sentence] = []
    for span, kind, number in _iter_pieces(rendition):
        for sentence in iter_sentences(text, span):
            sentences.append(
                Sentence(
                    len(sentences), sentence, kind, number, tuple(_iter_clauses(text, sentence))
                )
            )
    return Page(text, folded(text), tuple(sentences))


def _iter_pieces(rendition: Rendition) -> Iterator[tuple[Span, Kind, str | None]]:
    text = rendition.text
    lines = [line for line in iter_lines(text) if rendition.is_body(line)]
    numbers = [_bare_number(text, line) for line in lines]
    heading: str | None = None
    for index, line in enumerate(lines):
        point = _POINT.match(text, line.start, line.end)
        if point is None and _continues(numbers, index):
            point = _BARE_NUMBER.match(text, line.start, line.end)
        if point is not None and point.groupdict().get("heading"):
            heading = point["heading"]
            rest = stripped(Span(line.start, line.end), text)
            if rest is not None:
                yield rest, Kind.HEADLINE if len(rest) < 80 else Kind.POINT, heading
            continue
        inline = _inline_points(text, line)
        if inline:
            yield from inline
        elif point is not None and point.end() < line.end:
            number = point["number"] if "number" in point.re.groupindex else None
            yield Span(point.end(), line.end), Kind.POINT, number
        elif _is_headline(text, line, index, len(lines)):
            yield line, Kind.HEADLINE, None
        else:
            yield line, Kind.BODY, heading


_INLINE_NUMBER = re.compile(r"(?:(?<=[.:;,”\"])|(?<=[.:;]\s)|^)\s?\(?(?P<number>\d{1,2})\s?[-.)]\s?(?=[^\W\d_])")


def _inline_points(text: str, line: Span) -> list[tuple[Span, Kind, str | None]]:
    """Return the points that a line numbers from 1 on within itself, with what stands before them, or nothing."""
    marks: list[re.Match[str]] = []
    for match in _INLINE_NUMBER.finditer(text, line.start, line.end):
        if int(match["number"]) == len(marks) + 1:
            marks.append(match)
    if len(marks) < _INLINE_LEAST:
        return []
    pieces: list[tuple[Span, Kind, str | None]] = []
    lead = stripped(Span(line.start, marks[0].start()), text) if marks[0].start() > line.start else None
    if lead is not None:
        pieces.append((lead, Kind.BODY, None))
    for mark, end in zip(marks, [*(m.start() for m in marks[1:]), line.end], strict=True):
        piece = stripped(Span(mark.end(), end), text) if mark.end() < end else None
        if piece is not None:
            pieces.append((piece, Kind.POINT, mark["number"]))
    return pieces


_INLINE_LEAST = 3


def _bare_number(text: str, line: Span) -> int | None:
    match = _BARE_NUMBER.match(text, line.start, line.end) or _POINT.match(
        text, line.start, line.end
    )
    number = match["number"] if match else None
    return int(number) if number and number.isdigit() else None


def _continues(numbers: list[int | None], index: int) -> bool:
    """Return whether a line whose number has no stop belongs to a run of numbered lines."""
    mine = numbers[index]
    if mine is None:
        return False
    near = [n for n in numbers[max(index - 3, 0) : index + 4] if n is not None]
    return mine + 1 in near or mine - 1 in near


def _is_headline(text: str, line: Span, index: int, count: int) -> bool:
    words = text[line.start : line.end]
    if index > 5 or count < 2 or len(words) > _HEADLINE_MAX or words[-1] in '.:;,…”"':
        return False
    return index == 0 or len(words.split()) >= 3


def _iter_clauses(text: str, sentence: Span) -> Iterator[Span]:
    """Yield the clauses of a sentence; a fragment of fewer than three words stays with its neighbor."""
    cuts = [
        m
        for m in _CLAUSE_BREAK.finditer(text, sentence.start, sentence.end)
        if m.start() > sentence.start
    ]
    start, end = sentence.start, sentence.start
    for cut in cuts:
        if (
            len(text[start : cut.start()].split()) < 3
            or len(text[cut.end() : sentence.end].split()) < 3
        ):
            continue
        end = cut.start()
        piece = stripped(Span(start, end), text)
        if piece is not None:
            yield piece
        start = cut.end()
    last = stripped(Span(start, sentence.end), text) if start < sentence.end else None
    if last is not None:
        yield last
