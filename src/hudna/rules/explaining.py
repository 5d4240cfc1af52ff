"""Explaining: the nodes of an explanation, made of terms, acts, rules, readings and silences."""

from hudna.domain.dossiers import Citation
from hudna.rules.answers import Reason, ReasonKind
from hudna.rules.deeds import Done, Report
from hudna.rules.norms import Window


def of_term(text: str, citations: tuple[Citation, ...]) -> Reason:
    """Return what a term or a date of the documents says."""
    return Reason(ReasonKind.TERM, text, citations=citations)


def of_window(window: Window) -> Reason:
    """Return what the terms say of the window to answer."""
    return of_term(f"the window to answer: {window.text}", window.citations)


def of_rule(number: str, text: str) -> Reason:
    """Return what a rule of the page of the calculus says."""
    return Reason(ReasonKind.RULE, text, rule=number)


def read_as(name: str, option: str, rule: str, citations: tuple[Citation, ...] = ()) -> Reason:
    """Return how a point is read that the text leaves open."""
    return Reason(ReasonKind.READING, f"{name}: {option}", citations=citations, rule=rule)


def absence(text: str, because: tuple[Reason, ...]) -> Reason:
    """Return that nobody reports something, and why that tells anything."""
    return Reason(ReasonKind.ABSENCE, text, because=because, rule="completions")


def of_done(done: Done, name: str | None) -> Reason:
    """Return an act, when it was, and who reports it."""
    deed = done.deed
    when = done.date.text
    dated = "" if when == "not stated" or f"on {when}" in deed.name else f", {_when(when)}"
    text = f"{deed.name}{dated}"
    if name is not None and deed.by is None:
        text = f"{text}: an act of every side, so of {name}"
    if deed.is_supposed:
        return Reason(ReasonKind.SUPPOSITION, f"supposed: {text}")
    reports = tuple(_of_report(r) for r in deed.reports)
    citations = done.deed.citations if len(reports) == 1 else ()
    return Reason(ReasonKind.FACT, text, reports if len(reports) > 1 else (), citations)


def _when(text: str) -> str:
    if text.startswith("../"):
        return f"by {text[3:]} at the latest"
    return text


def _of_report(report: Report) -> Reason:
    fact = report.fact
    voice = " says ".join(fact.voice) if fact.voice else "the document"
    basis = f" (its stage: {report.of_stage})" if report.of_stage else ""
    return Reason(
        ReasonKind.FACT,
        f"{voice} {fact.stance.value} it{basis}",
        citations=report.citations,
    )
