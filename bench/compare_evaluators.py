"""Compare the evaluator with the naive one of the tests on random agreements.

`python bench/compare_evaluators.py [NUMBER [FIRST]]`: so many agreements (5,000, a few minutes)
from a number on (0). The figure of a release is that of 100,000.
"""

import multiprocessing
import os
import sys
import time
from pathlib import Path

from _measure import write_results

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from random_agreements import Comparison, Difference, compare, show


def main() -> None:
    """Print and keep how many were compared, and show the first differences."""
    asked = [int(argument) for argument in sys.argv[1:]]
    number, first = (asked + [5_000, 0][len(asked) :])[:2]
    began = time.perf_counter()
    found: list[Comparison] = []
    with multiprocessing.Pool(os.cpu_count()) as pool:
        numbers = range(first, first + number)
        found += pool.imap_unordered(compare, numbers, chunksize=50)
    seconds = time.perf_counter() - began
    differences: list[Difference] = [each for one in found for each in one.differences]
    differing = sorted({each.number for each in differences})
    for each in sorted(differences, key=lambda d: d.number)[:5]:
        print(f"--- {each}\n{show(each.number)}")
    write_results(
        Path(__file__).stem,
        {
            "agreements": number,
            "first": first,
            "questions": 2 * number,
            "questions_too_large_to_enumerate": sum(one.skipped for one in found),
            "sides_compared": sum(one.sides for one in found),
            "agreements_that_differ": len(differing),
            "differing": differing[:20],
            "seconds": round(seconds, 1),
        },
    )
    sys.exit(1 if differing else 0)


if __name__ == "__main__":
    main()
