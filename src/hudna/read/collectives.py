"""Collectives: sides without a name (`rebel groups`), and bodies known by their task."""

import re
from collections.abc import Iterator

from hudna.read.actors import ActorKind, Mention
from hudna.read.knowledge import GOVERNMENT, STATE, Knowledge
from hudna.read.names import NAME, collective_key, collective_kind
from hudna.read.structure import Page, Sentence
from hudna.text.folding import match_key
from hudna.text.spans import Span

_THE = "the "
_AND = " and "
_BEFORE = 24
_WORD_BEFORE = re.compile(r"([\w'’-]+)\s$")
_ADJECTIVE_AND = re.compile(r"([A-Z][\w-]+)\sand\s$")
_WORDS_BEFORE = re.compile(r"([A-Z]\w+\s[A-Z]\w+)\s$")
_LOYAL = ("loyal to", "allied to")
_LOYAL_TO = re.compile(rf"\s(?:[a-z][\w'’-]*\s){{0,4}}{NAME}")
_OF_NAME = re.compile(rf"\sof\s(?:the\s)?({NAME})")


def iter_collectives(page: Page, sentence: Sentence, knowledge: Knowledge) -> Iterator[Mention]:
    """Yield the collectives of a sentence, each with the word that says whose it is."""
    start, end = sentence.span.start, sentence.span.end
    for match in knowledge.collectives.finditer(page.folded, start, end, sentence.stems):
        if _is_no_side(page, sentence, match, knowledge):
            continue
        if match.group().endswith(_LOYAL):
            yield from _loyal_to(page, match, end)
            continue
        span, owner = _with_owner(page, sentence, match, knowledge)
        group = _named_group(page, span, knowledge) if owner is None else None
        if group is not None:
            yield group
            continue
        words = page.folded_words(span)
        is_named = owner is None and span.start < match.start()
        of = None if is_named else _OF_NAME.match(page.text, span.end, end)
        if of is not None and knowledge.is_governmental(words):
            whose = _first_of(page, Span(*of.span(1)))
            state = knowledge.find_known(page.folded, whose)
            owner = state.key if state is not None and state.key.startswith(STATE) else owner
            span = Span(span.start, max(whose.end, state.span.end if state and owner else 0))
        key = collective_key(words, knowledge, owner=owner)
        yield Mention(span, page.words(span), key, collective_kind(words, knowledge))
    for match in knowledge.own_forces.finditer(page.folded, start, end, sentence.stems):
        if not _is_no_side(page, sentence, match, knowledge):
            span = Span(*match.span())
            owner = knowledge.adjectives.get(page.words(Span(*match.span(1))).casefold())
            yield Mention(
                span, page.words(span), f"{GOVERNMENT}{owner or ''}", ActorKind.GOVERNMENT
            )
            yield from _joined_owner(page, sentence, span, knowledge)
    for match in knowledge.own_officials.finditer(page.folded, start, end, sentence.stems):
        whose = Span(*match.span(1))
        last = Span(whose.end - len(match[1].split()[-1]), whose.end)
        begin = next((w for w in (whose, last) if _owner_of(page, w, knowledge)), None)
        if begin is not None:
            span, owner = Span(begin.start, match.end()), _owner_of(page, begin, knowledge) or ""
            yield Mention(span, page.words(span), owner, ActorKind.STATE)
            yield from _joined_owner(page, sentence, span, knowledge, is_state=True)
    for match in knowledge.sides.finditer(page.folded, start, end, sentence.stems):
        span = Span(*match.span())
        yield Mention(span, page.words(span), "sides", ActorKind.SIDES)


def _loyal_to(page: Page, match: re.Match[str], end: int) -> Iterator[Mention]:
    """Yield those who are loyal to someone, with whom they are."""
    whom = _LOYAL_TO.match(page.text, match.end(), end)
    if whom is not None:
        span = Span(match.start(), whom.end())
        yield Mention(span, page.words(span), match_key(page.words(span)), ActorKind.COLLECTIVE)


def _owner_of(page: Page, span: Span, knowledge: Knowledge) -> str | None:
    return knowledge.adjectives.get(page.words(span).casefold())


def _joined_owner(
    page: Page,
    sentence: Sentence,
    span: Span,
    knowledge: Knowledge,
    *,
    is_state: bool = False,
) -> Iterator[Mention]:
    """Yield the other state whose forces a noun means: `Thai and Cambodian troops`."""
    before = _ADJECTIVE_AND.search(
        page.text, max(sentence.span.start, span.start - _BEFORE), span.start
    )
    owner = knowledge.adjectives.get(before[1].casefold()) if before is not None else None
    if before is not None and owner is not None:
        here = Span(*before.span(1))
        key, kind = f"{GOVERNMENT}{owner}", ActorKind.GOVERNMENT
        if is_state:
            key, kind = owner, ActorKind.STATE
        yield Mention(here, page.words(here), key, kind)


def _first_of(page: Page, names: Span) -> Span:
    """Return the first of several names that 'and' joins: `the Government of X and Y`."""
    joined = page.folded.find(_AND, names.start, names.end)
    return Span(names.start, joined) if joined > 0 else names


def _is_no_side(page: Page, sentence: Sentence, match: re.Match[str], knowledge: Knowledge) -> bool:
    """Return whether the words beside a collective make it no side: `the cease-fire regime`."""
    end = sentence.span.end
    before = page.before(match.start(), sentence, most=_BEFORE)
    return (
        before.endswith(("-", "/"))
        or knowledge.no_side_after.search(before) is not None
        or knowledge.no_side_before.match(page.folded, min(match.end() + 1, end), end) is not None
    )


def _named_group(page: Page, span: Span, knowledge: Knowledge) -> Mention | None:
    """Return the group whose fighters a collective means (`FARC rebels`), or None."""
    if knowledge.is_governmental(page.folded_words(span)):
        return None
    known = knowledge.find_known(page.folded, span)
    if known is None or knowledge.kinds[known.key] is ActorKind.STATE:
        return None
    return Mention(span, page.words(span), known.key, knowledge.kinds[known.key])


def _with_owner(
    page: Page, sentence: Sentence, match: re.Match[str], knowledge: Knowledge
) -> tuple[Span, str | None]:
    """Return a collective with the word that says whose it is, and the state that word means."""
    start = match.start() + (len(_THE) if match.group().startswith(_THE) else 0)
    first = max(sentence.span.start, start - _BEFORE)
    both = _WORDS_BEFORE.search(page.text, first, start)
    if both is not None and both[1].casefold() in knowledge.adjectives:
        return Span(both.start(1), match.end()), knowledge.adjectives[both[1].casefold()]
    before = _WORD_BEFORE.search(page.text, first, start)
    if before is None:
        return Span(start, match.end()), None
    word = before[1]
    owner = knowledge.adjectives.get(word.casefold())
    is_name = word[0].isupper() and word not in knowledge.not_owners
    if owner is not None or (is_name and before.start(1) > sentence.span.start):
        start = before.start(1)
    return Span(start, match.end()), owner


def iter_bodies(page: Page, sentence: Sentence, knowledge: Knowledge) -> Iterator[Mention]:
    """Yield the bodies of a sentence that are named by their task."""
    start, end = sentence.span.start, sentence.span.end
    for match in knowledge.bodies.finditer(page.folded, start, end, sentence.stems):
        span = Span(*match.span())
        yield Mention(span, page.words(span), match_key(page.words(span)), ActorKind.BODY)
