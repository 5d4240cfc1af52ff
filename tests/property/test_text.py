"""Any text whatsoever: its normal form is one, and leads back to what it was."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from hudna.text.alignment import Alignment, Run, traced
from hudna.text.cleaning import Part, is_normalised, normalise
from hudna.text.folding import folded
from hudna.text.segments import iter_lines, iter_sentences
from hudna.text.spans import Span

_NASTY = [
    "\r", "\n", "\r\n", "\ufeff", "e\u0301", "\u0301", "\u0323\u0307", "\u0307\u0323", "\u1112",
    "\u1161", "\u11ab", "가", "\u212b", "\u0344", "\u0958", "𝅗𝅥", "\U0001d15f", "\u0651\u064e",
    "\u0627\u0653", "\u0cc6\u0cc2\u0cd5", "\u0dd9\u0dcf\u0dca", "\U00011131\U00011127",
    "\u09c7\u09be", "𐍈", " ", "a", ".", "ﬁ", "\u3099", "か",
]  # fmt: skip
TEXTS = st.lists(st.one_of(st.sampled_from(_NASTY), st.text(max_size=4)), max_size=30).map("".join)


def _expected(text: str) -> str:
    unmarked = text.lstrip("\ufeff")
    return unicodedata.normalize("NFC", unmarked.replace("\r\n", "\n").replace("\r", "\n"))


def _inside(text: str) -> str:
    """Return the normal form of a stretch inside a text; nothing composes with a line end."""
    return _expected("\n" + text)[1:]


@given(TEXTS)
def test_the_normal_form_is_composed_with_plain_line_ends(text: str) -> None:
    found = normalise(text).text
    assert found == _expected(text)
    assert is_normalised(found)


@given(TEXTS)
def test_normalising_twice_changes_nothing(text: str) -> None:
    once = normalise(text).text
    assert normalise(once).text == once


@given(TEXTS)
def test_every_run_is_the_normal_form_of_its_origin(text: str) -> None:
    found = normalise(text)
    for run in found.alignment.runs:
        origin = text[run.origin_start : run.origin_end]
        assert _inside(origin) == found.text[run.start : run.end]


@given(TEXTS)
def test_every_offset_has_an_origin_and_they_cover_the_text(text: str) -> None:
    found = normalise(text)
    covered = len(text) - len(text.lstrip("\ufeff"))
    for run in found.alignment.runs:
        assert run.origin_start == covered
        covered = run.origin_end
    assert covered == len(text)
    assert all(found.alignment.find_origin(offset) for offset in range(len(found.text)))


@given(st.lists(TEXTS, max_size=5))
def test_parts_normalise_as_they_do_alone(texts: list[str]) -> None:
    parts = [Part(f"part {n}", text) for n, text in enumerate(texts)]
    assert normalise(parts).text == "\n".join(normalise(text).text for text in texts)


@given(TEXTS, st.data())
def test_a_text_composed_of_pieces_of_a_source_leads_back_to_them(
    text: str, data: st.DataObject
) -> None:
    runs: list[Run] = []
    built = ""
    for _ in range(data.draw(st.integers(0, 5))):
        start = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(start, len(text)))
        built += "|"
        if start < end:
            runs.append(Run(len(built), len(built) + end - start, "source", start, end))
            built += text[start:end]
    found = normalise(built)
    alignment = traced(found.alignment, Alignment(tuple(runs)))
    for run in alignment.runs:
        # A mark at the beginning of a piece is told together with what was inserted before it.
        origin = _inside(text[run.origin_start : run.origin_end])
        assert found.text[run.start : run.end].removeprefix("|") == origin.removeprefix("|")
    inserted = [o for o in range(len(found.text)) if alignment.find_origin(o) is None]
    assert all(found.text[offset] == "|" for offset in inserted)


@given(TEXTS)
def test_folding_keeps_the_length(text: str) -> None:
    assert len(folded(text)) == len(text)


@given(TEXTS)
def test_segments_lie_in_order_and_hold_words(text: str) -> None:
    clean = normalise(text).text
    for segments in (iter_lines, iter_sentences):
        position = 0
        for span in segments(clean):
            assert span.start >= position
            assert span.of(clean).strip() == span.of(clean) != ""
            position = span.end


@given(TEXTS)
def test_sentences_lose_no_word(text: str) -> None:
    clean = normalise(text).text
    kept = "".join(span.of(clean) for span in iter_sentences(clean))
    assert "".join(kept.split()) == "".join(clean.split())


@given(st.integers(0, 50), st.integers(1, 50), st.integers(0, 50), st.integers(1, 50))
def test_spans_overlap_each_other_or_neither(a: int, b: int, c: int, d: int) -> None:
    one, other = Span(a, a + b), Span(c, c + d)
    shared = set(range(a, a + b)) & set(range(c, c + d))
    assert one.overlaps(other) == other.overlaps(one) == bool(shared)
