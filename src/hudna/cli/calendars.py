"""`hudna deadlines`: the days that agreements have ahead, listed or as a calendar file."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hudna.cli.options import JsonOption, RegistryOption
from hudna.cli.output import (
    counted,
    make_console,
    on_one_line,
    print_json,
    print_line,
    print_row,
    span_of,
    text_of,
    write_bytes,
)

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from hudna.rules.deadlines import Deadline


def deadlines(
    *,
    since: Annotated[
        str | None,
        typer.Option(
            "--from", metavar="DATE", help="Those that may fall on or after it.", show_default=False
        ),
    ] = None,
    until: Annotated[
        str | None,
        typer.Option(
            "--to", metavar="DATE", help="Those that may fall on or before it.", show_default=False
        ),
    ] = None,
    ics: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Write a calendar file (iCalendar) instead; - is standard output.",
            show_default=False,
        ),
    ] = None,
    restricted: Annotated[
        bool,
        typer.Option("--restricted", help="List restricted ones too; no calendar file has them."),
    ] = False,
    registry: RegistryOption = None,
    as_json: JsonOption = False,
) -> None:
    """List windows to answer, duties that fall due, starts, ends and expiries, by day.

    Releases, evacuations, routes and movements that are still ahead are restricted and left out;
    how many is said. Down a pipe each deadline is one line, tabs between its first and last day,
    kind, certainty, whom, agreement, label, sentence, norm, authenticity and quotes.

    \b
    Examples:
      hudna deadlines --from 2016-02-01 --to 2016-02
      hudna deadlines --ics truces.ics
    """  # noqa: D301 - the backspace tells the help where not to wrap
    from hudna.app import asking

    found = asking.find_deadlines(registry, since=since, until=until)
    if ics is not None:
        from hudna.publish.calendar import to_calendar

        target = ics if ics != Path("-") else None
        write_bytes(to_calendar(found.open), target)
        if target is not None:
            print_line(f"{counted(len(found.open), 'deadline')} written to {target}")
        _print_left_out(len(found.restricted), "a calendar file never has them")
        return
    shown = found.all if restricted else found.open
    if as_json:
        from hudna.publish.answers import to_plain_deadlines

        print_json(to_plain_deadlines(shown, left_out=len(found.all) - len(shown)))
        return
    console = make_console()
    if console.is_terminal:
        _print_table(shown, console)
    else:
        for each in shown:
            print_row(_cells(each))
    _print_left_out(len(found.all) - len(shown), "--restricted lists them")


def _print_left_out(number: int, hint: str) -> None:
    if number:
        typer.echo(f"{counted(number, 'restricted deadline')} left out: {hint}", err=True)


def _cells(deadline: "Deadline") -> list[str]:
    from hudna.domain.identifiers import shortened

    return [
        deadline.earliest.isoformat() if deadline.earliest else "",
        deadline.latest.isoformat(),
        deadline.kind.value,
        deadline.certainty.value,
        deadline.whom or "",
        shortened(deadline.agreement),
        deadline.label,
        deadline.text,
        deadline.norm or "",
        deadline.authenticity or "",
        " … ".join(each.evidence.quote for each in deadline.citations),
    ]


def _print_table(deadlines: Sequence["Deadline"], console: "Console") -> None:
    from rich.table import Table

    from hudna.domain.identifiers import shortened

    table = Table.grid(padding=(0, 2, 0, 0), expand=True)
    table.add_column(no_wrap=True, min_width=10)
    table.add_column(ratio=1, overflow="fold")
    for number, each in enumerate(deadlines):
        if number:
            table.add_row()
        words = span_of(on_one_line(each.text), "bold")
        words.append(f"  {each.certainty.value}", style="dim")
        if each.authenticity is not None:
            words.append(f"  {each.authenticity}", style="yellow")
        words.append("\n").append_text(text_of(on_one_line(each.label)))
        words.append(f"  {shortened(each.agreement)}", style="cyan")
        for citation in each.citations:
            quote = on_one_line(citation.evidence.quote)
            words.append("\n").append_text(text_of(f"“{quote}”", "italic"))
            words.append_text(text_of(f"  {on_one_line(citation.name)}", "dim"))
        table.add_row(_days(each), words)
    if deadlines:
        console.print(table)
    console.print(counted(len(deadlines), "deadline"), style="dim")


def _days(deadline: "Deadline") -> "Text":
    """Return the days of a deadline, one under the other: its first and its last."""
    if deadline.earliest is None:
        return text_of(f"by\n{deadline.latest}", "bold")
    if deadline.earliest == deadline.latest:
        return text_of(f"{deadline.latest}", "bold")
    return text_of(f"{deadline.earliest}\n{deadline.latest}", "bold")
