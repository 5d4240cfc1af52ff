"""Tesseract: the program that recognizes words on a picture, called for one page at a time.

It runs on this machine, gets the picture through a pipe, and leaves no file anywhere.

Source:
    `tesseract(1)`; the columns of its TSV output are those of `TessBaseAPI::GetTSVText`.
"""

import re
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec

from hudna.domain.scans import Box
from hudna.errors import EvidenceError, InputError

DEFAULT_LANGUAGES = ("eng", "ara")
"""The languages that are looked for where none are asked for, in Tesseract's codes."""
DEFAULT_MIN_CONFIDENCE = 75.0
"""Below which mean confidence the words of a page are doubtful."""


@dataclass(frozen=True, slots=True)
class Recognizer:
    """A program that recognizes words, and how it is asked.

    Attributes:
        program: The path of the program.
        version: Its version, as it says itself.
        languages: The languages to read, in Tesseract's codes.
        tells_orientation: Whether it has the data for telling how a page is turned.
        min_confidence: Below which mean confidence a page is warned of, from 0 to 100.
    """

    program: str
    version: str
    languages: tuple[str, ...]
    tells_orientation: bool = False
    min_confidence: float = DEFAULT_MIN_CONFIDENCE

    @property
    def name(self) -> str:
        """Return what it is called where its words are shown: `tesseract 5.3.0 eng+ara`."""
        return f"tesseract {self.version} {'+'.join(self.languages)}"

    @property
    def key(self) -> str:
        """Return all that what it makes of a page depends on."""
        return f"{self.name} {self.tells_orientation} {self.min_confidence:g}"


@dataclass(frozen=True, slots=True)
class Absent:
    """Nothing recognizes words here.

    Attributes:
        reason: Why, as the end of a sentence.
        code: The code of the error for a document that needs it.
    """

    reason: str
    code: str

    @property
    def key(self) -> str:
        """Return what a document's text depends on: that nothing recognizes words."""
        return "none"


OFF = Absent("nothing here recognizes the words of pictures", "input-scan")
"""Where nobody looked for a program, or its use is switched off."""


@dataclass(frozen=True, slots=True)
class FoundWord:
    """A word as the program gives it.

    Attributes:
        text: Its letters, in the order in which they are read.
        box: Where it stands.
        confidence: From 0 to 100.
        line: The block, paragraph and line that it stands in.
        line_box: Where that line stands.
    """

    text: str
    box: Box
    confidence: float
    line: tuple[int, int, int]
    line_box: Box


def find_recognizer(
    languages: Sequence[str] | None = None, *, min_confidence: float = DEFAULT_MIN_CONFIDENCE
) -> Recognizer | Absent:
    """Return the program that is installed, or why there is none to be used.

    Args:
        languages: The languages to read; those of `DEFAULT_LANGUAGES` that it has where None.
        min_confidence: Below which mean confidence a page is warned of, from 0 to 100.
    """
    lacking = [name for name in ("PIL", "pypdfium2") if find_spec(name) is None]
    if lacking:
        return Absent(
            "reading it needs the extra `ocr`, which is not installed: pip install 'hudna[ocr]'",
            "input-ocr-missing",
        )
    program = shutil.which("tesseract")
    if program is None:
        return Absent(
            "reading it needs the program tesseract, which is not installed; on Debian or Ubuntu: "
            "apt-get install tesseract-ocr tesseract-ocr-eng tesseract-ocr-ara",
            "input-ocr-missing",
        )
    version = _VERSION.search(_told(program, "--version"))
    if version is None:
        return Absent(f"{program!r} does not answer as tesseract does", "input-ocr-missing")
    known = frozenset(_told(program, "--list-langs").split("\n"))
    wanted = languages or [each for each in DEFAULT_LANGUAGES if each in known]
    missing = [each for each in wanted or DEFAULT_LANGUAGES if each not in known]
    if missing:
        packages = " ".join(f"tesseract-ocr-{each.replace('_', '-').lower()}" for each in missing)
        return Absent(
            f"tesseract has no data for {' and '.join(missing)}; on Debian or Ubuntu: "
            f"apt-get install {packages}",
            "input-ocr-language",
        )
    return Recognizer(program, version[1], tuple(wanted), "osd" in known, min_confidence)


_VERSION = re.compile(r"tesseract (?:v)?(\d[\w.-]*)")
_ASKING_SECONDS = 20.0


def _told(program: str, question: str) -> str:
    """Return what the program says of itself; older ones say it as an error."""
    try:
        answered = subprocess.run(  # noqa: S603 - the program that is found on the path
            [program, question],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=_ASKING_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return answered.stdout.decode("utf-8", "replace")


def find_words(
    picture: bytes,
    recognizer: Recognizer,
    *,
    languages: Sequence[str],
    layout: int,
    dpi: int | None,
    seconds: float,
) -> tuple[FoundWord, ...]:
    """Return the words on the picture of a page, in reading order.

    Args:
        picture: The bytes of an image file.
        recognizer: The program.
        languages: The languages to read.
        layout: Tesseract's page segmentation mode.
        dpi: The resolution, where it is known.
        seconds: How long it may take.

    Raises:
        InputError: It fails (`input-ocr-failed`) or takes too long (`input-timeout`).
    """
    arguments = ["-l", "+".join(languages), "--psm", str(layout)]
    if dpi is not None:
        arguments += ["--dpi", str(dpi)]
    return _parsed(_asked(picture, recognizer, [*arguments, "tsv"], seconds))


def find_turn(picture: bytes, recognizer: Recognizer, *, seconds: float) -> int:
    """Return by how many degrees, clockwise, the picture of a page must be turned to be upright.

    It is 0 where the program cannot tell.
    """
    if not recognizer.tells_orientation:
        return 0
    try:
        told = _asked(picture, recognizer, ["--psm", "0"], seconds)
    except InputError:
        # It says of a page with few letters that it cannot tell, and fails.
        return 0
    found = _TURN.search(told)
    return int(found[1]) if found else 0


_TURN = re.compile(r"^Rotate: (90|180|270)$", re.MULTILINE)


def _asked(picture: bytes, recognizer: Recognizer, arguments: list[str], seconds: float) -> str:
    try:
        answered = subprocess.run(  # noqa: S603 - the program that was found on the path
            # One thread: documents are read side by side already.
            [_ENV, "OMP_THREAD_LIMIT=1", recognizer.program, "stdin", "stdout", *arguments],
            input=picture,
            capture_output=True,
            timeout=max(seconds, 0.01),
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise InputError(
            f"tesseract takes longer than {seconds:.0f} seconds", code="input-timeout"
        ) from error
    except OSError as error:
        raise _failed(f"tesseract cannot be started: {error.strerror or error}") from error
    if answered.returncode:
        status = answered.returncode
        how = f"signal {-status}" if status < 0 else f"exit status {status}"
        said = " ".join(answered.stderr.decode("utf-8", "replace").split())[:_SHOWN_CHARS]
        raise _failed(f"tesseract fails ({how}){': ' if said else ''}{said}")
    try:
        return answered.stdout.decode()
    except UnicodeDecodeError as error:
        raise _failed("tesseract answers with what is no text") from error


_ENV = "/usr/bin/env"
_SHOWN_CHARS = 200


def _failed(reason: str) -> InputError:
    return InputError(reason, code="input-ocr-failed")


_COLUMNS = "level page_num block_num par_num line_num word_num left top width height conf text"
_LINE, _WORD = "4", "5"


def _parsed(told: str) -> tuple[FoundWord, ...]:
    """Return the words of a TSV answer.

    Raises:
        InputError: It is none.
    """
    head, *rows = told.split("\n")
    if head.split("\t") != _COLUMNS.split():
        raise _failed("tesseract answers with what is no table of words")
    words: list[FoundWord] = []
    line_boxes: dict[tuple[int, int, int], Box] = {}
    for row in rows:
        cells = row.split("\t", 11)
        if cells[0] not in {_LINE, _WORD}:
            continue
        try:
            block, paragraph, number, _, left, top, width, height = map(int, cells[2:10])
            confidence = float(cells[10])
            box = Box(left, top, left + width, top + height)
            text = cells[11].translate(_DIRECTIONS).strip()
        except (ValueError, IndexError, EvidenceError) as error:
            raise _failed(f"tesseract answers with an odd row: {row[:_SHOWN_CHARS]!r}") from error
        line = (block, paragraph, number)
        if cells[0] == _LINE:
            line_boxes[line] = box
        elif text:
            words.append(
                FoundWord(
                    text, box, min(max(confidence, 0.0), 100.0), line, line_boxes.get(line, box)
                )
            )
    return tuple(words)


_DIRECTIONS = dict.fromkeys(
    [0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A), *range(0x20), 0x7F]
)
"""Marks of direction, which the program adds and no page shows, and control characters."""
