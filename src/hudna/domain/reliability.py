"""Reliability: how far two readers agree beyond what chance would give.

Krippendorff's alpha of nominal values, for any number of readers and missing values, and his alpha
of units that readers find in a text. Both are 1 where readers agree and 0 where they agree as by
chance; `docs/decisions/0013-reliability.md` says why they are computed here.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from random import Random
from typing import TypeVar

from hudna.text.spans import Span

_LEVEL = 0.95
_Each = TypeVar("_Each")
_ENOUGH = 0.5
"""Which part of the samples has to have an alpha for an interval to be given."""


@dataclass(frozen=True, slots=True)
class Interval:
    """Between what an alpha lies, at a confidence of 95 %."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far two readers agree in one variable, or in the spans of one kind of thing.

    Attributes:
        variable: The variable, or the kind.
        units: How many things were compared; of spans, how many documents.
        alike: How many of them have one value, or of spans the documents with the same spans.
        alpha: Krippendorff's alpha, or None where there is none.
        interval: Between what it lies, or None where that cannot be told.
        note: Why there is no alpha, or nothing.
    """

    variable: str
    units: int
    alike: int
    alpha: float | None
    interval: Interval | None = None
    note: str = ""


def find_alpha(units: Iterable[Sequence[str]]) -> float | None:
    """Return Krippendorff's alpha of nominal values, or None where it has no meaning.

    Args:
        units: The values that readers gave to each thing; who gave none is left out. A thing with
            fewer than two values counts for nothing.

    Returns:
        None where nothing was read by two, or all values are the same one, so that nothing can be
        told from chance.

    Source:
        Krippendorff (2011), Computing Krippendorff's Alpha-Reliability, C and D.
    """
    return _alpha(Counter(tuple(unit) for unit in units))


def find_interval(units: Sequence[Sequence[str]], *, samples: int, seed: int) -> Interval | None:
    """Return between what alpha lies, by drawing things anew; the same seed gives the same.

    Args:
        units: As for `find_alpha`.
        samples: How often to draw as many things as there are.
        seed: What the drawing begins with.
    """
    given = [tuple(unit) for unit in units if len(unit) > 1]
    return _bootstrapped(given, lambda drawn: _alpha(Counter(drawn)), samples=samples, seed=seed)


@dataclass(frozen=True, slots=True)
class Continuum:
    """What two readers found in one text.

    Attributes:
        length: How long the text is, in code points.
        one: The units of the first reader, in order, none overlapping another.
        other: Those of the second.
    """

    length: int
    one: tuple[Span, ...]
    other: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """How far the units of two readers are apart in one text, and would be by chance.

    Attributes:
        observed: The sum of squared differences.
        expected: What it would be by chance.
    """

    observed: float
    expected: float


def find_unitizing_alpha(continua: Iterable[Continuum]) -> float | None:
    """Return Krippendorff's alpha of units over several texts, or None where it has no meaning.

    Of one text it is his. Over several, the disagreements of all texts are added up, those that are
    observed and those that chance would give within each text, since no unit of one text could
    have been found in another.

    Source:
        Krippendorff (2004), Content Analysis, 2nd edition, 11.6, with alpha of one category.
    """
    return _ratio([find_disagreement(each) for each in continua])


def find_unitizing_interval(
    continua: Iterable[Continuum], *, samples: int, seed: int
) -> Interval | None:
    """Return between what the alpha of units lies, by drawing texts anew."""
    each = [find_disagreement(continuum) for continuum in continua]
    told = [d for d in each if d.observed or d.expected]
    return _bootstrapped(told, _ratio, samples=samples, seed=seed)


def find_disagreement(continuum: Continuum) -> Disagreement:
    """Return how far the units of two readers are apart in one text, and would be by chance.

    Both are the D of the source times the square of the length of the text.
    """
    length = continuum.length
    readers = (continuum.one, continuum.other)
    sizes = [len(unit) for units in readers for unit in units]
    if not sizes or length <= 0:
        return Disagreement(0.0, 0.0)
    gaps = sorted(gap for units in readers for gap in _gaps(units, length))
    above = [*accumulate(reversed(gaps), initial=0)]
    total = 0.0
    for size in sizes:
        first = bisect_left(gaps, size)
        count = len(gaps) - first
        fitting = above[count] + count * (1 - size)
        total += (len(sizes) - 1) / 3 * (2 * size**3 - 3 * size**2 + size) + size**2 * fitting
    both = len(readers) * length
    chances = both * (both - 1) - sum(size * (size - 1) for size in sizes)
    if chances <= 0:
        return Disagreement(_observed(continuum), 0.0)
    return Disagreement(_observed(continuum), 2 / length * total / chances * length**2)


def merge_spans(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return spans in order, those that overlap made one."""
    merged: list[Span] = []
    for span in sorted(spans, key=lambda each: (each.start, each.end)):
        if merged and span.start < merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return tuple(merged)


def _alpha(units: Mapping[tuple[str, ...], int]) -> float | None:
    pairable = {unit: times for unit, times in units.items() if len(unit) > 1}
    values: Counter[str] = Counter()
    observed = 0.0
    for unit, times in pairable.items():
        own = Counter(unit)
        for value, count in own.items():
            values[value] += count * times
        alike = sum(count * count for count in own.values())
        observed += times * (len(unit) ** 2 - alike) / (len(unit) - 1)
    total = sum(values.values())
    expected = total**2 - sum(count * count for count in values.values())
    if not expected:
        return None
    return 1 - (total - 1) * observed / expected


def _ratio(each: Iterable[Disagreement]) -> float | None:
    disagreements = tuple(each)
    expected = sum(d.expected for d in disagreements)
    return 1 - sum(d.observed for d in disagreements) / expected if expected else None


def _bootstrapped(
    given: Sequence[_Each],
    measure: Callable[[Sequence[_Each]], float | None],
    *,
    samples: int,
    seed: int,
) -> Interval | None:
    """Return the middle 95 % of what a measure gives of things drawn anew with replacement."""
    if len(given) < 2:
        return None
    drawing = Random(seed)  # noqa: S311 - drawn for statistics, and the same each time
    drawn = (measure(drawing.choices(given, k=len(given))) for _ in range(samples))
    found = sorted(alpha for alpha in drawn if alpha is not None)
    if len(found) < _ENOUGH * samples or not found:
        return None
    return Interval(_quantile(found, (1 - _LEVEL) / 2), _quantile(found, (1 + _LEVEL) / 2))


def _quantile(ordered: Sequence[float], share: float) -> float:
    position = share * (len(ordered) - 1)
    low = int(position)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (position - low)


def _gaps(units: Sequence[Span], length: int) -> list[int]:
    """Return how long the stretches between units are, and those at both ends."""
    starts = [*(unit.start for unit in units), length]
    ends = [0, *(unit.end for unit in units)]
    return [start - end for start, end in zip(starts, ends, strict=True) if start > end]


def _observed(continuum: Continuum) -> float:
    """Return how far the units of two readers are apart: their ends, or all of a lone one."""
    total, first = 0, 0
    met: set[Span] = set()
    for unit in continuum.one:
        while first < len(continuum.other) and continuum.other[first].end <= unit.start:
            first += 1
        position, is_lone = first, True
        while position < len(continuum.other) and continuum.other[position].start < unit.end:
            other = continuum.other[position]
            total += (unit.start - other.start) ** 2 + (unit.end - other.end) ** 2
            met.add(other)
            is_lone = False
            position += 1
        total += len(unit) ** 2 if is_lone else 0
    return float(total + sum(len(other) ** 2 for other in continuum.other if other not in met))
