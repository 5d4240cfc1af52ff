"""Self-written reports of truces that nobody made, each a document with a reading made by hand."""

from collections.abc import Iterable
from dataclasses import dataclass

from deposited import READER
from hudna.domain.agreements import (
    Agreement,
    Claim,
    DateValue,
    Ground,
    Participant,
    PlaceValue,
    Term,
)
from hudna.domain.codebook import About, DateKind, Form, Modality, Role, Scope, Stage, Stance
from hudna.domain.documents import Document, MediaType, Metadata, Rendition, document_id
from hudna.domain.evidence import Evidence
from hudna.domain.identifiers import content_id
from hudna.domain.readings import Reading, to_read_document
from hudna.registry import Deposit
from hudna.text.cleaning import normalise


@dataclass(frozen=True, slots=True)
class Told:
    """What a report tells of one truce."""

    sides: tuple[str, ...] = ("North Front", "Lake Council")
    signed: str | None = None
    start: str | None = None
    duration: str | None = None
    places: tuple[str, ...] = ()
    stage: Stage | None = Stage.AGREED
    form: Form | None = Form.BILATERAL
    scope: Scope | None = None
    codes: tuple[str, ...] = ("hostilities.cease",)
    denied_by: str | None = None
    label: str = "Truce"


def report(
    *told: Told, name: str = "report.txt", published: str | None = None, words: str = ""
) -> Deposit:
    """Return a report as a deposit; `words` make its text another one."""
    lines = [words] if words else []
    spans: list[tuple[int, list[str]]] = []
    for number, each in enumerate(told, 1):
        parts = [
            f"Truce number {number}.",
            *(f"{side} agreed." for side in each.sides),
            *(f"It was signed on {each.signed}." for _ in [0] if each.signed),
            *(f"It begins on {each.start}." for _ in [0] if each.start),
            *(f"It lasts {each.duration}." for _ in [0] if each.duration),
            *(f"It is for {place}." for place in each.places),
            *(f"A clause on {code}." for code in each.codes),
            *(f"{each.denied_by} denied it." for _ in [0] if each.denied_by),
        ]
        spans.append((sum(len(line) + 1 for line in lines), parts))
        lines.append(" ".join(parts))
    text = normalise("\n".join(lines)).text
    original = text.encode()
    document = Document(
        document_id(original),
        name,
        MediaType.TEXT,
        len(original),
        Metadata(published=published, language="en"),
    )
    rendition = Rendition(document.id, text, normalise(text).alignment, (), "utf-8")
    agreements = [
        _agreement(f"a{number}", each, text, start, parts)
        for number, (each, (start, parts)) in enumerate(zip(told, spans, strict=True), 1)
    ]
    reading = Reading(to_read_document(document, rendition), READER, tuple(agreements))
    return Deposit(content_id("job", reading.id), original, document, rendition, reading)


def _agreement(
    identifier: str, told: Told, text: str, start: int, parts: Iterable[str]
) -> Agreement:
    def cited(words: str) -> tuple[Evidence, ...]:
        at = text.index(words, start)
        return (Evidence(at, at + len(words), words),)

    first = next(iter(parts))
    own = {"stage": told.stage, "form": told.form, "scope": told.scope}
    dates = (
        (DateKind.SIGNED, told.signed),
        (DateKind.START, told.start),
        (DateKind.DURATION, told.duration),
    )
    claims = (
        Claim(told.denied_by, Stance.DENIES, cited(f"{told.denied_by} denied"), About.EXISTENCE)
        for _ in [0]
        if told.denied_by
    )
    return Agreement(
        id=identifier,
        label=told.label,
        anchor=cited(first)[0],
        stage=told.stage,
        form=told.form,
        scope=told.scope,
        grounds=tuple(Ground(n, "told", cited(first)) for n, value in own.items() if value),
        participants=tuple(Participant(s, Role.PARTY, cited(s)) for s in told.sides),
        dates=tuple(DateValue(kind, value, cited(value)) for kind, value in dates if value),
        places=tuple(PlaceValue(place, cited(place)) for place in told.places),
        terms=tuple(
            Term((code,), cited(f"A clause on {code}"), modality=Modality.OBLIGATION)
            for code in told.codes
        ),
        claims=tuple(claims),
    )
