"""Reading: what a rendition tells of agreements, through stages that are pure functions."""

from hudna.read.gate import admit
from hudna.read.reader import READER_NAME, READER_VERSION, read

__all__ = ["READER_NAME", "READER_VERSION", "admit", "read"]
