"""How long a very common word takes where hardly any document has the rest that is asked for.

The documents are those of `bench_search`, of which one in `FEW_EVERY` gets a language of its own
and an account with a participant of a name of its own. Each search runs twice on one file: as
`Registry.search` runs it, and walking all matches of the word; both find the same.
"""

import argparse
import tempfile
import time
from pathlib import Path

from _measure import write_results
from bench_search import _AT, _fill

from hudna.domain.codebook import Stance, Status
from hudna.registry import Narrowing, Registry, open_registry
from hudna.registry.dialects import dialect_of
from hudna.registry.search import WALKED, find_words
from hudna.vocabulary import load_vocabulary

FEW_EVERY = 20_000
QUERIES = {
    "common word, narrowed to a rare language": ("truce", Narrowing(language="my")),
    "common word, narrowed to a rare name": ("truce", Narrowing(actor="Hill Brigade")),
    "three common words, narrowed to a rare name": (
        "the of forces",
        Narrowing(actor="Hill Brigade"),
    ),
    "common word, narrowed to a common language": ("truce", Narrowing(language="en")),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=20_000)
    options = parser.parse_args()
    figures: dict[str, object] = {"documents": options.documents, "one in": FEW_EVERY}
    with (
        tempfile.TemporaryDirectory(prefix="hudna-bench-") as folder,
        open_registry(Path(folder) / "hudna.db") as registry,
    ):
        _fill(registry, options.documents)
        _mark(registry, range(17, options.documents + 1, FEW_EVERY))
        for name, asked in QUERIES.items():
            figures[name] = _measured(registry, *asked)
    write_results("bench_search_few", figures)


def _mark(registry: Registry, documents: range) -> None:
    """Give some documents a language of their own, and an account with a participant."""
    rows: dict[str, list[tuple[object, ...]]] = {}
    for number in documents:
        whole = (f"agr-{number}", f"acc-{number}", f"stm-few-{number}", f"prt-{number}")
        said = ("name", "Hill Brigade", "[]", Stance.ASSERTS.value, Status.STATED.value)
        for table, row in (
            ("agreements", (number, whole[0], _AT)),
            ("accounts", (number, whole[1], number, number, 0, 5, "Told.")),
            ("reading_accounts", (number, 0, number, "Told")),
            (
                "statements",
                (10**9 + number, whole[2], number, number, "participant", whole[3], *said),
            ),
            ("reading_statements", (number, 1, 10**9 + number)),
            ("evidence", (10**9 + number, 0, number)),
        ):
            rows.setdefault(table, []).append(row)
    with registry._store.writing() as connection:
        for table, each in rows.items():
            dialect_of(connection).insert_rows(connection, table, _COLUMNS[table], each)
        connection.exec_driver_sql(
            f"UPDATE documents SET language = 'my' WHERE number % {FEW_EVERY} = 17"
        )


_COLUMNS = {
    "agreements": ("number", "id", "minted_at"),
    "accounts": (
        *("number", "id", "agreement", "document"),
        *("anchor_start", "anchor_end", "anchor_quote"),
    ),
    "reading_accounts": ("reading", "position", "account", "label"),
    "statements": (
        *("number", "id", "document", "account", "kind", "subject", "property", "value"),
        *("voice", "stance", "status"),
    ),
    "reading_statements": ("reading", "position", "statement"),
    "evidence": ("statement", "position", "quote"),
}


def _measured(registry: Registry, words: str, asked: Narrowing) -> dict[str, object]:
    found = {}
    taken = {}
    vocabulary = load_vocabulary()
    for way, walked in (("search", WALKED), ("walking all matches", 10**9)):
        with registry._store.reading() as connection:
            began, before = time.perf_counter(), time.process_time()
            found[way] = find_words(
                connection, words, asked, limit=20, vocabulary=vocabulary, walked=walked
            )
            taken[f"{way}, s"] = round(time.perf_counter() - began, 2)
            taken[f"{way}, CPU s"] = round(time.process_time() - before, 2)
    assert found["search"] == found["walking all matches"]
    some = found["search"]
    return {"documents": len(some.documents), "quotes": len(some.quotes), **taken}


if __name__ == "__main__":
    main()
