"""`hudna read`: documents into the registry, or readings onto standard output."""

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from hudna.cli.exits import INTERRUPTED, SOME_FAILED, exit_code
from hudna.cli.models import print_model, print_usage
from hudna.cli.options import RegistryOption, VocabularyOption
from hudna.cli.output import counted, make_console, on_one_line, print_json, print_line
from hudna.errors import HudnaError, InputError

if TYPE_CHECKING:
    from hudna.app import Done, Source
    from hudna.domain.problems import Problem
    from hudna.domain.sameness import Resolution


class Format(StrEnum):
    """What readings are printed as."""

    JSONL = "jsonl"


class ReadBy(StrEnum):
    """Who reads the documents."""

    RULES = "rules"
    MODEL = "model"
    BOTH = "both"


def read(
    paths: Annotated[
        list[Path],
        typer.Argument(
            metavar="PATH", help="Files, folders (all that is in them), or - for standard input."
        ),
    ],
    *,
    registry: RegistryOption = None,
    vocabulary: VocabularyOption = None,
    manifest: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE.csv",
            help="What is known of each file: columns file, title, url, publisher, published, "
            "language.",
            show_default=False,
        ),
    ] = None,
    format_: Annotated[
        Format | None,
        typer.Option(
            "--format",
            metavar="jsonl",
            help="Print a reading a line, and store nothing.",
            show_default=False,
        ),
    ] = None,
    explained: Annotated[
        bool,
        typer.Option("--explain", help="Print why each reading is as it is, and store nothing."),
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="With --explain: print JSON.")] = False,
    store: Annotated[bool, typer.Option("--store", help="With --format: store as well.")] = False,
    reader: Annotated[
        ReadBy,
        typer.Option(
            metavar="rules|model|both",
            help="Who reads: the rules of this program, the language model of HUDNA_LLM_URL, which "
            "is sent the documents, or both.",
        ),
    ] = ReadBy.RULES,
    is_replay: Annotated[
        bool,
        typer.Option(
            "--replay", help="With a model: use the answers that were kept, and ask nothing."
        ),
    ] = False,
    published: Annotated[
        str | None,
        typer.Option(
            metavar="DATE",
            help="When the documents were published (2016-02-01, 2016-02); relative dates count "
            "from it.",
            show_default=False,
        ),
    ] = None,
    language: Annotated[
        str | None,
        typer.Option(
            metavar="CODE", help="The language of the documents (en).", show_default=False
        ),
    ] = None,
    title: Annotated[
        str | None, typer.Option(metavar="TEXT", help="Their title.", show_default=False)
    ] = None,
    publisher: Annotated[
        str | None, typer.Option(metavar="TEXT", help="Who published them.", show_default=False)
    ] = None,
    url: Annotated[
        str | None, typer.Option(metavar="URL", help="Where they were found.", show_default=False)
    ] = None,
    name: Annotated[
        str, typer.Option(metavar="NAME", help="What to call standard input.")
    ] = "stdin",
    encoding: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help="The encoding of plain texts (cp1256), where it is known; else it is found out.",
            show_default=False,
        ),
    ] = None,
    workers: Annotated[
        int | None,
        typer.Option(
            metavar="N",
            min=1,
            help="How many processes read; else HUDNA_WORKERS, else 1.",
            show_default=False,
        ),
    ] = None,
    resolves: Annotated[
        bool | None,
        typer.Option(
            "--resolve/--no-resolve",
            help="Join the accounts of one agreement at the end, or leave that to `hudna resolve`; "
            "else HUDNA_RESOLVE, else joined.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Read documents into the registry.

    Reads plain text, HTML, PDF with a text layer, DOCX and mail. What was read before and has not
    changed is passed over. A file that cannot be read is named with the reason, and the rest goes
    on; the command then ends with 1, or with 2 where nothing could be read. At the end, accounts
    of one agreement are made one, as `hudna resolve` does it.

    \b
    Examples:
      hudna read --manifest reports/manifest.csv reports/
      hudna read --format jsonl letter.eml
      hudna read --explain letter.eml
      hudna read --reader both reports/
      curl -s https://example.org/news | hudna read - --published 2016-02-01
    """  # noqa: D301 - the backspace tells the help where not to wrap
    from hudna import app
    from hudna.app.resolving import resolve

    known = app.to_known(
        title=title, publisher=publisher, published=published, url=url, language=language
    )
    settings = app.get_settings(vocabulary=vocabulary)
    sources = app.find_sources(
        paths, known=known, manifest=manifest, stdin_name=name, settings=settings
    )
    if is_replay and reader is ReadBy.RULES:
        raise typer.BadParameter("--replay goes with --reader model or both")
    if explained:
        if format_ is not None or store:
            raise typer.BadParameter("--explain stores nothing: it takes no --format, no --store")
        if reader is not ReadBy.RULES:
            raise typer.BadParameter("--explain tells of the rules: it takes no other --reader")
        _explain(sources, encoding=encoding, vocabulary=vocabulary, as_json=as_json)
        return
    if as_json:
        raise typer.BadParameter("--json goes with --explain; --format jsonl prints readings")
    app.get_vocabulary(settings)
    coder = None
    if reader is not ReadBy.RULES:
        from hudna.app.modelling import open_coder

        coder = open_coder(is_replay=is_replay, settings=settings)
        print_model(coder, sys.stderr)
    stores = store or format_ is None
    tally = Tally()
    wants_joining = settings.resolve if resolves is None else resolves
    resolution: Resolution | None = None
    where = app.open_registry(registry, must_exist=False) if stores else None
    try:
        times = 2 if reader is ReadBy.BOTH else 1
        with _progress(sources, times=times, prints_readings=format_ is not None) as progress:
            for each in app.iter_read(
                sources,
                registry=where,
                read_again=format_ is not None,
                workers=workers,
                encoding=encoding,
                coder=coder,
                readers=app.Readers(reader.value),
                settings=settings,
            ):
                tally.add(each)
                progress.show(each)
                if format_ is not None:
                    _print_reading(each)
                elif not progress.is_bar:
                    _print_done(each)
        if where is not None and wants_joining:
            resolution = resolve(where, settings=settings)
    except KeyboardInterrupt:
        print_line("hudna: interrupted", sys.stderr)
        if stores:
            tally.print_stored(sys.stderr)
        raise typer.Exit(INTERRUPTED) from None
    except HudnaError:
        if stores:
            tally.print_stored(sys.stderr)
        raise
    finally:
        if where is not None:
            where.close()
        if coder is not None:
            coder.close()
            print_usage(coder, sys.stderr)
    tally.print_summary(sys.stderr if format_ else sys.stdout)
    if resolution is not None:
        _print_joined(resolution, sys.stderr if format_ else sys.stdout)
    if tally.problems:
        raise typer.Exit(SOME_FAILED if tally.documents else exit_code(InputError("")))


def _print_joined(resolution: "Resolution", file: TextIO) -> None:
    """Say how many agreements the accounts of the registry come to, and what is left to review."""
    if not resolution.accounts:
        return
    line = f"{counted(resolution.accounts, 'account')}, "
    line += counted(resolution.agreements, "agreement")
    if resolution.uncertain:
        left = counted(resolution.uncertain, "pair")
        line += f"; {left} left for review: hudna review next"
    print_line(line, file)


def _explain(
    sources: "Sequence[Source | Problem]",
    *,
    encoding: str | None,
    vocabulary: Path | None,
    as_json: bool,
) -> None:
    """Print the notes on each document, and what could not be read."""
    from hudna import app
    from hudna.app.explaining import iter_explained
    from hudna.cli.notes import print_notes
    from hudna.domain.problems import Problem
    from hudna.domain.readings import to_plain

    tally, console, plain, is_first = Tally(), make_console(), [], True
    settings = app.get_settings(vocabulary=vocabulary)
    for each in iter_explained(sources, encoding=encoding, settings=settings):
        if isinstance(each, Problem):
            tally.problems.append(each)
            continue
        tally.changes["read"] += 1
        if as_json:
            plain.append(to_plain(each.explanation))
            continue
        if not is_first:
            print_line("")
        print_notes(each.explanation, each.source.name, console)
        sys.stdout.flush()
        is_first = False
    if as_json:
        print_json(plain)
    tally.print_problems(sys.stderr)
    if tally.problems:
        raise typer.Exit(SOME_FAILED if tally.documents else exit_code(InputError("")))


@dataclass(slots=True)
class Tally:
    """What reading came to so far.

    Attributes:
        changes: How many documents came to what, each counted once.
        agreements: How many agreements its readings tell of.
        refused: How many values were refused.
        warnings: What readers warn of, with the name of the document.
        problems: What could not be read.
        last: What the last document came to, for a second reading of it.
    """

    changes: Counter[str] = field(default_factory=Counter)
    agreements: int = 0
    refused: int = 0
    warnings: list[tuple[str, str]] = field(default_factory=list)
    problems: list["Problem"] = field(default_factory=list)
    last: str = ""

    @property
    def documents(self) -> int:
        """Return how many documents were read, now or before."""
        return self.changes.total()

    def add(self, each: "Done | Problem") -> None:
        """Count one document."""
        from hudna.domain.problems import Problem

        if isinstance(each, Problem):
            self.problems.append(each)
            return
        if not each.is_second:
            self.changes[each.change] += 1
            self.last = each.change
        elif self.last == "unchanged" != each.change:
            self.changes[self.last] -= 1
            self.changes[each.change] += 1
        if each.reading is not None:
            self.agreements += len(each.reading.agreements)
            self.refused += each.reading.refused
            self.warnings += [(each.source.name, warning) for warning in each.reading.warnings]

    def print_stored(self, file: TextIO) -> None:
        """Say what is stored although reading was cut short."""
        kept = counted(self.changes["stored"], "document")
        print_line(f"{kept} stored, nothing half; the same command goes on from there", file)

    def print_problems(self, file: TextIO) -> None:
        """Name every file that could not be read, with the reason."""
        console = make_console(file)
        for each in self.problems:
            words = on_one_line(f"not read: {each.reason} [{each.code}]")
            console.print(words, style="red", soft_wrap=not console.is_terminal)

    def print_summary(self, file: TextIO) -> None:
        """Print what reading came to: warnings, every file that could not be read, and counts."""
        console = make_console(file)
        read_now = self.changes["stored"] + self.changes["read"]
        counts = [
            f"{counted(read_now, 'document')} read",
            f"{self.changes['unchanged']:,} unchanged",
            f"{counted(self.agreements, 'agreement')} found",
            counted(len(self.warnings), "warning"),
            f"{counted(self.refused, 'value')} refused",
            f"{counted(len(self.problems), 'problem')}",
        ]
        by_words: dict[str, list[str]] = {}
        for name, words in self.warnings:
            by_words.setdefault(words, []).append(name)
        lines = [
            (f"warning: {_named(names)}: {words}", "yellow")
            for words, names in list(by_words.items())[:_MOST]
        ]
        if len(by_words) > _MOST:
            more = f"… and {len(by_words) - _MOST:,} more: hudna documents --warnings"
            lines.append((more, "yellow"))
        lines += [(f"not read: {each.reason} [{each.code}]", "red") for each in self.problems]
        for words, style in [*lines, (", ".join(counts), "bold")]:
            console.print(on_one_line(words), style=style, soft_wrap=not console.is_terminal)


def _named(names: list[str]) -> str:
    """Return the document that a warning is about, or how many there are."""
    return names[0] if len(names) == 1 else counted(len(names), "document")


_MOST = 10
"""How many different warnings a summary lists."""


@dataclass(slots=True)
class _Progress:
    """A bar on a terminal, or nothing."""

    is_bar: bool

    def show(self, each: "Done | Problem") -> None:
        """Show that one more is done."""


@contextmanager
def _progress(
    sources: "Sequence[Source | Problem]", *, times: int, prints_readings: bool
) -> Iterator[_Progress]:
    if not sys.stderr.isatty() or (prints_readings and sys.stdout.isatty()):
        yield _Progress(is_bar=False)
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    from hudna.domain.problems import Problem

    with Progress(
        TextColumn("reading"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.fields[name]}", markup=False),
        console=Console(stderr=True),
        transient=True,
        redirect_stdout=False,
        redirect_stderr=False,
    ) as bar:
        task = bar.add_task("reading", total=times * len(sources), name="")

        @dataclass(slots=True)
        class Bar(_Progress):
            def show(self, each: "Done | Problem") -> None:
                subject = each.subject if isinstance(each, Problem) else each.source.name
                bar.update(task, advance=1, name=on_one_line(subject)[-40:])

        yield Bar(is_bar=sys.stdout.isatty())


def _print_done(each: "Done | Problem") -> None:
    """Print one line for one document, at once: it is durable when the line is out."""
    from hudna.domain.identifiers import shortened
    from hudna.domain.problems import Problem

    if isinstance(each, Problem):
        return
    line = f"{each.change} {shortened(each.document)} {each.source.name}"
    if each.reading is not None:
        line += f" {counted(len(each.reading.agreements), 'agreement')}"
        if each.reading.reader.name.startswith("model:"):
            line += f" by {each.reading.reader.name}"
    print_line(on_one_line(line))
    sys.stdout.flush()


def _print_reading(each: "Done | Problem") -> None:
    from hudna.app import Done
    from hudna.publish.jsonl import to_reading_line

    if isinstance(each, Done) and each.reading is not None:
        print_line(to_reading_line(each.reading))
        sys.stdout.flush()
