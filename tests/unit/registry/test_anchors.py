import pytest

from hudna.domain.evidence import Evidence
from hudna.registry.anchors import find_moved


def at(text: str, words: str, start: int = 0) -> Evidence:
    begin = text.index(words, start)
    return Evidence(begin, begin + len(words), words)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("a truce here", "a truce here", 2),
        ("a truce here", "page 1\na truce here", 9),
        ("a truce, a truce", "x a truce, a truce", 4),
        ("a truce here", "no such words", None),
        ("a truce here", "the truce, that truce", None),
        ("a truce here", "b truce there, a truce here", None),
        ("was a truce here. " + "y" * 60, "truce. was a truce here. " + "y" * 60, 13),
    ],
    ids=["unmoved", "moved", "same rank", "gone", "two now", "end differs", "other start"],
)
def test_quote_is_found_again_or_not_at_all(before: str, after: str, expected: int | None) -> None:
    moved = find_moved(at(before, "truce"), before, after)
    assert (None if moved is None else moved.start) == expected


def test_surroundings_tell_two_occurrences_apart() -> None:
    around = "left " * 12 + "truce" + " right" * 12
    before = around
    after = "truce " + "w" * 60 + around
    moved = find_moved(at(before, "truce"), before, after)
    assert moved is not None
    assert moved.start == after.rindex("truce")


def test_words_of_another_place_do_not_pass_for_unmoved() -> None:
    before = "x" * 60 + "truce" + "y" * 60 + "truce" + "z" * 60
    after = "y" * 60 + "truce" + "z" * 60
    assert find_moved(at(before, "truce"), before, after) is None
