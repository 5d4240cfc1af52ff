"""Grades are appended, stand side by side, are undone, and change no value."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError

from deposited import PUBLISHED, Ticking, agreement, deposit, quote, run_sql
from hudna.domain.agreements import Claim
from hudna.domain.codebook import Stance
from hudna.domain.documents import Metadata
from hudna.domain.grades import Grade, GradeKind, to_gradebook
from hudna.errors import ConflictError, InputError, NotFoundError
from hudna.registry import Registry, open_registry

VALLEY = Metadata(published="2031-05-04", publisher="Valley Post")


@pytest.fixture
def registry(place: Path | str) -> Iterator[Registry]:
    with open_registry(place, clock=Ticking()) as opened:
        opened.store([deposit(metadata=VALLEY)])
        yield opened


def reliability(registry: Registry, value: str, *, by: str = "Ada") -> Grade:
    kind = GradeKind.RELIABILITY
    return registry.grade_source("valley post", kind, value, reason="why", assessor=by)


def a_statement(registry: Registry) -> str:
    return str(next(registry.iter_values()).value.statement.id)


def test_an_outlet_is_graded_under_the_name_that_documents_have(registry: Registry) -> None:
    grade = reliability(registry, "b")
    assert (grade.number, grade.target, grade.value) == (1, "Valley Post", "B")
    assert grade.graded_at.startswith("2031-06-01")
    [source] = [each for each in registry.get_sources() if each.is_outlet]
    assert source.grades == (grade,)


def test_the_last_grade_of_an_assessor_counts(registry: Registry) -> None:
    reliability(registry, "B")
    last = reliability(registry, "D")
    assert to_gradebook(registry.iter_grades()).of_source("Valley Post") == (last,)


def test_assessors_stand_side_by_side(registry: Registry) -> None:
    both = reliability(registry, "B"), reliability(registry, "D", by="Ben")
    assert to_gradebook(registry.iter_grades()).of_source("Valley Post") == both


def test_what_is_undone_gives_way_to_the_one_before(registry: Registry) -> None:
    first = reliability(registry, "B")
    second = reliability(registry, "D")
    registry.undo_grade(second.number, reason="why", assessor="Ben")
    assert to_gradebook(registry.iter_grades()).of_source("Valley Post") == (first,)
    assert [grade.is_undone for grade in registry.iter_grades()] == [False, True, False]


def test_the_axes_are_kept_apart(registry: Registry) -> None:
    reliability(registry, "E")
    statement = a_statement(registry)
    given = registry.grade_statement(statement, "1", reason="why", assessor="Ada")
    book = to_gradebook(registry.iter_grades())
    assert book.of_statement(statement) == (given,)
    assert [grade.value for grade in book.of_source("Valley Post")] == ["E"]
    assert all(source.grades == () for source in registry.get_sources() if not source.is_outlet)


def test_a_source_may_belong_to_several_parties(registry: Registry) -> None:
    for party in ("North Front", "Lake Council"):
        kind = GradeKind.AFFILIATION
        registry.grade_source("Valley Post", kind, party, reason="why", assessor="Ada")
    book = to_gradebook(registry.iter_grades())
    assert [g.value for g in book.of_source("Valley Post")] == ["North Front", "Lake Council"]


def test_a_grade_changes_no_value(registry: Registry) -> None:
    before = list(registry.iter_values())
    reliability(registry, "E")
    registry.grade_statement(a_statement(registry), "5", reason="why", assessor="Ada")
    assert list(registry.iter_values()) == before


def test_voices_are_counted_by_where_they_stand(place: Path | str) -> None:
    text = "River truce. The agency says that the Hill Brigade denied it: it signed a truce."
    words = (quote(text, "the Hill Brigade denied it"),)
    told = agreement()
    claim = Claim("Hill Brigade", Stance.DENIES, words, voice=("the agency",))
    shell = type(told)(
        id="a1", label="Truce", anchor=quote(text, "signed a truce"), claims=(claim,)
    )
    with open_registry(place) as opened:
        opened.store([deposit(text, metadata=PUBLISHED, agreements=[shell], facts=())])
        by_name = {source.name: source for source in opened.get_sources()}
    assert by_name["the agency"].outermost == 2
    assert (by_name["Hill Brigade"].outermost, by_name["Hill Brigade"].nested) == (0, 1)
    assert by_name["Hill Brigade"].reported_by == ("the agency",)


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (GradeKind.RELIABILITY, "G"),
        (GradeKind.RELIABILITY, "1"),
        (GradeKind.RELIABILITY, ""),
        (GradeKind.AFFILIATION, " "),
    ],
)
def test_what_is_no_grade_is_refused(registry: Registry, kind: GradeKind, value: str) -> None:
    with pytest.raises(InputError):
        registry.grade_source("Valley Post", kind, value, reason="why", assessor="Ada")
    assert list(registry.iter_grades()) == []


@pytest.mark.parametrize("value", ["0", "7", "A", "1.5"])
def test_what_is_no_credibility_is_refused(registry: Registry, value: str) -> None:
    with pytest.raises(InputError):
        registry.grade_statement(a_statement(registry), value, reason="why", assessor="Ada")


@pytest.mark.parametrize(("reason", "assessor"), [(" ", "Ada"), ("why", "")])
def test_a_grade_needs_a_reason_and_an_assessor(
    registry: Registry, reason: str, assessor: str
) -> None:
    with pytest.raises(InputError):
        registry.grade_source(
            "Valley Post", GradeKind.RELIABILITY, "A", reason=reason, assessor=assessor
        )


def test_a_source_that_no_document_has_is_not_found(registry: Registry) -> None:
    with pytest.raises(NotFoundError, match="perhaps: Valley Post"):
        registry.grade_source(
            "Valley Host", GradeKind.RELIABILITY, "A", reason="why", assessor="Ada"
        )


def test_an_undoing_is_not_undone(registry: Registry) -> None:
    reliability(registry, "B")
    undoing = registry.undo_grade(1, reason="why", assessor="Ada")
    for number in (1, undoing.number):
        with pytest.raises(ConflictError):
            registry.undo_grade(number, reason="why", assessor="Ada")
    with pytest.raises(NotFoundError):
        registry.undo_grade(9, reason="why", assessor="Ada")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE grades SET value = 'A'",
        "DELETE FROM grades",
        "INSERT INTO grades SELECT * FROM grades",
    ],
)
def test_nothing_changes_or_removes_a_grade(registry: Registry, statement: str) -> None:
    reliability(registry, "B")
    with pytest.raises(IntegrityError, match=r"never|unique"):
        run_sql(registry, statement)


def test_a_statement_that_is_graded_as_a_source_is_told_what_a_statement_has(
    registry: Registry,
) -> None:
    registry.store([deposit()])
    with pytest.raises(NotFoundError, match="credibility"):
        registry.grade_source("stm-1a2b", GradeKind.RELIABILITY, "B", reason="so", assessor="amal")
