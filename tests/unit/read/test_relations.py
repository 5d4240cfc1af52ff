"""How a text says that one agreement stands to another."""

import pytest

from hudna.domain.codebook import RelationKind
from hudna.domain.evidence import is_supported
from hudna.domain.readings import Reading
from texts import read_text

SIGNED = "The Karun army and the Tel rebels signed a ceasefire on 3 May 2031 after heavy fighting."


def told(reading: Reading) -> list[tuple[str, str, str]]:
    """Return which account stands in which relation to what."""
    text = reading.document.text
    for agreement in reading.agreements:
        assert all(is_supported(relation.evidence, text) for relation in agreement.relations)
    return [
        (agreement.id, relation.kind.value, relation.to)
        for agreement in reading.agreements
        for relation in agreement.relations
    ]


@pytest.mark.parametrize(
    ("text", "kind", "to"),
    [
        (
            (
                "The Karun army and the Tel rebels extended the ceasefire of 3 May 2031 by two "
                "months on Sunday after heavy fighting."
            ),
            RelationKind.EXTENDS,
            "the ceasefire of 3 May 2031",
        ),
        (
            (
                "The Karun army and the Tel rebels signed a ceasefire on measures to implement the "
                "Orlo agreement of 2019. Fighting went on before."
            ),
            RelationKind.IMPLEMENTS,
            "the Orlo agreement of 2019",
        ),
        (
            f"{SIGNED} In accordance with Security Council resolution 9701, rebels hand over arms.",
            RelationKind.IMPLEMENTS,
            "Security Council resolution 9701",
        ),
        (
            f"{SIGNED} It replaces the previous ceasefire of 2030.",
            RelationKind.SUPERSEDES,
            "the previous ceasefire of 2030",
        ),
        (
            (
                "The Karun army and the Tel rebels agreed a truce in Harun, the latest in a series "
                "of local ceasefires in Karun, after heavy fighting."
            ),
            RelationKind.SAME_PROCESS,
            "local ceasefires in Karun",
        ),
        (
            f"{SIGNED} It is a step towards a permanent ceasefire.",
            RelationKind.SAME_PROCESS,
            "a permanent ceasefire",
        ),
        (
            f"{SIGNED} The protocol to the Orlo agreement of 2019 was signed by rebels as well.",
            RelationKind.ANNEX_OF,
            "the Orlo agreement of 2019",
        ),
        (
            f"{SIGNED} As part of the agreement, Sarm also reached an agreement with Velt.",
            RelationKind.SAME_PROCESS,
            "an agreement with Velt",
        ),
    ],
    ids=str,
)
def test_words_tell_how_it_stands_to_another(text: str, kind: RelationKind, to: str) -> None:
    assert ("a1", kind.value, to) in told(read_text(text))


def test_a_new_one_stands_in_the_place_of_one_that_broke_down() -> None:
    text = (
        "The Karun army and the Tel rebels signed a new ceasefire on Sunday after heavy fighting. "
        "The army and the Tel rebels had declared a truce in May. But that truce broke down."
    )
    assert told(read_text(text)) == [("a1", "supersedes", "a2")]


def test_an_offer_to_extend_it_extends_it() -> None:
    text = (
        f"{SIGNED} A proposal to extend the truce by a month was sent to the rebels on Monday. "
        "The proposal also names the truce."
    )
    assert ("a2", "extends", "a1") in told(read_text(text))


def test_an_offer_to_extend_what_was_extended_extends_what_stood_before() -> None:
    text = (
        "The Karun army and the Tel rebels extended the ceasefire of 3 May 2031 on Sunday after "
        "heavy fighting. A proposal to extend the truce by a year was sent to the rebels."
    )
    assert ("a2", "extends", "the ceasefire of 3 May 2031") in told(read_text(text))


@pytest.mark.parametrize(
    "text",
    [
        f"{SIGNED} The army refused to extend the ceasefire.",
        f"{SIGNED} Monitors are to implement the ceasefire.",
        f"{SIGNED} The army acted in accordance with the law.",
        f"{SIGNED} The ceasefire may be extended by both sides.",
        (
            "The Tel rebels called off the ceasefire, which had been extended in May, after an "
            "attack by the Karun army."
        ),
        SIGNED,
    ],
)
def test_other_words_tell_of_none(text: str) -> None:
    assert told(read_text(text)) == []


def test_agreements_that_one_is_made_up_of_are_parts_of_it() -> None:
    text = (
        "On 3 May 2031 the Karun army and the Tel rebels ended the fighting with the Orlo Accord. "
        "The parties agreed to the following: 1 - An agreement on the city of Harun; "
        "2 - A protocol on prisoners; 3 - A statement of understanding on Velt. "
        "Within the first agreement, the parties agreed to an immediate ceasefire. "
        "Concerning Velt, the parties agreed to open a crossing for aid. "
        "The parties agreed to release all prisoners."
    )
    reading = read_text(text)
    parts = [to for to in told(reading) if to[1] == "annex_of"]
    assert [to for _, _, to in parts] == ["a1", "a1"]
    codes = [{code for t in a.terms for code in t.codes} for a in reading.agreements]
    assert "hostilities.cease" in codes[1]
    assert "persons.release" in codes[0]
    assert "persons.release" not in codes[1] | codes[2]


def test_arabic_words_tell_it_too() -> None:
    text = (
        "أعلنت قوات التحالف تمديد وقف إطلاق النار المعلن في مايو 2031 لمدة شهر بعد معارك مع "
        "المتمردين. وسقط قتلى في القصف."
    )
    assert told(read_text(text, language="ar")) == [
        ("a1", "extends", "وقف إطلاق النار المعلن في مايو 2031")
    ]
