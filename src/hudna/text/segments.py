"""Segments of a text: lines and sentences, each a span."""

import re
from collections.abc import Iterator

from hudna.text.spans import Span, stripped

_LINE = re.compile(r"[^\n]+")
_STOP = re.compile(r"[.!?؟۔…]+[\"'”’»)\]]*|;(?=\s)|؛")
_ABBREVIATIONS = frozenset(
    "mr mrs ms dr prof gen lt col maj capt sgt brig adm gov sen rep st no nos art vs etc "
    "jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun "
    "h.e hon amb msgr brig u.s u.n e.g i.e a.k.a inc ltd co al p pp vol approx".split()
)
_CLOCK = re.compile(r"\d\s?[ap]\.m$", re.IGNORECASE)
_GOES_ON_WITH_CLOCK = re.compile(
    r"\s(?:[^\W\d_A-Z]|(?:UTC|GMT|[A-Z]{2,3}T)\b|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b"
    r"|(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?\s\d"
    r"|[A-Z]\w+(?:\s[A-Z]\w+)?\stime\b)"
)
"""What stands behind the hour in one sentence with it: small letters, a zone, a day."""
_WORD_BEFORE = re.compile(r"[^\s(\[\"'“‘]+$")


def iter_lines(text: str, within: Span | None = None) -> Iterator[Span]:
    """Yield the lines of a text that are not blank, without the white space at their ends."""
    start, end = (within.start, within.end) if within else (0, len(text))
    for match in _LINE.finditer(text, start, end):
        line = stripped(Span(match.start(), match.end()), text)
        if line is not None:
            yield line


def iter_sentences(text: str, within: Span | None = None) -> Iterator[Span]:
    """Yield the sentences of a text, or of a stretch of it.

    An abbreviation, a decimal point or a line break ends none: what a line break means is for
    whoever knows the layout to say.
    """
    position, end = (within.start, within.end) if within else (0, len(text))
    for stop in _STOP.finditer(text, position, end):
        if stop.end() < position or not _ends_sentence(text, stop, end):
            continue
        yield from _held(position, stop.end(), text)
        position = stop.end()
    yield from _held(position, end, text)


def _held(start: int, end: int, text: str) -> Iterator[Span]:
    if start < end:
        span = stripped(Span(start, end), text)
        if span is not None:
            yield span


def _ends_sentence(text: str, stop: re.Match[str], end: int) -> bool:
    after = text[stop.end() : stop.end() + 2]
    if stop.end() < end and stop.group().startswith("…"):
        return after[-1:].isupper()
    if stop.end() >= end or not stop.group().startswith("."):
        return True
    if _is_arabic(after[0]):
        # "القادم.وينص": a stop glued to the next sentence ends one, ".." is a pause.
        before = text[max(stop.start() - 3, 0) : stop.start()].rstrip('"”»)')[-1:]
        return len(stop.group()) == 1 and _is_arabic(before)
    if not after[0].isspace():
        # "groups.According": a stop glued to the next sentence still ends one, "3.5", "e.g." and
        # "x.org" do not.
        before = text[max(stop.start() - 2, 0) : stop.start()]
        return len(before) == 2 and before.isalpha() and before.islower() and after[0].isupper()
    if stop.group().startswith("..") and _is_arabic(after[1:]):
        return False
    if _CLOCK.search(text, max(stop.start() - 6, 0), stop.start()):
        return _GOES_ON_WITH_CLOCK.match(text, stop.end(), end) is None
    word = _WORD_BEFORE.search(text, max(stop.start() - 24, 0), stop.start())
    bare = word.group().casefold() if word else ""
    if bare in _ABBREVIATIONS or (len(bare) == 1 and bare.isalpha() and not after[1:].islower()):
        return False
    return not after[1:].islower() or len(bare) > 3


def _is_arabic(char: str) -> bool:
    return "\u0621" <= char <= "\u064a"
