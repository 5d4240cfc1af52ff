import pytest

from hudna.read.clauses import CodedClause
from hudna.read.groups import find_groups
from hudna.read.terms import find_terms
from texts import find_in, read_text

NAMED = "The rebels and the army signed a truce."


def terms(text: str) -> list[CodedClause]:
    findings = find_in(text)
    return [term for group in find_groups(findings) for term in find_terms(findings, group)]


def coded(text: str) -> list[tuple[str, str]]:
    """Return each code with the words of its clause."""
    findings = find_in(text)
    return [
        (code, findings.page.words(term.span))
        for group in find_groups(findings)
        for term in find_terms(findings, group)
        for code in term.codes
    ]


def codes(text: str) -> set[str]:
    return {code for code, _ in coded(text)}


@pytest.mark.parametrize(
    ("point", "code", "modality"),
    [
        pytest.param("Release of all prisoners.", "persons.release", "obligation", id="release"),
        pytest.param("Opening of the crossings for civilians.", "movement.crossing", "obligation",
                     id="crossings"),
        pytest.param("The rebels shall not attack the airfield.",
                     "hostilities.protect_object", "prohibition", id="object"),
        pytest.param("No side may recruit.", "conduct.recruitment", "prohibition", id="recruit"),
        pytest.param("The fighters shall not recruit minors.", "conduct.recruitment",
                     "prohibition", id="prohibition"),
        pytest.param("Residents may harvest; displaced people may return.", "humanitarian.return",
                     "permission", id="permission"),
        pytest.param("The truce lasts for six months.", "lifecycle.duration", "declaration",
                     id="duration"),
        pytest.param("No answer within the deadline is considered a rejection.",
                     "lifecycle.deadline", "declaration", id="deadline"),
        pytest.param("A joint committee shall settle disputes.", "mechanism.dispute",
                     "obligation", id="dispute"),
    ],
)  # fmt: skip
def test_a_point_of_a_list_is_a_term(point: str, code: str, modality: str) -> None:
    found = terms(f"{NAMED} Its points:\n1. {point}\n2. Nothing else.")
    assert (code, modality) in {(c, t.modality.value) for t in found for c in t.codes}


def test_a_point_that_forbids_to_fight_directs_no_fight() -> None:
    reading = read_text(
        "The rebels and the army signed a truce. Its points:\n"
        "1. Not to persuade any faction to fight the Valley Front\n"
        "2. All prisoners are released"
    )
    codes = [code for a in reading.agreements for t in a.terms for code in t.codes]

    assert "conduct.incitement" in codes
    assert "conduct.common_enemy" not in codes


def test_a_term_carries_the_number_of_its_point() -> None:
    found = terms(f"{NAMED} Its points:\n1. Release of all prisoners.\n2. Lifting of the siege.")
    numbers = {code: term.number for term in found for code in term.codes}
    assert numbers["persons.release"] == "1"
    assert numbers["movement.siege"] == "2"


def test_prose_that_goes_on_about_the_agreement_has_terms() -> None:
    text = f"{NAMED} Both sides will release all prisoners within two weeks."
    assert "persons.release" in codes(text)


def test_prose_far_from_the_agreement_has_none() -> None:
    text = f"{NAMED} It was a cold day. Snow fell. A bank would release prisoners of debt."
    assert "persons.release" not in codes(text)


def test_what_the_deal_includes_is_a_term_wherever_it_stands() -> None:
    text = f"{NAMED} It was a cold day. Snow fell. The deal includes the release of prisoners."
    assert "persons.release" in codes(text)


def test_the_narration_of_fighting_has_no_terms() -> None:
    text = f"{NAMED} Shelling killed six who would release the prisoners."
    assert "persons.release" not in codes(text)


def test_a_breach_is_no_term() -> None:
    text = "The Valley Front violated the truce by an attack on the airfield of the rebels."
    assert codes(text) == set()


def test_naming_the_truce_in_passing_does_not_cease_fire() -> None:
    assert "hostilities.cease" not in codes("Rebels discussed the weather despite the truce.")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("The rebels agreed to stop all attacks under the truce.", id="stops"),
        pytest.param("The rebels and the army signed a truce.", id="concluded"),
        pytest.param("A truce between the rebels and the army was agreed.", id="passive"),
    ],
)
def test_words_that_fire_stops_cease_hostilities(text: str) -> None:
    assert "hostilities.cease" in codes(text)


def test_prose_says_that_fire_stops_only_a_few_times() -> None:
    text = " ".join(["The rebels and the army signed a truce."] * 9)
    assert [code for code, _ in coded(text)].count("hostilities.cease") == 3


def test_a_length_of_time_of_something_else_is_no_duration() -> None:
    text = "After a war of six years the rebels signed a truce."
    assert "lifecycle.duration" not in codes(text)


def test_a_headline_has_no_terms() -> None:
    text = "Rebels to release prisoners under truce\nThe rebels and the army met today."
    assert codes(text) == set()


def test_of_a_long_clause_a_code_takes_the_words_around_its_cue() -> None:
    text = (
        "The rebels and the army signed a truce that obliges the commanders of the eastern hills "
        "and of the western plain to see to the release of all prisoners taken since the "
        "beginning of the cold season in the high mountain passes of the old kingdom."
    )
    words = dict(coded(text))["persons.release"]
    assert "release of all prisoners" in words
    assert len(words.split()) <= 24


def test_a_demand_has_terms_though_nothing_names_an_arrangement() -> None:
    text = "The army gave the rebels 48 hours to surrender. They must withdraw from the airfield."
    assert "separation.withdraw" in codes(text)


def test_what_a_point_forbids_beside_what_it_asks_is_a_term_of_its_own() -> None:
    point = "The army promises to use the coast road and avoid using the road at the airfield."
    found = terms(f"{NAMED} Its points:\n1. {point}\n2. Nothing else.")
    routes = [t.modality.value for t in found if "movement.route" in t.codes]
    assert routes == ["obligation", "prohibition"]


def test_a_deadline_neither_starts_nor_lasts_as_the_agreement_does() -> None:
    point = "The rebels have a one-week deadline to respond. The deadline starts from 2 May 2016."
    found = codes(f"{NAMED} Its points:\n1. {point}\n2. Nothing else.")
    assert "lifecycle.deadline" in found
    assert found.isdisjoint({"lifecycle.start", "lifecycle.duration"})


def test_talks_that_were_held_are_no_term() -> None:
    text = "The rebels and the army agreed a truce after a first round of peace talks in Oslo."
    assert "political.talks" not in codes(text)


def test_what_a_point_is_for_is_no_term_of_its_own() -> None:
    point = "The crossings between the sides shall be opened so that fuel and food can pass."
    found = codes(f"{NAMED} Its points:\n1. {point}\n2. Nothing else.")
    assert "movement.crossing" in found
    assert "humanitarian.services" not in found


def test_who_pours_out_of_a_town_withdraws_from_nothing() -> None:
    text = f"{NAMED} Without it the rebels will be in a position to pour out of Dalbar again."
    assert "separation.withdraw" not in codes(text)


def test_what_only_says_when_is_no_term() -> None:
    point = "The rebels will release all prisoners after the army withdraws."
    found = codes(f"{NAMED} Its points:\n1. {point}\n2. Nothing else.")
    assert "persons.release" in found
    assert "separation.withdraw" not in found


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("The clans will pause the offensive in the valley.", id="pause"),
        pytest.param("The clans shall abjure the path of violence.", id="abjure"),
        pytest.param("The clans cannot undertake any offensive operations.", id="cannot"),
        pytest.param("All military operations will be paused.", id="passive"),
        pytest.param("There will be no more attacks in the valley.", id="no more"),
        pytest.param("The army promised to engage in no military action there.", id="engage in no"),
    ],
)
def test_what_stops_is_told_by_many_verbs(text: str) -> None:
    assert "hostilities.cease" in codes(f"{NAMED} {text}")


def test_whoever_is_told_to_stop_is_so_wherever_it_stands() -> None:
    far = "It was a cold day. Snow fell. The passes closed."
    text = f"{NAMED} {far} The fighters have been directed not to carry out any operation."
    assert "hostilities.cease" in codes(text)


def test_the_narration_of_a_stop_has_no_terms() -> None:
    far = "It was a cold day. Snow fell. The passes closed."
    text = f"{NAMED} {far} Shelling killed six who would stop the fighting."
    assert "release" not in codes(text)
    assert [code for code, _ in coded(text)].count("hostilities.cease") == 1


def test_another_arrangement_that_is_only_named_stopped_fire_too() -> None:
    text = f"{NAMED} Neither side respected a previous truce."
    findings = find_in(text)
    others = [group for group in find_groups(findings) if not group.is_main]
    assert [t.codes for group in others for t in find_terms(findings, group)] == [
        ("hostilities.cease",)
    ]


def test_a_comma_within_a_list_ends_no_clause() -> None:
    text = (
        f"{NAMED} Under the deal the clans in the hills cannot undertake any offensive operations "
        "like raids, ambushes, kidnapping and extortion against traders on the coast."
    )
    words = [words for code, words in coded(text) if code == "hostilities.cease"]
    assert any("kidnapping and extortion" in each for each in words)


def test_what_talks_are_held_for_ceases_no_fire() -> None:
    text = f"{NAMED} A round of negotiations to end the war is due to start next week."
    assert [code for code, _ in coded(text)].count("hostilities.cease") == 1
    assert "lifecycle.start" not in codes(text)


def test_a_promise_about_those_captured_in_the_fighting_is_no_narration() -> None:
    text = f"{NAMED} Each party promises to release the prisoners captured in the clashes."
    assert "persons.release" in codes(text)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        pytest.param("Crowds cheered. In return the government will release"
                     " all prisoners.", "persons.release", id="a duty further on"),
        pytest.param("Crowds cheered. It covers the delivery of relief supplies to the town.",
                     "humanitarian.access", id="what it covers"),
        pytest.param('Crowds cheered. Rain fell. Night came. Day came. "I order that all attacks be'
                     ' halted," its leader said.', "hostilities.cease", id="the first person"),
    ],
)  # fmt: skip
def test_a_sentence_that_tells_of_a_duty_goes_on_about_terms(words: str, code: str) -> None:
    assert code in {c for term in terms(f"{NAMED} {words}")[1:] for c in term.codes}


def test_what_is_told_further_on_without_a_duty_is_no_term() -> None:
    told = "Crowds cheered. Rain fell all day. The government had often released prisoners."
    assert codes(f"{NAMED} {told}") == {"hostilities.cease"}


@pytest.mark.parametrize(
    "words",
    [
        "The front vowed to abide by the truce.",
        "We confirm the truce, its commander said.",
        "The accord stipulated the immediate truce.",
        "He said the army would follow his example.",
        "The patrols have been ordered to observe it.",
    ],
)
def test_keeping_a_truce_or_doing_the_same_says_that_fire_stops(words: str) -> None:
    kept = [q for c, q in coded(f"{NAMED} {words}") if c == "hostilities.cease"]
    assert len(kept) == 2


@pytest.mark.parametrize(
    "words",
    [
        "The church welcomed the call for a world-wide truce.",
        "Neither side has announced a truce in the hills.",
        "We cannot accept a truce of any kind, he said.",
        "The elders failed to stop the fighting in the hills.",
        "He spoke of his readiness for a truce.",
        "Any sort of truce would help the rebels.",
    ],
)
def test_a_truce_refused_or_only_called_for_is_no_term(words: str) -> None:
    kept = [q for c, q in coded(f"{NAMED} {words}") if c == "hostilities.cease"]
    assert len(kept) == 1


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("The truce revives the stalled peace process.", "political.talks"),
        ("The truce came at the end of the first day of peace talks.", "political.talks"),
        ("Under the truce direct talks will begin in May.", "lifecycle.start"),
        ("Under the truce the two sides will begin exchanging hostages.", "lifecycle.start"),
        ("The front said it is ending a ten-day truce.", "lifecycle.duration"),
    ],
)
def test_the_course_of_talks_or_of_another_act_is_no_term_of_the_truce(
    words: str, code: str
) -> None:
    assert code not in codes(f"{NAMED} {words}")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("They signed a joint declaration on the truce.", "conduct.accession"),
        ("The truce will hold if the army calls off the offensive.", "lifecycle.void"),
        ("Observers will supervise the pullout under the truce.", "separation.withdraw"),
        ("They will stop raids directed against the army.", "conduct.common_enemy"),
        ("The truce met renewed fighting.", "lifecycle.extension"),
        ("The fighters will honor the truce being observed by others.", "mechanism.monitor"),
        ("The truce came after rebels seized control of the city.", "political.authority"),
    ],
)  # fmt: skip
def test_words_beside_a_cue_that_tell_of_something_else_are_no_term(words: str, code: str) -> None:
    assert code not in codes(f"{NAMED} {words}")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Two joint committees shall be created to implement the accord.", "mechanism.liaison"),
        ("A panel was set up to enforce the deal under the truce.", "mechanism.responsible"),
        ("The front agreed to let government troops into the valley.", "separation.deploy"),
        ("The army will absorb the rebel fighters.", "separation.dissolve"),
        ("The army will absorb the rebel fighters.", "political.security_reform"),
        ("If the truce fails the front will resume its attacks.", "lifecycle.resume"),
        ("The truce is to have immediate effect.", "lifecycle.start"),
        ("The truce would apply to other militias in the hills.", "scope.area"),
        ("If the enemy breaks the truce, we will forcefully respond.", "hostilities.self_defence"),
        ("The front ordered its men to hold a defensive position.", "hostilities.freeze"),
        ("Both agreed not to call in the help of their neighbors.", "separation.foreign_forces"),
        ("They will rebuild the regional government.", "political.power"),
        ("The province will not try to break away.", "political.principles"),
        ("The handover of those who burned the mill was demanded.", "political.justice"),
        ("They will hold another round of meetings in May.", "political.talks"),
        ("The truce shall be kept while the talks continue.", "lifecycle.duration"),
        ("The valley will be divided along the front lines.", "separation.zone"),
        ("Both sides will halt the extortion and robbery of farmers.", "humanitarian.civilians"),
        ("Neither side shall lay mines or set up ambushes.", "hostilities.prohibited_means"),
        ("All military actions shall halt by May 3.", "lifecycle.deadline"),
        ("Attackers must leave or face stern measures.", "mechanism.enforce"),
    ],
)  # fmt: skip
def test_what_a_sentence_on_the_truce_asks_has_its_code(words: str, code: str) -> None:
    assert code in codes(f"{NAMED} {words}")


def test_who_shall_carry_out_no_attacks_resumes_none() -> None:
    found = codes(f"{NAMED} Its points:\n1. Not to carry out attacks on the army.\n2. No more.")
    assert "hostilities.cease" in found
    assert "lifecycle.resume" not in found


def test_a_further_duty_denied_is_a_clause_of_its_own() -> None:
    told = "Under the truce the prisoners will be released and neither side is to stop the relief."
    quotes = dict(coded(f"{NAMED} {told}"))
    assert "neither" not in quotes["persons.release"]
