"""What a search finds by more than words, and which clauses are similar, in each store."""

from datetime import date
from typing import Any

import pytest

from deposited import PUBLISHED, Ticking, deposit, quote
from hudna.domain.agreements import Agreement, Ground, Participant, Term
from hudna.domain.codebook import Modality, Role, Stage, Stance
from hudna.domain.documents import Metadata
from hudna.domain.statements import DecisionKind
from hudna.domain.views import SearchResult
from hudna.errors import InputError, NotFoundError
from hudna.registry import Deposit, Narrowing, Registry, open_registry
from servers import TEMPLATE, Server

ARABIC = """اتفقت الجبهة الشمالية ومجلس البحيرة على الهدنة في القناة.
ويلتزم الطرفان بإطلاق سراح جميع الأسرى خلال أسبوع.
"""
SPELLED = "Fighters of Jabhat an-Nusra left Ash-Sham street; Alqanat stayed calm.\n"
CLAUSES = """Terms of the coast

The two sides shall exchange all prisoners within one week.
All prisoners shall be released within two weeks.
The eastern crossing shall be opened to convoys of grain.
"""


def clauses() -> Deposit:
    """Return a document of three clauses."""
    lines = CLAUSES.strip().split("\n")[2:]
    codes = ("persons.release", "persons.release", "movement.access")
    told = Agreement(
        id="a1",
        label="Coast terms",
        anchor=quote(CLAUSES, "Terms of the coast"),
        stage=Stage.PROPOSAL,
        participants=(Participant("Hill Brigade", Role.PARTY, (quote(CLAUSES, "two sides"),)),),
        terms=tuple(
            Term((code,), (quote(CLAUSES, line),), modality=Modality.OBLIGATION)
            for code, line in zip(codes, lines, strict=True)
        ),
        grounds=(Ground("stage", "offered", (quote(CLAUSES, "Terms"),)),),
    )
    known = Metadata(published="2032-01-10", language="en", publisher="Coast Gazette")
    return deposit(CLAUSES, name="coast.txt", agreements=(told,), facts=(), metadata=known)


def arabic() -> Deposit:
    words = (quote(ARABIC, "بإطلاق سراح جميع الأسرى خلال أسبوع"),)
    told = Agreement(
        id="a1",
        label="هدنة",
        anchor=quote(ARABIC, "الهدنة"),
        participants=(
            Participant("الجبهة الشمالية", Role.PARTY, (quote(ARABIC, "الجبهة الشمالية"),)),
        ),
        terms=(Term(("persons.release",), words),),
    )
    known = Metadata(published="2031-05-05", language="ar", publisher="Lake Radio")
    return deposit(ARABIC, name="ar.txt", agreements=(told,), facts=(), metadata=known)


@pytest.fixture
def filled(registry: Registry) -> Registry:
    spelled = deposit(SPELLED, name="spelled.txt", agreements=(), facts=(), metadata=PUBLISHED)
    registry.store([deposit(), clauses(), arabic(), spelled])
    return registry


def documents(result: SearchResult) -> list[str]:
    return sorted(hit.document.name for hit in result.documents)


def quotes(result: SearchResult) -> list[str]:
    return [hit.quote.quote for hit in result.quotes]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("هدنة", ["ar.txt"]),
        ("الهدنه", ["ar.txt"]),
        ("هُدنة", ["ar.txt"]),
        ("جبهة", ["ar.txt"]),
        ("إطلاق", ["ar.txt"]),
        ('"إطلاق سراح"', ["ar.txt"]),
        ("اسرى", ["ar.txt"]),
        ("اسري", ["ar.txt"]),
        ("al-Nusra", ["spelled.txt"]),
        ("el-Nusra", ["spelled.txt"]),
        ("as-Sham", ["spelled.txt"]),
        ("an-Sham", ["spelled.txt"]),
        ("an-Shan", []),
        ("al-Sham", ["spelled.txt"]),
        ("al-Qanat", ["river.txt", "spelled.txt"]),
        ("Jabhat al-Nusra", ["spelled.txt"]),
        ('"al-Nusra Front"', ["spelled.txt"]),
        ("Jabhat al-Nusrah", ["spelled.txt"]),
        ("الهدن", []),
    ],
)
def test_words_are_found_as_they_may_be_written(
    filled: Registry, words: str, found: list[str]
) -> None:
    assert documents(filled.search(words)) == found


@pytest.mark.parametrize(
    ("words", "asked", "names", "some"),
    [
        (
            None,
            {"code": "persons.release"},
            ["ar.txt", "coast.txt", "river.txt"],
            "within one week",
        ),
        (None, {"code": "persons"}, ["ar.txt", "coast.txt", "river.txt"], "within one week"),
        (None, {"code": "person"}, [], None),
        ("prisoners", {"code": "movement.access"}, ["coast.txt"], None),
        ("prisoners", {"code": "persons.release"}, ["coast.txt", "river.txt"], "exchange all"),
        (None, {"code": "persons.release", "language": "ar"}, ["ar.txt"], "الأسرى"),
        (None, {"language": "AR"}, ["ar.txt"], None),
        (None, {"stage": Stage.PROPOSAL}, ["coast.txt"], None),
        (None, {"stage": Stage.AGREED}, ["river.txt"], "signed a truce"),
        (None, {"actor": "lake council"}, ["river.txt"], "Lake Council"),
        (None, {"actor": "X", "actor_names": ("NF",)}, ["river.txt"], "North Front"),
        (None, {"actor": "lake", "role": Role.MEDIATOR}, [], None),
        (None, {"actor": "lake", "role": Role.PARTY}, ["river.txt"], "Lake Council"),
        (None, {"role": Role.PARTY, "stage": Stage.PROPOSAL}, ["coast.txt"], None),
        (None, {"place": "al-qanat"}, ["river.txt"], "al-Qanat"),
        ("truce", {"place": "Nowhere"}, [], None),
        (None, {"stance": Stance.DENIES}, ["river.txt"], "Hill Brigade denied"),
        (None, {"stance": Stance.DENIES, "source": "Hill Brigade"}, ["river.txt"], "denied"),
        (None, {"stance": Stance.DENIES, "source": "Lake"}, [], None),
        (None, {"source": "gazette"}, ["coast.txt"], None),
        ("prisoners", {"source": "gazette"}, ["coast.txt"], "exchange all"),
        (None, {"since": date(2032, 1, 1)}, ["coast.txt"], None),
        ("truce", {"until": date(2031, 5, 3)}, ["river.txt"], "truce"),
        (None, {"since": date(2031, 5, 5), "until": date(2031, 5, 5)}, ["ar.txt"], None),
        (None, {"since": date(2040, 1, 1)}, [], None),
    ],
)
def test_a_search_is_narrowed(
    filled: Registry,
    words: str | None,
    asked: dict[str, Any],
    names: list[str],
    some: str | None,
) -> None:
    result = filled.search(words, Narrowing(**asked))
    assert documents(result) == names
    if some is not None:
        assert any(some in each for each in quotes(result)), quotes(result)
    assert (result.searched is None) == bool(names)


def test_a_quote_is_of_a_clause_with_the_code(filled: Registry) -> None:
    result = filled.search("shall", Narrowing(code="movement.access"))
    assert quotes(result) == ["The eastern crossing shall be opened to convoys of grain."]
    result = filled.search("prisoners", Narrowing(code="movement.access"))
    assert quotes(result) == []


def test_what_was_rejected_or_corrected_counts_so(filled: Registry) -> None:
    who: Any = {"reason": "so", "author": "amal"}
    [stage] = [
        c.value.statement.id
        for c in filled.iter_values()
        if c.value.statement.value == "proposal" and c.value.statement.property == "stage"
    ]
    filled.decide(DecisionKind.CORRECT, stage, value="agreed", **who)
    assert documents(filled.search(None, Narrowing(stage=Stage.PROPOSAL))) == []
    assert "coast.txt" in documents(filled.search(None, Narrowing(stage=Stage.AGREED)))
    filled.decide(DecisionKind.REJECT, stage, **who)
    assert "coast.txt" not in documents(filled.search(None, Narrowing(stage=Stage.AGREED)))


def test_a_hit_has_its_line_and_the_words_around_it(filled: Registry) -> None:
    [hit] = filled.search('"eastern crossing shall"').quotes
    assert hit.line == 5
    assert hit.context is not None
    assert hit.quote.quote in hit.context.quote
    [document] = filled.search('"eastern crossing shall"').documents
    assert document.line == 5


def test_nothing_found_says_what_was_searched(filled: Registry) -> None:
    result = filled.search("unheard")
    assert result.searched is not None
    assert result.searched.documents == 4
    assert result.searched.quotes > 5
    assert result.searched.words == (("unheard",),)


def test_a_language_that_no_document_is_in_is_told_from_one_without_the_words(
    filled: Registry,
) -> None:
    unknown = filled.search("truce", Narrowing(language="english")).searched
    known = filled.search("unheard", Narrowing(language="EN")).searched
    assert unknown is not None
    assert known is not None
    assert (unknown.languages, known.languages) == (("ar", "en"), ())


def test_a_search_for_nothing_is_refused(filled: Registry) -> None:
    with pytest.raises(InputError):
        filled.search(None)
    with pytest.raises(InputError):
        Narrowing(actor="--")
    with pytest.raises(InputError):
        Narrowing(since=date(2031, 2, 1), until=date(2031, 1, 1))


def test_a_clause_has_similar_ones_with_the_words_that_both_have(filled: Registry) -> None:
    result = filled.find_similar("prisoners are exchanged within one week by the two sides")
    first, second, *_ = result.quotes
    assert first.quote.quote == "The two sides shall exchange all prisoners within one week."
    assert first.score is not None
    assert second.score is not None
    assert first.score > second.score
    assert {"prisoners", "within", "week"} <= {word for word, _ in first.shared}
    assert sum(part for _, part in first.shared) <= first.score + 0.001


def test_the_clause_of_a_statement_is_not_similar_to_itself(filled: Registry) -> None:
    [statement] = [
        c.value.statement
        for c in filled.iter_values()
        if c.value.statement.property == "code"
        and "one week" in c.value.statement.evidence[0].quote
    ]
    found = quotes(filled.find_similar(statement.id))
    assert found[0] == "All prisoners shall be released within two weeks."
    assert statement.evidence[0].quote not in found


def test_similar_clauses_are_found_in_arabic_and_narrowed(filled: Registry) -> None:
    found = filled.find_similar("سيطلق الطرفان سراح الأسرى في أسبوع")
    assert [hit.document.name for hit in found.quotes] == ["ar.txt"]
    narrowed = filled.find_similar("all prisoners shall be released", Narrowing(stage=Stage.AGREED))
    assert {hit.document.name for hit in narrowed.quotes} == {"river.txt"}


def test_nothing_similar_says_what_was_searched(filled: Registry) -> None:
    result = filled.find_similar("volcano eruption")
    assert result.quotes == ()
    assert result.searched is not None
    with pytest.raises(InputError):
        filled.find_similar("?!")
    with pytest.raises(NotFoundError):
        filled.find_similar("stm-0000000000")


def test_both_stores_find_alike(server: Server, tmp_path: Any) -> None:
    asked = [
        (words, narrowing)
        for words in (None, "truce", "هدنة", "shall", '"al-Nusra Front"')
        for narrowing in (
            Narrowing(language="en"),
            Narrowing(code="persons"),
            Narrowing(role=Role.PARTY),
            Narrowing(since=date(2031, 5, 1)),
        )
    ]
    with server.database(template=TEMPLATE) as name:
        found: list[list[SearchResult]] = []
        for place in (tmp_path / "hudna.db", server.address(name)):
            with open_registry(place, clock=Ticking()) as registry:
                registry.store([deposit(), clauses(), arabic()])
                each = [registry.search(*every) for every in asked]
                each += [registry.find_similar(w) for w in ("all prisoners", "الأسرى", "grain")]
                found.append(each)
        assert found[0] == found[1]
