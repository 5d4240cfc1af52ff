"""Kill `hudna read` at random moments: what it said is stored must be there, and whole.

A folder of documents is read into one registry by a new process each time, which is killed
(SIGKILL) at a random moment, drawn from a fixed seed: within a second of its start in one of five
cases, else within 0.6 seconds of the first document that it reports as stored. Once a process ends
by itself, the registry is compared with one that was never killed, and a new one is begun. After
every kill: each document that was reported as stored is there, each document that is there has all
that the reference has of it, and SQLite finds the file sound.
"""

import argparse
import contextlib
import hashlib
import os
import random
import selectors
import shutil
import signal
import sqlite3
import subprocess
import tempfile
import time
from itertools import cycle, islice
from pathlib import Path

from _measure import HUDNA, write_results

ROOT = Path(__file__).parents[1]
EXAMPLE = ROOT / "examples" / "documents"

_PARTS = """
SELECT d.id, o.content IS NOT NULL, r.text IS NOT NULL, l.reading IS NOT NULL,
    (SELECT count(*) FROM reading_accounts AS ra WHERE ra.reading = l.reading),
    (SELECT count(*) FROM reading_statements AS rs JOIN statements AS s ON s.number = rs.statement
        WHERE rs.reading = l.reading),
    (SELECT count(*) FROM reading_statements AS rs JOIN evidence AS e ON e.statement = rs.statement
        JOIN quotes AS q ON q.number = e.quote WHERE rs.reading = l.reading),
    (SELECT count(*) FROM jobs AS j WHERE j.reading = l.reading),
    (SELECT count(*) FROM rendition_words WHERE rowid = r.number)
FROM documents AS d
LEFT JOIN originals AS o ON o.id = d.id
LEFT JOIN renditions AS r ON r.number = d.rendition
LEFT JOIN latest_readings AS l ON l.document = d.number
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--documents", type=int, default=1500)
    parser.add_argument("--seed", type=int, default=20)
    options = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="hudna-bench-"))
    try:
        figures = _kill_often(folder, options.kills, options.documents, random.Random(options.seed))
        write_results(
            "bench_kill",
            {"seed": options.seed, "documents in the folder": options.documents, **figures},
        )
    finally:
        shutil.rmtree(folder)
    if figures["reported as stored and missing"] or figures["torn"] or figures["unsound"]:
        raise SystemExit(1)


def _kill_often(
    folder: Path, kills: int, documents: int, chance: random.Random
) -> dict[str, object]:
    names = _write_documents(folder / "documents", documents)
    reference = folder / "reference.db"
    subprocess.run(_command(folder / "documents", reference), check=True, capture_output=True)
    whole = _parts(reference)
    registry = folder / "killed.db"
    reported: set[str] = set()
    lost: set[str] = set()
    torn: set[str] = set()
    unsound = killed = before_first = all_reported = compared = 0
    while killed < kills:
        lines, ended = _read_until_killed(folder / "documents", registry, chance)
        reported |= {names[line.split()[2]] for line in lines if line.startswith("stored ")}
        if not registry.exists() or not registry.stat().st_size:
            found = {}
        else:
            found = _parts(registry)
            unsound += not _is_sound(registry)
        lost |= reported - found.keys()
        torn |= {document for document, parts in found.items() if parts != whole[document]}
        if ended:
            torn |= whole.keys() - found.keys()
            all_reported += len(reported)
            compared += 1
            reported = set()
            for path in folder.glob("killed.db*"):
                path.unlink()
        else:
            killed += 1
            before_first += not any(line.startswith("stored ") for line in lines)
    return {
        "kills": killed,
        "of which before the first document was reported": before_first,
        "documents reported as stored": all_reported + len(reported),
        "registries filled to the end and compared": compared,
        "reported as stored and missing": len(lost),
        "torn": len(torn),
        "unsound": unsound,
    }


def _write_documents(folder: Path, count: int) -> dict[str, str]:
    """Write distinct copies of the example's plain texts and return their identifiers by name."""
    folder.mkdir()
    texts = [path.read_bytes() for path in sorted(EXAMPLE.glob("*.txt"))]
    names: dict[str, str] = {}
    for number, text in enumerate(islice(cycle(texts), count)):
        content = text + f"\nCopy {number}.\n".encode()
        name = f"{number:05}.txt"
        (folder / name).write_bytes(content)
        names[name] = f"sha256:{hashlib.sha256(content).hexdigest()}"
    return names


def _command(documents: Path, registry: Path) -> list[str]:
    return [str(HUDNA), "read", "--registry", str(registry), str(documents)]


def _read_until_killed(
    documents: Path, registry: Path, chance: random.Random
) -> tuple[list[str], bool]:
    """Return the whole lines that a process printed, and whether it ended before it was killed."""
    process = subprocess.Popen(
        _command(documents, registry),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        env={"LANG": "C.UTF-8"},
    )
    assert process.stdout is not None
    printed = ""
    deadline = time.monotonic() + (chance.uniform(0, 1.0) if chance.random() < 0.2 else 60)
    wait_s = chance.uniform(0, 0.6)
    with selectors.DefaultSelector() as ready:
        os.set_blocking(process.stdout.fileno(), False)
        ready.register(process.stdout, selectors.EVENT_READ)
        while process.poll() is None and time.monotonic() < deadline:
            if ready.select(max(0, min(0.05, deadline - time.monotonic()))):
                chunk = os.read(process.stdout.fileno(), 65536).decode()
                if "stored " in chunk and "stored " not in printed:
                    deadline = min(deadline, time.monotonic() + wait_s)
                printed += chunk
    ended = process.poll() is not None
    if ended and process.returncode:
        raise SystemExit(f"hudna read failed by itself with {process.returncode}")
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    rest = b"".join(iter(lambda: os.read(process.stdout.fileno(), 65536), b""))
    process.stdout.close()
    whole, _, _ = (printed + rest.decode()).rpartition("\n")
    return whole.splitlines(), ended


def _parts(registry: Path) -> dict[str, tuple[object, ...]]:
    """Return what a registry has of each document: bytes, text, reading, and how many of each."""
    with contextlib.closing(sqlite3.connect(registry)) as db:
        if not db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
            return {}
        return {document: parts for document, *parts in map(tuple, db.execute(_PARTS))}


def _is_sound(registry: Path) -> bool:
    with contextlib.closing(sqlite3.connect(registry)) as db:
        sound = db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        return sound and not db.execute("PRAGMA foreign_key_check").fetchall()


if __name__ == "__main__":
    main()
