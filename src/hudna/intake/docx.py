"""DOCX: paragraphs, tables, list numbers and notes of a Word document.

Parts are paragraphs: an offset leads to `paragraph 12` and a position in the words of that
paragraph, counted from 1 through the body in the order of the file, empty ones and those in cells
included; notes lead to `footnote 3` or `endnote 1`, the margins of pages to `header 1` or
`footer 2`. List numbers, tabs between cells and line breaks between paragraphs have no origin.

Deleted text of tracked changes, field codes and hidden text are left out; inserted text is kept.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from hudna.domain.documents import Metadata, Region, RegionKind
from hudna.errors import InputError
from hudna.intake.archives import Archive, open_archive
from hudna.intake.dates import find_published
from hudna.intake.limits import Limits
from hudna.intake.numbering import Numbering, W, read_numbering
from hudna.intake.rendered import Composition, Rendered, damaged, without_controls
from hudna.intake.xml import parse_xml
from hudna.text.cleaning import Normalised
from hudna.text.spans import Span, stripped

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_DCTERMS = "{http://purl.org/dc/terms/}"
_BODY = "word/document.xml"
_W_NAME = W.strip("{}").encode()
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
"""The name that the strict form of the standard gives to the same elements."""
_SKIPPED = frozenset(
    (
        f"{W}del",
        f"{W}moveFrom",
        f"{W}instrText",
        f"{W}delText",
        f"{_MC}Fallback",
        f"{W}rPr",
        f"{W}pPr",
    )
)
_CHARACTERS = {
    f"{W}tab": "\t",
    f"{W}br": "\n",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "\u2011",
    f"{W}softHyphen": "\u00ad",
    f"{W}ptab": "\t",
}
_OTHER_ZIPS = (
    ("ppt/presentation.xml", "a presentation"),
    ("xl/workbook.xml", "a spreadsheet"),
    ("META-INF/container.xml", "an EPUB"),
    ("content.xml", "an OpenDocument file"),
)


def render_docx(
    original: bytes,
    name: str,
    *,
    limits: Limits,
    encoding: str | None,  # noqa: ARG001 - every format's function takes the same arguments
) -> Rendered:
    """Return the text of a Word document: headers, body, footnotes, endnotes, footers.

    Raises:
        InputError: It is no Word document, or damaged, or exceeds a limit.
    """
    archive = open_archive(original, name, limits, what="DOCX")
    member = _body_member(archive)
    body = _find_tree(archive, member)
    if body is None:
        raise _not_word(archive)
    folder = member.rpartition("/")[0]
    numbering = read_numbering(
        _find_tree(archive, f"{folder}/numbering.xml"), _find_tree(archive, f"{folder}/styles.xml")
    )
    page = _Page(Composition(), numbering)
    page.set_margins(archive, folder, "header")
    page.set_blocks(body)
    for kind in ("footnote", "endnote"):
        page.set_notes(_find_tree(archive, f"{folder}/{kind}s.xml"), kind)
    page.set_margins(archive, folder, "footer")
    warnings = list(page.warnings())
    metadata, made = _metadata(archive, warnings)
    text = page.text.to_normalised()
    return Rendered(text, metadata, _margins(text), tuple(warnings), made=made)


@dataclass(slots=True)
class _Page:
    """A document being set: a blank line before each paragraph and table, none inside a list."""

    text: Composition
    numbering: Numbering
    paragraphs: int = 0
    hidden: int = 0
    deleted: int = 0
    is_in_list: bool = False

    def set_blocks(self, root: Element) -> None:
        for block in _iter_blocks(root):
            if block.tag == f"{W}p":
                self._set_paragraph(block)
            else:
                self._set_table(block)

    def set_notes(self, root: Element | None, kind: str) -> None:
        for note in root.iterfind(f"{W}{kind}") if root is not None else ():
            if note.get(f"{W}type") in {"separator", "continuationSeparator", "continuationNotice"}:
                continue
            number = note.get(f"{W}id", "")
            position = 0
            for paragraph in note.iter(f"{W}p"):
                words = self._words(paragraph)
                if words.strip():
                    self._break(2)
                    if not position:
                        self.text.insert(f"[{number}] ")
                    self.text.keep(words, f"{kind} {number}", position, position + len(words))
                position += len(words)

    def set_margins(self, archive: Archive, folder: str, kind: str) -> None:
        """Set the headers or the footers of the pages, each wording once."""
        shown: set[str] = set()
        pattern = re.compile(rf"{re.escape(folder)}/{kind}(\d+)\.xml")
        found = (match for member in archive.members if (match := pattern.fullmatch(member)))
        for match in sorted(found, key=lambda match: int(match[1])):
            root = _find_tree(archive, match[0])
            words = [self._words(p) for p in root.iter(f"{W}p")] if root is not None else []
            text = "\n".join(line for line in words if line.strip())
            if text and text not in shown:
                shown.add(text)
                self._break(2)
                self.text.keep(text, f"{kind} {match[1]}", 0, len(text))

    def warnings(self) -> Iterator[str]:
        if self.deleted:
            yield f"{self.deleted} stretches deleted as tracked changes are left out"
        if self.hidden:
            yield f"{self.hidden} stretches of hidden text are left out"

    def _set_paragraph(self, paragraph: Element, *, lead: str | None = None) -> bool:
        """Set a paragraph; return whether it has any words."""
        self.paragraphs += 1
        part = f"paragraph {self.paragraphs}"
        place = self.numbering.find_place(paragraph.find(f"{W}pPr"))
        label = self.numbering.next_label(place) if place is not None else ""
        words = self._words(paragraph)
        inner = [p for box in _iter_boxes(paragraph) for p in _iter_blocks(box)]
        if words.strip():
            if lead is None:
                self._break(2 - (place is not None and self.is_in_list))
            else:
                self.text.insert(lead)
            if label:
                self.text.insert(f"{label} ")
            self.text.keep(words, part, 0, len(words))
            self.is_in_list = place is not None
        for block in inner:
            if block.tag == f"{W}p":
                self._set_paragraph(block)
            else:
                self._set_table(block)
        return bool(words.strip())

    def _set_table(self, table: Element) -> None:
        """Set a table, a row on a line, its cells apart by tabs."""
        lines = 2
        for row in _iter_inside(table, f"{W}tr"):
            self._break(lines)
            lines = 1
            for number, cell in enumerate(_iter_inside(row, f"{W}tc")):
                if number:
                    self.text.insert("\t")
                self._set_cell(cell)
        self.is_in_list = False

    def _set_cell(self, cell: Element) -> None:
        lead = ""
        for block in _iter_blocks(cell):
            if block.tag != f"{W}p":
                self._set_table(block)
            elif self._set_paragraph(block, lead=lead):
                lead = "\n"

    def _break(self, lines: int) -> None:
        if self.text.length:
            self.text.insert("\n" * lines)

    def _words(self, paragraph: Element) -> str:
        return without_controls("".join(self._iter_words(paragraph)))

    def _iter_words(self, element: Element) -> Iterator[str]:
        for child in element:
            if child.tag == f"{W}t":
                yield child.text or ""
            elif child.tag in _CHARACTERS:
                yield _CHARACTERS[child.tag]
            elif child.tag in _SKIPPED or child.tag in _BOXES:
                self.deleted += child.tag == f"{W}del"
            elif child.tag == f"{W}r" and _is_hidden(child):
                self.hidden += 1
            else:
                yield from self._iter_words(child)


_BOXES = frozenset((f"{W}txbxContent",))


def _margins(text: Normalised) -> tuple[Region, ...]:
    """Return the stretches of a text that come from the headers and footers of pages."""
    return tuple(
        Region(span, RegionKind.HEADER)
        for run in text.alignment.runs
        if run.part.startswith(("header ", "footer "))
        and (span := stripped(Span(run.start, run.end), text.text)) is not None
    )


def _iter_boxes(element: Element) -> Iterator[Element]:
    """Yield the text boxes anchored in a paragraph, each once."""
    for child in element:
        if child.tag == f"{_MC}Fallback":
            continue
        if child.tag in _BOXES:
            yield child
        else:
            yield from _iter_boxes(child)


def _iter_blocks(root: Element) -> Iterator[Element]:
    """Yield the paragraphs and tables under an element, from whatever they are wrapped in."""
    for child in root:
        if child.tag in {f"{W}p", f"{W}tbl"}:
            yield child
        elif child.tag not in _SKIPPED:
            yield from _iter_blocks(child)


def _iter_inside(root: Element, tag: str) -> Iterator[Element]:
    """Yield the nearest elements of a name under an element, not those of a table inside it."""
    for child in root:
        if child.tag == tag:
            yield child
        elif child.tag != f"{W}tbl":
            yield from _iter_inside(child, tag)


def _is_hidden(run: Element) -> bool:
    hidden = run.find(f"{W}rPr/{W}vanish")
    return hidden is not None and hidden.get(f"{W}val") not in {"0", "false", "off"}


def _find_tree(archive: Archive, member: str) -> Element | None:
    content = archive.find(member)
    if content is None:
        return None
    return parse_xml(content.replace(_STRICT, _W_NAME), archive.name, archive.limits)


def _body_member(archive: Archive) -> str:
    """Return which member holds the body: `word/document.xml`, or what the archive names."""
    if _BODY in archive.members:
        return _BODY
    relations = _find_tree(archive, "_rels/.rels")
    targets = (
        one.get("Target", "").removeprefix("/")
        for one in (relations if relations is not None else ())
        if one.get("Type", "").endswith("/officeDocument")
    )
    return next((target for target in targets if target in archive.members), _BODY)


def _metadata(archive: Archive, warnings: list[str]) -> tuple[Metadata, str | None]:
    """Return what the core properties say, and the day on which the file was made."""
    try:
        properties = _find_tree(archive, "docProps/core.xml")
    except InputError as error:
        warnings.append(f"its properties are left out: {error.reason}")
        return Metadata(), None
    if properties is None:
        return Metadata(), None
    language = (properties.findtext(f"{_DC}language") or "").strip().lower()[:2]
    known = Metadata(
        title=" ".join((properties.findtext(f"{_DC}title") or "").split()) or None,
        language=language if len(language) == 2 and language.isalpha() else None,
    )
    return known, find_published(properties.findtext(f"{_DCTERMS}created") or "")


def _not_word(archive: Archive) -> InputError:
    for member, what in _OTHER_ZIPS:
        if member in archive.members:
            return InputError(
                f"{archive.name!r} is {what}, which is not read",
                code="input-format",
                subject=archive.name,
            )
    if "[Content_Types].xml" in archive.members:
        return damaged(archive.name, "DOCX", f"it has no {_BODY}")
    return InputError(
        f"{archive.name!r} is an archive; unpack it and read its files",
        code="input-format",
        subject=archive.name,
    )
