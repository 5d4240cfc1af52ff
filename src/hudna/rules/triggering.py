"""Triggering: what is odd about the triggers that end an agreement.

That a third side's act ends it, that only one side's breach does, or that what ends it had happened
before it was concluded.
"""

from collections.abc import Iterator

from hudna.domain.agreements import Fact
from hudna.domain.codebook import DateKind, Form, Stance
from hudna.domain.dossiers import Dossier, Telling
from hudna.domain.moments import Moment, find_moment
from hudna.rules.answers import Certainty, Oddity, OddityKind
from hudna.rules.bearers import are_one_state, is_named, sides_meant
from hudna.rules.lexicon import lexicon_of
from hudna.rules.names import Names
from hudna.rules.norms import Effect, Rulebook, Trigger, WhoKind
from hudna.rules.remarks import cite, shown, to_cited, to_oddity
from hudna.vocabulary import Vocabulary

_CONCLUDING = frozenset({DateKind.SIGNED, DateKind.ANNOUNCED, DateKind.OFFERED, DateKind.START})
_NOT_SO = frozenset({Stance.DENIES, Stance.PREDICTS, Stance.THREATENS, Stance.RETRACTS})


def iter_trigger_oddities(
    dossier: Dossier, rulebook: Rulebook, vocabulary: Vocabulary
) -> Iterator[Oddity]:
    """Yield what is odd about the triggers of an agreement, in their order.

    One side that gives its own word alone says what ends it as it likes: a unilateral agreement has
    no third-side and no one-sided triggers.
    """
    forms = {telling.agreement.form for telling in dossier.tellings}
    triggers = [t for t in rulebook.triggers if t.effect is not Effect.UNCLEAR or t.acts]
    if Form.UNILATERAL not in forms:
        third = [t for t in triggers if _is_of_third(t, dossier, rulebook, vocabulary)]
        for trigger in third:
            yield to_oddity(
                OddityKind.THIRD_SIDE_TRIGGER,
                f"{shown(trigger)}: an act of {trigger.actor.text}, who is no side of it, "
                f"{_effect(trigger)}{_against_whom(trigger)}",
                agreements=(dossier.id,),
                norms=(trigger,),
            )
        yield from _iter_one_sided(
            [t for t in triggers if t not in third], dossier, rulebook, vocabulary
        )
    for trigger in triggers:
        yield from _iter_met_before(trigger, dossier)


def _against_whom(trigger: Trigger) -> str:
    if trigger.target.kind is not WhoKind.NOT_STATED:
        return ""
    return "; against whom is not stated, so that one that went on before may have met it already"


def _effect(trigger: Trigger) -> str:
    match trigger.effect:
        case Effect.AUTOMATIC:
            return "ends the agreement"
        case Effect.RIGHT_TO_END:
            return "gives a right to end the agreement"
        case Effect.SUSPENDS:
            return "suspends the agreement"
        case Effect.UNCLEAR:
            return "may end the agreement"


def _is_of_third(
    trigger: Trigger, dossier: Dossier, rulebook: Rulebook, vocabulary: Vocabulary
) -> bool:
    """Return whether a trigger names someone who is no side of the agreement, and acts for none."""
    if not rulebook.sides or not is_named(trigger.actor, lexicon_of(vocabulary)):
        return False
    if sides_meant(trigger.actor, dossier, rulebook, vocabulary):
        return False
    return not are_one_state(trigger.actor.text or "", rulebook.sides, vocabulary)


def _iter_one_sided(
    triggers: list[Trigger], dossier: Dossier, rulebook: Rulebook, vocabulary: Vocabulary
) -> Iterator[Oddity]:
    """Yield the triggers where each of them counts the acts against one side alone."""
    lexicon = lexicon_of(vocabulary)
    if len(rulebook.sides) == 1 or not all(is_named(t.target, lexicon) for t in triggers):
        return
    targets = {key for t in triggers for key in t.target.keys}
    sides = [side for side in rulebook.sides if side.key in targets]
    if len(sides) == len(targets) == 1:
        yield to_oddity(
            OddityKind.ONE_SIDED_TRIGGER,
            f"of the sides' acts, only those against {sides[0].name} end the agreement; none by "
            f"{sides[0].name} does",
            agreements=(dossier.id,),
            norms=triggers,
        )


def _iter_met_before(trigger: Trigger, dossier: Dossier) -> Iterator[Oddity]:
    """Yield a trigger that a reported act may have met before the agreement was concluded."""
    concluded = _first_conclusion(dossier)
    if trigger.actor.kind is not WhoKind.ACTOR or concluded is None:
        return
    for telling, fact in _iter_acts(dossier):
        moment = find_moment(fact.effective or fact.date)
        if moment is None or not _matches(trigger, fact, dossier):
            continue
        if moment.earliest < concluded.earliest:
            surely = moment.latest < concluded.earliest
            yield to_oddity(
                OddityKind.TRIGGER_MET_BEFORE,
                f"{shown(trigger)}: an act of {trigger.actor.text} that would end the agreement is "
                f"reported of {fact.effective or fact.date}, before it was concluded",
                agreements=(dossier.id,),
                norms=(trigger,),
                because=(to_cited("the act is reported", cite(telling, fact.evidence)),),
                certainty=Certainty.CERTAINLY if surely else Certainty.POSSIBLY,
            )
            return


def _iter_acts(dossier: Dossier) -> Iterator[tuple[Telling, Fact]]:
    for telling in dossier.tellings:
        for fact in telling.facts:
            if fact.stance not in _NOT_SO:
                yield telling, fact


def _matches(trigger: Trigger, fact: Fact, dossier: Dossier) -> bool:
    names = Names.of(dossier)
    if fact.act not in trigger.acts or names.actor_of(fact.by) not in trigger.actor.keys:
        return False
    if trigger.target.kind is not WhoKind.ACTOR:
        return True
    return fact.against is None or names.actor_of(fact.against) in trigger.target.keys


def _first_conclusion(dossier: Dossier) -> Moment | None:
    """Return the earliest of the moments at which it is told to be offered, signed or begun."""
    moments = [
        moment
        for telling in dossier.tellings
        for date in telling.agreement.dates
        if date.kind in _CONCLUDING and (moment := find_moment(date.value)) is not None
    ]
    return min(moments, key=lambda moment: moment.earliest, default=None)
