"""Due days: the last moment for a norm, once for each reading that gives another."""

from collections.abc import Iterable, Sequence

from hudna.domain.moments import DAY, FIRST, LAST, Stretch, first_tick, last_tick, to_moment_text
from hudna.rules.answers import Due
from hudna.rules.completions import Choice, Mark, TooManyError, explore
from hudna.rules.courses import Course
from hudna.rules.dues import find_due
from hudna.rules.inquiries import SHOWN, Inquiry
from hudna.rules.matching import Bearer
from hudna.rules.norms import Norm

_MOST = 8
"""How many alternatives are told apart; beyond it they are one stretch, from first to last."""


def find_dues(norm: Norm, bearer: Bearer, inquiry: Inquiry) -> tuple[Due, ...]:
    """Return the last moments that completions give for a norm, the earliest first.

    Returns:
        None at all where the norm has no window that ends, where nothing says yet from when it
        counts, and where there are more completions than the limit.
    """
    window = norm.window
    if window is None or (window.end is None and window.length is None):
        return ()
    found: dict[Stretch, list[tuple[Choice, ...]]] = {}
    try:
        for mark, choices in _iter_marks(norm, bearer, inquiry):
            if mark is not None:
                found.setdefault(_stretch_of(mark), []).append(choices)
    except TooManyError:
        return ()
    found.pop(Stretch(FIRST, LAST), None)
    if len(found) > _MOST:
        first, last = min(found), max(s.latest for s in found)
        return (Due(to_moment_text(Stretch(first.earliest, last))),)
    every = [choices for each in found.values() for choices in each]
    return tuple(
        Due(_shown(stretch), tuple(_iter_needed(found[stretch], every)))
        for stretch in sorted(found)
    )


def to_due_text(dues: Sequence[Due]) -> str | None:
    """Return alternatives as one EDTF text, or None where there is none."""
    if len(dues) < 2:
        return dues[0].day if dues else None
    return f"[{','.join(_as_member(due.day) for due in dues)}]"


def _as_member(day: str) -> str:
    """Return a day or an interval as a member of an EDTF set."""
    return day.replace("../", "..").replace("/..", "..").replace("/", "..")


def _iter_marks(
    norm: Norm, bearer: Bearer, inquiry: Inquiry
) -> Iterable[tuple[Mark | None, tuple[Choice, ...]]]:
    for case in inquiry.cases:
        known = tuple(Choice("known", name, option) for name, option in case.known)
        for completion, mark in explore(
            lambda each, case=case: find_due(Course(case, each), norm, bearer.side),  # type: ignore[misc]
            asked=inquiry.asked,
            chosen=inquiry.chosen,
        ):
            inquiry.offered.update(completion.offered)
            shown = (choice for choice in completion.choices if choice.kind in SHOWN)
            yield mark, (*known, *shown)


def _stretch_of(mark: Mark) -> Stretch:
    stretches = mark.variable.stretches if mark.variable is not None else ()
    if not stretches:
        return Stretch(mark.tick, mark.tick)
    earliest, latest = stretches[0].earliest, stretches[-1].latest
    return Stretch(
        FIRST if earliest == FIRST else mark.of(earliest),
        LAST if latest == LAST else mark.of(latest),
    )


def _shown(stretch: Stretch) -> str:
    """Return a stretch of last ticks as EDTF: the days where each is the last of its day."""
    if stretch.latest % DAY == DAY - 1 and stretch.earliest % DAY in {0, DAY - 1}:
        stretch = Stretch(first_tick(stretch.earliest), last_tick(stretch.latest))
    return to_moment_text(stretch)


def _iter_needed(
    mine: Sequence[tuple[Choice, ...]], every: Sequence[tuple[Choice, ...]]
) -> Iterable[str]:
    """Yield the options that all completions of one moment take while others take another."""
    options: dict[str, set[str]] = {}
    for choices in every:
        for choice in choices:
            options.setdefault(choice.name, set()).add(choice.option)
    for name, known in options.items():
        taken = {next((c.option for c in cs if c.name == name), None) for cs in mine}
        if len(known) > 1 and len(taken) == 1:
            [option] = taken
            if option is not None:
                yield f"{name}: {option}"
