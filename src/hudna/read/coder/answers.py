"""Answers: what came back, as values that have the right shape and nothing else."""

import json
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from hudna.errors import OutsideError
from hudna.read.coder.schema import FIELDS, KINDS, MOST_VALUES
from hudna.text.spans import Span

_THOUGHTS = re.compile(r"<think>.*?</think>", re.DOTALL)
_BLOCK = re.compile(r"```(?:json)?\s*\n(.*?)```", re.DOTALL)
_MOST_NUMBER = 1000


class Refusal(StrEnum):
    """Why a value of an answer is not taken, in the words of the warning that counts it."""

    QUOTE = "quotes that are not in the document"
    NAME = "names that are not in the words quoted for them"
    CODE = "codes that the codebook does not have"
    DATE = "dates that are no value of their kind"
    SHAPE = "values of another shape"
    LONE = "values of an agreement that no words speak of"


@dataclass(slots=True)
class Refusals:
    """How many values were refused, by reason."""

    counts: Counter[Refusal] = field(default_factory=Counter)

    @property
    def total(self) -> int:
        """Return how many values were refused."""
        return self.counts.total()

    def add(self, reason: Refusal, times: int = 1) -> None:
        """Count a refused value."""
        self.counts[reason] += times

    def to_warning(self) -> str | None:
        """Return the sentence that says so, or None where nothing was refused."""
        told = [f"{reason.value}: {self.counts[reason]}" for reason in Refusal]
        told = [words for words, reason in zip(told, Refusal, strict=True) if self.counts[reason]]
        return f"not taken from the model's answer: {'; '.join(told)}" if told else None


@dataclass(frozen=True, slots=True)
class Proposed:
    """One value as a model gives it; nothing of it is believed yet.

    Attributes:
        agreement: Which agreement of its answer it is of.
        kind: What kind of value it is.
        code: The code, role, stage, stance and so on.
        name: The words for someone or some place.
        detail: The date, modality, or what a claim is about.
        quote: The words that say so.
    """

    agreement: int
    kind: str
    code: str
    name: str
    detail: str
    quote: str


@dataclass(frozen=True, slots=True)
class Answered:
    """The values that an answer gives for one stretch of a document."""

    span: Span
    values: tuple[Proposed, ...]


def parse_answer(text: str, refusals: Refusals) -> tuple[Proposed, ...]:
    """Return the values of an answer; what has another shape is counted and left out.

    Thoughts before it and a block of code around it are passed over.

    Raises:
        OutsideError: It is no JSON, or not an object with a list of values.
    """
    bare = _THOUGHTS.sub("", text).strip()
    block = _BLOCK.search(bare)
    parsed = _parsed(block.group(1) if block else bare)
    values = parsed.get("values") if isinstance(parsed, dict) else None
    if not isinstance(values, list):
        raise OutsideError(
            "the model's answer is no JSON object with a list of values",
            code="outside-model-answer",
        )
    refusals.add(Refusal.SHAPE, max(0, len(values) - MOST_VALUES))
    found = []
    for each in values[:MOST_VALUES]:
        proposed = _find_proposed(each)
        if proposed is None:
            refusals.add(Refusal.SHAPE)
        else:
            found.append(proposed)
    return tuple(found)


def _parsed(text: str) -> object:
    """Return what JSON says, words before and after an object left aside; None where it is none."""
    whole = text[text.find("{") : text.rfind("}") + 1]
    try:
        return json.loads(whole)
    except (ValueError, RecursionError):
        return None


def _find_proposed(value: object) -> Proposed | None:
    if not isinstance(value, Mapping):
        return None
    number, *words = (value.get(name, "") for name in FIELDS)
    is_number = isinstance(number, int) and not isinstance(number, bool)
    if not is_number or not 0 <= number < _MOST_NUMBER:
        return None
    if not all(isinstance(each, str) for each in words):
        return None
    kind, code, name, detail, quote = (each.strip() for each in words)
    return Proposed(number, kind, code, name, detail, quote) if kind in KINDS else None
