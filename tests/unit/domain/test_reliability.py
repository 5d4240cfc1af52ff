"""Alpha gives what its author published, and nothing where it has no meaning."""

import pytest

from hudna.domain.reliability import (
    Continuum,
    Disagreement,
    find_alpha,
    find_disagreement,
    find_interval,
    find_unitizing_alpha,
    find_unitizing_interval,
    merge_spans,
)
from hudna.text.spans import Span

# Krippendorff (2011), Computing Krippendorff's Alpha-Reliability: A, B and C.
BINARY = ("0 1 0 0 0 0 0 0 1 0", "1 1 1 0 0 1 0 0 0 0")
NOMINAL = ("a a b b d c c c e d d a", "b a b b b c c c e d d d")
MISSING = (
    "1 2 3 3 2 1 4 1 2 . . .",
    "1 2 3 3 2 2 4 1 2 5 . 3",
    ". 3 3 3 2 3 4 2 2 5 1 .",
    "1 2 3 3 2 4 4 1 2 5 1 .",
)
# Krippendorff (2004), Content Analysis, 2nd edition, 11.6: a text from 150 to 450.
LENGTH = 300
C = ([(225, 70), (370, 30)], [(220, 80), (355, 20), (400, 20)])
K = ([(180, 60), (300, 50)], [(180, 60), (300, 50)])


def units(readers: tuple[str, ...]) -> list[list[str]]:
    return [[v for v in u if v != "."] for u in zip(*(r.split() for r in readers), strict=True)]


def continuum(found: tuple[list[tuple[int, int]], list[tuple[int, int]]]) -> Continuum:
    one, other = (
        tuple(Span(start - 150, start - 150 + length) for start, length in each) for each in found
    )
    return Continuum(LENGTH, one, other)


@pytest.mark.parametrize(
    ("readers", "published"),
    [(BINARY, 0.095), (NOMINAL, 0.692), (MISSING, 0.743)],
    ids=["two values", "five values", "missing values"],
)
def test_alpha_is_the_published_one(readers: tuple[str, ...], published: float) -> None:
    assert find_alpha(units(readers)) == pytest.approx(published, abs=0.0005)


@pytest.mark.parametrize(
    ("found", "observed", "expected", "alpha"),
    [(C, 0.0144, 0.0532, 0.7286), (K, 0.0, 0.0490, 1.0)],
    ids=["c", "k"],
)
def test_alpha_of_units_is_the_published_one(
    found: tuple[list[tuple[int, int]], list[tuple[int, int]]],
    observed: float,
    expected: float,
    alpha: float,
) -> None:
    apart = find_disagreement(continuum(found))
    assert apart.observed / LENGTH**2 == pytest.approx(observed, abs=0.00005)
    assert apart.expected / LENGTH**2 == pytest.approx(expected, abs=0.00005)
    assert find_unitizing_alpha([continuum(found)]) == pytest.approx(alpha, abs=0.0001)


def test_alpha_of_both_categories_is_the_published_one() -> None:
    assert find_unitizing_alpha([continuum(C), continuum(K)]) == pytest.approx(0.859, abs=0.0005)


def test_readers_who_agree_in_everything_have_alpha_one() -> None:
    assert find_alpha([("a", "a"), ("b", "b")]) == 1.0


@pytest.mark.parametrize(
    "same", [[], [("a", "a"), ("a", "a")], [("a",), ("b",)]], ids=["none", "one value", "alone"]
)
def test_where_nothing_tells_agreement_from_chance_there_is_no_alpha(
    same: list[tuple[str, ...]],
) -> None:
    assert find_alpha(same) is None
    assert find_interval(same, samples=50, seed=1) is None


def test_what_one_reader_alone_has_counts_for_nothing() -> None:
    whole = units(NOMINAL)
    assert find_alpha([*whole, ["z"], []]) == find_alpha(whole)


def test_an_interval_holds_its_alpha_and_is_the_same_each_time() -> None:
    interval = find_interval(units(NOMINAL), samples=500, seed=1)
    assert interval is not None
    assert interval.low < 0.692 < interval.high <= 1.0
    assert interval == find_interval(units(NOMINAL), samples=500, seed=1)
    assert interval != find_interval(units(NOMINAL), samples=500, seed=2)


def test_more_units_make_a_narrower_interval() -> None:
    few = find_interval(units(NOMINAL), samples=300, seed=1)
    many = find_interval(units(NOMINAL) * 10, samples=300, seed=1)
    assert few is not None
    assert many is not None
    assert many.high - many.low < few.high - few.low


def test_of_one_text_there_is_no_interval_of_spans() -> None:
    assert find_unitizing_interval([continuum(C)], samples=50, seed=1) is None
    assert find_unitizing_interval([continuum(C), continuum(K)], samples=50, seed=1) is not None


def test_a_text_in_which_nobody_found_anything_counts_for_nothing() -> None:
    empty = Continuum(100, (), ())
    assert find_disagreement(empty) == Disagreement(0.0, 0.0)
    assert find_unitizing_alpha([empty]) is None
    assert find_unitizing_alpha([continuum(C), empty]) == find_unitizing_alpha([continuum(C)])


def test_a_unit_that_is_all_of_the_text_harms_nothing() -> None:
    whole = (Span(0, 10),)
    assert find_unitizing_alpha([Continuum(10, whole, whole)]) == 1.0


def test_a_unit_over_several_is_compared_with_each() -> None:
    apart = find_disagreement(Continuum(100, (Span(0, 30),), (Span(0, 10), Span(20, 30))))
    assert apart.observed == 20**2 + 20**2


def test_spans_that_overlap_are_made_one_and_those_that_touch_are_not() -> None:
    assert merge_spans([Span(5, 9), Span(0, 6), Span(9, 12)]) == (Span(0, 9), Span(9, 12))
