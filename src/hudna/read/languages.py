"""Languages: which one a text is in, from its script and its commonest words."""

import re
from collections import Counter

from hudna.domain.documents import Rendition

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
_STOPWORDS = {
    "en": "the of and to in a is that for on with as by was from at are has have be it".split(),
    "fr": "le la les des et en un une du que dans pour est sur par avec au qui ne pas".split(),
    "es": "el la los las de que y en un una del por con para es al se su no lo".split(),
    "pt": "o a os as de que e em um uma do da dos das por com para no na se".split(),
    "de": "der die das und in den von zu mit dem des im ist ein eine nicht auf sich für".split(),
    "tr": "ve bir bu için ile de da olarak olan en çok daha sonra kadar gibi".split(),
    "id": "yang dan di dengan untuk dari pada dalam itu ini akan oleh tidak".split(),
    "it": "il la di che e in un una per con del della è le i gli non si".split(),
}
_SAMPLE = 4000


def find_language(rendition: Rendition, declared: str | None = None) -> str | None:
    """Return the ISO 639-1 code of the language of a text: as declared, else as it looks, or None where neither tells."""
    if declared:
        return declared.casefold().split("-")[0]
    sample = rendition.text[:_SAMPLE]
    letters = {code: len(pattern.findall(sample)) for code, pattern in _SCRIPTS}
    latin = len(_LATIN.findall(sample))
    script, most = max(letters.items(), key=lambda item: item[1])
    if most > latin:
        return script
    words = Counter(_WORD.findall(sample.casefold()))
    shares = {code: sum(words[w] for w in common) for code, common in _STOPWORDS.items()}
    best = max(shares, key=lambda code: shares[code])
    return best if shares[best] else None
