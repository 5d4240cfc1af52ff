from dataclasses import replace

import pytest

from hudna.errors import InputError
from hudna.vocabulary import Vocabulary, load_vocabulary, localized


def test_the_vocabulary_that_ships_has_its_files() -> None:
    names = [name for name, _ in load_vocabulary().sources]
    assert names == sorted(names)
    assert {"actors", "codebook", "countries", "gazetteer.tsv", "places", "reading"} <= set(names)


def test_the_vocabulary_is_loaded_once() -> None:
    assert load_vocabulary() is load_vocabulary()


def test_a_file_of_yaml_is_read_as_plain_data() -> None:
    assert Vocabulary("k", (("words", "truce: [hudna]"),)).get("words") == {"truce": ["hudna"]}


def test_a_table_is_read_as_rows_without_comments_and_column_names() -> None:
    table = "# a note\nname\tcountry\nHoms\tSY\nTaiz\tYE\n"
    assert Vocabulary("k", (("places.tsv", table),)).get("places") == [
        ("Homs", "SY"),
        ("Taiz", "YE"),
    ]


def test_an_empty_cell_is_kept() -> None:
    assert Vocabulary("k", (("t.tsv", "a\tb\nHoms\t\n"),)).get("t") == [("Homs", "")]


@pytest.mark.parametrize(
    ("sources", "name"),
    [
        ((), "words"),
        ((("words", "a: [b"),), "words"),
        ((("words.tsv", "a\tb\nc\n"),), "words"),
    ],
    ids=["no such file", "no YAML", "ragged rows"],
)
def test_what_cannot_be_read_is_an_error_of_input(
    sources: tuple[tuple[str, str], ...], name: str
) -> None:
    with pytest.raises(InputError) as caught:
        Vocabulary("k", sources).get(name)
    assert caught.value.code == "input-vocabulary"


def test_vocabularies_with_one_key_are_one() -> None:
    vocabulary = load_vocabulary()
    assert replace(vocabulary, sources=()) == vocabulary
    assert hash(replace(vocabulary, sources=())) == hash(vocabulary)
    assert replace(vocabulary, key="another") != vocabulary


def test_a_message_about_a_vocabulary_does_not_carry_its_files() -> None:
    assert len(repr(load_vocabulary())) < 100


def test_a_language_has_its_own_words_before_the_common_ones() -> None:
    sources = (("words", "a: [truce]\nb: {x: 1}"), ("words.ar", "a: [hudna]\nb: {y: 2}"))
    words = Vocabulary("k", sources)
    assert localized(words, "ar").get("words") == {"a": ["hudna"], "b": {"y": 2, "x": 1}}
    assert words.get("words") == {"a": ["truce"], "b": {"x": 1}}


def test_a_language_without_words_of_its_own_has_the_common_ones() -> None:
    words = Vocabulary("k", (("words", "a: [truce]"),))
    assert localized(words, "fr").get("words") == {"a": ["truce"]}
