"""Similar clauses: quotes of terms that share rare words with a clause.

The words of a clause are weighed by how few quotes of the registry have them (TF-IDF), and two
clauses are compared by the cosine of their words. Candidates are the quotes that have one of the
rarest words. Arabic words are compared without what is written together with them. The score and
what each shared word gives to it are told; a meaning in other words is not found.

Source:
    K. Spärck Jones, "A statistical interpretation of term specificity and its application in
    retrieval" (1972); G. Salton, A. Wong and C. Yang, "A vector space model for automatic
    indexing" (1975).
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import islice

from sqlalchemy import Connection, func, select, text

from hudna.domain.statements import SubjectKind
from hudna.domain.views import QuoteHit, SearchResult
from hudna.errors import InputError, NotFoundError
from hudna.registry import tables as t
from hudna.registry.dialects import dialect_of
from hudna.registry.narrowing import Narrowing
from hudna.registry.ranking import ranked_of
from hudna.registry.search import Narrowed, quote_hits, rank_quotes, to_searched
from hudna.registry.words import Alternatives, Phrase, indexed, iter_words, stem, widened

_RAREST = 8
"""How many words of the clause candidates are looked for by."""
_MOST_WORDS = 40
"""How many different words of the clause are looked at."""
_COUNTED = 20_000
"""From how many quotes on a word is as common as any."""
_CANDIDATES = 1000
_SHOWN = 8
_LEAST = 0.1
"""Below this score clauses have nothing to do with each other."""
_STATEMENT = re.compile(r"stm-[0-9a-f]+")
_QUOTES = (
    "SELECT q.number, d.name, d.id, q.span_start, q.span_end,"  # noqa: S608 - own names
    " q.document, q.quote FROM quotes AS q JOIN documents AS d ON d.number = q.document"
    " WHERE q.number IN :numbers AND EXISTS (SELECT 1 FROM evidence AS e"
    " {join} statements AS s ON s.number = e.statement"
    " {join} reading_statements AS rs ON rs.statement = e.statement"
    " {join} latest_readings AS l ON l.reading = rs.reading"
    f" WHERE e.quote = q.number AND s.kind = '{SubjectKind.TERM.value}'"
    " AND s.property = 'code')"
)


def find_similar(
    connection: Connection, clause: str, asked: Narrowing, *, limit: int
) -> SearchResult:
    """Return the quotes of terms that are most similar to a clause.

    Args:
        connection: An open transaction.
        clause: Words, or the beginning of the identifier of a statement, whose words are meant.
        asked: What else is asked for.
        limit: How many at most.

    Raises:
        InputError: There is no letter and no digit in the words, or several statements begin so.
    """
    own, words = _words_of(connection, clause)
    counts = {word: _count(connection, word) for word in words}
    known = [word for word in words if counts[word]]
    rarest = sorted(known, key=lambda word: (counts[word], word))[:_RAREST]
    group = _group(rarest)
    if not group:
        return SearchResult((), (), to_searched(connection, [_group(words)]))
    ranking = rank_quotes(connection, _QUOTES, [group])
    quotes = own | frozenset(_alike(connection, own))
    candidates = {
        row[0]: (row[-2], row[-1]) for row in islice(ranking, _CANDIDATES) if row[0] not in quotes
    }
    total = _total(connection)
    weights = {word: math.log((total + 1) / (count + 1)) + 1 for word, count in counts.items()}
    scored = [
        (score, number, document, parts)
        for number, (document, quote) in candidates.items()
        for score, parts in [_compare(words, Counter(_stems(quote)), weights)]
        if score >= _LEAST
    ]
    scored.sort(key=lambda each: (-each[0], each[1]))
    passing = Narrowed.of(connection, asked).select([(n, document) for _, n, document, _ in scored])
    best = {number: (score, parts) for score, number, _, parts in scored}
    hits = _once(quote_hits(connection, passing[: limit * 3]), passing, best)
    if not hits:
        return SearchResult((), (), to_searched(connection, [group]))
    return SearchResult((), tuple(hits[:limit]), ranked=ranked_of(ranking))


def _words_of(connection: Connection, clause: str) -> tuple[frozenset[int], Counter[str]]:
    """Return the quotes of a statement, if one is named, and the stems of the words."""
    own: frozenset[int] = frozenset()
    if _STATEMENT.fullmatch(clause.strip()):
        s, e, q = t.statements.c, t.evidence.c, t.quotes.c
        query = (
            select(s.id, q.number, q.quote)
            .join(t.evidence, e.statement == s.number)
            .join(t.quotes, q.number == e.quote)
            .where(s.id.between(clause.strip(), f"{clause.strip()}\U0010ffff"))
            .order_by(e.position)
        )
        rows = connection.execute(query).all()
        if len({row[0] for row in rows}) > 1:
            raise InputError(
                f"{clause!r} is ambiguous: several statements begin so", code="input-ambiguous"
            )
        if not rows:
            raise NotFoundError(
                f"no statement has an identifier that begins with {clause!r}", subject=clause
            )
        own = frozenset(row[1] for row in rows)
        clause = " ".join(row[2] for row in rows)
    words = Counter(_stems(clause))
    if not words:
        raise InputError(
            f"a search needs a word, and {clause!r} has none", code="input-search", subject=clause
        )
    return own, Counter(dict(words.most_common(_MOST_WORDS)))


def _alike(connection: Connection, quotes: frozenset[int]) -> list[int]:
    """Return the quotes that have a word of others at the same place, and those themselves."""
    one, other = t.quotes.alias("one"), t.quotes.alias("other")
    query = (
        select(other.c.number)
        .join(one, one.c.document == other.c.document)
        .where(one.c.number.in_(quotes))
        .where(other.c.span_start < one.c.span_end)
        .where(one.c.span_start < other.c.span_end)
    )
    return list(connection.scalars(query)) if quotes else []


def _stems(words: str) -> Iterable[str]:
    return (stem(word) for word in iter_words(indexed(words)))


def _group(words: Iterable[str]) -> Alternatives:
    phrases = widened(Phrase((word,)) for word in words)
    return tuple(dict.fromkeys(phrase for group in phrases for phrase in group))


def _count(connection: Connection, word: str) -> int:
    """Return how many quotes have a word, up to what makes it common."""
    found = dialect_of(connection).find_any(
        "quote_words", tuple(phrase for group in widened([Phrase((word,))]) for phrase in group)
    )
    rows = f"SELECT 1 FROM {found.sql} AS w LIMIT :most"  # noqa: S608 - own names
    query = f"SELECT count(*) FROM ({rows}) AS found"  # noqa: S608 - own names
    return int(connection.execute(text(query), {**found.parameters, "most": _COUNTED}).scalar_one())


def _total(connection: Connection) -> int:
    return int(connection.execute(select(func.count()).select_from(t.quotes)).scalar_one())


def _compare(
    ours: Mapping[str, int], theirs: Mapping[str, int], weights: Mapping[str, float]
) -> tuple[float, tuple[tuple[str, float], ...]]:
    """Return the cosine of two clauses, and what each word that both have gives to it.

    A word that only the other has weighs as much as one of ours does on average.
    """
    usual = sum(weights.values()) / len(weights)
    one = math.sqrt(sum((count * weights[word]) ** 2 for word, count in ours.items()))
    other = math.sqrt(sum((c * weights.get(word, usual)) ** 2 for word, c in theirs.items()))
    if not one or not other:
        return 0.0, ()
    parts = {
        word: count * theirs[word] * weights[word] ** 2 / (one * other)
        for word, count in ours.items()
        if word in theirs
    }
    ordered = sorted(parts.items(), key=lambda each: (-each[1], each[0]))
    return min(sum(parts.values()), 1.0), tuple((word, round(p, 4)) for word, p in ordered[:_SHOWN])


def _once(
    hits: Iterable[QuoteHit],
    numbers: Sequence[int],
    best: Mapping[int, tuple[float, tuple[tuple[str, float], ...]]],
) -> list[QuoteHit]:
    """Return hits with their scores; of quotes of one document that overlap, the best."""
    found: list[QuoteHit] = []
    for number, hit in zip(numbers, hits, strict=False):
        overlaps = any(
            each.document.id == hit.document.id
            and each.quote.start < hit.quote.end
            and hit.quote.start < each.quote.end
            for each in found
        )
        if not overlaps:
            score, shared = best[number]
            found.append(replace(hit, score=round(score, 4), shared=shared))
    return found
