"""Transliterations: forms under which spellings of Arabic names in Latin letters meet.

`spelling_key` brings spellings of one name together and is meant to keep two names apart;
`consonants_of` goes further, across scripts too, and is for suggesting and never for deciding. Both
stand on `match_key`, which has dropped case, accents, hyphens and the article before a word.
"""

import re
from collections.abc import Mapping
from functools import lru_cache

from hudna.text.folding import match_key

_ARABIC_ARTICLE = "ال"
_SHORTEST_WITH_ARTICLE = 4
_JOINED_ARTICLE = re.compile(
    r"^(?:(?:al|el)(?=[b-df-hj-np-tv-z])(?=\w{4})|a(?=([b-df-hj-np-tv-z])\1\w{2})|ash(?=sh))"
)
"""An article written together with its word: `alsham`, `annusra`, `ashsham`."""
_SPELLINGS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), made)
    for pattern, made in (
        (r"([^\W_])\1+", r"\1"),
        (r"(?:i|e|ai|ei)?y[ae]h?$", "iya"),
        (r"(?<=[b-df-hj-np-tv-z])ia$", "iya"),
        (r"[ae]h$", "a"),
        (r"(?:ay|ai|ei|ey|ae)", "ai"),
        (r"(?:ou|ow|u|o|w)(?=[b-df-hj-np-tv-z]|$)", "u"),
        (r"(?:ee|ie|e|i)(?=[b-df-hj-np-tv-z]|$)", "i"),
        (r"([^\W_])\1+", r"\1"),
    )
)
_DOUBLED = re.compile(r"([^\W_])\1+")
_LETTERS: Mapping[str, str] = {
    "ب": "b",
    "ت": "t",
    "ث": "t",
    "ج": "j",
    "خ": "k",
    "د": "d",
    "ذ": "d",
    "ر": "r",
    "ز": "z",
    "س": "s",
    "ش": "c",
    "ص": "s",
    "ض": "d",
    "ط": "t",
    "ظ": "d",
    "غ": "g",
    "ف": "f",
    "ق": "k",
    "ك": "k",
    "ل": "l",
    "م": "m",
    "ن": "n",
}
"""The consonants of Arabic; those that transliterations leave out, or write as vowels, are not."""
_DIGRAPHS = (("kh", "k"), ("gh", "g"), ("th", "t"), ("dh", "d"), ("sh", "c"), ("ch", "c"))
_SINGLE = str.maketrans({"q": "k", "p": "b", "v": "f"} | dict.fromkeys("aeiouyhw'"))
_CONSTRUCT = re.compile(r"(?<=\w\w)at$")
"""The ending of a word that another follows: *Jabhat* of *Jabha*."""


@lru_cache(maxsize=65536)
def spelling_key(name: str) -> str:
    """Return the form under which spellings of a name meet.

    Besides what `match_key` makes one, it is the article written together with its word or taken
    over by its first letter, `-iya`, `-iyya`, `-iyah` and `-iyyah`, doubled letters, `-a` and
    `-ah`, long vowels, and the Arabic article. An acronym, written in capitals, stays as it is.
    """
    if name.isupper():
        return match_key(name)
    return " ".join(_spelled(word) for word in match_key(name).split() if word != "the")


@lru_cache(maxsize=65536)
def consonants_of(name: str) -> str:
    """Return the consonants of a name, word by word, the same in Arabic and in Latin letters.

    Two names with the same consonants may be one name; many are not.
    """
    words = [word for word in match_key(name).split() if word != "the"]
    last = len(words) - 1
    found = (_bare(word, is_last=index == last) for index, word in enumerate(words))
    return " ".join(word for word in found if word)


def _spelled(word: str) -> str:
    if not word.isascii():
        return _without_article(word)
    spelled = _JOINED_ARTICLE.sub("", word)
    for pattern, made in _SPELLINGS:
        spelled = pattern.sub(made, spelled)
    return spelled


def _bare(word: str, *, is_last: bool) -> str:
    if not word.isascii():
        bare = "".join(_LETTERS.get(letter, "") for letter in _without_article(word))
        return _DOUBLED.sub(r"\1", bare)
    spelled = _JOINED_ARTICLE.sub("", word)
    if not is_last:
        spelled = _CONSTRUCT.sub("a", spelled)
    for digraph, letter in _DIGRAPHS:
        spelled = spelled.replace(digraph, letter)
    return _DOUBLED.sub(r"\1", spelled.translate(_SINGLE))


def _without_article(word: str) -> str:
    is_long = len(word) > _SHORTEST_WITH_ARTICLE
    return word.removeprefix(_ARABIC_ARTICLE) if is_long else word
