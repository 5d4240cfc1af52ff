"""Anchors anew: where the words of an earlier text stand in a later text of the same document."""

from collections.abc import Iterator

from hudna.domain.evidence import Evidence, stands_in

_CONTEXT_CHARS = 48
"""How many code points before and after a quote tell its occurrences apart."""


def find_moved(evidence: Evidence, before: str, after: str) -> Evidence | None:
    """Return where a quote of one text stands in another, or None where that cannot be told.

    Args:
        evidence: The quote, in code points of `before`.
        before: The text that it was taken from.
        after: The text in which it is looked for.

    Returns:
        The quote where it stood, or at the occurrence of the same rank where both texts have
        equally many, or at the only one with the same words before it or after it. Never a guess
        among several.
    """
    if stands_in(evidence, after) and _around(evidence.start, evidence, before) == _around(
        evidence.start, evidence, after
    ):
        return evidence
    quote = evidence.quote
    there = list(_occurrences(quote, after))
    here = list(_occurrences(quote, before))
    if len(here) == len(there) and evidence.start in here:
        return _at(there[here.index(evidence.start)], quote)
    left, right = _around(evidence.start, evidence, before)
    alike = [
        start
        for start in there
        if (len(left) == _CONTEXT_CHARS and _around(start, evidence, after)[0] == left)
        or (len(right) == _CONTEXT_CHARS and _around(start, evidence, after)[1] == right)
    ]
    return _at(alike[0], quote) if len(alike) == 1 else None


def _at(start: int, quote: str) -> Evidence:
    return Evidence(start, start + len(quote), quote)


def _around(start: int, evidence: Evidence, text: str) -> tuple[str, str]:
    end = start + len(evidence.quote)
    return text[max(start - _CONTEXT_CHARS, 0) : start], text[end : end + _CONTEXT_CHARS]


def _occurrences(quote: str, text: str) -> Iterator[int]:
    start = text.find(quote)
    while start >= 0:
        yield start
        start = text.find(quote, start + 1)
