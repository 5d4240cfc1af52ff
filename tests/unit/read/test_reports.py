"""Reports of agencies: who is named beside a truce and is no part of it, and what is denied."""

import pytest

from hudna.domain.codebook import About, Authenticity, Role, Stage, Stance
from hudna.domain.readings import Reading
from texts import read_text


def roles(reading: Reading) -> set[tuple[str, Role]]:
    return {(p.name, p.role) for a in reading.agreements for p in a.participants}


def test_places_between_which_bombs_fell_are_no_sides() -> None:
    text = (
        "The Valley Front accused the army of breaking the truce. Commanders said army planes "
        "bombed land between the settlements of Kefri and Um Dalbar during the truce."
    )
    assert {name for name, _ in roles(read_text(text))} == {"Valley Front", "army"}


def test_who_is_praised_or_has_the_document_mediated_nothing() -> None:
    text = (
        "The army and the Valley Front signed a ceasefire. The document, obtained by DNN, calls "
        "for a truce of two weeks. Many praised President Ola Ruud for announcing an end to "
        "hostilities."
    )
    assert not {name for name, role in roles(read_text(text)) if role is Role.MEDIATOR}


def test_the_government_of_a_helper_is_not_the_one_at_war() -> None:
    text = (
        "The government and the Valley Front signed a truce. It was witnessed by Ana Ruud, a "
        "facilitator from the Norwegian government."
    )
    [agreement] = read_text(text).agreements
    aliases = {p.name: p.aliases for p in agreement.participants}
    assert aliases["government"] == ()


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "The terms were agreed upon by the two warring parties – the Harun tribe and the Belun "
            "tribe. Two tribes agreed to a truce on Monday.",
            id="dash",
        ),
        pytest.param(
            "The two sides, the Harun tribe and the Belun tribe, signed a truce after a week of "
            "fighting.",
            id="commas",
        ),
        pytest.param(
            "Warring hill tribes reach truce\n\nThe Harun tribe and the Belun tribe agreed to a "
            "truce on Monday. Two tribes had fought for a week.",
            id="headline",
        ),
    ],
)
def test_the_sides_are_those_whom_the_words_for_them_are_explained_by(text: str) -> None:
    assert roles(read_text(text)) == {("Harun tribe", Role.PARTY), ("Belun tribe", Role.PARTY)}


def test_who_has_not_commented_on_an_accusation_is_a_side_all_the_same() -> None:
    text = (
        "Dalbar rebels say the army forces have violated the newly signed ceasefire agreement. "
        "Neither the army nor the government have commented."
    )
    assert ("army", Role.PARTY) in roles(read_text(text))


def test_reports_of_a_breach_that_are_denied_leave_the_truce_undenied() -> None:
    text = (
        "Dalbar rebels accused government forces on Monday of bombing them, days after the "
        "president announced a ceasefire in the region. But the armed forces denied the reports, "
        "saying they were sticking to the ceasefire."
    )
    [agreement] = read_text(text).agreements
    assert agreement.authenticity is Authenticity.ASSERTED
    assert [c.about for c in agreement.claims if c.stance is Stance.DENIES] == [About.BREACH]


def test_reports_of_a_truce_that_are_denied_contest_it() -> None:
    text = (
        "The Valley Front said on Monday that it had agreed a ceasefire with the army. The army "
        "denied the reports."
    )
    [agreement] = read_text(text).agreements
    assert agreement.authenticity is Authenticity.CONTESTED


def test_a_term_of_office_ends_no_truce() -> None:
    text = (
        "The army and the Valley Front signed a ceasefire on Monday. The president has said that "
        "he would leave his post when his term expires in August and the truce is kept."
    )
    [agreement] = read_text(text).agreements
    assert "end" not in {date.kind.value for date in agreement.dates}
    assert "separation.withdraw" not in {c for t in agreement.terms for c in t.codes}


def test_a_truce_of_which_a_voice_of_each_side_tells_is_confirmed() -> None:
    text = (
        "The Valley Front and the Hill Army reached a ceasefire on Monday. Valley Front commander "
        "Ola Ruud confirmed the truce. In the evening Hill Army spokesman Ana Dahl said that a "
        "ceasefire with the Front had been agreed."
    )
    [agreement] = read_text(text).agreements
    assert agreement.authenticity is Authenticity.CONFIRMED


def test_what_one_side_alone_confirms_is_asserted() -> None:
    text = "The president confirmed the ceasefire on Monday. The rebels had declared it on Sunday."
    [agreement] = read_text(text).agreements
    assert agreement.authenticity is Authenticity.ASSERTED


def test_a_militia_holding_a_town_leaves_the_truce_to_be_kept() -> None:
    text = (
        "Fighters of the Front have come down to sign a truce with the militia holding the town of "
        "Dalbar. They signed the peace agreement brokered by a priest."
    )
    [agreement] = read_text(text).agreements
    assert agreement.stage is Stage.AGREED


def test_a_breach_that_is_denied_leaves_the_truce_asserted() -> None:
    text = (
        "Rebel spokesman Ola Ruud denied that the Front broke its 29 October ceasefire, and said "
        "that any fighting was the result of army attacks."
    )
    [agreement] = read_text(text).agreements
    assert agreement.authenticity is Authenticity.ASSERTED


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Oslo – The Indonesian government and the Valley Front yesterday signed a ceasefire.",
            {"Indonesian government", "Valley Front"},
            id="sent from",
        ),
        pytest.param(
            "The Valley Front and the Hill Republic Army1 signed the ceasefire on Monday.",
            {"Valley Front", "Hill Republic Army"},
            id="footnote",
        ),
        pytest.param(
            "The Valley Front and the Hill Army signed a ceasefire. The Council URGES the Valley "
            "Front and the Hill Army to keep the ceasefire.",
            {"Valley Front", "Hill Army"},
            id="resolves",
        ),
        pytest.param(
            "Warlord Tells Hill Army to Keep Truce\n\nThe Valley Front and the Hill Army signed a "
            "ceasefire on Monday.",
            {"Valley Front", "Hill Army"},
            id="headline",
        ),
    ],
)
def test_names_have_nothing_in_them_that_is_none(text: str, expected: set[str]) -> None:
    found = {name for name, role in roles(read_text(text)) if role is Role.PARTY}
    assert found == expected


def test_a_state_before_the_mediator_who_speaks_mediates_nothing() -> None:
    text = (
        "A ceasefire has been reached between the army and the Valley Front in the war in the "
        "north of Niger, the Omani mediator announced on Tuesday. Fighting had gone on for a year."
    )
    assert ("Niger", Role.MEDIATOR) not in roles(read_text(text))


def test_the_head_of_state_who_declares_it_is_its_party_and_not_those_who_fight_on() -> None:
    text = (
        'President Omar Bell has announced an "immediate and unconditional" cease-fire in the war '
        "with the Valley Front. The Valley Front has vowed to continue fighting."
    )
    assert roles(read_text(text)) == {("Omar Bell", Role.PARTY), ("Valley Front", Role.INVITEE)}
    of_a_state = "Sudan's President Omar Bell announced a cease-fire in the war-torn north. "
    assert ("Sudan", Role.PARTY) in roles(read_text(of_a_state + "The rebels fight on."))


def test_who_announces_what_others_have_agreed_is_no_party() -> None:
    text = (
        "Secretary-General Omar Bell announced a Valley Front ceasefire with the army. The army "
        "and the Valley Front had fought for a year."
    )
    assert ("Omar Bell", Role.PARTY) not in roles(read_text(text))


def test_a_truce_that_is_denied_after_a_breach_was_is_contested() -> None:
    text = (
        "The Valley Front announced a truce with the army. Its spokesman denied that the Front "
        "broke its ceasefire. No truce of any kind exists between the army and the Valley Front."
    )
    [agreement] = read_text(text).agreements
    assert agreement.authenticity is Authenticity.CONTESTED
