"""Voices: who says what about an arrangement, and how they stand to it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from hudna.domain.codebook import About, Stance
from hudna.read.actors import ActorKind, Mention
from hudna.read.calendars import calendar_of
from hudna.read.knowledge import knowledge_of
from hudna.read.structure import Page, Sentence
from hudna.text.spans import Span, stripped
from hudna.vocabulary import Vocabulary
from hudna.vocabulary.cues import AnyCue, compile_any, compile_any_cue, to_expression

DOCUMENT = "document"
"""The speaker where the author takes a stance."""


@dataclass(frozen=True, slots=True)
class Utterance:
    """What a voice says, as one sentence tells it.

    Attributes:
        speaker: Who.
        stance: How they stand to what is said.
        about: What of the arrangement it is about, where the words tell.
        span: The words.
        sentence: The index of their sentence.
    """

    speaker: str
    stance: Stance
    about: About | None
    span: Span
    sentence: int


@dataclass(frozen=True, slots=True)
class Attribution:
    """A stretch of a sentence that a voice other than the document's says.

    Attributes:
        speaker: Who says it.
        stance: How they stand to it.
        span: What they say.
    """

    speaker: str
    stance: Stance
    span: Span


@dataclass(frozen=True, slots=True)
class Told:
    """What a text has told before a sentence begins.

    Attributes:
        last: Whom 'he' or 'it' stands for.
        spoke: Who spoke last, whom 'the statement' stands for.
        fuller: The first name of several words for each last word, which 'the office' stands for.
    """

    last: str | None
    fuller: Mapping[str, str]
    spoke: str | None = None


@dataclass(frozen=True, slots=True)
class _Cues:
    stances: tuple[tuple[Stance, AnyCue], ...]
    nouns: AnyCue
    according: re.Pattern[str]
    begins_according: re.Pattern[str]
    leaked: re.Pattern[str]
    gap: re.Pattern[str]
    breach: re.Pattern[str]
    no_breach: re.Pattern[str]
    about: tuple[tuple[About, re.Pattern[str]], ...]
    fighters: re.Pattern[str]
    attributes: re.Pattern[str]
    not_sources: re.Pattern[str]
    of_words: tuple[tuple[Stance, re.Pattern[str]], ...]
    only_hoped: re.Pattern[str]
    named: tuple[tuple[Stance, re.Pattern[str]], ...]
    named_before: tuple[tuple[Stance, AnyCue], ...]
    speaks_for_last: re.Pattern[str]
    bare: re.Pattern[str]


@lru_cache(maxsize=4)
def _cues(vocabulary: Vocabulary) -> _Cues:
    reading: dict[str, Any] = vocabulary.get("reading")
    calendar = calendar_of(vocabulary)
    between = [*reading["before_speech"], *calendar.weekdays, *calendar.months]
    return _Cues(
        tuple((Stance(name), compile_any_cue(cues)) for name, cues in reading["stances"].items()),
        compile_any_cue(reading["speech_nouns"]),
        re.compile(
            to_expression(reading["according_to"]) + r"\s(?:a\s|an\s|the\s)?(?:[\w.'-]+\s){0,2}$"
        ),
        compile_any(reading["according_to"]),
        compile_any(reading["leaked"]),
        re.compile(
            r"(?:\s?\([^)]{0,80}\))?(?:['`’]s?\s(?:[\w-]+\s){1,4}|\s?,(?!\sand\s)[^.;]{2,140},)?\s?"
            rf"(?:(?:{to_expression(between)}|[a-z]+ly|\d+)[\s,]+){{0,8}}"
        ),
        compile_any(reading["speaks_of_breach"]),
        compile_any(reading["foresees_breach"]),
        tuple((About(name), compile_any(cues)) for name, cues in reading["about"].items()),
        knowledge_of(vocabulary).fighters,
        compile_any(reading["attributes"]),
        re.compile(rf"\s(?:\w+\s)?{to_expression(reading['not_sources'])}"),
        tuple((Stance(n), compile_any(cues)) for n, cues in reading["stances_of_words"].items()),
        compile_any(reading["only_hoped"]),
        tuple((Stance(n), compile_any(cues)) for n, cues in reading["stances_named"].items()),
        tuple(
            (Stance(n), AnyCue(cues, pattern=re.compile(to_expression(cues) + _OWNER_GAP)))
            for n, cues in reading["stances_named_before"].items()
        ),
        compile_any(reading["speaks_for_last"]),
        compile_any(reading["bare_sides"]),
    )


def attributes_of(vocabulary: Vocabulary) -> re.Pattern[str]:
    """Return the verbs that tell what someone says, rather than do something by being said."""
    return _cues(vocabulary).attributes


def stance_of_words(words: str, vocabulary: Vocabulary) -> Stance:
    """Return what a plain assertion comes to by its folded words: `said the truce is over`."""
    return _stance_of_words(words, _cues(vocabulary))


def stance_of_verb(
    page: Page, sentence: Sentence, verb: Span, vocabulary: Vocabulary
) -> Stance | None:
    """Return what a verb of speech with the words behind it makes of what is said, if known."""
    for stance, cue in _cues(vocabulary).stances:
        for match in cue.finditer(page.folded, verb.start, sentence.span.end, sentence.stems):
            if match.start() == verb.start:
                return stance
            break
    return None


def about_of_words(words: str, stance: Stance, vocabulary: Vocabulary) -> About | None:
    """Return what of an arrangement folded words are about, where they tell."""
    return _about(words, stance, _cues(vocabulary))


def _stance_of_words(words: str, cues: _Cues) -> Stance:
    if cues.breach.search(words) and not cues.no_breach.search(words):
        return Stance.ACCUSES
    of_words = (stance for stance, cue in cues.of_words if cue.search(words))
    return next(of_words, Stance.ASSERTS)


_REPORTED = frozenset(
    {
        Stance.ASSERTS,
        Stance.ALLEGES,
        Stance.PREDICTS,
        Stance.OFFERS,
    }
)
"""Stances that count only in a sentence that speaks of the arrangement."""

_PRONOUN = re.compile(
    r"\b(?:he|she|it|they|who|which)\s"
    r"(?:has\s|have\s|had\s|also\s|further\s|later\s|again\s|said\s|\w+ly\s)*$"
)
_JOINED = re.compile(r"\b(?:and|but)\s(?:has\s|have\s|had\s|also\s|then\s|\w+ly\s)*$")
_INVERTED = re.compile(r"[,”\"'’?!]\s?$")
_SAID_OF = re.compile(
    r"\s(?:would|will|was|were|had|has|have|is|are|could|should|must|can|cannot|might)\b"
)
"""Behind a verb of speech: it says of what is said before (`which the rebels said would hold`)."""
_WITH_NOUN = re.compile(r"\bwith\s(?:the\s)?(?:[a-z-]+\s){1,3}$")
_BY_DOING = re.compile(r"\bby\s$")
_NOT_VERB = re.compile(r"\b(?:to|not|of|the|a|an|no|by|for|with|'s|their|its)\s$")
_PARTICIPLE = re.compile(r"\w+ing\b")
_BEHIND = re.compile(r"(?:['’`]s?)?(?:\s[a-z-]+){1,4}")
_DESCRIPTION = re.compile(
    r"(?:\b(?:[Tt]he|[Aa]n?|[Ii]ts|[Tt]heir)\s)?((?:\w[\w'’-]*\s){0,4}\w[\w'’-]*)$"
)
_WORD = re.compile(r"\S+")
_LETTERS = re.compile(r"\w+")
_DOING = re.compile(r"\s\w+ing\s(?:[\w-]+\s){1,4}")
"""What stands between a noun and its verb: `a video circulating on forums shows`."""
_OF_PLACE = re.compile(
    r"\s(?:of|in|from)\s(?:the\s)?(?:[\w'’-]+\s){1,2}(?:(?:has|have|had|was|were|is|are|also)\s)*"
)
"""What stands between a noun and its verb: `residents of the valley said`."""
_PASSIVE = re.compile(r"\b(?:was|were|is|are|been|be|being)\s(?:\w+ly\s)?$")
_SOURCE_NOUN = re.compile(
    r"\s(?:the\s|an?\s|some\s|several\s)?((?:[a-z][\w-]*\s){0,3}?[a-z]\w+)(?=[.,;]|$|\s(?:in|on|at|who|from)\s)"
)
"""A source without a name, up to where its description ends."""
_PAPERS = frozenset({"document", "documents", "photo", "video", "text", "agreement"})
_DECLARED = re.compile(r"(?:announced|declared|offered|proposed)$")
_BY = re.compile(r"(?:(?!\sby\s)[^;]){0,60}?\sby\s(?:the\s|an?\s)?(?:[\w.'’-]+\s){0,5}?")
_BY_NOUN = re.compile(
    r"\sby\s(?:the\s|an?\s|some\s)?((?:[a-z][\w-]*\s){0,2}?[a-z]+)(?=[.,;]|\s(?!of)|$)"
)
"""By whom without a name something was welcomed or rejected: `by the international community`."""
_IF = re.compile(r"\b(?:if|unless|until|whether|once|should|when)\s(?:the\s|an?\s)?$")
"""Before who would do something: no one says by that."""
_WHO_SAYS = re.compile(r"(?:\s[a-z]+){0,2},\s(?:which|who)\s(?:has\s|have\s|had\s|also\s|\w+ly\s)*")
"""Between the one named last and a verb of theirs: `a truce with the Front, which denied it`."""
_WHERE = re.compile(r"\s(?:in|of|at|from|for)\s(?:the\s)?")
_CONJUNCTION = re.compile(r"(?:and|but|while|as|that)\s(?:the\s|an?\s)?(?=\w)")
_CLAUSE_WORD = re.compile(
    r"\b(?:after|that|when|while|before|since|because|if|but|though|although|as)\s(?:the\s|an?\s)?"
)
"""Words after which a clause of its own begins, and with it the description of who speaks."""
_QUOTE_END = re.compile(r"(?:[,.?!][”\"’]|[”\"’],)\s[^,;”\"“]{0,50}$")
_TOLD_BEFORE = re.compile(r",\s(?:the\s|an?\s)?(?:[\w-]+\s){0,2}$")
_THAT = re.compile(r"\bthat\b|[\"“]")
_WHO = re.compile(r"\b(?:who|that|which)\s$")
_STOPS = re.compile(r"[,;:]")
_AND = re.compile(r"\sand\s(?:the\s|its\s|an?\s)?(?:[\w-]+\s){0,3}")
_COMMA = re.compile(r",\s(?:the\s)?")
_OWNER_GAP = r"\s(?:the\s|some\s|other\s|its\s|their\s|an?\s)*$"
_OWNS = re.compile(r"['’`]s?\s(?:[\w-]+\s){0,2}?")
_MARKS = re.compile('[“”"]')
_QUOTED_LEAST = 30
_ONLY_BY = re.compile(r"\w+ed\sby\s(?:the\s)?$")
_DONE_BY = re.compile(r"\w+ed\sby\s")
"""Before who only did something to what speaks: `the accord brokered by mediators calls for`."""
_OWN = re.compile(
    r"\s(?:that\s)?(?:his|her|its|their|our|my)\s(?:[\w-]+\s){1,2}"
    r"(?:has\s|had\s|have\s|would\s|will\s|was\s|were\s|is\s|are\s|also\s|\w+ly\s)*"
)
"""Between a verb of speech and what one says of one's own side: `said his group had accepted`."""
_FAR, _TITLE, _SOURCE = 150, 40, 50
_PLAIN = 4
_BRIEF = frozenset({Stance.WELCOMES, Stance.ACCEPTS, Stance.REJECTS, Stance.CONFIRMS})
"""Stances to what a noun behind the verb names, which few words say."""
_ENOUGH, _MUCH, _ENDING, _ASIDE = 9, 24, 12, 14
_AMONG_THEM = re.compile(r"[\w\s-]{0,30},?\s(?:including|among them|such as)\s")


def find_utterances(
    page: Page,
    sentence: Sentence,
    mentions: Sequence[Mention],
    vocabulary: Vocabulary,
    *,
    speaks: bool,
    told: Told,
) -> tuple[Utterance, ...]:
    """Return what voices say in a sentence, each speaker and stance once.

    Args:
        page: The page.
        sentence: The sentence.
        mentions: Who is named in it.
        vocabulary: The stances and their cues.
        speaks: Whether the sentence itself speaks of the arrangement; plain assertions count only
            then.
        told: What stands before it.
    """
    scene = _Scene(page, sentence, mentions, _cues(vocabulary), told)
    found: dict[tuple[str, Stance], Utterance] = {}
    for utterance in (
        *_iter_according(scene),
        *_iter_according_to_nouns(scene),
        *_iter_spoken(scene),
        *_iter_named(scene),
    ):
        if speaks or utterance.stance not in _REPORTED:
            found.setdefault((utterance.speaker, utterance.stance), utterance)
    for utterance in [u for u in found.values() if u.stance is not Stance.ASSERTS]:
        asserted = found.get((utterance.speaker, Stance.ASSERTS))
        if asserted is not None and (
            asserted.span.overlaps(utterance.span)
            or scene.cues.begins_according.match(page.folded, asserted.span.start)
        ):
            del found[utterance.speaker, Stance.ASSERTS]
    return tuple(sorted(found.values(), key=lambda u: (u.span, u.speaker)))


def find_attributions(
    page: Page,
    sentence: Sentence,
    mentions: Sequence[Mention],
    vocabulary: Vocabulary,
    *,
    told: Told,
) -> tuple[Attribution, ...]:
    """Return what of a sentence it says in another's voice, the innermost voice last."""
    cues = _cues(vocabulary)
    start, end = sentence.span.start, sentence.span.end
    scene = _Scene(page, sentence, mentions, cues, told)
    speaks = cues.attributes.search(page.folded, start, end) is not None
    return (*_iter_sources(scene), *(_iter_attributed(scene) if speaks else ()))


@dataclass(frozen=True, slots=True)
class _Scene:
    """A sentence, who is named in it, and what stands before it."""

    page: Page
    sentence: Sentence
    mentions: Sequence[Mention]
    cues: _Cues
    told: Told

    def utterance(self, speaker: str, stance: Stance, span: Span) -> Utterance:
        words = self.page.folded_words(span)
        if stance is Stance.ASSERTS:
            stance = _stance_of_words(words, self.cues)
        about = _about(words, stance, self.cues)
        return Utterance(speaker, stance, about, span, self.sentence.index)


def _iter_according(scene: _Scene) -> Iterator[Utterance]:
    """Yield the sources that a sentence names without a verb: `according to X`."""
    for number, mention in enumerate(scene.mentions):
        before = scene.page.before(mention.span.start, scene.sentence, most=_SOURCE)
        if _is_of_next(scene, number):
            continue
        if scene.cues.according.search(before):
            span = scene.sentence.span
            behind = scene.page.folded[mention.span.end : mention.span.end + _SOURCE]
            if scene.cues.not_sources.match(behind):
                continue
            speaker, whole = _described(scene, mention, Span(span.end, span.end + 1))
            named = before + scene.page.folded_words(whole)
            hedged = scene.cues.leaked.search(named) or scene.cues.leaked.match(behind)
            stance = Stance.ALLEGES if hedged else Stance.ASSERTS
            about = _about(scene.page.folded_words(span), stance, scene.cues)
            yield Utterance(speaker, stance, about, span, scene.sentence.index)


def _iter_according_to_nouns(scene: _Scene) -> Iterator[Utterance]:
    """Yield the sources without a name: `according to officials`, `a local official said to be`."""
    folded, sentence = scene.page.folded, scene.sentence
    start, end = sentence.span.start, sentence.span.end
    for told in scene.cues.begins_according.finditer(folded, start, end):
        source = _SOURCE_NOUN.match(folded, told.end(), end)
        noun = scene.cues.nouns.pattern.search(source[1]) if source is not None else None
        if source is None or noun is None or noun.end() != len(source[1]):
            continue
        if scene.cues.speaks_for_last.fullmatch(noun.group()) or noun.group() in _PAPERS:
            continue
        named = Span(*source.span(1))
        if not any(named.overlaps(m.span) for m in scene.mentions):
            about = _about(scene.page.folded_words(sentence.span), Stance.ASSERTS, scene.cues)
            speaker = scene.page.words(named)
            yield Utterance(speaker, Stance.ASSERTS, about, sentence.span, sentence.index)


def _is_of_next(scene: _Scene, number: int) -> bool:
    """Return whether a mention only says whose someone is who follows: `X's director Y`."""
    mention, following = scene.mentions[number], scene.mentions[number + 1 :][:1]
    return any(
        person.kind is ActorKind.PERSON
        and _BEHIND.fullmatch(scene.page.folded, mention.span.end, person.span.start - 1)
        is not None
        for person in following
    )


_ATTRIBUTED = frozenset({Stance.ASSERTS, Stance.ALLEGES, Stance.CONFIRMS})


def _iter_sources(scene: _Scene) -> Iterator[Attribution]:
    """Yield the whole sentence in the voice of a source that it names: `according to X`."""
    for utterance in _iter_according(scene):
        yield Attribution(utterance.speaker, utterance.stance, utterance.span)


def _iter_attributed(scene: _Scene) -> Iterator[Attribution]:
    """Yield what stands behind a verb of speech, or before an inverted one."""
    sentence, spoken = scene.sentence.span, None
    for verb, stance in _verbs(scene):
        if not scene.cues.attributes.match(scene.page.folded, verb.start, sentence.end):
            continue
        who = _speaker(scene, verb, spoken)
        if stance not in _ATTRIBUTED or who is None:
            continue
        spoken, subject = who
        begin = min(subject.start, verb.start)
        if _is_inverted(scene, subject, verb) and begin > sentence.start:
            yield Attribution(spoken, stance, Span(sentence.start, begin))
        elif max(subject.end, verb.end) < sentence.end:
            yield Attribution(spoken, stance, Span(max(subject.end, verb.end), sentence.end))


def _is_inverted(scene: _Scene, speaker: Span, verb: Span) -> bool:
    """Return whether what is said stands before who says it: `"…," X said`."""
    before = scene.page.text[scene.sentence.span.start : speaker.start]
    if verb.start < speaker.start or _QUOTE_END.search(before) is not None:
        return True
    if scene.cues.attributes.match(scene.page.folded, verb.start, scene.sentence.span.end) is None:
        return False
    after = scene.page.folded[_head(scene.page, verb) : scene.sentence.span.end]
    return (
        _TOLD_BEFORE.search(before) is not None
        and len(before.split()) > _ENOUGH
        and (after.startswith((",", " -", " –", " —")) or len(after.split()) < _ENOUGH)
        and _THAT.search(after) is None
    )


def _head(page: Page, verb: Span) -> int:
    """Return where the first word of a verb and of what belongs to it ends."""
    first = _LETTERS.match(page.folded, verb.start)
    return first.end() if first is not None else verb.end


def _iter_spoken(scene: _Scene) -> Iterator[Utterance]:
    """Yield what the subjects of verbs of speech say; a verb without one is the last speaker's."""
    spoken: str | None = None
    denied: Span | None = None
    verbs = _verbs(scene)
    own: Span | None = None
    for number, (verb, stance) in enumerate(verbs):
        if verb == own:
            continue
        who = _speaker(scene, verb, spoken)
        if who is None or (denied is not None and _is_denied(scene, denied, verb)):
            continue
        if _IF.search(scene.page.before(who[1].start, scene.sentence, most=12)):
            continue
        is_joined = spoken in {who[0], _owner(scene, who[0], who[1])} and who[1].end < verb.start
        spoken, subject = _owner(scene, who[0], who[1]), who[1]
        if _is_doubt_of_author(scene, stance, verb):
            spoken, subject = DOCUMENT, verb
        following = verbs[number + 1 : number + 2]
        if stance is Stance.ASSERTS and following:
            inner, inner_stance = following[0]
            if _OWN.fullmatch(scene.page.folded, verb.end, inner.start):
                own, stance = inner, inner_stance
        quoted = _quoted(scene, verb if is_joined else subject, verb, stance)
        if stance is Stance.DENIES:
            denied = verb
        said = scene.utterance(
            spoken, stance, _up_to_next(scene, quoted, verb, verbs[number + 1 :])
        )
        if said.stance is Stance.ASSERTS and scene.cues.only_hoped.search(
            scene.page.folded, verb.end, said.span.end
        ):
            continue
        yield said
        yield from _iter_joined(scene, subject, said)


def _owner(scene: _Scene, speaker: str, subject: Span) -> str:
    """Return whom a bare noun for a side stands for: `the group` is the side named before."""
    if scene.cues.bare.fullmatch(speaker.casefold()) is None:
        return speaker
    leading = next(
        (
            m.name
            for m in scene.mentions
            if m.span.end < subject.start
            and m.kind in _ONE_SIDE
            and not _is_paper(scene, m)
            and scene.cues.bare.fullmatch(m.name.casefold()) is None
        ),
        None,
    )
    return leading or scene.told.last or speaker


_ONE_SIDE = frozenset({ActorKind.ARMED, ActorKind.COLLECTIVE})


def _is_denied(scene: _Scene, denied: Span, verb: Span) -> bool:
    """Return whether a verb only says what a voice denies: `rejected reports that X had quit`."""
    between = scene.page.folded[denied.end : verb.start]
    return " that " in f"{between} " and _JOINED.search(between) is None


def _is_doubt_of_author(scene: _Scene, stance: Stance, verb: Span) -> bool:
    """Return whether a doubt is the author's own: `…, casting doubt on the truce`."""
    words = scene.page.folded_words(verb)
    before = scene.page.before(verb.start, scene.sentence, most=3)
    return (
        stance is Stance.DOUBTS
        and _PARTICIPLE.match(words) is not None
        and before.rstrip().endswith(",")
    )


def _iter_joined(scene: _Scene, subject: Span, said: Utterance) -> Iterator[Utterance]:
    """Yield the same of a side that is joined to the subject by 'and': `X and Y backed a truce`."""
    begin, joint = subject.start, _AND
    for mention in reversed(scene.mentions):
        if mention.span.end < begin and joint.fullmatch(scene.page.folded, mention.span.end, begin):
            span = Span(mention.span.start, said.span.end)
            yield replace(said, speaker=mention.name, span=_bounded(scene.page, span))
            begin, joint = mention.span.start, _COMMA


def _iter_named(scene: _Scene) -> Iterator[Utterance]:
    """Yield the stances that a noun names, each of its owner: `the front's offer to extend it`."""
    folded, end = scene.page.folded, scene.sentence.span.end
    stems = scene.sentence.stems
    before_owner = [
        (stance, cue.pattern)
        for stance, cue in scene.cues.named_before
        if not cue.stems or not cue.stems.isdisjoint(stems)
    ]
    for number, mention in enumerate(scene.mentions):
        for stance, pattern in before_owner if not _is_of_next(scene, number) else ():
            words = scene.page.before(mention.span.start, scene.sentence, most=_TITLE)
            noun = pattern.search(words)
            if noun is not None:
                begin = mention.span.start - len(words) + noun.start()
                ends = [c.end for c in scene.sentence.clauses if c.end >= mention.span.end] or [end]
                span = _bounded(scene.page, Span(begin, ends[0]))
                yield scene.utterance(mention.name, stance, span)
        owner = _OWNS.match(folded, mention.span.end, end)
        if owner is None:
            continue
        for stance, cue in scene.cues.named:
            noun = cue.match(folded, owner.end(), end)
            if noun is not None:
                ends = [c.end for c in scene.sentence.clauses if c.end >= noun.end()] or [end]
                span = _bounded(scene.page, Span(mention.span.start, ends[0]))
                yield scene.utterance(mention.name, stance, span)


def _verbs(scene: _Scene) -> list[tuple[Span, Stance]]:
    """Return the verbs of speech from left to right, of those that overlap the first tried."""
    folded, sentence = scene.page.folded, scene.sentence
    start, end = sentence.span.start, sentence.span.end
    kept: list[tuple[Span, Stance]] = []
    for stance, cue in scene.cues.stances:
        for match in cue.finditer(folded, start, end, sentence.stems):
            span = Span(*match.span())
            if not any(span.overlaps(other) for other, _ in kept):
                kept.append((span, stance))
    quotes = tuple(_iter_quotes(scene))
    outside = [s for s, _ in kept if not any(q.contains(s) for q in quotes)]
    if any(
        scene.cues.attributes.match(folded, s.start, end)
        and not _NOT_VERB.search(scene.page.before(s.start, sentence, most=12))
        for s in outside
    ):
        kept = [(s, stance) for s, stance in kept if s in outside]
    return sorted(
        (
            (s, st)
            for s, st in kept
            if not _is_no_verb(scene, s)
            and not _SAID_OF.match(folded, s.end, end)
            and not _is_of_class(scene, s)
        ),
        key=lambda pair: pair[0],
    )


def _is_no_verb(scene: _Scene, verb: Span) -> bool:
    """Return whether the word before makes a verb of speech none; `by declaring` is one."""
    before = scene.page.before(verb.start, scene.sentence, most=12)
    if _BY_DOING.search(before):
        return _PARTICIPLE.match(scene.page.folded, verb.start, verb.end) is None
    return _NOT_VERB.search(before) is not None


def _iter_quotes(scene: _Scene) -> Iterator[Span]:
    """Yield what stands between quotation marks, open at either end of the sentence too."""
    span = scene.sentence.span
    opened: int | None = None
    for mark in _MARKS.finditer(scene.page.text, span.start, span.end):
        closes = mark.group() == "”" or (opened is not None and mark.group() == '"')
        if closes:
            start = opened if opened is not None else span.start
            if mark.start() - start >= _QUOTED_LEAST:
                yield Span(start, mark.start())
            opened = None
        else:
            opened = mark.start()
    if opened is not None and opened < span.end - _QUOTED_LEAST:
        yield Span(opened, span.end)


def _is_of_class(scene: _Scene, verb: Span) -> bool:
    """Return whether a verb only says who is meant: `fighters who refuse to leave`."""
    head = scene.page.folded[verb.start : _head(scene.page, verb)]
    before = scene.page.before(verb.start, scene.sentence, most=8)
    return _WHO.search(before) is not None and not head.endswith(("s", "d", "ing"))


def _speaker(scene: _Scene, verb: Span, spoken: str | None) -> tuple[str, Span] | None:
    """Return who the subject of a verb of speech is, and the words that say so.

    Args:
        scene: The sentence.
        verb: The verb.
        spoken: Who spoke before in the sentence; a verb joined to theirs is theirs.
    """
    page, start = scene.page, scene.sentence.span.start
    before = page.folded[start : verb.start]
    if _PASSIVE.search(before[-24:]) is None and _is_only_of(scene, verb):
        return None
    if _PASSIVE.search(before[-24:]) or page.folded.startswith(" by ", verb.end):
        return _named_by(scene, verb)
    if _PARTICIPLE.match(page.folded, verb.start, verb.end) and _WITH_NOUN.search(
        page.text, max(start, verb.start - _TITLE), verb.start
    ):
        return None
    if page.folded.startswith("without ", verb.start):
        first = _leading(scene, verb)
        return _described(scene, first, verb) if first is not None else None
    nearest = next((m for m in reversed(scene.mentions) if m.span.end < verb.start), None)
    if (
        nearest is not None
        and nearest.kind is not ActorKind.SIDES
        and _WHO_SAYS.fullmatch(page.folded, nearest.span.end, verb.start)
    ):
        return _described(scene, _whole(scene, nearest), verb)
    is_shared = spoken is not None and _JOINED.search(before[-30:]) is not None
    first = _leading(scene, verb) if is_shared else None
    if spoken is not None and first is not None:
        return spoken, first.span
    subject = _mention_before(scene, verb)
    if subject is not None:
        return _described(scene, subject, verb)
    leading = _leading(scene, verb)
    if leading is not None and _PARTICIPLE.match(page.folded_words(verb)):
        return (spoken, leading.span) if spoken else _described(scene, leading, verb)
    noun = _noun_before(scene, verb)
    if noun is not None:
        return noun
    if _INVERTED.search(before[-3:]) and not _PARTICIPLE.match(page.folded_words(verb)):
        for mention in scene.mentions:
            between = page.folded[verb.end : mention.span.start]
            if 0 < len(between) <= _TITLE and not _STOPS.search(between):
                return mention.name, mention.span
    if leading is not None and _JOINED.search(before[-30:]):
        return (spoken, leading.span) if spoken else _described(scene, leading, verb)
    last = spoken or scene.told.last
    return (last, verb) if last is not None and _PRONOUN.search(before[-40:]) else None


def _is_only_of(scene: _Scene, verb: Span) -> bool:
    """Return whether a verb only says whose an arrangement is: `a truce declared by X`."""
    page = scene.page
    return (
        page.folded.startswith(" by ", verb.end)
        and _DECLARED.match(page.folded, verb.start, verb.end) is not None
    )


def _named_by(scene: _Scene, verb: Span) -> tuple[str, Span] | None:
    """Return by whom a passive verb says that something is said: `was rejected by X`."""
    folded = scene.page.folded
    for mention in scene.mentions:
        is_near = verb.end < mention.span.start <= verb.end + _FAR
        if is_near and _BY.fullmatch(folded, verb.end, mention.span.start):
            return mention.name, mention.span
    noun = _BY_NOUN.match(folded, verb.end, scene.sentence.span.end)
    last = scene.cues.nouns.pattern.search(noun[1]) if noun is not None else None
    if noun is None or last is None or last.end() != len(noun[1]):
        return None
    span = Span(*noun.span(1))
    return scene.page.words(span), span


def _leading(scene: _Scene, verb: Span) -> Mention | None:
    """Return the first mention before a verb, one that is no state where there is one."""
    before = [m for m in scene.mentions if m.span.end < verb.start and not _is_paper(scene, m)]
    named = (m for m in before if m.kind is not ActorKind.STATE)
    return next(named, before[0] if before else None)


def _mention_before(scene: _Scene, verb: Span) -> Mention | None:
    """Return the mention whose verb it is: nothing but a gap stands between them."""
    for mention in reversed(scene.mentions):
        if mention.span.end > verb.start or _is_paper(scene, mention):
            continue
        end = mention.span.end
        if _ONLY_BY.search(scene.page.before(mention.span.start, scene.sentence, most=_TITLE)):
            continue
        is_apposed = (
            mention.kind is ActorKind.PERSON
            and scene.page.folded.startswith(", ", end)
            and scene.page.folded.endswith(", ", 0, mention.span.start)
        )
        if scene.cues.gap.fullmatch(scene.page.folded, end + is_apposed, verb.start):
            return _whole(scene, mention)
        if verb.start - mention.span.end > _FAR:
            break
    return None


def _is_paper(scene: _Scene, mention: Mention) -> bool:
    """Return whether a name is that of an arrangement, which says nothing."""
    return scene.cues.not_sources.match(scene.page.folded, *_last_word(mention)) is not None


def _last_word(mention: Mention) -> tuple[int, int]:
    """Return where the last word of a name stands, with the space before it."""
    start = mention.span.end - len(mention.name.rsplit(maxsplit=1)[-1]) - 1
    return start, mention.span.end


def _whole(scene: _Scene, mention: Mention) -> Mention:
    """Return the mention that another only says where it is: `the office in Oslo`."""
    if mention.kind not in {ActorKind.STATE, ActorKind.NAME}:
        return mention
    for other in scene.mentions:
        if _WHERE.fullmatch(scene.page.folded, other.span.end, mention.span.start):
            return other
    return mention


def _noun_before(scene: _Scene, verb: Span) -> tuple[str, Span] | None:
    """Return the speaker that a description without a name gives: `the office said`."""
    page, sentence = scene.page, scene.sentence
    start = max(sentence.span.start, verb.start - _FAR)
    noun = _last(scene.cues.nouns.finditer(page.folded, start, verb.start, sentence.stems))
    if noun is None or not (
        scene.cues.gap.fullmatch(page.folded, noun.end(), verb.start)
        or _DOING.fullmatch(page.folded, noun.end(), verb.start)
        or _OF_PLACE.fullmatch(page.folded, noun.end(), verb.start)
    ):
        return None
    begin = _DESCRIPTION.search(page.text, sentence.span.start, noun.end())
    span = Span(begin.start(1) if begin else noun.start(), noun.end())
    if any(
        cue.pattern.search(page.folded, span.start, noun.end()) for _, cue in scene.cues.stances
    ):
        return None  # a verb of speech stands within: the noun is what that verb is about
    if scene.told.spoke is not None and scene.cues.speaks_for_last.fullmatch(noun.group()):
        return scene.told.spoke, span
    joined = _CONJUNCTION.match(page.folded, span.start, span.end)
    joined = _last(_CLAUSE_WORD.finditer(page.folded, span.start, noun.start())) or joined
    span = Span(joined.end(), span.end) if joined is not None else span
    words = page.words(span)
    if _DONE_BY.match(words):
        return None
    return words if " " in words else scene.told.fuller.get(noun.group(), words), span


def _last(matches: Iterator[re.Match[str]]) -> re.Match[str] | None:
    last = None
    for match in matches:
        last = match
    return last


def _described(scene: _Scene, mention: Mention, verb: Span) -> tuple[str, Span]:
    """Return a speaker with the noun that says who of them speaks: `a Syrian military source`."""
    page, stems = scene.page, scene.sentence.stems
    behind = _BEHIND.match(page.folded, mention.span.end, verb.start)
    if behind is not None and mention.kind is not ActorKind.PERSON:
        nouns = scene.cues.nouns.finditer(page.folded, mention.span.end, behind.end(), stems)
        noun = _last(nouns)
        if noun is not None:
            span = Span(mention.span.start, noun.end())
            return page.words(span), span
    name = mention.name
    if mention.kind is ActorKind.PERSON and " " not in name:
        name = scene.told.fuller.get(name.casefold(), name)
    if mention.kind is ActorKind.COLLECTIVE and not mention.key.startswith(
        ("government", "opposition")
    ):
        name = scene.cues.fighters.sub("", name) or name
    return name, mention.span


def _quoted(scene: _Scene, speaker: Span, verb: Span, stance: Stance) -> Span:
    """Return the words from the speaker or the verb on that carry what is said.

    What stands before an inverted verb (`"…," X said`) is what is said too.
    """
    page, sentence = scene.page, scene.sentence
    head = _head(page, verb)
    is_passive = _PASSIVE.search(page.before(verb.start, sentence, most=24)) is not None
    is_passive = is_passive or page.folded.startswith(" by ", verb.end)
    if is_passive and speaker.start > verb.end:
        begin = max((c.start for c in sentence.clauses if c.start < verb.start), default=verb.start)
        return _bounded(page, Span(begin, speaker.end), from_end=True)
    if _is_inverted(scene, speaker, verb) or head > sentence.span.end - _ENDING:
        return _bounded(page, Span(sentence.span.start, max(speaker.end, verb.end)))
    ends = [c.end for c in sentence.clauses if c.end >= verb.end] or [sentence.span.end]
    is_short = _PARTICIPLE.match(page.folded_words(verb)) is not None
    least = 1 if is_short else _PLAIN if stance in _BRIEF else _ENOUGH
    enough = (end for end in ends if len(page.folded[verb.end : end].split()) >= least)
    end = next(enough, ends[-1])
    comma = page.folded.find(",", verb.end, end) if is_short else -1
    if comma > 0 and len(page.folded[verb.start : comma].split()) > 1:
        end = comma
    begin = min(speaker.start, verb.start)
    between = page.folded[begin : verb.start]
    aside = _ASIDE + 6 if _AMONG_THEM.match(between) else _ASIDE
    if _JOINED.search(between) is not None or len(between.split()) > aside:
        begin = verb.start
    return _bounded(page, Span(begin, max(end, verb.end)))


def _up_to_next(
    scene: _Scene, quoted: Span, verb: Span, verbs: Sequence[tuple[Span, Stance]]
) -> Span:
    """Return what is said, without what a verb joined to it by 'and' says: `X said … and urged`."""
    for following, _ in verbs:
        joined = _JOINED.search(scene.page.folded, verb.end, following.start)
        if joined is not None and joined.start() - verb.end >= _ENOUGH:
            return stripped(Span(quoted.start, joined.start()), scene.page.text) or quoted
    return quoted


def _bounded(page: Page, span: Span, *, from_end: bool = False) -> Span:
    words = list(_WORD.finditer(page.text, span.start, span.end))
    if from_end and len(words) > _MUCH:
        return Span(words[-_MUCH].start(), span.end)
    return span if len(words) <= _MUCH else Span(span.start, words[_MUCH - 1].end())


def _about(words: str, stance: Stance, cues: _Cues) -> About | None:
    """Return what of an arrangement folded words are about, where they tell."""
    if stance is Stance.ACCUSES:
        return About.BREACH
    told = [about for about, pattern in cues.about if pattern.search(words)]
    if stance is Stance.REJECTS:
        is_over = About.VALIDITY in told and About.PARTICIPATION not in told
        return About.VALIDITY if is_over else About.PARTICIPATION
    return next(iter(told), None)
