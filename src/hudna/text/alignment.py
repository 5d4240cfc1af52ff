"""Alignments: where each offset of a normalised text came from.

An original has one or more *parts*: the decoded text of a plain file, a page of a PDF, the body of
a letter. An alignment is a list of runs from left to right, each saying that a stretch of the
normalised text comes from a stretch of a part. Where both stretches have the same length the
mapping is code point by code point; where they differ (a composed letter, a collapsed line end)
the whole stretch maps to the whole. A gap between runs was put there by a program (a line break
between pages) and has no origin.
"""

import itertools
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from hudna.errors import EvidenceError
from hudna.text.spans import Span


@dataclass(frozen=True, slots=True)
class Origin:
    """A half-open range of code points in one part of an original."""

    part: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of normalised text and the stretch of a part that it comes from."""

    start: int
    end: int
    part: str
    origin_start: int
    origin_end: int

    @property
    def is_literal(self) -> bool:
        """Whether the two stretches map code point by code point."""
        return self.end - self.start == self.origin_end - self.origin_start


@dataclass(frozen=True, slots=True)
class Alignment:
    """The runs of one normalised text, from left to right, without overlap.

    Raises:
        EvidenceError: The runs overlap or are out of order.
    """

    runs: tuple[Run, ...]
    _starts: tuple[int, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        for before, after in zip(self.runs, self.runs[1:], strict=False):
            if after.start < before.end:
                raise EvidenceError(
                    f"runs overlap at offset {after.start}", code="evidence-alignment"
                )
        object.__setattr__(self, "_starts", tuple(run.start for run in self.runs))

    def find_origin(self, offset: int) -> Origin | None:
        """Return where a code point came from, or None where a program put it there."""
        index = bisect_right(self._starts, offset) - 1
        if index < 0 or offset >= self.runs[index].end:
            return None
        run = self.runs[index]
        if run.is_literal:
            start = run.origin_start + offset - run.start
            return Origin(run.part, start, start + 1)
        return Origin(run.part, run.origin_start, run.origin_end)

    def origins(self, span: Span) -> tuple[Origin, ...]:
        """Return the stretches that a span came from, one a part, in the order of the text."""
        found: list[Origin] = []
        index = max(bisect_right(self._starts, span.start) - 1, 0)
        for run in self.runs[index:]:
            if run.start >= span.end:
                break
            start, end = max(run.start, span.start), min(run.end, span.end)
            if start >= end:
                continue
            here = _origin_of(run, start, end)
            if found and found[-1].part == here.part and here.start >= found[-1].start:
                here = Origin(here.part, found[-1].start, max(found[-1].end, here.end))
                found.pop()
            found.append(here)
        return tuple(found)


def _origin_of(run: Run, start: int, end: int) -> Origin:
    if run.is_literal:
        shift = run.origin_start - run.start
        return Origin(run.part, start + shift, end + shift)
    return Origin(run.part, run.origin_start, run.origin_end)


def merged(runs: Iterable[Run]) -> Alignment:
    """Return an alignment in which neighbouring literal runs of one part are joined."""
    joined: list[Run] = []
    for run in runs:
        last = joined[-1] if joined else None
        if (
            last is not None
            and last.part == run.part
            and last.end == run.start
            and last.origin_end == run.origin_start
            and last.is_literal
            and run.is_literal
        ):
            joined[-1] = Run(last.start, run.end, last.part, last.origin_start, run.origin_end)
        elif run.start < run.end:
            joined.append(run)
    return Alignment(tuple(joined))


def traced(outer: Alignment, inner: Alignment) -> Alignment:
    """Return the alignment of a text whose origin was itself made from something.

    Args:
        outer: Leads from the text to an intermediate text (its only part).
        inner: Leads from the intermediate text to the original.
    """
    return merged(_through(outer, inner))


def _through(outer: Alignment, inner: Alignment) -> Iterator[Run]:
    index = 0
    for run in outer.runs:
        while index < len(inner.runs) and inner.runs[index].end <= run.origin_start:
            index += 1
        if run.is_literal:
            yield from _shifted(run, inner.runs, index)
        else:
            yield from _spread(run, inner.runs, index)


def _shifted(run: Run, inner: tuple[Run, ...], index: int) -> Iterator[Run]:
    """Yield the parts of a literal run, each with the origin of the stretch under it."""
    shift = run.start - run.origin_start
    for under in itertools.islice(inner, index, None):
        if under.start >= run.origin_end:
            return
        start, end = max(under.start, run.origin_start), min(under.end, run.origin_end)
        if under.is_literal:
            by = under.origin_start - under.start
            yield Run(start + shift, end + shift, under.part, start + by, end + by)
        else:
            yield Run(start + shift, end + shift, under.part, under.origin_start, under.origin_end)


def _spread(run: Run, inner: tuple[Run, ...], index: int) -> Iterator[Run]:
    """Yield a run mapped as a whole to what its intermediate stretch came from, if anything."""
    found = [
        _origin_of(u, max(u.start, run.origin_start), min(u.end, run.origin_end))
        for u in itertools.takewhile(
            lambda u: u.start < run.origin_end, itertools.islice(inner, index, None)
        )
    ]
    if found:
        yield Run(
            run.start,
            run.end,
            found[0].part,
            found[0].start,
            max(o.end for o in found if o.part == found[0].part),
        )
