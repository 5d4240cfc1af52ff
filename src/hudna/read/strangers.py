"""Strangers: names of which only the words beside them tell that they are those of a group.

A text may name a side by words of which none says what it is. That `fighters of` it are spoken of,
that a comma calls it `a militia`, or that it `signed` a truce tells it all the same, and for every
place at which the text has the name.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from hudna.read.actors import ActorKind, Mention
from hudna.read.structure import Page, Sentence
from hudna.vocabulary import Vocabulary
from hudna.vocabulary.cues import AnyCue, to_expression
from hudna.vocabulary.gazetteer import is_place

_BEFORE = 60
_THE = "the "
_NAMELESS = r"(?:\s?\([^)]{0,40}\))?"
"""What may stand between a name and the words on it: its acronym in brackets."""

_MADE_WITH = (
    r"\s(?:(?!(?:in|at|of|on|near|from|under|over|by|for|to|that|which|who|as)\s)[\w.'’-]+\s){0,6}?"
    r"the\s\"?$"
)
"""Between what is made with sides and one of them: no place, and no clause."""


@dataclass(frozen=True, slots=True)
class _Cues:
    """Words beside names: those that end right before one, and those that begin right after."""

    fighters_of: AnyCue
    members_of: AnyCue
    called: AnyCue
    made_with: AnyCue
    fighters: AnyCue
    members: AnyCue
    apposed: AnyCue
    makes: AnyCue
    never: frozenset[str]


@lru_cache(maxsize=4)
def _cues(vocabulary: Vocabulary) -> _Cues:
    words: dict[str, Any] = vocabulary.get("reading")["strangers"]

    def ending(name: str, behind: str) -> AnyCue:
        return AnyCue(words[name], pattern=re.compile(to_expression(words[name]) + behind))

    def beginning(name: str, before: str) -> AnyCue:
        expression = to_expression(words[name]).removeprefix(r"(?<!\w)")
        return AnyCue(words[name], pattern=re.compile(before + expression))

    return _Cues(
        fighters_of=ending("fighters_of", r"\s(?:of|from)\s(?:the\s)?\"?$"),
        members_of=ending("members_of", r"\s(?:of|from)\s(?:the\s)?\"?$"),
        called=ending("called", r",?\s\"?$"),
        made_with=ending("made_with", _MADE_WITH),
        fighters=beginning("fighters", r"\"?(?:['’]s?)?\s(?:armed\s|own\s|rebel\s)?"),
        members=beginning("members", r"\"?(?:['’]s?)?\s(?:political\s|own\s|rebel\s)?"),
        apposed=beginning("apposed", rf"\"?{_NAMELESS},\s"),
        makes=beginning("makes", rf"\"?{_NAMELESS}\s(?:which\s|that\s)?"),
        never=frozenset(words["never"]),
    )


def with_strangers(
    page: Page, found: Mapping[int, tuple[Mention, ...]], vocabulary: Vocabulary
) -> dict[int, tuple[Mention, ...]]:
    """Return the mentions, names that the text shows to be of a group as those of one."""
    kinds: dict[str, ActorKind] = {}
    persons = {
        key
        for ms in found.values()
        for m in ms
        if m.kind is ActorKind.PERSON
        for key in (m.key, m.key.rpartition(" ")[2])
    }
    for sentence, mention in _iter_names(page, found):
        if mention.key in persons or kinds.get(mention.key) is ActorKind.ARMED:
            continue
        kind = _kind_of(page, sentence, mention, _cues(vocabulary))
        if kind is not None and not _is_else(mention, vocabulary):
            kinds[mention.key] = kind
    if not kinds:
        return dict(found)
    return {
        index: tuple(
            replace(m, kind=kinds[m.key]) if m.kind is ActorKind.NAME and m.key in kinds else m
            for m in mentions
        )
        for index, mentions in found.items()
    }


def _iter_names(
    page: Page, found: Mapping[int, Iterable[Mention]]
) -> Iterator[tuple[Sentence, Mention]]:
    for sentence in page.sentences:
        for mention in found[sentence.index]:
            if mention.kind is ActorKind.NAME:
                yield sentence, mention


def _is_else(mention: Mention, vocabulary: Vocabulary) -> bool:
    """Return whether a name is known as that of something else than a group."""
    words = mention.name.casefold()
    cues = _cues(vocabulary)
    is_none = words in cues.never or words.rpartition(" ")[2] in cues.never
    return is_none or is_place(mention.name, vocabulary)


def _kind_of(page: Page, sentence: Sentence, mention: Mention, cues: _Cues) -> ActorKind | None:
    """Return what the words beside a name say that it is, or None where they say nothing."""
    stems, folded, end = sentence.stems, page.folded, sentence.span.end
    before = page.before(mention.span.start, sentence, most=_BEFORE)
    after = (folded, mention.span.end, end, stems)
    has_article = before.endswith(_THE)
    whose = after if has_article or " " in mention.name else None
    is_armed = (
        (whose is not None and cues.fighters.match(*whose))
        or cues.apposed.match(*after)
        or _ends(cues.fighters_of, before, stems)
        or _ends(cues.called, before, stems)
    )
    if is_armed:
        return ActorKind.ARMED
    is_group = (
        (whose is not None and cues.members.match(*whose))
        or (whose is not None and _ends(cues.members_of, before, stems))
        or (has_article and (_ends(cues.made_with, before, stems) or cues.makes.match(*after)))
    )
    return ActorKind.ORGANIZATION if is_group else None


def _ends(cue: AnyCue, before: str, stems: frozenset[str]) -> bool:
    return cue.may_match(stems) and cue.pattern.search(before) is not None
