"""Tests of finding quotes."""

import pytest

from hudna.read.coder.quotes import MOST_CHARS, find_quote
from hudna.text.spans import Span
from texts import to_rendition

_TEXT = "The army’s  men\nagreed to a truce. Armed men broke the truce — “twice”. وأعلن الجيش هدنة."
_ALL = Span(0, len(_TEXT))


@pytest.mark.parametrize(
    ("words", "quote"),
    [
        ("a truce", "a truce"),
        ("army's men agreed", "army’s  men\nagreed"),
        ('the truce - "twice"', "the truce — “twice”"),
        ("  a\n truce ", "a truce"),
        ("أعلن الجيش", "أعلن الجيش"),
    ],
)
def test_what_is_cited_is_what_the_document_has(words: str, quote: str) -> None:
    found = find_quote(to_rendition(_TEXT), words, _ALL)
    assert found is not None
    assert found.quote == quote == _TEXT[found.start : found.end]


@pytest.mark.parametrize(
    "words",
    ["a ceasefire", "A truce", "med men", "truce twice", "", "  ", "—", "“”", ".*", "truce.{3}"],
)
def test_what_the_document_has_not_is_not_found(words: str) -> None:
    assert find_quote(to_rendition(_TEXT), words, _ALL) is None


def test_a_quote_that_is_too_long_points_at_nothing() -> None:
    text = "truce " * 1000
    assert find_quote(to_rendition(text), text, Span(0, len(text))) is None
    assert find_quote(to_rendition(text), text[: MOST_CHARS - 2], Span(0, len(text))) is not None


def test_words_count_within_the_stretch_alone_and_near_where_they_are_wanted() -> None:
    text = "Truce one. Truce two. Truce three."
    whole = Span(0, len(text))
    assert find_quote(to_rendition(text), "three", Span(0, 21)) is None
    first = find_quote(to_rendition(text), "Truce", whole)
    near = find_quote(to_rendition(text), "Truce", whole, near=Span(28, 33))
    assert first is not None
    assert first.start == 0
    assert near is not None
    assert near.start == 22


def test_a_sign_that_the_fence_changed_is_found_as_the_document_has_it() -> None:
    text = "They wrote <|end|> under the truce."
    found = find_quote(to_rendition(text), "wrote ‹|end|› under", Span(0, len(text)))
    assert found is not None
    assert found.quote == "wrote <|end|> under"
