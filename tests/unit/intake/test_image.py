"""Tests of reading pictures of pages, with programs that pretend to be Tesseract."""

import io
import os
import signal
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from hudna.domain.scans import Box
from hudna.errors import InputError
from hudna.intake import (
    OFF,
    Absent,
    Intaken,
    Isolated,
    Limits,
    Recognizer,
    Scanning,
    find_recognizer,
    take_in,
)
from hudna.text.spans import Span
from hudna.vocabulary import load_vocabulary
from scanned import Image, on_path, pretend, saying, tsv, written

pictures = pytest.importorskip("hudna.intake.pictures", reason="the extra ocr is missing")

VOCABULARY = load_vocabulary()
LIMITS = Limits(seconds_per_document=20, seconds_per_page=20)


def blank(width: int = 400, height: int = 300) -> Image.Image:
    return Image.new("L", (width, height), 255)


def recognizer(monkeypatch: pytest.MonkeyPatch, folder: Path, answer: str) -> Recognizer:
    """Return the recognizer that is found where a program pretends to be Tesseract."""
    pretend(folder, answer)
    on_path(monkeypatch, folder)
    found = find_recognizer(["eng"])
    assert isinstance(found, Recognizer)
    return found


def taken(original: bytes, name: str, found: Recognizer | Absent, **options: Any) -> Intaken:
    return take_in(
        original,
        name,
        vocabulary=VOCABULARY,
        **{"limits": LIMITS, "scanning": Scanning(found), **options},
    )


def refusal(original: bytes, name: str, found: Recognizer | Absent, **options: Any) -> InputError:
    with pytest.raises(InputError) as caught:
        taken(original, name, found, **options)
    assert name in caught.value.reason
    return caught.value


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF", "WEBP", "BMP", "GIF"])
def test_a_picture_becomes_text_with_boxes(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, kind: str
) -> None:
    found = recognizer(
        monkeypatch, tmp_path, saying(tmp_path, tsv("The truce holds.", "So be it."))
    )
    intaken = taken(written([blank()], kind), f"a.{kind.lower()}", found)
    rendition = intaken.rendition
    assert rendition.text == "The truce holds.\nSo be it."
    [marked] = rendition.find_marked(Span(4, 9))
    assert (marked.scan.part, marked.boxes) == ("page 1", (Box(50, 10, 100, 40),))
    assert marked.scan.recognizer == "tesseract 5.9.9 eng"
    assert (marked.scan.width, marked.scan.height) == (400, 300)
    [told] = intaken.warnings
    assert told.startswith("page 1 is a picture: what stands there was recognized (tesseract")


def test_a_page_that_is_doubtful_is_a_warning(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    told = tsv("The truce holds.", confidence=72)
    found = recognizer(monkeypatch, tmp_path, saying(tmp_path, told))
    original = written([blank()], "PNG")
    _, doubt = taken(original, "a.png", found).warnings
    assert "page 1 were recognized with a confidence of 72 of 100, below 75" in doubt
    assert len(taken(original, "a.png", replace(found, min_confidence=70)).warnings) == 1


@pytest.mark.parametrize(
    ("words", "confidence", "doubtful"),
    [
        ("on 3 May 2031", 84, "'3', '2031'"),
        ("on 3 May 2031", 85, None),
        ("في ٣ أيار ٢٠٣١", 96, "'٣', '٢٠٣١'"),
        ("on the third of May", 80, None),
    ],
    ids=["unsure", "sure", "Eastern digits", "no digits"],
)
def test_numbers_that_may_be_wrong_are_a_warning(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    words: str,
    confidence: float,
    doubtful: str | None,
) -> None:
    told = tsv(words, confidence=confidence)
    found = recognizer(monkeypatch, tmp_path, saying(tmp_path, told))
    _, *others = taken(written([blank()], "PNG"), "a.png", found).warnings
    assert [each.partition("(")[2].partition(")")[0] for each in others] == (
        [] if doubtful is None else [doubtful]
    )


def test_each_page_of_a_tiff_is_a_part_and_one_that_fails_stops_no_other(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    answers = saying(tmp_path, tsv("The truce holds."), "noise", tsv("So be it."))
    found = recognizer(monkeypatch, tmp_path, answers)
    intaken = taken(written([blank()] * 3, "TIFF"), "a.tif", found)
    assert [scan.part for scan in intaken.rendition.scans] == ["page 1", "page 3"]
    assert intaken.rendition.text.split() == "The truce holds. So be it.".split()
    assert any(
        warning.startswith("page 2 could not be recognized: tesseract")
        for warning in intaken.warnings
    )


def test_where_every_page_fails_it_is_an_error(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    found = recognizer(monkeypatch, tmp_path, "exit 3")
    failure = refusal(written([blank()] * 2, "TIFF"), "a.tif", found)
    assert failure.code == "input-ocr-failed"
    assert "page 1" in failure.reason


def test_a_picture_without_words_is_empty(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    found = recognizer(monkeypatch, tmp_path, saying(tmp_path, tsv()))
    assert refusal(written([blank()], "PNG"), "a.png", found).code == "input-empty"


@pytest.mark.parametrize(
    "absent",
    [OFF, Absent("it needs what is not here", "input-ocr-missing")],
    ids=["off", "missing"],
)
def test_without_a_recognizer_a_picture_is_an_error_that_says_why(absent: Absent) -> None:
    failure = refusal(written([blank()], "PNG"), "a.png", absent)
    assert failure.code == absent.code
    assert failure.reason.endswith(absent.reason)


def test_pixels_and_pages_have_limits(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    found = recognizer(monkeypatch, tmp_path, saying(tmp_path, tsv("The truce holds.")))
    large, long = replace(LIMITS, max_pixels=100), replace(LIMITS, max_scanned_pages=2)
    original = written([blank()], "PNG")
    assert refusal(original, "a.png", found, limits=large).code == "input-too-large"
    original = written([blank()] * 3, "TIFF")
    assert refusal(original, "a.tif", found, limits=long).code == "input-too-large"
    assert not (tmp_path / "count").exists()


def test_a_picture_whose_head_promises_too_much_is_never_unpacked(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    found = recognizer(monkeypatch, tmp_path, saying(tmp_path, tsv("The truce holds.")))
    original = bytearray(written([blank()], "BMP"))
    original[18:26] = (60_000).to_bytes(4, "little") * 2
    assert refusal(bytes(original), "a.bmp", found).code == "input-too-large"


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF", "WEBP", "GIF"])
@pytest.mark.parametrize("kept", [0.2, 0.6, 0.95])
def test_a_picture_cut_short_is_damaged_or_read_as_it_is(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, kind: str, kept: float
) -> None:
    found = recognizer(monkeypatch, tmp_path, saying(tmp_path, tsv("The truce holds.")))
    noise = Image.effect_noise((300, 200), 60)
    original = written([noise], kind)
    try:
        intaken = taken(original[: int(len(original) * kept)], "a.img", found)
    except InputError as error:
        assert error.code == "input-damaged"  # noqa: PT017 - either is right
    else:
        assert kind in {"TIFF", "GIF"}
        assert intaken.rendition.text == "The truce holds."


@pytest.mark.parametrize("size", [(1, 1), (23, 500), (500, 23), (24, 24)], ids=str)
def test_a_picture_too_small_for_words_is_empty(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, size: tuple[int, int]
) -> None:
    found = recognizer(monkeypatch, tmp_path, saying(tmp_path, tsv()))
    assert refusal(written([blank(*size)], "PNG"), "a.png", found).code == "input-empty"


@pytest.mark.parametrize("mode", ["1", "P", "RGB", "RGBA", "LA", "I;16", "CMYK"])
def test_a_picture_of_any_colors_is_read(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, mode: str
) -> None:
    page = Image.new("L", (400, 300), 255)
    page.paste(0, (50, 50, 100, 100))
    if mode == "I;16":
        page = page.point(lambda value: value * 257, "I").convert("I;16")
    else:
        page = page.convert(mode)
    kind = "TIFF" if mode in {"CMYK", "I;16"} else "PNG"
    [picture] = pictures.iter_pictures(written([page], kind), "a", limits=LIMITS)
    assert picture.image.mode == "L"
    assert picture.image.getpixel((75, 75)) < 40
    assert picture.image.getpixel((10, 10)) > 215


def test_a_photograph_is_turned_as_its_camera_says() -> None:
    page = Image.new("L", (400, 300), 255)
    exif = Image.Exif()
    exif[0x0112] = 6
    file = io.BytesIO()
    page.save(file, "JPEG", exif=exif)
    [picture] = pictures.iter_pictures(file.getvalue(), "a.jpg", limits=LIMITS)
    assert picture.image.size == (300, 400)


def test_words_of_a_page_come_back_from_a_child_as_they_would_have_in_process(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    found = recognizer(monkeypatch, tmp_path, saying(tmp_path, tsv("The truce holds.")))
    original = written([blank()], "PNG")
    with Isolated() as isolated:
        there = isolated.take_in(
            original, "a.png", vocabulary=VOCABULARY, limits=LIMITS, recognizer=found
        )
        drawn = isolated.draw_page(
            original,
            "a.png",
            1,
            scan=there.rendition.scans[0],
            boxes=(Box(50, 10, 100, 40),),
            limits=LIMITS,
        )
    assert there == taken(original, "a.png", found)
    with Image.open(io.BytesIO(drawn)) as page:
        assert page.size == (400, 300)
        assert page.getpixel((75, 25)) != (255, 255, 255)
        assert page.getpixel((300, 200)) == (255, 255, 255)


def test_a_document_of_many_pages_has_the_time_of_each(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    slow = "sleep 0.7; " + saying(tmp_path, tsv("The truce holds."))
    found = recognizer(monkeypatch, tmp_path, slow)
    limits = replace(LIMITS, seconds_per_document=1.0)
    with Isolated() as isolated:
        isolated.take_in(b"<p>Words", "warm.html", vocabulary=VOCABULARY, limits=LIMITS)
        intaken = isolated.take_in(
            written([blank()] * 4, "TIFF"),
            "a.tif",
            vocabulary=VOCABULARY,
            limits=limits,
            recognizer=found,
        )
    assert len(intaken.rendition.scans) == 4


def test_a_program_that_hangs_ends_with_its_child(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    answer = f"echo $$ > '{tmp_path}/pid'; exec sleep 300"
    found = recognizer(monkeypatch, tmp_path, answer)
    limits = replace(LIMITS, seconds_per_page=300)
    isolated = Isolated()
    pid = tmp_path / "pid"

    def give_up(*_: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGALRM, give_up)
    try:
        signal.setitimer(signal.ITIMER_REAL, 8)
        with pytest.raises(KeyboardInterrupt):
            isolated.take_in(
                written([blank()], "PNG"),
                "a.png",
                vocabulary=VOCABULARY,
                limits=limits,
                recognizer=found,
            )
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
        isolated.close()
    assert _is_gone(int(pid.read_text()))


def _is_gone(process: int) -> bool:
    for _ in range(100):
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return True
        state = Path(f"/proc/{process}/stat")
        if state.exists() and state.read_text().rpartition(")")[2].split()[0] == "Z":
            return True
        time.sleep(0.05)
    return False
