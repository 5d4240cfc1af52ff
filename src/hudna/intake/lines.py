"""Lines: which line breaks of a page only its width made."""

import itertools
import re
from collections.abc import Sequence


def find_joints(lines: Sequence[str]) -> list[str]:
    r"""Return what stands between each line and the next once a page's width is forgotten.

    It is a line break, a space, or nothing where a hyphen or white space ends the line. A break is
    forgotten where it follows a line about as long as the longest ones, or stands between two small
    letters; nothing that begins a paragraph or a term follows it.
    """
    lengths = sorted(len(line) for line in lines if line.strip())
    if len(lengths) < _FEW_LINES:
        return ["\n"] * (len(lines) - 1)
    full = _FULL_SHARE * lengths[int(_USUAL_FULL * (len(lengths) - 1))]
    return [_joint(before, line, full) for before, line in itertools.pairwise(lines)]


def _joint(before: str, line: str, full: float) -> str:
    goes_on = len(before) >= full or (_SMALL.search(before) and line[:1].islower())
    is_broken = goes_on and before.strip() and line.strip() and not _BEGINNING.match(line)
    if not is_broken:
        return "\n"
    return "" if _HYPHEN.search(before) or before[-1:].isspace() else " "


_FEW_LINES = 4
_FULL_SHARE = 0.75
_USUAL_FULL = 0.8
"""The line that four in five are shorter than is taken for a full one."""
_BEGINNING = re.compile(
    r"\s*(?:[•▪●◦‣*+–—-]\s|\(?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5})[.)]\s|\d+(?:\.\d+)+\s"
    r"|(?:Article|ARTICLE|Section|SECTION|Annex|ANNEX|المادة|البند|مادة)\b|\s{3,})"
)
_SMALL = re.compile(r"[a-zà-öø-ÿ,]\s*$")
_HYPHEN = re.compile(r"[a-z]-$")
