"""Resolving a registry: which accounts are of one agreement, by the settings of the environment."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from hudna.app import get_settings, get_vocabulary
from hudna.domain.codebook import Stance
from hudna.domain.consensus import Shared, Standing
from hudna.domain.sameness import Resolution, ReviewItem
from hudna.domain.statements import SubjectKind
from hudna.domain.views import AgreementView

if TYPE_CHECKING:
    from hudna.config import Settings
    from hudna.registry import Registry


def resolve(
    registry: "Registry",
    *,
    compares_all: bool = False,
    is_rehearsal: bool = False,
    settings: "Settings | None" = None,
) -> Resolution:
    """Make the accounts of one agreement one, and return what that came to.

    Args:
        registry: An open registry.
        compares_all: Whether to compare all again, and not only what is new or changed since, which
            comes to the same.
        is_rehearsal: Whether to leave it as it is.
        settings: Those of the environment, where none are given.
    """
    settings = settings or get_settings()
    resolves = registry.resolve if compares_all else registry.resolve_new
    return resolves(
        settings.thresholds, vocabulary=get_vocabulary(settings), is_rehearsal=is_rehearsal
    )


def find_consensus(view: AgreementView) -> tuple[Shared, ...]:
    """Return what the sources of an agreement say alike, and where they differ.

    Returns:
        Nothing where one document alone tells of it and nobody denies anything.
    """
    from hudna.registry.consensus import to_consensus

    denies = any(
        value.value in {Stance.DENIES, Stance.RETRACTS}
        for subject in view.iter_subjects(SubjectKind.CLAIM)
        for value in subject.all("stance")
    )
    if len(view.accounts) < 2 and not denies:
        return ()
    found = to_consensus(view, get_vocabulary())
    if len(view.accounts) > 1:
        return found
    return tuple(shared for shared in found if shared.standing is Standing.DENIED)


def iter_review(
    registry: "Registry", *, settings: "Settings | None" = None
) -> Iterator[ReviewItem]:
    """Yield what a person should look at, what a decision would tell most about first."""
    settings = settings or get_settings()
    return registry.iter_review(settings.thresholds, vocabulary=get_vocabulary(settings))
