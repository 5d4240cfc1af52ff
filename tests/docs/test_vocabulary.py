"""The signs of the cue language mean what the page of the vocabulary says."""

import pytest

from hudna.vocabulary.cues import compile_cue


@pytest.mark.parametrize(
    ("cue", "text"),
    [
        ("releas*", "released"),
        ("cease-fire", "ceasefire"),
        ("cease-fire", "cease fire"),
        ("cease-fire", "cease-fire"),
        ("releas* ... hostage*", "released one two three four five six seven hostages"),
        ("releas* (prisoner*|hostage*)", "release hostages"),
        ("stop (the )?fire", "stop fire"),
        ("stop (the |all )*fire", "stop all the fire"),
        ("may !(not|soon)", "may begin"),
        (r"\d+ days", "90 days"),
    ],
)
def test_a_cue_matches(cue: str, text: str) -> None:
    assert compile_cue(cue).pattern.search(text)


@pytest.mark.parametrize(
    ("cue", "text"),
    [
        ("release", "released"),
        ("releas* ... hostage*", "released one two three four five six seven eight hostages"),
        ("releas* ... hostage*", "released. the hostages"),
        ("may !(not|soon)", "may not"),
        ("may !(not|soon)", "may soon"),
    ],
)
def test_a_cue_does_not_match(cue: str, text: str) -> None:
    assert not compile_cue(cue).pattern.search(text)
