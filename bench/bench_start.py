"""Cold start of `hudna --help`, and `hudna read` on the five seed documents, as whole processes.

The limit is an interpreter that does nothing, in the same run. The seeds are the documents of
`../shared/corpus/seeds`; where they are absent, the example that ships with the project is read
instead, and the result says so.
"""

import sys
import tempfile
from pathlib import Path

from _measure import HUDNA, median, timed, write_results

ROOT = Path(__file__).parents[1]
SEEDS = ROOT.parent / "shared" / "corpus" / "seeds"
RUNS = 20


def main() -> None:
    nothing = timed([sys.executable, "-c", "pass"], runs=RUNS, warm=2)
    start = timed([str(HUDNA), "--help"], runs=RUNS, warm=2)
    documents = SEEDS if SEEDS.is_dir() else ROOT / "examples" / "documents"
    read = [
        timed([str(HUDNA), "read", "--registry", f"{folder}/hudna.db", str(documents)])[0]
        for folder in _folders(RUNS // 2)
    ]
    printed = timed(
        [str(HUDNA), "read", "--format", "jsonl", str(documents)], runs=RUNS // 2, warm=1
    )
    write_results(
        "bench_start",
        {
            "documents": "five seeds" if SEEDS.is_dir() else "the example",
            "python -c pass, s": median(nothing),
            "hudna --help, s": median(start),
            "hudna --help / python -c pass": round(median(start) / median(nothing), 2),
            "hudna read into a new registry, s": median(read),
            "hudna read --format jsonl, s": median(printed),
            "hudna read / python -c pass": round(median(read) / median(nothing), 2),
        },
    )


def _folders(count: int) -> list[str]:
    return [tempfile.mkdtemp(prefix="hudna-bench-") for _ in range(count)]


if __name__ == "__main__":
    main()
