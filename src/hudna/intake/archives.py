"""Archives: the members of a ZIP file, checked before anything is unpacked."""

import io
import zipfile
import zlib
from dataclasses import dataclass

from hudna.errors import InputError
from hudna.intake.limits import Limits
from hudna.intake.rendered import damaged

_SMALL_BYTES = 1_000_000
"""A member no larger than this unpacked is harmless whatever its ratio."""


@dataclass(frozen=True, slots=True)
class Archive:
    """The members of an archive; a member is unpacked only when it is asked for."""

    name: str
    file: zipfile.ZipFile
    limits: Limits
    what: str

    @property
    def members(self) -> tuple[str, ...]:
        """Return the names of the members, in the order of the archive."""
        return tuple(self.file.namelist())

    def find(self, member: str) -> bytes | None:
        """Return the content of a member, or None where there is no such member.

        Raises:
            InputError: The member is damaged, encrypted, or unpacks to more than it says.
        """
        try:
            known = self.file.getinfo(member)
        except KeyError:
            return None
        if known.flag_bits & 1:
            raise InputError(
                f"{self.name!r} is encrypted", code="input-encrypted", subject=self.name
            )
        try:
            with self.file.open(known) as packed:
                content = packed.read(known.file_size + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError) as error:
            raise damaged(self.name, self.what, error) from error
        if len(content) > known.file_size:
            raise _bomb(self.name, f"its member {member!r} unpacks to more than it says")
        return content


def open_archive(original: bytes, name: str, limits: Limits, *, what: str) -> Archive:
    """Return an archive whose directory says nothing hostile.

    Args:
        original: The bytes.
        name: What they are called, for errors.
        limits: How many members, how large, how tightly packed.
        what: The format that the archive is said to be.

    Raises:
        InputError: It is no archive or is cut short, holds too many members, or unpacks to too
            much, altogether or by ratio; or members overlap, as they do in a bomb.
    """
    try:
        file = zipfile.ZipFile(io.BytesIO(original))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise damaged(name, what, error) from error
    members = file.infolist()
    if len(members) > limits.max_parts:
        raise _bomb(name, f"it has {len(members)} members; the limit is {limits.max_parts}")
    unpacked = sum(member.file_size for member in members)
    if unpacked > limits.max_unpacked_bytes:
        raise _bomb(
            name, f"it unpacks to {unpacked} bytes; the limit is {limits.max_unpacked_bytes}"
        )
    if sum(member.compress_size for member in members) > len(original):
        raise _bomb(name, "its members overlap")
    for member in members:
        ratio = member.file_size / max(member.compress_size, 1)
        if member.file_size > _SMALL_BYTES and ratio > limits.max_ratio:
            raise _bomb(
                name,
                f"its member {member.filename!r} unpacks {ratio:.0f}-fold; the limit is "
                f"{limits.max_ratio}",
            )
    return Archive(name, file, limits, what)


def _bomb(name: str, reason: str) -> InputError:
    return InputError(f"{name!r} is refused: {reason}", code="input-bomb", subject=name)
