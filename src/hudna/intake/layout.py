"""Layout: the tokens of a page set as lines of text, as a reader of the page sees them.

Blocks stand on lines of their own, list items carry their numbers or bullets, cells are set apart
by tabs. Numbers, bullets and the white space between blocks were put there by a program and have
no origin; every other character leads back to the source.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from hudna.intake.limits import Limits
from hudna.intake.markup import Closing, Opening, Script, Token, Words
from hudna.intake.numbers import in_letters, in_roman
from hudna.intake.pages import Declarations
from hudna.intake.rendered import Composition, check_nesting
from hudna.text.cleaning import Normalised

_VOID = frozenset(
    "area base basefont bgsound br col command embed frame hr image img input keygen link meta "
    "param source track wbr".split()
)
_PARAGRAPHS = frozenset(
    "article aside blockquote body center details dialog dl fieldset figure footer form h1 h2 h3 "
    "h4 h5 h6 header hgroup hr main menu nav ol p pre section table ul".split()
)
_LINES = frozenset(
    "address caption dd div dt figcaption legend li option summary tbody tfoot thead tr".split()
)
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_HIDDEN = frozenset(
    "head script style template noscript noembed noframes iframe object svg math canvas audio "
    "video select datalist textarea title xmp applet".split()
)
_AROUND = frozenset(("nav", "aside", "footer", "form", "menu", "button"))
_ROLES = frozenset(("navigation", "banner", "contentinfo", "search", "complementary", "menu"))
_AROUND_NAMES = re.compile(
    r"(?<![a-z])(?:comments?|commentlist|disqus|respond|sidebar|related|recommended|promos?|newsletter|"
    r"breadcrumbs?|share|sharing|cookies?|footer|nav|navbar|menu|teasers?|advert(?:isement)?s?)"
    r"(?![a-z])",
    re.IGNORECASE,
)
"""Names of classes and identifiers that pages give to what stands around their main content."""
_WHOLE = frozenset(("html", "body", "main", "article"))
_INVISIBLE = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_WORD = r"[^ \t\n\r\f\x00-\x08\x0b\x0e-\x1f\x7f]++"
_PIECE = re.compile(rf"[ \t\n\r\f]++|{_WORD}(?: {_WORD})*+")
"""White space, or words with single spaces between them."""
_PRE_PIECE = re.compile(r"\r\n?|\n|[^\r\n\x00-\x08\x0b\x0c\x0e-\x1f\x7f]+")
_SPACES = " \t\n\r\f"
_CLOSED_BY = {
    "li": frozenset(("li",)),
    "dt": frozenset(("dt", "dd")),
    "dd": frozenset(("dt", "dd")),
    "tr": frozenset(("tr", "td", "th")),
    "td": frozenset(("td", "th")),
    "th": frozenset(("td", "th")),
    "option": frozenset(("option",)),
}
_SCOPES = frozenset(("ol", "ul", "menu", "dl", "table", "select", "body", "html"))
"""Elements beyond which a start tag closes nothing."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page.

    Attributes:
        text: Its text, without the number or bullet before it.
        linked_chars: How many of its characters are in links.
        is_around: Whether it stands in navigation, a form, a footer or the like.
        is_heading: Whether it is a heading.
    """

    text: str
    linked_chars: int
    is_around: bool
    is_heading: bool


@dataclass(slots=True)
class _Element:
    name: str
    is_hidden: bool
    is_around: bool
    counter: int | None = None
    step: int = 1
    style: str = "1"


@dataclass(slots=True)
class _Growing:
    pieces: list[str]
    linked_chars: int = 0
    is_around: bool = True
    is_heading: bool = False


class Layout:
    """A page being set.

    Args:
        name: What the page is called, for errors.
        limits: How deep it may be nested.
        part: The name of the part that offsets lead back to.
    """

    def __init__(self, name: str, limits: Limits, *, part: str) -> None:
        self.declarations = Declarations()
        self._name, self._limits, self._part = name, limits, part
        self._open: list[_Element] = []
        self._text = Composition()
        self._lines = [_Growing([])]
        self._break = 0
        self._space: tuple[int, int] | None = None
        self._marker = ""
        self._links = self._pre = self._heading = 0
        self._h1: list[str] | None = None

    def see(self, token: Token) -> None:
        """Set the next token of the source."""
        if isinstance(token, Words):
            if not (self._open and self._open[-1].is_hidden):
                self._set(token)
        elif isinstance(token, Opening):
            self._enter(token)
        elif isinstance(token, Closing):
            self._leave(token.name)
        else:
            self._note(token)

    def finish(self) -> tuple[Normalised, list[Line]]:
        """Return the normalised text of the page, and its lines."""
        lines = [
            Line("".join(line.pieces), line.linked_chars, line.is_around, line.is_heading)
            for line in self._lines
        ]
        return self._text.to_normalised(), lines

    def _note(self, script: Script) -> None:
        if script.name == "title" and self.declarations.title is None:
            self.declarations.title = script.text
        elif script.name == "script" and "ld+json" in script.raw.lower():
            self.declarations.see_structured(script.text)

    def _enter(self, tag: Opening) -> None:
        attributes = tag.attributes if tag.raw.strip(" /\t\n\r\f") else {}
        self.declarations.see_element(tag.name, attributes)
        if tag.name in _PARAGRAPHS:
            self._close_implied("p", frozenset(("p",)))
            self._break_line(2)
        elif tag.name in _LINES:
            self._break_line(1)
        if tag.name in _CLOSED_BY:
            self._close_implied(tag.name, _CLOSED_BY[tag.name])
        if tag.name == "br":
            self._break_now()
        elif tag.name not in _VOID:
            self._push(tag.name, attributes)

    def _push(self, name: str, known: Mapping[str, str]) -> None:
        parent = self._open[-1] if self._open else None
        if name == "body":
            # A body is never inside a head that nobody closed.
            self._open = [e for e in self._open if e.name != "head"]
            parent = self._open[-1] if self._open else None
        hidden = (
            (parent is not None and parent.is_hidden)
            or name in _HIDDEN
            or "hidden" in known
            or bool(_INVISIBLE.search(known.get("style", "")))
        )
        around = (
            (parent is not None and parent.is_around)
            or name in _AROUND
            or known.get("role", "").lower() in _ROLES
            or (
                name not in _WHOLE
                and bool(_AROUND_NAMES.search(f"{known.get('class', '')} {known.get('id', '')}"))
            )
        )
        element = _Element(name, hidden, around)
        if name == "ol":
            element.counter = _number(known.get("start"), 1)
            element.step = -1 if "reversed" in known else 1
            element.style = known.get("type", "1")
        self._open.append(element)
        check_nesting(len(self._open), self._name, self._limits)
        self._links += name == "a"
        self._pre += name == "pre"
        self._heading += name in _HEADINGS
        if name == "h1" and not hidden:
            self._h1 = []
        elif name == "li":
            self._marker = self._number_item(known)
        elif name in {"td", "th"}:
            self._marker = "\t" if not self._break else ""

    def _number_item(self, attributes: Mapping[str, str]) -> str:
        """Return the number or bullet of a list item."""
        for element in reversed(self._open[:-1]):
            if element.name in {"ul", "menu"}:
                return "• "
            if element.name == "ol" and element.counter is not None:
                number = _number(attributes.get("value"), element.counter)
                element.counter = number + element.step
                return f"{_styled(number, element.style)}. "
        return ""

    def _leave(self, name: str) -> None:
        if name in _PARAGRAPHS:
            self._break_line(2)
        elif name in _LINES:
            self._break_line(1)
        for index in range(len(self._open) - 1, -1, -1):
            if self._open[index].name == name:
                while len(self._open) > index:
                    self._pop()
                return
            if self._open[index].name in _SCOPES and name in _CLOSED_BY:
                return

    def _pop(self) -> None:
        name = self._open.pop().name
        self._links -= name == "a"
        self._pre -= name == "pre"
        self._heading -= name in _HEADINGS
        if name == "h1" and self._h1 is not None:
            self.declarations.headings.append("".join(self._h1))
            self._h1 = None

    def _close_implied(self, name: str, closed: frozenset[str]) -> None:
        """Close the elements that a start tag ends although nobody closed them."""
        for index in range(len(self._open) - 1, max(len(self._open) - 8, -1), -1):
            if self._open[index].name in closed:
                while len(self._open) > index:
                    self._pop()
                if name != "tr":
                    return
            elif self._open[index].name in _SCOPES:
                return

    def _break_line(self, lines: int) -> None:
        self._break = max(self._break, lines)
        self._space = None

    def _break_now(self) -> None:
        """Set a forced line break; a second one in a row leaves a blank line."""
        self._break = min(self._break + 1, 2) if self._text.length else 0
        self._space = None

    def _set(self, words: Words) -> None:
        is_literal = words.end - words.start == len(words.text)
        for piece in (_PRE_PIECE if self._pre else _PIECE).finditer(words.text):
            start, end = (
                (words.start + piece.start(), words.start + piece.end())
                if is_literal
                else (words.start, words.end)
            )
            if self._pre and piece.group()[0] in "\r\n":
                self._flush()
                self._new_line()
                self._text.keep("\n", self._part, start, end)
            elif not self._pre and piece.group()[0] in _SPACES:
                self._hold_space(start, end)
            else:
                self._flush()
                self._put(piece.group(), start, end)

    def _hold_space(self, start: int, end: int) -> None:
        if not self._break and self._text.length:
            self._space = (self._space[0] if self._space else start, end)

    def _flush(self) -> None:
        """Set the line breaks, the marker and the space that wait for the next word."""
        if self._break and self._text.length:
            self._text.insert("\n" * self._break)
            for _ in range(self._break):
                self._new_line()
        if self._marker:
            self._text.insert(self._marker)
            self._marker = ""
        elif self._space and not self._break:
            self._put(" ", *self._space)
        self._break, self._space = 0, None

    def _put(self, text: str, start: int, end: int) -> None:
        self._text.keep(text, self._part, start, end)
        line = self._lines[-1]
        line.pieces.append(text)
        line.linked_chars += len(text) if self._links else 0
        line.is_around = line.is_around and bool(self._open and self._open[-1].is_around)
        line.is_heading = line.is_heading or self._heading > 0
        if self._h1 is not None:
            self._h1.append(text)

    def _new_line(self) -> None:
        self._lines.append(_Growing([]))


def _number(words: str | None, otherwise: int) -> int:
    try:
        return int(words) if words is not None and len(words) < 9 else otherwise
    except ValueError:
        return otherwise


def _styled(number: int, style: str) -> str:
    if style in {"a", "A"}:
        letters = in_letters(number)
        return letters if style == "a" else letters.upper()
    if style in {"i", "I"}:
        roman = in_roman(number)
        return roman if style == "i" else roman.upper()
    return str(number)
