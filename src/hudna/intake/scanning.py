"""Scanning: what a format's module needs for pages that are pictures, and what it tells of them."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

from hudna.domain.scans import Scan
from hudna.errors import HudnaError, InputError
from hudna.intake.limits import Limits
from hudna.intake.tesseract import OFF, Absent, Recognizer
from hudna.text.cleaning import Part

if TYPE_CHECKING:
    from hudna.intake.pictures import Picture

Heard = Callable[[str], None]
"""Takes the name of a page whose recognition begins."""


def _unheard(part: str) -> None:
    """Hear which page is next, and tell nobody."""


@dataclass(frozen=True, slots=True)
class Scanning:
    """How pages that are pictures are dealt with.

    Attributes:
        recognizer: What recognizes their words, or why nothing does.
        begin: Told of each page before its words are recognized.
    """

    recognizer: Recognizer | Absent = OFF
    begin: Heard = _unheard


NO_SCANNING = Scanning()


@dataclass(frozen=True, slots=True)
class Recognized:
    """What became of the scanned pages of a document.

    Attributes:
        parts: Their texts, by the name of the page; empty where nothing was recognized.
        scans: Where their words stand.
        warnings: What a reader of them should know, a sentence each.
    """

    parts: tuple[Part, ...]
    scans: tuple[Scan, ...]
    warnings: tuple[str, ...]


def recognize_pages(
    pictures: "Iterable[tuple[str, Callable[[], Picture]]]",
    name: str,
    recognizer: Recognizer,
    *,
    limits: Limits,
    begin: Heard,
) -> Recognized:
    """Return the words of scanned pages; one that fails is told of, and the others are read.

    Args:
        pictures: The name of each page, and what gives its picture.
        name: What the document is called.
        recognizer: What recognizes words.
        limits: How long a page may take.
        begin: Told of each page before its words are recognized.

    Raises:
        InputError: Every page fails; the first failure.
    """
    recognize = import_module("hudna.intake.recognizing").recognize
    parts: list[Part] = []
    scans: list[Scan] = []
    failures: list[tuple[str, HudnaError]] = []
    missed: list[str] = []
    numbers: list[str] = []
    for part, get_picture in pictures:
        begin(part)
        try:
            page = recognize(get_picture(), part, recognizer, seconds=limits.seconds_per_page)
        except InputError as error:
            if error.code == "input-too-large":
                raise
            failures.append((part, error))
            parts.append(Part(part, ""))
            continue
        parts.append(Part(part, page.text))
        if page.scan.words:
            scans.append(page.scan)
            numbers += _numbers(page.text, page.scan)
        if page.missed > _MUCH_MISSED:
            missed.append(part)
    if failures and len(failures) == len(parts):
        part, first = failures[0]
        raise InputError(
            f"{part} of {name!r} could not be recognized: {first.reason}",
            code=first.code,
            subject=name,
        ) from first
    failed = [f"{part} could not be recognized: {failure.reason}" for part, failure in failures]
    return Recognized(
        tuple(parts),
        tuple(scans),
        (*failed, *_doubts(scans, recognizer.min_confidence), *numbers, *_misses(missed)),
    )


def _numbers(text: str, scan: Scan) -> list[str]:
    """Return the warning of numbers on a page that may be wrong, for dates stand or fall by them.

    Eastern Arabic and Persian digits are, however sure the recognizer is.
    """
    doubtful = [
        word.span.of(text)
        for word in scan.words
        if _DIGIT.search(word.span.of(text))
        and (word.confidence < _SURE_NUMBER or _EASTERN.search(word.span.of(text)))
    ]
    if not doubtful:
        return []
    shown = ", ".join(repr(word) for word in dict.fromkeys(doubtful[:_SHOWN_NUMBERS]))
    more = " and others" if len(doubtful) > _SHOWN_NUMBERS else ""
    told = f"numbers on {scan.part} may be wrong ({shown}{more})"
    return [f"{told}: compare them with the picture (`hudna page`)"]


_SURE_NUMBER = 85
"""Below which confidence a number is doubtful.

Of 145 numbers on pages that were drawn and spoiled two were wrong, both below it, as were 24 that
were right, most of them the numbers of points.
"""
_SHOWN_NUMBERS = 5
_DIGIT = re.compile(r"\d")
_EASTERN = re.compile(r"[\u0660-\u0669\u06f0-\u06f9]")


_MUCH_MISSED = 0.02
"""Which share of the ink on a page is told of where it is no word; a line is about as much."""


def _misses(parts: Sequence[str]) -> list[str]:
    """Return a warning for each page with more than a little ink that is no word."""
    return [
        f"{part} has ink where no word was recognized: a stamp, a signature, a drawing, or words "
        "that were missed (`hudna page`)"
        for part in parts
    ]


def _doubts(scans: Sequence[Scan], least: float) -> list[str]:
    """Return a warning for each page whose words are doubtful."""
    return [
        f"the words of {scan.part} were recognized with a confidence of {scan.confidence:.0f} of "
        f"100, below {least:g}: compare them with the picture (`hudna page`)"
        for scan in scans
        if scan.confidence is not None and scan.confidence < least
    ]


def told_of(scans: Sequence[Scan]) -> tuple[str, ...]:
    """Return the warning that words were recognized, and by what; nothing where none were."""
    if not scans:
        return ()
    by = ", ".join(dict.fromkeys(scan.recognizer for scan in scans))
    first, many = scans[0].part, len(scans)
    what = f"{first} is a picture" if many == 1 else f"{many} pages are pictures, {first} the first"
    return (f"{what}: what stands there was recognized ({by}) and may be wrong",)


def check_recognizer(name: str, what: str, recognizer: Recognizer | Absent) -> Recognizer:
    """Return the recognizer of a document that needs one.

    Args:
        name: What the document is called.
        what: What it is, as the end of a sentence.
        recognizer: What recognizes words, or why nothing does.

    Raises:
        InputError: Nothing does.
    """
    if isinstance(recognizer, Absent):
        raise InputError(
            f"{name!r} {what}; {recognizer.reason}", code=recognizer.code, subject=name
        )
    return recognizer
