"""Both stores find the same words in the same order."""

import random
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from deposited import Ticking, deposit, numbered, quote
from hudna.domain.agreements import Agreement, Participant
from hudna.domain.codebook import Role
from hudna.domain.identifiers import DocumentId
from hudna.domain.views import SearchResult
from hudna.registry import Deposit, Registry, open_registry
from hudna.registry.postgres.dialect import iter_parts, to_vector
from servers import TEMPLATE, Server

ARABIC = """هُدْنَة في القناة

أعلنت الجبهة الشمالية ومجلس البحيرة هدنة في القناة يوم ٣ أيار ٢٠٣١.
وقالت الجبهة إنها ستفرج عن جميع الأسرى.

ونفى متحدث باسم لواء التل وجود أي هدنة، وقال: لا هدنـــة مع العدو.
"""
ODD = """A cease-fire, or cease_fire, or ceasefire:
see http://example.org/a/b?c=d or mail a.b@example.org.

It costs 1,500.75 on 2031-05-03 at 14:30; -7 degrees; O'Brien's X-ray; café naïve Ærø straße ǅ.

Ünïcödé İstanbul ﬁne 𝒷𝒾𝑔 日本語 हिन्दी שָׁלוֹם and ''quoted'' \\ back & | ! ( ) : * < > 'q'.
"""
QUERIES = [
    "truce",
    "truce crossing",
    '"signed a truce"',
    '"North Front"',
    "cease*",
    "cease",
    "fire",
    "ceasefire",
    '"cease fire"',
    "هدنة",
    "الهدنة",
    "هدن*",
    '"هدنة في القناة"',
    "القناه",
    "example",
    '"example org"',
    "1500",
    '"1 500 75"',
    "14",
    "30",
    "o'brien",
    "café",
    "cafe",
    "naive",
    "aero",
    "strasse",
    "istanbul",
    "fine",
    "日本語",
    "हिन्दी",
    "שלום",
    "quoted",
    "the",
    "the of a",
    '"the the"',
    "a*",
    "nowhere",
    '"truce a signed"',
    "back",
    "q",
]


def texts() -> list[str]:
    """Return texts of many lengths over a few words, some rare and some common."""
    chance = random.Random(2031)  # noqa: S311 - words, not secrets
    words = ["the", "the", "the", "of", "a", "truce", "ceasefire", "crossing", "هدنة", "جبهة"]
    rare = [f"word{n}" for n in range(40)]
    return [
        " ".join(chance.choices([*words, *rare], [9] * len(words) + [1] * len(rare), k=length))
        for length in [*range(5, 60, 3), 200, 900]
    ]


def with_quotes(text: str) -> Deposit:
    """Return a deposit whose reading quotes the beginning of a text."""
    words = text[: min(40, len(text))].rsplit(" ", 1)[0] or text
    somebody = Participant("Somebody", Role.PARTY, (quote(text, words),))
    told = Agreement(id="a1", label="Told", anchor=quote(text, words), participants=(somebody,))
    return deposit(text, name=f"{abs(hash(text))}.txt", agreements=[told], facts=())


@pytest.fixture(scope="module")
def both(
    server: Server, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Registry, Registry]]:
    """The same documents in both stores."""
    batch = [deposit(), numbered(1), deposit(ARABIC, name="a", agreements=(), facts=())]
    batch += [deposit(ODD, name="o", agreements=(), facts=()), *map(with_quotes, texts())]
    folder = tmp_path_factory.mktemp("alike")
    with ExitStack() as stack:
        name = stack.enter_context(server.database(template=TEMPLATE))
        file: Path | str = folder / "hudna.db"
        opened = [
            stack.enter_context(open_registry(place, clock=Ticking()))
            for place in (file, server.address(name))
        ]
        for registry in opened:
            registry.store(batch)
        yield opened[0], opened[1]


def names(result: SearchResult) -> tuple[list[DocumentId], list[tuple[DocumentId, int]]]:
    documents = [hit.document.id for hit in result.documents]
    return documents, [(hit.document.id, hit.quote.start) for hit in result.quotes]


@pytest.mark.parametrize("query", QUERIES)
def test_both_find_the_same_in_the_same_order(both: tuple[Registry, Registry], query: str) -> None:
    one, other = (registry.search(query, limit=100) for registry in both)
    assert names(one) == names(other)
    assert one == other


@pytest.mark.parametrize("seed", range(40))
def test_both_find_the_same_for_any_words(both: tuple[Registry, Registry], seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - words, not secrets
    words = [*chance.sample(" ".join(texts()).split(), 3), "truce", "the"]
    query = chance.choice(
        ["{0}", "{0} {1}", '"{0} {1}"', "{0}* {3}", '"{3} {4}"', '"{4} {4}" {0}', "{0} {3} {4}"]
    ).format(*words)
    one, other = (registry.search(query, limit=7) for registry in both)
    assert names(one) == names(other)


def test_a_few_are_the_first_of_many(both: tuple[Registry, Registry]) -> None:
    _, registry = both
    many = registry.search("the", limit=100)
    assert len(many.documents) > 10
    assert registry.search("the", limit=5).documents == many.documents[:5]


def test_of_very_many_those_stored_last_are_ranked_first_and_all_are_reached(
    both: tuple[Registry, Registry], monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = [registry.search("the", limit=100) for registry in both]
    monkeypatch.setattr("hudna.registry.ranking.RANKED_MOST", 6)
    few, other = (registry.search("the", limit=3) for registry in both)
    assert names(few) == names(other)
    assert few.ranked == 6
    newest = [with_quotes(text).document.id for text in texts() if "the" in text.split()][-6:]
    assert {hit.document.id for hit in few.documents} <= set(newest)
    many, other = (registry.search("the", limit=100) for registry in both)
    assert names(many) == names(other)
    assert set(names(many)[0]) == set(names(whole[0])[0])
    assert set(names(many)[1]) == set(names(whole[0])[1])
    assert set(names(many)[0][:6]) == set(newest)


@pytest.mark.parametrize("query", QUERIES)
def test_both_rank_the_same_of_very_many(
    both: tuple[Registry, Registry], query: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hudna.registry.ranking.RANKED_MOST", 4)
    one, other = (registry.search(query, limit=5) for registry in both)
    assert one == other


def test_what_is_rarer_is_ranked_together(both: tuple[Registry, Registry]) -> None:
    assert [registry.search("the").ranked for registry in both] == [None, None]


def test_a_long_text_has_words_of_very_many_wherever_they_stand(registry: Registry) -> None:
    words = [f"w{n}" for n in range(25_000)]
    registry.store([deposit(" ".join(words), agreements=(), facts=())])
    assert len(registry.search("w3 w24990").documents) == 1
    assert len(registry.search("w8 w12000 w24990").documents) == 1
    assert not registry.search("w3 w24990 elsewhere").documents


def test_a_long_text_is_found_by_what_stands_anywhere_in_it(registry: Registry) -> None:
    words = [f"w{n}" for n in range(25_000)]
    text = " ".join(words)
    registry.store([deposit(text, agreements=(), facts=())])
    for place in (0, 7_990, 7_999, 8_000, 15_930, 24_990):
        some = " ".join(words[place : place + 8])
        assert len(registry.search(f'"{some}"').documents) == 1
    assert len(registry.search("w3 w24999").documents) == 1
    assert registry.search('"w3 w5"').documents == ()


def test_a_word_that_stands_everywhere_is_found_in_any_row(registry: Registry) -> None:
    text = " ".join(["no"] * 600 + ["truce"] + ["no"] * 600)
    registry.store([deposit(text, agreements=(), facts=())])
    for query in ("no", '"no truce no"', '"no no no"', " ".join(["no"] * 50)):
        assert len(registry.search(query).documents) == 1
    phrase = " ".join(["no"] * 70)
    assert len(registry.search(f'"{phrase}"').documents) == 1
    assert registry.search('"truce truce"').documents == ()


def test_a_very_long_word_is_found(registry: Registry) -> None:
    registry.store([deposit("ا" * 5_000 + " truce", agreements=(), facts=())])
    assert len(registry.search("ا" * 5_000).documents) == 1
    assert len(registry.search("ااا*").documents) == 1


def test_parts_overlap_and_leave_nothing_out() -> None:
    words = [str(n % 300) for n in range(90_000)]
    parts = [list(part) for part in iter_parts(words)]
    again = parts[0] + [word for part in parts[1:] for word in part[64:]]
    assert again == words
    assert max(max(part.count(w) for w in ("0", "1")) for part in parts) <= 255
    assert list(iter_parts([])) == [[]]
    assert to_vector(["a", "b", "a"]) == "'a':1,3 'b':2"
