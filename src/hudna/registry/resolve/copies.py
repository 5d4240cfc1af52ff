"""Copies: which documents of a registry are one source, their texts being nearly the same."""

from collections.abc import Iterable

from sqlalchemy import Connection, select

from hudna.registry import tables as t
from hudna.registry.renditions import to_regions
from hudna.registry.resolve.sketches import Sketch, find_copies, from_bytes, to_bytes, to_sketch

_BATCH = 200
_INSERT = (
    "INSERT OR REPLACE INTO sketches (document, rendition, runs, hashes, source)"
    " VALUES (?, ?, ?, ?, ?)"
)
_UPDATE = "UPDATE sketches SET source = ? WHERE document = ?"


def keep_sketches(connection: Connection) -> None:
    """Sketch the texts that are not sketched yet, and keep which stands for all its copies.

    Of copies it is the one that was published first.
    """
    _sketch_new(connection)
    c, d = t.sketches.c, t.documents.c
    query = select(d.number, d.id, d.published, c.runs, c.hashes, c.source).join(
        t.sketches, c.document == d.number
    )
    rows = connection.execute(query).all()
    numbers = {row.id: row.number for row in rows}
    found = find_copies(
        {row.id: from_bytes(row.runs, row.hashes) for row in rows},
        {row.id: row.published or "~" for row in rows},
    )
    changed = [
        (numbers[found[row.id]], row.number) for row in rows if numbers[found[row.id]] != row.source
    ]
    if changed:
        connection.exec_driver_sql(_UPDATE, changed)


def _sketch_new(connection: Connection) -> None:
    c, d = t.sketches.c, t.documents.c
    query = (
        select(d.number, d.rendition)
        .outerjoin(t.sketches, c.document == d.number)
        .where((c.rendition.is_(None)) | (c.rendition != d.rendition))
        .order_by(d.number)
    )
    missing = [tuple(row) for row in connection.execute(query)]
    for start in range(0, len(missing), _BATCH):
        some = missing[start : start + _BATCH]
        made = [
            (document, rendition, sketch.runs, to_bytes(sketch), document)
            for document, rendition, sketch in _iter_sketches(connection, some)
        ]
        connection.exec_driver_sql(_INSERT, made)


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
