"""How far two readers agree, as plain data."""

from typing import Any

from hudna.domain.reliability import Agreement
from hudna.registry.coding import Comparison


def to_plain_comparison(comparison: Comparison) -> dict[str, Any]:
    """Return a comparison; an alpha that has no meaning is null, with a note."""
    return {
        "readers": list(comparison.readers),
        "documents": comparison.documents,
        "values": [_plain(each) for each in comparison.values],
        "spans": [_plain(each) for each in comparison.spans],
    }


def _plain(each: Agreement) -> dict[str, Any]:
    interval = None if each.interval is None else [each.interval.low, each.interval.high]
    return {
        "variable": each.variable,
        "units": each.units,
        "alike": each.alike,
        "alpha": each.alpha,
        "interval": interval,
        **({"note": each.note} if each.note else {}),
    }
