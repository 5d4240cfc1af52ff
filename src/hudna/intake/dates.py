"""Publication dates as originals and manifests write them, to EDTF."""

import re
from datetime import date, datetime
from email.utils import parsedate_to_datetime

from hudna.domain.periods import is_period

_DAY = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T?\d{4,6}Z?)?")
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july",
            "aug august", "sep sept september", "oct october", "nov november", "dec december",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_DAY_FIRST = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[ .-]+([A-Za-z]+)\.?,?[ .-]+(\d{4})")
_MONTH_FIRST = re.compile(r"([A-Za-z]+)\.?[ -]+(\d{1,2})(?:st|nd|rd|th)?,?[ -]+(\d{4})")


def find_published(words: str) -> str | None:
    """Return the civil date that words declare, as EDTF, or None where they are no date.

    EDTF passes as it stands. A time of day and its zone are dropped: the day is the one that the
    words name. Orders of numbers that could mean two days (`3/4/2016`) are no date.
    """
    text = words.strip()
    if is_period(text) and "T" not in text:
        return text
    return _numbered(text) or _named(text) or _from_letter(text)


def _numbered(text: str) -> str | None:
    match = _DAY.match(text) or _COMPACT.fullmatch(text)
    return _edtf(int(match[1]), int(match[2]), int(match[3])) if match else None


def _named(text: str) -> str | None:
    match = _DAY_FIRST.search(text)
    if match and match[2].lower() in _MONTHS:
        return _edtf(int(match[3]), _MONTHS[match[2].lower()], int(match[1]))
    match = _MONTH_FIRST.search(text)
    if match and match[1].lower() in _MONTHS:
        return _edtf(int(match[3]), _MONTHS[match[1].lower()], int(match[2]))
    return None


def _from_letter(text: str) -> str | None:
    try:
        moment: datetime = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return moment.date().isoformat()


def _edtf(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None
