"""Load the vocabulary: a folder of YAML files and tables, its content known by one hash."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any

import yaml

from hudna.errors import InputError
from hudna.vocabulary.families import with_families
from hudna.vocabulary.own import Fingerprint, fingerprint_of, with_own

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_FOLDER = "data"
_YAML = ".yaml"
_TABLE = ".tsv"
_CODEBOOK = "codebook"
_NOT_READ = frozenset({"examples"})
"""Files that no reader reads: no reading depends on them, and so its key does not either."""
ENGLISH = "en"
"""The language of the files whose names say none."""
ARABIC = "ar"


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The files of a vocabulary. Two vocabularies with one key are one vocabulary.

    Attributes:
        key: A hash of all that a reader reads of them: part of the key of a reading.
        sources: The name and text of each file: of YAML the name without extension, of a table
            the whole name.
        language: The language in which it reads, as ISO 639-1 has it.
    """

    key: str
    sources: tuple[tuple[str, str], ...] = field(compare=False, repr=False)
    language: str = ENGLISH

    def get(self, name: str) -> Any:
        """Return the content of a file as plain data; treat it as frozen.

        Args:
            name: A file's name without its extension.

        Returns:
            What the YAML says; of a table a list of its rows, each a tuple of strings, without
            comments and the line that names the columns.

        Raises:
            InputError: There is no such file, it is no YAML, or its rows differ in length.
        """
        for found, text in self.sources:
            if found == name:
                own = self._own_of(name)
                return _parsed(name, text) if own is None else _localized(name, text, own)
            if found == name + _TABLE:
                return _rows(found, text)
        raise InputError(
            f"the vocabulary has no file {name}.yaml", code="input-vocabulary", subject=name
        )

    def _own_of(self, name: str) -> str | None:
        """Return the text of a file's own version in the language, or None where it has none."""
        if self.language == ENGLISH:
            return None
        own = f"{name}.{self.language}"
        return next((text for found, text in self.sources if found == own), None)


def localized(vocabulary: Vocabulary, language: str) -> Vocabulary:
    """Return a vocabulary as it reads a language: `reading.ar.yaml` over `reading.yaml`.

    Where a file has a version in the language, what that says stands before what the file says.
    """
    if language == vocabulary.language:
        return vocabulary
    return Vocabulary(vocabulary.key, vocabulary.sources, language)


@lru_cache(maxsize=8)
def _localized(name: str, text: str, own: str) -> Any:
    return _merged(_parsed(name, text), _parsed(name, own))


def _merged(common: Any, own: Any) -> Any:
    """Return plain data with its own version before it, key by key."""
    if not isinstance(common, dict) or not isinstance(own, dict):
        return own
    both = {
        key: _merged(common[key], value) if key in common else value for key, value in own.items()
    }
    return both | {key: value for key, value in common.items() if key not in own}


@lru_cache(maxsize=64)
def _parsed(name: str, text: str) -> Any:
    try:
        content = yaml.load(text, Loader=_LOADER)  # noqa: S506 - a safe loader either way
        return with_families(content) if name == _CODEBOOK else content
    except yaml.YAMLError as error:
        raise InputError(
            f"vocabulary {name}.yaml is no YAML: {error}", code="input-vocabulary", subject=name
        ) from error


@lru_cache(maxsize=8)
def _rows(name: str, text: str) -> list[tuple[str, ...]]:
    lines = [line for line in text.split("\n") if line and not line.startswith("#")]
    rows = [tuple(line.split("\t")) for line in lines]
    width = len(rows[0]) if rows else 0
    for line, row in zip(lines, rows, strict=True):
        if len(row) != width:
            raise InputError(
                f"vocabulary {name} has {len(row)} columns instead of {width} in {line!r}",
                code="input-vocabulary",
                subject=name,
            )
    return rows[1:]


def load_vocabulary(own: Path | None = None) -> Vocabulary:
    """Return the vocabulary that ships with the package, or with a user's own files over it.

    Args:
        own: A folder of YAML files, each named as the one that it extends or overrides.

    Raises:
        InputError: The folder or a file of it cannot be used.
    """
    return _packaged() if own is None else _merged_with(own, fingerprint_of(own))


@lru_cache(maxsize=2)
def _merged_with(own: Path, fingerprint: Fingerprint) -> Vocabulary:  # noqa: ARG001 - the key
    """Return the vocabulary with a user's files over it, made again when one of them changes."""
    return _to_vocabulary(with_own(dict(_packaged().sources), own))


@lru_cache(maxsize=1)
def _packaged() -> Vocabulary:
    folder = resources.files("hudna.vocabulary") / _FOLDER
    files = (f for f in folder.iterdir() if f.name.endswith((_YAML, _TABLE)))
    return _to_vocabulary({f.name.removesuffix(_YAML): f.read_text("utf-8") for f in files})


def _to_vocabulary(files: Mapping[str, str]) -> Vocabulary:
    sources = tuple(sorted(files.items()))
    read = (part for name, text in sources if name not in _NOT_READ for part in (name, text))
    digest = hashlib.sha256("\0".join(read).encode()).hexdigest()
    return Vocabulary(f"vocabulary-{digest[:32]}", sources)
