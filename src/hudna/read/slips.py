"""Slips: what went wrong in the writing of a document, or was put into it by other hands."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from hudna.read.findings import Findings
from hudna.read.structure import Kind
from hudna.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class _Words:
    inserted: re.Pattern[str]
    garbled: re.Pattern[str]
    apart: re.Pattern[str]
    ago: frozenset[str]
    swapped: Mapping[str, str]
    made_by: re.Pattern[str]


@lru_cache(maxsize=4)
def _words(vocabulary: Vocabulary) -> _Words:
    content: dict[str, Any] = vocabulary.get("warnings")
    once, doubled, apart = ("|".join(content[name]) for name in ("once", "doubled", "apart"))
    return _Words(
        inserted=re.compile(r"\[[^\W\d_][^\[\]\d\n]{1,40}\](?!\()"),
        garbled=re.compile(rf"\b(?:({once}) (?:there |it )?\1|({doubled}) \2)\b"),
        apart=re.compile(rf"\w+ ['’] s\b|\d+/\d+ / \d+|\d+ / \d+|\b(?:{apart}) - \w+"),
        ago=frozenset(content["ago"]),
        swapped=_swapped(content["swapped"]),
        made_by=re.compile(content["made_by"][0].replace("(", "(?:")),
    )


_APART_LEAST = 2
_SHOWN = 2
_AGO = re.compile(r"\b(?:an?|one|two|three|few|several|\d+) (\w+) ago\b")
_WORD = re.compile(r"(?<![\w-])[a-z]{6,}(?![\w-])")
_SIGNS_APART = (" - ", " / ", " ' s", " ’ s")
_BYLINE = re.compile(r"by\s\S")


def iter_slips(findings: Findings) -> Iterator[str]:
    """Yield a sentence for each slip in the writing of a document, the words first."""
    words, page = _words(findings.vocabulary), findings.page
    body = [s for s in page.sentences if findings.rendition.is_body(s.span)]
    apart: list[str] = []
    for sentence in body:
        start, end = sentence.span.start, sentence.span.end
        for match in words.inserted.finditer(page.text, start, end):
            yield f"{match[0]!r}: put in by an editor"
        for match in words.garbled.finditer(page.folded, start, end):
            yield f"{match[0]!r}: said twice, so that something may be missing or too much"
        for match in _iter_with(_AGO, (" ago",), page.folded, start, end):
            meant = next((unit for unit in words.ago if _is_one_off(match[1], unit)), None)
            if match[1] not in words.ago and meant is not None:
                yield f"{match[0]!r}: perhaps {match[0].replace(match[1], meant)!r}"
        for match in _WORD.finditer(page.text, start, end):
            meant = words.swapped.get(match[0])
            if meant is not None:
                yield f"{match[0]!r}: perhaps {meant!r}"
        apart += (
            page.text[m.start() : m.end()]
            for m in _iter_with(words.apart, _SIGNS_APART, page.folded, start, end)
        )
    if len(apart) >= _APART_LEAST:
        shown = ", ".join(map(repr, list(dict.fromkeys(apart))[:_SHOWN]))
        yield f"{shown}: words and signs stand apart as after a program took them apart"


def _iter_with(
    pattern: re.Pattern[str], signs: tuple[str, ...], folded: str, start: int, end: int
) -> Iterator[re.Match[str]]:
    """Return the matches of an expression of which each has one of some signs."""
    if any(folded.find(sign, start, end) >= 0 for sign in signs):
        return pattern.finditer(folded, start, end)
    return iter(())


def iter_nameless(findings: Findings, publisher: str | None) -> Iterator[str]:
    """Yield that nothing says who wrote or published a document that nothing dates either."""
    if findings.published is not None or findings.dateline is not None or publisher is not None:
        return
    page, made_by = findings.page, _words(findings.vocabulary).made_by
    headlines = [s for s in page.sentences if s.kind is Kind.HEADLINE]
    has_byline = any(_BYLINE.match(page.folded, s.span.start, s.span.end) for s in headlines)
    if not has_byline and made_by.search(page.folded) is None:
        yield "nothing says who wrote the document, who published it, or when"


def _is_one_off(word: str, meant: str) -> bool:
    """Return whether one letter put in, left out or changed makes one word of the other."""
    if abs(len(word) - len(meant)) > 1 or word == meant:
        return False
    start = next(
        (i for i, (a, b) in enumerate(zip(word, meant, strict=False)) if a != b),
        min(len(word), len(meant)),
    )
    rest, other = word[start:], meant[start:]
    return rest[1:] == other[1:] or rest[1:] == other or rest == other[1:]


def _swapped(known: Sequence[str]) -> dict[str, str]:
    """Return known words by what two letters that changed places make of them."""
    found = {
        word[:at] + word[at + 1] + word[at] + word[at + 2 :]: word
        for word in known
        for at in range(len(word) - 1)
    }
    return {written: meant for written, meant in found.items() if written not in known}
