"""Officials: those whom a sentence names by an office alone: `the provincial governor`.

They hold a role only where the words beside them give one, so they are looked for where roles are,
and are no mentions of the page: whoever has an office and a name is named by the name.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from hudna.read.actors import ActorKind, Mention
from hudna.read.structure import Page, Sentence
from hudna.text.folding import match_key
from hudna.text.spans import Span
from hudna.vocabulary import Vocabulary
from hudna.vocabulary.cues import AnyCue, compile_any_cue

_LED_IN = re.compile(
    r"(?:\b(?:the|an?|its|their|his|her|our|one|two|three|four|five|six|several|some|local)\s|['’]s\s)"
    r"((?:[\w'’-]+\s){0,3})$"
)
"""Before an office: an article, or whose it is, and what kind of one."""
_NO_KIND = re.compile(
    r"\b(?:and|or|of|in|by|with|for|to|from|at|on|who|which|that|said|told|as|was|were|is|are|the|an?"
    r"|between|under|through)\b"
)
_OF_WHAT = re.compile(
    r"\s(?:of|in|to|from)\s(?:the\s)?[A-Z][\w'’-]+(?:\s(?:[A-Z][\w'’-]+|el|al|of)){0,3}"
)
_OF = re.compile(r"\s(?:of|to|from|for)\s(?:the\s)?(?:\w+\s)?")
"""Between an office and the one of whom it is, who counts."""
_OF_A_SIDE = re.compile(
    r"(?:\w+\s)?(?:chiefs|elders|sheikhs|notables|dignitaries|headmen|deputies|leaders)"
)
"""Those who act for the side that they are of."""
_OWNS = re.compile(r"['’]s\s")
_NAMED = re.compile(r"[,\s]\s?(?:[A-Z][\w'’-]+\s[A-Z]|(?:[A-Z]\.\s?)+[A-Z]|[A-Z][a-z]+)")
"""Behind an office: who holds it, so that the name counts."""
_BEFORE = 50


@dataclass(frozen=True, slots=True)
class _Cues:
    officials: AnyCue


@lru_cache(maxsize=4)
def _cues(vocabulary: Vocabulary) -> _Cues:
    reading: dict[str, Any] = vocabulary.get("reading")
    return _Cues(compile_any_cue(reading["officials"]))


def with_officials(
    page: Page, sentence: Sentence, mentions: Sequence[Mention], vocabulary: Vocabulary
) -> Sequence[Mention]:
    """Return the mentions of a sentence with those whom it names by an office alone."""
    start, end = sentence.span.start, sentence.span.end
    found = []
    for office in _cues(vocabulary).officials.finditer(page.folded, start, end, sentence.stems):
        led_in = _LED_IN.search(page.before(office.start(), sentence, most=_BEFORE))
        if led_in is None or _NO_KIND.search(led_in[1]):
            continue
        if _NAMED.match(page.text, office.end(), end):
            continue
        begin = office.start() - len(led_in[1])
        known = [m for m in mentions if m.kind is not ActorKind.NAME]
        if any(_OF.fullmatch(page.folded, office.end(), m.span.start) for m in known):
            continue
        if any(_OWNS.fullmatch(page.folded, m.span.end, begin) for m in mentions):
            continue
        of = _OF_WHAT.match(page.text, office.end(), end)
        if of is not None and _OF_A_SIDE.fullmatch(office[0]):
            continue
        span = Span(begin, of.end() if of else office.end())
        if not any(span.overlaps(m.span) for m in known):
            name = page.words(span)
            found.append(Mention(span, name, match_key(name), ActorKind.OFFICIAL))
    if not found:
        return mentions
    others = (m for m in mentions if not any(m.span.overlaps(f.span) for f in found))
    return sorted([*others, *found], key=lambda m: m.span)
