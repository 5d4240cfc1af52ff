"""Attributions: in whose voice, and with what doubt, each stretch of a text is told."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from hudna.domain.codebook import Stance
from hudna.read.actors import ActorKind
from hudna.read.findings import Findings
from hudna.read.grammars import find_attributions
from hudna.read.structure import Kind
from hudna.read.voices import Attribution, Told
from hudna.text.spans import Span
from hudna.vocabulary import Vocabulary
from hudna.vocabulary.cues import AnyCue, compile_any_cue


@lru_cache(maxsize=4)
def _hedged(vocabulary: Vocabulary) -> AnyCue:
    return compile_any_cue(vocabulary.get("reading")["hedged"])


@dataclass(frozen=True, slots=True)
class Attributions:
    """What of a page is told in another's voice.

    Attributes:
        findings: What the page has.
        by_sentence: What each sentence says in another's voice.
    """

    findings: Findings
    by_sentence: Mapping[int, tuple[Attribution, ...]]

    def told_of(self, span: Span) -> tuple[tuple[str, ...], Stance]:
        """Return in whose voice a stretch is told, outermost first, and with what stance."""
        page = self.findings.page
        sentence = page.sentence_at(span.start)
        if sentence is None:
            return (), Stance.ASSERTS
        holding = [
            a for a in self.by_sentence.get(sentence.index, ()) if _is_mostly_in(span, a.span)
        ]
        voice = tuple(dict.fromkeys(a.speaker for a in holding))
        hedged = any(a.stance is Stance.ALLEGES for a in holding) or self._is_hedged(span)
        return voice, Stance.ALLEGES if hedged else Stance.ASSERTS

    def _is_hedged(self, span: Span) -> bool:
        """Return whether the clause of a stretch is told as no more than alleged."""
        page = self.findings.page
        sentence = page.sentence_at(span.start)
        assert sentence is not None, "asked only of stretches of sentences"
        held = [c for c in sentence.clauses if c.overlaps(span)]
        start = min([span.start, *(c.start for c in held)])
        end = max([span.end, *(c.end for c in held)])
        cue = _hedged(self.findings.vocabulary)
        return cue.search(page.folded, start, end, sentence.stems) is not None


def _is_mostly_in(span: Span, said: Span) -> bool:
    shared = min(span.end, said.end) - max(span.start, said.start)
    return 2 * shared > len(span)


def attribute(findings: Findings) -> Attributions:
    """Return in whose voices a page tells what it tells."""
    found: dict[int, tuple[Attribution, ...]] = {}
    last: str | None = None
    fuller: dict[str, str] = {}
    for sentence in findings.page.sentences:
        mentions = findings.mentions_in(sentence)
        if sentence.kind is not Kind.HEADLINE:
            told = Told(last, fuller)
            attributions = find_attributions(
                findings.page, sentence, mentions, findings.vocabulary, told=told
            )
            if attributions:
                found[sentence.index] = attributions
        for mention in mentions:
            if " " in mention.name:
                fuller.setdefault(mention.name.casefold().split()[-1], mention.name)
        last = next((m.name for m in mentions if m.kind is not ActorKind.SIDES), last)
    return Attributions(findings, found)
