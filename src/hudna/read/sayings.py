"""Sayings: what voices say, read over the whole page by one grammar.

Who speaks is named before what is said, behind it or within it (`X said that …`, `“…,” said X`,
`the truce, X said, …`), or not at all, where a quotation goes on. A verb tells that someone
speaks; its subject is read from the words beside it, known names or not, and a pronoun stands for
who spoke last.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from typing import Any

from hudna.read.actors import ActorKind, Mention
from hudna.read.calendars import calendar_of
from hudna.read.knowledge import Knowledge, knowledge_of
from hudna.read.quotations import Quotations, find_quotations
from hudna.read.structure import Kind, Page, Sentence
from hudna.read.voices import DOCUMENT
from hudna.text.spans import Span, stripped
from hudna.vocabulary import Vocabulary
from hudna.vocabulary.cues import AnyCue, compile_any_cue

SAYS = "says"
_TELLING = frozenset({SAYS, "confirms", "denies", "accuses", "threatens", "predicts"})
"""The family of verbs that tell no more than that someone speaks."""


@dataclass(frozen=True, slots=True)
class Saying:
    """What a voice says in one sentence.

    Attributes:
        speaker: Who speaks, as the page calls them most fully.
        family: What the verb makes of it: a stance, or `SAYS`.
        frame: Who speaks and the verb; none where a quotation goes on.
        verb: The verb, where there is one.
        said: What is said.
        sentence: The index of its sentence.
        is_quoted: Whether it stands between quotation marks.
    """

    speaker: str
    family: str
    frame: Span | None
    verb: Span | None
    said: Span
    sentence: int
    is_quoted: bool


@dataclass(frozen=True, slots=True)
class _Verb:
    family: str
    form: str
    after: frozenset[str]
    is_noun: bool


@dataclass(frozen=True, slots=True)
class _Lexicon:
    verbs: Mapping[str, tuple[_Verb, ...]]
    adverbs: frozenset[str]
    times: frozenset[str]
    places: frozenset[str]
    stops: frozenset[str]
    joints: frozenset[str]
    people: frozenset[str]
    offices: frozenset[str]
    adjectives: frozenset[str]
    issued: frozenset[str]
    nouns: AnyCue
    bare: re.Pattern[str]
    papers: re.Pattern[str]


_BASE, _THIRD, _PAST, _ING = "base", "third", "past", "ing"
_VOWELS = frozenset("aeiou")


def _third(verb: str) -> str:
    if verb.endswith(("s", "x", "z", "ch", "sh", "o")):
        return f"{verb}es"
    if verb.endswith("y") and verb[-2] not in _VOWELS:
        return f"{verb[:-1]}ies"
    return f"{verb}s"


def _past(verb: str) -> str:
    if verb.endswith("e"):
        return f"{verb}d"
    if verb.endswith("y") and verb[-2] not in _VOWELS:
        return f"{verb[:-1]}ied"
    return f"{verb}ed"


def _ing(verb: str) -> str:
    is_silent = verb.endswith("e") and not verb.endswith(("ee", "oe", "ye"))
    return f"{verb[:-1] if is_silent else verb}ing"


def _forms(words: Sequence[str]) -> Iterator[tuple[str, str]]:
    verb, *others = words
    yield verb, _BASE
    yield _third(verb), _THIRD
    pasts = [word for word in others if not word.endswith(("ing", "s"))]
    for past in pasts or [_past(verb)]:
        yield past, _PAST
    yield from ((word, _ING) for word in [*(w for w in others if w.endswith("ing")), _ing(verb)])


@lru_cache(maxsize=4)
def _lexicon(vocabulary: Vocabulary) -> _Lexicon:
    reading: dict[str, Any] = vocabulary.get("reading")
    nouns = frozenset(reading["saying_nouns"])
    verbs: dict[str, list[_Verb]] = {}
    for family, entries in reading["saying_verbs"].items():
        for entry in entries:
            words, _, after = entry.partition("/")
            verb = words.split()
            for word, form in _forms(verb):
                here = _Verb(family, form, frozenset(after.split()), verb[0] in nouns)
                verbs.setdefault(word, []).append(here)
    calendar = calendar_of(vocabulary)
    times = {name.casefold() for name in calendar.names} | set(reading["saying_times"])
    return _Lexicon(
        {word: tuple(known) for word, known in verbs.items()},
        frozenset(reading["saying_adverbs"]),
        frozenset(times),
        frozenset(reading["saying_places"]),
        frozenset(reading["saying_stops"]),
        frozenset(reading["saying_joints"]),
        frozenset(reading["saying_people"]),
        frozenset(reading["saying_offices"]),
        frozenset(reading["saying_adjectives"]),
        frozenset(reading["saying_issues"]),
        compile_any_cue(reading["speech_nouns"]),
        compile_any_cue(reading["bare_sides"]).pattern,
        compile_any_cue(reading["not_sources"]).pattern,
    )


@dataclass(frozen=True, slots=True)
class _Token:
    start: int
    end: int
    low: str
    is_word: bool
    is_capital: bool


_TOKEN = re.compile(r"\w+(?:[.'’`&/-]+\w+)*|[^\w\s]")
_QUOTE = '"'
_DETERMINERS = frozenset(
    "the a an some many several his her its their our my one other others two three both all most "
    "another any certain various few multiple".split()
)
_COUNTED = frozenset("one some many several two three most all both".split())
_PERSONAL = frozenset({"he", "she"})
_PRONOUNS = _PERSONAL | {"it", "they", "who", "which"}
_BE = frozenset({"was", "were", "is", "are", "been", "be", "being"})
_TURNS = frozenset("after while but because although as something".split())
_ENDS = frozenset({"", ".", ",", "on", "in", "at", "late", "early", "yesterday", "today"})
_TO_SOMEONE = frozenset({"told", "informed", "assured", "reminded"})
_IN_NAMES = frozenset({"and", "of", "for"})
_WHERE = frozenset({"in", "at", "from"})
_JOINED = frozenset({"and", "or", "but", ","})
_NO_ONE = frozenset({"neither", "no", "none", "nor"})
_DID = frozenset({"did", "do", "does"})
_TO = frozenset({"to", "not", "n't", "never", "without", "yet"})
_PREPOSITIONS = frozenset(
    "in on at during via through by for after from over before following amid".split()
)
_OPENING = _PREPOSITIONS | {"as", "under", "with", "despite", "while", "when", "once", "if"}
_MODALS = frozenset({"will", "would", "could", "should", "may", "might", "must", "can", "cannot"})
_COMMAS = frozenset({",", "-", "–", "—"})
_ASIDE_MOST, _NAME_MOST, _PHRASE_MOST, _FRAME_MOST = 28, 18, 9, 12


def iter_sayings(
    page: Page, mentions: Mapping[int, Sequence[Mention]], vocabulary: Vocabulary
) -> Iterator[Saying]:
    """Yield what voices say on a page, sentence by sentence."""
    yield from _Reader(page, mentions, vocabulary).read()


@dataclass(slots=True)
class _Discourse:
    """Who has spoken and who is spoken of, up to a sentence."""

    spoke: str | None = None
    person: str | None = None
    body: str | None = None
    group: str | None = None
    fuller: dict[str, str] = field(default_factory=dict)
    titled: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Subject:
    speakers: tuple[str, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Frame:
    """Who speaks by which verb: token numbers of where it begins, and behind its end."""

    speakers: tuple[str, ...]
    family: str
    start: int
    end: int
    verb: int
    is_behind: bool = False
    is_participle: bool = False


class _Reader:
    """Reads a page from its first sentence to its last; who spoke last is carried along."""

    def __init__(
        self, page: Page, mentions: Mapping[int, Sequence[Mention]], vocabulary: Vocabulary
    ) -> None:
        self._page = page
        self._mentions = mentions
        self._lexicon = _lexicon(vocabulary)
        self._knowledge: Knowledge = knowledge_of(vocabulary)
        self._quotations: Quotations = find_quotations(page)
        self._told = _Discourse()

    def read(self) -> Iterator[Saying]:
        waiting: list[Sentence] = []
        line = 0
        for sentence in self._page.sentences:
            here = sentence.span.start
            if "\n" in self._page.text[line:here]:
                yield from self._go_on(waiting, self._told.spoke)
                waiting = []
            line = here
            if sentence.kind is Kind.HEADLINE and not self._is_prose(sentence):
                continue
            tokens = self._tokens(sentence)
            frames = self._frames(sentence, tokens)
            quoted = self._quotations.share_of(sentence.span)
            if not frames and quoted > _MOSTLY:
                waiting.append(sentence)
            elif frames:
                before = (
                    frames[0].speakers[-1] if self._is_behind_quotation(tokens, frames[0]) else None
                )
                yield from self._go_on(waiting, before or self._told.spoke)
                waiting = []
                yield from self._sayings(sentence, tokens, frames)
                told = [f for f in frames if f.family in _TELLING or f.is_behind]
                if told:
                    self._told.spoke = told[-1].speakers[0]
            else:
                yield from self._go_on(waiting, self._told.spoke)
                waiting = []
            self._remember(sentence)
        yield from self._go_on(waiting, self._told.spoke)

    def _is_prose(self, sentence: Sentence) -> bool:
        """Return whether what is laid out as a headline ends as a sentence does."""
        return self._page.text[sentence.span.end - 1] in '.”"'

    def _go_on(self, waiting: Sequence[Sentence], speaker: str | None) -> Iterator[Saying]:
        """Yield sentences that are quoted whole as their speaker's."""
        for sentence in waiting if speaker is not None else ():
            assert speaker is not None
            yield Saying(speaker, SAYS, None, None, sentence.span, sentence.index, is_quoted=True)

    def _is_behind_quotation(self, tokens: Sequence[_Token], frame: _Frame) -> bool:
        return frame.is_behind and any(t.low == _QUOTE for t in tokens[: frame.start])

    def _remember(self, sentence: Sentence) -> None:
        for mention in self._mentions.get(sentence.index, ()):
            if mention.kind is ActorKind.PERSON:
                self._keep_person(mention.name)
            elif mention.kind in _BODIES and " " in mention.name and " of " not in mention.name:
                self._told.fuller.setdefault(mention.name.split()[-1].casefold(), mention.name)
        first = next(iter(self._mentions.get(sentence.index, ())), None)
        if first is not None and first.kind is ActorKind.PERSON:
            known = set((self._told.person or "").casefold().split())
            if known.isdisjoint(first.name.casefold().split()):
                self._told.person = self._full(first.name)
        elif first is not None and first.kind in _BODIES:
            self._told.body = first.name
        group = self._first_group(sentence)
        if group is not None and self._lexicon.bare.fullmatch(group.casefold()) is None:
            self._told.group = group

    def _keep_person(self, name: str) -> None:
        last = name.split()[-1].casefold()
        if " " in name and len(last) > _SURNAME_LEAST:
            self._told.fuller.setdefault(last, name)
            self._told.fuller.setdefault(_ARTICLE.sub("", last), name)

    def _full(self, name: str) -> str:
        return self._told.fuller.get(name.casefold(), name)

    # --- Words ---

    def _tokens(self, sentence: Sentence) -> list[_Token]:
        """Return the words and marks of a sentence, each quotation as one mark."""
        page, tokens = self._page, []
        held: Span | None = None
        for match in _TOKEN.finditer(page.text, sentence.span.start, sentence.span.end):
            quotation = self._quotations.at(match.start())
            if quotation is not None:
                if quotation != held:
                    end = min(quotation.end, sentence.span.end)
                    start = max(quotation.start, sentence.span.start)
                    tokens.append(_Token(start, end, _QUOTE, is_word=False, is_capital=False))
                held = quotation
                continue
            word = match.group()
            if word in _MARKS:
                continue
            if word == "." and match.end() < sentence.span.end:
                continue
            low = page.folded[match.start() : match.end()]
            is_word = word[0].isalnum()
            tokens.append(_Token(match.start(), match.end(), low, is_word, word[0].isupper()))
        return tokens

    # --- Frames ---

    def _frames(self, sentence: Sentence, tokens: Sequence[_Token]) -> list[_Frame]:
        """Return who speaks in a sentence by which verbs, from left to right."""
        frames: list[_Frame] = []
        for number, token in enumerate(tokens):
            if not token.is_word:
                continue
            if token.low == "according" or token.low == "citing":
                frame = self._according(sentence, tokens, number)
                if frame is not None:
                    frames.append(frame)
                continue
            if token.low in _DID and frames and tokens[number - 1].low in {"as", "so"}:
                also = self._subject_behind(sentence, tokens, number + 1)
                if also is not None:
                    family, end = frames[-1].family, also.end
                    frames.append(
                        _Frame(also.speakers, family, number - 1, end, number, is_behind=True)
                    )
                continue
            verb = self._verb_at(tokens, number)
            if verb is None:
                continue
            frame = self._frame(sentence, tokens, number, verb, frames)
            if frame is not None and not self._is_within(tokens, frame, frames):
                if frame.is_behind and frames and tokens[frame.verb].low == "reported":
                    continue
                if frame.is_behind and tokens[frame.verb].low not in _DID:
                    frames = self._outside(tokens, frame, frames)
                frames.append(frame)
        return frames

    def _outside(
        self, tokens: Sequence[_Token], frame: _Frame, frames: Sequence[_Frame]
    ) -> list[_Frame]:
        """Return the frames before one that stands behind what is said, without those in that."""
        if frame.family != SAYS or tokens[frame.start - 1].low == _QUOTE:
            return list(frames)
        low = [t.low for t in tokens[: frame.start]]
        begin = max((n for n, word in enumerate(low) if word == ";"), default=-1)
        return [f for f in frames if f.is_behind or f.start < begin]

    def _is_within(self, tokens: Sequence[_Token], frame: _Frame, frames: Sequence[_Frame]) -> bool:
        """Return whether someone only speaks in what another says: `X said Y had rejected it`."""
        outer = next((f for f in reversed(frames) if f.family in _TELLING), None)
        if outer is None or outer.is_behind or frame.is_behind or frame.start < outer.end:
            return False
        is_relative = tokens[frame.start].low in {"who", "which"} and frame.family != SAYS
        if frame.speakers == outer.speakers or is_relative:
            return False
        between = [t.low for t in tokens[outer.end : frame.start]]
        only_makes = tokens[outer.verb].low.startswith(("announc", "declar"))
        if only_makes and "that" not in between and not _TURNS.isdisjoint(between):
            return False
        if between and between[-1] == "but":
            return False
        return not any(mark in between for mark in (";", "while", "whereas")) and not any(
            one in _COMMAS | {_QUOTE} and other in {"and", "but"}
            for one, other in pairwise(between[-2:] if len(between) > 1 else ["", ""])
        )

    def _verb_at(self, tokens: Sequence[_Token], number: int) -> _Verb | None:
        """Return the verb of speech that a word is, told from nouns and infinitives."""
        token = tokens[number]
        known = self._lexicon.verbs.get(token.low)
        if known is None or (token.is_capital and number > 0):
            return None
        following = tokens[number + 1] if number + 1 < len(tokens) else None
        behind = following.low if following is not None else ""
        is_open = behind in {":", "that", _QUOTE} or (
            behind in _COMMAS and number + 2 < len(tokens) and tokens[number + 2].low == _QUOTE
        )
        before = tokens[number - 1].low if number else ""
        is_last = token.low.endswith("ed") and behind in _ENDS
        for verb in known:
            if verb.after and not ("quote" in verb.after and (is_open or is_last)):
                ahead = {t.low for t in tokens[number + 1 : number + 2 + (verb.family == "doubts")]}
                if verb.after.isdisjoint(ahead):
                    continue
            if (
                verb.form != _PAST
                and verb.is_noun
                and not is_open
                and not verb.after
                and verb.form != _ING
            ):
                continue
            if verb.form == _BASE and (before in _TO or before in _MODALS or before in _JOINED):
                return None
            if before in _DETERMINERS or before.endswith(("'s", "s'")) or before == "of":
                return None
            return verb
        return None

    def _in_paper(
        self,
        sentence: Sentence,
        tokens: Sequence[_Token],
        number: int,
        frames: Sequence[_Frame],
    ) -> _Frame | None:
        """Return who has a paper say something: `X issued a statement saying …`."""
        for verb in range(number - 2, max(number - 7, 0), -1):
            if tokens[verb].low in self._lexicon.issued:
                subject = self._subject_before(sentence, tokens, verb, frames)
                if subject is None:
                    return None
                return _Frame(subject.speakers, SAYS, subject.start, number + 1, number)
        return None

    def _ends_at(self, tokens: Sequence[_Token], end: int) -> bool:
        """Return whether nothing more is said behind a subject: the sentence ends, or its frame."""
        low = tokens[end].low if end < len(tokens) else ""
        return low in _ENDS | _PREPOSITIONS or low in self._lexicon.times

    def _is_last(self, tokens: Sequence[_Token], number: int) -> bool:
        return number + 1 >= len(tokens) or tokens[number + 1].low in _ENDS - {","}

    def _frame(
        self,
        sentence: Sentence,
        tokens: Sequence[_Token],
        number: int,
        verb: _Verb,
        frames: Sequence[_Frame],
    ) -> _Frame | None:
        before = tokens[number - 1].low if number else ""
        end = number + 1
        if verb.form == _ING:
            if verb.family == SAYS and before in _PAPER_NAMES:
                return self._in_paper(sentence, tokens, number, frames)
            if verb.family == SAYS and (end >= len(tokens) or tokens[end].low != ":"):
                return None
            if before in _BE - {"been", "be", "being"} and verb.family != SAYS:
                subject = self._subject_before(sentence, tokens, number - 1, frames)
                if subject is not None:
                    who = subject.speakers
                    return _Frame(who, verb.family, subject.start, end, number)
            if before not in _COMMAS and before not in {"and", "by", "", _QUOTE}:
                start = self._noun_phrase(tokens, number)
                if start is None or start == 0 or tokens[start - 1].low != "with":
                    return None
                name = self._name_of(sentence, tokens, start, number)
                if name is None:
                    return None
                return _Frame((name,), verb.family, start, end, number, is_participle=True)
            if verb.family == "doubts" and not any(f.family == SAYS for f in frames):
                return _Frame((DOCUMENT,), verb.family, number, end, number, is_participle=True)
            speakers = (
                frames[-1].speakers if frames else self._first_speaker(sentence, tokens, number)
            )
            if not speakers:
                return None
            return _Frame(speakers, verb.family, number, end, number, is_participle=True)
        if verb.form == _PAST and self._is_passive(tokens, number):
            return self._passive(sentence, tokens, number, verb)
        if verb.form == _PAST and end < len(tokens) and tokens[end].low == "by" and not verb.after:
            if verb.family == SAYS:
                return None
            return self._passive(sentence, tokens, number, verb)
        if end < len(tokens) and tokens[end].low in _BE | _MODALS and tokens[end].low != "being":
            return None
        may_invert = verb.form == _PAST and tokens[number].low not in _TO_SOMEONE
        if before in _COMMAS and verb.family == SAYS and may_invert and number > _LEAST:
            subject = self._subject_behind(sentence, tokens, end)
            if subject is not None and self._ends_at(tokens, subject.end):
                return _Frame(
                    subject.speakers, verb.family, number, subject.end, number, is_behind=True
                )
        subject = self._subject_before(sentence, tokens, number, frames)
        if subject is not None:
            is_behind = self._stands_behind(tokens, subject.start, end)
            led = tokens[subject.start - 1].low if subject.start else ""
            is_cut = end < len(tokens) and tokens[end].low == ","
            if verb.family == SAYS and led == "which" and is_cut:
                return None
            if "quote" in verb.after and not is_behind and self._is_last(tokens, number):
                return None
            return _Frame(
                subject.speakers, verb.family, subject.start, end, number, is_behind=is_behind
            )
        if before in _COMMAS or before == _QUOTE or before in {"?", "!"} or number == 0:
            subject = self._subject_behind(sentence, tokens, end)
            if subject is not None and number > 0:
                return _Frame(
                    subject.speakers, verb.family, number, subject.end, number, is_behind=True
                )
        return None

    def _is_passive(self, tokens: Sequence[_Token], number: int) -> bool:
        for token in reversed(tokens[max(number - 3, 0) : number]):
            if token.low in _BE:
                return True
            if not token.low.endswith("ly") and token.low not in self._lexicon.adverbs:
                return False
        return False

    def _passive(
        self, sentence: Sentence, tokens: Sequence[_Token], number: int, verb: _Verb
    ) -> _Frame | None:
        """Return by whom a passive verb says that something is said: `was hailed by X`."""
        for by in range(number + 1, min(number + _PHRASE_MOST, len(tokens))):
            if tokens[by].low == "by":
                subject = self._subject_behind(sentence, tokens, by + 1)
                if subject is None:
                    return None
                return _Frame(
                    subject.speakers, verb.family, number, subject.end, number, is_behind=True
                )
            if not tokens[by].is_word or tokens[by].low in self._lexicon.verbs:
                return None
        return None

    def _according(
        self, sentence: Sentence, tokens: Sequence[_Token], number: int
    ) -> _Frame | None:
        end = number + 1
        if tokens[number].low == "citing" and number < _CITING_LEAST:
            return None
        if tokens[number].low == "according":
            if end >= len(tokens) or tokens[end].low != "to":
                return None
            end += 1
        subject = self._subject_behind(sentence, tokens, end)
        if subject is None:
            return None
        return _Frame(subject.speakers, SAYS, number, subject.end, number, is_behind=number > 0)

    def _stands_behind(self, tokens: Sequence[_Token], start: int, end: int) -> bool:
        """Return whether a frame stands behind what is said: `…, X said`."""
        behind = [t for t in tokens[end : end + 2] if t.low != "."]
        if start == 0 or any(t.low in {":", "that"} for t in behind[:1]):
            return False
        before = tokens[start - 1].low
        if before == _QUOTE:
            return True
        if before in _COMMAS and start > 1 and tokens[start - 2].low == _QUOTE:
            return True
        if before in {"?", "!"}:
            return True
        if before not in _COMMAS:
            return False
        words = sum(t.is_word for t in tokens[: start - 1])
        rest = [t for t in tokens[end:] if t.is_word]
        first = tokens[0].low
        is_participle = any(t.low.endswith("ing") and t.is_capital for t in tokens[:4])
        if (first in _OPENING and words < _FRAME_MOST) or is_participle:
            return False
        ends = not rest or (
            len(rest) <= _PHRASE_MOST
            and tokens[end].low in _COMMAS | _PREPOSITIONS | self._lexicon.times
        )
        return words >= _BEFORE_LEAST and (ends or (bool(behind) and behind[0].low in _COMMAS))

    def _first_speaker(
        self, sentence: Sentence, tokens: Sequence[_Token], number: int
    ) -> tuple[str, ...]:
        """Return whom a participle is of, where no one speaks before it: the first subject."""
        for mention in self._mentions.get(sentence.index, ()):
            if mention.span.end <= tokens[number].start and mention.kind is not ActorKind.SIDES:
                if mention.span.start - sentence.span.start > _SUBJECT_MOST:
                    break
                return (self._full(mention.name),)
        if tokens and tokens[0].low in _PRONOUNS:
            who = self._pronoun(tokens[0].low)
            return (who,) if who is not None else ()
        return ()

    # --- Subjects ---

    def _subject_before(
        self,
        sentence: Sentence,
        tokens: Sequence[_Token],
        number: int,
        frames: Sequence[_Frame],
    ) -> _Subject | None:
        """Return the subject that stands before a verb, over what may stand between them."""
        end = number
        named: tuple[int, int] | None = None
        for _ in range(6):
            end = self._skip_adverbs(tokens, end)
            if end == 0:
                return None
            low = tokens[end - 1].low
            if low in {"and", "but", "or"} and frames:
                last = frames[-1]
                if not any(t.low in {";", "."} for t in tokens[last.end : end]):
                    return _Subject(last.speakers, end, end)
                return None
            if low == ")":
                opened = self._find_back(tokens, end - 1, "(")
                if opened is None:
                    return None
                end = opened
                continue
            if low in _COMMAS:
                marks = {","} if low == "," else _COMMAS - {","}
                comma = self._find_back(tokens, end - 1, *marks)
                if comma is None or comma == 0:
                    return None
                inner = tokens[comma + 1 : end - 1]
                if not inner or len(inner) > _ASIDE_MOST:
                    return None
                if self._is_name(inner):
                    named = (comma + 1, end - 1)
                elif not self._is_aside(inner):
                    return None
                end = comma
                continue
            phrase = self._phrase_start(tokens, end)
            if phrase is not None:
                end = phrase
                continue
            break
        if named is not None:
            start = self._noun_phrase(tokens, end)
            if start is None:
                return None
            joint = next(
                (n for n in range(start, end) if tokens[n].low in self._lexicon.joints), end
            )
            whose = self._after_title(tokens, start, joint)
            if whose is None and tokens[start].low not in _DETERMINERS:
                whose = start if self._is_name(tokens[start:joint]) else None
            if whose is not None:
                named = (start, joint)
            speaker = self._name_of(sentence, tokens, *named)
            return _Subject((speaker,), start, number) if speaker is not None else None
        return self._read_subject(sentence, tokens, end, number)

    def _read_subject(
        self, sentence: Sentence, tokens: Sequence[_Token], end: int, number: int
    ) -> _Subject | None:
        low = tokens[end - 1].low if end else ""
        if low in _PRONOUNS:
            if low in {"who", "which"}:
                return self._antecedent(sentence, tokens, end - 1, number)
            before = tokens[end - 2] if end > 1 else None
            if (
                low != "it"
                and before is not None
                and before.is_word
                and before.low not in self._lexicon.stops | self._lexicon.adverbs
                and before.low not in self._lexicon.verbs
                and before.low not in self._lexicon.times
            ):
                return None
            who = self._pronoun(low)
            return _Subject((who,), end - 1, number) if who is not None else None
        start = self._noun_phrase(tokens, end)
        if start is None or (start and tokens[start - 1].low in _NO_ONE):
            return None
        open_aside = self._open_aside(tokens, start)
        if open_aside is not None:
            return self._read_subject(sentence, tokens, open_aside, number)
        if start > 1 and tokens[start - 1].low == ",":
            whose = self._person_before(tokens, start - 1)
            if whose is not None:
                speaker = self._name_of(sentence, tokens, *whose)
                return _Subject((speaker,), whose[0], number) if speaker is not None else None
        speakers: list[str] = []
        speaker = self._name_of(sentence, tokens, start, end)
        if speaker is None:
            return None
        speakers.append(speaker)
        begin = start
        while begin > 1 and tokens[begin - 1].low in {"and", ","}:
            joint = begin - 1
            if tokens[joint].low == "," and len(speakers) == 1:
                break
            if tokens[joint - 1].low == ",":
                joint -= 1
            first = self._noun_phrase(tokens, joint)
            if first is None:
                break
            other = self._name_of(sentence, tokens, first, joint)
            if other is None or not self._may_join(tokens, first):
                break
            if self._are_of_two(tokens, first, joint, end):
                speakers[0] = self._page.words(Span(tokens[first].start, tokens[end - 1].end))
            elif not self._is_office_too(tokens, first, joint, end):
                speakers.insert(0, other)
            begin = first
        if begin and tokens[begin - 1].low in _NOT_BEFORE:
            return None
        return _Subject(tuple(dict.fromkeys(speakers)), begin, number)

    def _antecedent(
        self, sentence: Sentence, tokens: Sequence[_Token], relative: int, number: int
    ) -> _Subject | None:
        """Return whom a relative clause tells of: `the front, which denied it`."""
        end = relative
        if end and tokens[end - 1].low == ",":
            end -= 1
        if end and tokens[end - 1].low == ")":
            end = self._find_back(tokens, end - 1, "(") or 0
        start = self._noun_phrase(tokens, end) if end else None
        speaker = self._name_of(sentence, tokens, start, end) if start is not None else None
        return _Subject((speaker,), relative, number) if speaker is not None else None

    def _person_before(self, tokens: Sequence[_Token], comma: int) -> tuple[int, int] | None:
        """Return where a person with a title stands, of whose body words in apposition tell."""
        start = self._noun_phrase(tokens, comma)
        if start is None:
            return None
        joint = next(
            (n for n in range(start, comma) if tokens[n].low in self._lexicon.joints), None
        )
        if joint is None or self._after_title(tokens, start, joint) is None:
            return None
        return start, joint

    def _open_aside(self, tokens: Sequence[_Token], start: int) -> int | None:
        """Return where one is named of whom words without a closing comma tell more.

        `Ola Dahl, leader of a faction said`, `the Valley Front, led by Ola Dahl said`.
        """
        if start < 2:
            return None
        if tokens[start - 1].low == "by" and start > 2 and tokens[start - 3].low == ",":
            return start - 3 if tokens[start - 2].low.endswith("ed") else None
        if tokens[start - 1].low != "," or tokens[start].is_capital:
            return None
        is_titled = self._knowledge.titles.pattern.fullmatch(tokens[start].low) is not None
        first = start - 1
        while first > 0 and (tokens[first - 1].is_capital or tokens[first - 1].low in _PARTICLES):
            first -= 1
        return start - 1 if is_titled and self._is_name(tokens[first : start - 1]) else None

    def _are_of_two(self, tokens: Sequence[_Token], first: int, joint: int, end: int) -> bool:
        """Return whether one phrase is of two peoples: `Tarvian and Ostian diplomats`."""
        return (
            joint - first == 1
            and end - joint > _PAIR
            and tokens[joint].low == "and"
            and all(_PEOPLE.search(tokens[n].low) is not None for n in (first, joint + 1))
            and not any(t.is_capital for t in tokens[joint + _PAIR : end])
        )

    def _is_office_too(self, tokens: Sequence[_Token], first: int, joint: int, end: int) -> bool:
        """Return whether a title is one more of who is named behind: `Minister and Mayor X`."""
        titles = self._knowledge.titles.pattern
        return (
            joint > first
            and tokens[joint - 1].is_capital
            and titles.fullmatch(tokens[joint - 1].low) is not None
            and self._after_title(tokens, joint + 1, end) is not None
        )

    def _may_join(self, tokens: Sequence[_Token], start: int) -> bool:
        """Return whether what stands before 'and' is a speaker as well, not an object."""
        return start == 0 or tokens[start - 1].low in _JOINS

    def _subject_behind(
        self, sentence: Sentence, tokens: Sequence[_Token], start: int
    ) -> _Subject | None:
        """Return the subject that stands behind a verb: `said General X in a statement`."""
        if start < len(tokens) and tokens[start].low in _PERSONAL | {"it", "they"}:
            who = self._pronoun(tokens[start].low)
            return _Subject((who,), start, start + 1) if who is not None else None
        end = start
        while end < len(tokens) and end - start < _NAME_MOST:
            token = tokens[end]
            low = token.low
            if not token.is_word:
                break
            if self._is_particle(tokens, end):
                end += 1
                continue
            if low in self._lexicon.stops | self._lexicon.adverbs or (
                low in self._lexicon.verbs and not token.is_capital
            ):
                break
            if low in self._lexicon.times and not self._is_capital_name(tokens, end):
                break
            if low in _PREPOSITIONS | self._lexicon.joints:
                is_of = low in {"of", "for", "to", "from"} or (
                    low in {"in", "at"} and end + 1 < len(tokens) and tokens[end + 1].is_capital
                )
                if end == start or not is_of or not self._is_head(tokens, end):
                    break
                if (
                    low in {"for", "to"}
                    and end + 1 < len(tokens)
                    and not (tokens[end + 1].is_capital or tokens[end + 1].low == "the")
                ):
                    break
            end += 1
        while end > start and tokens[end - 1].low in self._lexicon.joints | _DETERMINERS:
            end -= 1
        while start < end and tokens[start].low in _DETERMINERS:
            start += 1
        if end <= start:
            return None
        if (
            end + 1 < len(tokens)
            and tokens[end].low == ","
            and not any(t.is_capital for t in tokens[start:end])
        ):
            stop = end + 1
            while stop < len(tokens) and tokens[stop].is_word and stop - end < 8:
                if not tokens[stop].is_capital and tokens[stop].low not in _PARTICLES:
                    break
                stop += 1
            if stop > end + 2 and self._is_name(tokens[end + 1 : stop]):
                name = self._name_of(sentence, tokens, end + 1, stop)
                if name is not None:
                    return _Subject((name,), start, stop)
        speaker = self._name_of(sentence, tokens, start, end)
        if speaker is None:
            return None
        speakers, stop = [speaker], end
        if stop + 1 < len(tokens) and tokens[stop].low == "and" and tokens[stop + 1].is_capital:
            other = self._subject_behind(sentence, tokens, stop + 1)
            if other is not None and self._are_of_two(tokens, start, end, other.end):
                whole = Span(tokens[start].start, tokens[other.end - 1].end)
                speakers, stop = [self._page.words(whole)], other.end
            elif other is not None:
                speakers += other.speakers
                stop = other.end
        return _Subject(tuple(speakers), start, stop)

    def _is_particle(self, tokens: Sequence[_Token], number: int) -> bool:
        """Return whether a small word stands within a name: `Ana do Vale`."""
        return (
            0 < number < len(tokens) - 1
            and tokens[number].low in _PARTICLES
            and tokens[number - 1].is_capital
            and tokens[number + 1].is_capital
        )

    def _is_capital_name(self, tokens: Sequence[_Token], number: int) -> bool:
        return tokens[number].is_capital and tokens[number].low not in self._knowledge.calendar

    def _skip_adverbs(self, tokens: Sequence[_Token], end: int) -> int:
        """Return where a row of adverbs, auxiliaries and times before a verb begins."""
        while end > 0:
            token = tokens[end - 1]
            low = token.low
            is_adverb = low in self._lexicon.adverbs or (
                low.endswith("ly") and not token.is_capital and len(low) > 4
            )
            if is_adverb:
                end -= 1
                continue
            if low in self._lexicon.times or low.isdigit() or _ORDINAL.fullmatch(low):
                start = end - 1
                while start > 0 and (
                    tokens[start - 1].low in self._lexicon.times
                    or tokens[start - 1].low.isdigit()
                    or _ORDINAL.fullmatch(tokens[start - 1].low)
                    or tokens[start - 1].low in {"the", "a"}
                ):
                    start -= 1
                if start > 0 and tokens[start - 1].low in {"on", "in", "at", "by", "since"}:
                    return self._skip_adverbs(tokens, start - 1)
                if start == 0 or not (tokens[end - 1].low.isdigit() and tokens[start - 1].is_word):
                    return self._skip_adverbs(tokens, start) if start < end else end
            return end
        return end

    def _find_back(self, tokens: Sequence[_Token], end: int, *marks: str) -> int | None:
        for number in range(end - 1, max(end - _ASIDE_MOST - 2, -1), -1):
            if tokens[number].low in marks:
                return number
            if tokens[number].low in {";", ":"}:
                return None
        return None

    def _is_name(self, tokens: Sequence[_Token]) -> bool:
        """Return whether words are a proper name alone."""
        if tokens and tokens[0].low == "the":
            tokens = tokens[1:]
        words = [t for t in tokens if t.is_word]
        if len(words) != len(tokens) or not 0 < len(words) <= 7:
            return False
        capitals = [t for t in words if t.is_capital]
        others = [t for t in words if not t.is_capital]
        is_time = all(t.low in self._lexicon.times for t in words)
        return (
            bool(capitals)
            and words[0].is_capital
            and all(t.low in _PARTICLES or t.low in _IN_NAMES for t in others)
            and not is_time
            and len(words) > 1
        )

    def _is_aside(self, tokens: Sequence[_Token]) -> bool:
        """Return whether words between commas only tell more of who stands before them."""
        first = tokens[0]
        second = tokens[1].low if len(tokens) > 1 else ""
        is_done = first.low.endswith("ed") and second not in _DETERMINERS | {_QUOTE}
        if first.low in _OPENS_ASIDE or first.low.endswith("ing") or is_done:
            return True
        if first.low.isdigit():
            return True
        if first.low in _DETERMINERS or first.low in {"and"}:
            return True
        if len(tokens) == 1 and first.is_capital:
            return True
        titles = self._knowledge.titles.pattern
        words = " ".join(t.low for t in tokens)
        return titles.search(words) is not None or not any(t.is_capital for t in tokens)

    def _phrase_start(self, tokens: Sequence[_Token], end: int) -> int | None:
        """Return where a phrase before a verb begins that tells where or how someone spoke."""
        low = tokens[end - 1].low
        places = self._lexicon.places
        for number in range(end - 1, max(end - _PHRASE_MOST, 0), -1):
            token = tokens[number]
            if not token.is_word:
                return None
            if token.low in _PREPOSITIONS:
                inner = [t.low for t in tokens[number:end]]
                if any(word in places for word in inner[1:]) or low in places:
                    return number
                return None
            if token.low in self._lexicon.verbs and token.low not in places:
                return None
        return None

    def _noun_phrase(self, tokens: Sequence[_Token], end: int) -> int | None:
        """Return where the noun phrase that ends before a token begins, or None."""
        start = end
        while start > 0 and end - start < _NAME_MOST:
            token = tokens[start - 1]
            low = token.low
            if not token.is_word:
                break
            if low in _DETERMINERS:
                if (
                    start > 2
                    and tokens[start - 2].low in {"of", "for", "to", "from", "in", "with"}
                    and self._is_head(tokens, start - 2)
                    and start < end
                ):
                    start -= 2
                    continue
                break
            if low in self._lexicon.joints:
                if start < end and start > 1 and self._is_head(tokens, start - 1):
                    start -= 1
                    continue
                far = self._far_head(tokens, start - 1)
                if far is not None:
                    return far
                if low in _WHERE and start < end:
                    return None
                break
            if low in self._lexicon.stops and not (token.is_capital and low in _NAMES_TOO):
                break
            if low in self._lexicon.verbs and not token.is_capital and not self._is_noun(low):
                break
            if (
                low in self._lexicon.times
                and low not in {"day"}
                and not self._is_part(tokens, start, end)
            ):
                break
            start -= 1
        if start == end:
            return None
        while start > 0 and (
            tokens[start - 1].low in _DETERMINERS
            or (tokens[start - 1].low == "of" and start > 1 and tokens[start - 2].low in _COUNTED)
        ):
            start -= 1
        return start

    def _far_head(self, tokens: Sequence[_Token], end: int) -> int | None:
        """Return where a description with further phrases begins: `the mission to offices in X`."""
        start, found = end, None
        while start > 0 and end - start < _NAME_MOST:
            token = tokens[start - 1]
            low = token.low
            is_joint = low in self._lexicon.joints or low in _DETERMINERS
            if not token.is_word or (low in self._lexicon.stops and not is_joint):
                break
            if low in self._lexicon.verbs and not token.is_capital and not self._is_noun(low):
                break
            start -= 1
            follows = tokens[start + 1].low if start + 1 < len(tokens) else ""
            if follows in self._lexicon.joints and self._is_head(tokens, start + 1):
                found = start
        if found is None:
            return None
        while (
            found > 0
            and tokens[found - 1].is_word
            and not (
                tokens[found - 1].low in self._lexicon.joints
                or tokens[found - 1].low in self._lexicon.stops
                or (
                    tokens[found - 1].low in self._lexicon.verbs
                    and not tokens[found - 1].is_capital
                )
            )
        ):
            found -= 1
        return found

    def _is_part(self, tokens: Sequence[_Token], start: int, end: int) -> bool:
        """Return whether a word of time is part of a name: `May`, `March`."""
        return start < end and tokens[start - 1].is_capital and tokens[start - 1].low not in _DAYS

    def _is_noun(self, low: str) -> bool:
        return any(v.is_noun and v.form in {_BASE, _THIRD} for v in self._lexicon.verbs[low])

    def _is_head(self, tokens: Sequence[_Token], number: int) -> bool:
        """Return whether the word before a token heads a description of who speaks."""
        if number == 0:
            return False
        token = tokens[number - 1]
        if not token.is_word or token.low in self._lexicon.stops:
            return False
        titles = self._knowledge.titles.pattern
        return (
            (token.is_capital and number < len(tokens) and tokens[number].low in {"of", "from"})
            or titles.fullmatch(token.low) is not None
            or self._lexicon.nouns.pattern.fullmatch(token.low) is not None
            or self._knowledge.heads.fullmatch(token.low) is not None
            or (token.is_capital and token.low in self._lexicon.offices)
            or token.low in self._lexicon.people
        )

    def _name_of(
        self,
        sentence: Sentence,
        tokens: Sequence[_Token],
        start: int,
        end: int,
        *,
        is_owner: bool = False,
    ) -> str | None:
        """Return who a noun phrase stands for, or None where it is none who speaks."""
        end = self._short_end(tokens, start, end)
        is_definite = tokens[start].low == "the"
        while start < end and (tokens[start].low in _DETERMINERS or tokens[start].low == "of"):
            start += 1
        if start >= end:
            return None
        span = Span(tokens[start].start, tokens[end - 1].end)
        words = self._page.words(span)
        if is_owner:
            words = _POSSESSIVE.sub("", words)
        owned = _OWNED_PAPER.fullmatch(words)
        if owned is not None and end - start > 1:
            return self._name_of(sentence, tokens, start, end - 1, is_owner=True)
        possessed = _POSSESSIVE.search(words) if not is_owner else None
        if possessed is not None:
            return None
        if (
            tokens[start].low in _PAPER_NAMES
            and end - start > 2
            and tokens[start + 1].low in {"from", "by", "of"}
        ):
            return self._name_of(sentence, tokens, start + 2, end) or words
        here = [m for m in self._mentions.get(sentence.index, ()) if span.overlaps(m.span)]
        last = next((m for m in here if m.span.end >= span.end), None)
        titled = self._after_title(tokens, start, end)
        if titled is not None:
            name = self._page.words(Span(tokens[titled].start, span.end))
            whole = self._full(name)
            if " " in whole:
                self._keep_person(whole)
            self._told.person = whole
            for token in tokens[start:titled]:
                self._told.titled[token.low] = whole
            if titled - start > 1:
                self._told.titled[" ".join(t.low for t in tokens[start:titled])] = whole
            return whole
        office = self._told.titled.get(" ".join(t.low for t in tokens[start:end]))
        if office is not None and end - start > 1:
            self._told.person = office
            return office
        if last is not None and last.kind is ActorKind.SIDES:
            return words if _EACH.search(words) else None
        if last is not None and last.kind is ActorKind.PERSON:
            name = self._full(last.name)
            self._told.person = name
            return name
        low = tokens[end - 1].low
        folded = self._page.folded_words(span)
        if self._lexicon.papers.fullmatch(low):
            return None
        head = self._head_of(tokens, start, end)
        if (
            is_definite
            and head in self._told.titled
            and not any(t.is_capital for t in tokens[start:end])
            and self._knowledge.titles.pattern.fullmatch(head)
        ):
            return self._told.titled[head]
        is_described = self._lexicon.nouns.pattern.fullmatch(head) is not None
        if is_described and not any(t.is_capital for t in tokens[start:end]):
            if self._lexicon.bare.fullmatch(folded) or (
                is_definite and self._lexicon.bare.fullmatch(head)
            ):
                return self._told.group or self._first_group(sentence) or words
            if folded in _PAPER_NAMES:
                return self._told.spoke or self._told.group or words
            return self._told.fuller.get(folded, words)
        if last is not None:
            whole = last.name
            if last.span.start < span.start or (
                last.span.start > span.start and self._adds(tokens, start, last)
            ):
                whole = words
            if last.kind in _BODIES:
                self._told.body = whole
            if last.kind in _GROUPS:
                self._told.group = whole
            is_short = " " not in whole and (is_definite or last.kind is ActorKind.NAME)
            return self._full(whole) if is_short and last.kind is not ActorKind.STATE else whole
        if is_described or self._knowledge.heads.fullmatch(head):
            if any(token.is_capital for token in tokens[start:end]):
                self._told.body = words
            if tokens[end - 1].is_capital:
                self._told.group = words
            return self._full(words) if is_definite and end - start == 1 else words
        titles = self._knowledge.titles.pattern
        if titles.fullmatch(head) or head in self._lexicon.people:
            return words
        capitals = [t for t in tokens[start:end] if t.is_capital]
        if len(capitals) == end - start and not self._is_thing(tokens[start:end]):
            self._told.body = self._told.group = words
            self._keep_person(words)
            return self._full(words)
        return None

    def _short_end(self, tokens: Sequence[_Token], start: int, end: int) -> int:
        """Return where a long description is told enough: before its participle or third phrase."""
        if end - start <= _LONG:
            return end
        joints = 0
        for number in range(start + 2, end):
            token = tokens[number]
            joints += token.low in self._lexicon.joints
            if joints > _JOINTS_MOST or (token.low.endswith("ing") and not token.is_capital):
                return number
        return end

    def _first_group(self, sentence: Sentence) -> str | None:
        """Return the first group that a sentence names."""
        mentions = self._mentions.get(sentence.index, ())
        return next((m.name for m in mentions if m.kind in _GROUPS), None)

    def _adds(self, tokens: Sequence[_Token], start: int, last: Mention) -> bool:
        """Return whether the words before a known name belong to it, more than adjectives do."""
        before = [t for t in tokens[start:] if t.start < last.span.start]
        capitals = [t for t in before if t.is_capital and t.low not in self._lexicon.adjectives]
        return bool(capitals) or any(t.low in self._lexicon.joints for t in before)

    def _head_of(self, tokens: Sequence[_Token], start: int, end: int) -> str:
        """Return the noun that heads a phrase: the last before 'of' or the like."""
        for number in range(start + 1, end):
            if tokens[number].low in self._lexicon.joints:
                return tokens[number - 1].low
        return tokens[end - 1].low

    def _after_title(self, tokens: Sequence[_Token], start: int, end: int) -> int | None:
        """Return where the name of a person begins behind a title: `Foreign Minister X`."""
        titles = self._knowledge.titles.pattern
        found: int | None = None
        for number in range(start, end - 1):
            if titles.fullmatch(tokens[number].low) and tokens[number + 1].is_capital:
                found = number + 1
        if found is None:
            return None
        name = tokens[found:end]
        is_name = all(t.is_capital or t.low in _PARTICLES for t in name) and not all(
            titles.fullmatch(t.low) for t in name
        )
        is_body = self._knowledge.heads.fullmatch(name[-1].low) is not None
        return found if is_name and not is_body else None

    def _is_thing(self, tokens: Sequence[_Token]) -> bool:
        """Return whether capitalized words are no one: a day, an agreement, a disease."""
        words = [t.low for t in tokens]
        return (
            all(word in self._knowledge.calendar for word in words)
            or words[-1] in self._knowledge.not_names
            or any(any(c.isdigit() for c in word) for word in words)
        )

    def _pronoun(self, low: str) -> str | None:
        told = self._told
        if low in _PERSONAL:
            return told.person or told.spoke
        if low == "they":
            return told.group or told.spoke or told.body
        return told.spoke if told.spoke is not None else told.body

    # --- What is said ---

    def _sayings(
        self, sentence: Sentence, tokens: Sequence[_Token], frames: Sequence[_Frame]
    ) -> Iterator[Saying]:
        for number, frame in enumerate(frames):
            following = frames[number + 1] if number + 1 < len(frames) else None
            stop = self._said_until(tokens, frame, following)
            told = max([f.end for f in frames[:number] if f.is_behind], default=0)
            said = (told, frame.start) if frame.is_behind else (frame.end, stop)
            if tokens[frame.verb].low in _DID:
                said = (frame.start, stop)
            here = self._span(tokens, *said)
            is_passive = frame.is_behind and frame.start == frame.verb and frame.family != SAYS
            if here is None or (
                not is_passive
                and frame.is_behind
                and said[1] - said[0] < _LEAST
                and not any(t.low == _QUOTE for t in tokens[slice(*said)])
            ):
                continue
            is_quoted = self._quotations.share_of(here) > _MOSTLY
            framed = Span(tokens[frame.start].start, tokens[max(frame.end, frame.verb + 1) - 1].end)
            verb = Span(tokens[frame.verb].start, tokens[frame.verb].end)
            for speaker in frame.speakers:
                yield Saying(speaker, frame.family, framed, verb, here, sentence.index, is_quoted)
            if frame.is_behind and following is None:
                rest = self._span(tokens, frame.end, len(tokens))
                if rest is not None and self._quotations.share_of(rest) > _MOSTLY:
                    yield Saying(
                        frame.speakers[0], SAYS, None, None, rest, sentence.index, is_quoted=True
                    )

    def _said_until(self, tokens: Sequence[_Token], frame: _Frame, following: _Frame | None) -> int:
        if frame.is_participle:
            commas = (n for n in range(frame.end + 1, len(tokens)) if tokens[n].low in _COMMAS)
            end = next(commas, len(tokens))
            return end if following is None else max(min(end, following.start), frame.end)
        if following is None or following.start < frame.end:
            return len(tokens)
        if following.is_behind:
            return len(tokens)
        stop = following.start
        while stop > frame.end and tokens[stop - 1].low in {"and", "but", ",", "while", "as"}:
            stop -= 1
        if following.speakers == frame.speakers or stop < following.start:
            return stop
        return len(tokens)

    def _span(self, tokens: Sequence[_Token], start: int, end: int) -> Span | None:
        while start < end and not tokens[start].is_word and tokens[start].low != _QUOTE:
            start += 1
        while end > start and tokens[end - 1].low in {",", ":", ";", "-"}:
            end -= 1
        if start >= end:
            return None
        return stripped(Span(tokens[start].start, tokens[end - 1].end), self._page.text)


_MARKS = frozenset("“”„«»″\"`'‘’")
_MOSTLY = 0.5
_SURNAME_LEAST = 2
_BEFORE_LEAST, _CITING_LEAST = 4, 7
_LEAST = 4
_SUBJECT_MOST = 60
_LONG, _JOINTS_MOST = 8, 2
_BODIES = frozenset(
    {
        ActorKind.ARMED,
        ActorKind.GOVERNMENT,
        ActorKind.ORGANIZATION,
        ActorKind.INTERNATIONAL,
        ActorKind.STATE,
        ActorKind.COLLECTIVE,
    }
)
_GROUPS = frozenset({ActorKind.ARMED, ActorKind.ORGANIZATION})
_PARTICLES = frozenset(
    "al as ash an el bin ibn von van de ben y da do dos du del la ould ag der".split()
)
_OPENS_ASIDE = frozenset(
    "who which whose where whom in on at after speaking citing for also known aka head leader "
    "chief then the a an one now formerly of from by with led referring together along like "
    "himself herself itself too however meanwhile though including among under as or".split()
)
_JOINS = frozenset({",", _QUOTE, "but", "while", "-", "like", "including"})
_NOT_BEFORE = frozenset({"by", "against", "with", "if", "unless", "whether", "once", "until"})
_NAMES_TOO = frozenset({"will", "may", "us"})
_DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
_PAPER_NAMES = frozenset({"statement", "communique", "letter", "release", "text", "declaration"})
_OWNED_PAPER = re.compile(
    r".*(?:['’]s|s['’])\s(?:statement|communiqué|communique|letter|declaration|announcement)"
)
_EACH = re.compile(r"(?i)\b(?:both|each|two|sides?|parties)\b")
_PAIR = 2
_PEOPLE = re.compile(r"(?:an|ish|ese|ch|i)$")
_ARTICLE = re.compile(r"^(?:al|el|ash|as|ad|an|ar|at|az)[-’']")
_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)")
_POSSESSIVE = re.compile(r"['’]s$|s['’]$")
