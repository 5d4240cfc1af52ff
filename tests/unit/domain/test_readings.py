import json
from dataclasses import replace

import pytest

from deposited import deposit
from hudna.domain.codebook import Stance, Status
from hudna.domain.documents import Metadata
from hudna.domain.readings import Reader, to_plain


def test_plain_reading_is_json() -> None:
    plain = to_plain(deposit().reading)
    assert json.loads(json.dumps(plain)) == plain


def test_what_says_nothing_is_left_out() -> None:
    plain = to_plain(deposit().reading.agreements[0].participants[0])
    assert isinstance(plain, dict)
    assert set(plain) == {"name", "role", "evidence", "aliases"}


def test_stance_and_status_that_say_something_are_kept() -> None:
    [participant, *_] = deposit().reading.agreements[0].participants
    plain = to_plain(
        replace(participant, stance=Stance.ALLEGES, status=Status.UNCLEAR, voice=("x",))
    )
    assert isinstance(plain, dict)
    assert (plain["stance"], plain["status"], plain["voice"]) == ("alleges", "unclear", ["x"])


def test_claim_always_has_its_stance() -> None:
    [claim] = deposit().reading.agreements[0].claims
    plain = to_plain(replace(claim, stance=Stance.ASSERTS))
    assert isinstance(plain, dict)
    assert plain["stance"] == "asserts"


def test_what_has_no_plain_form_is_a_bug() -> None:
    with pytest.raises(TypeError):
        to_plain(object())


@pytest.mark.parametrize(
    "changed",
    [
        deposit(name="other.txt"),
        deposit(metadata=Metadata()),
        deposit(reader=Reader("rules", "2", "vocabulary-test")),
        deposit(reader=Reader("rules", "1", "vocabulary-2")),
        deposit(reader=Reader("person:Ada", "1", "vocabulary-test")),
        deposit("Another text with a signed a truce.", agreements=(), facts=()),
    ],
    ids=["name", "metadata", "version", "vocabulary", "reader", "bytes"],
)
def test_reading_id_follows_everything_it_depends_on(changed: object) -> None:
    assert changed.reading.id != deposit().reading.id  # type: ignore[attr-defined]  # deposits


def test_reading_id_does_not_follow_what_was_read() -> None:
    assert deposit(agreements=()).reading.id == deposit().reading.id
