import pytest

from texts import read_text


def roles(text: str) -> set[tuple[str, str]]:
    agreement = read_text(text).agreements[0]
    return {(p.name, p.role.value) for p in agreement.participants}


def test_a_unilateral_truce_has_one_party() -> None:
    text = "The Valley Front declared a unilateral truce with the Norwegian army."
    assert roles(text) == {("Valley Front", "party"), ("Norwegian army", "invitee")}


def test_armed_sides_beside_it_stand_in_for_unnamed_parties() -> None:
    text = "A truce was agreed. Fighters of the rebels and soldiers of the army kept the truce."
    assert {role for _, role in roles(text)} == {"party"}


def test_who_only_talks_of_the_sides_together_is_no_participant() -> None:
    assert "the two sides" not in {
        n for n, _ in roles("Rebels and the army, the two sides, signed a truce.")
    }


def test_the_other_names_of_a_participant_are_its_aliases() -> None:
    text = (
        "The Valley Defence Front (VDF) and the army signed a truce. The VDF will keep the truce."
    )
    agreement = read_text(text).agreements[0]
    aliases = {p.name: p.aliases for p in agreement.participants}
    assert aliases["Valley Defence Front"] == ("VDF",)


def test_an_arrangement_beside_the_main_one_takes_its_parties() -> None:
    text = "The Valley Front and the army signed a truce. A previous truce collapsed last year."
    _, earlier = read_text(text).agreements
    assert {p.name for p in earlier.participants} == {"Valley Front", "army"}


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        pytest.param("Mediators Norway and Oman said the Valley Front and the army agreed a truce.",
                     "Oman", "mediator", id="called mediators, whatever they say"),
        pytest.param("The rebels and the army signed a truce brokered by the envoy for Norway "
                     "Ingrid Dahl.", "Ingrid Dahl", "mediator", id="envoy for a state, no comma"),
        pytest.param("Rebels and the army signed a truce mediated by the East Valley bloc ECOWAS.",
                     "ECOWAS", "mediator", id="a bloc and its acronym"),
        pytest.param("The rebels and the army signed a truce. Norway and Kenya acted as moral "
                     "guarantors of the truce.", "Kenya", "guarantor", id="acted as guarantors"),
        pytest.param("The rebels and the army signed a truce. Samir Qalan, the head of the port "
                     "council, vouched for the truce.", "Samir Qalan", "guarantor",
                     id="vouched for it"),
        pytest.param("The rebels and the army agreed a truce. It does not apply to the Valley "
                     "Front or the Dalbar Brigade.", "Dalbar Brigade", "excluded",
                     id="the second of two it does not apply to"),
        pytest.param("The Valley Front and the army signed a truce with President Omar Falo as "
                     "witness.", "Omar Falo", "witness", id="as witness"),
        pytest.param("The Norwegian government declared a truce and called on Valley Front "
                     "fighters to respect the truce.", "Valley Front fighters", "invitee",
                     id="called on"),
        pytest.param("The Valley Front said that it had not yet responded to the truce that the "
                     "army offered.", "army", "party", id="who offers while another considers"),
        pytest.param("Fourteen armed groups and the army signed a truce.", "Fourteen armed groups",
                     "party", id="a number in words"),
        pytest.param("The Valley Front on 21 June 2021 declared a truce with the army.",
                     "Valley Front", "party", id="a day between subject and verb"),
        pytest.param("Norwegian troops and the rebels agreed a truce.", "Norwegian troops", "party",
                     id="troops of a state"),
        pytest.param("The Norwegian government and armed formations of the river districts "
                     "signed a truce.", "armed formations", "party", id="armed formations"),
        pytest.param("The army reached a truce with the elders of the Qalan community.",
                     "elders of the Qalan community", "party", id="elders of a community"),
    ],
)  # fmt: skip
def test_the_grammar_beside_a_name_says_what_it_is(text: str, name: str, role: str) -> None:
    assert (name, role) in roles(text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param("Norway's Valley Front rebels declared a truce with the army.", "Norway",
                     id="whose rebels they are"),
        pytest.param("UN envoy Ingrid Dahl said the rebels and the army had signed a truce.", "UN",
                     id="whose envoy it is"),
        pytest.param("Oman announced a truce between the Valley Front and the Dalbar Brigade. "
                     "Soldiers left.", "Oman", id="who announces what is between others"),
        pytest.param("The Valley Front and the army signed the Yemen truce.", "Yemen",
                     id="where a truce is"),
        pytest.param("The Valley Front and the army signed a truce to end all military operations.",
                     "military", id="military operations"),
        pytest.param("Rebels loyal to General Omar Falo and the army signed a truce.", "Omar Falo",
                     id="whom rebels are loyal to"),
        pytest.param("The Valley Front signed a truce. All foreign fighters must leave.",
                     "foreign fighters", id="whom terms speak of"),
    ],
)  # fmt: skip
def test_a_name_that_only_says_whose_or_where_is_no_side(text: str, name: str) -> None:
    assert not {(name, "party"), (name, "invitee"), (name, "signatory")} & roles(text)


@pytest.mark.parametrize(
    ("text", "signatory", "party"),
    [
        pytest.param("General Omar Falo signed the truce for the Valley Front, rebels said.",
                     "Omar Falo", "Valley Front", id="signed for"),
        pytest.param("A truce was signed on behalf of the Valley Front by Omar Falo. Rebels left.",
                     "Omar Falo", "Valley Front", id="signed on behalf of, by"),
        pytest.param("The commander of the Dalbar Guard, Idris Mahl, signed the truce for the army "
                     "and General Omar Falo for the Valley Front.", "Omar Falo", "Valley Front",
                     id="the second, without a verb"),
    ],
)  # fmt: skip
def test_who_signs_for_whom(text: str, signatory: str, party: str) -> None:
    participants = read_text(text).agreements[0].participants
    signed = {(p.name, p.on_behalf_of) for p in participants if p.role.value == "signatory"}
    assert (signatory, party) in signed
    assert (party, "party") in roles(text)


def test_who_leads_a_side_stands_for_it_where_no_words_name_the_side() -> None:
    text = "President Omar Falo ordered a truce. Rebels rejected the truce. The war goes on."
    assert ("Omar Falo", "party") in roles(text)


def test_a_state_and_its_army_are_one_side() -> None:
    text = "Norway and the Valley Front agreed a truce. The Norwegian army signed the truce."
    named = {name for name, role in roles(text) if role == "party"}
    assert len(named & {"Norway", "Norwegian army"}) == 1


def test_the_sides_together_stand_in_where_a_text_names_none() -> None:
    text = "The war killed thousands of soldiers. The parties to the conflict agreed a truce."
    assert roles(text) == {("parties to the conflict", "party")}


def test_a_side_that_is_to_watch_over_it_is_a_side() -> None:
    text = (
        "The Valley Front and the army signed a truce. A monitoring mechanism made up of the army, "
        "the Valley Front and the United Nations will verify it."
    )
    assert ("Valley Front", "party") in roles(text)
    assert ("Valley Front", "monitor") not in roles(text)


def test_who_signs_in_lines_at_the_foot_is_found_with_his_side() -> None:
    text = (
        "The Valley Front and the Harun Council agree to a ceasefire of the armed forces.\n"
        "For the Valley Front\nSamir Qalan\nMinister\n"
        "For the Harun Council\nOmar Falo\n"
        "Witnessed by:\nBishop Ola Dahl\n"
    )
    assert {("Samir Qalan", "signatory"), ("Omar Falo", "signatory"), ("Ola Dahl", "witness")} <= (
        roles(text)
    )


def test_groups_listed_by_acronyms_are_sides() -> None:
    text = (
        "The army and four armed groups signed a truce. The groups include the VFX, the RFY and "
        "HCZ."
    )
    assert {("VFX", "party"), ("RFY", "party"), ("HCZ", "party")} <= roles(text)


def test_a_text_that_names_no_sides_has_the_parties() -> None:
    text = (
        "Norway met Oman. The parties agree to a ceasefire of all armed forces. The parties will "
        "keep the ceasefire. The parties will release all prisoners."
    )
    assert roles(text) == {("The parties", "party")}


def test_the_unnamed_are_no_sides_beside_the_named() -> None:
    text = "Two rebel groups agreed a truce. The Valley Front and the River Front signed the truce."
    assert roles(text) == {("Valley Front", "party"), ("River Front", "party")}


def test_who_alone_declares_it_is_its_party_and_the_other_is_invited() -> None:
    text = (
        "The Valley Front declared a 60-day ceasefire in July. It extended the ceasefire though it "
        "had not held talks with the government. The Valley Front says its ceasefire is over."
    )
    assert ("government", "party") not in roles(text)


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        pytest.param("Rebels and the army agreed a truce after outreach from various nations, "
                     "including Norway and Oman.", "Oman", "mediator", id="outreach"),
        pytest.param("Ingrid Dahl said today that she persuaded the rebels and the army to agree a "
                     "truce.", "Ingrid Dahl", "mediator", id="who says she persuaded them"),
        pytest.param("Rebels and the army agreed a truce and will set up technical teams on the "
                     "truce.", "technical teams", "responsible", id="technical teams"),
        pytest.param("Rebels and the army agreed a truce. Third-party observers will oversee the "
                     "truce.", "Third-party observers", "monitor", id="third-party observers"),
        pytest.param("Rebels and the army signed a truce in the presence of Norway's interior "
                     "minister.", "Norway's interior minister", "witness", id="who is present"),
    ],
)  # fmt: skip
def test_those_beside_the_sides_are_named_by_what_they_do(text: str, name: str, role: str) -> None:
    assert (name, role) in roles(text)


def test_who_promotes_a_proposal_is_no_mediator() -> None:
    text = (
        "Rebels and the army signed a truce. It has them consider a proposal promoted by Norway "
        "and Oman."
    )
    assert ("Oman", "mediator") not in roles(text)


def test_one_who_offers_it_to_another_invites_them() -> None:
    text = (
        "Valley rebels have offered the Norwegian government a 72-day ceasefire if it calls off "
        "its offensive, but had no answer."
    )
    assert {r for n, r in roles(text) if n == "Norwegian government"} == {"invitee"}


@pytest.mark.parametrize(
    ("words", "named"),
    [
        pytest.param("The signatories are", {"Hill Front", "River Front"}, id="are"),
        pytest.param("Signatories were envoys of", {"Hill Front", "River Front"}, id="envoys"),
    ],
)
def test_groups_that_are_its_signatories_are_its_parties(words: str, named: set[str]) -> None:
    text = (
        f"Warring factions signed a truce yesterday in the war-torn hills. {words} the Valley "
        "Council which it backs, the rebel Hill Front and its ally the River Front."
    )
    [agreement] = read_text(text).agreements
    parties = {p.name for p in agreement.participants if p.role.value == "party"}
    assert parties == named | {"Valley Council"}


def test_those_of_whom_a_mission_consisted_watch() -> None:
    text = (
        "The ceasefire between the army and the Valley Front held. The Ceasefire Monitoring "
        "Mission originally consisted of members from Norway, Sweden, and Iceland."
    )
    [agreement] = read_text(text).agreements
    monitors = {p.name for p in agreement.participants if p.role.value == "monitor"}
    assert monitors >= {"Norway", "Sweden", "Iceland"}
