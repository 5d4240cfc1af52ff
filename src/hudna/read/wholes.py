"""Wholes: agreements that a page says to be made up of several, and what it tells of each."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from hudna.read.findings import Findings
from hudna.read.screen import Naming
from hudna.read.structure import Page, Sentence
from hudna.text.spans import Span
from hudna.vocabulary import Vocabulary
from hudna.vocabulary.cues import AnyCue, compile_any_cue, to_expression

_PARTS_MOST = 8
"""Over how many sentences the parts of an agreement are listed."""
_PARTS_LEAST = 2


@dataclass(frozen=True, slots=True)
class ToldPart:
    """One of several agreements of which a page says that its own is made up.

    Attributes:
        namings: The words that name it, and those that name arrangements in what is told of it.
        sentences: The stretch that lists it, and the sentences that go on about it.
    """

    namings: tuple[Naming, ...]
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class _Whole:
    """The words by which a text introduces the agreements that one is made up of."""

    made_up_of: AnyCue
    part: re.Pattern[str]
    unnumbered: re.Pattern[str]
    numbers: tuple[str, ...]
    by_number: re.Pattern[str]
    by_name: re.Pattern[str]
    of_all: re.Pattern[str]


@lru_cache(maxsize=4)
def _whole(vocabulary: Vocabulary) -> _Whole:
    words: dict[str, Any] = vocabulary.get("relations")
    name, about = to_expression(words["parts"]), to_expression(words["parts_about"])
    part = rf"(?:(?:an?|the)\s)?(?:\w+\s){{0,3}}?(?P<name>{name})\s(?:\w+\s)?{about}"
    return _Whole(
        compile_any_cue(words["made_up_of"]),
        re.compile(rf"(?:^|(?<=[\s\"(:;]))(?:\d{{1,2}}|[a-h])\s?[-.)]\s?{part}"),
        re.compile(part),
        numbers=tuple(f"n{place}" for place in range(len(words["parts_by_number"]))),
        by_number=re.compile(
            r"(?:within|under|in|by|as for|according to)\sthe\s(?:"
            + "|".join(
                f"(?P<n{place}>{to_expression(cues)})"
                for place, cues in enumerate(words["parts_by_number"])
            )
            + rf")\s{name}"
        ),
        by_name=re.compile(
            rf"(?i:{to_expression(words['parts_by_name'])})\s(?:the\s)?(?P<name>[A-ZÀ-Þ][\w'’-]+)"
        ),
        of_all=re.compile(to_expression(words["of_all_parts"])),
    )


def find_parts(findings: Findings) -> tuple[ToldPart, ...]:
    """Return the agreements, numbered, of which a page says that its own is made up."""
    page, words = findings.page, _whole(findings.vocabulary)
    for sentence in page.sentences:
        span = sentence.span
        told = words.made_up_of.search(page.folded, span.start, span.end, sentence.stems)
        if told is None:
            continue
        parts = []
        for each in page.sentences[sentence.index : sentence.index + _PARTS_MOST]:
            begin = told.end() if each is sentence else each.span.start
            found = [*words.part.finditer(page.folded, begin, each.span.end)]
            if each.number is not None and not found:
                found = [*_numbered_apart(page, each, words)]
            if not found and each is not sentence:
                break
            for match, following in zip(found, [*found[1:], None], strict=False):
                end = each.span.end if following is None else following.start()
                parts.append((each, Span(match.start(), end), Span(*match.span("name"))))
        if len(parts) >= _PARTS_LEAST:
            further = _told_of_parts(page, parts[-1][0].index + 1, [w for _, w, _ in parts], words)
            return tuple(
                ToldPart(
                    (
                        Naming(name, each.index, is_strong=True),
                        *(
                            replace(n, is_strong=False)
                            for s in further[place]
                            for n in findings.screened.namings
                            if n.sentence == s.index
                        ),
                    ),
                    (_cut(each, whole), *further[place]),
                )
                for place, (each, whole, name) in enumerate(parts)
            )
    return ()


def _told_of_parts(
    page: Page, start: int, parts: Sequence[Span], words: _Whole
) -> list[list[Sentence]]:
    """Return the sentences that go on about each part: by its number, or by a name in it."""
    told: list[list[Sentence]] = [[] for _ in parts]
    place: int | None = None
    for sentence in page.sentences[start:]:
        begin, end = sentence.span.start, sentence.span.end
        number = words.by_number.match(page.folded, begin, end)
        name = words.by_name.match(page.text, begin, end)
        if number is not None:
            place = next(n for n, each in enumerate(words.numbers) if number[each] is not None)
        elif name is not None:
            named = (n for n, part in enumerate(parts) if name["name"] in page.words(part))
            place = next(named, None)
        elif words.of_all.match(page.folded, begin, end):
            place = None
        if place is not None and place < len(parts):
            told[place].append(sentence)
    return told


def _numbered_apart(page: Page, point: Sentence, words: _Whole) -> Iterator[re.Match[str]]:
    """Yield the name of a part at the beginning of a point, whose number stands outside it."""
    match = words.unnumbered.match(page.folded, point.span.start, point.span.end)
    if match is not None:
        yield match


def _cut(sentence: Sentence, span: Span) -> Sentence:
    clauses = tuple(clause for clause in sentence.clauses if span.contains(clause))
    return replace(sentence, span=span, clauses=clauses or (span,))
