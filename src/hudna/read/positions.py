"""Positions: how voices stand to one arrangement, by what they say and by which verb.

What is said counts where it is about the arrangement: its words name it, tell a term of it, or
answer what the sentence before says of it. An opinion on anything else is no position.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from hudna.domain.codebook import About, Stance
from hudna.read.actors import ARMED, ActorKind
from hudna.read.findings import Findings
from hudna.read.groups import Group
from hudna.read.sayings import SAYS, Saying, iter_sayings
from hudna.read.structure import Kind, Sentence
from hudna.read.voices import Utterance, about_of_words, stance_of_verb, stance_of_words
from hudna.text.spans import Span
from hudna.vocabulary import Vocabulary
from hudna.vocabulary.cues import compile_any, to_expression
from hudna.vocabulary.loader import ARABIC


@dataclass(frozen=True, slots=True)
class _Cues:
    answered: re.Pattern[str]
    objects: re.Pattern[str]
    first_person: tuple[tuple[Stance, re.Pattern[str]], ...]
    of_words: tuple[tuple[Stance, re.Pattern[str]], ...]
    hoped: re.Pattern[str]
    keeps: re.Pattern[str]
    proposed: re.Pattern[str]
    silent: re.Pattern[str]
    careful: re.Pattern[str]
    tells: re.Pattern[str]
    own: re.Pattern[str]


@lru_cache(maxsize=4)
def _cues(vocabulary: Vocabulary) -> _Cues:
    reading: dict[str, Any] = vocabulary.get("reading")
    positions = reading["positions"]
    return _Cues(
        compile_any(reading["answered"]),
        compile_any(positions["objects"]),
        tuple((Stance(n), compile_any(cues)) for n, cues in positions["first_person"].items()),
        tuple((Stance(n), compile_any(cues)) for n, cues in positions["of_words"].items()),
        compile_any(positions["hoped"]),
        compile_any(positions["keeps"]),
        compile_any(positions["proposed"]),
        compile_any(positions["silent"]),
        compile_any(positions["careful"]),
        compile_any(positions["tells"]),
        re.compile(r"(?:that\s)?" + to_expression(positions["own"]) + r"\s"),
    )


_ANSWERS = frozenset(
    {
        Stance.ACCEPTS,
        Stance.REJECTS,
        Stance.DOUBTS,
        Stance.WELCOMES,
        Stance.CONFIRMS,
        Stance.DENIES,
    }
)
"""Stances whose object has to be the arrangement, by a name or by a word that stands for it."""
_REREAD = frozenset({None, Stance.REJECTS, Stance.DENIES})
_NEAR_TOO = frozenset({Stance.WELCOMES, Stance.DEMANDS, Stance.ACCUSES, Stance.DENIES})
_PAPERS = frozenset({"document", "agreement", "text", "accord", "statement"})
_VALUES = re.compile(r"(?:call|describ|term)")
_WARNS = re.compile(r"warn")
_WANTS = re.compile(r"want|seek|sought|expect")
_WOULD = re.compile(r"\b(?:will|would|going to|consequences|ready to|if)\b")
_DID = frozenset({"did", "do", "does"})
_CONDITION = re.compile(r"\b(?:if|unless|should)\b")
_SIDES = re.compile(r"(?:the |both |each |two )*(?:sides?|parties)\b.*")
_TURN, _TURN_LEAST, _PAIR = re.compile(r",\sbut\s"), 20, 2
_TOPIC_MOST = 2
"""How many sentences after one that speaks of an arrangement its voices still may."""
_KEEPS = re.compile(r"(?:respect|honou?r|observ|abid)\w*")
_MAKES = re.compile(r"announc|declar")
_FIRST = 2
"""In how many of the sentences that name it first the making of an arrangement is told as news."""
_AGREED = re.compile(r"agree")
_OBJECT_MOST = 14
_PASSIVE_MOST, _WHOLE_MOST = 14, 28
_BRIEF, _MUCH, _FRAME_MOST, _FRAME_LONG, _NEAR = 8, 24, 6, 14, 3
_CLAUSE = re.compile(
    r"(?:that\b|[\"“])|(?:[\w'’-]+[\s,]+){1,14}?(?:is|are|was|were|has|have|had|will|would|should|must|could|can|may|might|did|do|does)\b"
)
_WORD = re.compile(r"\S+")
_ADJUNCT = re.compile(
    r"(?:on|in|at|during|after|to|via|through|from|late|early|earlier|yesterday|today)\b"
    r"[^,;\"]{1,90}?,?\sthat\s(?=\S)"
)
_TAIL = re.compile(
    r",\s(?:[\w-]+ly\s)?\w{3,}ing\s(?:the|a|an|that|to|in|as|his|her|its|their|for|by|all|any|\d|\w+s?\b)[^\"]*$"
)
_TAIL_LEAST = 6
_NEXT = re.compile(r"[\w-]+")
_ANAPHOR = re.compile(
    r"(?:that\s)?(?:it|this|that|these|they|both|the (?:two )?(?:sides|parties))\b"
)
_BREACH = re.compile(r"\b(?:violat|breach|br(?:eak|oke)|attack|shell|fir(?:e|ing)|infring|reneg)")


@dataclass(frozen=True, slots=True)
class _Matter:
    """An arrangement as the sayings about it need it.

    Attributes:
        group: The arrangement.
        namings: The words that name it, by sentence.
        firsts: The first sentences of prose that name it.
        sides: The two whom its sentences name most, each of whom accuses the other.
    """

    group: Group
    namings: Mapping[int, tuple[Span, ...]]
    firsts: frozenset[int]
    sides: tuple[str, ...]


_ACCUSED_MOST = 3
"""How many sentences after an accusation a denial of `the reports` is one of it."""
_WHAT_WAS_SAID = re.compile(
    r"[\s,]*(?:(?:the|these|those|this|such|any|all|both|his|her|their|its)\s)?(?:\w+\s)?"
    r"(?:reports?|claims?|charges?|accusations?|allegations?|statements?|it|this|that)\b"
    r"(?!\s(?:of|that|about)\b)"
)


def iter_positions(
    findings: Findings,
    group: Group,
    relevant: Sequence[Sentence],
    sayings: Mapping[int, Sequence[Saying]],
) -> Iterator[Utterance]:
    """Yield how those who speak on a page stand to an arrangement.

    Args:
        findings: What the page has.
        group: The arrangement.
        relevant: The sentences that speak of it.
        sayings: What is said on the page, by sentence.
    """
    speaking = {sentence.index for sentence in relevant}
    matter = _matter_of(findings, group)
    topic: int | None = None
    accused: int | None = None
    spoke: set[str] = set()
    for sentence in group.sentences:
        said = [s for s in sayings.get(sentence.index, ()) if sentence.span.contains(s.said)]
        near = topic is not None and sentence.index - topic <= _TOPIC_MOST
        near = near or sentence.index + 1 in group.named
        found = tuple(
            _iter_in_sentence(
                findings,
                matter,
                sentence,
                said,
                speaks=sentence.index in speaking,
                near=near,
                spoke=spoke,
                accused=accused is not None and sentence.index - accused <= _ACCUSED_MOST,
            )
        )
        if any(utterance.stance is Stance.ACCUSES for utterance in found):
            accused = sentence.index
        if found or sentence.index in group.named:
            topic = sentence.index
        if found:
            spoke = {utterance.speaker for utterance in found}
        yield from found


def sayings_of(findings: Findings) -> dict[int, list[Saying]]:
    """Return what voices say on a page, by sentence; one in Arabic is read sentence by sentence."""
    if findings.vocabulary.language == ARABIC:
        return {}
    found: dict[int, list[Saying]] = {}
    for saying in iter_sayings(findings.page, findings.mentions, findings.vocabulary):
        found.setdefault(saying.sentence, []).append(saying)
    return found


def _iter_in_sentence(
    findings: Findings,
    matter: _Matter,
    sentence: Sentence,
    sayings: Sequence[Saying],
    *,
    speaks: bool,
    near: bool,
    spoke: Collection[str],
    accused: bool,
) -> Iterator[Utterance]:
    """Yield how those who speak in a sentence stand to an arrangement.

    Args:
        findings: What the page has.
        matter: The arrangement.
        sentence: The sentence.
        sayings: What is said in it.
        speaks: Whether the sentence itself speaks of the arrangement.
        near: Whether what stands right before it does.
        spoke: Who has just spoken of it.
        accused: Whether someone was accused of breaking it right before.
    """
    for saying in _iter_parts(findings, sayings):
        stance = _stance(findings, matter, saying, speaks=speaks, near=near, spoke=spoke)
        if stance is None:
            continue
        span = _quoted(findings, matter, saying)
        about = about_of_words(findings.page.folded_words(span), stance, findings.vocabulary)
        if stance is Stance.ACCUSES or (
            stance is Stance.DENIES and accused and _denies_that(findings, saying)
        ):
            about = About.BREACH
        sides: tuple[str, ...] = (saying.speaker,)
        if stance is Stance.ACCUSES and _SIDES.fullmatch(saying.speaker.casefold()):
            sides = matter.sides or sides
        for speaker in sides:
            yield Utterance(speaker, stance, about, span, sentence.index)


def _denies_that(findings: Findings, saying: Saying) -> bool:
    """Return whether a voice denies only what was said before: `denied the reports`."""
    start = saying.verb.end if saying.verb is not None else saying.said.start
    sentence = findings.page.sentences[saying.sentence]
    return _WHAT_WAS_SAID.match(findings.page.folded, start, sentence.span.end) is not None


def _iter_parts(findings: Findings, sayings: Sequence[Saying]) -> Iterator[Saying]:
    """Yield what is said, and apart what stands behind a 'but' within it."""
    folded = findings.page.folded
    for saying in sayings:
        turn = _TURN.search(folded, saying.said.start, saying.said.end)
        if (
            turn is not None
            and saying.family == SAYS
            and saying.said.end - turn.end() > _TURN_LEAST
            and turn.start() - saying.said.start > _TURN_LEAST
        ):
            yield replace(saying, said=Span(saying.said.start, turn.start()))
            yield replace(saying, said=Span(turn.end(), saying.said.end), frame=None, verb=None)
        else:
            yield saying


def _two_sides(findings: Findings, group: Group) -> tuple[str, ...]:
    """Return the two sides whom a group's sentences name most, of whom each accuses the other."""
    counts: Counter[str] = Counter()
    names: dict[str, str] = {}
    states: Counter[str] = Counter()
    for sentence in group.sentences:
        for mention in findings.mentions_in(sentence):
            if mention.kind in ARMED:
                counts[mention.key] += 1
            elif mention.kind is ActorKind.STATE:
                states[mention.key] += 1
            names.setdefault(mention.key, mention.name)
    most = (counts or states).most_common(_PAIR)
    return tuple(names[key] for key, _ in most) if len(most) == _PAIR else ()


def _matter_of(findings: Findings, group: Group) -> _Matter:
    namings: dict[int, list[Span]] = {}
    for naming in group.namings:
        namings.setdefault(naming.sentence, []).append(naming.span)
    sentences = findings.page.sentences
    body = [n for n in sorted(group.named) if sentences[n].kind is Kind.BODY]
    named = {n: tuple(spans) for n, spans in namings.items()}
    return _Matter(group, named, frozenset(body[:_FIRST]), _two_sides(findings, group))


def _is_named(matter: _Matter, sentence: int, span: Span) -> bool:
    return any(span.overlaps(naming) for naming in matter.namings.get(sentence, ()))


def _stance(
    findings: Findings,
    matter: _Matter,
    saying: Saying,
    *,
    speaks: bool,
    near: bool,
    spoke: Collection[str],
) -> Stance | None:
    """Return how a voice stands to an arrangement by what it says, or None where it does not."""
    cues, page = _cues(findings.vocabulary), findings.page
    words = page.folded_words(saying.said)
    is_named = _is_named(matter, saying.sentence, saying.said)
    answers = cues.answered.search(words) is not None or _ANAPHOR.match(words) is not None
    if saying.verb is not None and page.folded_words(saying.verb) in _DID:
        return Stance(saying.family) if speaks and saying.family != SAYS else None
    told = None if saying.family == SAYS else Stance(saying.family)
    if saying.verb is not None and told in _REREAD:
        sentence = page.sentences[saying.sentence]
        reread = stance_of_verb(page, sentence, saying.verb, findings.vocabulary)
        told = reread if reread not in {None, Stance.ASSERTS, Stance.ALLEGES} else told
    if told is not None:
        stance = told
        verb = page.folded_words(saying.verb) if saying.verb is not None else ""
        if cues.keeps.match(page.folded, saying.said.start):
            return stance
        if stance is Stance.ACCEPTS and _AGREED.match(verb):
            return stance if cues.proposed.match(page.folded, saying.said.start) else None
        obj = " ".join(words.split()[:_OBJECT_MOST])
        if stance is Stance.REJECTS and words.startswith("to "):
            if cues.silent.match(words):
                return None
            if speaks or near:
                return stance
        if stance in _ANSWERS:
            head = _bounded(saying.said, page.text, most=_OBJECT_MOST)
            is_main = matter.group.is_main
            is_of_it = _is_named(matter, saying.sentence, head) or (
                cues.objects.search(obj) is not None
                and (near or speaks or (is_main and cues.answered.search(obj) is not None))
            )
            before = saying.said.end <= (saying.frame.start if saying.frame else 0)
            return stance if is_of_it or (before and is_named) else None
        if saying.speaker in _PAPERS and stance is Stance.DEMANDS:
            return None
        goes_on = near and saying.speaker in spoke
        if stance is Stance.ACCUSES:
            is_breach = _BREACH.search(words) is not None
            return stance if is_named or goes_on or (speaks and is_breach) else None
        if stance is Stance.THREATENS and _WARNS.match(verb):
            of_words = stance_of_words(words, findings.vocabulary)
            if _WOULD.search(words) is None or of_words is Stance.ACCUSES:
                careful = cues.careful.search(words) is not None
                told = Stance.DOUBTS if careful else of_words
                return told if is_named or careful or told is Stance.ACCUSES else None
        if stance is Stance.DEMANDS and _WANTS.match(verb):
            head = _bounded(saying.said, page.text, most=_OBJECT_MOST)
            is_assured = speaks and words.startswith(("assurance", "guarantee"))
            return stance if is_assured or _is_named(matter, saying.sentence, head) else None
        if stance in {Stance.THREATENS, Stance.DEMANDS} and near:
            return stance
        if stance is Stance.PREDICTS:
            return stance if is_named or (answers and near) else None
        return stance if is_named or speaks else None
    for stance, cue in cues.first_person if saying.is_quoted else ():
        if cue.search(words) and (is_named or speaks or near):
            return stance
    if not (is_named or speaks or near):
        return None
    tells = near and cues.tells.search(words) is not None
    is_of_it = is_named or speaks or answers or tells
    own = _own_stance(findings, saying)
    if own is not None:
        return own
    for stance, cue in cues.of_words:
        if cue.search(words) and (is_of_it or stance in _NEAR_TOO):
            return stance
    stance = stance_of_words(words, findings.vocabulary)
    if stance is Stance.REJECTS and _CONDITION.search(words):
        stance = Stance.THREATENS
    if not is_of_it and stance not in _NEAR_TOO:
        return None
    if stance is Stance.ASSERTS and not (
        is_named or tells or (speaks and saying.frame is not None)
    ):
        return None
    if (
        stance is Stance.ASSERTS
        and saying.verb is not None
        and _MAKES.match(page.folded, saying.verb.start)
        and _CLAUSE.match(page.folded, saying.said.start) is None
        and (
            saying.sentence not in matter.firsts
            or (saying.frame is not None and " had " in page.folded_words(saying.frame))
        )
    ):
        return None
    if (
        stance is Stance.ASSERTS
        and saying.verb is not None
        and _VALUES.match(page.folded, saying.verb.start)
    ):
        return None
    if stance is Stance.ASSERTS and saying.frame is None and not saying.is_quoted:
        return None
    if stance is Stance.ASSERTS and cues.hoped.search(words):
        return None
    return stance


def _own_stance(findings: Findings, saying: Saying) -> Stance | None:
    """Return what one says that one's own side does: `said his government had accepted it`."""
    page = findings.page
    own = _cues(findings.vocabulary).own.match(page.folded, saying.said.start, saying.said.end)
    if own is None:
        return None
    word = _NEXT.match(page.folded, own.end(), saying.said.end)
    if word is None:
        return None
    sentence = page.sentences[saying.sentence]
    verb = Span(own.end(), word.end())
    stance = stance_of_verb(page, sentence, verb, findings.vocabulary)
    if _KEEPS.match(word.group()):
        return Stance.ACCEPTS
    return None if stance in {Stance.ASSERTS, Stance.ALLEGES, Stance.OFFERS} else stance


def _quoted(findings: Findings, matter: _Matter, saying: Saying) -> Span:
    """Return the words of a position: what is said, and who says it where that is short."""
    page, said, frame = findings.page, saying.said, saying.frame
    adjunct = _ADJUNCT.match(page.folded, said.start, said.end)
    if adjunct is not None:
        said = Span(adjunct.end(), said.end)
    said = _without_tail(page.folded, said)
    much = len(page.words(said).split())
    if frame is None:
        return _window(findings, matter, saying.sentence, said)
    if frame.start > said.start:
        whole = Span(said.start, frame.end)
        if saying.family != SAYS and saying.verb is not None and frame.start == saying.verb.start:
            return _bounded_end(whole, page.text, most=_PASSIVE_MOST)
        return _window(findings, matter, saying.sentence, whole if much < _BRIEF else said)
    framed = len(page.words(frame).split())
    is_clause = saying.family == SAYS and _CLAUSE.match(page.folded, said.start) is not None
    is_near = said.start - frame.end <= _NEAR
    if is_near and much < _BRIEF and much + framed <= _WHOLE_MOST:
        return Span(frame.start, said.end)
    if is_near and (not is_clause or much < _BRIEF or framed <= _FRAME_MOST):
        verb = saying.verb if saying.verb is not None and framed > _FRAME_LONG else frame
        return _bounded(Span(verb.start, said.end), page.text, most=_MUCH)
    return _window(findings, matter, saying.sentence, said)


def _window(findings: Findings, matter: _Matter, index: int, said: Span) -> Span:
    """Return what of long words stands around what names an arrangement first."""
    page = findings.page
    first = next((n for n in matter.namings.get(index, ()) if n.overlaps(said)), None)
    head = _bounded(said, page.text, most=_MUCH)
    if first is None or head.contains(first):
        return head
    sentence = page.sentence_at(first.start)
    starts = [
        c.start
        for c in (sentence.clauses if sentence is not None else ())
        if said.start <= c.start <= first.start
    ]
    start = max(starts, default=said.start)
    return _bounded(Span(start, said.end), page.text, most=_MUCH)


def _without_tail(folded: str, said: Span) -> Span:
    """Return what is said without the participle that ends it: `…, causing losses`."""
    tail = _TAIL.search(folded, said.start, said.end)
    if tail is None or len(folded[said.start : tail.start()].split()) < _TAIL_LEAST:
        return said
    return Span(said.start, tail.start())


def _bounded_end(span: Span, text: str, *, most: int) -> Span:
    words = list(_WORD.finditer(text, span.start, span.end))
    return span if len(words) <= most else Span(words[-most].start(), span.end)


def _bounded(span: Span, text: str, *, most: int) -> Span:
    words = list(_WORD.finditer(text, span.start, span.end))
    return span if len(words) <= most else Span(span.start, words[most - 1].end())
