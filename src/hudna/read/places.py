"""Places: where an arrangement applies, or what its terms name, as the text writes it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from hudna.read.actors import ActorKind, Mention
from hudna.read.structure import Kind, Page, Sentence
from hudna.text.folding import match_key
from hudna.text.spans import Span
from hudna.vocabulary import Vocabulary
from hudna.vocabulary.cues import compile_any


@dataclass(frozen=True, slots=True)
class Located:
    """A place that a text names.

    Attributes:
        name: The name without generic words.
        span: The words.
    """

    name: str
    span: Span


_CAP = r"(?:(?:al|as|ash|an|ar|at|ad|az|el|Al|El|As|Ash|An|Deir|Tel|Tal)[-\s])?[A-Z][\w'’`-]*[a-z][\w'’`-]*"
_PROPER = rf"{_CAP}(?:(?:\s(?:of|al|de|del|la|el|as|ash)\s|\s|-){_CAP}){{0,3}}"
_DIRECTION = r"(?:(?:north|south|east|west|central|northern|southern|eastern|western)(?:-?(?:east|west|eastern|western))?\s)"


@lru_cache(maxsize=4)
def _patterns(vocabulary: Vocabulary) -> tuple[re.Pattern[str], ...]:
    places = vocabulary.get("reading")["places"]
    generic = compile_any([places["generic"]]).pattern
    return (
        re.compile(rf"(?i:{generic})\s(?i:area\s)?of\s(?:the\s)?({_DIRECTION}?{_PROPER})"),
        re.compile(rf"({_DIRECTION}?{_PROPER})\s(?=(?i:{generic}))"),
        re.compile(
            rf"\b(?:in|from|into|to|at|near|around|inside|outside|across|throughout|towards?)\s(?:the\s)?({_DIRECTION}?{_PROPER})"
        ),
        re.compile(
            r"\b(?:in|across|throughout|inside|of)\s((?:north|south|east|west)(?:ern)?(?:-?(?:east|west)(?:ern)?)?\s[A-Z]\w+)"
        ),
    )


@lru_cache(maxsize=4)
def _talks(vocabulary: Vocabulary) -> re.Pattern[str]:
    return compile_any([vocabulary.get("reading")["places"]["talks"]])


@dataclass(frozen=True, slots=True)
class _Countries:
    names: frozenset[str]
    capitals: frozenset[str]
    adjectives: frozenset[str]


@lru_cache(maxsize=4)
def _countries(vocabulary: Vocabulary) -> _Countries:
    countries: list[dict[str, Any]] = vocabulary.get("countries")["countries"]
    return _Countries(
        frozenset(n.casefold() for c in countries for n in (c["name"], *c.get("aliases", ()))),
        frozenset(n.casefold() for c in countries for n in c.get("capitals", ())),
        frozenset(n.casefold() for c in countries for n in c.get("adjectives", ())),
    )


_ALL_OVER = re.compile(r"\b(?:in|across|throughout|inside|for)\s(?:all of\s|the whole of\s)?$")
_NOT_PLACES = frozenset(
    "january february march april may june july august september october november december monday tuesday wednesday "
    "thursday friday saturday sunday islam allah god agreement parties party ceasefire truce article ramadan christmas".split()
)
_LIST = re.compile(rf"(?:,\s|\sand\s|,\sand\s)(?:the\s)?({_PROPER})")


def find_places(
    page: Page,
    relevant: Sequence[Sentence],
    mentions: dict[int, tuple[Mention, ...]],
    vocabulary: Vocabulary,
) -> tuple[Located, ...]:
    """Return the places that the sentences about an arrangement name, each once, in the order of the text."""
    found: dict[str, Located] = {}
    for sentence in relevant:
        if sentence.kind is Kind.HEADLINE:
            continue
        for located in _iter_places(page, sentence, mentions[sentence.index], vocabulary):
            found.setdefault(match_key(located.name), located)
    return tuple(found.values())


def _iter_places(
    page: Page, sentence: Sentence, mentions: Sequence[Mention], vocabulary: Vocabulary
) -> Iterator[Located]:
    countries = _countries(vocabulary)
    taken = [
        m.span
        for m in mentions
        if m.kind not in {ActorKind.STATE, ActorKind.NAME, ActorKind.COLLECTIVE}
    ]
    for pattern in _patterns(vocabulary):
        for match in pattern.finditer(page.text, sentence.span.start, sentence.span.end):
            span = Span(*match.span(1))
            before = page.folded[max(sentence.span.start, span.start - 45) : span.start]
            if any(span.overlaps(t) for t in taken) or _talks(vocabulary).search(before):
                continue
            name = _POSSESSIVE.sub("", page.words(span))
            span = Span(span.start, span.start + len(name))
            if not _may_be_place(name, before, countries):
                continue
            taken.append(span)
            yield Located(name, span)
            yield from _iter_listed(page, sentence, span, taken)


_POSSESSIVE = re.compile(r"['’`]s?$")


def _may_be_place(name: str, before: str, countries: _Countries) -> bool:
    words = [word.casefold() for word in name.split()]
    if any(word in _NOT_PLACES for word in words) or words[-1] in countries.adjectives:
        return False
    if name.casefold() in countries.names:
        return _ALL_OVER.search(before) is not None
    return name.casefold() not in countries.capitals


def _iter_listed(
    page: Page, sentence: Sentence, after: Span, taken: list[Span]
) -> Iterator[Located]:
    """Yield the places that follow one in a list: `Manbij, Tabqah and Raqqah`."""
    end = after.end
    while (match := _LIST.match(page.text, end, sentence.span.end)) is not None:
        span = Span(*match.span(1))
        if any(span.overlaps(t) for t in taken) or any(
            w.casefold() in _NOT_PLACES for w in match[1].split()
        ):
            return
        taken.append(span)
        yield Located(match[1], span)
        end = match.end()
