import pytest

from hudna.intake.boilerplate import find_boilerplate
from hudna.vocabulary import load_vocabulary

PROSE = (
    "The two sides agreed on Tuesday to stop all fighting in Dalbar and in the countryside around "
    "it for a period of six months."
)
ARABIC_PROSE = (
    "اتفق الطرفان يوم الثلاثاء على وقف جميع أعمال القتال في دلبار وفي الريف المحيط بها "
    "لمدة ستة أشهر تبدأ من منتصف ليل الأربعاء."
)


def _marked(*lines: str) -> list[str]:
    text = "\n".join(lines)
    regions = find_boilerplate(text, load_vocabulary())
    return [line for region in regions for line in region.span.of(text).split("\n") if line]


@pytest.mark.parametrize(
    "line",
    [
        "Search",
        "Skip to content",
        "Comments (12)",
        "Share this:",
        "Helpful keywords",
        "[Home](/) | [News](/news) | [Region](/region)",
        "Tags: truce, Dalbar",
    ],
)
def test_furniture_around_the_prose_is_marked(line: str) -> None:
    assert _marked(line, "Truce holds in Dalbar", PROSE) == [line]
    assert _marked("Truce holds in Dalbar", PROSE, line) == [line]


@pytest.mark.parametrize(
    "line",
    [
        "If you like our content, please support the project. Donate by any means you like.",
        "Copyright © The Valley Post, 2017",
        "© 2017 The Valley Post. All rights reserved.",
        "Disclaimer: The contents of this article are of sole responsibility of the author(s).",
        "جميع الحقوق محفوظة لصحيفة الوادي",
    ],
)
def test_donation_copyright_and_disclaimers_are_marked_even_inside(line: str) -> None:
    assert _marked(PROSE, line, PROSE) == [line]


def test_arabic_furniture_is_marked() -> None:
    assert _marked("الرئيسية", "هدنة في دلبار", ARABIC_PROSE, "شارك الخبر") == [
        "الرئيسية",
        "شارك الخبر",
    ]


@pytest.mark.parametrize(
    "line",
    [
        "Share of the oil revenue: one half",
        "Back the truce, says the mayor",
        "Close the crossings at night",
        "Region of Dalbar",
        "By [The Valley Post](#)",
        "[Full text of the agreement](https://valley.example/text)",
        "1. Cease fire between all factions",
        "Contact between the sides goes through the mediators",
    ],
)
def test_what_only_resembles_furniture_is_left_alone(line: str) -> None:
    assert _marked(line, PROSE) == []


def test_a_menu_of_links_is_marked_line_by_line() -> None:
    menu = ["[Home](/)", "[News](/news)"]
    assert _marked(*menu, PROSE) == menu


def test_a_word_of_furniture_between_paragraphs_of_prose_is_the_documents_own() -> None:
    assert _marked(PROSE, "More", PROSE) == []


def test_terms_without_prose_around_them_are_left_alone() -> None:
    assert _marked("Terms", "1. Cease fire", "2. Release of prisoners", "Search") == ["Search"]


def test_a_document_of_nothing_but_furniture_is_its_own_body() -> None:
    assert _marked("Donate now", "Share") == []


def test_neighbouring_lines_make_one_region() -> None:
    text = f"{PROSE}\n\nShare\n\nTweet"
    (region,) = find_boilerplate(text, load_vocabulary())
    assert region.span.of(text) == "Share\n\nTweet"
