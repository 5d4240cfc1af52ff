"""Output: to a terminal, down a pipe, as JSON, into a file.

On a terminal there are colour and width; down a pipe there is neither, and one line is one thing.
The words of documents are printed as they are, in their order, whatever their script; only control
characters, which could take over a terminal, are shown as pictures (`␛`).
"""

import contextlib
import json
import os
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from hudna.errors import OutsideError

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

_CONTROLS = {code: 0x2400 + code for code in range(0x20) if chr(code) not in "\n\t"}
_CONTROLS |= {0x7F: 0x2421} | dict.fromkeys(range(0x80, 0xA0), 0xFFFD)
_ON_ONE_LINE = {ord(c): " " for c in "\n\t\u2028\u2029"}


def visible(words: str) -> str:
    """Return a text whose control characters are pictures, line ends and tabs apart."""
    return words.translate(_CONTROLS)


def on_one_line(words: str) -> str:
    """Return a text as one visible line."""
    return visible(words).translate(_ON_ONE_LINE).strip()


def make_console(file: TextIO | None = None) -> "Console":
    """Return a console that prints what it is given: no markup, no highlighting."""
    from rich.console import Console

    return Console(file=file or sys.stdout, markup=False, highlight=False, emoji=False)


def text_of(words: str, style: str = "") -> "Text":
    """Return the words of a document, or any others, as visible text in a style."""
    from rich.text import Text

    return Text(visible(words), style=style)


def span_of(words: str, style: str) -> "Text":
    """Return visible words in a style that ends with them, so that more may be appended."""
    from rich.text import Text

    return Text().append_text(text_of(words, style))


def print_line(words: str, file: TextIO | None = None) -> None:
    """Print one line as it is."""
    (file or sys.stdout).write(f"{words}\n")


def print_row(cells: Iterable[str]) -> None:
    """Print the cells of a listing on one line, tabs between them, for other programs."""
    print_line("\t".join(on_one_line(cell) for cell in cells))


def print_json(value: object) -> None:
    """Print plain data as indented JSON, letters of every script as they are."""
    print_line(json.dumps(value, ensure_ascii=False, indent=2))


def counted(number: int, one: str, many: str | None = None) -> str:
    """Return a number and its noun: `1 document`, `2 documents`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


@contextlib.contextmanager
def written(path: Path | None) -> Iterator[TextIO]:
    """Yield a text file that appears at a path when the block ends well, or standard output.

    Raises:
        OutsideError: The file cannot be written; what was there is left as it was.
    """
    if path is None:
        yield sys.stdout
        return
    with _replacing(path) as temporary, temporary.open("w", encoding="utf-8", newline="") as file:
        yield file


def write_bytes(content: bytes, path: Path | None) -> None:
    """Write bytes to a file, whole or not at all, or to standard output.

    Raises:
        OutsideError: The file cannot be written; what was there is left as it was.
    """
    if path is None:
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return
    with _replacing(path) as temporary:
        temporary.write_bytes(content)


@contextlib.contextmanager
def _replacing(path: Path) -> Iterator[Path]:
    """Yield a path beside another, which it replaces when the block ends well.

    What is there and no file (`/dev/stdout`, a named pipe) is written to as it is.
    """
    try:
        if path.exists() and not path.is_file():
            yield path
            return
        descriptor, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        os.close(descriptor)
        temporary = Path(name)
        try:
            yield temporary
            temporary.chmod(_mode(path))
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)
    except OSError as error:
        raise OutsideError(
            f"{str(path)!r} cannot be written: {error.strerror or error}",
            code="output-file",
            subject=str(path),
        ) from error


def _mode(path: Path) -> int:
    """Return the permissions that a file at a path has, or would get."""
    if path.exists():
        return path.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
