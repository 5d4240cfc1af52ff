"""For other programs: ask an agreement, add what else is reported of it, see what changes.

`docs/library.md` shows an example that runs.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from hudna.domain.agreements import Agreement
from hudna.domain.documents import document_id
from hudna.domain.dossiers import Dossier, Telling
from hudna.domain.evidence import Evidence
from hudna.domain.periods import parse_period
from hudna.errors import InputError
from hudna.rules.answers import Answer, Change
from hudna.rules.asking import ask as ask_compiled
from hudna.rules.compiling import compile_rules
from hudna.rules.norms import Norm
from hudna.rules.suppositions import parse_supposition
from hudna.rules.timelines import find_changes, find_norm_changes
from hudna.vocabulary import load_vocabulary


def ask(
    dossier: Dossier,
    *,
    on: str,
    as_known_on: str | None = None,
    side: str | None = None,
    suppose: Sequence[str] = (),
    readings: Mapping[str, str] | None = None,
) -> Answer:
    """Return what an agreement says of itself at a moment.

    Args:
        dossier: All that is told of it, as `load_agreement` returns it.
        on: A civil day, at whose end things are looked at, or a minute, as EDTF.
        as_known_on: The day by which documents had to be known; None counts all of them.
        side: One side, under any of its names; None is every side.
        suppose: Acts that are only supposed, as `accepted by River Council on 2016-02-05`.
        readings: Readings that are fixed, each with its option, as the answer names them.

    Raises:
        InputError: A date is none or more than one day, a supposition cannot be understood, or a
            reading or option is none of the agreement's.
        NotFoundError: The side, or an actor of a supposition, is none of the agreement's.
    """
    return ask_compiled(
        dossier,
        compile_rules(dossier, load_vocabulary()),
        on=on,
        as_known_on=as_known_on,
        side=side,
        suppositions=tuple(map(parse_supposition, suppose)),
        chosen=tuple((readings or {}).items()),
    )


def list_norms(dossier: Dossier) -> tuple[Norm, ...]:
    """Return what the terms of an agreement are understood to demand."""
    return compile_rules(dossier, load_vocabulary()).norms


def list_changes(dossier: Dossier, *, suppose: Iterable[str] = ()) -> tuple[Change, ...]:
    """Return every date on which the state of a side changes, with its cause.

    Raises:
        InputError: A supposition cannot be understood.
    """
    return find_changes(
        dossier,
        compile_rules(dossier, load_vocabulary()),
        suppositions=tuple(map(parse_supposition, suppose)),
    )


def list_norm_changes(dossier: Dossier, *, suppose: Iterable[str] = ()) -> tuple[Change, ...]:
    """Return every date on which a norm changes or is due for a bearer, with its cause.

    Raises:
        InputError: A supposition cannot be understood.
    """
    return find_norm_changes(
        dossier,
        compile_rules(dossier, load_vocabulary()),
        suppositions=tuple(map(parse_supposition, suppose)),
    )


def with_report(dossier: Dossier, act: str, *, quote: str, source: str, published: str) -> Dossier:
    """Return a dossier to which a report of an act is added, cited to its words.

    Args:
        dossier: All that is told so far.
        act: The act, written as a supposition is: `accepted by River Council on 2016-02-05`.
        quote: The words of the source that report it.
        source: The name of the source.
        published: When the source was published, as EDTF.

    Raises:
        InputError: The act cannot be understood, the quote is empty, or `published` is no date.
    """
    if not quote.strip():
        raise InputError(f"a report of {act!r} needs its words", code="input-supposition")
    parse_period(published)
    evidence = Evidence(0, len(quote), quote)
    fact = replace(parse_supposition(act).fact, evidence=(evidence,))
    document = document_id(f"{source}\n{quote}".encode())
    account = Agreement(document, f"Report of {source}", evidence)
    telling = Telling(document, source, published, account, facts=(fact,), reader="program")
    return replace(dossier, tellings=(*dossier.tellings, telling))
