"""Oddities: what in an agreement, or between two, deserves a person's eye.

General rules with cues in `oddities.yaml`; each finding ends in the quotes it rests on. To find
nothing says nothing of the agreement.
"""

from hudna.domain.dossiers import Dossier
from hudna.rules.answers import Oddity
from hudna.rules.clashes import iter_clashes_within
from hudna.rules.conflicts import find_clashes, iter_clashes
from hudna.rules.dating import iter_dating_oddities
from hudna.rules.norms import Rulebook
from hudna.rules.outsiders import iter_outsider_oddities
from hudna.rules.phrases import iter_phrase_oddities
from hudna.rules.triggering import iter_trigger_oddities
from hudna.vocabulary import Vocabulary, load_vocabulary

__all__ = ["find_clashes", "find_oddities", "iter_clashes"]


def find_oddities(
    dossier: Dossier, rulebook: Rulebook, *, vocabulary: Vocabulary | None = None
) -> tuple[Oddity, ...]:
    """Return what is odd in one agreement, each finding once, in a fixed order.

    Args:
        dossier: All that is told of it.
        rulebook: Its rules, compiled from the same dossier.
        vocabulary: The words by which oddities are found; those of the package where it is None.
    """
    known = vocabulary or load_vocabulary()
    found = (
        *iter_clashes_within(dossier, rulebook, known),
        *iter_trigger_oddities(dossier, rulebook, known),
        *iter_outsider_oddities(dossier, rulebook, known),
        *iter_dating_oddities(dossier, rulebook),
        *iter_phrase_oddities(dossier, rulebook, known),
    )
    return tuple(dict.fromkeys(found))
