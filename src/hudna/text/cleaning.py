"""Normalisation: byte-order mark removed, line ends made LF, Unicode NFC, and nothing else.

Folding of case, accents and letter forms belongs in match keys (`hudna.text.folding`), never in
the text that is quoted.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from hudna.text.alignment import Alignment, Run, merged

WHOLE = "text"
"""The part name of an original that has only one part."""

_BOM = "\ufeff"
_CHANGED = re.compile(r"\r\n?")
_WORD = re.compile(r"[\x00-\x7f]*[^\x00-\x7f]+")
"""A stretch that can be cut off without changing the NFC around it.

ASCII composes with nothing before it.
"""


@dataclass(frozen=True, slots=True)
class Part:
    """A named part of an original, as text before normalisation."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Normalised:
    """A normalised text and where it came from."""

    text: str
    alignment: Alignment


def normalise(parts: Iterable[Part] | str, *, between: str = "\n") -> Normalised:
    """Return the normalised text of one or several parts, joined by a separator that has no origin.

    Args:
        parts: The parts in reading order, or the text of an original with a single part.
        between: What stands between two parts; it must be normalised already.
    """
    if isinstance(parts, str):
        parts = (Part(WHOLE, parts),)
    pieces: list[str] = []
    runs: list[Run] = []
    position = 0
    for number, part in enumerate(parts):
        if number:
            pieces.append(between)
            position += len(between)
        for start, end, text in _pieces(part.text):
            if text:
                pieces.append(text)
                runs.append(Run(position, position + len(text), part.name, start, end))
                position += len(text)
    return Normalised("".join(pieces), merged(runs))


def is_normalised(text: str) -> bool:
    """Return whether normalisation would leave a text as it is."""
    return "\r" not in text and not text.startswith(_BOM) and unicodedata.is_normalized("NFC", text)


def _pieces(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield (start, end, normalised stretch) over a part, literal stretches as long as possible."""
    position = len(text) - len(text.lstrip(_BOM))
    for change in _CHANGED.finditer(text, position):
        yield from _composed(text, position, change.start())
        yield change.start(), change.end(), "\n"
        position = change.end()
    yield from _composed(text, position, len(text))


def _composed(text: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    """Yield the NFC of a stretch: whole where it is composed already, else word by word."""
    if start >= end:
        return
    stretch = text[start:end] if start or end < len(text) else text
    if unicodedata.is_normalized("NFC", stretch):
        yield start, end, stretch
        return
    literal = start
    for word in _WORD.finditer(text, start, end):
        if not unicodedata.is_normalized("NFC", word.group()):
            if literal < word.start():
                yield literal, word.start(), text[literal : word.start()]
            yield from _composed_word(word.group(), word.start())
            literal = word.end()
    if literal < end:
        yield literal, end, text[literal:end]


def _composed_word(word: str, start: int) -> Iterator[tuple[int, int, str]]:
    """Yield the NFC of a word, cut at the places where nothing composes.

    Composition that keeps the length (marks put into their canonical order) stays one for one, so
    that vowelled Arabic does not fall into a run for every letter.
    """
    literal = position = 0
    for cut in _cuts(word):
        piece = word[position:cut]
        composed = unicodedata.normalize("NFC", piece)
        if len(composed) != len(piece):
            if literal < position:
                yield (
                    start + literal,
                    start + position,
                    unicodedata.normalize("NFC", word[literal:position]),
                )
            yield start + position, start + cut, composed
            literal = cut
        position = cut
    if literal < len(word):
        yield start + literal, start + len(word), unicodedata.normalize("NFC", word[literal:])


def _cuts(word: str) -> Iterator[int]:
    """Yield the offsets at which a word can be cut without changing its NFC, the end included."""
    for offset in range(1, len(word)):
        if _is_boundary(word[offset]):
            yield offset
    yield len(word)


@lru_cache(maxsize=65536)
def _is_boundary(char: str) -> bool:
    """Return whether nothing before a character composes with it.

    Source:
        Unicode Standard Annex 15: a starter whose NFC_Quick_Check is Yes begins a new segment.
        Hangul vowels and trailing consonants, and the few starters that compose with what stands
        before them, answer Maybe.
    """
    if unicodedata.combining(char) or _composes(char):
        return False
    decomposed = unicodedata.normalize("NFD", char)
    return decomposed == char or (
        unicodedata.combining(decomposed[0]) == 0 and not _composes(decomposed[0])
    )


def _composes(char: str) -> bool:
    code = ord(char)
    return 0x1160 <= code <= 0x11FF or code in _COMPOSING_STARTERS


_COMPOSING_STARTERS = frozenset(
    code
    for code in (
        0x09BE, 0x09D7, 0x0B3E, 0x0B56, 0x0B57, 0x0BBE, 0x0BD7, 0x0CC2, 0x0CD5, 0x0CD6,
        0x0D3E, 0x0D57, 0x0DCF, 0x0DDF, 0x102E, 0x1B35, 0x110BA, 0x11127, 0x1133E, 0x11357,
        0x113B8, 0x113BB, 0x113C2, 0x113C9, 0x114B0, 0x114BA, 0x114BD, 0x115AF, 0x11930,
        0x1611E, 0x1611F, 0x16120, 0x16129, 0x16D67,
    )
)  # fmt: skip
