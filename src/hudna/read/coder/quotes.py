"""Quotes: where the words that a model gives stand in what it was shown."""

import re
import unicodedata
from functools import lru_cache

from hudna.domain.documents import Rendition
from hudna.domain.evidence import Evidence
from hudna.read.coder.fences import WRITTEN
from hudna.text.spans import Span

MOST_CHARS = 2000
"""How long a quote may be: who quotes a whole document points at nothing."""
_ALIKE = ("'’‘ʼ`´", '"“”„«»', "-‐‑‒–—−")
"""Signs that are written one for another; what is cited is always the document's own."""
_WORD = re.compile(r"\w")
_ARABIC = re.compile(r"[\u0600-\u06ff]")


def find_quote(
    rendition: Rendition, words: str, within: Span, *, near: Span | None = None
) -> Evidence | None:
    """Return words where they stand within a stretch of a text, or None where they do not.

    White space may differ, and the shape of quotation marks and dashes. Of several places the first
    counts, or the one nearest to `near`.

    Args:
        rendition: The text.
        words: The words as somebody gave them.
        within: Where they have to stand.
        near: Where they are wanted.
    """
    pattern = _pattern(words)
    if pattern is None:
        return None
    spans = [Span(m.start(), m.end()) for m in pattern.finditer(rendition.text, *_ends(within))]
    if not spans:
        return None
    if near is not None:
        spans.sort(key=lambda span: _distance(span, near))
    return rendition.cite(spans[0])


def _ends(span: Span) -> tuple[int, int]:
    return span.start, span.end


def _distance(one: Span, other: Span) -> int:
    return max(one.start - other.end, other.start - one.end, 0)


@lru_cache(maxsize=256)
def _pattern(words: str) -> re.Pattern[str] | None:
    """Return what finds words, or None where they hold no letter or digit, or too much."""
    shown = unicodedata.normalize("NFC", words).strip()
    if len(shown) > MOST_CHARS or _WORD.search(shown) is None:
        return None
    joined = r"\s+".join("".join(map(_sign, part)) for part in shown.split())
    before = r"(?<!\w)" if _WORD.match(shown[0]) and not _ARABIC.match(shown[0]) else ""
    after = r"(?!\w)" if _WORD.match(shown[-1]) and not _ARABIC.match(shown[-1]) else ""
    return re.compile(before + joined + after)


def _sign(char: str) -> str:
    alike = next((signs for signs in _ALIKE if char in signs), None)
    if alike is not None:
        return f"[{re.escape(alike)}]"
    if char in WRITTEN:
        return f"[{re.escape(char + WRITTEN[char])}]"
    return re.escape(char)
