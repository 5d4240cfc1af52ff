"""Documents per second and peak memory of `hudna read`, with one process and with two.

The documents, 5,000, are those of `../shared/corpus`, repeated, each copy made distinct by a last
line; where they are absent, the example's. The limit, in the same run, is what storing alone costs:
the same files read, hashed and inserted by plain `sqlite3` into one table, 32 to a transaction,
`synchronous=FULL`.

`hudna read` resolves at its end. To tell the two apart, documents are read with `--no-resolve` and
resolved by `hudna resolve`, each timed as a whole process; documents per second count both, which
is what reading comes to with one more start.
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
            registry = folder / f"{workers}.db"
            reading = _timed_read(registry, folder / "documents", "--no-resolve", workers=workers)
            resolving = timed([str(HUDNA), "resolve", "--registry", str(registry)])[0]
            seconds = reading + resolving
            figures[f"{workers} process(es), documents/s"] = round(count / seconds, 1)
            figures[f"{workers} process(es), share of storing alone"] = round(floor / seconds, 4)
            figures[f"{workers} process(es), without resolving, documents/s"] = round(
                count / reading, 1
            )
            figures[f"resolving after {workers} process(es), s"] = round(resolving, 2)
            figures[f"resolving after {workers} process(es), share of the time"] = round(
                resolving / seconds, 3
            )
            figures[f"peak memory up to {workers} process(es), MB"] = round(peak_memory_mb(), 1)
            figures[f"registry after {workers} process(es), MB"] = round(
                registry.stat().st_size / 1e6, 1
            )
        again = _timed_read(folder / "1.db", folder / "documents")
        figures["reading the same again, documents/s"] = round(count / again, 1)
        write_results("bench_read", figures)
    finally:
        shutil.rmtree(folder)


def _timed_read(registry: Path, documents: Path, *options: str, workers: int = 1) -> float:
    """Return the seconds that reading documents into a registry takes."""
    command = [str(HUDNA), "read", "--registry", str(registry), "--workers", str(workers)]
    return timed([*command, *options, str(documents)])[0]


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
