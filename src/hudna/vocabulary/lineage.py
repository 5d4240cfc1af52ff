"""Lineages: what the vocabulary has of actors besides their names.

Three files supply it: `actors.yaml` (kind, countries, state), `lineage.yaml` (names over time and
ties) and `identifiers.tsv` (what an actor is known as elsewhere).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any, TypeVar

from hudna.domain.actors import ActorFacts, NameInTime, OutsideId, Stretch, Tie, TieKind
from hudna.vocabulary.loader import Vocabulary

_Each = TypeVar("_Each")


@lru_cache(maxsize=2)
def actor_facts(vocabulary: Vocabulary) -> Mapping[str, ActorFacts]:
    """Return what is known of each actor of the vocabulary, by its identifier."""
    lineage: dict[str, Any] = vocabulary.get("lineage")
    names = _grouped((each["actor"], _to_name(each)) for each in lineage["names"])
    ties = [_to_tie(each) for each in lineage["ties"]]
    tied = _grouped((end, tie) for tie in ties for end in (tie.actor, tie.to))
    outside = _grouped(
        (actor, OutsideId(scheme, identifier, name, reference))
        for actor, scheme, identifier, name, reference in vocabulary.get("identifiers")
    )
    actors: list[dict[str, Any]] = vocabulary.get("actors")["actors"]
    return {
        actor["id"]: ActorFacts(
            kind=actor.get("kind"),
            countries=tuple(actor.get("country", ())),
            state=actor.get("state"),
            names=names.get(actor["id"], ()),
            ties=tied.get(actor["id"], ()),
            outside=outside.get(actor["id"], ()),
            references=tuple(actor.get("references", ())),
        )
        for actor in actors
    }


def _to_name(each: Mapping[str, Any]) -> NameInTime:
    return NameInTime(each["name"], _stretch(each), tuple(each["references"]))


def _to_tie(each: Mapping[str, Any]) -> Tie:
    kind = TieKind(each["kind"])
    return Tie(kind, each["actor"], each["of"], _stretch(each), tuple(each["references"]))


def _stretch(each: Mapping[str, Any]) -> Stretch:
    return Stretch(each.get("since"), each.get("until"))


def _grouped(pairs: Iterable[tuple[str, _Each]]) -> dict[str, tuple[_Each, ...]]:
    found: dict[str, list[_Each]] = defaultdict(list)
    for key, each in pairs:
        found[key].append(each)
    return {key: tuple(each) for key, each in found.items()}
