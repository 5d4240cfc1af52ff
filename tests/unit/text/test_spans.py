import pytest

from hudna.errors import EvidenceError
from hudna.text.spans import Span, stripped


@pytest.mark.parametrize(
    ("start", "end"), [(3, 3), (4, 3), (-1, 2)], ids=["empty", "reversed", "before"]
)
def test_a_range_that_covers_nothing_is_no_span(start: int, end: int) -> None:
    with pytest.raises(EvidenceError) as caught:
        Span(start, end)
    assert caught.value.code == "evidence-span"


def test_the_words_of_a_span_are_its_code_points() -> None:
    assert Span(1, 3).of("a𐍈هb") == "𐍈ه"


def test_a_span_beyond_its_text_has_no_words() -> None:
    with pytest.raises(EvidenceError):
        Span(0, 4).of("abc")


def test_neighbours_do_not_overlap() -> None:
    assert not Span(0, 2).overlaps(Span(2, 4))
    assert Span(0, 3).overlaps(Span(2, 4))


def test_a_span_contains_itself() -> None:
    assert Span(0, 2).contains(Span(0, 2))
    assert not Span(0, 2).contains(Span(1, 3))


def test_a_span_moves() -> None:
    assert Span(1, 3).shifted(2) == Span(3, 5)
    assert len(Span(1, 3)) == 2


def test_white_space_at_the_ends_is_taken_off() -> None:
    assert stripped(Span(0, 6), " ab \n ") == Span(1, 3)


def test_white_space_alone_leaves_nothing() -> None:
    assert stripped(Span(0, 3), " \n\t") is None
