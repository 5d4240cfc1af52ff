"""Compare the evaluator with the naive one of the tests on random agreements.

`python bench/compare_evaluators.py [NUMBER [FIRST]]`: so many agreements (100,000) from a
number on (0).
"""

import multiprocessing
import os
import sys
import time
from pathlib import Path

from _measure import write_results

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from random_agreements import Difference, compare, show


def compare_one(number: int) -> tuple[int, list[Difference]]:
    """Return how many sides were compared for a number, and where the evaluators differ."""
    return compare(number)


def main() -> None:
    """Print and keep how many were compared, and show the first differences."""
    asked = [int(argument) for argument in sys.argv[1:]]
    number, first = (asked + [100_000, 0][len(asked) :])[:2]
    began = time.perf_counter()
    sides, differences = 0, list[Difference]()
    with multiprocessing.Pool(os.cpu_count()) as pool:
        numbers = range(first, first + number)
        for compared, found in pool.imap_unordered(compare_one, numbers, chunksize=50):
            sides += compared
            differences += found
    seconds = time.perf_counter() - began
    differing = sorted({each.number for each in differences})
    for each in sorted(differences, key=lambda d: d.number)[:5]:
        print(f"--- {each}\n{show(each.number)}")
    write_results(
        Path(__file__).stem,
        {
            "agreements": number,
            "first": first,
            "sides_compared": sides,
            "agreements_that_differ": len(differing),
            "differing": differing[:20],
            "seconds": round(seconds, 1),
        },
    )
    sys.exit(1 if differing else 0)


if __name__ == "__main__":
    main()
