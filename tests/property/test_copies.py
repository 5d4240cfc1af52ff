"""Copies among texts that come one after another: as among all of them at once."""

from unittest.mock import patch

from hypothesis import given
from hypothesis import strategies as st

from hudna.registry.resolve import sketches as module
from hudna.registry.resolve.sketches import Sketch, find_copies, find_more_copies

PARTS = tuple(tuple(range(start, start + 20)) for start in range(0, 120, 20))


@st.composite
def some_sketches(draw: st.DrawFn) -> dict[str, Sketch]:
    made = {}
    for number in range(draw(st.integers(1, 14))):
        parts = draw(st.sets(st.sampled_from(PARTS), min_size=1, max_size=4))
        hashes = tuple(sorted({each for part in parts for each in part}))
        runs = len(hashes) + draw(st.integers(0, 30))
        made[f"{number:02}"] = Sketch(runs, hashes)
    return made


@given(some_sketches(), st.data(), st.integers(2, 6))
def test_copies_that_come_later_are_found_as_all_at_once(
    every: dict[str, Sketch], data: st.DataObject, most: int
) -> None:
    order = {each: data.draw(st.sampled_from(["2031", "2032", "~"])) for each in every}
    waiting = data.draw(st.permutations(sorted(every)))
    told: dict[str, Sketch] = {}
    stood: dict[str, str] = {}
    with patch.object(module, "_MOST_ALIKE", most):
        while waiting:
            size = data.draw(st.integers(1, len(waiting)))
            told |= {each: every[each] for each in waiting[:size]}
            waiting = waiting[size:]
            stood = find_more_copies(told, order, stood=stood)
            assert stood == find_copies(told, order)
