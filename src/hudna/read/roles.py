"""Roles: who is what in an arrangement, from the words beside their names."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from hudna.domain.codebook import Role
from hudna.read.actors import SIDED, ActorKind, Mention
from hudna.read.structure import Page, Sentence
from hudna.text.spans import Span
from hudna.vocabulary import Vocabulary
from hudna.vocabulary.cues import compile_any


@dataclass(frozen=True, slots=True)
class Cast:
    """Someone in a role, at one place.

    Attributes:
        mention: Who.
        role: What they are.
        weight: How sure the words are, 3 for a grammar that leaves no doubt, 1 for a guess.
        on_behalf_of: For whom they act.
    """

    mention: Mention
    role: Role
    weight: int
    on_behalf_of: str | None = None


OFFERS = 4
"""The weight of a party that is the subject of an offer or a demand."""


@dataclass(frozen=True, slots=True)
class _Cues:
    before_names: tuple[tuple[Role, re.Pattern[str]], ...]
    after_names: tuple[tuple[Role, re.Pattern[str]], ...]
    party_verbs: re.Pattern[str]
    offer_verbs: re.Pattern[str]
    refuse_verbs: re.Pattern[str]
    namings: re.Pattern[str]
    bodies: tuple[tuple[Role, re.Pattern[str]], ...]


_JOINED_STRICT = re.compile(
    r"(?:\s?\([^)]{0,60}\))?(?:,?\s?(?:and|as well as|along with|&)\s|,\s?|\s(?=the\s))(?:(?:the|its|then)\s)?(?:\w[\w'-]*[\s-]){0,2}$"
)
_FOR_EXAMPLE = re.compile(r"[^.;]{0,60}?,?\s(?:especially|including|such as|notably|particularly|among them)\s(?:the\s)?$")
_FILLER = r"\s?(?:,\s)?(?:(?:the|a|an|its|all|both|former|special)\s)*(?:[\w.'-]+\s){0,2}$"
_BETWEEN = re.compile(r"\b(?:between|among|amongst|involving)" + _FILLER)
_WITH = re.compile(r"\bwith" + _FILLER)
_TO = re.compile(r"\b(?:to|for|on|that|upon)" + _FILLER)
_DIRECTLY = re.compile(
    r"(?:\s(?:that|which|has|have|had|also|\w+ly))*\s\w+\s(?:that\s)?(?:the\s|all\s)?(?:\w+\s){0,1}"
)
_BY = re.compile(
    r"\b(?:declared|announced|offered|proposed|tabled|violated|breached|signed|observed|ordered|violations|breaches) by"
    + _FILLER
)
_VIOLATED = re.compile(r"\b(?:accus\w+|blam\w+)" + _FILLER)
_OWNS = re.compile(
    r"['`’]?s?(?:\s\w+)?\s(?:offer|proposal|cease\s?-?\s?fire|truce|unilateral|demand|plan)\b"
)
_APPOSITION = re.compile(r"(?:\s?\([^)]{0,80}\))?(?:,[^,.;]{2,80},)?\s?")
_AFTER_GAP = r"(?:\s?\([^)]{0,80}\))?(?:\s(?:joint|operations?|room|committee|faction|group|movement|leadership|side)){0,3}(?:,[^,.;]{2,90},)?\s?(?:which\s|that\s|who\s)?"
_SIGNED_FOR = re.compile(r"\bon behalf of" + _FILLER)
_SIGNED_BY = re.compile(r"\bsigned (?:\w+ )?(?:by|between)" + _FILLER)
_AGREE = re.compile(
    _AFTER_GAP + r"(?:\([^)]{0,80}\)\s?)*(?:have |has |had |hereby |formally |\w+ly )*(?:agree|commit|undertake|pledge|sign|reach|conclude)\w*\b"
)
_ENVOY = re.compile(
    r"\b(?:envoy|mediator|facilitator|special representative|mediation team)\b[^.;]{0,40}$"
)
_MEDIATES = re.compile(r",\s(?:the\s)?(?:\w+\s){0,3}(?:head|leader|chief|member|part) of (?:the\s)?(?:[\w-]+\s){0,4}(?:mediation|mediators)|,\s(?:the\s)?(?:[\w-]+\s){0,4}(?:envoy|mediator)\b")
_NOT_ACTING = re.compile(r"\b(?:to|of|by|with|under)\s(?:(?:prime|president|minister|king|former|the|late|deputy|foreign|general|secretary)\s)*$")
_SIGNED = re.compile(_AFTER_GAP + r"(?:have |has |had )?signed\b")
_RESPONSIBLE = re.compile(
    r"\b(?:person|body|official|responsib\w+|officer)s? (?:responsible|charged|for)\b"
)
_IS = re.compile(r"\b(?:is|are|be)" + _FILLER)
_FROM = re.compile(r"\bfrom" + _FILLER)
_HIM = re.compile(
    r"\s(?:brother\s)?(?:being\s)?(?:the\s)?(?:representative|delegate|representing|on behalf) of\s(?:the\s)?(?:\w+\s){0,2}$"
)


@lru_cache(maxsize=4)
def _cues(vocabulary: Vocabulary) -> _Cues:
    reading: dict[str, Any] = vocabulary.get("reading")
    before, after = [], []
    for role, sides in reading["roles"].items():
        if sides.get("after"):
            before.append((Role(role), _ending(sides["after"])))
        if sides.get("before"):
            after.append((Role(role), _beginning(sides["before"])))
    return _Cues(
        tuple(before),
        tuple(after),
        _beginning(reading["party_verbs"]),
        _beginning(reading["offer_verbs"]),
        _beginning(reading["refuse_verbs"]),
        compile_any([*reading["arrangements"], *reading["coreferences"], "demand*", "ultimatum*"]),
        tuple((Role(role), compile_any(sources)) for role, sources in reading["bodies"].items()),
    )


def _ending(sources: Iterable[str]) -> re.Pattern[str]:
    return re.compile(compile_any(sources).pattern + _FILLER)


def _beginning(sources: Iterable[str]) -> re.Pattern[str]:
    pattern = compile_any(sources).pattern.replace(r"(?<!\w)", "", 1)
    return re.compile(_AFTER_GAP + pattern)


def find_casts(
    page: Page, sentence: Sentence, mentions: Sequence[Mention], vocabulary: Vocabulary
) -> tuple[Cast, ...]:
    """Return who is what, as one sentence tells it."""
    cues = _cues(vocabulary)
    names = compile_namings(page, sentence, cues)
    casts: list[Cast] = []
    acting = [m for m in mentions if not only_says_where(page, m, sentence)]
    for group in coordinated(page, acting):
        casts += _casts_of_group(page, sentence, group, mentions, cues, names)
    casts += _signatories(page, sentence, mentions)
    casts += _envoys(page, sentence, mentions)
    casts += _responsibles(page, sentence, mentions)
    return tuple(casts)


_WHERE = re.compile(
    r"\b(?:in|near|from|outside|at|across|around|into|throughout|inside|(?:north|south|east|west) of|part of|capital)\s(?:the\s)?$"
)
_NAMED_AFTER = re.compile(
    r"(?:['`’]s)?\s(?:agreements?|accords?|protocols?|process|talks|communiqu|memorandum|plan|based|\w*-?(?:mediated|brokered|backed|led)\b|"
    r"(?:\w+\s)?(?:president|envoy|ambassador|official|officials|secretary|minister|media|officer|presidential))"
)


def only_says_where(page: Page, mention: Mention, sentence: Sentence) -> bool:
    """Return whether a state or a name only says where something is, or whose envoy someone is."""
    if mention.kind not in {ActorKind.STATE, ActorKind.NAME}:
        return False
    before = page.folded[max(sentence.span.start, mention.span.start - 20) : mention.span.start]
    after = page.folded[mention.span.end : mention.span.end + 30]
    brokered = re.match(r"-?(?:\s?)(?:mediated|brokered|facilitated|sponsored)", after)
    return _WHERE.search(before) is not None or (_NAMED_AFTER.match(after) is not None and not brokered)


def compile_namings(page: Page, sentence: Sentence, cues: _Cues) -> tuple[Span, ...]:
    """Return where a sentence names an arrangement or refers to one."""
    return tuple(
        Span(*m.span())
        for m in cues.namings.finditer(page.folded, sentence.span.start, sentence.span.end)
    )


def coordinated(page: Page, mentions: Sequence[Mention]) -> Iterator[tuple[Mention, ...]]:
    """Yield the mentions joined by 'and' and commas, as groups from left to right."""
    group: list[Mention] = []
    for mention in mentions:
        between = page.folded[group[-1].span.end : mention.span.start] if group else ""
        if group and len(between) < 90 and (
            _JOINED_STRICT.fullmatch(between) or _FOR_EXAMPLE.fullmatch(between)
        ):
            group.append(mention)
            continue
        if group:
            yield tuple(group)
        group = [mention]
    if group:
        yield tuple(group)


def _casts_of_group(
    page: Page,
    sentence: Sentence,
    group: tuple[Mention, ...],
    mentions: Sequence[Mention],
    cues: _Cues,
    names: tuple[Span, ...],
) -> Iterator[Cast]:
    start, end = group[0].span.start, group[-1].span.end
    before = page.folded[max(sentence.span.start, start - 90) : start]
    ahead = sentence.span.end
    sided = [m for m in group if m.kind in SIDED]
    for role, pattern in cues.before_names:
        if pattern.search(before):
            yield from (
                Cast(m, role, 3)
                for m in group
                if _may_be(m, role) and not _SAYS.match(page.folded, m.span.end)
            )
            return
    for mention in group:
        yield from _as_body(page, mention, cues)
    for role, pattern in cues.after_names:
        if pattern.match(page.folded, end, ahead):
            yield from (Cast(m, role, 3) for m in group if _may_be(m, role))
            return
    if names and _BETWEEN.search(before):
        yield from (
            Cast(m, Role.PARTY, 3) for m in group if m.kind in SIDED or m.kind is ActorKind.NAME
        )
        return
    if cues.offer_verbs.match(page.folded, end, ahead) and sided:
        yield from (Cast(m, Role.PARTY, OFFERS) for m in sided if names)
        yield from _invitees(page, mentions, end, names)
        return
    if cues.refuse_verbs.match(page.folded, end, ahead) and names:
        yield from (Cast(m, Role.INVITEE, 2) for m in sided)
        return
    agreeing = len(sided) > 1 and _AGREE.match(page.folded, end, ahead)
    if agreeing or (cues.party_verbs.match(page.folded, end, ahead) and any(n.start >= end for n in names)):
        yield from (Cast(m, Role.PARTY, 3 if len(sided) > 1 else 2) for m in sided)
        return
    if names and (_BY.search(before) or _VIOLATED.search(before)):
        yield from (Cast(m, Role.PARTY, 2) for m in sided)
        return
    if names and _OWNS.match(page.folded, end, ahead):
        yield from (Cast(m, Role.PARTY, 2) for m in sided)
        return
    if names and _WITH.search(before) and any(n.start < start for n in names):
        yield from (Cast(m, Role.PARTY, 2) for m in sided)


_SAYS = re.compile(r"\s(?:said|says|reported|reports|told)\b")


def _as_body(page: Page, mention: Mention, cues: _Cues) -> Iterator[Cast]:
    if mention.kind is ActorKind.BODY:
        for role, pattern in cues.bodies:
            if pattern.search(page.folded, mention.span.start, mention.span.end):
                yield Cast(mention, role, 3)
                return


def _may_be(mention: Mention, role: Role) -> bool:
    if mention.kind is ActorKind.SIDES:
        return False
    if mention.kind is ActorKind.PERSON:
        return role not in {Role.THIRD_PARTY, Role.EXCLUDED, Role.PARTY}
    if mention.kind is ActorKind.NAME:
        return role not in {Role.THIRD_PARTY, Role.ENFORCER, Role.SPONSOR}
    return not (role is Role.PARTY and mention.kind not in SIDED)


def _invitees(
    page: Page, mentions: Sequence[Mention], after: int, names: tuple[Span, ...]
) -> Iterator[Cast]:
    for mention in mentions:
        if mention.span.start <= after or mention.kind not in SIDED or not names:
            continue
        between = page.folded[after : mention.span.start]
        if _TO.search(between[-40:]) or _DIRECTLY.fullmatch(between):
            yield Cast(mention, Role.INVITEE, 2)
            return


def _envoys(page: Page, sentence: Sentence, mentions: Sequence[Mention]) -> Iterator[Cast]:
    """Yield the persons whom the text calls envoys or mediators."""
    for person in mentions:
        if person.kind is not ActorKind.PERSON:
            continue
        before = page.folded[max(sentence.span.start, person.span.start - 60) : person.span.start]
        if _ENVOY.search(before) or _MEDIATES.match(page.folded, person.span.end, sentence.span.end):
            yield Cast(person, Role.MEDIATOR, 2)


def _signatories(page: Page, sentence: Sentence, mentions: Sequence[Mention]) -> Iterator[Cast]:
    words = page.folded_words(sentence.span)
    if "sign" not in words:
        return
    signing = page.folded.find("signed", sentence.span.start, sentence.span.end)
    persons = [m for m in mentions if m.kind in {ActorKind.PERSON, ActorKind.NAME}]
    signs = any(_SIGNED.match(page.folded, p.span.end, sentence.span.end) for p in persons)
    for person in persons:
        before = page.folded[max(sentence.span.start, person.span.start - 90) : person.span.start]
        behalf = _behalf(page, person, mentions)
        known = person.kind is ActorKind.PERSON
        acts = signs and person.span.end < signing and not _NOT_ACTING.search(before)
        if behalf or (known and (_SIGNED_BY.search(before) or acts)):
            yield Cast(person, Role.SIGNATORY, 3, behalf.name if behalf else None)
            if behalf is not None:
                yield Cast(behalf, Role.PARTY, 3)


def _behalf(page: Page, person: Mention, mentions: Sequence[Mention]) -> Mention | None:
    for mention in mentions:
        between = page.folded[person.span.end : mention.span.start]
        if (
            mention.kind in SIDED | {ActorKind.NAME}
            and 0 < len(between) < 40
            and re.fullmatch(r"\son behalf of\s(?:the\s)?", between)
        ):
            return mention
    return None


def _responsibles(page: Page, sentence: Sentence, mentions: Sequence[Mention]) -> Iterator[Cast]:
    if not _RESPONSIBLE.search(page.folded_words(sentence.span)):
        return
    party: Mention | None = None
    for mention in mentions:
        before = page.folded[max(sentence.span.start, mention.span.start - 40) : mention.span.start]
        if (mention.kind in SIDED or mention.kind is ActorKind.NAME) and _FROM.search(before):
            party = mention
        elif _IS.search(before):
            yield Cast(mention, Role.RESPONSIBLE, 3, party.name if party else None)


def settled(casts: Iterable[Cast]) -> tuple[Cast, ...]:
    """Return one cast for each actor and role, without the roles that a stronger one excludes.

    A guarantor that signs is a guarantor; one to whom it was offered is a side only where words say that it agreed.
    """
    by_actor: dict[str, list[Cast]] = {}
    for cast in casts:
        by_actor.setdefault(cast.mention.key, []).append(cast)
    kept: list[Cast] = []
    for mine in by_actor.values():
        weights: Counter[Role] = Counter()
        for cast in mine:
            weights[cast.role] += cast.weight
        roles = set(weights)
        if (
            roles & {Role.MEDIATOR, Role.GUARANTOR, Role.MONITOR, Role.WITNESS}
            and weights[Role.PARTY] <= 4
        ):
            roles -= {Role.PARTY, Role.SPONSOR, Role.THIRD_PARTY}
        if Role.EXCLUDED in roles:
            roles -= {Role.PARTY, Role.INVITEE, Role.THIRD_PARTY}
        if Role.PARTY in roles:
            roles -= {Role.THIRD_PARTY, Role.SPONSOR}
            roles -= (
                {Role.INVITEE}
                if weights[Role.PARTY] > weights[Role.INVITEE]
                else {Role.PARTY}
                if Role.INVITEE in roles
                else set()
            )
        elif Role.INVITEE in roles:
            roles -= {Role.THIRD_PARTY}
        kept += [
            max(
                (c for c in mine if c.role is role), key=lambda c: (c.weight, -c.mention.span.start)
            )
            for role in roles
        ]
    return tuple(sorted(kept, key=lambda c: (c.mention.span, c.role)))
