"""Explaining: what the reader makes of originals, and why. Nothing is stored."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache, partial
from typing import TYPE_CHECKING

from hudna.app import Source, get_recognizer, get_settings, get_vocabulary, read_source
from hudna.domain.explanations import Explanation
from hudna.domain.problems import Problem, to_problem
from hudna.errors import HudnaError

if TYPE_CHECKING:
    from hudna.config import Settings


@dataclass(frozen=True, slots=True)
class Explained:
    """One original that was read, and why the reading is as it is.

    Attributes:
        source: What was read.
        explanation: The reading and its reasons.
    """

    source: Source
    explanation: Explanation


def iter_explained(
    sources: Iterable[Source | Problem],
    *,
    encoding: str | None = None,
    settings: "Settings | None" = None,
) -> Iterator[Explained | Problem]:
    """Read originals and yield what the reader makes of each and why, in their order.

    Args:
        sources: What to read; problems pass through.
        encoding: The encoding of all plain texts, where it is known.
        settings: Those of the environment, where none are given.
    """
    from hudna.intake import OFF, Isolated, needs_recognizer
    from hudna.read.explaining import explain

    settings = settings or get_settings()
    limits, vocabulary = settings.limits, get_vocabulary(settings)
    recognizer = cache(partial(get_recognizer, settings))
    with Isolated() as isolated:
        for source in sources:
            if isinstance(source, Problem):
                yield source
                continue
            try:
                original = read_source(source, limits)
                taken = isolated.take_in(
                    original,
                    source.name,
                    vocabulary=vocabulary,
                    metadata=source.known,
                    limits=limits,
                    encoding=encoding,
                    recognizer=recognizer() if needs_recognizer(original, source.name) else OFF,
                )
                explanation = explain(taken.document, taken.rendition, vocabulary)
            except HudnaError as error:
                yield replace(to_problem(error, subject=source.subject), subject=source.subject)
                continue
            reading = explanation.reading
            warnings = tuple(dict.fromkeys((*taken.warnings, *reading.warnings)))
            yield Explained(
                source, replace(explanation, reading=replace(reading, warnings=warnings))
            )
