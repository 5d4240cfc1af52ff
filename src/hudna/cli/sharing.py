"""`hudna export`: everything that the registry holds, for other programs."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hudna.cli.options import OutputOption, RegistryOption
from hudna.cli.output import counted, print_line, written

if TYPE_CHECKING:
    from hudna.publish.restricting import Gate


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
    is_restricted: Annotated[
        bool,
        typer.Option("--restricted", help="Include what is restricted; for yourself alone."),
    ] = False,
    registry: RegistryOption = None,
) -> None:
    """Export every agreement with its evidence, or one as a file to edit.

    Persons without an office, exact positions, and movements, releases and evacuations that are
    still ahead are left out or hidden, and how much was is said. In CSV a cell that a spreadsheet
    would take for a formula, and one that begins with an apostrophe, gets an apostrophe in front.

    \b
    Examples:
      hudna export --format csv -o statements.csv
      hudna export agr-1f2e --format yaml --restricted -o truce.yaml
    """  # noqa: D301 - the backspace tells the help where not to wrap
    from hudna import app
    from hudna.app import exporting

    target = output if output != Path("-") else None
    if (agreement is not None) != (layout is Layout.YAML):
        raise typer.BadParameter("--format yaml needs an AGREEMENT, and no other format takes one")
    gate = None if is_restricted else exporting.make_gate()
    with app.open_registry(registry) as opened, written(target) as file:
        if agreement is not None:
            exporting.export_file(opened, agreement, file, gate=gate)
        elif layout is Layout.JSONL:
            count = exporting.export_agreements(opened, file, gate=gate)
        else:
            count = exporting.export_values(opened, file, gate=gate)
    sys.stdout.flush()
    if target is not None and agreement is None:
        what = "agreement" if layout is Layout.JSONL else "statement"
        print_line(f"{counted(count, what)} written to {target}")
    _print_tally(gate)


def _print_tally(gate: "Gate | None") -> None:
    """Say how much an export left out."""
    if gate is None:
        typer.echo("restricted statements are included: keep this to yourself", err=True)
        return
    left_out, redacted = gate.tally.left_out, gate.tally.redacted
    hint = ": --restricted includes them" if left_out or redacted else ""
    words = f"{counted(left_out, 'restricted statement')} left out, {redacted:,} redacted{hint}"
    typer.echo(words, err=True)
