"""Resolving what is new: in whatever batches, to what resolving everything comes to."""

from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hudna.domain.codebook import Stage
from hudna.domain.identifiers import content_id
from hudna.domain.readings import Reader
from hudna.domain.statements import DecisionKind, SubjectKind
from hudna.errors import HudnaError
from hudna.registry import Deposit, Registry
from property.test_resolve import empty_registry, groups, reports
from resolved import check_alike

SLOW = settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def read_again(deposit: Deposit, version: int, *, most: int, stage: Stage) -> Deposit:
    """Return what another version makes of a document: fewer agreements, another stage."""
    agreements = tuple(
        replace(each, stage=stage if each.stage is not None else None)
        for each in deposit.reading.agreements[:most]
    )
    reader = Reader("rules", str(version), "vocabulary-test")
    reading = replace(deposit.reading, reader=reader, agreements=agreements)
    return replace(deposit, job=content_id("job", reading.id), reading=reading)


def decide(registry: Registry, data: st.DataObject) -> None:
    """Decide something, as far as it may be."""
    accounts = sorted(account for group in groups(registry) for account in group)
    kind = data.draw(st.sampled_from(["merge", "split", "reject", "undo"]))
    one, other = (data.draw(st.sampled_from(accounts)) for _ in "ab") if accounts else ("", "")
    try:
        if kind == "merge":
            registry.merge(one, other, reason="so", author="reviewer")
        elif kind == "split":
            registry.split(one, reason="so", author="reviewer")
        elif kind == "undo":
            registry.undo(data.draw(st.integers(1, 4)), reason="so", author="reviewer")
        else:
            told = sorted(
                value.statement.id
                for view in registry.iter_agreements()
                for subject in view.iter_subjects(SubjectKind.DATE)
                for value in subject.values
            )
            if told:
                registry.decide(
                    DecisionKind.REJECT,
                    data.draw(st.sampled_from(told)),
                    reason="so",
                    author="reviewer",
                )
    except HudnaError:
        pass


@SLOW
@given(reports(), st.data())
def test_resolving_what_is_new_comes_to_resolving_everything(
    deposits: list[Deposit], data: st.DataObject
) -> None:
    with empty_registry() as registry:
        registry.resolve()
        waiting = list(data.draw(st.permutations(deposits)))
        version = 1
        while waiting:
            size = data.draw(st.integers(1, len(waiting)))
            registry.store(waiting[:size])
            del waiting[:size]
            if data.draw(st.booleans()):
                decide(registry, data)
            if data.draw(st.booleans()):
                version += 1
                stage = data.draw(st.sampled_from([Stage.AGREED, Stage.REJECTED]))
                deposit = data.draw(st.sampled_from(deposits))
                most = data.draw(st.integers(0, 2))
                registry.store([read_again(deposit, version, most=most, stage=stage)])
            if data.draw(st.booleans()):
                told = registry.resolve_new()
                if data.draw(st.booleans()):
                    check_alike(registry, told)
        check_alike(registry, registry.resolve_new())


@SLOW
@given(reports(), st.data())
def test_the_order_of_what_is_new_makes_no_difference(
    deposits: list[Deposit], data: st.DataObject
) -> None:
    with empty_registry() as registry, empty_registry() as other:
        registry.store(deposits)
        registry.resolve()
        other.resolve()
        for index in data.draw(st.permutations(range(len(deposits)))):
            other.store([deposits[index]])
            other.resolve_new()
        assert groups(registry) == groups(other)
