"""Participants: who is what in one arrangement, over all the sentences that speak of it.

Where the grammar names fewer than two sides, the armed sides named most often beside the
arrangement are taken for the missing ones.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from hudna.domain.agreements import Participant
from hudna.domain.codebook import Role, Stage
from hudna.read.actors import ARMED, ActorKind, Mention
from hudna.read.arabic.groups import find_declarers
from hudna.read.attributions import Attributions
from hudna.read.casts import GUESS, OFFERS, Cast, settled
from hudna.read.findings import Findings
from hudna.read.forms import says_between, says_unilateral
from hudna.read.groups import Group
from hudna.read.knowledge import GOVERNMENT, OPPOSITION, STATE, knowledge_of
from hudna.read.memberships import Members, find_members
from hudna.read.roles import find_casts, only_says_where, says_whose
from hudna.read.signing import find_side, iter_blocks, iter_parties_at_head
from hudna.read.structure import Kind, Sentence
from hudna.text.folding import match_key
from hudna.text.spans import Span
from hudna.vocabulary.loader import ARABIC

_UNANSWERED = frozenset({Stage.PROPOSAL, Stage.DEMAND, Stage.REJECTED})
_LIKELY = ARMED | {ActorKind.STATE}
_NAMED = frozenset({ActorKind.COLLECTIVE, ActorKind.ARMED, ActorKind.ORGANIZATION, ActorKind.NAME})
_SIDES = frozenset({Role.PARTY, Role.INVITEE})
_SIDES_LEAST = 2
_ALIASES_MOST = 5
_MEDIATORS = re.compile(r"\b(?:mediators|facilitators|mediation team|go-betweens)$")
_OWN_FIGHTERS = re.compile(
    r"\b(?:guerrillas|rebels?|fighters|insurgents|militants|separatists|maoists|islamists|secessionists"
    r"|paramilitaries|mutineers|gunmen|jihadists|(?:rebel|insurgent|guerrilla|separatist|militant"
    r"|secessionist|terrorist)\s(?:groups?|movements?|forces|army|organi[sz]ations?|outfits?|factions?"
    r"|alliance|leadership))$"
)
_OF_ALL = re.compile(r"\b(?:warring|rival|feuding|opposing)\s(?:\w+\s)?\w+$")
"""The end of words for the sides together, whose country may be named: `X's warring factions`."""
_OF_PEOPLES = re.compile(
    r"(?:([A-Z][\w-]+)\s)?(?:[a-z]+\s)*(?:clans|tribes|communities|factions|gangs|militias|groups|herders"
    r"|pastoralists|families|villages)"
)
"""Many of a country or of a kind, whom a text may name elsewhere: `Norvan clans`."""
_FOUGHT = re.compile(
    r"\b(?:clash\w*|fighting|violence|conflict|wars?|battles?|feuds?|feuding|disputes?|hostilities"
    r"|confrontations?|skirmishes|tensions?|talks|negotiations|bloodshed|meetings?)\s(?:[\w-]+\s){0,3}"
    r"(?:between|among)\s(?:\w+\s(?:of|from)\s)?(?:the\s|rival\s|warring\s|\w+\s)?$"
)
"""Before the first of two who fight or talk."""
_AND_OTHER = re.compile(r"(?:\s\([^)]{0,40}\))?(?:\s\w+)?\sand\s(?:the\s)?(?:[\w'’-]+\s){0,3}")
_LISTED = re.compile(
    r"(?:\s?\([^)]{0,40}\))?(?:,\s|,?\s(?:and|&)\s)(?:the\s)?(?:[\w-]+\s){0,2}"
    r"|\s?[،,]?\sو(?:\w+\s)?"
)
_FOUGHT_BEFORE = 70
_OF_OTHERS = re.compile(
    r"(?:\s\w+){0,3}\s(?:declar|announc|call|observ)\w*\s(?:an?\s|its\sown\s)(?:similar|separate|earlier)\s"
)
"""Behind one whose arrangement a text only compares: `declared a similar truce`."""
_SHARED = _SIDES | {Role.MONITOR}
_WATCHING = frozenset({ActorKind.INTERNATIONAL, ActorKind.STATE, ActorKind.ORGANIZATION})
_PEOPLES = re.compile(r"\b(?:clans|tribes|communities|families)$")
_MANY = re.compile(r"\b(tribe|clan|gang|faction|group|militia|village)s$")
_BARE_AND = (" and ", " and the ")
_NUMBERS = ("two", "three", "four", "five", "six", "seven", "eight", "nine")
_COUNTED = re.compile(rf"\b({'|'.join(_NUMBERS)})\b")
_AT_PLACE = re.compile(
    r"\b(?:in|at|near|inside|across|throughout|(?:province|republic|region|part|conference)\sof)"
    r"\s(?:the\s|\w+ern\s)?$|^[\w\s]{3,20},\s$"
)
"""Before a state that is no more than a place: `the border province of X`."""
_WARRING = re.compile(
    r"\b(?:clans|tribes|communities|factions|sides|groups|gangs|militias|families|parties)$"
)
_ANNOUNCES = re.compile(
    r"(?:\s?\([^)]{0,40}\))?,?\s(?:has\s|have\s|had\s|also\s|\w+ly\s){0,3}(?:announc|declar|proclaim|order"
    r"|offer|propos|call(?:s|ed)\sa\s)\w*"
)
"""Behind one who makes a truce of their own."""
_STOPPED = re.compile(
    r"\b(?:hostilities|attacks|offensives?|operations|actions|raids|firing|fire|activities)\s"
    r"(?:\w+\s){0,2}(?:against|on|at)\s(?:the\s)?$"
)
"""What one side's own truce stops, before those who are spared by it."""
_NOT_FOUGHT = re.compile(
    r"\b(?:not|never|refrain\sfrom|cease|stop|halt|suspend)\s(?:\w+\s){0,3}"
    r"(?:operations?|attacks?|offensives?|hostilities|fire|action|strikes?|raids)\s"
    r"(?:\w+\s){0,2}(?:against|on|at)\s(?:the\s)?(?:[\w'’-]+\sand\s(?:the\s)?)?$"
)
"""Before the other side of a truce, which is not attacked by it."""
_EARLIER = re.compile(
    r"(?:after|following|since|like|unlike|amid|despite|until|when)\s(?:the\s|an?\s|another\s|\w+\s)*?"
    r"(?:cease-?fire|truce|armistice|agreement|deal|accord)\s(?:[\w]+\s){0,3}between\b"
)
"""A sentence in which the arrangement of others only says when something happened."""
_PARTIES = frozenset({"the parties", "both parties"})
_PARTIES_LEAST = 3


def cast_group(
    findings: Findings,
    group: Group,
    relevant: Sequence[Sentence],
    *,
    stage: Stage | None,
    main: Sequence[Cast] = (),
) -> tuple[Cast, ...]:
    """Return who is what in an arrangement.

    Args:
        findings: What the page has.
        group: The arrangement.
        relevant: The sentences that speak of it.
        stage: How far it has come.
        main: The casts of the main arrangement, whose parties stand in for unnamed ones of others.
    """
    members = find_members(findings.page, findings.mentions)
    told = [*_told(findings, relevant), *_outside(findings, group, relevant)]
    told = _with_leaders([*told, *_blocks(findings, group)])
    told = _without_others(findings, told)
    if group.is_main and len({c.mention.key for c in told if c.role is Role.PARTY}) > 1:
        text = findings.page.folded
        others = {c.mention.key for c in told if _OF_OTHERS.match(text, c.mention.span.end)}
        told = [c for c in told if c.mention.key not in others]
    told = _with_members(findings, group, told, members)
    told += _fought(findings, group, told) or _pair(findings, group, relevant, told)
    declarers = _declarers(findings, group, told, stage)
    if not any(c.role in _SIDES for c in told):
        told += [Cast(mention, Role.PARTY, OFFERS) for mention in declarers]
    one_sided = bool(declarers) or _is_one_sided(findings, group, told, stage)
    told = _with_spared(findings, told, Role.INVITEE if one_sided else Role.PARTY)
    casts = _without_twins(
        settled(_with_invitees(findings, told, declarers) if one_sided else told)
    )
    casts = _without_mediators(_without_unnamed(findings, casts))
    casts = _without_descriptions(findings, casts)
    if one_sided:
        casts = _without_own(findings, casts)
    casts = _with_names(findings, group, relevant, casts)
    sides = sum(cast.role in _SIDES for cast in casts)
    missing = _SIDES_LEAST - sides
    taken = {cast.mention.key for cast in casts if not _is_fought(cast)}
    if sides == 0 and group.is_main and _speaks_of_parties(findings, relevant):
        casts += _bound(findings, relevant, taken) or _sides_together(findings, relevant)
    elif missing > 0 and group.is_main:
        likely = _likely_sides(findings, relevant, taken)
        if findings.vocabulary.language != ARABIC:
            likely = _armed_first(findings, group, casts, likely, taken)
            likely += _organized(findings, group, taken | {m.key for m in likely})
        is_offer = any(cast.weight == OFFERS for cast in told)
        is_own = one_sided or is_offer or _is_own_word(findings, group, told)
        role = Role.INVITEE if sides and is_own else Role.PARTY
        casts += (Cast(m, role, 1) for m in likely[:missing])
    elif missing > 0:
        alike = _SIDES if findings.vocabulary.language == ARABIC else {Role.PARTY}
        parties = [c for c in main if c.role in alike and c.mention.key not in taken]
        casts = _without_descriptions(findings, [*casts, *parties[:missing]])
    if group.is_main and not any(cast.role in _SIDES for cast in casts):
        casts += _sides_together(findings, relevant)
    if group.is_main and not any(cast.role in _SIDES for cast in casts):
        likely = _likely_sides(findings, group.sentences, taken)[:missing]
        casts += tuple(Cast(mention, Role.PARTY, GUESS) for mention in likely)
    sided = {cast.mention.key for cast in casts if cast.role in _SIDES}
    return tuple(c for c in casts if not (_is_fought(c) and c.mention.key in sided))


def _is_fought(cast: Cast) -> bool:
    """Return whether one is a government that others fight, and so a side where one is missing."""
    return cast.role is Role.THIRD_PARTY and cast.mention.key.startswith(GOVERNMENT)


_FIGHTS = ARMED | {ActorKind.COLLECTIVE}
_OUTSIDE = frozenset({Role.MEDIATOR, Role.GUARANTOR, Role.MONITOR, Role.WITNESS})


def _outside(findings: Findings, group: Group, relevant: Sequence[Sentence]) -> list[Cast]:
    """Return who helps or watches by the words of sentences that do not name the arrangement."""
    if not group.is_main or findings.vocabulary.language == ARABIC:
        return []
    held = {sentence.index for sentence in relevant}
    others = [s for s in group.sentences if s.index not in held and s.kind is not Kind.HEADLINE]
    cast = [c for s in others for c in _casts_in(findings, s)]
    told = [c for c in cast if c.role in _OUTSIDE or _is_named_invitee(findings, c)]
    return [c for c in told if c.role is not Role.MONITOR or c.mention.kind not in _FIGHTS]


def _is_named_invitee(findings: Findings, cast: Cast) -> bool:
    """Return whether one who has a name is told to have answered an offer, or not to have."""
    return cast.role is Role.INVITEE and not _is_unnamed(findings, cast.mention)


def _with_members(
    findings: Findings, group: Group, told: Sequence[Cast], members: Members
) -> list[Cast]:
    """Return the casts with those of whom a side or a monitor is made up, in the same role.

    A number of groups is no side beside them; where none is, they are.
    """
    casts = list(told)
    for cast in told:
        of = members.get(cast.mention.key) or _numbered(findings, cast.mention, members)
        if cast.role in _SHARED and of:
            kinds = _LIKELY | _NAMED if cast.role in _SIDES else _WATCHING
            added = [
                Cast(m, cast.role, cast.weight)
                for m in of
                if m.kind in kinds and not _is_unnamed(findings, m)
            ]
            casts += added
            is_all = _MANY.search(cast.mention.name.casefold()) is not None
            if len(added) >= _SIDES_LEAST and (is_all or _is_unnamed(findings, cast.mention)):
                casts = [c for c in casts if c.mention.key != cast.mention.key]
    if group.is_main and not any(c.role in _SIDES for c in casts):
        for of in members.values():
            sides = [m for m in of if m.kind in _LIKELY | _NAMED]
            whole = next((w for w, ms in members.items() if ms is of), "")
            if len(sides) == len(of) and _WARRING.search(whole):
                return [*casts, *(Cast(m, Role.PARTY, 2) for m in sides)]
    return casts


def _numbered(findings: Findings, mention: Mention, members: Members) -> tuple[Mention, ...]:
    """Return the only list of as many as a description counts: `the three valley groups`.

    `the two clans` are the two whom a text joins under that noun: `the Harun and Dalbar clans`;
    `the hill tribes` are those that it lists as one `tribe` each.
    """
    counted = _COUNTED.search(mention.name.casefold())
    many = _MANY.search(mention.name.casefold())
    if many is not None:
        alike = {ms for ms in members.values() if all(_is_one_of(m, many[1]) for m in ms)}
        if len(alike) == 1:
            return next(iter(alike))
    if mention.kind is not ActorKind.COLLECTIVE:
        return ()
    if counted is None and _PEOPLES.search(mention.name.casefold()) is None:
        return ()
    number = _NUMBERS.index(counted[1]) + 2 if counted is not None else _SIDES_LEAST
    lists = {ms for ms in members.values() if len(ms) == number}
    if len(lists) == 1 or number > _SIDES_LEAST:
        return next(iter(lists)) if len(lists) == 1 else ()
    noun = " " + mention.name.casefold().rpartition(" ")[2]
    for found in findings.mentions.values():
        for one, other in pairwise(found):
            between = findings.page.folded[one.span.end : other.span.start]
            is_pair = between in _BARE_AND and other.name.casefold().endswith(noun)
            if is_pair and one.kind in _NAMED and not _is_unnamed(findings, one):
                return (one, other)
    return ()


def _is_one_of(mention: Mention, noun: str) -> bool:
    """Return whether a name says that it is one of a kind: `the Harun tribe`."""
    return mention.name.casefold().endswith(" " + noun)


def _pair(
    findings: Findings, group: Group, relevant: Sequence[Sentence], told: Sequence[Cast]
) -> list[Cast]:
    """Return two or more whom another sentence makes sides, where the relevant do not."""
    if not group.is_main or findings.vocabulary.language == ARABIC:
        return []
    named = {
        c.mention.key
        for c in told
        if c.role in _SIDES and not _is_unnamed(findings, c.mention) and c.weight > GUESS
    }
    if named:
        return []
    held = {sentence.index for sentence in relevant}
    for sentence in group.sentences:
        if sentence.index not in held:
            casts = [
                c
                for c in _casts_in(findings, sentence)
                if c.role is Role.PARTY
                and c.mention.kind in _LIKELY | _NAMED
                and not _is_unnamed(findings, c.mention)
            ]
            if len({c.mention.key for c in casts}) >= _SIDES_LEAST:
                return casts
    return []


def _is_own_word(findings: Findings, group: Group, told: Sequence[Cast]) -> bool:
    """Return whether the one side that a text names is told to announce or declare it alone."""
    parties = [c for c in told if c.role is Role.PARTY]
    if len({c.mention.key for c in parties}) != 1 or says_between(findings, group):
        return False
    text = findings.page.folded
    return any(_ANNOUNCES.match(text, c.mention.span.end) for c in parties)


_OWN = frozenset({Stage.PROPOSAL, Stage.DECLARED, Stage.COLLAPSED, Stage.EXPIRED, Stage.REJECTED})
_DECLARED = re.compile(
    r"(?:\s?\([^)]{0,40}\))?(?:['’]s?\s(?:\w+\s)?(?:calls?\sfor|offers?\sof|declarations?\sof"
    r"|announcements?\sof|proposals?\s(?:for|of))\s(?:[\w’'-]+\s){0,3}?(?:cease-?fire|truce)"
    r"|,?\s(?:has\s|have\s|had\s|also\s|\w+ly\s){0,3}"
    r"(?:announc|declar|proclaim|offer|propos|call)(?:es|ed|s|e)?\s(?!by\b|that\sthe\b|for\b|on\b)"
    r"(?:[\w’'\"“”-]+\s){0,6}?(?:cease-?fire|truce|cessation\sof\shostilities|armistice|moratorium))"
)
"""Behind one who makes an arrangement of their own, with the word for it."""


def _declarers(
    findings: Findings, group: Group, told: Sequence[Cast], stage: Stage | None
) -> tuple[Mention, ...]:
    """Return the side that is told to declare or offer it by itself, with those joined to it."""
    is_arabic = findings.vocabulary.language == ARABIC
    if not (stage in _OWN or (is_arabic and group.is_main and stage is Stage.IN_FORCE)):
        return ()
    if says_between(findings, group):
        return ()
    if is_arabic:
        keys = find_declarers(findings, group.naming_sentences)
        parties = {c.mention.key: c.mention for c in told if c.role in _SIDES}
        return (parties[min(keys)],) if len(keys) == 1 and keys <= parties.keys() else ()
    text, sides = findings.page.folded, {c.mention.key for c in told if c.role in _SIDES}
    found: dict[str, tuple[Mention, ...]] = {}
    for sentence in group.naming_sentences:
        mentions = findings.mentions_in(sentence)
        for number, mention in enumerate(mentions):
            is_side = mention.key in sides or (not sides and mention.kind in ARMED)
            if is_side and _DECLARED.match(text, mention.span.end, sentence.span.end):
                first = number
                while first and _LISTED.fullmatch(
                    text, mentions[first - 1].span.end, mentions[first].span.start
                ):
                    first -= 1
                found.setdefault(mention.key, tuple(mentions[first : number + 1]))
    if not found:
        leader = _leader_who_declares(findings, group, told)
        return (leader,) if leader is not None else ()
    return next(iter(found.values())) if len(found) == 1 else ()


def _leader_who_declares(findings: Findings, group: Group, told: Sequence[Cast]) -> Mention | None:
    """Return the side of the person who is told to declare it, or the person of no side.

    Who announces what others have agreed is none; whom other words make a side is one already.
    """
    parties = [c.mention for c in told if c.role is Role.PARTY]
    if any(m.key.startswith((STATE, GOVERNMENT)) for m in parties):
        return None
    known = {mention.key for mention in parties}
    for sentence in group.naming_sentences:
        mentions = findings.mentions_in(sentence)
        for person in (m for m in mentions if m.kind is ActorKind.PERSON):
            start, end = person.span.start, person.span.end
            declared = _DECLARED.match(findings.page.folded, end, sentence.span.end)
            if declared is None:
                continue
            words = Span(*declared.span())
            if person.key in known or any(words.overlaps(other.span) for other in mentions):
                return None
            beside = (m for m in mentions if m.kind in _LIKELY and m.span.end + 1 == start)
            return next(beside, None) or find_side(findings.page, person, mentions) or person
    return None


def _fought(findings: Findings, group: Group, told: Sequence[Cast]) -> list[Cast]:
    """Return the two who are told to fight or talk, where an arrangement has no named side."""
    if not group.is_main or findings.vocabulary.language == ARABIC:
        return []
    if any(c.role in _SIDES and not _is_unnamed(findings, c.mention) for c in told):
        return []
    for sentence in group.sentences:
        mentions = [m for m in findings.mentions_in(sentence) if m.kind in _LIKELY | _NAMED]
        for one, other in pairwise(mentions):
            before = findings.page.before(one.span.start, sentence, most=_FOUGHT_BEFORE)
            if (
                _FOUGHT.search(before) is not None
                and _AND_OTHER.fullmatch(findings.page.folded, one.span.end, other.span.start)
                and not any(_is_unnamed(findings, m) for m in (one, other))
            ):
                return [Cast(m, Role.PARTY, 2) for m in (one, other)]
    return []


def _blocks(findings: Findings, group: Group) -> list[Cast]:
    """Return who signs or is listed in blocks of lines, where a text has some."""
    if not group.is_main or findings.vocabulary.language == ARABIC:
        return []
    page, mentions = findings.page, findings.mentions
    return [*iter_parties_at_head(page, mentions), *iter_blocks(page, mentions)]


def _without_twins(casts: Sequence[Cast]) -> list[Cast]:
    """Return the casts, a state and its own government or army as one side: that named better.

    A state whose government is a side mediates nothing.
    """
    sides = {cast.mention.key: cast for cast in casts if cast.role in _SIDES}
    weaker = set()
    for key, state in sides.items():
        own = sides.get(GOVERNMENT + key) if key.startswith(STATE) else None
        if own is not None:
            weaker.add(key if own.weight >= state.weight else own.mention.key)
    return [
        c
        for c in casts
        if (c.role not in _SIDES or c.mention.key not in weaker)
        and not (c.role is Role.MEDIATOR and GOVERNMENT + c.mention.key in sides)
    ]


def _is_unnamed(findings: Findings, mention: Mention) -> bool:
    """Return whether a mention is of some whom the text does not name: `two feuding tribes`."""
    if mention.kind is not ActorKind.COLLECTIVE:
        return False
    sentence = findings.page.sentence_at(mention.span.start)
    if _OF_ALL.search(mention.name.casefold()):
        return True
    peoples = _OF_PEOPLES.fullmatch(mention.name)
    if peoples is not None and peoples[1] is not None:
        if peoples[1].casefold() in _NUMBERS:
            return True
        return peoples[1].casefold() in knowledge_of(findings.vocabulary).adjectives
    begins = sentence is not None and sentence.span.start == mention.span.start
    return not any(letter.isupper() for letter in mention.name[begins:])


def _without_unnamed(findings: Findings, casts: Sequence[Cast]) -> list[Cast]:
    """Return the casts, the armed without a name no side where those named make two sides."""
    sides = [cast for cast in casts if cast.role is Role.PARTY]
    named = {c.mention.key for c in sides if not _is_unnamed(findings, c.mention)}
    armed = {
        c.mention.key
        for c in sides
        if c.mention.key in named
        and c.mention.kind in _NAMED
        and not c.mention.key.startswith((STATE, GOVERNMENT))
    }
    if not armed or len(named) < _SIDES_LEAST:
        return list(casts)
    return [c for c in casts if c.role is not Role.PARTY or not _is_unnamed(findings, c.mention)]


def _without_descriptions(findings: Findings, casts: Sequence[Cast]) -> list[Cast]:
    """Return the casts without the sides that only describe another: `the rebels`, who have a name.

    Where no side that fights a state has a name, the descriptions of it are one. One that is joined
    to another side by `and` is a side of its own.
    """
    sides = [c for c in casts if c.role in _SIDES]
    described = [c for c in sides if _describes(findings, c.mention)]
    rebels = [
        c
        for c in sides
        if c not in described
        and c.mention.kind in {ActorKind.ARMED, ActorKind.ORGANIZATION}
        and not c.mention.key.startswith((STATE, GOVERNMENT))
    ]
    if not described:
        return list(casts)
    if not rebels:
        first = max(described, key=lambda c: (c.weight, -c.mention.span.start))
        rebels, described = [first], [c for c in described if c is not first]
    alike = [
        c
        for c in described
        if not any(_stand_together(findings, c.mention, o.mention) for o in rebels)
    ]
    return [c for c in casts if c not in alike]


def _with_names(
    findings: Findings, group: Group, relevant: Sequence[Sentence], casts: Sequence[Cast]
) -> list[Cast]:
    """Return the casts, the one side that has only a description by its name, where one is named.

    `The rebels declared a truce` is told of the only armed group that the other sentences name.
    """
    sides = [c for c in casts if c.role in _SIDES]
    described = [c for c in sides if _describes(findings, c.mention)]
    if not group.is_main or len(described) != 1:
        return list(casts)
    taken = {c.mention.key for c in casts}
    armed = [
        m
        for m in _likely_sides(findings, relevant, taken)
        if m.kind is ActorKind.ARMED and not _describes(findings, m)
    ]
    others = [
        c
        for c in sides
        if c not in described and c.mention.kind not in {ActorKind.GOVERNMENT, ActorKind.STATE}
    ]
    if len(armed) != 1 or others:
        return list(casts)
    both = {armed[0].key, described[0].mention.key}
    if any(both <= {m.key for m in named} for named in findings.mentions.values()):
        return list(casts)
    return [replace(c, mention=armed[0]) if c in described else c for c in casts]


def _describes(findings: Findings, mention: Mention) -> bool:
    """Return whether words only say what an armed side is: `the rebels`, `Valley militants`."""
    if mention.kind not in {ActorKind.COLLECTIVE, ActorKind.ARMED, ActorKind.ORGANIZATION}:
        return False
    last = mention.name.rpartition(" ")[2].casefold()
    if _OWN_FIGHTERS.search(last) is None and not mention.key.startswith(OPPOSITION):
        return False
    if mention.key.startswith(OPPOSITION):
        return True
    named = findings.names.get(mention.key, ())
    is_known = mention.key != match_key(mention.name)
    return not is_known and all(_OWN_FIGHTERS.search(m.name.casefold()) for m in named)


def _stand_together(findings: Findings, one: Mention, other: Mention) -> bool:
    """Return whether a text joins two somewhere: `the Valley Front and Harun militants`."""
    for sentence in findings.page.sentences:
        mentions = findings.mentions_in(sentence)
        for left, right in pairwise(mentions):
            if {left.key, right.key} == {one.key, other.key} and left.key != right.key:
                between = findings.page.folded[left.span.end : right.span.start]
                if _AND_OTHER.fullmatch(between) is not None:
                    return True
    return False


def _without_mediators(casts: Sequence[Cast]) -> list[Cast]:
    """Return the casts, mediators without a name only where none is named."""
    mediators = [c for c in casts if c.role is Role.MEDIATOR]
    named = [c for c in mediators if _MEDIATORS.search(c.mention.name.casefold()) is None]
    return [c for c in casts if not named or c not in mediators or c in named]


def _without_own(findings: Findings, casts: Sequence[Cast]) -> list[Cast]:
    """Return the casts of one side's own truce without its own fighters: `the guerrillas`."""
    declares = any(
        c.role is Role.PARTY
        and c.mention.kind is ActorKind.ARMED
        and not c.mention.key.startswith((STATE, GOVERNMENT))
        for c in casts
    )
    named = [c for c in casts if c.role is Role.INVITEE and not _is_unnamed(findings, c.mention)]
    return [
        c
        for c in casts
        if not (declares and named)
        or c.role is not Role.INVITEE
        or _OWN_FIGHTERS.search(c.mention.name.casefold()) is None
        or not _is_unnamed(findings, c.mention)
    ]


def _with_leaders(casts: Sequence[Cast]) -> list[Cast]:
    """Return the casts, persons and guesses as sides only where too few others are sides."""
    leaders = [
        c
        for c in casts
        if c.role in _SIDES and (c.mention.kind is ActorKind.PERSON or c.weight == GUESS)
    ]
    others = {c.mention.key for c in casts if c.role in _SIDES and c not in leaders}
    if not leaders or len(others) < _SIDES_LEAST:
        return list(casts)
    return [cast for cast in casts if cast not in leaders]


def _sides_together(findings: Findings, relevant: Sequence[Sentence]) -> list[Cast]:
    """Return the words for the sides together, where a text calls them by no others."""
    found = (m for s in relevant for m in findings.mentions_in(s) if m.kind is ActorKind.SIDES)
    first = next(found, None)
    return [Cast(first, Role.PARTY, GUESS)] if first is not None else []


def _bound(findings: Findings, relevant: Sequence[Sentence], taken: Collection[str]) -> list[Cast]:
    """Return the sides that terms of parties name, an armed group with a name among them."""
    likely = _likely_sides(findings, relevant, taken)[:_SIDES_LEAST]
    has_name = any(m.kind is ActorKind.ARMED and not _describes(findings, m) for m in likely)
    return [Cast(m, Role.PARTY, 2) for m in likely] if has_name and len(likely) > 1 else []


def _speaks_of_parties(findings: Findings, relevant: Sequence[Sentence]) -> bool:
    """Return whether a text calls its sides no other than the parties, as agreements do."""
    found = (m.name.casefold() for s in relevant for m in findings.mentions_in(s))
    return sum(name in _PARTIES for name in found) >= _PARTIES_LEAST


def _without_others(findings: Findings, casts: Sequence[Cast]) -> list[Cast]:
    """Return the casts without two who stand in for an arrangement of others told of later.

    A later sentence that has an arrangement `between` two, neither of whom is a side of that told
    of first, tells of another: that of an earlier war.
    """
    by_sentence: dict[int, set[str]] = {}
    for cast in casts:
        if cast.role is Role.PARTY:
            sentence = findings.page.sentence_at(cast.mention.span.start)
            if sentence is not None:
                by_sentence.setdefault(sentence.index, set()).add(cast.mention.key)
    order = sorted(by_sentence)
    first = next((index for index in order if len(by_sentence[index]) == _SIDES_LEAST), None)
    if first is None:
        return list(casts)
    core = by_sentence[first]
    others = [
        index
        for index in order
        if index > first
        and len(by_sentence[index]) == _SIDES_LEAST
        and core.isdisjoint(by_sentence[index])
        and _EARLIER.search(findings.page.folded_words(findings.page.sentences[index].span))
    ]
    strange = {key for index in others for key in by_sentence[index]}
    return [c for c in casts if c.role is not Role.PARTY or c.mention.key not in strange]


def _told(findings: Findings, relevant: Sequence[Sentence]) -> list[Cast]:
    """Return who is what by the grammar; headlines count only where prose names too few sides."""
    casts = [(s.kind is Kind.HEADLINE, _casts_in(findings, s)) for s in relevant]
    told = [cast for is_headline, held in casts if not is_headline for cast in held]
    if len({cast.mention.key for cast in told if cast.role in _SIDES}) >= _SIDES_LEAST:
        return told
    return [cast for _, held in casts for cast in held]


def _casts_in(findings: Findings, sentence: Sentence) -> tuple[Cast, ...]:
    mentions = findings.mentions_in(sentence)
    return find_casts(findings.page, sentence, mentions, findings.vocabulary)


def _is_one_sided(
    findings: Findings, group: Group, casts: Sequence[Cast], stage: Stage | None
) -> bool:
    """Return whether one side declares, offers or demands it: others are at most invited."""
    if not group.namings or says_unilateral(findings, group):
        return True
    if stage is Stage.DECLARED and not says_between(findings, group):
        return True
    offered = any(cast.role is Role.PARTY and cast.weight == OFFERS for cast in casts)
    return stage in _UNANSWERED and offered


def _with_spared(findings: Findings, casts: Sequence[Cast], role: Role) -> list[Cast]:
    """Return the casts, those on whom attacks stop as invited by one side's own truce, or sides."""
    spared = []
    for cast in casts:
        sentence = findings.page.sentence_at(cast.mention.span.start)
        if cast.role is Role.THIRD_PARTY and cast.mention.kind in _LIKELY and sentence is not None:
            before = findings.page.before(cast.mention.span.start, sentence, most=_FOUGHT_BEFORE)
            if (_STOPPED if role is Role.INVITEE else _NOT_FOUGHT).search(before):
                spared.append(cast)
    return [replace(c, role=role) if c in spared else c for c in casts]


def _with_invitees(
    findings: Findings, casts: Sequence[Cast], declarers: Sequence[Mention] = ()
) -> list[Cast]:
    """Return the casts with one party, whose words make it; the others called so are invited.

    Args:
        findings: What the page has.
        casts: Who is what.
        declarers: Who alone are told to declare or offer it, where that is clear.
    """
    weights: Counter[str] = Counter()
    for cast in casts:
        if cast.role is Role.PARTY:
            weights[cast.mention.key] += cast.weight
    declarer = max(weights, key=lambda key: weights[key], default=None)
    own = {m.key for m in declarers} or _joined_to(findings, declarer, casts)
    return [
        replace(cast, role=Role.INVITEE)
        if cast.role is Role.PARTY and cast.mention.key not in own
        else cast
        for cast in casts
    ]


def _joined_to(findings: Findings, declarer: str | None, casts: Sequence[Cast]) -> set[str | None]:
    """Return who declares together with one: those whom a list joins to it."""
    own = {declarer}
    parties = sorted({c.mention.span: c.mention for c in casts if c.role is Role.PARTY}.items())
    named = [mention for _, mention in parties]
    for pairs in (pairwise(named), pairwise(named[::-1])):
        for one, other in pairs:
            left, right = sorted((one, other), key=lambda m: m.span)
            between = findings.page.folded[left.span.end : right.span.start]
            if one.key in own and _LISTED.fullmatch(between) is not None:
                own.add(other.key)
    return own


def _likely_sides(
    findings: Findings, relevant: Sequence[Sentence], taken: Collection[str]
) -> list[Mention]:
    """Return the armed sides named beside the arrangement, those named most often first."""
    knowledge = knowledge_of(findings.vocabulary)
    seen: Counter[str] = Counter()
    first: dict[str, Mention] = {}
    for sentence in relevant:
        for mention in findings.mentions_in(sentence):
            is_other = mention.kind not in _LIKELY or knowledge.never_sides.search(
                mention.name.casefold()
            )
            if is_other or mention.key in taken or mention.is_seat:
                continue
            if mention.kind is ActorKind.STATE and not _may_act(findings, mention, sentence):
                continue
            mentions = findings.mentions_in(sentence)
            if not only_says_where(
                findings.page, mention, sentence, findings.vocabulary
            ) and not says_whose(findings.page, mention, mentions):
                seen[mention.key] += 1
                first.setdefault(mention.key, mention)
    return sorted(first.values(), key=lambda m: (-seen[m.key], m.kind is ActorKind.STATE, m.span))


def _organized(findings: Findings, group: Group, taken: Collection[str]) -> list[Mention]:
    """Return the bodies named most often whose names end as those of sides do."""
    knowledge = knowledge_of(findings.vocabulary)
    seen: Counter[str] = Counter()
    first: dict[str, Mention] = {}
    for sentence in group.sentences:
        for mention in findings.mentions_in(sentence):
            if mention.kind is ActorKind.ORGANIZATION and mention.key not in taken:
                seen[mention.key] += 1
                words = mention.name.casefold()
                is_known = mention.key != match_key(mention.name)
                is_person = knowledge.titles.pattern.search(words) is not None
                if knowledge.side_heads.search(words) and not is_known and not is_person:
                    first.setdefault(mention.key, mention)
    often = [m for m in first.values() if seen[m.key] >= _OFTEN_LEAST]
    return sorted(often, key=lambda m: (-seen[m.key], m.span))


_OFTEN_LEAST = 2


def _armed_first(
    findings: Findings,
    group: Group,
    casts: Sequence[Cast],
    likely: Sequence[Mention],
    taken: Collection[str],
) -> list[Mention]:
    """Return likely sides, a state only behind the armed whom the text names anywhere.

    Two states make arrangements with each other; a state beside a government or a group is mostly
    where they fight.
    """
    if any(c.mention.kind is ActorKind.STATE for c in casts if c.role in _SIDES):
        return list(likely)
    states = [m for m in likely if m.kind is ActorKind.STATE]
    named = (m for m in likely if m.kind is ActorKind.ARMED and not _describes(findings, m))
    if len(states) >= _SIDES_LEAST and next(named, None) is None:
        return [*states, *(m for m in likely if m not in states)]
    armed = [m for m in likely if m.kind is not ActorKind.STATE]
    if not armed and likely:
        elsewhere = _likely_sides(findings, group.sentences, taken)
        armed = [m for m in elsewhere if m.kind in {ActorKind.ARMED, ActorKind.GOVERNMENT}]
    return [*armed, *(m for m in likely if m.kind is ActorKind.STATE)]


def _may_act(findings: Findings, state: Mention, sentence: Sentence) -> bool:
    """Return whether a state stands where one who acts may, not as the place of something."""
    if findings.vocabulary.language == ARABIC:
        return True
    page = findings.page
    before = page.before(state.span.start, sentence, most=_FOUGHT_BEFORE)
    return _AT_PLACE.search(before) is None


def iter_participants(
    findings: Findings, casts: Sequence[Cast], voices: Attributions
) -> Iterator[Participant]:
    """Yield the participants that casts give, with the document's other names for them.

    Their evidence is the name, the clause that shows the role, and each other name.
    """
    for cast in casts:
        known = findings.names.get(cast.mention.key, ())
        name = _name_of(cast.mention, known)
        others = [m for m in known if m.name.casefold() != name.casefold()][:_ALIASES_MOST]
        voice, stance = voices.told_of(cast.mention.span)
        spans = [cast.mention.span, _clause_of(findings, cast.mention), *(m.span for m in others)]
        yield Participant(
            name=name,
            role=cast.role,
            evidence=tuple(
                evidence for span in dict.fromkeys(spans) for evidence in findings.cite(span)
            ),
            aliases=tuple(other.name for other in others),
            on_behalf_of=cast.on_behalf_of,
            voice=voice,
            stance=stance,
        )


def _name_of(mention: Mention, known: Sequence[Mention]) -> str:
    """Return what to call someone: a name, where a text has one for whom it calls `the front`."""
    is_word = " " not in mention.name and not mention.name.isupper()
    is_head = mention.kind in {ActorKind.ARMED, ActorKind.ORGANIZATION} and is_word
    named = (m.name for m in known if m.name.endswith(" " + mention.name.capitalize()))
    return next(named, mention.name) if is_head else mention.name


def _clause_of(findings: Findings, mention: Mention) -> Span:
    """Return the clause in which an actor is named, or the name where it stands in none."""
    sentence = findings.page.sentence_at(mention.span.start)
    clauses = sentence.clauses if sentence is not None else ()
    return next((c for c in clauses if c.contains(mention.span)), mention.span)
