"""Actors: who is named in a text, by vocabulary and by the shape of names, one key for each.

Names of the vocabulary are known for what they are. Others are known by their shape: capitalised words that end in a word
such as *Front* or *Council*, an acronym in brackets, a person behind a title, a collective such as *rebel groups*.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import Enum
from functools import lru_cache
from typing import Any

from hudna.read.structure import Page, Sentence
from hudna.text.folding import folded, match_key
from hudna.text.lexicon import Lexicon
from hudna.text.spans import Span
from hudna.vocabulary import Vocabulary
from hudna.vocabulary.cues import compile_any


class ActorKind(Enum):
    """What an actor is, as far as a name tells."""

    ARMED = "armed"
    GOVERNMENT = "government"
    STATE = "state"
    INTERNATIONAL = "international"
    ORGANIZATION = "organization"
    PERSON = "person"
    COLLECTIVE = "collective"
    BODY = "body"
    """A body named by its task: 'a monitoring committee'."""
    NAME = "name"
    """A proper name of which no more is known; it takes a role only where the grammar leaves no doubt."""
    SIDES = "sides"
    """Words for the sides together: 'the two sides'."""


SIDED = frozenset(
    {
        ActorKind.ARMED,
        ActorKind.GOVERNMENT,
        ActorKind.STATE,
        ActorKind.COLLECTIVE,
        ActorKind.ORGANIZATION,
    }
)
"""The kinds that may be a side of an agreement."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A name or a description of an actor at one place.

    Attributes:
        span: The words, without an article.
        name: The words as written.
        key: What is one for all mentions of one actor in a document.
        kind: What the actor is.
        is_seat: Whether the words name a seat of government (`Ankara`) that may be no more than a place.
    """

    span: Span
    name: str
    key: str
    kind: ActorKind
    is_seat: bool = False


_KINDS = {
    "armed": ActorKind.ARMED,
    "military": ActorKind.GOVERNMENT,
    "government": ActorKind.GOVERNMENT,
    "alliance": ActorKind.ARMED,
    "political": ActorKind.ARMED,
    "intergovernmental": ActorKind.INTERNATIONAL,
    "organization": ActorKind.ORGANIZATION,
    "state": ActorKind.STATE,
}
_CAP = r"(?:[A-Z][\w'’`]*[a-z][\w]*|[A-Z]{2,}|al-[A-Z]\w+|a[lnsrdtz]h?-[A-Z][\w'’]+|Al-[A-Z]\w+)(?:-[A-Z]?\w+)*"
_LINK = r"(?:of the|of|for the|for|and|de|del|du|des|da|la|-|–)"
_ACRONYM = re.compile(
    r"\s?\(\s?(?:the )?[“\"]?([A-Z][A-Za-z/-]{1,9}[A-Z]|[A-Z]{2,8})[”\"]?(?:\s?[;,][^)]{0,60})?\s?\)"
)
_NAME = re.compile(rf"{_CAP}(?:\s(?:{_LINK}\s)?{_CAP})*")
_PERSON_NAME = r"(?:[A-Z]\.\s?)*(?:(?:al|as|ash|an|el|bin|ibn|abu|Abu|von|van|de|ben|Bin)[-\s])?[A-Z][\w'’`-]+(?:\s(?:[A-Z]\.\s?)*(?:(?:al|as|ash|an|el|bin|ibn|von|van|de|ben)[-\s])?[A-Z][\w'’`-]+){0,3}"
_CALENDAR = frozenset(
    "january february march april may june july august september october november december monday tuesday wednesday "
    "thursday friday saturday sunday ramadan christmas easter eid".split()
)
_LEADING = re.compile(
    r"^(?:The|A|An|Both|In|On|At|But|And|As|For|Under|According|After|Since|While|Meanwhile|However)\s"
)
_NOT_ACRONYM = frozenset(
    "AFP AP UPI TASS GMT BBC CNN UTC USD PM AM TV NGO CEO ID OK II III IV VI AND THE".split()
)


@dataclass(frozen=True, slots=True)
class _Knowledge:
    lexicon: Lexicon
    kinds: Mapping[str, ActorKind]
    seats: frozenset[str]
    adjectives: Mapping[str, str]
    heads: re.Pattern[str]
    titles: re.Pattern[str]
    collectives: re.Pattern[str]
    sides: re.Pattern[str]
    bodies: re.Pattern[str]


@lru_cache(maxsize=4)
def _knowledge(vocabulary: Vocabulary) -> _Knowledge:
    reading: dict[str, Any] = vocabulary.get("reading")
    actors: list[dict[str, Any]] = vocabulary.get("actors")["actors"]
    countries: list[dict[str, Any]] = vocabulary.get("countries")["countries"]
    kinds: dict[str, ActorKind] = {}
    seats: set[str] = set()
    pairs: list[tuple[str, str]] = []
    for actor in actors:
        key = actor["id"]
        kinds[key] = _KINDS[actor["kind"]]
        pairs += [(name, key) for name in (actor["name"], *actor.get("aliases", ()))]
    adjectives: dict[str, str] = {}
    for country in countries:
        key = f"state:{country['code']}"
        kinds[key] = ActorKind.STATE
        seats.update(folded(seat) for seat in country.get("capitals", ()))
        pairs += [(name, key) for name in (country["name"], *country.get("aliases", ()))]
        pairs += [(name, key) for name in country.get("capitals", ())]
        adjectives.update((a.casefold(), country["code"]) for a in country.get("adjectives", ()))
    return _Knowledge(
        Lexicon(pairs),
        kinds,
        frozenset(seats),
        adjectives,
        compile_any(reading["heads"]),
        compile_any(reading["titles"]),
        compile_any(reading["collectives"]),
        compile_any([reading["sides"]]),
        compile_any([cue for cues in reading["bodies"].values() for cue in cues]),
    )


def find_mentions(page: Page, vocabulary: Vocabulary) -> dict[int, tuple[Mention, ...]]:
    """Return the mentions of actors by the index of their sentence, from left to right, without overlap."""
    knowledge = _knowledge(vocabulary)
    acronyms: dict[str, tuple[str, ActorKind]] = {}
    found: dict[int, list[Mention]] = {}
    for sentence in page.sentences:
        found[sentence.index] = list(_iter_mentions(page, sentence, knowledge, acronyms))
    surnames = _surnames(found.values())
    everyone: dict[int, tuple[Mention, ...]] = {}
    for sentence in page.sentences:
        late = _iter_late(page, sentence, found[sentence.index], acronyms, surnames)
        merged = _without_overlap([*found[sentence.index], *late])
        everyone[sentence.index] = tuple(sorted(merged, key=lambda m: m.span))
    return _unified(everyone)


def _iter_mentions(
    page: Page,
    sentence: Sentence,
    knowledge: _Knowledge,
    acronyms: dict[str, tuple[str, ActorKind]],
) -> Iterator[Mention]:
    taken: list[Span] = []
    for mention in _without_overlap(
        [
            *_iter_persons(page, sentence, knowledge),
            *_iter_known(page, sentence, knowledge),
            *_iter_shaped(page, sentence, knowledge, acronyms),
            *_iter_collectives(page, sentence, knowledge),
            *_iter_bodies(page, sentence, knowledge),
        ]
    ):
        taken.append(mention.span)
        yield mention


def _iter_known(page: Page, sentence: Sentence, knowledge: _Knowledge) -> Iterator[Mention]:
    for found in knowledge.lexicon.iter_found(page.folded, sentence.span):
        words = page.words(found.span)
        if not any(c.isupper() for c in words) and words[0].isascii():
            continue
        key, kind = found.key, knowledge.kinds[found.key]
        if (
            kind is ActorKind.STATE
            and len(words.replace(".", "")) <= 3
            and not words.replace(".", "").isupper()
        ):
            continue  # "us" is a word, "US" a state
        span = _with_collective(page, sentence, found.span, knowledge)
        if span is not None and kind is ActorKind.STATE:
            tail = page.folded[found.span.end : span.end]
            yield Mention(
                span, page.words(span), _collective_key(tail, key), _collective_kind(tail)
            )
            continue
        yield Mention(found.span, words, key, kind, folded(words) in knowledge.seats)


def _with_collective(
    page: Page, sentence: Sentence, span: Span, knowledge: _Knowledge
) -> Span | None:
    """Return the span with the collective that follows a name: `Syria's army`, `FARC rebels`."""
    match = knowledge.collectives.match(
        page.folded, *_after_possessive(page, span, sentence.span.end)
    )
    return Span(span.start, match.end()) if match is not None else None


def _after_possessive(page: Page, span: Span, end: int) -> tuple[int, int]:
    match = re.compile(r"(?:['`’]s?)?\s").match(page.folded, span.end, end)
    return (match.end() if match else end), end


def _collective_kind(words: str) -> ActorKind:
    return ActorKind.GOVERNMENT if _GOVERNMENTAL.search(words) else ActorKind.COLLECTIVE


_GOVERNMENTAL = re.compile(
    r"\b(?:government|regime|junta|military|army|security forces|troops|loyalist|authorities|administration|state)\b"
)
_OPPOSITION = re.compile(
    r"\b(?:rebels?|insurgents?|militants?|guerrillas?|opposition|factions?|fighters|armed|gunmen|jihadists?|separatists?|militias?)\b"
)


def _collective_key(words: str, owner: str | None = None) -> str:
    if _GOVERNMENTAL.search(words) and not words.strip().startswith(
        ("pro-government", "anti-government")
    ):
        return f"government:{owner or ''}"
    if _OPPOSITION.search(words):
        return "opposition"
    return match_key(words)


def _iter_collectives(page: Page, sentence: Sentence, knowledge: _Knowledge) -> Iterator[Mention]:
    for match in knowledge.collectives.finditer(
        page.folded, sentence.span.start, sentence.span.end
    ):
        start = match.start() + (4 if match.group().startswith("the ") else 0)
        before = re.compile(r"([\w'’-]+)\s$").search(
            page.text, max(sentence.span.start, start - 24), start
        )
        owner = None
        if before is not None:
            word = before[1]
            code = knowledge.adjectives.get(word.casefold())
            if code is not None:
                start, owner = before.start(1), f"state:{code}"
            elif (
                word[0].isupper()
                and word not in {"The", "A", "An", "Both", "All", "Some"}
                and before.start(1) > sentence.span.start
            ):
                start = before.start(1)
        span = Span(start, match.end())
        words = page.folded[span.start : span.end]
        of = _OF_NAME.match(page.text, match.end(), sentence.span.end)
        if of is not None and _GOVERNMENTAL.search(words):
            state = next(
                iter(knowledge.lexicon.iter_found(page.folded, Span(of.start(1), of.end(1)))), None
            )
            owner = state.key if state is not None and state.key.startswith("state:") else owner
            span = Span(start, of.end())
        yield Mention(
            span, page.words(span), _collective_key(words, owner), _collective_kind(words)
        )
    for match in knowledge.sides.finditer(page.folded, sentence.span.start, sentence.span.end):
        span = Span(match.start(), match.end())
        yield Mention(span, page.words(span), "sides", ActorKind.SIDES)


def _named_group(page: Page, span: Span, knowledge: _Knowledge) -> Mention | None:
    """Return the group whose fighters a collective means (`FARC rebels`), or None where no name stands in it."""
    words = page.words(span)
    name = _NAME.match(words)
    if name is None or _GOVERNMENTAL.search(page.folded_words(span)):
        return None
    known = next(iter(knowledge.lexicon.iter_found(page.folded, span)), None)
    if known is not None and knowledge.kinds[known.key] is not ActorKind.STATE:
        return Mention(span, words, known.key, knowledge.kinds[known.key])
    first = name.group()
    if first.casefold() in knowledge.adjectives or first.istitle() and len(first) < 3:
        return None
    return Mention(span, words, match_key(first), ActorKind.ARMED) if first.isupper() else None


_OF_NAME = re.compile(rf"\sof\s(?:the\s)?({_CAP}(?:\s(?:{_LINK}\s)?{_CAP})*)")


def _iter_bodies(page: Page, sentence: Sentence, knowledge: _Knowledge) -> Iterator[Mention]:
    for match in knowledge.bodies.finditer(page.folded, sentence.span.start, sentence.span.end):
        span = Span(*match.span())
        yield Mention(span, page.words(span), match_key(page.words(span)), ActorKind.BODY)


def _iter_shaped(
    page: Page,
    sentence: Sentence,
    knowledge: _Knowledge,
    acronyms: dict[str, tuple[str, ActorKind]],
) -> Iterator[Mention]:
    for match in _NAME.finditer(page.text, sentence.span.start, sentence.span.end):
        name, start = match.group(), match.start()
        lead = _LEADING.match(name)
        if lead is not None:
            name, start = name[lead.end() :], start + lead.end()
        owned = _OWNER.match(name)
        if owned is not None:
            name, start = name[owned.end() :], start + owned.end()
        if not name or all(w.casefold() in _CALENDAR for w in name.split()):
            continue
        name = _POSSESSIVE.sub("", name)
        end = start + len(name)
        backed = _BACKED.match(name)
        if backed is not None:
            name, start = name[backed.end() :], start + backed.end()
        tail = _LOWER_HEAD.match(page.text, end, sentence.span.end) if name.count(" ") else None
        if tail is not None and knowledge.heads.fullmatch(page.folded, tail.start(1), tail.end(1)):
            name, end = page.text[start : tail.end(1)], tail.end(1)
        acronym = _ACRONYM.match(page.text, end, sentence.span.end)
        words = name.split()
        head = knowledge.heads.fullmatch(page.folded, end - len(words[-1]), end) is not None
        if len(words) > 1 and head:
            kind = ActorKind.ORGANIZATION if not _OFFICIAL.search(name) else ActorKind.GOVERNMENT
            key = match_key(name)
        elif acronym is not None and len(words) > 1:
            kind, key = ActorKind.ORGANIZATION, match_key(name)
        elif start > sentence.span.start or acronym is not None:
            yield from _iter_names(page, Span(start, end))
            continue
        else:
            continue
        if acronym is not None:
            known = next(iter(knowledge.lexicon.iter_found(page.folded, Span(start, end))), None)
            if known is not None and len(known.span) == end - start:
                key, kind = known.key, knowledge.kinds[known.key]
            acronyms[acronym[1]] = (key, kind)
        yield Mention(Span(start, end), page.text[start:end], key, kind)


def _iter_names(page: Page, span: Span) -> Iterator[Mention]:
    """Yield the names that 'and' joins in a run of capitalised words."""
    start = span.start
    for piece in re.split(r"(\sand\s)", page.words(span)):
        if piece.strip() and piece.strip() != "and":
            here = Span(start, start + len(piece))
            yield Mention(here, page.words(here), match_key(piece), ActorKind.NAME)
        start += len(piece)


_BACKED = re.compile(r"[\w.]+-(?:backed|led|allied|aligned|supported)\s")
_OWNER = re.compile(r"(?:[A-Z][\w-]+\s)?[A-Z][\w-]+['’`]s\s(?=[A-Z])")
_POSSESSIVE = re.compile(r"['’`]s?$")
_LOWER_HEAD = re.compile(r"\s([a-z]+)\b")
_OFFICIAL = re.compile(r"\b(?:Government|Ministry|Army|Regime|Military|Administration|Junta)\b")


def _iter_persons(page: Page, sentence: Sentence, knowledge: _Knowledge) -> Iterator[Mention]:
    for title in knowledge.titles.finditer(page.folded, sentence.span.start, sentence.span.end):
        behind = _PERSON.match(page.text, title.end(), sentence.span.end)
        if (
            behind is not None
            and len(behind[1]) > 2
            and behind[1].split()[0].casefold() not in _CALENDAR
        ):
            span = Span(behind.start(1), behind.end(1))
            if (
                knowledge.heads.search(page.folded, span.end - len(behind[1].split()[-1]), span.end)
                is None
            ):
                yield Mention(span, behind[1], match_key(behind[1]), ActorKind.PERSON)
    for person in _APPOSED.finditer(page.text, sentence.span.start, sentence.span.end):
        if knowledge.titles.search(
            page.folded, person.end(1), min(person.end(1) + 40, sentence.span.end)
        ):
            span = Span(person.start(1), person.end(1))
            if not any(w.casefold() in _CALENDAR for w in person[1].split()):
                yield Mention(span, person[1], match_key(person[1]), ActorKind.PERSON)


_PERSON = re.compile(rf"\s({_PERSON_NAME})")
_APPOSED = re.compile(
    rf"(?<!\w)([A-Z][\w'’`-]+(?:\s(?:al-|as-|[A-Z])[\w'’`.-]+){{1,3}}),\s(?=(?:the|a|an|head|who|leader|chief|\w+\s\w+)\s)"
)


def _surnames(sentences: Iterable[list[Mention]]) -> dict[str, Mention]:
    """Return the last words of persons' names: how a text calls them after the first time."""
    surnames: dict[str, Mention] = {}
    for mentions in sentences:
        for mention in mentions:
            words = mention.name.split()
            if mention.kind is ActorKind.PERSON and len(words) > 1 and len(words[-1]) > 3:
                surnames.setdefault(words[-1].casefold(), mention)
    return surnames


def _iter_late(
    page: Page,
    sentence: Sentence,
    already: list[Mention],
    acronyms: Mapping[str, tuple[str, ActorKind]],
    surnames: Mapping[str, Mention],
) -> Iterator[Mention]:
    """Yield what only the whole text tells: acronyms explained somewhere, surnames of persons, bare acronyms."""
    for match in re.compile(
        r"(?<![\w.-])([A-Z][A-Z-]{1,7}[A-Z]|[A-Z]{2}|[A-Z][\w'’-]+)(?!\w)"
    ).finditer(page.text, sentence.span.start, sentence.span.end):
        span, word = Span(match.start(), match.end()), match[1]
        if word in acronyms:
            key, kind = acronyms[word]
            yield Mention(span, word, key, kind)
        elif word.casefold() in surnames:
            person = surnames[word.casefold()]
            yield Mention(span, word, person.key, ActorKind.PERSON)
        elif (
            word.isupper()
            and 3 <= len(word) <= 6
            and word not in _NOT_ACRONYM
            and page.text.count(word) > 1
        ):
            yield Mention(span, word, match_key(word), ActorKind.ORGANIZATION)


def _without_overlap(mentions: Iterable[Mention]) -> list[Mention]:
    kept: list[Mention] = []
    for mention in sorted(
        mentions, key=lambda m: (m.kind is ActorKind.NAME, -len(m.span), m.span.start)
    ):
        if not any(mention.span.overlaps(other.span) for other in kept):
            kept.append(mention)
    return sorted(kept, key=lambda m: m.span)


def _unified(found: dict[int, tuple[Mention, ...]]) -> dict[int, tuple[Mention, ...]]:
    """Return the mentions with one key for a government that is named once with and once without its state."""
    owned = [m.key for ms in found.values() for m in ms if m.key.startswith("government:state")]
    owner = max(set(owned), key=lambda k: (owned.count(k), k)) if owned else None
    if owner is None:
        return found
    rest = {"government:": owner}
    return {
        index: tuple(Mention(m.span, m.name, rest.get(m.key, m.key), m.kind) for m in mentions)
        for index, mentions in found.items()
    }
