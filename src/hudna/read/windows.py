"""Windows: when a term is to be done, begins or holds, as its words say."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from hudna.domain.agreements import Part
from hudna.read.clocks import timed_value
from hudna.read.times import Time
from hudna.read.wordings import Wording
from hudna.text.spans import Span, stripped
from hudna.vocabulary import Vocabulary
from hudna.vocabulary.cues import compile_any, to_expression


@dataclass(frozen=True, slots=True)
class Runs:
    """From when a text counts a period, where it says so in a sentence of its own.

    Attributes:
        value: The day, as EDTF.
        span: The words for it.
        holder: The words for those for whom it is counted so, or None where it is for all.
    """

    value: str
    span: Span
    holder: Span | None


@dataclass(frozen=True, slots=True)
class _Cues:
    deadline_runs: re.Pattern[str]
    runs_from: re.Pattern[str]
    due_by: re.Pattern[str]
    due_on: re.Pattern[str]
    events: tuple[tuple[str, re.Pattern[str]], ...]
    at_once: re.Pattern[str]
    at_conclusion: re.Pattern[str]
    first_day_counts: re.Pattern[str]
    first_day_does_not: re.Pattern[str]


@lru_cache(maxsize=4)
def _cues(vocabulary: Vocabulary) -> _Cues:
    reading: dict[str, Any] = vocabulary.get("reading")
    parts = reading["parts"]
    counted = to_expression(parts["counted_from"]).removesuffix(r"(?!\w)")
    return _Cues(
        re.compile(to_expression(reading["deadline_runs"]) + r"\s$"),
        re.compile(to_expression(parts["runs_from"]) + r"\s(?:the\s)?$"),
        re.compile(to_expression(parts["due_by"]) + r"\s(?:the\s)?(?:end\sof\s)?$"),
        re.compile(to_expression(parts["due_on"]) + r"\s$"),
        tuple(
            (event, re.compile(rf"\s?{counted}\s?{to_expression(cues)}"))
            for event, cues in parts["events"].items()
        ),
        compile_any(parts["at_once"]),
        compile_any(parts["at_conclusion"]),
        compile_any(parts["first_day_counts"]),
        compile_any(parts["first_day_does_not"]),
    )


START, DURATION, DEADLINE = "lifecycle.start", "lifecycle.duration", "lifecycle.deadline"
_NEAR = 60
_EVENT_NEAR = 40
_HOLDER = re.compile(r"\sfor\s(?:the\s)?([^.;]{3,160})")


def find_runs(wording: Wording) -> Runs | None:
    """Return from when the clause counts a deadline, and for whom: `it starts from May 2 for …`."""
    page, span, cues = wording.page, wording.span, _cues(wording.findings.vocabulary)
    for time in wording.findings.times_in(wording.sentence.index, wording.sentence.span):
        if time.is_duration or not cues.deadline_runs.search(
            page.folded[max(time.span.start - _NEAR, wording.sentence.span.start) : time.span.start]
        ):
            continue
        end = wording.sentence.span.end
        held = _HOLDER.match(page.folded, time.span.end, end)
        holder = stripped(Span(*held.span(1)), page.text) if held is not None else None
        if time.span.start < span.end and span.start < time.span.end:
            return Runs(time.value, time.span, holder)
    return None


def find_length(wording: Wording) -> Time | None:
    """Return how long the clause says that something is, or None."""
    times = wording.findings.times_in(wording.sentence.index, wording.span)
    return next((time for time in times if time.is_duration), None)


def find_window(
    wording: Wording, runs: Runs | None = None, length: Time | None = None
) -> Part | None:
    """Return when a term is to be done, begins or holds, or None where its words do not say it.

    Args:
        wording: Its words.
        runs: From when the text counts the deadline, where another sentence says so.
        length: How long the deadline is, where another sentence says so.
    """
    codes = set(wording.codes)
    times = wording.findings.times_in(wording.sentence.index, wording.span)
    if DEADLINE in codes:
        return _deadline(wording, times, runs, find_length(wording) or length)
    if DURATION in codes:
        return _duration(wording, times)
    if START in codes:
        return _start(wording, times)
    return _due(wording, times)


def _deadline(
    wording: Wording, times: tuple[Time, ...], runs: Runs | None, length: Time | None
) -> Part | None:
    if length is not None and runs is not None:
        spans = [length.span, runs.span]
        return _counted(wording, f"{length.value} from {runs.value}", spans)
    if length is not None and length in times:
        return _with_event(wording, length, times)
    day = next(iter(times), None)
    return wording.part(day.span, day.value) if day is not None else None


def _duration(wording: Wording, times: tuple[Time, ...]) -> Part | None:
    length = next((t for t in times if t.is_duration and not t.is_within), None)
    return _with_event(wording, length, times) if length is not None else None


def _with_event(wording: Wording, length: Time, times: tuple[Time, ...]) -> Part:
    """Return a length of time with the day or event from which its clause counts it."""
    page, cues = wording.page, _cues(wording.findings.vocabulary)
    for time in times:
        before = page.folded[max(time.span.start - _NEAR, wording.span.start) : time.span.start]
        is_after = not time.is_duration and time.span.start > length.span.end
        if is_after and cues.runs_from.search(before):
            spans = [length.span, time.span]
            return _counted(wording, f"{length.value} from {time.value}", spans)
    ahead = min(length.span.end + _EVENT_NEAR, wording.span.end)
    for event, cue in cues.events:
        found = cue.match(page.folded, length.span.end, ahead)
        if found is not None and stripped(Span(*found.span()), page.text) is not None:
            whole = Span(length.span.start, found.end())
            return _counted(wording, f"{length.value} from {event}", [whole])
    return _counted(wording, length.value, [length.span])


def _counted(wording: Wording, value: str, spans: list[Span]) -> Part:
    """Return a period with what the sentence says of its first day."""
    page, cues, sentence = wording.page, _cues(wording.findings.vocabulary), wording.sentence.span
    evidence = tuple(e for span in spans for e in wording.findings.cite(span))
    if cues.first_day_counts.search(page.folded, sentence.start, sentence.end):
        value += " first day counts"
    elif cues.first_day_does_not.search(page.folded, sentence.start, sentence.end):
        value += " first day does not count"
    return Part(value, evidence)


def _start(wording: Wording, times: tuple[Time, ...]) -> Part | None:
    day = next((t for t in times if not t.is_duration), None)
    if day is not None:
        vocabulary = wording.findings.vocabulary
        value = timed_value(wording.page, wording.sentence, day, vocabulary)
        return wording.part(day.span, value)
    length = next((t for t in times if t.is_duration), None)
    if length is not None:
        with_event = _with_event(wording, length, times)
        return with_event if "from" in with_event.value or length.is_within else None
    return _at_conclusion(wording, "conclusion")


def _due(wording: Wording, times: tuple[Time, ...]) -> Part | None:
    """Return the window of what is to be done: by a day, within a period, between two days."""
    page, cues = wording.page, _cues(wording.findings.vocabulary)
    for time in times:
        before = page.folded[max(time.span.start - _NEAR, wording.span.start) : time.span.start]
        if time.is_within:
            return _with_event(wording, time, times)
        if time.is_duration:
            continue
        if cues.due_by.search(before):
            return wording.part(time.span, time.value)
        if cues.runs_from.search(before) and not cues.due_on.search(before):
            return wording.part(time.span, f"from {time.value}")
    return _at_conclusion(wording, "P0D from conclusion")


def _at_conclusion(wording: Wording, value: str) -> Part | None:
    cues = _cues(wording.findings.vocabulary)
    for cue in (cues.at_conclusion, cues.at_once):
        found = cue.search(wording.page.folded, wording.span.start, wording.span.end)
        if found is not None:
            return wording.part(Span(*found.span()), value)
    return None
