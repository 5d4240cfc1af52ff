"""`hudna export`: everything that the registry holds, for other programs."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from hudna.cli.options import OutputOption, RegistryOption
from hudna.cli.output import counted, print_line, written


class Layout(StrEnum):
    """What an export is written as."""

    JSONL = "jsonl"
    CSV = "csv"


def export(
    *,
    layout: Annotated[
        Layout,
        typer.Option(
            "--format",
            help="jsonl: an agreement a line, with every account, statement and quote. "
            "csv: a statement a row.",
        ),
    ] = Layout.JSONL,
    output: OutputOption = None,
    registry: RegistryOption = None,
) -> None:
    """Export every agreement with its evidence.

    In CSV a cell that a spreadsheet would take for a formula, and one that begins with an
    apostrophe, gets an apostrophe in front.

    \b
    Example:
      hudna export --format csv -o statements.csv
    """  # noqa: D301 - the backspace tells the help where not to wrap
    from hudna import app

    target = output if output != Path("-") else None
    with app.open_registry(registry) as opened, written(target) as file:
        if layout is Layout.JSONL:
            from hudna.publish.jsonl import write_agreements

            count = write_agreements(opened.iter_agreements(), file)
        else:
            from hudna.publish.csv import write_values

            count = write_values(opened.iter_values(), file)
    if target is not None:
        what = "agreement" if layout is Layout.JSONL else "statement"
        print_line(f"{counted(count, what)} written to {target}")
