"""Demands: what norms have one actor do or leave undone in one matter.

Two demands of one actor in one matter cannot both be met where one is to do and the other to leave
undone. Demands are what norms of different agreements are compared by: each is found under its
actor and its matter, so that comparing many agreements takes no more than looking each up.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from hudna.domain.dossiers import Dossier
from hudna.rules.answers import Certainty
from hudna.rules.bearers import are_few, names_someone, sides_meant, sides_named_in
from hudna.rules.lexicon import Lexicon, has, lexicon_of
from hudna.rules.names import Names
from hudna.rules.norms import Norm, NormKind, Rulebook, Who, WhoKind
from hudna.rules.remarks import words_of
from hudna.text.folding import match_key
from hudna.vocabulary import Vocabulary

FIGHT = "fight"


@dataclass(frozen=True, slots=True)
class Demand:
    """What a norm has one actor do or leave undone.

    Attributes:
        bearer: The match key of the actor.
        matter: What it is about: a verb, and whom or what it is done to: `("fight", "guard")`,
            `("open", "crossing at wadi barada")`.
        is_to_do: Whether it is to be done; else it is to be left undone.
        certainty: How surely the norm means this actor and this matter.
        norm: The norm.
    """

    bearer: str
    matter: tuple[str, str]
    is_to_do: bool
    certainty: Certainty
    norm: Norm


def find_demands(
    dossier: Dossier, rulebook: Rulebook, vocabulary: Vocabulary
) -> tuple[Demand, ...]:
    """Return the demands of an agreement on actors that are known by name, in a fixed order."""
    lexicon = lexicon_of(vocabulary)
    found = (
        demand
        for norm in rulebook.norms
        if norm.binds
        for demand in (
            *_iter_fights(norm, dossier, rulebook, vocabulary),
            *_iter_truces(norm, dossier, rulebook, vocabulary),
            *_iter_placed(norm, dossier, rulebook, vocabulary),
        )
    )
    return tuple(
        demand
        for demand in found
        if names_someone(demand.bearer, lexicon)
        and (demand.matter[0] != FIGHT or names_someone(demand.matter[1], lexicon))
    )


def is_fight(norm: Norm, lexicon: Lexicon) -> bool:
    """Return whether a norm is a duty to fight someone."""
    return (
        norm.kind is NormKind.OBLIGATION
        and norm.code in lexicon.fight_duties
        and FIGHT in lexicon.verbs_in(words_of(norm))
    )


def is_truce(norm: Norm, lexicon: Lexicon) -> bool:
    """Return whether a norm forbids the sides to fight each other."""
    return norm.kind is NormKind.PROHIBITION and norm.code in lexicon.fight_forbidden


def _iter_fights(
    norm: Norm, dossier: Dossier, rulebook: Rulebook, vocabulary: Vocabulary
) -> Iterator[Demand]:
    """Yield, for a duty to fight, each side with each of those whom it names as to be fought."""
    lexicon = lexicon_of(vocabulary)
    if not is_fight(norm, lexicon) or has(lexicon.breakers, words_of(norm)):
        return
    bearers = _bearers(norm.bearer, dossier, rulebook, vocabulary)
    targets = _targets(norm, dossier, rulebook)
    for bearer, held in bearers.items():
        for target in targets:
            if target != bearer:
                yield Demand(bearer, (FIGHT, target), is_to_do=True, certainty=held, norm=norm)


def _targets(norm: Norm, dossier: Dossier, rulebook: Rulebook) -> tuple[str, ...]:
    """Return whom a duty to fight names as to be fought."""
    if norm.counterparty.kind is WhoKind.ACTOR:
        return norm.counterparty.keys
    names = Names.of(dossier)
    words = words_of(norm)
    known = sides_named_in(words, (*rulebook.sides, *rulebook.others), dossier)
    found = [side.key for side in known if side.key not in norm.bearer.keys]
    if norm.object is not None and names.key_of(norm.object) in names.shown:
        found.append(names.key_of(norm.object))
    return tuple(dict.fromkeys(found))


def _iter_truces(
    norm: Norm, dossier: Dossier, rulebook: Rulebook, vocabulary: Vocabulary
) -> Iterator[Demand]:
    """Yield, for a cease-fire, each side with each other side that it is not to fight.

    Between more than two sides, a cease-fire that names none of them may be one between two camps.
    """
    if not is_truce(norm, lexicon_of(vocabulary)):
        return
    bearers = _bearers(norm.bearer, dossier, rulebook, vocabulary)
    every = {side.key: Certainty.CERTAINLY for side in rulebook.sides}
    others = (
        every
        if norm.counterparty.kind is WhoKind.NOT_STATED
        else _bearers(norm.counterparty, dossier, rulebook, vocabulary)
    )
    is_between_two = are_few(rulebook) or norm.counterparty.kind is WhoKind.ACTOR
    for bearer, held in bearers.items():
        for other, meant in others.items():
            if bearer == other:
                continue
            surely = held is meant is Certainty.CERTAINLY and is_between_two
            certainty = Certainty.CERTAINLY if surely else Certainty.POSSIBLY
            yield Demand(bearer, (FIGHT, other), is_to_do=False, certainty=certainty, norm=norm)


def _iter_placed(
    norm: Norm, dossier: Dossier, rulebook: Rulebook, vocabulary: Vocabulary
) -> Iterator[Demand]:
    """Yield what a norm has those whom it names do or leave undone with something at a place."""
    lexicon = lexicon_of(vocabulary)
    if norm.place is None or norm.condition is not None:
        return
    if norm.kind not in {NormKind.OBLIGATION, NormKind.PROHIBITION}:
        return
    words = words_of(norm)
    verbs, things = lexicon.verbs_in(words), lexicon.things_in(words)
    for opposition in lexicon.opposed:
        both = verbs & {opposition.one, opposition.other}
        if norm.code not in opposition.codes or len(both) != 1:
            continue
        does_one = (opposition.one in both) is (norm.kind is NormKind.OBLIGATION)
        for bearer, held in _bearers(norm.bearer, dossier, rulebook, vocabulary).items():
            for thing in ("",) if opposition.is_named else sorted(things):
                matter = (opposition.one, f"{thing} at {match_key(norm.place)}".strip())
                yield Demand(bearer, matter, is_to_do=does_one, certainty=held, norm=norm)


def _bearers(
    who: Who, dossier: Dossier, rulebook: Rulebook, vocabulary: Vocabulary
) -> Mapping[str, Certainty]:
    """Return whom words mean: the sides among them, and who else is named."""
    meant = sides_meant(who, dossier, rulebook, vocabulary)
    if who.kind is WhoKind.ACTOR:
        meant = {**dict.fromkeys(who.keys, Certainty.CERTAINLY), **meant}
    return meant
