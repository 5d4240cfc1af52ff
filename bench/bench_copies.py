"""How fast near-duplicates are told among many texts, and how that grows.

Generated, seeded texts of 80 to 400 words that are as frequent as in natural text (Zipf); every
fourth is a reprint of an earlier one: word for word under another headline, with one word in
twenty changed, or cut to its first two thirds. The limit, in the same run, is what telling exact
duplicates takes: one SHA-256 of each text. Times are of CPU. What is found is held against what was
generated: a pair of copies counts as found where both have one source.
"""

import argparse
import hashlib
import math
import random
import time
from collections.abc import Iterator
from itertools import accumulate

from _measure import write_results

from hudna.registry.resolve.sketches import find_copies, to_sketch

WORDS = [f"word{n}" for n in range(20_000)]
WEIGHTS = list(accumulate(1 / (rank + 2) for rank in range(len(WORDS))))
REPRINT_EVERY = 4
CHANGED = 0.05
KEPT = 2 / 3


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=40_000)
    options = parser.parse_args()
    texts, sources = zip(*_texts(options.documents), strict=True)
    began = time.process_time()
    for text in texts:
        hashlib.sha256(text.encode()).digest()
    hashed_s = time.process_time() - began
    began = time.process_time()
    sketches = {str(number): to_sketch(text) for number, text in enumerate(texts)}
    sketched_s = time.process_time() - began
    rows = [_found(sketches, options.documents * part // 4) for part in (1, 2, 4)]
    found = rows[-1].pop("found")
    for row in rows[:-1]:
        del row["found"]
    growth = math.log(rows[-1]["CPU s"] / rows[0]["CPU s"]) / math.log(4)
    total = sketched_s + rows[-1]["CPU s"]
    copies = [n for n, source in enumerate(sources) if source != n]
    right = sum(found[str(n)] == found[str(sources[n])] for n in copies)
    joined = sum(number != first for number, first in found.items())
    write_results(
        "bench_copies",
        {
            "documents": options.documents,
            "reprints": len(copies),
            "hashing alone, documents per CPU s": round(options.documents / hashed_s),
            "sketching, documents per CPU s": round(options.documents / sketched_s),
            "sketching and telling copies, documents per CPU s": round(options.documents / total),
            "as times hashing alone": round(total / hashed_s, 1),
            "telling copies among sketches": rows,
            "growth of that with the number of documents, exponent": round(growth, 2),
            "reprints found, share": round(right / len(copies), 4),
            "documents joined to another that are reprints, share": round(
                min(right / joined, 1.0), 4
            ),
        },
    )


def _found(sketches, count: int) -> dict:
    some = dict(list(sketches.items())[:count])
    dates = {number: f"{int(number):09}" for number in some}
    began = time.process_time()
    found = find_copies(some, dates)
    return {"documents": count, "CPU s": round(time.process_time() - began, 3), "found": found}


def _texts(count: int) -> Iterator[tuple[str, int]]:
    """Yield texts, each with the number of the one that it reprints, or its own."""
    chance = random.Random(2031)
    kept: list[tuple[list[str], int]] = []
    for number in range(count):
        if kept and number % REPRINT_EVERY == REPRINT_EVERY - 1:
            words, source = kept[chance.randrange(len(kept))]
            yield " ".join(_reprinted(words, chance)), source
            continue
        words = chance.choices(WORDS, cum_weights=WEIGHTS, k=chance.randrange(80, 401))
        kept.append((words, number))
        yield " ".join(words), number


def _reprinted(words: list[str], chance: random.Random) -> list[str]:
    headline = chance.choices(WORDS, cum_weights=WEIGHTS, k=8)
    match chance.randrange(3):
        case 0:
            return headline + words
        case 1:
            return [chance.choice(WORDS) if chance.random() < CHANGED else each for each in words]
    return words[: round(len(words) * KEPT)]


if __name__ == "__main__":
    main()
