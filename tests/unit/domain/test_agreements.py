import pytest

from hudna.domain.agreements import DateValue, Term
from hudna.domain.codebook import DateKind, Status
from hudna.domain.evidence import Evidence
from hudna.errors import InputError

WORDS = (Evidence(0, 5, "words"),)


def test_term_needs_a_code() -> None:
    with pytest.raises(InputError) as raised:
        Term((), WORDS)
    assert raised.value.code == "input-term"


def test_date_needs_a_value_of_its_kind() -> None:
    with pytest.raises(InputError) as raised:
        DateValue(DateKind.SIGNED, "Tuesday", WORDS)
    assert raised.value.code == "input-date"


@pytest.mark.parametrize("status", [Status.STATED_NONE, Status.UNCLEAR])
def test_date_that_is_not_stated_keeps_the_words_as_its_value(status: Status) -> None:
    assert DateValue(DateKind.END, "no date was set", WORDS, status=status).value
