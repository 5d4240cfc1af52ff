"""`hudna state`, `timeline`, `norms`, `binds` and `conflicts`: an agreement, asked."""

import sys
from typing import Annotated

import typer

from hudna.cli.options import JsonOption, RegistryOption
from hudna.cli.output import make_console, on_one_line, print_json, print_line

AgreementArgument = Annotated[
    str,
    typer.Argument(
        metavar="AGREEMENT",
        help="The beginning of an agreement's identifier, or an agreement file (.yaml).",
    ),
]
PartyOption = Annotated[
    str | None,
    typer.Option(
        metavar="NAME",
        help="Answer for this side alone, under any known name.",
        show_default=False,
    ),
]
KnownOption = Annotated[
    str | None,
    typer.Option(
        "--as-known-on",
        metavar="DATE",
        help="Leave out every document that was not published by then.",
        show_default=False,
    ),
]
SupposeOption = Annotated[
    list[str] | None,
    typer.Option(
        metavar="TEXT",
        help="Suppose an act: 'accepted by River Front on 2016-02-05'. May be repeated.",
        show_default=False,
    ),
]
WhyOption = Annotated[bool, typer.Option("--why", help="Explain the answer, down to the quotes.")]


def state(
    agreement: AgreementArgument,
    *,
    on: Annotated[
        str | None,
        typer.Option(
            metavar="DATE",
            help="A day (2016-02-05: as it ends) or a minute (2016-02-05T10:00); else today.",
            show_default=False,
        ),
    ] = None,
    party: PartyOption = None,
    as_known_on: KnownOption = None,
    suppose: SupposeOption = None,
    reading: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME=OPTION",
            help="Take one option of a reading that the answer names. May be repeated.",
            show_default=False,
        ),
    ] = None,
    why: WhyOption = False,
    registry: RegistryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Say how an agreement stands on a date: for each side, and each norm.

    Each state is held certainly, possibly, or is presumed because nobody reports otherwise; the
    readings that change the answer are listed with their effects. Down a pipe each thing is one
    line, tabs between its parts, and the first says what it is: agreement, side, norm, reading,
    missing, claim, next, supposed, why.

    \b
    Examples:
      hudna state agr-1f2e --on 2016-02-09 --why
      hudna state agr-1f2e --suppose "accepted by River Front on 2016-02-05"
      hudna state offer.yaml --on 2016-02-10
    """  # noqa: D301 - the backspace tells the help where not to wrap
    from hudna.app import asking
    from hudna.publish.answers import to_plain_answer

    with asking.opened(agreement, registry=registry) as asked:
        answer = asking.ask(
            asked,
            on=on,
            as_known_on=as_known_on,
            party=party,
            suppose=suppose or (),
            readings=reading or (),
        )
        if as_json:
            print_json(to_plain_answer(answer))
            return
        from hudna.cli.answers import print_answer
        from hudna.cli.positions import Positions

        print_answer(answer, Positions(asked.find_text), make_console(), with_reasons=why)


def timeline(
    agreement: AgreementArgument,
    *,
    party: PartyOption = None,
    as_known_on: KnownOption = None,
    suppose: SupposeOption = None,
    sides: Annotated[
        bool, typer.Option("--sides", help="Tell of the sides alone, not of the norms.")
    ] = False,
    why: WhyOption = False,
    registry: RegistryOption = None,
    as_json: JsonOption = False,
) -> None:
    """List every date on which something of an agreement changes, with the cause.

    The states of its sides, and its norms: when each comes into force, falls due, is fulfilled,
    breached or over, certainly or possibly. Down a pipe each change is one line, tabs between
    date, of whom, before, after, cause, what happens, and how surely.

    \b
    Examples:
      hudna timeline agr-1f2e
      hudna timeline agr-1f2e --sides
    """  # noqa: D301 - the backspace tells the help where not to wrap
    from hudna.app import asking
    from hudna.publish.answers import to_plain_changes

    with asking.opened(agreement, registry=registry) as asked:
        changes = asking.find_timeline(
            asked, as_known_on=as_known_on, party=party, suppose=suppose or (), of_norms=not sides
        )
        dossier = asked.dossier
        if as_json:
            plain = to_plain_changes(
                changes,
                agreement=dossier.id,
                label=dossier.label,
                as_known_on=as_known_on,
                suppositions=suppose or (),
            )
            print_json(plain)
            return
        from hudna.cli.answers import print_changes
        from hudna.cli.positions import Positions

        print_changes(
            changes,
            dossier.label,
            dossier.id,
            Positions(asked.find_text),
            make_console(),
            with_reasons=why,
        )


def norms(
    agreement: AgreementArgument,
    *,
    as_yaml: Annotated[
        bool,
        typer.Option("--yaml", help="Print an agreement file, to edit and to load (hudna load)."),
    ] = False,
    registry: RegistryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show what an agreement's terms were understood to demand, with their quotes.

    A norm that is wrong is corrected by a decision on its statements (`hudna decide`), or a whole
    agreement by an agreement file: print it with --yaml, edit it, load it. Down a pipe each norm
    and each rule of the lifecycle is one line, `norm`, `rule` or `missing` its first cell.

    \b
    Examples:
      hudna norms agr-1f2e
      hudna norms agr-1f2e --yaml > truce.yaml
    """  # noqa: D301 - the backspace tells the help where not to wrap
    from hudna import app
    from hudna.app import asking
    from hudna.publish.answers import to_plain_norms

    if as_yaml:
        sys.stdout.write(asking.to_file_text(agreement, registry=registry))
        return
    with asking.opened(agreement, registry=registry) as asked:
        dossier = asked.dossier
        if as_json:
            print_json(to_plain_norms(dossier.id, dossier.label, asked.rulebook))
            return
        from hudna.cli.norms import print_norms
        from hudna.cli.positions import Positions

        definitions = {code: str(about["definition"]) for code, about in app.get_codes().items()}
        print_norms(
            dossier.label,
            dossier.id,
            asked.rulebook,
            definitions,
            Positions(asked.find_text),
            make_console(),
        )


def binds(
    *,
    actor: Annotated[str, typer.Option(metavar="NAME", help="Whom, under any known name.")],
    place: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Where; else anywhere.", show_default=False),
    ] = None,
    on: Annotated[
        str | None,
        typer.Option(
            metavar="DATE",
            help="A day (2016-02-05: as it ends) or a minute (2016-02-05T10:00); else today.",
            show_default=False,
        ),
    ] = None,
    as_known_on: KnownOption = None,
    why: WhyOption = False,
    registry: RegistryOption = None,
    as_json: JsonOption = False,
) -> None:
    """List every norm in force for an actor, there and then, by agreement and by voice.

    The last line is always the same: no norm found never means that an attack is permitted. Down a
    pipe each norm is one line, tabs between `binds` or `excluded`, certainty, agreement, label,
    voice, tie, number, kind, code, bearer, where, what it is about, and its quotes.

    \b
    Example:
      hudna binds --actor "Levant Front" --place Azaz --on 2016-02-20
    """  # noqa: D301 - the backspace tells the help where not to wrap
    from hudna.app import asking
    from hudna.publish.answers import to_plain_bindings

    moment = on if on is not None else asking.get_today()
    with asking.opened_together(registry=registry) as together:
        found = asking.find_binds(
            together, actor=actor, place=place, on=moment, as_known_on=as_known_on
        )
        if not found and not asking.is_named(together, actor):
            print_line(on_one_line(f"no document of the registry names {actor!r}"), sys.stderr)
        if as_json:
            print_json(to_plain_bindings(found, actor=actor, place=place, on=moment))
            return
        from hudna.cli.bindings import print_bindings
        from hudna.cli.positions import Positions

        print_bindings(
            found,
            asked=f"{actor}{f' at {place}' if place else ''} on {moment}",
            positions=Positions(together.find_text),
            console=make_console(),
            with_reasons=why,
        )


def conflicts(
    agreements: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[AGREEMENT]...",
            help="Which agreements, each by its identifier or its file; else all of the registry.",
            show_default=False,
        ),
    ] = None,
    *,
    on: Annotated[
        str | None,
        typer.Option(
            metavar="DATE",
            help="Of two agreements, only what clashes while both are in force then.",
            show_default=False,
        ),
    ] = None,
    as_known_on: KnownOption = None,
    why: WhyOption = False,
    registry: RegistryOption = None,
    as_json: JsonOption = False,
) -> None:
    """List norms that cannot all be kept, and what else is odd in agreements.

    Inside one agreement, and between agreements that bind the same actor. To find nothing says
    nothing of an agreement. Down a pipe each is one line, tabs between kind, certainty,
    agreements, norms, sentence and quotes.

    \b
    Examples:
      hudna conflicts agr-1f2e
      hudna conflicts --on 2016-02-20 --why
    """  # noqa: D301 - the backspace tells the help where not to wrap
    from hudna.app import asking
    from hudna.publish.answers import to_plain_oddities

    with asking.opened_together(agreements or (), registry=registry) as together:
        found = asking.find_conflicts(together, on=on, as_known_on=as_known_on)
        if as_json:
            print_json(to_plain_oddities(found))
            return
        from hudna.cli.oddities import print_oddities
        from hudna.cli.positions import Positions

        labels = {each.dossier.id: each.dossier.label for each in together.asked}
        positions = Positions(together.find_text)
        print_oddities(found, labels, positions, make_console(), with_reasons=why)
