"""Fences: a document put between marks that it cannot know, so that it stays data."""

import re
from dataclasses import dataclass

_FENCE = "hudna-document"
_CONTROL = re.compile(
    r"<(?=\|)|(?<=\|)>|<(?=/?(?:s|start_of_turn|end_of_turn|bos|eos|think)>)"
    r"|\[(?=/?(?:INST|SYSTEM_PROMPT|AVAILABLE_TOOLS|TOOL_CALLS)\])"
    rf"|<(?=\s*/?\s*{_FENCE})",
    re.IGNORECASE,
)
"""Signs of words that servers take for the end of a message or the turn of another speaker."""
_PLAIN = {"<": "‹", ">": "›", "[": "⁅"}
"""What stands for such a sign: one code point for one, so that nothing moves."""
WRITTEN = {plain: sign for sign, plain in _PLAIN.items()}
"""Which sign of a document stands behind one that a model was shown."""


@dataclass(frozen=True, slots=True)
class Fenced:
    """A stretch of a document as a model is shown it.

    Attributes:
        mark: The mark of the fence.
        text: The stretch between its marks.
    """

    mark: str
    text: str


def fence(text: str, *, nonce: str) -> Fenced:
    """Return a text between two marks.

    Signs that could end a message, and words like a mark of the fence, are shown by other signs of
    the same length.

    Args:
        text: A stretch of a document.
        nonce: What nobody can have known when the document was written.

    Raises:
        ValueError: The text has the nonce in it: take another.
    """
    if not nonce or nonce in text:
        raise ValueError("the nonce of a fence stands in the text")
    mark = f"{_FENCE}-{nonce}"
    shown = _CONTROL.sub(lambda found: _PLAIN[found.group()], text)
    return Fenced(mark, f"<{mark}>\n{shown}\n</{mark}>")
