"""Documents per second and peak memory of `hudna read`, with one process and with two.

The documents, 5,000, are those of `../shared/corpus`, repeated, each copy made distinct by a last
line; where they are absent, the example's. The limit, in the same run, is what storing alone costs:
the same files read, hashed and inserted by plain `sqlite3` into one table, 32 to a transaction,
`synchronous=FULL`.
"""

import argparse
import hashlib
import shutil
import sqlite3
import tempfile
import time
from itertools import cycle, islice
from pathlib import Path

from _measure import HUDNA, peak_memory_mb, timed, write_results

ROOT = Path(__file__).parents[1]
CORPUS = ROOT.parent / "shared" / "corpus"
BATCH = 32


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=5000)
    count = parser.parse_args().documents
    folder = Path(tempfile.mkdtemp(prefix="hudna-bench-"))
    try:
        size = _write_documents(folder / "documents", count)
        floor = _store_only(folder / "documents", folder / "floor.db")
        figures: dict[str, object] = {
            "documents": count,
            "megabytes": round(size / 1e6, 2),
            "source": "../shared/corpus" if CORPUS.is_dir() else "the example",
            "storing alone, documents/s": round(count / floor, 1),
        }
        for workers in (1, 2):
            seconds = timed(
                [
                    str(HUDNA),
                    "read",
                    "--registry",
                    str(folder / f"{workers}.db"),
                    "--workers",
                    str(workers),
                    str(folder / "documents"),
                ]
            )[0]
            figures[f"{workers} process(es), documents/s"] = round(count / seconds, 1)
            figures[f"{workers} process(es), share of storing alone"] = round(floor / seconds, 4)
            figures[f"peak memory up to {workers} process(es), MB"] = round(peak_memory_mb(), 1)
            figures[f"registry after {workers} process(es), MB"] = round(
                (folder / f"{workers}.db").stat().st_size / 1e6, 1
            )
        again = timed(
            [str(HUDNA), "read", "--registry", str(folder / "1.db"), str(folder / "documents")]
        )[0]
        figures["reading the same again, documents/s"] = round(count / again, 1)
        write_results("bench_read", figures)
    finally:
        shutil.rmtree(folder)


def _write_documents(folder: Path, count: int) -> int:
    folder.mkdir()
    source = CORPUS if CORPUS.is_dir() else ROOT / "examples" / "documents"
    texts = [(p.stem, p.read_bytes()) for p in sorted(source.rglob("*.txt"))]
    size = 0
    for number, (stem, text) in enumerate(islice(cycle(texts), count)):
        content = text + f"\n\nCopy {number}.\n".encode()
        (folder / f"{number:05}-{stem}.txt").write_bytes(content)
        size += len(content)
    return size


def _store_only(folder: Path, database: Path) -> float:
    began = time.perf_counter()
    with sqlite3.connect(database) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute(
            "CREATE TABLE originals (id TEXT PRIMARY KEY, name TEXT, content BLOB) STRICT"
        )
        batch: list[tuple[str, str, bytes]] = []
        for path in sorted(folder.iterdir()):
            content = path.read_bytes()
            batch.append((hashlib.sha256(content).hexdigest(), path.name, content))
            if len(batch) == BATCH:
                connection.executemany("INSERT INTO originals VALUES (?, ?, ?)", batch)
                connection.commit()
                batch = []
        connection.executemany("INSERT INTO originals VALUES (?, ?, ?)", batch)
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
