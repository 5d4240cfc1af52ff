"""Structure: the body of a rendition as sentences, each with its clauses.

Headlines are told from the body, and so are the points of a list: a text that lists points lists
terms. A sentence never crosses a line.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from itertools import pairwise
from typing import Any

from hudna.domain.documents import Rendition
from hudna.read.arabic.layout import clause_break_pattern, number_of, point_pattern
from hudna.text.folding import folded, folded_arabic
from hudna.text.segments import iter_lines, iter_sentences
from hudna.text.spans import Span, stripped
from hudna.vocabulary import Vocabulary
from hudna.vocabulary.cues import stems_of, to_expression
from hudna.vocabulary.loader import ARABIC


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
        stems: The beginnings of its words, by which cues that it cannot bear are passed over.
    """

    index: int
    span: Span
    kind: Kind
    number: str | None
    clauses: tuple[Span, ...]
    stems: frozenset[str]


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
        return self.text[span.start : self.whole(span).end]

    def whole(self, span: Span) -> Span:
        """Return a span to the end of its last word, whose letters folding may have moved up."""
        end = span.end
        while end < len(self.text) and self.folded[end] == " " and not self.text[end].isspace():
            end += 1
        return span if end == span.end else Span(span.start, end)

    def folded_words(self, span: Span) -> str:
        """Return the words of a span folded."""
        return self.folded[span.start : span.end]

    def before(self, offset: int, sentence: Sentence, *, most: int) -> str:
        """Return the folded words of a sentence before an offset, no more than so many letters."""
        return self.folded[max(sentence.span.start, offset - most) : offset]

    def sentence_at(self, offset: int) -> Sentence | None:
        """Return the sentence that covers an offset, or None where none does."""
        after = bisect_right(self.sentences, offset, key=lambda sentence: sentence.span.start)
        sentence = self.sentences[after - 1] if after else None
        return sentence if sentence is not None and offset < sentence.span.end else None


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of the body of one kind: a line, or a point within one."""

    span: Span
    kind: Kind
    number: str | None = None


_HEADLINE_MAX = 200
_ARABIC_HEADLINE_MAX = 110
_ARABIC = re.compile(r"[\u0621-\u064a]")
_HEADLINE_LINES = 6
_HEADING_MAX = 80
_INLINE_LEAST = 3
_FRAGMENT_WORDS = 3
_HARD = ";:"
"""What ends a clause, verb or none."""
_SENTENCE_MAX = 4000
"""A longer stretch without a stop is cut at a space: no sentence, and nothing to be read as one."""
_BARE_NUMBER = re.compile(r"\s*(?P<number>\d{1,2})\s+(?=[A-Z])")
_INLINE_NUMBER = re.compile(
    r"(?:(?<=[.:;,”\"])|(?<=[.:;]\s)|^)\s?\(?(?P<number>\d{1,2})\s?[-.)]\s?(?=[^\W\d_])"
)


_ORDINALS = (
    r"(?:First|Second|Third|Fourth|Fifth|Sixth|Seventh|Eighth|Ninth|Tenth|Eleventh|Twelfth"
    r"|FIRST|SECOND|THIRD|FOURTH|FIFTH|SIXTH|SEVENTH|EIGHTH|NINTH|TENTH|Last|Final)(?:ly|LY)?"
)
"""What numbers a point in words: `First- We will not …`."""


@dataclass(frozen=True, slots=True)
class _Cues:
    point: re.Pattern[str]
    clause_break: re.Pattern[str]
    verbs: re.Pattern[str] | None


@lru_cache(maxsize=4)
def _cues(vocabulary: Vocabulary) -> _Cues:
    reading: dict[str, Any] = vocabulary.get("reading")
    if vocabulary.language == ARABIC:
        return _Cues(point_pattern(reading), clause_break_pattern(reading), None)
    headings = "|".join(map(re.escape, reading["headings"]))
    said = "|".join(rf"(?<=\b{verb})\s+that\s+" for verb in reading["clauses_of_speech"])
    return _Cues(
        re.compile(
            r"\s*(?:(?:[•▪●■*]\s+|[-–—]\s*"
            r"|\(?(?P<number>\d{1,3}(?=\s?[.)]\s*[^\d\s])|(?:[a-zA-Z]|[ivxIVX]{1,5})(?=[.)]+\s))"
            r"\s?[.)]+[-–]?\s*)(?=\S)"
            r"|(?P<sub>\d{1,2}(?:\.\d{1,2}){1,2})\.?\s+(?=[A-Z][a-z ])"
            rf"|{_ORDINALS}\s?[-–—:.)]+\s*(?=\S)"
            rf"|(?P<heading>(?:{headings})\s+(?:\d{{1,3}}|[IVX]+)\b)\s*[-–—:.]?\s*)"
        ),
        re.compile(
            r"(?:[;—–]|:(?!\d))\s*"
            rf"|,\s+(?={to_expression(reading['clauses_after_comma'])})"
            rf"|\s+(?=and\s+{to_expression(reading['clauses_after_and'])})"
            rf"|\s+(?={to_expression(reading['clauses_before'])})"
            rf"|{said}"
        ),
        re.compile(to_expression(reading["verbs"]), re.IGNORECASE),
    )


def lay_out(rendition: Rendition, vocabulary: Vocabulary) -> Page:
    """Return the body of a rendition laid out: regions that are not the body have no sentences."""
    cues = _cues(vocabulary)
    is_arabic = vocabulary.language == ARABIC
    flat = folded_arabic(rendition.text) if is_arabic else folded(rendition.text)
    text = flat if is_arabic else rendition.text
    sentences: list[Sentence] = []
    reading: dict[str, Any] = vocabulary.get("reading")
    for piece in _iter_pieces(rendition, text, cues):
        number = number_of(piece.number, reading) if is_arabic else piece.number
        for span in _iter_short(text, piece.span):
            sentences.append(
                Sentence(
                    len(sentences),
                    span,
                    piece.kind,
                    number,
                    tuple(_iter_clauses(text, span, cues)),
                    stems_of(flat[span.start : span.end]),
                )
            )
    return Page(rendition.text, flat, tuple(sentences))


def _iter_short(text: str, within: Span) -> Iterator[Span]:
    """Yield the sentences of a stretch, what is too long for one cut at spaces."""
    for span in iter_sentences(text, within):
        start = span.start
        while span.end - start > _SENTENCE_MAX:
            cut = text.rfind(" ", start + 1, start + _SENTENCE_MAX)
            cut = start + _SENTENCE_MAX if cut < 0 else cut
            piece = stripped(Span(start, cut), text)
            if piece is not None:
                yield piece
            start = cut
        last = stripped(Span(start, span.end), text)
        if last is not None:
            yield last


def _iter_body_lines(rendition: Rendition) -> Iterator[Span]:
    """Yield the lines that lie outside every region."""
    regions = [region.span for region in rendition.regions]
    passed = 0
    for line in iter_lines(rendition.text):
        while passed < len(regions) and regions[passed].end <= line.start:
            passed += 1
        if passed == len(regions) or not regions[passed].overlaps(line):
            yield line


_WRAPPED_LEAST = 4
"""How many lines are followed by another at least, in a text whose lines are broken where full."""
_WRAPPED_WIDTH = range(50, 110)
_WRAPPED_SHARE = 0.6


def _rejoined(text: str, lines: list[Span], cues: _Cues) -> list[Span]:
    """Return the lines of a text, those joined that were broken only where they were full.

    A text is broken so where most lines that another follows at once are about as long as each
    other. A line that is much shorter ends a paragraph, and a point of a list begins one.
    """
    followed = [a for a, b in pairwise(lines) if _follows_at_once(text, a, b)]
    full = [line for line in followed if len(line) in _WRAPPED_WIDTH]
    is_wrapped = len(followed) >= _WRAPPED_LEAST and len(full) >= _WRAPPED_SHARE * len(followed)
    if not is_wrapped or max(map(len, lines)) not in _WRAPPED_WIDTH:
        return lines
    short = _WRAPPED_SHARE * max(map(len, full))
    joined = lines[:1]
    for before, line in pairwise(lines):
        is_new = len(before) < short or cues.point.match(text, line.start, line.end) is not None
        if is_new or not _follows_at_once(text, before, line):
            joined.append(line)
        else:
            joined[-1] = Span(joined[-1].start, line.end)
    return joined


def _follows_at_once(text: str, before: Span, line: Span) -> bool:
    return text.count("\n", before.end, line.start) == 1


def _iter_pieces(rendition: Rendition, text: str, cues: _Cues) -> Iterator[_Piece]:
    lines = _rejoined(text, list(_iter_body_lines(rendition)), cues)
    numbers = [_bare_number(text, line, cues) for line in lines]
    heading: str | None = None
    for index, line in enumerate(lines):
        point = cues.point.match(text, line.start, line.end)
        if point is not None and point["heading"]:
            heading = point["heading"]
            kind = Kind.HEADLINE if len(line) < _HEADING_MAX else Kind.POINT
            yield _Piece(line, kind, heading)
            continue
        if point is None and _continues(numbers, index):
            point = _BARE_NUMBER.match(text, line.start, line.end)
        inline = _inline_points(text, line)
        if inline:
            yield from inline
        elif point is not None and point.end() < line.end:
            number = point["number"] or point.groupdict().get("sub")
            yield _Piece(Span(point.end(), line.end), Kind.POINT, number)
        elif _is_headline(text, line, index, len(lines)):
            yield _Piece(line, Kind.HEADLINE)
        else:
            yield _Piece(line, Kind.BODY if heading is None else Kind.POINT, heading)


def _inline_points(text: str, line: Span) -> list[_Piece]:
    """Return the points that a line numbers within itself, with what stands before them."""
    marks: list[re.Match[str]] = []
    for match in _INLINE_NUMBER.finditer(text, line.start, line.end):
        if int(match["number"]) == len(marks) + 1:
            marks.append(match)
    if len(marks) < _INLINE_LEAST:
        return []
    pieces: list[_Piece] = []
    start = marks[0].start()
    lead = stripped(Span(line.start, start), text) if start > line.start else None
    if lead is not None:
        pieces.append(_Piece(lead, Kind.BODY))
    for mark, end in zip(marks, [*(m.start() for m in marks[1:]), line.end], strict=True):
        piece = stripped(Span(mark.end(), end), text) if mark.end() < end else None
        if piece is not None:
            pieces.append(_Piece(piece, Kind.POINT, mark["number"]))
    return pieces


def _bare_number(text: str, line: Span, cues: _Cues) -> int | None:
    match = _BARE_NUMBER.match(text, line.start, line.end) or cues.point.match(
        text, line.start, line.end
    )
    number = match["number"] if match else None
    return int(number) if number and number.isdigit() else None


def _continues(numbers: Sequence[int | None], index: int) -> bool:
    """Return whether a line whose number has no stop belongs to a run of numbered lines."""
    mine = numbers[index]
    if mine is None:
        return False
    near = [n for n in numbers[max(index - 3, 0) : index + 4] if n is not None]
    return mine + 1 in near or mine - 1 in near


def _is_headline(text: str, line: Span, index: int, count: int) -> bool:
    words = text[line.start : line.end]
    most = _ARABIC_HEADLINE_MAX if _ARABIC.search(words) else _HEADLINE_MAX
    if index >= _HEADLINE_LINES or count < 2 or len(words) > most:
        return False
    if words[-1] in '.:;,…”"؛،':
        return False
    return index == 0 or len(words.split()) >= _FRAGMENT_WORDS


def _iter_clauses(text: str, sentence: Span, cues: _Cues) -> Iterator[Span]:
    """Yield the clauses of a sentence; a fragment of too few words stays with its neighbor."""
    start = sentence.start
    for cut in cues.clause_break.finditer(text, sentence.start, sentence.end):
        if cut.start() == sentence.start or _is_fragment(text, start, cut.start()):
            continue
        if _is_fragment(text, cut.end(), sentence.end) or _joins_names(text, start, cut, cues):
            continue
        piece = stripped(Span(start, cut.start()), text)
        if piece is not None:
            yield piece
        start = cut.end()
    last = stripped(Span(start, sentence.end), text) if start < sentence.end else None
    if last is not None:
        yield last


def _joins_names(text: str, start: int, cut: re.Match[str], cues: _Cues) -> bool:
    """Return whether an `and` joins those who do something: no verb stands before it."""
    if cues.verbs is None or not text.startswith("and ", cut.end()) or text[cut.start()] in _HARD:
        return False
    return cues.verbs.search(text, start, cut.start()) is None


def _is_fragment(text: str, start: int, end: int) -> bool:
    return len(text[start:end].split(maxsplit=_FRAGMENT_WORDS)) < _FRAGMENT_WORDS
