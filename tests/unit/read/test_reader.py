import inspect
import itertools
import json
import pickle
import pkgutil
import re
from dataclasses import replace

import pytest

import hudna.read
from hudna.domain.readings import to_plain
from hudna.read import READER_NAME, READER_VERSION, read
from hudna.vocabulary import Vocabulary, load_vocabulary
from texts import read_text, to_document, to_rendition

TEXT = "The Valley Front and the army signed a truce on Monday in the town of Dalbar."


def test_the_same_input_gives_the_same_reading_byte_for_byte() -> None:
    first, second = (json.dumps(to_plain(read_text(TEXT))) for _ in range(2))
    assert first == second


def test_a_reading_names_its_reader() -> None:
    reader = read_text(TEXT).reader
    assert (reader.name, reader.version) == (READER_NAME, READER_VERSION)
    assert reader.vocabulary == load_vocabulary().key


def test_a_reading_and_the_reader_can_be_sent_to_another_process() -> None:
    reading = read_text(TEXT)
    assert pickle.loads(pickle.dumps(reading)) == reading  # noqa: S301 - made here
    assert pickle.loads(pickle.dumps(read)) is read  # noqa: S301 - made here


@pytest.mark.parametrize("text", ["", "\n\n", "…", "a", "The truce."])
def test_a_text_with_nothing_to_read_gives_an_answer(text: str) -> None:
    assert read_text(text).agreements == ()


def test_every_value_is_grounded_in_the_text() -> None:
    (agreement,) = read_text(TEXT).agreements
    assert {g.of for g in agreement.grounds} >= {"named_as", "stage", "authenticity", "form"}
    assert read_text(TEXT).refused == 0


def test_another_vocabulary_gives_another_reading() -> None:
    vocabulary = load_vocabulary()
    sources = tuple(
        (name, text.replace("- truce*", "- tregua*") if name == "reading" else text)
        for name, text in vocabulary.sources
    )
    other = Vocabulary("other", sources)
    found = read(to_document(TEXT), to_rendition(TEXT), other)
    assert found.reader == replace(read_text(TEXT).reader, vocabulary="other")
    assert found != read_text(TEXT)


def test_every_section_of_the_reading_vocabulary_is_read() -> None:
    """A section that no module names would be data that changes nothing."""
    source = "".join(
        inspect.getsource(__import__(f"hudna.read.{module.name}", fromlist=["_"]))
        for module in pkgutil.iter_modules(hudna.read.__path__)
    )
    named = set(re.findall(r"\[['\"](\w+)['\"]\]", source))
    sections = set(load_vocabulary().get("reading")) - {"references"}
    assert sections - named == set()


def test_every_section_of_the_reading_vocabulary_says_what_it_decides() -> None:
    text = dict(load_vocabulary().sources)["reading"]
    lines = text.splitlines()
    bare = [
        line
        for before, line in itertools.pairwise(lines)
        if re.match(r"[a-z_]+:", line) and not before.startswith("#")
    ]
    assert bare == []
