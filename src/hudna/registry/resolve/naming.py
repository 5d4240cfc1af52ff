"""Names in accounts: which actor, state or unnamed side a name stands for, and which place.

Documents call one side `the Syrian army`, `Damascus` and `the regime`, and another `militants` and
`Jaish al-Islam`. What a name stands for here is a set of keys, and two names may mean one side
where they share one. Nothing is kept of it but in comparing.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from hudna.text.folding import match_key
from hudna.vocabulary import Vocabulary

STATE = "state:"
"""How the key of a state's own side begins; its code follows, where it is known."""
OPPOSED = "opposed:"
"""The key of armed opponents that are not named."""
ACTOR = "actor:"
"""How the key of an actor of the vocabulary begins."""
NAME = "name:"
"""How the key of a name that the vocabulary does not know begins."""
_ARABIC_ARTICLE = "ال"
_LONGEST = 8
_MANY_COUNTRIES = 3
_OWN_NAME = re.compile(r"(?:[A-ZÀ-Þ][\w'’-]*\s+)+[A-ZÀ-Þ][\w'’-]*(?=\s|$)")
_POSSESSIVES = str.maketrans(dict.fromkeys("’'`´‘", "'"))


@dataclass(frozen=True, slots=True)
class Side:
    """Who a participant is, as far as its names tell.

    Attributes:
        name: The name as the document writes it.
        keys: What it stands for.
        countries: Where it belongs, by code; empty where that is not known, or is many.
        words: What tells its names from others, transliterations made one.
    """

    name: str
    keys: frozenset[str]
    countries: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()

    @property
    def is_specific(self) -> bool:
        """Return whether the names tell the side from every other."""
        return any(key not in {STATE, OPPOSED} for key in self.keys)

    @property
    def is_known(self) -> bool:
        """Return whether it is an actor, or a state, that the vocabulary knows."""
        return any(
            key.startswith(ACTOR) or (key.startswith(STATE) and key != STATE) for key in self.keys
        )


@dataclass(frozen=True, slots=True)
class Place:
    """A place as it is compared.

    Attributes:
        name: The name as the document writes it.
        keys: What it may be: places of the vocabulary, and the words of its name.
        countries: Where it lies; empty where that is not known.
        is_country: Whether it is a whole country.
    """

    name: str
    keys: frozenset[str]
    countries: frozenset[str]
    is_country: bool = False


@dataclass(frozen=True, slots=True)
class Naming:
    """What a vocabulary knows of names, ready for looking up.

    Attributes:
        actors: The keys and countries of an actor, by the words of each of its names.
        states: The code of a state, by the words of its name, adjective or seat.
        peoples: The code of a state, by the words of its name or adjective.
        lands: The code of a state, by the words of its name alone.
        vocabulary: The vocabulary, for what is looked up only where it is needed.
        state_words: Words of a state's own side.
        heads: Words that end a name of a government or an army.
        opposed_words: Words of armed opponents.
        everyone: Words for all sides together.
        empty: Words that say nothing in a name.
        around: Words around the name of a place.
        ordinals: The number that words of a name give an agreement.
        extended: Words of a prolongation.
        named_heads: Words with which the proper name of an agreement ends.
        any_named: Words of such names that any agreement may bear.
    """

    actors: Mapping[str, tuple[frozenset[str], frozenset[str]]]
    states: Mapping[str, str]
    peoples: Mapping[str, str]
    lands: Mapping[str, str]
    vocabulary: Vocabulary
    state_words: frozenset[str]
    heads: frozenset[str]
    opposed_words: frozenset[str]
    everyone: frozenset[str]
    empty: frozenset[str]
    around: frozenset[str]
    ordinals: Mapping[str, str]
    extended: frozenset[str]
    named_heads: frozenset[str]
    any_named: frozenset[str]
    _sides: dict[tuple[str, ...], Side | None] = field(default_factory=dict, compare=False)
    _places: dict[str, Place | None] = field(default_factory=dict, compare=False)

    @property
    def places(self) -> Mapping[str, tuple[frozenset[str], frozenset[str]]]:
        """Return the places and countries of a name, by its words."""
        return _places(self.vocabulary)

    def find_side(self, name: str, aliases: Iterable[str] = ()) -> Side | None:
        """Return who a participant is, or None where the words name nobody in particular."""
        names = (name, *aliases)
        if names not in self._sides:
            self._sides[names] = self._side(names)
        return self._sides[names]

    def find_place(self, name: str) -> Place | None:
        """Return what a place is compared by, or None where the words name none."""
        if name not in self._places:
            self._places[name] = self._place(name)
        return self._places[name]

    def find_own_name(self, label: str) -> str | None:
        """Return the proper name with which a label begins, without the word that ends it.

        None where it has none, or only words that any agreement may bear.
        """
        match = _OWN_NAME.match(label)
        words = to_words(match[0]) if match is not None else []
        if not words or words[-1] not in self.named_heads:
            return None
        telling = [w for w in words[:-1] if w not in self.any_named]
        return " ".join(words[:-1]) if telling else None

    def iter_states(self, text: str) -> Iterator[str]:
        """Yield the code of each state that words name, once a mention."""
        words = to_words(text)
        index = 0
        while index < len(words):
            for length in range(min(4, len(words) - index), 0, -1):
                code = self.peoples.get(" ".join(words[index : index + length]))
                if code is not None:
                    yield code
                    index += length - 1
                    break
            index += 1

    def _side(self, names: tuple[str, ...]) -> Side | None:
        keys: set[str] = set()
        countries: set[str] = set()
        if self._is_everyone(names[0]):
            return None
        for each in names:
            found, where = self._keys_of(each)
            keys |= found
            countries |= where
        if not keys:
            return None
        known = {key for key in keys if key.startswith((ACTOR, STATE)) and key != STATE}
        if known:
            keys -= {STATE, OPPOSED}
        actors = {key for key in keys if key.startswith(ACTOR)}
        if actors and len(actors) < len(known):
            keys -= known - actors
        words = {
            _consonants(word)
            for each in names
            for word in to_words(each)
            if not self._is_generic(word) and word not in self.states
        }
        return Side(names[0], frozenset(keys), frozenset(countries), frozenset(words))

    def _keys_of(self, name: str) -> tuple[set[str], set[str]]:
        words = to_words(name)
        if self._is_everyone(name):
            return set(), set()
        found, rest = _longest(words, self.actors)
        if found is not None and all(self._is_generic(word) for word in rest):
            keys, countries = self.actors[found]
            return set(keys), set(countries)
        words = " ".join(words).replace("armed forces", "army").split()
        found, rest = _longest(words, self.states)
        if found is not None:
            code = self.states[found]
            if all(w in self.state_words or w in self.empty for w in rest):
                return {STATE + code}, {code}
            if all(self._is_generic(w) for w in rest):
                return {OPPOSED}, {code}
        told = [word for word in words if word not in self.empty]
        if found is None and all(word in self.state_words for word in told):
            return {STATE}, set()
        if all(self._is_generic(word) for word in told):
            return {OPPOSED}, set()
        where = set() if found is None else {self.states[found]}
        if found is None and told[-1] in self.heads:
            return {STATE}, set()
        own = [word for word in told if not self._is_generic(word) and not word.isdigit()]
        if not own:
            return {OPPOSED}, where
        return {NAME + " ".join(own)}, where

    def _is_everyone(self, name: str) -> bool:
        return all(word in self.everyone or word in self.empty for word in to_words(name))

    def _is_generic(self, word: str) -> bool:
        return word in self.empty or word in self.state_words or word in self.opposed_words

    def _place(self, name: str) -> Place | None:
        words = to_words(name)
        for known in (" ".join(words), " ".join(self._bare(words))):
            if known in self.lands:
                code = self.lands[known]
                return Place(
                    name, frozenset({f"country:{code}"}), frozenset({code}), is_country=True
                )
        whole = self.places.get(" ".join(words))
        bare = self._bare(words)
        core = self.places.get(" ".join(bare)) or whole
        if core is None:
            found, _ = _longest(bare, self.places)
            core = self.places[found] if found is not None else None
        spots = {NAME + " ".join(_consonants(word) for word in bare)}
        countries = frozenset[str]()
        if core is not None:
            spots |= core[0]
            countries = core[1]
        return Place(name, frozenset(spots), countries) if any(bare) else None

    def _bare(self, words: list[str]) -> list[str]:
        return [w for w in words if w not in self.around and w not in self.empty] or words


@lru_cache(maxsize=2)
def naming_of(vocabulary: Vocabulary) -> Naming:
    """Return what a vocabulary knows of names."""
    own: dict[str, Any] = vocabulary.get("resolving")
    ordinals = {_key(word): number for number, words in own["ordinals"].items() for word in words}
    return Naming(
        actors=_actors(vocabulary),
        states=_states(vocabulary, "aliases", "adjectives", "capitals"),
        peoples=_states(vocabulary, "aliases", "adjectives"),
        lands=_states(vocabulary, "aliases"),
        vocabulary=vocabulary,
        state_words=_word_set(own["state"]),
        heads=_word_set(own["state_heads"]),
        opposed_words=_word_set(own["opposed"]),
        everyone=_word_set(own["everyone"]),
        empty=_word_set(own["empty"]),
        around=_word_set(own["around"]),
        ordinals=ordinals,
        extended=_word_set(own["extended"]),
        named_heads=_word_set(own["named_heads"]),
        any_named=_word_set(own["any_named"]),
    )


@lru_cache(maxsize=65536)
def _split(name: str) -> tuple[str, ...]:
    plain = name.translate(_POSSESSIVES).replace("'s ", " ").removesuffix("'s")
    return tuple(_without_article(word) for word in match_key(plain).split() if word != "the")


def to_words(name: str) -> list[str]:
    """Return the words of a name as they are compared, articles left out."""
    return list(_split(name))


def _key(name: str) -> str:
    return " ".join(to_words(name))


def _word_set(names: Iterable[str]) -> frozenset[str]:
    return frozenset(word for name in names for word in to_words(name))


def _without_article(word: str) -> str:
    return word[2:] if word.startswith(_ARABIC_ARTICLE) and len(word) > 4 else word


def _consonants(word: str) -> str:
    """Return a word without what transliterations differ in: vowels, doubled letters."""
    spelled = word.replace("q", "k").replace("dh", "d").replace("th", "t").replace("kh", "k")
    spelled = spelled.replace("ou", "u").replace("ee", "i")
    bare = [
        c for i, c in enumerate(spelled) if i == 0 or (c not in "aeiouyhw" and c != spelled[i - 1])
    ]
    return "".join(bare) if len(bare) > 2 else word


def _longest(words: list[str], known: Mapping[str, Any]) -> tuple[str | None, list[str]]:
    """Return the longest run of words that is a known name, and the words around it."""
    for length in range(min(_LONGEST, len(words)), 0, -1):
        for start in range(len(words) - length + 1):
            joined = " ".join(words[start : start + length])
            if joined in known:
                return joined, words[:start] + words[start + length :]
    return None, words


def _actors(vocabulary: Vocabulary) -> dict[str, tuple[frozenset[str], frozenset[str]]]:
    keys: dict[str, set[str]] = defaultdict(set)
    where: dict[str, list[frozenset[str]]] = defaultdict(list)
    for actor in vocabulary.get("actors")["actors"]:
        state = actor.get("state")
        is_states = state and actor["kind"] in {"government", "military"}
        key = STATE + state if is_states else ACTOR + actor["id"]
        countries = [state] if is_states else actor.get("country", ())
        if len(countries) > _MANY_COUNTRIES:
            countries = ()
        for name in (actor["name"], *actor.get("aliases", ()), *actor.get("ar", ())):
            words = _key(name)
            keys[words].add(key)
            where[words].append(frozenset(countries))
    return {
        words: (frozenset(found), frozenset[str]().union(*where[words]))
        for words, found in keys.items()
        if words
    }


def _states(vocabulary: Vocabulary, *kinds: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for country in vocabulary.get("countries")["countries"]:
        for name in (country["name"], *(each for kind in kinds for each in country.get(kind, ()))):
            found.setdefault(_key(name), country["code"])
    for code, names in vocabulary.get("resolving")["states"].items():
        for name in names:
            found.setdefault(_key(name), code)
    return found


@lru_cache(maxsize=2)
def _places(vocabulary: Vocabulary) -> dict[str, tuple[frozenset[str], frozenset[str]]]:
    keys: dict[str, set[str]] = defaultdict(set)
    where: dict[str, set[str]] = defaultdict(set)
    for number, place in enumerate(vocabulary.get("places")["places"]):
        for name in (*place["names"], *place.get("ar", ())):
            words = _key(name)
            keys[words].add(f"place:{number}")
            where[words].update(place.get("country", ()))
    for number, (name, code, _, arabic, spelled) in enumerate(vocabulary.get("gazetteer")):
        for each in dict.fromkeys((name, arabic, *spelled.split("|"))):
            words = _key(each)
            if words:
                keys[words].add(f"listed:{number}")
                where[words].add(code)
    return {
        words: (frozenset(found), frozenset(where[words])) for words, found in keys.items() if words
    }
