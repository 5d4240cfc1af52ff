"""Actors of a registry: who its documents name, as far as the vocabulary knows their names.

Pure functions over views. A name is an actor's where the vocabulary lists it, where it is a
transliteration of a listed name and of no other actor's, or where it is a listed name with words
around it that say nothing (*Nusra Front militants*). Any other name stands for itself: what it may
mean is suggested, and never taken for it.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import lru_cache

from hudna.domain.actors import (
    ActorFacts,
    ActorName,
    ActorView,
    Appearance,
    Script,
    Standing,
)
from hudna.domain.identifiers import content_id
from hudna.domain.statements import SubjectKind
from hudna.domain.views import AgreementView, SubjectView
from hudna.errors import InputError, NotFoundError
from hudna.registry.resolve.naming import ACTOR, STATE, naming_of
from hudna.text.folding import match_key
from hudna.text.transliteration import consonants_of, spelling_key
from hudna.vocabulary import Vocabulary
from hudna.vocabulary.called import KnownActor, actors_by_key, find_actors
from hudna.vocabulary.lineage import actor_facts

_ENGLISH, _ARABIC = "en", "ar"
_MOST_NEAREST = 3
_NEAR = 0.75
"""How alike, from 0 to 1, two spellings have to be for one to be suggested for the other."""
_COMMON = 80
"""From how many names on a word of a name suggests none of them."""
_UNKNOWN = "act"


@dataclass(frozen=True, slots=True)
class Identity:
    """Who a name is taken to be.

    Attributes:
        key: The key of the actor.
        name: What to call it.
        standing: What is known of the name.
    """

    key: str
    name: str
    standing: Standing


def identify(name: str, vocabulary: Vocabulary, *, aliases: Iterable[str] = ()) -> Identity:
    """Return who a name is taken to be; aliases are asked where the name itself is not known."""
    for each in (name, *aliases):
        found = _find_known(each, vocabulary)
        if found is not None:
            return found
    for each in (name, *aliases):
        found = _find_within(each, vocabulary)
        if found is not None:
            return found
    return Identity(content_id(_UNKNOWN, match_key(name) or name), name, Standing.UNKNOWN)


def to_actors(views: Iterable[AgreementView], vocabulary: Vocabulary) -> tuple[ActorView, ...]:
    """Return everyone who takes part in agreements: known actors, states, and other names.

    Each group begins with who stands in most agreements.
    """
    gathered: dict[str, _Gathered] = {}
    for view in views:
        for subject in view.iter_subjects(SubjectKind.PARTICIPANT):
            names = _names_of(subject)
            if names:
                identity = identify(names[0], vocabulary, aliases=names[1:])
                each = gathered.setdefault(identity.key, _Gathered(identity))
                each.add(view, subject)
    actors = (_to_view(each, vocabulary) for each in gathered.values())
    return tuple(sorted(actors, key=_order))


def get_actor(
    asked: str, views: Iterable[AgreementView], vocabulary: Vocabulary
) -> tuple[ActorView, ...]:
    """Return the actors that a key or a name stands for, one where the vocabulary knows the name.

    Args:
        asked: A key, or the beginning of the key of an unknown name, or any name.
        views: The agreements of the registry.
        vocabulary: What names are looked up in.

    Returns:
        Several only where several actors have the very name.

    Raises:
        InputError: There is no letter and no digit in it.
        NotFoundError: Neither the vocabulary nor a document has it; the reason has what is near.
    """
    if not match_key(asked):
        raise InputError(f"{asked!r} is no name to look for", code="input-search", subject=asked)
    actors = to_actors(views, vocabulary)
    by_key = {actor.key: actor for actor in actors}
    listed = _listed(vocabulary)
    key = match_key(asked)
    named = tuple(a for a in actors if any(match_key(n.text) == key for n in a.names))
    keys = [asked] if asked in by_key or asked in listed else []
    keys = keys or [
        a.key for a in actors if asked.startswith(f"{_UNKNOWN}-") and a.key[: len(asked)] == asked
    ]
    keys = keys or [actor.id for actor in find_actors(asked, vocabulary)] or [a.key for a in named]
    if not keys:
        identity = identify(asked, vocabulary)
        keys = [identity.key] if identity.standing is not Standing.UNKNOWN else []
    found = [by_key.get(each) or _absent(each, vocabulary) for each in dict.fromkeys(keys)]
    if found:
        return tuple(found)
    near = ", ".join(name for _, name in find_nearest(asked, vocabulary))
    hint = f"; the nearest known: {near}" if near else ""
    raise NotFoundError(
        f"no document and no vocabulary names {asked!r}{hint}",
        code="not-found-actor",
        subject=asked,
    )


def find_nearest(name: str, vocabulary: Vocabulary) -> tuple[tuple[str, str], ...]:
    """Return the known actors whose names are nearest to a name, by key and name.

    They have the same consonants, whatever the script, or share those of a word that few names have
    and are spelled much alike.
    """
    known = _spellings(vocabulary)
    asked, bare = spelling_key(name), consonants_of(name)
    alike = SequenceMatcher(None, "", asked)
    scored = {identifier: 1.0 for identifier, _ in known.get(f"={bare}", ())}
    near = {
        each
        for word in bare.split()
        if len(known.get(word, ())) < _COMMON
        for each in known.get(word, ())
    }
    for identifier, spelled in sorted(near):
        alike.set_seq1(spelled)
        if alike.real_quick_ratio() >= _NEAR and alike.quick_ratio() >= _NEAR:
            scored[identifier] = max(alike.ratio(), scored.get(identifier, 0.0))
    scored = {identifier: score for identifier, score in scored.items() if score >= _NEAR}
    best = sorted(scored, key=lambda each: (-scored[each], each))[:_MOST_NEAREST]
    listed = _listed(vocabulary)
    return tuple((each, listed[each].names[0]) for each in best)


def script_of(name: str) -> Script:
    """Return in which letters a name is written, by its first letter."""
    for char in name:
        if char.isalpha():
            named = unicodedata.name(char, "")
            if named.startswith("ARABIC"):
                return Script.ARABIC
            return Script.LATIN if named.startswith("LATIN") else Script.OTHER
    return Script.OTHER


@dataclass(slots=True)
class _Gathered:
    """One actor in the making."""

    identity: Identity
    appearances: list[Appearance] = field(default_factory=list)
    documents: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    languages: dict[str, set[str | None]] = field(default_factory=lambda: defaultdict(set))

    def add(self, view: AgreementView, subject: SubjectView) -> None:
        """Add where the actor stands in one account."""
        name, role = subject.find("name"), subject.find("role")
        behalf = subject.find("on_behalf_of")
        shown = role or name
        assert name is not None
        assert shown is not None
        for value in (*subject.all("name"), *subject.all("alias")):
            self.documents[value.value].add(value.document.id)
            self.languages[value.value].add(value.document.metadata.language)
        self.appearances.append(
            Appearance(
                agreement=view.id,
                label=view.label,
                name=name.value,
                role=None if role is None else role.value,
                on_behalf_of=None if behalf is None else behalf.value,
                value=shown,
            )
        )


def _find_known(name: str, vocabulary: Vocabulary) -> Identity | None:
    found = find_actors(name, vocabulary)
    if len(found) != 1:
        return None
    return Identity(found[0].id, found[0].names[0], Standing.KNOWN)


def _find_within(name: str, vocabulary: Vocabulary) -> Identity | None:
    """Return the one actor, or the state, whose name stands among words that say nothing."""
    side = naming_of(vocabulary).find_side(name) if match_key(name) else None
    if side is None or len(side.keys) != 1:
        return None
    [key] = side.keys
    if key.startswith(ACTOR):
        actor = _listed(vocabulary)[key.removeprefix(ACTOR)]
        return Identity(actor.id, actor.names[0], Standing.KNOWN)
    if key.startswith(STATE) and key != STATE:
        code = key.removeprefix(STATE)
        return Identity(key, f"{_countries(vocabulary)[code]} (state)", Standing.STATE)
    return None


def _is_name(words: str, vocabulary: Vocabulary) -> bool:
    """Return whether words name someone in particular, as *the rebels* do not."""
    side = naming_of(vocabulary).find_side(words) if match_key(words) else None
    return side is not None and side.is_specific


def _to_view(gathered: _Gathered, vocabulary: Vocabulary) -> ActorView:
    identity = gathered.identity
    is_name = identity.standing is Standing.UNKNOWN and _is_name(identity.name, vocabulary)
    return ActorView(
        key=identity.key,
        name=identity.name,
        standing=identity.standing,
        facts=_facts_of(identity.key, identity.standing, vocabulary),
        names=_names(identity, gathered.documents, gathered.languages, vocabulary),
        appearances=tuple(gathered.appearances),
        nearest=find_nearest(identity.name, vocabulary) if is_name else (),
    )


def _absent(key: str, vocabulary: Vocabulary) -> ActorView:
    """Return an actor of the vocabulary that no agreement of the registry names."""
    if key.startswith(STATE):
        code = key.removeprefix(STATE)
        name = f"{_countries(vocabulary)[code]} (state)"
        return _to_view(_Gathered(Identity(key, name, Standing.STATE)), vocabulary)
    name = _listed(vocabulary)[key].names[0]
    return _to_view(_Gathered(Identity(key, name, Standing.KNOWN)), vocabulary)


def _facts_of(key: str, standing: Standing, vocabulary: Vocabulary) -> ActorFacts:
    if standing is Standing.KNOWN:
        return actor_facts(vocabulary)[key]
    if standing is Standing.STATE:
        return ActorFacts(kind="state", state=key.removeprefix(STATE))
    return ActorFacts()


def _names(
    identity: Identity,
    documents: Mapping[str, set[str]],
    languages: Mapping[str, set[str | None]],
    vocabulary: Vocabulary,
) -> tuple[ActorName, ...]:
    """Return the names of an actor: as the vocabulary lists them, then others of documents."""
    listed: dict[str, str | None] = {}
    if identity.standing is Standing.KNOWN:
        names = _listed(vocabulary)[identity.key].names
        listed = {name: _ARABIC if script_of(name) is Script.ARABIC else None for name in names}
        listed[names[0]] = _ENGLISH
    found = []
    for text in (*listed, *sorted(name for name in documents if name not in listed)):
        spoken = languages.get(text, set())
        language = next(iter(spoken)) if text not in listed and len(spoken) == 1 else None
        found.append(
            ActorName(
                text=text,
                script=script_of(text),
                language=listed.get(text) or language,
                is_listed=text in listed,
                documents=len(documents.get(text, ())),
            )
        )
    return tuple(found)


def _names_of(subject: SubjectView) -> tuple[str, ...]:
    """Return the names of a participant, that of the reader that counts most first."""
    values = (*subject.all("name"), *subject.all("alias"))
    return tuple(dict.fromkeys(value.value for value in values)) if subject.find("name") else ()


def _order(actor: ActorView) -> tuple[int, int, str, str]:
    standings = list(Standing)
    return standings.index(actor.standing), -len(actor.agreements), actor.name, actor.key


@lru_cache(maxsize=2)
def _listed(vocabulary: Vocabulary) -> Mapping[str, KnownActor]:
    return {a.id: a for actors in actors_by_key(vocabulary).values() for a in actors}


@lru_cache(maxsize=2)
def _countries(vocabulary: Vocabulary) -> Mapping[str, str]:
    return {each["code"]: each["name"] for each in vocabulary.get("countries")["countries"]}


@lru_cache(maxsize=2)
def _spellings(vocabulary: Vocabulary) -> Mapping[str, frozenset[tuple[str, str]]]:
    """Return spellings of actors by the consonants of each word, and of all behind `=`."""
    found: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for actor in _listed(vocabulary).values():
        for name in actor.names:
            consonants = consonants_of(name)
            for key in (f"={consonants}", *consonants.split()):
                found[key].add((actor.id, spelling_key(name)))
    return {key: frozenset(each) for key, each in found.items() if key}
