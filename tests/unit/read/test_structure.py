import pytest

from hudna.domain.documents import Region, RegionKind, Rendition
from hudna.read.structure import Kind, lay_out
from hudna.text.spans import Span
from hudna.vocabulary import load_vocabulary
from texts import page_of, to_rendition

LISTED = """Agreement of the Two Villages

The elders of both villages agreed on the following:
1. All shooting stops at noon.
2) Prisoners are returned within a week.
- The road stays open
(a) Disputes go to the elders.
IV. Guns stay at home.
3.5 tonnes of flour were sent."""


def kinds(text: str) -> list[tuple[str, str | None]]:
    return [(s.kind.value, s.number) for s in page_of(text).sentences]


def words(text: str) -> list[str]:
    page = page_of(text)
    return [page.words(s.span) for s in page.sentences]


def clauses(text: str) -> list[str]:
    page = page_of(text)
    return [page.words(c) for s in page.sentences for c in s.clauses]


def test_headlines_points_and_body_are_told_apart() -> None:
    assert kinds(LISTED) == [
        ("headline", None),
        ("body", None),
        ("point", "1"),
        ("point", "2"),
        ("point", None),
        ("point", "a"),
        ("point", "IV"),
        ("body", None),
    ]


def test_the_number_of_a_point_is_no_part_of_it() -> None:
    assert "All shooting stops at noon." in words(LISTED)


def test_a_decimal_number_is_no_point() -> None:
    assert "3.5 tonnes of flour were sent." in words(LISTED)


def test_what_follows_the_heading_of_an_article_is_a_point_of_that_number() -> None:
    text = (
        "Charter of the valley.\nArticle 3: Scope\nIt holds in all villages.\nArticle 4\nIt ends."
    )
    assert kinds(text)[1:] == [
        ("headline", "Article 3"),
        ("point", "Article 3"),
        ("headline", "Article 4"),
        ("point", "Article 4"),
    ]


def test_numbers_without_a_stop_are_points_only_in_a_run() -> None:
    assert kinds("They agreed.\n1 No fire\n2 No raids\n3 No mines")[1:] == [
        ("point", "1"),
        ("point", "2"),
        ("point", "3"),
    ]
    assert kinds("They agreed.\n12 Villages took part.")[1] == ("body", None)


def test_points_within_a_line_are_told_apart() -> None:
    text = "They agreed on this: 1- Stop all fire. 2- Free the captives. 3- Open the road."
    assert words(text) == [
        "They agreed on this:",
        "Stop all fire.",
        "Free the captives.",
        "Open the road.",
    ]
    assert [number for _, number in kinds(text)] == [None, "1", "2", "3"]


def test_two_numbers_within_a_line_are_no_list() -> None:
    assert len(words("They came in at 1. Nothing else. 2. Well.")) < 6
    assert all(kind == "body" for kind, _ in kinds("Of this: 1. Fire stops. 2. Roads open."))


def test_a_long_first_line_is_no_headline() -> None:
    assert kinds("word " * 60 + "\nNext.")[0] == ("body", None)


def test_a_line_that_ends_in_a_stop_is_no_headline() -> None:
    assert kinds("The truce holds.\nIt is quiet.")[0] == ("body", None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "The rebels stopped their fire, but the army marched on to Dalbar.",
            ["The rebels stopped their fire", "but the army marched on to Dalbar."],
            id="comma and conjunction",
        ),
        pytest.param(
            "The council will free its captives and open the northern road.",
            ["The council will free its captives", "and open the northern road."],
            id="and before a verb",
        ),
        pytest.param(
            "Bread and butter were sold in the market.",
            ["Bread and butter were sold in the market."],
            id="and between nouns",
        ),
        pytest.param(
            "The envoy said that the truce had held in the valley.",
            ["The envoy said", "the truce had held in the valley."],
            id="what is said",
        ),
        pytest.param(
            "Both sides stop firing — the road to Harun is opened.",
            ["Both sides stop firing", "the road to Harun is opened."],
            id="dash",
        ),
        pytest.param("No, but yes.", ["No, but yes."], id="fragments stay together"),
    ],
)
def test_sentences_fall_into_clauses(text: str, expected: list[str]) -> None:
    assert clauses(text) == expected


def test_regions_that_are_not_the_body_have_no_sentences() -> None:
    plain = to_rendition("Subscribe now!\nThe truce holds.\nAll rights reserved.")
    outside = (
        Region(Span(0, 14), RegionKind.BOILERPLATE),
        Region(Span(32, 52), RegionKind.BOILERPLATE),
    )
    rendition = Rendition(plain.document, plain.text, plain.alignment, outside)
    page = lay_out(rendition, load_vocabulary())
    assert [page.words(s.span) for s in page.sentences] == ["The truce holds."]


def test_an_endless_sentence_is_cut_at_spaces() -> None:
    page = page_of("word " * 3000)
    assert max(len(s.span) for s in page.sentences) <= 4000
    assert all(page.words(s.span).startswith("word") for s in page.sentences)


def test_every_clause_lies_within_its_sentence() -> None:
    for sentence in page_of(LISTED).sentences:
        assert all(sentence.span.contains(clause) for clause in sentence.clauses)
        assert sentence.kind in Kind


WRAPPED = """The army and the rebels of the valley have agreed on a truce that
is to begin on Friday at midnight, officials of the town council said.
Under the deal the rebels will hand over their heavy weapons, and the
army will open the road to the town and allow food and fuel to enter
it. A committee of both sides will observe the truce.

1. The first point of the list begins on a line of its own here today.
2. The second point does so as well, and is no part of the first one.
"""


def test_lines_broken_where_they_were_full_are_one_text() -> None:
    page = page_of(WRAPPED)
    first = " ".join(page.words(page.sentences[0].span).split())
    assert first.endswith("officials of the town council said.")
    assert [s.number for s in page.sentences if s.number] == ["1", "2"]


def test_lines_of_their_own_stay_apart() -> None:
    page = page_of("Headline of the day\nThe truce holds\nThe army left\nFood came\nAll is well\n")
    assert len(page.sentences) == 5
