"""Match keys: forms of a text for comparing and searching, never for quoting.

`folded` keeps the length, so that an offset in the folded text is the offset in the text itself.
`match_key` is for comparing two names: it drops marks, punctuation and white space differences
altogether.
"""

import re
import unicodedata
from functools import lru_cache

_QUOTES = {
    "\u2018": "'",
    "\u2019": "'",
    "\u02bc": "'",
    "\u02bb": "'",
    "\u02bf": "'",
    "\u02be": "'",
    "`": "'",
    "\u00b4": "'",
}
_DOUBLE = {"\u201c": '"', "\u201d": '"', "\u00ab": '"', "\u00bb": '"', "\u201e": '"'}
_DASHES = dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-")
_SPACES = dict.fromkeys("\u00a0\u2007\u202f\u2009", " ")
_ARABIC = {
    "أ": "ا",
    "إ": "ا",
    "آ": "ا",
    "ٱ": "ا",
    "ى": "ي",
    "ی": "ي",
    "ک": "ك",
    "ة": "ه",
    "ؤ": "و",
    "ئ": "ي",
}
_DIGITS = {chr(0x0660 + n): str(n) for n in range(10)} | {
    chr(0x06F0 + n): str(n) for n in range(10)
}
_SPECIAL = {**_QUOTES, **_DOUBLE, **_DASHES, **_SPACES, **_ARABIC, **_DIGITS}
_TATWEEL = "\u0640"
_NOT_WORD = re.compile(r"[^\w]+")
_ARTICLE = re.compile(r"\b(?:al|el|as|ash|an|ad|ar|az|at)[- ](?=\w)")


@lru_cache(maxsize=65536)
def _folded_char(char: str) -> str:
    special = _SPECIAL.get(char)
    if special is not None:
        return special
    base = unicodedata.normalize("NFD", char)[0]
    lowered = base.casefold()
    return lowered if len(lowered) == 1 else char.lower() if len(char.lower()) == 1 else char


class _Folding(dict[int, str]):
    def __missing__(self, code: int) -> str:
        folded_char = self[code] = _folded_char(chr(code))
        return folded_char


_FOLDING = _Folding()


def folded(text: str) -> str:
    """Return a text in lower case, without accents.

    Quotes, dashes, digits and Arabic letter forms become plain. The result has as many code
    points as the text, each at its own offset.
    """
    return text.translate(_FOLDING)


@lru_cache(maxsize=16384)
def match_key(name: str) -> str:
    """Return the form under which two spellings of a name are compared.

    Case, accents, vowel marks, hyphens, apostrophes and the Arabic article before a word make no
    difference; the order of words does.
    """
    bare = "".join(
        c
        for c in unicodedata.normalize("NFKD", name)
        if not unicodedata.combining(c) and c != _TATWEEL
    )
    spread = folded(bare).replace("'", "")
    return _NOT_WORD.sub(" ", _ARTICLE.sub("", spread)).strip()


_MARK = r"[\u064b-\u065f\u0670\u0640\u200b-\u200f\u061c]"
_MARKED_WORD = re.compile(rf"[^\W\d_]*{_MARK}(?:{_MARK}|[^\W\d_])*")
_MARKS = re.compile(_MARK)


def folded_arabic(text: str) -> str:
    """Return an Arabic text folded, without vowel marks, tatweel and signs of direction.

    The letters of a word close ranks and as many spaces follow them, so that the result has as many
    code points as the text and each word begins at its own offset.
    """
    return _MARKED_WORD.sub(_without_marks, folded(text))


def _without_marks(word: re.Match[str]) -> str:
    return _MARKS.sub("", word.group()).ljust(len(word.group()))
