"""Voices: who says what about an arrangement, where verbs stand before their subjects."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from hudna.domain.codebook import About, Stance
from hudna.read.actors import ARMED, SIDED, ActorKind, Mention
from hudna.read.arabic.words import ARTICLE, disagrees, genders_of
from hudna.read.structure import Page, Sentence
from hudna.read.voices import Attribution, Told, Utterance
from hudna.text.folding import folded_arabic
from hudna.text.spans import Span, stripped
from hudna.vocabulary import Vocabulary
from hudna.vocabulary.cues import AnyCue, compile_any, compile_any_cue, to_expression


@dataclass(frozen=True, slots=True)
class _Cues:
    stances: tuple[tuple[Stance, AnyCue], ...]
    nouns: re.Pattern[str]
    according: re.Pattern[str]
    leaked: re.Pattern[str]
    breach: re.Pattern[str]
    denial: re.Pattern[str]
    commits: re.Pattern[str]
    asks_for: re.Pattern[str]
    about: tuple[tuple[About, re.Pattern[str]], ...]
    ends_subject: re.Pattern[str]
    no_subject: re.Pattern[str]
    titles: re.Pattern[str]
    genders: Mapping[str, frozenset[str]]


@lru_cache(maxsize=2)
def _cues(vocabulary: Vocabulary) -> _Cues:
    reading: dict[str, Any] = vocabulary.get("reading")
    return _Cues(
        tuple((Stance(name), compile_any_cue(cues)) for name, cues in reading["stances"].items()),
        compile_any(reading["speech_nouns"]),
        re.compile(to_expression(reading["according_to"]) + r"\s+"),
        compile_any(reading["leaked"]),
        compile_any(reading["speaks_of_breach"]),
        compile_any(reading["speaks_of_denial"]),
        compile_any(reading["commits"]),
        compile_any(reading["asks_for"]),
        tuple((About(name), compile_any(cues)) for name, cues in reading["about"].items()),
        re.compile(
            rf"[،,:؛]|\s\"|\s{to_expression([*reading['ends_subject'], *reading['not_subjects']])}"
        ),
        re.compile(rf"\s{to_expression(reading['ends_subject'])}"),
        re.compile(to_expression(reading["titles"])),
        genders_of(reading),
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
        Stance.CONFIRMS,
    }
)
"""Stances that count only in a sentence that speaks of the arrangement."""
_TELLS = frozenset({Stance.ASSERTS, Stance.ALLEGES, Stance.CONFIRMS, Stance.PREDICTS})

_PARTICIPLE = re.compile(
    r"[وف]?(?:م\w+(?:ا|ه|ين)|نافيا|نافيه|قايلا|قايله|لافتا|لافته|داعيا|داعيه|رافضا|رافضه|كاشفا)"
)
_TO_CLAUSE = re.compile(
    r"\s+(?:ان|انه|انها|انهم|بان|بانه|بانها|علي|الي|عن|في|وجود|اي|ما|من|توقيع)(?!\w)|\s+\"(?=[^\"]{30})|\s?:"
)
_BEFORE_VERB = re.compile(
    r"\"?\s*(?:\([^)]{0,40}\)\s*)?(?:[،,][^،,]{2,120}[،,]\s*)?"
    r"(?:(?:قد|وقد|كان|كانت|كانوا|الذي|التي|والذي|والتي|الذين|ايضا|اليوم|لم|ما|زالت|زال|لا)\s+)*$"
)
_JOINED = re.compile(r"(?<!\w)و$|[،,]\s*و?$|^\s*و?$|(?<!\w)(?:بل|ثم|كما)\s$")
_WORD = re.compile(r"\S+")
_ENOUGH, _MUCH = 9, 26
_SUBJECT_MOST, _SPEAKER_WORDS, _FAR = 90, 7, 150


@dataclass(frozen=True, slots=True)
class _Scene:
    page: Page
    sentence: Sentence
    mentions: Sequence[Mention]
    cues: _Cues
    told: Told


@dataclass(frozen=True, slots=True)
class _Said:
    """Who says something, by which verb, and the words for who it is."""

    speaker: str
    stance: Stance
    subject: Span
    verb: Span
    is_source: bool = False


def find_utterances(
    page: Page,
    sentence: Sentence,
    mentions: Sequence[Mention],
    vocabulary: Vocabulary,
    *,
    speaks: bool,
    told: Told,
) -> tuple[Utterance, ...]:
    """Return what voices say in an Arabic sentence, each speaker and stance once.

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
    sources = list(_iter_according(scene))
    for said in (*sources, *_iter_spoken(scene)):
        if not said.is_source and any(_is_within(said.verb, source) for source in sources):
            continue
        utterance = _utterance(scene, said)
        if speaks or utterance.stance not in _REPORTED:
            found.setdefault((utterance.speaker, utterance.stance), utterance)
    for utterance in [u for u in found.values() if u.stance is not Stance.ASSERTS]:
        asserted = found.get((utterance.speaker, Stance.ASSERTS))
        if asserted is not None and asserted.span.contains(utterance.span):
            del found[utterance.speaker, Stance.ASSERTS]
    return tuple(sorted(found.values(), key=lambda u: (u.span, u.speaker)))


def _is_within(verb: Span, source: _Said) -> bool:
    """Return whether a verb only names a source: `بحسب ما أعلنه X`."""
    return source.verb.start <= verb.start < source.subject.end


def find_attributions(
    page: Page,
    sentence: Sentence,
    mentions: Sequence[Mention],
    vocabulary: Vocabulary,
    *,
    told: Told,
) -> tuple[Attribution, ...]:
    """Return what of an Arabic sentence it says in another's voice, the innermost voice last."""
    scene = _Scene(page, sentence, mentions, _cues(vocabulary), told)
    found = []
    for said in (*_iter_according(scene), *_iter_spoken(scene)):
        if said.stance in _TELLS:
            whole = sentence.span if said.is_source else Span(said.verb.start, sentence.span.end)
            found.append(Attribution(said.speaker, said.stance, whole))
    return tuple(found)


def _utterance(scene: _Scene, said: _Said) -> Utterance:
    span = _of_source(scene, said) if said.is_source else _quoted(scene, said)
    words = scene.page.folded_words(span)
    stance = said.stance
    if stance is Stance.ASSERTS and scene.cues.leaked.search(folded_arabic(said.speaker)):
        stance = Stance.ALLEGES
    if stance is Stance.ASSERTS and scene.cues.denial.search(words):
        stance = Stance.DENIES
    if stance is Stance.ASSERTS and _speaks_of_breach(words, scene.cues):
        stance = Stance.ACCUSES
    if stance is Stance.ASSERTS and scene.cues.asks_for.search(words):
        stance = Stance.DEMANDS
    if stance is Stance.CONFIRMS and scene.cues.commits.search(words):
        stance = Stance.ASSERTS
    return Utterance(
        said.speaker, stance, _about(words, stance, scene.cues), span, scene.sentence.index
    )


_FORESEEN = re.compile(
    r"(?<!\w)[وفل]?(?:اي|ايه|منع|رصد|ملاحظه|مراقبه|عدم|دون|بدون|حال|تجنب|تفادي|معالجه|لجنه|اليه)\s(?:\w+\s)?$"
)
"""Words before those for a breach that only foresee it: `لرصد أي خروقات`."""


def _speaks_of_breach(words: str, cues: _Cues) -> bool:
    found = cues.breach.finditer(words)
    return any(_FORESEEN.search(words[: match.start()]) is None for match in found)


def _about(words: str, stance: Stance, cues: _Cues) -> About | None:
    if stance is Stance.ACCUSES:
        return About.BREACH
    if stance is Stance.REJECTS:
        return About.PARTICIPATION
    return next((about for about, pattern in cues.about if pattern.search(words)), None)


def _iter_according(scene: _Scene) -> Iterator[_Said]:
    """Yield the sources that a sentence names without a verb: `بحسب X`."""
    page, sentence = scene.page, scene.sentence
    for match in scene.cues.according.finditer(page.folded, sentence.span.start, sentence.span.end):
        subject = _subject_after(scene, match.end())
        if subject is None:
            continue
        speaker, span = subject
        is_named = any(m.span.overlaps(span) for m in scene.mentions)
        if _OUTLET.match(folded_arabic(speaker)) or not (is_named or " " in page.words(span)):
            continue  # it only passes on what others say, or is no one named
        around = page.folded[match.start() : span.end]
        stance = Stance.ALLEGES if scene.cues.leaked.search(around) else Stance.ASSERTS
        yield _Said(speaker, stance, span, Span(*match.span()), is_source=True)


_OUTLET = re.compile(
    r"(?:ال)?(?:وكاله|وكالات|صحيفه|صحف|قناه|شبكه|موقع|اذاعه|راديو|تلفزيون|رويترز|فرانس|مراسل\w*|بيان|"
    r"وسايل)(?!\w)"
)
"""Who publishes: a voice where it is said to speak, not where it is named as the source."""


def _of_source(scene: _Scene, said: _Said) -> Span:
    """Return what a source says: what stands before its name, or behind where that begins."""
    sentence = scene.sentence.span
    if said.verb.start - sentence.start > _SUBJECT_MOST // 3:
        words = list(_WORD.finditer(scene.page.folded, sentence.start, said.subject.end))
        return Span(words[max(len(words) - _MUCH, 0)].start(), said.subject.end)
    return _bounded(scene.page, Span(said.verb.start, sentence.end))


def _iter_spoken(scene: _Scene) -> Iterator[_Said]:
    """Yield what the subjects of verbs of speech say; a verb without one is the last speaker's."""
    spoken: str | None = None
    for verb, stance in _verbs(scene):
        if _EACH_OTHER.match(scene.page.folded, verb.start):
            held = [m for m in scene.mentions if m.kind in SIDED and verb.contains(m.span)]
            yield from (_Said(m.name, stance, m.span, verb) for m in held)
            continue
        who = _speaker(scene, verb, stance, spoken)
        if who is not None:
            spoken, subject = who
            if stance in _ONES_OWN and _is_of_sides(scene, subject):
                continue
            yield _Said(spoken, stance, subject, verb)


_ONES_OWN = frozenset({Stance.ASSERTS, Stance.ACCEPTS, Stance.CONFIRMS})


def _is_of_sides(scene: _Scene, subject: Span) -> bool:
    """Return whether the sides together are said to speak: what they agree is no one's claim."""
    return any(m.kind is ActorKind.SIDES and m.span.overlaps(subject) for m in scene.mentions)


_EACH_OTHER = re.compile(r"[وف]?تبادل\w*\s")


def _verbs(scene: _Scene) -> list[tuple[Span, Stance]]:
    """Return the verbs of speech from left to right, of those that overlap the first tried."""
    folded, sentence = scene.page.folded, scene.sentence
    kept: list[tuple[Span, Stance | None]] = []
    for stance, cue in scene.cues.stances:
        for match in cue.finditer(folded, sentence.span.start, sentence.span.end, sentence.stems):
            span = Span(*match.span())
            if _ADDED.fullmatch(match.group()) or _is_noun(match.group(), cue):
                continue
            if _passes_on(scene, span) or _NO_ONE.match(folded, span.start, sentence.span.end):
                continue
            if not any(span.overlaps(other) for other, _ in kept):
                before = scene.page.before(span.start, sentence, most=_NOT_BEFORE)
                kept.append((span, _negated(stance, before)))
    told = [(span, stance) for span, stance in kept if stance is not None]
    return sorted(told, key=lambda pair: pair[0])


def _is_noun(words: str, cue: AnyCue) -> bool:
    """Return whether what looks like a verb has 'to' or 'in' before it: `استجابة لطلب`."""
    first = words.split()[0]
    return first[0] in "لب" and cue.pattern.fullmatch(words[1:]) is not None


_ADDED = re.compile(r"[وف]?(?:اضافه|قولها?|ذكرها?|حمله|الحمله|ذكري)")
"""Nouns that are written like verbs of speech: `إضافة إلى`."""
_NO_ONE = re.compile(r"[وف]?(?:يذكر|يشار|يلفت)\s(?:الي\s)?(?:ان|انه|انها|انهم|بان)(?!\w)")
"""Verbs of speech that no one speaks: `يذكر أن`."""
_PASSED = re.compile(
    r"(?:ب?حسب|وفقا?|طبقا)\s(?:ل)?ما\s$|(?:ب?حسبما|وفقما)\s$"
    r"|(?:بيان|بيانا|تصريح|تصريحات|خبر|تقرير|رساله)\s(?:رسمي\s)?$"
)
_PASSES = re.compile(r"(?:نقل|نشر|بث|اورد|تداول|ذكر)\w*(?:ه|ها)(?!\w)")
_PASSED_MOST = 24


def _passes_on(scene: _Scene, verb: Span) -> bool:
    """Return whether a verb only tells who passed on what is said: `في بيان نقلته وكالة X`."""
    if _PASSES.match(scene.page.folded, verb.start, scene.sentence.span.end) is None:
        return False
    before = scene.page.before(verb.start, scene.sentence, most=_PASSED_MOST)
    return _PASSED.search(before) is not None


_NOT_BEFORE = 8
_NOT = re.compile(r"(?<!\w)[وف]?(?:لن|لم|لا|عدم|دون)\s$")


def _negated(stance: Stance, before: str) -> Stance | None:
    """Return the stance that a verb takes behind 'not': who does not accept rejects."""
    if _NOT.search(before) is None:
        return stance
    return Stance.REJECTS if stance is Stance.ACCEPTS else None


def _speaker(
    scene: _Scene, verb: Span, stance: Stance, spoken: str | None
) -> tuple[str, Span] | None:
    """Return who the subject of a verb of speech is, and the words that say so."""
    page, sentence = scene.page, scene.sentence
    first = page.folded[verb.start : verb.end].split()[0]
    is_we = _WE.fullmatch(first) is not None  # who speaks of himself
    if is_we or _PARTICIPLE.fullmatch(first) or _DENIAL.fullmatch(first):
        last = spoken or _first_side(scene, verb) or scene.told.last
        return (last, verb) if last is not None else None
    before = _subject_before(scene, verb)
    head = verb.start + len(first)
    goes_on = _TO_CLAUSE.match(page.folded, head, sentence.span.end) is not None
    after = None if goes_on else _subject_after(scene, head)
    if after is not None and stance in _HAS_OBJECT:
        after = _before_object(scene, head, after[1]) or after
    if after is not None and spoken is not None and first.startswith("و"):
        is_asked = stance is Stance.DEMANDS and _is_of_side(scene, after[1])
        is_object = is_asked or (
            stance is Stance.ACCUSES and _OF_BREACH.match(page.folded, after[1].end)
        )
        if is_object:
            return spoken, verb
    if after is not None and _is_object(scene, first, after):
        after, goes_on = None, True
    if after is not None:
        return after
    if before is not None:
        return before
    stands = _JOINED.search(page.folded[sentence.span.start : verb.start]) is not None
    is_joined = stands or first.startswith(("و", "ف"))
    last = spoken or _first_side(scene, verb) or scene.told.last
    is_said = goes_on or stance is not Stance.ASSERTS
    return (last, verb) if is_said and is_joined and last is not None else None


_WE = re.compile(
    r"[وف]?(?:اننا\s)?ن(?:دعو|طالب|حث|ناشد|رفض|رحب|وكد|حذر|تهم|دين|علن|قول|ري|عتبر|توقع|قترح|عرض|قبل|وافق)"
)
_HAS_OBJECT = frozenset({Stance.DEMANDS, Stance.ACCUSES})
"""What is done to someone: whoever stands second behind the verb is the object."""
_NAME = re.compile(r"\s+(?P<name>(?!ال|علي\s|الي\s|في\s|من\s|ب|ل)\w+(?:\s\w+){0,2})\s+")


def _before_object(scene: _Scene, start: int, subject: Span) -> tuple[str, Span] | None:
    """Return the words between a verb and whom it is done to, if any: `دعا X Y الأطراف`."""
    match = _NAME.fullmatch(scene.page.folded, start, subject.start)
    if match is None or scene.cues.no_subject.match(scene.page.folded, start) is not None:
        return None
    named = Span(*match.span("name"))
    return _bare(scene.page.words(named)), named


def _is_of_side(scene: _Scene, subject: Span) -> bool:
    """Return whether words name one that fights."""
    return any(m.kind in ARMED and m.span.overlaps(subject) for m in scene.mentions)


def _is_object(scene: _Scene, verb: str, after: tuple[str, Span]) -> bool:
    """Return whether who stands behind a verb is its object, by gender."""
    words = scene.page.folded_words(after[1])
    return disagrees(verb, words, scene.cues.genders)


_OF_BREACH = re.compile(r"\"?\sب\w")
_DENIAL = re.compile(r"[وف]?(?:ال)?انكار")


def _first_side(scene: _Scene, verb: Span) -> str | None:
    """Return who a sentence named first before a verb that names no subject."""
    named = (m for m in scene.mentions if m.kind in SIDED and m.span.end <= verb.start)
    return next((m.name for m in named), None)


def _subject_before(scene: _Scene, verb: Span) -> tuple[str, Span] | None:
    """Return the mention or description right before a verb: `X أكد أن`."""
    page, sentence = scene.page, scene.sentence
    for mention in reversed(scene.mentions):
        if mention.span.end > verb.start:
            continue
        if _BEFORE_VERB.fullmatch(page.folded, mention.span.end, verb.start):
            return _with_title(scene, mention)
        if verb.start - mention.span.end > _FAR:
            break
    clause = next((c for c in sentence.clauses if c.start <= verb.start < c.end), sentence.span)
    was = _WAS.match(page.folded, clause.start, verb.start)
    if was is not None:
        clause = Span(was.end(), clause.end)
    for that in _THAT.finditer(page.folded, clause.start, verb.start):
        clause = Span(that.end(), clause.end)
    if clause.start < verb.start:
        noun = scene.cues.nouns.match(page.folded, clause.start, verb.start)
        span = stripped(Span(clause.start, verb.start), page.folded)
        if span is not None and page.folded[span.start : span.end].endswith(" قد"):
            span = Span(span.start, span.end - 3)
        words = page.folded[span.start : span.end].split() if span is not None else []
        if noun is not None and span is not None and len(words) <= _SPEAKER_WORDS:
            return page.words(span), span
    return None


_WAS = re.compile(r"و?كان(?:ت|وا)?\s+(?!قد\s)")


def _with_title(scene: _Scene, mention: Mention) -> tuple[str, Span]:
    """Return a speaker with the title that speaks for it: `الناطق باسم X`."""
    page, start = scene.page, max(scene.sentence.span.start, mention.span.start - _TITLE)
    if mention.kind is ActorKind.PERSON:
        return mention.name, mention.span
    for title in scene.cues.titles.finditer(page.folded, start, mention.span.start):
        if _OF_TITLE.fullmatch(page.folded, title.end(), mention.span.start):
            span = Span(title.start(), mention.span.end)
            return _bare(page.words(span)), span
    return mention.name, mention.span


_TITLE = 50
_OF_TITLE = re.compile(r"(?:\sال\w+)?(?:\s(?:باسم|في|لدي|عن))?\s*[لب]?\"?")
_ON_IT = re.compile(r"\s(?:عليه|عليها|به|بها|له|لها|اليه|اليها|فيه|فيها|عنه|عنها)(?=\s)")


_STATEMENT = re.compile(r"^(?:بيان|تصريح|تقرير)\sلل")
"""Whose statement it is says it: `بيان للمكتب`."""
_ISSUED = re.compile(
    r"^(?:ال)?(?:بيان|تصريح|تصريحات|تقرير|بلاغ|رسالة)\s(?:\w+\s)?"
    r"(?:(?:صادر|صادرة|منسوب|منسوبة)\s(?:عن|من|إلى)|عن|من)\s"
)
"""Whose statement it is, told by a word: `بيان صادر عن مكتب X`."""
_TO_WHOM = re.compile(r"\s+ل[ـ]?$")


def _bare(words: str) -> str:
    words = _ISSUED.sub("", _STATEMENT.sub("ال", words))
    return _TO_WHOM.sub("", words.strip(' "“”«».،:()'))


def _subject_after(scene: _Scene, start: int) -> tuple[str, Span] | None:
    """Return the subject that stands behind a verb, as far as it goes, or None."""
    page, end = scene.page, min(scene.sentence.span.end, start + _SUBJECT_MOST)
    on_it = _ON_IT.match(page.folded, start, end)
    start = on_it.end() if on_it is not None else start
    if scene.cues.no_subject.match(page.folded, start, end) is not None:
        return None
    stop = scene.cues.ends_subject.search(page.folded, start + 1, end) if start + 1 < end else None
    span = (
        stripped(Span(start, stop.start() if stop is not None else end), page.folded)
        if start < end
        else None
    )
    if span is None:
        return None
    held = [m for m in scene.mentions if span.start - 1 <= m.span.start and m.span.start < span.end]
    first = next((m for m in held if m.span.start - span.start <= 2), None)
    words = page.folded[span.start : span.end].split()
    noun = scene.cues.nouns.match(page.folded, span.start, span.end)
    title = scene.cues.titles.match(page.folded, span.start, span.end)
    person = _titled(scene, span) if title is not None else None
    if person is not None:
        return person.name, person.span
    behind = _named_behind(scene, span) if title is not None else None
    if behind is not None:
        return behind
    is_bare = first is None and len(words) == 1 and words[0].startswith(ARTICLE)
    is_bare = is_bare and _SOURCE.fullmatch(words[0]) is None
    if noun is not None and is_bare:
        last = scene.told.last  # `البيان` is someone's
        return (last, span) if last is not None else (_bare(page.words(span)), span)
    is_short = first is None and stop is not None and 0 < len(words) <= _NAME_WORDS
    if is_short and stop is not None and _SAYS_THAT.match(page.folded, stop.start()):
        return _bare(page.words(span)), span
    if is_short and stop is not None and _is_quoted(scene, start, stop.start(), words):
        return _bare(page.words(span)), span
    named = _titled_behind(scene, span) if first is None and noun is None else None
    named = named or (_before_title(scene, span) if first is None else None)
    if named is not None:
        return named
    if first is not None and (noun is None or first.span.end >= noun.end()):
        return first.name, first.span
    if noun is not None:
        bounded = _first_words(page, span, _SPEAKER_WORDS)
        return _with_body(scene, bounded)
    near = next(iter(held), None)
    if near is not None and len(words) <= _SPEAKER_WORDS and near.span.start - span.start <= 24:
        return near.name, near.span
    return None


_SAID_SO = re.compile(
    r"(?<!\w)[وف]?(?:قال|قالت|يقول|تقول|اضاف|اضافت|يضيف|تضيف|صرح|صرحت|اوضح|اوضحت|اكد|اكدت|كتب|كتبت|اردف|"
    r"اردفت|ذكر|ذكرت|اعلن|اعلنت|شدد|شددت|نبه|نبهت)$"
)
_HOW_SAID = re.compile(r"قايلا|قايله|بالقول|ايضا|كذلك|م\w+ا|م\w+ه|\w+يا|اخر|اخرون")


def _is_quoted(scene: _Scene, start: int, stop: int, words: Sequence[str]) -> bool:
    """Return whether a name stands between a verb of speech and what is quoted: `قال X: «…»`."""
    page = scene.page
    if _QUOTES.match(page.folded, stop) is None or any(_HOW_SAID.fullmatch(w) for w in words):
        return False
    before = page.folded[scene.sentence.span.start : start].rstrip()
    return not words[0].startswith(ARTICLE) and _SAID_SO.search(before) is not None


_QUOTES = re.compile(r"(?:\s(?:بالقول|بقول\w+|قايل\w+))?(?:\s?:?\s?\"|\s?:)")
_SOURCE = re.compile(r"ال(?:مصدر|مصادر)")
_NAMED_BEHIND = re.compile(
    r"\s?[،,]\s(?P<name>(?!ال|و|في\s|من\s|عن\s|ان\s|الي\s)\w+\s\w+(?:\s\w+){0,2}?)"
    r"(?=\s?[،,:]|\s(?:ان|انه|انها|انهم|بان|علي|الي|عن|في|خلال)\s)"
)


def _named_behind(scene: _Scene, span: Span) -> tuple[str, Span] | None:
    """Return the person named behind a title and a comma: `قال وزير X، Y Z إن`."""
    page = scene.page
    match = _NAMED_BEHIND.match(page.folded, span.end, scene.sentence.span.end)
    if match is None:
        return None
    named = Span(*match.span("name"))
    return _bare(page.words(named)), Span(span.start, named.end)


_BEHIND_NAME = re.compile(r"\s?[،,]\s?")


def _titled_behind(scene: _Scene, span: Span) -> tuple[str, Span] | None:
    """Return a person whose title stands behind the name: `نفى X Y، المستشار …`."""
    words = scene.page.folded_words(span).split()
    gap = _BEHIND_NAME.match(scene.page.folded, span.end, scene.sentence.span.end)
    if gap is None or not 1 < len(words) <= _NAME_WORDS or words[0].startswith(ARTICLE):
        return None
    if scene.cues.titles.match(scene.page.folded, gap.end(), scene.sentence.span.end) is None:
        return None
    return _bare(scene.page.words(span)), span


_NAMED_BEFORE = re.compile(
    r"(?P<name>(?!ال|ان|هذا|هذه|ما|من|كل|عدد|احد|لطلب|لدعو|لمبادر|لنداء)\w+(?:\s(?!الناطق|المتحدث)\w+){1,2}?)\s(?=ال\w)"
)
_PART_OF_NAME = re.compile(r"\S+")
_LEADS_NO_NAME = re.compile(r"(?:ال|ان|هذا|هذه|ما|من|كل|عدد|احد|ل|ب|وجود|وقف|عن|علي|في|الي)")


def _before_title(scene: _Scene, span: Span) -> tuple[str, Span] | None:
    """Return a person whose title stands right behind the name: `رحب X Y الناطق باسم Z`."""
    page, end = scene.page, scene.sentence.span.end
    match = _NAMED_BEFORE.match(page.folded, span.start, span.end)
    bare = _before_bare_title(scene, span)
    if bare is not None:
        return bare
    if match is None or scene.cues.titles.match(page.folded, match.end(), end) is None:
        return None
    named = Span(*match.span("name"))
    return _bare(page.words(named)), named


def _before_bare_title(scene: _Scene, span: Span) -> tuple[str, Span] | None:
    """Return a person whose title without an article stands behind: `دعا X Y زعيم حزب Z`."""
    page, end = scene.page, scene.sentence.span.end
    words = list(_PART_OF_NAME.finditer(page.folded, span.start, span.end))[: _NAME_WORDS + 2]
    for index in range(2, len(words)):
        title = scene.cues.titles.match(page.folded, words[index].start(), end)
        if title is None:
            continue
        is_named = not scene.cues.titles.match(page.folded, words[0].start(), end)
        is_named = is_named and not scene.cues.nouns.match(page.folded, words[0].start(), end)
        if is_named and _LEADS_NO_NAME.match(words[0].group()) is None and index <= _NAME_WORDS + 1:
            named = Span(words[0].start(), words[index - 1].end())
            return _bare(page.words(named)), named
        return None
    return None


_IN_BODY = re.compile(r"\s(?:في|باسم|لدي|من|عن)\s\"?")


def _with_body(scene: _Scene, span: Span) -> tuple[str, Span]:
    """Return a described speaker with the body that they are of: `مصدر في الحكومة`."""
    page = scene.page
    for mention in scene.mentions:
        if mention.span.start >= span.end and mention.kind is not ActorKind.PERSON:
            if _IN_BODY.fullmatch(page.folded, span.end, mention.span.start):
                span = Span(span.start, mention.span.end)
            break
    return _bare(page.words(span)), span


def _titled(scene: _Scene, span: Span) -> Mention | None:
    """Return the person whose title a stretch begins with, however long the title is."""
    end = scene.sentence.span.end
    stop = _ENDS_TITLE.search(scene.page.folded, span.start, end)
    last = min(stop.start() if stop is not None else end, span.start + _SUBJECT_MOST)
    persons = (m for m in scene.mentions if m.kind is ActorKind.PERSON)
    return next((m for m in persons if span.start <= m.span.start < last), None)


_ENDS_TITLE = re.compile(
    r"[:؛\"]|\s(?:ان|انه|انها|انهم|بان|عن)\s|[،,](?!\s\w+\s\w+(?:\s\w+)?\s?[،,]\s?ان)"
)
_SAYS_THAT = re.compile(r"\s?(?:الي\s)?(?:ان|انه|انها|انهم|بان|بانه|بانها)(?:\s|$)")
_NAME_WORDS = 3


def _first_words(page: Page, span: Span, most: int) -> Span:
    words = list(_WORD.finditer(page.folded, span.start, span.end))
    return span if len(words) <= most else Span(span.start, words[most - 1].end())


def _quoted(scene: _Scene, said: _Said) -> Span:
    """Return the words from the speaker or the verb on that carry what is said."""
    page, sentence, verb = scene.page, scene.sentence, said.verb
    start = min(said.subject.start, verb.start)
    told = max(said.subject.end, verb.end)
    that = _THAT.search(page.folded, told, min(told + _SUBJECT_MOST, sentence.span.end))
    told = that.end() if that is not None else told
    opens = _OPENS.match(page.folded, told, sentence.span.end)
    closes = page.folded.find('"', opens.end(), sentence.span.end) if opens is not None else -1
    if closes > 0:
        return _bounded(page, Span(start, closes + 1))
    ends = [c.end for c in sentence.clauses if c.end >= verb.end] or [sentence.span.end]
    least = _ENOUGH - 3 if that is None else _ENOUGH - 2
    enough = (end for end in ends if len(page.folded[told:end].split()) >= least)
    end = next(enough, ends[-1])
    return _bounded(page, Span(start, max(end, verb.end)))


_OPENS = re.compile(r"[^\"]{0,14}\"")
_THAT = re.compile(r"(?<!\w)(?:ان|انه|انها|انهم|بان|بانه|بانها)(?!\w)")


def _bounded(page: Page, span: Span) -> Span:
    return _first_words(page, span, _MUCH)
