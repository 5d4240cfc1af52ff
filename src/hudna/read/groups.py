"""Groups: which sentences of a page speak of which arrangement.

Most pages speak of one. Beside it stand offers about it (to extend it), earlier ones, and several
concluded elsewhere, each in sentences of its own.
"""

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import lru_cache
from typing import Any

from hudna.domain.periods import find_period
from hudna.read.arabic.groups import find_apart, without_parts
from hudna.read.findings import Findings
from hudna.read.introductions import tells_of_else
from hudna.read.places import find_places_in
from hudna.read.screen import Naming
from hudna.read.structure import Kind, Page, Sentence
from hudna.read.wholes import find_parts
from hudna.text.spans import Span
from hudna.vocabulary import Vocabulary
from hudna.vocabulary.cues import AnyCue, compile_any, compile_any_cue, to_expression
from hudna.vocabulary.loader import ARABIC


@dataclass(frozen=True, slots=True)
class Group:
    """The sentences that speak of one arrangement.

    Attributes:
        namings: The words that name it, from left to right.
        sentences: The sentences, or parts of them.
        named: The indexes of the sentences that name it.
        is_main: Whether it is the one that the page speaks of first.
        place: Where it is, of several that one sentence tells of, each at a place of its own.
        elsewhere: Where the others of these are.
        is_part: Whether it is one of several of which a text says that the main one is made up.
    """

    namings: tuple[Naming, ...]
    sentences: tuple[Sentence, ...]
    named: frozenset[int]
    is_main: bool
    place: Span | None = None
    elsewhere: tuple[Span, ...] = ()
    is_part: bool = False

    @property
    def naming(self) -> Naming | None:
        """The first words that name it, those that do so by themselves before others."""
        strong = (naming for naming in self.namings if naming.is_strong)
        return next(strong, next(iter(self.namings), None))

    @property
    def naming_sentences(self) -> tuple[Sentence, ...]:
        """The sentences that name it."""
        return tuple(s for s in self.sentences if s.index in self.named)


@dataclass(frozen=True, slots=True)
class _Cues:
    earlier: AnyCue
    told_before: AnyCue
    backshift: re.Pattern[str]
    made_new: re.Pattern[str]
    goes_into: re.Pattern[str]
    told_over: re.Pattern[str]
    several: AnyCue
    no_deals: AnyCue
    goes_on: re.Pattern[str]
    became: re.Pattern[str]
    extends: re.Pattern[str]
    same: re.Pattern[str]
    accepted: re.Pattern[str]


@lru_cache(maxsize=4)
def _cues(vocabulary: Vocabulary) -> _Cues:
    reading: dict[str, Any] = vocabulary.get("reading")
    offers = {name: to_expression(cues) for name, cues in reading["offers_to_extend"].items()}
    return _Cues(
        compile_any_cue(reading["earlier"]),
        compile_any_cue(reading["told_before"]),
        re.compile(to_expression(reading["backshift"]) + r"\s(?:[^,;]{0,150}\s)?$"),
        re.compile(to_expression(reading["made_new"]) + r"\s$"),
        compile_any(reading["goes_into"]),
        compile_any(reading["told_over"]),
        compile_any_cue(reading["several"]),
        compile_any_cue(reading["no_deals"]),
        re.compile(to_expression(reading["goes_on"]) + " "),
        compile_any(reading["became"]),
        re.compile(
            rf"{offers['offers']}[^;]{{0,90}}{offers['extends']}"
            rf"|{offers['wider']}[^.;]{{0,30}}{offers['names']}"
        ),
        re.compile(rf"{offers['same']}|^{offers['same_at_start']}"),
        re.compile(offers["accepted"]),
    )


def find_groups(findings: Findings) -> tuple[Group, ...]:
    """Return the groups of a page, the one of its main arrangement first."""
    page, by_sentence = findings.page, _by_sentence(findings.screened.namings)
    if not by_sentence:
        return (Group((), page.sentences, frozenset(), is_main=True),)
    first = _first(page, by_sentence)
    others = list(_iter_offers(findings, first, by_sentence))
    is_arabic = findings.vocabulary.language == ARABIC
    cues = _cues(findings.vocabulary)
    is_new = not is_arabic and _is_told_new(page, by_sentence[first], cues)
    is_over = not is_arabic and _is_told_over(page, by_sentence[first], cues)
    listed = () if is_arabic else find_parts(findings)
    # A part of which nothing is told but its name is told of the whole.
    parts = [
        _group(part.namings, part.sentences, is_part=True)
        for part in listed
        if len(part.sentences) > 1
    ]
    others += parts
    elsewhere = {s.index for group in others for s in group.sentences}
    told_of_parts = [s.span for part in listed for s in part.sentences]
    for index in sorted(by_sentence):
        if index > first and index not in elsewhere and page.sentences[index].kind is Kind.BODY:
            new = tuple(
                _iter_others(
                    findings, page.sentences[index], by_sentence, is_new=is_new, is_over=is_over
                )
            )
            others += new
            elsewhere |= {s.index for group in new for s in group.sentences}
    # What lists the parts is told of the whole as well; what goes on about one is told of that.
    elsewhere -= {group.sentences[0].index for group in parts}
    namings = [
        replace(n, is_strong=False) if any(s.contains(n.span) for s in told_of_parts) else n
        for n in findings.screened.namings
        if n.sentence not in elsewhere
    ]
    sentences = [s for s in page.sentences if s.index not in elsewhere]
    if is_arabic:
        apart = find_apart(findings, first, namings, taken=elsewhere)
        sentences = without_parts(sentences, apart)
        kept: dict[int, list[Span]] = {}
        for sentence in sentences:
            kept.setdefault(sentence.index, []).append(sentence.span)
        namings = [n for n in namings if any(s.contains(n.span) for s in kept.get(n.sentence, ()))]
        others += [_group(a.namings, a.sentences) for a in apart]
    return (_group(namings, sentences, is_main=True), *others)


def _group(
    namings: Sequence[Naming],
    sentences: Sequence[Sentence],
    *,
    is_main: bool = False,
    is_part: bool = False,
) -> Group:
    named = frozenset(naming.sentence for naming in namings)
    return Group(tuple(namings), tuple(sentences), named, is_main, is_part=is_part)


def _by_sentence(namings: Sequence[Naming]) -> dict[int, list[Naming]]:
    by_sentence: dict[int, list[Naming]] = {}
    for naming in namings:
        by_sentence.setdefault(naming.sentence, []).append(naming)
    return by_sentence


def _first(page: Page, by_sentence: Mapping[int, Sequence[Naming]]) -> int:
    """Return the index of the sentence that names the main arrangement, of the body if any."""
    strong = [i for i, namings in by_sentence.items() if any(n.is_strong for n in namings)]
    body = [i for i in strong if page.sentences[i].kind is not Kind.HEADLINE]
    return next(iter(body or strong or sorted(by_sentence)))


def _iter_offers(
    findings: Findings, first: int, by_sentence: Mapping[int, Sequence[Naming]]
) -> Iterator[Group]:
    """Yield what is offered about an arrangement that stands, such as its extension."""
    page, cues = findings.page, _cues(findings.vocabulary)
    held: list[Sentence] = []
    for sentence in page.sentences[first + 1 :]:
        if sentence.kind is Kind.BODY:
            words = page.folded_words(sentence.span)
            if cues.accepted.search(words):
                continue
            if cues.extends.search(words) or (held and cues.same.search(words)):
                held.append(sentence)
    namings = [n for sentence in held for n in by_sentence.get(sentence.index, ())]
    if namings:
        yield _group(namings, held)


def _iter_others(
    findings: Findings,
    sentence: Sentence,
    by_sentence: Mapping[int, Sequence[Naming]],
    *,
    is_new: bool,
    is_over: bool,
) -> Iterator[Group]:
    """Yield the arrangements beside the main one that a sentence speaks of.

    Args:
        findings: What the page has.
        sentence: A sentence after the first that names the main one.
        by_sentence: The words that name arrangements.
        is_new: Whether the page tells the main one as news, so that one of an earlier day is
            another.
        is_over: Whether the page tells that the main one ended.
    """
    page, cues = findings.page, _cues(findings.vocabulary)
    namings = by_sentence[sentence.index]
    start, end = sentence.span.start, sentence.span.end
    stretch = (page.folded, start, end, sentence.stems)
    if cues.no_deals.search(*stretch) is not None:
        return
    if cues.goes_into.match(page.folded, start, end) is not None:
        return
    several = list(cues.several.finditer(*stretch))
    if several:
        starts = [match.start() for match in several]
        for group in _iter_several(page, sentence, by_sentence, starts, cues):
            yield from _iter_places_apart(findings, group, several)
    elif any(_is_told_of(findings, naming) for naming in namings) and (
        _says_earlier(page, sentence, cues, is_over=is_over)
        or (is_new and cues.told_before.search(*stretch) and _is_of_before(findings, sentence))
    ):
        after = page.sentences[sentence.index + 1 : sentence.index + 2]
        told = [
            s
            for s in after
            if s.kind is Kind.BODY and cues.became.match(page.folded, s.span.start, s.span.end)
        ]
        further = [n for s in told for n in by_sentence.get(s.index, ())]
        yield _group([*namings, *further], [sentence, *told])


def _is_told_of(findings: Findings, naming: Naming) -> bool:
    """Return whether words name an arrangement by themselves, and not the breaches of one."""
    if not naming.is_strong or findings.vocabulary.language == ARABIC:
        return naming.is_strong
    return not tells_of_else(findings.page, naming.span, findings.vocabulary)


def _says_earlier(page: Page, sentence: Sentence, cues: _Cues, *, is_over: bool) -> bool:
    """Return whether words of a sentence say that its arrangement is an earlier one.

    What someone *said had been* agreed is no earlier than what is told, nor is what *had been*
    agreed before it ended.
    """
    for match in cues.earlier.finditer(
        page.folded, sentence.span.start, sentence.span.end, sentence.stems
    ):
        before = page.before(match.start(), sentence, most=_BACKSHIFT_MOST)
        if not match[0].startswith("had "):
            return True
        if not is_over and cues.backshift.search(before) is None:
            return True
    return False


_BACKSHIFT_MOST = 180
_NEW_MOST, _OVER_MOST = 60, 40
_DAYS_BEFORE = 10
"""How many days before the publication a day is at least that of an earlier arrangement."""


def _is_told_new(page: Page, namings: Sequence[Naming], cues: _Cues) -> bool:
    """Return whether a page introduces an arrangement as news: `agreed a`, `extended its`."""
    naming = next((n for n in namings if n.is_strong), namings[0])
    sentence = page.sentences[naming.sentence]
    before = page.before(naming.span.start, sentence, most=_NEW_MOST)
    return cues.made_new.search(before) is not None


def _is_told_over(page: Page, namings: Sequence[Naming], cues: _Cues) -> bool:
    """Return whether a page introduces an arrangement by its end: `called off the`."""
    naming = next((n for n in namings if n.is_strong), namings[0])
    sentence = page.sentences[naming.sentence]
    before = page.before(naming.span.start, sentence, most=_OVER_MOST)
    return cues.told_over.search(before) is not None


def _is_of_before(findings: Findings, sentence: Sentence) -> bool:
    """Return whether a sentence gives a time well before the page was published."""
    day = findings.published or (findings.dateline.day if findings.dateline is not None else None)
    published = day.latest if day is not None else None
    said = next((t for t in findings.times[sentence.index] if not t.is_duration), None)
    told = find_period(said.value) if said is not None else None
    if published is None or told is None or told.latest is None:
        return False
    return told.latest + timedelta(days=_DAYS_BEFORE) < published


def _iter_several(
    page: Page,
    sentence: Sentence,
    by_sentence: Mapping[int, Sequence[Naming]],
    starts: Sequence[int],
    cues: _Cues,
) -> Iterator[Group]:
    """Yield one group for each part of a sentence that names arrangements elsewhere."""
    cuts = [sentence.span.start, *(_clause_start(sentence, start) for start in starts[1:])]
    namings = by_sentence[sentence.index]
    follow = _following(page, sentence, cues) if len(starts) == 1 else ()
    further = [n for s in follow for n in by_sentence.get(s.index, ())]
    for start, end in zip(cuts, [*cuts[1:], sentence.span.end], strict=True):
        held = [n for n in namings if start <= n.span.start and n.span.end <= end]
        if held:
            yield _group([*held, *further], [_part(sentence, Span(start, end)), *follow])


def _iter_places_apart(
    findings: Findings, group: Group, several: Sequence[re.Match[str]]
) -> Iterator[Group]:
    """Yield a group for each of the places in which one sentence tells of arrangements.

    `They made deals in the towns of A, B and C` tells of three. What further sentences tell of all
    of them together stays one account.
    """
    part, *further = group.sentences
    if further:
        yield group
        return
    told = [m for m in several if part.span.contains(Span(*m.span())) and _PLURAL.search(m[0])]
    places = _listed(findings, part, told[0].end()) if len(told) == 1 else ()
    if len(places) < _SEVERAL_LEAST:
        yield group
        return
    for place in places:
        yield replace(group, place=place, elsewhere=tuple(p for p in places if p != place))


def _listed(findings: Findings, part: Sentence, start: int) -> tuple[Span, ...]:
    """Return the first places in a part of a sentence that one list names: `A, B and C`."""
    listed: list[Span] = []
    for place in find_places_in(findings, part, Span(start, part.span.end)):
        if listed and not _NEXT.fullmatch(findings.page.folded[listed[-1].end : place.span.start]):
            break
        listed.append(place.span)
    return tuple(listed)


def _part(sentence: Sentence, span: Span) -> Sentence:
    clauses = tuple(clause for clause in sentence.clauses if span.contains(clause))
    return replace(sentence, span=span, clauses=clauses or (span,))


_PLURAL = re.compile(r"\b(?:deals|truces|cease-?fires|agreements|accords)\b")
_NEXT = re.compile(r",\s|,?\sand\s(?:the\s)?")
_SEVERAL_LEAST = 2
_FOLLOWING_MOST = 3


def _following(page: Page, sentence: Sentence, cues: _Cues) -> tuple[Sentence, ...]:
    """Return the next few sentences that go on about the same: `They involve …`."""
    after = page.sentences[sentence.index + 1 : sentence.index + 1 + _FOLLOWING_MOST]
    return tuple(
        itertools.takewhile(
            lambda s: cues.goes_on.match(page.folded, s.span.start, s.span.end), after
        )
    )


def _clause_start(sentence: Sentence, offset: int) -> int:
    return max(
        (c.start for c in sentence.clauses if c.start <= offset), default=sentence.span.start
    )
