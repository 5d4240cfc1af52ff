"""Positions: lines and columns for people, from the offsets of a text."""

from bisect import bisect_right
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of a text, so that an offset can be told as line and column."""

    text: str
    starts: tuple[int, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        starts = [0]
        found = self.text.find("\n")
        while found >= 0:
            starts.append(found + 1)
            found = self.text.find("\n", found + 1)
        object.__setattr__(self, "starts", tuple(starts))

    def locate(self, offset: int) -> tuple[int, int]:
        """Return the line and the column of an offset, both from 1, in code points."""
        line = bisect_right(self.starts, offset)
        return line, offset - self.starts[line - 1] + 1
