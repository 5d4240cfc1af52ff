"""Explanations of any text: they never fail, cite only what stands there, and change no reading."""

from collections.abc import Iterator

from hypothesis import HealthCheck, given, settings

from hudna.domain.evidence import Evidence, stands_in
from hudna.domain.readings import to_plain
from hudna.read import read
from hudna.read.explaining import explain
from hudna.vocabulary import load_vocabulary
from texts import to_document, to_rendition, woven_texts


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=woven_texts())
def test_any_text_is_explained_by_its_own_words(text: str) -> None:
    document, rendition = to_document(text), to_rendition(text)
    explanation = explain(document, rendition, load_vocabulary())
    assert to_plain(explanation.reading) == to_plain(read(document, rendition, load_vocabulary()))
    assert all(stands_in(cited, rendition.text) for cited in iter_evidence(explanation))
    assert len(explanation.accounts) == len(explanation.reading.agreements)
    assert bool(explanation.silence) is not bool(explanation.reading.agreements)


def iter_evidence(value: object) -> Iterator[Evidence]:
    if isinstance(value, Evidence):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from iter_evidence(each)
    elif hasattr(value, "__dataclass_fields__"):
        for name in value.__dataclass_fields__:
            yield from iter_evidence(getattr(value, name))
