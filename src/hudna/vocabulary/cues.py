r"""Cues: a small pattern language that a researcher can read, compiled to regular expressions.

`releas* ... (prisoner*|hostage*)` is a cue. Cues are matched against folded text
(`hudna.text.folding`), whole words only, and never across a full stop.

| sign | stands for |
|---|---|
| `releas*` | any ending |
| `cease-fire` | a hyphen, a space or nothing |
| `...` | up to seven words |
| `(a|b)` | alternatives |
| `(a )?`, `(a )*`, `(a )+` | what may be missing, may be missing or repeated, may be repeated |
| `may !(not|soon)` | `may` where none of these words follows |
| `\d+`, `\w+` | a number, any word |

Arabic words are written as a dictionary has them, in any spelling of alef, ya and ta marbuta. Each
stands for itself with what Arabic writes together with it: *and*, *so*, *in*, *like*, *to*, *will*
and the article before it, a pronoun or the accusative's alef behind it. A word written with the
article (`النار`) is found with it only.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import methodcaller

from hudna.errors import InputError
from hudna.text.folding import folded as to_folded

_BETWEEN = r"[\s\"]+"
"""What stands between two words: a word in quotation marks is still that word.

Folded text has one sign for them; a set with the others takes milliseconds to compile."""
_GAP = r"(?:[^\w.!?;]*\b\w[\w'-]*){0,7}?(?:[^\w.!?;]+|(?<=\s))"
_TOKEN = re.compile(r"\.\.\.|\s+|\*|-|\\d\+?|\\w\+|[()|?+]|\[[^\]]*\]|[^\s*()|?+\\\[.-]+|\.")
_OPTIONAL_END = re.compile(r"\s+\(([^()]*)\)\?$")
"""What may be missing at the end of a cue takes the space before it along."""
_NOT_FOLLOWED = re.compile(r"\s+!\(([^()]*)\)")
_RUNS_AWAY = re.compile(
    r"(?:\\w\+|\w\*)(?:-|\((?:[^()]*\|)?-(?:\|[^()]*)?\))\)[*+]"
    r"|\([^()]*(?:\\w\+|\w\*)-\\w\+ [^()]*\)[*+]"
)
"""Any words, repeated, with nothing that has to stand between them: the ways to match them double
with every letter."""
_WORD = re.compile(r"\w+")
_LETTERS = re.compile(r"[^\W_]+")
_STEM_LEAST, _STEM_MOST = 3, 4
_STEM_ENDS = (3, 4, 6)
"""How many letters the beginnings of words have, where nothing is written together with them."""
_WHOLE = "$"
"""Behind a stem that is a whole word."""
_ARABIC = re.compile(r"[\u0621-\u064a]+")
_ARTICLE = "ال"
_BEFORE_ARABIC = r"[وف]?(?:ال|لل|[بك]ال|[بكلس])?"
"""What Arabic writes together with the word that follows."""
_BEFORE_ARTICLE = r"[وف]?(?:ال|لل|[بك]ال|[بكلس])?(?:ال|لل)"
_BEHIND_ARABIC = r"(?:ا|ه|ها|هم|هما|نا)?"
"""What Arabic writes together with the word before: pronouns, and the alef of the accusative."""
_FEMININE = "ه"
_BEHIND_FEMININE = r"(?:ه|ت(?:ه|ها|هم|هما|نا))"
_BEFORE_EITHER = f"{re.escape(_BEFORE_ARTICLE)}|{re.escape(_BEFORE_ARABIC)}"
_BEHIND_EITHER = rf"{re.escape(_BEHIND_ARABIC)}|{re.escape(_BEHIND_FEMININE)}|\\w\*"
_ARABIC_ALTERNATIVE = re.compile(rf"({_BEFORE_EITHER})([\u0621-\u064a]+)({_BEHIND_EITHER})")
_ONE = rf"(?:{_BEFORE_EITHER})[\u0621-\u064a]+(?:{_BEHIND_EITHER})"
_ARABIC_ALTERNATIVES = re.compile(rf"\(\?:({_ONE}(?:\|{_ONE})+)\)")
_AND, _TO_THE = frozenset("وف"), "لل"
_JOINED = ("ال", "لل", "بال", "كال", "ب", "ك", "ل", "س")
_START = methodcaller("start")
_BEGIN, _END = r"(?<!\w)(?:", r")(?!\w)"
_GROUP, _ONE_WAY, _QUANTIFIERS = "(?:", "(?>", ("?", "*", "+", "{")
_SIGN = re.compile(r"\\.|\[[^\]]*\]|[()|]")
_LETTER_FIRST = re.compile(r"[a-z](?![?*+{])")


@dataclass(frozen=True, slots=True)
class Cue:
    """One compiled cue.

    Attributes:
        source: The cue as the vocabulary writes it.
        pattern: Its regular expression over folded text.
        stems: Beginnings of words (`stems_of`), one of which every match has; empty where none is
            known.
    """

    source: str
    pattern: re.Pattern[str]
    stems: frozenset[str]


@dataclass(frozen=True, slots=True)
class LatentCue:
    """A cue that is compiled when a text first has all that every match of it has.

    Attributes:
        source: The cue as the vocabulary writes it.
        required: The stems of each part that every match has.
    """

    source: str
    required: tuple[frozenset[str], ...]

    @property
    def pattern(self) -> re.Pattern[str]:
        """The expression of the cue over folded text."""
        return _compiled(self.source)

    def may_match(self, stems: frozenset[str]) -> bool:
        """Return whether a text with these stems may have a match."""
        return _has_each(stems, self.required)

    def search(
        self, folded: str, start: int, end: int, stems: frozenset[str]
    ) -> re.Match[str] | None:
        """Return the first match in a stretch of folded text whose words have these stems."""
        return self.pattern.search(folded, start, end) if self.may_match(stems) else None


class AnyCue:
    """Several cues tried as one, the earlier cue first.

    A text meets only those of them that its words can bear, each compiled when one first can.

    Args:
        sources: The cues, as the vocabulary writes them.
        pattern: One expression for all of them, where it says more than they do.
    """

    __slots__ = ("_always", "_by_stem", "_cues", "_known", "_pattern", "_sources", "stems")

    stems: frozenset[str]
    """Beginnings of words, one of which every match has; empty where none is known."""

    def __init__(self, sources: Iterable[str], *, pattern: re.Pattern[str] | None = None) -> None:
        self._sources = tuple(sources)
        self._pattern = pattern
        required = [_every_required(source) for source in self._sources]
        parts = zip(self._sources, required, strict=True)
        self._cues = [(source, each[1:]) for source, each in parts] if pattern is None else []
        self._always = frozenset(n for n, each in enumerate(required) if not each)
        self._by_stem: dict[str, list[int]] = {}
        for number, each in enumerate(required):
            for stem in each[0] if each else ():
                self._by_stem.setdefault(stem, []).append(number)
        self._known = frozenset(self._by_stem)
        self.stems = frozenset() if self._always else self._known

    @property
    def pattern(self) -> re.Pattern[str]:
        """The expression of all the cues over folded text."""
        if self._pattern is None:
            self._pattern = compile_any(self._sources)
        return self._pattern

    def search(
        self, folded: str, start: int, end: int, stems: frozenset[str]
    ) -> re.Match[str] | None:
        """Return the first match in a stretch of folded text whose words have these stems."""
        first: re.Match[str] | None = None
        for pattern in self._possible(stems):
            match = pattern.search(folded, start, end)
            if match is not None and (first is None or match.start() < first.start()):
                first = match
        return first

    def may_match(self, stems: frozenset[str]) -> bool:
        """Return whether a text with these stems may have a match."""
        return not self.stems or not self.stems.isdisjoint(stems)

    def match(
        self, folded: str, start: int, end: int, stems: frozenset[str]
    ) -> re.Match[str] | None:
        """Return the match at the beginning of a stretch of folded text with these stems."""
        return self.pattern.match(folded, start, end) if self.may_match(stems) else None

    def finditer(
        self, folded: str, start: int, end: int, stems: frozenset[str]
    ) -> Iterator[re.Match[str]]:
        """Return the matches in a stretch of folded text whose words have these stems."""
        patterns = self._possible(stems)
        if not patterns:
            return iter(())
        if len(patterns) == 1:
            return patterns[0].finditer(folded, start, end)
        return _iter_first(patterns, folded, start, end)

    def _possible(self, stems: frozenset[str]) -> Sequence[re.Pattern[str]]:
        """Return the expressions of the cues that a text with these stems may bear, in order."""
        known = self._known & stems
        if not known and not self._always:
            return ()
        if not self._cues:
            return (self.pattern,)
        numbers = set(self._always)
        for stem in known:
            numbers.update(self._by_stem[stem])
        possible = (self._cues[number] for number in sorted(numbers))
        return [_compiled(source) for source, also in possible if _has_each(stems, also)]


def _has_each(stems: frozenset[str], parts: Iterable[frozenset[str]]) -> bool:
    """Return whether stems have one of each part."""
    for part in parts:  # noqa: SIM110 - half the time of `any`, at every clause
        if part.isdisjoint(stems):
            return False
    return True


def _iter_first(
    patterns: Iterable[re.Pattern[str]], folded: str, start: int, end: int
) -> Iterator[re.Match[str]]:
    """Yield the matches of several expressions as of one, from left to right without overlap."""
    ahead = [(each, m) for each in patterns if (m := each.search(folded, start, end)) is not None]
    while ahead:
        first = min((match for _, match in ahead), key=_START)
        yield first
        start = max(first.end(), first.start() + 1)
        left = []
        for each, match in ahead:
            again = match if match.start() >= start else each.search(folded, start, end)
            if again is not None:
                left.append((each, again))
        ahead = left


class CueTable:
    """Cues under keys, of which a text tries only those that its words can bear.

    Args:
        table: The cues of each key, as the vocabulary writes them; both in the order to be tried.
    """

    __slots__ = ("_always", "_by_stem", "_cues")

    def __init__(self, table: Mapping[str, Iterable[str]]) -> None:
        self._cues = [
            (key, LatentCue(source, _every_required(source)))
            for key, cues in table.items()
            for source in cues
        ]
        self._always = [n for n, (_, cue) in enumerate(self._cues) if not cue.required]
        self._by_stem: dict[str, list[int]] = {}
        for number, (_, cue) in enumerate(self._cues):
            for stem in cue.required[0] if cue.required else ():
                self._by_stem.setdefault(stem, []).append(number)

    def possible(self, stems: frozenset[str]) -> dict[str, list[LatentCue]]:
        """Return the cues that a text with these stems may bear, under their keys, in order."""
        numbers = set(self._always)
        for stem in self._by_stem.keys() & stems:
            numbers.update(self._by_stem[stem])
        found: dict[str, list[LatentCue]] = {}
        for number in sorted(numbers):
            key, cue = self._cues[number]
            if cue.may_match(stems):
                found.setdefault(key, []).append(cue)
        return found


@lru_cache(maxsize=2048)
def stems_of(folded: str) -> frozenset[str]:
    """Return the words of a folded text, and their beginnings of three, four and six letters.

    What a cue requires can be told from them without trying its expression. Of Arabic words, with
    which others are written together, there are the first three and four letters.
    """
    return frozenset[str]().union(*map(_stems_of_word, set(_WORD.findall(folded))))


@lru_cache(maxsize=65_536)
def _stems_of_word(word: str) -> tuple[str, ...]:
    if _ARABIC.match(word):
        words = {word, *_iter_bare(word)}
        return (*(w[:_STEM_LEAST] for w in words), *(w[:_STEM_MOST] for w in words))
    return (word + _WHOLE, *(word[:end] for end in _STEM_ENDS if end <= len(word)))


def _iter_bare(word: str) -> Iterator[str]:
    """Yield an Arabic word without what may be written together with it, in every way."""
    if _ARABIC.match(word) is None:
        return
    joined = [word, word[1:]] if word[0] in _AND else [word]
    joined += [each[len(way) :] for way in _JOINED for each in joined if each.startswith(way)]
    yield from joined
    yield from (_ARTICLE + each[2:] for each in joined if each.startswith(_TO_THE))


@lru_cache(maxsize=8192)
def compile_cue(source: str) -> Cue:
    """Return a cue compiled.

    Raises:
        InputError: The cue has a sign that the language does not know, or repeats words without a
            space between them.
    """
    return Cue(source, _compiled(source), _required(source))


@lru_cache(maxsize=8192)
def _compiled(source: str) -> re.Pattern[str]:
    expression = to_expression([source])
    body = expression.removeprefix(_BEGIN).removesuffix(_END)
    sighted = _sighted(body)
    return re.compile(expression if sighted is None else sighted + _END.removeprefix(")"))


def _sighted(body: str) -> str | None:
    """Return an expression that looks back only behind the letter with which it begins.

    Such letters are what `re` looks for first, at a tenth of the time. None where it may begin with
    something else than a letter.
    """
    begin = len(_GROUP) if body.startswith(_GROUP) else 0
    alternatives, end = _at_bars(body, begin)
    rest = body[end + 1 :]
    if (end < len(body)) is not (begin > 0) or not _all_begin(alternatives):
        return None
    if rest.startswith(_QUANTIFIERS) or _at_bars(rest, 0) != ([rest], len(rest)):
        return None
    return _by_letter(alternatives) + rest


def _at_bars(expression: str, start: int) -> tuple[list[str], int]:
    """Return the alternatives of a group from where it begins, and where it ends."""
    found, depth = [start], 0
    for sign in _SIGN.finditer(expression, start):
        if sign.group() == ")" and depth == 0:
            position = sign.start()
            break
        if sign.group() == "|" and depth == 0:
            found.append(sign.end())
        depth += (sign.group() == "(") - (sign.group() == ")")
    else:
        position = len(expression)
    ends = [*(begin - 1 for begin in found[1:]), position]
    return [expression[a:b] for a, b in zip(found, ends, strict=True)], position


def _all_begin(alternatives: Iterable[str]) -> bool:
    return all(_LETTER_FIRST.match(each) for each in alternatives)


def _by_letter(alternatives: Iterable[str]) -> str:
    """Return alternatives by the letter with which they begin, behind which each letter looks."""
    rests: dict[str, list[str]] = {}
    for each in alternatives:
        rests.setdefault(each[0], []).append(each[1:])
    return _either(rf"{letter}(?<!\w{letter}){_either(rest)}" for letter, rest in rests.items())


def compile_any(sources: Iterable[str]) -> re.Pattern[str]:
    """Return one expression that matches where any of the cues does, the earlier cue first."""
    return re.compile(to_expression(sources))


def compile_any_cue(sources: Iterable[str]) -> AnyCue:
    """Return several cues as one that passes over texts which cannot bear any of them."""
    return AnyCue(sources)


def to_expression(sources: Iterable[str]) -> str:
    """Return the regular expression of several cues, to be built into a larger one."""
    joined = "|".join(_expression(source) for source in sources)
    return f"{_BEGIN}{joined}{_END}"


def to_word_expression(sources: Iterable[str]) -> str:
    """Return the expression of Arabic words with no more written together than *and* or *so*."""
    joined = to_expression(sources).replace(_BEFORE_ARABIC, "[وف]?")
    return joined.replace(_BEHIND_ARABIC, "")


def _expression(source: str) -> str:
    bare, *rest = _NOT_FOLLOWED.split(source.strip(), maxsplit=1)
    expression = _plain_expression(bare)
    if rest:
        barred, after = rest
        space = r"\s+" if after[:1].isspace() and not after.lstrip().startswith("...") else ""
        expression += rf"(?!\s+(?:{_plain_expression(barred)})(?!\w)){space}" + _expression(after)
    return expression


def _plain_expression(source: str) -> str:
    pieces: list[str] = []
    source = _ARABIC.sub(lambda word: to_folded(word.group()), source)
    tokens = _TOKEN.findall(_OPTIONAL_END.sub(r"( (\1))?", source))
    if len("".join(tokens)) < len(source):
        raise InputError(
            f"the cue {source!r} has a sign that the language of cues does not know",
            code="input-vocabulary",
            subject=source,
        )
    if _RUNS_AWAY.search(source):
        raise InputError(
            f"the cue {source!r} repeats words without a space between them, which takes for ever",
            code="input-vocabulary",
            subject=source,
        )
    for index, token in enumerate(tokens):
        if token == "...":
            pieces.append(_GAP)
        elif token.isspace():
            around = (tokens[index - 1], tokens[index + 1] if index + 1 < len(tokens) else "")
            pieces.append("" if "..." in around else _BETWEEN)
        elif token == "*":
            pieces.append(r"\w*")
        elif token == "-":
            pieces.append(r"\s?-?\s?")
        elif token == "(":
            pieces.append("(?:")
        elif token in {")", "|", "?", "+"} or token.startswith(("\\", "[")):
            pieces.append(token)
        elif _ARABIC.match(token):
            pieces.append(_arabic(tokens, index))
        else:
            pieces.append(re.escape(token))
    # `(the )*` repeats a group; `*` after a word is an ending.
    return _one_way(_factored("".join(pieces).replace(r")\w*", ")*")))


def _one_way(expression: str) -> str:
    r"""Return an expression that takes each round of a repeated group in one way: the first.

    Where two alternatives match the same word (`(jointly |\w+ly )*`), the ways to match a row of
    such words would double with each.
    """
    opened: list[int] = []
    repeated: list[int] = []
    for sign in _SIGN.finditer(expression):
        if sign.group() == "(":
            opened.append(sign.start())
        elif sign.group() == ")" and opened:
            begin = opened.pop()
            is_repeated = expression.startswith(("*", "+"), sign.end())
            if is_repeated and expression.startswith(_GROUP, begin):
                repeated.append(begin)
    for begin in repeated:
        expression = f"{expression[:begin]}{_ONE_WAY}{expression[begin + len(_GROUP) :]}"
    return expression


def _factored(expression: str) -> str:
    """Return an expression whose alternatives say once what is written together with each.

    Alternatives that are Arabic words stay in their order only among those with one ending.
    """
    return _ARABIC_ALTERNATIVES.sub(_with_words_joined, expression)


def _with_words_joined(group: re.Match[str]) -> str:
    words: dict[str, dict[str, list[str]]] = {}
    for before, word, after in _ARABIC_ALTERNATIVE.findall(group[1]):
        words.setdefault(before, {}).setdefault(after, []).append(word)
    either = (
        before + _either(f"{_either(bare)}{after}" for after, bare in by_ending.items())
        for before, by_ending in words.items()
    )
    return _either(either)


def _either(alternatives: Iterable[str]) -> str:
    return f"(?:{'|'.join(alternatives)})"


def _arabic(tokens: list[str], index: int) -> str:
    """Return the expression of an Arabic word with what may be written together with it."""
    word, before, after = tokens[index], _BEFORE_ARABIC, ""
    follows = tokens[index + 1] if index + 1 < len(tokens) else " "
    if not _begins_word(tokens, index):
        before = ""
    elif word.startswith(_ARTICLE) and len(word) > len(_ARTICLE):
        word, before = word.removeprefix(_ARTICLE), _BEFORE_ARTICLE
    if follows.isspace() or follows in {"|", ")", "..."}:
        after = _BEHIND_ARABIC
        if word.endswith(_FEMININE) and len(word) > _STEM_LEAST - 1:
            word, after = word.removesuffix(_FEMININE), _BEHIND_FEMININE
    return f"{before}{word}{after}"


def _begins_word(tokens: list[str], index: int) -> bool:
    """Return whether nothing of its word stands before a token of a cue."""
    position = index - 1
    while position >= 0:
        token = tokens[position]
        if token == "|":
            position = _opening(tokens, position) - 1
        elif token == "(":
            position -= 1
        elif token in {"?", "*", "+"} and tokens[position - 1] == ")":
            return tokens[position - 2].isspace()
        else:
            return token.isspace() or token == "..."
    return True


def _opening(tokens: list[str], position: int) -> int:
    """Return where the group opens that a token of a cue stands in."""
    depth = 1
    while depth and position:
        position -= 1
        depth += (tokens[position] == ")") - (tokens[position] == "(")
    return position


def _required(source: str) -> frozenset[str]:
    """Return the stems of the part of a cue that tells most: a word, or a group of alternatives."""
    return next(iter(_every_required(source)), frozenset())


def _every_required(source: str) -> tuple[frozenset[str], ...]:
    """Return the stems of each part of a cue that every match has, that which tells most first."""
    source = _ARABIC.sub(lambda word: to_folded(word.group()), source)
    known = [stems for stems in _iter_required(_NOT_FOLLOWED.sub(" ", source)) if stems]
    return tuple(sorted(known, key=lambda stems: (-min(map(len, stems)), len(stems))))


def _iter_required(source: str) -> Iterator[frozenset[str]]:
    """Yield the stems of each part of a cue that every match has and that begins a word of it."""
    begins_word, position = True, 0
    while position < len(source):
        if source[position].isspace():
            begins_word, position = True, position + 1
            continue
        end = _part_end(source, position)
        part, sign = source[position:end], source[end : end + 1]
        is_group = part.startswith("(")
        alternatives = _alternatives(part[1:-1]) if is_group else [part]
        if begins_word and not (is_group and sign in {"?", "*"}):
            ends_word = sign in {"", " "} or source.startswith("...", end)
            yield _stems(alternatives, ends_word=ends_word)
        position = end + (is_group and sign != "" and sign in "?*+")
        spaced = is_group and all(each.endswith(" ") for each in alternatives)
        begins_word = part == "..." or (spaced and (begins_word or sign == "+"))


def _part_end(source: str, start: int) -> int:
    """Return where a word or a group of a cue ends."""
    if source.startswith("...", start):
        return start + 3
    depth = 0
    for position in range(start, len(source)):
        sign = source[position]
        depth += (sign == "(") - (sign == ")")
        if sign == ")" and depth == 0 and source[start] == "(":
            return position + 1
        if depth == 0 and sign.isspace():
            return position
        if position > start and depth == 1 and sign == "(" and source[start] != "(":
            return position
    return len(source)


def _alternatives(group: str) -> list[str]:
    """Return the alternatives of a group, those of the groups within it left alone."""
    found, depth = [""], 0
    for sign in group:
        depth += (sign == "(") - (sign == ")")
        if sign == "|" and depth == 0:
            found.append("")
        else:
            found[-1] += sign
    return found


def _stems(alternatives: Iterable[str], *, ends_word: bool) -> frozenset[str]:
    """Return the stems of alternatives, or nothing where one of them has none."""
    stems = [_stems_of_one(each, ends_word=ends_word) for each in alternatives]
    return frozenset[str]().union(*stems) if all(stems) else frozenset()


def _stems_of_one(words: str, *, ends_word: bool) -> frozenset[str]:
    """Return the stems of one alternative; where it begins with a group, those of the group."""
    if not words.startswith("("):
        stem = _stem(words, ends_word=ends_word)
        return frozenset([stem]) if stem else frozenset()
    end = _part_end(words, 0)
    after = words[end : end + 1]
    if after and after not in "+ ":
        return frozenset()
    return _stems(
        _alternatives(words[1 : end - 1]), ends_word=after == " " or (not after and ends_word)
    )


def _stem(words: str, *, ends_word: bool) -> str:
    """Return the letters with which words of a cue surely begin, or nothing where they are few."""
    match = _LETTERS.match(words)
    if match is None:
        return ""
    letters, after = match.group(), words[match.end() :][:1]
    if after == "?":
        letters = letters[:-1]
    is_whole = after == " " or (after == "" and ends_word)
    if _ARABIC.match(letters):
        letters = letters.removesuffix(_FEMININE) if is_whole else letters
        return letters[:_STEM_MOST] if len(letters) >= _STEM_LEAST else ""
    if is_whole:
        return letters + _WHOLE
    return next((letters[:end] for end in _STEM_ENDS[::-1] if end <= len(letters)), "")
