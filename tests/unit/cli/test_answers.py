"""Tests of how answers are shown: on a terminal of any width, and down a pipe."""

import io
import re
from dataclasses import replace

import pytest
from rich.cells import cell_len
from rich.console import Console

from hudna.cli.answers import compact, print_answer, print_changes, rows_of_answer
from hudna.cli.positions import Positions
from hudna.cli.reasons import Explanations
from hudna.cli.wording import words_of_authenticity, words_of_held
from hudna.domain.codebook import Authenticity
from hudna.rules.answers import (
    Answer,
    AuthenticityAnswer,
    Certainty,
    Due,
    NormState,
    Other,
    State,
)
from unit.cli.asked import ANSWER, BY_DEFAULT, CLOSED, NEXT, STILL_OFFERED, find_text, held


def shown(answer: Answer = ANSWER, *, columns: int = 100, with_reasons: bool = False) -> str:
    """Return what a terminal of a width shows of an answer, without colors."""
    printed = io.StringIO()
    console = Console(
        file=printed,
        width=columns,
        force_terminal=True,
        color_system=None,
        markup=False,
        highlight=False,
        emoji=False,
    )
    print_answer(answer, Positions(find_text), console, with_reasons=with_reasons)
    return printed.getvalue()


def piped(capsys: pytest.CaptureFixture[str], *, with_reasons: bool = False) -> list[list[str]]:
    """Return the cells of the lines that go down a pipe."""
    console = Console(file=io.StringIO(), force_terminal=False)
    print_answer(ANSWER, Positions(find_text), console, with_reasons=with_reasons)
    return [line.split("\t") for line in capsys.readouterr().out.splitlines()]


def test_the_head_has_the_agreement_and_the_moments() -> None:
    head = shown().splitlines()[:2]
    assert head == [ANSWER.label, "agr-0123456789 · on 2016-02-09 · as known on 2016-02-20"]


def test_states_are_as_if_genuine_where_authenticity_is_not_plain() -> None:
    assert "authenticity alleged: the states below are as if it were genuine" in shown()


@pytest.mark.parametrize("value", [Authenticity.ASSERTED, Authenticity.CONFIRMED])
def test_plain_authenticity_needs_no_caution(value: Authenticity) -> None:
    answer = replace(ANSWER, authenticity=AuthenticityAnswer(value))
    assert words_of_authenticity(value) is None
    assert "genuine" not in shown(answer)


def test_authenticity_that_is_not_stated_is_said_so() -> None:
    assert "authenticity not stated" in shown(
        replace(ANSWER, authenticity=AuthenticityAnswer(None))
    )


def test_a_side_has_each_of_its_states_with_its_certainty_and_reading() -> None:
    page = shown()
    assert "rejected by default  possibly, presumed" in page
    assert "if first day of the window to answer: counts" in page
    assert "offered  certainly" in page


def test_norms_stand_under_their_status_with_those_who_bear_them_alike() -> None:
    page = shown()
    pending = page[page.index("\n  pending") : page.index("\n  lapsed  possibly")]
    assert re.search(r"1  prohibition +Hill Council, River +hostilities\.cease", pending)
    assert pending.count("hostilities.cease") == 1


def test_a_norm_that_is_not_certain_names_all_that_it_may_be() -> None:
    page = shown(columns=160)
    assert re.search(r"lapsed  possibly +\n", page)
    assert re.search(r"breached \(alleged\) by Hill Council  possibly +\n", page)
    assert "due 2016-02-09" in page


def test_norms_that_an_option_leads_to_the_same_stand_together() -> None:
    effects = (
        "River Front: offered",
        "term 1 (River Front): pending",
        "term 1 (Hill Council): pending",
        "term 2: lapsed or pending",
        "term 3 (River Front): pending",
    )
    assert compact(effects) == [
        "River Front: offered",
        "terms 1, 3: pending",
        "term 2: lapsed or pending",
    ]


@pytest.mark.parametrize("columns", [40, 64, 80, 109, 110, 200])
def test_an_answer_fits_the_terminal(columns: int) -> None:
    lines = shown(columns=columns, with_reasons=True).splitlines()
    assert max(cell_len(line) for line in lines) <= columns


def test_a_wide_terminal_shows_the_quotes_of_norms() -> None:
    quote = "“Each party shall stop its attacks”"
    assert quote not in shown(columns=100)
    assert quote in " ".join(shown(columns=200).split())


def test_readings_missing_claims_next_dates_and_suppositions_have_their_sections() -> None:
    page = shown()
    for title in (
        "Supposed\n  accepted by River Front on 2016-02-09",
        "Readings that change the answer\n  first day of the window to answer",
        "Claims\n  Hill Council says that the truce collapsed",
        "Missing\n  when the truce starts is not stated",
        "Next dates\n  2016-02-10  River Front: possibly offered",
    ):
        assert title in page


def test_who_is_no_side_stands_under_the_role() -> None:
    others = (
        Other("Lake State", ("guarantor",)),
        Other("Sun State", ("guarantor", "third_party")),
        Other("Night Group", ("excluded",)),
    )
    page = shown(replace(ANSWER, others=others))
    assert re.search(r"Others *\n  guarantor +Lake State, Sun State *\n", page)
    assert re.search(r"\n  third party +Sun State *\n  excluded +Night Group *\n", page)
    assert "Others" not in shown()


def test_an_empty_section_is_left_out() -> None:
    assert "Missing" not in shown(replace(ANSWER, missing=()))


def test_down_a_pipe_each_thing_is_one_line_that_says_what_it_is(
    capsys: pytest.CaptureFixture[str],
) -> None:
    rows = piped(capsys)
    assert list(dict.fromkeys(row[0] for row in rows)) == [
        "agreement",
        "side",
        "norm",
        "reading",
        "missing",
        "claim",
        "next",
        "supposed",
    ]
    assert rows[2] == [
        "side",
        "River Front",
        "invitee",
        "rejected_by_default",
        "possibly",
        "presumed",
        "",
        "",
        "first day of the window to answer: counts",
    ]


def test_rows_of_one_kind_have_as_many_cells() -> None:
    lengths: dict[str, set[int]] = {}
    for row in rows_of_answer(ANSWER):
        lengths.setdefault(row[0], set()).add(len(row))
    assert all(len(each) == 1 for each in lengths.values())


def test_an_explanation_goes_down_to_quotes_with_document_and_place() -> None:
    page = shown(with_reasons=True)
    assert "“Silence counts as rejection”  offer.txt 5:44 (232–259)" in page
    assert "nobody reports an answer of River Front" in page


def test_what_was_explained_above_is_named_and_not_explained_again() -> None:
    page = shown(with_reasons=True)
    assert page.count("“one week to answer”") == 1
    assert "term 3 gives one week to answer  (as above, ⟨2⟩)" in page


def test_an_explanation_down_a_pipe_has_depth_kind_quote_and_place(
    capsys: pytest.CaptureFixture[str],
) -> None:
    rows = [row for row in piped(capsys, with_reasons=True) if row[0] == "why"]
    assert {len(row) for row in rows} == {9}
    assert [
        "why",
        "River Front",
        "possibly rejected by default (presumed)",
        "1",
        "term",
        "term 3 says what silence counts as",
        "",
        "Silence counts as rejection",
        "offer.txt 5:44 (232–259)",
    ] in rows


def test_a_citation_of_a_text_that_is_not_at_hand_has_its_offsets(
    capsys: pytest.CaptureFixture[str],
) -> None:
    console = Console(file=io.StringIO(), force_terminal=False)
    print_answer(ANSWER, Positions(lambda _: None), console, with_reasons=True)
    assert "offer.txt (232–259)" in capsys.readouterr().out


def test_reasons_that_say_the_same_are_one() -> None:
    again = replace(STILL_OFFERED)
    explanations = Explanations([STILL_OFFERED, again])
    list(explanations.iter_steps(STILL_OFFERED))
    assert [step.is_repeated for step in explanations.iter_steps(again)] == [True]


def test_a_reason_shared_on_sixty_levels_is_walked_once() -> None:
    reason = CLOSED
    for _ in range(60):
        reason = replace(BY_DEFAULT, because=(reason, reason))
    assert len(list(Explanations([reason]).iter_steps(reason))) < 300


def test_terms_that_stand_alike_for_the_same_reasons_are_explained_together() -> None:
    answer = replace(
        ANSWER,
        norms=tuple(
            replace(each, held=(held(NormState.PENDING, reason=STILL_OFFERED),))
            for each in ANSWER.norms
        ),
    )
    page = shown(answer, with_reasons=True)
    assert "terms 1 (Hill Council, River Front); 2 (River Front): certainly pending" in page


def test_changes_are_listed_with_before_after_and_cause(
    capsys: pytest.CaptureFixture[str],
) -> None:
    console = Console(file=io.StringIO(), force_terminal=False)
    print_changes((NEXT,), "Truce", "agr-0", Positions(find_text), console)
    [line] = capsys.readouterr().out.splitlines()
    assert line.split("\t") == [
        "2016-02-10",
        "River Front",
        "possibly offered; possibly rejected by default",
        "certainly rejected by default",
        "the window to answer has closed under either reading",
        "state",
        "certainly",
    ]


def test_a_norm_that_is_due_by_two_readings_shows_both_days() -> None:
    first, second = "the first day counts", "the first day does not count"
    due = (
        Due("2016-02-08", (f"first day of 2: {first}",)),
        Due("2016-02-09", (f"first day of 2: {second}",)),
    )
    norm = next(each for each in ANSWER.norms if each.due)
    answer = replace(ANSWER, norms=(replace(norm, due="[2016-02-08,2016-02-09]", dues=due),))
    page = " ".join(shown(answer).split())
    assert "due 2016-02-08" in page
    assert "or 2016-02-09" in page
    row = next(row for row in rows_of_answer(answer) if row[0] == "norm")
    assert row[11] == (
        "2016-02-08 (first day of 2: the first day counts) or "
        "2016-02-09 (first day of 2: the first day does not count)"
    )


@pytest.mark.parametrize(
    ("each", "words"),
    [
        (held(State.REJECTED_BY_DEFAULT), "certainly rejected by default"),
        (held(State.IN_FORCE, is_supposed=True), "certainly in force (supposed)"),
        (
            held(NormState.BREACHED_VERIFIED, Certainty.POSSIBLY, detail="by River Front"),
            "possibly breached (verified) by River Front",
        ),
        (
            held(State.EXPIRED, Certainty.UNDETERMINED),
            "undetermined (more cases than the limit) expired",
        ),
    ],
    ids=["certain", "supposed", "breached", "undetermined"],
)
def test_a_state_is_said_with_its_certainty(each: object, words: str) -> None:
    assert words_of_held(each) == words  # type: ignore[arg-type] # a table of one type
