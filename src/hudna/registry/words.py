"""Words: what full-text search looks for and how it is written in the index.

The index holds folded words (`hudna.text.folding`), so that case, accents, vowel marks and Arabic
letter forms make no difference; the texts themselves are never folded.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from hudna.errors import InputError
from hudna.text.folding import folded
from hudna.text.spans import Span

MOST_PHRASES = 64
"""How many different words one search takes."""

_MARKS = (
    "\u0300-\u036f"
    "\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7"
    "\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed"
)
"""Marks that a reader may leave out: accents, Hebrew points, Arabic vowels, the Arabic stretch."""

_MARK = re.compile(f"[{_MARKS}]+")
_PIECE = re.compile(r'"([^"]*)"?|([^\s"]+)')
_WORD = re.compile(r"[^\W_]+")
_BETWEEN = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that must stand one after the other.

    Attributes:
        words: The words, folded.
        is_open: Whether the last word may go on (`ceas*`).
    """

    words: tuple[str, ...]
    is_open: bool = False


def indexed(text: str) -> str:
    """Return the form of a text that is indexed.

    Beyond ASCII, what is no word is a space: which characters make a word is decided here, and the
    index, whose tables of characters are of another age, has no say in it.
    """
    if text.isascii():
        return text.lower()
    return _BETWEEN.sub(" ", _MARK.sub("", folded(text)))


def iter_words(text: str) -> Iterator[str]:
    """Yield the words of a text that `indexed` wrote."""
    return (found.group() for found in _WORD.finditer(text))


def parse_phrases(query: str) -> tuple[Phrase, ...]:
    """Return the phrases that a person looks for; all of them must be found.

    Words stand for themselves, `"…"` keeps words together, `*` at the end of a word stands for any
    ending. Everything else is punctuation; nothing is an operator.

    Raises:
        InputError: There is no letter and no digit in it, or there are too many words.
    """
    phrases = dict.fromkeys(
        Phrase(words, is_open=bool(bare) and bare.endswith("*"))
        for quoted, bare in _PIECE.findall(query)
        if (words := tuple(_WORD.findall(indexed(quoted or bare))))
    )
    if len(phrases) > MOST_PHRASES:
        raise InputError(
            f"a search takes up to {MOST_PHRASES} words, and this has {len(phrases)}",
            code="input-search",
        )
    if not phrases:
        raise InputError(
            f"a search needs a word, and {query!r} has none", code="input-search", subject=query
        )
    return tuple(phrases)


def to_match(phrases: tuple[Phrase, ...]) -> str:
    """Return the phrases as an FTS5 query; every word is quoted, so that none is an operator."""
    return " AND ".join(f'"{" ".join(p.words)}"{"*" if p.is_open else ""}' for p in phrases)


def find_all(phrases: tuple[Phrase, ...], text: str) -> tuple[Span, ...]:
    """Return where the phrases stand in a text, from left to right."""
    expression = "|".join(_expression(phrase) for phrase in phrases)
    return tuple(Span(*found.span()) for found in re.finditer(expression, folded(text)))


def _expression(phrase: Phrase) -> str:
    marked = [f"[{_MARKS}]*".join(re.escape(c) for c in word) for word in phrase.words]
    ending = rf"[\w{_MARKS}]*" if phrase.is_open else rf"[{_MARKS}]*(?![^\W_])"
    return r"(?<![^\W_])" + r"[\W_]+".join(marked) + ending
