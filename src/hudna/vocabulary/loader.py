"""Load the vocabulary: a folder of YAML files, its content known by one hash."""

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

import yaml

from hudna.errors import InputError

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_FOLDER = "data"


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The YAML files of a vocabulary, by name without extension.

    Attributes:
        key: A hash of all of them: part of the key of a reading.
        sources: The text of each file.
    """

    key: str
    sources: tuple[tuple[str, str], ...]

    def get(self, name: str) -> Any:
        """Return the content of a file as plain data; treat it as frozen.

        Raises:
            InputError: There is no such file, or it is no YAML.
        """
        for found, text in self.sources:
            if found == name:
                return _parsed(name, text)
        raise InputError(
            f"the vocabulary has no file {name}.yaml", code="input-vocabulary", subject=name
        )


@lru_cache(maxsize=64)
def _parsed(name: str, text: str) -> Any:
    try:
        return yaml.load(text, Loader=_LOADER)  # noqa: S506 - a safe loader either way
    except yaml.YAMLError as error:
        raise InputError(
            f"vocabulary {name}.yaml is no YAML: {error}", code="input-vocabulary", subject=name
        ) from error


@lru_cache(maxsize=1)
def load_vocabulary() -> Vocabulary:
    """Return the vocabulary that ships with the package."""
    folder = resources.files("hudna.vocabulary") / _FOLDER
    files = sorted((f for f in folder.iterdir() if f.name.endswith(".yaml")), key=lambda f: f.name)
    sources = tuple((f.name.removesuffix(".yaml"), f.read_text("utf-8")) for f in files)
    digest = hashlib.sha256(
        "\0".join(part for source in sources for part in source).encode()
    ).hexdigest()
    return Vocabulary(f"vocabulary-{digest[:32]}", sources)
