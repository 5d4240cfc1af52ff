"""Communities: sides that are called by a name and what they are: `Arin and Belun herders`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from hudna.read.actors import ActorKind, Mention
from hudna.read.calendars import calendar_of
from hudna.read.knowledge import STATE, Knowledge
from hudna.read.structure import Page, Sentence
from hudna.text.folding import match_key
from hudna.text.spans import Span
from hudna.vocabulary import Vocabulary
from hudna.vocabulary.cues import AnyCue, compile_any_cue, to_expression

_NAME = r"[A-Z][\w'’]*[a-z](?:-[A-Z][a-z]+)?(?:\s(?:[A-Z][\w'’-]*[a-z]|\d{1,2}))?"
_AND = r"(?:,\s(?:and\s)?|\sand\s)(?:the\s)?"
_NAMES = re.compile(_NAME)
_PERSON = r"(?:[A-Z][\w.'-]*\s?){1,3}?"


@dataclass(frozen=True, slots=True)
class _Cues:
    """Where communities are named.

    Attributes:
        nouns: The nouns that may be said of names.
        several: Several names before any of the nouns.
        one: One name before those that make it a side alone.
        followers: A leader's name before those who fight for him.
        no_names: Capitalized words before the nouns that are no names.
    """

    nouns: AnyCue
    several: re.Pattern[str]
    one: re.Pattern[str]
    followers: re.Pattern[str]
    no_names: frozenset[str]


@lru_cache(maxsize=4)
def _cues(vocabulary: Vocabulary) -> _Cues:
    words: dict[str, Any] = vocabulary.get("reading")["communities"]
    kinds = rf"(?i:(?:{to_expression(words['qualifiers'])}\s)*)"
    alone, joined = to_expression(words["alone"]), to_expression(words["joined"])
    leaders, followers = to_expression(words["leaders"]), to_expression(words["followers"])
    return _Cues(
        compile_any_cue([*words["alone"], *words["joined"]]),
        re.compile(rf"({_NAME}(?:{_AND}{_NAME})*{_AND}{_NAME})\s{kinds}(?i:{alone}|{joined})"),
        re.compile(rf"({_NAME})\s{kinds}(?i:{alone})"),
        re.compile(rf"((?i:{leaders})\.?\s{_PERSON})['’]s?\s{kinds}(?i:{followers})"),
        calendar_of(vocabulary).names | frozenset(words["not_names"]),
    )


def iter_communities(
    page: Page, sentence: Sentence, knowledge: Knowledge, vocabulary: Vocabulary
) -> Iterator[Mention]:
    """Yield the named communities of a sentence, each of those that one noun is said of."""
    cues = _cues(vocabulary)
    start, end = sentence.span.start, sentence.span.end
    yield from _iter_followers(page, sentence, knowledge, cues)
    if cues.nouns.search(page.folded, start, end, sentence.stems) is None:
        return
    until = start
    for match in cues.several.finditer(page.text, start, end):
        named = tuple(_iter_named(page, match, knowledge, cues))
        until = match.end() if named else until
        yield from named
    for match in cues.one.finditer(page.text, until, end):
        yield from _iter_named(page, match, knowledge, cues)


def _iter_named(
    page: Page, match: re.Match[str], knowledge: Knowledge, cues: _Cues
) -> Iterator[Mention]:
    """Yield each name of a match, the last with the noun; none where one of them is no name."""
    spans = [Span(*m.span()) for m in _NAMES.finditer(page.text, *match.span(1))]
    names = [_bare(page, span, knowledge, cues.no_names) for span in spans]
    if all(_may_name(page, name, knowledge, cues.no_names) for name in names):
        for name in names[:-1]:
            yield _mention(page, name, name)
        yield _mention(page, Span(names[-1].start, match.end()), names[-1])


def _iter_followers(
    page: Page, sentence: Sentence, knowledge: Knowledge, cues: _Cues
) -> Iterator[Mention]:
    """Yield those who fight for a person, with the person: `General Qalan's forces`."""
    for match in cues.followers.finditer(page.text, sentence.span.start, sentence.span.end):
        whose = Span(*match.span(1))
        known = knowledge.find_known(page.folded, whose)
        if known is None or not known.key.startswith(STATE):
            name = page.words(Span(whose.start, match.end()))
            yield Mention(Span(*match.span()), name, match_key(name), ActorKind.ARMED)


def _mention(page: Page, span: Span, name: Span) -> Mention:
    return Mention(span, page.words(span), match_key(page.words(name)), ActorKind.COLLECTIVE)


def _bare(page: Page, name: Span, knowledge: Knowledge, none: frozenset[str]) -> Span:
    """Return a name without a first word that is none: `Rival Arin`."""
    first, _, rest = page.words(name).partition(" ")
    is_none = rest and _is_none(first, knowledge, none)
    return Span(name.start + len(first) + 1, name.end) if is_none else name


def _may_name(page: Page, name: Span, knowledge: Knowledge, none: frozenset[str]) -> bool:
    words = page.words(name)
    is_state = words.casefold() in knowledge.adjectives
    return not is_state and not any(_is_none(w, knowledge, none) for w in words.split())


def _is_none(word: str, knowledge: Knowledge, none: frozenset[str]) -> bool:
    return word in knowledge.not_owners or word.casefold() in none
