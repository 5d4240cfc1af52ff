"""Copies: which documents of a registry are one source, their texts being nearly the same."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, select

from hudna.registry import tables as t
from hudna.registry.dialects import dialect_of
from hudna.registry.renditions import to_regions
from hudna.registry.resolve.sketches import (
    Sketch,
    find_copies,
    find_more_copies,
    from_bytes,
    to_bytes,
    to_sketch,
)

_BATCH = 200
_INSERT = (
    "INSERT INTO sketches (document, rendition, runs, hashes, source) VALUES (?, ?, ?, ?, ?)"
    " ON CONFLICT (document) DO UPDATE SET rendition = excluded.rendition, runs = excluded.runs,"
    " hashes = excluded.hashes, source = excluded.source"
)
_UPDATE = "UPDATE sketches SET source = ? WHERE document = ?"


@dataclass(frozen=True, slots=True)
class Sketched:
    """The sketches of a registry's documents, by row number.

    Attributes:
        made: The rows of those that were not sketched yet.
        changed: The document that stands for another, and that other, where that is new.
    """

    made: tuple[tuple[int, int, int, bytes, int], ...]
    changed: tuple[tuple[int, int], ...]


def find_sketches(connection: Connection) -> Sketched:
    """Return sketches of the texts that are not sketched yet, and which stands for its copies.

    Of copies it is the one that was published first.
    """
    return _find(connection, is_known=False)


def find_new_sketches(connection: Connection) -> Sketched:
    """Return what `find_sketches` does, where what is stored was found by either."""
    return _find(connection, is_known=True)


def _find(connection: Connection, *, is_known: bool) -> Sketched:
    made = tuple(_iter_new(connection))
    c, d = t.sketches.c, t.documents.c
    query = select(d.number, d.id, d.published)
    rows = {number: (each, published) for number, each, published in connection.execute(query)}
    kept = select(c.document, c.runs, c.hashes, c.source)
    sketches = {n: (from_bytes(*said), source) for n, *said, source in connection.execute(kept)}
    known = frozenset(sketches)
    sketches |= {n: (from_bytes(runs, hashes), source) for n, _, runs, hashes, source in made}
    numbers = {rows[number][0]: number for number in sketches}
    texts = {rows[number][0]: sketch for number, (sketch, _) in sketches.items()}
    order = {rows[number][0]: rows[number][1] or "~" for number in sketches}
    if is_known and known.isdisjoint(number for number, *_ in made):
        stood = {rows[number][0]: rows[sketches[number][1]][0] for number in known}
        found = find_more_copies(texts, order, stood=stood)
    else:
        found = find_copies(texts, order)
    changed = (
        (numbers[found[rows[number][0]]], number)
        for number, (_, source) in sorted(sketches.items())
        if numbers[found[rows[number][0]]] != source
    )
    return Sketched(made, tuple(changed))


def keep_sketches(connection: Connection, sketched: Sketched) -> None:
    """Keep sketches, and which document stands for which."""
    dialect = dialect_of(connection)
    dialect.execute_rows(connection, _INSERT, sketched.made)
    dialect.execute_rows(connection, _UPDATE, sketched.changed)


def _iter_new(connection: Connection) -> Iterator[tuple[int, int, int, bytes, int]]:
    c, d = t.sketches.c, t.documents.c
    query = (
        select(d.number, d.rendition)
        .outerjoin(t.sketches, c.document == d.number)
        .where((c.rendition.is_(None)) | (c.rendition != d.rendition))
        .order_by(d.number)
    )
    missing = [tuple(row) for row in connection.execute(query)]
    for start in range(0, len(missing), _BATCH):
        for document, rendition, sketch in _iter_sketches(
            connection, missing[start : start + _BATCH]
        ):
            yield document, rendition, sketch.runs, to_bytes(sketch), document


def _iter_sketches(
    connection: Connection, documents: Iterable[tuple[int, int]]
) -> Iterable[tuple[int, int, Sketch]]:
    r = t.renditions.c
    by_rendition = {rendition: document for document, rendition in documents}
    query = select(r.number, r.text, r.regions).where(r.number.in_(tuple(by_rendition)))
    for number, text, regions in connection.execute(query):
        yield by_rendition[number], number, to_sketch(_body(text, regions))


def _body(text: str, regions: str) -> str:
    """Return a text without what is not the document's own words."""
    kept, at = [], 0
    for region in sorted(to_regions(regions)):
        kept.append(text[at : region.span.start])
        at = max(at, region.span.end)
    return " ".join((*kept, text[at:]))
