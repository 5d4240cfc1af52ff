"""The day that a document gives itself stands in for an unknown day of publication."""

import pytest

from texts import read_text

TRUCE = "The army and the rebels signed a truce on Tuesday in Dalbar."


@pytest.mark.parametrize(
    ("head", "day"),
    [
        pytest.param("15 January 2014\n\n", "2014-01-14", id="a line of its own"),
        pytest.param("Valley Post, November 30, 2017\n\n", "2017-11-28", id="behind an outlet"),
        pytest.param("DALBAR, 23 October 2020 - ", "2020-10-20", id="behind a place"),
        pytest.param(
            "Reprint, 30 November 2017\n\nValley Post 27 November 2017\n\n",
            "2017-11-21",
            id="the earliest of several",
        ),
    ],
)
def test_relative_days_are_counted_from_a_dateline(head: str, day: str) -> None:
    (agreement,) = read_text(head + TRUCE, published=None).agreements
    assert [d.value for d in agreement.dates] == [day]
    assert "dateline" in str(agreement.dates[0].derived_from)


def test_a_dateline_is_told_as_a_warning() -> None:
    warnings = read_text("15 January 2014\n\n" + TRUCE, published=None).warnings
    assert any("'15 January 2014'" in warning for warning in warnings)


def test_a_known_day_of_publication_wins_over_a_dateline() -> None:
    (agreement,) = read_text("15 January 2014\n\n" + TRUCE, published="2016-02-05").agreements
    assert [d.value for d in agreement.dates] == ["2016-02-02"]


def test_a_day_within_a_sentence_is_no_dateline() -> None:
    (agreement,) = read_text(
        "The army and the rebels signed a truce on Tuesday, after the talks of 3 May 2012 failed.",
        published=None,
    ).agreements
    assert not agreement.dates
