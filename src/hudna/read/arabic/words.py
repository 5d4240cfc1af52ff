"""Words: Arabic words apart from what is written together with them, and names made of them."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from hudna.text.folding import folded
from hudna.text.spans import Span

WORD = re.compile(r"\w+")
ARTICLE, TO_THE = "ال", "لل"
_AND, _TO = "وف", "بكل"
_BARE_LEAST = 3
_RUN_TOGETHER = 2
"""Names of how many words some sites print without the space between them."""
_BETWEEN = re.compile(r"[\s\"'()،.-]{1,4}")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a sentence.

    Attributes:
        span: Where it stands, without what is written together before it.
        text: The word, folded; with its article where `to the` stands before it.
    """

    span: Span
    text: str


def words_of(text: str, within: Span) -> list[re.Match[str]]:
    """Return the words of a stretch of folded text, with what is written together with them."""
    return list(WORD.finditer(text, within.start, within.end))


def readings_of(match: re.Match[str]) -> Iterator[Word]:
    """Yield a word with what is written together before it, and without, the longest first."""
    yield Word(Span(*match.span()), match.group())
    for joined in _AND:
        if match.group()[0] == joined and len(match.group()) > _BARE_LEAST:
            start = match.start() + 1
            yield Word(Span(start, match.end()), match.group()[1:])
            yield from _without_preposition(Span(start, match.end()), match.group()[1:])
    yield from _without_preposition(Span(*match.span()), match.group())


def _without_preposition(span: Span, text: str) -> Iterator[Word]:
    if text.startswith(TO_THE) and len(text) > len(TO_THE) + 1:
        yield Word(span, ARTICLE + text[len(TO_THE) :])
    elif text[:1] in _TO and len(text) > _BARE_LEAST:
        yield Word(Span(span.start + 1, span.end), text[1:])


def stem_of(word: str) -> str:
    """Return a folded word without what is written together before and after it, for counting.

    It is rough: two words may share a stem, and one word may have two.
    """
    return _AFTER_STEM.sub("", _BEFORE_STEM.sub("", word))


_BEFORE_STEM = re.compile(r"^(?:[وف]?(?:[بك]?ال|لل)|[وف](?=[يتسن]))(?=\w{3})")
_AFTER_STEM = re.compile(r"(?<=\w{3})(?:هما|تهم|تها|ات|ان|ين|ون|هم|ها|يه|وا|ه|ي|ا)$")


def alike(word: str) -> str:
    """Return the form under which a word of a name is compared: `الحوثيون` as `الحوثيين`."""
    word = _SPELLINGS.get(word, word)
    if len(word) > 4 and word.endswith("ون"):
        return word[:-2] + "ين"
    return word


_SPELLINGS = {
    "ابي": "ابو",
    "ابا": "ابو",
    "مليشيا": "ميليشيا",
    "مليشيات": "ميليشيات",
    "ميلشيا": "ميليشيا",
    "ميلشيات": "ميليشيات",
    "الديموقراطيه": "الديمقراطيه",
    "ديموقراطيه": "ديمقراطيه",
    "الاميركيه": "الامريكيه",
    "الاميركي": "الامريكي",
    "الافريقي": "الافريقي",
}


@dataclass(frozen=True, slots=True)
class Named:
    """A name found in a text.

    Attributes:
        span: Where it stands.
        key: What the names know it as.
        first: The word that it begins with.
        words: How many words it has.
    """

    span: Span
    key: str
    first: Word
    words: int


class Names:
    """Names and what they stand for, whatever is written together with their first words.

    Args:
        names: Pairs of a name and its key; of two keys for one name the first is kept.
    """

    __slots__ = ("_by_first_word",)

    def __init__(self, names: Iterable[tuple[str, str]]) -> None:
        by_first: dict[str, dict[tuple[str, ...], str]] = {}
        for name, key in names:
            words = [alike(word) for word in WORD.findall(folded(name))]
            if words:
                by_first.setdefault(words[0], {}).setdefault(tuple(words[1:]), key)
            if len(words) == _RUN_TOGETHER and all(w.startswith(ARTICLE) for w in words):
                by_first.setdefault("".join(words), {}).setdefault((), key)
        self._by_first_word = {
            first: sorted(rest.items(), key=lambda item: -len(item[0]))
            for first, rest in by_first.items()
        }

    def find_at(self, text: str, words: list[re.Match[str]], index: int) -> Named | None:
        """Return the longest name that begins at a word, or None."""
        best: Named | None = None
        for word in readings_of(words[index]):
            for rest, key in self._by_first_word.get(alike(word.text), ()):
                if best is not None and best.words > len(rest):
                    break
                if self._follows(text, words, index, rest):
                    span = Span(word.span.start, words[index + len(rest)].end())
                    best = Named(span, key, word, 1 + len(rest))
                    break
        return best

    def iter_found(self, text: str, words: list[re.Match[str]]) -> Iterator[Named]:
        """Yield the names among words, from left to right, without overlap."""
        index = 0
        while index < len(words):
            found = self.find_at(text, words, index)
            if found is not None:
                yield found
            index += found.words if found is not None else 1

    @staticmethod
    def _follows(text: str, words: list[re.Match[str]], index: int, rest: tuple[str, ...]) -> bool:
        if index + len(rest) >= len(words):
            return False
        for offset, word in enumerate(rest, index + 1):
            if alike(words[offset].group()) != word:
                return False
            if _BETWEEN.fullmatch(text, words[offset - 1].end(), words[offset].start()) is None:
                return False
        return True


def without_joined(text: str, span: Span, pattern: re.Pattern[str]) -> Span:
    """Return a match of a cue without 'and', 'in' or 'to' before its first word."""
    while text[span.start] in _AND + _TO and pattern.fullmatch(text[span.start + 1 : span.end]):
        span = Span(span.start + 1, span.end)
    return span


def disagrees(verb: str, noun: str, genders: Mapping[str, frozenset[str]]) -> bool:
    """Return whether a noun behind a folded verb cannot be its subject: `طالبت المجلس`."""
    first = verb.split()[0].removeprefix("و").removeprefix("ف")
    head = noun.split()[0].removeprefix(ARTICLE)
    is_feminine = first.endswith("ت") or (
        first.startswith("ت") and not first.startswith(_MASCULINE_T)
    )
    return head in genders["masculine" if is_feminine else "feminine"]


_MASCULINE_T = ("توصل", "تعهد", "تراجع", "تبادل", "توعد", "توقع", "تحدث", "تساءل", "تنصل")


def genders_of(reading: Mapping[str, Any]) -> dict[str, frozenset[str]]:
    """Return the nouns of each gender, folded."""
    listed: dict[str, list[str]] = reading["genders"]
    return {gender: frozenset(folded(word) for word in words) for gender, words in listed.items()}


def name_in(page_words: str, first: Word) -> str:
    """Return a name as written, with its article where `to the` stands before it."""
    if first.text.startswith(ARTICLE) and page_words.startswith(TO_THE):
        return ARTICLE + page_words[len(TO_THE) :]
    return page_words
