"""Narrowing: which documents and quotes have what a search asks for besides words.

What is asked of an agreement has to hold of one account: an account of a document passes where it
has something for everything that is asked. A decision in force counts: what was rejected is not
there, what was corrected is as corrected.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import Connection, select

from hudna.domain.codebook import Role, Stage, Stance
from hudna.domain.documents import Document
from hudna.domain.periods import find_period
from hudna.domain.statements import Decision, DecisionKind, SubjectKind
from hudna.errors import InputError
from hudna.registry import tables as t
from hudna.text.folding import match_key

_NAMING = frozenset({"name", "alias"})
_OWN = ("code", "stance", "source")
"""What a quote has to be of itself, and not only the account that it belongs to."""


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What a search asks for besides words; what is not given is not asked.

    Attributes:
        actor: A name, or part of one, among the names of a participant.
        actor_names: Other names of that actor.
        role: The role of a participant: of that actor, where one is asked for.
        code: A code of a term, or the beginning of one up to a dot.
        place: A name, or part of one, among the places.
        since: The first day on which a date may fall, or the document was published.
        until: The last such day.
        stage: A stage of the agreement.
        stance: The stance of a claim.
        source: A name, or part of one, of who published the document, or of a voice in it.
        language: The language of the document.

    Raises:
        InputError: A name has no letter and no digit, or the days are in no order.
    """

    actor: str | None = None
    actor_names: tuple[str, ...] = ()
    role: Role | None = None
    code: str | None = None
    place: str | None = None
    since: date | None = None
    until: date | None = None
    stage: Stage | None = None
    stance: Stance | None = None
    source: str | None = None
    language: str | None = None

    def __post_init__(self) -> None:
        for name in (self.actor, self.place, self.source, self.code, self.language):
            if name is not None and not match_key(name):
                raise InputError(f"{name!r} is no name to look for", code="input-search")
        if self.since and self.until and self.until < self.since:
            raise InputError(f"nothing lies from {self.since} to {self.until}", code="input-search")

    @property
    def asks(self) -> bool:
        """Return whether it asks for anything."""
        return self.asks_accounts or self.language is not None

    @property
    def asks_accounts(self) -> bool:
        """Return whether it asks for more than the document tells of itself."""
        return self.asks_agreements or self.asks_dates or self.source is not None

    @property
    def asks_agreements(self) -> bool:
        """Return whether it asks for what only an account of an agreement has."""
        own = (self.actor, self.role, self.code, self.place, self.stage, self.stance)
        return any(each is not None for each in own)

    @property
    def asks_dates(self) -> bool:
        """Return whether it asks for dates."""
        return self.since is not None or self.until is not None


@dataclass(frozen=True, slots=True)
class Passed:
    """What of a document passes.

    Attributes:
        accounts: The row numbers of the accounts that pass.
        statements: The statements of what was asked for, by row number.
        own: The statements that a quote has to be of; None where any of the accounts will do.
    """

    accounts: frozenset[int]
    statements: frozenset[int]
    own: frozenset[int] | None


@dataclass(frozen=True, slots=True)
class _Said:
    """One value of a subject."""

    number: int
    property: str
    value: str
    voice: tuple[str, ...]


@dataclass(slots=True)
class _Account:
    """What one document says of one agreement: its subjects, by kind and identifier."""

    subjects: dict[tuple[SubjectKind, str], list[_Said]] = field(
        default_factory=lambda: defaultdict(list)
    )

    def of_kind(self, kind: SubjectKind) -> Iterator[list[_Said]]:
        """Yield the subjects of a kind."""
        return (said for (each, _), said in self.subjects.items() if each is kind)

    def find(self, kind: SubjectKind, *asked: "Asked") -> list[_Said]:
        """Return everything of the subjects of a kind that have all that is asked."""
        found = (said for said in self.of_kind(kind) if all(ask(said) for ask in asked))
        return [each for said in found for each in said]


@dataclass(frozen=True, slots=True)
class Asked:
    """Asks whether a subject has a property with a value that passes.

    Attributes:
        names: The names of the property.
        passes: Whether a value passes.
    """

    names: frozenset[str]
    passes: Callable[[str], bool]

    def __call__(self, said: Sequence[_Said]) -> bool:
        """Return whether a subject, of which this is said, passes."""
        return any(each.property in self.names and self.passes(each.value) for each in said)


def to_asked(asked: Narrowing) -> dict[str, tuple[SubjectKind, tuple[Asked, ...]]]:
    """Return what a subject of an account has to have, and of which kind it is, by what it is of.

    What the document itself may have instead, a date or a source, is left out.
    """
    wanted: dict[str, tuple[SubjectKind, tuple[Asked, ...]]] = {}
    of_actor: list[Asked] = []
    if asked.role is not None:
        of_actor.append(Asked(frozenset({"role"}), asked.role.__eq__))
    if asked.actor is not None:
        names = frozenset(match_key(each) for each in asked.actor_names)
        key = match_key(asked.actor)
        of_actor.append(Asked(_NAMING, lambda v: key in match_key(v) or match_key(v) in names))
    if of_actor:
        wanted["actor"] = (SubjectKind.PARTICIPANT, tuple(of_actor))
    if asked.code is not None:
        code = asked.code
        passes = Asked(frozenset({"code"}), lambda v: v == code or v.startswith(f"{code}."))
        wanted["code"] = (SubjectKind.TERM, (passes,))
    if asked.place is not None:
        place = match_key(asked.place)
        of_place = Asked(_NAMING, lambda v: place in match_key(v))
        wanted["place"] = (SubjectKind.PLACE, (of_place,))
    if asked.stage is not None:
        of_stage = Asked(frozenset({"stage"}), asked.stage.__eq__)
        wanted["stage"] = (SubjectKind.AGREEMENT, (of_stage,))
    if asked.stance is not None:
        of_claim = Asked(frozenset({"stance"}), asked.stance.__eq__)
        wanted["stance"] = (SubjectKind.CLAIM, (of_claim,))
    return wanted


def find_passing(
    connection: Connection,
    asked: Narrowing,
    documents: Mapping[int, Document],
    decisions: Mapping[str, Decision],
) -> dict[int, Passed]:
    """Return what passes of those documents of which anything does, by their row numbers.

    Args:
        connection: An open transaction.
        asked: What is asked for.
        documents: The documents.
        decisions: The decisions in force, by statement.
    """
    fitting = {
        number: document
        for number, document in documents.items()
        if asked.language is None
        or (document.metadata.language or "").casefold() == asked.language.casefold()
    }
    if not asked.asks_accounts:
        return {number: Passed(frozenset(), frozenset(), None) for number in fitting}
    told = _load_told(connection, tuple(fitting), decisions)
    found: dict[int, Passed] = {}
    for number, document in fitting.items():
        passed = _pass(asked, document, told.get(number, {}))
        if passed is not None:
            found[number] = passed
    return found


def _pass(asked: Narrowing, document: Document, told: Mapping[int, _Account]) -> Passed | None:
    is_published = _is_named(document.metadata.publisher, asked.source)
    is_dated = asked.asks_dates and _is_within(document.metadata.published, asked)
    accounts: set[int] = set()
    statements: set[int] = set()
    own: set[int] = set()
    for number, account in told.items():
        found = _found(asked, account, is_published=is_published)
        if is_dated:
            found.pop("date", None)
        if all(found.values()):
            accounts.add(number)
            statements.update(each.number for said in found.values() for each in said)
            narrow = [{e.number for e in found[name]} for name in _OWN if name in found]
            own |= narrow[0].intersection(*narrow[1:]) if narrow else set()
    if accounts:
        is_narrow = asked.code or asked.stance or (asked.source and not is_published)
        return Passed(
            frozenset(accounts), frozenset(statements), frozenset(own) if is_narrow else None
        )
    if asked.asks_agreements or (asked.source is not None and not is_published):
        return None
    return Passed(frozenset(), frozenset(), None) if is_dated or not asked.asks_dates else None


def _found(asked: Narrowing, account: _Account, *, is_published: bool) -> dict[str, list[_Said]]:
    """Return what an account has for each thing that is asked for.

    Args:
        asked: What is asked for.
        account: The account.
        is_published: Whether the source that is asked for published the document.
    """
    wanted = to_asked(asked)
    if asked.stance is not None and asked.source is not None and not is_published:
        kind, asks = wanted["stance"]
        speaks = Asked(frozenset({"speaker"}), lambda v: _is_named(v, asked.source))
        wanted["stance"] = (kind, (*asks, speaks))
    found = {name: account.find(kind, *asks) for name, (kind, asks) in wanted.items()}
    if asked.stage is not None:
        found["stage"] = [
            each for each in found["stage"] if (each.property, each.value) == ("stage", asked.stage)
        ]
    if asked.source is not None and not is_published:
        found["source"] = [
            each
            for said in account.subjects.values()
            for each in said
            if any(_is_named(voice, asked.source) for voice in each.voice)
            or (each.property == "speaker" and _is_named(each.value, asked.source))
        ]
    if asked.since is not None or asked.until is not None:
        found["date"] = [
            each
            for said in account.of_kind(SubjectKind.DATE)
            for each in said
            if _is_within(each.value, asked)
        ]
    return found


def _is_named(name: str | None, asked: str | None) -> bool:
    return asked is not None and name is not None and match_key(asked) in match_key(name)


def _is_within(text: str | None, asked: Narrowing) -> bool:
    period = find_period(text)
    return period is not None and period.may_overlap(asked.since, asked.until)


def _load_told(
    connection: Connection, documents: Sequence[int], decisions: Mapping[str, Decision]
) -> dict[int, dict[int, _Account]]:
    """Return what the latest readings say in documents, by document and account."""
    s, rs, la = t.statements.c, t.reading_statements.c, t.latest_readings.c
    columns = (s.number, s.id, s.document, s.account, s.kind, s.subject, s.property, s.value)
    query = (
        select(*columns, s.voice)
        .distinct()
        .select_from(t.latest_readings)
        .join(t.reading_statements, rs.reading == la.reading)
        .join(t.statements, s.number == rs.statement)
        .where(la.document.in_(documents))
        .where(s.account.is_not(None))
        .order_by(s.number)
    )
    told: dict[int, dict[int, _Account]] = defaultdict(lambda: defaultdict(_Account))
    for (
        number,
        identifier,
        document,
        account,
        kind,
        subject,
        name,
        value,
        voice,
    ) in connection.execute(query):
        decision = decisions.get(identifier)
        if decision is not None and decision.kind is DecisionKind.REJECT:
            continue
        shown = value if decision is None or decision.value is None else decision.value
        voices = () if voice == "[]" else tuple(json.loads(voice))
        subjects = told[document][account].subjects
        subjects[SubjectKind(kind), subject].append(_Said(number, name, shown, voices))
    return told
