"""`hudna codebook` and `hudna schema`: what the codes and the printed readings mean."""

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from hudna.cli.exits import SOME_FAILED
from hudna.cli.options import JsonOption, VocabularyOption
from hudna.cli.output import make_console, print_json, print_row, text_of

if TYPE_CHECKING:
    from hudna.app.trials import Tested


class Contract(StrEnum):
    """What has a published schema."""

    READING = "reading"
    AGREEMENT = "agreement"


def codebook(
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[test] [CODE]",
            help="A code or the beginning of some (movement), and test before it to try examples.",
            show_default=False,
        ),
    ] = None,
    *,
    calculus: Annotated[
        bool,
        typer.Option(
            "--calculus",
            help="Print what each stage and each modality stands for instead.",
        ),
    ] = False,
    vocabulary: VocabularyOption = None,
    as_json: JsonOption = False,
) -> None:
    """Print the codes of terms with their definitions, or test them.

    With test, every example of the codebook is read, and each that was not read as it is meant is
    named. The command then ends with 1 where a counter-example bears its code, or where fewer
    examples are found than the examples ask for.

    \b
    Examples:
      hudna codebook
      hudna codebook movement.siege
      hudna codebook test movement
      hudna codebook --calculus
    """  # noqa: D301 - the backspace tells the help where not to wrap
    from hudna import app

    is_test, code = _parsed(words or [])
    if calculus:
        _print_calculus(as_json=as_json)
        return
    settings = app.get_settings(vocabulary=vocabulary)
    if is_test:
        from hudna.app.trials import try_codes

        _test(try_codes(code, settings=settings), as_json=as_json)
        return
    codes = app.get_codes(code, settings=settings)
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


def _parsed(words: list[str]) -> tuple[bool, str | None]:
    """Return whether to test, and which code is meant."""
    is_test = words[:1] == ["test"]
    codes = words[1:] if is_test else words
    if len(codes) > 1:
        raise typer.BadParameter("one CODE at a time, or the beginning of some")
    return is_test, codes[0] if codes else None


def _test(tested: "Tested", *, as_json: bool) -> None:
    from hudna.cli.trials import print_tested, print_tested_json

    if as_json:
        print_tested_json(tested)
    else:
        print_tested(tested)
    if not tested.is_enough:
        raise typer.Exit(SOME_FAILED)


def _print_calculus(*, as_json: bool) -> None:
    from hudna.publish.calculus import to_plain_calculus

    plain = to_plain_calculus()
    if as_json:
        print_json(plain)
        return
    console = make_console()
    stages = [
        [each["stage"], fact["act"], fact["by"], fact["dated_by"]]
        for each in plain["stages"]
        for fact in each["facts"] or [{"act": "none", "by": "", "dated_by": ""}]
    ]
    modalities = [[each["modality"], each["norm"]] for each in plain["modalities"]]
    if not console.is_terminal:
        for row in stages:
            print_row(["stage", *row])
        for row in modalities:
            print_row(["modality", *row])
        return
    from rich import box
    from rich.table import Table

    for heads, rows in (
        (("Stage", "Act", "By", "Dated by"), stages),
        (("Modality", "Norm"), modalities),
    ):
        table = Table(box=box.SIMPLE_HEAD, header_style="bold", pad_edge=False)
        for head in heads:
            table.add_column(head, overflow="fold", no_wrap=head != heads[-1])
        for row in rows:
            table.add_row(*map(text_of, row))
        console.print(table)


def schema(
    contract: Annotated[
        Contract, typer.Argument(metavar="reading|agreement", help="Whose schema.")
    ] = Contract.READING,
) -> None:
    """Print the JSON Schema of a printed reading, or of an agreement file.

    The first describes what `hudna read --format jsonl` prints, the second what `hudna load` takes.

    \b
    Examples:
      hudna schema reading > hudna.reading-1.json
      hudna schema agreement > hudna.agreement-1.json
    """  # noqa: D301 - the backspace tells the help where not to wrap
    if contract is Contract.READING:
        from hudna.publish.schema import to_reading_schema

        print_json(to_reading_schema())
        return
    from hudna import app
    from hudna.publish.agreement_fields import to_agreement_schema

    print_json(to_agreement_schema(tuple(app.get_codes())))
