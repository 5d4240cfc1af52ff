"""Statements of a reading: each value it gives, with the account and the subject it belongs to.

`docs/registry.md` has the table of kinds, properties and identifiers that this module fills.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from hudna.domain.agreements import (
    GROUNDED,
    PART_NAMES,
    Agreement,
    Claim,
    DateValue,
    Fact,
    Participant,
    PlaceValue,
    Term,
)
from hudna.domain.codebook import Stance, Status
from hudna.domain.evidence import Evidence, stands_in
from hudna.domain.identifiers import (
    AccountId,
    DocumentId,
    StatementId,
    SubjectId,
    content_id,
)
from hudna.domain.readings import Reading, to_plain
from hudna.domain.statements import Statement, SubjectKind
from hudna.errors import EvidenceError

Told = Participant | DateValue | PlaceValue | Term | Claim | Fact
"""Everything of a reading that is a subject of its own."""


@dataclass(frozen=True, slots=True)
class Account:
    """What one reading tells of one agreement, before its values.

    Attributes:
        id: Hash of the document and of where the anchor stands.
        label: The reader's short description.
        anchor: The words that speak of the agreement first.
    """

    id: AccountId
    label: str
    anchor: Evidence


@dataclass(frozen=True, slots=True)
class Flattened:
    """A reading as the registry holds it.

    Attributes:
        accounts: In the order of the reading.
        statements: In the order of the reading, each once.
    """

    accounts: tuple[Account, ...]
    statements: tuple[Statement, ...]


def account_id(document: DocumentId, anchor: Evidence) -> AccountId:
    """Return the identifier of an account: the document, and where the anchor stands in it."""
    return AccountId(content_id("acc", [document, anchor.start, anchor.end]))


def to_statements(reading: Reading) -> Flattened:
    """Return the accounts and statements of a reading.

    Raises:
        EvidenceError: A value has no evidence, a quote is not at its span, or two agreements stand
            on one anchor.
    """
    accounts = tuple(
        Account(account_id(reading.document.id, a.anchor), a.label, a.anchor)
        for a in reading.agreements
    )
    _check_anchors(reading, accounts)
    known = {a.id: account.id for a, account in zip(reading.agreements, accounts, strict=True)}
    statements: dict[StatementId, Statement] = {}
    for statement in _iter_statements(reading, known):
        _check_evidence(reading, statement)
        statements.setdefault(statement.id, statement)
    return Flattened(accounts, tuple(statements.values()))


def _iter_statements(reading: Reading, known: dict[str, AccountId]) -> Iterator[Statement]:
    for agreement in reading.agreements:
        account = known[agreement.id]
        yield from _of_agreement(account, agreement, known)
        told: tuple[Told, ...] = (
            *agreement.participants,
            *agreement.dates,
            *agreement.places,
            *agreement.terms,
            *agreement.claims,
        )
        for subject, each in _subjects(account, told):
            yield from _of_told(account, subject, each)
    by_owner: dict[AccountId | None, list[Fact]] = defaultdict(list)
    for fact in reading.facts:
        by_owner[_account_of(fact, known, reading)].append(fact)
    for owner, facts in by_owner.items():
        for subject, each in _subjects(owner or reading.document.id, facts):
            yield from _of_told(owner, subject, each)


def _account_of(fact: Fact, known: dict[str, AccountId], reading: Reading) -> AccountId | None:
    if fact.agreement is None:
        return None
    if fact.agreement not in known:
        raise EvidenceError(
            f"a fact of {reading.document.name!r} names the agreement {fact.agreement!r}, which "
            "its reading does not have",
            code="evidence-agreement",
            subject=reading.document.name,
        )
    return known[fact.agreement]


def _of_agreement(
    account: AccountId, agreement: Agreement, known: dict[str, AccountId]
) -> Iterator[Statement]:
    common = _Common(account, SubjectKind.AGREEMENT, SubjectId(account))
    for name in GROUNDED:
        value = getattr(agreement, name)
        if value is not None:
            grounds = [g for g in agreement.grounds if g.of == name]
            words = tuple(e for g in grounds for e in g.evidence)
            rules = ", ".join(dict.fromkeys(g.rule for g in grounds))
            yield common.says(name, str(value), words, basis=rules or None)
    for relation in agreement.relations:
        to = known.get(relation.to, relation.to)
        yield common.says(f"relation.{relation.kind}", to, relation.evidence)
    for link in agreement.links:
        said = replace(common, voice=link.voice)
        yield said.says(f"link.{link.group}", link.member, link.evidence)
    for name in ("zone", "corrects"):
        value = getattr(agreement, name)
        if value is not None:
            yield common.says(name, value, (agreement.anchor,), basis="agreement-file")


def _of_told(account: AccountId | None, subject: SubjectId, told: Told) -> Iterator[Statement]:
    """Yield what is said of one subject, its defining value first."""
    common = _Common(
        account,
        _kind_of(told),
        subject,
        told.voice,
        Stance.ASSERTS if isinstance(told, Claim) else told.stance,
        Status.STATED if isinstance(told, Fact) else told.status,
    )
    match told:
        case Participant():
            shown = _beside((told.name, *told.aliases), told.evidence)
            yield common.says("name", told.name, _naming(told.name, told.evidence))
            yield common.says("role", told.role, shown)
            for alias in told.aliases:
                yield common.says("alias", alias, _naming(alias, told.evidence))
            yield from common.may_say("on_behalf_of", told.on_behalf_of, shown)
        case DateValue():
            yield common.says(
                f"date.{told.kind}", told.value, told.evidence, basis=told.derived_from
            )
        case PlaceValue():
            yield common.says("name", told.name, told.evidence)
        case Term():
            yield from common.may_say("number", told.number, told.evidence)
            for code in told.codes:
                yield common.says("code", code, told.evidence)
            yield from common.may_say("modality", told.modality, told.evidence)
            for name in PART_NAMES:
                part = getattr(told, name)
                if part is not None:
                    yield replace(common, status=part.status).says(name, part.value, part.evidence)
        case Claim():
            yield common.says("stance", told.stance, told.evidence)
            yield common.says("speaker", told.speaker, told.evidence)
            yield from common.may_say("about", told.about, told.evidence)
        case Fact():
            yield common.says("act", told.act, told.evidence)
            yield from common.may_say("by", told.by, told.evidence)
            yield from common.may_say("against", told.against, told.evidence)
            yield from common.may_say("place", told.place, told.evidence)
            for name in ("date", "effective", "until", "term"):
                yield from common.may_say(name, getattr(told, name), told.evidence)


def _naming(name: str, evidence: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
    """Return the quotes that are a name, or all where none is."""
    return tuple(e for e in evidence if e.quote == name) or evidence


def _beside(names: Iterable[str], evidence: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
    """Return the quotes that say more than a name, or all where none does."""
    bare = frozenset(names)
    return tuple(e for e in evidence if e.quote not in bare) or evidence


@dataclass(frozen=True, slots=True)
class _Common:
    """What all statements of one subject share."""

    account: AccountId | None
    kind: SubjectKind
    subject: SubjectId
    voice: tuple[str, ...] = ()
    stance: Stance = Stance.ASSERTS
    status: Status = Status.STATED

    def says(
        self, name: str, value: str, evidence: tuple[Evidence, ...], *, basis: str | None = None
    ) -> Statement:
        words = tuple(sorted(set(evidence)))
        identity = [
            self.subject,
            name,
            str(value),
            self.voice,
            self.stance,
            self.status,
            [[e.start, e.end, e.quote] for e in words],
        ]
        return Statement(
            id=StatementId(content_id("stm", identity)),
            account=self.account,
            kind=self.kind,
            subject=self.subject,
            property=name,
            value=str(value),
            voice=self.voice,
            stance=self.stance,
            status=self.status,
            evidence=words,
            basis=basis,
        )

    def may_say(
        self, name: str, value: str | None, evidence: tuple[Evidence, ...]
    ) -> Iterator[Statement]:
        if value is not None:
            yield self.says(name, value, evidence)


def _subjects(owner: str, told: Iterable[Told]) -> Iterator[tuple[SubjectId, Told]]:
    """Yield everything told with the identifier of its subject.

    A subject is known by its defining words. Where one reading tells several different things in
    the same defining words, each is known by all of its content instead, so that none merges with
    another.
    """
    by_words: dict[SubjectId, dict[Told, None]] = {}
    for each in told:
        kind = _kind_of(each)
        words = SubjectId(content_id(PREFIXES[kind], [owner, *_defining_words(each)]))
        by_words.setdefault(words, {})[each] = None
    for words, alike in by_words.items():
        if len(alike) == 1:
            yield words, next(iter(alike))
        else:
            for each in alike:
                prefix = PREFIXES[_kind_of(each)]
                yield SubjectId(content_id(prefix, [words, to_plain(each)])), each


PREFIXES = {
    SubjectKind.AGREEMENT: "acc",
    SubjectKind.PARTICIPANT: "par",
    SubjectKind.DATE: "dat",
    SubjectKind.PLACE: "plc",
    SubjectKind.TERM: "trm",
    SubjectKind.CLAIM: "clm",
    SubjectKind.FACT: "fct",
}
"""How the identifier of a subject begins, by its kind."""


def _kind_of(told: Told) -> SubjectKind:
    match told:
        case Participant():
            return SubjectKind.PARTICIPANT
        case DateValue():
            return SubjectKind.DATE
        case PlaceValue():
            return SubjectKind.PLACE
        case Term():
            return SubjectKind.TERM
        case Claim():
            return SubjectKind.CLAIM
        case Fact():
            return SubjectKind.FACT


def _defining_words(told: Told) -> tuple[object, ...]:
    """Return what a subject is known by: what names it, and the first words it rests on."""
    first = min(told.evidence, default=None)
    words = [first.start, first.end, first.quote] if first else []
    match told:
        case Participant() | PlaceValue():
            return (told.name, words)
        case DateValue():
            return (told.kind, words)
        case Claim():
            return (told.speaker, words)
        case Fact():
            return (told.act, words)
        case Term():
            return (words,)


def _check_anchors(reading: Reading, accounts: tuple[Account, ...]) -> None:
    if len({account.id for account in accounts}) != len(accounts):
        raise EvidenceError(
            f"two agreements of {reading.document.name!r} stand on one anchor",
            code="evidence-anchor",
            subject=reading.document.name,
        )
    for account in accounts:
        _check_quote(reading, account.anchor, "the anchor")


def _check_evidence(reading: Reading, statement: Statement) -> None:
    if not statement.evidence:
        raise EvidenceError(
            f"{statement.kind} {statement.property} {statement.value!r} of "
            f"{reading.document.name!r} has no evidence",
            code="evidence-missing",
            subject=reading.document.name,
        )
    for evidence in statement.evidence:
        _check_quote(reading, evidence, f"{statement.kind} {statement.property}")


def _check_quote(reading: Reading, evidence: Evidence, what: str) -> None:
    if not stands_in(evidence, reading.document.text):
        raise EvidenceError(
            f"{what} of {reading.document.name!r} quotes {evidence.quote!r} at "
            f"{evidence.start}:{evidence.end}, where the text says otherwise",
            code="evidence-quote",
            subject=reading.document.name,
        )
