import pytest

from hudna.domain.documents import (
    Document,
    MediaType,
    Metadata,
    Region,
    RegionKind,
    Rendition,
    document_id,
)
from hudna.domain.identifiers import sha256_of
from hudna.errors import EvidenceError
from hudna.text.cleaning import normalise
from hudna.text.spans import Span

DOCUMENT = document_id(b"A truce.")


def rendition(text: str, *regions: Region) -> Rendition:
    return Rendition(DOCUMENT, text, normalise(text).alignment, regions)


def test_document_is_known_by_its_bytes() -> None:
    assert sha256_of(b"A truce.") == DOCUMENT


@pytest.mark.parametrize("text", ["a\r\nb", "\ufeffa", "e\u0301"], ids=["line end", "mark", "NFD"])
def test_text_of_a_rendition_is_normalised(text: str) -> None:
    with pytest.raises(EvidenceError) as raised:
        Rendition(DOCUMENT, text, normalise("").alignment)
    assert raised.value.code == "evidence-text"


def test_region_lies_in_its_text() -> None:
    with pytest.raises(EvidenceError):
        rendition("short", Region(Span(0, 9), RegionKind.HEADER))


def test_rendition_is_known_by_its_text() -> None:
    assert rendition("A truce.").id == sha256_of(b"A truce.")


def test_citation_cannot_disagree_with_its_text() -> None:
    assert rendition("A truce.").cite(Span(2, 7)).quote == "truce"


def test_nothing_is_cited_past_the_end() -> None:
    with pytest.raises(EvidenceError):
        rendition("A truce.").cite(Span(2, 70))


def test_body_is_what_lies_outside_every_region() -> None:
    made = rendition("Menu\n\nA truce.", Region(Span(0, 4), RegionKind.BOILERPLATE))
    assert made.is_body(Span(6, 14))
    assert not made.is_body(Span(3, 8))


def test_given_metadata_wins_and_gaps_are_filled() -> None:
    given = Metadata(published="2016-02-01")
    own = Metadata(title="Truce", published="2016-01-01", language="en")
    assert given.over(own) == Metadata(title="Truce", published="2016-02-01", language="en")


def test_metadata_key_follows_every_field() -> None:
    keys = {
        Metadata().key,
        Metadata(title="x").key,
        Metadata(publisher="x").key,
        Metadata(published="x").key,
        Metadata(url="x").key,
        Metadata(language="x").key,
    }
    assert len(keys) == 6


def test_described_document_stays_the_same_document() -> None:
    document = Document(DOCUMENT, "a.txt", MediaType.TEXT, 8)
    assert document.described(Metadata(title="Truce")).id == document.id
