import gc
import re
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from hudna.app import Source, iter_read
from hudna.app.timing import limit_time
from hudna.config import Settings
from hudna.domain.documents import Metadata
from hudna.domain.problems import Problem

RUNAWAY = re.compile("(a+)+b")


@pytest.fixture(autouse=True)
def _no_callbacks() -> Iterator[None]:
    """Keep callbacks of the garbage collection, such as the property tests', from being ended."""
    gc.disable()
    yield
    gc.enable()


def test_a_pattern_that_runs_away_is_ended() -> None:
    with pytest.raises(TimeoutError), limit_time(0.05):
        RUNAWAY.search("a" * 64)


def test_work_within_its_time_is_left_alone() -> None:
    with limit_time(30):
        assert RUNAWAY.search("aab")


def test_outside_the_main_thread_there_is_no_limit() -> None:
    found = []

    def look() -> None:
        with limit_time(0.000_001):
            found.append(RUNAWAY.search("aab"))

    thread = threading.Thread(target=look)
    thread.start()
    thread.join()
    assert found[0]


def test_a_text_that_takes_too_long_is_a_problem_and_the_next_is_read(tmp_path: Path) -> None:
    slow, quick = tmp_path / "slow.txt", tmp_path / "quick.txt"
    slow.write_text("The two sides signed a ceasefire on 3 May 2011. " * 2000, encoding="utf-8")
    quick.write_text("Hello.", encoding="utf-8")
    sources = [Source(str(path), path.name, path, Metadata()) for path in (slow, quick)]
    problem, done = iter_read(sources, settings=Settings(reading_seconds=0.05))
    assert isinstance(problem, Problem)
    assert (problem.code, problem.subject) == ("input-timeout", str(slow))
    assert not isinstance(done, Problem)


def test_what_swallows_the_end_is_ended_again() -> None:
    def look() -> None:
        with suppress(TimeoutError):
            RUNAWAY.search("a" * 64)
        RUNAWAY.search("a" * 64)

    with pytest.raises(TimeoutError), limit_time(0.05):
        look()
