"""Small self-written documents with readings made by hand, for tests of the registry."""

import itertools
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Barrier
from pathlib import Path
from typing import Any

from sqlalchemy import select

from hudna.domain.agreements import (
    Agreement,
    Claim,
    DateValue,
    Fact,
    Ground,
    Part,
    Participant,
    PlaceValue,
    Term,
)
from hudna.domain.codebook import (
    About,
    Act,
    Authenticity,
    DateKind,
    Modality,
    Role,
    Stage,
    Stance,
)
from hudna.domain.documents import Document, MediaType, Metadata, Rendition, document_id
from hudna.domain.evidence import Evidence
from hudna.domain.identifiers import content_id
from hudna.domain.readings import Reader, Reading, to_read_document
from hudna.registry import Deposit, Registry, open_registry
from hudna.registry.tables import METADATA
from hudna.text.cleaning import normalise

TEXT = """River truce holds

The North Front and the Lake Council signed a truce at al-Qanat on 3 May 2031. Under the plan the \
North Front shall release all prisoners. The Lake Council opens the eastern crossing.

A spokesman of the Hill Brigade denied that any truce exists. Shells fell on al-Qanat on 9 May.
"""
PUBLISHED = Metadata(published="2031-05-04", language="en")
READER = Reader("rules", "1", "vocabulary-test")


class Ticking:
    """A clock that moves on by a second whenever it is asked."""

    def __init__(self) -> None:
        self._at = datetime(2031, 6, 1, tzinfo=UTC)

    def __call__(self) -> datetime:
        self._at += timedelta(seconds=1)
        return self._at


def quote(text: str, words: str, *, nth: int = 0) -> Evidence:
    """Return where words stand in a text."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return Evidence(start, start + len(words), words)


def agreement(text: str = TEXT, *, stage: Stage = Stage.AGREED) -> Agreement:
    """Return what a careful reader makes of the truce in a text."""

    def words(part: str) -> tuple[Evidence, ...]:
        return (quote(text, part),)

    return Agreement(
        id="a1",
        label="River truce",
        anchor=quote(text, "signed a truce"),
        named_as="truce",
        stage=stage,
        authenticity=Authenticity.CONTESTED,
        grounds=(
            Ground("named_as", "own-word", words("truce at al-Qanat")),
            Ground("stage", "signed", words("signed a truce")),
            Ground("authenticity", "denied-by-one", words("denied that any truce exists")),
        ),
        participants=(
            Participant("North Front", Role.PARTY, words("North Front"), aliases=("NF",)),
            Participant("Lake Council", Role.PARTY, words("Lake Council")),
        ),
        dates=(DateValue(DateKind.SIGNED, "2031-05-03", words("on 3 May 2031")),),
        places=(PlaceValue("al-Qanat", words("al-Qanat")),),
        terms=(
            Term(
                ("persons.release",),
                words("the North Front shall release all prisoners"),
                modality=Modality.OBLIGATION,
                bearer=Part("North Front", (quote(text, "North Front", nth=1),)),
            ),
        ),
        claims=(
            Claim(
                "Hill Brigade",
                Stance.DENIES,
                words("A spokesman of the Hill Brigade denied"),
                about=About.EXISTENCE,
            ),
        ),
    )


def deposit(
    text: str = TEXT,
    *,
    name: str = "river.txt",
    metadata: Metadata = PUBLISHED,
    reader: Reader = READER,
    agreements: Iterable[Agreement] | None = None,
    facts: Iterable[Fact] | None = None,
    warnings: tuple[str, ...] = (),
    original: bytes | None = None,
) -> Deposit:
    """Return a deposit of a document with a reading."""
    original = text.encode() if original is None else original
    normalised = normalise(text)
    document = Document(document_id(original), name, MediaType.TEXT, len(original), metadata)
    rendition = Rendition(document.id, normalised.text, normalised.alignment, (), "utf-8")
    if agreements is None:
        agreements = (agreement(rendition.text),)
    if facts is None:
        shells = (quote(rendition.text, "Shells fell on al-Qanat"),)
        facts = (Fact(Act.ATTACKED, shells, place="al-Qanat", date="2031-05-09"),)
    reading = Reading(
        to_read_document(document, rendition),
        reader,
        tuple(agreements),
        tuple(facts),
        warnings,
    )
    return Deposit(content_id("job", reading.id), original, document, rendition, reading)


def numbered(number: int) -> Deposit:
    """Return one of many distinct deposits."""
    return deposit(f"{TEXT}\nCopy {number}.\n", name=f"river-{number}.txt")


def run_sql(registry: Registry, *statements: str) -> list[tuple[Any, ...]]:
    """Return the rows of the last of some statements, run behind the program's back."""
    with registry._engine.begin() as connection:
        for each in statements:
            result = connection.exec_driver_sql(each)
        return [tuple(row) for row in result] if result.returns_rows else []


def contents_of(registry: Registry) -> dict[str, list[tuple[Any, ...]]]:
    """Return every row of every table, in the order of the keys."""
    with registry._engine.begin() as connection:
        return {
            name: [
                tuple(row)
                for row in connection.execute(select(table).order_by(*table.primary_key.columns))
            ]
            for name, table in METADATA.tables.items()
        }


def store_together(path: Path | str, first: int, barrier: Barrier) -> None:
    """Store twenty documents in ten transactions, at the same time as others do."""
    barrier.wait(30)
    with open_registry(path) as registry:
        for number in range(first, first + 10):
            registry.store([numbered(number), numbered(number + 1000)])


def store_until_killed(path: Path | str, first: int, reported: Connection) -> None:
    """Store documents one by one, each reported once it is stored, until the process is killed."""
    with open_registry(path) as registry:
        for number in itertools.count(first):
            [outcome] = registry.store([numbered(number)])
            reported.send(outcome.document)
