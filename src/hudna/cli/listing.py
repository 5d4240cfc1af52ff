"""`hudna list` and `hudna show`: the agreements of the registry, and one of them on a page."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from hudna.cli.options import JsonOption, RegistryOption
from hudna.cli.output import counted, make_console, on_one_line, print_json, print_row, text_of
from hudna.domain.codebook import Authenticity, Role, Stage

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from hudna.domain.views import AgreementView

_MOST = 4
"""How many parties, dates or documents a cell of the table names."""

_DATES_WIDTH = 23
"""Room for the longest common value, one of two days: `[2016-02-08,2016-02-09]`."""
_PLAIN = {"", Authenticity.ASSERTED.value, Authenticity.CONFIRMED.value}
"""What an agreement's authenticity is where nobody casts doubt on it."""


def list_agreements(
    *,
    registry: RegistryOption = None,
    actor: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help="With such a participant, under any known name.",
            show_default=False,
        ),
    ] = None,
    place: Annotated[
        str | None, typer.Option(metavar="NAME", help="With such a place.", show_default=False)
    ] = None,
    stage: Annotated[
        Stage | None,
        typer.Option(
            metavar="STAGE",
            help=f"At this stage, by one of its accounts: {', '.join(Stage)}.",
            show_default=False,
        ),
    ] = None,
    on: Annotated[
        datetime | None,
        typer.Option(
            "--on",
            "--date",
            metavar="YYYY-MM-DD",
            formats=["%Y-%m-%d"],
            help="With a date that may include this day, or a document published on it.",
            show_default=False,
        ),
    ] = None,
    words: Annotated[
        str | None,
        typer.Option(
            "--text",
            metavar="WORDS",
            help="With these words in its label or quotes.",
            show_default=False,
        ),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """List the agreements of the registry.

    Down a pipe each agreement is one line, tabs between identifier, label, stage, authenticity,
    participants, dates, places, documents and the number of independent sources.

    \b
    Examples:
      hudna list --actor "Levant Front" --stage proposal
      hudna list --on 2016-02-09 --json
    """  # noqa: D301 - the backspace tells the help where not to wrap
    from hudna import app
    from hudna.publish.plain import to_plain_summary

    day: date | None = on.date() if on else None
    with app.open_registry(registry) as opened:
        query = app.to_query(actor=actor, place=place, stage=stage, on=day, text=words)
        views = list(opened.iter_agreements(query))
    if as_json:
        print_json([to_plain_summary(view) for view in views])
        return
    console = make_console()
    if console.is_terminal:
        _print_table(views, console)
    else:
        for view in views:
            print_row(_cells(view))


def show(
    identifier: Annotated[
        str, typer.Argument(metavar="ID", help="The beginning of an agreement's identifier.")
    ],
    *,
    registry: RegistryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show one agreement with the words that every value rests on.

    Where several documents tell of it, what they agree on, what is contested, what only one says
    and what is denied, by whom, comes first, with the number of independent sources. How it stands
    to other agreements, and they to it, follows (`implements`, `extended by`), and by what words
    for another one were taken for one of the registry. After each quote come the document, line
    and column, and the offsets in its text. Values on which documents differ stand one under the
    other.
    The identifiers at the right are what `hudna decide` takes.

    \b
    Example:
      hudna show agr-1f2e
    """  # noqa: D301 - the backspace tells the help where not to wrap
    from hudna import app
    from hudna.app.resolving import find_consensus
    from hudna.cli.page import print_page
    from hudna.domain.grades import to_gradebook
    from hudna.publish.grades import grades_of, to_plain_grade
    from hudna.publish.plain import to_plain_agreement, to_plain_relation
    from hudna.publish.sameness import to_plain_shared

    with app.open_registry(registry) as opened:
        view = opened.get_agreement(identifier)
        consensus = find_consensus(view)
        relations = opened.get_relations(view.id, vocabulary=app.get_vocabulary())
        grades = to_gradebook(opened.iter_grades())
        if as_json:
            shared = [to_plain_shared(each) for each in consensus]
            given = [to_plain_grade(each) for each in grades_of(view, grades)]
            plain = {
                **to_plain_agreement(view),
                "relations": [to_plain_relation(each) for each in relations],
                "consensus": shared,
            }
            print_json({**plain, "grades": given} if given else plain)
            return
        print_page(view, opened, make_console(), consensus, grades, relations)


def _cells(view: "AgreementView") -> list[str]:
    from hudna.domain.identifiers import shortened
    from hudna.publish.plain import to_plain_summary

    plain = to_plain_summary(view)
    return [
        shortened(view.id),
        view.label,
        _own(plain, "stage"),
        _own(plain, "authenticity"),
        "; ".join(_named(each) for each in plain["participants"]),
        "; ".join(f"{each['kind']} {each['value']}" for each in plain["dates"]),
        "; ".join(plain["places"]),
        "; ".join(each["name"] for each in plain["accounts"]),
        str(plain["sources"]),
    ]


def _print_table(views: "list[AgreementView]", console: "Console") -> None:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    from hudna.domain.identifiers import shortened
    from hudna.publish.plain import to_plain_summary

    is_wide = console.width >= 110
    summaries = [to_plain_summary(view) for view in views]
    longest = max((len(d["value"]) for s in summaries for d in s["dates"]), default=0)
    room = min(max(longest, 12), _DATES_WIDTH)
    table = Table(box=box.SIMPLE_HEAD, header_style="bold", expand=True, pad_edge=False)
    table.add_column("Agreement", ratio=5 if is_wide else 1, overflow="fold")
    table.add_column("Stage", min_width=9, overflow="fold")
    table.add_column("Participants", ratio=5 if is_wide else 1, overflow="fold")
    table.add_column("Dates", min_width=room, max_width=_DATES_WIDTH, overflow="fold")
    if is_wide:
        table.add_column("Places", ratio=3, no_wrap=True, overflow="ellipsis")
        table.add_column("Documents", ratio=4, no_wrap=True, overflow="ellipsis")
    for index, (view, plain) in enumerate(zip(views, summaries, strict=True)):
        if index:
            table.add_row()
        authenticity = _own(plain, "authenticity")
        row = [
            text_of("\n").join(
                [
                    text_of(on_one_line(view.label), "bold"),
                    Text(shortened(view.id), style="dim cyan"),
                    *(
                        []
                        if is_wide
                        else [_documents(plain["accounts"], room=console.width // 2 - 19)]
                    ),
                ]
            ),
            Text.assemble(
                (_own(plain, "stage") or "–", "green"),
                "\n",
                (authenticity, "dim" if authenticity in _PLAIN else "yellow"),
            ),
            _participants(plain["participants"]),
            _lines([f"{each['kind']} {each['value']}" for each in plain["dates"]]),
        ]
        if is_wide:
            row.append(_lines(plain["places"]))
            row.append(_lines([*_sources(plain), *(each["name"] for each in plain["accounts"])]))
        table.add_row(*row)
    if views:
        console.print(table)
    console.print(counted(len(views), "agreement"), style="dim")


def _own(plain: dict[str, object], name: str) -> str:
    """Return a value of the agreement itself, or all those on which its accounts differ."""
    contested = plain.get("contested")
    if isinstance(contested, dict) and name in contested:
        return " / ".join(contested[name])
    return str(plain.get(name) or "")


def _named(participant: dict[str, str]) -> str:
    role = participant.get("role")
    return f"{participant['name']} ({role})" if role else participant["name"]


def _participants(participants: list[dict[str, Any]]) -> "Text":
    """Return a cell with the sides first, and then whoever stands in other roles."""
    by_role: dict[str, list[str]] = {}
    for each in participants:
        by_role.setdefault(each.get("role", ""), []).append(on_one_line(each["name"]))
    lines = []
    for role, names in by_role.items():
        line = text_of("")
        line.append(f"{role.replace('_', ' ')}: " if role != Role.PARTY else "", style="dim")
        line.append_text(text_of(", ".join(names[:_MOST])))
        if names[_MOST:]:
            line.append(f" +{len(names) - _MOST} more", style="dim")
        lines.append(line)
    if lines[_MOST:]:
        others = sum(len(names) for names in list(by_role.values())[_MOST:])
        lines = [*lines[:_MOST], text_of(f"+{others} in other roles", "dim")]
    return text_of("\n").join(lines)


def _documents(accounts: list[dict[str, str]], *, room: int) -> "Text":
    """Return the document that tells of an agreement, cut to a width, and how many others do."""
    names = list(dict.fromkeys(each["name"] for each in accounts))
    others = f" +{len(names) - 1}" if names[1:] else ""
    shown = text_of(on_one_line("".join(names[:1])), "dim")
    shown.truncate(max(room - len(others), 8), overflow="ellipsis")
    return shown.append(others)


def _sources(plain: dict[str, Any]) -> list[str]:
    """Return how many independent sources tell of an agreement, where that is not plain."""
    documents = len({each["document"] for each in plain["accounts"]})
    if documents == 1:
        return []
    return [f"{counted(documents, 'document')}, {counted(plain['sources'], 'source')}"]


def _lines(words: list[str]) -> "Text":
    """Return a cell that names the first few, each on its line, and counts the others."""
    shown = [text_of(on_one_line(each)) for each in words[:_MOST]]
    if words[_MOST:]:
        shown.append(text_of(f"+{len(words) - _MOST} more", "dim"))
    return text_of("\n").join(shown)
