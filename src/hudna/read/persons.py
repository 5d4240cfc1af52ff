"""Persons: names behind a title or before one in apposition, and their surnames."""

import re
from collections.abc import Iterable, Iterator, Sequence

from hudna.read.actors import ActorKind, Mention
from hudna.read.knowledge import Knowledge
from hudna.read.structure import Page, Sentence
from hudna.text.folding import match_key
from hudna.text.spans import Span

_PARTICLE = r"(?:al|as|ash|an|el|bin|ibn|von|van|de|ben|y|da|dos|del|la|ould|ag)"
_FIRST_PARTICLE = r"(?:al|as|ash|an|el|bin|ibn|abu|Abu|von|van|de|ben|Bin)"
_INITIALS = r"(?:[A-Z](?:\.\s?|\s))*"
_UPPER = "A-ZÀ-ÖØ-ÞĆČĐĞİŁŚŞŠŹŽŻ"
"""The capital letters that a name may begin with."""
_WORD = rf"[{_UPPER}][\w'’`-]+"
_OF_WHAT = rf"(?:\s(?:for|of|to|in|at|on)\s(?:the\s)?{_WORD}(?:\s{_WORD}){{0,3}},)?"
_FULL_NAME = (
    rf"({_INITIALS}(?:{_FIRST_PARTICLE}[-\s])?{_WORD}"
    rf"(?:\s{_INITIALS}(?:{_PARTICLE}[-\s])?{_WORD}){{0,3}})"
)
_BEHIND_TITLE = re.compile(rf"\.?{_OF_WHAT}\s{_FULL_NAME}")
_BEHIND_COMMA = re.compile(
    rf"(?:\s(?:for|of|to|in|at|on)\s[^,.;]{{2,60}})?,\s(?:[\w.]+\s){{0,3}}?({_WORD}(?:\s{_WORD}){{1,3}})(?=[,.;]|\s(?:and|said|told|[a-z]+ed)\b|$)"
)
_FOR_WHAT = re.compile(r"\s(?:for|of|to)\s(?:the\s)?")
_AND_NAME = re.compile(rf"\sand\s{_FULL_NAME}")
_BEHIND_WHAT = re.compile(rf",?\s{_FULL_NAME}")
_APPOSED = re.compile(
    rf"(?<!\w)({_WORD}(?:\s(?:al-|as-|[{_UPPER}])[\w'’`.-]+){{1,3}}),"
    r"\s(?=(?:the|a|an|head|who|leader|chief|[\w'’]+\s[\w'’]+)\s)"
)
_OWNER = re.compile(r"[\w.-]+(?:'s|’s|'|’)\s(?=\S)")
_OFFICE = re.compile(r"(?:of|for|to|state|government|staff|mission|delegation|affairs)\.?\s")
"""What is left of an office before a name: `Head of State Ola Ruud`."""
_OF_ACRONYM = re.compile(rf"(?<!\w)[A-Z]{{3,6}}['’]s\s({_WORD}\s{_WORD})(?=[,.]?\s(?!{_WORD}))")
_FORMS_OF_ADDRESS = frozenset({"mrs", "ms"})
_APPOSITION = 40
_SURNAME_LEAST = 4


def iter_persons(page: Page, sentence: Sentence, knowledge: Knowledge) -> Iterator[Mention]:
    """Yield the persons of a sentence, each without what stands before the name."""
    for person in _iter_written(page, sentence, knowledge):
        bare = _bare(page, person, knowledge)
        if bare is not None:
            yield bare


def _iter_written(page: Page, sentence: Sentence, knowledge: Knowledge) -> Iterator[Mention]:
    yield from _iter_titled(page, sentence, knowledge)
    yield from _iter_apposed(page, sentence, knowledge)
    for of in _OF_ACRONYM.finditer(page.text, sentence.span.start, sentence.span.end):
        span = Span(*of.span(1))
        if not _is_group(page, span, knowledge) and not knowledge.find_known(page.folded, span):
            yield Mention(span, of[1], match_key(of[1]), ActorKind.PERSON)


def _bare(page: Page, person: Mention, knowledge: Knowledge) -> Mention | None:
    """Return a person by the name alone, without owner, office, title or state; None where no name.

    `Norway's Major-General Ola Ruud` is Ola Ruud, as is `Norway Ola Ruud` behind `envoy to`.
    """
    start, end = person.span.start, person.span.end
    if page.folded.endswith("'s", start, end):
        end -= len("'s")
    while True:
        rest = page.folded[start:end]
        lead = _OWNER.match(page.folded, start, end) or _OFFICE.match(page.folded, start, end)
        if lead is None:
            lead = knowledge.titles.pattern.match(page.folded, start, end)
        if lead is None and rest.count(" ") >= 2:
            known = knowledge.find_known(page.folded, Span(start, end))
            is_state = known is not None and knowledge.kinds[known.key] is ActorKind.STATE
            if known is not None and is_state and known.span.start == start:
                start = min(end, known.span.end + 1)
                continue
        if lead is None:
            break
        start = lead.end()
        while start < end and page.folded[start] in " .":
            start += 1
    if start >= end or not page.text[start].isalpha():
        return None
    if start == person.span.start and end == person.span.end:
        return person
    span = Span(start, end)
    return Mention(span, page.words(span), match_key(page.words(span)), ActorKind.PERSON)


def _iter_titled(page: Page, sentence: Sentence, knowledge: Knowledge) -> Iterator[Mention]:
    start, end = sentence.span.start, sentence.span.end
    for title in knowledge.titles.finditer(page.folded, start, end, sentence.stems):
        behind = _behind_known(page, title.end(), end, knowledge) or _BEHIND_TITLE.match(
            page.text, title.end(), end
        )
        if behind is None:
            behind = _BEHIND_COMMA.match(page.text, title.end(), end)
            if behind is not None and knowledge.find_known(page.folded, Span(*behind.span(1))):
                continue
        if behind is None or len(behind[1]) < 3:
            continue
        span, words = Span(*behind.span(1)), behind[1].split()
        known = knowledge.find_known(page.folded, span)
        if known is not None and known.span == span:
            continue
        if words[0].casefold() not in knowledge.calendar and not _is_group(page, span, knowledge):
            yield Mention(span, behind[1], match_key(behind[1]), ActorKind.PERSON)
            joined = _AND_NAME.match(page.text, span.end, end)
            is_plural = title.group().endswith("s") and title.group() not in _FORMS_OF_ADDRESS
            if is_plural and joined is not None:
                other = Span(*joined.span(1))
                yield Mention(other, joined[1], match_key(joined[1]), ActorKind.PERSON)


def _behind_known(page: Page, start: int, end: int, knowledge: Knowledge) -> re.Match[str] | None:
    """Return the name behind a title and a known name: `envoy for Norway Ingrid Dahl`."""
    what = _FOR_WHAT.match(page.text, start, end)
    known = knowledge.find_known(page.folded, Span(what.end(), end)) if what is not None else None
    if what is None or known is None or known.span.start != what.end():
        return None
    return _BEHIND_WHAT.match(page.text, known.span.end, end)


def _iter_apposed(page: Page, sentence: Sentence, knowledge: Knowledge) -> Iterator[Mention]:
    end = sentence.span.end
    for person in _APPOSED.finditer(page.text, sentence.span.start, end):
        whole = Span(*person.span(1))
        if all(map(knowledge.titles.pattern.fullmatch, page.folded_words(whole).split())):
            continue
        span = _without_title(page, whole, sentence, knowledge)
        ahead = min(span.end + _APPOSITION, end)
        if knowledge.titles.pattern.search(page.folded, span.end, ahead) is None:
            continue
        name = page.words(span)
        is_time = any(word.casefold() in knowledge.calendar for word in name.split())
        if not is_time and not _is_group(page, span, knowledge):
            yield Mention(span, name, match_key(name), ActorKind.PERSON)


def _without_title(page: Page, span: Span, sentence: Sentence, knowledge: Knowledge) -> Span:
    """Return a name without the title that it begins with: `Brother Umar al-Shami`."""
    title = knowledge.titles.search(page.folded, span.start, span.end, sentence.stems)
    if title is None or title.start() != span.start or title.end() + 1 >= span.end:
        return span
    name = Span(title.end() + 1, span.end)
    return name if " " in page.words(name) else span


def _is_group(page: Page, span: Span, knowledge: Knowledge) -> bool:
    """Return whether a name ends as that of a group does."""
    last = page.words(span).split()[-1]
    return knowledge.heads.search(page.folded, span.end - len(last), span.end) is not None


def surnames_of(sentences: Iterable[Sequence[Mention]]) -> dict[str, Mention]:
    """Return the persons by the last words of their names, as a text calls them later."""
    surnames: dict[str, Mention] = {}
    for mentions in sentences:
        for mention in mentions:
            first, _, last = mention.name.rpartition(" ")
            if mention.kind is ActorKind.PERSON and first and len(last) >= _SURNAME_LEAST:
                surnames.setdefault(last.casefold(), mention)
    return surnames
