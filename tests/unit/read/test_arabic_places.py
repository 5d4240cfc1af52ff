import pytest

from hudna.read.arabic.places import iter_places
from hudna.read.mentions import find_mentions
from texts import ARABIC_WORDS, arabic_page


def places(text: str) -> list[str]:
    page = arabic_page(text)
    mentions = find_mentions(page, ARABIC_WORDS)
    return [
        name
        for sentence in page.sentences
        for name, _ in iter_places(page, sentence, mentions[sentence.index], ARABIC_WORDS)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("هدنة في مدينة دلبر", ["دلبر"], id="behind a generic word"),
        pytest.param("هدنة بحلب", ["حلب"], id="known, in"),
        pytest.param("هدنة في حمص وحماة وإدلب", ["حمص", "حماة", "إدلب"], id="a list"),
        pytest.param("هدنة في الغوطة الشرقية", ["الغوطة الشرقية"], id="two words"),
        pytest.param("هدنة في جنوب دمشق", ["جنوب دمشق"], id="a side of a seat"),
        pytest.param("هدنة في اليمن", ["اليمن"], id="a state"),
        pytest.param("وقع الطرفان في حمص اتفاقا", [], id="only signed there"),
        pytest.param("منطقة منزوعة السلاح", [], id="no name"),
    ],
)
def test_a_place_is_read(text: str, expected: list[str]) -> None:
    assert places(text) == expected


def test_places_of_conflicts_of_all_parts_of_the_world_are_known() -> None:
    assert places("اتفقا على هدنة في كشمير.") == ["كشمير"]
    assert places("أعلنا هدنة في كيسمايو وبيدوا.") == ["كيسمايو", "بيدوا"]
