import pytest

from texts import read_text

SIGNED = "The rebels and the army signed a truce"


@pytest.mark.parametrize(
    ("text", "warning"),
    [
        pytest.param(f"{SIGNED} on Friday, 2 February 2016.",
                     "'Friday, 2 February 2016': 2016-02-02 is no Friday", id="weekday"),
        pytest.param(f"{SIGNED} on 3/4/2015.",
                     "'3/4/2015': day and month can be read either way", id="day and month"),
        pytest.param(f"Have rebels and army agreed a truce?\n{SIGNED} on Monday.",
                     "the headline asks rather than says: 'Have rebels and army agreed a truce?'",
                     id="headline"),
        pytest.param(f"{SIGNED} for six months.",
                     "Truce between rebels and army: a duration without a start", id="duration"),
    ],
)  # fmt: skip
def test_an_oddity_is_warned_of(text: str, warning: str) -> None:
    assert warning in read_text(text).warnings


def test_a_missing_publication_date_is_warned_of_once() -> None:
    warnings = read_text(f"{SIGNED}. They signed it.", published=None).warnings
    assert warnings == ("the document has no publication date: relative dates are left unresolved",)


def test_nothing_odd_gives_no_warning() -> None:
    assert read_text(f"{SIGNED} on Monday.").warnings == ()


def test_a_document_without_an_arrangement_gives_no_warning() -> None:
    assert read_text("It was Friday, 2 February 2016.").warnings == ()
