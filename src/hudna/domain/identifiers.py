"""Identifiers: derived from content, short when shown, any unambiguous prefix will do."""

import hashlib
import json
from collections.abc import Iterable
from typing import NewType

from hudna.errors import InputError, NotFoundError

DocumentId = NewType("DocumentId", str)
"""`sha256:` and the SHA-256 of a document's original bytes, in hexadecimal."""
RenditionId = NewType("RenditionId", str)
"""`sha256:` and the SHA-256 of a normalised text in UTF-8, in hexadecimal."""
AccountId = NewType("AccountId", str)
AgreementId = NewType("AgreementId", str)
SubjectId = NewType("SubjectId", str)
StatementId = NewType("StatementId", str)
ReadingId = NewType("ReadingId", str)

SHORT = 10
"""How many characters of an identifier are shown to a person."""


def sha256_of(content: bytes) -> str:
    """Return `sha256:` and the hexadecimal SHA-256 of bytes."""
    return "sha256:" + hashlib.sha256(content).hexdigest()


_CANONICAL = json.JSONEncoder(
    sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
)


def canonical_json(value: object) -> str:
    """Return the one JSON form of plain data: sorted keys, no white space, no needless escapes."""
    return _CANONICAL.encode(value)


def content_id(kind: str, value: object) -> str:
    """Return an identifier derived from plain data.

    It is a kind, a hyphen and 32 hexadecimal digits of a SHA-256.

    Args:
        kind: What is identified, in lower case letters, such as `agr`; two kinds never share an
            identifier.
        value: Plain data (dicts, lists, strings, numbers); hashed as canonical JSON, never as
            joined strings.
    """
    return f"{kind}-{hashlib.sha256(canonical_json([kind, value]).encode()).hexdigest()[:32]}"


def shortened(identifier: str) -> str:
    """Return an identifier as a person is shown it: `agr-1f2e3d4c5b`, or ten digits of a hash."""
    kind, separator, digits = identifier.partition("-")
    if separator and not identifier.startswith("sha256:"):
        return f"{kind}-{digits[:SHORT]}"
    return identifier.removeprefix("sha256:")[:SHORT]


def get_by_prefix(prefix: str, identifiers: Iterable[str], *, what: str) -> str:
    """Return the one identifier that begins with a prefix, with or without its kind or `sha256:`.

    Raises:
        NotFoundError: Nothing begins so.
        InputError: The prefix is empty, or several identifiers begin so.
    """
    if not prefix:
        raise InputError(
            f"an identifier of {what} is needed, and it is empty", code="input-identifier"
        )
    matches = sorted(
        {i for i in identifiers if i.startswith(prefix) or _digits(i).startswith(prefix)}
    )
    if prefix in matches or len(matches) == 1:
        return prefix if prefix in matches else matches[0]
    if not matches:
        raise NotFoundError(
            f"no {what} has an identifier that begins with {prefix!r}", subject=prefix
        )
    shown = ", ".join(shortened(i) for i in matches[:4])
    raise InputError(
        f"{prefix!r} is ambiguous: {len(matches)} identifiers of {what} begin so "
        f"({shown}{', …' if matches[4:] else ''})",
        code="input-ambiguous",
        subject=prefix,
    )


def _digits(identifier: str) -> str:
    return (
        identifier.removeprefix("sha256:")
        if identifier.startswith("sha256:")
        else identifier.partition("-")[2]
    )
