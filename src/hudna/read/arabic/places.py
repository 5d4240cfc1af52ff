"""Places: where an arrangement applies, as an Arabic text names it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any

from hudna.read.actors import ActorKind, Mention
from hudna.read.arabic.knowledge import knowledge_of
from hudna.read.arabic.words import ARTICLE, TO_THE, Word, name_in, readings_of, words_of
from hudna.read.structure import Page, Sentence
from hudna.text.folding import folded, match_key
from hudna.text.spans import Span
from hudna.vocabulary import Vocabulary
from hudna.vocabulary.cues import compile_any, to_expression
from hudna.vocabulary.gazetteer import is_place

_WORDS_MOST = 3
_BEFORE = 80
_BETWEEN = re.compile(r"[\s\"]{1,3}")
_LISTED = re.compile(r"\s?[،,]?\s?(?:و\s?)?(?:في\s|من\s|الي\s)?\"?")
_NUMBER = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class _Cues:
    generic: re.Pattern[str]
    features: re.Pattern[str]
    directions: re.Pattern[str]
    talks: re.Pattern[str]
    inside: re.Pattern[str]
    not_names: frozenset[str]
    frontier: re.Pattern[str]
    named: re.Pattern[str]
    actions: re.Pattern[str]
    lies: re.Pattern[str]
    weak: re.Pattern[str]


@lru_cache(maxsize=2)
def _cues(vocabulary: Vocabulary) -> _Cues:
    places: dict[str, Any] = vocabulary.get("reading")["places"]
    months: list[str] = vocabulary.get("reading")["months_that_are_words"]
    return _Cues(
        re.compile(to_expression([places["generic"]])),
        re.compile(to_expression([places["features"]])),
        re.compile(to_expression([places["directions"]])),
        compile_any([places["talks"]]),
        re.compile(to_expression([places["in"]])),
        frozenset(folded(word) for word in (*places["not_names"], *months)),
        re.compile(r"(?:ال)?حدود"),
        compile_any(vocabulary.get("reading")["arrangements"]),
        re.compile(to_expression(vocabulary.get("reading")["clauses_after_and"][:3])),
        re.compile(to_expression([places["lies"]]) + r"\s*$"),
        re.compile(to_expression([places["weak"]])),
    )


def iter_places(
    page: Page, sentence: Sentence, mentions: Sequence[Mention], vocabulary: Vocabulary
) -> Iterator[tuple[str, Span]]:
    """Yield the places that a sentence names, each with its name, from left to right."""
    cues, words = _cues(vocabulary), words_of(page.folded, sentence.span)
    taken = [m.span for m in mentions if m.kind not in _NOT_TAKEN or _is_long_state(m)]
    last: Span | None = None
    names: list[str] = []
    index = 0
    while index < len(words):
        listed = _listed(page, words, index, vocabulary)
        if listed and not any(span.overlaps(t) for span in listed for t in taken):
            for span in listed:
                names.append(match_key(page.words(span)))
                yield page.words(span), span
            last = listed[-1]
            while index < len(words) and words[index].start() < last.end:
                index += 1
            continue
        found = _place_at(page, words, index, last, vocabulary)
        if found is None:
            index += 1
            continue
        name, span, count = found
        before = page.before(span.start, sentence, most=_BEFORE)
        talk = cues.talks.search(before)
        is_list = last is not None and _LISTED.fullmatch(page.folded, last.end, span.start)
        is_talk = talk is not None and not is_list and not cues.named.search(before, talk.end())
        if cues.lies.search(before) or _lies_there(page, span, last, cues):
            index += count
            continue
        is_part = any(known.endswith(f" {match_key(name)}") for known in names)
        if any(span.overlaps(t) for t in taken) or is_talk or is_part:
            index += 1
            continue
        last = span
        names.append(match_key(name))
        yield name, span
        index += count


_LIST_ITEM = re.compile(
    r"(?:[،,]\s?و?|\s(?=\w))\"?(?P<name>\w{3,}(?:\s\w{2,}){0,2})\"?(?=\s?[،,]|\s(?:عبر|في|الي|من|علي)\s)"
)
_LIST_LEAST = 3


def _listed(
    page: Page, words: list[re.Match[str]], index: int, vocabulary: Vocabulary
) -> tuple[Span, ...]:
    """Return the places that commas list behind a plural: `أحياء A، وB C، وD`, three at least."""
    if _PLURAL.fullmatch(words[index].group()) is None:
        return ()
    knowledge, found, end = knowledge_of(vocabulary), [], words[index].end()
    while (item := _LIST_ITEM.match(page.folded, end, words[-1].end() + 1)) is not None:
        parts = item["name"].split()
        if any(knowledge.not_in_names.fullmatch(w) or _NUMBER.search(w) for w in parts):
            break
        found.append(Span(*item.span("name")))
        end = item.end()
    return tuple(found) if len(found) >= _LIST_LEAST else ()


def _lies_there(page: Page, span: Span, last: Span | None, cues: _Cues) -> bool:
    """Return whether words only say where the place before them lies: `حي X شرقي Y`."""
    first = page.folded_words(span).split()[0]
    if last is None or cues.directions.fullmatch(first) is None:
        return False
    return page.folded[last.end : span.start].isspace()


def _is_long_state(mention: Mention) -> bool:
    return mention.kind is ActorKind.STATE and " " in mention.name


_NOT_TAKEN = frozenset({ActorKind.STATE, ActorKind.NAME, ActorKind.COLLECTIVE, ActorKind.SIDES})


def _place_at(
    page: Page,
    words: list[re.Match[str]],
    index: int,
    last: Span | None,
    vocabulary: Vocabulary,
) -> tuple[str, Span, int] | None:
    """Return the name of the place that begins at a word, its span and how many words it has."""
    cues, match = _cues(vocabulary), words[index]
    if cues.generic.fullmatch(match.group()) or cues.directions.fullmatch(match.group()):
        return _behind_generic(page, words, index, vocabulary)
    before = words[index - 1] if index else None
    is_led = before is not None and cues.inside.fullmatch(before.group()) is not None
    is_led = (
        is_led
        and _BETWEEN.fullmatch(page.folded, words[index - 1].end(), match.start()) is not None
    )
    joined = next((w for w in readings_of(match) if w.span.start > match.start()), None)
    is_listed = (
        last is not None and _LISTED.fullmatch(page.folded, last.end, match.start()) is not None
    )
    with_in = match.group()[:1] == "ب" or match.group()[:2] in {"وب", "فب"}
    opens = page.folded[max(match.start() - 1, 0) : match.start()] == "("
    if not (is_led or is_listed or with_in or opens or (joined and _follows(page, last, match))):
        return None
    for word in readings_of(match):
        if (
            with_in
            and not is_led
            and word.text[:1] == match.group()[:1]
            and word.span.start == match.start()
        ):
            continue
        found = _known(page, words, index, word, vocabulary)
        if found is None:
            continue
        name, span, count = found
        is_inside = with_in or (is_led and before is not None and before.group() in _INSIDE)
        if _is_state(match_key(name), vocabulary) and not is_inside:
            return None
        return name, span, count
    return None


_INSIDE = frozenset(["في", "داخل", "وفي"])


def _follows(page: Page, last: Span | None, match: re.Match[str]) -> bool:
    return last is not None and _LISTED.fullmatch(page.folded, last.end, match.start()) is not None


def _is_state(key: str, vocabulary: Vocabulary) -> bool:
    return key in knowledge_of(vocabulary).states


def _known(
    page: Page, words: list[re.Match[str]], index: int, first: Word, vocabulary: Vocabulary
) -> tuple[str, Span, int] | None:
    """Return the longest known name of a place that begins at a word."""
    knowledge, cues = knowledge_of(vocabulary), _cues(vocabulary)
    is_other = first.text in cues.not_names or cues.actions.fullmatch(first.text) is not None
    if first.text in knowledge.seats or is_other:
        return None
    for count in range(_WORDS_MOST, 0, -1):
        held = words[index : index + count]
        if len(held) < count or not _adjoin(page, held):
            continue
        span = Span(first.span.start, held[-1].end())
        key = match_key(" ".join([first.text, *(w.group() for w in held[1:])]))
        if is_place(key, vocabulary) or key in knowledge.states:
            return name_in(page.words(span), first), span, count
    return None


def _adjoin(page: Page, words: list[re.Match[str]]) -> bool:
    return all(_BETWEEN.fullmatch(page.folded, a.end(), b.start()) for a, b in pairwise(words))


def _behind_generic(
    page: Page,
    words: list[re.Match[str]],
    index: int,
    vocabulary: Vocabulary,
) -> tuple[str, Span, int] | None:
    """Return the place named behind a generic word: `مدينة X`, `شمال X`, `الحدود اللبنانية`."""
    cues, knowledge, head = _cues(vocabulary), knowledge_of(vocabulary), words[index]
    position = index + 1
    if position >= len(words) or not _adjoin(page, words[index : position + 1]):
        return None
    first = _bare_head(head)
    if cues.directions.fullmatch(head.group()) and words[position].group() == "العاصمه":
        return _by_capital(page, words, index, first, vocabulary)
    keeps_head = cues.features.fullmatch(head.group()) is not None
    if cues.generic.fullmatch(words[position].group()) and position + 1 < len(words):
        keeps_head = cues.directions.fullmatch(head.group()) is not None
        if not keeps_head:
            return None
        position += 1
        if not _adjoin(page, words[position - 1 : position + 1]):
            return None
    word = words[position]
    if cues.frontier.match(first.text) and knowledge.state_of(word.group()):
        span = Span(first.span.start, word.end())
        return page.words(span), span, position + 1 - index
    reading = next(iter(readings_of(word)))
    is_side = cues.directions.fullmatch(head.group()) is not None
    known = _known(page, words, position, reading, vocabulary)
    if known is None and is_side and word.group() in knowledge.seats:
        known = page.words(Span(*word.span())), Span(*word.span()), 1
    if known is not None:
        name, span, count = known
    else:
        is_weak = cues.weak.fullmatch(words[position - 1].group()) is not None
        shaped = _shaped(page, words, position, vocabulary)
        if shaped is None or is_weak or cues.directions.fullmatch(head.group()):
            return None
        span, count = shaped
        name = page.words(span)
    if keeps_head and (position == index + 1 or cues.directions.fullmatch(head.group())):
        span = Span(first.span.start, span.end)
        name = name_in(page.words(span), first)
    return name, span, position + count - index


_PLURAL = re.compile(r"[وف]?[بل]?(?:ال)?(?:احياء|مناطق|مدن|قري|بلدات|محافظات|مخيمات|ولايات)")


def _by_capital(
    page: Page, words: list[re.Match[str]], index: int, first: Word, vocabulary: Vocabulary
) -> tuple[str, Span, int] | None:
    """Return the place that lies to a side of a capital: `جنوب العاصمة السورية دمشق`."""
    knowledge, end = knowledge_of(vocabulary), index + 1
    while end + 1 < len(words) and _adjoin(page, words[end : end + 2]):
        follows = words[end + 1].group()
        is_known = follows in knowledge.places or follows in knowledge.seats
        if not is_known and knowledge.state_of(follows) is None:
            break
        end += 1
    if end == index + 1:
        return None
    side, capital = Span(first.span.start, words[index].end()), Span(*words[end].span())
    span = Span(side.start, capital.end)
    return f"{page.words(side)} {page.words(capital)}", span, end + 1 - index


def _bare_head(match: re.Match[str]) -> Word:
    readings = list(readings_of(match))
    longest = readings[0]
    bare = [r for r in readings if r.text.startswith(ARTICLE)] or readings[1:]
    cut = longest.text.startswith(("و", "ف", "ب", "ل", "ك"))
    return (
        bare[-1]
        if bare and cut and not longest.text.startswith(("وادي", "ولاي", "وسط"))
        else longest
    )


def _shaped(
    page: Page, words: list[re.Match[str]], index: int, vocabulary: Vocabulary
) -> tuple[Span, int] | None:
    """Return the words behind a generic one that may name a place nobody lists."""
    knowledge, cues, word = knowledge_of(vocabulary), _cues(vocabulary), words[index]
    text = word.group()
    if text in cues.not_names or knowledge.not_in_names.fullmatch(text) or _NUMBER.search(text):
        return None
    if knowledge.state_of(text) or len(text) < 3 or text.startswith((TO_THE, "و")):
        return None
    if text.endswith("ه") and text.startswith(ARTICLE) and _PLURAL.match(words[index - 1].group()):
        return None
    if cues.generic.fullmatch(text) or text.endswith("يه") or text in knowledge.seats:
        return None
    end, count = word.end(), 1
    if (
        text.startswith(ARTICLE)
        and index + 1 < len(words)
        and _adjoin(page, words[index : index + 2])
    ):
        follows = words[index + 1].group()
        is_adjective = follows.startswith(ARTICLE) and follows.endswith(("ي", "يه"))
        if is_adjective and not knowledge.state_of(follows):
            end, count = words[index + 1].end(), 2
    return Span(word.start(), end), count
