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


@pytest.mark.parametrize(
    "head",
    [
        pytest.param("Dalbar, February 1 (NNN) ", id="a place and an agency"),
        pytest.param("Dalbar, Norvania (February 1, 2016 - Dalbar Radio) - ", id="in brackets"),
        pytest.param("date 2016-02-02 DALBAR, Feb. 1. /NNN/. ", id="behind a label"),
    ],
)
def test_a_report_announces_on_the_day_on_which_it_was_sent(head: str) -> None:
    text = head + "The army and the rebels have signed a truce."
    (agreement,) = read_text(text, published="2016-02-02").agreements
    assert [(d.kind.value, d.value) for d in agreement.dates] == [("announced", "2016-02-01")]


def test_a_label_before_a_text_is_no_day_of_what_it_tells() -> None:
    text = "date 2016-02-02 The army and the rebels signed a truce on Monday."
    (agreement,) = read_text(text, published="2016-02-02").agreements
    assert [d.value for d in agreement.dates] == ["2016-02-01"]


def test_weekdays_are_counted_from_the_day_on_which_a_report_was_sent() -> None:
    text = "DALBAR, Feb. 1 (NNN) -- The army and the rebels agreed to a truce starting on Monday."
    (agreement,) = read_text(text, published="2016-02-02").agreements
    assert ("start", "2016-02-01") in {(d.kind.value, d.value) for d in agreement.dates}


@pytest.mark.parametrize(
    ("text", "values"),
    [
        pytest.param("Dalbar, 3 May 2014\n\nWe declare a truce with the army.", ["2014-05-03"],
                     id="its own word"),
        pytest.param("3 May 2014\n\nThe rebels have declared a truce with the army.", [],
                     id="another's word"),
    ],
)  # fmt: skip
def test_a_text_dates_what_its_own_writers_declare(text: str, values: list[str]) -> None:
    found = [d.value for a in read_text(text, published="2014-06-30").agreements for d in a.dates]
    assert found == values
