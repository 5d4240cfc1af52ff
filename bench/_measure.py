"""Run commands and say what they cost: shared by the benchmarks here."""

import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

RESULTS = Path(__file__).parent / "results"
HUDNA = Path(sys.executable).with_name("hudna")


def timed(
    command: list[str], *, runs: int = 1, warm: int = 0, env: dict[str, str] | None = None
) -> list[float]:
    """Return the wall seconds of each run of a command; a run that fails ends the benchmark."""
    for _ in range(warm):
        subprocess.run(command, check=True, capture_output=True, env=_environment(env))
    seconds = []
    for _ in range(runs):
        began = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True, env=_environment(env))
        seconds.append(time.perf_counter() - began)
    return seconds


def peak_memory_mb() -> float:
    """Return the largest resident size of any child so far, in MB."""
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


def median(seconds: list[float]) -> float:
    return round(statistics.median(seconds), 4)


def write_results(name: str, figures: dict[str, object]) -> None:
    """Print figures, and write them to `bench/results/NAME.json` with command, day and machine."""
    script = Path(sys.argv[0]).resolve()
    folder = "bench/quality" if script.parent.name == "quality" else "bench"
    record = {
        "command": f"python {folder}/{script.name} {' '.join(sys.argv[1:])}".strip(),
        "date": datetime.now(UTC).date().isoformat(),
        "python": platform.python_version(),
        "cores": os.cpu_count(),
        "load average": round(os.getloadavg()[0], 1),
        **figures,
    }
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / f"{name}.json").write_text(json.dumps(record, indent=1) + "\n", "utf-8")
    print(json.dumps(record, indent=1))


def _environment(extra: dict[str, str] | None) -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if not key.startswith("HUDNA_")}
    return {**kept, **(extra or {})}
