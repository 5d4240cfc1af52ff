"""Every cue of the vocabulary compiles, and a text that bears one is never passed over."""

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hudna.vocabulary import load_vocabulary, localized
from hudna.vocabulary.cues import Cue, compile_any, compile_cue, stems_of

NO_CUES = {"references", "languages"}


def iter_cues(content: Any) -> Iterator[str]:
    if isinstance(content, str):
        yield content
    elif isinstance(content, list):
        for part in content:
            yield from iter_cues(part)
    elif isinstance(content, dict):
        for part in content.values():
            yield from iter_cues(part)


READING: dict[str, Any] = load_vocabulary().get("reading")
ARABIC = localized(load_vocabulary(), "ar")
ARABIC_READING: dict[str, Any] = load_vocabulary().get("reading.ar")
CODES: dict[str, Any] = ARABIC.get("codebook")["codes"]
CUES = [
    *iter_cues([cues for name, cues in READING.items() if name not in NO_CUES]),
    *iter_cues([code["cues"]["en"] for code in CODES.values()]),
    *iter_cues([cues for name, cues in ARABIC_READING.items() if name not in NO_CUES]),
    *iter_cues([code["cues"]["ar"] for code in CODES.values()]),
]


def test_the_file_names_its_references() -> None:
    assert READING["references"]


@pytest.mark.parametrize("section", [name for name in READING if name not in NO_CUES])
def test_the_cues_of_a_section_compile_and_find_nothing_in_nothing(section: str) -> None:
    for cue in iter_cues(READING[section]):
        assert compile_cue(cue).pattern.search("") is None, cue
        assert compile_any([cue]).search("") is None, cue


@pytest.mark.parametrize("section", [name for name in ARABIC_READING if name not in NO_CUES])
def test_the_arabic_cues_of_a_section_compile_and_find_nothing_in_nothing(section: str) -> None:
    for cue in iter_cues(ARABIC_READING[section]):
        assert compile_cue(cue).pattern.search("") is None, cue


def test_every_code_has_cues_in_arabic() -> None:
    assert [code for code, entry in CODES.items() if not entry["cues"].get("ar")] == []


@st.composite
def borne(draw: st.DrawFn) -> tuple[Cue, str]:
    """A cue of the vocabulary, and words that bear it."""
    cue = compile_cue(draw(st.sampled_from(CUES)))
    return cue, draw(st.from_regex(cue.pattern, fullmatch=True))


@given(borne())
@settings(deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
def test_words_that_bear_a_cue_are_not_passed_over(example: tuple[Cue, str]) -> None:
    cue, words = example
    assert not cue.stems or not cue.stems.isdisjoint(stems_of(words))
