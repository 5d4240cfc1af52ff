"""`hudna state`, `timeline`, `norms`, `binds` and `conflicts`: an agreement, asked."""

from typing import Annotated

import typer

from hudna.cli.options import JsonOption, RegistryOption
from hudna.cli.output import make_console, print_json

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
    why: WhyOption = False,
    registry: RegistryOption = None,
    as_json: JsonOption = False,
) -> None:
    """List every date on which an agreement's state changes, with the cause.

    Down a pipe each change is one line, tabs between date, of whom, before, after and cause.

    \b
    Example:
      hudna timeline agr-1f2e
    """  # noqa: D301 - the backspace tells the help where not to wrap
    from hudna.app import asking
    from hudna.publish.answers import to_plain_changes

    with asking.opened(agreement, registry=registry) as asked:
        changes = asking.find_timeline(
            asked, as_known_on=as_known_on, party=party, suppose=suppose or ()
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
    registry: RegistryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show what an agreement's terms were understood to demand, with their quotes.

    A norm that is wrong is corrected by a decision on its statements (`hudna decide`). Down a pipe
    each norm and each rule of the lifecycle is one line, `norm`, `rule` or `missing` its first
    cell.

    \b
    Example:
      hudna norms agr-1f2e
    """  # noqa: D301 - the backspace tells the help where not to wrap
    from hudna import app
    from hudna.app import asking
    from hudna.publish.answers import to_plain_norms

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
