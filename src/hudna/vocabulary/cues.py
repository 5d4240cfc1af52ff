"""Cues: a small pattern language that a researcher can read, compiled to regular expressions.

`releas* ... (prisoner*|hostage*)` is a cue: `*` stands for any ending, `-` for a hyphen, a space or nothing, `...` for up
to seven words, `(a|b)` for alternatives and `(a )?` for what may be missing. Cues are matched against folded text
(`hudna.text.folding`), whole words only, and never across a full stop.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

_GAP = r"(?:[^\w.!?;]*\b\w[\w'-]*){0,7}?(?:[^\w.!?;]+|(?<=\s))"
_TOKEN = re.compile(r"\.\.\.|\s+|\*|-|\\d\+?|\\w\+|[()|?+]|\[[^\]]*\]|[^\s*()|?+\\\[.-]+|\.")
_WORDS = re.compile(r"[^\W\d_]{3,}")
_OPTIONAL_END = re.compile(r"\s+\(([^()]*)\)\?$")
"""What may be missing at the end of a cue takes the space before it along."""


@dataclass(frozen=True, slots=True)
class Cue:
    """One compiled cue.

    Attributes:
        source: The cue as the vocabulary writes it.
        pattern: Its regular expression over folded text.
        literal: Letters that every match contains, for a quick look before the pattern is tried; may be empty.
    """

    source: str
    pattern: re.Pattern[str]
    literal: str

    def finditer(self, folded: str, start: int = 0, end: int | None = None) -> Iterator[re.Match[str]]:
        """Yield the matches in a folded text, from left to right."""
        stop = len(folded) if end is None else end
        if not self.literal or folded.find(self.literal, start, stop) >= 0:
            yield from self.pattern.finditer(folded, start, stop)


def compile_cue(source: str) -> Cue:
    """Return a cue compiled."""
    return Cue(source, re.compile(rf"(?<!\w)(?:{_expression(source)})(?!\w)"), _literal(source))


def compile_cues(sources: Iterable[str]) -> tuple[Cue, ...]:
    """Return several cues compiled, in their order."""
    return tuple(compile_cue(source) for source in sources)


def compile_any(sources: Iterable[str]) -> re.Pattern[str]:
    """Return one expression that matches where any of the cues does, the earlier cue first."""
    joined = "|".join(_expression(source) for source in sources)
    return re.compile(rf"(?<!\w)(?:{joined})(?!\w)")


def compile_table(table: Mapping[str, Iterable[str]]) -> tuple[tuple[str, tuple[Cue, ...]], ...]:
    """Return the cues of a table compiled, by its keys, in its order."""
    return tuple((key, compile_cues(sources)) for key, sources in table.items())


def _expression(source: str) -> str:
    pieces: list[str] = []
    tokens = _TOKEN.findall(_OPTIONAL_END.sub(r"( (\1))?", source.strip()))
    for index, token in enumerate(tokens):
        if token == "...":
            pieces.append(_GAP)
        elif token.isspace():
            around = (tokens[index - 1], tokens[index + 1] if index + 1 < len(tokens) else "")
            pieces.append("" if "..." in around else r"[\s]+")
        elif token == "*":
            pieces.append(r"\w*")
        elif token == "-":
            pieces.append(r"\s?-?\s?")
        elif token == "(":
            pieces.append("(?:")
        elif token == ")" and index + 1 < len(tokens) and tokens[index + 1] == "+":
            pieces.append(")")
        elif token in {")", "|", "?", "+"} or token.startswith(("\\", "[")):
            pieces.append(token)
        else:
            pieces.append(re.escape(token))
    # `(the )*` repeats a group; `*` after a word is an ending.
    return "".join(pieces).replace(r")\w*", ")*")


def _literal(source: str) -> str:
    """Return the longest word of a cue that stands outside every group."""
    bare = source
    while True:
        shorter = re.sub(r"\([^()]*\)[?*]?", " ", bare)
        if shorter == bare:
            break
        bare = shorter
    words = _WORDS.findall(re.sub(r"\[[^\]]*\]|\\\w\+?", " ", bare))
    return max(words, key=len, default="")
