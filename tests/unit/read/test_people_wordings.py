"""Wordings by which a report says who is what, and who says what of it."""

import pytest

from texts import read_text

ROLES = [
    (
        (
            "The government and the Valley Front signed a ceasefire in Oslo. Norway hosted "
            "the talks that produced the truce."
        ),
        {("government", "party"), ("Valley Front", "party"), ("Norway", "mediator")},
    ),
    (
        (
            "Norway has been hosting indirect talks between the government and the Valley "
            "Front, which agreed on a truce on Monday."
        ),
        {("government", "party"), ("Valley Front", "party"), ("Norway", "mediator")},
    ),
    (
        (
            "The ceasefire between the government and the Valley Front was reached through "
            "the mediation of Bishop Carl Ruud."
        ),
        {("government", "party"), ("Valley Front", "party"), ("Carl Ruud", "mediator")},
    ),
    (
        (
            "The ceasefire, negotiated with the help of Norway and the Catholic Church, was "
            "signed by the government and the Valley Front."
        ),
        {
            ("government", "party"),
            ("Valley Front", "party"),
            ("Norway", "mediator"),
            ("Catholic Church", "mediator"),
        },
    ),
    (
        (
            "The government and the Valley Front agreed to a ceasefire in talks chaired by "
            "General Ola Ruud."
        ),
        {("government", "party"), ("Valley Front", "party"), ("Ola Ruud", "mediator")},
    ),
    (
        (
            "The government and the Valley Front agreed on a truce at talks convened by the "
            "African Union in Oslo."
        ),
        {("government", "party"), ("Valley Front", "party"), ("African Union", "mediator")},
    ),
    (
        (
            "Norway, which brokered the ceasefire between the government and the Valley "
            "Front, welcomed the news."
        ),
        {("government", "party"), ("Valley Front", "party"), ("Norway", "mediator")},
    ),
    (
        (
            "The agreement between the government and the Valley Front provides for a "
            "ceasefire. The United Nations will monitor compliance, and the African Union "
            "will guarantee the accord."
        ),
        {
            ("government", "party"),
            ("Valley Front", "party"),
            ("United Nations", "monitor"),
            ("African Union", "guarantor"),
        },
    ),
    (
        (
            "The ceasefire between the government and the Valley Front will be supervised "
            "by a joint commission made up of officers from Norway and Kenya."
        ),
        {
            ("government", "party"),
            ("Valley Front", "party"),
            ("Norway", "monitor"),
            ("Kenya", "monitor"),
        },
    ),
    (
        (
            "The government and the Valley Front signed a truce. Observers from the African "
            "Union will be deployed to monitor it."
        ),
        {("government", "party"), ("Valley Front", "party"), ("African Union", "monitor")},
    ),
    (
        (
            "The truce between the government and the Valley Front, guaranteed by Norway "
            "and Kenya, starts on Monday."
        ),
        {
            ("government", "party"),
            ("Valley Front", "party"),
            ("Norway", "guarantor"),
            ("Kenya", "guarantor"),
        },
    ),
    (
        (
            "Defence Minister Ola Dahl signed the ceasefire for the government and General "
            "Musa Karim for the Valley Front."
        ),
        {
            ("government", "party"),
            ("Valley Front", "party"),
            ("Ola Dahl", "signatory"),
            ("Musa Karim", "signatory"),
        },
    ),
    (
        (
            "The ceasefire was signed by Defence Minister Ola Dahl and the leader of the "
            "Valley Front, Musa Karim."
        ),
        {("Ola Dahl", "signatory"), ("Musa Karim", "signatory"), ("Valley Front", "party")},
    ),
    (
        (
            "Ola Dahl, the defence minister, and Musa Karim, who leads the Valley Front, "
            "put their signatures to the truce on Monday."
        ),
        {("Ola Dahl", "signatory"), ("Musa Karim", "signatory"), ("Valley Front", "party")},
    ),
    (
        (
            "President Ola Dahl and Valley Front leader Musa Karim signed a ceasefire on "
            "Monday in the presence of Norwegian President Jens Berg."
        ),
        {
            ("Ola Dahl", "signatory"),
            ("Musa Karim", "signatory"),
            ("Valley Front", "party"),
            ("Jens Berg", "witness"),
        },
    ),
    (
        (
            "The truce was signed on behalf of the Valley Front by its commander, Musa "
            "Karim, and for the government by Colonel Ola Dahl."
        ),
        {
            ("Valley Front", "party"),
            ("Musa Karim", "signatory"),
            ("government", "party"),
            ("Ola Dahl", "signatory"),
        },
    ),
    (
        (
            "The government's chief negotiator, Ola Dahl, signed the ceasefire with Musa "
            "Karim of the Valley Front."
        ),
        {
            ("government", "party"),
            ("Ola Dahl", "signatory"),
            ("Musa Karim", "signatory"),
            ("Valley Front", "party"),
        },
    ),
    (
        (
            "Under the ceasefire the government will free 200 members of the Valley Front. "
            "The truce was signed by the government and the Hill Army."
        ),
        {("government", "party"), ("Hill Army", "party"), ("Valley Front", "third_party")},
    ),
    (
        (
            "The government and the Hill Army signed a truce under which they will jointly "
            "fight the Red Brigade."
        ),
        {("government", "party"), ("Hill Army", "party"), ("Red Brigade", "third_party")},
    ),
    (
        "The ceasefire between the government and the Hill Army does not apply to the Red Brigade.",
        {("government", "party"), ("Hill Army", "party"), ("Red Brigade", "excluded")},
    ),
    (
        (
            "The government and the Hill Army agreed to a ceasefire. The Red Brigade was "
            "not part of the deal."
        ),
        {("government", "party"), ("Hill Army", "party"), ("Red Brigade", "excluded")},
    ),
    (
        (
            "The government and the Hill Army agreed to a ceasefire, but the Red Brigade, "
            "which also operates in the valley, is not covered."
        ),
        {("government", "party"), ("Hill Army", "party"), ("Red Brigade", "excluded")},
    ),
    (
        (
            "The government and the Hill Army agreed to a truce that lets the Red Cross "
            "deliver food to the valley."
        ),
        {("government", "party"), ("Hill Army", "party"), ("Red Cross", "third_party")},
    ),
    (
        (
            "The truce between the government and the Hill Army will see police from Kenya "
            "patrol the streets of the valley."
        ),
        {("government", "party"), ("Hill Army", "party")},
    ),
    (
        (
            "Four rebel groups - the Hill Army, the Red Brigade, the Valley Front and the "
            "River Union - signed a ceasefire with the government."
        ),
        {
            ("government", "party"),
            ("Hill Army", "party"),
            ("Red Brigade", "party"),
            ("Valley Front", "party"),
            ("River Union", "party"),
        },
    ),
    (
        (
            "The ceasefire was signed by the Hill Army (HA), the Red Brigade (RB), the "
            "Valley Front (VF) and the River Union (RU)."
        ),
        {
            ("Hill Army", "party"),
            ("Red Brigade", "party"),
            ("Valley Front", "party"),
            ("River Union", "party"),
        },
    ),
    (
        "Signatories of the ceasefire include the Hill Army, the Red Brigade and the Valley Front.",
        {("Hill Army", "party"), ("Red Brigade", "party"), ("Valley Front", "party")},
    ),
    (
        (
            "A truce took hold in the valley after days of fighting between the Hill Army "
            "and the Red Brigade."
        ),
        {("Hill Army", "party"), ("Red Brigade", "party")},
    ),
    (
        (
            "The Valley Front said on Monday it would observe a week-long truce to allow "
            "voters to go to the polls, and urged the government to do the same."
        ),
        {("Valley Front", "party"), ("government", "invitee")},
    ),
    (
        "The Valley Front offered the government a three-month truce.",
        {("Valley Front", "party"), ("government", "invitee")},
    ),
    (
        "The government has proposed a ceasefire to the rebels of the Valley Front.",
        {("government", "party"), ("Valley Front", "invitee")},
    ),
    (
        "The warring Borr and Tala clans agreed on Friday to a ceasefire, police said.",
        {("Borr", "party"), ("Tala clans", "party")},
    ),
    (
        (
            "The National Patriotic Army (NPA), the country's biggest rebel group, declared "
            "a two-week truce on Friday."
        ),
        {("National Patriotic Army", "party")},
    ),
    (
        (
            "The NPA, as the rebel group is known, said it would suspend attacks on "
            "government forces for two weeks from Friday under a truce."
        ),
        {("NPA", "party"), ("government forces", "invitee")},
    ),
    (
        (
            "A spokesman for the rebel National Patriotic Army announced a unilateral "
            "ceasefire on Friday."
        ),
        {("National Patriotic Army", "party")},
    ),
    (
        "The armies of Norway and Kenya agreed to a ceasefire along their border.",
        {("Norway", "party"), ("Kenya", "party")},
    ),
    (
        (
            "President Ola Dahl and rebel leader Musa Karim agreed to a ceasefire on Friday "
            "at talks mediated by Kenya."
        ),
        {("Ola Dahl", "party"), ("Musa Karim", "party"), ("Kenya", "mediator")},
    ),
    (
        (
            "The ceasefire between Norway's army and the Hill Militia was announced by the "
            "Norwegian defence ministry."
        ),
        {("Norway's army", "party"), ("Hill Militia", "party")},
    ),
    (
        (
            "The Hill Militia and the Valley Guard agreed to a truce, an aid worker said. "
            "Fighting had earlier pitted the two groups against the army."
        ),
        {("Hill Militia", "party"), ("Valley Guard", "party")},
    ),
    (
        (
            "The Hill Militia and the Valley Guard agreed to a truce, Norway's foreign "
            "minister told the BBC. Kenya and Uganda fought a war in the same region in the "
            "1970s."
        ),
        {("Hill Militia", "party"), ("Valley Guard", "party")},
    ),
    (
        (
            "The Hill Militia, backed by Kenya, and the Valley Guard, supported by Uganda, "
            "agreed to a truce."
        ),
        {("Hill Militia", "party"), ("Valley Guard", "party")},
    ),
    (
        (
            "The truce between the Hill Militia and the Valley Guard follows a similar deal "
            "between Kenya and Uganda in May."
        ),
        {("Hill Militia", "party"), ("Valley Guard", "party")},
    ),
    (
        (
            "The United States and France welcomed the truce between the Hill Militia and "
            "the Valley Guard."
        ),
        {("Hill Militia", "party"), ("Valley Guard", "party")},
    ),
    (
        (
            "Analyst Jens Berg of the Crisis Institute said the truce between the Hill "
            "Militia and the Valley Guard was fragile."
        ),
        {("Hill Militia", "party"), ("Valley Guard", "party")},
    ),
    (
        (
            "The Kenyan government and the Hill Militia agreed to a truce during talks in "
            "Uganda, which borders Kenya."
        ),
        {("Kenyan government", "party"), ("Hill Militia", "party")},
    ),
    (
        (
            "The Organisation for Valley Liberation has called a truce, its first since it "
            "took up arms."
        ),
        {("Organisation for Valley Liberation", "party")},
    ),
    (
        "Dahlen separatists on Friday announced an indefinite halt to attacks on security forces.",
        {("Dahlen separatists", "party"), ("security forces", "invitee")},
    ),
    (
        "The Hill Militia heeded the appeal of tribal elders and agreed to a truce with the army.",
        {("Hill Militia", "party"), ("army", "party"), ("tribal elders", "sponsor")},
    ),
    (
        (
            "The government ordered its troops to observe a truce with the Hill Militia, "
            "which has yet to respond."
        ),
        {("government", "party"), ("Hill Militia", "invitee")},
    ),
]

STANCES = [
    (
        (
            "The Valley Front declared a truce on Monday. Army spokesman Ola Dahl rejected "
            "the offer. He added that operations would continue."
        ),
        {("Ola Dahl", "rejects"), ("Ola Dahl", "threatens"), ("Valley Front", "asserts")},
    ),
    (
        (
            "The truce between the army and the Valley Front began on Monday. The army "
            "accused the rebels of firing on a convoy in breach of the truce. A rebel "
            "spokesman denied the charge."
        ),
        {("army", "accuses"), ("rebel spokesman", "denies")},
    ),
    (
        (
            "The truce between the army and the Valley Front began on Monday. Rebel "
            "commander Musa Karim told reporters his men had come under attack despite the "
            "truce."
        ),
        {("Musa Karim", "accuses")},
    ),
    (
        (
            "The government and the Valley Front agreed to a ceasefire. UN chief Jens Berg "
            'praised the two sides. "This is a ray of hope for the people of the valley," '
            "he said."
        ),
        {("Jens Berg", "welcomes")},
    ),
    (
        (
            "The government and the Valley Front agreed to a ceasefire. The European Union "
            "hailed the agreement as a breakthrough."
        ),
        {("European Union", "welcomes")},
    ),
    (
        (
            "The government and the Valley Front agreed to a ceasefire. Analysts doubt that "
            "the truce will hold."
        ),
        {("analysts", "doubts")},
    ),
    (
        (
            "The government and the Valley Front agreed to a ceasefire. It is unclear "
            "whether the rebels will respect the truce."
        ),
        {("document", "doubts")},
    ),
    (
        "The government demanded that the Valley Front hand over its weapons before any ceasefire.",
        {("government", "demands")},
    ),
    (
        (
            "Rebel leader Musa Karim has set three conditions for a ceasefire, including "
            "the release of prisoners."
        ),
        {("Musa Karim", "demands")},
    ),
    (
        "The Valley Front insisted that the army must leave the valley before a truce could begin.",
        {("Valley Front", "demands")},
    ),
    (
        (
            "The Valley Front warned it would end the ceasefire if the army did not pull "
            "out of the valley."
        ),
        {("Valley Front", "threatens")},
    ),
    (
        (
            "The Valley Front threatened to resume fighting unless its prisoners are freed "
            "under the ceasefire."
        ),
        {("Valley Front", "threatens")},
    ),
    (
        "The Valley Front denied having agreed to a ceasefire with the government.",
        {("Valley Front", "denies")},
    ),
    (
        (
            '"We have not signed any ceasefire with the government," Valley Front spokesman '
            "Musa Karim said."
        ),
        {("Musa Karim", "denies")},
    ),
    (
        (
            "The defence ministry confirmed on Tuesday that a ceasefire with the Valley "
            "Front had been reached."
        ),
        {("defence ministry", "confirms")},
    ),
    (
        (
            "A ceasefire has been reached between the army and the Valley Front, according "
            "to a senior rebel commander."
        ),
        {("senior rebel commander", "asserts")},
    ),
    (
        "A ceasefire has been reached between the army and the Valley Front, local media reported.",
        {("local media", "asserts")},
    ),
    (
        "The Valley Front said it was no longer bound by the ceasefire.",
        {("Valley Front", "rejects")},
    ),
    (
        "The Valley Front pulled out of the ceasefire on Tuesday, citing army raids.",
        {("Valley Front", "rejects")},
    ),
    (
        "The government said it accepted the rebels' ceasefire in principle.",
        {("government", "accepts")},
    ),
    (
        "The government and the Valley Front blamed each other for breaking the ceasefire.",
        {("government", "accuses"), ("Valley Front", "accuses")},
    ),
    (
        (
            "There was no immediate comment from the army on the ceasefire offer, which the "
            "Valley Front announced on Monday."
        ),
        {("Valley Front", "asserts")},
    ),
    (
        "The government urged the Valley Front to join the ceasefire.",
        {("government", "demands")},
    ),
    (
        "Church leaders appealed for a ceasefire between the army and the Valley Front.",
        {("church leaders", "demands")},
    ),
    (
        "The Valley Front claimed the army violated the ceasefire 12 times in its first week.",
        {("Valley Front", "accuses")},
    ),
    (
        "Army officials said rebels had broken the ceasefire by attacking a post near the river.",
        {("army officials", "accuses")},
    ),
    (
        "The Valley Front has no intention of signing a ceasefire, its leader Musa Karim said.",
        {("Musa Karim", "rejects")},
    ),
]


@pytest.mark.parametrize(("text", "expected"), ROLES)
def test_a_wording_says_who_is_what(text: str, expected: set[tuple[str, str]]) -> None:
    agreement = read_text(text).agreements[0]
    assert {(p.name, p.role.value) for p in agreement.participants} == expected


@pytest.mark.parametrize(("text", "expected"), STANCES)
def test_a_wording_says_who_stands_how_to_it(text: str, expected: set[tuple[str, str]]) -> None:
    agreement = read_text(text).agreements[0]
    told = {(c.speaker.casefold(), c.stance.value) for c in agreement.claims}
    assert told == {(speaker.casefold(), stance) for speaker, stance in expected}
