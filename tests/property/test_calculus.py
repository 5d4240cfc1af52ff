"""What must hold of every answer, whatever the agreement (docs/calculus.md)."""

from collections.abc import Iterator
from dataclasses import replace
from random import Random

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from hudna.domain.dossiers import Dossier
from hudna.rules.answers import Answer, Certainty, NormState, Reason, ReasonKind
from hudna.rules.asking import ask
from hudna.rules.compiling import compile_rules
from hudna.rules.suppositions import parse_supposition
from hudna.vocabulary import load_vocabulary
from naive import ONCE, Case, Report
from random_agreements import BASE, OUTSIDER, Generator, dossier_of, iso

EXAMPLES = settings(max_examples=50, deadline=None)
BREACHED = (NormState.BREACHED_ALLEGED.value, NormState.BREACHED_VERIFIED.value)


@st.composite
def cases(draw: st.DrawFn) -> Case:
    source = draw(st.randoms(use_true_random=False))
    return Generator(source).case()


def days() -> st.SearchStrategy[int]:
    return st.integers(BASE - 1, BASE + 26)


@st.composite
def reports(draw: st.DrawFn, first: int, last: int, *, document: int = 0) -> Report:
    """Draw a report of an act on one day."""
    act = draw(
        st.sampled_from(
            "accepted rejected signed agreed declared began suspended resumed revoked ended "
            "expired superseded attacked released breached observed".split()
        )
    )
    by = draw(st.sampled_from([None, "A", "B", OUTSIDER]))
    against = draw(st.sampled_from([None, "A", "B"])) if act in {"attacked", "breached"} else None
    return Report(act, (draw(st.integers(first, last)),), by, against, document=document)


def asked(dossier: Dossier, day: int, *, known: int | None = None, suppose: str = "") -> Answer:
    return ask(
        dossier,
        compile_rules(dossier, load_vocabulary()),
        on=iso(day),
        as_known_on=iso(known) if known is not None else None,
        suppositions=(parse_supposition(suppose),) if suppose else (),
    )


def held(answer: Answer) -> dict[tuple[str, str], Certainty]:
    """Return how surely each state of each side and norm is held."""
    found = {(side.key, h.state.value): h.certainty for side in answer.sides for h in side.held}
    for norm in answer.norms:
        found |= {(f"{norm.norm.id} {norm.bearer}", h.state.value): h.certainty for h in norm.held}
    return {key: c for key, c in found.items() if c is not Certainty.CERTAINLY_NOT}


def with_reports(case: Case, *more: Report) -> Case:
    return replace(case, reports=(*case.reports, *more))


@EXAMPLES
@given(cases(), days(), st.data())
def test_what_takes_effect_after_the_day_asked_changes_nothing(
    case: Case, day: int, data: st.DataObject
) -> None:
    later = data.draw(reports(day + 1, day + 9))
    assume(later.by in {None, *case.parties, *case.invitees, OUTSIDER})
    assume(later.act not in ONCE or not _is_reported(case, later))
    before = held(asked(dossier_of(case, has_norms=True), day))
    assert held(asked(dossier_of(with_reports(case, later), has_norms=True), day)) == before


@EXAMPLES
@given(cases(), days(), st.randoms(use_true_random=False))
def test_order_of_reports_is_irrelevant(case: Case, day: int, source: Random) -> None:
    stage, *rest = case.reports
    source.shuffle(rest)
    other = replace(case, reports=(stage, *rest))
    assert held(asked(dossier_of(other, has_norms=True), day)) == held(
        asked(dossier_of(case, has_norms=True), day)
    )


@EXAMPLES
@given(cases(), days())
def test_order_of_documents_is_irrelevant(case: Case, day: int) -> None:
    dossier = dossier_of(case, has_norms=True)
    other = replace(dossier, tellings=dossier.tellings[::-1])
    assert held(asked(other, day)) == held(asked(dossier, day))


@EXAMPLES
@given(cases(), days(), st.data())
def test_a_hedged_report_or_a_denial_alone_takes_no_certainty_away(
    case: Case, day: int, data: st.DataObject
) -> None:
    stance = data.draw(st.sampled_from(["alleges", "accuses", "denies", "doubts"]))
    more = replace(data.draw(reports(BASE - 3, day)), stance=stance)
    before = held(asked(dossier_of(case, has_norms=True), day))
    after = held(asked(dossier_of(with_reports(case, more), has_norms=True), day))
    certain = {key for key, certainty in before.items() if certainty is Certainty.CERTAINLY}
    assert certain <= set(after)


@EXAMPLES
@given(cases(), days(), st.data())
def test_a_wider_date_makes_nothing_certain_that_was_not(
    case: Case, day: int, data: st.DataObject
) -> None:
    number = data.draw(st.integers(0, len(case.reports) - 1))
    report = case.reports[number]
    assume(not report.at_noon and not _is_reported(case, report, but=number))
    first, last = report.days[0], report.days[-1]
    wider = range(first - data.draw(st.integers(0, 4)), last + data.draw(st.integers(0, 4)) + 1)
    changed = [*case.reports]
    changed[number] = replace(report, days=tuple(wider))
    before = held(asked(dossier_of(case, has_norms=True), day))
    other = replace(case, reports=tuple(changed))
    after = held(asked(dossier_of(other, has_norms=True), day))
    certain = {key for key, certainty in after.items() if certainty is Certainty.CERTAINLY}
    assert all(before.get(key) is Certainty.CERTAINLY for key in certain)


@EXAMPLES
@given(cases(), days(), st.integers(BASE, BASE + 20), st.data())
def test_as_known_on_gives_the_answer_before_a_later_document(
    case: Case, day: int, known: int, data: st.DataObject
) -> None:
    told = data.draw(st.lists(reports(BASE, BASE + 20, document=2), min_size=1, max_size=2))
    later = replace(with_reports(case, *told), known=(*case.known, (known + 1,)))
    then = held(asked(dossier_of(case, has_norms=True), day, known=known))
    assert held(asked(dossier_of(later, has_norms=True), day, known=known)) == then


@EXAMPLES
@given(cases(), days(), st.booleans())
def test_explanations_end_in_quotes_rules_or_suppositions(
    case: Case, day: int, is_supposed: bool
) -> None:
    suppose = f"attacked by A on {iso(BASE + 5)}" if is_supposed else ""
    answer = asked(dossier_of(case, has_norms=True), day, suppose=suppose)
    reasons = [h.reason for side in answer.sides for h in side.held]
    reasons += [h.reason for norm in answer.norms for h in norm.held]
    assert reasons
    for leaf in _leaves(reasons):
        is_rule = leaf.kind in {ReasonKind.RULE, ReasonKind.READING, ReasonKind.ABSENCE}
        assert leaf.citations or leaf.kind is ReasonKind.SUPPOSITION or (is_rule and leaf.rule), (
            leaf
        )


@EXAMPLES
@given(cases(), days(), st.data())
def test_nothing_later_undoes_a_breach(case: Case, day: int, data: st.DataObject) -> None:
    broken = Report("attacked", (day,), "A", "B", reviewed=True)
    later = data.draw(st.lists(reports(day + 1, day + 9), min_size=1, max_size=3))
    first = held(asked(dossier_of(with_reports(case, broken), has_norms=True), day))
    breaches = {
        key
        for key, certainty in first.items()
        if key[1] in BREACHED and certainty is Certainty.CERTAINLY
    }
    assume(all(r.act not in ONCE or not _is_reported(case, r) for r in later))
    dossier = dossier_of(with_reports(case, broken, *later), has_norms=True)
    then = held(asked(dossier, day + data.draw(st.integers(1, 10))))
    assert all(then.get(key) is Certainty.CERTAINLY for key in breaches)


@EXAMPLES
@given(cases(), days(), st.data())
def test_what_a_supposition_adds_is_marked(case: Case, day: int, data: st.DataObject) -> None:
    other = [*case.parties, *case.invitees][-1]
    acts = [f"accepted by {other}", "revoked by A", f"attacked by {other} against A"]
    act = data.draw(st.sampled_from(acts))
    dossier = dossier_of(case, has_norms=True)
    before = held(asked(dossier, day))
    answer = asked(dossier, day, suppose=f"{act} on {iso(day)}")
    for side in answer.sides:
        for each in side.held:
            if (side.key, each.state.value) not in before:
                assert each.is_supposed


def _is_reported(case: Case, report: Report, *, but: int | None = None) -> bool:
    return any(
        (told.act, told.by) == (report.act, report.by)
        for number, told in enumerate(case.reports)
        if number != but
    )


def _leaves(reasons: list[Reason]) -> Iterator[Reason]:
    for reason in reasons:
        if reason.because:
            yield from _leaves(list(reason.because))
        else:
            yield reason
