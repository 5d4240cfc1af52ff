"""What is stored is what was read, in whatever order and however often."""

import contextlib
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

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
from hudna.domain.readings import Reader
from hudna.domain.statements import Statement, SubjectKind
from hudna.domain.views import AccountView, AgreementView, CitedValue, DocumentView
from hudna.errors import InputError
from hudna.registry import Deposit, Registry, open_registry, to_statements
from hudna.registry.statements import account_id
from strategies import batches, deposits, names, readings, renditions, to_deposit

SLOW = settings(
    max_examples=12,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)

Said = frozenset[tuple[Any, ...]]


@contextmanager
def empty_registry() -> Iterator[Registry]:
    with tempfile.TemporaryDirectory() as folder, open_registry(Path(folder) / "r.db") as registry:
        yield registry


def said(statement: Statement) -> tuple[Any, ...]:
    return (
        statement.kind,
        statement.property,
        statement.value,
        statement.voice,
        statement.stance,
        statement.status,
        statement.evidence,
        statement.basis,
    )


def in_order(evidence: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
    return tuple(sorted(set(evidence)))


def read_of_agreement(agreement: Agreement, ids: dict[str, str]) -> set[Said]:
    """Return what an agreement says, subject by subject, told independently of the registry."""
    own: set[tuple[Any, ...]] = set()
    plain = ((), Stance.ASSERTS, Status.STATED)
    for name in GROUNDED:
        value = getattr(agreement, name)
        if value is not None:
            [ground] = [g for g in agreement.grounds if g.of == name]
            words = in_order(ground.evidence)
            own.add((SubjectKind.AGREEMENT, name, str(value), *plain, words, ground.rule))
    for relation in agreement.relations:
        to = ids.get(relation.to, relation.to)
        name = f"relation.{relation.kind}"
        own.add((SubjectKind.AGREEMENT, name, to, *plain, in_order(relation.evidence), None))
    told: tuple[Any, ...] = (
        *agreement.participants,
        *agreement.dates,
        *agreement.places,
        *agreement.terms,
        *agreement.claims,
    )
    return ({frozenset(own)} if own else set()) | {read_of(each) for each in told}


def read_of(
    told: Participant | DateValue | PlaceValue | Term | Claim | Fact,
) -> Said:
    """Return what a part of a reading says."""
    found: list[tuple[SubjectKind, str, object, Any, Any, Any]] = []
    status = Status.STATED if isinstance(told, Fact) else told.status
    stance = Stance.ASSERTS if isinstance(told, Claim) else told.stance

    def add(kind: SubjectKind, *pairs: tuple[str, object], basis: str | None = None) -> None:
        found.extend((kind, n, v, told.evidence, status, basis) for n, v in pairs if v is not None)

    match told:
        case Participant():
            aliases = [("alias", alias) for alias in told.aliases]
            add(
                SubjectKind.PARTICIPANT,
                ("name", told.name),
                ("role", told.role),
                *aliases,
                ("on_behalf_of", told.on_behalf_of),
            )
        case DateValue():
            add(SubjectKind.DATE, (f"date.{told.kind}", told.value), basis=told.derived_from)
        case PlaceValue():
            add(SubjectKind.PLACE, ("name", told.name))
        case Term():
            codes = [("code", code) for code in told.codes]
            add(SubjectKind.TERM, ("number", told.number), ("modality", told.modality), *codes)
            for name in PART_NAMES:
                if (part := getattr(told, name)) is not None:
                    row = (SubjectKind.TERM, name, part.value, part.evidence, part.status, None)
                    found.append(row)
        case Claim():
            pairs = (("speaker", told.speaker), ("stance", told.stance), ("about", told.about))
            add(SubjectKind.CLAIM, *pairs)
        case Fact():
            words = ("act", "by", "against", "place", "date")
            add(SubjectKind.FACT, *((name, getattr(told, name)) for name in words))
    return frozenset(
        (kind, name, str(value), told.voice, stance, state, in_order(evidence), basis)
        for kind, name, value, evidence, state, basis in found
    )


def shown(account: AccountView) -> set[Said]:
    return {
        frozenset(said(value.statement) for value in subject.values)
        for subject in account.subjects
        if subject.kind is not SubjectKind.FACT
    }


State = tuple[list[DocumentView], list[AgreementView], list[CitedValue]]


def state(registry: Registry) -> State:
    return (
        list(registry.iter_documents()),
        list(registry.iter_agreements()),
        list(registry.iter_values()),
    )


@SLOW
@given(deposits())
def test_what_is_shown_is_what_was_read(deposit: Deposit) -> None:
    reading = deposit.reading
    ids = {a.id: account_id(reading.document.id, a.anchor) for a in reading.agreements}
    with empty_registry() as registry:
        registry.store([deposit])
        accounts = {a.id: a for view in registry.iter_agreements() for a in view.accounts}
    assert {ids[a.id]: read_of_agreement(a, dict(ids)) for a in reading.agreements} == {
        identifier: shown(account) for identifier, account in accounts.items()
    }
    assert [a.label for a in accounts.values()] == [a.label for a in reading.agreements]


@SLOW
@given(deposits())
def test_facts_are_shown_as_they_were_read(deposit: Deposit) -> None:
    with empty_registry() as registry:
        registry.store([deposit])
        values = [v.value.statement for v in registry.iter_values()]
    facts = [v for v in values if v.kind is SubjectKind.FACT]
    by_subject = {
        frozenset(said(f) for f in facts if f.subject == subject)
        for subject in {f.subject for f in facts}
    }
    assert by_subject == {read_of(fact) for fact in deposit.reading.facts}


@SLOW
@given(deposits())
def test_document_text_and_bytes_come_back_as_they_were(deposit: Deposit) -> None:
    with empty_registry() as registry:
        registry.store([deposit])
        document = registry.get_document(deposit.document.id)
        rendition = registry.get_rendition(deposit.document.id)
        original = registry.get_original(deposit.document.id)
        values = registry.get_values(deposit.document.id)
    assert document.document == deposit.document
    assert rendition == deposit.rendition
    assert original == deposit.original
    assert all(stands_in(e, rendition.text) for v in values for e in v.value.statement.evidence)


@SLOW
@given(st.data())
def test_the_order_of_documents_makes_no_difference(data: st.DataObject) -> None:
    batch = data.draw(batches())
    order = data.draw(st.permutations(range(len(batch))))
    with empty_registry() as registry, empty_registry() as other:
        for deposit in batch:
            registry.store([deposit])
        for index in order:
            other.store([batch[index]])
        assert without_times(state(registry)) == without_times(state(other))


def without_times(found: State) -> State:
    """Return a state without when it was stored, which order does change."""
    documents, agreements, values = found
    timeless = [
        replace(view, accounts=tuple(replace(account, stored_at="") for account in view.accounts))
        for view in agreements
    ]
    return [replaced(view) for view in documents], timeless, values


def replaced(view: DocumentView) -> DocumentView:
    readings = tuple(
        type(r)(r.id, r.reader, r.rendition, r.agreements, r.warnings, r.refused, "")
        for r in view.readings
    )
    return type(view)(view.document, view.rendition, view.encoding, view.length_chars, readings, "")


@SLOW
@given(batches())
def test_storing_twice_changes_nothing(batch: list[Deposit]) -> None:
    with empty_registry() as registry:
        registry.store(batch)
        before = state(registry)
        again = registry.store(batch)
        assert state(registry) == before
    assert not any(outcome.is_new for outcome in again)


@SLOW
@given(batches())
def test_one_transaction_and_many_store_the_same(batch: list[Deposit]) -> None:
    with empty_registry() as together, empty_registry() as apart:
        together.store(batch)
        for deposit in batch:
            apart.store([deposit])
        assert without_times(state(together)) == without_times(state(apart))


@SLOW
@given(st.data())
def test_what_two_readers_read_stands_side_by_side(data: st.DataObject) -> None:
    original, document, rendition = data.draw(renditions())
    first = data.draw(readings(document, rendition, reader=Reader("rules", "1", "v")))
    second = data.draw(readings(document, rendition, reader=Reader("person:A", "1", "v")))
    with empty_registry() as registry:
        registry.store([to_deposit(original, document, rendition, r) for r in (first, second)])
        values = list(registry.iter_values())
    for reading in (first, second):
        expected = {s.id for s in to_statements(reading).statements}
        readers = {v.value.statement.id for v in values if reading.reader.name in v.value.readers}
        assert readers == expected


@SLOW
@given(st.data())
def test_the_version_of_a_reader_is_no_part_of_what_it_says(data: st.DataObject) -> None:
    _, document, rendition = data.draw(renditions())
    reading = data.draw(readings(document, rendition))
    later = type(reading)(
        reading.document,
        Reader(reading.reader.name, "99", "vocabulary-99"),
        reading.agreements,
        reading.facts,
    )
    assert to_statements(reading) == to_statements(later)


@SLOW
@given(deposits(), st.text() | names())
def test_no_search_fails_for_how_it_is_written(deposit: Deposit, words: str) -> None:
    with empty_registry() as registry:
        registry.store([deposit])
        with contextlib.suppress(InputError):
            found = registry.search(words)
            assert all(hit.document == deposit.document for hit in found.documents)


@SLOW
@given(st.data())
def test_a_word_of_a_text_finds_its_document(data: st.DataObject) -> None:
    deposit = data.draw(deposits())
    word = data.draw(st.sampled_from(deposit.rendition.text.split()))
    with empty_registry() as registry:
        registry.store([deposit])
        try:
            found = registry.search(word)
        except InputError:
            return
    assert [hit.document.id for hit in found.documents] == [deposit.document.id]
    match = found.documents[0].match
    assert match is None or stands_in(match, deposit.rendition.text)


@SLOW
@given(batches())
def test_the_audit_trail_holds_and_a_copy_has_all_of_it(batch: list[Deposit]) -> None:
    with empty_registry() as registry, empty_registry() as other:
        registry.store(batch[:1])
        registry.store(batch)
        registry.resolve()
        report = registry.verify_audit()
        assert report.faults == ()
        registry.copy_to(other)
        assert other.verify_audit() == report
