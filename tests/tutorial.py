"""Run the pages that are tutorials: their commands, as they show them, and what they print.

In `docs/tutorial.md` and `docs/asking.md` each block of the language `console` holds commands after
`$ ` and what they print. A line `…` there stands for any number of lines, and `…` within a line for
any words. `python tests/tutorial.py` runs the commands and writes what they print today into the
pages, identifiers in later commands included; what still agrees it leaves as it is.
"""

import fcntl
import os
import pty
import re
import shutil
import struct
import subprocess
import sys
import tempfile
import termios
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGES = tuple(ROOT / "docs" / name for name in ("tutorial.md", "asking.md"))
ELISION = "…"
_BLOCK = re.compile(r"(?ms)^```console\n(.*?)^```$")
_ESCAPE = re.compile(r"\x1b\[[0-9;?]*[a-zA-Z]")
_IDENTIFIER = re.compile(r"\b(?:agr|stm)-[0-9a-f]{4,10}\b|\b[0-9a-f]{10}\b")
_PROGRESS = re.compile(r"reading .*\b\d+/\d+ .*")
_COLUMNS = 100


@dataclass(frozen=True, slots=True)
class Step:
    """One command of the tutorial and the lines that the page shows of what it prints."""

    command: str
    shown: tuple[str, ...]

    def to_text(self) -> str:
        """Return the step as the page has it."""
        return "".join(f"{line}\n" for line in (f"$ {self.command}", *self.shown))


def parse_steps(block: str) -> Iterator[Step]:
    """Yield the steps of a block."""
    for part in re.split(r"(?m)^\$ ", block)[1:]:
        command, *shown = part.rstrip("\n").split("\n")
        yield Step(command, tuple(shown))


def find_steps(page: str) -> tuple[Step, ...]:
    """Return the steps of a page, in their order."""
    return tuple(step for block in _BLOCK.findall(page) for step in parse_steps(block))


def is_shown(step: Step, printed: tuple[str, ...]) -> bool:
    """Return whether the page shows what a command printed, elisions apart."""
    pattern = "".join(
        r"(?:[^\n]*\n)*?"
        if line == ELISION
        else ".*".join(re.escape(words) for words in line.split(ELISION)) + "\n"
        for line in step.shown
    )
    return re.fullmatch(pattern, "".join(f"{line}\n" for line in printed)) is not None


def shortened(step: Step, printed: tuple[str, ...]) -> Step:
    """Return a step that shows what was printed, cut where the page cuts it."""
    if is_shown(step, printed):
        return step
    if ELISION not in step.shown:
        return replace(step, shown=printed)
    head = step.shown.index(ELISION)
    tail = len(step.shown) - head - 1
    return replace(step, shown=(*printed[:head], ELISION, *printed[len(printed) - tail :]))


def run(command: str, folder: Path) -> tuple[str, ...]:
    """Return the lines that a command prints on a terminal of 100 columns without colors."""
    controller, terminal = pty.openpty()
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 50, _COLUMNS, 0, 0))
    scripts = Path(sys.executable).parent
    environment = {
        "PATH": f"{scripts}:/usr/local/bin:/usr/bin:/bin",
        "HOME": str(folder),
        "LANG": "C.UTF-8",
        "TERM": "xterm",
        "NO_COLOR": "1",
        "TZ": "UTC",
    }
    process = subprocess.Popen(  # noqa: S602 - the commands are those of the page
        command,
        shell=True,
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=terminal,
        stderr=terminal,
    )
    os.close(terminal)
    printed = b"".join(_iter_printed(controller))
    os.close(controller)
    process.wait()
    return tuple(_lines(printed.decode()))


def prepare(folder: Path) -> None:
    """Lay out a folder as the tutorial expects it."""
    shutil.copytree(ROOT / "examples", folder / "examples")


def _iter_printed(controller: int) -> Iterator[bytes]:
    while True:
        try:
            chunk = os.read(controller, 65536)
        except OSError:  # how Linux says that nobody holds the terminal any more
            return
        if not chunk:
            return
        yield chunk


def _lines(printed: str) -> Iterator[str]:
    """Yield the lines that stay: without control sequences, and without the progress bar."""
    text = _ESCAPE.sub("", printed.replace("\r\n", "\n")).strip("\n")
    for line in text.split("\n") if text else []:
        seen = line.rpartition("\r")[2].rstrip()
        if not _PROGRESS.fullmatch(seen):
            yield seen


def _rewritten(page: str, folder: Path) -> str:
    renamed: dict[str, str] = {}

    def renew(words: str) -> str:
        return _IDENTIFIER.sub(lambda found: renamed.get(found.group(), found.group()), words)

    def rerun(block: re.Match[str]) -> str:
        steps = []
        for step in parse_steps(block[1]):
            command = renew(step.command)
            now = shortened(replace(step, command=command), run(command, folder))
            before, after = _identifiers(step), _identifiers(now)
            if len(before) == len(after):
                renamed.update(_prefixes(before, after))
            steps.append(now)
        return "```console\n" + "".join(step.to_text() for step in steps) + "```"

    return renew(_BLOCK.sub(rerun, page))


def _identifiers(step: Step) -> list[str]:
    return _IDENTIFIER.findall("\n".join(step.shown))


def _prefixes(before: list[str], after: list[str]) -> Iterator[tuple[str, str]]:
    for old, new in zip(before, after, strict=True):
        kind = old.find("-") + 1
        for length in range(kind + 4, len(old) + 1):
            yield old[:length], new[:length]


def main() -> None:
    """Rewrite each page until it stays: an identifier may be known only after it was needed."""
    for path in PAGES:
        for _ in range(3):
            page = path.read_text("utf-8")
            with tempfile.TemporaryDirectory() as made:
                prepare(Path(made))
                now = _rewritten(page, Path(made))
            if now == page:
                break
            path.write_text(now, "utf-8")


if __name__ == "__main__":
    main()
