import pytest

from texts import read_text

LISTED = "The army took the villages of Abra, Belun, Tell Cadu and Rasm Dima. "
TRUCE = "The army and the River Front signed a ceasefire on 3 May 2011. "


def counts(text: str) -> list[str]:
    return [w for w in read_text(TRUCE + text).warnings if "are named" in w]


def test_a_count_that_its_list_does_not_bear_out_is_told() -> None:
    assert counts(LISTED + "In total it took 17 villages.") == ["'17 villages': 4 are named"]


@pytest.mark.parametrize(
    "text",
    [
        LISTED + "In total it took 4 villages.",
        LISTED + "In total it took 17 towns.",
        LISTED + LISTED + "In total it took 17 villages.",
        "In total it took 17 villages.",
    ],
)
def test_a_count_without_one_list_of_its_kind_is_left(text: str) -> None:
    assert not counts(text)


def test_a_long_chain_of_names_is_looked_at_once() -> None:
    assert not counts(f"It took the villages of {'-'.join(['Abra'] * 60)} on Monday.")
