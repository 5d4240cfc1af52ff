"""A registry on a PostgreSQL server against a registry in a file, on the same work, and the cost of
the audit trail.

The documents are those of `bench_store.py`. Both stores keep what they acknowledge: SQLite with
`synchronous=FULL`, the server with `fsync=on`; the server is one of its own on a socket, with the
settings of its installation. Runs alternate. A figure over 1 says how many times longer the server
takes.
"""

import argparse
import random
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from _measure import write_results
from bench_store import BATCH, CORPUS, ROOT, _read_deposits

from hudna.domain.statements import DecisionKind
from hudna.registry import Deposit, Registry, deposits, open_registry

sys.path.insert(0, str(ROOT / "tests"))

from servers import Server, find_programs, running_server

SEARCHES = {
    "a rare word": "217",
    "a common word": "ceasefire",
    "a phrase": '"ceasefire agreement"',
    "several common words": "the ceasefire government",
    "Arabic": "الهدنة",
}
Took = dict[str, list[float]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=500)
    parser.add_argument("--runs", type=int, default=2)
    options = parser.parse_args()
    if find_programs() is None:
        print("no PostgreSQL server is installed here: nothing was measured")
        return
    batch = _read_deposits(options.documents)
    took: dict[str, Took] = {"sqlite": defaultdict(list), "postgres": defaultdict(list)}
    with tempfile.TemporaryDirectory() as folder, running_server(()) as server:
        for run in range(options.runs):
            with _registries(server, Path(folder), run) as (file, database):
                _measure(file, batch, took["sqlite"])
                _measure(database, batch, took["postgres"])
                _measure_copies(server, Path(folder) / f"copy-{run}.db", file, took)
        [(version,)] = server.execute("postgres", "SHOW server_version")
        untracked = [_share_of_trail(batch, Path(folder), run) for run in range(options.runs)]
    medians = {
        store: {name: statistics.median(each) for name, each in of.items()}
        for store, of in took.items()
    }
    write_results(
        "bench_postgres",
        {
            "source": "../shared/corpus" if CORPUS.is_dir() else "the example",
            "documents": options.documents,
            "runs": options.runs,
            "server": version,
            **{
                f"{name}: SQLite s, PostgreSQL s, ratio": [
                    round(medians["sqlite"][name], 4),
                    round(seconds, 4),
                    round(seconds / medians["sqlite"][name], 2),
                ]
                for name, seconds in medians["postgres"].items()
            },
            "storing with the audit trail over without, processor time": [
                round(statistics.median(untracked), 3),
                round(min(untracked), 3),
                round(max(untracked), 3),
            ],
        },
    )


@contextmanager
def _registries(server: Server, folder: Path, run: int) -> Iterator[tuple[Registry, Registry]]:
    with (
        server.database() as name,
        open_registry(folder / f"{run}.db") as file,
        open_registry(server.address(name)) as database,
    ):
        yield file, database


def _measure(registry: Registry, batch: list[Deposit], took: Took) -> None:
    with _timed(took, "store"):
        _store(registry, batch)
    chance = random.Random(7)
    statements = [value.value.statement.id for value in registry.iter_values()]
    chosen = chance.sample(statements, 20)
    for each in chosen:
        with _timed(took, "one decision"):
            registry.decide(DecisionKind.ACCEPT, each, reason="so", author="bench")
    with _timed(took, "resolve"):
        registry.resolve()
    with _timed(took, "list every agreement"):
        views = list(registry.iter_agreements())
    for each in chance.sample([view.id for view in views], 20):
        with _timed(took, "show one agreement"):
            registry.get_agreement(each)
    for name, words in SEARCHES.items():
        for _ in range(5):
            with _timed(took, f"search: {name}"):
                registry.search(words)
    with _timed(took, "audit verify"):
        report = registry.verify_audit()
    assert not report.faults


def _measure_copies(server: Server, path: Path, file: Registry, took: dict[str, Took]) -> None:
    """Copy a file into a file and into a database, under `copy from a file`."""
    with open_registry(path) as target, _timed(took["sqlite"], "copy from a file"):
        file.copy_to(target)
    with (
        server.database() as name,
        open_registry(server.address(name)) as target,
        _timed(took["postgres"], "copy from a file"),
    ):
        file.copy_to(target)


def _share_of_trail(batch: list[Deposit], folder: Path, run: int) -> float:
    """Return how much longer storing into a file takes with the audit trail than without."""
    kept = deposits._Rows._audit, deposits._Rows._content
    with open_registry(folder / f"with-{run}.db") as registry:
        tracked = _processor_s(lambda: _store(registry, batch))
    deposits._Rows._audit = lambda _: None
    deposits._Rows._content = lambda *_: ""
    try:
        with open_registry(folder / f"without-{run}.db") as registry:
            untracked = _processor_s(lambda: _store(registry, batch))
    finally:
        deposits._Rows._audit, deposits._Rows._content = kept
    return tracked / untracked


def _store(registry: Registry, batch: list[Deposit]) -> None:
    for start in range(0, len(batch), BATCH):
        registry.store(batch[start : start + BATCH])


def _processor_s(work: Callable[[], None]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


@contextmanager
def _timed(took: Took, name: str) -> Iterator[None]:
    began = time.perf_counter()
    yield
    took[name].append(time.perf_counter() - began)


if __name__ == "__main__":
    main()
