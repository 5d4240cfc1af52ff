"""What an export leaves out, what it hides, and what passes as it is."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from deposited import deposit, quote
from hudna.domain.agreements import (
    Agreement,
    Claim,
    DateValue,
    Fact,
    Ground,
    Part,
    Participant,
    PlaceValue,
    Term,
)
from hudna.domain.codebook import Act, DateKind, Modality, Role, Stage, Stance
from hudna.domain.documents import Metadata
from hudna.domain.evidence import Evidence
from hudna.domain.statements import DecisionKind
from hudna.domain.views import AgreementView, CitedValue
from hudna.publish.jsonl import to_agreement_line
from hudna.publish.restricting import BLOCK, Gate
from hudna.registry import Registry, open_registry
from hudna.vocabulary import load_vocabulary

TODAY = date(2031, 5, 10)
TEXT = """Truce of Selim Karanfil holds

The North Front and the Lake Council signed a truce at al-Qanat on 3 May 2031. It was signed by \
Selim Karanfil for the North Front and by Minister Edda Vold.

The wounded shall leave Tarn by the mill road on 20 May 2031. Karanfil praised the truce. A \
resident named Mirna Osk saw posts at 36.20214, 37.13426 near the well. All fire shall cease.
"""
ROAD = "The wounded shall leave Tarn by the mill road on 20 May 2031"


def words(*parts: str) -> tuple[Evidence, ...]:
    return tuple(quote(TEXT, part) for part in parts)


def told(**changes: object) -> Agreement:
    road = Term(
        ("movement.evacuate",),
        words(ROAD),
        modality=Modality.OBLIGATION,
        place=Part("Tarn", words("Tarn")),
        window=Part("2031-05-20", words("20 May 2031")),
    )
    cease = Term(("hostilities.cease",), words("All fire shall cease"))
    made = Agreement(
        id="a1",
        label="Truce of Selim Karanfil",
        anchor=quote(TEXT, "Truce of Selim Karanfil holds"),
        named_as="truce",
        stage=Stage.AGREED,
        grounds=(
            Ground("named_as", "own-word", words("Karanfil praised the truce")),
            Ground("stage", "signed", words("signed a truce")),
        ),
        participants=(
            Participant("North Front", Role.PARTY, words("North Front")),
            Participant("Lake Council", Role.PARTY, words("Lake Council")),
            Participant(
                "Selim Karanfil",
                Role.SIGNATORY,
                (quote(TEXT, "Selim Karanfil", nth=1),),
                on_behalf_of="North Front",
            ),
            Participant("Edda Vold", Role.SIGNATORY, words("Edda Vold", "by Minister Edda Vold")),
        ),
        dates=(
            DateValue(DateKind.SIGNED, "2031-05-03", words("3 May 2031")),
            DateValue(DateKind.DEADLINE, "2031-05-20", words("20 May 2031")),
        ),
        places=(PlaceValue("al-Qanat", words("al-Qanat")), PlaceValue("Tarn", words("Tarn"))),
        terms=(road, cease),
        claims=(
            Claim(
                "A resident named Mirna Osk",
                Stance.ASSERTS,
                words("A resident named Mirna Osk saw posts at 36.20214, 37.13426 near the well"),
            ),
        ),
    )
    return replace(made, **changes)  # type: ignore[arg-type]


@pytest.fixture
def registry(tmp_path: Path) -> Registry:
    opened = open_registry(tmp_path / "hudna.db")
    moved = Fact(Act.RELEASED, words("the truce. A"), date="2031-05-04", agreement="a1")
    known = Metadata(published="2031-05-05", title="Selim Karanfil signs")
    opened.store([deposit(TEXT, metadata=known, agreements=[told()], facts=[moved])])
    return opened


def make_gate(*, today: date = TODAY, salt: str = "salt") -> Gate:
    return Gate(today=today, vocabulary=load_vocabulary(), salt=salt)


def passed(registry: Registry, gate: Gate) -> AgreementView:
    gate.learn(registry.iter_values())
    [view] = registry.iter_agreements()
    return gate.pass_agreement(view)[0]


def rows(registry: Registry, gate: Gate) -> list[CitedValue]:
    gate.learn(registry.iter_values())
    every = (gate.pass_value(cited) for cited in registry.iter_values())
    return [cited for cited in every if cited is not None]


def test_no_restricted_word_leaves_in_a_line(registry: Registry) -> None:
    line = to_agreement_line(passed(registry, make_gate()))
    for word in (
        "Selim",
        "Karanfil",
        "Mirna",
        "Osk",
        "mill road",
        "Tarn",
        "36.20214",
        "2031-05-20",
    ):
        assert word not in line


def test_no_restricted_word_leaves_in_a_row(registry: Registry) -> None:
    said = repr(rows(registry, make_gate()))
    for word in (
        "Selim",
        "Karanfil",
        "Mirna",
        "Osk",
        "mill road",
        "Tarn",
        "36.20214",
        "2031-05-20",
    ):
        assert word not in said


def test_what_is_not_restricted_is_as_it_was(registry: Registry) -> None:
    before = {cited.value.statement.id: cited.value.statement for cited in registry.iter_values()}
    after = {
        cited.value.statement.id: cited.value.statement for cited in rows(registry, make_gate())
    }
    kept = [after[each] for each in after if each in before]
    assert all(each == before[each.id] for each in kept)
    said = {(each.property, each.value) for each in kept}
    assert {("name", "North Front"), ("date.signed", "2031-05-03"), ("stage", "agreed")} <= said
    assert ("code", "hostilities.cease") in said


def test_who_holds_an_office_is_named(registry: Registry) -> None:
    said = {cited.value.value for cited in rows(registry, make_gate())}
    assert "Edda Vold" in said


def test_every_statement_is_written_left_out_or_redacted(registry: Registry) -> None:
    gate = make_gate()
    written = rows(registry, gate)
    every = {cited.value.statement.id for cited in registry.iter_values()}
    assert len(written) + gate.tally.left_out == len(every)
    twins = [w for w in written if w.value.statement.id not in every]
    assert len(twins) == gate.tally.redacted > 0


def test_lines_and_rows_count_the_same(registry: Registry) -> None:
    lines, table = make_gate(), make_gate()
    passed(registry, lines)
    rows(registry, table)
    assert lines.tally == table.tally


def test_a_twin_keeps_its_place_under_a_salted_identifier(registry: Registry) -> None:
    def twins(salt: str) -> set[str]:
        found = (cited.value.statement for cited in rows(registry, make_gate(salt=salt)))
        return {each.id for each in found if any(BLOCK in e.quote for e in each.evidence)}

    assert twins("a") == twins("a")
    assert twins("a").isdisjoint(twins("b"))
    assert not twins("a") & {cited.value.statement.id for cited in registry.iter_values()}


def test_what_is_left_out_leaves_its_place_among_the_subjects(registry: Registry) -> None:
    [account] = passed(registry, make_gate()).accounts
    gone = [subject for subject in account.subjects if not subject.values]
    assert {subject.kind.value for subject in gone} >= {"participant", "term"}
    assert all("restricted" in subject.id for subject in gone)


def test_a_movement_that_is_past_passes(registry: Registry) -> None:
    said = repr(rows(registry, make_gate(today=date(2031, 5, 21))))
    assert "mill road" in said
    assert "Selim" not in said


@pytest.mark.parametrize(
    ("today", "is_restricted"), [(date(2032, 5, 2), True), (date(2032, 5, 7), False)]
)
def test_a_movement_without_a_date_is_ahead_for_a_year(
    tmp_path: Path, today: date, is_restricted: bool
) -> None:
    release = Term(("persons.release",), words(ROAD))
    with open_registry(tmp_path / "hudna.db") as opened:
        known = Metadata(published="2031-05-05")
        opened.store(
            [deposit(TEXT, metadata=known, agreements=[told(terms=(release,), dates=())], facts=())]
        )
        assert ("mill road" not in repr(rows(opened, make_gate(today=today)))) is is_restricted


def test_a_movement_of_no_known_time_is_always_ahead(tmp_path: Path) -> None:
    release = Term(("persons.release",), words(ROAD))
    with open_registry(tmp_path / "hudna.db") as opened:
        bare = told(terms=(release,), dates=())
        opened.store([deposit(TEXT, metadata=Metadata(), agreements=[bare], facts=())])
        assert "mill road" not in repr(rows(opened, make_gate(today=date(2999, 1, 1))))


@pytest.mark.parametrize(
    ("name", "is_named"),
    [
        ("Joint Judicial Body", True),
        ("Tarn Monitoring Committee", True),
        ("لجنة المتابعة", True),
        ("Syrian Arab Red Crescent", True),
        ("Edda Vold", False),
        ("سليم قرنفل", False),
    ],
)
def test_a_body_is_no_person(tmp_path: Path, name: str, is_named: bool) -> None:
    text = f"The North Front signed a truce. {name} witnessed it."
    truce = Agreement(
        id="a1",
        label="Truce",
        anchor=quote(text, "signed a truce"),
        participants=(Participant(name, Role.WITNESS, (quote(text, name),)),),
    )
    with open_registry(tmp_path / "hudna.db") as opened:
        opened.store([deposit(text, agreements=[truce], facts=())])
        assert (name in repr(rows(opened, make_gate()))) is is_named


def test_who_is_a_side_too_is_named(tmp_path: Path) -> None:
    both = (
        Participant("Selim Karanfil", Role.PARTY, words("Selim Karanfil")),
        Participant("Selim Karanfil", Role.SIGNATORY, (quote(TEXT, "Selim Karanfil", nth=1),)),
    )
    with open_registry(tmp_path / "hudna.db") as opened:
        opened.store([deposit(TEXT, agreements=[told(participants=both)], facts=())])
        assert "Selim Karanfil" in repr(rows(opened, make_gate()))


def test_a_surname_hides_no_side_that_has_it_in_its_name(tmp_path: Path) -> None:
    text = "The North Front signed a truce. Selim North signed for the North Front."
    truce = Agreement(
        id="a1",
        label="Truce of the North Front",
        anchor=quote(text, "signed a truce"),
        participants=(
            Participant(
                "North Front", Role.PARTY, (quote(text, "The North Front signed a truce"),)
            ),
            Participant("Selim North", Role.SIGNATORY, (quote(text, "Selim North"),)),
        ),
    )
    with open_registry(tmp_path / "hudna.db") as opened:
        opened.store([deposit(text, agreements=[truce], facts=())])
        said = repr(rows(opened, make_gate()))
        line = to_agreement_line(passed(opened, make_gate()))
    assert "The North Front signed a truce" in said
    assert "Truce of the North Front" in line
    assert "Selim" not in said + line


def test_a_persons_name_is_no_other_name_of_a_side(tmp_path: Path) -> None:
    both = (
        Participant("North Front", Role.PARTY, words("North Front"), aliases=("Selim Karanfil",)),
        Participant("Selim Karanfil", Role.SIGNATORY, (quote(TEXT, "Selim Karanfil", nth=1),)),
    )
    with open_registry(tmp_path / "hudna.db") as opened:
        opened.store([deposit(TEXT, agreements=[told(participants=both)], facts=())])
        said = {cited.value.value for cited in rows(opened, make_gate())}
    assert "North Front" in said


def test_what_another_agreement_of_the_document_restricts_is_hidden(tmp_path: Path) -> None:
    other = told(
        id="a2",
        anchor=quote(TEXT, "The wounded shall leave Tarn"),
        label="Evacuation",
        participants=(),
        claims=(),
        places=(),
        dates=(),
    )
    one = told(terms=(), grounds=(Ground("stage", "x", words(ROAD)),), named_as=None)
    with open_registry(tmp_path / "hudna.db") as opened:
        opened.store([deposit(TEXT, agreements=[one, other], facts=())])
        assert "mill road" not in repr(rows(opened, make_gate()))
        gate = make_gate()
        gate.learn(opened.iter_values())
        lines = [to_agreement_line(gate.pass_agreement(v)[0]) for v in opened.iter_agreements()]
        assert "mill road" not in "".join(lines)


def test_a_reason_that_names_a_person_is_hidden(registry: Registry) -> None:
    stage = next(c.value.statement for c in registry.iter_values() if c.value.value == "agreed")
    registry.decide(DecisionKind.ACCEPT, stage.id, reason="Karanfil said so", author="Ada")
    assert "Karanfil" not in repr(rows(registry, make_gate()))
    assert "Karanfil" not in to_agreement_line(passed(registry, make_gate()))


@pytest.mark.parametrize(
    "position",
    [
        "36.20214, 37.13426",
        "36.20214 N, 37.13426 E",
        "36°12'07\"N 37°08'03\"E",
        "36° 12′ N, 37° 8′ E",
        "37S CA 12345 67890",
        "37SCA1234567890",
    ],
)
def test_exact_positions_are_hidden_even_in_the_past(tmp_path: Path, position: str) -> None:
    text = f"The North Front and the Lake Council signed a truce. Posts at {position} stay."
    truce = Agreement(
        id="a1",
        label="Truce",
        anchor=quote(text, "signed a truce"),
        places=(PlaceValue(position, (quote(text, position),)),),
        terms=(Term(("separation.stay",), (quote(text, f"Posts at {position} stay"),)),),
    )
    with open_registry(tmp_path / "hudna.db") as opened:
        opened.store([deposit(text, agreements=[truce], facts=())])
        said = repr(rows(opened, make_gate(today=date(2999, 1, 1))))
    assert position[:5] not in said
    assert "Posts at" in said


@pytest.mark.parametrize("harmless", ["1,500, 2,000", "3.5 km", "2016-02-09", "12.30, 14.45"])
def test_numbers_that_are_no_positions_pass(tmp_path: Path, harmless: str) -> None:
    text = f"The North Front signed a truce on {harmless} men."
    truce = Agreement(
        id="a1",
        label="Truce",
        anchor=quote(text, "signed a truce"),
        terms=(Term(("hostilities.cease",), (quote(text, f"signed a truce on {harmless} men"),)),),
    )
    with open_registry(tmp_path / "hudna.db") as opened:
        opened.store([deposit(text, agreements=[truce], facts=())])
        gate = make_gate()
        rows(opened, gate)
        assert gate.tally.total == 0
