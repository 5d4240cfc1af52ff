"""A cue that is passed over for want of its words would not have matched."""

from collections.abc import Iterator
from typing import Any

from hypothesis import given, settings

from hudna.text.folding import folded
from hudna.vocabulary import load_vocabulary
from hudna.vocabulary.cues import Cue, compile_cue, stems_of
from texts import woven_texts


def _iter_sources(node: Any) -> Iterator[str]:
    match node:
        case str():
            yield node
        case dict():
            for key, value in node.items():
                if key not in {"references", "definition", "languages", "language_words"}:
                    yield from _iter_sources(value)
        case list():
            for value in node:
                yield from _iter_sources(value)


def _cues() -> tuple[Cue, ...]:
    vocabulary = load_vocabulary()
    data = [vocabulary.get("reading"), vocabulary.get("codebook")["codes"]]
    return tuple(compile_cue(source) for source in dict.fromkeys(_iter_sources(data)))


CUES = _cues()


@given(woven_texts())
@settings(max_examples=60, deadline=None)
def test_what_a_text_bears_is_among_what_its_words_can_bear(text: str) -> None:
    words = folded(text)
    stems = stems_of(words)
    barred = [cue for cue in CUES if cue.stems and cue.stems.isdisjoint(stems)]
    assert [cue.source for cue in barred if cue.pattern.search(words)] == []


def test_most_cues_can_be_passed_over() -> None:
    assert sum(bool(cue.stems) for cue in CUES) > 0.95 * len(CUES)
