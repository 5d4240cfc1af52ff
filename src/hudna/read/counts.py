"""Counts: a text that tells how many places there are, and names another number of them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from hudna.read.findings import Findings
from hudna.vocabulary import Vocabulary

_WORD = r"[^\W\d_a-z][\w'’-]*"
_NAME = rf"{_WORD}(?: {_WORD})*"
_MORE = rf"(?:,? and {_NAME}|, {_NAME})"


@dataclass(frozen=True, slots=True)
class _Patterns:
    counted: re.Pattern[str]
    listed: re.Pattern[str]
    name: re.Pattern[str]


@lru_cache(maxsize=4)
def _patterns(vocabulary: Vocabulary) -> _Patterns:
    nouns = "|".join(map(re.escape, vocabulary.get("warnings")["counted_places"]))
    return _Patterns(
        re.compile(rf"\b(\d{{1,3}}) (?:\w+ )?({nouns})\b"),
        re.compile(rf"\b({nouns}) (?:of )?({_NAME}{_MORE}+)"),
        re.compile(_NAME),
    )


def iter_counts(findings: Findings) -> Iterator[str]:
    """Yield the counts of places whose only list has another number of names.

    `liberated the villages of A, B and C ... In total 17 villages`: three of them are named.
    """
    text, patterns = findings.page.text, _patterns(findings.vocabulary)
    lists: dict[str, list[int]] = {}
    for match in patterns.listed.finditer(text):
        lists.setdefault(match[1], []).append(len(patterns.name.findall(match[2])))
    for match in patterns.counted.finditer(text):
        named = lists.get(match[2], [])
        if len(named) == 1 and named[0] != int(match[1]):
            yield f"{match[0]!r}: {named[0]} are named"
