"""Mentions: who is named in an Arabic sentence.

Arabic has no capitals: a name is one that the vocabulary knows, one behind a word such as
*movement* or *brigade*, or one behind a title.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from hudna.read.actors import ActorKind, Mention
from hudna.read.arabic.knowledge import GOVERNMENT, OPPOSITION, STATE, Knowledge, knowledge_of
from hudna.read.arabic.words import ARTICLE, Named, Word, name_in, readings_of, words_of
from hudna.read.structure import Page, Sentence
from hudna.text.folding import folded, match_key
from hudna.text.spans import Span
from hudna.vocabulary import Vocabulary

_QUOTED = re.compile(r'\s*"\s*([^"]{2,40}?)\s*"')
_NAME_MOST = 4
_QUOTED_MOST = 40
_PERSON_MOST = 2
_PERSON_GAP = 7
_BEFORE = 24
_HAMZA = "أإآ"
"""With which a name may begin that is not an article: `ألكسندر`."""
_NUMBER = re.compile(r"\d")
_JOINS = re.compile(r"[\s\"()-]{1,3}")


def iter_mentions(page: Page, sentence: Sentence, vocabulary: Vocabulary) -> Iterator[Mention]:
    """Yield who is named in a sentence; what is yielded may overlap."""
    knowledge = knowledge_of(vocabulary)
    words = words_of(page.folded, sentence.span)
    tribes = list(_iter_tribes(page, sentence, knowledge))
    for person in _iter_persons(page, words, knowledge):
        if not any(person.span.overlaps(tribe.span) for tribe in tribes):
            yield person
    yield from _iter_known(page, sentence, words, knowledge)
    yield from _iter_governments(page, sentence, words, knowledge)
    yield from _iter_adjectives(page, sentence, words, knowledge)
    yield from _iter_unnamed(page, sentence, knowledge)
    yield from tribes
    yield from _iter_groups(page, words, knowledge)


def iter_late(page: Page, sentence: Sentence, known: Mapping[str, Mention]) -> Iterator[Mention]:
    """Yield whom a text calls later by the last or the first word of their names."""
    for match in words_of(page.folded, sentence.span):
        for word in readings_of(match):
            if word.text in known and known[word.text].span.end <= word.span.start:
                whole = known[word.text]
                span = _with_particle(page, word.span, whole)
                name = name_in(page.words(span), word) if span == word.span else page.words(span)
                yield Mention(span, name, whole.key, whole.kind)
                break


_PARTICLE = re.compile(r"(?<!\w)(?:ابو|ابا|ابي|ولد|بن|ال|عبد)\s$")


def _with_particle(page: Page, span: Span, whole: Mention) -> Span:
    """Return a last name with the particle before it that belongs to the whole name."""
    before = _PARTICLE.search(page.folded, max(span.start - _PARTICLE_MOST, 0), span.start)
    is_of_it = before is not None and before.group() in folded(whole.name) + " "
    return Span(before.start(), span.end) if before is not None and is_of_it else span


_PARTICLE_MOST = 6
_SHORT = frozenset(
    folded(word) for word in "حركة جماعة تنظيم جبهة فيلق تحالف حزب هيئة مجلس".split()
)


def short_names_of(sentences: Iterable[Sequence[Mention]]) -> dict[str, Mention]:
    """Return the groups by the word with which a text calls them later: `الحركة`."""
    short: dict[str, Mention] = {}
    for mentions in sentences:
        for mention in mentions:
            first = folded(mention.name).split()[0].removeprefix(ARTICLE)
            if first in _SHORT and mention.kind is ActorKind.ARMED:
                short.setdefault(ARTICLE + first, mention)
    return short


_SURNAME_LEAST = 4


def surnames_of(sentences: Iterable[Sequence[Mention]]) -> dict[str, Mention]:
    """Return the persons by the last words of their names, folded."""
    surnames: dict[str, Mention] = {}
    for mentions in sentences:
        for mention in mentions:
            first, _, last = match_key(mention.name).rpartition(" ")
            if mention.kind is ActorKind.PERSON and first and len(last) >= _SURNAME_LEAST:
                surnames.setdefault(last, mention)
    return surnames


def _mention(page: Page, span: Span, first: Word, key: str, kind: ActorKind) -> Mention:
    return Mention(span, name_in(page.words(span), first), key, kind)


_FIGHTERS = re.compile(r"(?<!\w)[وف]?(?P<who>ال(?:مقاتل|مسلح|متمرد)(?:ون|ين)\s)$")
_PLURAL = re.compile(r"^ال\w+(?:ون|ين)$")
"""A group that is called by its members: `المقاتلون الحوثيون` are the group's."""


def _iter_known(
    page: Page, sentence: Sentence, words: list[re.Match[str]], knowledge: Knowledge
) -> Iterator[Mention]:
    """Yield the names that the vocabulary knows."""
    for named in knowledge.names.iter_found(page.folded, words):
        is_body = knowledge.kinds[named.key] is ActorKind.GOVERNMENT
        if is_body and _is_behind_title(page, named.span.start, sentence, knowledge):
            continue
        is_seat = named.first.text in knowledge.seats and named.words == 1
        name = name_in(page.words(named.span), named.first)
        is_apart = knowledge.apart.match(named.first.text) is not None
        kind = ActorKind.ORGANIZATION if is_apart else knowledge.kinds[named.key]
        fighters = _FIGHTERS.search(page.folded, sentence.span.start, named.span.start)
        if fighters is not None and kind is ActorKind.ARMED and _PLURAL.search(name):
            span = Span(fighters.start("who"), named.span.end)
            yield Mention(span, page.words(span), named.key, kind)
            continue
        yield Mention(named.span, name, named.key, kind, is_seat)


def _iter_governments(
    page: Page, sentence: Sentence, words: list[re.Match[str]], knowledge: Knowledge
) -> Iterator[Mention]:
    """Yield governments and their forces: a noun with a state's adjective or name, or alone."""
    start, end = sentence.span.start, sentence.span.end
    for match in knowledge.governments.finditer(page.folded, start, end, sentence.stems):
        after = [w for w in words if w.start() >= match.end()][:3]
        found = _owner(page, match.end(), after, knowledge)
        is_headed = _HEADED.match(match.group()) is not None
        if found is None or _is_title(match) or is_headed:
            continue
        if _is_behind_title(page, match.start(), sentence, knowledge):
            continue
        owner, stop = found
        first = _first(match, words)
        span = Span(first.span.start, stop)
        apart = knowledge.apart.match(page.folded, first.span.start)
        apart = apart or knowledge.apart.match(first.text)
        key = f"{GOVERNMENT}{owner}"
        key = f"{key}:{apart.group()}" if apart else key
        kind = ActorKind.ORGANIZATION if apart else ActorKind.GOVERNMENT
        yield _mention(page, span, first, key, kind)
    for match in knowledge.unowned.finditer(page.folded, start, end, sentence.stems):
        before = page.before(match.start(), sentence, most=_BEFORE)
        if knowledge.no_side_before.search(before):
            continue
        if knowledge.no_side_after.match(page.folded, match.end(), end):
            continue
        if knowledge.no_regime.match(page.folded, match.start(), end):
            continue
        first = _first(match, words)
        span = Span(first.span.start, match.end())
        yield _mention(page, span, first, GOVERNMENT, ActorKind.GOVERNMENT)


_TITLE_HEAD = re.compile(r"[وفبكل]{0,2}(?:ال)?(?:رييس|وزير)")
_HEADED = re.compile(r"[وف]?ب(?:رياسه|قياده|اداره|زعامه)")


def _is_title(match: re.Match[str]) -> bool:
    """Return whether a noun is a title: who bears it is a person, not a side."""
    return _TITLE_HEAD.match(match.group()) is not None


def _is_behind_title(page: Page, start: int, sentence: Sentence, knowledge: Knowledge) -> bool:
    """Return whether a title stands before a body: `رئيس الموساد` is a person."""
    before = page.before(start, sentence, most=_BEFORE).split()
    return bool(before) and knowledge.titles.fullmatch(before[-1]) is not None


def _owner(
    page: Page, end: int, after: list[re.Match[str]], knowledge: Knowledge
) -> tuple[str, int] | None:
    """Return the state that the next words name, by adjective or name, and where they end."""
    for index, word in enumerate(after[:2]):
        if not _JOINS.fullmatch(page.folded, end, word.start()):
            return None
        owner = knowledge.state_of(word.group()) if index == 0 or _is_adjective(after[0]) else None
        if owner is not None:
            return owner, word.end()
        if index == 0:
            named = knowledge.names.find_at(page.folded, after, 0)
            is_state = named is not None and named.key.startswith(STATE)
            if named is not None and is_state and named.first.span.start == word.start():
                return named.key, named.span.end
        end = word.end()
    return None


def _iter_adjectives(
    page: Page, sentence: Sentence, words: list[re.Match[str]], knowledge: Knowledge
) -> Iterator[Mention]:
    """Yield the states that an adjective alone means: `بضمانة روسية ووساطة قطرية`."""
    start, end = sentence.span.start, sentence.span.end
    for match in knowledge.of_states.finditer(page.folded, start, end, sentence.stems):
        for word in [w for w in words if w.start() >= match.end()][:3]:
            bare = word.group().removeprefix("و").removeprefix(ARTICLE)
            span = Span(word.start() + word.group().startswith("و"), word.end())
            state, body = knowledge.adjectives.get(bare), knowledge.of_organizations.get(bare)
            if state is not None:
                yield Mention(span, knowledge.state_names[state], state, ActorKind.STATE)
            elif body is not None:
                yield Mention(span, page.words(span), body, knowledge.kinds[body])
            elif bare not in {"مشتركه", "مباشره"}:
                break


def _is_adjective(word: re.Match[str]) -> bool:
    return word.group().startswith(ARTICLE)


def _first(match: re.Match[str], words: list[re.Match[str]]) -> Word:
    """Return the first word of a match without what is written together before it."""
    whole = next(w for w in words if w.start() <= match.start() < w.end())
    readings = list(readings_of(whole))
    joined = readings[-1] if len(readings) > 1 else readings[0]
    bare = joined.text.removeprefix(ARTICLE)
    return joined if bare in _HEADS_BARE or joined.text.startswith(ARTICLE) else readings[0]


_HEADS_BARE = frozenset(
    folded(word)
    for word in (
        "حكومة نظام جيش قوات سلطات فصائل فصيل جماعات مجموعات كتائب قوى معارضة مسلحو مسلحي مقاتلو "
        "مقاتلي عناصر مسلحين مقاتلين ثوار متمردين متمردون انفصاليين ميليشيات مليشيات قبائل أهالي "
        "ميليشيا مليشيا حركات جماعة تحالف مقاومة كتيبة أعيان مشايخ شيوخ زعماء عشائر عقلاء حكماء "
        "حركة مجموعة قوة فصيلي حركتي "
        "سكان وجهاء طرفين جانبين أطراف وزارة رئاسة شرطة مخابرات إدارة بعثة مراقبين لجنة"
    ).split()
)


def _iter_unnamed(page: Page, sentence: Sentence, knowledge: Knowledge) -> Iterator[Mention]:
    """Yield unnamed opponents, the sides together, and bodies named by their task."""
    start, end = sentence.span.start, sentence.span.end
    words = words_of(page.folded, sentence.span)
    for match in knowledge.opposed.finditer(page.folded, start, end, sentence.stems):
        first = _first(match, words)
        span = Span(first.span.start, match.end())
        key = _opposed_key(page, span, knowledge)
        yield _mention(page, span, first, key, ActorKind.COLLECTIVE)
    for match in knowledge.sides.finditer(page.folded, start, end, sentence.stems):
        first = _first(match, words)
        span = Span(first.span.start, match.end())
        yield _mention(page, span, first, "sides", ActorKind.SIDES)
    for match in knowledge.bodies.finditer(page.folded, start, end, sentence.stems):
        first = _first(match, words)
        span = Span(first.span.start, match.end())
        yield _mention(page, span, first, match_key(page.words(span)), ActorKind.BODY)


_TRIBAL_NAME = (
    r"\"?\s?(?P<{0}>(?:(?:ال|البو|بو|بني|بنو|اولاد|ابناء|ابن|ابو)\s)?"
    r"(?:\"\s?[^\"]{{2,30}}?\s?\"|\w{{3,}}(?:\s(?:بن|ابو|ال)\s\w{{3,}})?))\s?\"?"
)
_TRIBES = re.compile(
    r"(?<!\w)[وفبل]?(?:قبيلتا|قبيلتي|عشيرتا|عشيرتي|عايلتا|عايلتي)\s"
    + _TRIBAL_NAME.format("first")
    + r"\s?و\s?(?:بين\s|قبيله\s|عشيره\s)?"
    + _TRIBAL_NAME.format("second")
)
_TRIBE = re.compile(
    r"(?<!\w)[وفبل]?(?P<whole>(?:قبيله|عشيره)\s" + _TRIBAL_NAME.format("name") + ")"
)


_TRIBES_LISTED = re.compile(
    r"(?<!\w)[وفبل]?(?:قبايل|عشاير|عايلات)\s\"\s?(?P<names>[^\"]{3,30}?(?:\sو[^\"]{3,30}?){1,5})\s?\""
    r"|(?<!\w)[وفبل]?(?:قبايل|عشاير|عايلات)\s(?P<bare>ال\w{3,}(?:\sوال\w{3,}){1,5})"
)
_LISTED_NAME = re.compile(
    r"(?:^|(?<=[\s\"]))و?(?P<name>\w{3,}(?:\s(?!و)\w{3,}){0,2})(?=\s?[،,\"]|\sو|\s?$)"
)


def _iter_tribes(page: Page, sentence: Sentence, knowledge: Knowledge) -> Iterator[Mention]:
    """Yield tribes: two behind a dual, `قبيلتي X وY`, or one behind its noun, `قبيلة X`."""
    stretch = (page.folded, sentence.span.start, sentence.span.end)
    for match in _TRIBES.finditer(*stretch):
        for which in ("first", "second"):
            span = Span(*match.span(which))
            if not knowledge.not_in_names.fullmatch(page.folded_words(span)):
                words = page.words(span)
                yield Mention(span, words, match_key(words), ActorKind.COLLECTIVE)
    for match in _TRIBES_LISTED.finditer(*stretch):
        listed = Span(*match.span("names" if match["names"] is not None else "bare"))
        for item in _LISTED_NAME.finditer(page.folded, listed.start, listed.end):
            span = Span(*item.span("name"))
            if not knowledge.not_in_names.fullmatch(page.folded_words(span)):
                yield Mention(
                    span, page.words(span), match_key(page.words(span)), ActorKind.COLLECTIVE
                )
    for match in _TRIBE.finditer(*stretch):
        name, whole = Span(*match.span("name")), Span(match.start("whole"), match.end("name"))
        if not knowledge.not_in_names.fullmatch(page.folded_words(name)):
            key = match_key(page.words(name))
            yield Mention(whole, page.words(whole), key, ActorKind.COLLECTIVE)


_FOLK = re.compile(
    r"(?:ال)?(?:مقاومه|مشايخ|مشاءخ|شيوخ|عقلاء|حكماء|زعماء|اهالي|سكان|وجهاء|اعيان|لجنه|قبائل|عشاير|ميليشيا\w*|مليشيا\w*)"
)


_OF_A_PEOPLE = re.compile(
    r"ال(?:فصايل|جماعات|مجموعات|حركات|قوي|كتايب|عشاير|ميليشيات|مليشيات|وحدات)\s"
    r"ال(?!معارض|مسلح|ثوري|مقاوم|اسلامي|متمرد|موالي|كبري|محلي|متشدد|متطرف|ارهابي|موقع|سوري|ثوار)"
    r"\w+"
)
"""Armed groups by the people that they are of: `الفصائل الدرزية`."""


def _opposed_key(page: Page, span: Span, knowledge: Knowledge) -> str:
    """Return the key of unnamed opponents; the people of a place and militias stay apart."""
    words = page.folded_words(span)
    if _FOLK.match(words) or _OF_A_PEOPLE.match(words):
        return match_key(words)
    states = [s for word in words.split() if (s := knowledge.state_of(word)) is not None]
    return f"{OPPOSITION}{states[0] if states else ''}"


def _iter_groups(page: Page, words: list[re.Match[str]], knowledge: Knowledge) -> Iterator[Mention]:
    """Yield the groups and bodies whose names begin with what they are: `لواء …`."""
    for index, match in enumerate(words[:-1]):
        for word in readings_of(match):
            bare = word.text.removeprefix(ARTICLE)
            kind = knowledge.heads.get(bare)
            if kind is None:
                continue
            if knowledge.names.find_at(page.folded, words, index) is not None:
                break
            known = _member_of(page, words, index, bare, knowledge)
            if known is not None:
                yield known
            else:
                end = _name_end(page, words, index, word, knowledge)
                if end is not None:
                    span = Span(word.span.start, end)
                    key = match_key(name_in(page.words(span), word))
                    yield _mention(page, span, word, key, kind)
            break


def _member_of(
    page: Page, words: list[re.Match[str]], index: int, head: str, knowledge: Knowledge
) -> Mention | None:
    """Return the known group whose name stands behind a word for its members, or None."""
    if head not in knowledge.members:
        return None
    named = knowledge.names.find_at(page.folded, words, index + 1)
    if named is None or named.key.startswith(STATE):
        return None
    if named.first.span.start != words[index + 1].start():
        return None
    return _known(page, named, knowledge)


def _known(page: Page, named: Named, knowledge: Knowledge) -> Mention:
    return _mention(page, named.span, named.first, named.key, knowledge.kinds[named.key])


def _name_end(
    page: Page,
    words: list[re.Match[str]],
    index: int,
    head: Word,
    knowledge: Knowledge,
) -> int | None:
    """Return where the name of a group ends, or None where its head names none."""
    quoted = _QUOTED.match(page.folded, head.span.end, words[-1].end() + 1)
    if quoted is not None:
        return quoted.end(1)
    if page.folded[max(head.span.start - 1, 0)] == '"':
        closes = page.folded.find('"', head.span.end, head.span.end + _QUOTED_MOST)
        if closes > head.span.end + 1:
            return closes
    number = words[index + 1] if index + 1 < len(words) else None
    if number is not None and _numbered(page, head, number):
        return number.end()
    end, taken, is_open = head.span.end, 0, True
    for offset, word in enumerate(words[index + 1 : index + 1 + _NAME_MOST], index + 1):
        if head.text.startswith(ARTICLE) and _is_of_another(page, words, offset, knowledge):
            break
        if not _JOINS.fullmatch(page.folded, end, word.start()) or _NUMBER.search(word.group()):
            break
        if head.text.startswith(ARTICLE) and knowledge.titles.fullmatch(word.group()):
            break
        if taken == 0 and head.text == _THE_ARMY and not _EPITHET.fullmatch(word.group()):
            return None
        is_aim = _AIM_OF.fullmatch(word.group()) is not None
        is_joined = _is_joined(word.group()) and not is_aim
        if knowledge.not_in_names.fullmatch(word.group()) or is_joined:
            break
        is_definite = word.group().startswith(ARTICLE)
        if taken == 0 and (word.group() in knowledge.not_groups or _is_loose(word.group(), head)):
            return None
        if taken == 0 and head.text.startswith(ARTICLE) and head.text not in _DEFINITE_HEADS:
            return None
        if not is_definite and not is_open and not is_aim:
            break
        if taken and is_definite and not is_open and not _EPITHET.fullmatch(word.group()):
            is_idafa = words[index + taken].group().startswith(ARTICLE)
            if is_idafa or head.text.startswith(ARTICLE):
                break
        is_open = word.group() in knowledge.particles or _AIM.fullmatch(word.group()) is not None
        end, taken = word.end(), taken + 1
    return end if taken else None


_UNITS = frozenset("لواء كتيبه فرقه فوج سريه".split())


def _numbered(page: Page, head: Word, number: re.Match[str]) -> bool:
    """Return whether a unit is named by its number: `اللواء 444`."""
    is_unit = head.text.removeprefix(ARTICLE) in _UNITS
    gap = page.folded[head.span.end : number.start()]
    return is_unit and gap == " " and number.group().isdigit()


def _is_of_another(
    page: Page, words: list[re.Match[str]], index: int, knowledge: Knowledge
) -> bool:
    """Return whether a known group begins behind a definite head: `اتهم التحالف الحوثيين`."""
    named = knowledge.names.find_at(page.folded, words, index)
    is_armed = named is not None and knowledge.kinds[named.key] is ActorKind.ARMED
    return named is not None and is_armed and named.first.span.start == words[index].start()


_AIM = re.compile(
    r"ل?(?:تحرير|نصره|انقاذ|دعم|حمايه|وحده|مقاومه|شهداء|ابناء|شباب|احرار|جند|استقلال|انصار|"
    r"مجاهدي|بيت|ثوار|حراس|صقور|اسود|فرسان|درع|سيف)"
)
"""A word of a name that goes on with what it is of: `تحرير أورومو`."""
_AIM_OF = re.compile(r"لل?(?:تحرير|نصره|انقاذ|دعم|حمايه|وحده|مقاومه|استقلال|عداله|تغيير|تنميه)")
"""What a group is for, behind its adjective: `الحركة الوطنية لتحرير أزواد`."""

_THE_ARMY = "الجيش"
_DEFINITE_HEADS = frozenset(
    "الحركات الجماعه الحركه الجبهه الجيش الحزب المجلس الهييه الايتلاف الاتحاد المنظمه التيار "
    "الهلال الصليب التجمع التحالف المركز الشبكه الوكاله المرصد".split()
)


_EPITHET = re.compile(
    r"ال(?:\w+(?:ي|يه)|حر|حره|عام|عامه|اعلي|عليا|مسلح|مسلحه|موحد|موحده|مشترك|مشتركه|تقدم|مجاهدين)"
)
"""A word that a name may end in: an adjective."""


def _is_loose(word: str, head: Word) -> bool:
    """Return whether a word behind a head only describes it: `قوات عسكرية`, `الحركة الى`."""
    if head.text.startswith(ARTICLE):
        return not word.startswith(ARTICLE)
    return not word.startswith(ARTICLE) and word.endswith(("يه", "ه")) and len(word) > 3


def _is_joined(word: str) -> bool:
    """Return whether a word has 'and', 'in' or 'to' before it, and so begins something new."""
    return word.startswith(("وال", "بال", "لل", "فال", "وم", "وت", "وي", "وس"))


def _iter_persons(
    page: Page, words: list[re.Match[str]], knowledge: Knowledge
) -> Iterator[Mention]:
    """Yield the persons of a sentence: names behind a title, or that begin with a given name."""
    end = 0
    for index, match in enumerate(words):
        if match.start() < end:
            continue
        if knowledge.titles.fullmatch(match.group()):
            found = _titled(page, words, index, knowledge)
        else:
            found = _given(page, words, index, knowledge) or _signing(page, words, index, knowledge)
        if found is not None:
            yield found
            end = found.span.end


def _titled(
    page: Page, words: list[re.Match[str]], index: int, knowledge: Knowledge
) -> Mention | None:
    """Return the person named behind a title and what belongs to it, or None."""
    end = words[index].end()
    for offset in range(index + 1, min(index + 1 + _PERSON_GAP, len(words))):
        word = words[offset]
        if not _JOINS.fullmatch(page.folded, end, word.start()):
            return None
        if _begins_name(page, words, offset, knowledge):
            return _person(page, words, offset, knowledge)
        if not _belongs_to_title(word.group(), knowledge):
            return None
        end = word.end()
    return None


_OF_TITLE = frozenset("الي في باسم باسمها عن ل لدي من اول ركن ورييس ووزير هيءه تيار".split())


def _belongs_to_title(word: str, knowledge: Knowledge) -> bool:
    return (
        word.startswith((ARTICLE, "لل", "بال", "وال"))
        or word in _OF_TITLE
        or knowledge.titles.fullmatch(word) is not None
        or word in knowledge.heads
        or word in knowledge.states
    )


def _given(
    page: Page, words: list[re.Match[str]], index: int, knowledge: Knowledge
) -> Mention | None:
    word = words[index]
    if word.group() not in knowledge.given_names or index + 1 >= len(words):
        return None
    if page.text[word.start() : word.end()].endswith("ى"):
        return None  # `على` is a preposition
    person = _person(page, words, index, knowledge)
    return person if person is not None and " " in person.name else None


_SIGNS_FOR = re.compile(r"(?<!\w)[وف]?عن\s[^:،.]{3,60}:\s*$")


def _signing(
    page: Page, words: list[re.Match[str]], index: int, knowledge: Knowledge
) -> Mention | None:
    """Return the person who signs for whom the words before name: `عن الحكومة: X Y`."""
    start = words[index].start()
    if page.folded[max(start - 2, 0) : start].strip() != ":":
        return None
    if _SIGNS_FOR.search(page.folded, max(start - 80, 0), start) is None:
        return None
    return _person(page, words, index, knowledge)


def _begins_name(page: Page, words: list[re.Match[str]], index: int, knowledge: Knowledge) -> bool:
    """Return whether a word behind a title begins a person's name: it has no article."""
    word = words[index].group()
    if word in knowledge.given_names or word in knowledge.particles:
        return True
    has_article = word.startswith(("لل", "بال", "وال")) or (
        word.startswith(ARTICLE) and page.text[words[index].start()] not in _HAMZA
    )
    if has_article or len(word) < 3 or _NUMBER.search(word):
        return False
    if word in knowledge.heads or word in knowledge.states or word in _OF_TITLE:
        return False
    if knowledge.titles.fullmatch(word) or knowledge.not_in_names.fullmatch(word):
        return False
    if knowledge.state_of(word) is not None or word in knowledge.places:
        return False
    named = knowledge.names.find_at(page.folded, words, index)
    follows = words[index + 1].group() if index + 1 < len(words) else ""
    is_followed = bool(follows) and not knowledge.not_in_names.fullmatch(follows)
    if index and words[index - 1].group() in knowledge.heads:
        return False  # it says of what the body is
    return named is None and is_followed and follows not in knowledge.places


def _person(
    page: Page, words: list[re.Match[str]], index: int, knowledge: Knowledge
) -> Mention | None:
    """Return the person whose name begins at a word."""
    end, taken, position = words[index].start(), 0, index
    while position < len(words):
        word = words[position]
        if position > index and not _JOINS.fullmatch(page.folded, end, word.start()):
            break
        text = word.group()
        if taken and (knowledge.not_in_names.fullmatch(text) or _is_joined(text)):
            break
        if taken == _PERSON_MOST or (taken and _is_definite_noun(text, words, position, knowledge)):
            break
        end, position = word.end(), position + 1
        taken += text not in knowledge.particles
    if taken == 0:
        return None
    if taken == 1 and words[index].group() not in knowledge.given_names:
        return None
    span = Span(words[index].start(), end)
    return Mention(span, page.words(span), match_key(page.words(span)), ActorKind.PERSON)


def _is_definite_noun(
    text: str, words: list[re.Match[str]], position: int, knowledge: Knowledge
) -> bool:
    """Return whether a word behind a first name belongs to the sentence: `الطرفين`."""
    is_state = knowledge.state_of(text) is not None or text in knowledge.states
    after_particle = words[position - 1].group() in knowledge.particles
    return is_state and not after_particle


def unified(found: Mapping[int, tuple[Mention, ...]]) -> dict[int, tuple[Mention, ...]]:
    """Return the mentions with one key for what is named with and without its state.

    A government of which no state is said is the one last named by the same word, else the one
    named last, else the one named most; an army may be a group's.
    """
    owned = Counter(m.key for ms in found.values() for m in ms if _is_owned(m))
    opposed = {m.key for ms in found.values() for m in ms if m.key.startswith(OPPOSITION + STATE)}
    last = max(owned, key=lambda key: (owned[key], key), default=GOVERNMENT)
    by_word: dict[str, Mention] = {}
    whole: dict[int, tuple[Mention, ...]] = {}
    for index, mentions in found.items():
        held = []
        for mention in mentions:
            word = _head_of(mention)
            if mention.key == GOVERNMENT:
                meant = by_word.get(word)
                key, kind = (meant.key, meant.kind) if meant is not None else (last, mention.kind)
                held.append(replace(mention, key=key, kind=kind))
                continue
            is_army = mention.kind is ActorKind.ARMED and word == _ARMY
            if _is_owned(mention) or is_army:
                by_word[word] = mention
                last = mention.key if _is_owned(mention) else last
            key = OPPOSITION if mention.key in opposed and len(opposed) == 1 else mention.key
            held.append(replace(mention, key=key))
        whole[index] = tuple(held)
    return whole


_ARMY = "جيش"
_SIDES_OF_STATES = frozenset("حكومه نظام جيش قوات سلطات سلطه دوله شرعيه".split())


def _head_of(mention: Mention) -> str:
    return folded(mention.name).split()[0].removeprefix(ARTICLE)


def _is_owned(mention: Mention) -> bool:
    """Return whether a mention is of a side's government or army, with its state."""
    is_owned = mention.key.startswith(GOVERNMENT + STATE) and not mention.is_seat
    return is_owned and _head_of(mention) in _SIDES_OF_STATES
