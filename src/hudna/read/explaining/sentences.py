"""Sentences: which were taken to be about an arrangement, and by which words."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence

from hudna.domain.agreements import Agreement
from hudna.domain.explanations import Reason, SentenceNote, SentenceUse
from hudna.read.explaining.tracing import because, by_words, find_match
from hudna.read.findings import Findings
from hudna.read.groups import Group
from hudna.read.screen import Naming
from hudna.read.structure import Kind, Sentence
from hudna.text.spans import Span

_JOINED_MOST = 4
"""How many letters Arabic writes together with a word before it."""


def iter_sentence_notes(
    findings: Findings, group: Group, agreement: Agreement
) -> Iterator[SentenceNote]:
    """Yield the sentences of a group that tell of its arrangement, in order, and why."""
    used = _used_in(findings, agreement)
    namings: dict[int, list[Naming]] = defaultdict(list)
    for naming in group.namings:
        namings[naming.sentence].append(naming)
    for sentence in group.sentences:
        use, reasons = _use_of(findings, group, sentence, namings.get(sentence.index, ()), used)
        if use is not SentenceUse.UNUSED:
            yield SentenceNote(
                sentence.index + 1,
                sentence.kind.value,
                use,
                tuple(reasons),
                findings.cite(sentence.span)[0],
                sentence.number,
            )


def _use_of(
    findings: Findings,
    group: Group,
    sentence: Sentence,
    namings: Sequence[Naming],
    used: Collection[int],
) -> tuple[SentenceUse, list[Reason]]:
    if sentence.index in group.named:
        return SentenceUse.NAMES, list(_iter_namings(findings, namings, sentence))
    if sentence.index in findings.screened.demands:
        demand = find_match(findings, "demands", sentence.span)
        rule = "an armed side requires something of another"
        return SentenceUse.DEMANDS, [because(findings, rule, demand)] if demand else [Reason(rule)]
    if sentence.index in used:
        return SentenceUse.TERMS, [_of_terms(findings, sentence)]
    carries_on = find_match(findings, "carries_on", sentence.span) if group.is_main else None
    if carries_on is not None:
        rule = "goes on about the arrangement without naming it"
        return SentenceUse.CARRIES_ON, [because(findings, rule, carries_on)]
    return SentenceUse.UNUSED, []


def _iter_namings(
    findings: Findings, namings: Sequence[Naming], sentence: Sentence
) -> Iterator[Reason]:
    for naming in namings:
        if not sentence.span.contains(naming.span):
            continue
        if naming.is_strong:
            rule, path = "names an arrangement by itself", "arrangements"
        else:
            rule, path = "refers to the arrangement that is named elsewhere", "coreferences"
        start = max(sentence.span.start, naming.span.start - _JOINED_MOST)
        match = find_match(findings, path, Span(start, naming.span.end))
        yield because(findings, rule, match) if match else by_words(findings, rule, naming.span)


def _of_terms(findings: Findings, sentence: Sentence) -> Reason:
    """Return why a sentence that does not name the arrangement has terms of it."""
    if sentence.kind is Kind.POINT:
        return Reason("a point of a list, and a list of a text on an arrangement lists its terms")
    for path, rule in (
        ("terms_follow", "words after which terms follow"),
        ("normative", "right after other terms, in words of duty"),
    ):
        match = find_match(findings, path, sentence.span)
        if match is not None:
            return because(findings, rule, match)
    return Reason("stands with other terms")


def _used_in(findings: Findings, agreement: Agreement) -> frozenset[int]:
    """Return the indexes of the sentences that terms of an agreement stand in."""
    held = (findings.page.sentence_at(term.evidence[0].start) for term in agreement.terms)
    return frozenset(sentence.index for sentence in held if sentence is not None)
