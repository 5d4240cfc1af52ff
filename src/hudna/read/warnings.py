"""Warnings: oddities of a document that are worth a reviewer's eye, a sentence each."""

from collections.abc import Iterator, Sequence

from hudna.domain.agreements import Agreement
from hudna.domain.codebook import DateKind
from hudna.read.compose import Findings
from hudna.read.structure import Kind
from hudna.read.times import iter_times


def find_warnings(findings: Findings, agreements: Sequence[Agreement]) -> tuple[str, ...]:
    """Return the warnings of a reading, each once, in a fixed order."""
    return tuple(
        dict.fromkeys(
            [
                *_iter_times_warnings(findings),
                *_iter_headline_warnings(findings),
                *_iter_date_warnings(findings, agreements),
            ]
        )
    )


def _iter_times_warnings(findings: Findings) -> Iterator[str]:
    for sentence in findings.page.sentences:
        for time in iter_times(findings.page.folded, sentence.span, findings.published):
            if time.doubt:
                yield f"{findings.page.words(time.span)!r}: {time.doubt}"


def _iter_headline_warnings(findings: Findings) -> Iterator[str]:
    for sentence in findings.page.sentences:
        words = findings.page.words(sentence.span)
        if sentence.kind is Kind.HEADLINE and words.endswith(("?", "؟")):
            yield f"the headline asks rather than says: {words!r}"


def _iter_date_warnings(findings: Findings, agreements: Sequence[Agreement]) -> Iterator[str]:
    if findings.published is None:
        yield "the document has no publication date: relative dates are left unresolved"
    for agreement in agreements:
        kinds = {date.kind for date in agreement.dates}
        if DateKind.DURATION in kinds and not kinds & {
            DateKind.START,
            DateKind.SIGNED,
            DateKind.ANNOUNCED,
        }:
            yield f"{agreement.label}: a duration without a start"
