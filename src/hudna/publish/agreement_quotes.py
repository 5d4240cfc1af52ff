"""Quotes of an agreement file: where the words that a person copied stand in the text."""

import re
from collections.abc import Iterator

from hudna.domain.evidence import Evidence
from hudna.text.cleaning import normalise


def find_standing(words: str, text: str) -> tuple[Evidence, ...]:
    """Return everywhere that words stand in a text, from left to right.

    Where they stand nowhere as they are, their letters are composed as those of the text are, and
    a space or line end in them may be any white space of the text: a quote need not break its lines
    where the text does.
    """
    composed = normalise(words).text
    if not composed:
        return ()
    return (
        tuple(_iter_exact(words, text))
        or tuple(_iter_exact(composed, text))
        or tuple(_iter_spaced(composed, text))
    )


def find_quote(
    words: str, text: str, *, nth: int | None = None, within: tuple[Evidence, ...] = ()
) -> Evidence | int:
    """Return where words stand, or how often they do, where that is no answer.

    Args:
        words: The words.
        text: The text.
        nth: Which of the places is meant, from 1; None where there is one place only.
        within: Quotes in which they are looked up first: a single place there is enough.
    """
    found = find_standing(words, text)
    if nth is not None:
        return found[nth - 1] if nth <= len(found) else len(found)
    inside = [e for e in found if any(w.start <= e.start and e.end <= w.end for w in within)]
    if len(inside) == 1:
        return inside[0]
    return found[0] if len(found) == 1 else len(found)


def _iter_exact(words: str, text: str) -> Iterator[Evidence]:
    start = text.find(words)
    while start >= 0:
        yield Evidence(start, start + len(words), words)
        start = text.find(words, start + 1)


def _iter_spaced(words: str, text: str) -> Iterator[Evidence]:
    tokens = words.split()
    if len(tokens) < 2:
        tokens = [words.strip()]
    if not tokens[0]:
        return
    for match in re.finditer(r"\s+".join(map(re.escape, tokens)), text):
        yield Evidence(match.start(), match.end(), match[0])
