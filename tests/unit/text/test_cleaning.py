import sys
import unicodedata

import pytest

from hudna.text.alignment import Origin
from hudna.text.cleaning import _COMPOSING_STARTERS, Part, is_normalised, normalise


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("\ufeffone", "one"),
        ("\ufeff\ufeffone", "one"),
        ("one\ufefftwo", "one\ufefftwo"),
        ("one\r\ntwo\rthree\n", "one\ntwo\nthree\n"),
        ("cafe\u0301", "café"),
        ("\u1112\u1161\u11ab", "한"),
        ("\u0627\u0653", "آ"),
        ("𐍈\u0301", "𐍈\u0301"),
        ("plain", "plain"),
        ("", ""),
    ],
    ids=["mark", "two marks", "mark inside", "line ends", "accent", "hangul", "alef", "astral",
         "plain", "empty"],
)  # fmt: skip
def test_only_mark_line_ends_and_composition_change(text: str, expected: str) -> None:
    found = normalise(text)
    assert found.text == expected
    assert is_normalised(found.text)


def test_a_composed_letter_leads_back_to_both_its_halves() -> None:
    found = normalise("un cafe\u0301 noir")
    assert found.alignment.find_origin(6) == Origin("text", 6, 8)
    assert found.alignment.find_origin(8) == Origin("text", 9, 10)


def test_a_line_end_of_two_leads_back_to_both() -> None:
    assert normalise("a\r\nb").alignment.find_origin(1) == Origin("text", 1, 3)


def test_vowelled_arabic_stays_in_one_run() -> None:
    text = "هُدْنَة مُؤَقَّتَة " * 50
    unordered = text.replace("\u064e\u0651", "\u0651\u064e")
    assert not unicodedata.is_normalized("NFC", unordered) or unordered == text
    assert len(normalise(unordered).alignment.runs) == 1


def test_parts_are_joined_by_what_has_no_origin() -> None:
    found = normalise([Part("page 1", "one"), Part("page 2", "two")], between="\n\n")
    assert found.text == "one\n\ntwo"
    assert found.alignment.find_origin(3) is None
    assert found.alignment.find_origin(5) == Origin("page 2", 0, 1)


def test_a_mark_at_the_beginning_of_a_part_stays_where_it_is() -> None:
    found = normalise([Part("page 1", "e"), Part("page 2", "\u0301x")])
    assert found.text == "e\n\u0301x"


def test_every_starter_that_composes_with_what_stands_before_it_is_known() -> None:
    second = {
        parts[1]
        for code in range(sys.maxunicode + 1)
        if (parts := _canonical(code)) is not None
        and unicodedata.normalize("NFC", "".join(map(chr, parts))) == chr(code)
    }
    starters = {code for code in second if unicodedata.combining(chr(code)) == 0}
    assert starters <= _COMPOSING_STARTERS


def _canonical(code: int) -> list[int] | None:
    parts = unicodedata.decomposition(chr(code)).split()
    return [int(part, 16) for part in parts] if len(parts) == 2 and "<" not in parts[0] else None
