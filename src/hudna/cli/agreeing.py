"""`hudna agreement-between`: how far two readers agree."""

from typing import TYPE_CHECKING, Annotated

import typer

from hudna.cli.options import JsonOption, RegistryOption
from hudna.cli.output import counted, make_console, print_json, print_row

if TYPE_CHECKING:
    from rich.console import Console

    from hudna.domain.reliability import Agreement
    from hudna.registry.coding import Comparison


def agreement_between(
    one: Annotated[
        str, typer.Argument(metavar="A", help="A reader: rules, person:NAME, or a person's NAME.")
    ],
    other: Annotated[str, typer.Argument(metavar="B", help="Another reader.")],
    *,
    variables: Annotated[
        list[str] | None,
        typer.Option(
            "--variable",
            metavar="NAME",
            help="Only this one: stage, role, code, spans.term, …; may be repeated.",
            show_default=False,
        ),
    ] = None,
    samples: Annotated[
        int, typer.Option(metavar="N", min=1, help="How often to draw for an interval.")
    ] = 1000,
    seed: Annotated[int, typer.Option(metavar="N", help="What the drawing begins with.")] = 1,
    registry: RegistryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Tell how far two readers agree on the texts that both read, beyond chance.

    Krippendorff's alpha of each variable, and of the spans in which things are told: 1 is perfect,
    0 is as by chance; with its 95 % interval. A reader who says nothing of what the other has gave
    it the value `(not coded)`. Down a pipe each variable is one line, tabs between name, alpha,
    both ends of the interval, units, how many are alike, and why there is no alpha.

    \b
    Examples:
      hudna agreement-between rules person:amal
      hudna agreement-between amal ben --variable role --variable spans.term
    """  # noqa: D301 - the backspace tells the help where not to wrap
    from hudna import app
    from hudna.app.agreeing import compare_readers
    from hudna.publish.reliability import to_plain_comparison

    with app.open_registry(registry) as opened:
        comparison = compare_readers(
            opened, one, other, variables=tuple(variables or ()), samples=samples, seed=seed
        )
    if as_json:
        print_json(to_plain_comparison(comparison))
        return
    console = make_console()
    if console.is_terminal:
        _print_table(comparison, console)
        return
    for each in (*comparison.values, *comparison.spans):
        print_row(_cells(each))


def _cells(each: "Agreement") -> list[str]:
    low, high = ("", "") if each.interval is None else (each.interval.low, each.interval.high)
    return [
        each.variable,
        _number(each.alpha),
        _number(low),
        _number(high),
        str(each.units),
        str(each.alike),
        each.note,
    ]


def _number(value: float | str | None) -> str:
    return f"{value:.3f}" if isinstance(value, float) else ""


def _print_table(comparison: "Comparison", console: "Console") -> None:
    from rich import box
    from rich.table import Table

    one, other = comparison.readers
    texts = counted(comparison.documents, "text")
    console.print(f"{one} and {other}, {texts} that both read", style="bold")
    for title, each in (("Values", comparison.values), ("Spans", comparison.spans)):
        if each:
            table = Table(box=box.SIMPLE_HEAD, header_style="bold", pad_edge=False)
            table.add_column(title, no_wrap=True)
            table.add_column("Alpha", justify="right", no_wrap=True)
            table.add_column("95 %", no_wrap=True)
            table.add_column("Texts" if title == "Spans" else "Units", justify="right")
            table.add_column("Alike", justify="right")
            for agreement in each:
                name, alpha, low, high, units, alike, note = _cells(agreement)
                table.add_row(name, alpha or "–", f"{low} to {high}" if low else note, units, alike)
            console.print(table)
