"""The closed sets of the code are those of the vocabulary's codebook."""

from hudna.domain.agreements import GROUNDED, PART_NAMES, Agreement, Term
from hudna.domain.codebook import CODEBOOK_VERSION
from hudna.vocabulary import load_vocabulary


def test_version_is_that_of_the_vocabulary() -> None:
    assert load_vocabulary().get("codebook")["version"] == CODEBOOK_VERSION


def test_every_part_is_a_field_of_a_term() -> None:
    assert set(PART_NAMES) <= set(Term.__dataclass_fields__)


def test_every_grounded_value_is_a_field_of_an_agreement() -> None:
    assert set(GROUNDED) <= set(Agreement.__dataclass_fields__)
