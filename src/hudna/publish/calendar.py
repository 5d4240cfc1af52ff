"""Calendars: deadlines as all-day events that ordinary calendar programs read (RFC 5545)."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta

from icalendar import Calendar, Event

from hudna.domain.identifiers import content_id, shortened
from hudna.rules.answers import Certainty
from hudna.rules.deadlines import Deadline, DeadlineKind

PRODUCT = "-//hudna//deadlines//EN"
"""Who made the calendar, as RFC 5545 wants it named; without a version, so that one may update."""

_HEADINGS = {
    DeadlineKind.ANSWER: "Window to answer closes",
    DeadlineKind.DUE: "Due",
    DeadlineKind.START: "Begins",
    DeadlineKind.END: "Last day",
    DeadlineKind.EXPIRY: "Lapses after",
}
_CONTROLS = {code: 0x2400 + code for code in range(0x20) if chr(code) not in "\n\t"} | {
    0x7F: 0x2421
}


def to_calendar(deadlines: Iterable[Deadline]) -> bytes:
    """Return a calendar file with an event for each deadline that has a last day.

    The same deadlines give the same bytes. An event spans the days on which the deadline may fall.
    """
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    for deadline in deadlines:
        calendar.add_component(_to_event(deadline))
    content: bytes = calendar.to_ical(sorted=False)
    return content


def uid_of(deadline: Deadline) -> str:
    """Return the identifier of an event, which stays when its date moves."""
    key = [
        deadline.agreement,
        deadline.kind.value,
        deadline.whom or "",
        deadline.norm or "",
    ]
    return f"{content_id('due', key)}@hudna"


def _to_event(deadline: Deadline) -> Event:
    event = Event()
    event.add("uid", uid_of(deadline))
    event.add("dtstamp", datetime.combine(deadline.known, time(), UTC))
    event.add("dtstart", deadline.earliest or deadline.latest)
    if deadline.latest < date.max:
        event.add("dtend", deadline.latest + timedelta(days=1))
    event.add("summary", _visible(_summary(deadline)))
    event.add("description", _visible(_description(deadline)))
    event.add("categories", ["hudna", deadline.kind.value])
    is_certain = deadline.certainty is Certainty.CERTAINLY and deadline.earliest == deadline.latest
    event.add("status", "CONFIRMED" if is_certain else "TENTATIVE")
    event.add("transp", "TRANSPARENT")
    return event


def _summary(deadline: Deadline) -> str:
    whom = f" ({deadline.whom})" if deadline.whom else ""
    return f"{_HEADINGS[deadline.kind]}{whom}: {deadline.label}"


def _description(deadline: Deadline) -> str:
    days = f"between {deadline.earliest} and {deadline.latest}"
    if deadline.earliest is None:
        days = f"by {deadline.latest} at the latest"
    elif deadline.earliest == deadline.latest:
        days = f"on {deadline.latest}"
    caution = "" if deadline.authenticity is None else f"Authenticity: {deadline.authenticity}."
    lines = [
        f"{deadline.text}, {days}: {deadline.certainty.value}.",
        caution,
        *(f"“{each.evidence.quote}” ({each.name})" for each in deadline.citations),
        f"Agreement {shortened(deadline.agreement)}. A deadline that passes permits no attack.",
    ]
    return "\n".join(line for line in lines if line)


def _visible(words: str) -> str:
    """Return a text whose control characters are pictures: RFC 5545 allows none but tabs."""
    return words.replace("\r\n", "\n").translate(_CONTROLS)
