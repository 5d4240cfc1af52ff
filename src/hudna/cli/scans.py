"""`hudna page`: the picture of a scanned page, with the words marked that values rest on."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from hudna.cli.options import JsonOption, OutputOption, RegistryOption
from hudna.cli.output import counted, on_one_line, print_json, print_line, write_bytes

if TYPE_CHECKING:
    from hudna.app.showing import ShownPage


def page(
    identifier: Annotated[
        str, typer.Argument(metavar="ID", help="The beginning of a document's identifier.")
    ],
    number: Annotated[
        int | None,
        typer.Argument(
            metavar="PAGE",
            min=1,
            help="Which page; else the first with marks on it.",
            show_default=False,
        ),
    ] = None,
    *,
    quote: Annotated[
        str | None,
        typer.Option(metavar="TEXT", help="Mark these words instead.", show_default=False),
    ] = None,
    statement: Annotated[
        str | None,
        typer.Option(
            metavar="STATEMENT",
            help="Mark the quotes of this statement alone.",
            show_default=False,
        ),
    ] = None,
    registry: RegistryOption = None,
    output: OutputOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show a scanned page as a picture, with the words marked that values rest on.

    The page is as it was when its words were recognized: upright and even. The picture is a PNG,
    written to a file or down a pipe; a line on standard error says what is marked where. With
    --json there is no picture but the boxes, in pixels from the left upper corner.

    \b
    Examples:
      hudna page 9f3a -o page.png
      hudna page 9f3a --quote "shall cease all hostilities" -o page.png
      hudna page 9f3a 2 --statement stm-41c0 -o page.png
    """  # noqa: D301 - the backspace tells the help where not to wrap
    from hudna import app
    from hudna.app.showing import draw_page, find_page

    if quote is not None and statement is not None:
        raise typer.BadParameter("--quote and --statement cannot stand together")
    if output is None and not as_json and sys.stdout.isatty():
        raise typer.BadParameter("a picture is no text: name a file with --output")
    with app.open_registry(registry) as opened:
        shown = find_page(opened, identifier, page=number, quote=quote, statement=statement)
        if as_json:
            print_json(_to_plain(shown))
            return
        drawn = draw_page(opened, shown)
    write_bytes(drawn, output if str(output) != "-" else None)
    print_line(on_one_line(_told(shown)), sys.stderr)


def _told(shown: "ShownPage") -> str:
    scan = shown.scan
    where = "; ".join(str(box) for box in shown.boxes[:_SHOWN_BOXES])
    more = len(shown.boxes) - _SHOWN_BOXES
    return (
        f"{scan.part} of {shown.document.name}, {scan.width}×{scan.height} pixels: "
        + (f"{counted(len(shown.boxes), 'box', 'boxes')} at {where}" if where else "nothing marked")
        + (f" and {more} more" if more > 0 else "")
        + (f"; also on {', '.join(shown.others)}" if shown.others else "")
    )


_SHOWN_BOXES = 5


def _to_plain(shown: "ShownPage") -> dict[str, object]:
    scan = shown.scan
    return {
        "document": shown.document.id,
        "name": shown.document.name,
        "page": shown.number,
        "width": scan.width,
        "height": scan.height,
        "turned": scan.turned,
        "recognizer": scan.recognizer,
        "confidence": None if scan.confidence is None else round(scan.confidence, 1),
        "boxes": [[box.left, box.top, box.right, box.bottom] for box in shown.boxes],
        "quotes": [
            {"start": quote.start, "end": quote.end, "quote": quote.quote} for quote in shown.quotes
        ],
        "others": list(shown.others),
    }
