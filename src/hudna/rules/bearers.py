"""Bearers: which sides the words of a norm may mean, and whether two norms may have one bearer."""

import re
from collections.abc import Iterable, Iterator

from hudna.domain.dossiers import Dossier
from hudna.rules.answers import Certainty
from hudna.rules.closure import belongs_to
from hudna.rules.lexicon import Lexicon
from hudna.rules.names import Names
from hudna.rules.norms import Rulebook, Side, Who, WhoKind
from hudna.text.folding import match_key
from hudna.vocabulary import Vocabulary
from hudna.vocabulary.states import states_of

_FEW = 2


def sides_meant(
    who: Who, dossier: Dossier, rulebook: Rulebook, vocabulary: Vocabulary
) -> dict[str, Certainty]:
    """Return the sides that a bearer or counterparty means, and how surely each is meant.

    Returns:
        Keys of sides with `certainly` or `possibly`; empty where the words mean nobody in
        particular, or someone who is no side.
    """
    found: dict[str, Certainty] = {}
    if who.kind is WhoKind.NOT_STATED:
        return found
    for side in rulebook.sides:
        member = belongs_to(side.key, who, dossier, rulebook.sides, vocabulary=vocabulary)
        match member.certainty:
            case Certainty.CERTAINLY:
                found[side.key] = Certainty.CERTAINLY
            case Certainty.POSSIBLY | Certainty.UNDETERMINED:
                found[side.key] = Certainty.POSSIBLY
            case Certainty.CERTAINLY_NOT:
                pass
    return found


def may_be_one(first: Who, second: Who, rulebook: Rulebook) -> bool:
    """Return whether two norms may have one bearer: nothing in their words sets them apart."""
    if WhoKind.ACTOR is first.kind is second.kind:
        return not set(first.keys).isdisjoint(second.keys)
    for actor, other in ((first, second), (second, first)):
        if actor.kind is WhoKind.ACTOR and other.kind is WhoKind.EACH_PARTY:
            return any(side.key in actor.keys for side in rulebook.sides)
    return True


def is_named(who: Who, lexicon: Lexicon) -> bool:
    """Return whether the words name someone, rather than a class, every side or nobody."""
    if who.kind is not WhoKind.ACTOR:
        return False
    words = match_key(who.text) if who.text else " ".join(who.keys)
    return names_someone(words, lexicon)


def names_someone(key: str, lexicon: Lexicon) -> bool:
    """Return whether a match key is a name by which one actor is known in any agreement."""
    return any(
        word not in lexicon.names_nobody
        and word.removesuffix("s") not in lexicon.names_nobody
        and not word.isdigit()
        for word in key.split()
    )


def is_class_of_groups(side: Side, lexicon: Lexicon) -> bool:
    """Return whether the words for a side mean groups of other names: `all armed groups`."""
    words = {word.removesuffix("s") for word in side.key.split()}
    return not words.isdisjoint(lexicon.groups) and words.isdisjoint(lexicon.bodies_of_state)


def sides_named_in(words: str, sides: Iterable[Side], dossier: Dossier) -> tuple[Side, ...]:
    """Return the sides of which words name one of the names."""
    text = f" {match_key(words)} "
    return tuple(
        side for side in sides if any(f" {name} " in text for name in names_of(side, dossier))
    )


def sides_owning(words: str, sides: Iterable[Side], dossier: Dossier) -> tuple[Side, ...]:
    """Return the sides whose something words name: `the Guard's convoys`."""
    owners = f" {' ; '.join(match_key(owner) for owner in _iter_owners(words))} "
    return tuple(
        side
        for side in sides
        if any(f" {name} ;" in f"{owners};" for name in names_of(side, dossier))
    )


def names_of(side: Side, dossier: Dossier) -> frozenset[str]:
    """Return the match keys of every name of a side."""
    aliases = Names.of(dossier).aliases
    found = {side.key, match_key(side.name)}
    found.update(name for name, stands_for in aliases.items() if stands_for == side.key)
    return frozenset(name for name in found if name)


def are_few(rulebook: Rulebook) -> bool:
    """Return whether there are no more than two sides, so that a cease-fire is between them."""
    return len(rulebook.sides) <= _FEW


_POSSESSIVE = re.compile(r"((?:[\w-]+\s){0,6}[\w-]+)['’]s?\s")


def _iter_owners(words: str) -> Iterator[str]:
    for match in _POSSESSIVE.finditer(words):
        yield match[1]


def are_one_state(name: str, sides: Iterable[Side], vocabulary: Vocabulary) -> bool:
    """Return whether a name is that of a state, army or body of the state of one of the sides."""
    states = states_of(name, vocabulary)
    return bool(states) and any(not states.isdisjoint(_states(s, vocabulary)) for s in sides)


def _states(side: Side, vocabulary: Vocabulary) -> frozenset[str]:
    names = {side.name, *(name for p in side.participants for name in (p.name, *p.aliases))}
    return frozenset(code for name in names for code in states_of(name, vocabulary))
