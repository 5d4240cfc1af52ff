"""Options that several commands share."""

from pathlib import Path
from typing import Annotated

import typer

RegistryOption = Annotated[
    str | None,
    typer.Option(
        "--registry",
        metavar="PLACE",
        help="The registry, a file or postgresql://…; else HUDNA_REGISTRY, else hudna.db here.",
        show_default=False,
    ),
]
VocabularyOption = Annotated[
    Path | None,
    typer.Option(
        "--vocabulary",
        metavar="DIR",
        help="Your own vocabulary files, over those of the package; else HUDNA_VOCABULARY.",
        show_default=False,
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON.")]
OutputOption = Annotated[
    Path | None,
    typer.Option(
        "--output",
        "-o",
        metavar="FILE",
        help="Write to a file instead of standard output; it appears whole or not at all.",
        show_default=False,
    ),
]
ReasonOption = Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why.")]
AuthorOption = Annotated[
    str | None,
    typer.Option(
        "--author",
        metavar="NAME",
        help="Who decides; else HUDNA_AUTHOR, else the name of the login.",
        show_default=False,
    ),
]
AfterOption = Annotated[
    int | None,
    typer.Option(
        "--after",
        metavar="NUMBER",
        help="The last decision you know of; refused where there are others since.",
        show_default=False,
    ),
]
