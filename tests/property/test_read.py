"""Whatever the text, reading it gives one answer, and every quote stands at its span."""

import json

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hudna.domain.agreements import PART_NAMES
from hudna.domain.evidence import Evidence
from hudna.domain.readings import Reading, to_plain
from texts import read_text, woven_texts

woven = woven_texts()
arbitrary = st.text(st.characters(exclude_categories=["Cs"]), max_size=300)
published = st.none() | st.sampled_from(["2016-02-02", "2016-02", "0001-01-01", "9999-12-31", "?"])
unhurried = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def iter_evidence(reading: Reading) -> list[Evidence]:
    """Return every piece of evidence of a reading."""
    found = [e for fact in reading.facts for e in fact.evidence]
    for agreement in reading.agreements:
        found.append(agreement.anchor)
        for values in (
            agreement.grounds,
            agreement.relations,
            agreement.participants,
            agreement.dates,
            agreement.places,
            agreement.terms,
            agreement.claims,
        ):
            found += [e for value in values for e in value.evidence]
        parts = [getattr(term, name) for term in agreement.terms for name in PART_NAMES]
        found += [e for part in parts if part is not None for e in part.evidence]
    return found


@given(arbitrary | woven, published, st.sampled_from([None, "en"]))
@unhurried
def test_whatever_the_text_every_quote_stands_at_its_span(
    text: str, day: str | None, language: str | None
) -> None:
    reading = read_text(text, published=day, language=language)
    whole = reading.document.text
    assert all(whole[e.start : e.end] == e.quote for e in iter_evidence(reading))
    assert reading.refused == 0


@given(woven)
@unhurried
def test_reading_twice_gives_the_same(text: str) -> None:
    first, second = (json.dumps(to_plain(read_text(text))) for _ in range(2))
    assert first == second


@given(woven)
@unhurried
def test_an_account_is_known_by_its_anchor(text: str) -> None:
    anchors = [(a.anchor.start, a.anchor.end) for a in read_text(text).agreements]
    assert len(anchors) == len(set(anchors))


@given(woven, st.sampled_from(["\n", "\n\n \n", " "]))
@unhurried
def test_white_space_at_the_end_changes_no_account(text: str, tail: str) -> None:
    assert read_text(text + tail).agreements == read_text(text).agreements
