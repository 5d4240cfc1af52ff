"""`hudna load`: agreement files into the registry."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from hudna.cli.exits import SOME_FAILED, exit_code
from hudna.cli.options import AuthorOption, RegistryOption
from hudna.cli.output import counted, on_one_line, print_line
from hudna.errors import InputError


def load(
    paths: Annotated[
        list[Path],
        typer.Argument(metavar="FILE", help="Agreement files (YAML), or folders of them."),
    ],
    *,
    author: AuthorOption = None,
    registry: RegistryOption = None,
) -> None:
    """Load agreement files into the registry: what a person says of an agreement.

    A file that corrects an agreement of the registry, as an exported one does, counts in place of
    what was read before. What was loaded before and has not changed is passed over. A file that
    cannot be used is named with the line and field of each mistake, and the rest goes on; the
    command then ends with 1, or with 2 where nothing could be loaded.

    \b
    Examples:
      hudna export agr-1f2e --format yaml -o truce.yaml
      hudna load truce.yaml --author "A. Reader"
    """  # noqa: D301 - the backspace tells the help where not to wrap
    from hudna import app
    from hudna.app.loading import iter_load
    from hudna.domain.identifiers import shortened
    from hudna.domain.problems import Problem

    loaded = problems = 0
    with app.open_registry(registry, must_exist=False) as opened:
        for each in iter_load(paths, registry=opened, author=app.get_author(author)):
            if isinstance(each, Problem):
                problems += 1
                words = f"not loaded: {each.reason} [{each.code}]"
                print_line(on_one_line(words), sys.stderr)
                continue
            loaded += 1
            words = f"{each.change} {shortened(each.agreement)} {each.subject} {each.label}"
            print_line(on_one_line(words))
            if each.note is not None:
                print_line(on_one_line(f"note: {each.subject}: {each.note}"), sys.stderr)
    print_line(f"{counted(loaded, 'file')} loaded, {counted(problems, 'problem')}")
    if problems:
        raise typer.Exit(SOME_FAILED if loaded else exit_code(InputError("")))
