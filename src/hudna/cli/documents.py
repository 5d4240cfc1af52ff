"""`hudna documents`, `text` and `original`: the documents of the registry."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hudna.cli.options import JsonOption, OutputOption, RegistryOption
from hudna.cli.output import (
    counted,
    make_console,
    on_one_line,
    print_json,
    print_row,
    text_of,
    write_bytes,
)

if TYPE_CHECKING:
    from rich.console import Console

    from hudna.domain.problems import StoredProblem
    from hudna.domain.views import DocumentView

_DocumentArgument = Annotated[
    str, typer.Argument(metavar="ID", help="The beginning of a document's identifier.")
]


def list_documents(
    *,
    registry: RegistryOption = None,
    problems: Annotated[
        bool, typer.Option("--problems", help="List what could not be read instead.")
    ] = False,
    warnings: Annotated[
        bool, typer.Option("--warnings", help="List the warnings of their readings instead.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """List the documents, or what could not be read.

    Down a pipe each document is one line, tabs between identifier, name, date of publication,
    publisher, title, language, agreements, warnings and refused values; each warning is one, with
    identifier, name and words; each problem is one, with code, subject, reason, and when it was
    seen last. A problem that was resolved since,
    because its file was read after all, is listed with --json only.

    \b
    Example:
      hudna documents --problems
    """  # noqa: D301 - the backspace tells the help where not to wrap
    from hudna import app
    from hudna.publish.plain import to_plain_document, to_plain_problem

    with app.open_registry(registry) as opened:
        if problems:
            found = list(opened.iter_problems())
            if as_json:
                print_json([to_plain_problem(each) for each in found])
            else:
                _print_problems([each for each in found if each.resolved_at is None])
            return
        views = list(opened.iter_documents())
    if as_json:
        print_json([to_plain_document(view) for view in views])
        return
    console = make_console()
    if warnings:
        _print_warnings(views, console)
    elif console.is_terminal:
        _print_documents(views, console)
    else:
        for view in views:
            print_row(_cells(view))


def text(
    identifier: _DocumentArgument,
    *,
    registry: RegistryOption = None,
    plain: Annotated[
        bool, typer.Option("--plain", help="Print the exact text and nothing else.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Show a document's text with the evidence marked in it.

    A quote is underlined on a terminal and stands between ⟦ and ⟧ down a pipe; its number leads to
    the list of values below the text. Quotes may hold one another. What is not the document's own
    words, such as navigation, is dimmed, or marked with ~ in the margin.

    \b
    Examples:
      hudna text 9f3a
      hudna text 9f3a --plain > letter.txt
    """  # noqa: D301 - the backspace tells the help where not to wrap
    from hudna import app
    from hudna.cli.marks import print_marked
    from hudna.publish.plain import to_plain_text

    with app.open_registry(registry) as opened:
        document = opened.get_document(identifier).document
        rendition = opened.get_rendition(document.id)
        values = [
            cited
            for cited in opened.get_values(document.id)
            if cited.value.rendition in {None, rendition.id}
        ]
    if plain:
        write_bytes(rendition.text.encode(), None)
    elif as_json:
        print_json(to_plain_text(document, rendition, values))
    else:
        print_marked(document, rendition, values, make_console())


def original(
    identifier: _DocumentArgument, *, registry: RegistryOption = None, output: OutputOption = None
) -> None:
    """Write out the bytes of a document as they came.

    \b
    Example:
      hudna original 9f3a -o letter.pdf
    """  # noqa: D301 - the backspace tells the help where not to wrap
    from hudna import app

    with app.open_registry(registry) as opened:
        content = opened.get_original(opened.get_document(identifier).document.id)
    write_bytes(content, output if output != Path("-") else None)


def _short(identifier: str) -> str:
    from hudna.domain.identifiers import shortened

    return shortened(identifier)


def _refused(view: "DocumentView") -> int:
    return sum(reading.refused for reading in view.readings)


def _cells(view: "DocumentView") -> list[str]:
    known = view.document.metadata
    return [
        _short(view.document.id),
        view.document.name,
        known.published or "",
        known.publisher or "",
        known.title or "",
        known.language or "",
        str(view.agreements),
        str(len(view.warnings)),
        str(_refused(view)),
    ]


def _print_documents(views: "list[DocumentView]", console: "Console") -> None:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, header_style="bold", expand=True, pad_edge=False)
    table.add_column("ID", no_wrap=True, style="cyan")
    table.add_column("Document", ratio=3, overflow="fold")
    table.add_column("Published", no_wrap=True)
    table.add_column("Agr.", justify="right", no_wrap=True)
    table.add_column("Warn.", justify="right", no_wrap=True)
    for view in views:
        known = view.document.metadata
        about = " · ".join(on_one_line(each) for each in (known.title, known.publisher) if each)
        name = text_of(on_one_line(view.document.name))
        warnings = len(view.warnings) + _refused(view)
        table.add_row(
            _short(view.document.id),
            Text.assemble(name, "\n", text_of(about, "dim")) if about else name,
            known.published or "",
            str(view.agreements),
            Text(str(warnings) if warnings else "", style="yellow"),
        )
    if views:
        console.print(table)
    console.print(counted(len(views), "document"), style="dim")


def _print_warnings(views: "list[DocumentView]", console: "Console") -> None:
    from rich.padding import Padding
    from rich.text import Text

    for view in views:
        short, name = _short(view.document.id), on_one_line(view.document.name)
        if view.warnings and console.is_terminal:
            console.print(Text.assemble((short, "cyan"), "  ", text_of(name, "bold")))
        for warning in view.warnings:
            if console.is_terminal:
                words = text_of(on_one_line(warning), "yellow")
                console.print(Padding(words, (0, 0, 0, 2), expand=False))
            else:
                print_row([short, name, warning])
    if console.is_terminal:
        console.print(counted(sum(len(view.warnings) for view in views), "warning"), style="dim")


def _print_problems(problems: "list[StoredProblem]") -> None:
    console = make_console()
    if not console.is_terminal:
        for each in problems:
            problem = each.problem
            print_row([problem.code, problem.subject, problem.reason, each.seen_at])
        return
    from rich.padding import Padding

    for each in problems:
        console.print(text_of(on_one_line(each.problem.subject), "bold"))
        words = f"{each.problem.reason} [{each.problem.code}]"
        console.print(Padding(text_of(on_one_line(words), "red"), (0, 0, 0, 2)))
    console.print(counted(len(problems), "problem"), style="dim")
