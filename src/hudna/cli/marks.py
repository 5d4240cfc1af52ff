"""The text of a document with its evidence marked, and what rests on each quote listed below it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from hudna.cli.output import on_one_line, text_of
from hudna.cli.positions import Lines
from hudna.domain.documents import Document, Rendition
from hudna.domain.identifiers import shortened
from hudna.domain.statements import SubjectKind
from hudna.domain.views import CitedValue, is_rejected
from hudna.text.spans import Span

OPEN, CLOSE = "⟦", "⟧"
ASIDE = "~"
"""Marks a line that is not the document's own words, where there is no colour."""

_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_STYLES = {
    SubjectKind.AGREEMENT: "underline green",
    SubjectKind.PARTICIPANT: "underline cyan",
    SubjectKind.DATE: "underline yellow",
    SubjectKind.PLACE: "underline bright_blue",
    SubjectKind.TERM: "underline",
    SubjectKind.CLAIM: "underline magenta",
    SubjectKind.FACT: "underline red",
}


@dataclass(frozen=True, slots=True)
class Mark:
    """A quote in a text, its number, and the values that rest on it."""

    number: int
    span: Span
    values: tuple[CitedValue, ...]

    @property
    def index(self) -> str:
        """Return the number in superscript digits."""
        return str(self.number).translate(_SUPERSCRIPTS)

    @property
    def style(self) -> str:
        """Return how it is shown on a terminal: by what its first value is about."""
        return _STYLES[self.values[0].value.statement.kind]


def to_marks(values: Iterable[CitedValue]) -> tuple[Mark, ...]:
    """Return the quotes that values rest on, numbered from 1 in the order of the text."""
    by_span: dict[Span, list[CitedValue]] = defaultdict(list)
    for cited in values:
        if not is_rejected(cited.value):
            for evidence in cited.value.statement.evidence:
                by_span[evidence.span].append(cited)
    spans = sorted(by_span, key=lambda span: (span.start, -span.end))
    return tuple(Mark(n, span, tuple(by_span[span])) for n, span in enumerate(spans, 1))


def marked(text: str, marks: Sequence[Mark]) -> str:
    """Return a text with `⟦¹` before and `¹⟧` after each quote; the rest of it is as it was."""
    pieces: list[tuple[int, int, int, str]] = []
    for mark in marks:
        pieces.append((mark.span.start, 1, mark.number, f"{OPEN}{mark.index}"))
        pieces.append((mark.span.end, 0, -mark.number, f"{mark.index}{CLOSE}"))
    result: list[str] = []
    done = 0
    for offset, _, _, piece in sorted(pieces):
        result += [text[done:offset], piece]
        done = offset
    return "".join([*result, text[done:]])


def print_marked(
    document: Document, rendition: Rendition, values: Sequence[CitedValue], console: Console
) -> None:
    """Print a text with its evidence marked, and the values below it."""
    marks = to_marks(values)
    lines = Lines(rendition.text)
    if console.is_terminal:
        _print_coloured(rendition, marks, lines, console)
    else:
        _print_plain(rendition, marks, lines, console)
    _print_values(document, marks, lines, console)


def _print_plain(
    rendition: Rendition, marks: Sequence[Mark], lines: Lines, console: Console
) -> None:
    """Print the text line by line, each with its number and whether it is an aside."""
    width = len(str(len(lines.starts)))
    shown = marked(rendition.text, marks).split("\n")
    for number, (start, words) in enumerate(zip(lines.starts, shown, strict=True), 1):
        end = lines.starts[number] - 1 if number < len(lines.starts) else len(rendition.text)
        is_aside = start < end and not rendition.is_body(Span(start, end))
        line = f"{number:>{width}} {ASIDE if is_aside else '│'} {words}"
        console.print(text_of(line.rstrip(" ")), soft_wrap=True)


def _print_coloured(
    rendition: Rendition, marks: Sequence[Mark], lines: Lines, console: Console
) -> None:
    """Print the text wrapped to the terminal, line numbers in the margin."""
    width = len(str(len(lines.starts)))
    room = max(console.width - width - 3, 20)
    ends = (*(start - 1 for start in lines.starts[1:]), len(rendition.text))
    for number, (start, end) in enumerate(zip(lines.starts, ends, strict=True), 1):
        line = _coloured_line(rendition, marks, start, end)
        for part, words in enumerate(line.wrap(console, room) or [Text()]):
            margin = f"{number if not part else '':>{width}} │ "
            console.print(Text.assemble((margin, "dim"), words), soft_wrap=True)


def _coloured_line(rendition: Rendition, marks: Sequence[Mark], start: int, end: int) -> Text:
    line = text_of(rendition.text[start:end])
    for region in rendition.regions:
        if region.span.start < end and start < region.span.end:
            line.stylize("dim", max(region.span.start - start, 0), region.span.end - start)
    inside = [mark for mark in marks if mark.span.start < end and start < mark.span.end]
    for mark in inside:
        line.stylize(mark.style, max(mark.span.start - start, 0), mark.span.end - start)
    result, done = Text(), 0
    for mark in sorted(inside, key=lambda m: (m.span.end, -m.number)):
        if mark.span.end <= end:
            result.append_text(line[done : mark.span.end - start])
            result.append(mark.index, style="dim")
            done = mark.span.end - start
    result.append_text(line[done:])
    return result


def _print_values(
    document: Document, marks: Sequence[Mark], lines: Lines, console: Console
) -> None:
    console.print()
    heading = text_of(on_one_line(document.name), "bold")
    heading.append(f"  {shortened(document.id)}", style="cyan")
    heading.append(f"  {len(marks)} quote{'' if len(marks) == 1 else 's'}", style="dim")
    console.print(heading, soft_wrap=True)
    for mark in marks:
        line, column = lines.locate(mark.span.start)
        where = f"{line}:{column} ({mark.span.start}–{mark.span.end})"
        console.print(Text.assemble((f"{mark.index} ", "bold"), (where, "dim")), soft_wrap=True)
        for cited in mark.values:
            _print_value(cited, mark, console)


def _print_value(cited: CitedValue, mark: Mark, console: Console) -> None:
    statement = cited.value.statement
    words = Text.assemble(
        (f"{statement.kind.value} {statement.property}", _STYLES[statement.kind].split()[-1]),
        " ",
        text_of(on_one_line(cited.value.value), "bold"),
        (f"  {shortened(statement.id)}", "dim cyan"),
    )
    if cited.agreement is not None:
        words.append(f"  {shortened(cited.agreement)}", style="dim")
    indent = len(mark.index) + 1
    if console.is_terminal:
        console.print(Padding(words, (0, 0, 0, indent)))
    else:
        console.print(Text.assemble(" " * indent, words), soft_wrap=True)
