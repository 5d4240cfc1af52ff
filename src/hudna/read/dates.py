"""Dates: which of the times of a text say when an arrangement was made, began, ends, or how long it lasts."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from hudna.domain.codebook import DateKind
from hudna.domain.periods import Period, find_period
from hudna.read.structure import Kind, Page, Sentence
from hudna.read.times import Time, iter_times
from hudna.text.spans import Span


@dataclass(frozen=True, slots=True)
class Dated:
    """A date of an arrangement.

    Attributes:
        kind: What happened or is to happen.
        value: EDTF or a duration.
        span: The words.
        derived_from: How a relative time was resolved.
    """

    kind: DateKind
    value: str
    span: Span
    derived_from: str | None


_KINDS: tuple[tuple[DateKind, re.Pattern[str]], ...] = (
    (
        DateKind.DENIED,
        re.compile(r"\b(?:den(?:y|ied|ies)|fake|untrue|inaccurate|rejected reports)\b"),
    ),
    (
        DateKind.DEADLINE,
        re.compile(r"\b(?:deadline|no later than|ultimatum|by the end of|within)\b"),
    ),
    (
        DateKind.END,
        re.compile(
            r"\b(?:expir\w+|(?:call(?:ed|s)?|calling) off|end(?:s|ed|ing)? (?:a |the |its |on|at|in)|until|lasts? until|is over|was over|terminat\w+|"
            r"laps\w+|ends?\b|collapsed|broke down)"
        ),
    ),
    (
        DateKind.START,
        re.compile(
            r"\b(?:beg[iau]ns?|beginning|start(?:s|ed|ing)?|commenc\w+|effective|took effect|tak(?:e|es|ing) effect|in(?:to)? effect|"
            r"in(?:to)? force|come(?:s)? into|came into|went into|since|as of|take hold|in place from)\b"
        ),
    ),
    (DateKind.OFFERED, re.compile(r"\b(?:offer(?:ed|s)?|propos(?:ed|es)|tabled)\b")),
    (
        DateKind.SIGNED,
        re.compile(
            r"\b(?:sign(?:ed|s|ing)|reach(?:ed)?|agree(?:d)?|struck|stricken|conclud\w+|accepted|brokered|finali[sz]ed|approved|made a)\b"
        ),
    ),
    (
        DateKind.ANNOUNCED,
        re.compile(
            r"\b(?:announc\w+|declar\w+|unveil\w+|proclaim\w+|called for a|reveal\w+|backed|confirmed|ordered|leaked|appeared)\b"
        ),
    ),
)
_ABOUT = re.compile(
    r"\b(?:cease\s?-?\s?fires?|truces?|armistice|cessation|hudna|d[eé]tente|agreements?|deals?|accords?|pacts?|pause|plan|phase|deadline|"
    r"announcement|measure|evacuations?|it|period)\b"
)


def find_dates(
    page: Page,
    relevant: Sequence[Sentence],
    published: Period | None,
    named: Collection[int],
    denied: Collection[int] = (),
) -> tuple[Dated, ...]:
    """Return the dates of an arrangement, one for each kind and value, in the order of the text.

    Args:
        page: The page.
        relevant: The sentences that speak of the arrangement.
        published: When the document was published, where known.
        named: The indexes of the sentences that name it.
        denied: The indexes of the sentences in which a voice denies it.
    """
    found: dict[tuple[DateKind, str], Dated] = {}
    first = min(named, default=-1)
    for sentence in relevant:
        if sentence.kind is Kind.HEADLINE:
            continue
        for dated in _iter_dated(
            page, sentence, published, is_first=sentence.index == first, is_denial=sentence.index in denied
        ):
            found.setdefault((dated.kind, dated.value), dated)
    return tuple(sorted(_with_deadlines(page, found.values()), key=lambda d: d.span))


_DEADLINE_RUNS = re.compile(
    r"\b(?:deadline|period|window)\s(?:shall\s|will\s|to\s)?(?:start|begin|run|count)\w*\s(?:from|on|as of)\s$"
)


def _with_deadlines(page: Page, dates: Collection[Dated]) -> Iterator[Dated]:
    """Yield the dates, a deadline counted from a day that the text gives computed both ways: with that day and without."""
    runs = next(
        (
            d
            for d in dates
            if _DEADLINE_RUNS.search(page.folded[max(d.span.start - 60, 0) : d.span.start])
        ),
        None,
    )
    for dated in dates:
        length = _DAYS.fullmatch(dated.value)
        if dated is runs:
            continue
        if runs is not None and dated.kind is DateKind.DEADLINE and length is not None:
            start = find_period(runs.value)
            if start is not None and start.earliest is not None and start.earliest == start.latest:
                last = start.earliest + timedelta(int(length[1]))
                value = f"[{(last - timedelta(1)).isoformat()},{last.isoformat()}]"
                yield Dated(
                    dated.kind,
                    value,
                    dated.span,
                    f"{dated.value} from {runs.value}, the first day counted or not",
                )
                continue
        yield dated


_DAYS = re.compile(r"P(\d+)D")


def says_how_long(page: Page, span: Span) -> bool:
    """Return whether a stretch says how long an arrangement lasts."""
    for time in iter_times(page.folded, span, None):
        if time.is_duration and not time.is_within:
            after = page.folded[time.span.end : min(time.span.end + 50, span.end)]
            before = page.folded[max(span.start, time.span.start - 70) : time.span.start]
            if not _TO_ANSWER.match(after) and (
                _LASTS_AFTER.match(after) or _LASTS_BEFORE.search(before)
            ):
                return True
    return _VAGUELY.search(page.folded, span.start, span.end) is not None


_VAGUELY = re.compile(
    r"\b(?:temporary (?:cease\s?-?\s?fire|truce)|number of (?:hours|days|weeks)|until further notice|open-ended|month\w*-?long|"
    r"(?:cease\s?-?\s?fires?|truces?)\s(?:during|over)\b)"
)


def _iter_dated(
    page: Page, sentence: Sentence, published: Period | None, *, is_first: bool, is_denial: bool
) -> Iterator[Dated]:
    previous: Time | None = None
    for time in iter_times(page.folded, sentence.span, published):
        clause = next(
            (c for c in sentence.clauses if c.start <= time.span.start < c.end), sentence.span
        )
        if time.is_duration:
            yield from _durations(page, clause, time)
            continue
        kind = _kind_of(page, sentence, clause, time)
        if is_denial and kind in {None, DateKind.ANNOUNCED, DateKind.SIGNED}:
            kind = DateKind.DENIED
        if previous is not None and _UP_TO.fullmatch(page.folded, previous.span.end, time.span.start):
            before = page.folded[max(sentence.span.start, previous.span.start - 8) : previous.span.start]
            if _FROM_DAY.search(before):
                yield Dated(DateKind.START, previous.value, previous.span, previous.derived_from)
                kind = DateKind.END
        if kind is None and is_first and _SAID.search(page.folded[sentence.span.start : time.span.start][-60:]):
            kind = DateKind.ANNOUNCED
        previous = time
        if kind is not None:
            yield Dated(kind, time.value, time.span, time.derived_from)


_UP_TO = re.compile(r",?\s(?:to|until|through|till)\s")
_FROM_DAY = re.compile(r"\bfrom\s$")
_SAID = re.compile(r"\b(?:said|told|says|statement|reported|called)\b")


def _durations(page: Page, clause: Span, time: Time) -> Iterator[Dated]:
    after = page.folded[time.span.end : min(time.span.end + 50, clause.end)]
    before = page.folded[max(clause.start, time.span.start - 70) : time.span.start]
    if time.is_within or _TO_ANSWER.match(after) or _BY_THEN.search(before):
        yield Dated(DateKind.DEADLINE, time.value, time.span, None)
    elif _LASTS_AFTER.match(after) or _LASTS_BEFORE.search(before):
        yield Dated(DateKind.DURATION, time.value, time.span, None)


_BY_THEN = re.compile(r"\b(?:deadline|no later than|not later than|at most)\b")
_NOUN = (
    r"(?:cease\s?-?\s?fires?|truces?|armistice|cessation|hudna|d[eé]tente|pause|halt|hostilities|extension|suspension|"
    r"agreement|deal|period|phase)"
)
_TO_ANSWER = re.compile(
    r"\s?-?\s?(?:deadline|ultimatum|to (?:respond|answer|reply|review|comply|accept|leave|withdraw|surrender))"
)
_LASTS_AFTER = re.compile(
    rf"\s?-?\s?(?:(?:unilateral|bilateral|humanitarian|temporary|nationwide|renewable|initial|and|local|peace)\s)*{_NOUN}\b"
)
_LASTS_BEFORE = re.compile(
    rf"(?:\b(?:last|lasts|lasting|valid for|extend\w*|prolong\w*|renew\w*|hold for|for (?:a|an|another|about|at least|up to))\b[^.;]{{0,30}}|"
    rf"\b{_NOUN}\b[^.;,]{{0,45}}\b(?:for|of|over|to take|lasts?|take)\s(?:\w+\s){{0,3}}|\bfor\s)$"
)


def _kind_of(page: Page, sentence: Sentence, clause: Span, time: Time) -> DateKind | None:
    """Return what the words nearest to a time say happened then: before it in its clause, else after, else nearby."""
    before = _nearest(page.folded[clause.start : time.span.start], last=True)
    if before is not None:
        return before
    rest = page.folded[time.span.end : max(clause.end, min(time.span.end + _AHEAD, sentence.span.end))]
    after = _nearest(rest, last=False)
    if after is not None and after is not DateKind.DEADLINE:
        return after
    return _nearest(page.folded[sentence.span.start : time.span.start], last=True)


_AHEAD = 90
_ELSEWHERE = re.compile(
    r"\b(?:talks?|negotiations?|conflict|war|campaign|offensive|clashes|fighting|operations?|killed|attack\w*|ambush\w*|bombing|said|told|"
    r"election\w*|visit\w*|draft|resum\w+)\b"
)


def _nearest(words: str, *, last: bool) -> DateKind | None:
    best: tuple[int, DateKind, str] | None = None
    for kind, pattern in _KINDS:
        matches = list(pattern.finditer(words))
        if not matches:
            continue
        match = matches[-1] if last else matches[0]
        at = len(words) - match.end() if last else match.start()
        if best is None or at < best[0]:
            best = (at, kind, words[match.end() :] if last else words[: match.start()])
    if best is None or best[0] > _NEAR or _ELSEWHERE.search(best[2]):
        return None
    return best[1]


_NEAR = 70
