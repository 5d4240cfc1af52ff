"""Tests of what is restricted by default."""

from datetime import date

import pytest

from hudna.publish.gate import PERSONAL_ROLES, RESTRICTED_CODES, find_restriction
from hudna.vocabulary import load_vocabulary

TODAY = date(2026, 3, 1)


@pytest.mark.parametrize("code", sorted(RESTRICTED_CODES))
def test_a_movement_that_is_ahead_is_restricted(code: str) -> None:
    assert find_restriction(codes=[code], latest=date(2026, 3, 2), today=TODAY)


@pytest.mark.parametrize(
    ("latest", "is_restricted"),
    [(date(2026, 2, 28), False), (TODAY, True), (None, True)],
    ids=["yesterday", "today", "not known"],
)
def test_a_release_is_restricted_until_it_is_past(latest: date | None, is_restricted: bool) -> None:
    found = find_restriction(codes=["persons.release"], latest=latest, today=TODAY)
    assert (found is not None) is is_restricted


def test_one_restricted_code_among_others_is_enough() -> None:
    codes = ["hostilities.cease", "movement.route"]
    found = find_restriction(codes=codes, today=TODAY)
    assert found == "is ahead and tells of movement.route"


def test_a_ceasefire_passes() -> None:
    assert find_restriction(codes=["hostilities.cease"], roles=["party"], today=TODAY) is None


@pytest.mark.parametrize("role", sorted(PERSONAL_ROLES))
def test_a_person_who_is_no_side_is_restricted_even_in_the_past(role: str) -> None:
    assert find_restriction(roles=[role], latest=date(2016, 2, 9), today=TODAY)


def test_whoever_is_a_side_too_passes() -> None:
    assert find_restriction(roles=["signatory", "party"], today=TODAY) is None


def test_every_restricted_code_is_one_of_the_codebook() -> None:
    assert set(load_vocabulary().get("codebook")["codes"]) >= RESTRICTED_CODES
