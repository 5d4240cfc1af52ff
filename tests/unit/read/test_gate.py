from dataclasses import replace
from typing import Any

import pytest

from hudna.domain.agreements import Agreement, Fact, Part
from hudna.domain.codebook import Act
from hudna.domain.evidence import Evidence
from hudna.domain.readings import Reading
from hudna.read import admit
from texts import read_text

TEXT = (
    "The Valley Front and the army agreed a truce on Monday for the town of Dalbar. "
    "Both sides will release all prisoners. The army denied the deal."
)


@pytest.fixture
def reading() -> Reading:
    """Return an honest reading that has a value of each kind."""
    found = read_text(TEXT)
    (agreement,) = found.agreements
    kinds = ("participants", "dates", "places", "terms", "claims", "grounds")
    assert all(getattr(agreement, kind) for kind in kinds)
    return found


def moved(evidence: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
    """Return evidence whose quotes stand one letter beside their spans."""
    return tuple(Evidence(e.start + 1, e.end + 1, e.quote) for e in evidence)


def with_agreement(reading: Reading, agreement: Agreement) -> Reading:
    return replace(reading, agreements=(agreement,))


def test_an_honest_reading_passes_unchanged(reading: Reading) -> None:
    assert admit(reading) == reading


def test_passing_twice_changes_nothing(reading: Reading) -> None:
    (agreement,) = reading.agreements
    place = replace(agreement.places[0], evidence=())
    once = admit(with_agreement(reading, replace(agreement, places=(place,))))
    assert admit(once) == once


@pytest.mark.parametrize("kind", ["participants", "dates", "places", "terms", "claims"])
def test_a_value_with_a_bad_quote_is_refused_and_counted(reading: Reading, kind: str) -> None:
    (agreement,) = reading.agreements
    first, *rest = getattr(agreement, kind)
    bad = replace(first, evidence=moved(first.evidence))
    changes: dict[str, Any] = {kind: (bad, *rest)}
    admitted = admit(with_agreement(reading, replace(agreement, **changes)))
    assert getattr(admitted.agreements[0], kind) == tuple(rest)
    assert admitted.refused == 1


def test_a_value_without_evidence_is_refused(reading: Reading) -> None:
    (agreement,) = reading.agreements
    bare = tuple(replace(place, evidence=()) for place in agreement.places)
    admitted = admit(with_agreement(reading, replace(agreement, places=bare)))
    assert admitted.agreements[0].places == ()
    assert admitted.refused == len(bare)


def test_one_bad_quote_among_good_ones_refuses_the_value(reading: Reading) -> None:
    (agreement,) = reading.agreements
    place = agreement.places[0]
    mixed = replace(place, evidence=place.evidence + moved(place.evidence))
    admitted = admit(with_agreement(reading, replace(agreement, places=(mixed,))))
    assert admitted.agreements[0].places == ()


def test_a_quote_past_the_end_of_the_text_is_refused(reading: Reading) -> None:
    (agreement,) = reading.agreements
    beyond = (Evidence(len(TEXT) + 5, len(TEXT) + 8, "abc"),)
    place = replace(agreement.places[0], evidence=beyond)
    admitted = admit(with_agreement(reading, replace(agreement, places=(place,))))
    assert admitted.agreements[0].places == ()


def test_an_agreement_whose_anchor_is_bad_goes_with_all_that_it_holds(reading: Reading) -> None:
    (agreement,) = reading.agreements
    (anchor,) = moved((agreement.anchor,))
    admitted = admit(with_agreement(reading, replace(agreement, anchor=anchor)))
    held = sum(
        len(getattr(agreement, kind))
        for kind in ("participants", "dates", "places", "terms", "claims", "relations")
    )
    assert admitted.agreements == ()
    assert admitted.refused == 1 + held


def test_a_fact_of_a_refused_agreement_stands_alone(reading: Reading) -> None:
    (agreement,) = reading.agreements
    (anchor,) = moved((agreement.anchor,))
    fact = Fact(Act.SIGNED, agreement.dates[0].evidence, agreement=agreement.id)
    bad = replace(with_agreement(reading, replace(agreement, anchor=anchor)), facts=(fact,))
    assert [f.agreement for f in admit(bad).facts] == [None]


def test_a_fact_with_a_bad_quote_is_refused(reading: Reading) -> None:
    fact = Fact(Act.SIGNED, moved(reading.agreements[0].dates[0].evidence))
    admitted = admit(replace(reading, facts=(fact,)))
    assert (admitted.facts, admitted.refused) == ((), 1)


def test_a_stage_without_a_ground_is_dropped(reading: Reading) -> None:
    (agreement,) = reading.agreements
    grounds = tuple(g for g in agreement.grounds if g.of != "stage")
    admitted = admit(with_agreement(reading, replace(agreement, grounds=grounds)))
    assert admitted.agreements[0].stage is None
    assert admitted.refused == 1


def test_a_form_whose_ground_is_bad_is_dropped_with_it(reading: Reading) -> None:
    (agreement,) = reading.agreements
    assert agreement.form is not None
    grounds = tuple(
        replace(g, evidence=moved(g.evidence)) if g.of == "form" else g for g in agreement.grounds
    )
    admitted = admit(with_agreement(reading, replace(agreement, grounds=grounds)))
    assert admitted.agreements[0].form is None
    assert "form" not in {g.of for g in admitted.agreements[0].grounds}
    assert admitted.refused == 2


def test_a_part_of_a_term_with_a_bad_quote_is_dropped_and_the_term_kept(reading: Reading) -> None:
    (agreement,) = reading.agreements
    term = replace(agreement.terms[0], bearer=Part("army", (Evidence(0, 4, "army"),)))
    admitted = admit(with_agreement(reading, replace(agreement, terms=(term,))))
    assert admitted.agreements[0].terms == (replace(term, bearer=None),)
    assert admitted.refused == 1


def test_what_was_refused_before_stays_counted(reading: Reading) -> None:
    assert admit(replace(reading, refused=3)).refused == 3
