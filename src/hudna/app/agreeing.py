"""Agreement between readers of a registry."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from hudna.registry.coding import Comparison
from hudna.registry.coding import compare_readers as compare

if TYPE_CHECKING:
    from hudna.registry import Registry


def compare_readers(
    registry: "Registry",
    one: str,
    other: str,
    *,
    variables: Sequence[str] = (),
    samples: int = 1000,
    seed: int = 1,
) -> Comparison:
    """Return how far two readers agree on the texts that both read.

    Args:
        registry: An open registry.
        one: A reader: `rules`, `person:NAME`, or the bare name of a person.
        other: Another.
        variables: Those asked for; none is all.
        samples: How often units are drawn anew for an interval.
        seed: What the drawing begins with.

    Raises:
        NotFoundError: There is no such reader, or no text that both read.
        InputError: Both are one reader, or a variable is none.
    """
    return compare(
        one,
        other,
        registry.iter_documents(),
        registry.iter_agreements(),
        variables=variables,
        samples=samples,
        seed=seed,
    )
