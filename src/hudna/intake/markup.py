"""Markup: the tokens of an HTML source, each with its position in it.

The tokenizer never fails and never looks back: what is no tag is text, as in a browser. It expands
only the character references that HTML itself defines, one at a time.

Source:
    WHATWG HTML Living Standard, section 13.2.5 (tokenization), without scripts that write.
"""

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """A stretch of text; where a character reference stands, `text` differs from the source."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Opening:
    """A start tag, its name in lower case; `raw` holds its attributes as the source has them."""

    name: str
    raw: str
    start: int
    end: int

    @property
    def attributes(self) -> Mapping[str, str]:
        """Return the attributes by their names in lower case; the first of several counts."""
        found: dict[str, str] = {}
        for match in _ATTRIBUTE.finditer(self.raw):
            value = next((v for v in match.groups()[1:] if v is not None), "")
            found.setdefault(match[1].lower(), html.unescape(value))
        return found


@dataclass(frozen=True, slots=True)
class Closing:
    """An end tag, its name in lower case."""

    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Script:
    """The raw content of an element that holds no markup, such as `script` or `title`."""

    name: str
    raw: str
    text: str
    start: int
    end: int


Token = Words | Opening | Closing | Script

_TAG = re.compile(
    r"<([a-zA-Z][^\s/>]*+)"
    r"((?:[\s/]++|[^\s/>=]++(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s>\"'][^\s>]*+)?)?+|=)*+)>"
)
_ATTRIBUTE = re.compile(
    r"([^\s/>=][^\s/>=]*)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>\"'][^\s>]*)))?"
)
_END_TAG = re.compile(r"</([a-zA-Z][^\s/>]*+)[^>]*+>")
_REFERENCE = re.compile(r"&(?:#[0-9]+;?|#[xX][0-9a-fA-F]+;?|[a-zA-Z][a-zA-Z0-9]{0,31};?)")
_RAW = frozenset(
    ("script", "style", "title", "textarea", "xmp", "iframe", "noembed", "noframes", "noscript")
)
_EXPANDED = frozenset(("title", "textarea"))


def iter_tokens(source: str) -> Iterator[Token]:
    """Yield the tokens of an HTML source from left to right; comments and declarations are none."""
    position = 0
    while position < len(source):
        opened = source.find("<", position)
        if opened < 0:
            opened = len(source)
        yield from _words(source, position, opened)
        if opened == len(source):
            return
        tag = _TAG.match(source, opened)
        if tag is not None:
            name = tag[1].lower()
            yield Opening(name, tag[2], opened, tag.end())
            position = tag.end()
            if name in _RAW and not tag[2].endswith("/"):
                script = _raw(source, name, tag[2], position)
                yield script
                position = script.end
        else:
            token, position = _other(source, opened)
            if token is not None:
                yield token


def _other(source: str, start: int) -> tuple[Token | None, int]:
    """Return the token at a `<` that begins no start tag, if it is one, and where to go on."""
    closing = _END_TAG.match(source, start)
    if closing is not None:
        return Closing(closing[1].lower(), start, closing.end()), closing.end()
    if source.startswith("<!--", start):
        return None, _after(source, "-->", start + 2)
    if source[start + 1 : start + 2] in {"!", "?", "/"}:
        return None, _after(source, ">", start + 1)
    if source[start + 1 : start + 2].isalpha():
        # A tag that never ends.
        return None, _after(source, ">", start + 1)
    return Words("<", start, start + 1), start + 1


def _after(source: str, mark: str, start: int) -> int:
    found = source.find(mark, start)
    return len(source) if found < 0 else found + len(mark)


def _raw(source: str, name: str, attributes: str, start: int) -> Script:
    end = re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE).search(source, start)
    stop = end.start() if end is not None else len(source)
    text = source[start:stop]
    return Script(name, attributes, html.unescape(text) if name in _EXPANDED else text, start, stop)


def _words(source: str, start: int, end: int) -> Iterator[Words]:
    position = start
    if source.find("&", start, end) >= 0:
        for reference in _REFERENCE.finditer(source, start, end):
            text = html.unescape(reference.group())
            if text == reference.group():
                continue
            if position < reference.start():
                yield Words(source[position : reference.start()], position, reference.start())
            yield Words(text, reference.start(), reference.end())
            position = reference.end()
    if position < end:
        yield Words(source[position:end], position, end)
