from dataclasses import replace

import pytest

from hudna.domain.agreements import Relation
from hudna.domain.codebook import DateKind, Modality, RelationKind, Role, Stage
from hudna.domain.dossiers import Dossier
from hudna.rules.answers import Certainty, OddityKind
from hudna.rules.conflicts import find_clashes, iter_clashes
from unit.rules.told import (
    VOCABULARY,
    allows,
    compiled,
    dated,
    empowers,
    forbids,
    leaves,
    oddities,
    quoted,
    term,
    told,
)

KEPT = OddityKind.CANNOT_BOTH_BE_KEPT
TRUCE = term("hostilities.cease", "Cease fire between all factions", number="1")


def clashes(dossier: Dossier) -> list[tuple[str, ...]]:
    return [each.norms for each in oddities(dossier, KEPT)]


# --- A duty, and a choice over the same ---


def test_a_duty_clashes_with_a_choice_over_the_same() -> None:
    duty = term("movement.crossing", "They shall open the crossings", number="3")
    choice = allows(
        "movement.crossing",
        "Three crossings may be opened if the council so decides",
        number="9",
        bearer="River Council",
        quantity="three",
    )
    found = oddities(told(duty, choice), KEPT)
    assert [o.norms for o in found] == [("3", "9")]
    assert "no more than three" in found[0].text


def test_a_clash_ends_in_the_quotes_of_both_norms() -> None:
    duty = term("movement.crossing", "They shall open the crossings")
    choice = allows("movement.crossing", "Two crossings may be opened")
    [found] = oddities(told(duty, choice), KEPT)
    assert leaves(found.reason) == ["They shall open the crossings", "Two crossings may be opened"]


@pytest.mark.parametrize(
    "choice",
    [
        "They may open further crossings",
        "The crossings may be closed at night",
        "They may open the roads",
        "They may open the crossings except the bridge",
    ],
    ids=["beyond the duty", "another act", "another thing", "an exception of its own"],
)
def test_a_choice_over_something_else_clashes_with_nothing(choice: str) -> None:
    duty = term("movement.crossing", "They shall open the crossings")
    assert clashes(told(duty, allows("movement.crossing", choice))) == []


def test_a_conditional_duty_leaves_room_for_a_choice() -> None:
    duty = term("movement.crossing", "They shall open the crossings once the road is safe")
    choice = allows("movement.crossing", "Two crossings may be opened")
    assert clashes(told(duty, choice)) == []


def test_a_prohibition_clashes_with_a_power_in_the_matter() -> None:
    duty = forbids("conduct.publicity", "The sides publish no statements", number="4")
    power = empowers("conduct.publicity", "The council may decide on statements", number="5")
    assert clashes(told(duty, power)) == [("4", "5")]


def test_what_two_voices_tell_differently_is_no_clash() -> None:
    duty = term("movement.crossing", "They shall open the crossings", voice=("Ministry",))
    choice = allows("movement.crossing", "Two crossings may be opened")
    assert clashes(told(duty, choice)) == []


def test_what_two_documents_tell_differently_is_no_clash() -> None:
    duty = term("movement.crossing", "They shall open the crossings")
    choice = allows("movement.crossing", "Two crossings may be opened")
    [other] = told(choice, document="other").tellings
    assert clashes(told(duty, more=[other])) == []


# --- What undoes each other ---


def test_to_remove_and_to_return_one_thing_undo_each_other() -> None:
    removed = term("movement.checkpoint", "Roadblocks are to be removed", number="2")
    returned = term("movement.checkpoint", "All checkpoints must be returned", number="7")
    assert clashes(told(removed, returned)) == [("2", "7")]


def test_a_duty_clashes_with_the_prohibition_of_the_same() -> None:
    opened = term("movement.route", "They open the north road", place="north road")
    barred = forbids("movement.route", "No one is to open the road", place="north road")
    assert len(clashes(told(opened, barred))) == 1


def test_deeds_at_two_places_do_not_undo_each_other() -> None:
    removed = term("movement.checkpoint", "Checkpoints are removed", place="the mill")
    returned = term("movement.checkpoint", "Checkpoints are returned", place="the bridge")
    assert clashes(told(removed, returned)) == []


def test_deeds_one_after_the_other_do_not_undo_each_other() -> None:
    closed = term("movement.crossing", "Crossings are closed", window="2016-02-01/2016-02-05")
    opened = term("movement.crossing", "Crossings are opened", window="2016-02-06/2016-03-01")
    assert clashes(told(closed, opened)) == []


def test_one_side_leaves_while_another_comes() -> None:
    leaves_it = term(
        "separation.withdraw", "North Front withdraws", bearer="North Front", place="the mill"
    )
    comes = term(
        "separation.deploy", "River Council deploys", bearer="River Council", place="the mill"
    )
    assert clashes(told(leaves_it, comes)) == []


def test_one_side_cannot_leave_a_place_and_be_stationed_there() -> None:
    leaves_it = term(
        "separation.withdraw", "North Front withdraws", bearer="North Front", place="the mill"
    )
    comes = term("separation.deploy", "North Front deploys", bearer="North Front", place="the mill")
    assert len(clashes(told(leaves_it, comes))) == 1


# --- A part, and the whole ---


def test_a_duty_for_some_places_stands_beside_the_same_duty_for_all() -> None:
    part = term("persons.release", "Prisoners are released", number="5", place="the mill")
    whole = term("persons.release", "All prisoners shall be released immediately")
    assert len(clashes(told(part, whole))) == 1


def test_a_report_that_tells_a_duty_twice_has_no_clash() -> None:
    part = term("persons.release", "Prisoners are released from the mill", place="the mill")
    whole = term("persons.release", "The release of prisoners was agreed")
    assert clashes(told(part, whole)) == []


# --- A duty to fight, and the cease-fire ---


def test_a_duty_to_fight_a_class_clashes_with_the_cease_fire() -> None:
    fight = term("mechanism.enforce", "All have to fight any group that fought River Council")
    found = oddities(told(TRUCE, fight), KEPT)
    assert len(found) == 1
    assert "“North Front”" in found[0].text
    assert "may be “River Council”" not in found[0].text


def test_to_fight_those_who_break_the_truce_is_how_it_is_enforced() -> None:
    fight = term("mechanism.enforce", "All have to fight any group that violates the truce")
    assert clashes(told(TRUCE, fight)) == []


def test_a_common_enemy_who_is_no_side_clashes_with_nothing() -> None:
    fight = term(
        "conduct.common_enemy", "They fight the Hill Legion together", counterparty="Hill Legion"
    )
    assert clashes(told(TRUCE, fight, others=[("Hill Legion", Role.THIRD_PARTY)])) == []


def test_a_duty_to_fight_a_side_clashes_with_the_cease_fire() -> None:
    fight = term(
        "conduct.common_enemy",
        "North Front fights River Council",
        bearer="North Front",
        counterparty="River Council",
    )
    assert len(clashes(told(TRUCE, fight))) == 1


# --- A protection where one is kept off, a group that is to be no more ---


def test_a_protection_on_a_road_clashes_with_being_kept_off_it() -> None:
    protection = forbids(
        "hostilities.protect_object",
        "No shot at North Front's columns on the mill road",
        number="1",
    )
    route = term(
        "movement.route",
        "North Front uses the hill road and avoids the mill road",
        number="3",
        bearer="North Front",
    )
    assert clashes(told(protection, route)) == [("1", "3")]


def test_a_protection_of_another_side_clashes_with_nothing() -> None:
    protection = forbids(
        "hostilities.protect_object", "No shot at River Council's convoy on the road"
    )
    route = term("movement.route", "North Front avoids the road", bearer="North Front")
    assert clashes(told(protection, route)) == []


def test_a_group_to_be_dissolved_cannot_keep_a_later_duty() -> None:
    gone = term("separation.dissolve", "North Front is dissolved", bearer="North Front", number="1")
    duty = term(
        "mechanism.dispute", "North Front submits to the court", bearer="North Front", number="2"
    )
    assert clashes(told(gone, duty)) == [("1", "2")]


# --- Between two agreements ---

FIGHTS = term(
    "conduct.common_enemy",
    "North Front fights the Hill Legion",
    bearer="North Front",
    counterparty="Hill Legion",
    number="2",
)
HILL = (("North Front", Role.PARTY), ("Hill Legion", Role.PARTY))


def pact(**kept: object) -> Dossier:
    return told(FIGHTS, name="agr-pact", others=[("Hill Legion", Role.THIRD_PARTY)], **kept)  # type: ignore[arg-type]


def hill_truce(**kept: object) -> Dossier:
    return told(TRUCE, name="agr-hill", document="other", sides=HILL, **kept)  # type: ignore[arg-type]


def test_one_agreement_has_fought_whom_another_forbids_to_attack() -> None:
    [found] = find_clashes(compiled(pact()), compiled(hill_truce()), on=None)
    assert found.agreements == ("agr-pact", "agr-hill")
    assert found.norms == ("2", "1")
    assert found.certainty is Certainty.CERTAINLY
    assert len(leaves(found.reason)) == 2


def test_the_order_of_two_agreements_does_not_matter() -> None:
    one, other = compiled(pact()), compiled(hill_truce())
    assert find_clashes(one, other, on=None) == find_clashes(other, one, on=None)


def test_agreements_that_are_not_in_force_on_the_day_do_not_clash() -> None:
    start = [dated(DateKind.START, "2016-03-01"), dated(DateKind.SIGNED, "2016-02-01")]
    one, other = compiled(pact(dates=start)), compiled(hill_truce(dates=start))
    assert find_clashes(one, other, on="2016-02-15") == ()


def test_agreements_in_force_on_the_day_clash_and_say_why_they_are() -> None:
    start = [dated(DateKind.START, "2016-03-01"), dated(DateKind.SIGNED, "2016-02-01")]
    one, other = compiled(pact(dates=start)), compiled(hill_truce(dates=start))
    [found] = find_clashes(one, other, on="2016-03-15")
    assert found.certainty is Certainty.CERTAINLY
    assert "in force" in found.reason.because[2].text


def test_where_one_agreement_is_only_offered_they_do_not_clash() -> None:
    one, other = compiled(pact(stage=Stage.PROPOSAL)), compiled(hill_truce())
    assert find_clashes(one, other, on="2016-06-15") == ()


def test_an_agreement_does_not_clash_with_the_one_that_it_supersedes() -> None:
    over = Relation(RelationKind.SUPERSEDES, "agr-hill", quoted("it replaces the hill truce"))
    assert find_clashes(compiled(pact(relations=[over])), compiled(hill_truce()), on=None) == ()


def test_sides_without_a_name_are_not_known_to_be_one() -> None:
    generic = (("the rebels", Role.PARTY), ("the government", Role.PARTY))
    fight = term(
        "conduct.common_enemy",
        "The rebels fight the government",
        bearer="rebels",
        counterparty="government",
    )
    one = compiled(told(fight, sides=[("the rebels", Role.PARTY)], name="agr-a"))
    other = compiled(told(TRUCE, sides=generic, name="agr-b"))
    assert find_clashes(one, other, on=None) == ()


def test_a_truce_among_many_sides_may_be_one_of_two_camps() -> None:
    sides = (*HILL, ("Lake Guard", Role.PARTY))
    other = compiled(told(TRUCE, sides=sides, name="agr-many"))
    [found] = find_clashes(compiled(pact()), other, on=None)
    assert found.certainty is Certainty.POSSIBLY


def test_agreements_have_one_thing_at_one_place_opened_and_closed() -> None:
    opened = term(
        "movement.crossing",
        "North Front opens the crossing",
        bearer="North Front",
        place="Old Mill",
    )
    closed = term(
        "movement.crossing",
        "North Front closes the crossing",
        bearer="North Front",
        place="old mill",
    )
    one, other = told(opened, name="agr-a"), told(closed, name="agr-b")
    [found] = find_clashes(compiled(one), compiled(other), on=None)
    assert "open crossing at old mill" in found.text


def test_many_agreements_are_compared_only_where_they_meet(monkeypatch: pytest.MonkeyPatch) -> None:
    subjects = [compiled(pact()), compiled(hill_truce())]
    _, book = subjects[1]
    for number in range(300):
        dossier = replace(subjects[1][0], id=f"agr-{number}")
        others = told(TRUCE, sides=[(f"Guard {number}", Role.PARTY), ("Hill Legion", Role.PARTY)])
        subjects.append((replace(others, id=dossier.id), compiled(others)[1]))
    found = list(iter_clashes(subjects, on=None, vocabulary=VOCABULARY))
    assert [each.agreements for each in found] == [("agr-pact", "agr-hill")]
    assert book.sides


def test_a_permission_is_no_demand() -> None:
    may = term(
        "conduct.common_enemy",
        "North Front may fight the Hill Legion",
        Modality.PERMISSION,
        bearer="North Front",
        counterparty="Hill Legion",
    )
    one = compiled(told(may, name="agr-a"))
    assert find_clashes(one, compiled(hill_truce()), on=None) == ()
