"""Mentions: who is named in a text and where, with one key for each actor."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import zip_longest

from hudna.read.actors import ActorKind, Mention
from hudna.read.arabic import mentions as arabic
from hudna.read.collectives import iter_bodies, iter_collectives
from hudna.read.communities import iter_communities
from hudna.read.knowledge import GOVERNMENT, OPPOSITION, STATE, knowledge_of
from hudna.read.names import (
    find_acronym,
    heads_of,
    iter_defined,
    iter_headed,
    iter_known,
    iter_late,
    iter_shaped,
)
from hudna.read.persons import iter_persons, surnames_of
from hudna.read.strangers import with_strangers
from hudna.read.structure import Page, Sentence
from hudna.text.folding import match_key
from hudna.text.spans import Span
from hudna.vocabulary import Vocabulary
from hudna.vocabulary.gazetteer import is_place
from hudna.vocabulary.loader import ARABIC

Mentions = dict[int, tuple[Mention, ...]]
"""The mentions of a page by the index of their sentence, from left to right, without overlap."""

_DATELINE = re.compile(
    r"[A-Z][A-Z .'’-]+(?:,\s[A-Z]\w+)?\s?(?:\([^)]{2,30}\)\s?)?(?:[-–—]|:(?=\s[A-Z]))\s"
)
"""Where a report was sent from: `GENEVA, Switzerland (Agency) - `; no one acts in it."""
_ONE_GROUP = re.compile(r"\b(?:group|movement|organi[sz]ation)$", re.IGNORECASE)
"""The end of a description of one group: `the largest rebel group`."""
_IS_ARMED = re.compile(
    r"(?:\s\([^)]{1,30}\))?,\s(?:the|an?|one\sof\sthe)\s(?:[\w'’-]+\s){0,4}?"
    r"(?:rebel|armed|militant|terrorist|separatist|guerrilla|insurgent|paramilitary|jihadist)\s"
    r"(?:[\w-]+\s){0,2}?(?:groups?|movements?|organi[sz]ations?|outfits?|army|factions?|militias?)\b"
    r"(?!\s[A-Z])"
)
"""What is said of an armed group right after its name."""
_UNKNOWN = frozenset({ActorKind.ORGANIZATION, ActorKind.NAME})
"""The kinds of those of whom only the shape of their name is known."""
_PERSONAL = frozenset({ActorKind.PERSON, ActorKind.NAME})
_BYNAME = "abu "
"""How the byname of a father begins in a key; a text may leave it out."""
_FULL_NAME = re.compile(r"[^\W\d_a-z][\w'’-]+(?:\s(?:[A-Z]\.\s?)*[^\W\d_a-z][\w'’-]+){1,3}")
_SIGNS_FOR = re.compile(
    r",?\s(?:has |have |had |also )?(?:signed|initialed|inked)\s(?:[a-z]+\s){0,4}?"
    r"(?:for|on behalf of)\s"
)
"""Behind a person who signs for a side."""
_LISTED_WITH = re.compile(
    r"(?:\s\([^)]{0,40}\))?(?:,?\sand\s|,\s|\s&\s|;\s)(?:[A-Z][a-z]{1,4}\.\s)?"
)
"""Between two of a list of persons, with a form of address."""
_CAPITALS = re.compile(r"[A-Z]{3,6}")
_HELPER_BEFORE = 60
_SENDS_HELP = re.compile(
    r"\b(?:facilitat|mediat|observ|monitor|broker|host|good\soffices|auspices)\w*\s(?:\w+\s){0,2}?"
    r"(?:from|of|by)\s(?:the\s)?$"
)
"""Before a government that is no side: `a facilitator from the`."""


def find_mentions(page: Page, vocabulary: Vocabulary) -> Mentions:
    """Return who is named on a page."""
    if vocabulary.language == ARABIC:
        return _find_arabic(page, vocabulary)
    knowledge = knowledge_of(vocabulary)
    found = {
        sentence.index: _without_overlap(
            _apart(
                list(iter_communities(page, sentence, knowledge, vocabulary)),
                [
                    *iter_persons(page, sentence, knowledge),
                    *iter_known(page, sentence, knowledge),
                    *iter_shaped(page, _behind_dateline(page, sentence), knowledge),
                    *iter_collectives(page, sentence, knowledge),
                    *iter_bodies(page, sentence, knowledge),
                ],
            )
        )
        for sentence in page.sentences
    }
    found = {
        sentence.index: _without_dateline(page, sentence, found[sentence.index])
        for sentence in page.sentences
    }
    found = {index: tuple(_iter_explained(page, ms)) for index, ms in found.items()}
    found = with_strangers(page, _with_apposed(page, found), vocabulary)
    found = {index: _with_listed_persons(page, ms, vocabulary) for index, ms in found.items()}
    found = {index: tuple(_iter_without_fighters(page, ms)) for index, ms in found.items()}
    surnames = surnames_of(found.values())
    acronyms = {
        acronym: mention
        for sentence in page.sentences
        for mention in found[sentence.index]
        if (acronym := find_acronym(page, sentence, mention)) is not None
        and acronym not in knowledge.not_acronyms
    }
    headed, verbs = heads_of(found.values()), _resolving(vocabulary)
    capitals = Counter(_CAPITALS.findall(page.text))
    for sentence in page.sentences:
        late = iter_late(
            page, sentence, knowledge, acronyms=acronyms, surnames=surnames, capitals=capitals
        )
        defined = iter_defined(page, sentence, acronyms) if acronyms else ()
        heads = list(iter_headed(page, sentence, headed)) if headed else []
        held = _without_headed(found[sentence.index], heads)
        named = _without_overlap([*defined, *held, *late, *heads])
        found[sentence.index] = tuple(_iter_trimmed(page, named, verbs))
    return _unified(page, _with_bynames(_with_described(found)))


@lru_cache(maxsize=2)
def _resolving(vocabulary: Vocabulary) -> re.Pattern[str]:
    verbs = "|".join(vocabulary.get("reading")["resolving_verbs"])
    return re.compile(rf"^(?:.*\s)?(?:{verbs})(?:\s(?:the\s)?|$)")


def _iter_trimmed(
    page: Page, mentions: Iterable[Mention], verbs: re.Pattern[str]
) -> Iterator[Mention]:
    """Yield mentions without what stands in their words and belongs to no name.

    A place and a dash (`Oslo – The Harland government`), a verb in capitals by which a body
    resolves, the number of a footnote (`Republic1`).
    """
    for mention in mentions:
        words = page.words(mention.span)
        first, last = _SENT_FROM.match(words) or verbs.match(words), _FOOTNOTE.search(words)
        start, end = mention.span.start + (first.end() if first else 0), mention.span.end
        if start >= end:
            continue
        if first is not None or last is not None:
            name = page.words(Span(start, end))
            name = name.removesuffix(last[1]) if last is not None else name
            is_own = mention.key == match_key(mention.name)
            key = match_key(name) if is_own else mention.key
            mention = replace(mention, span=Span(start, end), name=name, key=key)
        yield mention


_SENT_FROM = re.compile(r"[A-Z][\w.'’ ]{1,24}\s(?:[–—]|--?)\s(?:[Tt]he\s)?")
_FOOTNOTE = re.compile(r"[A-Za-z][a-z]{3}(\d{1,2})$")


def _without_headed(mentions: Sequence[Mention], heads: Sequence[Mention]) -> list[Mention]:
    """Return the mentions without names that are the last word of a group's: `the Front`."""
    spans = {head.span for head in heads}
    return [m for m in mentions if m.kind not in _UNKNOWN or m.span not in spans]


def _apart(communities: list[Mention], others: list[Mention]) -> list[Mention]:
    """Return communities and others, but none that takes two communities for one name."""
    if len(communities) < _TWO:
        return [*others, *communities]
    held = [[c for c in communities if o.span.contains(c.span)] for o in others]
    return [*(o for o, cs in zip(others, held, strict=True) if len(cs) < _TWO), *communities]


_TWO = 2


def _with_bynames(found: Mentions) -> Mentions:
    """Return the mentions, a person with and without a byname as one: `Abu Umar al-Shami`.

    What is left without the byname has to be a name of two words, so that no `Abu Umar` becomes
    everyone who is called Umar.
    """
    keys = {m.key for ms in found.values() for m in ms if m.kind in _PERSONAL}
    named = ((key.removeprefix(_BYNAME), key) for key in keys)
    same = {bare: key for bare, key in named if bare != key and bare in keys and " " in bare}
    if not same:
        return found
    return {
        index: tuple(
            replace(m, key=same.get(m.key, m.key)) if m.kind in _PERSONAL else m for m in mentions
        )
        for index, mentions in found.items()
    }


def _with_apposed(page: Page, found: Mentions) -> Mentions:
    """Return the mentions, a name that a text calls an armed group as one: `X, the rebel group`."""
    armed = {
        m.key
        for ms in found.values()
        for m in ms
        if m.kind is ActorKind.NAME and _IS_ARMED.match(page.text, m.span.end)
    }
    if not armed:
        return found
    return {
        index: tuple(
            replace(m, kind=ActorKind.ARMED) if m.kind is ActorKind.NAME and m.key in armed else m
            for m in mentions
        )
        for index, mentions in found.items()
    }


def _with_listed_persons(
    page: Page, mentions: tuple[Mention, ...], vocabulary: Vocabulary
) -> tuple[Mention, ...]:
    """Return the mentions, names that a list joins to a person as persons: `General X, Y and Z`."""
    kept = [
        replace(m, kind=ActorKind.PERSON)
        if m.kind is ActorKind.NAME
        and _FULL_NAME.fullmatch(m.name)
        and _SIGNS_FOR.match(page.text, m.span.end)
        else m
        for m in mentions
    ]
    if not any(m.kind is ActorKind.PERSON for m in kept):
        return mentions
    for order in (range(1, len(kept)), range(len(kept) - 2, -1, -1)):
        step = -1 if order.step > 0 else 1
        for here in order:
            one, known = kept[here], kept[here + step]
            left, right = (known, one) if step < 0 else (one, known)
            if (
                one.kind is ActorKind.NAME
                and known.kind is ActorKind.PERSON
                and _FULL_NAME.fullmatch(one.name)
                and _LISTED_WITH.fullmatch(page.text, left.span.end, right.span.start)
                and not is_place(one.name, vocabulary)
            ):
                kept[here] = replace(one, kind=ActorKind.PERSON)
    return tuple(kept)


def _with_described(found: Mentions) -> Mentions:
    """Return the mentions, a description of one armed group as the only one that is named."""
    armed = {m.key for ms in found.values() for m in ms if m.kind is ActorKind.ARMED}
    if len(armed) != 1:
        return found
    key = next(iter(armed))
    return {
        index: tuple(
            replace(m, key=key, kind=ActorKind.ARMED)
            if m.kind is ActorKind.COLLECTIVE and _ONE_GROUP.search(m.name)
            else m
            for m in mentions
        )
        for index, mentions in found.items()
    }


def _find_arabic(page: Page, vocabulary: Vocabulary) -> Mentions:
    found = {
        sentence.index: _without_overlap(arabic.iter_mentions(page, sentence, vocabulary))
        for sentence in page.sentences
    }
    known = arabic.surnames_of(found.values()) | arabic.short_names_of(found.values())
    for sentence in page.sentences:
        late = arabic.iter_late(page, sentence, known)
        found[sentence.index] = _without_overlap([*found[sentence.index], *late])
    return arabic.unified(found)


def _iter_explained(page: Page, mentions: tuple[Mention, ...]) -> Iterator[Mention]:
    """Yield the mentions, a name that is no more known than by the known one in brackets as that.

    `Tehreek-e-Example (TTE)` is who `TTE` is.
    """
    for mention, following in zip_longest(mentions, mentions[1:]):
        if mention.kind is ActorKind.NAME and following is not None:
            between = page.text[mention.span.end : following.span.start]
            after = page.text[following.span.end : following.span.end + 1]
            if between.strip() == "(" and after == ")" and following.kind is not ActorKind.NAME:
                yield replace(mention, key=following.key, kind=following.kind)
                continue
        yield mention


def _iter_without_fighters(page: Page, mentions: tuple[Mention, ...]) -> Iterator[Mention]:
    """Yield the mentions, each with the noun that only says what it is: `Valley Front rebels`."""
    before: Mention | None = None
    for mention in mentions:
        if (
            before is not None
            and before.kind in {ActorKind.ARMED, ActorKind.ORGANIZATION}
            and mention.key.startswith(OPPOSITION)
            and page.text[before.span.end : mention.span.start] == " "
        ):
            span = Span(before.span.start, mention.span.end)
            before = replace(before, span=span, name=page.words(span))
            continue
        if before is not None and _are_its_own(page, before, mention):
            before = replace(mention, span=Span(before.span.start, mention.span.end))
            continue
        if before is not None:
            yield before
        before = mention
    if before is not None:
        yield before


_OWN = re.compile(
    r"(?:fighters|rebels|guerrillas|gunmen|militants|insurgents|militiamen|combatants|troops|soldiers"
    r"|forces|gangsters|jihadists|separatists)",
    re.IGNORECASE,
)
_OF = re.compile(r"\s(?:of|from)\s(?:the\s)?")


def _are_its_own(page: Page, before: Mention, mention: Mention) -> bool:
    """Return whether a noun only says who of a group is meant: `fighters of the Valley Front`."""
    return (
        before.kind is ActorKind.COLLECTIVE
        and mention.kind in {ActorKind.ARMED, ActorKind.ORGANIZATION}
        and _OWN.fullmatch(before.name) is not None
        and _OF.fullmatch(page.folded, before.span.end, mention.span.start) is not None
    )


def _behind_dateline(page: Page, sentence: Sentence) -> Sentence:
    """Return a sentence without the place that it was sent from, which begins no name."""
    dateline = _DATELINE.match(page.text, sentence.span.start, sentence.span.end)
    if dateline is None:
        return sentence
    return replace(sentence, span=Span(dateline.end(), sentence.span.end))


def _without_dateline(
    page: Page, sentence: Sentence, mentions: tuple[Mention, ...]
) -> tuple[Mention, ...]:
    dateline = _DATELINE.match(page.text, sentence.span.start, sentence.span.end)
    if dateline is None:
        return mentions
    return tuple(m for m in mentions if m.span.start >= dateline.end())


def _without_overlap(mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    """Return the mentions from left to right, of those that overlap the longest."""
    kept: list[Mention] = []
    for mention in sorted(
        mentions, key=lambda m: (m.kind is ActorKind.NAME, -len(m.span), m.span.start)
    ):
        if not any(mention.span.overlaps(other.span) for other in kept):
            kept.append(mention)
    return tuple(sorted(kept, key=lambda m: m.span))


def _unified(page: Page, found: Mentions) -> Mentions:
    """Return the mentions with one key for what is named with and without its state.

    The state is the one whose government the text names most, other than as a helper; opponents of
    another state stay apart from those of whom no state is said.
    """
    owned = Counter(
        m.key
        for ms in found.values()
        for m in ms
        if m.key.startswith(GOVERNMENT + STATE) and not _is_helper(page, m)
    )
    if not owned:
        return found
    owner = max(owned, key=lambda key: (owned[key], key))
    same = {GOVERNMENT: owner, OPPOSITION + owner.removeprefix(GOVERNMENT): OPPOSITION}
    seats = {key.removeprefix(GOVERNMENT): key for key in owned}
    return {
        index: tuple(
            replace(m, key=seats.get(m.key, m.key) if m.is_seat else same.get(m.key, m.key))
            for m in mentions
        )
        for index, mentions in found.items()
    }


def _is_helper(page: Page, mention: Mention) -> bool:
    """Return whether a government only sends who helps: `a facilitator from the`."""
    before = page.folded[max(0, mention.span.start - _HELPER_BEFORE) : mention.span.start]
    return _SENDS_HELP.search(before) is not None
