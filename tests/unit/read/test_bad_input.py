"""What is hard to read: mixed scripts, broken letters, very many arrangements, very long texts."""

import pytest

from hudna.domain.codebook import Stage
from hudna.domain.readings import Reading
from texts import read_text


def codes_of(reading: Reading) -> set[str]:
    return {code for a in reading.agreements for term in a.terms for code in term.codes}


def parties_of(reading: Reading) -> str:
    return " | ".join(p.name for a in reading.agreements for p in a.participants)


RIGHT_TO_LEFT_MARKS = (
    "The army and the Valley Front (\u202bجبهة الوادي\u202c) signed a \u200fceasefire\u200f on "
    "Monday in the town of Dalbar. Under the agreement, both sides will release all prisoners "
    "within 14 days."
)


def test_signs_of_direction_and_a_name_in_another_script_hide_nothing() -> None:
    reading = read_text(RIGHT_TO_LEFT_MARKS)
    (agreement,) = reading.agreements
    assert "Valley Front" in parties_of(reading)
    assert any(code.startswith("persons.") for code in codes_of(reading)), codes_of(reading)
    assert agreement.stage is Stage.AGREED
    assert reading.refused == 0


ENGLISH_HALF = (
    "The army and the Valley Front agreed to a ceasefire in the town of Dalbar on Monday.\n"
    "Both sides will stop all attacks and release all prisoners within 14 days.\n"
)
ARABIC_HALF = (
    "اتفق الجيش وجبهة الوادي يوم الاثنين على وقف إطلاق النار في بلدة دلبار.\n"
    "ويلتزم الطرفان بوقف جميع الهجمات والإفراج عن جميع الأسرى خلال 14 يوما.\n"
)


def test_a_document_half_in_arabic_is_read_in_one_of_its_languages() -> None:
    for text in (ENGLISH_HALF + ARABIC_HALF, ARABIC_HALF + ENGLISH_HALF):
        for language in ("en", "ar", None):
            reading = read_text(text, language=language)
            assert reading.agreements, (language, text[:20])
            assert any(c.startswith("persons.") for c in codes_of(reading)), (language, text[:20])


OCR = (
    "CEASEFlRE AGREEMENT\n\n"
    "The Govern-\nment of Norvania and the Va11ey Front, here-\nafter the Parties,\n"
    "1 . The parties sha1l cease all hosti1ities with effect from 3 February 2016.\n"
    "2 . The parties shall re1ease all prisoners wi thin 14 days.\n"
    "3 . A ceasefire commission shall monitor the cease fire .\n"
)


def test_letters_that_a_scanner_mistook_leave_the_terms_around_them() -> None:
    reading = read_text(OCR)
    (agreement,) = reading.agreements
    assert len(agreement.terms) >= 2
    assert any(code.startswith("mechanism.") for code in codes_of(reading)), codes_of(reading)


MACHINE_TRANSLATED = (
    "The leadership of the Valley Front movement announced that it has been reached to an "
    "agreement of ceasefire with the forces of army, and that in the city of Dalbar. And "
    "stipulates the agreement on the exit of the fighters from the city and release of the "
    "prisoners by the two parties during one week from the date."
)


def test_the_word_order_of_a_machine_is_read() -> None:
    reading = read_text(MACHINE_TRANSLATED)
    assert len(reading.agreements) == 1
    assert "Valley Front" in parties_of(reading)
    assert any(code.startswith("persons.") for code in codes_of(reading)), codes_of(reading)


TOWNS = (
    "Dalbar Qarun Mesta Ternik Halvo Sorant Belmar Kudra Vashni Omrel "
    "Pertok Lazna Gorif Tamsel Rudov Nisket Faldar Yorma Zubek Hintal"
).split()


def twenty_agreements() -> str:
    lines = ["Truces across the valley this year"]
    for number, town in enumerate(TOWNS, 1):
        lines.append(
            f"On {number} January 2016 the {town} Front and the {TOWNS[number - 2]} Brigade signed "
            f"a truce in the town of {town}. The {town} truce lasted {number + 2} days."
        )
    return "\n\n".join(lines)


def test_twenty_agreements_of_one_document_are_told_apart_each_with_its_sides() -> None:
    reading = read_text(twenty_agreements())
    found = {frozenset(p.name for p in a.participants) for a in reading.agreements}
    sides = zip(TOWNS, [TOWNS[-1], *TOWNS], strict=False)
    assert found == {frozenset({f"{one} Front", f"{other} Brigade"}) for one, other in sides}
    assert len(reading.agreements) == len(TOWNS)


BRIEFS = """News in brief

On 3 January 2016 the army and the Valley Front signed a truce in the town of Dalbar. The truce is \
holding.

On 9 January 2016 the Hill Brigade and the Lake Brigade signed a truce in the town of Qarun. The \
Qarun truce collapsed the next day.

On 20 January 2016 the River Militia and the Marsh Militia signed a truce in Mesta. Under the \
Mesta truce they will release all prisoners.
"""


def test_news_in_brief_of_different_truces_are_different_agreements() -> None:
    reading = read_text(BRIEFS)
    sides = [{p.name for p in a.participants} for a in reading.agreements]
    assert [{"Hill Brigade", "Lake Brigade"} <= each for each in sides].count(True) == 1
    assert [{"River Militia", "Marsh Militia"} <= each for each in sides].count(True) == 1
    assert any({"army", "Valley Front"} <= each for each in sides)
    assert len(sides) == 3


UNDATED_BRIEFS = (
    "News in brief",
    "NORVANIA: The army and the Valley Front signed a truce on Monday in the town of Dalbar.",
    "SELDOVIA: Hill Brigade rebels rejected a ceasefire that the government had offered.",
    "OSTRAVIA: A truce between the River Militia and the Coast Guard collapsed on Sunday.",
)


@pytest.mark.xfail(reason="briefs that only a place in capitals sets apart are read as one truce")
def test_news_in_brief_under_places_are_different_agreements() -> None:
    reading = read_text("\n\n".join(UNDATED_BRIEFS))
    stages = {a.stage for a in reading.agreements}
    assert stages == {Stage.AGREED, Stage.REJECTED, Stage.COLLAPSED}


def test_one_sentence_is_enough() -> None:
    reading = read_text("The army and the Valley Front signed a truce.")
    (agreement,) = reading.agreements
    assert agreement.stage is Stage.AGREED
    assert len(agreement.participants) == 2


_POINT = (
    "{n}. The parties shall release all prisoners held in the district of {town} within {days} "
    "days, and the forces of the Valley Front shall withdraw from the road to {town}."
)


def long_agreement(points: int) -> str:
    """Return an agreement of so many points: six to a page."""
    head = "CEASEFIRE AGREEMENT\n\nThe Government of Norvania and the Valley Front agree:\n\n"
    return head + "\n".join(
        _POINT.format(n=n, town=TOWNS[n % len(TOWNS)], days=n % 60 + 2)
        for n in range(1, points + 1)
    )


def test_the_terms_of_an_agreement_of_500_pages_are_all_read() -> None:
    points = 3000
    reading = read_text(long_agreement(points))
    (agreement,) = reading.agreements
    assert len(agreement.terms) >= points
    assert reading.refused == 0
