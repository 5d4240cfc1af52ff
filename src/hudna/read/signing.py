"""Signing: the persons of an arrangement: who signed, is responsible for it, or mediates."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any

from hudna.domain.codebook import Role
from hudna.read.actors import SIDED, ActorKind, Mention
from hudna.read.casts import Cast
from hudna.read.gaps import AFTER_NAME, AFTER_WORD
from hudna.read.structure import Page, Sentence
from hudna.text.folding import match_key
from hudna.text.spans import Span
from hudna.vocabulary import Vocabulary
from hudna.vocabulary.cues import to_expression

_NAMED = SIDED | {ActorKind.NAME}
_BEFORE, _ENVOY_BEFORE, _RESPONSIBLE_BEFORE, _BEHALF_MOST = 110, 60, 40, 80
_SIGNING = (
    r"(?:signed|inked|initiall?ed|thumb-?printed|countersigned"
    r"|exchanged\s(?:signed\s)?(?:folders|copies|documents|texts|instruments|letters)"
    r"|(?:affixed|appended)\s(?:his|her|their)\s\w+"
    r"|put\s(?:his|her|their)\s(?:names?|signatures?)\s(?:to|on|under))\b"
)
_SIGNED = re.compile(AFTER_NAME + r",?\s?(?:have |has |had |\w+ly )*" + _SIGNING)
_SIGNED_LINE = re.compile(r"signed(?:\sby)?\s?:\s(?:\w+\.?\s){0,3}")
_SIGNED_WITH = re.compile(_SIGNING + r"[^.;]{0,60}?\bwith\s(?:[\w.'’-]+\s){0,6}$")
"""Before the one with whom a person signs: `X signed a truce with General Y`."""
_AND_SIGNER = re.compile(
    r"(?:\s(?:for|of|on behalf of)\s[^,;.]{2,40}|,\salias\s\w+)?(?:,|,?\sand)(?:\sby)?\s"
    r"(?:[\w.'’-]+\s){0,8}?(?:[\w'’-]+,\s)?"
)
_LINE_MOST, _IDLE_MOST = 140, 2
_FOR_LINE = re.compile(
    r"(?:signed\s)?(?:for(?: and on behalf of)?|on behalf of)\s(?:the\s)?[^.;:]{2,100}[:.]?"
)
_LISTED = re.compile(
    r"(?:[^:]{0,100}\b)?(witness(?:es|ed by)?|guarantors?|guaranteed by|observers?|mediators?"
    r"|mediated by|facilitators?|facilitated by|in the presence of|signed(?: by)?"
    r"|namely|following (?:armed |rebel )?(?:groups|movements|parties|factions))\s?:?"
)
_ROLES_OF_LISTS = {
    "witnes": Role.WITNESS,
    "guaran": Role.GUARANTOR,
    "observ": Role.WITNESS,
    "mediat": Role.MEDIATOR,
    "facili": Role.MEDIATOR,
    "in the": Role.WITNESS,
    "signed": Role.SIGNATORY,
    "namely": Role.PARTY,
    "follow": Role.PARTY,
}
_NO_SIDE = re.compile(r"\b(?:mediation|mediators?|facilitation|facilitators?)\b")
_ON_LINES = SIDED | {ActorKind.NAME, ActorKind.INTERNATIONAL}
_LISTED_KINDS = frozenset({ActorKind.INTERNATIONAL, ActorKind.ORGANIZATION, ActorKind.STATE})
_NAME_LINE = re.compile(
    r"(?:(?:[Nn]ame|[Ss]igned|\(?[Ss]gd\.?\)?)\s?:?\s)?"
    r"(?:(?:H\.?E\.?|Mr|Mrs|Ms|Dr|Prof|Gen|General|Col|Colonel|Maj|Major|Lt|Lieutenant|Brig|Brigadier"
    r"|Amb|Ambassador|Chief|Bishop|Sheikh|Commander|Commissioner|Hon|Rev|Captain|Minister)\.?\s){0,3}"
    r"([A-Z][\w'’-]+(?:\s(?:[A-Z]\.|al-|el-|bin|[A-Z])[\w'’-]*){1,4})"
    r"(?:\s?[,(][^.;:]{0,90})?\.?"
)
_WITH_NEXT = re.compile(r"(?:,?\s(?:of|from|for)\s[^,;.]{2,50})?,?\sand\s[^.;]{0,60}")
_SIGNED_BY = re.compile(
    r"\b(?:signed|signing|signature|initial+ed|inked)\s(?:\w+\s|(?:in|at|on)\s[\w\s]{2,30}?\s){0,2}(?:by|between)\s"
    r"(?:[\w.'’-]+,?\s){0,6}$"
)
_ANY_SIGNING = re.compile(
    r"sign|initial|inked|exchanged|thumb-?print|affixed|appended|put (?:his|her|their) name"
)
_ON_BEHALF_OF = re.compile(
    r",?(?:\ssigned\s(?:[\w-]+\s){0,5}|\s(?:acting\s)?)(?:on behalf of|for)\s(?:the\s)?"
)
_ON_BEHALF_BEFORE = re.compile(r"\b(?:on behalf of|signed for)\s(?:the\s)?(?:\w+\s)?$")
_BY_PERSON = re.compile(r"(?:\swas)?(?:\ssigned)?\sby\s(?:[\w.'’-]+\s){0,4}")
_FOR = re.compile(
    r"(?:[^.]*?;\s|(?:done|signed)[^.:]{0,60}:\s)?(?:and\s)?(?:signed\s)?"
    r"(?:for(?: and on behalf of)?|on behalf of)\s(?:the\s)?"
)
_AS_WITNESS = re.compile(
    r"\s(?:\w+\s){0,2}as\s(?:an?\s)?(?:\w+\s)?(?:witness|guarantor|mediator|observer)"
)
_LIST_GAP = re.compile(
    r"(?:(?!\b(?:is|are|was|were|been|has|have|had|will|would|said|says|told|met|who|which|that|when|while"
    r"|after|before|but|by|against|signed|\w{3,}(?<!unit)ed)\b|[;:!?]|\w{5,}\.\s)[^\n]){1,150}"
)
"""Between two persons of a list: titles, and whom they stand for, but no verb."""
_IS_SERVED = re.compile(
    r"\b(?:representatives?|envoys?|emissar(?:y|ies)|advis[eo]rs?|deputy|aides?|brothers?|sons?|minister|secretary|assistant)"
    r"\s(?:of|to|for)\s(?:(?:mr|mrs|ms|dr|gen|general|vice|president|prime|minister|king|chancellor|the|un|us"
    r"|secretary-general)\.?\s){0,4}$"
)
_SERVED_MOST = 60
"""Before a person whom one who is named stands for: `representative of Mr Ruud`."""
_TITLES = (
    r"(?:(?:vice[ -])?president|chair(?:man|woman|person)?|leader|chief|commander|general|colonel"
    r"|head|secretary(?:[ -]general)?|(?:\w+\s)?minister|spokes\w+|representative|delegate"
    r"|negotiator|envoy|ambassador|official|member|governor|supremo|deputy)"
)
_WATCHES = re.compile(r"\b(?:mission|committee|commission|observers?|monitors?|un|mediation)\b")
"""In the name of a body whose head signs and declares for no side."""
_IS_PLURAL = re.compile(rf"{_TITLES}s,?\s(?:\w+\.?\s)?$")
_HIS_SIDE = re.compile(
    r"\s(?:of|from)\s(?:the\s)?"
    rf"|,\s(?:the\s|an?\s)?(?:[\w-]+\s){{0,3}}{_TITLES}\s(?:of|for|from)\s(?:the\s)?"
)
_WHOSE_TITLE = re.compile(
    rf"(?:['’]s?)?\s(?:[\w-]+\s){{0,3}}?{_TITLES}s?"
    r"(?:\s(?:of|for)\s[\w\s]{3,30})?,?\s(?:\w+\.?\s){0,2}"
)
_LISTS = re.compile(r",|\band\b|&")
_SIGNS_AS = re.compile(
    AFTER_NAME + r",?\s?(?:have |has |had |also |\w+ly )*"
    r"(?:(?:is|are|was|were)\s(?:expected|due|set|scheduled)\sto\s)?(?:signed|sign|put|affixed|appended)\b"
    r"(?:\s(?:his|her|their)\s(?:names?|signatures?))?(?:\s(?:to|on|it|the|this|agreement|document))*"
)
_WITNESSES = re.compile(
    r"(?:\s\w+){0,3}?\sas\s(?:an?\s|the\s)?(?:\w+\s)?(?:witness|guarantor|mediator|observer)"
)
_FIRST_SIGNING = re.compile(_SIGNING)
_REPRESENTED = re.compile(
    r"(?:\s?\([^)]{0,60}\))?,?\s(?:is\s|was\s|are\s|were\s|being\s)?(?:\w+ly\s|here\w+\s)?"
    r"represented\s(?:\w+\s)?(?:at the \w+ )?by\s[^.;:]{0,80}"
)
_FOR_IT = re.compile(r"\sfor\s(?:the\s)?")
_COLON = re.compile(
    r"\s?(?:\([^)]{0,40}\))?\s?[:,–—-]\s?(?:\(?(?:signed|sgd\.?)\)?\s?:?\s?)?(?:(?:\w[\w.'’-]*,?\s){0,5})"
)
_IS = re.compile(r"\b(?:is|are|be)" + AFTER_WORD)
_IS_DIRECTLY = re.compile(r"\b(?:is|are|be)\s(?:the\s)?$")
_FROM = re.compile(r"\bfrom" + AFTER_WORD)


@dataclass(frozen=True, slots=True)
class _Cues:
    envoys: re.Pattern[str]
    mediates: re.Pattern[str]
    not_acting: re.Pattern[str]
    responsible: re.Pattern[str]


@lru_cache(maxsize=4)
def _cues(vocabulary: Vocabulary) -> _Cues:
    grammar: dict[str, Any] = vocabulary.get("reading")["grammar"]
    words = {name: to_expression(cues) for name, cues in grammar.items()}
    return _Cues(
        re.compile(rf"{words['envoys']}[^.;]{{0,40}}$"),
        re.compile(
            rf",\s(?:the\s)?(?:\w+\s){{0,3}}{words['part_of']} of (?:the\s)?(?:[\w-]+\s){{0,4}}"
            rf"{words['mediation']}|,\s(?:the\s)?(?:[\w-]+\s){{0,4}}{words['envoys_after']}"
        ),
        re.compile(rf"{words['not_acting']}\s(?:{words['not_acting_titles']}\s)*$"),
        re.compile(words["responsible"]),
    )


def iter_signing(
    page: Page, sentence: Sentence, mentions: Sequence[Mention], vocabulary: Vocabulary
) -> Iterator[Cast]:
    """Yield the signatories of a sentence, its mediating persons and those responsible."""
    cues = _cues(vocabulary)
    yield from _signatories(page, sentence, mentions, cues)
    for persons in iter_person_lists(page, mentions):
        signs = _SIGNS_AS.match(page.folded, persons[-1].span.end, sentence.span.end)
        if signs is not None:
            is_witness = _WITNESSES.match(page.folded, signs.end(), sentence.span.end)
            role = Role.WITNESS if is_witness else Role.SIGNATORY
            side = find_side(page, persons[0], mentions) if role is Role.SIGNATORY else None
            name = (
                side.name
                if side is not None
                and _IS_PLURAL.search(page.before(persons[0].span.start, sentence, most=_BEFORE))
                else None
            )
            yield from (Cast(person, role, 3, name) for person in persons)
            if side is not None:
                yield Cast(side, Role.PARTY, 3)
    yield from _signature_line(page, sentence, mentions)
    yield from _envoys(page, sentence, mentions, cues)
    if cues.responsible.search(page.folded_words(sentence.span)):
        yield from _responsibles(page, sentence, mentions)


def iter_person_lists(page: Page, mentions: Sequence[Mention]) -> Iterator[tuple[Mention, ...]]:
    """Yield the persons of each list of several, whatever titles and bodies stand between them."""
    persons = [
        m
        for m in mentions
        if m.kind is ActorKind.PERSON
        and _IS_SERVED.search(page.folded[max(m.span.start - _SERVED_MOST, 0) : m.span.start])
        is None
    ]
    listed: list[Mention] = []
    for person in persons:
        if listed and not _are_listed(page, listed[-1], person):
            if len(listed) > 1:
                yield tuple(listed)
            listed = []
        listed.append(person)
    if len(listed) > 1:
        yield tuple(listed)


def _are_listed(page: Page, one: Mention, other: Mention) -> bool:
    between = page.folded[one.span.end : other.span.start]
    return _LISTS.search(between) is not None and _LIST_GAP.fullmatch(between) is not None


def _signatories(
    page: Page, sentence: Sentence, mentions: Sequence[Mention], cues: _Cues
) -> Iterator[Cast]:
    start, end = sentence.span.start, sentence.span.end
    yield from _speaking_for(page, mentions)
    if _ANY_SIGNING.search(page.folded, start, end) is None:
        return
    persons = [m for m in mentions if m.kind in {ActorKind.PERSON, ActorKind.NAME}]
    signs = [found for p in persons if (found := _SIGNED.match(page.folded, p.span.end, end))]
    yield from _represented(page, sentence, mentions)
    yield from _signing_for(page, sentence, mentions)
    yield from _signing_after(page, sentence, mentions)
    for person in persons:
        found = _FIRST_SIGNING.search(page.folded, person.span.end, end)
        signing = found.end() if found is not None else -1
        before = page.before(person.span.start, sentence, most=_BEFORE)
        behalf = _behalf(page, person, mentions)
        if _IS_SERVED.search(before):
            continue
        acts = any(s.end() == signing for s in signs) and not cues.not_acting.search(before)
        acts = acts or (
            _signs_with_next(page, person, persons, signing, end)
            and not cues.not_acting.search(before)
        )
        acts = acts or (bool(signs) and _SIGNED_WITH.search(before) is not None)
        is_known = person.kind is ActorKind.PERSON
        if _AS_WITNESS.match(page.folded, signing, end):
            continue
        if behalf is not None:
            yield Cast(person, Role.SIGNATORY, 3, behalf.name)
            yield Cast(behalf, Role.PARTY, 3)
        elif is_known and (acts or _SIGNED_BY.search(before) or _SIGNED_LINE.fullmatch(before)):
            side = find_side(page, person, mentions)
            yield Cast(person, Role.SIGNATORY, 3, side.name if side is not None else None)
            if side is not None:
                yield Cast(side, Role.PARTY, 3)


_LABEL = re.compile(
    r"(signed|witness(?:es|ed by)?|guarantors?|guaranteed by|mediators?|mediated by|facilitators?"
    r"|facilitated by|in the presence of|observers?)\s?:\s"
)


def _labelled(page: Page, sentence: Sentence, mentions: Sequence[Mention]) -> Iterator[Cast]:
    """Yield who stands behind a label on its line: `Signed: X, Y`, `Witness: the Prefect, Z`."""
    label = _LABEL.match(page.folded, sentence.span.start, sentence.span.end)
    if label is None:
        return
    role = _ROLES_OF_LISTS[label[1][:6]]
    persons = [m for m in mentions if m.kind in {ActorKind.PERSON, ActorKind.NAME}]
    bodies = [m for m in mentions if m.kind in _LISTED_KINDS]
    if role is Role.SIGNATORY or persons:
        yield from (Cast(m, role, 3) for m in persons)
    else:
        yield from (Cast(m, role, 3) for m in bodies)


def _signs_with_next(
    page: Page, person: Mention, persons: Sequence[Mention], signing: int, end: int
) -> bool:
    """Return whether a person is joined to one who signs: `X of the Front and General Y signed`."""
    following = next((p for p in persons if p.span.start > person.span.end), None)
    if following is None or following.span.start > signing:
        return False
    signed = _SIGNED.match(page.folded, following.span.end, end)
    return (
        signed is not None
        and signed.end() == signing
        and _WITH_NEXT.fullmatch(page.folded, person.span.end, following.span.start) is not None
    )


def _signing_after(page: Page, sentence: Sentence, mentions: Sequence[Mention]) -> Iterator[Cast]:
    """Yield those joined behind one by whom it was signed: `signed by X and by Y and Z for W`."""
    end: int | None = None
    for mention in mentions:
        is_named = mention.kind is ActorKind.PERSON or (
            mention.kind is ActorKind.NAME and " " in mention.name
        )
        before = page.before(mention.span.start, sentence, most=_BEFORE)
        if end is None:
            if mention.kind is ActorKind.PERSON and _SIGNED_BY.search(before):
                end = mention.span.end
        elif is_named and _AND_SIGNER.fullmatch(page.folded, end, mention.span.start):
            yield Cast(mention, Role.SIGNATORY, 3)
            end = mention.span.end
        elif mention.kind not in SIDED:
            return


def _signing_for(page: Page, sentence: Sentence, mentions: Sequence[Mention]) -> Iterator[Cast]:
    """Yield who signed for whom, behind the verb: `signed for the Front and Y for the Council`."""
    signing = page.folded.find("signed", sentence.span.start, sentence.span.end)
    for person, party in pairwise(mentions):
        between = page.folded[person.span.end : party.span.start]
        is_pair = person.kind is ActorKind.PERSON and party.kind in SIDED
        if is_pair and person.span.start > signing and _FOR_IT.fullmatch(between):
            yield Cast(person, Role.SIGNATORY, 3, party.name)
            yield Cast(party, Role.PARTY, 3)


def _speaking_for(page: Page, mentions: Sequence[Mention]) -> Iterator[Cast]:
    """Yield who stands for a side that signs: `the Front, represented by its chairman X`."""
    for number, party in enumerate(mentions):
        if party.kind not in _NAMED:
            continue
        for person in mentions[number + 1 : number + 4]:
            if person.kind is not ActorKind.PERSON:
                continue
            if _REPRESENTED.fullmatch(page.folded, party.span.end, person.span.start):
                yield Cast(party, Role.PARTY, 3)
                yield Cast(person, Role.SIGNATORY, 3, party.name)
            break


def _represented(page: Page, sentence: Sentence, mentions: Sequence[Mention]) -> Iterator[Cast]:
    """Yield who is signed for and by whom: `signed on behalf of the Front by X`."""
    for party, person in pairwise(mentions):
        before = page.before(party.span.start, sentence, most=_BEFORE)
        between = page.folded[party.span.end : person.span.start]
        is_person = person.kind in {ActorKind.PERSON, ActorKind.NAME}
        if (
            is_person
            and party.kind in _NAMED
            and _ON_BEHALF_BEFORE.search(before)
            and _BY_PERSON.fullmatch(between)
        ):
            yield Cast(party, Role.PARTY, 3)
            yield Cast(person, Role.SIGNATORY, 3, party.name)


def _signature_line(page: Page, sentence: Sentence, mentions: Sequence[Mention]) -> Iterator[Cast]:
    """Yield who signs for whom, as the foot of a text has it: `For the Government: X Y`."""
    for party, person in pairwise(mentions):
        before = page.before(party.span.start, sentence, most=_BEFORE)
        between = page.folded[party.span.end : person.span.start]
        if _FOR.fullmatch(before) and _COLON.fullmatch(between):
            yield Cast(party, Role.PARTY, 3)
            yield Cast(person, Role.SIGNATORY, 3, party.name)


def find_side(page: Page, person: Mention, mentions: Sequence[Mention]) -> Mention | None:
    """Return whose person one is, where a text says so beside the name, or None.

    `X, chairman of the Valley Front`, `X of the Valley Front`, `Valley Front commander X`.
    """
    for mention in mentions:
        if mention.kind not in SIDED or _WATCHES.search(mention.name.casefold()):
            continue
        if mention.span.start > person.span.end:
            between = page.folded[person.span.end : mention.span.start]
            if len(between) < _BEHALF_MOST and _HIS_SIDE.fullmatch(between):
                return mention
        elif mention.span.end < person.span.start:
            between = page.folded[mention.span.end : person.span.start]
            if len(between) < _BEHALF_MOST and _WHOSE_TITLE.fullmatch(between):
                return mention
    return None


def _behalf(page: Page, person: Mention, mentions: Sequence[Mention]) -> Mention | None:
    """Return on whose behalf a person acts, where the text says so right after the name."""
    for mention in mentions:
        start, end = person.span.end, mention.span.start
        if mention.kind in _NAMED and 0 < end - start < _BEHALF_MOST:
            is_for = _ON_BEHALF_OF.fullmatch(page.folded, start, end) is not None
            if is_for:
                return mention
    return None


def iter_blocks(page: Page, found: Mapping[int, Sequence[Mention]]) -> Iterator[Cast]:
    """Yield who signs in blocks of lines at the foot of a text, and who is listed with a role.

    A line names a side (`For the Valley Front`) or a role (`Witnessed by:`), those below it persons
    or bodies.
    """
    role: Role | None = None
    party: Mention | None = None
    idle, is_list = 0, False
    for sentence in page.sentences:
        words = page.folded_words(sentence.span)
        named = found.get(sentence.index, ())
        listed = _LISTED.fullmatch(words) if len(words) < _LINE_MOST else None
        if listed is not None:
            role, party, idle = _ROLES_OF_LISTS[listed[1][:6]], None, 0
            is_list = True
            continue
        if len(words) < _LINE_MOST and _FOR_LINE.fullmatch(words):
            side = next((m for m in named if m.kind in _ON_LINES), None)
            party, role, idle, is_list = side, Role.SIGNATORY, 0, False
            is_other = _NO_SIDE.search(words) is not None
            if side is not None and not is_other and side.kind in _NAMED:
                yield Cast(side, Role.PARTY, 3)
            if is_other:
                role = Role.MEDIATOR
            elif side is not None and side.kind is ActorKind.INTERNATIONAL:
                role = Role.WITNESS
            continue
        yield from _labelled(page, sentence, named)
        if role is None:
            continue
        line = _NAME_LINE.fullmatch(page.words(sentence.span))
        kinds = SIDED if role is Role.PARTY else _LISTED_KINDS
        bodies = [m for m in named if m.kind in kinds]
        if is_list and role is not Role.SIGNATORY and bodies and idle == 0:
            yield from (Cast(m, role, 3) for m in bodies)
        elif role is Role.PARTY:
            idle += 1
        elif line is not None and not (bodies and bodies[0].span.contains(sentence.span)):
            span = Span(sentence.span.start + line.start(1), sentence.span.start + line.end(1))
            person = Mention(span, page.words(span), match_key(line[1]), ActorKind.PERSON)
            yield Cast(person, role, 3, party.name if party is not None else None)
        else:
            idle += 1
        if idle > _IDLE_MOST:
            role, party, idle = None, None, 0


def _envoys(
    page: Page, sentence: Sentence, mentions: Sequence[Mention], cues: _Cues
) -> Iterator[Cast]:
    """Yield the persons whom the text calls envoys or mediators."""
    for person in mentions:
        if person.kind is ActorKind.PERSON:
            before = page.before(person.span.start, sentence, most=_ENVOY_BEFORE)
            after = (page.folded, person.span.end, sentence.span.end)
            if cues.envoys.search(before) or cues.mediates.match(*after):
                yield Cast(person, Role.MEDIATOR, 2)


_BETWEEN_LINE = re.compile(r"(?:by and )?between:?|parties:?|the (?:contracting )?parties:?")
_AND_LINE = re.compile(r"(?:-\s)?and(?:\s-)?[,:]?|on the (?:one|other) (?:hand|part|side)[,;]?")
_PARTY_LINE_MOST = 12
"""How many letters more than the name of a side a line that names it may have."""
_CALLED_TOGETHER = re.compile(
    r"\(?\s?(?:hereinafter|hereafter|collectively|together|jointly)[^).;]{0,50}\b(?:sides|parties)\b"
)
_HEAD_MOST = 6


def iter_parties_at_head(page: Page, found: Mapping[int, Sequence[Mention]]) -> Iterator[Cast]:
    """Yield the sides that the head of a text lists: on lines of their own, or called together.

    `Between`, a side, `and`, another, each on a line; `The Front, represented by X, and the Council
    (hereinafter "the Parties")`.
    """
    is_list = False
    for sentence in page.sentences:
        words = page.folded_words(sentence.span)
        named = [m for m in found.get(sentence.index, ()) if m.kind in _NAMED]
        if len(words) < _LINE_MOST and _BETWEEN_LINE.fullmatch(words):
            is_list = True
        elif is_list and not _AND_LINE.fullmatch(words):
            whole = [m for m in named if len(words) - len(m.span) < _PARTY_LINE_MOST]
            is_list = bool(whole)
            yield from (Cast(m, Role.PARTY, 3) for m in whole[:1])
        together = _CALLED_TOGETHER.search(words) if len(named) > 1 else None
        if together is not None:
            end = sentence.span.start + together.start()
            before = [m for m in named if m.span.end <= end]
            if len(before) > 1 and before[0].span.start - sentence.span.start < _HEAD_MOST:
                yield Cast(before[0], Role.PARTY, 3)
                yield Cast(before[-1], Role.PARTY, 3)


def _responsibles(page: Page, sentence: Sentence, mentions: Sequence[Mention]) -> Iterator[Cast]:
    """Yield who is responsible, each for the party named last before: `the person from X is Y`."""
    party: Mention | None = None
    for mention in mentions:
        before = page.before(mention.span.start, sentence, most=_RESPONSIBLE_BEFORE)
        is_he = _IS_DIRECTLY.search(before) is not None
        if mention.kind in _NAMED and not is_he and _FROM.search(before):
            party = mention
        elif is_he or _IS.search(before):
            yield Cast(mention, Role.RESPONSIBLE, 3, party.name if party else None)
