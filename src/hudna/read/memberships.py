"""Memberships: of whom an alliance, a number of groups or a body is made up, as a text tells it.

`The Valley Alliance, an umbrella group for the Front and the Council`, `two clans - the Harun and
the Dalbar`, `a team made up of envoys of Norway and Oman`.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from hudna.read.actors import SIDED, ActorKind, Mention
from hudna.read.structure import Page, Sentence

Members = Mapping[str, tuple[Mention, ...]]
"""The members of each whole by its key."""

_MADE_OF = re.compile(
    r"\b(?:umbrella|alliance|coalition|grouping|bloc|comprised|comprises|comprising|composed"
    r"|consists?|consisted|consisting|made\sup|includes?|including|grouping|groups|namely|known|called|formed|drawn|unites"
    r"|uniting|represents|representing|members?)\b|\s[-–—]\s|\S--?\s|:\s"
)
"""What any telling of members has: asked first, so that other sentences cost nothing."""
_OPENS = re.compile(
    r"(?:\s?\([^)]{0,40}\))?(?:\s(?:led|headed|chaired)\sby\s[^,.;:]{2,40}?)?"
    r"(?:"
    r"\s?,?\s?(?:which\s|that\s)?(?:is\s|are\s|was\s|were\s|to\sbe\s|will\sbe\s|would\sbe\s|shall\sbe\s)?"
    r"(?:an?\s|the\s)?(?:[\w-]+\s){0,3}?(?:umbrella\s(?:group|body|organi[sz]ation)|alliance"
    r"|coalition|grouping|bloc|federation|union|front)\s(?:\w+\s){0,4}?(?:for|of|comprising|including|between)\s"
    r"|\s?,?\s?(?:and\s)?(?:which\s|that\s)?(?:is\s|are\s|was\s|were\s|to\sbe\s|will\sbe\s|would\sbe\s"
    r"|shall\sbe\s|will\s|would\s|shall\s|to\s)?(?:also\s|mainly\s|jointly\s|originally\s"
    r"|initially\s|now\s)?(?:compris(?:es|ed|ing|e)(?:\sof)?"
    r"|composed\sof|consist(?:s|ed|ing)?\sof|made\sup\sof|includ(?:es|ed|ing|e)|namely|grouping|groups|uniting"
    r"|unites|formed\sby|drawn\sfrom|with\smembers\sfrom)\s"
    r"|\s?[-–—,:]{1,2}\s?(?:namely\s|known\sas\s|called\s)?"
    r"|\s(?:known\sas|called)\s"
    r")"
)
"""Between a whole and its first member, up to what stands right before the member."""
_LEAD = (
    r"(?:(?:(?!(?:was|were|is|are|has|have|had|will|who|which|that|said)\b)[\w'’-]+\s){0,6}?"
    r"(?:of|from|for)\s)?"
    r"(?:(?!(?:was|were|is|are|has|have|had|will|who|which|that|said)\b)[\w-]+\s){0,3}"
)
_FIRST = re.compile(_LEAD)
_NEXT = re.compile(
    r"(?:\s?\([^)]{0,60}\))?,?\s(?:and|or|plus|as\swell\sas|along\swith|together\swith)\s"
    + _LEAD
    + r"|(?:\s?\([^)]{0,60}\))?[,;]\s(?:and\s)?"
    + _LEAD
)
_KNOWN_AS = re.compile(
    r"(?:\s?\([^)]{0,40}\))?\s?[-–—,(]{0,2}\s?(?:which\sare\s|who\sare\s|that\sare\s)?"
    r"(?:(?:collectively|together|jointly)\s(?:known|referred\sto|called|form(?:ing)?|make\sup)"
    r"|who\stogether\sform|which\stogether\sform|all\smembers\sof|members\sof|making\sup|forming)"
    r"\s(?:as\s)?(?:the\s|an?\s)?"
)
_PLURAL = re.compile(r"(?:s|clans|militiamen|tribesmen|sides|people)$")
_NUMBER = re.compile(r"\b(?:two|three|four|five|six|seven|eight|nine|ten|both|\d+)\b")
_TWO_SIDES = re.compile(r"\b(?:two|both|warring|rival|feuding|opposing|conflicting)\b")
"""In words for the sides, who are named behind a comma: `the warring parties, the X and the Y`."""
_ALONE = re.compile(r"\s?(?:[-–—,:]{1,2}|\()\s?")
_BRACKETS = re.compile(r"\s?\([^)]*\)")
_MEMBERS = SIDED | {ActorKind.NAME, ActorKind.INTERNATIONAL}
_LEAST = 2


def find_members(page: Page, mentions: Mapping[int, Sequence[Mention]]) -> Members:
    """Return of whom the wholes of a page are made up, where it names two at least."""
    found: dict[str, tuple[Mention, ...]] = {}
    for sentence in page.sentences:
        named = mentions[sentence.index]
        if len(named) <= _LEAST or _MADE_OF.search(page.folded, *_ends(sentence)) is None:
            continue
        for whole, members in _iter_members(page, sentence, named):
            found.setdefault(whole.key, members)
    return found


def _ends(sentence: Sentence) -> tuple[int, int]:
    return sentence.span.start, sentence.span.end


def _iter_members(
    page: Page, sentence: Sentence, named: Sequence[Mention]
) -> Iterator[tuple[Mention, tuple[Mention, ...]]]:
    for number, whole in enumerate(named):
        opened = _OPENS.match(page.folded, whole.span.end, sentence.span.end)
        if opened is not None and _may_be_whole(whole, opened.group()):
            members = _listed(page, opened.end(), named[number + 1 :])
            others = tuple(m for m in members if m.key != whole.key)
            if len({m.key for m in others}) >= _LEAST:
                yield whole, others
        members = _listed(page, whole.span.start, named[number:])
        if len({m.key for m in members}) < _LEAST:
            continue
        closed = _KNOWN_AS.match(page.folded, members[-1].span.end, sentence.span.end)
        if closed is not None:
            name = next((m for m in named if m.span.start == closed.end()), None)
            if name is not None:
                yield name, members


def _may_be_whole(whole: Mention, opening: str) -> bool:
    """Return whether one may be made up of others: a bare comma or dash needs a number of them."""
    if _ALONE.fullmatch(_BRACKETS.sub("", opening)) is None:
        return whole.kind not in {ActorKind.PERSON, ActorKind.STATE}
    if whole.kind is ActorKind.SIDES:
        return "," not in opening or _TWO_SIDES.search(whole.name.casefold()) is not None
    if whole.kind is not ActorKind.COLLECTIVE or _PLURAL.search(whole.name.casefold()) is None:
        return False
    return _NUMBER.search(whole.name.casefold()) is not None


def _listed(page: Page, start: int, named: Sequence[Mention]) -> tuple[Mention, ...]:
    """Return the mentions of a list that begins at an offset."""
    members: list[Mention] = []
    last = start
    for mention in named:
        if members and mention.key == members[-1].key:
            last = max(last, mention.span.end)
            continue
        if mention.kind not in _MEMBERS:
            if mention.kind is ActorKind.SIDES:
                last = mention.span.end
            if mention.kind in {ActorKind.SIDES, ActorKind.BODY}:
                continue
            break
        between = page.folded[last : mention.span.start]
        if members:
            is_next = _NEXT.fullmatch(between) or _NEXT.fullmatch(between.lstrip(")"))
            if is_next is None:
                break
        elif _FIRST.fullmatch(between) is None and _NEXT.fullmatch(between) is None:
            break
        members.append(mention)
        last = mention.span.end
    return tuple(members)
