"""Roles: who is what in an arrangement, from the words beside their names in Arabic."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any

from hudna.domain.codebook import Role
from hudna.read.actors import SIDED, ActorKind, Mention
from hudna.read.arabic.words import disagrees, genders_of
from hudna.read.casts import OFFERS, Cast
from hudna.read.structure import Page, Sentence
from hudna.text.spans import Span
from hudna.vocabulary import Vocabulary
from hudna.vocabulary.cues import AnyCue, compile_any, compile_any_cue, to_expression

_Patterns = tuple[tuple[Role, re.Pattern[str]], ...]

_BEFORE, _WHERE, _NEAR, _INVITED = 90, 24, 70, 60
_JOINED = re.compile(
    r"\s?(?:\([^)]{0,40}\)\s?)?\"?(?:\s?ال\w+)?\s?(?:(?:[،,]\s?و?|و)\s?(?:بين\s|كل\sمن\s|مع\s|ايضا\s)?|مع\s)"
    r"(?:(?:ممثل\w*|وفد|قاده|قيادات|اعيان|وجهاء|مندوب\w*)\s(?:عن\s|من\s)?)?\"?"
)
_AFTER_WORD = (
    r"\s*\"?(?:(?!(?:توصل\w*|وقع\w*|اتفق\w*|ان|اعلن\w*|وافق\w*|التزم\w*|قبل\w*)\s)\w+\s+){0,2}\"?$"
)
_DIRECTLY = (
    r"\s+(?:(?:ممثل\w*|وفد\w*|قياد\w+|قاده|مندوب\w*|كل|كلا|زعيم|زعماء|قايد|رييس|عناصر|مقاتلو|مسلحو|ال?متحدث|ال?ناطق)\s"
    r"(?:عن\s|من\s|باسم\s)?)?(?:\w+\s+){0,1}\"?$"
)
_TO = re.compile(r"(?:(?<!\w)(?:علي|الي|من|ضد|لدي)\s+(?:\w+\s){0,2}|(?<!\w)[وف]?ل)\"?$")
_NAMELY = re.compile(r"(?<!\w)(?:و?هي|و?هم|هما|منها|من\sبينها|ابرزها|وتشمل|وتضم)\s?[،,:]?\s*\"?$")
_NAMED_NEXT = re.compile(r"(?:\s\w+)?\s(?:هي|هم|وهي|وهم)\s?[،,:]")
"""Behind a collective whose members' names follow."""
_SEVERAL = re.compile(r"(?<!\w)ال(?:جماعات|فصايل|حركات|اطراف|مجموعات|قبايل|كتايب)\s[^.،]{0,40}$")
_WITH_IN = re.compile(r"(?<!\w)[وف]?ب$")


@dataclass(frozen=True, slots=True)
class _Cues:
    before_names: _Patterns
    after_names: _Patterns
    party: re.Pattern[str]
    has_party: re.Pattern[str]
    does: re.Pattern[str]
    offers: re.Pattern[str]
    has_offered: re.Pattern[str]
    refuses: re.Pattern[str]
    has_refused: re.Pattern[str]
    announces: re.Pattern[str]
    accused: re.Pattern[str]
    attended: re.Pattern[str]
    leads: re.Pattern[str]
    envoys: re.Pattern[str]
    responsible: re.Pattern[str]
    titles: re.Pattern[str]
    sign: re.Pattern[str]
    mediates: re.Pattern[str]
    mediated: re.Pattern[str]
    belongs: re.Pattern[str]
    where: re.Pattern[str]
    others: re.Pattern[str]
    genders: Mapping[str, frozenset[str]]
    namings: AnyCue
    bodies: _Patterns


@lru_cache(maxsize=2)
def _cues(vocabulary: Vocabulary) -> _Cues:
    reading: dict[str, Any] = vocabulary.get("reading")
    grammar = {name: to_expression(cues) for name, cues in reading["grammar"].items()}
    roles = [(Role(role), sides) for role, sides in reading["roles"].items()]

    def after(sources: Sequence[str]) -> re.Pattern[str]:
        return re.compile(to_expression(sources) + _AFTER_WORD)

    def behind(expression: str) -> re.Pattern[str]:
        return re.compile(
            r"\"?\s*(?:\([^)]{0,40}\)\s*)?(?:(?<=\s)(?:في|من)\s[^،.:؛]{2,50}?\s)?"
            r"(?:[،,]\s(?=\w+(?:وا|يا|تا|عا|لا|قا)\s))?"
            rf"(?:(?:قد|ايضا|انه|انها|انهم|انهما|بانه|بانها)\s)?{expression}"
        )

    return _Cues(
        before_names=tuple((r, after(s["after"])) for r, s in roles if s.get("after")),
        after_names=tuple(
            (r, behind(to_expression(s["before"]))) for r, s in roles if s.get("before")
        ),
        party=re.compile(grammar["party_verbs"] + _DIRECTLY),
        has_party=behind(grammar["party_verbs"]),
        does=compile_any(reading["grammar"]["party_verbs"]),
        offers=re.compile(grammar["offer_verbs"] + _DIRECTLY),
        has_offered=behind(grammar["offer_verbs"]),
        refuses=re.compile(grammar["refuse_verbs"] + _DIRECTLY),
        has_refused=behind(grammar["refuse_verbs"]),
        announces=re.compile(grammar["announce_verbs"]),
        accused=re.compile(grammar["accused"] + _AFTER_WORD),
        attended=re.compile(grammar["attended"]),
        leads=re.compile(grammar["leader_verbs"] + _LED),
        envoys=re.compile(grammar["envoys"] + r"[^.؛]{0,70}$"),
        responsible=re.compile(grammar["responsible"] + r"[^.؛،]{0,40}$"),
        titles=re.compile(to_expression(reading["titles"])),
        sign=re.compile(grammar["sign"]),
        mediates=re.compile(grammar["mediates"] + r"\s+(?:ال\w+\s|\w+\s)?(?:ال\w+\s)?\"?$"),
        mediated=re.compile(r"[^.،؛]{0,40}?" + grammar["mediated"]),
        belongs=re.compile(grammar["belongs"] + r"\s*(?:(?:من|مع|ل|عن)\s)?\"?[ل]?\"?$"),
        where=re.compile(grammar["where"] + r"\s*\"?$"),
        others=re.compile(grammar["others"]),
        genders=genders_of(reading),
        namings=compile_any_cue(
            [*reading["arrangements"], *reading["coreferences"], *reading["further_namings"]]
        ),
        bodies=tuple((Role(role), compile_any(cues)) for role, cues in reading["bodies"].items()),
    )


@dataclass(frozen=True, slots=True)
class _Scene:
    page: Page
    sentence: Sentence
    mentions: Sequence[Mention]
    namings: tuple[Span, ...]
    cues: _Cues


def find_casts(
    page: Page, sentence: Sentence, mentions: Sequence[Mention], vocabulary: Vocabulary
) -> tuple[Cast, ...]:
    """Return who is what, as one Arabic sentence tells it."""
    cues = _cues(vocabulary)
    start, end = sentence.span.start, sentence.span.end
    found = cues.namings.finditer(page.folded, start, end, sentence.stems)
    scene = _Scene(page, sentence, mentions, tuple(Span(*m.span()) for m in found), cues)
    acting = [
        m
        for m in mentions
        if not only_says_where(page, m, sentence, vocabulary)
        and not cues.belongs.search(page.before(m.span.start, sentence, most=_WHERE))
        and not _NAMED_NEXT.match(page.folded, m.span.end)
    ]
    told = [cast for group in _coordinated(page, acting) for cast in _casts_of(scene, group)]
    return (*told, *_signing(page, mentions), *_signers(scene), *_attending(scene))


def _attending(scene: _Scene) -> Iterator[Cast]:
    """Yield the persons behind words for those who attended."""
    span = scene.sentence.span
    attended = scene.cues.attended.search(scene.page.folded, span.start, span.end)
    if attended is not None:
        for mention in scene.mentions:
            if mention.kind is ActorKind.PERSON and mention.span.start >= attended.start():
                yield Cast(mention, Role.WITNESS, 3)


def _signing(page: Page, mentions: Sequence[Mention]) -> Iterator[Cast]:
    """Yield who signs for whom: `عن الحكومة: X Y`."""
    for party, person in pairwise(mentions):
        between = page.folded[party.span.end : person.span.start]
        before = page.folded[max(party.span.start - _WHERE, 0) : party.span.start]
        if person.kind is ActorKind.PERSON and _COLON.fullmatch(between) and _FOR.search(before):
            yield Cast(party, Role.PARTY, 3)
            yield Cast(person, Role.SIGNATORY, 3, party.name)


_SIGNS = re.compile(r"(?<!\w)[وف]?(?:وقع|وقعت|وقعا|وقعوا|وقعه|وقعها|يوقع|توقع)(?!\w)")
_OF_TITLES = re.compile(r"\s?[،,]?\s?\"?((?:\w+\s){0,3})\"?")
_HEADS = re.compile(
    r"(?<!\w)[وف]?(?:رييس|رييسه|قايد|زعيم|امين|الامين العام ل|ممثل|مندوب|رييس وفد|نايب رييس|"
    r"القايد العام ل)\s?\"?$"
)


_HELPED = re.compile(r"وساط|(?<!\w)ب?رعاي|حضور|(?<!\w)شهد|ب?ضمان|ب?اشراف|ب?جهود")
"""Words behind which a person helped or watched rather than signed."""


def _signers(scene: _Scene) -> Iterator[Cast]:
    """Yield who signs for whom in running words: `وقع عن X العميد Y`, `وقع رئيس X، Y`."""
    page, start = scene.page, scene.sentence.span.start
    if (verb := _SIGNS.search(page.folded, start, scene.sentence.span.end)) is None:
        return
    for party, person in pairwise(scene.mentions):
        if person.kind is not ActorKind.PERSON or party.kind is ActorKind.PERSON:
            continue
        titles = _OF_TITLES.fullmatch(page.folded, party.span.end, person.span.start)
        before = page.before(party.span.start, scene.sentence, most=_WHERE)
        is_for = _FOR.search(before) or _HEADS.search(before)
        if titles is None or not is_for or party.span.start < verb.end():
            continue
        if _HELPED.search(page.folded, verb.end(), person.span.start):
            continue
        if all(_TITLE_WORD.match(w) or scene.cues.titles.match(w) for w in titles[1].split()):
            yield Cast(person, Role.SIGNATORY, 3, party.name)


_TITLE_WORD = re.compile(r"ال|نايبها?$|رييسها?$|قايدها?$|زعيمها?$|اول$|ركن$")
_COLON = re.compile(r"\s?:\s?(?:ال\w+\s|السيد\s)?")
_FOR = re.compile(r"(?<!\w)[وف]?عن\s(?:وفد\s)?$")


_HELPS = frozenset({Role.MEDIATOR, Role.GUARANTOR})


def only_says_where(
    page: Page, mention: Mention, sentence: Sentence, vocabulary: Vocabulary
) -> bool:
    """Return whether a state only says where something is."""
    if mention.kind is not ActorKind.STATE:
        return False
    before = page.before(mention.span.start, sentence, most=_WHERE)
    cues = _cues(vocabulary)
    roles = page.before(mention.span.start, sentence, most=_BEFORE)
    if any(pattern.search(roles) for role, pattern in cues.before_names if role is not Role.PARTY):
        return False
    if any(p.match(page.folded, mention.span.end) for r, p in cues.after_names if r in _HELPS):
        return False
    return cues.where.search(before) is not None or _WITH_IN.search(before) is not None


def _coordinated(page: Page, mentions: Sequence[Mention]) -> Iterator[tuple[Mention, ...]]:
    """Yield the mentions joined by 'and' and commas, as groups from left to right."""
    group: list[Mention] = []
    for mention in mentions:
        between = page.folded[group[-1].span.end : mention.span.start] if group else ""
        is_joined = _JOINED.fullmatch(between)
        if group and not is_joined:
            yield tuple(group)
            group = []
        group.append(mention)
    if group:
        yield tuple(group)


_TWO_OF = re.compile(r"(?<=\s)(?:قبيلتا|قبيلتي|عشيرتا|عشيرتي|عايلتا|عايلتي|حركتا|حركتي|جبهتا)\s$")
"""A dual between a verb and two names that are its subject: `توصلت قبيلتا X وY`."""


def _casts_of(scene: _Scene, group: tuple[Mention, ...]) -> Iterator[Cast]:
    """Yield what the mentions of a group are, by the words before them, else by those after."""
    page, cues = scene.page, scene.cues
    before = _TWO_OF.sub("", page.before(group[0].span.start, scene.sentence, most=_BEFORE))
    after = (page.folded, group[-1].span.end, scene.sentence.span.end)
    yield from _bodies(scene, group)
    yield from _envoys(scene, group)
    yield from _leaders(scene, group, before)
    if cues.mediates.search(before) and cues.mediated.match(*after):
        yield from (Cast(m, Role.MEDIATOR, 3) for m in group if _may_be(m, Role.MEDIATOR))
        return
    for role, pattern in cues.before_names:
        if pattern.search(before) and (role is not Role.PARTY or scene.namings):
            yield from (_cast(m, role) for m in group if _may_be(m, role))
            if role not in {Role.THIRD_PARTY, Role.INVITEE}:
                return
            break
    for role, pattern in cues.after_names:
        if pattern.match(*after):
            yield from (Cast(m, role, _weight(role)) for m in group if _may_be(m, role))
            return
    yield from _sides(scene, group, before)


def _cast(mention: Mention, role: Role) -> Cast:
    """Return a cast: a group or a state that signed is a party."""
    if role is Role.SIGNATORY and mention.kind is not ActorKind.PERSON:
        return Cast(mention, Role.PARTY, 3)
    return Cast(mention, role, _weight(role))


def _weight(role: Role) -> int:
    return 2 if role in {Role.THIRD_PARTY, Role.INVITEE, Role.SPONSOR} else 3


def _bodies(scene: _Scene, group: tuple[Mention, ...]) -> Iterator[Cast]:
    for mention in group:
        if mention.kind is ActorKind.BODY:
            words = scene.page.folded_words(mention.span)
            role = next((r for r, pattern in scene.cues.bodies if pattern.search(words)), None)
            if role is not None:
                yield Cast(mention, role, 3)


_LED = r"\s(?:ال)?(?:رييس|زعيم|قايد|امير|ملك|سلطان|شيخ)(?:\s[^\s،.]+){0,5}?\s*$"


def _leaders(scene: _Scene, group: tuple[Mention, ...], before: str) -> Iterator[Cast]:
    """Yield a person who makes an arrangement as the head of a state or group: a side's voice."""
    person = group[0]
    if person.kind is not ActorKind.PERSON or not scene.namings:
        return
    led = scene.cues.leads.search(before)
    if led is None:
        return
    start = person.span.start - len(before) + led.start()
    if not any(start <= m.span.start < person.span.start for m in scene.mentions):
        yield Cast(person, Role.PARTY, 2)


def _envoys(scene: _Scene, group: tuple[Mention, ...]) -> Iterator[Cast]:
    """Yield the persons whom the text calls envoys or mediators, or who carry it out."""
    for person in group:
        if person.kind is ActorKind.PERSON:
            before = scene.page.before(person.span.start, scene.sentence, most=_NEAR)
            if scene.cues.envoys.search(before):
                yield Cast(person, Role.MEDIATOR, 2)
            elif scene.cues.responsible.search(before):
                yield Cast(person, Role.RESPONSIBLE, 2)


def _sides(scene: _Scene, group: tuple[Mention, ...], before: str) -> Iterator[Cast]:
    """Yield the sides and invitees of a group, by the verbs beside them."""
    page, cues, namings = scene.page, scene.cues, scene.namings
    end = scene.sentence.span.end
    after = (page.folded, group[-1].span.end, end)
    sided = [m for m in group if m.kind in SIDED and not m.is_seat]
    if not sided:
        return
    several = len(sided) > 1
    verb = cues.refuses.search(before) or cues.offers.search(before) or cues.party.search(before)
    if verb is not None and _is_object(scene, verb.group(), group[0]):
        if namings and cues.offers.search(before):
            yield from (Cast(m, Role.INVITEE, 2) for m in sided)
        return
    asked = verb is not None and _ASKS.match(verb.group().strip()) is not None
    if asked and _acts_before(scene, group):
        yield from (Cast(m, Role.INVITEE, 2) for m in sided if namings)
        return
    if cues.refuses.search(before) or cues.has_refused.match(*after):
        refused = any(0 <= n.start - after[1] < _NEAR for n in namings)
        yield from (Cast(m, Role.INVITEE, 2) for m in sided if refused)
    elif cues.offers.search(before) or cues.has_offered.match(*after):
        yield from (Cast(m, Role.PARTY, OFFERS) for m in sided if namings)
        yield from _invitees(scene, group)
    elif _NAMELY.search(before) and (cues.sign.search(before) or _SEVERAL.search(before)):
        yield from (Cast(m, Role.PARTY, 3) for m in sided)
    elif namings and (verb := cues.party.search(before) or cues.has_party.match(*after)):
        if not _IS_NOUN.match(verb.group()) and _concludes(scene, group, verb.group()):
            yield from (Cast(m, Role.PARTY, 3 if several else 2) for m in sided)
    elif namings and cues.accused.search(before):
        yield from (Cast(m, Role.PARTY, 2) for m in sided if m.kind is not ActorKind.STATE)


_ASKS = re.compile(r"و(?:دعا|دعت|طالب|طالبت|حث|حثت|ناشد|ناشدت|امهل|امهلت)(?!\w)")


def _acts_before(scene: _Scene, group: tuple[Mention, ...]) -> bool:
    """Return whether a side stands before 'and calls on' in its sentence: it is who calls."""
    start = group[0].span.start
    return any(m.kind in SIDED and m.span.end < start for m in scene.mentions)


_IS_NOUN = re.compile(r"\W*[وف]?(?:ال|بال|لل)")


_DELEGATION = re.compile(r"\s(?:ممثل|وفد|قياد|قاده|مندوب|كل|زعيم|زعماء|قايد|رييس|مقاتلو|مسلحو)")


def _is_object(scene: _Scene, verb: str, mention: Mention) -> bool:
    if _DELEGATION.search(verb):
        return False
    words = scene.page.folded_words(mention.span)
    return disagrees(verb.strip(), words, scene.cues.genders)


_BINDS_ITSELF = re.compile(
    r"\"?(?:\s(?:قد\s)?(?:اعلن|قرر|تعهد)\w*)?(?:\s[^.؛]{0,30}?[،,]?)?\s(?:انه|انها|انهم)\s(?:س?[يت]لتزم|ملتزم|س?[يت]وقف|وافق|قبل|س?[يت]علق|لن\s[يت](?:هاجم|قصف|شن))"
)
"""Behind who announces what they themselves will do."""


def _concludes(scene: _Scene, group: tuple[Mention, ...], verb: str) -> bool:
    """Return whether a verb makes its subject a side: who only announces others' deal is none."""
    end = group[-1].span.end
    ahead = [n for n in scene.namings if n.end > end]
    is_state = all(m.kind is ActorKind.STATE for m in group)
    if _BINDS_ITSELF.match(scene.page.folded, end):
        return True
    if not scene.cues.announces.search(verb):
        return bool(ahead or scene.namings)
    if not ahead:
        return False
    between = scene.page.folded[end : max(ahead[0].start, end)]
    others = any(m.span.start > end and m.span.end <= ahead[0].start for m in scene.mentions)
    is_of_others = scene.cues.others.search(between) is not None
    return not is_of_others and not others and not (is_state and len(between) > _INVITED)


def _invitees(scene: _Scene, group: tuple[Mention, ...]) -> Iterator[Cast]:
    """Yield the side to whom an offer or demand goes."""
    end, keys = group[-1].span.end, {m.key for m in group}
    for mention in scene.mentions:
        if mention.span.start <= end or mention.kind not in SIDED or mention.key in keys:
            continue
        before = scene.page.folded[end : mention.span.start]
        if len(before) < _INVITED and (_TO.search(before) or not before.strip()):
            yield Cast(mention, Role.INVITEE, 2)
            return


_OF_PERSONS = frozenset(
    {
        Role.SIGNATORY,
        Role.MEDIATOR,
        Role.WITNESS,
        Role.RESPONSIBLE,
        Role.GUARANTOR,
        Role.MONITOR,
    }
)


def _may_be(mention: Mention, role: Role) -> bool:
    match mention.kind:
        case ActorKind.SIDES:
            return False
        case ActorKind.PERSON:
            return role in _OF_PERSONS
        case ActorKind.COLLECTIVE | ActorKind.BODY | ActorKind.STATE if role is Role.THIRD_PARTY:
            return False
        case ActorKind.COLLECTIVE if role is Role.WITNESS:
            return False
    if mention.is_seat and role in {Role.PARTY, Role.INVITEE}:
        return False
    return role not in {Role.PARTY, Role.INVITEE} or mention.kind in SIDED
