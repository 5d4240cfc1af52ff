"""Numbering: what Word writes before a numbered paragraph, which the document itself does not hold.

Source:
    ECMA-376 Part 1 (Office Open XML), section 17.9, numbering.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from xml.etree.ElementTree import Element

from hudna.intake.numbers import in_letters, in_roman

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
"""The namespace of a Word document's elements."""

_PLACE = re.compile(r"%([1-9])")
_LEVELS = 9
_ARABIC_ALPHA = "أبتثجحخدذرزسشصضطظعغفقكلمنهوي"
_ARABIC_ABJAD = "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ"


@dataclass(frozen=True, slots=True)
class Level:
    """How the paragraphs of one level of a list are numbered.

    Attributes:
        start: The first number.
        style: The kind of number, as `w:numFmt` names it.
        pattern: What stands before a paragraph, `%1` being the number of the first level.
        restarts: Whether a paragraph of a higher level starts the count anew.
        is_restarted: Whether the list starts its own count where it shares its definition.
    """

    start: int = 1
    style: str = "decimal"
    pattern: str = ""
    restarts: bool = True
    is_restarted: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """A paragraph's place in a list: which list, and at which level, from 0."""

    number: str
    level: int


@dataclass(slots=True)
class Numbering:
    """The lists of a document and how far each has been counted.

    Attributes:
        lists: The levels of each list, by its number.
        abstract: The definition that each list shares its count with, by its number.
        styles: The place that a paragraph style gives, by the style's identifier.
    """

    lists: Mapping[str, Mapping[int, Level]]
    abstract: Mapping[str, str]
    styles: Mapping[str, Place]
    _counts: dict[str, list[int | None]] = field(default_factory=dict)
    _begun: set[tuple[str, int]] = field(default_factory=set)

    def find_place(self, properties: Element | None) -> Place | None:
        """Return the place of a paragraph in a list, by its own properties or its style's."""
        if properties is None:
            return None
        style = _value(properties, f"{W}pStyle")
        inherited = self.styles.get(style) if style else None
        own = properties.find(f"{W}numPr")
        place = _place(own, inherited) if own is not None else inherited
        return place if place is not None and place.number in self.lists else None

    def next_label(self, place: Place) -> str:
        """Return what stands before the next paragraph at a place: `2.`, `(a)`, `•`; counts it."""
        levels = self.lists[place.number]
        level = levels.get(place.level, Level())
        counts = self._counts.setdefault(self.abstract[place.number], [None] * _LEVELS)
        is_first = (place.number, place.level) not in self._begun
        self._begun.add((place.number, place.level))
        count = counts[place.level]
        restarts = count is None or (is_first and level.is_restarted)
        counts[place.level] = level.start if restarts or count is None else count + 1
        for deeper in range(place.level + 1, _LEVELS):
            if levels.get(deeper, Level()).restarts:
                counts[deeper] = None
        if level.style == "bullet":
            return "•"
        return _PLACE.sub(lambda m: _counted(counts, levels, int(m[1]) - 1), level.pattern)


def read_numbering(numbering: Element | None, styles: Element | None) -> Numbering:
    """Return the numbering of a document from its parts `numbering.xml` and `styles.xml`."""
    definitions: dict[str, dict[int, Level]] = {}
    lists: dict[str, Mapping[int, Level]] = {}
    abstract: dict[str, str] = {}
    for definition in numbering.iterfind(f"{W}abstractNum") if numbering is not None else ():
        definitions[definition.get(f"{W}abstractNumId", "")] = _levels(definition)
    for one in numbering.iterfind(f"{W}num") if numbering is not None else ():
        shared = _value(one, f"{W}abstractNumId") or ""
        number = one.get(f"{W}numId", "")
        if shared in definitions and number != "0":
            lists[number] = _overridden(definitions[shared], one)
            abstract[number] = shared
    return Numbering(lists, abstract, _style_places(styles))


def _levels(definition: Element) -> dict[int, Level]:
    levels: dict[int, Level] = {}
    for element in definition.iterfind(f"{W}lvl"):
        number = _integer(element.get(f"{W}ilvl"), 0)
        levels[number] = _level(element, Level())
    return levels


def _level(element: Element, otherwise: Level) -> Level:
    return Level(
        start=_integer(_value(element, f"{W}start"), otherwise.start),
        style=_value(element, f"{W}numFmt") or otherwise.style,
        pattern=_value(element, f"{W}lvlText") or otherwise.pattern,
        restarts=_value(element, f"{W}lvlRestart") != "0",
    )


def _overridden(levels: Mapping[int, Level], one: Element) -> Mapping[int, Level]:
    found = dict(levels)
    for override in one.iterfind(f"{W}lvlOverride"):
        number = _integer(override.get(f"{W}ilvl"), 0)
        level = found.get(number, Level())
        own = override.find(f"{W}lvl")
        if own is not None:
            level = _level(own, level)
        start = _value(override, f"{W}startOverride")
        found[number] = (
            replace(level, start=_integer(start, level.start), is_restarted=True)
            if start is not None
            else level
        )
    return found


def _style_places(styles: Element | None) -> dict[str, Place]:
    """Return the place that each paragraph style gives, its own or that of its base."""
    own: dict[str, Element] = {}
    based: dict[str, str] = {}
    for style in styles.iterfind(f"{W}style") if styles is not None else ():
        name = style.get(f"{W}styleId", "")
        numbered = style.find(f"{W}pPr/{W}numPr")
        if numbered is not None:
            own[name] = numbered
        parent = _value(style, f"{W}basedOn")
        if parent:
            based[name] = parent
    places: dict[str, Place] = {}
    for name in {*own, *based}:
        chain: list[str] = []
        current: str | None = name
        while current is not None and current not in chain:
            chain.append(current)
            current = based.get(current)
        place: Place | None = None
        for each in reversed(chain):
            place = _place(own[each], place) if each in own else place
        if place is not None:
            places[name] = place
    return places


def _place(properties: Element, inherited: Place | None) -> Place | None:
    number = _value(properties, f"{W}numId") or (inherited.number if inherited else None)
    level = _value(properties, f"{W}ilvl")
    depth = _integer(level, 0) if level is not None else inherited.level if inherited else 0
    return Place(number, min(max(depth, 0), _LEVELS - 1)) if number not in {None, "0"} else None


def _counted(counts: list[int | None], levels: Mapping[int, Level], level: int) -> str:
    definition = levels.get(level, Level())
    count = counts[level]
    return _styled(definition.start if count is None else count, definition.style)


def _styled(number: int, style: str) -> str:
    if style in {"lowerLetter", "upperLetter"}:
        letters = in_letters(number)
        return letters.upper() if style == "upperLetter" else letters
    if style in {"lowerRoman", "upperRoman"}:
        roman = in_roman(number)
        return roman.upper() if style == "upperRoman" else roman
    if style in {"arabicAlpha", "arabicAbjad"}:
        alphabet = _ARABIC_ALPHA if style == "arabicAlpha" else _ARABIC_ABJAD
        return alphabet[number - 1] if 1 <= number <= len(alphabet) else str(number)
    if style == "decimalZero":
        return f"{number:02d}"
    return "" if style == "none" else str(number)


def _value(element: Element, tag: str) -> str | None:
    found = element.find(tag)
    return found.get(f"{W}val") if found is not None else None


def _integer(words: str | None, otherwise: int) -> int:
    try:
        return int(words) if words is not None and len(words) < 9 else otherwise
    except ValueError:
        return otherwise
