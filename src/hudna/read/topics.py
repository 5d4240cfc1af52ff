"""Topics: whether a text is of armed conflict or of another world, by a linear model of its words.

The weights are data (`topics.tsv`, `topics.ar.tsv`), learned from passages of our own that stand
in `training/`. They know nothing of truces, deals and sides: those words are the same in every
world.
"""

import math
import re
from functools import lru_cache

from hudna.read.arabic.words import stem_of
from hudna.vocabulary import Vocabulary
from hudna.vocabulary.loader import ARABIC, ENGLISH

_TABLES = {ENGLISH: "topics", ARABIC: f"topics.{ARABIC}"}
_WORD = re.compile(r"[a-z]{3,}|[\u0621-\u064a]{3,}")
_ENDING = re.compile(r"(?<=[a-z]{3})(?:ations?|ments?|ings?|ers?|ors?|ies|ed|es|s|ly|al|y|e)$")
_STEM_MOST = 8


def topic_stems(folded: str, language: str) -> frozenset[str]:
    """Return the stems of the words of a folded text, each once."""
    words = set(_WORD.findall(folded))
    if language == ARABIC:
        return frozenset(stem_of(word) for word in words)
    return frozenset(_ENDING.sub("", word)[:_STEM_MOST] for word in words)


def armed_leaning(folded: str, vocabulary: Vocabulary) -> float:
    """Return how much a text leans to armed conflict: above 0, it likely is of one.

    The farther from 0, the surer; a text of words that are not known lies at 0.

    Args:
        folded: The text, folded as a page is.
        vocabulary: In the language of the text.
    """
    weights = _weights(vocabulary)
    stems = topic_stems(folded, vocabulary.language)
    known = [weights[stem] for stem in stems if stem in weights]
    return math.fsum(known) / math.sqrt(max(len(known), 1))


@lru_cache(maxsize=4)
def _weights(vocabulary: Vocabulary) -> dict[str, float]:
    rows = vocabulary.get(_TABLES[vocabulary.language])
    return {stem: float(weight) for stem, weight in rows}
