"""Voices: who says what about an arrangement, and how they stand to it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from hudna.domain.codebook import About, Stance
from hudna.read.actors import ActorKind, Mention
from hudna.read.structure import Page, Sentence
from hudna.text.spans import Span
from hudna.vocabulary import Vocabulary
from hudna.vocabulary.cues import compile_any


@dataclass(frozen=True, slots=True)
class Utterance:
    """What a voice says, as one sentence tells it.

    Attributes:
        speaker: Who.
        stance: How they stand to what is said.
        about: What of the arrangement it is about, where the words tell.
        span: The words.
    """

    speaker: str
    stance: Stance
    about: About | None
    span: Span


@dataclass(frozen=True, slots=True)
class _Cues:
    stances: tuple[tuple[Stance, re.Pattern[str]], ...]
    nouns: re.Pattern[str]


_ORDER = (
    Stance.ACCUSES, Stance.DENIES, Stance.REJECTS, Stance.RETRACTS, Stance.CONFIRMS, Stance.THREATENS, Stance.OFFERS,
    Stance.ACCEPTS, Stance.WELCOMES, Stance.DOUBTS, Stance.PREDICTS, Stance.DEMANDS, Stance.ALLEGES, Stance.ASSERTS,
)  # fmt: skip
_ACCORDING = re.compile(
    r"\b(?:according to|citing|as reported by|in the words of|told by)\s(?:a\s|an\s|the\s)?(?:[\w.'-]+\s){0,2}$"
)
_SUBJECT_GAP = re.compile(
    r"(?:\s?\([^)]{0,80}\))?(?:['`’]s?\s(?:[\w-]+\s){1,4}|\s?,[^.;]{2,140},)?\s?(?:(?:also|later|earlier|then|has|have|had|again|on|late|early|"
    r"separately|repeatedly|this|that|which|who|for its part|however|meanwhile|in|the|a|is|was|are|were|been|monday|tuesday|wednesday|"
    r"thursday|friday|saturday|sunday|yesterday|today|reportedly|formally|immediately|previously|statement|told \w+|further|"
    r"senior|rebel|political|military|media|news|press|state|security|foreign|defen[sc]e|interior|"
    r"spokesman|spokeswoman|spokesperson|officials?|leaders?|wing|service|agency|ministry|office|source|sources|army|forces|government|"
    r"group|movement|faction|fighters|[a-z]+ly|january|february|march|april|may|june|july|august|september|october|november|"
    r"december|\d+)[\s,]+){0,8}"
)
_REPORTED = frozenset(
    {
        Stance.ASSERTS,
        Stance.ALLEGES,
        Stance.PREDICTS,
        Stance.DEMANDS,
        Stance.THREATENS,
        Stance.OFFERS,
        Stance.WELCOMES,
    }
)
_PRONOUN = re.compile(
    r"\b(?:he|she|it|they|who|which)\s(?:has\s|have\s|had\s|also\s|further\s|later\s|again\s|said\s|\w+ly\s)*$"
)
_JOINED = re.compile(r"\b(?:and|but)\s(?:has\s|have\s|had\s|also\s|then\s|\w+ly\s)*$")
_INVERTED = re.compile(r"[,”\"'’?!]\s?$")
_NOT_VERB = re.compile(r"\b(?:to|not|of|the|a|an|no|by|for|with|'s|their|its)\s$")
_PARTICIPLE = re.compile(r"\w+ing\b")
_BREACH = re.compile(r"\b(?:violat|breach|renege|infring|broke the)")


@lru_cache(maxsize=4)
def _cues(vocabulary: Vocabulary) -> _Cues:
    reading: dict[str, Any] = vocabulary.get("reading")
    table = reading["stances"]
    return _Cues(
        tuple((stance, compile_any(table[stance.value])) for stance in _ORDER),
        compile_any(reading["speech_nouns"]),
    )


def find_utterances(
    page: Page,
    sentence: Sentence,
    mentions: Sequence[Mention],
    vocabulary: Vocabulary,
    *,
    speaks: bool,
    last_speaker: str | None = None,
    names: Sequence[str] = (),
) -> tuple[Utterance, ...]:
    """Return what voices say in a sentence, each speaker and stance once.

    Args:
        page: The page.
        sentence: The sentence.
        mentions: Who is named in it.
        vocabulary: The stances and their cues.
        speaks: Whether the sentence itself speaks of the arrangement; plain assertions count only then.
        last_speaker: Whom 'he' or 'it' stands for at the start of the sentence.
        names: The names that the document has used so far, for descriptions such as 'the office'.
    """
    cues = _cues(vocabulary)
    found: dict[tuple[str, Stance], Utterance] = {}
    for utterance in [
        *_iter_according(page, sentence, mentions),
        *_iter_verbs(page, sentence, mentions, cues, last_speaker, names),
    ]:
        if speaks or utterance.stance not in _REPORTED:
            found.setdefault((utterance.speaker, utterance.stance), utterance)
    stronger = {speaker for speaker, stance in found if stance is not Stance.ASSERTS}
    for speaker in stronger:
        found.pop((speaker, Stance.ASSERTS), None)
    return tuple(sorted(found.values(), key=lambda u: (u.span, u.speaker)))


def _iter_verbs(
    page: Page,
    sentence: Sentence,
    mentions: Sequence[Mention],
    cues: _Cues,
    last_speaker: str | None,
    names: Sequence[str],
) -> Iterator[Utterance]:
    start, end = sentence.span.start, sentence.span.end
    taken: list[Span] = []
    speaker: str | None = last_speaker
    verbs = [
        (match, stance)
        for stance, pattern in cues.stances
        for match in pattern.finditer(page.folded, start, end)
    ]
    kept: list[tuple[re.Match[str], Stance]] = []
    for match, stance in verbs:
        span = Span(*match.span())
        if not any(span.overlaps(other) for other in taken):
            taken.append(span)
            kept.append((match, stance))
    for match, stance in sorted(kept, key=lambda pair: pair[0].start()):
        before = page.folded[start : match.start()]
        if _NOT_VERB.search(before[-12:]):
            continue
        who = _speaker(page, sentence, mentions, match, cues, speaker, names)
        if who is None:
            continue
        speaker, subject = who
        span = _quoted(page, sentence, subject, Span(*match.span()))
        words = page.folded_words(span)
        if stance is Stance.ASSERTS and _BREACH.search(words):
            stance = Stance.ACCUSES
        yield Utterance(speaker, stance, about_of(words, stance), span)


def _speaker(
    page: Page,
    sentence: Sentence,
    mentions: Sequence[Mention],
    verb: re.Match[str],
    cues: _Cues,
    last_speaker: str | None,
    names: Sequence[str],
) -> tuple[str, Span] | None:
    """Return who the subject of a verb of speech is, and the words that say so."""
    start = sentence.span.start
    before = page.folded[start : verb.start()]
    for mention in reversed([m for m in mentions if m.span.end <= verb.start()]):
        if _SUBJECT_GAP.fullmatch(page.folded, mention.span.end, verb.start()):
            return _described(page, mention, verb.start(), cues)
        if verb.start() - mention.span.end > _FAR:
            break
    if _PARTICIPLE.match(verb.group()) and mentions and mentions[0].span.end < verb.start():
        return mentions[0].name, mentions[0].span
    described = None
    for described in cues.nouns.finditer(
        page.folded, max(start, verb.start() - _FAR), verb.start()
    ):
        pass
    if described is not None and _SUBJECT_GAP.fullmatch(page.folded, described.end(), verb.start()):
        begin = _DESCRIPTION.search(page.text, start, described.end())
        span = Span(begin.start(1) if begin else described.start(), described.end())
        return _known_as(page.words(span), described.group(), names), span
    if _INVERTED.search(before[-3:]):
        for mention in mentions:
            if 0 < mention.span.start - verb.end() <= _TITLE:
                return mention.name, mention.span
    if _JOINED.search(before[-30:]) and mentions and mentions[0].span.end < verb.start():
        return _described(page, mentions[0], verb.start(), cues)
    if last_speaker is not None and _PRONOUN.search(before[-40:]):
        return last_speaker, Span(verb.start(), verb.end())
    return None


def _described(page: Page, mention: Mention, verb_at: int, cues: _Cues) -> tuple[str, Span]:
    """Return a speaker with the noun that says who of them speaks: `a Syrian military source`."""
    behind = _BEHIND.match(page.folded, mention.span.end, verb_at)
    if (
        behind is not None
        and mention.kind is not ActorKind.PERSON
        and cues.nouns.search(behind.group())
    ):
        noun = None
        for noun in cues.nouns.finditer(page.folded, mention.span.end, behind.end()):
            pass
        if noun is not None:
            span = Span(mention.span.start, noun.end())
            return page.words(span), span
    name = mention.name
    if mention.kind is ActorKind.COLLECTIVE and not mention.key.startswith(
        ("government", "opposition")
    ):
        name = _COLLECTIVE_TAIL.sub("", name) or name
    return name, mention.span


_BEHIND = re.compile(r"(?:\s[a-z-]+){1,4}")
_COLLECTIVE_TAIL = re.compile(
    r"\s(?:rebels|fighters|militants|insurgents|guerrillas|forces|troops)$"
)


def _known_as(words: str, noun: str, names: Sequence[str]) -> str:
    """Return the fuller name that a description such as `the office` stands for, or the description itself."""
    if " " in words:
        return words
    return next((name for name in names if " " in name and name.casefold().endswith(noun)), words)


_FAR = 150
_TITLE = 40
_DESCRIPTION = re.compile(
    r"(?:\b(?:[Tt]he|[Aa]n?|[Ii]ts|[Tt]heir)\s)?((?:[\w'’-]+\s){0,4}[\w'’-]+)$"
)


def _iter_according(
    page: Page, sentence: Sentence, mentions: Sequence[Mention]
) -> Iterator[Utterance]:
    for mention in mentions:
        before = page.folded[max(sentence.span.start, mention.span.start - 50) : mention.span.start]
        if _ACCORDING.search(before):
            span = sentence.span
            yield Utterance(
                mention.name,
                Stance.ASSERTS,
                about_of(page.folded_words(span), Stance.ASSERTS),
                span,
            )


_QUOTE_ENDS = (",”", ',"', "”,", '",', "’,", ",’", "?”", "!”")
_ENOUGH = 9
_MUCH = 26


def _quoted(page: Page, sentence: Sentence, speaker: Span, verb: Span) -> Span:
    """Return the words from the speaker or the verb on that carry what is said; what stands before an inverted verb too."""
    before = page.text[sentence.span.start : speaker.start].rstrip()
    opened = before.removesuffix("the").removesuffix("The").rstrip()
    if (
        verb.start < speaker.start
        or verb.end > sentence.span.end - 12
        or opened[-2:] in _QUOTE_ENDS
    ):
        return _bounded(page, Span(sentence.span.start, max(speaker.end, verb.end)))
    begin = min(speaker.start, verb.start)
    ends = [c.end for c in sentence.clauses if c.end >= verb.end] or [sentence.span.end]
    end = ends[0]
    for end in ends:
        if len(page.folded[verb.end : end].split()) >= _ENOUGH:
            break
    return _bounded(page, Span(begin, max(end, verb.end)))


def _bounded(page: Page, span: Span) -> Span:
    words = list(re.finditer(r"\S+", page.text[span.start : span.end]))
    return span if len(words) <= _MUCH else Span(span.start, span.start + words[_MUCH - 1].end())


_ABOUT = (
    (About.BREACH, re.compile(r"\b(?:violat|breach|renege|broke\b|infring|undermin)")),
    (About.DOCUMENT, re.compile(r"\b(?:document|paper|copy|text)\b")),
    (
        About.EXISTENCE,
        re.compile(
            r"\b(?:reach|agree|sign|deal had been|exist|report|declar|announc|struck|conclud)"
        ),
    ),
    (About.VALIDITY, re.compile(r"\b(?:is over|called off|ended|effect|valid|in force|collaps)")),
    (About.PARTICIPATION, re.compile(r"\b(?:join|part of|participat|refus|reject|accept|declin)")),
)


def about_of(words: str, stance: Stance) -> About | None:
    """Return what of an arrangement folded words are about, where they tell."""
    if stance is Stance.ACCUSES:
        return About.BREACH
    if stance is Stance.REJECTS:
        return About.PARTICIPATION
    return next((about for about, pattern in _ABOUT if pattern.search(words)), None)
