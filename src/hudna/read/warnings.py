"""Warnings: oddities of a document that are worth a reviewer's eye, a sentence each."""

from collections.abc import Iterator, Sequence

from hudna.domain.agreements import Agreement
from hudna.domain.codebook import DateKind
from hudna.read.findings import Findings
from hudna.read.structure import Kind

_BEGINNINGS = frozenset({DateKind.START, DateKind.SIGNED, DateKind.ANNOUNCED})


def find_warnings(findings: Findings, agreements: Sequence[Agreement]) -> tuple[str, ...]:
    """Return the warnings of a reading, each once, in a fixed order."""
    warnings = [
        *_iter_times_warnings(findings),
        *_iter_headline_warnings(findings),
        *_iter_date_warnings(findings, agreements),
    ]
    return tuple(dict.fromkeys(warnings))


def _iter_times_warnings(findings: Findings) -> Iterator[str]:
    for times in findings.times.values():
        for time in times:
            if time.doubt:
                yield f"{findings.page.words(time.span)!r}: {time.doubt}"


def _iter_headline_warnings(findings: Findings) -> Iterator[str]:
    for sentence in findings.page.sentences:
        words = findings.page.words(sentence.span)
        if sentence.kind is Kind.HEADLINE and words.endswith(("?", "؟")):
            yield f"the headline asks rather than says: {words!r}"


def _iter_date_warnings(findings: Findings, agreements: Sequence[Agreement]) -> Iterator[str]:
    if findings.published is None:
        dateline = findings.dateline
        words = findings.page.words(dateline.span) if dateline is not None else None
        how = f"counted from its dateline {words!r}" if words else "left unresolved"
        yield f"the document has no publication date: relative dates are {how}"
    for agreement in agreements:
        kinds = {date.kind for date in agreement.dates}
        if DateKind.DURATION in kinds and kinds.isdisjoint(_BEGINNINGS):
            yield f"{agreement.label}: a duration without a start"
