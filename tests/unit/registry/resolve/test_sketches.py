"""Sketches find the reprint, cut short or not, and leave alone what only shares its subject."""

import random

from hudna.registry.resolve.sketches import (
    Sketch,
    containment,
    find_copies,
    from_bytes,
    is_copy,
    resemblance,
    to_bytes,
    to_sketch,
)

WORDS = [
    f"{first}{second}{third}" for first in "bdgklmnprst" for second in "aeiou" for third in "lnrst"
]


def text(seed: int, length: int = 400) -> str:
    """Return a text of made-up words that shares hardly a run with any other seed's."""
    chosen = random.Random(seed)  # noqa: S311 - words, not keys
    return " ".join(chosen.choice(WORDS) for _ in range(length))


def test_a_text_is_a_copy_of_itself_whatever_its_case_and_punctuation() -> None:
    one = text(1)
    assert to_sketch(one) == to_sketch(one.upper().replace(" ", ", "))


def test_a_reprint_with_some_other_words_is_a_copy() -> None:
    words = text(1).split()
    words[50:60] = ["edited"] * 10
    assert is_copy(to_sketch(text(1)), to_sketch(" ".join(words)))


def test_a_reprint_that_was_cut_short_is_a_copy() -> None:
    whole, part = to_sketch(text(1)), to_sketch(" ".join(text(1).split()[:120]))
    assert resemblance(whole, part) < 0.5
    assert containment(whole, part) > 0.8
    assert is_copy(whole, part)


def test_two_texts_with_one_quote_in_common_are_two() -> None:
    quote = text(9, 30)
    one, other = to_sketch(f"{text(1)} {quote}"), to_sketch(f"{quote} {text(2)}")
    assert not is_copy(one, other)


def test_short_texts_are_copies_only_where_they_are_the_same() -> None:
    one, other = (
        to_sketch("the truce holds in the south"),
        to_sketch("the truce holds in the north"),
    )
    assert is_copy(one, one)
    assert not is_copy(one, other)


def test_an_empty_text_is_a_copy_of_no_other() -> None:
    assert to_sketch("") == Sketch(0, ())
    assert not is_copy(to_sketch(""), to_sketch(text(1)))


def test_the_first_of_several_copies_stands_for_them() -> None:
    sketches = {name: to_sketch(text(1)) for name in "abc"} | {"d": to_sketch(text(2))}
    order = {"a": "2031-05-03", "b": "2031-05-01", "c": "2031-05-01", "d": "2031"}
    assert find_copies(sketches, order) == {"a": "b", "b": "b", "c": "b", "d": "d"}


def test_very_many_copies_are_found_too() -> None:
    many = {f"{n:03}": to_sketch(text(1)) for n in range(100)}
    assert set(find_copies(many, dict.fromkeys(many, "")).values()) == {"000"}


def test_a_sketch_is_stored_and_comes_back() -> None:
    sketch = to_sketch(text(1))
    assert from_bytes(sketch.runs, to_bytes(sketch)) == sketch
