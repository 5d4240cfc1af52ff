"""Words of time belong to the clause of what they time."""

from hudna.read.groups import find_groups
from hudna.read.terms import find_terms
from texts import find_in


def clauses(text: str, code: str) -> list[str]:
    findings = find_in(text)
    return [
        findings.page.words(term.span)
        for group in find_groups(findings)
        for term in find_terms(findings, group)
        if code in term.codes
    ]


def test_when_it_begins_is_told_by_the_clause_that_it_times() -> None:
    text = "The hill clans and the army agreed to a ten-day ceasefire, starting at dawn on 3 May."
    assert clauses(text, "lifecycle.start") == [text]


def test_how_long_it_lasts_is_told_by_the_clause_that_it_times() -> None:
    text = "The Red Brigade will halt all attacks in the province, for a period of two weeks."
    assert clauses(text, "lifecycle.duration") == [text]


def test_overlapping_words_of_one_long_clause_are_one_term() -> None:
    text = (
        "Envoys of the rebels and of the army in the old port of the coast signed a truce of two "
        "weeks for the release of all prisoners in the eastern valley."
    )
    assert clauses(text, "lifecycle.duration") == clauses(text, "persons.release")


def test_a_time_far_from_the_stop_stays_by_itself() -> None:
    text = (
        "The Red Brigade agreed to stop all attacks, said its spokesman in the old port, who told "
        "a crowd of traders and farmers that schools in the whole valley open from 3 May."
    )
    assert all("agreed to stop" not in words for words in clauses(text, "lifecycle.start"))
