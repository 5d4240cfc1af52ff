"""Introductions: where words that name an arrangement say that there is one.

An indefinite name introduces it: `a truce`, `another ceasefire`, `local truces`. A definite one
speaks of what is known already, unless a verb right before it says that it is made: `signed the
truce`. Nor is a name introduced where the words before it deny it, only wish for it, or speak of
what becomes of it, or where it only says what kind of thing something else is: `the ceasefire
monitors`.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from hudna.read.structure import Page, Sentence
from hudna.text.spans import Span
from hudna.vocabulary import Vocabulary
from hudna.vocabulary.cues import compile_any, to_expression

_BEFORE_MOST = 120
"""How many letters before a name are looked at."""


@dataclass(frozen=True, slots=True)
class _Cues:
    name: re.Pattern[str]
    phrase: re.Pattern[str]
    makes: re.Pattern[str]
    gainsays: re.Pattern[str]
    only_if: re.Pattern[str]
    of_else: re.Pattern[str]
    became: re.Pattern[str]
    known: frozenset[str]


@lru_cache(maxsize=4)
def _cues(vocabulary: Vocabulary) -> _Cues:
    reading: dict[str, Any] = vocabulary.get("reading")
    told: dict[str, Any] = reading["introduces"]
    first = [*told["indefinite"], *told["definite"]]
    adverbs = rf"(?:{to_expression(told['between'])}\s+)*"
    return _Cues(
        compile_any(reading["arrangement_names"]),
        re.compile(
            rf"(?<![\w'-])(?:(?P<first>{'|'.join(first)})[\s\"]+)?"
            rf"(?:(?!(?:{'|'.join(first)})[\s\"]){_WORD}[\s\"]+){{0,4}}$"
        ),
        re.compile(rf"{to_expression(told['makes'])}\s+{adverbs}$"),
        re.compile(rf"{to_expression(told['gainsays'])}(?:\s+[\w'-]+){{0,4}}\s+$"),
        re.compile(rf"{to_expression(told['only_if'])}(?:\s+[\w'-]+){{0,3}}\s+$"),
        re.compile(rf"[\s\"]*{to_expression(told['of_else'])}"),
        re.compile(rf"[\s\"]*{to_expression(told['became'])}"),
        frozenset(told["definite"]),
    )


_WORD = (
    r"(?!(?:of|in|to|for|with|from|on|by|at|and|or|but|that|as|under|during|is|was|are|were|be|been|have|has|had|will|would"
    r"|shall|announced?|declared?|signed|agreed?|reached|accepted)\b)[\w'.:-]+"
)
"""A word that does not end a phrase."""


def introduces(page: Page, sentence: Sentence, clause: Span, vocabulary: Vocabulary) -> bool:
    """Return whether a clause introduces an arrangement by a name for it."""
    cues = _cues(vocabulary)
    names = cues.name.finditer(page.folded, clause.start, clause.end)
    return any(_is_introduced(page, sentence, Span(*n.span()), cues) for n in names)


def tells_of_else(page: Page, name: Span, vocabulary: Vocabulary) -> bool:
    """Return whether a name only says what kind of thing another is: `ceasefire violations`."""
    return _cues(vocabulary).of_else.match(page.folded, name.end) is not None


def _is_introduced(page: Page, sentence: Sentence, name: Span, cues: _Cues) -> bool:
    of = (page.folded, name.end, sentence.span.end)
    if cues.of_else.match(*of) or cues.became.match(*of):
        return False
    before = page.before(name.start, sentence, most=_BEFORE_MOST)
    phrase = cues.phrase.search(before)
    if phrase is None:  # the name is behind a hyphen: the second half of another word
        return False
    before = before[: phrase.start()]
    if cues.only_if.search(before) or cues.gainsays.search(before):
        return False
    is_known = phrase["first"] in cues.known or "'s " in phrase[0]
    return not is_known or cues.makes.search(before) is not None
