"""Manifests: what is known of documents beside their words, as a CSV file."""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from hudna.domain.documents import Metadata
from hudna.domain.problems import Problem
from hudna.errors import InputError
from hudna.intake.dates import find_published
from hudna.intake.encodings import decode
from hudna.intake.files import read_original
from hudna.intake.limits import Limits

COLUMNS = ("file", "title", "url", "publisher", "published", "language")
"""The columns that a manifest may have; `file` it must have."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a manifest says of files.

    Attributes:
        path: The manifest itself.
        entries: Each listed file, as a resolved path, and what is known of it.
        problems: Listed files that are not there, dates that are none, files listed twice.
    """

    path: Path
    entries: tuple[tuple[Path, Metadata], ...]
    problems: tuple[Problem, ...] = ()
    _by_path: Mapping[Path, Metadata] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_path", dict(self.entries))

    def find(self, path: Path) -> Metadata | None:
        """Return what is known of a file, or None where the manifest does not list it."""
        return self._by_path.get(path) or self._by_path.get(path.resolve())


def read_manifest(path: Path, *, limits: Limits = Limits()) -> Manifest:  # noqa: B008 - frozen
    """Return a manifest; paths in it are relative to its folder.

    Raises:
        InputError: The file cannot be read or decoded, is no CSV, or has no column `file`.
    """
    name = str(path)
    text = decode(read_original(path, limits=limits), name).text.removeprefix("\ufeff")
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error as error:
        raise _no_manifest(name, f"it is no CSV: {error}") from error
    header = [column.strip().lower() for column in rows[0]] if rows else []
    if "file" not in header:
        raise _no_manifest(name, f"it has no column 'file'; its columns are {', '.join(header)}")
    doubled = {column for column in header if column and header.count(column) > 1}
    if doubled:
        raise _no_manifest(name, f"it has the column {min(doubled)!r} twice")
    entries: dict[Path, Metadata] = {}
    problems: list[Problem] = []
    for number, row in enumerate(rows[1:], start=2):
        if len(row) > len(header):
            problems.append(
                _problem(name, f"line {number} has {len(row)} cells for {len(header)} columns")
            )
        elif any(cell.strip() for cell in row):
            problems += _entered(entries, dict(zip(header, row, strict=False)), path, number)
    unknown = [column for column in header if column not in COLUMNS]
    if unknown:
        problems.append(_problem(name, f"its column {unknown[0]!r} is unknown and is passed over"))
    return Manifest(path, tuple(entries.items()), tuple(problems))


def _entered(
    entries: dict[Path, Metadata], row: Mapping[str, str], manifest: Path, number: int
) -> Iterator[Problem]:
    listed = row.get("file", "").strip()
    if not listed:
        yield _problem(str(manifest), f"line {number} names no file")
        return
    try:
        found = (manifest.parent / listed).resolve()
        exists = found.exists()
    except (OSError, ValueError):
        exists = False
    if not exists:
        yield Problem(
            "input-missing", listed, f"{listed!r}, listed in {str(manifest)!r}, is not there"
        )
        return
    known = {column: row.get(column, "").strip() or None for column in COLUMNS[1:]}
    if known["published"] is not None:
        published = find_published(known["published"])
        if published is None:
            yield _problem(
                listed,
                f"its publication date {known['published']!r} in {str(manifest)!r} is no date",
            )
        known["published"] = published
    if found in entries:
        yield _problem(listed, f"it is listed twice in {str(manifest)!r}; the first line counts")
        return
    if known["language"] is not None:
        known["language"] = known["language"].lower()
    entries[found] = Metadata(**known)


def _problem(subject: str, reason: str) -> Problem:
    return Problem("input-manifest", subject, f"{subject!r}: {reason}")


def _no_manifest(name: str, reason: str) -> InputError:
    return InputError(f"{name!r} is no manifest: {reason}", code="input-manifest", subject=name)
