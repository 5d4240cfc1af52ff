"""How long a search takes in a large registry, as a ratio to a plain full-text query.

Generated, seeded documents of 40 to 60 words, one in four in Arabic, each with a quote of 12 words
on which a value rests; their words are as frequent as in natural text (Zipf). The rows are written
straight to the tables, and the index is filled by the very function that storing a document
calls, so that a million documents are there in minutes. Each search then runs through
`Registry.search`, documents and quotes, with line and context; the plain query asks the same two
FTS5 indexes for the twenty best rows and nothing else, and ranks all that is found. With
`--postgres ADDRESS` the same documents are searched there too, against the same plain query of
SQLite. What is filled already (`--file`, or the database) is not filled again.
"""

import argparse
import os
import random
import shutil
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import accumulate, islice
from pathlib import Path
from typing import Any

from _measure import write_results

from hudna.domain.codebook import Stance, Status
from hudna.domain.identifiers import content_id, sha256_of
from hudna.registry import Narrowing, Registry, open_registry
from hudna.registry.dialects import dialect_of
from hudna.registry.words import indexed, parse_phrases, to_match

BATCH = 20_000
LATIN = ["truce", "the", "of", "forces", "council", "front", "crossing", "prisoners", "release"]
ARABIC = ["هدنة", "في", "من", "القوات", "الجبهة", "المجلس", "المعبر", "الأسرى", "الإفراج"]
RARE = "zanzibarite"
RARE_EVERY = 50_000
QUERIES = {
    "rare word": (RARE, Narrowing()),
    "word of one document in a hundred": ("word300", Narrowing()),
    "phrase": ('"release of prisoners"', Narrowing()),
    "common word": ("truce", Narrowing()),
    "three common words": ("the of forces", Narrowing()),
    "Arabic word": ("هدنة", Narrowing()),
    "rarer Arabic word": ("كلمة٣٠٠", Narrowing()),
    "common word, narrowed to a language": ("truce", Narrowing(language="en")),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=20_000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--postgres", metavar="ADDRESS", help="a database, searched too")
    parser.add_argument("--file", type=Path, help="a registry to keep, filled if it is not there")
    options = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="hudna-bench-"))
    try:
        path = options.file or folder / "hudna.db"
        places: dict[str, Path | str] = {"sqlite": path}
        if options.postgres:
            places["postgres"] = options.postgres
        figures: dict[str, object] = {
            "documents": options.documents,
            "runs": options.runs,
            "load average": round(os.getloadavg()[0], 1),
        }
        seconds: dict[str, dict[str, tuple[float, float]]] = {}
        for name, place in places.items():
            began = time.perf_counter()
            with open_registry(place) as registry:
                if not any(True for _ in islice(registry.iter_documents(), 1)):
                    _fill(registry, options.documents)
                    figures[f"{name}: documents written per second"] = round(
                        options.documents / (time.perf_counter() - began)
                    )
                seconds[name] = {
                    query: _searched(registry, *asked, runs=options.runs)
                    for query, asked in QUERIES.items()
                }
        figures["file, MB"] = round(path.stat().st_size / 1e6)
        plain = {query: _plain(path, asked[0], options.runs) for query, asked in QUERIES.items()}
        for query, (one, found) in plain.items():
            figures[query] = {
                "rows found": found,
                "plain FTS5, ms": round(one * 1000, 2),
                **{
                    key: value
                    for name, each in seconds.items()
                    for key, value in (
                        (f"{name}, ms", round(each[query][0] * 1000, 2)),
                        (f"{name}, CPU ms", round(each[query][1] * 1000, 2)),
                        (f"{name}, times the plain query", round(each[query][0] / one, 2)),
                    )
                },
            }
        named = {str(options.file): "FILE", options.postgres: "ADDRESS"}
        sys.argv = [named.get(each, each) for each in sys.argv]
        write_results("bench_search", figures)
    finally:
        shutil.rmtree(folder)


def _searched(
    registry: Registry, words: str, asked: Narrowing, *, runs: int
) -> tuple[float, float]:
    """Return the median seconds of a search, and of CPU, after one that is not counted."""
    taken: list[float] = []
    worked: list[float] = []
    for _ in range(runs + 1):
        began, before = time.perf_counter(), _processor_s(registry)
        registry.search(words, asked)
        taken.append(time.perf_counter() - began)
        worked.append(_processor_s(registry) - before)
    return statistics.median(taken[1:]), statistics.median(worked[1:])


def _processor_s(registry: Registry) -> float:
    """Return the CPU seconds of this process and of those that a server has for it."""
    spent = time.process_time()
    if registry._engine.dialect.name != "postgresql":
        return spent
    asked = "SELECT pid FROM pg_stat_activity WHERE datname = current_database()"
    with registry._engine.connect() as connection:
        numbers = list(connection.exec_driver_sql(asked).scalars())
    for number in numbers:
        ticks = Path(f"/proc/{number}/stat").read_text("utf-8").rpartition(")")[2].split()[11:13]
        spent += sum(map(int, ticks)) / os.sysconf("SC_CLK_TCK")
    return spent


def _plain(path: Path, words: str, runs: int) -> tuple[float, int]:
    """Return the median seconds of the plain query on both indexes, and how many rows match."""
    match = to_match([(phrase,) for phrase in parse_phrases(words)])
    db = sqlite3.connect(path)
    taken: list[float] = []
    for _ in range(runs + 1):
        began = time.perf_counter()
        for index in ("rendition_words", "quote_words"):
            query = (
                f"SELECT rowid FROM {index} WHERE {index} MATCH ? ORDER BY bm25({index}) LIMIT 20"
            )
            db.execute(query, (match,)).fetchall()
        taken.append(time.perf_counter() - began)
    count = "SELECT count(*) FROM rendition_words WHERE rendition_words MATCH ?"
    found = int(db.execute(count, (match,)).fetchone()[0])
    db.close()
    return statistics.median(taken[1:]), found


def _texts(count: int) -> Iterator[tuple[str, str]]:
    """Yield texts with their languages, the same for the same count."""
    chance = random.Random(2031)
    numbers = "٠١٢٣٤٥٦٧٨٩"
    latin = LATIN + [f"word{n}" for n in range(5000)]
    arabic = ARABIC + ["كلمة" + "".join(numbers[int(d)] for d in str(n)) for n in range(5000)]
    weights = list(accumulate(1 / (rank + 2) for rank in range(len(latin))))
    for number in range(count):
        language, words = ("ar", arabic) if number % 4 == 3 else ("en", latin)
        some = chance.choices(words, cum_weights=weights, k=chance.randrange(40, 61))
        if number % RARE_EVERY == 7:
            some[20] = RARE
        if number % 100 == 9:
            some[20:23] = ["release", "of", "prisoners"]
        yield " ".join(some), language


def _fill(registry: Registry, count: int) -> None:
    """Write the documents, each with a reading that has one value and one quote."""
    texts = _texts(count)
    for start in range(1, count + 1, BATCH):
        rows: dict[str, list[tuple[Any, ...]]] = {}
        words: list[tuple[int, str]] = []
        quoted: list[tuple[int, str]] = []
        for number in range(start, min(start + BATCH, count + 1)):
            text, language = next(texts)
            quote = " ".join(text.split(" ")[:12])
            words.append((number, indexed(text)))
            quoted.append((number, indexed(quote)))
            for table, row in _rows(number, text, language, quote):
                rows.setdefault(table, []).append(row)
        with registry._store.writing() as connection:
            dialect = dialect_of(connection)
            for table, each in rows.items():
                dialect.insert_rows(connection, table, _COLUMNS[table], each)
            dialect.index_words(connection, "rendition_words", words)
            dialect.index_words(connection, "quote_words", quoted)


_AT = "2031-05-04T00:00:00.000Z"
_COLUMNS = {
    "originals": ("id", "content"),
    "documents": (
        *("number", "id", "name", "media_type", "size_bytes", "published", "language"),
        *("rendition", "stored_at"),
    ),
    "renditions": ("number", "id", "document", "text", "chars", "alignment", "regions", "made_at"),
    "readings": (
        *("number", "id", "document", "rendition", "reader", "version", "vocabulary", "name"),
        *("warnings", "refused", "schema_name", "made_at"),
    ),
    "latest_readings": ("document", "reader", "reading"),
    "statements": (
        *("number", "id", "document", "kind", "subject", "property", "value"),
        *("voice", "stance", "status"),
    ),
    "quotes": ("number", "document", "span_start", "span_end", "quote"),
    "evidence": ("statement", "position", "quote"),
    "reading_statements": ("reading", "position", "statement"),
}


def _rows(
    number: int, text: str, language: str, quote: str
) -> Iterator[tuple[str, tuple[Any, ...]]]:
    """Yield the rows of one document, by table."""
    name, size = f"{number}.txt", len(text)
    known = sha256_of(name.encode())
    day = f"20{10 + number % 20}-01-01"
    yield "originals", (known, b"")
    yield "documents", (number, known, name, "text/plain", size, day, language, number, _AT)
    yield "renditions", (number, known, number, text, size, "[]", "[]", _AT)
    reading = (number, f"rdg-{number}", number, number, "rules", "1", "v", name)
    yield "readings", (*reading, "[]", 0, "hudna.reading/1", _AT)
    yield "latest_readings", (number, "rules", number)
    subject = content_id("fct", number)
    said = ("[]", Stance.ASSERTS.value, Status.STATED.value)
    yield "statements", (number, f"stm-{number}", number, "fact", subject, "act", "said", *said)
    yield "quotes", (number, number, 0, len(quote), quote)
    yield "evidence", (number, 0, number)
    yield "reading_statements", (number, 0, number)


if __name__ == "__main__":
    main()
