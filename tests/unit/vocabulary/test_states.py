import pytest

from hudna.vocabulary import load_vocabulary
from hudna.vocabulary.states import states_of


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("Lebanon", {"LB"}),
        ("the Lebanese army", {"LB"}),
        ("Syria's army", {"SY"}),
        ("Washington", {"US"}),
        ("Russian and Iranian forces", {"RU", "IR"}),
        ("Hezbollah", set()),
        ("Syrian Democratic Forces", set()),
        ("the rebels", set()),
    ],
)
def test_a_name_tells_of_the_states_it_is_of(name: str, codes: set[str]) -> None:
    assert states_of(name, load_vocabulary()) == codes
