"""How far an arrangement has come, and what may be believed of it, in the words of reports."""

import pytest

from texts import read_text

STAGES = {
    "declared": [
        (
            "The Valley Front rebels announced a three-day truce on Monday so that farmers "
            "can harvest."
        ),
        "The guerrillas said they would suspend attacks for a month from Sunday.",
        "The insurgent group on Sunday extended its unilateral ceasefire by another three months.",
        "The president ordered a halt to offensive operations against the rebels for ten days.",
        (
            "The Valley Front has declared an immediate ceasefire with Norland after a call "
            "from its jailed leader."
        ),
        "The rebel leader declared that a new truce takes effect tomorrow and lasts until May.",
        "Norland's army announced a humanitarian pause in the besieged town, effective at noon.",
        "The separatists proclaimed a Christmas ceasefire and asked the army to reciprocate.",
    ],
    "agreed": [
        "The army and the rebels signed a truce that ended two years of fighting in the delta.",
        "The army and the rebels signed a truce. Observers will look into violations of it.",
        "The mediator announced a truce between the army and the Valley Front on Monday.",
        "The president announced that the army and the rebels had agreed to a full ceasefire.",
        "The truce was declared by both the army and the rebels for the holidays.",
        "Rebels and the army pledged to stop fighting as they met for the first time in Dalbar.",
        "The warring parties inked a cessation of hostilities late on Friday.",
        "The government and the Valley Front clinched a ceasefire deal after a week of talks.",
        "Leaders of two tribes whose fighters clashed for months signed a reconciliation pact.",
        "A truce between the army and the Valley Front has been brokered by elders.",
        "Army and rebels reach truce in the delta.",
        "Serb generals agreed on Thursday to withdraw their heavy weapons under a ceasefire.",
        "The ceasefire was concluded in Dalbar between the army and the militia on Tuesday.",
        "Both countries announced a ceasefire from Saturday midnight after months of war.",
    ],
    "in_force": [
        "Ceasefire comes into force between the army and the rebels.",
        "The rebels rejected claims of ceasefire violations, saying that the army shelled first.",
        "A ceasefire between the army and the rebels has been in effect since Monday.",
        "Rebels say the army has broken the truce in the delta.",
        "The army and the rebels exchanged fire on Sunday in breach of the ceasefire.",
        "A ceasefire between the army and the rebels appeared to be holding on Monday.",
        "The truce between rebels and the army entered its second day with only a few shots.",
        (
            "The truce has largely held, though the army and the rebels accuse each other of "
            "shelling."
        ),
        "A ceasefire that began at midnight brought calm to the front between army and rebels.",
        "The army accused the rebels of violating the truce twelve times since Sunday.",
        "The humanitarian pause took hold at dawn and aid reached the besieged town.",
        "Despite the ceasefire, the army shelled the village on Tuesday, militants said.",
        "Norland says it is still committed to the ceasefire with the rebels.",
    ],
    "collapsed": [
        "The president decided to lift a unilateral ceasefire with the rebel army.",
        "The rebels announced the termination of their unilateral ceasefire with the army.",
        "The truce ended on Monday when rebels attacked an army post.",
        "The army pulled out of the ceasefire with the militia.",
        "The rebels said on Monday that the ceasefire with the army was over.",
        "Norland declared the truce with the insurgents dead after a bomb killed nine soldiers.",
        "The insurgents called off their ceasefire with the army and ordered new attacks.",
        "The Front responded to the army's raid by declaring the end of a decades-old ceasefire.",
        "Fighting resumed on Sunday, shattering a week-old truce between army and rebels.",
        "The militia tore up the ceasefire agreement with the army.",
        "The army resumed its offensive, ending a two-month ceasefire with the guerrillas.",
        "Breakdown of truce: army and rebels blame each other as heavy shelling restarts.",
    ],
    "expired": [
        "A 12-day ceasefire declared by the army and the rebels for the holidays ended Sunday.",
        "The ceasefire between the army and the rebels expired at midnight without an extension.",
        "The truce ran out on Sunday; the rebels and the army did not renew it.",
    ],
    "suspended": [
        "The government said it was suspending a ceasefire pact with the rebel army.",
        "The rebels suspended their participation in the ceasefire after the army shelled them.",
        "The guerrillas put the truce on hold after the army raided a camp.",
    ],
    "rejected": [
        "The army rejected a truce offered by the rebels on Sunday.",
        "The government ruled out a ceasefire with the insurgents until they surrender.",
        "The army dismissed a ceasefire declared by the rebels and vowed to fight on.",
        "The militia turned down a proposal for a humanitarian pause.",
        "The insurgents spurned the offer of a truce.",
        "There was no need for a ceasefire, the minister said, turning down the rebels' truce.",
    ],
    "proposal": [
        "The rebels offered the army a month-long truce if it lifts the siege.",
        "The envoy proposed a ceasefire to the army and the militia.",
        "The bloc called on the army and the rebels to declare an immediate ceasefire.",
        "The mediator has tabled a draft truce that both the army and the rebels are studying.",
        "The pope appealed for a truce between the army and the rebels over Easter.",
    ],
    "negotiation": [
        "Talks between the army and the rebels on a truce ended without agreement on Sunday.",
        "The army and the rebels are discussing a ceasefire, diplomats said.",
        "Talks on a truce between the army and the militia resume in Dalbar on Tuesday.",
        "The army and the rebels are close to a ceasefire, a negotiator said.",
        (
            "The general left Dalbar without signing a ceasefire agreement with the "
            "government's army."
        ),
        "Rebels and the army failed to agree on a truce after two days of talks.",
        "Mediators are pushing for a ceasefire between the army and the rebels.",
    ],
}
HEADLINES = [
    ("agreed", "Yemen's warring parties extend truce, UN envoy says"),
    ("agreed", "Rebels, government ink ceasefire deal in Dalbar"),
    ("agreed", "Warring sides in Norland accept humanitarian truce proposed by the bloc"),
    ("agreed", "Truce reached between army and militants in besieged camp"),
    ("agreed", "Fighting in Norland halts after army and rebels strike ceasefire"),
    ("agreed", "Norland and Sudland reach deal to end border fighting"),
    ("agreed", "The army and the rebels have concluded an armistice, radio said."),
    ("agreed", "Under a truce agreed late Sunday, rebels will release 40 soldiers."),
    ("agreed", "Rebel commanders gave their word to a ceasefire at a meeting with army officers."),
    ("agreed", "The militia and the army shook hands on a truce."),
    (
        "agreed",
        "A cessation of hostilities between the army and the rebels was signed by their envoys.",
    ),
    ("agreed", "The rebels accepted the government's ceasefire and its army pulled back."),
    (
        "agreed",
        "Two clans made peace under an agreement that ends a feud of armed men.",
    ),
    ("declared", "Rebels announce month-long truce in Norland"),
    ("declared", "Norland army declares ceasefire for Ramadan"),
    ("declared", "Guerrillas to stop attacks for a month, their leader says"),
    (
        "declared",
        "The army will observe a unilateral truce over the holiday, it told the rebels.",
    ),
    (
        "declared",
        "The separatist movement proclaimed an end to military operations for three months.",
    ),
    ("declared", "Government forces unilaterally halted operations against rebels for a week."),
    ("declared", "Rebels silence guns for harvest; army has not replied."),
    ("in_force", "Ceasefire holds in Norland as army and rebels stay in their trenches"),
    ("in_force", "Fragile truce in Norland enters third week amid sporadic shelling"),
    ("in_force", "Calm returns as ceasefire takes hold between army and militants"),
    ("in_force", "Norland truce under strain after army shells rebel village"),
    ("in_force", "The ceasefire has been violated 200 times since it began, rebels say."),
    ("in_force", "The truce between army and rebels, in place since May, has brought calm."),
    ("collapsed", "Truce in tatters as army and rebels trade fire"),
    ("collapsed", "Ceasefire breaks down in Norland, army and rebels blame each other"),
    ("collapsed", "Rebels end truce with army"),
    ("collapsed", "Norland army ends ceasefire and resumes offensive on rebels"),
    ("collapsed", "Rebels quit truce after army raid"),
    ("collapsed", "The rebels no longer consider themselves bound by the ceasefire with the army."),
    ("collapsed", "Fighting flares as the truce fails; army pounds rebel lines."),
    ("rejected", "Army snubs rebels' truce offer"),
    ("rejected", "Rebels say no to ceasefire with army"),
    ("rejected", "Norland rejects calls for ceasefire with rebels"),
    ("proposal", "Envoy urges army and rebels to accept truce"),
    ("proposal", "Rebel leader offers ceasefire to Norland army"),
    ("proposal", "UN chief calls for immediate ceasefire in Norland war"),
    ("proposal", "The bloc's draft ceasefire has been sent to the army and the rebels."),
    ("negotiation", "Army and rebels inch towards ceasefire"),
    ("negotiation", "Truce talks between army and rebels stall"),
    ("negotiation", "Mediators race to secure truce between army and militants"),
    ("negotiation", "No breakthrough in ceasefire talks between the army and rebels"),
    ("expired", "Truce expires in Norland, army and rebels resume fighting"),
    ("suspended", "Rebels suspend ceasefire with army after raid"),
]
AUTHENTICITY = {
    "contested": [
        (
            "The Valley Front denied any ceasefire deal with the army. The army had said that"
            " it signed a truce with the Front."
        ),
        (
            "The army said it reached a truce with the rebels. A rebel spokesman dismissed "
            "the claim as untrue: there is no ceasefire, he said."
        ),
    ],
    "asserted": [
        (
            "Norland and Sudland agreed a truce. Both sides denied that they had shelled "
            "civilians before it."
        ),
        "The two delegations spent hours trying to sign a truce between the army and the rebels.",
        "The two sides also signed an annex to the ceasefire between the army and the rebels.",
    ],
    "confirmed": [
        "The army and the rebels confirmed the ceasefire in a joint statement.",
        (
            "Both countries announced the ceasefire from midnight; the two armies had fought "
            "for weeks."
        ),
        (
            "The ministry said that a truce was agreed with Sudland's army, with Sudland's "
            "ministry confirming it in an identical statement."
        ),
    ],
    "alleged": [
        "The army and the rebels have reportedly agreed a secret truce.",
        "According to unconfirmed reports, the militia signed a truce with the army.",
    ],
}


@pytest.mark.parametrize(
    ("text", "expected"), [(text, stage) for stage, texts in STAGES.items() for text in texts]
)
def test_the_words_of_reports_tell_the_stage(text: str, expected: str) -> None:
    agreement = read_text(text).agreements[0]
    assert agreement.stage is not None
    assert agreement.stage.value == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [(text, kind) for kind, texts in AUTHENTICITY.items() for text in texts],
)
def test_the_words_of_reports_tell_what_may_be_believed(text: str, expected: str) -> None:
    agreement = read_text(text).agreements[0]
    assert agreement.authenticity is not None
    assert agreement.authenticity.value == expected


@pytest.mark.parametrize(("expected", "text"), HEADLINES)
def test_the_words_of_headlines_tell_the_stage(expected: str, text: str) -> None:
    body = "" if text.endswith(".") else "\n\nThe army and the rebels have fought for years."
    agreement = read_text(text + body).agreements[0]
    assert agreement.stage is not None
    assert agreement.stage.value == expected
