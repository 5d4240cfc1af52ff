import pytest

from hudna.errors import InputError
from hudna.registry.words import MOST_PHRASES, Phrase, find_all, indexed, parse_phrases, to_match


@pytest.mark.parametrize(
    ("query", "phrases"),
    [
        ("truce", [Phrase(("truce",))]),
        ("River Truce", [Phrase(("river",)), Phrase(("truce",))]),
        ('"river truce"', [Phrase(("river", "truce"))]),
        ('"river truce', [Phrase(("river", "truce"))]),
        ("al-Qanat", [Phrase(("al", "qanat"))]),
        ("ceas*", [Phrase(("ceas",), is_open=True)]),
        ("truce truce", [Phrase(("truce",))]),
        ("a AND b", [Phrase(("a",)), Phrase(("and",)), Phrase(("b",))]),
        ("هُدْنَة", [Phrase(("هدنه",))]),
        ("été", [Phrase(("ete",))]),
        ("snake_case", [Phrase(("snake", "case"))]),
        ("٣ أيار", [Phrase(("3",)), Phrase(("ايار",))]),
    ],
)
def test_query_is_parsed(query: str, phrases: list[Phrase]) -> None:
    assert list(parse_phrases(query)) == phrases


@pytest.mark.parametrize("query", ["", " ", "*", '""', "-_-", "\N{SNOWMAN}"])
def test_query_without_a_word_is_refused(query: str) -> None:
    with pytest.raises(InputError):
        parse_phrases(query)


def test_query_of_too_many_words_is_refused() -> None:
    with pytest.raises(InputError, match=str(MOST_PHRASES)):
        parse_phrases(" ".join(str(n) for n in range(MOST_PHRASES + 1)))


def test_every_word_is_quoted_for_the_index() -> None:
    groups = [(phrase,) for phrase in parse_phrases('near OR "a b" not*')]
    assert to_match(groups) == '"near" AND "or" AND "a b" AND "not"*'
    assert (
        to_match([(Phrase(("a",)), Phrase(("b", "c"))), groups[3]]) == '("a" OR "b c") AND "not"*'
    )


@pytest.mark.parametrize(
    ("query", "text", "found"),
    [
        ("truce", "A Truce, no truces", ["Truce"]),
        ("truce*", "A Truce, no truces", ["Truce", "truces"]),
        ('"a truce"', "a\n truce; a-truce", ["a\n truce", "a-truce"]),
        ("هدنة", "قبلوا هُدْنَةً أمس", ["هُدْنَةً"]),
        ("cafe", "Café", ["Café"]),
        ("b", "abc b_c", ["b"]),
    ],
)
def test_words_are_found_where_they_stand(query: str, text: str, found: list[str]) -> None:
    spans = find_all(parse_phrases(query), text)
    assert [span.of(text) for span in spans] == found


def test_what_is_indexed_has_neither_case_nor_marks() -> None:
    assert indexed("Été: هُدْنَةٌ!").split() == ["ete", "هدنه"]
