"""Tests of calendar files: an ordinary reader understands them, and the same is the same."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar, Event

from hudna.domain.dossiers import Citation
from hudna.domain.evidence import Evidence
from hudna.domain.identifiers import DocumentId
from hudna.publish.calendar import to_calendar, uid_of
from hudna.rules.answers import Certainty
from hudna.rules.deadlines import Deadline, DeadlineKind
from unit.cli.asked import cite

WINDOW = Deadline(
    kind=DeadlineKind.ANSWER,
    agreement="agr-0123456789abcdef0123456789abcdef",
    label="Truce between Hill Council and River Front",
    earliest=date(2016, 2, 8),
    latest=date(2016, 2, 9),
    certainty=Certainty.CERTAINLY,
    text="the window to answer closes",
    known=date(2016, 2, 6),
    whom="River Front",
    authenticity="alleged",
    citations=(cite("one week to answer"),),
)


def events(content: bytes) -> list[Event]:
    """Return the events that an ordinary reader finds in a calendar file, in their order."""
    calendar = Calendar.from_ical(content)
    assert calendar.errors == []
    return list(calendar.events)


def test_an_event_spans_the_days_on_which_the_deadline_may_fall() -> None:
    [event] = events(to_calendar([WINDOW]))
    assert (event.start, event.end) == (date(2016, 2, 8), date(2016, 2, 10))


def test_an_event_says_what_whose_and_why() -> None:
    [event] = events(to_calendar([WINDOW]))
    assert event["SUMMARY"] == (
        "Window to answer closes (River Front): Truce between Hill Council and River Front"
    )
    description = str(event["DESCRIPTION"])
    assert "between 2016-02-08 and 2016-02-09: certainly" in description
    assert "“one week to answer” (offer.txt)" in description
    assert "agr-0123456789" in description
    assert "Authenticity: alleged" in description
    assert "permits no attack" in description
    assert event.categories == ["hudna", "answer"]


@pytest.mark.parametrize(
    ("latest", "certainty", "status"),
    [
        (date(2016, 2, 8), Certainty.CERTAINLY, "CONFIRMED"),
        (date(2016, 2, 9), Certainty.CERTAINLY, "TENTATIVE"),
        (date(2016, 2, 8), Certainty.POSSIBLY, "TENTATIVE"),
    ],
    ids=["certain", "one of two days", "possible"],
)
def test_what_is_not_certain_is_tentative(latest: date, certainty: Certainty, status: str) -> None:
    [event] = events(to_calendar([replace(WINDOW, latest=latest, certainty=certainty)]))
    assert event["STATUS"] == status


def test_an_event_is_stamped_with_the_day_of_its_last_document() -> None:
    assert b"DTSTAMP:20160206T000000Z" in to_calendar([WINDOW])


def test_an_event_keeps_its_identifier_when_its_date_moves() -> None:
    assert uid_of(replace(WINDOW, latest=date(2016, 2, 20))) == uid_of(WINDOW)


@pytest.mark.parametrize(
    "other",
    [
        replace(WINDOW, kind=DeadlineKind.DUE),
        replace(WINDOW, agreement="agr-ffff"),
        replace(WINDOW, whom="Hill Council"),
        replace(WINDOW, norm="2"),
    ],
    ids=["kind", "agreement", "whom", "norm"],
)
def test_different_deadlines_have_different_identifiers(other: Deadline) -> None:
    assert uid_of(other) != uid_of(WINDOW)


def test_a_deadline_without_a_first_day_stands_on_its_last() -> None:
    [event] = events(to_calendar([replace(WINDOW, earliest=None)]))
    assert (event.start, event["STATUS"]) == (date(2016, 2, 9), "TENTATIVE")
    assert "by 2016-02-09 at the latest" in str(event["DESCRIPTION"])


def test_lines_are_folded_at_75_octets_within_no_character() -> None:
    content = to_calendar([replace(WINDOW, label="هدنة مجلس التلة وجبهة النهر " * 9)])
    for line in content.split(b"\r\n"):
        assert len(line) <= 75
        line.decode("utf-8")


def test_the_last_day_of_the_calendar_has_no_day_after_it() -> None:
    [event] = events(to_calendar([replace(WINDOW, latest=date.max)]))
    assert "DTEND" not in event


words = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=90)
days = st.dates(date(1900, 1, 1), date(2100, 1, 1))


@st.composite
def deadlines(draw: st.DrawFn) -> Deadline:
    earliest = draw(days)
    quote = draw(words)
    evidence = Evidence(0, len(quote), quote)
    return Deadline(
        kind=draw(st.sampled_from(DeadlineKind)),
        agreement=draw(words),
        label=draw(words),
        earliest=earliest,
        latest=earliest + timedelta(days=draw(st.integers(0, 400))),
        certainty=draw(st.sampled_from(Certainty)),
        text=draw(words),
        known=draw(days),
        whom=draw(st.none() | words),
        norm=draw(st.none() | words),
        citations=(Citation(DocumentId("sha256:0"), draw(words), evidence),),
    )


@given(st.lists(deadlines(), max_size=4))
def test_what_is_written_is_read_again(given_deadlines: list[Deadline]) -> None:
    content = to_calendar(given_deadlines)
    assert to_calendar(given_deadlines) == content
    found = events(content)
    assert [(e.start, e.end - timedelta(days=1)) for e in found] == [
        (each.earliest, each.latest) for each in given_deadlines
    ]
    assert [e.uid for e in found] == [uid_of(each) for each in given_deadlines]
    for each, event in zip(given_deadlines, found, strict=True):
        if each.citations[0].evidence.quote.isprintable():
            assert each.citations[0].evidence.quote in str(event["DESCRIPTION"])
