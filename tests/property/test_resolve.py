"""Groups of accounts: the same in whatever order documents come, and as before once undone."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from deposited import Ticking
from hudna.domain.codebook import Scope, Stage
from hudna.errors import ConflictError
from hudna.registry import Deposit, Registry, open_registry
from reported import Told, report

SLOW = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
_DAYS = st.sampled_from([None, "2031-05-03", "2031-05", "2031-06-20"])
_TOLD = st.builds(
    Told,
    sides=st.sampled_from([("North Front", "Lake Council"), ("North Front",), ("Hill Brigade",)]),
    signed=_DAYS,
    start=_DAYS,
    duration=st.sampled_from([None, "P7D", "P1M"]),
    places=st.sampled_from([(), ("al-Qanat",), ("al-Qanat", "Bir Jadid")]),
    stage=st.sampled_from([Stage.AGREED, Stage.IN_FORCE, Stage.REJECTED]),
    scope=st.sampled_from([None, Scope.LOCAL, Scope.NATIONAL]),
)


@st.composite
def reports(draw: st.DrawFn) -> list[Deposit]:
    told = draw(st.lists(st.lists(_TOLD, min_size=1, max_size=2), min_size=2, max_size=6))
    published = st.sampled_from([None, "2031-05-04", "2031-06-21"])
    return [
        report(*each, name=f"{n}.txt", published=draw(published), words=f"Paper {n} of the coast.")
        for n, each in enumerate(told)
    ]


@contextmanager
def empty_registry() -> Iterator[Registry]:
    with (
        tempfile.TemporaryDirectory() as folder,
        open_registry(Path(folder) / "hudna.db", clock=Ticking()) as registry,
    ):
        yield registry


def groups(registry: Registry) -> set[frozenset[str]]:
    return {
        frozenset(account.id for account in view.accounts) for view in registry.iter_agreements()
    }


@SLOW
@given(reports(), st.data())
def test_the_order_of_documents_makes_no_difference(
    deposits: list[Deposit], data: st.DataObject
) -> None:
    order = data.draw(st.permutations(range(len(deposits))))
    with empty_registry() as registry, empty_registry() as other:
        registry.store(deposits)
        registry.resolve()
        for index in order:
            other.store([deposits[index]])
            other.resolve()
        assert groups(registry) == groups(other)


@SLOW
@given(reports())
def test_no_two_accounts_of_one_document_are_one(deposits: list[Deposit]) -> None:
    with empty_registry() as registry:
        registry.store(deposits)
        registry.resolve()
        for view in registry.iter_agreements():
            documents = [account.document.id for account in view.accounts]
            assert len(documents) == len(set(documents))


@SLOW
@given(reports(), st.data())
def test_undoing_every_decision_restores_the_groups(
    deposits: list[Deposit], data: st.DataObject
) -> None:
    with empty_registry() as registry:
        registry.store(deposits)
        registry.resolve()
        before = groups(registry)
        accounts = sorted(account for group in before for account in group)
        made = []
        for _ in range(data.draw(st.integers(1, 4))):
            one, other = (data.draw(st.sampled_from(accounts)) for _ in "ab")
            try:
                if data.draw(st.booleans()) and one != other:
                    decision = registry.merge(one, other, reason="one", author="reviewer")
                else:
                    decision = registry.split(one, reason="two", author="reviewer")
            except ConflictError:
                continue
            made.append(decision.number)
            if data.draw(st.booleans()):
                between = groups(registry)
                registry.resolve()
                assert groups(registry) == between
        for number in data.draw(st.permutations(made)):
            registry.undo(number, reason="as before", author="reviewer")
        assert groups(registry) == before


@SLOW
@given(reports(), st.data())
def test_what_a_person_decided_is_so(deposits: list[Deposit], data: st.DataObject) -> None:
    with empty_registry() as registry:
        registry.store(deposits)
        registry.resolve()
        accounts = sorted(account for group in groups(registry) for account in group)
        one, other = data.draw(st.permutations(accounts))[:2]
        try:
            registry.merge(one, other, reason="one", author="reviewer")
        except ConflictError:
            registry.split(one, reason="two", author="reviewer", apart_from=other)
            registry.resolve()
            assert not any({one, other} <= group for group in groups(registry))
        else:
            registry.resolve()
            assert any({one, other} <= group for group in groups(registry))
