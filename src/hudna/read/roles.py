"""Roles: who is what in an arrangement, from the words beside their names."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from hudna.domain.codebook import Role
from hudna.read.actors import ARMED, SIDED, ActorKind, Mention
from hudna.read.arabic import roles as arabic
from hudna.read.casts import GUESS, OFFERS, Cast
from hudna.read.gaps import AFTER_NAME, AFTER_WORD
from hudna.read.officials import with_officials
from hudna.read.signing import find_side, iter_person_lists, iter_signing
from hudna.read.structure import Page, Sentence
from hudna.text.folding import match_key
from hudna.text.spans import Span
from hudna.vocabulary import Vocabulary
from hudna.vocabulary.cues import AnyCue, compile_any, compile_any_cue, stems_of, to_expression
from hudna.vocabulary.gazetteer import is_place
from hudna.vocabulary.loader import ARABIC

_Patterns = tuple[tuple[Role, re.Pattern[str]], ...]
_Roles = tuple[tuple[Role, AnyCue], ...]

_BEFORE, _AFTER = 110, 30
_WHERE_BEFORE = 40
_JOINED_MOST, _INVITED_MOST = 90, 40
_OPENING, _NEXT_TO = 6, 2
_ADVERBS = r"(?:have |has |had |hereby |formally |\w+ly )*"
_JOINED = re.compile(
    r"(?:\s?\([^)]{0,60}\))?(?:,?\s?(?:and|or|nor|as well as|along with|&)\s"
    r"(?:(?:by|with|of|from)\s)?"
    r"(?:(?:(?!\w+ed\b|by\b)[\w-]+\s){1,3}(?:of|from)\s)?|,\s?|\s(?=the\s))"
    r"(?:(?:the|its|then)\s)?(?:(?!(?:by|with|from|to|against|in|at|between)\b)\"?\w[\w'-]*[\s-]){0,2}\"?$"
)
_JOINED_PERSON = re.compile(r",?\sand\s(?:the\s)?(?:[\w'’-]+\s){0,5}$")
_KIND_OF_BODY = re.compile(r"\s(?:bloc|group|body|movement|alliance|organi[sz]ation|party)\s")
_NAMELY = re.compile(r"\s?(?:[-–—:(]|,\snamely:?)\s?(?:the\s)?")
"""Between a number of groups and their names: `three armed groups - the Valley Front, …`."""
_OF_THOSE = re.compile(r"\sof\s(?:the\s|all\s)?")
"""Between a group and who is in it: `the Valley Alliance of ethnic armed groups`."""
_WHOSE_NEXT = re.compile(r"['`’]s?\s(?:[\w.-]+\s){0,3}")
_WHOSE_PERSON = re.compile(r"(?:['`’]s?)?\s(?:[\w.'’-]+\s){0,5}(?:[\w.'’-]+,\s)?")
_WHOSE_FOR = re.compile(
    r"(?:['’]s)?\s(?:[\w-]+\s){0,3}(?:for|to|in|on)\s[^,;.]{2,40},?\s(?:\w+\.?\s)?"
)
_BETWEEN_OTHERS = re.compile(r"[^.;]{0,80}\b(?:between|among)\s")
_FOR_EXAMPLE = re.compile(
    r"(?:(?!\b(?:from|by|after)\b)[^.;]){0,60}?,?\s(?:especially|including|such as|notably"
    r"|particularly|among them)\s(?:the\s)?$"
)
_OF = " of "
_BACKED = re.compile(r"(?:backed|supported|sponsored)\b")
_BACKED_KINDS = ARMED | {ActorKind.ORGANIZATION}
_TOWN_OF = re.compile(
    r"\b(?:towns?|city|cities|villages?|settlements?|hamlets?|camps?|districts?|regions?|provinces?|areas?"
    r"|council|residents|people|inhabitants|elders|mayor)\sof\s(?:the\s)?$"
)
_IN = re.compile(r"\b(?:in|at|near)\s(?:the\s)?$")
_ACTS_FOR_IT = re.compile(r"['’]s\s|\s(?:hosted|mediated|brokered|said|and\s)")
_BETWEEN = re.compile(r"\b(?:between|among|amongst|involving)" + AFTER_WORD)
_WITH = re.compile(r"\bwith" + AFTER_WORD)
_TO = re.compile(r"\b(?:to|for|on|that|upon)" + AFTER_WORD)
_LED = frozenset({ActorKind.ARMED, ActorKind.ORGANIZATION, ActorKind.COLLECTIVE})
_WHOSE_LEADER = re.compile(
    r"(?:['’]s?)?\s(?!(?:and|by|of|led|headed|under|with|for|who|against|said|in)\b)(?:[\w.'’-]+\s){1,4}"
)
_WHENCE = re.compile(r"\s(?:from|of|in)\s(?:the\s)?")
_FROM_SOMEWHERE = frozenset(
    {ActorKind.COLLECTIVE, ActorKind.PERSON, ActorKind.BODY, ActorKind.ORGANIZATION}
)
_OPENS = re.compile(r",\s(?:the\s)?$")
_CLOSES = re.compile(r"(?:\s?\([^)]{0,40}\))?,(?=\s)")
_STOPS = re.compile(r"[.;]\s(?!\w{1,3}\.)|\b(?:and|by|with)\b")
_DECLARES = re.compile(r"\bdeclar(?:e|es|ed|ing)\s[^,.;]{3,60}\swith\s")
_ACCUSES = re.compile(AFTER_NAME + r"(?:\w+\s){0,2}(?:accus|blam)(?:e|es|ed|ing)\s")
_ASKED_TO_HELP = re.compile(
    r"(?:,[^,;.]{2,50},)?\sto\s(?:\w+ly\s|also\s)?(?:provide|send|deploy|dispatch|mediate|facilitate"
    r"|monitor|help|assist|intervene|pressure|press|persuade|convince|host|guarantee|oversee"
    r"|verify|broker|play)\b"
)
"""Behind those who are asked to help others to it, not to take part."""
_AGAINST = re.compile(
    r"\b(?:crackdown|offensives?|assaults?|attacks?|war|operations?|strikes?|raids?|curbs?|bans?"
    r"|sanctions|pressure|control|support)\s(?:on|for|to)\s"
)
"""Words of what is done to someone, who is offered nothing by that."""
_CALLED = re.compile(r"\b(?:mediators?|brokers?|guarantors?|facilitators?|monitors?)\s(?:the\s)?$")
"""Right before names: whatever they say, that is what they are."""
_DIRECTLY = re.compile(
    r"(?:\s(?:that|which|has|have|had|also|\w+ly))*\s\w+\s(?:that\s)?(?:the\s|all\s)?(?:\w+\s){0,1}"
)


@dataclass(frozen=True, slots=True)
class _Cues:
    """Words beside names: roles by what stands before and after them, and verbs of their own."""

    before_names: _Roles
    after_names: _Roles
    party_verbs: AnyCue
    offer_verbs: AnyCue
    refuse_verbs: AnyCue
    answers: AnyCue
    agree: re.Pattern[str]
    stops: AnyCue
    done_by: re.Pattern[str]
    accused: re.Pattern[str]
    owned: re.Pattern[str]
    not_with: re.Pattern[str]
    not_between: re.Pattern[str]
    offered_to: re.Pattern[str]
    says: re.Pattern[str]
    where: re.Pattern[str]
    named_after: re.Pattern[str]
    mediated: re.Pattern[str]
    announces: re.Pattern[str]
    called_on: re.Pattern[str]
    leads_them: re.Pattern[str]
    titles: re.Pattern[str]
    leads: re.Pattern[str]
    namings: AnyCue
    bodies: _Patterns


@lru_cache(maxsize=4)
def _cues(vocabulary: Vocabulary) -> _Cues:
    reading: dict[str, Any] = vocabulary.get("reading")
    grammar = {name: to_expression(cues) for name, cues in reading["grammar"].items()}
    roles = [(Role(role), sides) for role, sides in reading["roles"].items()]
    return _Cues(
        before_names=tuple(
            (r, _ending(s["after"], sent=grammar["sent"])) for r, s in roles if s.get("after")
        ),
        after_names=tuple((r, _beginning(s["before"])) for r, s in roles if s.get("before")),
        party_verbs=_beginning(reading["party_verbs"]),
        offer_verbs=_beginning(reading["offer_verbs"]),
        refuse_verbs=_beginning(reading["refuse_verbs"]),
        answers=_beginning(reading["refuses_offers"]),
        agree=re.compile(rf"{AFTER_NAME}(?:\([^)]{{0,80}}\)\s?)*{_ADVERBS}{grammar['agree']}"),
        stops=_beginning(reading["makes_it_stop"]),
        done_by=re.compile(
            rf"{grammar['done_by']}(?:\s(?!by\b)\w+){{0,2}}"
            rf"(?:\s(?:on|in|at)\s(?!by\b)[^,.;:]{{2,40}}?)? by{AFTER_WORD}"
        ),
        accused=re.compile(grammar["accused"] + AFTER_WORD),
        not_between=re.compile(rf"{grammar['not_between']}\s(?:\w+\s)?between{AFTER_WORD}"),
        not_with=re.compile(rf"{grammar['not_with']}\swith{AFTER_WORD}"),
        offered_to=re.compile(rf"{grammar['offered_to']}\s[^.;]{{3,60}}\bto{AFTER_WORD}"),
        owned=re.compile(rf"['`’]?s?(?:\s\w+)?\s{grammar['owned']}"),
        says=re.compile(rf"\s{grammar['says']}"),
        where=re.compile(rf"{grammar['where']}\s(?:the\s)?(?:[\w-]+(?:ern|ing|ral|rby|torn)\s)?$"),
        named_after=re.compile(rf"(?:['`’]s)?\s{grammar['named_after']}"),
        mediated=re.compile(rf"-?\s?{grammar['mediated']}"),
        announces=re.compile(rf"{AFTER_NAME}{_ADVERBS}{grammar['announces']}"),
        leads=re.compile(rf"{AFTER_NAME}{_ADVERBS}{grammar['leads']}"),
        called_on=re.compile(grammar["called_on"] + AFTER_WORD),
        leads_them=re.compile(rf"{grammar['led_by']}\s(?:the\s)?(?:[\w.-]+\s){{0,4}}$"),
        titles=compile_any_cue(reading["titles"]).pattern,
        namings=compile_any_cue(
            [*reading["arrangements"], *reading["coreferences"], *reading["further_namings"]]
        ),
        bodies=tuple((Role(role), compile_any(cues)) for role, cues in reading["bodies"].items()),
    )


def _ending(sources: Sequence[str], *, sent: str) -> AnyCue:
    """Return words that end before a name, or before whom its bearer sends: `envoys of`."""
    envoys = rf"(?:\s(?:the\s|an?\s|its\s)?(?:[\w-]+\s){{0,3}}{sent}\s(?:of|from|for))?"
    pattern = re.compile(to_expression(sources) + envoys + AFTER_WORD)
    return AnyCue(sources, pattern=pattern)


def _beginning(sources: Sequence[str]) -> AnyCue:
    pattern = re.compile(AFTER_NAME + to_expression(sources).removeprefix(r"(?<!\w)"))
    return AnyCue(sources, pattern=pattern)


def _possible(roles: _Roles, stems: frozenset[str]) -> _Roles:
    """Return the roles whose words a text with these stems can bear."""
    return tuple((role, cue) for role, cue in roles if cue.may_match(stems))


@dataclass(frozen=True, slots=True)
class _Scene:
    """A sentence, who is named in it, and where it names an arrangement."""

    page: Page
    sentence: Sentence
    mentions: Sequence[Mention]
    namings: tuple[Span, ...]
    cues: _Cues


_SHARED = frozenset({Role.WITNESS, Role.GUARANTOR, Role.SIGNATORY})
"""What the first person of a list is and all are."""


def find_casts(
    page: Page, sentence: Sentence, mentions: Sequence[Mention], vocabulary: Vocabulary
) -> tuple[Cast, ...]:
    """Return who is what, as one sentence tells it."""
    if vocabulary.language == ARABIC:
        return arabic.find_casts(page, sentence, mentions, vocabulary)
    cues = _cues(vocabulary)
    start, end = sentence.span.start, sentence.span.end
    found = cues.namings.finditer(page.folded, start, end, sentence.stems)
    scene = _Scene(page, sentence, mentions, tuple(Span(*m.span()) for m in found), cues)
    with_them = with_officials(page, sentence, mentions, vocabulary)
    named = [m for m in with_them if m.kind is not ActorKind.OFFICIAL]
    casts = list(_iter_told(replace(scene, mentions=named), vocabulary))
    if with_them is not mentions:
        told = {(cast.mention, cast.role) for cast in casts}
        casts += [
            cast
            for group in _coordinated(page, _acting(replace(scene, mentions=with_them), vocabulary))
            if any(m.kind is ActorKind.OFFICIAL for m in group)
            for cast in _casts_of(replace(scene, mentions=with_them), group)
            if cast.role in _BY_OFFICE and (cast.mention, cast.role) not in told
        ]
    casts += [
        replace(cast, mention=person)
        for persons in iter_person_lists(page, mentions)
        for cast in casts
        if cast.role in _SHARED and cast.mention == persons[0]
        for person in persons[1:]
    ]
    return (*casts, *iter_signing(page, sentence, mentions, vocabulary))


def _iter_told(scene: _Scene, vocabulary: Vocabulary) -> Iterator[Cast]:
    """Yield what those who act in a scene are, by the words beside them."""
    acting = _acting(scene, vocabulary)
    for group in _coordinated(scene.page, acting):
        for cast in _casts_of(scene, group):
            if cast.role is not Role.WITNESS or cast.mention.kind not in _HAS_OFFICES:
                yield cast
            elif (held := _office_held(scene, cast.mention)) is not None:
                yield replace(cast, mention=held)
    yield from _between_apart(scene, acting)


_HAS_OFFICES = frozenset({ActorKind.STATE, ActorKind.GOVERNMENT})
_OFFICE = (
    r"(?:minister|commander|ambassador|envoy|governor|general|chief\sof\sstaff|representative"
    r"|army\schief|officer|secretary)s?"
)
_ITS_OFFICE = re.compile(rf"['’]s\s(?:[\w-]+\s){{0,4}}?{_OFFICE}\b")
_FOR_OFFICE = re.compile(rf"\b{_OFFICE}\s(?:for|in)\s(?:the\s)?$")
_HOLDER_MOST = 60


def _office_held(scene: _Scene, witness: Mention) -> Mention | None:
    """Return who is present of a state: `Norva's interior minister`, None if a name follows."""
    page, end = scene.page, scene.sentence.span.end
    if _FOR_OFFICE.search(page.before(witness.span.start, scene.sentence, most=_BEFORE)):
        return None
    office = _ITS_OFFICE.match(page.folded, witness.span.end, end)
    if office is None:
        return witness
    persons = (m.span.start for m in scene.mentions if m.kind is ActorKind.PERSON)
    if any(0 <= start - office.end() <= _HOLDER_MOST for start in persons):
        return None
    span = Span(witness.span.start, office.end())
    name = page.words(span)
    return Mention(span, name, match_key(name), ActorKind.OFFICIAL)


def _acting(scene: _Scene, vocabulary: Vocabulary) -> list[Mention]:
    """Return who is named in a scene for what they do, not to say where or whose something is."""
    page, sentence, mentions, cues = scene.page, scene.sentence, scene.mentions, scene.cues
    return [
        m
        for m in mentions
        if not only_says_where(page, m, sentence, vocabulary)
        and not says_whose(page, m, mentions)
        and not _only_leads(page, m, sentence, cues)
        and not _says_whence(page, m, mentions)
        and not _says_whose_leader(page, m, mentions, cues)
        and not _represents(page, m, sentence)
    ]


_BETWEEN_FIRST = re.compile(r"\b(?:between|by and between)\s(?:the\s)?(?:[\w-]+\s){0,2}$")
_SECOND = re.compile(
    r"(?:\s?\([^)]{0,60}\))?,\s[^;.]{3,140}?(?:,|\))\sand\s(?:the\s)?(?:[\w-]+\s){0,2}"
)
"""Between two sides the first of which a comma says more of: `between the Front, who …, and X`."""


def _between_apart(scene: _Scene, acting: Sequence[Mention]) -> Iterator[Cast]:
    """Yield two between whom it is, where words on the first stand between them."""
    start, end = scene.sentence.span.start, scene.sentence.span.end
    if not scene.namings or scene.page.folded.find("between", start, end) < 0:
        return
    for number, one in enumerate(acting):
        before = scene.page.before(one.span.start, scene.sentence, most=_BEFORE)
        if _BETWEEN_FIRST.search(before) is None or scene.cues.not_between.search(before):
            continue
        for other in acting[number + 1 :]:
            if _SECOND.fullmatch(scene.page.folded, one.span.end, other.span.start):
                sides = [m for m in (one, other) if m.kind in SIDED or m.kind is ActorKind.NAME]
                if len(sides) > 1:
                    yield from (Cast(m, Role.PARTY, 3) for m in sides)
                return


def only_says_where(
    page: Page, mention: Mention, sentence: Sentence, vocabulary: Vocabulary
) -> bool:
    """Return whether a state or a name only says where something is, or whose envoy someone is."""
    if vocabulary.language == ARABIC:
        return arabic.only_says_where(page, mention, sentence, vocabulary)
    if mention.kind not in {ActorKind.STATE, ActorKind.NAME}:
        return False
    cues, end = _cues(vocabulary), mention.span.end
    before = page.before(mention.span.start, sentence, most=_BEFORE)
    if mention.kind is ActorKind.NAME and _TOWN_OF.search(before):
        return True
    if mention.kind is ActorKind.NAME and before.endswith(_OF):
        return is_place(mention.name, vocabulary)
    if _IN.search(before) and not _ACTS_FOR_IT.match(page.folded, end):
        return True
    if not cues.where.search(before[-_WHERE_BEFORE:]):
        after = page.folded[end : end + _AFTER]
        if cues.named_after.match(after) is None or cues.mediated.match(after) is not None:
            return False
    roles = _possible(cues.before_names, stems_of(before))
    return not any(cue.pattern.search(before) for _, cue in roles)


_OWNING = frozenset(
    {ActorKind.STATE, ActorKind.INTERNATIONAL, ActorKind.BODY, ActorKind.ORGANIZATION}
)


def says_whose(page: Page, mention: Mention, mentions: Sequence[Mention]) -> bool:
    """Return whether a name only says whose the next one is: `Norway's Valley Front`.

    So does the name of a state or a body right before a title and a person: `UN envoy Ingrid Dahl`.
    """
    if mention.kind not in _OWNING:
        return False
    following = next((m for m in mentions if m.span.start >= mention.span.end), None)
    if following is None:
        return False
    if following.kind is ActorKind.NAME:
        between = page.folded[mention.span.end : following.span.start]
        return mention.kind is ActorKind.STATE and between == "'s " and " " in following.name
    if mention.kind is ActorKind.INTERNATIONAL and following.kind is ActorKind.STATE:
        person = next((m for m in mentions if m.span.start >= following.span.end), None)
        if person is not None and person.kind is ActorKind.PERSON:
            between = page.folded[mention.span.end : person.span.start]
            if _WHOSE_FOR.fullmatch(between):
                return True
    between = page.folded[mention.span.end : following.span.start]
    if mention.kind not in {ActorKind.STATE, ActorKind.INTERNATIONAL}:
        is_person = following.kind is ActorKind.PERSON
        is_owner = between.startswith(("'s ", "’s "))
        return is_person and is_owner and _WHOSE_PERSON.fullmatch(between) is not None
    if following.kind is ActorKind.PERSON:
        return _WHOSE_PERSON.fullmatch(between) is not None and " and " not in between
    return mention.kind is ActorKind.STATE and _WHOSE_NEXT.fullmatch(between) is not None


def _says_whose_leader(
    page: Page, mention: Mention, mentions: Sequence[Mention], cues: _Cues
) -> bool:
    """Return whether a group only says whose leader is named: `Valley Front chief Samir Qalan`."""
    if mention.kind not in _LED:
        return False
    following = next((m for m in mentions if m.span.start >= mention.span.end), None)
    if following is None or following.kind is not ActorKind.PERSON:
        return False
    between = page.folded[mention.span.end : following.span.start]
    if _WHOSE_LEADER.fullmatch(between) is None:
        return False
    return cues.titles.search(between) is not None


def _says_whence(page: Page, mention: Mention, mentions: Sequence[Mention]) -> bool:
    """Return whether a name only says where those named before it are from: `elders of X`."""
    if mention.kind not in {ActorKind.NAME, ActorKind.STATE}:
        return False
    before = next((m for m in reversed(mentions) if m.span.end <= mention.span.start), None)
    if before is None or before.kind not in _FROM_SOMEWHERE:
        return False
    return _WHENCE.fullmatch(page.folded, before.span.end, mention.span.start) is not None


_BY_WHOM = re.compile(r"\brepresented\s(?:\w+\s)?by\s(?:the\s|its\s|their\s)?$")


def _represents(page: Page, mention: Mention, sentence: Sentence) -> bool:
    """Return whether an office only stands for a side: `the State, represented by its Ministry`."""
    start = sentence.span.start
    if (
        mention.kind is ActorKind.PERSON
        or page.folded.find("represented", start, mention.span.start) < 0
    ):
        return False
    before = page.before(mention.span.start, sentence, most=_BEFORE)
    return _BY_WHOM.search(before) is not None


def _only_leads(page: Page, mention: Mention, sentence: Sentence, cues: _Cues) -> bool:
    """Return whether a person only says whose a group is: `rebels loyal to General X`."""
    if mention.kind not in {ActorKind.PERSON, ActorKind.NAME}:
        return False
    before = page.before(mention.span.start, sentence, most=_BEFORE)
    return cues.leads_them.search(before) is not None


def _coordinated(page: Page, mentions: Sequence[Mention]) -> Iterator[tuple[Mention, ...]]:
    """Yield the mentions joined by 'and' and commas, as groups from left to right."""
    group: list[Mention] = []
    for number, mention in enumerate(mentions):
        between = page.folded[group[-1].span.end : mention.span.start] if group else ""
        is_pair = group and len(group) == 1 and between.strip() == ","
        if is_pair and not _goes_on(page, mentions[number : number + 2]):
            yield tuple(group)
            group = []
        elif group and between.strip() == "(" and mention.key == group[-1].key:
            continue  # an acronym in brackets is the same name once more
        elif len(group) == 1 and group[0].kind is ActorKind.SIDES:
            yield tuple(group)
            group = []
        elif group and _is_made_of(between, mention):
            continue
        described = _described(group[-1], between, mention) if group else None
        if described is not None:
            group[-1] = described
            continue
        if group and not _are_joined(between, mention):
            yield tuple(group)
            group = []
        group.append(mention)
    if group:
        yield tuple(group)


def _goes_on(page: Page, mentions: Sequence[Mention]) -> bool:
    """Return whether a list goes on behind a name: a comma alone joins no two."""
    if len(mentions) < 2:
        return False
    between = page.folded[mentions[0].span.end : mentions[1].span.start]
    return len(between) < _JOINED_MOST and _JOINED.fullmatch(between) is not None


def _described(before: Mention, between: str, mention: Mention) -> Mention | None:
    """Return a mention with the words before it that only say what it is, or None.

    `the East Valley bloc XYZ` is XYZ, `the terrorist groups X` is X.
    """
    if before.kind is ActorKind.COLLECTIVE and mention.kind in SIDED | {ActorKind.NAME}:
        is_named = mention.kind is not ActorKind.COLLECTIVE
        if is_named and before.name.endswith("s") and _NAMELY.fullmatch(between):
            return replace(mention, span=Span(before.span.start, mention.span.end))
    is_kind = before.kind is ActorKind.NAME and _KIND_OF_BODY.fullmatch(between) is not None
    is_kind = is_kind or (
        between == " "
        and before.kind is ActorKind.ORGANIZATION
        and mention.kind in {ActorKind.ORGANIZATION, ActorKind.INTERNATIONAL}
        and _KIND_OF_BODY.fullmatch(f" {before.name.rpartition(' ')[2]} ") is not None
    )
    is_class = before.kind is ActorKind.COLLECTIVE and (
        between == " " or _OF_THOSE.fullmatch(between) is not None
    )
    if not is_kind and not (is_class and mention.kind is ActorKind.ARMED):
        return None
    return replace(mention, span=Span(before.span.start, mention.span.end))


def _is_made_of(between: str, mention: Mention) -> bool:
    is_plain = mention.kind is ActorKind.COLLECTIVE
    return is_plain and _OF_THOSE.fullmatch(between) is not None


_SAID_OF_IT = re.compile(r"\s(?:which|that|whom)\s(?:it|they|he)\s\w+(?=,)")
"""What a list says of one of its members: `the Interim Council which it backs, the rebel …`."""


def _are_joined(between: str, mention: Mention) -> bool:
    if mention.kind is ActorKind.SIDES:
        return False
    if mention.kind is ActorKind.PERSON and _JOINED_PERSON.fullmatch(between):
        return True
    between = _SAID_OF_IT.sub("", between)
    return len(between) < _JOINED_MOST and bool(
        _JOINED.fullmatch(between) or _FOR_EXAMPLE.fullmatch(between)
    )


_APPOSED_ROLE = re.compile(
    r"(?:\s?\([^)]{0,40}\))?,\s(?:(?:the|both|all|as|its|an?|two|three|four|five|main|chief|joint|co)[\s-]){0,3}"
    r"(?:\w+\s)?(guarantor|mediator|facilitator|witness|observer|monitor|host|sponsor|accompanying)\w*\b"
    r"(?!\s(?:sa(?:ys|id)|told|announc|add|confirm|declar|stat|report|warn|call|urg|(?:has|had|is|was|will)\b))"
)
"""What is said of several behind a comma: `Norway and Oman, guarantors of the process`."""
_APPOSED_ROLES = {
    "guarantor": Role.GUARANTOR,
    "mediator": Role.MEDIATOR,
    "facilitator": Role.MEDIATOR,
    "host": Role.MEDIATOR,
    "witness": Role.WITNESS,
    "observer": Role.WITNESS,
    "monitor": Role.MONITOR,
    "sponsor": Role.SPONSOR,
    "accompanying": Role.WITNESS,
}


def _casts_of(scene: _Scene, group: tuple[Mention, ...]) -> Iterator[Cast]:
    """Yield what the mentions of a group are, by the words before them, else by those after."""
    apposed = _APPOSED_ROLE.match(scene.page.folded, group[-1].span.end, scene.sentence.span.end)
    if apposed is not None and all(m.kind in _BODILY for m in group):
        yield from (Cast(m, _APPOSED_ROLES[apposed[1]], 3) for m in group)
        return
    before = scene.page.before(group[0].span.start, scene.sentence, most=_BEFORE)
    titled = _before_title(scene, group[0])
    stems = stems_of(before)
    for role, cue in _possible(scene.cues.before_names, scene.sentence.stems):
        if not cue.may_match(stems):
            continue
        pattern = cue.pattern
        if role is Role.SPONSOR and _backs_a_side(scene, group[0], pattern.search(before), before):
            group = group[1:]
            if not group:
                return
            before = scene.page.before(group[0].span.start, scene.sentence, most=_OPENING)
            stems |= stems_of(before)
            continue
        if role is Role.PARTY and scene.cues.not_between.search(before):
            continue
        told = pattern.search(before) or (titled and pattern.search(titled))
        if role is Role.THIRD_PARTY and told and _only_fights(group[0], told.group()):
            continue
        if role is Role.MONITOR and told and _controls(group[0], told.group()):
            continue
        if role is Role.SIGNATORY and not any(_may_be(m, role) for m in group):
            continue  # groups that sign are parties, by the words that say so
        if told:
            yield from (
                Cast(m, role, 3)
                for m in group
                if _may_be(m, role)
                and (
                    _CALLED.search(before)
                    or not scene.cues.says.match(scene.page.folded, m.span.end)
                )
            )
            return
    yield from _bodies(scene, group)
    folded, end = scene.page.folded, scene.sentence.span.end
    start = _end_of(scene, group, before)
    for role, cue in _possible(scene.cues.after_names, scene.sentence.stems):
        if cue.pattern.match(folded, start, end):
            yield from (Cast(m, role, 3) for m in group if _may_be(m, role))
            return
    yield from _sides(scene, group, before)


def _only_fights(mention: Mention, words: str) -> bool:
    """Return whether `fighting` says what a plural behind it does: `both fighting factions`."""
    return mention.kind is ActorKind.COLLECTIVE and words == "fighting "


def _controls(mention: Mention, words: str) -> bool:
    """Return whether a place is only held by someone: `under the control of the Front`."""
    return "control of" in words and mention.kind is not ActorKind.INTERNATIONAL


def _backs_a_side(
    scene: _Scene, mention: Mention, backed: re.Match[str] | None, before: str
) -> bool:
    """Return whether one backs a side rather than the arrangement: `the Front, backed by X`."""
    if backed is None or _BACKED.match(backed.group().lstrip()) is None:
        return False
    start = mention.span.start - len(before) + backed.start()
    return any(
        m.kind in _BACKED_KINDS and 0 < start - m.span.end <= _NEXT_TO for m in scene.mentions
    )


_APPOSED_MOST = len(", the ")
"""Between the words for the sides and those who they are: `the two sides, the Front and …`."""


def _end_of(scene: _Scene, group: tuple[Mention, ...], before: str) -> int:
    """Return where a group ends, with the comma that closes it where it is in apposition."""
    end, start = group[-1].span.end, group[0].span.start
    names_sides = any(
        m.kind is ActorKind.SIDES and 0 < start - m.span.end <= _APPOSED_MOST
        for m in scene.mentions
    )
    if (len(group) > 1 and not names_sides) or _OPENS.search(before) is None:
        return end
    closes = _CLOSES.match(scene.page.folded, end, scene.sentence.span.end)
    return closes.end() if closes is not None else end


def _before_title(scene: _Scene, mention: Mention) -> str | None:
    """Return the words before a person's title: `brokered by` the head of the Valley Council, X."""
    if mention.kind is not ActorKind.PERSON:
        return None
    before = scene.page.before(mention.span.start, scene.sentence, most=_BEFORE)
    titles = list(scene.cues.titles.finditer(before))
    whole = (t for t in titles if _STOPS.search(before, t.end()) is None)
    first = next(whole, titles[-1] if titles else None)
    return before[: first.start()] if first is not None else None


_BODILY = frozenset(
    {
        ActorKind.BODY,
        ActorKind.ORGANIZATION,
        ActorKind.INTERNATIONAL,
        ActorKind.STATE,
        ActorKind.COLLECTIVE,
    }
)


def _bodies(scene: _Scene, group: tuple[Mention, ...]) -> Iterator[Cast]:
    for mention in group:
        if mention.kind in _BODILY:
            words = scene.page.folded_words(mention.span)
            role = next((r for r, pattern in scene.cues.bodies if pattern.search(words)), None)
            if role is not None:
                yield Cast(mention, role, 3)


def _sides(scene: _Scene, group: tuple[Mention, ...], before: str) -> Iterator[Cast]:
    """Yield the sides and invitees of a group, by the verbs beside them."""
    page, cues, namings = scene.page, scene.cues, scene.namings
    after = (page.folded, _end_of(scene, group, before), scene.sentence.span.end)
    sided = [m for m in group if m.kind in SIDED]
    several = len(sided) > 1
    leaders = [m for m in group if m.kind is ActorKind.PERSON]
    leads = any(n.start >= after[1] for n in namings) and cues.leads.match(*after)
    if leaders and leads and not _tells_of_others(scene, after[1]):
        yield from (Cast(m, Role.PARTY, GUESS) for m in leaders)
        sides = (find_side(page, leader, scene.mentions) for leader in leaders)
        yield from (Cast(side, Role.PARTY, 2) for side in sides if side is not None)
    if namings and _BETWEEN.search(before) and not cues.not_between.search(before):
        named = [m for m in group if m.kind in SIDED or m.kind is ActorKind.NAME]
        yield from (Cast(m, Role.PARTY, 3) for m in named)
    elif sided and cues.offer_verbs.match(*after, scene.sentence.stems):
        yield from (Cast(m, Role.PARTY, OFFERS) for m in sided if namings)
        yield from _invitees(scene, group[-1].span.end)
    elif _is_invited(scene, group[0], before, after):
        yield from (Cast(m, Role.INVITEE, 2) for m in sided)
        if leaders and not sided and cues.refuse_verbs.match(*after, scene.sentence.stems):
            yield from (Cast(m, Role.INVITEE, GUESS) for m in leaders)
    elif several and cues.agree.match(*after):
        yield from (Cast(m, Role.PARTY, 3) for m in sided)
    elif (
        len(named := [m for m in group if m.kind in SIDED or m.kind is ActorKind.NAME]) > 1
        and any(n.start >= after[1] for n in namings)
        and cues.agree.match(*after)
    ):
        yield from (Cast(m, Role.PARTY, 3) for m in named)
    elif any(n.start >= after[1] for n in namings) and cues.party_verbs.match(
        *after, scene.sentence.stems
    ):
        if _tells_of_others(scene, after[1]):
            return
        yield from (Cast(m, Role.PARTY, 3 if several else 2) for m in sided)
    elif sided and cues.stops.match(*after, scene.sentence.stems):
        yield from (Cast(m, Role.PARTY, 2) for m in sided)
    elif namings and _WITH.search(before) and _DECLARES.search(before):
        yield from (Cast(m, Role.INVITEE, 2) for m in sided)
    elif namings and _has_part(scene, group, before):
        yield from (Cast(m, Role.PARTY, 2) for m in sided)
    elif namings and _ACCUSES.match(*after):
        yield from (Cast(m, Role.PARTY, GUESS) for m in sided)


def _tells_of_others(scene: _Scene, end: int) -> bool:
    """Return whether someone announces what is between others: `X announced a truce between`."""
    folded, last = scene.page.folded, scene.sentence.span.end
    announces = scene.cues.announces.match(folded, end, last)
    if announces is None:
        return False
    between = _BETWEEN_OTHERS.match(folded, announces.end(), last)
    if between is None:
        return False
    others = {m.key for m in scene.mentions if m.span.start >= between.end() and m.kind in SIDED}
    return len(others) > 1


def _is_invited(scene: _Scene, mention: Mention, before: str, after: tuple[str, int, int]) -> bool:
    """Return whether someone is offered or asked something, or turns it down."""
    cues = scene.cues
    if cues.answers.match(*after, scene.sentence.stems):
        return True
    if _NEITHER.search(before) is not None and _ANSWERED.match(*after) is not None:
        return True
    return bool(scene.namings) and (
        _is_offered(scene, mention, before)
        or (cues.called_on.search(before) is not None and _ASKED_TO_HELP.match(*after) is None)
        or cues.refuse_verbs.match(*after, scene.sentence.stems) is not None
    )


_NEITHER = re.compile(r"\bneither\s(?:the\s)?(?:\w+\s)?$")
_ANSWERED = re.compile(
    AFTER_NAME + r"(?:has\s|have\s|had\s)?(?:yet\s)?(?:repl|respond|answer|accept|sign|agree)\w*"
)


def _is_offered(scene: _Scene, mention: Mention, before: str) -> bool:
    """Return whether an arrangement is offered to someone, whoever offers it."""
    offered = scene.cues.offered_to.search(before)
    if offered is None:
        return False
    start = mention.span.start - len(before) + offered.start()
    return any(start <= n.start and n.end <= mention.span.start for n in scene.namings)


def _has_part(scene: _Scene, group: tuple[Mention, ...], before: str) -> bool:
    """Return whether a group did something to the arrangement, has it, or it is with them."""
    cues, start, end = scene.cues, group[0].span.start, group[-1].span.end
    if cues.done_by.search(before) or cues.accused.search(before):
        return True
    if cues.owned.match(scene.page.folded, end, scene.sentence.span.end):
        return True
    accompanied = _WITH.search(before) is not None and not cues.not_with.search(before)
    return accompanied and any(n.start < start for n in scene.namings)


def _invitees(scene: _Scene, after: int) -> Iterator[Cast]:
    """Yield the side to whom an offer or demand goes."""
    for mention in scene.mentions:
        if mention.span.start <= after or mention.kind not in SIDED or not scene.namings:
            continue
        between = scene.page.folded[after : mention.span.start]
        if _AGAINST.search(between[-_INVITED_MOST:]):
            return
        if _TO.search(between[-_INVITED_MOST:]) or _DIRECTLY.fullmatch(between):
            groups = _coordinated(scene.page, [m for m in scene.mentions if m.kind in SIDED])
            invited = next((group for group in groups if mention in group), (mention,))
            first = invited.index(mention)
            yield from (Cast(m, Role.INVITEE, 2) for m in invited[first:])
            return


_BY_OFFICE = frozenset({Role.MEDIATOR, Role.GUARANTOR, Role.WITNESS, Role.MONITOR})


def _may_be(mention: Mention, role: Role) -> bool:
    if role is Role.SIGNATORY:
        return mention.kind in {ActorKind.PERSON, ActorKind.NAME}
    match mention.kind:
        case ActorKind.SIDES:
            return False
        case ActorKind.PERSON:
            return role not in {Role.THIRD_PARTY, Role.EXCLUDED, Role.PARTY, Role.ENFORCER}
        case ActorKind.OFFICIAL:
            return role in _BY_OFFICE
        case ActorKind.NAME:
            return role not in {Role.THIRD_PARTY, Role.ENFORCER, Role.SPONSOR}
    return role is not Role.PARTY or mention.kind in SIDED
