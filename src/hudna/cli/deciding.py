"""`hudna decide`, `undo` and `decisions`: what people decided."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hudna.cli.exits import SOME_FAILED
from hudna.cli.options import AfterOption, AuthorOption, JsonOption, ReasonOption, RegistryOption
from hudna.cli.output import (
    counted,
    make_console,
    on_one_line,
    print_json,
    print_line,
    print_row,
    text_of,
    written,
)

if TYPE_CHECKING:
    from hudna.domain.statements import Decision


_JOINING = {"merge": "with", "split": "from"}
"""What leads to the other agreements in a decision on which accounts are of one."""


class Verdict(StrEnum):
    """What a person may decide on a statement."""

    ACCEPT = "accept"
    REJECT = "reject"
    CORRECT = "correct"


def decide(
    verdict: Annotated[
        Verdict,
        typer.Argument(
            metavar="accept|reject|correct", help="What is decided.", show_default=False
        ),
    ],
    statement: Annotated[
        str,
        typer.Argument(
            metavar="STATEMENT",
            help="The beginning of a statement's identifier, as `hudna show` has it.",
        ),
    ],
    *,
    reason: ReasonOption,
    value: Annotated[
        str | None,
        typer.Option(metavar="TEXT", help="For correct: what it should be.", show_default=False),
    ] = None,
    author: AuthorOption = None,
    after: AfterOption = None,
    registry: RegistryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Accept, reject or correct a statement.

    The statement stays as it is; the decision is appended and can be undone.

    \b
    Examples:
      hudna decide accept stm-1a2b --reason "so in the original"
      hudna decide correct stm-1a2b --value rejected --reason "refused on 9 February"
    """  # noqa: D301 - the backspace tells the help where not to wrap
    from hudna import app
    from hudna.domain.statements import DecisionKind

    with app.open_registry(registry) as opened:
        decision = opened.decide(
            DecisionKind(verdict),
            statement,
            value=value,
            reason=reason,
            author=app.get_author(author),
            expected=after,
        )
    print_decision(decision, as_json=as_json)


def undo(
    number: Annotated[
        int,
        typer.Argument(metavar="NUMBER", help="The decision, as `hudna decisions` numbers it."),
    ],
    *,
    reason: ReasonOption,
    author: AuthorOption = None,
    after: AfterOption = None,
    registry: RegistryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Undo a decision; what was decided before it counts again.

    \b
    Example:
      hudna undo 3 --reason "read the wrong paragraph"
    """  # noqa: D301 - the backspace tells the help where not to wrap
    from hudna import app

    with app.open_registry(registry) as opened:
        decision = opened.undo(number, reason=reason, author=app.get_author(author), expected=after)
    print_decision(decision, as_json=as_json)


def list_decisions(
    *,
    export: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Write them as a decision log instead, for another registry; - prints it.",
            show_default=False,
        ),
    ] = None,
    import_from: Annotated[
        Path | None,
        typer.Option(
            "--import",
            metavar="FILE",
            help="Take in the decision log of another registry; - reads standard input.",
            show_default=False,
        ),
    ] = None,
    is_restricted: Annotated[
        bool,
        typer.Option("--restricted", help="With --export: include what is restricted."),
    ] = False,
    author: Annotated[
        str | None,
        typer.Option(
            "--author",
            metavar="NAME",
            help="With --import: who takes it in; else HUDNA_AUTHOR, else the login.",
            show_default=False,
        ),
    ] = None,
    registry: RegistryOption = None,
    as_json: JsonOption = False,
) -> None:
    """List every decision, undone and orphaned ones too; or send them to another registry.

    A decision is orphaned when no reading gives its statement any more. Down a pipe each is one
    line, tabs between number, kind, target, value, author, time, reason and state. A decision log
    that is taken in twice changes nothing; what is refused is listed with its reason.

    \b
    Examples:
      hudna decisions
      hudna decisions --export mine.jsonl
      hudna decisions --import theirs.jsonl
    """  # noqa: D301 - the backspace tells the help where not to wrap
    if export is not None and import_from is not None:
        raise typer.BadParameter("--export and --import cannot stand together")
    if export is not None:
        _export(export, registry, is_restricted=is_restricted)
    elif import_from is not None:
        _import(import_from, registry, author, as_json=as_json)
    else:
        _list(registry, as_json=as_json)


def _export(path: Path, registry: str | None, *, is_restricted: bool) -> None:
    from hudna import app
    from hudna.app import exporting

    target = path if path != Path("-") else None
    gate = None if is_restricted else exporting.make_gate()
    with app.open_registry(registry) as opened, written(target) as file:
        count, left_out = exporting.export_decisions(opened, file, gate=gate)
    sys.stdout.flush()
    if target is not None:
        print_line(f"{counted(count, 'decision')} written to {target}")
    if gate is None:
        typer.echo("restricted decisions are included: keep this to yourself", err=True)
    elif left_out:
        words = f"{counted(left_out, 'decision')} left out: --restricted includes them"
        typer.echo(words, err=True)


def _import(path: Path, registry: str | None, author: str | None, *, as_json: bool) -> None:
    from hudna import app
    from hudna.app import exporting
    from hudna.domain.logs import Fate
    from hudna.publish.decision_log import to_plain_imported

    with app.open_registry(registry) as opened:
        found = exporting.import_decisions(opened, path, importer=app.get_author(author))
    if as_json:
        print_json([to_plain_imported(each) for each in found])
    counts = {fate: sum(each.fate is fate for each in found) for fate in Fate}
    for each in found:
        if each.problem is not None:
            words = f"line {each.line} refused: {each.problem.reason} [{each.problem.code}]"
            print_line(on_one_line(words), sys.stderr)
        elif each.fate is Fate.IMPORTED and each.logged is not None and not as_json:
            words = f"line {each.line} is decision {each.number}: {each.logged.kind} by "
            print_line(on_one_line(f"{words}{each.logged.author}: {each.logged.reason}"))
    known, refused = counts[Fate.KNOWN], counts[Fate.REFUSED]
    summary = f"{counted(counts[Fate.IMPORTED], 'decision')} taken in, {known} here already"
    print_line(f"{summary}, {refused} refused", sys.stderr if as_json else None)
    if refused:
        raise typer.Exit(SOME_FAILED)


def _list(registry: str | None, *, as_json: bool) -> None:
    from hudna import app
    from hudna.publish.plain import to_plain_decision

    with app.open_registry(registry) as opened:
        decisions = list(opened.iter_decisions())
    if not decisions:
        print_line("nothing was decided yet: hudna decide --help", sys.stderr)
    if as_json:
        print_json([to_plain_decision(decision) for decision in decisions])
        return
    console = make_console()
    if not console.is_terminal:
        for decision in decisions:
            print_row(_cells(decision))
        return
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, header_style="bold", expand=True, pad_edge=False)
    table.add_column("No.", justify="right", no_wrap=True)
    table.add_column("Decision", overflow="fold", ratio=3)
    table.add_column("Reason", overflow="fold", ratio=4)
    table.add_column("By", overflow="fold", ratio=2)
    for decision in decisions:
        number, kind, target, value, author, decided_at, reason, state = _cells(decision)
        style = "dim" if state else ""
        what = f"{kind} {target}" + (f"\n→ {value}" if value else "")
        table.add_row(
            number,
            text_of(f"{what}\n{state}" if state else what, style),
            text_of(on_one_line(reason), style),
            text_of(f"{on_one_line(author)}\n{decided_at[:16].replace('T', ' ')}", style),
        )
    if decisions:
        console.print(table)
    console.print(counted(len(decisions), "decision"), style="dim")


def print_decision(decision: "Decision", *, as_json: bool) -> None:
    """Print a decision that was appended."""
    from hudna.publish.plain import to_plain_decision

    if as_json:
        print_json(to_plain_decision(decision))
        return
    number, kind, target, value, author, _, reason, _ = _cells(decision)
    to = (
        f" {_JOINING.get(kind, 'to')} {value if kind in _JOINING else repr(value)}" if value else ""
    )
    words = f"decision {number}: {kind} {target}{to} by {author}: {reason}"
    make_console().print(text_of(on_one_line(words)), soft_wrap=True)


def _cells(decision: "Decision") -> list[str]:
    from hudna.domain.identifiers import shortened
    from hudna.domain.statements import DecisionKind

    is_undo = decision.kind is DecisionKind.UNDO
    is_grouping = decision.kind in {DecisionKind.MERGE, DecisionKind.SPLIT}
    return [
        str(decision.number),
        decision.kind.value,
        f"decision {decision.target}" if is_undo else shortened(decision.target),
        " ".join(map(shortened, (decision.value or "").split()))
        if is_grouping
        else decision.value or "",
        decision.author,
        decision.decided_at,
        decision.reason,
        "undone" if decision.is_undone else "orphaned" if decision.is_orphaned else "",
    ]
