"""Warnings: oddities of a document that are worth a reviewer's eye, a sentence each."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from hudna.domain.agreements import Agreement, Term
from hudna.domain.codebook import Authenticity, DateKind, Stance
from hudna.domain.documents import Metadata
from hudna.read.actors import SIDED, Mention
from hudna.read.counts import iter_counts
from hudna.read.doubts import iter_doubts
from hudna.read.findings import Findings
from hudna.read.slips import iter_nameless, iter_slips
from hudna.read.structure import Kind, Sentence
from hudna.read.variants import iter_variants
from hudna.text.folding import folded
from hudna.vocabulary import Vocabulary
from hudna.vocabulary.cues import AnyCue, compile_any_cue, stems_of

_SEVERAL = 2
_DOING = re.compile(
    r",\s((?:fight|attack|operat|shell|bomb|mov|advanc)ing\s[^.,;–]{3,80}[^.,;–\s])"
)
_BEGINNINGS = frozenset({DateKind.START, DateKind.SIGNED, DateKind.ANNOUNCED})


@lru_cache(maxsize=4)
def _cues(vocabulary: Vocabulary) -> tuple[AnyCue, AnyCue]:
    """Return words by which something is told as no more than alleged, and words that confine."""
    hedges = compile_any_cue(vocabulary.get("reading")["hedges"])
    return hedges, compile_any_cue(vocabulary.get("warnings")["only"])


def find_warnings(
    findings: Findings, agreements: Sequence[Agreement], metadata: Metadata
) -> tuple[str, ...]:
    """Return the warnings of a reading, each once, in a fixed order.

    Args:
        findings: What the page has.
        agreements: The accounts that were read from it, that of its main arrangement first.
        metadata: What is known of the document beside its words.
    """
    warnings = [
        *_iter_times_warnings(findings),
        *_iter_headline_warnings(findings, agreements),
        *_iter_date_warnings(findings, agreements),
        *iter_nameless(findings, metadata.publisher),
        *iter_doubts(findings, agreements),
        *_iter_hedged(findings, agreements),
        *_iter_narrower(findings, agreements),
        *_iter_double_meanings(findings, agreements),
        *iter_variants(findings, agreements),
        *iter_counts(findings),
        *iter_slips(findings),
    ]
    return tuple(dict.fromkeys(warnings))


def _iter_times_warnings(findings: Findings) -> Iterator[str]:
    for times in findings.times.values():
        for time in times:
            if time.doubt:
                yield f"{findings.page.words(time.span)!r}: {time.doubt}"


def _iter_headline_warnings(findings: Findings, agreements: Sequence[Agreement]) -> Iterator[str]:
    headlines = [s for s in findings.page.sentences if s.kind is Kind.HEADLINE]
    for sentence in headlines:
        words = findings.page.words(sentence.span)
        if words.endswith(("?", "؟")):
            yield f"the headline asks rather than says: {words!r}"
    if headlines and agreements:
        yield from _iter_others_in_headline(findings, headlines[0], agreements)


def _iter_others_in_headline(
    findings: Findings, headline: Sentence, agreements: Sequence[Agreement]
) -> Iterator[str]:
    """Yield that a headline names several actors, none of which takes part in what is told."""
    taking = {name for a in agreements for p in a.participants for name in (p.name, *p.aliases)}
    keys = {
        key for key, mentions in findings.names.items() if any(m.name in taking for m in mentions)
    }
    named: dict[str, Mention] = {}
    for mention in findings.mentions_in(headline):
        if mention.kind in SIDED and not mention.is_seat:
            named.setdefault(mention.key, mention)
    if len(named) >= _SEVERAL and keys.isdisjoint(named):
        names = ", ".join(repr(mention.name) for mention in named.values())
        yield f"{names}: named in the headline, and no part of the agreement that is told of"


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


# --- How it is told ---


def _iter_hedged(findings: Findings, agreements: Sequence[Agreement]) -> Iterator[str]:
    """Yield that the terms of one account are told partly as alleged and partly as fact.

    The points of a list are the text's own, and whoever gives them tells nothing by it.
    """
    hedges, _ = _cues(findings.vocabulary)
    for agreement in agreements:
        is_doubted = agreement.authenticity in {Authenticity.ALLEGED, Authenticity.CONTESTED}
        own = [term for term in agreement.terms if not term.voice]
        hedged = [term for term in own if term.stance is Stance.ALLEGES]
        flat = [
            term
            for term in own
            if term.stance is Stance.ASSERTS
            and term.number is None
            and not _has(hedges, _quote(term))
        ]
        if is_doubted and hedged and flat:
            yield (
                f"{_quote(hedged[0])!r} and {_quote(flat[0])!r}: the terms are told partly as "
                "alleged and partly as fact"
            )


def _iter_narrower(findings: Findings, agreements: Sequence[Agreement]) -> Iterator[str]:
    """Yield that an account covers only a part of where it is said to be."""
    _, only = _cues(findings.vocabulary)
    for agreement in agreements:
        for term in agreement.terms:
            if "scope.area" not in term.codes or not agreement.places:
                continue
            where = agreement.places[0].name
            if _has(only, _quote(term)) and folded(where) not in folded(_quote(term)):
                yield f"{_quote(term)!r}: less than {where!r}, where it is said to be"


def _iter_double_meanings(findings: Findings, agreements: Sequence[Agreement]) -> Iterator[str]:
    """Yield what follows a comma after two actors, so that it may be said of either."""
    for agreement in agreements:
        for term in agreement.terms:
            if term.bearer is None or term.counterparty is None or not term.evidence:
                continue
            match = _DOING.match(findings.page.text, term.evidence[-1].end)
            if match is not None:
                yield (
                    f"{match[1]!r}: of {term.bearer.value} or of {term.counterparty.value}; the "
                    "words can be read both ways"
                )


def _has(cue: AnyCue, text: str) -> bool:
    words = folded(text)
    return cue.search(words, 0, len(words), stems_of(words)) is not None


def _quote(term: Term) -> str:
    return " ".join(" ".join(e.quote for e in term.evidence).split())
