"""Knowledge: the actors, states and words for sides that the vocabulary knows in Arabic."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from hudna.read.actors import ActorKind
from hudna.read.arabic.words import ARTICLE, WORD, Names
from hudna.text.folding import folded
from hudna.vocabulary import Vocabulary
from hudna.vocabulary.cues import AnyCue, compile_any_cue, to_expression, to_word_expression
from hudna.vocabulary.gazetteer import place_countries

STATE = "state:"
GOVERNMENT = "government:"
OPPOSITION = "opposition:"

_KINDS = {
    "armed": ActorKind.ARMED,
    "military": ActorKind.GOVERNMENT,
    "government": ActorKind.GOVERNMENT,
    "alliance": ActorKind.ARMED,
    "political": ActorKind.ARMED,
    "intergovernmental": ActorKind.INTERNATIONAL,
    "organization": ActorKind.ORGANIZATION,
}
_ENDINGS = ("", "ه", "ين", "ون", "تين", "ان", "تان")


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What is known of actors before an Arabic text is read.

    Attributes:
        names: Every known name and its key.
        kinds: What each key is.
        seats: Names of seats of government, folded.
        adjectives: The key of the state that an adjective belongs to, by each of its forms without
            the article.
        states: Names of states, folded, and their keys.
        governments: Nouns before a state's adjective or name that mean its government.
        apart: Bodies of a government that are named apart.
        unowned: Words for a government or army that say of no state.
        opposed: Words for unnamed armed opponents.
        sides: Words for the sides together.
        bodies: Words for bodies named by their task.
        heads: Words with which the names of groups begin, and what each makes of it.
        members: Words for the fighters of a group whose name follows.
        not_groups: Words after such a head that make it no group.
        not_in_names: Words that end a name.
        titles: Words before a person's name.
        given_names: Words that begin a person's name.
        particles: Words within a person's name that the next belongs to.
        of_states: Nouns before an adjective that means the state itself.
        of_organizations: The keys of the organizations that adjectives mean.
        state_names: The first name of each state, by its key.
        places: Names of places, by match key.
        no_side_before: Words before a government's noun that make it no side.
        no_side_after: Words after it that do so.
        no_regime: A regime that is no government, with what it is of: `نظام وقف إطلاق النار`.
    """

    names: Names
    kinds: Mapping[str, ActorKind]
    seats: frozenset[str]
    adjectives: Mapping[str, str]
    states: Mapping[str, str]
    governments: AnyCue
    apart: re.Pattern[str]
    unowned: AnyCue
    opposed: AnyCue
    sides: AnyCue
    bodies: AnyCue
    heads: Mapping[str, ActorKind]
    members: frozenset[str]
    not_groups: frozenset[str]
    not_in_names: re.Pattern[str]
    titles: re.Pattern[str]
    given_names: frozenset[str]
    particles: frozenset[str]
    of_states: AnyCue
    of_organizations: Mapping[str, str]
    state_names: Mapping[str, str]
    places: Mapping[str, str]
    no_side_before: re.Pattern[str]
    no_side_after: re.Pattern[str]
    no_regime: re.Pattern[str]

    def state_of(self, word: str) -> str | None:
        """Return the key of the state whose adjective a folded word is, or None."""
        return self.adjectives.get(word.removeprefix(ARTICLE))


@lru_cache(maxsize=2)
def knowledge_of(vocabulary: Vocabulary) -> Knowledge:
    """Return what a vocabulary knows of actors in Arabic."""
    reading: dict[str, Any] = vocabulary.get("reading")
    data: dict[str, Any] = vocabulary.get("names.ar")
    states: dict[str, dict[str, list[str]]] = data["states"]
    heads = {
        folded(head): ActorKind(kind)
        for kind, words in reading["group_heads"].items()
        for head in words
    }
    names = {
        folded(name): STATE + code
        for code, state in states.items()
        for name in (*state["names"], *state.get("seats", ()))
        if folded(name) not in _words(data["words"])
    }
    return Knowledge(
        names=Names([*_iter_actors(vocabulary, data), *names.items()]),
        kinds=_kinds(vocabulary) | dict.fromkeys(names.values(), ActorKind.STATE),
        seats=frozenset(folded(s) for state in states.values() for s in state.get("seats", ())),
        adjectives={
            folded(adjective) + ending: STATE + code
            for code, state in states.items()
            for adjective in state["adjectives"]
            for ending in _ENDINGS
        },
        states=names,
        governments=compile_any_cue(data["governments"]),
        apart=re.compile("|".join(folded(words) for words in data["apart"])),
        unowned=compile_any_cue(data["unowned"]),
        opposed=compile_any_cue(reading["opposed"]),
        sides=compile_any_cue([reading["sides"]]),
        bodies=compile_any_cue([cue for cues in reading["bodies"].values() for cue in cues]),
        heads=heads,
        members=_words(data["members"]),
        not_groups=_words(data["not_groups"]),
        not_in_names=re.compile(to_word_expression(reading["not_in_names"])),
        titles=re.compile(to_expression(reading["titles"])),
        given_names=_words(reading["given_names"]),
        particles=_words(reading["name_particles"]),
        of_states=compile_any_cue(data["of_states"]),
        of_organizations={folded(w): key for w, key in data["of_organizations"].items()},
        state_names={STATE + code: state["names"][0] for code, state in states.items()},
        places=place_countries(vocabulary),
        no_side_before=re.compile(to_expression(data["no_side"]["before"]) + r"\s+$"),
        no_side_after=re.compile(r"\s+" + to_expression(data["no_side"]["after"])),
        no_regime=re.compile(
            r"[وفبك]?(?:لل|ال|ل)?نظام\s+" + to_expression(data["no_side"]["after_regime"])
        ),
    )


def _words(words: list[str]) -> frozenset[str]:
    return frozenset(folded(word) for word in words)


def _kinds(vocabulary: Vocabulary) -> dict[str, ActorKind]:
    actors: list[dict[str, Any]] = vocabulary.get("actors")["actors"]
    return {_key_of(actor): _KINDS[actor["kind"]] for actor in actors}


def _key_of(actor: dict[str, Any]) -> str:
    state = actor.get("state")
    return f"{GOVERNMENT}{STATE}{state}" if state else str(actor["id"])


def _iter_actors(vocabulary: Vocabulary, data: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield the Arabic names of actors, those left out that are words as well."""
    words = _words(data["words"])
    for actor in vocabulary.get("actors")["actors"]:
        for name in (*actor.get("ar", ()), *data["actors"].get(actor["id"], ())):
            if folded(name) not in words and WORD.search(name):
                yield name, _key_of(actor)
