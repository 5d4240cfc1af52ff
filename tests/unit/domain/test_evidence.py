import pytest

from hudna.domain.evidence import Evidence, is_supported, stands_in
from hudna.errors import EvidenceError
from hudna.text.spans import Span

TEXT = "Both sides \N{GRINNING FACE} agreed a هدنة."


def test_quote_is_as_long_as_its_span() -> None:
    with pytest.raises(EvidenceError) as raised:
        Evidence(0, 4, "Bot")
    assert raised.value.code == "evidence-quote"


@pytest.mark.parametrize(("start", "end"), [(3, 3), (4, 2), (-1, 2)])
def test_evidence_needs_a_span(start: int, end: int) -> None:
    with pytest.raises(EvidenceError):
        Evidence(start, end, "x" * max(end - start, 0))


def test_offsets_are_code_points() -> None:
    assert stands_in(Evidence(11, 12, "\N{GRINNING FACE}"), TEXT)
    assert stands_in(Evidence(22, 26, "هدنة"), TEXT)


def test_evidence_knows_its_span() -> None:
    assert Evidence(0, 4, "Both").span == Span(0, 4)


@pytest.mark.parametrize(
    ("evidence", "expected"),
    [
        ([], False),
        ([Evidence(0, 4, "Both")], True),
        ([Evidence(0, 4, "both")], False),
        ([Evidence(0, 4, "Both"), Evidence(1, 5, "Both")], False),
        ([Evidence(len(TEXT), len(TEXT) + 1, ".")], False),
    ],
    ids=["none", "there", "other case", "one elsewhere", "past the end"],
)
def test_value_is_kept_only_with_every_quote_at_its_span(
    evidence: list[Evidence], expected: bool
) -> None:
    assert is_supported(evidence, TEXT) is expected
