"""What one document tells of an agreement, made up for a test: each quote a line of its text."""

from collections.abc import Iterable
from functools import partial

from hudna.domain.agreements import (
    Agreement,
    DateValue,
    Fact,
    Part,
    Participant,
    PlaceValue,
    Relation,
    Term,
)
from hudna.domain.codebook import Act, DateKind, Form, Modality, Role, Stage
from hudna.domain.dossiers import Citation, Dossier, Link, Telling
from hudna.domain.evidence import Evidence
from hudna.domain.identifiers import DocumentId
from hudna.rules.answers import Oddity, OddityKind, Reason
from hudna.rules.compiling import compile_rules
from hudna.rules.norms import Rulebook
from hudna.rules.oddities import find_oddities
from hudna.vocabulary import load_vocabulary

VOCABULARY = load_vocabulary()
PAIR = (("North Front", Role.PARTY), ("River Council", Role.PARTY))


def quoted(words: str, *, at: int = 0) -> tuple[Evidence, ...]:
    return (Evidence(at, at + len(words), words),)


def term(
    code: str,
    words: str,
    modality: Modality = Modality.OBLIGATION,
    *,
    number: str | None = None,
    at: int = 0,
    voice: tuple[str, ...] = (),
    **parts: str,
) -> Term:
    given = {name: Part(value, quoted(words, at=at)) for name, value in parts.items()}
    return Term(
        (code,),
        quoted(words, at=at),
        number=number,
        modality=modality,
        voice=voice,
        **given,  # type: ignore[arg-type]
    )


forbids = partial(term, modality=Modality.PROHIBITION)
allows = partial(term, modality=Modality.PERMISSION)
empowers = partial(term, modality=Modality.POWER)
declares = partial(term, modality=Modality.DECLARATION)


def dated(kind: DateKind, value: str) -> DateValue:
    return DateValue(kind, value, quoted(value))


def fact(act: Act, *, by: str | None = None, date: str | None = None) -> Fact:
    return Fact(act, quoted(f"{act.value} {by} {date}"), by=by, date=date)


def link(member: str, group: str, *voice: str) -> Link:
    words = f"{member} belongs to {group}"
    return Link(member, group, Citation(DocumentId("doc"), "a.txt", quoted(words)[0], voice), voice)


def told(
    *terms: Term,
    sides: Iterable[tuple[str, Role]] = PAIR,
    others: Iterable[tuple[str, Role]] = (),
    acting: Iterable[tuple[str, str]] = (),
    dates: Iterable[DateValue] = (),
    facts: Iterable[Fact] = (),
    links: Iterable[Link] = (),
    places: Iterable[str] = (),
    relations: Iterable[Relation] = (),
    stage: Stage | None = Stage.AGREED,
    form: Form | None = None,
    warnings: tuple[str, ...] = (),
    published: str = "2016-06-01",
    document: str = "doc",
    name: str = "agr-1",
    more: Iterable[Telling] = (),
) -> Dossier:
    participants = [Participant(n, role, quoted(n)) for n, role in (*sides, *others)]
    participants += [
        Participant(person, Role.SIGNATORY, quoted(person), on_behalf_of=side)
        for person, side in acting
    ]
    agreement = Agreement(
        f"acc-{name}",
        f"the truce {name}",
        quoted("the truce")[0],
        form=form,
        stage=stage,
        participants=tuple(participants),
        dates=tuple(dates),
        places=tuple(PlaceValue(place, quoted(place)) for place in places),
        terms=terms,
        relations=tuple(relations),
    )
    telling = Telling(
        DocumentId(document),
        f"{document}.txt",
        published,
        agreement,
        tuple(facts),
        warnings=warnings,
    )
    return Dossier(name, agreement.label, (telling, *more), links=tuple(links))


def compiled(dossier: Dossier) -> tuple[Dossier, Rulebook]:
    return dossier, compile_rules(dossier, VOCABULARY)


def oddities(dossier: Dossier, kind: OddityKind | None = None) -> tuple[Oddity, ...]:
    found = find_oddities(*compiled(dossier), vocabulary=VOCABULARY)
    return tuple(o for o in found if kind is None or o.kind is kind)


def leaves(reason: Reason) -> list[str]:
    """Return the quotes in which an explanation ends."""
    return [
        *(citation.evidence.quote for citation in reason.citations),
        *(quote for each in reason.because for quote in leaves(each)),
    ]
