"""Tests of the hours at which daily windows are open."""

import pytest

from hudna.domain.moments import parse_moment
from hudna.rules.recurrences import find_recurrence


@pytest.mark.parametrize(
    ("rule", "shown"),
    [
        ("FREQ=DAILY;BYHOUR=9,10,11", "09:00 to 12:00"),
        ("FREQ=DAILY;BYHOUR=11,9", "09:00 to 10:00, 11:00 to 12:00"),
        ("FREQ=DAILY;BYHOUR=9;BYMINUTE=30;DURATION=PT90M", "09:30 to 11:00"),
        ("FREQ=DAILY;BYHOUR=22;DURATION=PT8H", "00:00 to 06:00, 22:00 to 24:00"),
        ("FREQ=WEEKLY;BYDAY=SA,FR;BYHOUR=8", "08:00 to 09:00 on Friday, Saturday"),
        ("FREQ=DAILY", "00:00 to 24:00"),
        ("FREQ=DAILY;INTERVAL=1;BYHOUR=0", "00:00 to 01:00"),
    ],
)
def test_a_rule_is_shown_in_hours_and_days(rule: str, shown: str) -> None:
    found = find_recurrence(f"RRULE:{rule}")
    assert found is not None
    assert found.shown == shown


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=DAILY;INTERVAL=2;BYHOUR=9",
        "FREQ=DAILY;BYHOUR=24",
        "FREQ=DAILY;BYHOUR=9;BYMINUTE=30",
        "FREQ=DAILY;BYHOUR=9;COUNT=5",
        "FREQ=DAILY;BYHOUR=9;BYHOUR=10",
        "FREQ=MONTHLY;BYHOUR=9",
        "FREQ=WEEKLY;BYHOUR=9",
        "FREQ=DAILY;BYDAY=XX",
        "FREQ=DAILY;BYDAY=FR;BYHOUR=22;DURATION=PT8H",
        "FREQ=DAILY;BYHOUR=9;DURATION=P1D",
        "FREQ=DAILY;UNTIL=20160231",
        "BYHOUR=9",
        "FREQ",
    ],
)
def test_a_rule_with_anything_else_is_not_taken_apart(rule: str) -> None:
    assert find_recurrence(f"RRULE:{rule}") is None


def test_the_last_day_of_a_rule_is_its_until() -> None:
    found = find_recurrence("RRULE:FREQ=DAILY;BYHOUR=9;UNTIL=20160310")
    assert found is not None
    assert found.until == parse_moment("2016-03-10")
