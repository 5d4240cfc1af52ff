import pytest

from hudna.intake.dates import find_published


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("2016-02-01", "2016-02-01"),
        ("2016-02", "2016-02"),
        ("2016", "2016"),
        ("2016-02-01~", "2016-02-01~"),
        ("2016-02-01T23:30:00-05:00", "2016-02-01"),
        ("2016-2-1", "2016-02-01"),
        ("2016/02/01", "2016-02-01"),
        ("20160201", "2016-02-01"),
        ("1 February 2016", "2016-02-01"),
        ("1st Feb. 2016", "2016-02-01"),
        ("February 1, 2016", "2016-02-01"),
        ("Monday, February 1, 2016 10:00", "2016-02-01"),
        ("Mon, 01 Feb 2016 23:30:00 +0200", "2016-02-01"),
    ],
)
def test_a_declared_date_is_the_day_that_it_names(words: str, expected: str) -> None:
    assert find_published(words) == expected


@pytest.mark.parametrize(
    "words", ["", "soon", "3/4/2016", "2016-13-01", "2016-02-31", "31 Foo 2016"]
)
def test_what_is_no_date_or_could_be_two_is_none(words: str) -> None:
    assert find_published(words) is None
