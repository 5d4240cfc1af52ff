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
    YAML = "yaml"


def export(
    agreement: Annotated[
        str | None,
        typer.Argument(
            metavar="AGREEMENT",
            help="With --format yaml: the agreement, or one account of it.",
            show_default=False,
        ),
    ] = None,
    *,
    layout: Annotated[
        Layout,
        typer.Option(
            "--format",
            help="jsonl: an agreement a line, with every account, statement and quote. "
            "csv: a statement a row. yaml: one agreement as a file to edit and to load again.",
        ),
    ] = Layout.JSONL,
    output: OutputOption = None,
    registry: RegistryOption = None,
) -> None:
    """Export every agreement with its evidence, or one as a file to edit.

    In CSV a cell that a spreadsheet would take for a formula, and one that begins with an
    apostrophe, gets an apostrophe in front.

    \b
    Examples:
      hudna export --format csv -o statements.csv
      hudna export agr-1f2e --format yaml -o truce.yaml
    """  # noqa: D301 - the backspace tells the help where not to wrap
    from hudna import app

    target = output if output != Path("-") else None
    if (agreement is not None) != (layout is Layout.YAML):
        raise typer.BadParameter("--format yaml needs an AGREEMENT, and no other format takes one")
    if agreement is not None:
        from hudna.app.loading import get_agreement_file

        with app.open_registry(registry) as opened, written(target) as file:
            file.write(get_agreement_file(opened, agreement))
        return
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
