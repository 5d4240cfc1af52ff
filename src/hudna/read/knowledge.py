"""Knowledge: the actors, states and words for sides that the vocabulary knows."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from hudna.read.actors import ActorKind
from hudna.read.calendars import calendar_of
from hudna.text.folding import folded
from hudna.text.lexicon import Found, Lexicon
from hudna.text.spans import Span
from hudna.vocabulary import Vocabulary
from hudna.vocabulary.cues import AnyCue, compile_any, compile_any_cue, to_expression

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
STATE = "state:"
"""How the key of a state begins."""
GOVERNMENT = "government:"
"""How the key of a government begins; the key of its state follows, where it is known."""
OPPOSITION = "opposition:"
"""How the key of unnamed armed opponents begins; the key of their state follows likewise."""


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What is known of actors before a text is read.

    Attributes:
        lexicon: Every known name and its key.
        kinds: What each key is.
        seats: Names of seats of government, folded.
        acronyms: Names that are written in capitals only, folded.
        adjectives: The key of the state that an adjective (`syrian`) belongs to.
        heads: Last words of the names of groups and bodies.
        titles: Words beside a person's name.
        collectives: Words for unnamed sides.
        own_forces: Words that mean a government behind the adjective of its state.
        own_officials: Words for those who act for a state behind its adjective.
        sides: Words for the sides together.
        never_sides: Collectives that terms speak of and that are no side.
        bodies: Words for bodies that are named by their task.
        no_side_before: Words after a collective that make it no side.
        no_side_after: Words before a collective that make it no side.
        governmental: Words of a government's own forces and offices.
        not_governmental: Beginnings of words that only stand for or against one.
        opposed: Words of its armed opponents.
        armed_names: Words that make an organization an armed group.
        side_heads: Last words of names of bodies that may be a side though none is armed by name.
        official: Words that make an organization one of a government.
        calendar: Names of months, weekdays and feasts.
        not_names: Words that alone name no one, capitalized or not.
        not_in_names: Words that begin a sentence with a capital and belong to no name.
        not_owners: Words before a collective that are no name.
        not_acronyms: What is written in capitals and stands for no group.
        backed: What joins a backed side to who backs it.
        fighters: Common nouns after the name of a group.
    """

    lexicon: Lexicon
    kinds: Mapping[str, ActorKind]
    seats: frozenset[str]
    acronyms: frozenset[str]
    adjectives: Mapping[str, str]
    heads: re.Pattern[str]
    titles: AnyCue
    collectives: AnyCue
    own_forces: AnyCue
    own_officials: AnyCue
    sides: AnyCue
    never_sides: re.Pattern[str]
    bodies: AnyCue
    no_side_before: re.Pattern[str]
    no_side_after: re.Pattern[str]
    governmental: re.Pattern[str]
    not_governmental: tuple[str, ...]
    opposed: re.Pattern[str]
    armed_names: re.Pattern[str]
    side_heads: re.Pattern[str]
    official: re.Pattern[str]
    calendar: frozenset[str]
    not_names: frozenset[str]
    not_in_names: re.Pattern[str]
    not_owners: frozenset[str]
    not_acronyms: frozenset[str]
    backed: re.Pattern[str]
    fighters: re.Pattern[str]

    def find_known(self, folded_text: str, within: Span) -> Found | None:
        """Return the first known name in a stretch of folded text, or None."""
        return next(iter(self.lexicon.iter_found(folded_text, within)), None)

    def is_governmental(self, words: str) -> bool:
        """Return whether folded words name a government or what is a part of it."""
        return self.governmental.search(words) is not None


@lru_cache(maxsize=4)
def knowledge_of(vocabulary: Vocabulary) -> Knowledge:
    """Return what a vocabulary knows of actors."""
    reading: dict[str, Any] = vocabulary.get("reading")
    countries: list[dict[str, Any]] = vocabulary.get("countries")["countries"]
    kinds = dict(_iter_kinds(vocabulary))
    names = tuple(_iter_names(vocabulary))
    written = frozenset(folded(name) for name, _ in names if not name.isupper())
    either = "|".join
    return Knowledge(
        lexicon=Lexicon(names),
        kinds=kinds,
        seats=frozenset(folded(seat) for c in countries for seat in c.get("capitals", ())),
        acronyms=frozenset(folded(name) for name, _ in names if name.isupper()) - written,
        adjectives={
            a.casefold(): STATE + c["code"] for c in countries for a in c.get("adjectives", ())
        },
        heads=compile_any(reading["heads"]),
        titles=compile_any_cue(reading["titles"]),
        collectives=compile_any_cue(reading["collectives"]),
        own_forces=AnyCue(
            reading["own_forces"],
            pattern=re.compile(
                rf"(?<!\w)({either(_adjectives(countries))})\s"
                + to_expression(reading["own_forces"]).removeprefix(r"(?<!\w)")
            ),
        ),
        own_officials=AnyCue(
            reading["own_officials"],
            pattern=re.compile(
                r"(?<!\w)((?:[\w-]+\s)?[\w-]+)\s"
                + to_expression(reading["own_officials"]).removeprefix(r"(?<!\w)")
            ),
        ),
        sides=compile_any_cue([reading["sides"]]),
        never_sides=compile_any(reading["never_sides"]),
        bodies=compile_any_cue([cue for cues in reading["bodies"].values() for cue in cues]),
        no_side_before=compile_any(reading["no_side_before"]),
        no_side_after=re.compile(to_expression(reading["no_side_after"]) + r"\s$"),
        governmental=compile_any(reading["governmental"]),
        not_governmental=tuple(reading["not_governmental"]),
        opposed=compile_any(reading["opposed"]),
        armed_names=compile_any(reading["armed_names"]),
        side_heads=re.compile(rf"{to_expression(reading['side_heads'])}(?:\s(?:of|for)\s.*)?$"),
        official=compile_any(reading["official"]),
        calendar=calendar_of(vocabulary).names,
        not_names=frozenset(reading["not_names"]),
        not_in_names=re.compile(rf"^(?:{either(reading['not_in_names'])})(?:\s|$)"),
        not_owners=frozenset(reading["not_owners"]),
        not_acronyms=frozenset(reading["not_acronyms"]),
        backed=re.compile(rf"[\w.]+-(?:{either(reading['backed'])})\s"),
        fighters=re.compile(rf"\s(?:{either(reading['fighters_of'])})$"),
    )


def _adjectives(countries: list[dict[str, Any]]) -> list[str]:
    """Return the adjectives of states as they stand in folded text, the longest first."""
    found = {folded(a) for c in countries for a in c.get("adjectives", ())}
    return sorted(map(re.escape, found), key=lambda a: (-len(a), a))


def _iter_kinds(vocabulary: Vocabulary) -> Iterator[tuple[str, ActorKind]]:
    for actor in vocabulary.get("actors")["actors"]:
        yield _key_of(actor), _KINDS[actor["kind"]]
    for country in vocabulary.get("countries")["countries"]:
        yield STATE + country["code"], ActorKind.STATE


def _key_of(actor: dict[str, Any]) -> str:
    """Return the key of an actor: a government, or an army that acts for its state, is one."""
    state = actor.get("state")
    return f"{GOVERNMENT}{STATE}{state}" if state else str(actor["id"])


def _iter_names(vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    """Yield every known name with its key, the names of actors before those of states."""
    for actor in vocabulary.get("actors")["actors"]:
        for name in (actor["name"], *actor.get("aliases", ())):
            yield name, _key_of(actor)
    for country in vocabulary.get("countries")["countries"]:
        key = STATE + country["code"]
        for name in (country["name"], *country.get("aliases", ()), *country.get("capitals", ())):
            yield name, key
