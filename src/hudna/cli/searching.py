"""`hudna search`: words, and what else is asked for, in documents and quotes."""

import sys
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
    text_of,
)
from hudna.domain.codebook import Role, Stage, Stance

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from hudna.domain.views import DocumentHit, QuoteHit, Searched


def search(
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="WORD",
            help='Words; "…" keeps them together, * is any ending.',
            show_default=False,
        ),
    ] = None,
    *,
    actor: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="With such a participant, under any known name."),
    ] = None,
    role: Annotated[
        Role | None,
        typer.Option(metavar="ROLE", help="With a participant, or that actor, in this role."),
    ] = None,
    code: Annotated[
        str | None,
        typer.Option(metavar="CODE", help="Clauses with this code, or of this group of codes."),
    ] = None,
    place: Annotated[str | None, typer.Option(metavar="NAME", help="With such a place.")] = None,
    since: Annotated[
        str | None,
        typer.Option("--from", metavar="DATE", help="Published, or with a date, on or after it."),
    ] = None,
    until: Annotated[
        str | None,
        typer.Option("--to", metavar="DATE", help="Published, or with a date, on or before it."),
    ] = None,
    stage: Annotated[
        Stage | None, typer.Option(metavar="STAGE", help="Of agreements at this stage.")
    ] = None,
    stance: Annotated[
        Stance | None, typer.Option(metavar="STANCE", help="Claims of this stance: denies, …")
    ] = None,
    source: Annotated[
        str | None, typer.Option(metavar="NAME", help="Published, or said, by this source.")
    ] = None,
    language: Annotated[
        str | None, typer.Option(metavar="CODE", help="In documents in this language: en, ar.")
    ] = None,
    similar: Annotated[
        str | None,
        typer.Option(
            metavar="STATEMENT|TEXT", help="Clauses like that of a statement, or like a text."
        ),
    ] = None,
    limit: Annotated[
        int, typer.Option(metavar="N", min=1, help="How many of each to show at most.")
    ] = 20,
    registry: RegistryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Search the documents and the quotes for words, or for clauses like another.

    Case, accents, vowel marks and Arabic letter forms make no difference, nor does what Arabic
    writes together with a word; all the words must be there. A known name of an actor finds all
    its names. Down a pipe each hit is one line: `document` or `quote`, identifier, name, offset,
    words, the agreements that rest on the quote, line, and for similar clauses the score and the
    words that both have.

    \b
    Examples:
      hudna search al-Bab airfield
      hudna search '"humanitarian corridor"' --actor "Free Syrian Army" --from 2016
      hudna search --code persons.release --language ar
      hudna search --similar "prisoners shall be exchanged within a week"
    """  # noqa: D301 - the backspace tells the help where not to wrap
    from hudna import app
    from hudna.publish.plain import to_plain_search

    if words and similar is not None:
        raise typer.BadParameter("WORD and --similar cannot stand together")
    asked = app.to_narrowing(
        actor=actor,
        role=role,
        code=code,
        place=place,
        since=since,
        until=until,
        stage=stage,
        stance=stance,
        source=source,
        language=language,
    )
    with app.open_registry(registry) as opened:
        if similar is not None:
            result = opened.find_similar(similar, asked, limit=limit)
        else:
            joined = " ".join(words) if words else None
            vocabulary = app.get_vocabulary()
            result = opened.search(joined, asked, limit=limit, vocabulary=vocabulary)
    if as_json:
        print_json(to_plain_search(result))
    else:
        console = make_console()
        if console.is_terminal:
            _print_hits(result.documents, result.quotes, console)
        else:
            _print_rows(result.documents, result.quotes)
    if result.searched is not None:
        print_line(on_one_line(_nothing(result.searched, narrowed=asked.asks)), sys.stderr)
    if result.ranked is not None:
        print_line(_partly(result.ranked), sys.stderr)


def _partly(ranked: int) -> str:
    """Return a sentence on what was ranked of very much that was found."""
    return (
        f"more than {ranked:,} documents or quotes have the words: no more are ranked at a time,"
        " and those stored last come first; another word, or an option, finds fewer"
    )


def _nothing(searched: "Searched", *, narrowed: bool) -> str:
    """Return a sentence on what was searched where nothing was found."""
    where = f"{counted(searched.documents, 'document')} and {counted(searched.quotes, 'quote')}"
    words = "; ".join(
        repr(group[0]) + (f" in {len(group)} forms" if len(group) > 1 else "")
        for group in searched.words
        if group
    )
    looked = f" for {words}" if words else ""
    also = ", narrowed by the options" if narrowed else ""
    known = ", ".join(searched.languages)
    others = f"; documents are in {known}, and none in the language asked for" if known else ""
    return f"nothing was found: {where} were searched{looked}{also}{others}"


def _print_rows(documents: "tuple[DocumentHit, ...]", quotes: "tuple[QuoteHit, ...]") -> None:
    for hit in documents:
        context = hit.context
        where = [str(context.start), context.quote] if context else ["", ""]
        line = "" if hit.line is None else str(hit.line)
        print_row(["document", _short(hit.document.id), hit.document.name, *where, "", line])
    for quote in quotes:
        agreements = " ".join(_short(identifier) for identifier in quote.agreements)
        document = quote.document
        where = [str(quote.quote.start), quote.quote.quote]
        line = "" if quote.line is None else str(quote.line)
        row = ["quote", _short(document.id), document.name, *where, agreements, line]
        if quote.score is not None:
            row += [f"{quote.score:.2f}", _shared(quote)]
        print_row(row)


def _shared(quote: "QuoteHit") -> str:
    return " ".join(f"{word}:{part:.2f}" for word, part in quote.shared)


def _short(identifier: str) -> str:
    from hudna.domain.identifiers import shortened

    return shortened(identifier)


def _print_hits(
    documents: "tuple[DocumentHit, ...]", quotes: "tuple[QuoteHit, ...]", console: "Console"
) -> None:
    from rich.padding import Padding
    from rich.text import Text

    for hit in documents:
        matches = f"  {counted(hit.matches, 'match', 'matches')}" if hit.matches else ""
        name = text_of(on_one_line(hit.document.name), "bold")
        console.print(
            Text.assemble((_short(hit.document.id), "cyan"), "  ", name, (matches, "dim")).append(
                "" if hit.line is None else f"  line {hit.line}", style="dim"
            )
        )
        if hit.context is not None and hit.match is not None:
            context = text_of(hit.context.quote.replace("\n", " "))
            start = hit.match.start - hit.context.start
            context.stylize("bold yellow", start, start + len(hit.match.quote))
            console.print(Padding(context, (0, 0, 0, 4), expand=False))
    if quotes:
        console.print()
        console.print(Text("Quotes that values rest on", style="bold underline"))
    for quote in quotes:
        console.print(Padding(_quote_line(quote), (0, 0, 0, 2), expand=False))
    total = f"{counted(len(documents), 'document')}, {counted(len(quotes), 'quote')}"
    console.print(total, style="dim")


def _quote_line(quote: "QuoteHit") -> "Text":
    """Return a quote in its context, where it stands, and what rests on it."""
    from rich.text import Text

    evidence, context = quote.quote, quote.context
    shown = evidence if context is None else context
    words = text_of(shown.quote.replace("\n", " "), "dim")
    start = evidence.start - shown.start
    words.stylize("not dim italic", start, start + len(evidence.quote))
    line = Text().append_text(words)
    where = f"line {quote.line}, " if quote.line is not None else ""
    name = on_one_line(quote.document.name)
    line.append(f"\n{name} ({where}{evidence.start}–{evidence.end})", style="not italic dim")
    line.append("".join(f"  {_short(each)}" for each in quote.agreements), style="cyan")
    if quote.score is not None:
        line.append(f"\n{quote.score:.2f}", style="bold").append(f"  {_shared(quote)}", style="dim")
    return line
