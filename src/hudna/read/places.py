"""Places: where an arrangement applies, or what its terms name, as the text writes it."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from hudna.read.actors import ActorKind
from hudna.read.arabic.places import iter_places
from hudna.read.calendars import calendar_of
from hudna.read.findings import Findings
from hudna.read.structure import Kind, Page, Sentence
from hudna.text.folding import match_key
from hudna.text.spans import Span
from hudna.vocabulary import Vocabulary
from hudna.vocabulary.cues import AnyCue, compile_any, compile_any_cue, to_expression
from hudna.vocabulary.gazetteer import is_place
from hudna.vocabulary.loader import ARABIC


@dataclass(frozen=True, slots=True)
class Located:
    """A place that a text names.

    Attributes:
        name: The name without generic words.
        span: The words.
    """

    name: str
    span: Span


_CAPITALIZED = (
    r"(?:(?:[Aa]l|[Aa]s|[Aa]sh|[Aa]n|[Aa]r|[Aa]t|[Aa]d|[Aa]z|[Ee]l)\s?-\s?"
    r"|(?:al|el|Al|El|Deir|Tel|Tal)\s)?"
    r"[A-Z][\w'’`-]*[a-z][\w'’`-]*"
)
_PROPER = rf"{_CAPITALIZED}(?:(?:\s(?:of|al|de|del|la|el|as|ash)\s|\s|-){_CAPITALIZED}){{0,3}}"
_QUARTER = r"(?:east|west|eastern|western)"
_DIRECTION = (
    rf"(?:(?:north|south|east|west|central|northern|southern|eastern|western)(?:-?{_QUARTER})?\s)"
)
_IS_REGION = re.compile(_DIRECTION)
_LIST = re.compile(rf"(?:,\s|\sand\s|,\sand\s)(?:the\s)?({_PROPER})")
_VERB = r"has|have|had|said|says|agreed|declared|signed|will|would|announced|is|are|was|were|to"
_JOINED = re.compile(
    rf"(?:(?:,\s(?:the\s)?{_PROPER})+,?)?\sand\s(?:the\s)?{_PROPER}(?!,?\s(?:{_VERB}))"
)
_POSSESSIVE = re.compile(r"['’`]s?$")
_COMPOUND = re.compile(r"-[a-z]+(?:ed|d)$")
"""The end of `UK-based`: it only says whose something is."""
_ALL_OVER = re.compile(
    r"\b(?:in|across|throughout|inside|for|over)\s(?:all of\s|the whole of\s)?(?:the\s)?$"
)
_AROUND = re.compile(r"\b(?:around|outside|inside|into|to|from|over)\s(?:the\s)?$")
"""Before a seat of government: words for the town itself."""
_IN = re.compile(
    r"\b(?:in|from|into|to|at|near|around|inside|outside|across|throughout|towards?)\s(?:the\s)?"
    rf"({_DIRECTION}?{_PROPER})"
)
_PEOPLE = re.compile(r"[a-z](?:i|ian|an|ese|ite)s$")
"""The end of the name of a people: `the Kashmiris`."""
_QUARTER_OF = re.compile(
    r"\b(?:in|across|throughout|inside|of)\s"
    r"((?:north|south|east|west)(?:ern)?(?:-?(?:east|west)(?:ern)?)?\s[A-Z]\w+)"
)
_SIDE_OF = re.compile(
    r"(?<!town )(?<!village )(?<!just )(?<!kilometers )(?<!miles )(?<!km )(?<!, )"
    rf"\b((?:north|south|east|west)(?:-?(?:east|west))?\sof\s(?:the\s)?{_PROPER})"
)
_BEFORE_NAME = re.compile(
    rf"(?<![\w-])(?:The\s)?({_PROPER})\s(?:\w+\s)?(?i:cease-?fire|truce|hudna|armistice)\b"
)
"""A place before the word for an arrangement: `the Dalbar truce`."""
_CAPITAL_BEFORE_NAME = re.compile(
    r"[A-Z][\w'’`-]*\s(?:\w+\s)?(?i:cease-?fire|truce|hudna|armistice)\b"
)
_LINE = re.compile(
    r"\b(Line\sof\s(?:Actual\s)?[A-Z]\w+"
    r"|(?:Green|Blue|Yellow|Purple|White|Demarcation|Armistice|Cease-?[Ff]ire)\sLine)\b"
)
"""A line between sides or states: `the Line of Dalbar`, `the Green Line`."""
_LINE_STEMS = frozenset({"line"})
_SAYS = re.compile(r"\s(?:says?|said|told|reports?|reported)\b")
"""Behind a state whence someone speaks: `her colleague in Norva says`."""
_FAR_QUARTER = re.compile(
    r"\b(?:in|across|throughout)\sthe\s"
    r"((?:far\s|deep\s)(?:[Nn]orth|[Ss]outh|[Ee]ast|[Ww]est)(?:-?(?:[Ee]ast|[Ww]est))?)\b(?!\s(?:of|[A-Z]))"
)
"""A quarter of a country by its common name: `the far South`."""
_IN_LARGER = re.compile(r"[A-Z][\w'’-]+,\s(?:in\s)?(?:the\s)?$")
"""Before the state in which a place lies that has been named: `in Dalbar, in the Republic of X`."""
_WHOSE_SIDE = re.compile(
    r"['’`]s\s(?:[\w-]+\s){0,4}(?:groups?|movements?|factions?|part(?:y|ies)|arm(?:y|ies)|militias?"
    r"|forces|rebels|insurgents|guerrillas?|militants|troops|fighters|organi[sz]ations?)\b"
)
"""Behind a name that only says whose a side is: `in Norva's largest rebel group`."""
_ELSEWHERE = re.compile(
    r"(?:(?<!\bbe\s)\b(?:based|exiled|living|headquartered|jailed|detained)\s(?:in|at)"
    r"|\b(?:criticism|pressure|support|aid|assistance|approval|condemnation|praise|reaction|message"
    r"|backing|encouragement|endorsement|outcry|reports?)\sfrom"
    r"|\b(?:government|authorities|regime|rulers|administration|embass(?:y|ies)|negotiators|mediators"
    r"|delegates|diplomats|delegations?)\s(?:in|from|at))\s(?:the\s)?$"
)
"""Before a place where someone is, or whence something comes, whatever is arranged elsewhere."""
_VIOLENCE = re.compile(
    r"\b(?:strikes?|shelling|attacks?|assaults?|bombings?|bombardments?|explosions?|raids?|clash(?:es|ed)"
    r"|skirmish(?:es|ed|ing)|battles?|killed|massacres?|casualties)\s(?:\w+\s)?"
    r"(?:in|over|on|at|near|around)\s(?:the\s)?$"
)
_ENDED = re.compile(
    r"\b(?:stop\w*|halt\w*|ceas\w+|end|ends|ended|ending|suspen\w+|refrain\w*|no|not|any|all"
    r"|prohibit\w*|avoid\w*|against|prevent\w*|after|following|without)\b"
)
"""Words by which violence at a place is what an arrangement ends, or what it follows."""
_DIRECTION_STEMS = frozenset({"nort", "sout", "east", "west"})
_ARRANGEMENT_STEMS = frozenset({"ceas", "truc", "hudn", "armi"})
_OF = re.compile(r"\sof\s")
_CAPITAL = re.compile(r"[A-Z][\w'’`-]*\s")
_ANYWHERE = re.compile(rf"(?<![\w-])({_DIRECTION}?{_PROPER})")
"""Names wherever they stand: places only where the gazetteer knows them."""

_DATELINE = re.compile(
    rf"(?:date\s[\d-]+\s)?({_PROPER})(?:,\s{_PROPER})?"
    r"(?:,?\s(?:\d{1,2}\s)?[A-Z][a-z]+\.?(?:\s\d{1,2})?(?:,?\s\d{4})?)?\s?"
    r"(?:\([A-Z][\w/ .-]{1,20}\)|[-–—]{1,3}\s|/[\w/]+/)"
)
"""The place where a report was written, before its day, its agency or a dash."""
_BEFORE = 80
_AFTER = 40
_AFTER_MOST, _AHEAD_MOST = 120, 120
"""How many letters at most stand between a place and the words on an arrangement before it, and
behind it."""


@dataclass(frozen=True, slots=True)
class _Cues:
    """Where places stand, and what looks like one and is none.

    Attributes:
        generic: Generic words, such as 'town', beside a place.
        features: Generic words that belong to a name: 'river', 'airfield'.
        beside: Where a place is named beside one, its name in the first group.
        talks: Words before a place where only talks were held.
        spoken: Words before a place where only someone spoke.
        made: Words before a town where it was only made.
        cuts: Words after which a sentence goes on about something else than an arrangement.
        towns: Words for a town before its name.
        named_before: Words of an instrument or an office before the place that it is named by.
        named_after: Words of an instrument behind the place that it is named by.
        not_names: Capitalized words that are no places.
        states: Names of states: places only where the text speaks of all of one.
        capitals: Seats of government: these stand for the state.
        adjectives: Adjectives of states.
        strife: Words for a conflict and for its end.
        scenes: Where the scene of a conflict is named, its name in the first group.
    """

    generic: AnyCue
    features: re.Pattern[str]
    beside: tuple[re.Pattern[str], ...]
    talks: re.Pattern[str]
    spoken: re.Pattern[str]
    made: re.Pattern[str]
    cuts: re.Pattern[str]
    towns: re.Pattern[str]
    named_before: re.Pattern[str]
    named_after: re.Pattern[str]
    not_names: frozenset[str]
    states: frozenset[str]
    capitals: frozenset[str]
    adjectives: frozenset[str]
    strife: AnyCue
    scenes: tuple[re.Pattern[str], ...]


@lru_cache(maxsize=4)
def _cues(vocabulary: Vocabulary) -> _Cues:
    places: dict[str, Any] = vocabulary.get("reading")["places"]
    countries: list[dict[str, Any]] = vocabulary.get("countries")["countries"]
    generic = to_expression([places["generic"]])
    strife, fighters = to_expression([places["strife"]]), to_expression([places["fighters"]])
    return _Cues(
        compile_any_cue([places["generic"]]),
        re.compile(rf"\s(?:{to_expression([places['features']])})(?!\w)"),
        (
            re.compile(rf"(?i:{generic})\s(?i:area\s)?of\s(?:the\s)?({_DIRECTION}?{_PROPER})"),
            re.compile(rf"({_DIRECTION}?{_PROPER})\s(?=(?i:{generic}))"),
        ),
        compile_any([places["talks"]]),
        compile_any([places["spoken"]]),
        compile_any([places["made"]]),
        compile_any([places["cuts"]]),
        re.compile(rf"{to_expression([places['towns']])}\s(?:of\s)?(?:the\s)?$"),
        re.compile(rf"{to_expression([places['named_before']])}\s(?:the\s)?$"),
        re.compile(rf"(?:['’]s)?\s(?:\w+\s)?{to_expression([places['named_after']])}"),
        calendar_of(vocabulary).names | frozenset(places["not_names"]),
        frozenset(n.casefold() for c in countries for n in (c["name"], *c.get("aliases", ()))),
        frozenset(n.casefold() for c in countries for n in c.get("capitals", ())),
        frozenset(n.casefold() for c in countries for n in c.get("adjectives", ())),
        compile_any_cue([places["strife"], places["fighters"]]),
        (
            re.compile(
                rf"(?i:\b{strife})\s(?:(?!and\b)[a-z-]+\s){{0,2}}?"
                rf"(?:in|of|for|across|over|throughout)\s(?:the\s)?({_DIRECTION}?{_PROPER})"
            ),
            re.compile(
                rf"({_DIRECTION}?{_PROPER})(?:['’]s)?\s(?:[a-z-]+\s)?(?i:{strife}|{fighters})\b"
            ),
        ),
    )


_NOT_TAKEN = frozenset({ActorKind.STATE, ActorKind.NAME, ActorKind.COLLECTIVE})
"""Mentions within which a place may stand."""


@dataclass(frozen=True, slots=True)
class Atlas:
    """The places of a page, looked up once for each of its sentences.

    Attributes:
        findings: What the page has.
    """

    findings: Findings
    _found: dict[Span, tuple[Located, ...]] = field(default_factory=dict)

    def places_in(self, sentence: Sentence) -> tuple[Located, ...]:
        """Return the places that a sentence, or the part of one, names."""
        if sentence.span not in self._found:
            self._found[sentence.span] = tuple(_iter_places(self.findings, sentence))
        return self._found[sentence.span]


def find_places(
    atlas: Atlas, relevant: Sequence[Sentence], told: Sequence[Span]
) -> tuple[Located, ...]:
    """Return the places that the words on an arrangement name, each once, as they come.

    Args:
        atlas: The places of the page.
        relevant: The sentences that speak of the arrangement.
        told: The words that name it or state its terms.
    """
    findings, found = atlas.findings, dict[str, Located]()
    told = sorted(told)
    starts = [span.start for span in told]
    is_arabic = findings.vocabulary.language == ARABIC
    for sentence in relevant:
        if sentence.kind is Kind.HEADLINE:
            continue
        near = slice(
            bisect_left(starts, sentence.span.start), bisect_left(starts, sentence.span.end)
        )
        held = [s for s in told[near] if sentence.span.contains(s)]
        held = [s for s in held if not any(s != t and s.contains(t) for t in held)] or held
        for located in atlas.places_in(sentence):
            if is_arabic or any(_is_told(findings, located.span, span) for span in held):
                found.setdefault(match_key(located.name), located)
    return tuple(found.values())


def _is_told(findings: Findings, place: Span, told: Span) -> bool:
    """Return whether a place belongs to words on an arrangement: nothing cuts it off from them."""
    start, end = (told.end, place.start) if place > told else (place.end, told.start)
    words, most = findings.page.folded[start:end], _AFTER_MOST if place > told else _AHEAD_MOST
    return len(words) <= most and _cues(findings.vocabulary).cuts.search(words) is None


def or_scene(
    atlas: Atlas, sentences: Sequence[Sentence], places: Sequence[Located]
) -> tuple[Located, ...]:
    """Return places, or where there are none the scene of the conflict, if one is told.

    Args:
        atlas: The places of the page, which is in English.
        sentences: The sentences that may tell of the conflict: `the war in Dalbar`.
        places: The places of the arrangement.
    """
    cues = _cues(atlas.findings.vocabulary)
    if places:
        return tuple(places)
    scene = _find_scene(atlas, sentences, cues)
    return (scene,) if scene else ()


def _find_scene(atlas: Atlas, sentences: Sequence[Sentence], cues: _Cues) -> Located | None:
    """Return the scene of a conflict: below a state before a state, the most named of several."""
    findings, found = atlas.findings, dict[str, list[Located]]()
    page = findings.page
    for sentence in sentences:
        start, end = sentence.span.start, sentence.span.end
        if cues.strife.search(page.folded, start, end, sentence.stems) is None:
            continue
        mentions = findings.mentions[sentence.index]
        taken = [m.span for m in mentions if m.kind not in _NOT_TAKEN]
        for pattern in cues.scenes:
            for match in pattern.finditer(page.text, start, end):
                name = _POSSESSIVE.sub("", match[1])
                span = _with_feature(page, sentence, match.start(1), len(name), cues)
                is_free = not any(span.overlaps(t) for t in taken)
                before = page.before(match.start(1), sentence, most=_BEFORE)
                if cues.named_before.search(before) or _ELSEWHERE.search(before):
                    continue
                if is_free and _may_be_scene(name, page.words(span), findings.vocabulary, cues):
                    located = Located(page.words(span), span)
                    found.setdefault(match_key(name), []).append(located)
    below = {key: all_ for key, all_ in found.items() if not _is_state(all_[0], cues)}
    most = max((below or found).values(), key=len, default=None)
    return most[0] if most else None


def _is_state(place: Located, cues: _Cues) -> bool:
    return place.name.casefold() in cues.states


def _may_be_scene(name: str, full: str, vocabulary: Vocabulary, cues: _Cues) -> bool:
    words = [word.casefold() for word in name.split()]
    if not cues.not_names.isdisjoint(words) or words[-1] in cues.adjectives:
        return False
    if name.casefold() in cues.capitals or _PEOPLE.search(name) is not None:
        return False
    is_known = is_place(name, vocabulary) or name.casefold() in cues.states
    return is_known or full != name or _IS_REGION.match(name) is not None


def find_places_in(findings: Findings, sentence: Sentence, span: Span) -> tuple[Located, ...]:
    """Return the places that a stretch of a sentence names, each once, from left to right."""
    found = [place for place in _iter_places(findings, sentence) if span.contains(place.span)]
    first = {match_key(place.name): place for place in sorted(found, key=lambda p: p.span)[::-1]}
    return tuple(sorted(first.values(), key=lambda place: place.span))


def _iter_places(findings: Findings, sentence: Sentence) -> Iterator[Located]:
    if findings.vocabulary.language == ARABIC:
        mentions = findings.mentions[sentence.index]
        found = iter_places(findings.page, sentence, mentions, findings.vocabulary)
        yield from (Located(name, span) for name, span in found)
        return
    page, cues = findings.page, _cues(findings.vocabulary)
    mentions = findings.mentions[sentence.index]
    namings = [n for n in findings.screened.namings if n.sentence == sentence.index]
    taken = [m.span for m in mentions if m.kind not in _NOT_TAKEN]
    if (line := _DATELINE.match(page.text, sentence.span.start, sentence.span.end)) is not None:
        taken.append(Span(*line.span()))
    stretch = (page.folded, sentence.span.start, sentence.span.end, sentence.stems)
    is_beside = cues.generic.search(*stretch) is not None
    is_toward = not sentence.stems.isdisjoint(_DIRECTION_STEMS)
    for pattern in (
        *(_beside(page, sentence, cues) if is_beside else ()),
        *((_SIDE_OF, _FAR_QUARTER) if is_toward else ()),
        *((_LINE,) if not sentence.stems.isdisjoint(_LINE_STEMS) else ()),
        _IN,
        *((_QUARTER_OF,) if is_toward else ()),
        *((_BEFORE_NAME,) if _names_before(page, sentence) else ()),
        _ANYWHERE,
    ):
        for match in pattern.finditer(page.text, sentence.span.start, sentence.span.end):
            name = _POSSESSIVE.sub("", match[1])
            before = page.before(match.start(1), sentence, most=_BEFORE)
            if any(Span(*match.span(1)).overlaps(t) for t in taken) or cues.talks.search(before):
                continue
            after = page.folded[match.end(1) : min(match.end(1) + _AFTER, sentence.span.end)]
            if cues.named_after.match(after) or cues.named_before.search(before):
                continue
            if _ELSEWHERE.search(before) or _is_background(
                name, before, page.text, match, findings.vocabulary
            ):
                continue
            named = [n.span.end for n in namings if n.span.end <= match.start(1)]
            spoke = before if not named else page.folded[named[-1] : match.start(1)]
            is_town = pattern in {_IN, _ANYWHERE} or cues.towns.search(before) is not None
            is_town = is_town and not _IS_REGION.match(match[1])
            is_town = is_town and name.casefold() not in cues.states
            if cues.spoken.search(spoke) or (is_town and cues.made.search(before)):
                continue
            if pattern is _LINE or pattern is _FAR_QUARTER:
                taken.append(Span(*match.span(1)))
                yield Located(match[1], Span(*match.span(1)))
                continue
            is_state = pattern is _BEFORE_NAME and name.casefold() in cues.states
            by_name = pattern is _ANYWHERE or pattern is _BEFORE_NAME
            if by_name and not is_state and not is_place(name, findings.vocabulary):
                continue
            if is_state or _may_be_place(name, before, cues):
                span = _with_feature(page, sentence, match.start(1), len(name), cues)
                taken.append(span)
                yield Located(page.words(span), span)
                yield from _iter_listed(findings, sentence, span, taken, cues)


def _is_background(
    name: str,
    before: str,
    text: str,
    match: re.Match[str],
    vocabulary: Vocabulary,
) -> bool:
    """Return whether a place is that of violence told of, of a side, or only around another."""
    if _VIOLENCE.search(before) is not None and _ENDED.search(before) is None:
        return True
    start, end = match.start(1), match.start(1) + len(name)
    is_state = name.casefold() in _cues(vocabulary).states
    if _WHOSE_SIDE.match(text, end) is not None:
        return is_state or not is_place(name, vocabulary)
    if not is_state:
        return False
    larger = _IN_LARGER.search(text, max(0, start - _BEFORE), start)
    return larger is not None or _SAYS.match(text, end) is not None


def _beside(page: Page, sentence: Sentence, cues: _Cues) -> Iterator[re.Pattern[str]]:
    """Yield the expressions for a place beside a generic word that a sentence can bear."""
    before, after = cues.beside
    start, end = sentence.span.start, sentence.span.end
    if _OF.search(page.text, start, end) is not None:
        yield before
    match = cues.generic.pattern.match
    if any(match(page.folded, m.end(), end) for m in _CAPITAL.finditer(page.text, start, end)):
        yield after


def _names_before(page: Page, sentence: Sentence) -> bool:
    """Return whether a capital may stand before the word for an arrangement in a sentence."""
    if _ARRANGEMENT_STEMS.isdisjoint(sentence.stems):
        return False
    start, end = sentence.span.start, sentence.span.end
    return _CAPITAL_BEFORE_NAME.search(page.text, start, end) is not None


def _with_feature(page: Page, sentence: Sentence, start: int, length: int, cues: _Cues) -> Span:
    """Return the span of a name with the word that belongs to it: `Litani River`."""
    name, end = Span(start, start + length), sentence.span.end
    feature = cues.features.match(page.folded, name.end, end)
    if feature is not None:
        return Span(start, feature.end())
    generic = cues.generic.pattern.match(page.folded, min(name.end + 1, end), end)
    is_name = generic is not None and page.text[generic.start()].isupper()
    return Span(start, generic.end()) if generic is not None and is_name else name


def _may_be_place(name: str, before: str, cues: _Cues) -> bool:
    words = [word.casefold() for word in name.split()]
    is_compound = _COMPOUND.search(name) is not None
    is_people = _PEOPLE.search(name) is not None and before.endswith("the ")
    if (
        is_compound
        or is_people
        or not cues.not_names.isdisjoint(words)
        or words[-1] in cues.adjectives
    ):
        return False
    if name.casefold() in cues.states:
        return _ALL_OVER.search(before) is not None
    return name.casefold() not in cues.capitals or _AROUND.search(before) is not None


def _iter_listed(
    findings: Findings, sentence: Sentence, after: Span, taken: list[Span], cues: _Cues
) -> Iterator[Located]:
    """Yield the places that follow one in a list: `Manbij, Tabqah and Raqqah`.

    What no *and* joins to it, near or far, has to be known: it may be whoever acts next.
    """
    page, end = findings.page, after.end
    joined = _JOINED.match(page.text, end, sentence.span.end)
    while (match := _LIST.match(page.text, end, sentence.span.end)) is not None:
        span = Span(*match.span(1))
        is_none = not _may_be_place(match[1], "", cues)
        if is_none or any(span.overlaps(t) for t in taken):
            return
        if joined is None and not is_place(match[1], findings.vocabulary):
            return
        taken.append(span)
        yield Located(match[1], span)
        end = match.end()
