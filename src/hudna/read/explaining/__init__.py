"""Explaining: why a reading is what it is, recomputed from the vocabulary, for a person.

The reader carries the rule and the words of what no words spell out; which cue of the vocabulary
matched is looked for again in the words that each value rests on. So an explanation needs nothing
that a reading does not keep, and changes nothing in it.
"""

from collections.abc import Sequence

from hudna.domain.documents import Document, Rendition
from hudna.domain.evidence import Evidence
from hudna.domain.explanations import AccountNote, Explanation, LeftOut, Reason
from hudna.domain.periods import find_period
from hudna.domain.readings import Reading
from hudna.read.authenticity import anchor_of
from hudna.read.explaining.accounts import iter_fact_notes, iter_value_notes
from hudna.read.explaining.omissions import iter_left_out, iter_regions, iter_silence
from hudna.read.explaining.sentences import iter_sentence_notes
from hudna.read.findings import Findings, find
from hudna.read.groups import Group, find_groups
from hudna.read.languages import find_language
from hudna.read.mentions import find_mentions
from hudna.read.reader import read
from hudna.read.structure import Kind, Page, lay_out
from hudna.vocabulary import Vocabulary, localized
from hudna.vocabulary.loader import ARABIC

__all__ = ["explain"]


def explain(document: Document, rendition: Rendition, vocabulary: Vocabulary) -> Explanation:
    """Return what the rules make of a document, and why.

    The reading is the one that `hudna.read.read` gives.
    """
    reading = read(document, rendition, vocabulary)
    language = find_language(rendition, vocabulary, declared=document.metadata.language)
    readable: list[str] = vocabulary.get("reading")["languages"]
    regions = tuple(iter_regions(rendition))
    if language not in readable:
        return Explanation(reading, None, None, None, silence=_unread(reading), left_out=regions)
    words = localized(vocabulary, language) if language == ARABIC else vocabulary
    findings = find(rendition, find_period(document.metadata.published), words)
    if findings is None:
        page = lay_out(rendition, words)
        mentions = [m for found in find_mentions(page, words).values() for m in found]
        return Explanation(
            reading,
            _headline(page, rendition),
            language,
            document.metadata.published,
            silence=tuple(iter_silence(page, mentions, words, rendition)),
            left_out=regions,
        )
    return _explained(reading, findings, language, regions)


def _explained(
    reading: Reading, findings: Findings, language: str, regions: tuple[LeftOut, ...]
) -> Explanation:
    groups = find_groups(findings)
    by_anchor = {findings.cite(anchor_of(findings, group))[0]: group for group in reversed(groups)}
    notes = []
    for agreement in reading.agreements:
        group = by_anchor.get(agreement.anchor) or _holding(groups, agreement.anchor)
        notes.append(
            AccountNote(
                agreement.id,
                tuple(iter_sentence_notes(findings, group, agreement)),
                tuple(iter_value_notes(findings, group, agreement)),
            )
        )
    left_out = [*iter_left_out(findings, groups, reading.agreements), *regions]
    return Explanation(
        reading,
        _headline(findings.page, findings.rendition),
        language,
        _counted_from(findings),
        tuple(notes),
        tuple(iter_fact_notes(findings, reading.facts)),
        left_out=tuple(sorted(left_out, key=lambda each: (each.evidence, each.kind))),
    )


def _holding(groups: Sequence[Group], anchor: Evidence) -> Group:
    """Return the group that has a sentence with an account's anchor, or the main one."""
    held = (g for g in groups if any(s.span.contains(anchor.span) for s in g.sentences))
    return next(held, groups[0])


def _headline(page: Page, rendition: Rendition) -> Evidence | None:
    """Return the first headline of a page, or None where it has none."""
    found = (sentence for sentence in page.sentences if sentence.kind is Kind.HEADLINE)
    first = next(found, None)
    return rendition.cite(page.whole(first.span)) if first is not None else None


def _counted_from(findings: Findings) -> str | None:
    """Return the day from which relative times count, and how it is known."""
    if findings.published is not None:
        return "the day of publication"
    if findings.dateline is not None:
        return f"the dateline {findings.page.words(findings.dateline.span)!r}"
    return None


def _unread(reading: Reading) -> tuple[Reason, ...]:
    return tuple(Reason(warning) for warning in reading.warnings)
