"""A search that begins with the few documents that may pass finds what walking all matches does."""

import random
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deposited import Ticking, deposit, quote
from hudna.domain.agreements import Agreement, Claim, Ground, Participant, PlaceValue, Term
from hudna.domain.codebook import About, Modality, Role, Stage, Stance
from hudna.domain.documents import Metadata
from hudna.domain.statements import DecisionKind
from hudna.registry import Deposit, Narrowing, Registry, open_registry, ranking
from hudna.registry.candidates import KEY_CHARS, find_candidates
from hudna.registry.search import find_words
from hudna.vocabulary import load_vocabulary
from servers import TEMPLATE, Server

WORDS = ("truce", "river", "convoy", "هدنة", "bridge", "council")
NAMES = ("North Front", "Lake Council", "مجلس البحيرة", "Hill Brigade", "X" * (KEY_CHARS + 50))
LONG = 10**9


def one_of_many(number: int, chance: random.Random) -> Deposit:
    """Return a document with an account that has some of what a search may ask for."""
    words = chance.choices(WORDS, [9, 5, 3, 2, 2, 1], k=chance.randrange(4, 30))
    text = f"Text {number}. " + " ".join(words) + "\n"
    cited = (quote(text, f"{words[0]} {words[1]}"),)
    some = tuple(
        Participant(name, chance.choice([Role.PARTY, Role.MEDIATOR]), cited)
        for name in chance.sample(NAMES, chance.randrange(3))
    )
    told = Agreement(
        id="a1",
        label="Told",
        anchor=cited[0],
        stage=chance.choice([Stage.AGREED, Stage.PROPOSAL, Stage.AGREED]),
        grounds=(Ground("stage", "signed", cited),),
        participants=some,
        places=(PlaceValue(chance.choice(["al-Qanat", "Tell"]), cited),),
        terms=(
            Term(
                (chance.choice(["persons.release", "movement.access"]),),
                cited,
                modality=Modality.OBLIGATION,
            ),
        ),
        claims=(Claim("Hill Brigade", chance.choice([*Stance]), cited, about=About.EXISTENCE),),
    )
    known = Metadata(
        published=f"2031-05-{chance.randrange(1, 28):02}",
        language=chance.choice(["en", "ar", None]),
        publisher=chance.choice(["Lake Radio", None]),
    )
    return deposit(text, name=f"{number}.txt", agreements=(told,), facts=(), metadata=known)


def fill(registry: Registry) -> None:
    chance = random.Random(8)  # noqa: S311 - texts, not secrets
    registry.store([one_of_many(number, chance) for number in range(60)])
    who: Any = {"reason": "so", "author": "amal"}
    said = [c.value.statement for c in registry.iter_values()]
    stages = [each for each in said if each.property == "stage"]
    registry.decide(DecisionKind.CORRECT, stages[3].id, value="in_force", **who)
    registry.decide(DecisionKind.REJECT, stages[5].id, **who)
    roles = [each for each in said if each.property == "role"]
    registry.decide(DecisionKind.CORRECT, roles[2].id, value="guarantor", **who)


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def filled(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Registry]:
    if request.param == "sqlite":
        with open_registry(
            tmp_path_factory.mktemp("few") / "hudna.db", clock=Ticking()
        ) as registry:
            fill(registry)
            yield registry
        return
    server: Server = request.getfixturevalue("server")
    with (
        server.database(template=TEMPLATE) as name,
        open_registry(server.address(name), clock=Ticking()) as registry,
    ):
        fill(registry)
        yield registry


def maybe(values: Any) -> st.SearchStrategy[Any]:
    return st.none() | st.none() | st.sampled_from(values)


narrowings = st.builds(
    Narrowing,
    actor=maybe(["lake", "Hill Brigade", "xxx", "nobody", "North Front"]),
    actor_names=st.sampled_from([(), ("North Front",)]),
    role=maybe([Role.PARTY, Role.MEDIATOR, Role.GUARANTOR]),
    code=maybe(["persons", "persons.release", "movement"]),
    place=maybe(["qanat", "tell"]),
    since=maybe([date(2031, 5, 10)]),
    stage=maybe([Stage.AGREED, Stage.IN_FORCE, Stage.COLLAPSED]),
    stance=maybe([Stance.DENIES, Stance.ASSERTS]),
    source=maybe(["radio", "Hill"]),
    language=maybe(["en", "AR", "xx"]),
)


@settings(max_examples=60, deadline=None)
@given(
    words=st.none() | st.sampled_from(["truce", "river", "هدنة", "truce river", '"truce truce"']),
    asked=narrowings,
    limit=st.sampled_from([1, 3, 100]),
    lot=st.sampled_from([2, 7, 20, 1000]),
    walked=st.sampled_from([0, 1]),
    batch=st.sampled_from([1, 5, 200]),
)
def test_both_ways_find_the_same_in_the_same_order(
    filled: Registry,
    words: str | None,
    asked: Narrowing,
    limit: int,
    lot: int,
    walked: int,
    batch: int,
) -> None:
    if words is None and not asked.asks:
        return
    known = load_vocabulary()
    with pytest.MonkeyPatch.context() as patch, filled._store.reading() as connection:
        patch.setattr(ranking, "RANKED_MOST", lot)
        patch.setattr("hudna.registry.search._BATCH", batch)
        few, all_of_them = (
            find_words(connection, words, asked, limit=limit, vocabulary=known, walked=each)
            for each in (walked, LONG)
        )
    assert few == all_of_them


@pytest.mark.parametrize("lot", [2, 7])
@pytest.mark.parametrize("words", ["truce", "river", "truce river"])
@pytest.mark.parametrize(
    "asked",
    [
        Narrowing(language="en"),
        Narrowing(stage=Stage.AGREED),
        Narrowing(actor="lake"),
        Narrowing(code="persons", place="tell"),
    ],
)
def test_more_than_is_ranked_at_a_time_keeps_its_order(
    filled: Registry, words: str, asked: Narrowing, lot: int
) -> None:
    known = load_vocabulary()
    with pytest.MonkeyPatch.context() as patch, filled._store.reading() as connection:
        patch.setattr(ranking, "RANKED_MOST", lot)
        few, all_of_them = (
            find_words(connection, words, asked, limit=100, vocabulary=known, walked=each)
            for each in (0, LONG)
        )
    assert few == all_of_them
    assert few.ranked == lot
    assert len(few.documents) > 4


def test_who_passes_is_among_the_candidates(filled: Registry) -> None:
    for asked, fewer in (
        (Narrowing(stage=Stage.PROPOSAL), True),
        (Narrowing(stage=Stage.IN_FORCE), True),
        (Narrowing(actor="xxx"), True),
        (Narrowing(since=date(2031, 5, 10)), False),
    ):
        found = filled.search(None, asked, limit=100)
        with filled._store.reading() as connection:
            some = find_candidates(connection, asked, {})
        assert (some is not None) == fewer
        assert found.documents
        if some is not None:
            assert len(found.documents) <= len(some) + 2


def test_what_many_documents_have_is_no_beginning(filled: Registry) -> None:
    with filled._store.reading() as connection:
        assert find_candidates(connection, Narrowing(stage=Stage.AGREED), {}, most=5) is None
        assert find_candidates(connection, Narrowing(language="en"), {}, most=5) is None
        assert find_candidates(connection, Narrowing(language="xx"), {}, most=5) == frozenset()
