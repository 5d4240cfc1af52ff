"""Names: which actor a name, a signatory or a word for every side stands for."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from hudna.domain.codebook import Role
from hudna.domain.dossiers import Dossier
from hudna.text.folding import match_key

_EVERYONE = frozenset(
    match_key(words).removeprefix("the ")
    for words in (
        "both sides",
        "the two sides",
        "two sides",
        "both parties",
        "the two parties",
        "the parties",
        "the sides",
        "all parties",
        "all sides",
        "all factions",
        "the factions",
        "each party",
        "each side",
        "each_party",
        "everyone",
        "they",
        "them",
        "both",
        "all",
    )
)
"""Who did something when everyone did: nobody in particular."""


@dataclass(frozen=True, slots=True, eq=False)
class Names:
    """The actors of a dossier by every name they are called by.

    Attributes:
        aliases: By match key, the match key that stands for all of them.
        acting_for: By match key of a person, that of the side they act for.
        shown: By match key, the name that documents write first.
    """

    aliases: Mapping[str, str]
    acting_for: Mapping[str, str]
    shown: Mapping[str, str]

    @classmethod
    def of(cls, dossier: Dossier) -> "Names":
        """Return the names of a dossier."""
        return _names_of(dossier)

    def key_of(self, name: str) -> str:
        """Return the match key that stands for all names of an actor."""
        key = _match_key(name)
        return self.aliases.get(key, key)

    def actor_of(self, name: str | None) -> str | None:
        """Return who did something, a side in place of who acts for it.

        Returns:
            None for nobody in particular: no name, or words for every side.
        """
        if name is None or _match_key(name) in _EVERYONE:
            return None
        key = self.key_of(name)
        return self.acting_for.get(key, key)

    def knows(self, name: str) -> bool:
        """Return whether a name is one of an actor's."""
        key = _match_key(name)
        return key in self.aliases or key in self.shown

    def name_of(self, key: str) -> str:
        """Return the name that documents write first for a match key."""
        return self.shown.get(key, key)


@lru_cache(maxsize=65536)
def _match_key(name: str) -> str:
    key = match_key(name) or name
    return key.removeprefix("the ")


def _names_of(dossier: Dossier) -> Names:
    aliases = {name.removeprefix("the "): key.removeprefix("the ") for name, key in dossier.aliases}
    for telling in dossier.tellings:
        for participant in telling.agreement.participants:
            key = _match_key(participant.name)
            stands_for = aliases.get(key, key)
            for alias in participant.aliases:
                aliases.setdefault(_match_key(alias), stands_for)
    shown: dict[str, str] = {}
    acting_for: dict[str, str] = {}
    sides = set()
    for telling in dossier.tellings:
        for participant in telling.agreement.participants:
            key = _match_key(participant.name)
            key = aliases.get(key, key)
            shown.setdefault(key, participant.name)
            if participant.role in {Role.PARTY, Role.INVITEE}:
                sides.add(key)
            elif participant.on_behalf_of:
                side = _match_key(participant.on_behalf_of)
                acting_for.setdefault(key, aliases.get(side, side))
        for fact in telling.facts:
            for name in (fact.by, fact.against):
                if name is not None:
                    key = _match_key(name)
                    shown.setdefault(aliases.get(key, key), name)
    for key in sides:
        acting_for.pop(key, None)
    return Names(aliases, acting_for, shown)
