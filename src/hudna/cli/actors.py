"""`hudna actors` and `hudna actor`: who is named in the registry."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

import typer

from hudna.cli.options import JsonOption, RegistryOption
from hudna.cli.output import counted, make_console, on_one_line, print_json, print_row, text_of
from hudna.domain.codebook import Role

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from hudna.domain.actors import ActorName, ActorView, Appearance, Stretch, Tie

_MOST = 4
"""How many other names a cell of the table has."""
_TIES = {
    "successor_of": ("took the place of", "its place was taken by"),
    "split_from": ("broke away from", "from it broke away"),
    "part_of": ("part of", "has as a part"),
}
"""How a tie is told of the one, and of the other."""


def list_actors(
    *,
    role: Annotated[
        Role | None,
        typer.Option(
            metavar="ROLE",
            help=f"Those in this role: {', '.join(Role)}.",
            show_default=False,
        ),
    ] = None,
    country: Annotated[
        str | None,
        typer.Option(
            metavar="COUNTRY",
            help="Those that act there, or for it, as the vocabulary has it: a name or a code.",
            show_default=False,
        ),
    ] = None,
    registry: RegistryOption = None,
    as_json: JsonOption = False,
) -> None:
    """List who takes part in the agreements: known actors, states, and names not known.

    Transliterations and scripts of one name meet where the vocabulary knows the name. Any other
    name stands for itself, with the nearest known names beside it. Down a pipe each is one line,
    tabs between key, name, standing (known, state, unknown), kind, countries, roles, number of
    agreements, other names in the documents, and the nearest known names.

    \b
    Examples:
      hudna actors --role mediator
      hudna actors --country Syria --json
    """  # noqa: D301 - the backspace tells the help where not to wrap
    from hudna import app
    from hudna.app import actors as asked
    from hudna.publish.actors import to_plain_actor

    with app.open_registry(registry) as opened:
        found = asked.list_actors(opened, role=role, country=country)
    if as_json:
        print_json([to_plain_actor(actor) for actor in found])
        return
    console = make_console()
    if console.is_terminal:
        _print_table(found, console)
        return
    for actor in found:
        print_row(_cells(actor))


def actor(
    asked_for: Annotated[
        str,
        typer.Argument(metavar="NAME|KEY", help="Any name of it, or its key in `hudna actors`."),
    ],
    *,
    registry: RegistryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show one actor: its names, its lineage, and the agreements in which it stands.

    Names over time, ties to other actors and identifiers elsewhere come from the vocabulary, with
    references; agreements come with the words of the documents. Down a pipe each thing is one line,
    and its first cell says what it is: `actor`, `name`, `named`, `tie`, `identifier`, `agreement`,
    `nearest`.

    \b
    Examples:
      hudna actor "Jabhat an-Nusra"
      hudna actor nusra-front --json
    """  # noqa: D301 - the backspace tells the help where not to wrap
    from hudna import app
    from hudna.app import actors as asked
    from hudna.publish.actors import to_plain_actor

    with app.open_registry(registry) as opened:
        found = asked.get_actor(opened, asked_for)
    if as_json:
        print_json([to_plain_actor(each) for each in found])
        return
    console = make_console()
    for each in found:
        if console.is_terminal:
            _print_page(each, console)
        else:
            for row in _rows(each):
                print_row(row)


def _cells(actor: "ActorView") -> list[str]:
    return [
        _key(actor),
        actor.name,
        actor.standing.value,
        actor.facts.kind or "",
        " ".join(actor.countries),
        " ".join(actor.roles),
        str(len(actor.agreements)),
        "; ".join(_other_names(actor)),
        "; ".join(f"{name} ({key})" for key, name in actor.nearest),
    ]


def _key(actor: "ActorView") -> str:
    from hudna.domain.actors import Standing
    from hudna.domain.identifiers import shortened

    return shortened(actor.key) if actor.standing is Standing.UNKNOWN else actor.key


def _other_names(actor: "ActorView") -> list[str]:
    """Return the names that documents use, but for the one that it is called by."""
    return [name.text for name in actor.names if name.documents and name.text != actor.name]


def _print_table(actors: Iterable["ActorView"], console: "Console") -> None:
    from rich.table import Table
    from rich.text import Text as Words

    from hudna.domain.actors import Standing

    shown = list(actors)
    titles = {
        Standing.KNOWN: "Known actors",
        Standing.STATE: "States, by words for their side",
        Standing.UNKNOWN: "Names that the vocabulary does not know",
    }
    for standing, title in titles.items():
        alike = [actor for actor in shown if actor.standing is standing]
        if not alike:
            continue
        console.print(Words(title, style="bold underline"))
        table = Table.grid(padding=(0, 2, 0, 0), expand=True)
        table.add_column(ratio=4, overflow="fold")
        table.add_column(ratio=3, overflow="fold")
        table.add_column(justify="right", no_wrap=True)
        for actor in alike:
            name = text_of(on_one_line(actor.name), "bold")
            others = _other_names(actor)
            for other in others[:_MOST]:
                name.append("\n").append_text(text_of(f"  {on_one_line(other)}", "dim"))
            if others[_MOST:]:
                name.append(f"\n  +{len(others) - _MOST} more", style="dim")
            about = Words(_key(actor), style="dim cyan")
            what = " · ".join(w for w in (actor.facts.kind, " ".join(actor.countries)) if w)
            about.append(f"\n{what}" if what else "", style="dim")
            about.append("\n" + ", ".join(role.replace("_", " ") for role in actor.roles))
            if actor.nearest:
                near = ", ".join(name for _, name in actor.nearest)
                about.append(f"\nperhaps {near}", style="yellow")
            table.add_row(name, about, str(len(actor.agreements)))
        console.print(table)
        console.print()
    console.print(counted(len(shown), "actor"), style="dim")


def _rows(actor: "ActorView") -> Iterable[list[str]]:
    yield ["actor", *_cells(actor)[:7]]
    for name in actor.names:
        listed = "listed" if name.is_listed else "found"
        language = name.language or ""
        yield ["name", name.text, name.script.value, language, listed, str(name.documents)]
    for each in actor.facts.names:
        yield ["named", each.name, *_ends(each.stretch), "; ".join(each.references)]
    for tie in actor.facts.ties:
        ends = _ends(tie.stretch)
        yield ["tie", tie.actor, tie.kind.value, tie.to, *ends, "; ".join(tie.references)]
    for known in actor.facts.outside:
        about = [known.name, known.reference, known.page or ""]
        yield ["identifier", known.scheme, known.identifier, *about]
    for where in actor.appearances:
        yield ["agreement", *_appearance(where)]
    for key, near in actor.nearest:
        yield ["nearest", key, near]


def _ends(stretch: "Stretch") -> tuple[str, str]:
    return stretch.since or "", stretch.until or ""


def _appearance(where: "Appearance") -> list[str]:
    from hudna.domain.identifiers import shortened

    quotes = " … ".join(each.quote for each in where.value.statement.evidence)
    return [
        shortened(where.agreement),
        where.label,
        where.role or "",
        where.name,
        where.on_behalf_of or "",
        where.value.document.name,
        shortened(where.value.statement.id),
        quotes,
    ]


def _print_page(actor: "ActorView", console: "Console") -> None:
    from rich.padding import Padding
    from rich.text import Text as Words

    def section(title: str, lines: "list[Text]") -> None:
        if lines:
            console.print()
            console.print(Words(title, style="bold underline"))
            for line in lines:
                console.print(Padding(line, (0, 0, 0, 2)))

    what = " · ".join(
        word for word in (actor.standing.value, actor.facts.kind, " ".join(actor.countries)) if word
    )
    console.print(text_of(on_one_line(actor.name), "bold"))
    console.print(Words.assemble((_key(actor), "cyan"), (f" · {what}", "green")))
    section("Names", [_name_line(name) for name in actor.names])
    section(
        "Names over time",
        [text_of(f"{_span(each.stretch)}  {each.name}") for each in actor.facts.names],
    )
    section("Lineage", [_tie_line(actor, tie) for tie in actor.facts.ties])
    section(
        "Elsewhere",
        [
            text_of(
                f"{each.scheme} {each.identifier}  {each.name}  ({each.reference})"
                + (f"  {each.page}" if each.page else "")
            )
            for each in actor.facts.outside
        ],
    )
    section("Agreements", [_appearance_line(where) for where in actor.appearances])
    if not actor.appearances:
        section("Agreements", [text_of("in none of this registry", "dim")])
    section("Perhaps", [text_of(f"{name}  {key}", "yellow") for key, name in actor.nearest])
    console.print()


def _name_line(name: "ActorName") -> "Text":
    line = text_of(on_one_line(name.text), "bold" if name.documents else "")
    about = [name.language or name.script.value]
    if name.documents:
        about.append(counted(name.documents, "document"))
    if not name.is_listed:
        about.append("not listed")
    return line.append(f"  {', '.join(about)}", style="dim not bold")


def _tie_line(actor: "ActorView", tie: "Tie") -> "Text":
    forth, back = _TIES[tie.kind.value]
    words = f"{forth} {tie.to}" if tie.actor == actor.key else f"{back} {tie.actor}"
    span = _span(tie.stretch)
    return text_of(words).append(f"  {span}" if span else "", style="dim")


def _span(stretch: "Stretch") -> str:
    if stretch.since is None and stretch.until is None:
        return ""
    return f"{stretch.since or '…'} – {stretch.until or '…'}"


def _appearance_line(where: "Appearance") -> "Text":
    from hudna.domain.identifiers import shortened

    line = text_of((where.role or "named").replace("_", " "), "bold")
    line.append_text(text_of(f"  {on_one_line(where.label)}", "not bold"))
    line.append(f"  {shortened(where.agreement)}", style="cyan not bold")
    called = where.name if where.on_behalf_of is None else f"{where.name} for {where.on_behalf_of}"
    line.append_text(text_of(f"\n  as {on_one_line(called)}: ", "not bold"))
    quotes = " … ".join(on_one_line(each.quote) for each in where.value.statement.evidence)
    line.append_text(text_of(f"“{quotes}”", "italic not bold"))
    return line.append_text(text_of(f"  {on_one_line(where.value.document.name)}", "dim not bold"))
