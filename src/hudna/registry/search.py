"""Search: words in the texts and in the quotes of the registry."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, text

from hudna.domain.evidence import Evidence
from hudna.domain.identifiers import AgreementId, RenditionId
from hudna.domain.views import DocumentHit, QuoteHit, SearchResult
from hudna.registry.dialects import dialect_of
from hudna.registry.renditions import DOCUMENT_COLUMNS, to_document
from hudna.registry.words import Phrase, find_all, parse_phrases
from hudna.text.spans import Span, stripped

CONTEXT_CHARS = 70
"""How many code points are shown before and after a match, at most."""

_DOCUMENT = ", ".join(f"d.{name}" for name in DOCUMENT_COLUMNS)
_DOCUMENTS = (
    f"SELECT {_DOCUMENT}, r.id, r.text FROM {{found}} AS w"  # noqa: S608 - own column names
    " {join} renditions AS r ON r.number = w.number"
    " {join} documents AS d ON d.number = r.document AND d.rendition = r.number"
    " ORDER BY w.rank, d.name, d.id LIMIT :limit"
)
_QUOTES = (
    f"SELECT {_DOCUMENT}, q.number, q.span_start, q.span_end, q.quote"  # noqa: S608 - own names
    " FROM {found} AS w {join} quotes AS q ON q.number = w.number"
    " {join} documents AS d ON d.number = q.document"
    " WHERE EXISTS ("
    "   SELECT 1 FROM evidence AS e"
    "   {join} reading_statements AS rs ON rs.statement = e.statement"
    "   {join} latest_readings AS l ON l.reading = rs.reading WHERE e.quote = q.number)"
    " ORDER BY w.rank, d.name, d.id, q.span_start, q.span_end LIMIT :limit"
)
_AGREEMENTS = text(
    "WITH RECURSIVE merged (number, id, merged_into) AS ("
    "   SELECT g.number, g.id, g.merged_into FROM evidence AS e"
    "   JOIN statements AS s ON s.number = e.statement"
    "   JOIN accounts AS a ON a.number = s.account"
    "   JOIN agreements AS g ON g.number = a.agreement WHERE e.quote = :quote"
    "   UNION SELECT g.number, g.id, g.merged_into"
    "   FROM merged JOIN agreements AS g ON g.number = merged.merged_into)"
    " SELECT id FROM merged WHERE merged_into IS NULL ORDER BY id"
)


def find_words(connection: Connection, words: str, *, limit: int) -> SearchResult:
    """Return the documents and quotes that have all of the words, the best match first.

    Raises:
        InputError: There is no letter and no digit in the words.
    """
    phrases = parse_phrases(words)
    documents = _find(connection, _DOCUMENTS, "rendition_words", phrases, limit)
    quotes = _find(connection, _QUOTES, "quote_words", phrases, limit)
    return SearchResult(
        tuple(_to_document_hit(row, phrases) for row in documents),
        tuple(_to_quote_hit(connection, row) for row in quotes),
    )


def _find(
    connection: Connection, query: str, index: str, phrases: tuple[Phrase, ...], limit: int
) -> Sequence[Sequence[Any]]:
    """Return the rows of a query over what a full-text index finds, `{found}` as `w`."""
    dialect = dialect_of(connection)
    found = dialect.find_words(index, phrases)
    asked = text(query.format(found=found.sql, join=dialect.join))
    return connection.execute(asked, {**found.parameters, "limit": limit}).all()


def _to_document_hit(row: Sequence[Any], phrases: tuple[Phrase, ...]) -> DocumentHit:
    *document, rendition, content = row
    found = find_all(phrases, content)
    return DocumentHit(
        document=to_document(document),
        rendition=RenditionId(rendition),
        matches=len(found),
        match=_cite(found[0], content) if found else None,
        context=_cite(_around(found[0], content), content) if found else None,
    )


def _to_quote_hit(connection: Connection, row: Sequence[Any]) -> QuoteHit:
    *document, number, start, end, quote = row
    agreements = connection.scalars(_AGREEMENTS, {"quote": number})
    return QuoteHit(
        document=to_document(document),
        quote=Evidence(start, end, quote),
        agreements=tuple(AgreementId(identifier) for identifier in agreements),
    )


def _cite(span: Span, content: str) -> Evidence:
    return Evidence(span.start, span.end, span.of(content))


def _around(span: Span, content: str) -> Span:
    """Return the words around a span, within its paragraph and cut between words."""
    start = max(span.start - CONTEXT_CHARS, 0)
    end = min(span.end + CONTEXT_CHARS, len(content))
    before, after = content[start : span.start], content[span.end : end]
    if "\n\n" in before:
        start += before.rindex("\n\n") + 2
    elif start and " " in before:
        start += before.index(" ") + 1
    if "\n\n" in after:
        end = span.end + after.index("\n\n")
    elif end < len(content) and " " in after:
        end = span.end + after.rindex(" ")
    return stripped(Span(start, end), content) or span
