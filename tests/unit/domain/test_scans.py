import pytest

from hudna.domain.documents import Rendition
from hudna.domain.identifiers import DocumentId
from hudna.domain.scans import Box, Scan, ScannedWord, whole_box
from hudna.errors import EvidenceError
from hudna.text.cleaning import Part, normalise
from hudna.text.spans import Span


def word(start: int, end: int, box: Box, *, line: int = 0, confidence: int = 90) -> ScannedWord:
    return ScannedWord(Span(start, end), box, confidence, line)


# "The truce / holds", a line each.
WORDS = (
    word(0, 3, Box(10, 10, 40, 30)),
    word(4, 9, Box(50, 12, 100, 32)),
    word(10, 15, Box(10, 50, 60, 70), line=1, confidence=30),
)
SCAN = Scan("page 2", 200, 100, 0.0, "tesseract 5.3.0 eng", WORDS)


@pytest.mark.parametrize(
    "sides", [(0, 0, 0, 1), (5, 0, 4, 1), (-1, 0, 1, 1), (0, 3, 1, 3)], ids=str
)
def test_a_box_holds_something(sides: tuple[int, int, int, int]) -> None:
    with pytest.raises(EvidenceError) as caught:
        Box(*sides)
    assert caught.value.code == "evidence-box"


def test_a_box_outside_its_page_is_refused() -> None:
    with pytest.raises(EvidenceError):
        Scan("page 1", 200, 60, 0.0, "tesseract", WORDS)


def test_words_that_overlap_are_refused() -> None:
    with pytest.raises(EvidenceError):
        Scan("page 1", 200, 100, 0.0, "tesseract", (WORDS[1], WORDS[0]))


@pytest.mark.parametrize(
    ("start", "end", "boxes"),
    [
        (0, 3, (Box(10, 10, 40, 30),)),
        (0, 9, (Box(10, 10, 100, 32),)),
        (6, 11, (Box(50, 12, 100, 32), Box(10, 50, 60, 70))),
        (3, 4, ()),
        (15, 99, ()),
    ],
    ids=["a word", "a line", "parts of words on two lines", "a space", "after the end"],
)
def test_a_stretch_has_a_box_for_each_line(start: int, end: int, boxes: tuple[Box, ...]) -> None:
    assert SCAN.boxes(start, end) == boxes


def test_confidence_counts_words_by_their_length() -> None:
    assert SCAN.confidence == pytest.approx((3 * 90 + 5 * 90 + 5 * 30) / 13)
    assert Scan("page 1", 10, 10, 0.0, "tesseract", ()).confidence is None


def test_a_span_over_two_pages_is_marked_on_both() -> None:
    text = normalise([Part("page 1", "In text."), Part("page 2", "The truce\nholds")])
    first = Scan("page 1", 99, 99, 0.0, "t", (word(3, 7, Box(1, 1, 9, 9)),))
    rendition = Rendition(DocumentId("sha256:0"), text.text, text.alignment, scans=(first, SCAN))
    found = rendition.find_marked(Span(3, text.text.index("truce")))
    assert [(m.scan.part, m.boxes) for m in found] == [
        ("page 1", (Box(1, 1, 9, 9),)),
        ("page 2", (Box(10, 10, 40, 30),)),
    ]


def test_a_composed_letter_leads_to_the_box_of_its_word() -> None:
    text = normalise([Part("page 2", "e\u0301 truce")])
    scan = Scan(
        "page 2",
        200,
        100,
        0.0,
        "t",
        (word(0, 2, Box(1, 1, 9, 9)), word(3, 8, Box(11, 1, 60, 9))),
    )
    rendition = Rendition(DocumentId("sha256:0"), text.text, text.alignment, scans=(scan,))
    assert rendition.text == "é truce"
    assert rendition.find_marked(Span(0, 1))[0].boxes == (Box(1, 1, 9, 9),)
    assert rendition.find_marked(Span(2, 7))[0].boxes == (Box(11, 1, 60, 9),)


def test_boxes_become_one() -> None:
    assert whole_box(SCAN.boxes(0, 15)) == Box(10, 10, 100, 70)
