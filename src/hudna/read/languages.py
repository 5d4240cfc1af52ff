"""Languages: which one a text is in, from its script and its commonest words."""

import re
from collections import Counter
from functools import lru_cache

from hudna.domain.documents import Rendition
from hudna.vocabulary import Vocabulary

_SCRIPTS = (
    ("ar", re.compile(r"[\u0600-\u06ff]")),
    ("ru", re.compile(r"[\u0400-\u04ff]")),
    ("he", re.compile(r"[\u0590-\u05ff]")),
    ("zh", re.compile(r"[\u4e00-\u9fff]")),
    ("my", re.compile(r"[\u1000-\u109f]")),
    ("am", re.compile(r"[\u1200-\u137f]")),
)
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
_WORD = re.compile(r"[a-z\u00e0-\u024f]+")
_SAMPLE = 4000


@lru_cache(maxsize=4)
def _common_words(vocabulary: Vocabulary) -> dict[str, tuple[str, ...]]:
    words: dict[str, str] = vocabulary.get("reading")["language_words"]
    return {code: tuple(common.split()) for code, common in words.items()}


def find_language(
    rendition: Rendition, vocabulary: Vocabulary, *, declared: str | None = None
) -> str | None:
    """Return the ISO 639-1 code of the language of a text, or None where nothing tells.

    Args:
        rendition: The text.
        vocabulary: The commonest words of the languages in Latin letters.
        declared: The language as the document declares it; it is believed.
    """
    if declared:
        return declared.casefold().split("-")[0]
    sample = rendition.text[:_SAMPLE]
    letters = {code: len(pattern.findall(sample)) for code, pattern in _SCRIPTS}
    script = max(letters, key=lambda code: letters[code])
    if letters[script] > len(_LATIN.findall(sample)):
        return script
    words = Counter(_WORD.findall(sample.casefold()))
    shares = {c: sum(words[w] for w in common) for c, common in _common_words(vocabulary).items()}
    best = max(shares, key=lambda code: shares[code])
    return best if shares[best] else None
