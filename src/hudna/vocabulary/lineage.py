"""Lineages: what the vocabulary has of actors besides their names.

Three files supply it: `actors.yaml` (kind, countries, state), `lineage.yaml` (names over time and
ties) and `identifiers.tsv` (what an actor is known as elsewhere).
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any, TypeVar
from urllib.parse import quote

from hudna.domain.actors import ActorFacts, NameInTime, OutsideId, Stretch, Tie, TieKind
from hudna.domain.periods import is_period
from hudna.errors import InputError
from hudna.vocabulary.loader import Vocabulary

_Each = TypeVar("_Each")


@lru_cache(maxsize=2)
def actor_facts(vocabulary: Vocabulary) -> Mapping[str, ActorFacts]:
    """Return what is known of each actor of the vocabulary, by its identifier.

    Raises:
        InputError: Something in `lineage.yaml` is of no known actor, lacks what it needs, would
            make an actor a part, a successor or an offshoot of itself, or is an identifier that
            its scheme does not have.
    """
    lineage: dict[str, Any] = vocabulary.get("lineage")
    actors: list[dict[str, Any]] = vocabulary.get("actors")["actors"]
    known = frozenset(actor["id"] for actor in actors)
    names = _grouped(_to_names(lineage["names"], known))
    ties = tuple(_to_ties(lineage["ties"], known))
    _check_lines(ties)
    tied = _grouped((end, tie) for tie in ties for end in (tie.actor, tie.to))
    outside = _grouped(_to_identifiers(vocabulary.get("identifiers"), lineage, known))
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


def _to_names(
    listed: Iterable[Mapping[str, Any]], known: frozenset[str]
) -> Iterator[tuple[str, NameInTime]]:
    for each in listed:
        actor = _actor(each, "actor", known)
        yield actor, NameInTime(_needed(each, "name"), _stretch(each), _references(each))


def _to_ties(listed: Iterable[Mapping[str, Any]], known: frozenset[str]) -> Iterator[Tie]:
    for each in listed:
        kind = _needed(each, "kind")
        if kind not in set(TieKind):
            raise _refused(f"{kind!r} is no kind of tie; it may be: {', '.join(TieKind)}", each)
        actor, to = _actor(each, "actor", known), _actor(each, "of", known)
        yield Tie(TieKind(kind), actor, to, _stretch(each), _references(each))


def _to_identifiers(
    rows: Iterable[tuple[str, ...]], lineage: Mapping[str, Any], known: frozenset[str]
) -> Iterator[tuple[str, OutsideId]]:
    schemes: Mapping[str, Mapping[str, Any]] = lineage["schemes"]
    for actor, scheme, identifier, name, reference in rows:
        page = _page(schemes, scheme, identifier, {"actor": actor, "scheme": scheme})
        yield actor, OutsideId(scheme, identifier, name, reference, page)
    for each in lineage["identifiers"]:
        actor = _actor(each, "actor", known)
        scheme, identifier = _needed(each, "scheme"), _needed(each, "identifier")
        references = _references(each)
        if not references:
            raise _refused("there is no 'references'", each)
        page = _page(schemes, scheme, identifier, each)
        named = str(each.get("name", ""))
        yield actor, OutsideId(scheme, identifier, named, "; ".join(references), page)


def _page(
    schemes: Mapping[str, Mapping[str, Any]],
    scheme: str,
    identifier: str,
    each: Mapping[str, Any],
) -> str | None:
    """Return where an identifier can be looked up, or None where its scheme has no pages.

    Raises:
        InputError: The scheme is listed, and its identifiers look otherwise.
    """
    if scheme not in schemes:
        return None
    about = schemes[scheme]
    try:
        is_one = re.fullmatch(_needed(about, "pattern"), identifier) is not None
    except re.error as error:
        raise _refused(f"the pattern of {scheme!r} is none: {error}", about) from error
    if not is_one:
        raise _refused(f"{identifier!r} is no identifier of {scheme!r}", each)
    page = about.get("page")
    return None if page is None else str(page).replace("{}", quote(identifier, safe=""))


def _check_lines(ties: Iterable[Tie]) -> None:
    """Check that no actor leads back to itself by ties of one kind.

    Raises:
        InputError: One does.
    """
    above: dict[tuple[TieKind, str], list[Tie]] = defaultdict(list)
    for tie in ties:
        above[tie.kind, tie.actor].append(tie)
    for kind, actor in list(above):
        seen: set[str] = set()
        waiting = [actor]
        while waiting:
            for tie in above.get((kind, waiting.pop()), ()):
                if tie.to == actor:
                    reason = f"{actor!r} would be {kind} itself"
                    raise _refused(reason, {"actor": tie.actor, "of": tie.to})
                if tie.to not in seen:
                    seen.add(tie.to)
                    waiting.append(tie.to)


def _actor(each: Mapping[str, Any], key: str, known: frozenset[str]) -> str:
    actor = _needed(each, key)
    if actor not in known:
        raise _refused(f"actors.yaml has no actor {actor!r}", each)
    return actor


def _needed(each: Mapping[str, Any], key: str) -> str:
    value = each.get(key)
    if value is None or not str(value).strip():
        raise _refused(f"there is no {key!r}", each)
    return str(value)


def _stretch(each: Mapping[str, Any]) -> Stretch:
    for end in ("since", "until"):
        if end in each and not is_period(str(each[end])):
            raise _refused(f"{end!r} is {each[end]!r}, which is no date in EDTF", each)
    ends = (None if each.get(end) is None else str(each[end]) for end in ("since", "until"))
    return Stretch(*ends)


def _references(each: Mapping[str, Any]) -> tuple[str, ...]:
    given = each.get("references", ())
    return (given,) if isinstance(given, str) else tuple(map(str, given))


def _refused(reason: str, each: Mapping[str, Any]) -> InputError:
    said = ", ".join(f"{key}: {value}" for key, value in each.items() if key != "references")
    return InputError(
        f"vocabulary lineage.yaml: {reason} ({said})", code="input-vocabulary", subject="lineage"
    )


def _grouped(pairs: Iterable[tuple[str, _Each]]) -> dict[str, tuple[_Each, ...]]:
    found: dict[str, list[_Each]] = defaultdict(list)
    for key, each in pairs:
        found[key].append(each)
    return {key: tuple(each) for key, each in found.items()}
