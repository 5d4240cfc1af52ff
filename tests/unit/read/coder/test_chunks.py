"""Tests of chunks."""

from dataclasses import replace
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from hudna.domain.documents import Region, RegionKind
from hudna.read.coder import find_chunks
from hudna.text.spans import Span
from texts import to_rendition


def test_a_short_text_is_one_chunk() -> None:
    assert find_chunks(to_rendition("One.\n\nTwo."), most_chars=100) == (Span(0, 10),)


def test_a_long_text_is_cut_between_paragraphs() -> None:
    text = "\n\n".join("word " * 15 for _ in range(10)).strip()
    chunks = find_chunks(to_rendition(text), most_chars=200)
    assert len(chunks) > 3
    assert all(text[: chunk.start].endswith("\n\n") for chunk in chunks[1:])


def test_a_long_paragraph_is_cut_between_sentences() -> None:
    text = "The sides agreed. " * 40
    chunks = find_chunks(to_rendition(text), most_chars=100)
    assert all(chunk.of(text).startswith("The") for chunk in chunks)


def test_boilerplate_is_in_no_chunk() -> None:
    text = "Menu\n\nA truce holds.\n\nDonate"
    regions = (
        Region(Span(0, 4), RegionKind.BOILERPLATE),
        Region(Span(22, 28), RegionKind.BOILERPLATE),
    )
    [chunk] = find_chunks(replace(to_rendition(text), regions=regions), most_chars=100)
    assert chunk.of(text).strip() == "A truce holds."


@given(st.text(alphabet="ab. \n؟", max_size=300), st.integers(4, 60))
def test_chunks_are_in_order_and_leave_out_white_space_alone(text: str, most: int) -> None:
    chunks = find_chunks(to_rendition(text), most_chars=most)
    assert all(len(chunk) <= most for chunk in chunks)
    assert all(a.end <= b.start for a, b in pairwise(chunks))
    kept = "".join(chunk.of(text) for chunk in chunks)
    assert "".join(kept.split()) == "".join(text.split())
