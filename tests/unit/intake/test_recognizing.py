"""Tests of reading pages that are drawn here with the Tesseract that is installed, if one is."""

from typing import Any

import pytest

from hudna.intake import Recognizer, find_recognizer
from scanned import (
    ARABIC,
    ENGLISH,
    Image,
    error_rate,
    need_tesseract,
    needed_font,
    page_of,
    spoiled,
)

recognizing = pytest.importorskip("hudna.intake.recognizing", reason="the extra ocr is missing")
pictures = pytest.importorskip("hudna.intake.pictures", reason="the extra ocr is missing")

SHORT = "\n\n".join(ENGLISH[1].split("\n\n")[:5])


def read(page: Image.Image, *, dpi: int | None = 200, languages: str = "eng+ara") -> Any:
    need_tesseract(*languages.split("+"))
    recognizer = find_recognizer(languages.split("+"))
    assert isinstance(recognizer, Recognizer)
    return recognizing.recognize(pictures.Picture(page, dpi), "page 1", recognizer, seconds=300)


def draw(text: str = SHORT, language: str = "en", *, height_in: float = 6) -> Image.Image:
    return page_of(text, language, font=needed_font(language), dpi=200, height_in=height_in)


@pytest.mark.parametrize(
    ("spoil", "turned"),
    [
        ({}, 0.0),
        ({"skew": 3.0}, -3.0),
        ({"blur": 0.7, "noise": 45, "quality": 45, "skew": -1.0}, 1.0),
    ],
    ids=["clean", "askew", "poor"],
)
def test_an_english_page_is_read_as_it_was_set(spoil: dict[str, float], turned: float) -> None:
    page = read(spoiled(draw(), **spoil))  # type: ignore[arg-type] # numbers of either kind
    assert error_rate(SHORT, page.text) < 0.01
    assert page.scan.turned == pytest.approx(turned, abs=0.25)
    assert page.scan.confidence > 85
    assert page.missed < 0.01


def test_paragraphs_are_put_together_and_kept_apart() -> None:
    found = read(draw()).text.split("\n")
    assert [line for line in found if line] == [line for line in SHORT.split("\n") if line]


def test_a_page_on_its_side_is_turned() -> None:
    need_tesseract("osd")
    page = read(draw().transpose(Image.Transpose.ROTATE_90))
    assert error_rate(SHORT, page.text) < 0.01
    assert page.scan.turned == -90


def test_an_arabic_page_is_read_in_arabic_alone() -> None:
    text = "\n\n".join(ARABIC[1].split("\n\n")[:5])
    page = read(spoiled(draw(text, "ar"), blur=0.5, skew=1.0))
    assert error_rate(text, page.text) < 0.06
    assert page.scan.recognizer.endswith(" ara")


def test_a_page_in_both_languages_is_read_in_both() -> None:
    text = "The Parties shall cease all hostilities.\n\nيلتزم الطرفان بوقف جميع الأعمال العدائية."
    arabic = needed_font("ar")
    page = Image.new("L", (1600, 800), 255)
    page.paste(page_of(text.split("\n")[0], "en", dpi=200, height_in=2), (0, 0))
    page.paste(page_of(text.split("\n")[2], "ar", font=arabic, dpi=200, height_in=2), (0, 400))
    found = read(page)
    assert "cease all hostilities" in found.text
    assert "الأعمال العدائية" in found.text
    assert found.scan.recognizer.endswith(" eng+ara")


def test_every_word_has_its_box_where_it_was_drawn() -> None:
    page = draw("CEASEFIRE\n\nTHE PARTIES")
    found = read(page)
    boxes = [word.box for word in found.scan.words]
    assert len(boxes) == 3
    for box in boxes:
        ink = page.crop((box.left, box.top, box.right, box.bottom))
        assert ink.histogram()[:60] != [0] * 60
        page.paste(255, (box.left - 3, box.top - 3, box.right + 3, box.bottom + 3))
    assert page.histogram()[:200] == [0] * 200
