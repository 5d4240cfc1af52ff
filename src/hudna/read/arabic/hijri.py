"""Hijri: days of the Islamic calendar in the Gregorian one, no surer than they are.

The tabular calendar is computed. Months begin by sighting, a day earlier or later from country to
country, so that a day of it is one of three: a table of one country's months would be no surer
elsewhere.

Source:
    Reingold and Dershowitz, Calendrical Calculations (2018), chapter 7: the arithmetical Islamic
    calendar with its epoch on 16 July 622 (Julian).
"""

from datetime import date

_EPOCH = 227015
"""The ordinal of the first day of the calendar."""


def gregorian_days(year: int, month: int, day: int) -> str | None:
    """Return the days that a Hijri day may be, as an EDTF set, or None past the calendar's end.

    Args:
        year: The Hijri year.
        month: The month, 1 to 12.
        day: The day of the month, 1 to 30.
    """
    ordinal = (
        day
        + 29 * (month - 1)
        + (6 * month - 1) // 11
        + (year - 1) * 354
        + (3 + 11 * year) // 30
        + _EPOCH
        - 1
    )
    if not date.min.toordinal() < ordinal < date.max.toordinal():
        return None
    first, last = date.fromordinal(ordinal - 1), date.fromordinal(ordinal + 1)
    return f"[{first.isoformat()}..{last.isoformat()}]"
