"""Topics: whether a text is of armed conflict or of another world, by a linear model of its words.

The weights are data (`topics.tsv`), learned from passages of our own that stand in `training/`.
They know nothing of truces, deals and sides: those words are the same in every world.
"""

import math
import re
from functools import lru_cache

from hudna.vocabulary import Vocabulary

TABLE = "topics"
_WORD = re.compile(r"[a-z]{3,}")
_ENDING = re.compile(r"(?<=[a-z]{3})(?:ations?|ments?|ings?|ers?|ors?|ies|ed|es|s|ly|al|y|e)$")
_STEM_MOST = 8


def topic_stems(folded: str) -> frozenset[str]:
    """Return the stems of the words of a folded English text, each once."""
    words = set(_WORD.findall(folded))
    return frozenset(_ENDING.sub("", word)[:_STEM_MOST] for word in words)


def armed_leaning(folded: str, vocabulary: Vocabulary) -> float:
    """Return how much a folded English text leans to armed conflict: above 0, it likely is of one.

    The farther from 0, the surer; a text of words that are not known lies at 0.
    """
    weights = _weights(vocabulary)
    known = [weights[stem] for stem in topic_stems(folded) if stem in weights]
    return math.fsum(known) / math.sqrt(max(len(known), 1))


@lru_cache(maxsize=4)
def _weights(vocabulary: Vocabulary) -> dict[str, float]:
    return {stem: float(weight) for stem, weight in vocabulary.get(TABLE)}
