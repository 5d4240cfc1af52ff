import pytest

from hudna.domain.agreements import Term
from hudna.domain.codebook import Act, DateKind, Form, Modality, Role, Stage
from hudna.rules.answers import Certainty, OddityKind
from scenarios.building import load_scenarios
from unit.rules.told import (
    dated,
    declares,
    fact,
    forbids,
    leaves,
    link,
    oddities,
    term,
    told,
)

TRUCE = term("hostilities.cease", "Cease fire between all factions", number="1")
OFFERED = dated(DateKind.OFFERED, "2016-02-02")


BETRAYAL = declares(
    "lifecycle.void",
    "Any betrayal of North Front by River Council ends it",
    number="8",
    bearer="River Council",
    counterparty="North Front",
    act="breached",
)
ATTACK = declares(
    "lifecycle.void",
    "Any attack by the Sky Guard ends it",
    number="9",
    bearer="Sky Guard",
    act="attacked",
)


# --- Triggers ---


def test_a_third_side_alone_can_end_it() -> None:
    [found] = oddities(told(TRUCE, ATTACK), OddityKind.THIRD_SIDE_TRIGGER)
    assert found.norms == ("9",)
    assert leaves(found.reason) == ["Any attack by the Sky Guard ends it"]
    assert "against whom is not stated" in found.text


def test_a_side_is_no_third_side() -> None:
    assert oddities(told(TRUCE, BETRAYAL), OddityKind.THIRD_SIDE_TRIGGER) == ()


def test_an_army_of_a_side_is_that_side() -> None:
    army = declares(
        "lifecycle.void", "An attack by the Lebanese army ends it", bearer="Lebanese army"
    )
    sides = [("Lebanon", Role.PARTY), ("North Front", Role.PARTY)]
    assert oddities(told(TRUCE, army, sides=sides), OddityKind.THIRD_SIDE_TRIGGER) == ()


def test_what_ends_a_declaration_by_one_side_is_for_that_side_to_say() -> None:
    dossier = told(TRUCE, ATTACK, BETRAYAL, form=Form.UNILATERAL)
    assert oddities(dossier, OddityKind.THIRD_SIDE_TRIGGER) == ()
    assert oddities(dossier, OddityKind.ONE_SIDED_TRIGGER) == ()


def test_only_breaches_against_one_side_end_it() -> None:
    [found] = oddities(told(TRUCE, BETRAYAL), OddityKind.ONE_SIDED_TRIGGER)
    assert "none by North Front does" in found.text


def test_triggers_for_both_sides_are_not_one_sided() -> None:
    other = declares(
        "lifecycle.void",
        "Any betrayal of River Council ends it",
        bearer="North Front",
        counterparty="River Council",
    )
    assert oddities(told(TRUCE, BETRAYAL, other), OddityKind.ONE_SIDED_TRIGGER) == ()


def test_a_trigger_that_names_no_target_is_not_one_sided() -> None:
    any_breach = declares(
        "lifecycle.void", "Any breach by either side ends it", bearer="either side"
    )
    assert oddities(told(TRUCE, BETRAYAL, any_breach), OddityKind.ONE_SIDED_TRIGGER) == ()


@pytest.mark.parametrize(
    ("day", "held"),
    [("2016-01-20", [Certainty.CERTAINLY]), ("2016", [Certainty.POSSIBLY]), ("2016-03-01", [])],
    ids=["before it was offered", "some time in the year", "after"],
)
def test_a_trigger_may_have_been_met_before_it_was_concluded(
    day: str, held: list[Certainty]
) -> None:
    dossier = told(
        TRUCE, ATTACK, dates=[OFFERED], facts=[fact(Act.ATTACKED, by="Sky Guard", date=day)]
    )
    assert [o.certainty for o in oddities(dossier, OddityKind.TRIGGER_MET_BEFORE)] == held


# --- Outsiders ---


def outsiders(*args: object, **kept: object) -> list[tuple[str, ...]]:
    dossier = told(*args, **kept)  # type: ignore[arg-type]
    return [o.norms for o in oddities(dossier, OddityKind.DUTY_OF_OUTSIDER)]


def test_a_body_with_duties_that_has_no_part_is_found() -> None:
    duty = term(
        "mechanism.enforce", "The Joint Room prevents attacks", bearer="Joint Room", number="5"
    )
    assert outsiders(TRUCE, duty, others=[("Joint Room", Role.ENFORCER)]) == [("5",)]


@pytest.mark.parametrize(
    "role", [Role.MONITOR, Role.GUARANTOR, Role.MEDIATOR, Role.INVITEE], ids=lambda role: role.value
)
def test_who_took_a_part_is_no_outsider(role: Role) -> None:
    duty = term("mechanism.monitor", "The Lake Council watches", bearer="Lake Council")
    assert outsiders(TRUCE, duty, others=[("Lake Council", role)]) == []


@pytest.mark.parametrize(
    ("words", "bearer"),
    [
        ("The Lake Council agreed to open the road", "Lake Council"),
        ("A monitoring committee watches", "a monitoring committee"),
        ("The rebels hand over weapons", "the rebels"),
        ("Aleppo opens the road", "Aleppo"),
        ("North Front fighters leave", "North Front fighters"),
        ("This shows whether the Lake Guard opens the road", "the Lake Guard"),
    ],
    ids=[
        "takes it upon itself",
        "is yet to be set up",
        "has no name",
        "is a place",
        "is a side",
        "is only asked about",
    ],
)
def test_who_is_no_outsider(words: str, bearer: str) -> None:
    assert outsiders(TRUCE, term("movement.route", words, bearer=bearer)) == []


def test_a_signatory_acts_for_a_side() -> None:
    duty = term("movement.route", "Captain Sun uses the hill road", bearer="Captain Sun")
    assert outsiders(TRUCE, duty, acting=[("Captain Sun", "North Front")]) == []


def test_forces_that_are_to_leave_and_did_not_sign_are_found_by_the_words() -> None:
    leaving = term("separation.foreign_forces", "The withdrawal of Iranian forces and Hezbollah")
    texts = [o.text for o in oddities(told(TRUCE, leaving), OddityKind.DUTY_OF_OUTSIDER)]
    assert len(texts) == 2
    assert "Iranian Forces" in texts[0]
    assert "Hezbollah" in texts[1]


def test_who_is_named_by_a_side_is_no_outsider() -> None:
    assert outsiders(TRUCE, term("persons.defect", "Defect", bearer="men of the North Front")) == []


def test_forces_in_a_list_of_states_are_each_found() -> None:
    leaving = term(
        "separation.foreign_forces", "The withdrawal of Russian, Iranian, other Shia fighters"
    )
    dossier = told(TRUCE, leaving, others=[("Russia", Role.GUARANTOR)])
    [found] = oddities(dossier, OddityKind.DUTY_OF_OUTSIDER)
    assert "duties of Iranian Fighters" in found.text


def test_forces_that_are_planned_to_leave_are_outsiders_too() -> None:
    plan = term("separation.withdraw", "A plan for the exit of Iranian forces", Modality.INTENTION)
    [found] = oddities(told(TRUCE, plan), OddityKind.DUTY_OF_OUTSIDER)
    assert "plans for Iranian Forces" in found.text


@pytest.mark.parametrize(("voice", "is_told"), [((), False), (("the envoy",), True)])
def test_whether_anyone_says_what_outsiders_are_to_do_is_told(
    voice: tuple[str, ...], is_told: bool
) -> None:
    words = "A plan for the exit of Iranian forces"
    plan = term("separation.withdraw", words, Modality.INTENTION, voice=voice)
    [found] = oddities(told(TRUCE, plan), OddityKind.DUTY_OF_OUTSIDER)
    assert ("nobody is named who says so" not in found.text) is is_told


def test_forces_of_a_guarantor_that_are_to_leave_are_no_outsiders() -> None:
    leaving = term("separation.foreign_forces", "The withdrawal of Russian forces")
    assert outsiders(TRUCE, leaving, others=[("Russia", Role.GUARANTOR)]) == []


# --- Silence ---

SILENCE = declares("lifecycle.default", "No answer is a rejection", consequence="rejection")
SECRET = forbids("conduct.publicity", "They shall publish nothing", number="4")


def test_silence_says_little_of_who_may_not_speak() -> None:
    dossier = told(TRUCE, SILENCE, SECRET, stage=Stage.PROPOSAL)
    [found] = oddities(dossier, OddityKind.SILENCE_SAYS_LITTLE)
    assert found.norms == ("4",)
    assert leaves(found.reason) == ["They shall publish nothing", "No answer is a rejection"]


@pytest.mark.parametrize("terms", [(SILENCE,), (SECRET,)], ids=["may speak", "need not answer"])
def test_silence_otherwise_says_what_it_counts_as(terms: tuple[Term, ...]) -> None:
    dossier = told(TRUCE, *terms, stage=Stage.PROPOSAL)
    assert oddities(dossier, OddityKind.SILENCE_SAYS_LITTLE) == ()


# --- Dates ---


def test_a_weekday_that_contradicts_its_date_is_cited() -> None:
    warning = "'Thursday, March 2': 2016-03-02 is no Thursday"
    start = declares("lifecycle.start", "It begins on Thursday, March 2")
    [found] = oddities(told(start, warnings=(warning,)), OddityKind.WEEKDAY)
    assert leaves(found.reason) == ["It begins on Thursday, March 2"]


def test_a_weekday_on_which_nothing_of_the_agreement_rests_is_left_out() -> None:
    warning = "'Thursday, March 2': 2016-03-02 is no Thursday"
    assert oddities(told(TRUCE, warnings=(warning,)), OddityKind.WEEKDAY) == ()


def test_other_warnings_of_a_reader_are_not_repeated() -> None:
    warning = "the headline asks rather than says: 'Truce?'"
    assert oddities(told(TRUCE, warnings=(warning,))) == ()


def test_a_duration_has_nothing_to_count_from() -> None:
    lasts = declares("lifecycle.duration", "It lasts six months", window="P6M")
    [found] = oddities(told(lasts), OddityKind.DURATION_WITHOUT_START)
    assert "P6M" in found.text


@pytest.mark.parametrize("kind", [DateKind.START, DateKind.SIGNED, DateKind.ANNOUNCED])
def test_a_duration_counts_from_a_date_that_is_told(kind: DateKind) -> None:
    lasts = declares("lifecycle.duration", "It lasts six months", window="P6M")
    dossier = told(lasts, dates=[dated(kind, "2016-02-02")])
    assert oddities(dossier, OddityKind.DURATION_WITHOUT_START) == ()


def test_what_lasts_without_end_needs_no_start() -> None:
    lasts = declares("lifecycle.duration", "It is permanent", window="indefinite")
    assert oddities(told(lasts), OddityKind.DURATION_WITHOUT_START) == ()


@pytest.mark.parametrize(
    ("stage", "deadline", "count"),
    [
        (Stage.PROPOSAL, "2016-05-01", 1),
        (Stage.PROPOSAL, "2016-06-01", 0),
        (Stage.AGREED, "2016-05-01", 0),
        (Stage.AGREED, "2016-01-01", 1),
    ],
    ids=["told as open", "not passed", "told as agreed", "before the offer"],
)
def test_a_deadline_has_passed_in_the_documents_own_time(
    stage: Stage, deadline: str, count: int
) -> None:
    dates = [OFFERED, dated(DateKind.DEADLINE, deadline)]
    found = oddities(told(TRUCE, dates=dates, stage=stage), OddityKind.DEADLINE_PASSED)
    assert len(found) == count


def test_a_duty_was_due_before_the_agreement_was_signed() -> None:
    due = term("separation.withdraw", "They withdraw by 1 January", window="2016-01-01")
    dossier = told(due, dates=[dated(DateKind.SIGNED, "2016-02-02")])
    assert len(oddities(dossier, OddityKind.DEADLINE_PASSED)) == 1


# --- Words ---


def test_all_factions_stand_beside_two_sides() -> None:
    release = term("persons.release", "Release of prisoners between the two sides", number="2")
    [found] = oddities(told(TRUCE, release), OddityKind.SIDES_DIFFER)
    assert found.norms == ("1", "2")


def test_all_parties_may_be_two_sides() -> None:
    cease = term("hostilities.cease", "All parties cease fire")
    release = term("persons.release", "Release of prisoners by both sides")
    assert oddities(told(cease, release), OddityKind.SIDES_DIFFER) == ()


def test_a_class_by_what_it_ever_did_covers_everyone() -> None:
    fight = term("mechanism.enforce", "All fight any group that fought against North Front")
    [found] = oddities(told(TRUCE, fight), OddityKind.UNTIMED_CLASS)
    assert "that fought against North Front" in found.text


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("mechanism.enforce", "All fight any group that attacked North Front since the truce"),
        ("mechanism.enforce", "All fight any group that attacks North Front"),
        ("persons.amnesty", "Any fighter who fought against North Front is pardoned"),
    ],
    ids=["with a time", "in the present", "for their good"],
)
def test_a_class_that_covers_only_some_is_left_out(code: str, words: str) -> None:
    assert oddities(told(TRUCE, term(code, words)), OddityKind.UNTIMED_CLASS) == ()


def test_words_that_may_be_one_body_or_several_are_shown_as_written() -> None:
    one = term("mechanism.mediator", "The chosen Intermediaries solve problems", number="4")
    other = term("mechanism.monitor", "Elected mediators watch", number="5")
    [found] = oddities(told(one, other), OddityKind.SAME_OR_OTHER_BODY)
    assert "“chosen Intermediaries”, “Elected mediators”" in found.text


def test_one_body_named_twice_is_one() -> None:
    one = term("mechanism.mediator", "The mediators solve problems")
    other = term("mechanism.monitor", "The mediators watch")
    assert oddities(told(one, other), OddityKind.SAME_OR_OTHER_BODY) == ()


def test_a_line_that_nothing_describes_is_defined_nowhere() -> None:
    notify = term("movement.notify", "They announce movement near the contact line", number="6")
    [found] = oddities(told(TRUCE, notify), OddityKind.DEFINED_NOWHERE)
    assert "where it runs" in found.text


def test_a_line_that_a_term_describes_is_defined() -> None:
    notify = term("movement.notify", "They announce movement near the contact line")
    line = declares("separation.zone", "The contact line runs from the mill to the bridge")
    assert oddities(told(notify, line), OddityKind.DEFINED_NOWHERE) == ()


def test_who_is_linked_to_them_is_said_nowhere() -> None:
    out = [("all groups linked to them", Role.EXCLUDED), ("Hill Legion", Role.EXCLUDED)]
    [found] = oddities(told(TRUCE, others=out), OddityKind.DEFINED_NOWHERE)
    assert "who they are" in found.text


def test_a_link_says_who_is_linked() -> None:
    out = [("all groups linked to them", Role.EXCLUDED), ("Hill Legion", Role.EXCLUDED)]
    dossier = told(TRUCE, others=out, links=[link("Hill Guard", "Hill Legion")])
    assert oddities(dossier, OddityKind.DEFINED_NOWHERE) == ()


# --- All of them ---


def test_an_ordinary_agreement_has_no_oddities() -> None:
    dossier = told(
        term("hostilities.cease", "Both sides cease fire", bearer="both sides"),
        term("persons.release", "Both sides release all prisoners", bearer="both sides"),
        term("mechanism.monitor", "Lake Council monitors the truce", bearer="Lake Council"),
        declares("lifecycle.duration", "It lasts six months", window="P6M"),
        declares("lifecycle.start", "It begins on 2 February", window="2016-02-02"),
        forbids("hostilities.protect_object", "No fire at the mill", place="the mill"),
        others=[("Lake Council", Role.MONITOR)],
    )
    assert oddities(dossier) == ()


def test_every_oddity_ends_in_quotes() -> None:
    dossier = told(
        TRUCE,
        ATTACK,
        BETRAYAL,
        term("movement.notify", "They announce movement near the contact line"),
        term("mechanism.enforce", "The Joint Room prevents attacks", bearer="Joint Room"),
        declares("lifecycle.duration", "It lasts six months", window="P6M"),
        term("persons.release", "Release between the two sides", Modality.OBLIGATION),
    )
    found = oddities(dossier)
    assert len({o.kind for o in found}) >= 5
    assert all(leaves(o.reason) for o in found)


@pytest.mark.parametrize(
    ("file", "kinds"),
    [
        (
            "seed-000.yaml",
            {
                OddityKind.CANNOT_BOTH_BE_KEPT,
                OddityKind.THIRD_SIDE_TRIGGER,
                OddityKind.ONE_SIDED_TRIGGER,
                OddityKind.DURATION_WITHOUT_START,
                OddityKind.SIDES_DIFFER,
                OddityKind.SILENCE_SAYS_LITTLE,
            },
        ),
        ("seed-002.yaml", {OddityKind.DEFINED_NOWHERE}),
        ("seed-004.yaml", {OddityKind.CANNOT_BOTH_BE_KEPT}),
    ],
    ids=["the offer", "the nationwide truce", "the demand"],
)
def test_the_seed_scenarios_have_the_oddities_that_their_terms_hold(
    file: str, kinds: set[OddityKind]
) -> None:
    dossiers = [scenario.dossier for scenario in load_scenarios() if scenario.file == file]
    assert {o.kind for dossier in dossiers for o in oddities(dossier)} == kinds
