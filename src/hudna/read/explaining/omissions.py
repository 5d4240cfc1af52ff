"""Omissions: what was seen on a page and left out, and why, as far as the rules know it."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from hudna.domain.agreements import Agreement
from hudna.domain.codebook import Modality
from hudna.domain.documents import Rendition
from hudna.domain.evidence import Evidence
from hudna.domain.explanations import LeftOut, Reason, Seen
from hudna.read.actors import ActorKind, Mention
from hudna.read.authenticity import anchor_of
from hudna.read.clauses import CodedClause, code_clauses
from hudna.read.explaining.tracing import because, find_code_cue, find_match
from hudna.read.findings import Findings
from hudna.read.groups import Group
from hudna.read.places import Atlas
from hudna.read.structure import Kind, Page, Sentence
from hudna.text.folding import match_key
from hudna.text.spans import Span
from hudna.vocabulary import Vocabulary
from hudna.vocabulary.cues import compile_any_cue

_CEASE, _DURATION, _START = "hostilities.cease", "lifecycle.duration", "lifecycle.start"
_REGION_SHOWN = 80
_CEASE_MOST = 3


@dataclass(frozen=True, slots=True)
class _Kept:
    """What of a page was taken for something, against which the rest of it is held.

    Attributes:
        findings: What the page has.
        naming: The indexes of the sentences that name an arrangement or demand something.
        terms: Where the terms stand and which codes they bear, by the index of their sentence.
        ceasing: How many terms say that fire stops.
    """

    findings: Findings
    naming: frozenset[int]
    terms: Mapping[int, Sequence[tuple[Span, frozenset[str]]]]
    ceasing: int

    def has(self, clause: CodedClause, code: str) -> bool:
        """Return whether a term bears a code in the words of a clause."""
        return any(
            clause.span.overlaps(span) and code in codes
            for span, codes in self.terms.get(clause.sentence, ())
        )


def iter_left_out(
    findings: Findings, groups: Sequence[Group], agreements: Sequence[Agreement]
) -> Iterator[LeftOut]:
    """Yield what was seen and left out: clauses, namings, names, times and places."""
    kept = _to_kept(findings, groups, agreements)
    for sentence in findings.page.sentences:
        for clause in code_clauses(findings.page, sentence, findings.vocabulary):
            for code in clause.codes:
                if not kept.has(clause, code):
                    yield _clause(kept, sentence, clause, code)
    yield from _iter_groups(findings, groups, agreements)
    yield from _iter_names(findings, agreements)
    yield from _iter_times(findings, agreements)
    yield from _iter_places(findings, agreements)


def _to_kept(findings: Findings, groups: Sequence[Group], agreements: Sequence[Agreement]) -> _Kept:
    terms: dict[int, list[tuple[Span, frozenset[str]]]] = defaultdict(list)
    for agreement in agreements:
        for term in agreement.terms:
            span = term.evidence[0].span
            sentence = findings.page.sentence_at(span.start)
            if sentence is not None:
                terms[sentence.index].append((span, frozenset(term.codes)))
    return _Kept(
        findings,
        frozenset(i for group in groups for i in group.named) | set(findings.screened.demands),
        terms,
        sum(_CEASE in term.codes for agreement in agreements for term in agreement.terms),
    )


def _clause(kept: _Kept, sentence: Sentence, clause: CodedClause, code: str) -> LeftOut:
    findings = kept.findings
    cue = find_code_cue(findings, code, clause.span)
    reasons = [because(findings, "a cue of the code", cue)] if cue is not None else []
    reasons.append(_why_no_term(kept, sentence, clause, code))
    return LeftOut(Seen.CLAUSE, code, tuple(reasons), findings.cite(clause.span)[0])


def _why_no_term(kept: _Kept, sentence: Sentence, clause: CodedClause, code: str) -> Reason:
    """Return why a clause that bears the cue of a code is no term, the first reason that holds."""
    if sentence.kind is Kind.HEADLINE:
        return Reason("a headline states no terms")
    findings, is_listed = kept.findings, sentence.kind is Kind.POINT
    if sentence.index not in kept.naming and not is_listed:
        narrative = find_match(findings, "narrative", sentence.span)
        if narrative is not None:
            return because(findings, "the sentence tells of the fighting", narrative)
        if sentence.index < min(kept.naming, default=0):
            return Reason("stands before the arrangement is named")
        if find_match(findings, "terms_follow", sentence.span) is None:
            return Reason("its sentence neither names the arrangement nor goes on about its terms")
    return _why_sifted(kept, clause, code, is_listed=is_listed)


def _why_sifted(kept: _Kept, clause: CodedClause, code: str, *, is_listed: bool) -> Reason:
    """Return why the words of a clause among terms do not bear a code out."""
    findings = kept.findings
    if not is_listed:
        breach = find_match(findings, "breaches", clause.span)
        if breach is not None:
            return because(findings, "tells of a breach, which is a claim and no term", breach)
        other = find_match(findings, f"not_borne_out.{code}", clause.span)
        if other is not None:
            return because(findings, "the words beside it tell of something else", other)
    if code == _CEASE:
        itself = find_match(findings, "names_itself", clause.span)
        if is_listed and itself is not None:
            return because(findings, "only names the arrangement", itself)
        if kept.ceasing >= _CEASE_MOST:
            return Reason("says once more that fire stops, as terms before it do")
        return Reason("names the arrangement and does not say that fire stops")
    if code == _DURATION:
        return Reason("says no length for which the arrangement lasts")
    if code == _START and is_listed:
        return Reason("is about the start of something else")
    if code == "conduct.common_enemy" and clause.modality is Modality.PROHIBITION:
        return Reason("forbids it, and so directs the fight at no one")
    return Reason("its words do not bear the code out among the terms around it")


def _iter_groups(
    findings: Findings, groups: Sequence[Group], agreements: Sequence[Agreement]
) -> Iterator[LeftOut]:
    """Yield the arrangements that were told apart and that give no account of their own."""
    anchors = {agreement.anchor for agreement in agreements}
    for group in groups:
        anchor = findings.cite(anchor_of(findings, group))[0]
        if anchor not in anchors and group.namings:
            rule = "stands on the same words as another account, and so is none of its own"
            yield LeftOut(Seen.NAMING, anchor.quote, (Reason(rule),), anchor)


def _iter_names(findings: Findings, agreements: Sequence[Agreement]) -> Iterator[LeftOut]:
    """Yield who is named and has no role in any agreement, each once."""
    cast = {
        evidence.span
        for agreement in agreements
        for participant in agreement.participants
        for evidence in participant.evidence
    }
    placed = {match_key(place.name) for agreement in agreements for place in agreement.places}
    cast_keys = {
        mention.key
        for mentions in findings.mentions.values()
        for mention in mentions
        if mention.span in cast
    }
    first: dict[str, Mention] = {}
    for mentions in findings.mentions.values():
        for mention in mentions:
            is_placed = match_key(mention.name) in placed
            if (
                mention.kind is not ActorKind.SIDES
                and not is_placed
                and mention.key not in cast_keys
            ):
                first.setdefault(mention.key, mention)
    for mention in sorted(first.values(), key=lambda m: m.span):
        kind = mention.kind.value
        rule = "no words beside it give it a role"
        if mention.kind is ActorKind.STATE:
            rule = "only says where, or no words beside it give it a role"
        yield LeftOut(
            Seen.NAME, f"{mention.name} ({kind})", (Reason(rule),), findings.cite(mention.span)[0]
        )


def _iter_times(findings: Findings, agreements: Sequence[Agreement]) -> Iterator[LeftOut]:
    """Yield the times that give no date of an agreement."""
    used = {
        evidence.span
        for agreement in agreements
        for held in (
            *(dated.evidence for dated in agreement.dates),
            *(term.window.evidence for term in agreement.terms if term.window is not None),
        )
        for evidence in held
    }
    for times in findings.times.values():
        for time in times:
            if time.span not in used and findings.page.whole(time.span) not in used:
                reason = _why_no_date(findings, time.span)
                yield LeftOut(Seen.TIME, time.value, (reason,), findings.cite(time.span)[0])


def _iter_places(findings: Findings, agreements: Sequence[Agreement]) -> Iterator[LeftOut]:
    """Yield the places that no agreement names, each once."""
    named = {match_key(place.name) for agreement in agreements for place in agreement.places}
    named |= {match_key(p.name) for agreement in agreements for p in agreement.participants}
    atlas = Atlas(findings)
    for sentence in findings.page.sentences:
        for place in atlas.places_in(sentence):
            if match_key(place.name) not in named:
                named.add(match_key(place.name))
                rule = (
                    "its sentence is not about an arrangement, or only says where talks were held"
                )
                yield LeftOut(Seen.PLACE, place.name, (Reason(rule),), findings.cite(place.span)[0])


def _why_no_date(findings: Findings, span: Span) -> Reason:
    sentence = findings.page.sentence_at(span.start)
    if sentence is None or sentence.kind is Kind.HEADLINE:
        return Reason("a headline gives no dates")
    other = find_match(findings, "dates_of_others", sentence.span)
    if other is not None:
        return because(findings, "the sentence dates something else", other)
    return Reason("no words beside it say what of the arrangement happened then")


def iter_regions(rendition: Rendition) -> Iterator[LeftOut]:
    """Yield the stretches of a rendition that are not its body."""
    for region in rendition.regions:
        end = min(region.span.end, region.span.start + _REGION_SHOWN)
        shown = rendition.cite(Span(region.span.start, end))
        rule = f"{region.kind.value}: kept and searchable, never read for values"
        yield LeftOut(Seen.REGION, region.kind.value, (Reason(rule),), shown)


def iter_silence(
    page: Page, mentions: Sequence[Mention], vocabulary: Vocabulary, rendition: Rendition
) -> Iterator[Reason]:
    """Yield why a page was taken to speak of no arrangement.

    What the screen counts is counted once more: words that name an arrangement, words of armed
    conflict and armed sides, and words of truces in trade, sport and the like.
    """
    tally = _Tally(page, vocabulary, rendition)
    named, referred = tally.quotes("arrangements"), tally.quotes("coreferences")
    armed, unarmed = tally.quotes("armed"), tally.quotes("unarmed")
    sides = sorted({m.name for m in mentions if m.kind in _ARMED})
    if not named and not referred:
        yield Reason("no words name an arrangement, and no armed side demands one")
    else:
        yield Reason("words that would name an arrangement", evidence=tuple(named or referred))
    if unarmed:
        yield Reason("but of trade, sport or the like, not of fighting", evidence=tuple(unarmed))
    if armed or sides:
        yield Reason("words of armed conflict", evidence=tuple(armed))
        if sides:
            yield Reason(f"armed sides named: {', '.join(sides)}")
    else:
        yield Reason("no words of armed conflict and no armed side")
    if named and not unarmed and (len(armed) + len(sides)) < 2:
        yield Reason("too few words of armed conflict for a truce among armed sides")
    if referred and not named:
        yield Reason("no armed side concludes the deal that is spoken of")


_ARMED = frozenset({ActorKind.ARMED, ActorKind.COLLECTIVE, ActorKind.GOVERNMENT})
_QUOTES_MOST = 6


class _Tally:
    """Counts words of a page under keys of `reading.yaml`."""

    def __init__(self, page: Page, vocabulary: Vocabulary, rendition: Rendition) -> None:
        self._page, self._vocabulary, self._rendition = page, vocabulary, rendition

    def quotes(self, path: str) -> list[Evidence]:
        """Return the first few words that match the cues under a key."""
        reading: dict[str, Any] = self._vocabulary.get("reading")
        cue, folded = compile_any_cue(reading[path]), self._page.folded
        found = [
            self._rendition.cite(self._page.whole(Span(*match.span())))
            for s in self._page.sentences
            for match in cue.finditer(folded, s.span.start, s.span.end, s.stems)
        ]
        return found[:_QUOTES_MOST]
