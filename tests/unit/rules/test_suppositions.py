import pytest

from hudna.domain.codebook import Act
from hudna.errors import InputError
from hudna.rules.suppositions import parse_supposition


def test_an_act_with_its_actor_and_its_day() -> None:
    fact = parse_supposition("accepted by Levant Front on 2016-02-05").fact

    assert (fact.act, fact.by, fact.date) == (Act.ACCEPTED, "Levant Front", "2016-02-05")


def test_every_part_in_any_order() -> None:
    fact = parse_supposition(
        "attacked on 2016-02 against North Front at al-Bab term 9 by Sky Alliance"
    ).fact

    assert (fact.by, fact.against, fact.place, fact.term, fact.date) == (
        "Sky Alliance",
        "North Front",
        "al-Bab",
        "9",
        "2016-02",
    )


def test_an_extension_until_a_duration() -> None:
    assert parse_supposition("extended on 2016-02-05 until P30D").fact.until == "P30D"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Levant Front accepts", "begin with an act"),
        ("acepted by Levant Front", "accepted"),
        ("accepted on the fifth", "no date"),
        ("accepted by A by B", "twice"),
        ("extended until soon", "no duration"),
        ("", "begin with an act"),
    ],
    ids=str,
)
def test_what_cannot_be_understood_is_said(text: str, told: str) -> None:
    with pytest.raises(InputError, match=told) as error:
        parse_supposition(text)

    assert error.value.code == "input-supposition"
