"""Two readers of one text are compared thing by thing."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from deposited import TEXT, agreement, deposit, quote
from hudna.domain.agreements import Agreement, Participant, Term
from hudna.domain.codebook import Modality, Role, Stage
from hudna.domain.readings import Reader
from hudna.domain.statements import DecisionKind
from hudna.errors import InputError, NotFoundError
from hudna.registry import open_registry
from hudna.registry.coding import NOT_CODED, Comparison, compare_readers

ADA = Reader("person:Ada", "1", "vocabulary-test")
BEN = Reader("person:Ben", "1", "vocabulary-test")
RELEASE = "the North Front shall release all prisoners"


def compared(
    tmp_path: Path,
    ada: Sequence[Agreement],
    ben: Sequence[Agreement],
    *variables: str,
    decide: bool = False,
) -> Comparison:
    with open_registry(tmp_path / "hudna.db") as registry:
        registry.store([deposit(reader=ADA, agreements=ada), deposit(reader=BEN, agreements=ben)])
        if decide:
            for cited in list(registry.iter_values()):
                statement = cited.value.statement
                registry.decide(DecisionKind.REJECT, statement.id, reason="why", author="Ada")
        return compare_readers(
            "Ada",
            "person:Ben",
            registry.iter_documents(),
            registry.iter_agreements(),
            variables=variables,
            samples=20,
        )


def counts(comparison: Comparison) -> dict[str, tuple[int, int]]:
    return {
        each.variable: (each.units, each.alike) for each in (*comparison.values, *comparison.spans)
    }


def test_readers_who_say_the_same_agree_in_everything(tmp_path: Path) -> None:
    comparison = compared(tmp_path, [agreement()], [agreement()])
    assert all(units == alike for units, alike in counts(comparison).values())
    assert {each.alpha for each in comparison.values} <= {1.0, None}
    assert counts(comparison)["role"] == (2, 2)


def test_a_value_that_differs_is_not_alike(tmp_path: Path) -> None:
    other = agreement(stage=Stage.PROPOSAL)
    comparison = compared(tmp_path, [agreement()], [other], "stage", "authenticity")
    assert counts(comparison) == {"stage": (1, 0), "authenticity": (1, 1)}


def test_who_says_nothing_gave_a_value_too(tmp_path: Path) -> None:
    bare = replace(agreement(), terms=(), participants=agreement().participants[:1])
    found = counts(compared(tmp_path, [agreement()], [bare]))
    assert found["code"] == (1, 0)
    assert found["role"] == (2, 1)
    assert "modality" not in found


def test_what_neither_says_is_no_unit(tmp_path: Path) -> None:
    assert "form" not in counts(compared(tmp_path, [agreement()], [agreement()]))


def test_clauses_are_matched_by_the_words_they_share(tmp_path: Path) -> None:
    shorter = Term(
        ("persons.release", "persons.amnesty"),
        (quote(TEXT, "release all prisoners"),),
        modality=Modality.OBLIGATION,
    )
    comparison = compared(tmp_path, [agreement()], [replace(agreement(), terms=(shorter,))])
    found = counts(comparison)
    assert found["code"] == (1, 0)
    assert found["modality"] == (1, 1)
    [spans] = [each for each in comparison.spans if each.variable == "spans.term"]
    assert spans.alpha is not None
    assert 0 < spans.alpha < 1


def test_a_participant_is_matched_by_any_name(tmp_path: Path) -> None:
    one = Participant("North Front", Role.PARTY, (quote(TEXT, "North Front"),), aliases=("NF",))
    other = Participant("NF", Role.MEDIATOR, (quote(TEXT, "North Front"),))
    comparison = compared(
        tmp_path,
        [replace(agreement(), participants=(one,))],
        [replace(agreement(), participants=(other,))],
    )
    assert counts(comparison)["role"] == (1, 0)


def test_decisions_change_nothing(tmp_path: Path) -> None:
    comparison = compared(tmp_path, [agreement()], [agreement()], "stage", "role", decide=True)
    assert counts(comparison) == {"stage": (1, 1), "role": (2, 2)}


def test_a_text_in_which_one_found_nothing_is_compared(tmp_path: Path) -> None:
    found = counts(compared(tmp_path, [agreement()], []))
    assert found["agreements"] == (1, 0)
    assert found["code"] == (1, 0)
    assert "stage" not in found


def test_a_copy_of_the_text_under_another_name_is_the_same_text(tmp_path: Path) -> None:
    with open_registry(tmp_path / "hudna.db") as registry:
        registry.store([deposit(reader=ADA)])
        registry.store([deposit(reader=BEN, name="b.txt", original=TEXT.encode("utf-16"))])
        comparison = compare_readers(
            "Ada", "Ben", registry.iter_documents(), registry.iter_agreements(), samples=20
        )
    assert comparison.documents == 1
    assert counts(comparison)["stage"] == (1, 1)


@pytest.mark.parametrize(
    ("one", "other", "error"),
    [
        ("Ada", "Ada", InputError),
        ("Ada", "person:Ada", InputError),
        ("Ada", "Cem", NotFoundError),
        ("", "Ada", NotFoundError),
    ],
)
def test_two_readers_are_needed(
    tmp_path: Path, one: str, other: str, error: type[Exception]
) -> None:
    with open_registry(tmp_path / "hudna.db") as registry:
        registry.store([deposit(reader=ADA)])
        with pytest.raises(error):
            compare_readers(one, other, registry.iter_documents(), registry.iter_agreements())


def test_readers_of_different_texts_have_nothing_to_compare(tmp_path: Path) -> None:
    with open_registry(tmp_path / "hudna.db") as registry:
        registry.store([deposit(reader=ADA), deposit(f"{TEXT}\nMore.\n", name="b", reader=BEN)])
        with pytest.raises(NotFoundError, match="no text that both"):
            compare_readers("Ada", "Ben", registry.iter_documents(), registry.iter_agreements())


def test_a_variable_that_is_none_is_told_which_there_are(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"spans\.term"):
        compared(tmp_path, [agreement()], [agreement()], "color")


def test_the_value_of_what_is_not_coded_is_no_value_of_the_codebook() -> None:
    assert NOT_CODED not in set(Stage) | set(Role)
