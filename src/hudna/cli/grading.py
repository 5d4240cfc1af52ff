"""`hudna sources` and `hudna grade`: who says what, and how good that is."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from hudna.cli.options import AuthorOption, JsonOption, ReasonOption, RegistryOption
from hudna.cli.output import (
    counted,
    make_console,
    on_one_line,
    print_json,
    print_line,
    print_row,
    text_of,
)

if TYPE_CHECKING:
    from rich.console import Console

    from hudna.domain.grades import Grade, SourceView


def list_sources(
    *,
    grades: Annotated[
        bool, typer.Option("--grades", help="List every grade instead, undone ones too.")
    ] = False,
    registry: RegistryOption = None,
    as_json: JsonOption = False,
) -> None:
    """List the outlets and the voices, how much each says, and how it was graded.

    An outlet is who published a document; a voice is who speaks in one. Down a pipe each is one
    line, tabs between `outlet` or `voice`, name, documents published, documents in which it speaks,
    statements to the document itself, statements that another voice reports, who reports it,
    reliability, and affiliation; each grade is one, with number, kind, target, value, assessor,
    time, reason and state.

    \b
    Examples:
      hudna sources
      hudna sources --grades
    """  # noqa: D301 - the backspace tells the help where not to wrap
    from hudna import app
    from hudna.publish.grades import to_plain_grade, to_plain_source

    with app.open_registry(registry) as opened:
        if grades:
            every = list(opened.iter_grades())
            if as_json:
                print_json([to_plain_grade(grade) for grade in every])
            else:
                for grade in every:
                    print_row(_grade_cells(grade))
            if not every:
                print_line("nothing was graded yet: hudna grade --help", sys.stderr)
            return
        sources = opened.get_sources()
    if as_json:
        print_json([to_plain_source(source) for source in sources])
        return
    console = make_console()
    if console.is_terminal:
        _print_table(sources, console)
        return
    for source in sources:
        print_row(_cells(source))


def grade(
    target: Annotated[
        str,
        typer.Argument(
            metavar="SOURCE|STATEMENT|NUMBER",
            help="An outlet or a voice by its name; a statement by the beginning of its "
            "identifier; with --undo, the number of a grade.",
            show_default=False,
        ),
    ],
    *,
    reliability: Annotated[
        str | None,
        typer.Option(
            metavar="A..F",
            help="Of a source: A completely, B usually, C fairly, D not usually reliable, "
            "E unreliable, F cannot be judged.",
            show_default=False,
        ),
    ] = None,
    credibility: Annotated[
        str | None,
        typer.Option(
            metavar="1..6",
            help="Of a statement: 1 confirmed by other sources, 2 probably, 3 possibly true, "
            "4 doubtful, 5 improbable, 6 cannot be judged.",
            show_default=False,
        ),
    ] = None,
    affiliation: Annotated[
        str | None,
        typer.Option(
            metavar="PARTY", help="Of a source: the party it belongs to.", show_default=False
        ),
    ] = None,
    is_undone: Annotated[bool, typer.Option("--undo", help="Undo a grade.")] = False,
    reason: ReasonOption,
    author: AuthorOption = None,
    registry: RegistryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Record how reliable a source is, how credible a statement, or whose a source is.

    The two axes of the Admiralty code are kept apart, and nothing is inferred from either. Grades
    are appended and can be undone; those of several assessors stand side by side.

    \b
    Examples:
      hudna grade "Valley Post" --reliability C --reason "wrong on two of five dates"
      hudna grade stm-1a2b --credibility 2 --reason "two others say so"
      hudna grade "Valley Post" --affiliation "River Front" --reason "its own masthead"
      hudna grade 3 --undo --reason "another paper of that name"
    """  # noqa: D301 - the backspace tells the help where not to wrap
    from hudna import app
    from hudna.domain.grades import GradeKind
    from hudna.publish.grades import to_plain_grade

    given = [reliability is not None, credibility is not None, affiliation is not None, is_undone]
    if sum(given) != 1:
        raise typer.BadParameter(
            "give one of --reliability, --credibility, --affiliation and --undo"
        )
    if is_undone and not target.isdecimal():
        raise typer.BadParameter("--undo takes the number of a grade: hudna sources --grades")
    assessor = app.get_author(author)
    with app.open_registry(registry) as opened:
        if credibility is not None:
            done = opened.grade_statement(target, credibility, reason=reason, assessor=assessor)
        elif is_undone:
            done = opened.undo_grade(int(target), reason=reason, assessor=assessor)
        else:
            kind = GradeKind.AFFILIATION if reliability is None else GradeKind.RELIABILITY
            value = affiliation if reliability is None else reliability
            assert value is not None
            done = opened.grade_source(target, kind, value, reason=reason, assessor=assessor)
    if as_json:
        print_json(to_plain_grade(done))
        return
    number, what, of, to, who, _, why, _ = _grade_cells(done)
    words = f"grade {number}: {what} of {of}{f' {to}' if to else ''} by {who}: {why}"
    make_console().print(text_of(on_one_line(words)), soft_wrap=True)


def grade_words(grade: "Grade") -> str:
    """Return a grade as it stands beside what it is about."""
    from hudna.domain.grades import MEANINGS, GradeKind

    if grade.kind is GradeKind.AFFILIATION:
        return f"affiliated to {grade.value} ({grade.assessor}: {grade.reason})"
    meaning = MEANINGS.get(grade.value or "", "")
    return f"{grade.kind} {grade.value}, {meaning} ({grade.assessor}: {grade.reason})"


def _cells(source: "SourceView") -> list[str]:
    return [
        "outlet" if source.is_outlet else "voice",
        source.name,
        str(source.published),
        str(source.documents),
        str(source.outermost),
        str(source.nested),
        "; ".join(source.reported_by),
        _given(source, "reliability"),
        _given(source, "affiliation"),
    ]


def _given(source: "SourceView", kind: str) -> str:
    return "; ".join(f"{g.value} ({g.assessor})" for g in source.grades if g.kind == kind)


def _grade_cells(grade: "Grade") -> list[str]:
    from hudna.domain.grades import GradeKind
    from hudna.domain.identifiers import shortened

    of = {
        GradeKind.UNDO: f"grade {grade.target}",
        GradeKind.CREDIBILITY: shortened(grade.target),
    }.get(grade.kind, grade.target)
    return [
        str(grade.number),
        grade.kind.value,
        of,
        grade.value or "",
        grade.assessor,
        grade.graded_at,
        grade.reason,
        "undone" if grade.is_undone else "",
    ]


def _print_table(sources: "tuple[SourceView, ...]", console: "Console") -> None:
    from rich.table import Table
    from rich.text import Text

    for title, shown in (
        ("Outlets", [source for source in sources if source.is_outlet]),
        ("Voices", [source for source in sources if not source.is_outlet]),
    ):
        if not shown:
            continue
        console.print(Text(title, style="bold underline"))
        table = Table.grid(padding=(0, 2, 0, 0), expand=True)
        table.add_column(ratio=3, overflow="fold")
        table.add_column(ratio=2, overflow="fold")
        for source in shown:
            name = text_of(on_one_line(source.name), "bold")
            for each in source.grades:
                line = text_of(f"  {on_one_line(grade_words(each))}", "not bold green")
                name.append("\n").append_text(line)
            table.add_row(name, Text(", ".join(_counts(source)), style="dim"))
        console.print(table)
        console.print()
    console.print(counted(len(sources), "source"), style="dim")


def _counts(source: "SourceView") -> list[str]:
    counts = [counted(source.published, "document")] if source.is_outlet else []
    if source.outermost:
        counts.append(counted(source.outermost, "statement"))
    if source.nested:
        counts.append(f"{source.nested:,} reported by {', '.join(source.reported_by[:2])}")
    return counts
