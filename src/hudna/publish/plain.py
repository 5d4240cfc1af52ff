"""Plain data: what a view is as JSON, the same for every listing and export.

What is not stated is left out, but for lists and for the values of an agreement itself.
"""

from collections.abc import Iterable
from enum import StrEnum
from typing import Any

from hudna.domain.codebook import DateKind, Role
from hudna.domain.documents import Document, Rendition
from hudna.domain.evidence import Evidence
from hudna.domain.problems import StoredProblem
from hudna.domain.readings import to_plain
from hudna.domain.statements import Decision, SubjectKind
from hudna.domain.views import (
    AccountView,
    AgreementView,
    CitedValue,
    DocumentView,
    RelationView,
    SearchResult,
    SubjectView,
    Value,
    is_rejected,
)
from hudna.text.folding import match_key

OWN = ("named_as", "form", "stage", "authenticity", "scope")
"""The values of an agreement itself, in the order in which they are shown."""


def to_plain_summary(view: AgreementView) -> dict[str, Any]:
    """Return an agreement as a listing has it.

    `stage` and the other values of the agreement itself are those that its last document gives, by
    a person rather than a program, and null where none does; `contested` has every value of those
    on which its accounts differ; `sources` is how many documents tell of it, copies of one text
    counted once.
    """
    contested = {
        name: list(dict.fromkeys(value.value for value in view.own(name)))
        for name in OWN
        if view.is_contested(name)
    }
    return {
        "id": view.id,
        "label": view.label,
        **{name: _find_last(view, name) for name in OWN},
        **({"contested": contested} if contested else {}),
        "participants": participants_of(view),
        "dates": [
            {"kind": value.statement.property.removeprefix("date."), "value": value.value}
            for value in sorted(_each_once(view, SubjectKind.DATE, "date."), key=rank_of_date)
        ],
        "places": [value.value for value in _each_once(view, SubjectKind.PLACE, "name")],
        "sources": len(view.sources),
        "accounts": [_account(account) for account in view.accounts],
    }


def to_plain_agreement(view: AgreementView) -> dict[str, Any]:
    """Return an agreement with every account, statement and quote of it."""
    return {
        **to_plain_summary(view),
        "accounts": [
            {
                "id": account.id,
                **_account(account),
                **_metadata(account.document),
                "subjects": [
                    {
                        "kind": subject.kind.value,
                        "id": subject.id,
                        "statements": [to_plain_value(value) for value in subject.values],
                    }
                    for subject in account.subjects
                ],
                "rejected": [to_plain_value(value) for value in account.rejected],
            }
            for account in view.accounts
        ],
    }


def to_plain_relation(relation: RelationView) -> dict[str, Any]:
    """Return how one agreement stands to another: `to` is null where only words are known."""
    return {
        "agreement": relation.agreement,
        "kind": relation.kind.value,
        "to": relation.to,
        "words": relation.to_label if relation.to is None else relation.value.value,
        "label": relation.to_label,
        **({"because": relation.because} if relation.because else {}),
        **({"fits": list(relation.fits)} if relation.fits else {}),
        "statement": to_plain_value(relation.value),
    }


def to_plain_value(value: Value) -> dict[str, Any]:
    """Return a statement: `value` as decisions leave it, `stated` where that is another."""
    statement = value.statement
    plain: dict[str, Any] = {
        "id": statement.id,
        "property": statement.property,
        "value": value.value,
    }
    if value.value != statement.value:
        plain["stated"] = statement.value
    if statement.voice:
        plain["voice"] = list(statement.voice)
    plain["stance"] = statement.stance.value
    plain["status"] = statement.status.value
    if statement.basis is not None:
        plain["basis"] = statement.basis
    plain["readers"] = list(value.readers)
    if value.decision is not None:
        plain["decision"] = to_plain_decision(value.decision)
    if value.rendition is not None:
        plain["rendition"] = value.rendition
    plain["evidence"] = [_evidence(evidence) for evidence in statement.evidence]
    return plain


def to_plain_decision(decision: Decision) -> dict[str, Any]:
    """Return a decision."""
    return {
        "number": decision.number,
        "kind": decision.kind.value,
        "target": decision.target,
        **({} if decision.value is None else {"value": decision.value}),
        "reason": decision.reason,
        "author": decision.author,
        "decided_at": decision.decided_at,
        "undone": decision.is_undone,
        "orphaned": decision.is_orphaned,
    }


def to_plain_document(view: DocumentView) -> dict[str, Any]:
    """Return a document and how it was read."""
    document = view.document
    return {
        "id": document.id,
        "name": document.name,
        "media_type": document.media_type.value,
        "size_bytes": document.size_bytes,
        **_metadata(document),
        "rendition": view.rendition,
        **({} if view.encoding is None else {"encoding": view.encoding}),
        "length_chars": view.length_chars,
        "stored_at": view.stored_at,
        "agreements": view.agreements,
        "warnings": list(view.warnings),
        "readings": [
            {
                "id": reading.id,
                "reader": to_plain(reading.reader),
                "agreements": reading.agreements,
                "refused": reading.refused,
                "made_at": reading.made_at,
            }
            for reading in view.readings
        ],
    }


def to_plain_problem(stored: StoredProblem) -> dict[str, Any]:
    """Return a problem as the registry keeps it."""
    return {
        "code": stored.problem.code,
        "subject": stored.problem.subject,
        "reason": stored.problem.reason,
        "recorded_at": stored.recorded_at,
        "seen_at": stored.seen_at,
        **({} if stored.resolved_at is None else {"resolved_at": stored.resolved_at}),
    }


def to_plain_text(
    document: Document, rendition: Rendition, values: Iterable[CitedValue]
) -> dict[str, Any]:
    """Return a document's text with the quotes in it; offsets count its code points."""
    return {
        "document": document.id,
        "name": document.name,
        "rendition": rendition.id,
        "text": rendition.text,
        "regions": [
            {"start": region.span.start, "end": region.span.end, "kind": region.kind.value}
            for region in rendition.regions
        ],
        "values": [
            {
                **({} if cited.agreement is None else {"agreement": cited.agreement}),
                "kind": cited.value.statement.kind.value,
                **to_plain_value(cited.value),
                "rejected": is_rejected(cited.value),
            }
            for cited in values
        ],
    }


def to_plain_search(result: SearchResult) -> dict[str, Any]:
    """Return what a search found."""
    return {
        "documents": [
            {
                "document": hit.document.id,
                "name": hit.document.name,
                "rendition": hit.rendition,
                "matches": hit.matches,
                **({} if hit.match is None else {"match": _evidence(hit.match)}),
                **({} if hit.context is None else {"context": _evidence(hit.context)}),
                **({} if hit.line is None else {"line": hit.line}),
            }
            for hit in result.documents
        ],
        "quotes": [
            {
                "document": hit.document.id,
                "name": hit.document.name,
                **_evidence(hit.quote),
                "agreements": list(hit.agreements),
                **({} if hit.context is None else {"context": _evidence(hit.context)}),
                **({} if hit.line is None else {"line": hit.line}),
                **({} if hit.score is None else {"score": hit.score, "shared": dict(hit.shared)}),
            }
            for hit in result.quotes
        ],
        **({} if result.searched is None else {"searched": to_plain(result.searched)}),
        **({} if result.ranked is None else {"ranked": result.ranked}),
    }


def participants_of(view: AgreementView) -> list[dict[str, Any]]:
    """Return the participants over all accounts, each name and role once, by role: sides first."""
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for subject in view.iter_subjects(SubjectKind.PARTICIPANT):
        name, role = _shown(subject, "name"), _shown(subject, "role")
        if name is None:
            continue
        aliases = [value.value for value in subject.all("alias")]
        known = found.setdefault(
            (match_key(name) or name, role or ""),
            {"name": name, **({} if role is None else {"role": role}), "aliases": []},
        )
        known["aliases"] += [alias for alias in aliases if alias not in known["aliases"]]
    return sorted(found.values(), key=lambda each: _rank(Role, each.get("role")))


def rank_of_date(value: Value) -> int:
    """Return where a date stands in the order in which the codebook has its kinds."""
    return _rank(DateKind, value.statement.property.removeprefix("date."))


def _rank(kind: type[StrEnum], value: str | None) -> int:
    members = [member.value for member in kind]
    return members.index(value) if value in members else len(members)


def _find_last(view: AgreementView, name: str) -> str | None:
    """Return the value that the last account with one gives, the reader that counts most first."""
    for account in reversed(view.accounts):
        for subject in account.of_kind(SubjectKind.AGREEMENT):
            value = subject.find(name)
            if value is not None:
                return value.value
    return None


def _each_once(view: AgreementView, kind: SubjectKind, prefix: str) -> list[Value]:
    """Return the values of a kind of subject, each text once, in the order of the documents."""
    found: dict[tuple[str, str], Value] = {}
    for subject in view.iter_subjects(kind):
        for value in subject.values:
            if value.statement.property.startswith(prefix):
                found.setdefault((value.statement.property, value.value), value)
    return list(found.values())


def _shown(subject: SubjectView, name: str) -> str | None:
    value = subject.find(name)
    return None if value is None else value.value


def _account(account: AccountView) -> dict[str, Any]:
    return {
        "document": account.document.id,
        "name": account.document.name,
        "label": account.label,
        **({} if account.copy_of is None else {"copy_of": account.copy_of}),
    }


def _metadata(document: Document) -> dict[str, Any]:
    known = document.metadata
    every = {
        "title": known.title,
        "publisher": known.publisher,
        "published": known.published,
        "url": known.url,
        "language": known.language,
    }
    return {name: value for name, value in every.items() if value is not None}


def _evidence(evidence: Evidence) -> dict[str, Any]:
    return {"start": evidence.start, "end": evidence.end, "quote": evidence.quote}
