"""A killed process loses nothing that it reported as stored and leaves nothing half stored.

`bench/bench_kill.py` does the same to `hudna read`, two hundred times.
"""

import contextlib
import multiprocessing
import random
import sqlite3
from pathlib import Path

from deposited import numbered, store_until_killed
from hudna.registry import open_registry, to_statements

KILLS = 5


def test_killed_process_loses_nothing_and_tears_nothing(place: Path | str) -> None:
    chance = random.Random(2031)  # noqa: S311 - moments, not secrets
    spawn = multiprocessing.get_context("spawn")
    reported: set[str] = set()
    for kill in range(KILLS):
        receiver, sender = spawn.Pipe(duplex=False)
        child = spawn.Process(target=store_until_killed, args=(place, 1000 * kill, sender))
        child.start()
        sender.close()
        for _ in range(chance.randint(1, 8)):
            reported.add(receiver.recv())
        receiver.poll(chance.uniform(0, 0.02))
        child.kill()
        child.join(30)
        with contextlib.suppress(EOFError):
            while True:
                reported.add(receiver.recv())
        receiver.close()

    expected = {d.document.id: d for d in map(numbered, _numbers())}
    with open_registry(place, must_exist=True) as registry:
        stored = {view.document.id for view in registry.iter_documents()}
        torn = {
            document
            for document in stored
            if {v.value.statement.id for v in registry.get_values(document)}
            != {s.id for s in to_statements(expected[document].reading).statements}
            or registry.get_original(document) != expected[document].original
        }
        assert registry.verify_audit().faults == ()
    assert reported
    assert reported - stored == set()
    assert torn == set()
    if isinstance(place, Path):
        with contextlib.closing(sqlite3.connect(place)) as db:
            assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def _numbers() -> list[int]:
    return [1000 * kill + number for kill in range(KILLS) for number in range(400)]
