"""Actors of a registry: who is named in it, as far as the vocabulary knows."""

from typing import TYPE_CHECKING

from hudna.app import get_vocabulary
from hudna.domain.actors import ActorView
from hudna.domain.codebook import Role
from hudna.errors import InputError
from hudna.registry.actors import get_actor as get_among
from hudna.registry.actors import to_actors
from hudna.text.folding import match_key

if TYPE_CHECKING:
    from hudna.registry import Registry


def list_actors(
    registry: "Registry", *, role: Role | None = None, country: str | None = None
) -> tuple[ActorView, ...]:
    """Return who takes part in the agreements of a registry.

    Args:
        registry: An open registry.
        role: Those in this role in some agreement.
        country: Those that act in this country, or for it, as the vocabulary has it: its name or
            its code.

    Raises:
        InputError: There is no such country.
    """
    vocabulary = get_vocabulary()
    code = None if country is None else _code_of(country)
    actors = to_actors(registry.iter_agreements(), vocabulary)
    return tuple(
        actor
        for actor in actors
        if (role is None or role in actor.roles) and (code is None or code in actor.countries)
    )


def get_actor(registry: "Registry", asked: str) -> tuple[ActorView, ...]:
    """Return the actors that a key or a name stands for; several only where all have that name.

    Raises:
        NotFoundError: Neither the vocabulary nor a document has it.
    """
    return get_among(asked, registry.iter_agreements(), get_vocabulary())


def _code_of(country: str) -> str:
    key = match_key(country)
    for each in get_vocabulary().get("countries")["countries"]:
        names = (each["name"], *each.get("aliases", ()))
        if country.upper() == each["code"] or key in {match_key(name) for name in names}:
            return str(each["code"])
    raise InputError(
        f"the vocabulary knows no country {country!r}: give a name (Syria) or a code (SY)",
        code="input-country",
        subject=country,
    )
