import pytest

from hudna.domain.codebook import Role
from hudna.read.casts import Cast, settled
from hudna.read.mentions import find_mentions
from hudna.read.roles import find_casts
from hudna.vocabulary import load_vocabulary
from texts import page_of


def casts(text: str) -> tuple[Cast, ...]:
    vocabulary, page = load_vocabulary(), page_of(text)
    mentions = find_mentions(page, vocabulary)
    (sentence,) = page.sentences
    return find_casts(page, sentence, mentions[sentence.index], vocabulary)


def roles(text: str) -> set[tuple[str, str]]:
    return {(cast.mention.name, cast.role.value) for cast in settled(casts(text))}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("A truce between the Valley Front and the Harun Council began.",
                     {("Valley Front", "party"), ("Harun Council", "party")}, id="between"),
        pytest.param("The Valley Front and the Harun Council signed a truce.",
                     {("Valley Front", "party"), ("Harun Council", "party")}, id="subjects"),
        pytest.param("A truce was declared by the Valley Front.",
                     {("Valley Front", "party")}, id="declared by"),
        pytest.param("The Valley Front offered the Harun Council a truce.",
                     {("Valley Front", "party"), ("Harun Council", "invitee")}, id="offered"),
        pytest.param("The Harun Council rejected the truce.",
                     {("Harun Council", "invitee")}, id="rejected"),
        pytest.param("The deal was brokered by the Harun Council.",
                     {("Harun Council", "mediator")}, id="brokered by"),
        pytest.param("The truce is guaranteed by Norway and Oman.",
                     {("Norway", "guarantor"), ("Oman", "guarantor")}, id="guaranteed by"),
        pytest.param("The truce will be monitored by the Harun Council.",
                     {("Harun Council", "monitor")}, id="monitored by"),
        pytest.param("The truce does not cover the Valley Front.",
                     {("Valley Front", "excluded")}, id="not covered"),
        pytest.param("The Valley Front is excluded from the truce.",
                     {("Valley Front", "excluded")}, id="excluded"),
        pytest.param("The signing was witnessed by the Harun Council.",
                     {("Harun Council", "witness")}, id="witnessed by"),
        pytest.param("General Samir Qalan signed the truce on behalf of the Valley Front.",
                     {("Samir Qalan", "signatory"), ("Valley Front", "party")}, id="on behalf of"),
        pytest.param("The UN envoy Samir Qalan welcomed the truce.",
                     {("Samir Qalan", "mediator")}, id="envoy"),
        pytest.param("For the Valley Front: Samir Qalan",
                     {("Valley Front", "party"), ("Samir Qalan", "signatory")}, id="foot"),
        pytest.param("The Valley Front denied that it had agreed to a truce.",
                     {("Valley Front", "party")}, id="denied to have agreed"),
        pytest.param("The truce was rejected by the Valley Front.",
                     {("Valley Front", "invitee")}, id="rejected by"),
        pytest.param("The Valley Front and the Harun Council, hereinafter the Parties, met.",
                     {("Valley Front", "party"), ("Harun Council", "party")}, id="hereinafter"),
        pytest.param("The truce was witnessed by envoys of Norway and Oman.",
                     {("Norway", "witness"), ("Oman", "witness")}, id="witnessed by envoys of"),
        pytest.param("The Awlad Salim and the Qalan signed the truce.",
                     {("Awlad Salim", "party"), ("Qalan", "party")}, id="two names no more known"),
        pytest.param("Three armed groups - the Valley Front, the River Front and the Harun Council "
                     "- signed the truce.",
                     {("Valley Front", "party"), ("Harun Council", "party")}, id="named in a list"),
        pytest.param("The Norwegian-brokered truce began.", {("Norwegian", "mediator")},
                     id="an adjective brokered"),
        pytest.param("Egyptian mediators brokered the truce.", {("Egyptian mediators", "mediator")},
                     id="officials of a state"),
        pytest.param("The Valley Front, represented by its chairman Samir Qalan, signs a truce.",
                     {("Valley Front", "party"), ("Samir Qalan", "signatory")},
                     id="represented by"),
        pytest.param("General Omar Falo of the Valley Front and Colonel Samir Qalan signed it.",
                     {("Omar Falo", "signatory"), ("Samir Qalan", "signatory")}, id="both sign"),
        pytest.param("The Valley Front declared a truce with the army.",
                     {("Valley Front", "party"), ("army", "invitee")}, id="declared with"),
        pytest.param("The truce was mediated by elders from Dalbar.", {("elders", "mediator")},
                     id="elders from somewhere"),
        pytest.param("Thai and Cambodian troops agreed a truce.",
                     {("Thai", "party"), ("Cambodian troops", "party")}, id="two states' troops"),
        pytest.param("Violations are recorded by a joint monitoring committee.",
                     {("joint monitoring committee", "monitor")}, id="body"),
    ],
)  # fmt: skip
def test_words_beside_a_name_say_its_role(text: str, expected: set[tuple[str, str]]) -> None:
    assert expected <= roles(text)


def test_who_signs_for_whom_is_kept() -> None:
    found = casts("General Samir Qalan signed the truce on behalf of the Valley Front.")
    assert {c.on_behalf_of for c in found if c.role is Role.SIGNATORY} == {"Valley Front"}


def test_the_person_responsible_acts_for_the_party_named_before() -> None:
    text = "The person responsible for the truce from the Valley Front is General Samir Qalan."
    found = {(c.mention.name, c.role.value, c.on_behalf_of) for c in casts(text)}
    assert ("Samir Qalan", "responsible", "Valley Front") in found


def test_who_is_only_where_something_is_has_no_role() -> None:
    assert "Norway" not in {name for name, _ in roles("The sides signed a truce in Norway.")}


def test_who_speaks_after_by_holds_no_role_by_that() -> None:
    text = "The truce brokered by Oman and the Valley Front said little."
    assert ("Valley Front", "mediator") not in roles(text)


def test_a_sentence_without_an_arrangement_makes_no_party() -> None:
    assert roles("The Valley Front and the Harun Council fought near the bridge.") == set()


def test_a_guarantor_that_signs_is_a_guarantor() -> None:
    (mention,) = {c.mention for c in casts("The truce is guaranteed by Norway.")}
    kept = settled([Cast(mention, Role.GUARANTOR, 3), Cast(mention, Role.PARTY, 3)])
    assert [c.role for c in kept] == [Role.GUARANTOR]


def test_an_invitee_is_a_side_only_where_more_words_say_so() -> None:
    (mention,) = {c.mention for c in casts("The Harun Council rejected the truce.")}
    invited, agreed = Cast(mention, Role.INVITEE, 2), Cast(mention, Role.PARTY, 3)
    assert [c.role for c in settled([invited, agreed])] == [Role.PARTY]
    assert [c.role for c in settled([invited, Cast(mention, Role.PARTY, 2)])] == [Role.INVITEE]


def test_of_several_places_the_surest_is_kept() -> None:
    (mention,) = {c.mention for c in casts("The Harun Council rejected the truce.")}
    sure, guess = Cast(mention, Role.PARTY, 3), Cast(mention, Role.PARTY, 1)
    assert settled([guess, sure]) == (sure,)
