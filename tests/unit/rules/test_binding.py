from collections.abc import Iterable

import pytest

from hudna.domain.codebook import DateKind, Role, Stage
from hudna.domain.dossiers import Dossier
from hudna.errors import InputError
from hudna.rules.answers import HUMANITARIAN_LAW, Certainty
from hudna.rules.binding import Binding, Tie, Where, find_binding
from unit.rules.told import (
    PAIR,
    VOCABULARY,
    compiled,
    dated,
    declares,
    empowers,
    forbids,
    leaves,
    link,
    term,
    told,
)

KNOWN = {("Old Mill", "the valley"): True, ("Hill Town", "the valley"): False}
SINCE = (dated(DateKind.SIGNED, "2016-02-01"), dated(DateKind.START, "2016-02-01"))
CEASE = forbids("hostilities.cease", "Both sides cease fire", number="1", bearer="both sides")


def lies_in(place: str, area: str) -> bool | None:
    return True if place == area else KNOWN.get((place, area))


def bound(
    *dossiers: Dossier,
    actor: str,
    place: str | None = None,
    on: str = "2016-03-01",
    as_known_on: str | None = None,
) -> tuple[Binding, ...]:
    return find_binding(
        (compiled(each) for each in dossiers),
        actor=actor,
        place=place,
        on=on,
        lies_in=lies_in,
        as_known_on=as_known_on,
        vocabulary=VOCABULARY,
    )


def ties(found: Iterable[Binding]) -> list[tuple[Tie, Certainty]]:
    return [(each.tie, each.held) for each in found]


# --- Who ---


def test_a_side_is_certainly_bound_while_it_is_in_force() -> None:
    [found] = bound(told(CEASE, dates=SINCE), actor="north front")
    assert (found.tie, found.held, found.where) == (Tie.PARTY, Certainty.CERTAINLY, None)
    assert found.norm is not None
    assert found.norm.id == "1"


def test_what_binds_ends_in_quotes() -> None:
    [found] = bound(told(CEASE, dates=SINCE), actor="North Front")
    assert "Both sides cease fire" in leaves(found.reason)


def test_nothing_binds_before_it_is_in_force() -> None:
    assert bound(told(CEASE, dates=SINCE), actor="North Front", on="2016-01-01") == ()


def test_an_offer_binds_nobody() -> None:
    sides = [("North Front", Role.PARTY), ("River Council", Role.INVITEE)]
    dossier = told(CEASE, sides=sides, stage=Stage.PROPOSAL)
    assert bound(dossier, actor="River Council", on="2016-07-01") == ()


def test_a_start_that_may_have_been_leaves_it_possible() -> None:
    dates = (dated(DateKind.SIGNED, "2016-02-01"), dated(DateKind.START, "2016-03"))
    assert ties(bound(told(CEASE, dates=dates), actor="North Front", on="2016-03-10")) == [
        (Tie.PARTY, Certainty.POSSIBLY)
    ]


def test_someone_whom_no_document_names_is_not_bound() -> None:
    assert bound(told(CEASE, dates=SINCE), actor="Lake Guard") == ()


def test_a_norm_of_another_side_does_not_bind() -> None:
    dossier = told(
        term("separation.withdraw", "North Front leaves", bearer="North Front"), dates=SINCE
    )
    assert bound(dossier, actor="River Council") == ()


def test_who_signs_for_a_side_is_asked_as_that_side() -> None:
    dossier = told(CEASE, dates=SINCE, acting=[("Captain Sun", "North Front")])
    assert ties(bound(dossier, actor="Captain Sun")) == [(Tie.PARTY, Certainty.CERTAINLY)]


def test_a_norm_whose_bearer_is_not_stated_may_bind_a_side() -> None:
    dossier = told(term("movement.route", "The hill road is used"), dates=SINCE)
    [found] = bound(dossier, actor="North Front")
    assert (found.held, found.bearer) == (Certainty.POSSIBLY, None)


def test_a_body_that_is_no_side_is_bound_as_an_outsider() -> None:
    dossier = told(
        empowers("conduct.publicity", "The Joint Room may decide", bearer="Joint Room"),
        others=[("Joint Room", Role.ENFORCER)],
        dates=SINCE,
    )
    assert ties(bound(dossier, actor="Joint Room")) == [(Tie.OUTSIDER, Certainty.CERTAINLY)]


def test_a_document_that_names_the_member_of_a_class_makes_it_certain() -> None:
    sides = [*PAIR, ("all armed groups", Role.PARTY)]
    dossier = told(CEASE, sides=sides, dates=SINCE, links=[link("Lake Guard", "all armed groups")])
    assert ties(bound(dossier, actor="Lake Guard")) == [(Tie.MEMBER, Certainty.CERTAINLY)]


def test_a_reported_voice_makes_membership_possible_and_is_named() -> None:
    sides = [*PAIR, ("all armed groups", Role.PARTY)]
    said = link("Lake Guard", "all armed groups", "Ministry")
    [found] = bound(told(CEASE, sides=sides, dates=SINCE, links=[said]), actor="Lake Guard")
    assert (found.held, found.voice) == (Certainty.POSSIBLY, ("Ministry",))


def test_each_voice_has_a_binding_of_its_own() -> None:
    sides = [*PAIR, ("all armed groups", Role.PARTY)]
    said = [link("Lake Guard", "all armed groups", v) for v in ("Ministry", "Council")]
    found = bound(told(CEASE, sides=sides, dates=SINCE, links=said), actor="Lake Guard")
    assert [each.voice for each in found] == [("Ministry",), ("Council",)]


def test_a_class_of_which_nobody_says_anything_binds_no_stranger() -> None:
    sides = [*PAIR, ("all armed groups", Role.PARTY)]
    assert bound(told(CEASE, sides=sides, dates=SINCE), actor="Lake Guard") == ()


def test_a_class_may_mean_who_fights_where_the_agreement_applies() -> None:
    sides = [*PAIR, ("all armed groups", Role.PARTY)]
    dossier = told(CEASE, sides=sides, dates=SINCE, places=["the valley"])
    found = bound(dossier, actor="Lake Guard", place="Old Mill")
    assert ties(found) == [(Tie.MEMBER, Certainty.POSSIBLY)]


def test_the_government_is_one_body_and_no_class() -> None:
    sides = [*PAIR, ("the government", Role.PARTY)]
    dossier = told(CEASE, sides=sides, dates=SINCE, places=["the valley"])
    assert bound(dossier, actor="Lake Guard", place="Old Mill") == ()


@pytest.mark.parametrize("actor", ["Lebanon", "the Lebanese army"])
def test_a_class_of_groups_means_no_state(actor: str) -> None:
    sides = [*PAIR, ("all armed groups", Role.PARTY)]
    dossier = told(CEASE, sides=sides, dates=SINCE, places=["the valley"])
    assert bound(dossier, actor=actor, place="Old Mill") == ()


def test_a_side_may_be_one_of_a_class_that_a_norm_is_about() -> None:
    norm = term(
        "mechanism.dispute",
        "Any group that disagrees goes to the court",
        bearer="any group that disagrees",
    )
    assert ties(bound(told(norm, dates=SINCE), actor="North Front")) == [
        (Tie.MEMBER, Certainty.POSSIBLY)
    ]


# --- Who is left out ---

OUT = (("Hill Legion", Role.EXCLUDED), ("all groups linked to them", Role.EXCLUDED))


def test_who_is_left_out_by_name_is_certainly_left_out() -> None:
    [found] = bound(told(CEASE, others=OUT, dates=SINCE), actor="Hill Legion")
    assert (found.tie, found.held, found.norm) == (Tie.EXCLUDED, Certainty.CERTAINLY, None)
    assert "Hill Legion" in leaves(found.reason)


def test_who_is_linked_to_those_left_out_is_so_by_a_document_alone() -> None:
    dossier = told(CEASE, others=OUT, dates=SINCE, links=[link("Hill Guard", "Hill Legion")])
    assert ties(bound(dossier, actor="Hill Guard")) == [(Tie.EXCLUDED, Certainty.CERTAINLY)]
    assert bound(told(CEASE, others=OUT, dates=SINCE), actor="Hill Guard") == ()


def test_a_voice_that_links_someone_leaves_it_possible() -> None:
    said = link("Hill Guard", "Hill Legion", "Ministry")
    [found] = bound(told(CEASE, others=OUT, dates=SINCE, links=[said]), actor="Hill Guard")
    assert (found.held, found.voice) == (Certainty.POSSIBLY, ("Ministry",))


def test_who_is_left_out_is_no_member_of_a_class_of_sides() -> None:
    sides = [*PAIR, ("all armed groups", Role.PARTY)]
    dossier = told(CEASE, sides=sides, others=OUT, dates=SINCE, places=["the valley"])
    found = bound(dossier, actor="Hill Legion", place="Old Mill")
    assert [each.tie for each in found] == [Tie.EXCLUDED]


# --- Where ---


@pytest.mark.parametrize(
    ("place", "where", "held"),
    [
        ("Old Mill", Where.INSIDE, Certainty.CERTAINLY),
        ("Hill Town", Where.OUTSIDE, Certainty.CERTAINLY_NOT),
        ("Nowhere", Where.UNKNOWN, Certainty.POSSIBLY),
    ],
)
def test_a_norm_binds_where_it_applies(place: str, where: Where, held: Certainty) -> None:
    norm = forbids(
        "hostilities.freeze", "No advance there", bearer="both sides", place="the valley"
    )
    [found] = bound(told(norm, dates=SINCE), actor="North Front", place=place)
    assert (found.where, found.held) == (where, held)


def test_a_term_that_limits_the_agreement_limits_its_norms() -> None:
    area = declares("scope.area", "It covers the valley", place="the valley")
    [found] = bound(told(CEASE, area, dates=SINCE), actor="North Front", place="Hill Town")
    assert (found.where, found.held) == (Where.OUTSIDE, Certainty.CERTAINLY_NOT)


def test_a_place_is_not_outside_for_not_being_named() -> None:
    dossier = told(CEASE, dates=SINCE, places=["the valley"])
    [found] = bound(dossier, actor="North Front", place="Hill Town")
    assert (found.where, found.held) == (Where.UNKNOWN, Certainty.POSSIBLY)


def test_an_agreement_that_names_no_place_binds_anywhere() -> None:
    [found] = bound(told(CEASE, dates=SINCE), actor="North Front", place="Hill Town")
    assert (found.where, found.held) == (Where.NOT_STATED, Certainty.CERTAINLY)


# --- All of it ---


def test_each_agreement_answers_for_itself() -> None:
    one, other = told(CEASE, dates=SINCE, name="agr-a"), told(CEASE, dates=SINCE, name="agr-b")
    found = bound(one, other, actor="North Front")
    assert [each.agreement for each in found] == ["agr-a", "agr-b"]


def test_what_was_not_known_by_then_does_not_count() -> None:
    dossier = told(CEASE, dates=SINCE, published="2016-06-01")
    assert bound(dossier, actor="North Front", as_known_on="2016-05-01") == ()


def test_a_date_that_is_none_is_refused() -> None:
    with pytest.raises(InputError):
        bound(told(CEASE), actor="North Front", on="someday")


def test_the_sentence_on_humanitarian_law_permits_nothing() -> None:
    assert "never means that an attack is permitted" in HUMANITARIAN_LAW
