"""The application: its commands, grouped, and what happens when one fails."""

import os
import sys
from collections.abc import Callable, Mapping
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from hudna.cli import (
    actors,
    agreeing,
    asking,
    calendars,
    deciding,
    documents,
    grading,
    keeping,
    listing,
    loading,
    reading,
    reference,
    resolving,
    scans,
    searching,
    sharing,
)
from hudna.cli.exits import BROKEN_PIPE, exit_code
from hudna.errors import HudnaError

GROUPS: Mapping[str, Mapping[str, Callable[..., None]]] = {
    "Read documents": {"read": reading.read, "load": loading.load},
    "See what they say": {
        "list": listing.list_agreements,
        "show": listing.show,
        "actors": actors.list_actors,
        "actor": actors.actor,
        "documents": documents.list_documents,
        "text": documents.text,
        "search": searching.search,
        "page": scans.page,
        "original": documents.original,
    },
    "Ask an agreement": {
        "state": asking.state,
        "timeline": asking.timeline,
        "deadlines": calendars.deadlines,
        "norms": asking.norms,
        "binds": asking.binds,
        "conflicts": asking.conflicts,
    },
    "Tell what is one agreement": {
        "resolve": resolving.resolve,
        "why": resolving.why,
        "merge": resolving.merge,
        "split": resolving.split,
        "review": resolving.review,
    },
    "Decide": {
        "decide": deciding.decide,
        "undo": deciding.undo,
        "decisions": deciding.list_decisions,
        "agreement-between": agreeing.agreement_between,
        "sources": grading.list_sources,
        "grade": grading.grade,
    },
    "Take it elsewhere": {"export": sharing.export, "copy": keeping.copy},
    "Trust it": {"audit": keeping.audit},
    "Look up": {"codebook": reference.codebook, "schema": reference.schema},
}
"""The commands as `hudna --help` groups them."""


class Commands(TyperGroup):
    """The commands, listed in their groups; errors become one line and an exit code."""

    def format_commands(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002 - its signature
        """Write the commands of each group under its name."""
        width = formatter.width - 6 - max(len(name) for name in self.commands)
        for title, names in GROUPS.items():
            with formatter.section(title):
                formatter.write_dl(
                    [(name, self.commands[name].get_short_help_str(width)) for name in names]
                )

    def invoke(self, ctx: Any) -> Any:
        """Run a command; every deliberate failure ends it with the code of its family."""
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except HudnaError as error:
            print_error(error)
            raise typer.Exit(exit_code(error)) from error
        except BrokenPipeError as error:
            _silence()
            raise typer.Exit(BROKEN_PIPE) from error
        return result


def print_error(error: HudnaError) -> None:
    """Print an error as one line."""
    from hudna.cli.output import on_one_line

    typer.echo(f"hudna: {on_one_line(error.reason)} [{error.code}]", err=True)


application = typer.Typer(
    cls=Commands,
    name="hudna",
    help=(
        "Documents about ceasefires in, a registry of agreements out, every value cited to the "
        "words it rests on.\n\n"
        "\b\n"
        "Example:\n"
        "  hudna read reports/\n"
        "  hudna list --stage proposal\n"
        "  hudna show agr-1f2e"
    ),
    epilog=(
        "Any unambiguous beginning of an identifier will do. The registry is --registry PLACE, a "
        "file or postgresql://…, else HUDNA_REGISTRY, else hudna.db in the working directory."
    ),
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

for _commands in GROUPS.values():
    for _name, _command in _commands.items():
        application.command(_name)(_command)


def _print_version(asked: bool) -> None:  # noqa: FBT001 - the signature of a callback
    if asked:
        from hudna import __version__

        typer.echo(f"hudna {__version__}")
        raise typer.Exit


@application.callback()
def _options(
    *,
    version: Annotated[
        bool,
        typer.Option(
            "--version", help="Print the version and exit.", callback=_print_version, is_eager=True
        ),
    ] = False,
) -> None:
    pass


def _silence() -> None:
    """Send what is still to be written nowhere, so that closing the stream does not fail again."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except BrokenPipeError:
            os.dup2(nowhere, stream.fileno())
