"""`hudna codebook` and `hudna schema`: what the codes and the printed readings mean."""

from enum import StrEnum
from typing import Annotated

import typer

from hudna.cli.options import JsonOption
from hudna.cli.output import make_console, print_json, print_row, text_of


class Contract(StrEnum):
    """What has a published schema."""

    READING = "reading"


def codebook(
    code: Annotated[
        str | None,
        typer.Argument(
            metavar="CODE", help="A code or the beginning of some (movement).", show_default=False
        ),
    ] = None,
    *,
    as_json: JsonOption = False,
) -> None:
    """Print the codes of terms with their definitions.

    \b
    Examples:
      hudna codebook
      hudna codebook movement.siege
    """  # noqa: D301 - the backspace tells the help where not to wrap
    from hudna import app

    codes = app.get_codes(code)
    if as_json:
        print_json(codes)
        return
    console = make_console()
    if not console.is_terminal:
        for name, about in codes.items():
            print_row([name, str(about["definition"])])
        return
    from rich.table import Table

    table = Table.grid(padding=(0, 2, 0, 0), expand=True)
    table.add_column(no_wrap=True, style="bold")
    table.add_column(ratio=1, overflow="fold")
    group = ""
    for name, about in codes.items():
        if group and name.partition(".")[0] != group:
            table.add_row()
        group = name.partition(".")[0]
        table.add_row(name, text_of(str(about["definition"])))
    console.print(table)


def schema(
    contract: Annotated[
        Contract, typer.Argument(metavar="reading", help="Whose schema.")
    ] = Contract.READING,
) -> None:
    """Print the JSON Schema of a printed reading.

    It describes what `hudna read --format jsonl` prints.

    \b
    Example:
      hudna schema reading > hudna.reading-1.json
    """  # noqa: D301 - the backspace tells the help where not to wrap
    from hudna.publish.schema import to_reading_schema

    schemas = {Contract.READING: to_reading_schema}
    print_json(schemas[contract]())
