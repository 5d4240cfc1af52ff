"""Trials: the examples and counter-examples of the codebook, each run through the reader.

An example is read as a term of an agreement or as what a report of one says next, whichever its
register is; a counter-example always as the latter. What counts is which codes the terms bear that
stand in its words.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from hudna.domain.documents import Document, MediaType, Metadata, Rendition, document_id
from hudna.errors import InputError
from hudna.read.reader import read
from hudna.text.cleaning import normalise
from hudna.text.spans import Span
from hudna.vocabulary import Vocabulary

FILE = "examples"
_PLACE = "{example}"
_PUBLISHED = "2016-02-02"


class Register(StrEnum):
    """How an example speaks, and whether it is one."""

    LEGAL = "legal"
    REPORTING = "reporting"
    COUNTER = "counter"


@dataclass(frozen=True, slots=True)
class Trial:
    """One example, and what the reader made of it.

    Attributes:
        code: The code that it is an example or a counter-example of.
        language: Its language.
        register: How it speaks.
        text: Its words.
        found: The codes of the terms that stand in its words, each once, in their order.
    """

    code: str
    language: str
    register: Register
    text: str
    found: tuple[str, ...]

    @property
    def is_as_meant(self) -> bool:
        """Whether the code was found in an example, or not found in a counter-example."""
        return (self.code in self.found) is not (self.register is Register.COUNTER)


def get_least(vocabulary: Vocabulary) -> dict[str, float]:
    """Return the share of the examples of each language that has to be found."""
    least: dict[str, float] = vocabulary.get(FILE)["least"]
    return least


def iter_trials(vocabulary: Vocabulary, codes: Collection[str] | None = None) -> Iterator[Trial]:
    """Yield every example and counter-example with what the reader makes of it.

    Args:
        vocabulary: The codebook, its examples, and the words by which they are read.
        codes: Whose examples are run; None is all.

    Raises:
        InputError: The examples have a code that the codebook has not, or a register that is none.
    """
    content: dict[str, Any] = vocabulary.get(FILE)
    known: dict[str, Any] = vocabulary.get("codebook")["codes"]
    for code, by_language in content["codes"].items():
        if code not in known:
            raise _wrong(f"the codebook has no code {code!r}", code)
        if codes is not None and code not in codes:
            continue
        for language, by_register in by_language.items():
            for name, texts in by_register.items():
                if name not in list(Register) or not isinstance(texts, list):
                    raise _wrong(f"{name!r} is no register with a list of examples", code)
                register = Register(name)
                frame = _frame(content, language, register)
                for text in texts:
                    found = _codes_in(frame, text, language, vocabulary)
                    yield Trial(code, language, register, text, found)


def _frame(content: dict[str, Any], language: str, register: Register) -> str:
    name = Register.REPORTING if register is Register.COUNTER else register
    frame = content["frames"].get(language, {}).get(name.value)
    if not isinstance(frame, str) or frame.count(_PLACE) != 1:
        raise _wrong(
            f"there is no document with one {_PLACE} for {language} {name.value}", language
        )
    return frame


def _codes_in(frame: str, text: str, language: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Return the codes of the terms that stand in an example, read in the document of its frame."""
    start = frame.index(_PLACE)
    whole = frame.replace(_PLACE, text)
    normalised = normalise(whole)
    assert normalised.text == whole, "examples are written as they are read"
    original = whole.encode()
    document = Document(
        document_id(original),
        "example.txt",
        MediaType.TEXT,
        len(original),
        Metadata(published=_PUBLISHED, language=language),
    )
    reading = read(
        document, Rendition(document.id, normalised.text, normalised.alignment), vocabulary
    )
    here = Span(start, start + len(text))
    found = {
        code: None
        for agreement in reading.agreements
        for term in agreement.terms
        if any(evidence.span.overlaps(here) for evidence in term.evidence)
        for code in term.codes
    }
    return tuple(found)


def _wrong(reason: str, subject: str) -> InputError:
    return InputError(
        f"the vocabulary's examples: {reason}", code="input-vocabulary", subject=subject
    )
