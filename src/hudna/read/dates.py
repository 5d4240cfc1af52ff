"""Dates: which of the times of a text say when an arrangement was made, began or ends."""

import re
from calendar import monthrange
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from hudna.domain.codebook import DateKind
from hudna.domain.periods import find_period
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
    """

    kind: DateKind
    value: str
    span: Span
    derived_from: str | None


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
        vocabulary.language == ARABIC,
    )


_NEAR, _AHEAD, _FRONTED_AHEAD = 70, 90, 150
_MADE_IT = re.compile(r"sign|reach|announc|declar|struck|initial|inked|clinched|conclud")
_NEAR_MAKING = 110
"""How far before its day the verb may stand by which something is signed or announced."""
_CLAUSE_LEAST = 12
"""What of its clause stands before a duration at least, for the clause alone to explain it."""
_LASTS_BEFORE, _LASTS_AFTER = 70, 50
_HEAD = 300
_SENT_FROM = re.compile(
    r"\b[A-Z]{3,}(?:[ '’-][A-Z]+)*(?:,\s[A-Z][\w.]+)?,\s"
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?\s\d{1,2}\b"
)
"""Where and when a report was sent: `GENEVA, May 6`."""
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
_DIGIT = re.compile(r"\d")
_APPOSED = re.compile(r",\s|\s\(|\s")
_UP_TO = re.compile(r",?\s(?:to|until|through|till|و?حتي|و?الي|و?لغايه|الي غايه)\s(?:يوم\s)?")
_UP_TO_DAY = re.compile(r"\b(?:to|until|till|through)\s(?:the\s)?$")
_FRONTED = re.compile(r"(?:on|in|late|early|earlier|late on|early on)?\s?")
"""Before a day with which a sentence begins: it is that of its first verb."""
_FROM_DAY = re.compile(
    rf"\b(?:from|as\sof|effective)\s(?:on\s|the\s)?(?:{_HOUR}\s)?$"
    r"|(?<!\w)[وف]?(?:(?:اعتبارا|ابتداء|بدءا|تمتد|يمتد|تستمر)\s)?من\s(?:يوم\s|الساعه\s\w+\s)?$"
)
_SAID_THEN = re.compile(
    r"\b(?:said|says|told\s(?:\w+\s){1,3}?)(?:in\sa\s\w+\s)?(?:late\s|early\s)?(?:on\s)?$"
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
    return tuple(_first_told(findings.page, dates))


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


def iter_told_at_head(findings: Findings, *, is_own_word: bool) -> Iterator[Dated]:
    """Yield the day at the head of a document as that on which what it tells was announced.

    So it is of a report that was sent from a place (`GENEVA, May 6`), and of a text in which a side
    declares it in its own words.
    """
    dateline, page = findings.dateline, findings.page
    if dateline is None or findings.vocabulary.language == ARABIC:
        return
    if is_own_word or _SENT_FROM.search(page.text, 0, _HEAD) is not None:
        basis = "day at the head of the document"
        yield Dated(DateKind.ANNOUNCED, dateline.day.text, dateline.span, basis)


def _first_told(page: Page, dates: Sequence[Dated]) -> Iterator[Dated]:
    """Yield the dates, of each kind but deadlines only those of the sentence that tells the first.

    It is announced, begins and ends once, or in a few windows that are told together; a day that
    is told further on is that of another arrangement, or of what became of this one.
    """
    told: dict[DateKind, Sentence | None] = {}
    for dated in dates:
        sentence = page.sentence_at(dated.span.start)
        is_first = dated.kind not in told
        first = told.setdefault(dated.kind, sentence)
        is_window = dated.kind in _RUNS and sentence is first
        if is_first or is_window or dated.kind is DateKind.DEADLINE:
            yield dated


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
            if not cues.deadline_after.match(after) and _lasts(before, after, cues):
                return True
    return cues.lasts_vaguely.search(page.folded, span.start, span.end) is not None


def _around(page: Page, clause: Span, time: Time) -> tuple[str, str]:
    """Return the words before and after a time within its clause, as far as they matter."""
    before = page.folded[max(clause.start, time.span.start - _LASTS_BEFORE) : time.span.start]
    return before, page.folded[time.span.end : min(time.span.end + _LASTS_AFTER, clause.end)]


def _lasts(before: str, after: str, cues: _Cues) -> bool:
    return bool(cues.lasts_after.match(after) or cues.lasts_before.search(before))


def _iter_dated(
    findings: Findings, sentence: Sentence, *, is_first: bool, is_denial: bool
) -> Iterator[Dated]:
    page, cues = findings.page, _cues(findings.vocabulary)
    previous: Time | None = None
    times = findings.times_in(sentence.index, sentence.span)
    for time, following in zip(times, [*times[1:], None], strict=False):
        if following is not None and _is_same_day(page, time, following):
            continue
        if cues.instruments.search(page.before(time.span.start, sentence, most=_NEAR)):
            continue
        clause = _clause_of(sentence, time)
        if time.is_duration:
            near = clause if time.span.start - clause.start > _CLAUSE_LEAST else sentence.span
            yield from _iter_lengths(page, Span(near.start, clause.end), time, cues)
            continue
        kind = _kind_of(page, sentence, clause, time, cues)
        if is_denial and kind in {None, DateKind.ANNOUNCED, DateKind.SIGNED}:
            kind = DateKind.DENIED
        if previous is not None and _is_range(page, sentence, previous, time):
            yield Dated(DateKind.START, previous.value, previous.span, previous.derived_from)
            kind = DateKind.END
        if (
            kind is None
            and is_first
            and cues.speech.search(page.before(time.span.start, sentence, most=60))
        ):
            kind = DateKind.ANNOUNCED
        before = page.before(time.span.start, sentence, most=_NEAR)
        if kind is None and is_first and cues.dated.search(before):
            kind = DateKind.SIGNED
        if _SAID_THEN.search(page.before(time.span.start, sentence, most=24)):
            is_told = (
                is_first or cues.announces.search(page.folded_words(sentence.span)) is not None
            )
            kind = DateKind.ANNOUNCED if is_told else None
        if not time.is_duration:
            kind = _due(page, sentence, clause, time, cues) or kind
        if kind in _SAID and _FROM_DAY.search(page.before(time.span.start, sentence, most=24)):
            kind = DateKind.START
        previous = time
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
            yield Dated(kind, value, time.span, time.derived_from)


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


def _is_range(page: Page, sentence: Sentence, first: Time, last: Time) -> bool:
    """Return whether two times are the ends of one range: `from Monday to Friday`."""
    before = page.before(first.span.start, sentence, most=8)
    joined = _UP_TO.fullmatch(page.folded, first.span.end, last.span.start)
    return joined is not None and _FROM_DAY.search(before) is not None


def _iter_lengths(page: Page, clause: Span, time: Time, cues: _Cues) -> Iterator[Dated]:
    before, after = _around(page, clause, time)
    if time.is_within or cues.deadline_after.match(after) or cues.deadline_before.search(before):
        yield Dated(DateKind.DEADLINE, time.value, time.span, None)
    elif _lasts(before, after, cues):
        yield Dated(DateKind.DURATION, time.value, time.span, None)


def _kind_of(
    page: Page, sentence: Sentence, clause: Span, time: Time, cues: _Cues
) -> DateKind | None:
    """Return what the words nearest to a time say happened then.

    Those before it in its clause count, else those after it, else those before it in its sentence.
    """
    before = _nearest_before(page.folded[clause.start : time.span.start], cues)
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
    after = _nearest_after(
        page.folded[time.span.end : end], cues, most=_FRONTED_AHEAD if is_fronted else _NEAR
    )
    if after is not None and after is not DateKind.DEADLINE:
        return after
    return _nearest_before(page.folded[sentence.span.start : time.span.start], cues)


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


def _nearest_before(words: str, cues: _Cues) -> DateKind | None:
    best: tuple[int, DateKind] | None = None
    for kind, pattern in cues.kinds:
        ends = [
            m.end()
            for m in pattern.finditer(words)
            if not _is_of_another(words, m, kind, cues) and _is_near(words, m, kind)
        ]
        if ends and (best is None or len(words) - ends[-1] < best[0]):
            best = (len(words) - ends[-1], kind)
    if best is None or cues.others.search(words, len(words) - best[0]):
        return None
    return best[1]


def _is_near(words: str, verb: re.Match[str], kind: DateKind) -> bool:
    """Return whether a verb stands near enough to the day after it to tell what happened then."""
    away = len(words) - verb.end()
    return away <= _NEAR or (
        kind in _SAID and away <= _NEAR_MAKING and _MADE_IT.match(verb[0]) is not None
    )


def _is_of_another(words: str, verb: re.Match[str], kind: DateKind, cues: _Cues) -> bool:
    """Return whether what began or ended is something else: `the war, which began in June`."""
    before = words[max(verb.start() - _SUBJECT, 0) : verb.start()]
    if kind is DateKind.SIGNED and _COUNTED_AFTER.search(before) is not None:
        return True
    if kind in _SAID and _NOT_DONE.search(before) is not None:
        return True
    if kind not in _RUNS:
        return False
    return cues.of_another.search(before) is not None


def _nearest_after(words: str, cues: _Cues, *, most: int) -> DateKind | None:
    best: tuple[int, DateKind] | None = None
    for kind, pattern in cues.kinds:
        match = pattern.search(words)
        if match is not None and _is_of_another(words, match, kind, cues):
            match = None
        if match is not None and (best is None or match.start() < best[0]):
            best = (match.start(), kind)
    if best is None or best[0] > most or cues.others.search(words, 0, best[0]):
        return None
    return best[1]
