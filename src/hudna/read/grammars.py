"""Grammars: what is read by another grammar in another language, by the vocabulary's language."""

from collections.abc import Iterator, Sequence

from hudna.domain.periods import Period
from hudna.read import times, voices
from hudna.read.actors import Mention
from hudna.read.arabic import times as arabic_times
from hudna.read.arabic import voices as arabic_voices
from hudna.read.structure import Page, Sentence
from hudna.read.times import PUBLICATION, Time
from hudna.read.voices import Attribution, Told, Utterance
from hudna.text.spans import Span
from hudna.vocabulary import Vocabulary
from hudna.vocabulary.loader import ARABIC


def iter_times(
    folded: str,
    within: Span,
    published: Period | None,
    vocabulary: Vocabulary,
    *,
    basis: str = PUBLICATION,
) -> Iterator[Time]:
    """Yield the times that a stretch of folded text gives, as `hudna.read.times.iter_times`."""
    read = arabic_times.iter_times if vocabulary.language == ARABIC else times.iter_times
    return read(folded, within, published, vocabulary, basis=basis)


def find_utterances(
    page: Page,
    sentence: Sentence,
    mentions: Sequence[Mention],
    vocabulary: Vocabulary,
    *,
    speaks: bool,
    told: Told,
) -> tuple[Utterance, ...]:
    """Return what voices say in a sentence, as `hudna.read.voices.find_utterances`."""
    is_arabic = vocabulary.language == ARABIC
    read = arabic_voices.find_utterances if is_arabic else voices.find_utterances
    return read(page, sentence, mentions, vocabulary, speaks=speaks, told=told)


def find_attributions(
    page: Page,
    sentence: Sentence,
    mentions: Sequence[Mention],
    vocabulary: Vocabulary,
    *,
    told: Told,
) -> tuple[Attribution, ...]:
    """Return what a sentence says in another's voice, as `hudna.read.voices.find_attributions`."""
    is_arabic = vocabulary.language == ARABIC
    read = arabic_voices.find_attributions if is_arabic else voices.find_attributions
    return read(page, sentence, mentions, vocabulary, told=told)
