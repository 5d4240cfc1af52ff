"""Isolation: foreign parsers run in a child process, under limits of time and memory.

One child is kept and reused, since loading the parsers costs half a second. It is started when the
first document needs it, and killed and replaced when a document hangs or crashes it: that document
is an error, and the next one is read as if nothing had happened.
"""

import contextlib
import os
import pickle
import select
import signal
import struct
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType
from typing import IO, Self

from hudna.domain.documents import Document, Metadata, Rendition
from hudna.domain.scans import Box, Scan
from hudna.errors import HudnaError, InputError
from hudna.intake.limits import Limits
from hudna.intake.scanning import Scanning
from hudna.intake.showing import draw_page
from hudna.intake.taking import Intaken, check_size, is_foreign, take_in
from hudna.intake.tesseract import OFF, Absent, Recognizer
from hudna.vocabulary import Vocabulary

LENGTH = struct.Struct(">Q")
"""A message between the two processes is its length and then a pickle."""

_DOCUMENTS_PER_CHILD = 1_000
"""After so many documents the child is replaced: parsers keep caches, and its memory is limited."""
_STARTING_SECONDS = 60.0
"""What the child may take to load, over and above the time for a document."""


@dataclass(frozen=True, slots=True)
class Task:
    """What the child is asked: a function to call as `take_in` is called, and its arguments."""

    parse: Callable[..., Intaken]
    original: bytes
    name: str
    metadata: Metadata
    limits: Limits
    vocabulary: Vocabulary
    encoding: str | None
    recognizer: Recognizer | Absent = OFF


@dataclass(frozen=True, slots=True)
class Drawing:
    """What the child is asked: a function that draws a page of a document, and its arguments."""

    draw: Callable[..., bytes]
    original: bytes
    name: str
    number: int
    scan: Scan
    boxes: tuple[Box, ...]
    limits: Limits


@dataclass(frozen=True, slots=True)
class Begun:
    """What the child tells before it recognizes a page: from here on it has the time for one."""

    part: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What the child made of a document, without the bytes that its asker has already."""

    document: Document
    rendition: Rendition
    warnings: tuple[str, ...]


class Isolated:
    """Takes in documents as `take_in` does, foreign formats in a child process.

    Use it as a context manager; it serves one thread, of the process that made it.

    Args:
        parse: What the child calls; a top-level function with the signature of `take_in`.
    """

    def __init__(self, *, parse: Callable[..., Intaken] = take_in) -> None:
        self._parse = parse
        self._child: subprocess.Popen[bytes] | None = None
        self._is_ready = False
        self._served = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def is_running(self) -> bool:
        """Return whether a child process is there, waiting for the next document."""
        return self._child is not None and self._child.poll() is None

    def kill(self) -> None:
        """Kill the child process, if there is one; the next document starts another."""
        if self._child is not None:
            _kill(self._child)

    def close(self) -> None:
        """End the child process, if there is one, and let go of it."""
        child, self._child = self._child, None
        self._is_ready, self._served = False, 0
        if child is None:
            return
        _kill(child)
        for pipe in (child.stdin, child.stdout):
            if pipe is not None:
                _close(pipe)

    def take_in(
        self,
        original: bytes,
        name: str,
        *,
        vocabulary: Vocabulary,
        metadata: Metadata = Metadata(),  # noqa: B008 - frozen
        limits: Limits = Limits(),  # noqa: B008 - frozen
        encoding: str | None = None,
        recognizer: Recognizer | Absent = OFF,
    ) -> Intaken:
        """Return the document and rendition of an original.

        Raises:
            InputError: As for `take_in`; also `input-timeout` where a parser takes longer than the
                limits allow, and `input-crash` where it ends the process it runs in.
        """
        check_size(len(original), name, limits)
        if not is_foreign(original, name, recognizer):
            return take_in(
                original,
                name,
                vocabulary=vocabulary,
                metadata=metadata,
                limits=limits,
                encoding=encoding,
                scanning=Scanning(recognizer),
            )
        answer = self._ask(
            Task(self._parse, original, name, metadata, limits, vocabulary, encoding, recognizer)
        )
        assert isinstance(answer, Answer), answer
        return Intaken(original, answer.document, answer.rendition, answer.warnings)

    def draw_page(
        self,
        original: bytes,
        name: str,
        number: int,
        *,
        scan: Scan,
        boxes: tuple[Box, ...],
        limits: Limits = Limits(),  # noqa: B008 - frozen
    ) -> bytes:
        """Return the picture of a scanned page as PNG, some boxes on it marked.

        Args:
            original: The bytes of the document.
            name: What it is called.
            number: The page, from 1.
            scan: The page as its words were recognized.
            boxes: What to mark.
            limits: How much is taken.

        Raises:
            InputError: The page cannot be drawn, or drawing it takes too long.
        """
        drawn = self._ask(Drawing(draw_page, original, name, number, scan, boxes, limits))
        assert isinstance(drawn, bytes), drawn
        return drawn

    def _ask(self, task: Task | Drawing) -> Answer | bytes:
        child = self._started()
        seconds = task.limits.seconds_per_document + (0 if self._is_ready else _STARTING_SECONDS)
        deadline = time.monotonic() + seconds
        try:
            _send(child, pickle.dumps(task), deadline)
            if not self._is_ready:
                _receive(child, deadline)
                self._is_ready = True
                deadline = min(deadline, time.monotonic() + task.limits.seconds_per_document)
            answer = pickle.loads(_receive(child, deadline))  # noqa: S301 - from our own child
            while isinstance(answer, Begun):
                page_s = task.limits.seconds_per_page + task.limits.seconds_per_document
                answer = pickle.loads(_receive(child, time.monotonic() + page_s))  # noqa: S301
        except TimeoutError as error:
            self.close()
            raise _too_slow(task) from error
        except (EOFError, OSError, pickle.UnpicklingError) as error:
            status = _status_of(child)
            self.close()
            raise _crashed(task, status) from error
        except BaseException:
            # Whatever is half sent or half received must not be taken for the next document.
            self.close()
            raise
        self._served += 1
        if isinstance(answer, HudnaError):
            if answer.code == "input-memory":
                self.close()
            raise answer
        assert isinstance(answer, Answer | bytes), answer
        return answer

    def _started(self) -> subprocess.Popen[bytes]:
        is_dead = self._child is not None and self._child.poll() is not None
        if is_dead or self._served >= _DOCUMENTS_PER_CHILD:
            self.close()
        if self._child is None:
            self._child = subprocess.Popen(
                # -P: what lies in the working directory is never imported.
                [sys.executable, "-P", "-m", "hudna.intake.child"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                bufsize=0,
                close_fds=True,
                # A group of its own, so that what it started ends with it.
                process_group=0,
            )
            paths = pickle.dumps(sys.path)
            _send(self._child, paths, time.monotonic() + _STARTING_SECONDS)
        return self._child


def _kill(child: subprocess.Popen[bytes]) -> None:
    """Kill the child and whatever it started."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(child.pid, signal.SIGKILL)
    child.kill()
    child.wait()


def _send(child: subprocess.Popen[bytes], message: bytes, deadline: float) -> None:
    """Write a message to the child; a child that does not read it is one that hangs."""
    assert child.stdin is not None
    left = memoryview(LENGTH.pack(len(message)) + message)
    while left:
        _wait(deadline, writing=child.stdin)
        # A pipe that is ready takes at least a page without blocking.
        left = left[child.stdin.write(left[:_PAGE]) or 0 :]


_PAGE = select.PIPE_BUF


def _receive(child: subprocess.Popen[bytes], deadline: float) -> bytes:
    assert child.stdout is not None
    (length,) = LENGTH.unpack(_read_exactly(child.stdout, LENGTH.size, deadline))
    return _read_exactly(child.stdout, length, deadline)


def _read_exactly(pipe: IO[bytes], length: int, deadline: float) -> bytes:
    pieces: list[bytes] = []
    while length:
        _wait(deadline, reading=pipe)
        piece = pipe.read(min(length, 1 << 20))
        if not piece:
            raise EOFError
        pieces.append(piece)
        length -= len(piece)
    return b"".join(pieces)


def _wait(
    deadline: float, *, reading: IO[bytes] | None = None, writing: IO[bytes] | None = None
) -> None:
    left = deadline - time.monotonic()
    ready = select.select(
        [reading] if reading else [], [writing] if writing else [], [], max(left, 0)
    )
    if left <= 0 or not any(ready):
        raise TimeoutError


def _status_of(child: subprocess.Popen[bytes]) -> int:
    """Return how the child ended; a child that closed its pipe without ending is ended."""
    try:
        return child.wait(timeout=1)
    except subprocess.TimeoutExpired:
        _kill(child)
        return child.wait()


def _close(pipe: IO[bytes]) -> None:
    try:
        pipe.close()
    except OSError:
        # What was still to be written goes nowhere: the child is dead.
        return


def _too_slow(task: Task | Drawing) -> InputError:
    return InputError(
        f"{task.name!r} took longer than {task.limits.seconds_per_document:g} seconds to parse",
        code="input-timeout",
        subject=task.name,
    )


def _crashed(task: Task | Drawing, status: int) -> InputError:
    if -status in _TIME_SIGNALS:
        return _too_slow(task)
    how = f"signal {-status}" if status < 0 else f"exit status {status}"
    return InputError(
        f"{task.name!r} made its parser crash ({how})", code="input-crash", subject=task.name
    )


_TIME_SIGNALS = frozenset({signal.SIGXCPU})
"""How the limit on processor time ends a process."""
