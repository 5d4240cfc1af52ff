"""Search: words in the texts and in the quotes of the registry, narrowed by what they are of."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import count, islice
from typing import Any

from sqlalchemy import Column, Connection, func, select

from hudna.domain.documents import Document
from hudna.domain.evidence import Evidence, stands_in
from hudna.domain.identifiers import AgreementId, RenditionId
from hudna.domain.statements import Decision
from hudna.domain.views import DocumentHit, QuoteHit, Searched, SearchResult
from hudna.errors import InputError
from hudna.registry import queries
from hudna.registry import tables as t
from hudna.registry.candidates import find_candidates
from hudna.registry.decisions import in_force
from hudna.registry.dialects import dialect_of
from hudna.registry.narrowing import Narrowing, Passed, find_passing
from hudna.registry.ranking import Ranking, ranked_of
from hudna.registry.renditions import DOCUMENT_COLUMNS, to_document
from hudna.registry.words import (
    Alternatives,
    Phrase,
    find_all,
    parse_phrases,
    widened,
)
from hudna.text.spans import Span, stripped
from hudna.vocabulary import Vocabulary
from hudna.vocabulary.called import names_of_actor

CONTEXT_CHARS = 70
"""How many code points are shown before and after a match, at most."""

WALKED = 10
"""How many lots of matches are looked at before few documents are looked for that may pass."""

Row = Sequence[Any]
_BATCH = 200
_IN_FORCE = (
    "EXISTS (SELECT 1 FROM evidence AS e"
    " {join} reading_statements AS rs ON rs.statement = e.statement"
    " {join} latest_readings AS l ON l.reading = rs.reading WHERE e.quote = q.number)"
)
_DOCUMENTS = (
    "SELECT r.number, d.name, d.id, d.number FROM renditions AS r"
    " JOIN documents AS d ON d.number = r.document AND d.rendition = r.number"
    " WHERE r.number IN :numbers"
)
_QUOTES = (
    "SELECT q.number, d.name, d.id, q.span_start, q.span_end, q.document"  # noqa: S608 - own names
    " FROM quotes AS q JOIN documents AS d ON d.number = q.document"
    f" WHERE q.number IN :numbers AND {_IN_FORCE}"
)


def find_words(
    connection: Connection,
    words: str | None,
    asked: Narrowing,
    *,
    limit: int,
    vocabulary: Vocabulary,
    walked: int = WALKED,
) -> SearchResult:
    """Return the documents and quotes that have all of the words, the best match first.

    Args:
        connection: An open transaction.
        words: The words; None is any, by date, of what is asked for otherwise.
        asked: What else is asked for.
        limit: How many documents, and how many quotes, at most.
        vocabulary: What names are looked up in.
        walked: How many lots of matches are looked at before few documents are looked for that may
            pass; the outcome is the same.

    Raises:
        InputError: There is no letter and no digit in the words, or nothing is asked for at all.
    """
    if words is None and not asked.asks:
        raise InputError("a search needs a word, or something else to ask for", code="input-search")
    groups = () if words is None else to_groups(words, vocabulary)
    phrases = tuple(phrase for group in groups for phrase in group)
    narrowed = Narrowed.of(connection, asked)
    rankings: tuple[Ranking, ...] = ()
    if groups:
        texts = Ranking(connection, "rendition_words", groups, _DOCUMENTS)
        cited = rank_quotes(connection, _QUOTES, groups)
        rankings = (texts, cited)
        documents = list(islice(_iter_documents(texts, narrowed, walked), limit))
        quotes = list(islice(_iter_quotes(cited, narrowed, walked), limit))
    else:
        documents, quotes = _find_any(connection, narrowed, limit, walked)
    result = SearchResult(
        tuple(_document_hits(connection, documents, phrases)),
        tuple(quote_hits(connection, quotes)),
        ranked=ranked_of(*rankings),
    )
    if result.documents or result.quotes:
        return result
    searched = to_searched(connection, groups)
    return SearchResult((), (), replace(searched, languages=_others(connection, asked.language)))


def to_groups(words: str, vocabulary: Vocabulary) -> tuple[Alternatives, ...]:
    """Return what has to be found for words: each as it may be written.

    A name of an actor of the vocabulary, in quotation marks, as one word, or as all of the words,
    stands for all names of that actor.

    Raises:
        InputError: There is no letter and no digit in the words, or there are too many.
    """
    asked = parse_phrases(words)
    if '"' not in words and len(asked) > 1:
        whole = parse_phrases(f'"{words}"')
        named = _named(whole[0], vocabulary)
        if named:
            return (_joined(widened((*whole, *named))),)
    return tuple(_joined(widened((phrase, *_named(phrase, vocabulary)))) for phrase in asked)


def _named(phrase: Phrase, vocabulary: Vocabulary) -> tuple[Phrase, ...]:
    """Return the names of the actor of which a phrase is one."""
    if phrase.is_open:
        return ()
    names = names_of_actor(" ".join(phrase.words), vocabulary)
    return tuple(each for name in names for each in parse_phrases(f'"{name}"'))


def _joined(groups: tuple[Alternatives, ...]) -> Alternatives:
    return tuple(dict.fromkeys(phrase for group in groups for phrase in group))


def _others(connection: Connection, language: str | None) -> tuple[str, ...]:
    """Return the languages that documents are in, where none is in the one that is asked for."""
    if language is None:
        return ()
    c = t.documents.c
    query = select(c.language).distinct().where(c.language.is_not(None)).order_by(c.language)
    known = tuple(connection.scalars(query))
    return () if language.casefold() in {each.casefold() for each in known} else known


def to_searched(connection: Connection, groups: Sequence[Alternatives]) -> Searched:
    """Return what was searched, and for what."""
    documents, quotes = (
        int(connection.execute(select(func.count()).select_from(table)).scalar_one())
        for table in (t.documents, t.quotes)
    )
    words = tuple(tuple(" ".join(p.words) for p in group) for group in groups)
    return Searched(documents, quotes, words)


@dataclass(frozen=True)
class Narrowed:
    """What a search asks for besides words, with what people decided.

    Attributes:
        connection: An open transaction.
        asked: What is asked for.
        decisions: The decisions in force, by statement.
    """

    connection: Connection
    asked: Narrowing
    decisions: Mapping[str, Decision]

    @classmethod
    def of(cls, connection: Connection, asked: Narrowing) -> "Narrowed":
        """Return what is asked for, with the decisions in force."""
        decisions = in_force(queries.load_decisions(connection)) if asked.asks_accounts else {}
        return cls(connection, asked, decisions)

    @cached_property
    def candidates(self) -> frozenset[int] | None:
        """Return the few documents of which none other passes, or None where they are many."""
        return find_candidates(self.connection, self.asked, self.decisions)

    def find(self, documents: Sequence[int]) -> dict[int, Passed]:
        """Return what passes of documents, by their row numbers."""
        known = load_documents(self.connection, documents)
        return find_passing(self.connection, self.asked, known, self.decisions)

    def select(self, quotes: Sequence[tuple[int, int]]) -> list[int]:
        """Return those quotes that pass, given with their documents, in their order."""
        if not self.asked.asks:
            return [number for number, _ in quotes]
        passed = self.find(tuple(dict.fromkeys(document for _, document in quotes)))
        mine = [(number, document) for number, document in quotes if document in passed]
        if not self.asked.asks_accounts:
            return [number for number, _ in mine]
        of = _load_owners(self.connection, [number for number, _ in mine])
        return [number for number, document in mine if _is_of(of.get(number, ()), passed[document])]


def _is_of(owners: Sequence[tuple[int, int | None]], passed: Passed) -> bool:
    """Return whether a quote is of what passes, by the statements that rest on it."""
    if passed.own is not None:
        return any(statement in passed.own for statement, _ in owners)
    if not passed.accounts:
        return bool(owners)
    return any(account in passed.accounts for _, account in owners)


def _load_owners(
    connection: Connection, quotes: Sequence[int]
) -> dict[int, list[tuple[int, int | None]]]:
    """Return the statements of latest readings that rest on quotes, with their accounts."""
    e, s, rs, la = t.evidence.c, t.statements.c, t.reading_statements.c, t.latest_readings.c
    query = (
        select(e.quote, s.number, s.account)
        .distinct()
        .join(t.statements, s.number == e.statement)
        .join(t.reading_statements, rs.statement == s.number)
        .join(t.latest_readings, la.reading == rs.reading)
        .where(e.quote.in_(quotes))
    )
    owners: dict[int, list[tuple[int, int | None]]] = {}
    for quote, statement, account in connection.execute(query):
        owners.setdefault(quote, []).append((statement, account))
    return owners


def load_documents(connection: Connection, numbers: Sequence[int]) -> dict[int, Document]:
    """Return documents by their row numbers."""
    c = t.documents.c
    columns = tuple(c[name] for name in DOCUMENT_COLUMNS)
    query = select(c.number, *columns).where(c.number.in_(numbers))
    return {number: to_document(row) for number, *row in connection.execute(query)}


def rank_quotes(connection: Connection, query: str, groups: Sequence[Alternatives]) -> Ranking:
    """Return the ranking of quotes by a query for row numbers, `{join}` as the store joins."""
    joined = query.format(join=dialect_of(connection).join)
    return Ranking(connection, "quote_words", groups, joined)


def _iter_documents(ranking: Ranking, narrowed: Narrowed, walked: int) -> Iterator[int]:
    """Yield the documents that pass, in their order."""
    if not narrowed.asked.asks:
        return (row[-1] for row in ranking)

    def renditions(documents: Collection[int]) -> list[int]:
        c = t.documents.c
        return _load(narrowed.connection, c.rendition, c.number, documents)

    def passing(rows: Sequence[Row]) -> Iterator[int]:
        passed = narrowed.find([row[-1] for row in rows])
        return (row[-1] for row in rows if row[-1] in passed)

    return _iter_passing(ranking, narrowed, walked, renditions, passing)


def _iter_quotes(ranking: Ranking, narrowed: Narrowed, walked: int) -> Iterator[int]:
    """Yield the quotes that pass, in their order."""

    def quotes(documents: Collection[int]) -> list[int]:
        c = t.quotes.c
        return _load(narrowed.connection, c.number, c.document, documents)

    def passing(rows: Sequence[Row]) -> Iterator[int]:
        return iter(narrowed.select([(row[0], row[-1]) for row in rows]))

    return _iter_passing(ranking, narrowed, walked, quotes, passing)


def _iter_passing(
    ranking: Ranking,
    narrowed: Narrowed,
    walked: int,
    owned_by: Callable[[Collection[int]], list[int]],
    passing: Callable[[Sequence[Row]], Iterator[int]],
) -> Iterator[int]:
    """Yield what passes, in its order: of all that has the words, or of what few documents own.

    Args:
        ranking: What has the words.
        narrowed: What else is asked for.
        walked: How many lots are looked at before few documents are looked for.
        owned_by: Returns the row numbers in the index of what documents own.
        passing: Yields those of some rows that pass, in their order.
    """
    rows = iter(ranking)
    yielded = 0
    for lot in count():
        if lot == walked and narrowed.candidates is not None:
            among = owned_by(narrowed.candidates)
            yield from islice(_passing(ranking.iter_among(among), passing), yielded, None)
            return
        batch = list(islice(rows, _BATCH))
        if not batch:
            return
        for each in passing(batch):
            yielded += 1
            yield each


def _passing(
    rows: Iterator[Row], passing: Callable[[Sequence[Row]], Iterator[int]]
) -> Iterator[int]:
    while batch := list(islice(rows, _BATCH)):
        yield from passing(batch)


def _load(
    connection: Connection, wanted: Column[int], by: Column[int], numbers: Collection[int]
) -> list[int]:
    """Return the values of a column in the rows with some numbers in another."""
    ordered = sorted(numbers)
    return [
        each
        for start in range(0, len(ordered), queries.BATCH)
        for each in connection.scalars(
            select(wanted).where(by.in_(ordered[start : start + queries.BATCH]))
        )
        if each is not None
    ]


def _find_any(
    connection: Connection, narrowed: Narrowed, limit: int, walked: int
) -> tuple[list[int], list[int]]:
    """Return the documents that pass, by date, and the quotes of what was asked for in them."""
    c = t.documents.c
    query = select(c.number).order_by(func.coalesce(c.published, "~"), c.name, c.id)
    numbers = iter(connection.scalars(query).all())
    documents: list[int] = []
    quotes: list[int] = []
    for lot in count():
        if lot == walked and narrowed.candidates is not None:
            numbers = (each for each in [*numbers] if each in narrowed.candidates)
        batch = list(islice(numbers, _BATCH))
        if len(documents) >= limit or not batch:
            break
        passed = narrowed.find(batch)
        documents += [number for number in batch if number in passed]
        statements = [
            statement
            for each in passed.values()
            for statement in (each.statements if each.own is None else each.own)
        ]
        of = _load_evidence(connection, statements)
        for number in batch:
            quotes += of.get(number, ())
    return documents[:limit], quotes[:limit]


def _load_evidence(connection: Connection, statements: Sequence[int]) -> dict[int, list[int]]:
    """Return the quotes that statements rest on, in the order of the text, by document."""
    e, q = t.evidence.c, t.quotes.c
    found: dict[int, dict[int, None]] = {}
    for start in range(0, len(statements), queries.BATCH):
        query = (
            select(q.document, q.number)
            .join(t.quotes, q.number == e.quote)
            .where(e.statement.in_(statements[start : start + queries.BATCH]))
            .order_by(q.document, q.span_start, q.span_end)
        )
        for document, quote in connection.execute(query):
            found.setdefault(document, {}).setdefault(quote)
    return {document: list(each) for document, each in found.items()}


def _document_hits(
    connection: Connection, numbers: Sequence[int], phrases: Sequence[Phrase]
) -> Iterator[DocumentHit]:
    d, r = t.documents.c, t.renditions.c
    known = load_documents(connection, numbers)
    query = select(d.number, r.id, r.text).join(t.renditions, d.rendition == r.number)
    texts = {
        number: (rendition, content)
        for number, rendition, content in connection.execute(query.where(d.number.in_(numbers)))
    }
    for number in numbers:
        rendition, content = texts[number]
        found = find_all(phrases, content) if phrases else ()
        first = found[0] if found else None
        yield DocumentHit(
            document=known[number],
            rendition=RenditionId(rendition),
            matches=len(found),
            match=None if first is None else cite(first, content),
            context=None if first is None else cite(around(first, content), content),
            line=None if first is None else line_of(first.start, content),
        )


def quote_hits(connection: Connection, numbers: Sequence[int]) -> Iterator[QuoteHit]:
    """Yield quotes with what is around them, by their row numbers."""
    q, d, r = t.quotes.c, t.documents.c, t.renditions.c
    query = select(q.number, q.document, q.span_start, q.span_end, q.quote)
    rows = {row[0]: row[1:] for row in connection.execute(query.where(q.number.in_(numbers)))}
    of = sorted({row[0] for row in rows.values()})
    known = load_documents(connection, of)
    full = select(d.number, r.text).join(t.renditions, d.rendition == r.number)
    texts = dict(map(tuple, connection.execute(full.where(d.number.in_(of)))))
    agreements = _load_agreements(connection, numbers)
    for number in numbers:
        document, *cited = rows[number]
        quote, content = Evidence(*cited), texts[document]
        stands = stands_in(quote, content)
        yield QuoteHit(
            document=known[document],
            quote=quote,
            agreements=agreements.get(number, ()),
            context=cite(around(quote.span, content), content) if stands else None,
            line=line_of(quote.start, content) if stands else None,
        )


def _load_agreements(
    connection: Connection, quotes: Sequence[int]
) -> dict[int, tuple[AgreementId, ...]]:
    """Return the agreements of which a value rests on quotes, by the row numbers of the quotes."""
    e, s, a, g = t.evidence.c, t.statements.c, t.accounts.c, t.agreements.c
    query = (
        select(e.quote, a.agreement)
        .distinct()
        .join(t.statements, s.number == e.statement)
        .join(t.accounts, a.number == s.account)
        .where(e.quote.in_(quotes))
    )
    rows = [tuple(row) for row in connection.execute(query)]
    known: dict[int, tuple[str, int | None]] = {}
    wanted = {agreement for _, agreement in rows}
    while wanted:
        asked = select(g.number, g.id, g.merged_into).where(g.number.in_(sorted(wanted)))
        for number, identifier, into in connection.execute(asked):
            known[number] = (identifier, into)
        leading = {into for _, into in known.values() if into is not None}
        wanted = leading - known.keys()
    found: dict[int, set[str]] = {}
    for quote, agreement in rows:
        identifier, into = known[agreement]
        while into is not None:
            identifier, into = known[into]
        found.setdefault(quote, set()).add(identifier)
    return {quote: tuple(AgreementId(each) for each in sorted(ids)) for quote, ids in found.items()}


def line_of(offset: int, content: str) -> int:
    """Return the line of an offset, from 1 on."""
    return content.count("\n", 0, offset) + 1


def cite(span: Span, content: str) -> Evidence:
    """Return what stands at a span of a text."""
    return Evidence(span.start, span.end, span.of(content))


def around(span: Span, content: str) -> Span:
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
