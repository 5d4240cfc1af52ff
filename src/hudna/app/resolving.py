"""Resolving a registry: which accounts are of one agreement, by the settings of the environment."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from hudna.app import get_settings
from hudna.domain.sameness import Resolution, ReviewItem
from hudna.vocabulary import load_vocabulary

if TYPE_CHECKING:
    from hudna.config import Settings
    from hudna.registry import Registry


def resolve(
    registry: "Registry", *, is_rehearsal: bool = False, settings: "Settings | None" = None
) -> Resolution:
    """Make the accounts of one agreement one, and return what that came to.

    Args:
        registry: An open registry.
        is_rehearsal: Whether to leave it as it is.
        settings: Those of the environment, where none are given.
    """
    thresholds = (settings or get_settings()).thresholds
    return registry.resolve(thresholds, vocabulary=load_vocabulary(), is_rehearsal=is_rehearsal)


def iter_review(
    registry: "Registry", *, settings: "Settings | None" = None
) -> Iterator[ReviewItem]:
    """Yield what a person should look at, what a decision would tell most about first."""
    thresholds = (settings or get_settings()).thresholds
    return registry.iter_review(thresholds, vocabulary=load_vocabulary())
