"""Findings: what the first stages found on a page, which those that compose accounts share."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from hudna.domain.documents import Rendition
from hudna.domain.evidence import Evidence
from hudna.domain.periods import Period
from hudna.read.actors import Mention
from hudna.read.datelines import DATELINE, Dateline, find_datelines
from hudna.read.grammars import iter_times
from hudna.read.mentions import Mentions, find_mentions
from hudna.read.screen import Screened, screen
from hudna.read.structure import Page, Sentence, lay_out
from hudna.read.times import PUBLICATION, Time
from hudna.text.spans import Span
from hudna.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Findings:
    """What the first stages found on a page.

    Attributes:
        rendition: The text, for citing.
        vocabulary: The words by which it is read.
        page: The text laid out.
        mentions: Who is named, by sentence.
        screened: Where arrangements are spoken of.
        published: When the document was published, where known.
        dateline: The day that it gives itself, which counts where nothing else tells when it was
            published, and which is none of an arrangement.
        names: By the key of each actor, the first mention under each name that the document
            calls it.
        times: The times that each sentence gives.
    """

    rendition: Rendition
    vocabulary: Vocabulary
    page: Page
    mentions: Mentions
    screened: Screened
    published: Period | None
    dateline: Dateline | None
    names: Mapping[str, tuple[Mention, ...]]
    times: Mapping[int, tuple[Time, ...]]

    def mentions_in(self, sentence: Sentence) -> tuple[Mention, ...]:
        """Return who is named within a sentence, or within the part of one."""
        return tuple(m for m in self.mentions[sentence.index] if sentence.span.contains(m.span))

    def times_in(self, sentence: int, span: Span) -> tuple[Time, ...]:
        """Return the times that a stretch of a sentence gives."""
        return tuple(time for time in self.times[sentence] if span.contains(time.span))

    def cite(self, span: Span) -> tuple[Evidence, ...]:
        """Return the evidence for a value that rests on one stretch of the text."""
        return (self.rendition.cite(self.page.whole(span)),)


_REPRINT_MOST = timedelta(3)
"""How long after its dateline a text appears that speaks of `Monday` as its dateline has it."""


def _is_reprint(published: Period, day: Period) -> bool:
    """Return whether a text was published soon after the day that it gives itself."""
    if day.latest is None or published.earliest is None or published.earliest != published.latest:
        return False
    return timedelta(0) < published.earliest - day.latest <= _REPRINT_MOST


def find(rendition: Rendition, published: Period | None, vocabulary: Vocabulary) -> Findings | None:
    """Return what a rendition has on arrangements, or None where it speaks of none.

    Args:
        rendition: The text, in a language that the rules read.
        published: When the document was published, where known.
        vocabulary: The words by which it is read.
    """
    page = lay_out(rendition, vocabulary)
    mentions = find_mentions(page, vocabulary)
    screened = screen(page, mentions, vocabulary)
    if not screened.speaks:
        return None
    naming = {n.sentence for n in screened.namings}
    datelines = find_datelines(page, naming, vocabulary, published=published)
    dateline, heads = next(iter(datelines), None), {each.span for each in datelines}
    day, basis = published, PUBLICATION
    if dateline is not None and (published is None or _is_reprint(published, dateline.day)):
        day, basis = dateline.day, DATELINE
    times = {
        s.index: tuple(
            time
            for time in iter_times(page.folded, s.span, day, vocabulary, basis=basis)
            if time.span not in heads
        )
        for s in page.sentences
    }
    return Findings(
        rendition,
        vocabulary,
        page,
        mentions,
        screened,
        published,
        dateline,
        _names(mentions),
        times,
    )


def _names(mentions: Mentions) -> dict[str, tuple[Mention, ...]]:
    names: dict[str, dict[str, Mention]] = {}
    for found in mentions.values():
        for mention in found:
            names.setdefault(mention.key, {}).setdefault(mention.name.casefold(), mention)
    return {key: tuple(known.values()) for key, known in names.items()}
