import pytest

from hudna.text.segments import iter_lines, iter_sentences
from hudna.text.spans import Span


def _lines(text: str) -> list[str]:
    return [span.of(text) for span in iter_lines(text)]


def _sentences(text: str) -> list[str]:
    return [span.of(text) for span in iter_sentences(text)]


def test_lines_come_without_the_white_space_around_them() -> None:
    assert _lines("  one \n\n \t\ntwo") == ["one", "two"]


def test_lines_can_be_taken_from_a_stretch() -> None:
    assert list(iter_lines("one\ntwo\nthree", Span(4, 10))) == [Span(4, 7), Span(8, 10)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It ended. It began.", ["It ended.", "It began."]),
        ("Gen. Haddad signed. He left.", ["Gen. Haddad signed.", "He left."]),
        ("About 3.5 km were left. None moved.", ["About 3.5 km were left.", "None moved."]),
        ("توقف القتال؟ نعم. بدأت الهدنة.", ["توقف القتال؟", "نعم.", "بدأت الهدنة."]),
        ("armed groups.According to him", ["armed groups.", "According to him"]),
        ("No stop\nsecond line. End", ["No stop\nsecond line.", "End"]),
        ('He said "stop." Then all stopped.', ['He said "stop."', "Then all stopped."]),
        ("At 6a.m. before dawn it began.", ["At 6a.m. before dawn it began."]),
        ("At 6:30 P.M. local time it ends.", ["At 6:30 P.M. local time it ends."]),
        ("At 6 a.m. UTC on Friday. None left.", ["At 6 a.m. UTC on Friday.", "None left."]),
        ("From 6 a.m. Friday to 8 p.m. Sunday.", ["From 6 a.m. Friday to 8 p.m. Sunday."]),
        ("At 6 a.m. Dalbar time it ends.", ["At 6 a.m. Dalbar time it ends."]),
        ("It began at 6 a.m. The army left.", ["It began at 6 a.m.", "The army left."]),
        ("It ended at 6 p.m.", ["It ended at 6 p.m."]),
    ],
    ids=[
        *("two", "abbreviation", "decimal", "arabic", "glued", "line", "quote"),
        *("hour", "local", "zone", "weekday", "place", "next", "end"),
    ],
)
def test_sentences_end_where_a_reader_would_end_them(text: str, expected: list[str]) -> None:
    assert _sentences(text) == expected
