"""Boilerplate: which lines a publisher put around a document, by the cues of the vocabulary.

A document of prose has a body, from its first to its last line of prose. Before and after it stand
short lines, each marked where a cue of `boilerplate.yaml` or a list of links says so. Inside the
body only the groups of cues that are telling enough (donation, copyright, disclaimer) mark a line.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache
from typing import Any

from hudna.domain.documents import Region, RegionKind
from hudna.errors import InputError
from hudna.text.folding import folded
from hudna.text.segments import iter_lines
from hudna.text.spans import Span
from hudna.vocabulary import Vocabulary

FILE = "boilerplate"
"""The name of the vocabulary's file."""

_PROSE_CHARS = 90
"""A line at least this long is prose, unless a cue or its links say otherwise."""
_LINK = re.compile(r"!?\[([^\]\[]*)\]\([^()\s]*\)|<?https?://[^\s>]+>?|\bwww\.[^\s>]+")
_BARE = re.compile(r"[\W\d_]+$|^[\W_]+")
_LABEL = re.compile(r"^[^:\[]{1,40}:\s*")
_LINK_SHARE = 0.8
_LABEL_CHARS = 60
"""A phrase that is a whole line is no longer than this, with what counts or points beside it."""


@dataclass(frozen=True, slots=True)
class _Cues:
    """Phrases that mark a line: as the whole of it, at its beginning, or anywhere in it."""

    whole: frozenset[str]
    begins: tuple[str, ...]
    holds: tuple[str, ...]

    def match(self, line: str) -> bool:
        """Return whether a folded line, as words without link syntax, is boilerplate."""
        return (
            (len(line) <= _LABEL_CHARS and _BARE.sub("", line) in self.whole)
            or line.startswith(self.begins)
            or any(phrase in line for phrase in self.holds)
        )

    def within(self, key: str) -> "_Cues":
        """Return the cues that can match in a folded text, so that its lines are tried for few."""
        return _Cues(self.whole, self.begins, tuple(p for p in self.holds if p in key))


class _Links(Enum):
    """How much of a line is links."""

    FEW = auto()
    ONE = auto()
    """The line is one link, as a headline may be; a menu is several such lines."""
    LIST = auto()


@dataclass(frozen=True, slots=True)
class _Line:
    span: Span
    is_marked: bool
    is_marked_anywhere: bool
    is_prose: bool
    links: _Links


def find_boilerplate(text: str, vocabulary: Vocabulary) -> tuple[Region, ...]:
    """Return the stretches of a normalised text that are boilerplate, from left to right."""
    key = folded(text)
    anywhere, around = (cues.within(key) for cues in _cues(vocabulary))
    lines = [_judged(span, key, anywhere, around) for span in iter_lines(text)]
    body = _body(lines)
    marked = [
        line.is_marked_anywhere
        or (index not in body and (line.is_marked or _is_menu(lines, index)))
        for index, line in enumerate(lines)
    ]
    if all(marked):
        return ()
    return tuple(
        Region(Span(lines[first].span.start, lines[last].span.end), RegionKind.BOILERPLATE)
        for first, last in _stretches(marked)
    )


def _judged(span: Span, key: str, anywhere: _Cues, around: _Cues) -> _Line:
    words, links = _without_links(key[span.start : span.end])
    is_anywhere = anywhere.match(words)
    is_around = is_anywhere or links is _Links.LIST or around.match(words)
    is_prose = not is_around and len(span) >= _PROSE_CHARS
    return _Line(span, is_around, is_anywhere, is_prose, links)


def _without_links(line: str) -> tuple[str, _Links]:
    """Return the words of a folded line without link syntax, and how much of it is links."""
    if "](" not in line and "http" not in line and "www." not in line:
        return line, _Links.FEW
    words = _LINK.sub(lambda link: link[1] or link[0], line).strip(" \t*_#>[]")
    unlabelled = _LABEL.sub("", line)
    rest, count = _LINK.subn("", unlabelled)
    outside = sum(map(str.isalnum, rest))
    if words.startswith("by ") or outside > (1 - _LINK_SHARE) * len(words):
        return words, _Links.FEW
    return words, _Links.LIST if count > 1 or unlabelled != line else _Links.ONE


def _is_menu(lines: Sequence[_Line], index: int) -> bool:
    """Return whether a line that is a link stands beside another such line."""
    around = lines[max(index - 1, 0) : index + 2]
    return (
        lines[index].links is not _Links.FEW and sum(x.links is not _Links.FEW for x in around) > 1
    )


def _body(lines: Sequence[_Line]) -> range:
    """Return the lines from the first to the last of prose; all of them where there is no prose."""
    prose = [index for index, line in enumerate(lines) if line.is_prose]
    return range(prose[0], prose[-1] + 1) if prose else range(0)


def _stretches(marked: Sequence[bool]) -> list[tuple[int, int]]:
    """Return the (first, last) lines of each stretch of marked lines."""
    found: list[tuple[int, int]] = []
    for index, is_marked in enumerate(marked):
        if is_marked and found and found[-1][1] == index - 1:
            found[-1] = (found[-1][0], index)
        elif is_marked:
            found.append((index, index))
    return found


@lru_cache(maxsize=8)
def _cues(vocabulary: Vocabulary) -> tuple[_Cues, _Cues]:
    """Return the cues that hold anywhere, and all of them."""
    groups = vocabulary.get(FILE)
    if not isinstance(groups, list) or not all(isinstance(group, Mapping) for group in groups):
        raise InputError(
            "vocabulary boilerplate.yaml is no list of groups",
            code="input-vocabulary",
            subject=FILE,
        )
    return _compiled([g for g in groups if g.get("anywhere")]), _compiled(groups)


def _compiled(groups: Sequence[Mapping[str, Any]]) -> _Cues:
    def phrases(kind: str) -> list[str]:
        return [folded(str(phrase)) for group in groups for phrase in group.get(kind, ())]

    return _Cues(frozenset(phrases("is")), tuple(phrases("begins")), tuple(phrases("holds")))
