import pytest

from hudna.read.languages import find_language
from hudna.vocabulary import load_vocabulary
from texts import read_text, to_rendition


def language(text: str, declared: str | None = None) -> str | None:
    return find_language(to_rendition(text), load_vocabulary(), declared=declared)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        pytest.param("The rebels and the army signed a truce in the valley.", "en", id="English"),
        pytest.param("Les rebelles et l'armée ont signé une trêve dans la vallée.", "fr",
                     id="French"),
        pytest.param("Los rebeldes y el ejército firmaron una tregua en el valle.", "es",
                     id="Spanish"),
        pytest.param("Die Rebellen und das Heer haben sich auf eine Waffenruhe geeinigt.", "de",
                     id="German"),
        pytest.param("وقع الطرفان هدنة في الوادي", "ar", id="Arabic"),
        pytest.param("Стороны подписали перемирие в долине", "ru", id="Russian"),
        pytest.param("停火协议已签署", "zh", id="Chinese"),
        pytest.param("12 345", None, id="nothing tells"),
        pytest.param("", None, id="empty"),
    ],
)  # fmt: skip
def test_a_text_tells_its_language(text: str, code: str | None) -> None:
    assert language(text) == code


def test_the_declared_language_is_believed() -> None:
    assert language("The rebels signed a truce.", declared="ar-SY") == "ar"


def test_a_language_that_the_rules_do_not_read_gives_a_warning_and_no_agreement() -> None:
    reading = read_text("Стороны подписали перемирие в долине", language=None)
    assert reading.agreements == ()
    assert reading.warnings == (
        "the language of the document (ru) is none that the rules read (en, ar)",
    )


def test_an_unknown_language_gives_a_warning() -> None:
    (warning,) = read_text("12 345", language=None).warnings
    assert "(unknown)" in warning
