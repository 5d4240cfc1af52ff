"""Two evaluators of the same page agree on random agreements.

`HUDNA_RANDOM_AGREEMENTS=100000` compares so many; `bench/compare_evaluators.py` does the same on
every core.
"""

import os

import pytest

from random_agreements import Difference, compare, compare_promises, iso, show

NUMBER = int(os.environ.get("HUDNA_RANDOM_AGREEMENTS", "1000"))  # noqa: TID251 (an option of tests)
SLICES = 4


@pytest.mark.parametrize("piece", range(SLICES))
def test_evaluators_agree(piece: int) -> None:
    compared, differences = 0, list[Difference]()
    for number in range(piece, NUMBER, SLICES):
        found = compare(number, questions=1)
        compared += found.sides
        differences += found.differences
    print(f"{compared} sides of {NUMBER // SLICES} random agreements compared")  # noqa: T201
    assert compared
    assert not differences, _told(differences)


def test_evaluators_agree_on_breaches() -> None:
    found = [compare_promises(number) for number in range(NUMBER // 10)]
    assert sum(each.sides for each in found)
    differences = [difference for each in found for difference in each.differences]
    assert not differences, _told(differences)


def _told(differences: list[Difference]) -> str:
    told = [f"{len({d.number for d in differences})} agreements differ"]
    for each in differences[:3]:
        known = each.question.as_known_on
        told += [
            each.case or show(each.number),
            f"number {each.number}, on {each.question.on}, as known on {known and iso(known)}",
            f"{each.side} is {sorted(each.naive)} by the naive evaluator",
            f"{each.side} is {sorted(each.asked)} by hudna",
        ]
    return "\n".join(told)
