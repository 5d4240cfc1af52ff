"""A user's own files over those of the package: what they may say, and how they are merged.

`docs/vocabulary.md` explains the rules to a researcher:

| key | what it does |
|---|---|
| `key:` | sets a value; what holds keys is merged key by key |
| `key+:` | adds to a list; an item with the `id` or `code` of one that is there takes its place |
| `key-:` | takes out of a list |
| `key:` without a value | takes out a key, where a file may have keys of its own, such as codes |

Everything else is refused, so that a mistyped key is no silent nothing.
"""

import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import yaml

from hudna.errors import InputError
from hudna.vocabulary.cues import compile_cue, to_expression
from hudna.vocabulary.families import NAMED

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
_SUFFIXES = (".yaml", ".yml")
_CODEBOOK, _EXAMPLES = "codebook", "examples"
_CODE = re.compile(r"[a-z]+\.[a-z_]+")
_ANY = "*"
_OPEN: Mapping[str, tuple[tuple[str, ...], ...]] = {
    _CODEBOOK: (("codes",), ("codes", _ANY, "cues"), ("families",)),
    _EXAMPLES: (("codes",), ("codes", _ANY), ("codes", _ANY, _ANY), ("least",)),
    "reading": (
        ("numbers",),
        ("language_words",),
        ("not_borne_out",),
        ("parts", "objects"),
        ("days_from_publication",),
    ),
    "norms": (("acts",),),
    "lineage": (("schemes",),),
}
"""Where a file may have keys that the package's has not, by its name without a language."""
_CUED = frozenset(
    {_CODEBOOK, "reading", "norms", "warnings", "oddities", "gate", "places", "relations"}
)
"""The files that have cues, by their names without a language."""
_NAMES = ("id", "code")
"""What an item of a list is known by."""


Fingerprint = tuple[tuple[str, int, int], ...]
"""The name, the time of change and the size of each file of a folder."""


def fingerprint_of(folder: Path) -> Fingerprint:
    """Return what tells whether the files of a folder have changed.

    Raises:
        InputError: There is no such folder, or it cannot be read.
    """
    try:
        return tuple((p.name, p.stat().st_mtime_ns, p.stat().st_size) for p in _files(folder))
    except OSError as error:
        raise _unreadable(folder, error) from error


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.suffix.lower() in _SUFFIXES)


def _unreadable(folder: Path, error: OSError) -> InputError:
    return InputError(
        f"the vocabulary's folder {str(folder)!r} cannot be read: {error.strerror or error}",
        code="input-vocabulary",
        subject=str(folder),
    )


def with_own(sources: Mapping[str, str], folder: Path) -> dict[str, str]:
    """Return the files of a vocabulary with those of a folder over them.

    Args:
        sources: The name of each file of the package, without `.yaml`, and its text.
        folder: Where the user's own files are; what is no YAML file there is passed over.

    Raises:
        InputError: There is no such folder, a file there cannot be read, is no YAML, has a key
            that its file does not know, or says something else than its file may.
    """
    merged = dict(sources)
    is_coded = False
    for name, own, path in _iter_own(folder):
        _check_file(name, sources, path.name)
        for part, content in _by_language(name, own, sources):
            base = yaml.load(merged[part], Loader=_LOADER)  # noqa: S506 - a safe loader
            kind = part.partition(".")[0]
            where = _Where(path.name, kind, source=path)
            merged[part] = _dumped(_merged(base, content, where))
            if kind in _CUED:
                _check_words(content, base, where)
            is_coded = is_coded or kind == _CODEBOOK
    if is_coded:
        _complete(merged, sources)
    return merged


class _Where:
    """Where in a user's file something stands, for errors and for what may be there."""

    def __init__(
        self, file: str, name: str, path: tuple[str, ...] = (), *, source: Path | None = None
    ) -> None:
        self.file, self.name, self.path, self.source = file, name, path, source

    def below(self, key: str) -> "_Where":
        return _Where(self.file, self.name, (*self.path, key), source=self.source)

    @property
    def is_open(self) -> bool:
        """Whether keys may stand here that the package's file has not."""
        return any(
            len(pattern) == len(self.path)
            and all(p in {_ANY, k} for p, k in zip(pattern, self.path, strict=True))
            for pattern in _OPEN.get(self.name, ())
        )

    def wrong(self, reason: str) -> InputError:
        at = f" at {'.'.join(self.path)}" if self.path else ""
        return InputError(
            f"the vocabulary's file {self.file!r}{at}: {reason}",
            code="input-vocabulary",
            subject=self.file,
        )

    def wrong_cue(self, cue: str, error: Exception) -> InputError:
        """Return the error of a cue that cannot be understood, with the line it stands in."""
        line = _line_of(cue, self.source)
        at = "" if line is None else f" (line {line})"
        reason = error if isinstance(error, InputError) else f"{error} in its expression"
        return self.wrong(f"the cue {cue!r}{at} cannot be understood: {reason}")


def _line_of(words: str, file: Path | None) -> int | None:
    """Return the first line of a YAML file in which words stand as a value, from 1 on."""
    if file is None:
        return None
    nodes = [yaml.compose(file.read_text("utf-8-sig"), Loader=_LOADER)]
    while nodes:
        match nodes.pop(0):
            case yaml.MappingNode(value=pairs):
                nodes = [node for pair in pairs for node in pair] + nodes
            case yaml.SequenceNode(value=items):
                nodes = [*items, *nodes]
            case yaml.ScalarNode(value=value) as node if value == words:
                return int(node.start_mark.line) + 1
    return None


def _iter_own(folder: Path) -> Iterator[tuple[str, dict[str, Any], Path]]:
    """Yield the user's files in the order of their names: name, content, and path."""
    try:
        paths = _files(folder)
    except OSError as error:
        raise _unreadable(folder, error) from error
    for path in paths:
        where = _Where(path.name, path.stem)
        try:
            content = yaml.load(path.read_text("utf-8-sig"), Loader=_LOADER)  # noqa: S506 - safe
        except OSError as error:
            raise where.wrong(f"cannot be read: {error.strerror or error}") from error
        except UnicodeDecodeError as error:
            raise where.wrong("is no UTF-8") from error
        except yaml.YAMLError as error:
            raise where.wrong(f"is no YAML: {_on_one_line(error)}") from error
        if content is None:
            continue
        if not isinstance(content, dict):
            raise where.wrong("holds no keys with values")
        yield path.stem, content, path


def _on_one_line(error: yaml.YAMLError) -> str:
    return re.sub(r"\s+", " ", str(error))


def _check_file(name: str, sources: Mapping[str, str], file: str) -> None:
    if name in sources:
        return
    known = [each for each in sources if not each.endswith(".tsv")]
    near = get_close_matches(name, known) or sorted(known)
    raise _Where(file, name).wrong(f"the package has no such file; it has {', '.join(near)}")


def _by_language(
    name: str, own: dict[str, Any], sources: Mapping[str, str]
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield what a user's file says to each of the package's files.

    A codebook may have the cues of all languages side by side; the package has those of another
    language than English in a file of their own.
    """
    if name != _CODEBOOK or not isinstance(own.get("codes"), dict):
        yield name, own
        return
    others: dict[str, dict[str, Any]] = {}
    codes: dict[str, Any] = {}
    for code, entry in own["codes"].items():
        codes[code] = entry
        if not isinstance(entry, dict) or not isinstance(entry.get("cues"), dict):
            continue
        cues: dict[str, Any] = {}
        for key, value in entry["cues"].items():
            language = str(key).rstrip("+-")
            if f"{_CODEBOOK}.{language}" in sources:
                part = others.setdefault(f"{_CODEBOOK}.{language}", {"codes": {}})
                part["codes"].setdefault(code, {"cues": {}})["cues"][key] = value
            else:
                cues[key] = value
        codes[code] = {**entry, "cues": cues}
    yield name, {**own, "codes": codes}
    yield from others.items()


def _merged(base: dict[str, Any], own: dict[str, Any], where: _Where) -> dict[str, Any]:
    """Return what a file holds with what a user says over it, in the order of the file."""
    merged = dict(base)
    for key, value in own.items():
        if not isinstance(key, str) and key not in base:
            raise where.wrong(f"the key {key!r} is no word; put it in quotation marks")
        name = key.rstrip("+-") if isinstance(key, str) else key
        sign = key[len(name) :] if isinstance(key, str) else ""
        below = where.below(str(name))
        if name not in base:
            _check_new(name, base, where)
        if sign == "+":
            merged[name] = _added(base.get(name, []), value, below)
        elif sign == "-":
            merged[name] = _without(base.get(name), value, below)
        elif value is None:
            if not where.is_open:
                raise below.wrong("a key of the package cannot be taken out here")
            if name not in base:
                raise below.wrong("it is not there to be taken out")
            del merged[name]
        else:
            merged[name] = _set(base, name, value, where)
    return merged


def _check_new(name: str, base: Mapping[str, Any], where: _Where) -> None:
    """Check that a key that the package's file has not may stand here."""
    if not where.is_open:
        near = get_close_matches(name, [str(key) for key in base])
        hint = f", perhaps {' or '.join(near)}" if near else ""
        raise where.wrong(f"the key {name!r} is not known{hint}")
    if where.path == ("codes",) and not _CODE.fullmatch(name):
        raise where.wrong(f"{name!r} is no code: a group, a dot, a name in lower case")


def _set(base: Mapping[str, Any], name: str, value: Any, where: _Where) -> Any:
    below = where.below(str(name))
    if name in base:
        if type(base[name]) is not type(value):
            raise below.wrong(f"{_kind(base[name])} should stand here, and no {_kind(value)}")
        if isinstance(value, dict):
            return _merged(base[name], value, below)
    elif where.name == _CODEBOOK and where.path == ("codes",):
        return _new_code(value, below)
    elif base and not isinstance(value, type(next(iter(base.values())))):
        raise below.wrong(f"{_kind(next(iter(base.values())))} should stand here")
    if isinstance(value, list):
        _check_cues(value, below)
    return value


def _new_code(value: Any, where: _Where) -> dict[str, Any]:
    """Return the entry of a code that the package has not."""
    if not isinstance(value, dict):
        raise where.wrong("a code is a definition and cues")
    for key in value:
        if key not in {"definition", "cues"}:
            raise where.wrong(f"the key {key!r} is not known; a code has definition and cues")
    cues = value.get("cues", {})
    if not isinstance(cues, dict) or not all(isinstance(each, list) for each in cues.values()):
        raise where.below("cues").wrong("cues are lists, one for each language")
    for language, each in cues.items():
        _check_cues(each, where.below("cues").below(str(language)))
    entry = {"cues": {str(language).rstrip("+"): each for language, each in cues.items()}}
    return {**value, **entry}


def _added(base: Any, value: Any, where: _Where) -> list[Any]:
    """Return a list with items added; one that is known by a name takes the place of its like."""
    if not isinstance(base, list):
        raise where.wrong("only to a list can be added")
    if not isinstance(value, list):
        raise where.wrong("what is added is a list")
    _check_cues(value, where)
    merged = list(base)
    for item in value:
        name = _name_of(item)
        same = [n for n, each in enumerate(merged) if name is not None and _name_of(each) == name]
        if same:
            merged[same[0]] = item
        elif item not in merged:
            merged.append(item)
    return merged


def _without(base: Any, value: Any, where: _Where) -> list[Any]:
    """Return a list without some of its items, each given whole or by its name."""
    if not isinstance(base, list) or not isinstance(value, list):
        raise where.wrong("only a list can be taken out of a list")
    gone = [next((each for each in base if item in (each, _name_of(each))), None) for item in value]
    for item, each in zip(value, gone, strict=True):
        if each is None:
            raise where.wrong(f"{item!r} is not there to be taken out")
    return [each for each in base if each not in gone]


def _name_of(item: Any) -> tuple[str, Any] | Any:
    if not isinstance(item, dict):
        return None
    return next((item[name] for name in _NAMES if name in item), None)


def _check_cues(items: list[Any], where: _Where) -> None:
    """Check the cues of a code: each is words in the language of cues."""
    if where.name != _CODEBOOK or "cues" not in where.path:
        return
    for item in items:
        if not isinstance(item, str) or not item.strip():
            raise where.wrong(f"{item!r} is no cue")
        try:
            compile_cue(NAMED.sub("family", item))
        except (InputError, re.error) as error:
            raise where.wrong_cue(item, error) from error


def _check_words(own: Any, base: Any, where: _Where) -> None:
    """Check the words that a user adds where the package has nothing but cues.

    What is no cue in the package, such as names and plain expressions, is left alone, and so are
    keys that the package has not, unless others may stand beside them.
    """
    match own:
        case dict():
            for key, value in own.items():
                name = str(key).rstrip("+-")
                known = base.get(name) if isinstance(base, dict) else _any_of(base, name)
                if known is None and where.is_open and isinstance(base, dict) and base:
                    known = next(iter(base.values()))
                if not str(key).endswith("-") and known is not None:
                    _check_words(value, known, where.below(name))
        case list():
            for item in own:
                _check_words(item, base, where)
        case str() if all(_may_be_cue(each) for each in _strings_of(base)):
            try:
                compile_cue(NAMED.sub("family", own))
            except (InputError, re.error) as error:
                raise where.wrong_cue(own, error) from error


def _any_of(items: Any, name: str) -> list[Any] | None:
    """Return what the items of a list have under a key."""
    found = (
        [each[name] for each in items if isinstance(each, dict) and name in each]
        if isinstance(items, list)
        else []
    )
    return found or None


def _strings_of(content: Any) -> list[str]:
    match content:
        case str():
            return [content]
        case list():
            return [each for item in content for each in _strings_of(item)]
    return []


def _may_be_cue(words: str) -> bool:
    try:
        to_expression([NAMED.sub("family", words)])
    except InputError:
        return False
    return True


def _complete(merged: dict[str, str], sources: Mapping[str, str]) -> None:
    """Give every code a definition and cues in every language.

    What is there of a code that was taken out, in another language or as examples, goes with it.
    """
    base = yaml.load(merged[_CODEBOOK], Loader=_LOADER)  # noqa: S506 - a safe loader
    languages = [name for name in sources if name.startswith(f"{_CODEBOOK}.")]
    own = {name: yaml.load(merged[name], Loader=_LOADER) for name in languages}  # noqa: S506
    for code, entry in base["codes"].items():
        if "definition" not in entry:
            raise _Where("codebook.yaml", _CODEBOOK, ("codes", code)).wrong("has no definition")
        entry["cues"].setdefault("en", [])
        for name, content in own.items():
            language = name.partition(".")[2]
            content["codes"].setdefault(code, {"cues": {}})["cues"].setdefault(language, [])
    for content in own.values():
        content["codes"] = {c: e for c, e in content["codes"].items() if c in base["codes"]}
    gone = set(yaml.load(sources[_CODEBOOK], Loader=_LOADER)["codes"]) - set(base["codes"])  # noqa: S506
    if gone and _EXAMPLES in merged:
        examples = yaml.load(merged[_EXAMPLES], Loader=_LOADER)  # noqa: S506 - a safe loader
        examples["codes"] = {c: e for c, e in examples["codes"].items() if c not in gone}
        merged[_EXAMPLES] = _dumped(examples)
    merged[_CODEBOOK] = _dumped(base)
    merged.update({name: _dumped(content) for name, content in own.items()})


def _dumped(content: Any) -> str:
    text: str = yaml.dump(
        content, Dumper=_DUMPER, allow_unicode=True, sort_keys=False, width=1_000_000
    )
    return text


def _kind(value: Any) -> str:
    match value:
        case dict():
            return "keys with values"
        case list():
            return "a list"
        case bool():
            return "yes or no"
        case int() | float():
            return "a number"
    return "words"
