"""Another coder's answers: what a language model says of a document, made a reading.

Nothing here asks a model: `hudna.endpoint` does. An answer is data of strangers. Of it only the
values of a small flat schema are used, each with a quote that stands in the part of the document
that was asked about; everything else is refused and counted.
"""

from hudna.read.coder.answers import Answered, Refusals, parse_answer
from hudna.read.coder.chunks import find_chunks
from hudna.read.coder.fences import Fenced, fence
from hudna.read.coder.readings import CODER_VERSION, to_reading
from hudna.read.coder.schema import to_schema

__all__ = [
    "CODER_VERSION",
    "Answered",
    "Fenced",
    "Refusals",
    "fence",
    "find_chunks",
    "parse_answer",
    "to_reading",
    "to_schema",
]
