"""Articles: which lines of a page are its main content.

Trafilatura decides; its paragraphs are found again among the lines of the page. Inside the stretch
from the first to the last line so found, everything is the body but what stands in navigation, a
form or a footer, or is nothing but links: a list that an extractor dropped is likelier to be terms
than decoration. Where nothing is found, all of the page is its body.

Source:
    A. Barbaresi, Trafilatura: A Web Scraping Library and Command-Line Tool for Text Discovery and
    Extraction (ACL 2021, system demonstrations).
"""

import logging
import re
from collections.abc import Sequence

import trafilatura
from lxml.etree import LxmlError

from hudna.intake.layout import Line

# It complains of pages without an article, which is no news to anyone here.
logging.getLogger("trafilatura").addHandler(logging.NullHandler())

_NOT_ALPHANUMERIC = re.compile(r"[\W_]+")
_TELLING = 25
"""A line with so many letters and digits is found again by them alone."""
_LINKED_SHARE = 0.8
_PROSE_CHARS = 140
_PROSE_LINKED_SHARE = 0.3
_DATELINES = 6
"""How many short lines may stand between a headline and the main content: author, date, place."""
_DATELINE_CHARS = 120


def find_body(source: str, lines: Sequence[Line], title: str | None) -> frozenset[int]:
    """Return which lines of a page are its body; all of them where no main content is found."""
    everything = frozenset(range(len(lines)))
    paragraphs = _paragraphs(source)
    keys = [_key(line.text) for line in lines]
    found = _found(keys, paragraphs)
    if not found:
        return everything
    first, last = min(found), max(found)
    inside = {
        index
        for index in range(first, last + 1)
        if index in found or not (lines[index].is_around or _is_links(lines[index]))
    }
    return frozenset(
        inside | _overlooked(lines, found) | _headline(lines, keys, first, _key(title or ""))
    )


def _paragraphs(source: str) -> list[str]:
    """Return the keys of the paragraphs of the main content; none where there is none."""
    try:
        text = trafilatura.extract(
            source,
            include_comments=False,
            include_tables=True,
            favor_recall=True,
            with_metadata=False,
        )
    except (LxmlError, RecursionError, ValueError, AssertionError):
        return []
    return [key for line in (text or "").split("\n") if (key := _key(line.lstrip("-# ")))]


def _found(keys: Sequence[str], paragraphs: Sequence[str]) -> frozenset[int]:
    """Return the lines that the main content holds: long ones, and short ones between those."""
    whole, joined = frozenset(paragraphs), "\n".join(paragraphs)
    long = [i for i, key in enumerate(keys) if len(key) >= _TELLING and key in joined]
    if not long:
        # Short paragraphs only: the lines that are exactly those.
        return frozenset(i for i, key in enumerate(keys) if key and key in whole)
    short = [i for i in range(long[0], long[-1] + 1) if keys[i] in whole]
    tail = _next(keys, whole, long[-1])
    return frozenset([*long, *short, *tail])


def _overlooked(lines: Sequence[Line], found: frozenset[int]) -> frozenset[int]:
    """Return the lines of prose that the extractor passed over, where they outweigh what it found.

    On some pages it stops at the first of several blocks; a page with more prose outside than
    inside its main content is likelier to be one of those.
    """
    prose = frozenset(
        index
        for index, line in enumerate(lines)
        if index not in found
        and len(line.text) >= _PROSE_CHARS
        and not line.is_around
        and line.linked_chars < _PROSE_LINKED_SHARE * len(line.text)
    )
    outside = sum(len(lines[index].text) for index in prose)
    return prose if outside > sum(len(lines[index].text) for index in found) else frozenset()


def _next(keys: Sequence[str], whole: frozenset[str], last: int) -> list[int]:
    """Return the short lines of the main content that follow its last long one at once."""
    found: list[int] = []
    for index in range(last + 1, len(keys)):
        if keys[index] and keys[index] not in whole:
            break
        if keys[index]:
            found.append(index)
    return found


def _headline(lines: Sequence[Line], keys: Sequence[str], first: int, title: str) -> set[int]:
    """Return the headline before the main content, and the short lines between the two."""
    start = next(
        (
            index
            for index in range(first - 1, -1, -1)
            if keys[index] and ((title and keys[index] == title) or lines[index].is_heading)
        ),
        None,
    )
    if start is None:
        return set()
    between = [i for i in range(start, first) if keys[i]]
    if len(between) > _DATELINES or any(len(lines[i].text) > _DATELINE_CHARS * 3 for i in between):
        return {start}
    return {i for i in between if i == start or not (lines[i].is_around or _is_links(lines[i]))}


def _is_links(line: Line) -> bool:
    return line.linked_chars >= _LINKED_SHARE * len(line.text) if line.text.strip() else False


def _key(text: str) -> str:
    return _NOT_ALPHANUMERIC.sub("", text).casefold()
