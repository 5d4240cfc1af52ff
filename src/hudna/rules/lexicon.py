"""The words that the rules on oddities go by: verbs, things and cues, compiled from the vocabulary.

They stand in `oddities.yaml`, so that what a researcher corrects there changes what is found.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from hudna.text.folding import match_key
from hudna.vocabulary import Vocabulary
from hudna.vocabulary.cues import AnyCue, compile_any_cue, stems_of


@dataclass(frozen=True, slots=True)
class Opposition:
    """Two verbs that undo each other.

    Attributes:
        one: The one.
        other: The other.
        codes: The codes of terms in which they do.
        is_named: Whether they do so only where both norms name one bearer and one place.
    """

    one: str
    other: str
    codes: frozenset[str]
    is_named: bool


@dataclass(frozen=True, slots=True)
class Reliance:
    """Words on which a term may rely and which a text has to define somewhere.

    Attributes:
        words: The words.
        what: What the text would have to say of them: `where it runs`.
        is_answered_by_links: Whether documents that say who belongs to a group say it.
    """

    words: AnyCue
    what: str
    is_answered_by_links: bool


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of `oddities.yaml`, each as that file describes them."""

    verbs: tuple[tuple[str, AnyCue], ...]
    things: tuple[tuple[str, AnyCue], ...]
    opposed: tuple[Opposition, ...]
    groups: frozenset[str]
    bodies_of_state: frozenset[str]
    further: AnyCue
    excepting: AnyCue
    conditional: AnyCue
    extents: frozenset[str]
    whole: AnyCue
    after_dissolving: frozenset[str]
    fight_duties: frozenset[str]
    fight_forbidden: frozenset[str]
    classes: AnyCue
    breakers: AnyCue
    timed: AnyCue
    past: AnyCue
    many_sides: AnyCue
    two_sides: AnyCue
    bodies: tuple[tuple[str, AnyCue], ...]
    body_codes: frozenset[str]
    relied_on: tuple[Reliance, ...]
    defining: AnyCue
    took_part: frozenset[str]
    undertaking: AnyCue
    asking: AnyCue
    set_up: AnyCue
    leaving: frozenset[str]
    forces: frozenset[str]
    foreign: frozenset[str]
    silencing: frozenset[str]
    names_nobody: frozenset[str]

    def verbs_in(self, words: str) -> frozenset[str]:
        """Return the verbs that folded words name."""
        return _found(self.verbs, words)

    def things_in(self, words: str) -> frozenset[str]:
        """Return the things that folded words name."""
        return _found(self.things, words)


def _found(cues: Iterable[tuple[str, AnyCue]], words: str) -> frozenset[str]:
    stems = stems_of(words)
    return frozenset(
        name for name, cue in cues if cue.search(words, 0, len(words), stems) is not None
    )


def has(cue: AnyCue, words: str) -> bool:
    """Return whether folded words have a cue."""
    return cue.search(words, 0, len(words), stems_of(words)) is not None


@lru_cache(maxsize=4)
def lexicon_of(vocabulary: Vocabulary) -> Lexicon:
    """Return the words for oddities that a vocabulary has."""
    content: dict[str, Any] = vocabulary.get("oddities")
    fighting, sides, outsiders = content["fighting"], content["sides"], content["outsiders"]
    return Lexicon(
        verbs=_named(content["verbs"]),
        things=_named(content["things"]),
        opposed=tuple(
            Opposition(o["one"], o["other"], frozenset(o["codes"]), o.get("named", False))
            for o in content["opposed"]
        ),
        groups=frozenset(content["classes"]["groups"]),
        bodies_of_state=frozenset(content["classes"]["bodies"]),
        further=compile_any_cue(content["further"]),
        excepting=compile_any_cue(content["excepting"]),
        conditional=compile_any_cue(content["conditional"]),
        extents=frozenset(content["extents"]),
        whole=compile_any_cue(content["whole"]),
        after_dissolving=frozenset(content["after_dissolving"]),
        fight_duties=frozenset(fighting["duties"]),
        fight_forbidden=frozenset(fighting["forbidden"]),
        classes=compile_any_cue(fighting["classes"]),
        breakers=compile_any_cue(fighting["breakers"]),
        timed=compile_any_cue(fighting["timed"]),
        past=compile_any_cue(fighting["past"]),
        many_sides=compile_any_cue(sides["many"]),
        two_sides=compile_any_cue(sides["two"]),
        bodies=_named(content["bodies"]),
        body_codes=frozenset(content["body_codes"]),
        relied_on=tuple(
            Reliance(compile_any_cue(each["words"]), each["what"], each.get("links", False))
            for each in content["relied_on"]
        ),
        defining=compile_any_cue(content["defining"]),
        took_part=frozenset(outsiders["took_part"]),
        undertaking=compile_any_cue(outsiders["undertaking"]),
        asking=compile_any_cue(outsiders["asking"]),
        set_up=compile_any_cue(outsiders["set_up"]),
        leaving=frozenset(outsiders["leaving"]),
        forces=frozenset(outsiders["forces"]),
        foreign=frozenset(outsiders["foreign"]),
        silencing=frozenset(content["silencing"]),
        names_nobody=frozenset(match_key(word) for word in content["names_nobody"]),
    )


def _named(table: dict[str, list[str]]) -> tuple[tuple[str, AnyCue], ...]:
    return tuple((name, compile_any_cue(cues)) for name, cues in table.items())
