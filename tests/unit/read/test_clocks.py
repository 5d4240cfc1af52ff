import pytest

from hudna.read.clocks import timed_value
from hudna.vocabulary import load_vocabulary
from texts import find_in


def timed(words: str) -> str:
    """Return the value of the first time of a text with its time of day."""
    findings = find_in(f"The rebels and the army agreed that the truce begins {words}.")
    page = findings.page
    time = next(t for times in findings.times.values() for t in times)
    return timed_value(page, page.sentences[0], time, load_vocabulary())


@pytest.mark.parametrize(
    ("words", "value"),
    [
        pytest.param("on 5 March 2016", "2016-03-05", id="none"),
        pytest.param("on 5 March 2016 at 4 am", "2016-03-05T04:00", id="am"),
        pytest.param("at 7:30 p.m. on 5 March 2016", "2016-03-05T19:30", id="before the date"),
        pytest.param("at 12 am on 5 March 2016", "2016-03-05T00:00", id="twelve at night"),
        pytest.param("at noon on 5 March 2016", "2016-03-05T12:00", id="noon"),
        pytest.param("on 5 March 2016 (10:00 GMT)", "2016-03-05T10:00Z", id="universal time"),
        pytest.param("at 00:00 (local time) on 5 March 2016", "2016-03-05T00:00", id="local"),
        pytest.param("at midnight on 5 March 2016", "[2016-03-05T00:00,2016-03-06T00:00]",
                     id="midnight"),
        pytest.param("at midnight 4/5 March 2016", "2016-03-05T00:00",
                     id="midnight between two days"),
        pytest.param("Friday, March 4/5, at midnight", "[2016-03-04T00:00,2016-03-05T00:00]",
                     id="midnight of the day that fits its weekday"),
        pytest.param("on 5 March 2016 at 25:00", "2016-03-05", id="no time of day"),
        pytest.param("in March 2016 at 4 am", "2016-03", id="no day"),
    ],
)  # fmt: skip
def test_a_date_has_the_time_of_day_beside_it(words: str, value: str) -> None:
    assert timed(words) == value
