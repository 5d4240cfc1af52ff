"""What a registry holds of resolving, for comparing one way of resolving with another."""

from sqlalchemy import select

from hudna.domain.sameness import Resolution
from hudna.registry import Registry
from hudna.registry import tables as t

Held = tuple[set[object], ...]


def held(registry: Registry) -> Held:
    """Return what a registry holds: groups, comparisons in force, keys, and copies."""
    c, k, g, s = (
        t.comparisons.c,
        t.blocking_keys.c,
        t.agreements.c,
        t.sketches.c,
    )
    queries = (
        select(g.id, g.merged_into),
        select(c.first, c.second, c.score, c.features, c.resolver, c.is_asked).where(
            c.ended_at.is_(None)
        ),
        select(k.agreement, k.key, k.day, k.is_named),
        select(s.document, s.source),
    )
    with registry._store.reading() as connection:
        found = [[tuple(row) for row in connection.execute(query)] for query in queries]
    assert all(len(rows) == len(set(rows)) for rows in found), "something is held twice"
    return tuple(set[object](rows) for rows in found)


def check_alike(registry: Registry, told: Resolution) -> None:
    """Check that a registry, whose new accounts were resolved, holds what resolving all gives."""
    before = held(registry)
    again = registry.resolve()
    for mine, whole in zip(before, held(registry), strict=True):
        assert mine == whole
    assert (again.joined, again.parted) == ((), ())
    assert (told.accounts, told.agreements, told.uncertain) == (
        again.accounts,
        again.agreements,
        again.uncertain,
    )
