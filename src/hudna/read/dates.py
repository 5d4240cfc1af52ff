"""Dates: which of the times of a text say when an arrangement was made, began or ends."""

import re
from calendar import monthrange
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise
from typing import Any

from hudna.domain.codebook import DateKind
from hudna.domain.periods import INDEFINITE, Period, find_period
from hudna.read.clocks import timed_value
from hudna.read.findings import Findings
from hudna.read.groups import Group
from hudna.read.structure import Kind, Page, Sentence
from hudna.read.times import Time
from hudna.text.spans import Span
from hudna.vocabulary import Vocabulary
from hudna.vocabulary.cues import compile_any, to_expression
from hudna.vocabulary.loader import ARABIC

_HOUR = (
    r"(?:\d{1,2}(?:[:.]\d\d)?\s?(?:[ap]\.?m\.?)?(?:\s?(?:hours|hrs|gmt|utc|local\stime))?"
    r"|(?:zero|\d{4})\shours|noon|midnight|midday|dawn|dusk|sunset|sunrise)(?:,?\s(?:on|of))?"
)
"""A time of day between `by` and its day."""


@dataclass(frozen=True, slots=True)
class Dated:
    """A date of an arrangement.

    Attributes:
        kind: What happened or is to happen.
        value: EDTF or a duration.
        span: The words.
        derived_from: How a relative time was resolved.
        is_report: Whether no more is told of it than that someone spoke then.
    """

    kind: DateKind
    value: str
    span: Span
    derived_from: str | None
    is_report: bool = False


@dataclass(frozen=True, slots=True)
class _Cues:
    kinds: tuple[tuple[DateKind, re.Pattern[str]], ...]
    others: re.Pattern[str]
    speech: re.Pattern[str]
    deadline_runs: re.Pattern[str]
    deadline_before: re.Pattern[str]
    deadline_after: re.Pattern[str]
    lasts_before: re.Pattern[str]
    lasts_after: re.Pattern[str]
    lasts_vaguely: re.Pattern[str]
    instruments: re.Pattern[str]
    due_by: re.Pattern[str]
    is_due: re.Pattern[str]
    runs_to: re.Pattern[str]
    of_another: re.Pattern[str]
    dated: re.Pattern[str]
    announces: re.Pattern[str]
    agreed_under: re.Pattern[str]
    drafts: re.Pattern[str]
    long_after: re.Pattern[str]
    counts: Mapping[str, int]
    at_once: re.Pattern[str]
    heads_another: re.Pattern[str]
    heads_apart: re.Pattern[str]
    signings: re.Pattern[str]
    sayings: re.Pattern[str]
    permanently_before: re.Pattern[str]
    permanently_after: re.Pattern[str]
    of_else: re.Pattern[str]
    permanent: re.Pattern[str]
    says_next: re.Pattern[str]
    says_it_stops: re.Pattern[str]
    ends_it: re.Pattern[str]
    meetings: re.Pattern[str]
    named_by_day: re.Pattern[str]
    starts_in: re.Pattern[str]
    is_arabic: bool


_KIND = r"(?!(?:of|in|to|for|and|old|after|before|since|on|from|until|war|battle|long)\b)[a-z]+"
"""A word by which a truce is of some kind: `a three-day election truce`."""


@lru_cache(maxsize=4)
def _cues(vocabulary: Vocabulary) -> _Cues:
    reading: dict[str, Any] = vocabulary.get("reading")
    what_lasts, lasting = to_expression(reading["what_lasts"]), to_expression(reading["lasting"])
    return _Cues(
        tuple((DateKind(kind), compile_any(cues)) for kind, cues in reading["dates"].items()),
        compile_any(reading["dates_of_others"]),
        compile_any(reading["dates_of_speech"]),
        re.compile(to_expression(reading["deadline_runs"]) + r"\s$"),
        compile_any(reading["deadline_before"]),
        re.compile(r"\s?-?\s?" + to_expression(reading["deadline_after"])),
        re.compile(
            rf"(?:{to_expression(reading['lasts'])}[^.;]{{0,30}}"
            rf"|{what_lasts}[^.;,]{{0,45}}{to_expression(reading['lasts_for'])}\s(?:\w+\s){{0,3}}"
            r"|\bfor\s)$"
        ),
        re.compile(rf"\s?-?\s?(?:{lasting}\s)*(?:{_KIND}\s)?{what_lasts}"),
        compile_any(reading["lasts_vaguely"]),
        re.compile(rf"{to_expression(reading['dated_instruments'])}\s(?:of|dated|from)\s$"),
        re.compile(
            rf"(?:(?P<until>{to_expression(reading['due_until'])})"
            rf"|{to_expression(reading['due_by'])})\s(?:the\s)?(?:{_HOUR}\s)?$"
        ),
        compile_any(reading["is_due"]),
        compile_any(reading["runs_to"]),
        re.compile(
            to_expression(reading["began_or_ended"])
            + r"(?:,|\s(?:who|which|that))?\s(?:\w+\s){0,2}$"
        ),
        re.compile(rf"{to_expression(reading['agreed_by_name'])}\s(?:of|dated)\s(?:the\s)?$"),
        re.compile(
            rf"{to_expression(reading['announces'])}[^.;]{{0,160}}"
            + to_expression(reading["arrangement_names"])
        ),
        compile_any(reading["agreed_under"]),
        re.compile(to_expression(reading["drafts"])),
        re.compile(
            rf"(?:(?P<more>{to_expression(reading['more_than'])})\s)?"
            rf"(?<!\w)(?P<count>\d{{1,2}}|an?|{'|'.join(map(re.escape, reading['numbers']))})\s"
            rf"(?P<unit>years?|months?)\s{to_expression(reading['long_after'])}"
        ),
        {str(word): int(number) for word, number in reading["numbers"].items()},
        compile_any(reading["starts_when_made"]),
        re.compile(
            r"\s*(?:[\w-]+\s){0,3}?"
            + to_expression(reading["began_or_ended"])
            + r"\s(?:for|of|between|on|in|over|with|about|against|among)\s"
        ),
        re.compile(
            r"\s*(?:[\w-]+\s){0,3}?" + to_expression(reading["began_or_ended"]) + r",\s[^.;]+,\s?"
        ),
        re.compile(r"['’]s\s(?:\w+\s){0,2}?" + to_expression(reading["signings"])),
        re.compile(r"['’]s\s(?:\w+\s){0,2}?" + to_expression(reading["sayings"])),
        re.compile(to_expression(reading["endless_told"]["before"]) + r"[^.;,]{0,40}$"),
        re.compile(r"[^.;,]{0,40}" + to_expression(reading["endless_told"]["after"])),
        re.compile(to_expression(reading["lasts_of_others"]) + r"[^.;,]{0,25}$"),
        compile_any(reading["endless_before"]["words"]),
        re.compile(
            r"\s?(?:night|evening|morning|afternoon)?,?\s(?:[\w'’-]+\s){0,3}?"
            + to_expression(reading["says_next"])
        ),
        compile_any(reading["says_it_stops"]),
        compile_any(reading["ends_it"]),
        re.compile(r"\b(?:at|during|in)\s(?:[\w'’-]+\s){0,5}" + to_expression(reading["meetings"])),
        re.compile(r"\s(?:\w+\s){0,2}?" + to_expression(reading["agreed_by_name"])),
        re.compile(rf"{to_expression(reading['starts_in'])}\sin\s(?:about\s|some\s)?$"),
        vocabulary.language == ARABIC,
    )


_NEAR, _AHEAD, _FRONTED_AHEAD = 70, 90, 150
_MADE_IT = re.compile(r"sign|reach|announc|declar|struck|initial|inked|clinched|conclud")
_NEAR_MAKING = 150
"""How far before its day the verb may stand by which something is signed or announced."""
_CLAUSE_LEAST = 12
"""What of its clause stands before a duration at least, for the clause alone to explain it."""
_LASTS_BEFORE, _LASTS_AFTER = 70, 50
_OURS = re.compile(r"\b(?:we|our)\b")
_QUOTE = re.compile(r"[\"“”«»]")
_RUNS = frozenset({DateKind.START, DateKind.END})
_SUBJECT = 40
"""How far before what began or ended its subject may stand."""
_TIMED = frozenset({DateKind.START, DateKind.END, DateKind.DEADLINE})
"""What may have a time of day."""
_SAID = frozenset({None, DateKind.ANNOUNCED, DateKind.SIGNED})
"""What a day may have seemed to be: one `from` which something is to run is its start."""
_APART_MOST = 6
"""How much longer than its words the clause of a day is at most that commas set apart."""
_DAYS = re.compile(r"P\d+D")
_TWO_DAYS = re.compile(r"\d{4}-\d\d-\d\d/\d{4}-\d\d-\d\d")
_FROM_TO = re.compile(r"\b(?:from|between|during|on)\s(?:the\s)?$")
_RUN = (DateKind.START, DateKind.END)
_COUNTED_AFTER = re.compile(r"\b(?:after|following|upon|from)\s(?:the\s|its\s|their\s)?$")
_NOT_DONE = re.compile(r"\b(?:not|never|without)\s(?:yet\s|been\s|be\s|having\s|\w+ly\s){0,3}$")
"""Before a verb: what was not signed was not signed on any day."""
_ONCE = frozenset({DateKind.SIGNED, DateKind.ANNOUNCED, DateKind.START, DateKind.END})
_COARSE = re.compile(r"\d{4}(?:-\d\d)?~?")
_DIGIT = re.compile(r"\d")
_APPOSED = re.compile(
    r",\s|\s\(|\s|\s?[-–—,]\s?\d{1,2}[:.]\d\d\s?(?:[ap]\.?m\.?|hours)?,?\s(?:on\s)?"
)
_UP_TO = re.compile(
    rf",?\s(?:to|until|through|till|و?حتي|و?الي|و?لغايه|الي غايه)\s(?:يوم\s)?(?:{_HOUR}\s)?"
)
_AND_FROM = re.compile(rf"[,;]?\s(?:and|then)\s(?:from\s)?(?:{_HOUR}\s)?$")
"""Between two windows that are told together: `to 26 December; and 6 p.m. of 30 December to`."""
_UP_TO_DAY = re.compile(r"\b(?:to|until|till|through)\s(?:the\s)?$")
_WINDOW_MOST, _SPOKEN_NEAR = 24, 60
_FRONTED = re.compile(
    r"(?:(?:in|at|during)\s(?:an?|the|its|their|his|her)\s(?:[\w-]+\s){0,3}?)?"
    r"(?:(?:on|in|late|early|earlier|late on|early on)\s?)?"
)
"""Before a day with which a sentence begins: it is that of its first verb."""
_FROM_DAY = re.compile(
    rf"\b(?:from|as\sof|effective)\s(?:on\s|the\s)?(?:{_HOUR}\s)?$"
    r"|(?<!\w)[وف]?(?:(?:اعتبارا|ابتداء|بدءا|تمتد|يمتد|تستمر)\s)?من\s(?:يوم\s|الساعه\s\w+\s)?$"
)
_AGAIN = re.compile(r",?\s(?:and|or|then)\s(?:then\s|again\s|once\smore\s)?(?:in\s)?")
"""Between two days on which the same was done: `in 2001 and again earlier this year`."""
_SAID_THEN = re.compile(
    r"\b(?:(?:said|says)\s|told\s(?:\w+\s){1,3}?)(?:in\sa\s\w+\s)?(?:late\s|early\s)?(?:on\s)?$"
)
"""Before a day on which no more than speech happened."""


def find_dates(
    findings: Findings, group: Group, relevant: Sequence[Sentence], denied: Collection[int]
) -> tuple[Dated, ...]:
    """Return the dates of an arrangement, one for each kind and value, in the order of the text.

    Args:
        findings: What the page has.
        group: The arrangement.
        relevant: The sentences that speak of it.
        denied: The indexes of the sentences in which a voice denies it.
    """
    cues = _cues(findings.vocabulary)
    found: dict[tuple[DateKind, str], Dated] = {}
    body = {s.index for s in relevant if s.kind is not Kind.HEADLINE}
    first = min(group.named & body, default=-1)
    for sentence in relevant:
        if sentence.kind is Kind.HEADLINE:
            continue
        is_first, is_denial = sentence.index == first, sentence.index in denied
        is_deed = cues.agreed_under.search(findings.page.folded_words(sentence.span)) is not None
        for dated in _iter_dated(findings, sentence, is_first=is_first, is_denial=is_denial):
            is_other = is_deed or _is_of_a_draft(findings.page, sentence, dated, cues)
            if not (is_other and dated.kind in _SAID):
                found.setdefault((dated.kind, dated.value), dated)
        for dated in _iter_long_after(findings, sentence):
            found.setdefault((dated.kind, dated.value), dated)
    dates = sorted(_with_deadlines(findings, list(found.values())), key=lambda d: d.span)
    held = _without_reports(_without_vague(dates))
    told = _first_told(findings.page, _agreeing(held, findings.page))
    return tuple(_with_conclusion(findings, relevant, list(told)))


def _is_of_a_draft(page: Page, sentence: Sentence, dated: Dated, cues: _Cues) -> bool:
    """Return whether the clause of a day is about a draft: `the draft was agreed on 3 May`."""
    before = page.before(dated.span.start, sentence, most=_NEAR_MAKING)
    told = list(cues.drafts.finditer(before))
    return bool(told) and _NEW_CLAUSE.search(before, told[-1].end()) is None


_NEW_CLAUSE = re.compile(r";|,\s(?:and|but|while)\s")


def _iter_long_after(findings: Findings, sentence: Sentence) -> Iterator[Dated]:
    """Yield when an agreement was made of which a text says that it was so long ago."""
    page, cues, published = findings.page, _cues(findings.vocabulary), findings.published
    day = published.earliest if published is not None else None
    if cues.is_arabic or day is None or published is None or day != published.latest:
        return
    start, end = sentence.span.start, sentence.span.end
    for match in cues.long_after.finditer(page.folded, start, end):
        count = match["count"]
        number = int(count) if count.isdigit() else cues.counts.get(count, 1)
        then = _months_before(day, number * (12 if match["unit"].startswith("year") else 1))
        value = f"../{then.isoformat()}" if match["more"] else f"{then.isoformat()[:7]}~"
        basis = f"{match['count']} {match['unit']} before publication"
        yield Dated(DateKind.SIGNED, value, Span(match.start(), match.end("unit")), basis)


def _months_before(day: date, months: int) -> date:
    """Return the day so many months before another, or the last of its month."""
    years, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    first = date(max(years, 1), month + 1, 1)
    return first.replace(day=min(day.day, monthrange(first.year, first.month)[1]))


def iter_told_at_head(findings: Findings, group: Group, *, is_own: bool) -> Iterator[Dated]:
    """Yield the day at the head of a document as that on which what it tells was announced.

    So it is of a report that was sent from a place (`GENEVA, May 6`), and of a text in which a side
    declares it in its own words.
    """
    dateline, page = findings.dateline, findings.page
    if dateline is None or findings.vocabulary.language == ARABIC:
        return
    if dateline.is_sent or (is_own and any(_is_own_word(page, s) for s in group.sentences)):
        basis = "day at the head of the document"
        yield Dated(DateKind.ANNOUNCED, dateline.day.text, dateline.span, basis)


def _is_own_word(page: Page, sentence: Sentence) -> bool:
    """Return whether the writers of a text speak of themselves, rather than quote who does."""
    words = page.folded_words(sentence.span)
    return _OURS.search(words) is not None and _QUOTE.search(words) is None


_CONCLUDED = frozenset({DateKind.SIGNED, DateKind.ANNOUNCED})
_WEEK = timedelta(7)


def _without_vague(dates: Sequence[Dated]) -> list[Dated]:
    """Return the dates without those that another tells to the day: `in May`, `on May 9`."""
    days = [(d, p.earliest) for d in dates if (p := _day_period(d)) is not None]
    return [
        dated
        for dated in dates
        if not any(
            _is_same_kind(dated, other) and dated is not other and _is_within(day, dated)
            for other, day in days
        )
    ]


def _without_reports(dates: Sequence[Dated]) -> list[Dated]:
    """Return the dates without those on which one spoke of what was concluded on another day."""
    told = {dated.kind for dated in dates if not dated.is_report}
    if not told.isdisjoint(_CONCLUDED):
        told |= _CONCLUDED
    return [dated for dated in dates if not (dated.is_report and dated.kind in told)]


def _is_same_kind(one: Dated, other: Dated) -> bool:
    return one.kind is other.kind or {one.kind, other.kind} == _CONCLUDED


def _day_period(dated: Dated) -> Period | None:
    """Return the day of a date that is known to the day, or None."""
    if dated.kind not in _ONCE:
        return None
    period = find_period(dated.value)
    return period if period is not None and period.earliest == period.latest else None


def _is_within(day: date | None, dated: Dated) -> bool:
    """Return whether a day lies in a month or year that a date gives."""
    if day is None or _COARSE.fullmatch(dated.value) is None:
        return False
    return day.isoformat().startswith(dated.value.rstrip("~"))


_LENGTH = re.compile(r"\b(?:days?|weeks?)$")


def _agreeing(dates: Iterable[Dated], page: Page) -> Iterator[Dated]:
    """Yield the dates, a weekday that `would` be a week after the same one taken as that one."""
    days = {d.value for d in dates if d.kind in _CONCLUDED}
    for dated in dates:
        period = find_period(dated.value) if dated.kind is DateKind.START else None
        day = period.earliest if period is not None else None
        words = page.words(dated.span)
        is_worded = dated.derived_from is not None and not _DIGIT.search(words)
        is_worded = is_worded and _LENGTH.search(words) is None
        if day is None or not is_worded or day.toordinal() <= _WEEK.days:
            yield dated
            continue
        before = (day - _WEEK).isoformat()
        is_same = before in days and day.isoformat() not in days
        yield replace(dated, value=before) if is_same else dated


def _with_conclusion(
    findings: Findings, relevant: Sequence[Sentence], dates: Sequence[Dated]
) -> Iterator[Dated]:
    """Yield the dates, and as its start the day of its signing where the words make it so."""
    yield from dates
    kinds = {dated.kind for dated in dates}
    made = [dated for dated in dates if dated.kind in _CONCLUDED]
    if DateKind.START in kinds or not made or findings.vocabulary.language == ARABIC:
        return
    at_once = _cues(findings.vocabulary).at_once
    for sentence in relevant:
        if sentence.kind is not Kind.HEADLINE:
            page, span = findings.page, sentence.span
            found = at_once.search(page.folded, span.start, span.end)
            if found is not None:
                basis = f"the day on which it was {made[0].kind.value}"
                yield Dated(DateKind.START, made[0].value, Span(*found.span()), basis)
                return


def _first_told(page: Page, dates: Iterable[Dated]) -> Iterator[Dated]:
    """Yield the dates, of each kind but deadlines only those of the sentence that tells the first.

    It is announced, begins and ends once, or in a few windows that are told together; a day that
    is told further on is that of another arrangement, or of what became of this one. So is the day
    on which one announced what was told as signed before.
    """
    told: dict[DateKind, Sentence | None] = {}
    last: Dated | None = None
    for dated in dates:
        sentence = page.sentence_at(dated.span.start)
        signed = told.get(DateKind.SIGNED)
        if dated.kind is DateKind.ANNOUNCED and signed is not None and signed is not sentence:
            continue
        is_first = dated.kind not in told
        first = told.setdefault(dated.kind, sentence)
        is_window = dated.kind in _RUNS and sentence is first
        if (
            is_first
            or is_window
            or dated.kind is DateKind.DEADLINE
            or (
                sentence is first
                and last is not None
                and last.kind is dated.kind
                and _AGAIN.fullmatch(page.folded, last.span.end, dated.span.start)
            )
        ):
            yield dated
        last = dated


def _with_deadlines(findings: Findings, dates: Sequence[Dated]) -> Iterator[Dated]:
    """Yield the dates, the deadline that a given day starts computed from that day."""
    folded, cues = findings.page.folded, _cues(findings.vocabulary)
    starts = (
        d
        for d in dates
        if cues.deadline_runs.search(folded, max(d.span.start - 60, 0), d.span.start)
    )
    runs = next(starts, None)
    lengths = [d for d in dates if d.kind is DateKind.DEADLINE and _DAYS.fullmatch(d.value)]
    if runs is None or not lengths:
        yield from dates
        return
    counted = min(lengths, key=lambda d: abs(d.span.start - runs.span.start))
    for dated in dates:
        if dated is counted:
            yield _counted(dated, runs)
        elif dated is not runs:
            yield dated


def _counted(deadline: Dated, runs: Dated) -> Dated:
    """Return a deadline in days as one of two days: the first counted or not."""
    start, days = find_period(runs.value), timedelta(int(deadline.value.strip("PD")))
    first = start.earliest if start is not None else None
    if start is None or first is None or first != start.latest or date.max - first < days:
        return deadline
    last = first + days
    value = f"[{(last - timedelta(1)).isoformat()},{last.isoformat()}]"
    basis = f"{deadline.value} from {runs.value}, the first day counted or not"
    return Dated(deadline.kind, value, deadline.span, basis)


def says_how_long(findings: Findings, sentence: int, span: Span) -> bool:
    """Return whether a stretch of a sentence says how long an arrangement lasts."""
    page, cues = findings.page, _cues(findings.vocabulary)
    for time in findings.times_in(sentence, span):
        if time.is_duration and not time.is_within:
            before, after = _around(page, span, time)
            words = page.words(time.span)
            if not cues.deadline_after.match(after) and _lasts(before, after, cues, words=words):
                return True
    return cues.lasts_vaguely.search(page.folded, span.start, span.end) is not None


def _around(page: Page, clause: Span, time: Time) -> tuple[str, str]:
    """Return the words before and after a time within its clause, as far as they matter."""
    before = page.folded[max(clause.start, time.span.start - _LASTS_BEFORE) : time.span.start]
    return before, page.folded[time.span.end : min(time.span.end + _LASTS_AFTER, clause.end)]


def _lasts(before: str, after: str, cues: _Cues, *, words: str) -> bool:
    """Return whether an arrangement lasts so long, by the words before and after the length.

    A length of time joined by a hyphen is that of what it stands before: `a three-day meeting`.
    """
    if cues.lasts_after.match(after):
        return True
    if not cues.is_arabic and _JOINED.search(words) and _OWN.match(after) is None:
        return False
    if not cues.is_arabic and cues.of_else.search(before):
        return False
    return cues.lasts_before.search(before) is not None


_JOINED = re.compile(r"\w\s?-\s?(?:hour|day|week|month|year|long)$", re.IGNORECASE)
_OWN = re.compile(r"[\s\"'”’]*(?:[,.;:)]|$|(?:and|from|starting|beginning|in|on|for|to|with)\b)")
"""After a length of time that stands before no noun of its own."""


def _iter_dated(
    findings: Findings, sentence: Sentence, *, is_first: bool, is_denial: bool
) -> Iterator[Dated]:
    page, cues = findings.page, _cues(findings.vocabulary)
    previous: Time | None = None
    last: DateKind | None = None
    times = findings.times_in(sentence.index, sentence.span)
    windows = _windows(page, sentence, times)
    for time, following in zip(times, [*times[1:], None], strict=False):
        if following is not None and _is_same_day(page, time, following):
            continue
        if cues.instruments.search(page.before(time.span.start, sentence, most=_NEAR)):
            continue
        if _names_another(page, sentence, time, cues):
            continue
        clause = _clause_of(sentence, time)
        if time.is_duration:
            near = clause if time.span.start - clause.start > _CLAUSE_LEAST else sentence.span
            within = Span(near.start, clause.end)
            yield from _starts_in(findings, within, time) or _iter_lengths(page, within, time, cues)
            continue
        is_report = False
        kind = windows.get(time.span.start)
        if kind is None:
            kind = _kind_of(page, sentence, clause, time, cues)
            if is_denial and kind in {None, DateKind.ANNOUNCED, DateKind.SIGNED}:
                kind = DateKind.DENIED
            kind = kind or _told_first(page, sentence, time, cues, is_first=is_first)
            is_again = previous is not None and _is_again(page, previous, time, cues)
            kind = kind or (last if is_again else None)
            kind, is_report = _as_report(page, sentence, time, cues, kind, is_first=is_first)
            kind = _due(page, sentence, clause, time, cues) or kind
            if kind in _SAID and _FROM_DAY.search(page.before(time.span.start, sentence, most=24)):
                kind = DateKind.START
        previous, last = time, kind
        is_run = kind is DateKind.START or (
            kind is not DateKind.SIGNED and _ranges(page, sentence, time)
        )
        if is_run and _is_span(page, time):
            for each, value in zip(_RUN, time.value.split("/"), strict=True):
                yield Dated(each, value, time.span, time.derived_from)
            continue
        if kind is not None:
            value = time.value
            if kind in _TIMED:
                value = timed_value(page, sentence, time, findings.vocabulary)
            is_report = is_report and kind in {DateKind.ANNOUNCED, DateKind.END}
            yield Dated(kind, value, time.span, time.derived_from, is_report=is_report)


def _names_another(page: Page, sentence: Sentence, time: Time, cues: _Cues) -> bool:
    """Return whether a day stands before the name of what was made on it: `a March 9 accord`."""
    if time.is_duration or cues.is_arabic:
        return False
    before = page.before(time.span.start, sentence, most=4)
    return _ARTICLE.search(before) is not None and (
        cues.named_by_day.match(page.folded, time.span.end, sentence.span.end) is not None
    )


_ARTICLE = re.compile(r"\ban?\s$")


def _windows(page: Page, sentence: Sentence, times: Sequence[Time]) -> dict[int, DateKind]:
    """Return what the ends of ranges are, by where they stand: `from Monday to Friday`.

    A window may be told together with another: `from 2 to 5 May, and 9 May to 12 May`.
    """
    windows: dict[int, DateKind] = {}
    days = [time for time in times if not time.is_duration]
    for first, last in pairwise(days):
        if first.span.start in windows:
            continue
        before = page.before(first.span.start, sentence, most=_WINDOW_MOST)
        is_next = bool(windows) and _AND_FROM.search(before) is not None
        joined = _UP_TO.fullmatch(page.folded, first.span.end, last.span.start)
        if joined is not None and (is_next or _FROM_DAY.search(before) is not None):
            windows[first.span.start] = DateKind.START
            windows[last.span.start] = DateKind.END
    return windows


def _told_first(
    page: Page, sentence: Sentence, time: Time, cues: _Cues, *, is_first: bool
) -> DateKind | None:
    """Return what a day is in the sentence that names the arrangement first, or None."""
    if not is_first:
        return None
    before = page.before(time.span.start, sentence, most=_NEAR)
    if cues.speech.search(before[-_SPOKEN_NEAR:]):
        return DateKind.ANNOUNCED
    return DateKind.SIGNED if cues.dated.search(before) else None


def _is_again(page: Page, previous: Time, time: Time, cues: _Cues) -> bool:
    """Return whether on a day the same was done as on the one before it: `in 2001 and again in`."""
    between = page.folded[previous.span.end : time.span.start]
    return not cues.is_arabic and _AGAIN.fullmatch(between) is not None


def _as_report(
    page: Page,
    sentence: Sentence,
    time: Time,
    cues: _Cues,
    kind: DateKind | None,
    *,
    is_first: bool,
) -> tuple[DateKind | None, bool]:
    """Return what a day is where a voice speaks on it, and whether no more than that is told."""
    before = page.before(time.span.start, sentence, most=_SPOKEN_NEAR)
    is_report = kind is DateKind.ANNOUNCED and is_first and cues.speech.search(before) is not None
    if not cues.is_arabic:
        kind = _of_day(page, sentence, time, cues) or kind
    is_said = _SAID_THEN.search(before) is not None or (
        kind is None
        and not cues.is_arabic
        and cues.says_next.match(page.folded, time.span.end, sentence.span.end) is not None
    )
    if is_said:
        is_report = _makes_known(page, sentence, cues, is_first=is_first)
        kind = DateKind.ANNOUNCED if is_report else None
    if kind is DateKind.ANNOUNCED and cues.ends_it.search(page.folded_words(sentence.span)):
        return DateKind.END, True
    return kind, is_report


def _makes_known(page: Page, sentence: Sentence, cues: _Cues, *, is_first: bool) -> bool:
    """Return whether a voice makes an arrangement known by what it says in a sentence."""
    words = page.folded_words(sentence.span)
    return (
        is_first
        or cues.announces.search(words) is not None
        or cues.says_it_stops.search(words) is not None
        or cues.ends_it.search(words) is not None
    )


def _of_day(page: Page, sentence: Sentence, time: Time, cues: _Cues) -> DateKind | None:
    """Return what was done on a day that owns it: `Thursday's signing`, or None."""
    if cues.signings.match(page.folded, time.span.end, sentence.span.end):
        return DateKind.SIGNED
    if cues.sayings.match(page.folded, time.span.end, sentence.span.end):
        return DateKind.ANNOUNCED
    if page.folded.startswith(_DEADLINE, time.span.end):
        return DateKind.DEADLINE
    called = _TRUCE_OF_DAY.match(page.folded, time.span.end, sentence.span.end)
    before = page.before(time.span.start, sentence, most=_OWNER_BEFORE)
    return DateKind.ANNOUNCED if called is not None and _WHOSE.search(before) else None


_DEADLINE = " deadline"
_TRUCE_OF_DAY = re.compile(r"\s(?:unilateral\s|bilateral\s)?(?:cease-?fire|truce)\b")
_WHOSE = re.compile(r"(?:\b(?:the|its|their|his|her)|['’]s?)\s$")
"""Before a day by which a truce is known: `its 29 October ceasefire`."""
_OWNER_BEFORE = 8


def _is_span(page: Page, time: Time) -> bool:
    """Return whether a time gives two days, from the one to the other: `from 3 to 6 May`."""
    is_said = _DIGIT.search(page.folded, time.span.start, time.span.end) is not None
    return is_said and _TWO_DAYS.fullmatch(time.value) is not None


def _ranges(page: Page, sentence: Sentence, time: Time) -> bool:
    before = page.before(time.span.start, sentence, most=16)
    return _FROM_TO.search(before) is not None


def _is_same_day(page: Page, time: Time, following: Time) -> bool:
    """Return whether a date behind a day said by words tells the same: `tomorrow, 4 March`."""
    between = page.folded[time.span.end : following.span.start]
    is_said_by_words = time.derived_from is not None and not _DIGIT.search(page.words(time.span))
    return (
        is_said_by_words and _APPOSED.fullmatch(between) is not None and not following.is_duration
    )


def _due(page: Page, sentence: Sentence, clause: Span, time: Time, cues: _Cues) -> DateKind | None:
    """Return what the word right before a day makes of it: due `by` it, extended `to` it."""
    before = page.before(time.span.start, sentence, most=_NEAR)
    due_by = cues.due_by.search(before)
    if due_by is not None:
        is_due = cues.is_due.search(page.folded, clause.start, time.span.start)
        if is_due is None and due_by["until"] is None:
            is_due = cues.is_due.search(page.folded, sentence.span.start, time.span.start)
        return DateKind.DEADLINE if is_due is not None else None
    if _UP_TO_DAY.search(before) and cues.runs_to.search(before):
        return DateKind.END
    return None


def _clause_of(sentence: Sentence, time: Time) -> Span:
    held = (c for c in sentence.clauses if c.start <= time.span.start < c.end)
    return next(held, sentence.span)


def _iter_lengths(page: Page, clause: Span, time: Time, cues: _Cues) -> Iterator[Dated]:
    before, after = _around(page, clause, time)
    if time.is_within or cues.deadline_after.match(after) or cues.deadline_before.search(before):
        yield Dated(DateKind.DEADLINE, time.value, time.span, None)
    elif _is_permanent(page, time, cues):
        if cues.permanently_before.search(before) or cues.permanently_after.match(after):
            yield Dated(DateKind.DURATION, time.value, time.span, None)
    elif _lasts(before, after, cues, words=page.words(time.span)):
        yield Dated(DateKind.DURATION, time.value, time.span, None)


def _starts_in(findings: Findings, clause: Span, time: Time) -> tuple[Dated, ...]:
    """Return when it starts, where a length of time says how soon: `takes effect in six days`."""
    cues, days = _cues(findings.vocabulary), _IN_DAYS.fullmatch(time.value)
    if days is None or cues.is_arabic:
        return ()
    before = findings.page.folded[max(clause.start, time.span.start - _NEAR) : time.span.start]
    day = findings.published.earliest if findings.published is not None else None
    if cues.starts_in.search(before) is None or day is None:
        return ()
    then = day + timedelta(int(days[1]) * (7 if days[2] == "W" else 1))
    basis = f"counted from publication ({day.isoformat()})"
    return (Dated(DateKind.START, then.isoformat(), time.span, basis),)


_IN_DAYS = re.compile(r"P(\d{1,3})([DW])")


def _is_permanent(page: Page, time: Time, cues: _Cues) -> bool:
    """Return whether words call an arrangement endless that may only praise it: `permanent`."""
    if cues.is_arabic or time.value != INDEFINITE:
        return False
    return cues.permanent.search(page.folded, time.span.start, time.span.end) is not None


def _kind_of(
    page: Page, sentence: Sentence, clause: Span, time: Time, cues: _Cues
) -> DateKind | None:
    """Return what the words nearest to a time say happened then.

    Those before it in its clause count, else those after it, else those before it in its sentence.
    """
    lead = "" if cues.is_arabic else page.folded[sentence.span.start : clause.start]
    before = _nearest_before(page.folded[clause.start : time.span.start], cues, lead=lead)
    if before is not None:
        return before
    if cues.is_arabic and (told := _of_first_verb(page, sentence, time, cues)) is not None:
        return told
    if len(clause) - len(time.span) < _APART_MOST:  # a day set apart by commas
        told = _nearest_before(page.folded[sentence.span.start : time.span.start], cues)
        if told is not None:
            return told
    end = max(clause.end, min(time.span.end + _AHEAD, sentence.span.end))
    is_fronted = _FRONTED.fullmatch(page.folded, sentence.span.start, time.span.start) is not None
    if is_fronted:
        end = min(time.span.end + _FRONTED_AHEAD, sentence.span.end)
    ahead = page.folded[time.span.end : end]
    is_apart = len(clause) - len(time.span) < _APART_MOST
    # The comma behind `May 3, 2031,` is one of the day's own.
    is_apart = is_apart or _COMMA_YEAR.search(page.words(time.span)) is not None
    if not is_fronted and not cues.is_arabic and not is_apart and ahead.startswith(","):
        ahead = ""
    elif not is_fronted and not cues.is_arabic:
        ahead = _SAME_CLAUSE.match(ahead)[0]  # type: ignore[index]  # it matches everything
    after = _nearest_after(ahead, cues, most=_FRONTED_AHEAD if is_fronted else _NEAR)
    if after is not None and after is not DateKind.DEADLINE:
        return after
    return _nearest_before(page.folded[sentence.span.start : time.span.start], cues)


_COMMA_YEAR = re.compile(r",\s\d{4}$")
_SAME_CLAUSE = re.compile(r",?[^,;]*")
"""What follows a day, as far as its clause goes."""
_FIRST_VERB, _FIRST_FAR = 24, 170
_BELOW = re.compile(r"(?<!\w)(?:ان|انه|انها|انهم|بان|بانه|بانها|الذي|التي|الذين|بعد|عقب|منذ)(?!\w)")
_GOES_ON = re.compile(
    r"\s?[،,]|\s(?:ان|انه|انها|انهم|بان|عن|علي|الي|وقف\w*|هدنه|تهديه|اتفاق\w*|توقيع|التوصل|تعليق|تمديد)(?!\w)"
)


def _of_first_verb(page: Page, sentence: Sentence, time: Time, cues: _Cues) -> DateKind | None:
    """Return what the verb with which an Arabic sentence begins says of a time in its own clause.

    The time stands behind the verb and its subject, before what is told: `أعلن X، أمس، أن …`.
    """
    start = sentence.span.start
    words = page.folded[start : time.span.start]
    if len(words) > _FIRST_FAR or _BELOW.search(words) is not None:
        return None
    if _GOES_ON.match(page.folded, time.span.end, sentence.span.end) is None:
        return None
    found = [(m.start(), kind) for kind, p in cues.kinds if (m := p.search(words, 0, _FIRST_VERB))]
    if not found or cues.others.search(words) is not None:
        return None
    kind = min(found, key=lambda pair: pair[0])[1]
    return kind if kind in {DateKind.ANNOUNCED, DateKind.SIGNED, DateKind.OFFERED} else None


def _nearest_before(words: str, cues: _Cues, *, lead: str = "") -> DateKind | None:
    best: tuple[int, DateKind] | None = None
    for kind, pattern in cues.kinds:
        ends = [
            m.end()
            for m in pattern.finditer(words)
            if not _is_of_another(words, m, kind, cues, lead) and _is_near(words, m, kind)
        ]
        if ends and (best is None or len(words) - ends[-1] < best[0]):
            best = (len(words) - ends[-1], kind)
    if best is None:
        return None
    between = words[len(words) - best[0] :]
    if best[1] in _CONCLUDED and not cues.is_arabic:
        between = cues.meetings.sub("", between)
    return None if cues.others.search(between) else best[1]


def _is_near(words: str, verb: re.Match[str], kind: DateKind) -> bool:
    """Return whether a verb stands near enough to the day after it to tell what happened then."""
    away = len(words) - verb.end()
    return away <= _NEAR or (
        kind in _SAID and away <= _NEAR_MAKING and _MADE_IT.match(verb[0]) is not None
    )


def _is_of_another(words: str, verb: re.Match[str], kind: DateKind, cues: _Cues, lead: str) -> bool:
    """Return whether what began or ended is something else: `the war, which began in June`.

    Args:
        words: What the verb was found in.
        verb: The verb.
        kind: What it says happened.
        cues: The words for time.
        lead: What its sentence says before those words.
    """
    said = lead + words[: verb.start()]
    before = said[-_SUBJECT:]
    if kind is DateKind.SIGNED and _COUNTED_AFTER.search(before) is not None:
        return True
    if kind is DateKind.SIGNED and _CAME_TO_END.match(words, verb.start()):
        return True
    if kind in _SAID and _NOT_DONE.search(before) is not None:
        return True
    if kind not in _RUNS:
        return False
    if kind is DateKind.START and _BEGAN_TO.match(words, verb.end()) and not cues.is_arabic:
        return True
    if _PART_OF.fullmatch(verb[0]) and (
        _OF.match(words, verb.end())
        or (before.endswith("the ") and not words[verb.end() :].strip())
    ):
        return True
    if kind is DateKind.END and _NAMED_BY_YEAR.search(said[-_HEADED:]):
        return True
    if _AS_FROM.fullmatch(verb[0]):
        return False
    return cues.of_another.search(before) is not None or (
        not cues.is_arabic and _has_other_subject(said, cues)
    )


def _has_other_subject(said: str, cues: _Cues) -> bool:
    """Return whether a verb's subject is something else: `talks between A and B`, `talks, …,`."""
    subject = _NEW_SUBJECT.split(said[-_HEADED:])[-1]
    if subject.strip():
        return cues.heads_another.match(subject) is not None
    return cues.heads_apart.fullmatch(said) is not None


_HEADED = 110
"""How far before what began or ended its subject may begin: `talks between … and … began`."""
_NEW_SUBJECT = re.compile(r"[.;,:]|\b(?:that|which|said|says|but|after|when|while|before)\b")
_PART_OF = re.compile(r"(?:end|start|beginning)(?:\s(?:the|a|at|in))?")
_OF = re.compile(r"\s?of\s")
_BEGAN_TO = re.compile(
    r"\s?to\s(?!(?:take\seffect|take\shold|be|hold|apply|come|go|run|observe|enforce|implement)\b)"
)
"""What began to do something else than hold: `a settlement began to take shape`."""
_NAMED_BY_YEAR = re.compile(r"\b(?:19|20)\d\d\b[^.;]{0,60}\b(?:which|that)\s(?:\w+\s){0,2}$")
"""Before a verb that tells of the instrument of a year: `the 1994 accord, which collapsed`."""
_AS_FROM = re.compile(r"as\s(?:of|from)")
_CAME_TO_END = re.compile(r"concluded\s(?:in|on|at|with(?:out|\sno))\b")
"""What talks did that concluded nothing by it: `concluded in Geneva without a truce`."""


def _nearest_after(words: str, cues: _Cues, *, most: int, lead: str = "") -> DateKind | None:
    best: tuple[int, DateKind] | None = None
    for kind, pattern in cues.kinds:
        match = pattern.search(words)
        if match is not None and _is_of_another(words, match, kind, cues, lead):
            match = None
        if match is not None and (best is None or match.start() < best[0]):
            best = (match.start(), kind)
    if best is None or best[0] > most or cues.others.search(words, 0, best[0]):
        return None
    return best[1]
