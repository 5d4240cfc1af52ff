"""Scenarios: how their YAML is read, and how a dossier is made out of one.

A scenario has no document. Its text is made up here, a line for each quote, so that every value of
the dossier has words and a place where they stand.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Annotated, Any
from zoneinfo import ZoneInfo

import yaml
from pydantic import ConfigDict, Field, TypeAdapter, with_config

from hudna.domain.agreements import (
    PART_NAMES,
    Agreement,
    Claim,
    DateValue,
    Fact,
    Ground,
    Part,
    Participant,
    PlaceValue,
    Relation,
    Term,
)
from hudna.domain.codebook import (
    About,
    Act,
    Authenticity,
    DateKind,
    Form,
    Modality,
    RelationKind,
    Role,
    Scope,
    Stage,
    Stance,
    Status,
)
from hudna.domain.documents import document_id
from hudna.domain.dossiers import Citation, Dossier, Link, Telling
from hudna.domain.evidence import Evidence
from hudna.domain.moments import DAY, Clock, tick_of
from hudna.text.folding import match_key

HERE = Path(__file__).parent
_STRICT = with_config(ConfigDict(extra="forbid"))
_FIRST_YEAR, _LAST_YEAR = 1980, 2030

Quotes = str | list[str] | None


@_STRICT
@dataclass(frozen=True, slots=True)
class ValueSpec:
    value: str
    quote: Quotes = None
    status: Status = Status.STATED


Valued = str | ValueSpec


@_STRICT
@dataclass(frozen=True, slots=True)
class ParticipantSpec:
    name: str
    role: Role
    aliases: list[str] = field(default_factory=list)
    on_behalf_of: str | None = None
    quote: Quotes = None
    voice: list[str] = field(default_factory=list)
    stance: Stance = Stance.ASSERTS


@_STRICT
@dataclass(frozen=True, slots=True)
class DateSpec:
    kind: DateKind
    value: str
    derived_from: str | None = None
    quote: Quotes = None
    voice: list[str] = field(default_factory=list)
    stance: Stance = Stance.ASSERTS


@_STRICT
@dataclass(frozen=True, slots=True)
class PlaceSpec:
    name: str
    quote: Quotes = None


@_STRICT
@dataclass(frozen=True, slots=True)
class TermSpec:
    codes: list[str]
    number: str | None = None
    modality: Modality | None = None
    quote: Quotes = None
    act: Valued | None = None
    bearer: Valued | None = None
    counterparty: Valued | None = None
    object: Valued | None = None
    quantity: Valued | None = None
    place: Valued | None = None
    window: Valued | None = None
    condition: Valued | None = None
    consequence: Valued | None = None
    after: Valued | None = None
    reciprocal_to: Valued | None = None
    voice: list[str] = field(default_factory=list)
    stance: Stance = Stance.ASSERTS


@_STRICT
@dataclass(frozen=True, slots=True)
class ClaimSpec:
    speaker: str
    stance: Stance
    about: About | None = None
    quote: Quotes = None
    voice: list[str] = field(default_factory=list)


@_STRICT
@dataclass(frozen=True, slots=True)
class RelationSpec:
    kind: RelationKind
    to: str
    quote: Quotes = None


@_STRICT
@dataclass(frozen=True, slots=True)
class FactSpec:
    """A dated act; `reviewed` is what a reviewer decided of it."""

    act: Act
    by: str | None = None
    against: str | None = None
    place: str | None = None
    date: str | None = None
    effective: str | None = None
    until: str | None = None
    term: str | None = None
    quote: Quotes = None
    voice: list[str] = field(default_factory=list)
    stance: Stance = Stance.ASSERTS
    reviewed: Annotated[str, Field(pattern="^(accepted|rejected)$")] | None = None


@_STRICT
@dataclass(frozen=True, slots=True)
class LinkSpec:
    member: str
    group: str
    quote: Quotes = None
    voice: list[str] = field(default_factory=list)


@_STRICT
@dataclass(frozen=True, slots=True)
class DocumentSpec:
    """What one document tells of the agreement: the shape of an agreement file."""

    published: str | None = None
    taken_in: str | None = None
    label: str | None = None
    name: str | None = None
    named_as: Valued | None = None
    form: Form | None = None
    stage: Stage | None = None
    authenticity: Authenticity | None = None
    scope: Scope | None = None
    participants: list[ParticipantSpec] = field(default_factory=list)
    dates: list[DateSpec] = field(default_factory=list)
    places: list[PlaceSpec] = field(default_factory=list)
    terms: list[TermSpec] = field(default_factory=list)
    claims: list[ClaimSpec] = field(default_factory=list)
    relations: list[RelationSpec] = field(default_factory=list)
    facts: list[FactSpec] = field(default_factory=list)
    links: list[LinkSpec] = field(default_factory=list)
    zone: str | None = None
    announced_in: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        if (self.published is None) == (self.taken_in is None):
            raise ValueError("a document needs either `published` or `taken_in`")


@_STRICT
@dataclass(frozen=True, slots=True)
class HeldSpec:
    """What is expected of one side or norm; together the states are all that it may have.

    With `certainly_not` alone, only that is looked at.
    """

    certainly: str | None = None
    possibly: list[str] | None = None
    undetermined: bool = False
    certainly_not: list[str] | None = None
    presumed: list[str] = field(default_factory=list)
    reported: list[str] = field(default_factory=list)
    supposed: list[str] = field(default_factory=list)
    detail: dict[str, str] = field(default_factory=dict)
    due: str | None = None


Expected = str | HeldSpec


@_STRICT
@dataclass(frozen=True, slots=True)
class Ask:
    """A question, or the same question on several days, and what must come back."""

    on: str | list[str]
    as_known_on: str | None = None
    party: str | None = None
    suppose: list[str] = field(default_factory=list)
    choose: dict[str, str] = field(default_factory=dict)
    expect: dict[str, Expected] = field(default_factory=dict)
    norms: dict[str, Expected] = field(default_factory=dict)
    readings: list[str] | None = None
    missing: list[str] = field(default_factory=list)
    because: list[str] = field(default_factory=list)
    claims: list[str] = field(default_factory=list)
    authenticity: str | None = None
    next: list[str] = field(default_factory=list)
    without: list[str] = field(default_factory=list)
    """Who has no lifecycle of their own."""


@_STRICT
@dataclass(frozen=True, slots=True)
class ScenarioSpec:
    """A scenario as written: an agreement, what is reported of it, and questions."""

    name: str
    rule: list[str]
    why: str
    agreement: DocumentSpec | str
    ask: Annotated[list[Ask], Field(min_length=1)]
    facts: list[FactSpec] = field(default_factory=list)
    documents: list[DocumentSpec] = field(default_factory=list)
    suppose: list[str] = field(default_factory=list)
    aliases: dict[str, str] = field(default_factory=dict)


@_STRICT
@dataclass(frozen=True, slots=True)
class FileSpec:
    """A file of scenarios; several of them may be about one of its `agreements`."""

    scenarios: Annotated[list[ScenarioSpec], Field(min_length=1)]
    agreements: dict[str, DocumentSpec] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Scenario:
    """A scenario with the dossier made out of it."""

    file: str
    spec: ScenarioSpec
    dossier: Dossier

    @property
    def id(self) -> str:
        return f"{self.file}: {self.spec.name}"


_FILES: TypeAdapter[FileSpec] = TypeAdapter(FileSpec)
_HELD: TypeAdapter[HeldSpec] = TypeAdapter(HeldSpec)


class _Loader(yaml.SafeLoader):
    """Loads every scalar as text, also `on` and dates, and merges `<<`."""


_Loader.yaml_implicit_resolvers = {"<": [("tag:yaml.org,2002:merge", re.compile("^<<$"))]}


def parse_file(text: str) -> FileSpec:
    """Return the scenarios of a file.

    Raises:
        ValueError: The text is no YAML of that shape; unknown keys are refused.
    """
    return _FILES.validate_python(yaml.load(text, _Loader))  # noqa: S506 (no tags)


@cache
def load_scenarios() -> tuple[Scenario, ...]:
    """Return every scenario here, in the order of files."""
    scenarios = []
    for path in sorted(HERE.glob("*.yaml")):
        try:
            found = parse_file(path.read_text("utf-8"))
        except ValueError as error:
            raise AssertionError(f"{path.name}: {error}") from error
        scenarios += [
            Scenario(path.name, spec, to_dossier(spec, found.agreements))
            for spec in found.scenarios
        ]
    return tuple(scenarios)


def parse_expected(expected: Expected) -> HeldSpec:
    """Return an expectation that may be written as words: `possibly offered, in_force (presumed)`.

    Raises:
        ValueError: The words are no expectation.
    """
    if isinstance(expected, HeldSpec):
        return expected
    certainty, _, rest = expected.partition(" ")
    marked: dict[str, list[str]] = {"presumed": [], "reported": [], "supposed": []}
    states = []
    for item in rest.split(","):
        state, _, marks = item.strip().partition(" ")
        states.append(state)
        for mark in marks.strip("()").split():
            marked[mark].append(state)
    if certainty == "undetermined" and states == [""]:
        return HeldSpec(undetermined=True)
    if certainty == "certainly" and len(states) == 1:
        held = HeldSpec(certainly=states[0])
    elif certainty == "possibly" and len(states) > 1:
        held = HeldSpec(possibly=states)
    else:
        raise ValueError(f"{expected!r} is no expectation")
    return replace(
        held,
        presumed=marked["presumed"],
        reported=marked["reported"],
        supposed=marked["supposed"],
    )


def to_dossier(spec: ScenarioSpec, agreements: Mapping[str, DocumentSpec]) -> Dossier:
    """Return the dossier of a scenario."""
    first = agreements[spec.agreement] if isinstance(spec.agreement, str) else spec.agreement
    tellings, links = [], []
    for number, document in enumerate([first, *spec.documents]):
        made = _Telling(document, number, spec.facts if number == 0 else [])
        tellings.append(made.telling)
        links += made.links
    aliases = {match_key(name): match_key(stands_for) for name, stands_for in spec.aliases.items()}
    zones = [document.zone for document in [first, *spec.documents] if document.zone]
    return Dossier(
        id="agr-scenario",
        label=first.label or "an agreement",
        tellings=tuple(tellings),
        aliases=tuple(aliases.items()),
        links=tuple(links),
        zones=tuple(to_clock(zone) for zone in dict.fromkeys(zones)),
        announced_in=tuple(to_clock(zone) for zone in first.announced_in),
    )


class _Text:
    """The text of a document that is made up quote by quote."""

    def __init__(self, opening: str) -> None:
        self.text = opening

    def add(self, quote: str) -> Evidence:
        start = len(self.text) + 1
        self.text += f"\n{quote}"
        return Evidence(start, start + len(quote), quote)

    def add_all(self, quotes: Quotes, otherwise: str) -> tuple[Evidence, ...]:
        words = [quotes] if isinstance(quotes, str) else (quotes or [otherwise])
        return tuple(self.add(quote) for quote in words)


def _without_digits(name: str, value: str) -> str:
    """Return words for a part; a number would be read as a quantity, so it is not among them."""
    return value if value and not any(c.isdigit() for c in value) else f"its {name}"


class _Telling:
    """What one document of a scenario tells, with its text made up."""

    def __init__(self, spec: DocumentSpec, number: int, more_facts: Iterable[FactSpec]) -> None:
        self._spec = spec
        self._text = _Text(f"Document {'ABCDEFGHIJ'[number]}.")
        self._id = f"a{number + 1}"
        agreement = self._agreement()
        told = [*spec.facts, *more_facts]
        kept = [(s, self._fact(s)) for s in told if s.reviewed != "rejected"]
        links = [
            (s, self._text.add_all(s.quote, f"{s.member} is of {s.group}")) for s in spec.links
        ]
        name = spec.name or f"{'abcdefghij'[number]}.txt"
        document = document_id(self._text.text.encode())
        self.telling = Telling(
            document=document,
            name=name,
            known=spec.published or spec.taken_in or "",
            agreement=agreement,
            facts=tuple(fact for _, fact in kept),
            confirmed=frozenset(fact for s, fact in kept if s.reviewed == "accepted"),
            is_published=spec.published is not None,
        )
        self.links = [
            Link(
                s.member,
                s.group,
                Citation(document, name, quotes[0], tuple(s.voice)),
                tuple(s.voice),
            )
            for s, quotes in links
        ]

    def _agreement(self) -> Agreement:
        spec, text = self._spec, self._text
        anchor = text.add(spec.label or "the truce")
        named_as = spec.named_as.value if isinstance(spec.named_as, ValueSpec) else spec.named_as
        values: dict[str, Any] = {
            "named_as": named_as,
            "form": spec.form,
            "stage": spec.stage,
            "authenticity": spec.authenticity,
            "scope": spec.scope,
        }
        return Agreement(
            id=self._id,
            label=spec.label or "the truce",
            anchor=anchor,
            **values,
            relations=tuple(
                Relation(s.kind, s.to, text.add_all(s.quote, f"{s.kind.value} {s.to}"))
                for s in spec.relations
            ),
            participants=tuple(
                Participant(
                    name=s.name,
                    role=s.role,
                    evidence=text.add_all(s.quote, s.name),
                    aliases=tuple(s.aliases),
                    on_behalf_of=s.on_behalf_of,
                    voice=tuple(s.voice),
                    stance=s.stance,
                )
                for s in spec.participants
            ),
            dates=tuple(
                DateValue(
                    kind=s.kind,
                    value=s.value,
                    evidence=text.add_all(s.quote, f"{s.kind.value} {s.value}"),
                    derived_from=s.derived_from,
                    voice=tuple(s.voice),
                    stance=s.stance,
                )
                for s in spec.dates
            ),
            places=tuple(PlaceValue(s.name, text.add_all(s.quote, s.name)) for s in spec.places),
            terms=tuple(self._term(s) for s in spec.terms),
            claims=tuple(
                Claim(
                    speaker=s.speaker,
                    stance=s.stance,
                    evidence=text.add_all(s.quote, f"{s.speaker} {s.stance.value} it"),
                    about=s.about,
                    voice=tuple(s.voice),
                )
                for s in spec.claims
            ),
            grounds=tuple(
                Ground(name, "scenario", (text.add(f"its {name}"),))
                for name, value in values.items()
                if value is not None
            ),
        )

    def _term(self, spec: TermSpec) -> Term:
        stated: dict[str, ValueSpec] = {}
        for name in PART_NAMES:
            given = getattr(spec, name)
            if given is not None:
                stated[name] = given if isinstance(given, ValueSpec) else ValueSpec(given)
        words = {
            name: [part.quote] if isinstance(part.quote, str) else part.quote or []
            for name, part in stated.items()
        }
        made_up = "; ".join(
            " ".join(words[name]) or _without_digits(name, part.value)
            for name, part in stated.items()
        )
        evidence = self._text.add_all(spec.quote, f"A clause: {made_up}.")
        parts: dict[str, Any] = {}
        for name, part in stated.items():
            quotes = words[name] or ([] if spec.quote else [_without_digits(name, part.value)])
            found = tuple(self._quoted_in(evidence, quote) for quote in quotes)
            parts[name] = Part(part.value, found or evidence, part.status)
        return Term(
            codes=tuple(spec.codes),
            evidence=evidence,
            number=spec.number,
            modality=spec.modality,
            voice=tuple(spec.voice),
            stance=spec.stance,
            **parts,
        )

    def _quoted_in(self, evidence: tuple[Evidence, ...], quote: str) -> Evidence:
        for each in evidence:
            place = each.quote.find(quote)
            if place >= 0:
                start = each.start + place
                return Evidence(start, start + len(quote), quote)
        return self._text.add(quote)

    def _fact(self, spec: FactSpec) -> Fact:
        words = " ".join(
            word
            for word in (*spec.voice, spec.by, spec.act.value, spec.against, spec.place, spec.date)
            if word
        )
        return Fact(
            act=spec.act,
            evidence=self._text.add_all(spec.quote, words),
            by=spec.by,
            against=spec.against,
            place=spec.place,
            date=spec.date,
            effective=spec.effective,
            until=spec.until,
            term=spec.term,
            agreement=self._id,
            voice=tuple(spec.voice),
            stance=spec.stance,
        )


@cache
def to_clock(zone: str) -> Clock:
    """Return the clock of a zone of the time zone database, from 1980 to 2030."""
    info = ZoneInfo(zone)

    def offset_at(tick: int) -> int:
        there = datetime(1, 1, 1, tzinfo=UTC) + timedelta(minutes=tick)
        offset = there.astimezone(info).utcoffset()
        assert offset is not None
        return int(offset.total_seconds()) // 60

    first = tick_of(date(_FIRST_YEAR, 1, 1))
    offsets = [(first, offset_at(first))]
    for tick in range(first, tick_of(date(_LAST_YEAR, 1, 1)), DAY):
        if offset_at(tick + DAY) == offsets[-1][1]:
            continue
        before, after = tick, tick + DAY
        while after - before > 1:
            middle = (before + after) // 2
            if offset_at(middle) == offsets[-1][1]:
                before = middle
            else:
                after = middle
        offsets.append((after, offset_at(after)))
    return Clock(zone, "the scenario names it", tuple(offsets))
