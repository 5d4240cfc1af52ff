import pytest

from hudna.errors import EvidenceError
from hudna.text.alignment import Alignment, Origin, Run, merged, traced
from hudna.text.spans import Span

PAGES = Alignment((Run(0, 5, "page 1", 0, 5), Run(6, 7, "page 2", 0, 2), Run(7, 9, "page 2", 2, 4)))


def test_a_literal_run_maps_code_point_by_code_point() -> None:
    assert PAGES.find_origin(3) == Origin("page 1", 3, 4)
    assert PAGES.find_origin(8) == Origin("page 2", 3, 4)


def test_a_composed_letter_maps_to_all_it_was_composed_of() -> None:
    assert PAGES.find_origin(6) == Origin("page 2", 0, 2)


@pytest.mark.parametrize("offset", [5, 9, 100], ids=["between", "end", "beyond"])
def test_what_a_program_inserted_has_no_origin(offset: int) -> None:
    assert PAGES.find_origin(offset) is None


def test_a_span_over_two_pages_comes_from_both() -> None:
    assert PAGES.origins(Span(3, 8)) == (Origin("page 1", 3, 5), Origin("page 2", 0, 3))


def test_a_span_of_inserted_text_comes_from_nowhere() -> None:
    assert PAGES.origins(Span(5, 6)) == ()


def test_overlapping_runs_are_refused() -> None:
    with pytest.raises(EvidenceError) as caught:
        Alignment((Run(0, 3, "text", 0, 3), Run(2, 4, "text", 3, 5)))
    assert caught.value.code == "evidence-alignment"


def test_neighbouring_literal_runs_are_joined() -> None:
    runs = merged([Run(0, 2, "text", 4, 6), Run(2, 3, "text", 6, 7), Run(3, 4, "text", 9, 10)]).runs
    assert runs == (Run(0, 3, "text", 4, 7), Run(3, 4, "text", 9, 10))


def test_runs_of_two_parts_are_not_joined() -> None:
    runs = [Run(0, 2, "a", 0, 2), Run(2, 3, "b", 2, 3)]
    assert merged(runs).runs == tuple(runs)


def test_a_text_made_in_two_steps_is_traced_to_its_source() -> None:
    outer = Alignment((Run(0, 3, "text", 0, 3), Run(3, 4, "text", 3, 5), Run(4, 6, "text", 5, 7)))
    inner = Alignment((Run(0, 4, "source", 10, 14), Run(5, 7, "source", 20, 22)))
    assert traced(outer, inner).runs == (
        Run(0, 4, "source", 10, 14),
        Run(4, 6, "source", 20, 22),
    )


def test_a_step_over_inserted_text_leaves_it_without_origin() -> None:
    outer = Alignment((Run(0, 6, "text", 0, 6),))
    inner = Alignment((Run(0, 2, "source", 0, 2), Run(4, 6, "source", 2, 4)))
    traced_runs = traced(outer, inner)
    assert traced_runs.find_origin(2) is None
    assert traced_runs.find_origin(4) == Origin("source", 2, 3)
