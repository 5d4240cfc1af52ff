import pytest

from hudna.text.folding import folded, folded_arabic, match_key


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Élan", "elan"),
        ("\u201cÇa\u201d \u2013 l\u2019été", '"ca" - l\'ete'),
        ("أحمد إلى الهدنة", "احمد الي الهدنه"),
        ("١٢ أبريل ۲۰۱۷", "12 ابريل 2017"),
        ("İstanbul", "istanbul"),
        ("straße", "straße"),
    ],
    ids=["accent", "quotes", "arabic", "digits", "dotted", "sharp"],
)
def test_folding_keeps_every_offset(text: str, expected: str) -> None:
    assert folded(text) == expected
    assert len(folded(text)) == len(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ahrar al-Sham", "ahrar al sham"),
        ("Ahrar ash-Sham", "Ahrar Sham"),
        ("Al-Shaʿb", "al Shab"),
        ("هُدْنَة", "هدنه"),
        ("فيلق الرحمـــن", "فيلق الرحمن"),
    ],
    ids=["hyphen", "article", "ayn", "vowels", "tatweel"],
)
def test_spellings_of_one_name_have_one_key(one: str, other: str) -> None:
    assert match_key(one) == match_key(other)


def test_the_order_of_words_makes_two_names() -> None:
    assert match_key("Free Army") != match_key("Army Free")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("مُهَدِّدًا بقصفِ", "مهددا      بقصف "),
        ("لـ24 ساعة", "ل 24 ساعه"),
        ("هدنةً دائمةً", "هدنه  دايمه "),
        ("no marks", "no marks"),
    ],
    ids=["marks", "tatweel", "endings", "none"],
)
def test_the_letters_of_a_marked_word_close_ranks(text: str, expected: str) -> None:
    assert folded_arabic(text) == expected
    assert len(folded_arabic(text)) == len(text)
