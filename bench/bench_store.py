"""Rows per second that the registry stores, against plain `sqlite3.executemany` on the same rows.

The documents are those of `../shared/corpus`, repeated, each copy made distinct by a last line;
where they are absent, the example's plain texts. They are read beforehand. The registry then
checks, flattens and stores them, 32 to a transaction. The limit, in the same run, takes the very
rows that this came to and hands them to `sqlite3` alone: once into a registry's schema (same
constraints, same indexes, same full-text search, `synchronous=FULL`), once into tables without any
of that.
"""

import argparse
import shutil
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from _measure import write_results
from sqlalchemy import event

from hudna.domain.identifiers import content_id
from hudna.intake import take_in
from hudna.read import read
from hudna.registry import Deposit, open_registry
from hudna.vocabulary import load_vocabulary

ROOT = Path(__file__).parents[1]
CORPUS = ROOT.parent / "shared" / "corpus"
BATCH = 32

Transaction = list[tuple[str, Sequence[Any]]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=1000)
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    deposits = _read_deposits(options.documents)
    folder = Path(tempfile.mkdtemp(prefix="hudna-bench-"))
    try:
        transactions = _recorded(deposits, folder / "recorded.db")
        rows = sum(len(rows) for transaction in transactions for _, rows in transaction)
        ways: dict[str, Callable[[Path], float]] = {
            "registry": lambda path: _store(deposits, path),
            "plain sqlite3, same schema": lambda path: _replay(transactions, path),
            "plain sqlite3, bare tables": lambda path: _replay_bare(transactions, path),
        }
        seconds: dict[str, list[float]] = {name: [] for name in ways}
        for run in range(options.runs):
            for name, way in ways.items():
                seconds[name].append(way(folder / f"{len(seconds[name])}-{name[-6:]}-{run}.db"))
        medians = {name: statistics.median(each) for name, each in seconds.items()}
        ratios = [
            plain / stored
            for plain, stored in zip(
                seconds["plain sqlite3, same schema"], seconds["registry"], strict=True
            )
        ]
        write_results(
            "bench_store",
            {
                "source": "../shared/corpus" if CORPUS.is_dir() else "the example",
                "documents": options.documents,
                "rows": rows,
                "runs": options.runs,
                **{f"{name}, rows/s": round(rows / each) for name, each in medians.items()},
                "registry, documents/s": round(options.documents / medians["registry"]),
                "registry as a share of plain sqlite3, same schema": round(
                    statistics.median(ratios), 3
                ),
                "the same, lowest and highest run": [round(min(ratios), 3), round(max(ratios), 3)],
                "registry as a share of plain sqlite3, bare tables": round(
                    medians["plain sqlite3, bare tables"] / medians["registry"], 3
                ),
            },
        )
    finally:
        shutil.rmtree(folder)


def _read_deposits(count: int) -> list[Deposit]:
    source = CORPUS if CORPUS.is_dir() else ROOT / "examples" / "documents"
    texts = [path.read_bytes() for path in sorted(source.rglob("*.txt"))]
    vocabulary = load_vocabulary()
    deposits: list[Deposit] = []
    for number, text in enumerate(islice(cycle(texts), count)):
        name = f"{number}.txt"
        taken = take_in(text + f"\nCopy {number}.\n".encode(), name, vocabulary=vocabulary)
        reading = read(taken.document, taken.rendition, vocabulary)
        job = content_id("job", [taken.document.id, name])
        deposits.append(Deposit(job, taken.original, taken.document, taken.rendition, reading))
    return deposits


def _store(deposits: list[Deposit], path: Path) -> float:
    with open_registry(path) as registry:
        began = time.perf_counter()
        for start in range(0, len(deposits), BATCH):
            registry.store(deposits[start : start + BATCH])
        return time.perf_counter() - began


def _recorded(deposits: list[Deposit], path: Path) -> list[Transaction]:
    """Return the rows that storing comes to, by transaction and statement."""
    transactions: list[Transaction] = []
    with open_registry(path) as registry:
        event.listen(registry._engine, "begin", lambda _: transactions.append([]))

        def record(_c: Any, _k: Any, sql: str, rows: Any, _x: Any, is_many: Any) -> None:
            if is_many:
                transactions[-1].append((sql, rows))

        event.listen(registry._engine, "before_cursor_execute", record)
        for start in range(0, len(deposits), BATCH):
            registry.store(deposits[start : start + BATCH])
    return transactions


def _replay(transactions: list[Transaction], path: Path) -> float:
    open_registry(path).close()
    return _executed(transactions, path)


def _replay_bare(transactions: list[Transaction], path: Path) -> float:
    """Insert the same rows into tables that have nothing but columns."""
    db = sqlite3.connect(path)
    db.execute("PRAGMA journal_mode = WAL")
    made: set[str] = set()
    bare: list[Transaction] = []
    for transaction in transactions:
        bare.append([])
        for sql, rows in transaction:
            if not sql.startswith("INSERT"):
                continue
            table, columns = sql.removeprefix("INSERT INTO ").split(" (", 1)
            names = columns.split(")", 1)[0]
            if table not in made:
                db.execute(f"CREATE TABLE {table} ({names})")
                made.add(table)
            marks = ", ".join("?" * len(names.split(",")))
            bare[-1].append((f"INSERT INTO {table} ({names}) VALUES ({marks})", rows))
    db.close()
    return _executed(bare, path)


def _executed(transactions: list[Transaction], path: Path) -> float:
    db = sqlite3.connect(path, isolation_level=None)
    db.execute("PRAGMA synchronous = FULL")
    db.execute("PRAGMA foreign_keys = ON")
    began = time.perf_counter()
    for transaction in transactions:
        db.execute("BEGIN IMMEDIATE")
        for sql, rows in transaction:
            db.executemany(sql, rows)
        db.execute("COMMIT")
    seconds = time.perf_counter() - began
    db.close()
    return seconds


if __name__ == "__main__":
    main()
