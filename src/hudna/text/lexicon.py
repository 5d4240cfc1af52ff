"""Lexicons: many names looked up in a text at once, word by word, the longest name first."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from hudna.text.folding import folded
from hudna.text.spans import Span

_WORD = re.compile(r"\w+")
_BETWEEN = re.compile(r"[ \t\-'.]{0,3}(?:the[ \t])?")
_ARTICLE = "the"


@dataclass(frozen=True, slots=True)
class Found:
    """A name found in a text.

    Attributes:
        span: Where it stands.
        key: What the lexicon knows it as.
    """

    span: Span
    key: str


class Lexicon:
    """Names and what they stand for, whatever their case, accents, hyphens and spaces.

    Args:
        names: Pairs of a name and its key; of two keys for one name the first is kept.
    """

    __slots__ = ("_by_first_word",)

    def __init__(self, names: Iterable[tuple[str, str]]) -> None:
        by_first_word: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        seen: set[tuple[str, ...]] = set()
        for name, key in names:
            words = _without_article(_WORD.findall(folded(name)))
            if words and words not in seen:
                seen.add(words)
                by_first_word.setdefault(words[0], []).append((words[1:], key))
        for rest in by_first_word.values():
            rest.sort(key=lambda entry: -len(entry[0]))
        self._by_first_word = by_first_word

    def iter_found(self, folded_text: str, within: Span) -> Iterator[Found]:
        """Yield the names in a stretch of folded text, from left to right, without overlap."""
        found = _WORD.finditer(folded_text, within.start, within.end)
        words = [word for word in found if word.group() != _ARTICLE]
        index = 0
        while index < len(words):
            length = 1
            known = self._by_first_word.get(words[index].group(), ())
            if known and _is_end_of_compound(folded_text, words[index].start()):
                known = ()
            for rest, key in known:
                if _follows(folded_text, words, index, rest):
                    length = 1 + len(rest)
                    yield Found(Span(words[index].start(), words[index + length - 1].end()), key)
                    break
            index += length


def _without_article(words: list[str]) -> tuple[str, ...]:
    return tuple(word for word in words if word != _ARTICLE)


def _is_end_of_compound(text: str, start: int) -> bool:
    """Return whether a word ends a compound: no name begins at the last word of `a-b-c`."""
    return start > 1 and text[start - 1] == "-" and text[start - 2].isalnum()


def _follows(text: str, words: list[re.Match[str]], index: int, rest: tuple[str, ...]) -> bool:
    if index + len(rest) >= len(words):
        return False
    for offset, word in enumerate(rest, index + 1):
        if words[offset].group() != word:
            return False
        if _BETWEEN.fullmatch(text, words[offset - 1].end(), words[offset].start()) is None:
            return False
    return True
