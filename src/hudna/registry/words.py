"""Words: what full-text search looks for and how it is written in the index.

The index holds folded words (`hudna.text.folding`), so that case, accents, vowel marks and Arabic
letter forms make no difference; the texts themselves are never folded.
"""

import re
from collections.abc import Iterable, Iterator
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

_ARABIC_WORD = re.compile(r"[\u0621-\u064a]+")
_ARTICLE = "ال"
_PROCLITICS = tuple(
    f"{before}{after}"
    for before in ("", "و", "ف")
    for after in ("", "ال", "ب", "بال", "ل", "لل", "ك", "كال")
)
"""What Arabic writes together with the word behind it: *and*, *so*; the article, *in*, *to*."""
_MOST_WIDENED = 24
_SHORTEST = 3
"""How many letters a word needs, lest a particle and a short word make another word."""
_SHORTEST_WITH_ARTICLE = 4
_SUN = ("d", "dh", "l", "n", "r", "s", "sh", "t", "th", "z")
"""The letters at the beginning of a word that the article takes over (`an-Nusra`, `ash-Sham`)."""
_LATIN_ARTICLES = frozenset(f"{vowel}{sun}" for vowel in "ae" for sun in _SUN)


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


Alternatives = tuple[Phrase, ...]
"""Phrases of which one has to be found; the first is what was asked for."""


def widened(phrases: Iterable[Phrase]) -> tuple[Alternatives, ...]:
    """Return phrases with what else they may look like in a text.

    An Arabic word is found with the article and with the particles that are written together with
    it, whether it was asked for with the article or without. A Latin word behind an Arabic article
    (`al-Nusra`) is found behind any form of the article that it may have, apart or together. Of
    many phrases none is widened.
    """
    phrases = tuple(phrases)
    if len(phrases) > _MOST_WIDENED:
        return tuple((phrase,) for phrase in phrases)
    return tuple(tuple(dict.fromkeys(_iter_alike(phrase))) for phrase in phrases)


def _iter_alike(phrase: Phrase) -> Iterator[Phrase]:
    yield phrase
    first, rest = phrase.words[0], phrase.words[1:]
    if _ARABIC_WORD.fullmatch(first):
        bare = first.removeprefix(_ARTICLE) if len(first) > _SHORTEST_WITH_ARTICLE else first
        if len(bare) >= _SHORTEST:
            yield from (Phrase((f"{each}{bare}", *rest), phrase.is_open) for each in _PROCLITICS)
    elif rest and first in _LATIN_ARTICLES and rest[0].isascii() and rest[0].isalpha():
        for article in _articles_before(rest[0]):
            yield Phrase((article, *rest), phrase.is_open)
            yield Phrase((f"{article}{rest[0]}", *rest[1:]), phrase.is_open)


def _articles_before(word: str) -> Iterator[str]:
    """Yield the forms that the Arabic article has before a word in Latin letters."""
    letters = ["l", *(sun for sun in _SUN if word.startswith(sun))]
    yield from (f"{vowel}{each}" for each in letters for vowel in "ae")


def stem(word: str) -> str:
    """Return an indexed word without what Arabic writes together with it, as letters tell it."""
    if not _ARABIC_WORD.fullmatch(word):
        return word
    for each in sorted(_PROCLITICS, key=len, reverse=True):
        if len(each) > 1 and word.startswith(each) and len(word) - len(each) >= _SHORTEST:
            return word[len(each) :]
    return word


def to_match(groups: Iterable[Alternatives]) -> str:
    """Return what all has to be found as an FTS5 query.

    Every word is quoted, so that none is an operator.
    """
    return " AND ".join(_to_match(group) for group in groups)


def _to_match(group: Alternatives) -> str:
    each = [f'"{" ".join(p.words)}"{"*" if p.is_open else ""}' for p in group]
    return each[0] if len(each) == 1 else f"({' OR '.join(each)})"


def find_all(phrases: Iterable[Phrase], text: str) -> tuple[Span, ...]:
    """Return where the phrases stand in a text, from left to right."""
    expression = "|".join(_expression(phrase) for phrase in phrases)
    return tuple(Span(*found.span()) for found in re.finditer(expression, folded(text)))


def _expression(phrase: Phrase) -> str:
    marked = [f"[{_MARKS}]*".join(re.escape(c) for c in word) for word in phrase.words]
    ending = rf"[\w{_MARKS}]*" if phrase.is_open else rf"[{_MARKS}]*(?![^\W_])"
    return r"(?<![^\W_])" + r"[\W_]+".join(marked) + ending
