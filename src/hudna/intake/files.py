"""Files: which ones a list of paths means, and their bytes."""

import errno
import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from hudna.domain.problems import Problem
from hudna.errors import InputError
from hudna.intake.limits import Limits
from hudna.intake.taking import check_size

_CHUNK = 1 << 20


def iter_files(paths: Iterable[Path]) -> Iterator[Path | Problem]:
    """Yield the files that paths mean: a file itself, a folder's files, its folders' and so on.

    Within a folder the order is that of the names. Hidden files and folders inside a folder are
    passed over; a path that is given is always followed. What cannot be entered is a problem, and
    the rest goes on.
    """
    seen: set[tuple[int, int]] = set()
    for path in paths:
        yield from _walked(path, seen)


def read_original(path: Path, *, limits: Limits) -> bytes:
    """Return the bytes of a file.

    Raises:
        InputError: The file is not there, may not be read, is no regular file, is empty, or is
            larger than the limits allow, which is known before it is read.
    """
    name = str(path)
    try:
        # Without O_NONBLOCK, opening a pipe that nobody writes to would wait for ever.
        descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
        try:
            status = os.fstat(descriptor)
            if not stat.S_ISREG(status.st_mode):
                raise InputError(f"{name!r} is no file", code="input-not-a-file", subject=name)
            check_size(status.st_size, name, limits)
            with os.fdopen(descriptor, "rb", closefd=False) as file:
                original = file.read(limits.max_bytes + 1)
        finally:
            os.close(descriptor)
    except (OSError, ValueError) as error:
        raise _unreadable(path, error) from error
    check_size(len(original), name, limits)
    return original


@dataclass(frozen=True, slots=True)
class _Visit:
    """A path to visit, and the folders that it was reached through, by device and inode."""

    path: Path
    above: frozenset[tuple[int, int]] = frozenset()


def _walked(start: Path, seen: set[tuple[int, int]]) -> Iterator[Path | Problem]:
    """Yield the files under a path; a folder that links lead to twice is walked once."""
    waiting = [_Visit(start)]
    while waiting:
        visit = waiting.pop()
        try:
            here, names = _folder(visit.path)
        except (OSError, ValueError) as error:
            failure = _unreadable(visit.path, error)
            yield Problem(failure.code, str(visit.path), failure.reason)
            continue
        if here is None:
            yield visit.path
        elif here in visit.above:
            reason = f"{str(visit.path)!r} leads back to a folder that holds it"
            yield Problem("input-loop", str(visit.path), reason)
        elif here not in seen or not visit.above:
            seen.add(here)
            above = visit.above | {here}
            waiting += [_Visit(visit.path / name, above) for name in reversed(names)]


def _folder(path: Path) -> tuple[tuple[int, int] | None, list[str]]:
    """Return a folder's identity and its visible names in order; (None, []) for anything else."""
    status = path.stat()
    if not stat.S_ISDIR(status.st_mode):
        return None, []
    with os.scandir(path) as found:
        names = sorted(entry.name for entry in found if not entry.name.startswith("."))
    return (status.st_dev, status.st_ino), names


def _unreadable(path: Path, error: OSError | ValueError) -> InputError:
    name = str(path)
    if isinstance(error, FileNotFoundError):
        if path.is_symlink():
            return InputError(
                f"{name!r} is a link to something that is not there",
                code="input-missing",
                subject=name,
            )
        return InputError(f"{name!r} is not there", code="input-missing", subject=name)
    if isinstance(error, PermissionError):
        return InputError(f"{name!r} may not be read", code="input-permission", subject=name)
    if isinstance(error, OSError) and error.errno == errno.ELOOP:
        return InputError(f"{name!r} is a link to itself", code="input-loop", subject=name)
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return InputError(f"{name!r} cannot be read: {reason}", code="input-unreadable", subject=name)
