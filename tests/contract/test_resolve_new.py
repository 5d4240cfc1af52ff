"""Resolving what is new, in each store: to what resolving everything comes to."""

import random
from dataclasses import replace

from hudna.domain.identifiers import content_id
from hudna.domain.readings import Reader
from hudna.domain.sameness import Thresholds
from hudna.registry import Deposit, Registry
from hudna.registry.resolve.blocking import LARGEST
from reported import Told, report
from resolved import check_alike, held


def many(count: int, *, seed: int) -> list[Deposit]:
    """Return reports of the same sides over a few months, so that many share a key."""
    rng = random.Random(seed)  # noqa: S311 - a seeded choice of words
    found = []
    for number in range(count):
        day = f"2031-0{rng.randint(1, 3)}-{rng.randint(1, 28):02}"
        sides = rng.choice([("North Front", "Lake Council"), ("North Front",), ("rebels",)])
        told = Told(sides=sides, signed=rng.choice([day, None]), places=("al-Qanat",))
        words = f"Paper {number} of the coast."
        found.append(report(told, name=f"{number}.txt", published=day, words=words))
    return found


def test_where_many_share_a_key(registry: Registry) -> None:
    deposits = many(2 * LARGEST + 8, seed=3)
    registry.resolve()
    for start in range(0, len(deposits), 7):
        registry.store(deposits[start : start + 7])
        told = registry.resolve_new()
    assert told.compared < len(deposits) ** 2 / 4
    check_alike(registry, told)


def test_a_document_that_tells_of_nothing_any_more(registry: Registry) -> None:
    deposits = many(LARGEST + 2, seed=4)
    registry.store(deposits)
    registry.resolve()
    for version, deposit in enumerate(deposits[:3], 2):
        reader = Reader("rules", str(version), "vocabulary-test")
        reading = replace(deposit.reading, reader=reader, agreements=())
        job = content_id("job", reading.id)
        registry.store([replace(deposit, job=job, reading=reading)])
    told = registry.resolve_new()
    assert told.accounts == LARGEST - 1
    check_alike(registry, told)


def test_only_what_is_new_is_compared(registry: Registry) -> None:
    alike = [report(Told(signed="2031-05-03"), name=f"{n}.txt", words=f"Paper {n}.") for n in "abc"]
    registry.store(alike[:2])
    assert registry.resolve_new().compared == 1
    assert registry.resolve_new().compared == 0
    registry.store(alike[2:])
    told = registry.resolve_new()
    assert (told.compared, told.accounts, told.agreements) == (2, 3, 1)


def test_a_rehearsal_changes_nothing(registry: Registry) -> None:
    registry.resolve()
    registry.store(many(4, seed=5))
    before = held(registry)
    rehearsed = registry.resolve_new(is_rehearsal=True)
    assert held(registry) == before
    told = registry.resolve_new()
    assert (rehearsed.joined, rehearsed.uncertain) == (told.joined, told.uncertain)


def test_a_decision_and_its_undoing(registry: Registry) -> None:
    registry.store(many(8, seed=6))
    registry.resolve()
    accounts = sorted(a.id for view in registry.iter_agreements() for a in view.accounts)
    group = next(v for v in registry.iter_agreements() if len(v.accounts) > 1)
    decision = registry.split(group.accounts[0].id, reason="two", author="reviewer")
    check_alike(registry, registry.resolve_new())
    registry.undo(decision.number, reason="one", author="reviewer")
    check_alike(registry, registry.resolve_new())
    assert sorted(a.id for v in registry.iter_agreements() for a in v.accounts) == accounts


def test_other_thresholds_compare_everything(registry: Registry) -> None:
    registry.store(many(6, seed=7))
    whole = registry.resolve().compared
    assert registry.resolve_new(Thresholds(same_from=0.9)).compared == whole
    assert registry.resolve_new(Thresholds(same_from=0.9)).compared == 0
