"""Names: what is known for an actor by the vocabulary, or by the shape of its words.

Names of the vocabulary are known for what they are. Others are known by their shape: capitalized
words that end in a word such as *Front* or *Council*, or that an acronym follows.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from hudna.read.actors import ActorKind, Mention
from hudna.read.knowledge import GOVERNMENT, OPPOSITION, Knowledge
from hudna.read.structure import Kind, Page, Sentence
from hudna.text.folding import match_key
from hudna.text.spans import Span

_UPPER = "A-ZÀ-ÖØ-ÞĆČĐĞİŁŚŞŠŹŽŻ"
_MEMBERS = (
    r"(?:People|Elder|Chief|Hunter|Farmer|Herder|Landowner|Fighter|Student|Worker|Warrior|Lion|Brother"
    r"|Nomad|Owner|Commander|Officer|Soldier|Veteran|Son|Daughter|Peasant|Teacher|Mother|Father|Grower"
    r"|Driver|Settler|Villager|Youth|Bishop|Citizen|Prisoner|Patriot|Trader|Miner|Boatmen|Fishermen)s?"
)
"""Those of whom a body may be: `Elders' Council`."""
_CAPITALIZED = (
    rf"(?:\d{{1,3}}(?:st|nd|rd|th)(?=\s[A-Z])|{_MEMBERS}['’](?=\s[A-Z])|[{_UPPER}][\w'’`]*[a-zß-öø-ÿ][\w]*|[A-Z]{{2,}}|"
    r"al-[A-Z]\w+|a[lnsrdtz]h?-[A-Z][\w'’]+|Al-[A-Z]\w+)"
    r"(?:-[A-Z]?\w+)*"
)
_LINK = r"(?:of the|of|for the|for|and|de|del|du|des|da|la|-|–)"
_INITIALS = r"(?:[A-Z]\.\s?){0,3}"
NAME = rf"{_CAPITALIZED}(?:\s(?:{_LINK}\s)?{_INITIALS}{_CAPITALIZED})*"
"""The shape of a name: capitalized words, joined by small ones."""

_NAME = re.compile(NAME)
_MEDIATING = re.compile(
    r"-(?:mediated|brokered|facilitated|sponsored|proposed|supervised|monitored|guaranteed)\b"
    r"|\s(?:mediation|facilitation|good offices)\b"
)
_ACRONYM = re.compile(
    r"\s?\(\s?(?:(?:hereinafter|hereafter|henceforth|referred to as|called|the)[\s,:]+){0,5}"
    r"[“\"‘']?"
    r"([A-Z][A-Za-z/-]{1,9}[A-Z]|[A-Z]{2,8})[”\"’']?"
    r"(?:\s?[;,][^)]{0,60})?\s?\)"
)
_APPOSED_ACRONYM = re.compile(r",\s([A-Z]{2,8})(?=,\s|\s(?:and|or)\s)")
_OWNER = re.compile(
    r"(?:[A-Z][\w-]+\s)?(?!(?:People|Worker|Peasant|Farmer|Women|Youth|Student)s?['’`])[A-Z][\w-]+"
    r"['’`]s\s(?=[A-Z])"
)
_DEFINED = re.compile(
    r"\s?[(,]\s?(?:(?:\w+\s)?(?:hereinafter|hereafter|henceforth)\b[^“\"‘()]{0,60}[“\"‘']|the\s?[“\"‘']"
    r"|[“\"](?:the\s)?)(?:the\s)?([A-Z][\w'’-]+(?:\s[A-Z][\w'’-]+){0,3})[”\"’']"
)
"""What a text says that it will call someone: `hereinafter referred to as "the Government"`."""
_POSSESSIVE = re.compile(r"['’`]s?$")
_LOWER_HEAD = re.compile(r"\s(?:(?:state|regional|provincial|district|city)\s(?=[a-z]))?([a-z]+)\b")
_HEAD_OF = re.compile(r"\b(\w+)\s(?:of|for)\s")
"""The word that says what a body of something is: `Transitional Council of X`."""
_ACTED_FOR = re.compile(r"[^,;]+?\sfor\s(?:the\s)?(?=[A-Z])")
"""A person and whom he acts for in one run of words: `General X for the Y`."""
_PERSON_OF = re.compile(
    rf"([{_UPPER}][\w'’-]+(?:\s[{_UPPER}][\w'’-]+){{1,3}})("
    r"\s(?:of\sthe|of|from\sthe|and)\s)(?=[A-Z]\w+\s\w)"
)
_WORDS_OF_TWO = 3
_PEOPLES = re.compile(
    r"([A-Z][\w'’-]+(?:\s[A-Z][\w'’-]+)?)\sand\s"
    r"([A-Z][\w'’-]+(?:\s[A-Z][\w'’-]+)?\s(?:tribes|clans|communities|herders|herdsmen|rebels|"
    r"factions|militias|militiamen|fighters|groups|tribesmen|pastoralists|insurgents|guerrillas))"
)
_AND = re.compile(r"(\sand\s)")
_DOCUMENT = (
    r"(?:Declaration|Protocol|Agreements?|Accords?|Treaty|Treaties|Memorandum|Memoranda|Communiqu[eé]"
    r"|Resolutions?|Charter|Pact|Roadmap|Convention|Statute|Constitution|Conference|Summit|Talks"
    r"|Formula|Framework)"
)
_IS_DOCUMENT = re.compile(rf"(?:.*\s)?{_DOCUMENT}(?:\s(?:of|on|for)\s.*)?")
"""A name of what is written or held, which is no one's: `the Northern Valley Protocol`."""
_NAMES_DOCUMENT = re.compile(rf"\s(?:Peace\s|Framework\s|General\s)?{_DOCUMENT}\b")
"""Behind a name that only tells one document or meeting from others: `the Oslo Accords`."""
_NUMBERED = re.compile(r"\s(?:No\.?\s)?\(?\d")
_NO_ONE = re.compile(r"(?:Operations?|Cease-?[Ff]ires?|Truces?|Cessation|Armistice|Separation)\s")
_ENDS_AS_TRUCE = re.compile(r"\b(?:Cease-?[Ff]ire|Truce|Armistice|Cessation|Pause)$")
_OFFICE_OF = re.compile(r"\s(?:of|for)\s(?:the\s)?(?=[A-Z])")
_NO_OFFICE_OF = re.compile(r"(?:Staff|State|Government|Delegation|Mission|Police|Intelligence)\b")
_OWN_FORCES = re.compile(r"\b(?:armed forces|defen[cs]e forces?|air force|security forces)$")
_GOVERNMENTS_OF = ("government of ", "governments of ", "authorities of ", "army of ")
_OF_WHOM_MOST = 20
_ACTS = re.compile(r",?\s(?:and\s[A-Z]|(?:has |have |had )?(?:signed|said|agreed|announced|met)\b)")
_IS_REGION = re.compile(r"(?:.*\s)?[Ss]tate")
_INITIAL = re.compile(r"(?<![\w'’])(?!(?:of|for|the|and|de|del|du|des|da|la)\b)\w")


def iter_known(page: Page, sentence: Sentence, knowledge: Knowledge) -> Iterator[Mention]:
    """Yield the names of the vocabulary in a sentence, with the collective that follows a state."""
    for found in knowledge.lexicon.iter_found(page.folded, sentence.span):
        words, kind = page.words(found.span), knowledge.kinds[found.key]
        if _is_common_word(words, kind) or _is_adjective(page, found.span):
            continue
        if page.folded_words(found.span) in knowledge.acronyms and not words.isupper():
            continue
        if kind is ActorKind.STATE and _tells_document(page, sentence, found.span):
            continue
        span = _with_collective(page, sentence, found.span, knowledge)
        if span is not None and kind is ActorKind.STATE:
            tail = page.folded[found.span.end : span.end]
            key = collective_key(tail, knowledge, owner=found.key)
            yield Mention(span, page.words(span), key, collective_kind(tail, knowledge))
        else:
            is_seat = page.folded_words(found.span) in knowledge.seats
            yield Mention(found.span, words, found.key, kind, is_seat)


def _tells_document(page: Page, sentence: Sentence, span: Span) -> bool:
    """Return whether a place only tells a document or a meeting: `the Oslo Accords`."""
    is_prose = sentence.kind is not Kind.HEADLINE
    return is_prose and _NAMES_DOCUMENT.match(page.text, span.end, sentence.span.end) is not None


def _is_common_word(words: str, kind: ActorKind) -> bool:
    """Return whether a name is written as a word is: 'us' is a word, 'US' a state."""
    if not any(c.isupper() for c in words) and words[0].isascii():
        return kind is not ActorKind.ARMED or "-" not in words
    letters = words.replace(".", "")
    return kind is ActorKind.STATE and len(letters) <= 3 and not letters.isupper()


_ADJECTIVE = re.compile(
    r"-(?!mediated|brokered|facilitated|sponsored|proposed|supervised|monitored|patrolled"
    r"|observed|guaranteed|verified)(?:\w+ed|held|led)\b"
)


def _is_adjective(page: Page, span: Span) -> bool:
    """Return whether a name only says whose something is: `SDF-held`, `UK-based`."""
    return _ADJECTIVE.match(page.folded, span.end) is not None


_OF_ANY = re.compile(
    r"groups?|movements?|organi[sz]ations?|outfits?|alliance|coalition|bloc|front|leadership"
)
_AFTER_POSSESSIVE = re.compile(r"(?:['`’]s?)?\s")


def _with_collective(
    page: Page, sentence: Sentence, span: Span, knowledge: Knowledge
) -> Span | None:
    """Return a name's span with the collective that follows it (`Syria's army`), or None."""
    end = sentence.span.end
    gap = _AFTER_POSSESSIVE.match(page.folded, span.end, end)
    if gap is None:
        return None
    match = knowledge.collectives.pattern.match(page.folded, gap.end(), end)
    return Span(span.start, match.end()) if match is not None else None


def collective_kind(words: str, knowledge: Knowledge) -> ActorKind:
    """Return whether folded words for a collective mean a government."""
    if _is_opposed(words, knowledge):
        return ActorKind.COLLECTIVE
    return ActorKind.GOVERNMENT if knowledge.is_governmental(words) else ActorKind.COLLECTIVE


def _is_opposed(words: str, knowledge: Knowledge) -> bool:
    """Return whether words mean armed opponents: by the last, or by one before `groups`."""
    last = words.split()[-1]
    if knowledge.opposed.search(last):
        return True
    return _OF_ANY.fullmatch(last) is not None and knowledge.opposed.search(words) is not None


def collective_key(words: str, knowledge: Knowledge, *, owner: str | None = None) -> str:
    """Return the key of a collective: a government or its opponents, with the state it is of."""
    if _is_opposed(words, knowledge):
        return f"{OPPOSITION}{owner or ''}"
    if knowledge.is_governmental(words) and not words.strip().startswith(
        knowledge.not_governmental
    ):
        return f"{GOVERNMENT}{owner or ''}"
    if knowledge.opposed.search(words):
        return f"{OPPOSITION}{owner or ''}"
    return match_key(words)


def iter_shaped(page: Page, sentence: Sentence, knowledge: Knowledge) -> Iterator[Mention]:
    """Yield the names of a sentence that their shape shows."""
    for match in _NAME.finditer(page.text, sentence.span.start, sentence.span.end):
        for piece in _iter_pieces(page, sentence, Span(*match.span()), knowledge):
            yield from _iter_named(page, sentence, piece, knowledge)


def _iter_named(
    page: Page, sentence: Sentence, piece: Span, knowledge: Knowledge
) -> Iterator[Mention]:
    """Yield who is named in a run of capitalized words that has one name, or persons before it."""
    for span in _trimmed_spans(page, sentence, piece, knowledge):
        whose = _person_of(page, span, knowledge)
        if whose is not None:
            person = Span(span.start, span.start + whose.end(1))
            if not knowledge.titles.pattern.match(page.folded, span.start, span.end):
                yield Mention(
                    person, page.words(person), match_key(page.words(person)), ActorKind.PERSON
                )
            span = Span(span.start + whose.end(), span.end)
        acted_for = _ACTED_FOR.match(page.text, span.start, span.end)
        if acted_for is not None and knowledge.titles.pattern.match(page.folded, span.start):
            span = Span(acted_for.end(), span.end)
        group = _group_of(page, span, knowledge)
        if group is not None:
            yield group
            continue
        is_explained = _ACRONYM.match(page.text, span.end, sentence.span.end) is not None
        kind = _kind_of(page, span, knowledge, is_explained=is_explained)
        if kind is not None:
            if _are_of_states(page, span, knowledge):
                continue
            joined = _joined_peoples(page, span)
            yield from joined or (
                Mention(span, page.words(span), _key_of(page, span, kind, knowledge), kind),
            )
        elif knowledge.titles.pattern.fullmatch(page.folded, span.start, span.end):
            continue
        elif (owner := _mediating(page, span, knowledge)) is not None:
            yield owner
        elif span.start > sentence.span.start or is_explained or _opens(page, span):
            yield from (
                m
                for m in _iter_joined(page, span)
                if not _is_only_adjective(m, knowledge) and m.key not in knowledge.calendar
            )


def _opens(page: Page, span: Span) -> bool:
    """Return whether a name that begins a sentence is surely one: two words, and an act."""
    return " " in page.words(span) and _ACTS.match(page.text, span.end) is not None


def _trimmed_spans(
    page: Page, sentence: Sentence, piece: Span, knowledge: Knowledge
) -> tuple[Span, ...]:
    """Return the span of a name, or none where the words name no one who acts."""
    span = _trimmed(page, sentence, piece, knowledge)
    if span is None:
        return ()
    words = page.words(span)
    if _NO_ONE.match(words) or _ENDS_AS_TRUCE.search(words):
        return ()
    is_document = " " in words and _IS_DOCUMENT.fullmatch(words) is not None
    is_explained = _ACRONYM.match(page.text, span.end, sentence.span.end) is not None
    return () if is_document and not is_explained else (span,)


def _iter_pieces(
    page: Page, sentence: Sentence, span: Span, knowledge: Knowledge
) -> Iterator[Span]:
    """Yield the names in a run of words, parted at each `and` that stands between two of them."""
    start = span.start
    for joined in _AND.finditer(page.text, span.start, span.end):
        left, right = Span(start, joined.start()), Span(joined.end(), span.end)
        if left.start < left.end and _are_two(page, sentence, left, right, knowledge):
            yield left
            start = right.start
    yield Span(start, span.end)


def _are_two(page: Page, sentence: Sentence, left: Span, right: Span, knowledge: Knowledge) -> bool:
    """Return whether `and` joins two names rather than two words of one name.

    So it does behind what is known, ends as the name of a group does or is a document, before what
    is known, and where the acronym behind them has the letters of the second only. `Valley Movement
    for Law and Order` and `Peace and Unity Front` are one.
    """
    whole = Span(left.start, right.end)
    first = page.text.find(" and ", right.start, right.end)
    right = Span(right.start, first) if first > 0 else right
    known = knowledge.find_known(page.folded, whole)
    if known is not None and known.span.start < left.end and known.span.end > right.start:
        return False
    before, after = page.words(left), page.words(right)
    acronym = _ACRONYM.match(page.text, whole.end, sentence.span.end)
    if acronym is not None:
        letters = acronym[1].replace("-", "").upper()
        if _initials(page.words(whole)).startswith(letters):
            return False
        if letters == _initials(after):
            return True
    if _IS_DOCUMENT.fullmatch(before) or _ends_as_body(page, left, knowledge):
        return True
    if page.before(left.start, sentence, most=_OF_WHOM_MOST).endswith(_GOVERNMENTS_OF):
        return _ends_as_body(page, right, knowledge)
    for part in (left, right):
        found = knowledge.find_known(page.folded, part)
        if found is not None and found.span == part:
            return before[:1].isupper() and after[:1].isupper()
    return False


def _initials(words: str) -> str:
    return "".join(_INITIAL.findall(words)).upper()


def _ends_as_body(page: Page, span: Span, knowledge: Knowledge) -> bool:
    """Return whether words end as the name of a body of its own: `Harun Council`."""
    words = page.words(span).split()
    start = span.end - len(words[-1])
    is_head = knowledge.heads.fullmatch(page.folded, start, span.end) is not None
    return len(words) > 1 and is_head and words[-2].casefold() not in {"of", "for", "the"}


def _person_of(page: Page, span: Span, knowledge: Knowledge) -> re.Match[str] | None:
    """Return a person before the group that a name ends in: `Samir Qalan of the Valley Front`.

    So is one with a title before whom another side is joined: `President X and Valley Front`.
    """
    found = _PERSON_OF.match(page.words(span))
    if found is None:
        return None
    if found[2].strip() == "and":
        title = knowledge.titles.pattern.match(page.folded, span.start, span.end)
        return found if title is not None else None
    words = found[1].split()
    first = page.folded_words(Span(span.start, span.start + found.end(1)))
    is_body = any(
        pattern.search(first)
        for pattern in (
            knowledge.heads,
            knowledge.armed_names,
            knowledge.official,
            knowledge.opposed,
            knowledge.titles.pattern,
        )
    )
    is_known = any(word.casefold() in knowledge.adjectives for word in words)
    last = page.words(span).split()[-1]
    ends = knowledge.heads.fullmatch(page.folded, span.end - len(last), span.end)
    return found if len(words) == 2 and ends is not None and not (is_body or is_known) else None


def _are_of_states(page: Page, span: Span, knowledge: Knowledge) -> bool:
    """Return whether words name the forces of two states, each a side: `Thai and Lao troops`."""
    words = page.words(span).split()
    return (
        len(words) > _WORDS_OF_TWO
        and words[1] == "and"
        and words[-1].islower()
        and all(word.casefold() in knowledge.adjectives for word in (words[0], words[2]))
    )


def _joined_peoples(page: Page, span: Span) -> tuple[Mention, ...]:
    """Return the two of whom one noun in small letters says what they are: `X and Y tribes`."""
    both = _PEOPLES.fullmatch(page.words(span))
    if both is None:
        return ()
    spans = (Span(span.start + both.start(n), span.start + both.end(n)) for n in (1, 2))
    return tuple(
        Mention(s, page.words(s), match_key(page.words(s)), ActorKind.COLLECTIVE) for s in spans
    )


def _key_of(page: Page, span: Span, kind: ActorKind, knowledge: Knowledge) -> str:
    """Return the key of a name: an office of a state that it begins with is that government."""
    words = page.words(span)
    adjectives = (knowledge.adjectives.get(word.casefold()) for word in words.split())
    owner = next((each for each in adjectives if each is not None), None)
    if kind is ActorKind.GOVERNMENT and owner is not None:
        return f"{GOVERNMENT}{owner}"
    if kind is ActorKind.GOVERNMENT and page.folded.startswith("government of ", span.start):
        known = knowledge.find_known(page.folded, span)
        if known is not None and knowledge.kinds[known.key] is ActorKind.STATE:
            return f"{GOVERNMENT}{known.key}"
    return match_key(words)


def _mediating(page: Page, span: Span, knowledge: Knowledge) -> Mention | None:
    """Return the state whose adjective says who mediated: `the Norwegian-brokered truce`."""
    words = page.words(span)
    joined = _MEDIATING.search(words)
    end = span.start + joined.start() if joined is not None else span.end
    if joined is None and _MEDIATING.match(page.text, span.end) is None:
        return None
    state = knowledge.adjectives.get(page.text[span.start : end].casefold())
    if state is None:
        return None
    here = Span(span.start, end)
    return Mention(here, page.words(here), state, ActorKind.STATE)


def _group_of(page: Page, span: Span, knowledge: Knowledge) -> Mention | None:
    """Return the known group whose members a name means (`ISIS fighters`), or None."""
    known = knowledge.find_known(page.folded, span)
    if known is None or known.span.end == span.end:
        return None
    before = page.folded[span.start : known.span.start]
    if before and len(before.split()) != 1:
        return None
    is_state = knowledge.kinds[known.key] is ActorKind.STATE
    members = knowledge.fighters.fullmatch(page.folded[known.span.end : span.end])
    if is_state or members is None:
        return None
    return Mention(span, page.words(span), known.key, knowledge.kinds[known.key])


def find_acronym(page: Page, sentence: Sentence, mention: Mention) -> str | None:
    """Return the acronym in brackets after a name, or None where the name has none of its own."""
    if mention.kind in {ActorKind.NAME, ActorKind.PERSON}:
        return None
    if mention.kind is ActorKind.STATE:
        return None
    match = _ACRONYM.match(page.text, mention.span.end, sentence.span.end)
    if match is None:
        match = _DEFINED.match(page.text, mention.span.end, sentence.span.end)
    if match is not None:
        return match[1] if match[1].casefold() not in _TOGETHER else None
    apposed = _APPOSED_ACRONYM.match(page.text, mention.span.end, sentence.span.end)
    initials = "".join(word[0] for word in mention.name.split() if word[0].isupper())
    return apposed[1] if apposed is not None and apposed[1] == initials else None


_TOGETHER = frozenset({"parties", "the parties", "sides", "signatories", "contracting parties"})
"""What a text calls its sides together, behind the name of the last of them."""


def _trimmed(page: Page, sentence: Sentence, span: Span, knowledge: Knowledge) -> Span | None:
    """Return the span of a name without what begins the sentence, owns or backs it, or None."""
    start = span.start
    for leading in (knowledge.not_in_names, _OWNER):
        lead = leading.match(page.text[start : span.end])
        start += lead.end() if lead is not None else 0
    title = knowledge.titles.pattern.match(page.folded, start, span.end)
    of = _OFFICE_OF.match(page.text, title.end(), span.end) if title is not None else None
    if of is not None and _NO_OFFICE_OF.match(page.text, of.end()) is None:
        start = of.end()
    elif title is not None:
        person = _PERSON_OF.match(page.text, title.end() + 1, span.end)
        start = title.end() + 1 if person is not None and person[2].strip() != "and" else start
    name = page.text[start : span.end]
    if not name or all(word.casefold() in knowledge.calendar for word in name.split()):
        return None
    if name.casefold() in knowledge.not_names:
        return None
    end = start + len(_POSSESSIVE.sub("", name))
    backed = knowledge.backed.match(page.text[start:end])
    start += backed.end() if backed is not None else 0
    if start >= end:
        return None
    if page.text[start:end].casefold() not in knowledge.adjectives:
        tail = _LOWER_HEAD.match(page.text, end, sentence.span.end)
        if tail is not None and knowledge.heads.fullmatch(page.folded, tail.start(1), tail.end(1)):
            end = tail.end(1)
    return Span(start, end)


def _kind_of(
    page: Page, span: Span, knowledge: Knowledge, *, is_explained: bool
) -> ActorKind | None:
    """Return what the shape of a name says it is, or None where it says nothing."""
    words = page.words(span).split()
    if len(words) < 2:
        return None
    if _IS_REGION.fullmatch(page.words(span)) and not is_explained:
        return None
    if knowledge.heads.fullmatch(page.folded, span.end - len(words[-1]), span.end):
        if knowledge.opposed.search(words[-1].casefold()):
            return ActorKind.ARMED
        return _organization(page.folded_words(span), knowledge)
    head = _HEAD_OF.search(page.folded, span.start, span.end)
    is_one = " and " not in page.folded_words(span)
    if is_one and head is not None and knowledge.heads.fullmatch(page.folded, *head.span(1)):
        return _organization(page.folded_words(span), knowledge)
    return _organization(page.folded_words(span), knowledge) if is_explained else None


def _organization(words: str, knowledge: Knowledge) -> ActorKind:
    """Return what kind of body a name means: a liberation army is armed, an army a state's."""
    is_own = _OWN_FORCES.search(words) and any(w in knowledge.adjectives for w in words.split())
    if is_own:
        return ActorKind.GOVERNMENT
    if knowledge.armed_names.search(words) and not words.endswith(" army"):
        return ActorKind.ARMED
    is_official = knowledge.official.search(words) is not None
    return ActorKind.GOVERNMENT if is_official else ActorKind.ORGANIZATION


def _iter_joined(page: Page, span: Span) -> Iterator[Mention]:
    """Yield the names that 'and' joins in a run of capitalized words."""
    start = span.start
    for piece in _AND.split(page.words(span)):
        if piece.strip() and piece.strip() != "and":
            here = Span(start, start + len(piece))
            yield Mention(here, page.words(here), match_key(piece), ActorKind.NAME)
        start += len(piece)


_PARTICIPLE = re.compile(r"-(?:\w+ed|held|led)$")


def _is_only_adjective(mention: Mention, knowledge: Knowledge) -> bool:
    """Return whether a word that seems a name only says whose something is: `Norwegian`."""
    word = mention.name.casefold()
    return word in knowledge.adjectives or _PARTICIPLE.search(word) is not None


def iter_defined(
    page: Page, sentence: Sentence, acronyms: Mapping[str, Mention]
) -> Iterator[Mention]:
    """Yield what a text has said that it will call someone: `the Government`, `the FPC`."""
    for word, mention in acronyms.items():
        position = page.text.find(word, sentence.span.start, sentence.span.end)
        while position >= 0:
            span = Span(position, position + len(word))
            around = (
                page.text[max(span.start - 1, 0) : span.start],
                page.text[span.end : span.end + 1],
            )
            if not any(c.isalnum() or c == "-" for c in around):
                yield Mention(span, word, mention.key, mention.kind)
            position = page.text.find(word, span.end, sentence.span.end)


_LATE = re.compile(r"(?<![\w.-])([A-Z][A-Z-]{1,7}[A-Z]|[A-Z]{2}|[A-Z][\w'’-]+)(?!\w)")
_LIST = re.compile(r"(?<![\w(])[A-Z]{3,6}(?:(?:,\s|,?\sand\s)(?:the\s)?[A-Z]{3,6}(?!\w)){1,}")
"""Acronyms that stand in a list with others: `the FPRC, the MPC and UPC`."""
_BARE_LEAST, _BARE_MOST = 3, 6


def iter_late(
    page: Page,
    sentence: Sentence,
    knowledge: Knowledge,
    *,
    acronyms: Mapping[str, Mention],
    surnames: Mapping[str, Mention],
    capitals: Mapping[str, int],
) -> Iterator[Mention]:
    """Yield what only the whole text tells: surnames of persons, bare acronyms.

    Args:
        page: The page.
        sentence: Where to look.
        knowledge: What is written in capitals and is no acronym.
        acronyms: What the document explains, which `iter_defined` finds.
        surnames: The persons whom their last words mean.
        capitals: How often each word in capitals occurs; one that occurs once names no one.
    """
    listed = [
        Span(*m.span()) for m in _LIST.finditer(page.text, sentence.span.start, sentence.span.end)
    ]
    for match in _LATE.finditer(page.text, sentence.span.start, sentence.span.end):
        span, word = Span(*match.span()), match[1]
        if word in acronyms:
            continue
        if word.casefold() in surnames:
            yield Mention(span, word, surnames[word.casefold()].key, ActorKind.PERSON)
        elif (
            word.isupper()
            and _BARE_LEAST <= len(word) <= _BARE_MOST
            and word not in knowledge.not_acronyms
            and _NUMBERED.match(page.text, span.end) is None
            and (capitals.get(word, 0) > 1 or any(held.contains(span) for held in listed))
        ):
            yield Mention(span, word, match_key(word), ActorKind.ORGANIZATION)


_HEADED = re.compile(
    r"\b[Tt]he\s((?:alliance|coalition|command|front|movement|union|league|congress|federation|militia"
    r"|council|organi[sz]ation|bloc|faction|brotherhood|resistance|guard|corps|column|maquis|vanguard"
    r"|legion|volunteers|assembly|brigades?)(?=\s|[,.;:]|['’]s|$)(?!\s(?:of|for|between)\b)"
    r"|[A-Z][\w-]+(?!\s(?:of|for|between)\b|\s[A-Z]|\w))"
)
"""A side by the last word of its name: `the alliance`, `the Column`."""
_WITH_HEADS = frozenset({ActorKind.ARMED, ActorKind.ORGANIZATION})


def heads_of(sentences: Iterable[Sequence[Mention]]) -> dict[str, Mention]:
    """Return the groups of a text by the last words of their names, where a word is of one."""
    found: dict[str, Mention | None] = {}
    for mention in (m for mentions in sentences for m in mentions):
        first, _, last = mention.name.rpartition(" ")
        if mention.kind is ActorKind.INTERNATIONAL and first:
            found[last.casefold()] = None
        elif mention.kind in _WITH_HEADS and first and last[0].isupper():
            known = found.setdefault(last.casefold(), mention)
            if known is not None and known.key != mention.key:
                found[last.casefold()] = None
    return {word: mention for word, mention in found.items() if mention is not None}


def iter_headed(page: Page, sentence: Sentence, heads: Mapping[str, Mention]) -> Iterator[Mention]:
    """Yield the groups that a sentence names by the last word of their names."""
    for match in _HEADED.finditer(page.text, sentence.span.start, sentence.span.end):
        known = heads.get(match[1].casefold())
        if known is not None:
            yield Mention(Span(*match.span(1)), match[1], known.key, known.kind)
