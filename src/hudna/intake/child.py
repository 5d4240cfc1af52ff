"""The child process of `hudna.intake.isolated`: reads tasks, calls the parser, writes answers."""

import math
import os
import pickle
import resource
import sys
from typing import IO

from hudna.errors import HudnaError, InputError
from hudna.intake.isolated import LENGTH, Answer, Begun, Drawing, Task
from hudna.intake.limits import Limits
from hudna.intake.scanning import Scanning


def main() -> None:
    """Serve tasks until the asker closes the pipe."""
    tasks = os.fdopen(os.dup(0), "rb")
    answers = os.fdopen(os.dup(1), "wb")
    _silence()
    paths = _unpickled(tasks)
    assert isinstance(paths, list), paths
    sys.path[:] = paths
    is_ready = False
    while (task := _unpickled(tasks)) is not None:
        assert isinstance(task, Task | Drawing), task
        if not is_ready:
            _write(answers, None)
            is_ready = True
        _limit(task.limits, 0.0)
        _write(answers, _answered(task, answers))


def _answered(task: Task | Drawing, answers: IO[bytes]) -> Answer | bytes | HudnaError:
    def begin(part: str) -> None:
        _limit(task.limits, task.limits.seconds_per_page)
        _write(answers, Begun(part))

    try:
        if isinstance(task, Drawing):
            return task.draw(
                task.original,
                task.name,
                task.number,
                scan=task.scan,
                boxes=task.boxes,
                limits=task.limits,
            )
        taken = task.parse(
            task.original,
            task.name,
            vocabulary=task.vocabulary,
            metadata=task.metadata,
            limits=task.limits,
            encoding=task.encoding,
            scanning=Scanning(task.recognizer, begin),
        )
    except HudnaError as error:
        return error
    except MemoryError:
        return InputError(
            f"{task.name!r} needs more memory than is allowed",
            code="input-memory",
            subject=task.name,
        )
    return Answer(taken.document, taken.rendition, taken.warnings)


def _limit(limits: Limits, seconds_more: float) -> None:
    """Limit the memory of the process, and its processor time from now on.

    What it starts inherits both, a time of its own each.
    """
    _set(resource.RLIMIT_AS, limits.memory_bytes)
    used = resource.getrusage(resource.RUSAGE_SELF)
    seconds = used.ru_utime + used.ru_stime + limits.seconds_per_document + seconds_more
    _set(resource.RLIMIT_CPU, math.ceil(seconds) + 1)
    _set(resource.RLIMIT_CORE, 0)


def _set(kind: int, value: int) -> None:
    hard = resource.getrlimit(kind)[1]
    resource.setrlimit(kind, (value if hard == resource.RLIM_INFINITY else min(value, hard), hard))


def _silence() -> None:
    """Send whatever parsers print nowhere, and give them nothing to read."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(nowhere, descriptor)
    os.close(nowhere)


def _unpickled(pipe: IO[bytes]) -> object:
    head = pipe.read(LENGTH.size)
    if len(head) < LENGTH.size:
        return None
    (length,) = LENGTH.unpack(head)
    return pickle.loads(pipe.read(length))  # noqa: S301 - from the process that started this one


def _write(pipe: IO[bytes], answer: object) -> None:
    message = pickle.dumps(answer)
    pipe.write(LENGTH.pack(len(message)) + message)
    pipe.flush()


if __name__ == "__main__":
    main()
