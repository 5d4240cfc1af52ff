"""Recognizing: the picture of a page to its text, each word with its box.

A page is made even and read once; where that went poorly, or left ink without words, it is read
again in other ways, and the reading with the most words to be sure of is kept.
"""

import itertools
import re
import statistics
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from hudna.domain.scans import Box, Scan, ScannedWord
from hudna.intake.lines import find_joints
from hudna.intake.pictures import Picture, cleared, find_missed, find_skew, turned
from hudna.intake.tesseract import FoundWord, Recognizer, find_turn, find_words
from hudna.text.spans import Span

_WHOLE_PAGE, _ONE_BLOCK = 3, 6
"""Tesseract's layouts: blocks are looked for, or all is one block of lines."""
_SURE = 60.0
"""From which confidence on a word counts for a reading."""
_POOR = 70.0
"""Below which mean confidence a page is read again in other ways."""
_MISSED = 0.004
"""Which share of the ink may be without words; it is none where every line was found."""
_SMALLER = 2 / 3
"""To which size a page is reduced where lines were lost: Tesseract then finds other ones."""
_GAIN = 1.02
"""How many times the sure letters of a reading another one must have to be preferred."""
_LEAST_SIDE = 24
"""A picture with a shorter side, in pixels, holds no line of text."""
_ARABIC_SCRIPT = frozenset(("ara", "fas", "urd", "pus", "snd", "uig", "kur_ara"))
_ARABIC_SHARE = 0.7
"""From which share of Arabic letters on a page may be in Arabic alone: others may be misread."""
_KEPT_SHARE = 0.97
"""How many of its sure letters another reading must have: real words in English are more."""


@dataclass(frozen=True, slots=True)
class Page:
    """What was recognized on a page.

    Attributes:
        text: Its words, set as lines of prose.
        scan: Where they stand.
        missed: Which share of the ink is no word, from 0 to 1.
    """

    text: str
    scan: Scan
    missed: float


@dataclass(slots=True)
class _Attempts:
    """The readings of one page: the best so far, and the time that is left."""

    recognizer: Recognizer
    deadline: float
    picture: Picture
    turned: float
    languages: tuple[str, ...]
    words: tuple[FoundWord, ...] = ()
    _missed: float | None = field(default=None)

    @property
    def left_s(self) -> float:
        return self.deadline - time.monotonic()

    @property
    def is_poor(self) -> bool:
        return not self.words or _mean(self.words) < _POOR

    @property
    def missed(self) -> float:
        if self._missed is None:
            self._missed = self.missed_by(self.words)
        return self._missed

    def missed_by(self, words: Sequence[FoundWord]) -> float:
        boxes = [box for word in words for box in (word.box, word.line_box)]
        return find_missed(self.picture.image, boxes)

    def read(
        self,
        picture: Picture,
        *,
        layout: int = _WHOLE_PAGE,
        languages: tuple[str, ...] | None = None,
    ) -> tuple[FoundWord, ...]:
        return find_words(
            picture.content,
            self.recognizer,
            languages=languages or self.languages,
            layout=layout,
            dpi=picture.dpi,
            seconds=self.left_s,
        )

    def keep(self, words: tuple[FoundWord, ...]) -> None:
        self.words, self._missed = words, None

    def keep_better(self, words: tuple[FoundWord, ...]) -> None:
        if _sure_letters(words) > _GAIN * _sure_letters(self.words):
            self.keep(words)


def recognize(picture: Picture, part: str, recognizer: Recognizer, *, seconds: float) -> Page:
    """Return the text of a page and where its words stand.

    Args:
        picture: The page.
        part: What it is called: `page 2`.
        recognizer: What recognizes its words.
        seconds: How long it may take, all its readings together.

    Raises:
        InputError: The recognizer fails, or its readings take too long; which of them are needed
            never depends on the time, so that a page is always read in the same way.
    """
    attempts = _Attempts(recognizer, time.monotonic() + seconds, picture, 0.0, recognizer.languages)
    if min(picture.image.size) < _LEAST_SIDE:
        return _to_page(attempts, part)
    _make_even(attempts)
    attempts.keep(attempts.read(attempts.picture))
    for improve in (_turn, _clear, _in_one_script, _find_lines):
        improve(attempts)
    return _to_page(attempts, part)


def _make_even(attempts: _Attempts) -> None:
    angle = find_skew(attempts.picture.image)
    if angle:
        attempts.picture = replace(attempts.picture, image=turned(attempts.picture.image, angle))
        attempts.turned += angle


def _turn(attempts: _Attempts) -> None:
    """Read a page that lies on its side, or stands on its head, as it should stand."""
    if not attempts.is_poor:
        return
    clockwise = find_turn(attempts.picture.content, attempts.recognizer, seconds=attempts.left_s)
    if not clockwise:
        return
    degrees = attempts.turned - clockwise
    before = (attempts.picture, attempts.turned)
    attempts.picture = replace(attempts.picture, image=turned(attempts.picture.image, -clockwise))
    attempts.turned = degrees
    if clockwise != 180:
        _make_even(attempts)
    words = attempts.read(attempts.picture)
    if _sure_letters(words) > _GAIN * _sure_letters(attempts.words):
        attempts.keep(words)
    else:
        attempts.picture, attempts.turned = before


def _clear(attempts: _Attempts) -> None:
    """Read a page without its specks."""
    if attempts.is_poor:
        clear = replace(attempts.picture, image=cleared(attempts.picture.image))
        attempts.keep_better(attempts.read(clear))


def _find_lines(attempts: _Attempts) -> None:
    """Read a page as one block, or smaller, where a line of it was lost."""
    picture = attempts.picture
    if attempts.is_poor:
        picture = replace(picture, image=cleared(picture.image))
    if attempts.missed > _MISSED:
        _keep_fuller(attempts, attempts.read(picture, layout=_ONE_BLOCK))
    if attempts.missed > _MISSED:
        small = picture.reduced(_SMALLER)
        words = tuple(_enlarged(word, 1 / _SMALLER) for word in attempts.read(small))
        _keep_fuller(attempts, words)


def _keep_fuller(attempts: _Attempts, words: tuple[FoundWord, ...]) -> None:
    """Keep another reading of the same picture where it loses less ink and hardly a sure word."""
    is_as_sure = _sure_letters(words) >= _KEPT_SHARE * _sure_letters(attempts.words)
    if is_as_sure and attempts.missed_by(words) < attempts.missed / 2:
        attempts.keep(words)


def _enlarged(word: FoundWord, factor: float) -> FoundWord:
    return replace(word, box=word.box.enlarged(factor), line_box=word.line_box.enlarged(factor))


def _in_one_script(attempts: _Attempts) -> None:
    """Read a page all in Arabic again without other languages, which only disturb it."""
    arabic = tuple(each for each in attempts.languages if each in _ARABIC_SCRIPT)
    if not arabic or len(arabic) == len(attempts.languages):
        return
    letters = [char for word in attempts.words for char in word.text if char.isalpha()]
    if not letters or sum(map(_is_arabic, letters)) < _ARABIC_SHARE * len(letters):
        return
    before = attempts.words
    attempts.languages = arabic
    words = attempts.read(attempts.picture)
    if _sure_letters(words) >= _KEPT_SHARE * _sure_letters(before):
        attempts.keep(words)


def _is_arabic(char: str) -> bool:
    return "\u0600" <= char <= "\u08ff" or "\ufb50" <= char <= "\ufefc"


def _mean(words: Sequence[FoundWord]) -> float:
    length = sum(len(word.text) for word in words)
    return sum(word.confidence * len(word.text) for word in words) / length if length else 0.0


def _sure_letters(words: Sequence[FoundWord]) -> int:
    return sum(len(word.text) for word in words if word.confidence >= _SURE)


def _to_page(attempts: _Attempts, part: str) -> Page:
    """Set the words of a page as lines of prose."""
    lines: dict[tuple[int, int, int], list[FoundWord]] = {}
    for word in attempts.words:
        lines.setdefault(word.line, []).append(word)
    grouped = list(lines.values())
    texts = [" ".join(word.text for word in line) for line in grouped]
    before = ["", *_joints(texts, [line[0].line_box for line in grouped])]
    width, height = attempts.picture.image.size
    pieces: list[str] = []
    words: list[ScannedWord] = []
    position = 0
    for number, (joint, line) in enumerate(zip(before, grouped, strict=False)):
        for index, word in enumerate(line):
            gap = " " if index else joint
            position += len(gap)
            span = Span(position, position + len(word.text))
            words.append(
                ScannedWord(span, _within(word.box, width, height), round(word.confidence), number)
            )
            pieces += [gap, word.text]
            position = span.end
    recognizer = replace(attempts.recognizer, languages=attempts.languages)
    scan = Scan(part, width, height, round(attempts.turned, 1), recognizer.name, tuple(words))
    return Page("".join(pieces), scan, attempts.missed)


def _joints(texts: Sequence[str], boxes: Sequence[Box]) -> Iterator[str]:
    """Yield what stands between the lines of a page: where they are far apart, a paragraph ends."""
    height = statistics.median(box.bottom - box.top for box in boxes) if boxes else 0
    middles = [(box.top + box.bottom) / 2 for box in boxes]
    pitches = [below - above for above, below in itertools.pairwise(middles)]
    lines = sorted(pitch for pitch in pitches if pitch > height / 2)
    # A quarter of the lines of prose, at least, go on with a paragraph.
    usual = lines[len(lines) // 4] if lines else 0
    pairs = itertools.pairwise(texts)
    for joint, pitch, (before, after) in zip(find_joints(texts), pitches, pairs, strict=True):
        if pitch > _WIDE * usual:
            yield "\n\n"
        # The dot after a number is often lost.
        elif _SENTENCE_END.search(before) and after[:1].isdigit():
            yield "\n"
        else:
            yield joint


_WIDE = 1.35
"""How many times as far apart as usual two lines are between which a paragraph ends."""
_SENTENCE_END = re.compile(r"[.:;؛؟!]$")


def _within(box: Box, width: int, height: int) -> Box:
    """Return the part of a box that lies on the page, at least a pixel of it."""
    left, top = min(box.left, width - 1), min(box.top, height - 1)
    return Box(
        left, top, max(min(box.right, width), left + 1), max(min(box.bottom, height), top + 1)
    )
