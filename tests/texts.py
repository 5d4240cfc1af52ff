"""Texts for tests of the reader: self-written words, laid out and read as a document would be."""

from hudna.domain.documents import Document, MediaType, Metadata, Rendition, document_id
from hudna.domain.periods import find_period
from hudna.domain.readings import Reading
from hudna.read import read
from hudna.read.findings import Findings, find
from hudna.read.structure import Page, lay_out
from hudna.text.cleaning import normalise
from hudna.vocabulary import load_vocabulary

TUESDAY = "2016-02-02"
"""The day on which most of these texts are published, a Tuesday."""


def to_rendition(text: str) -> Rendition:
    """Return a text as the rendition of a document that is nothing else."""
    normalised = normalise(text)
    return Rendition(document_id(text.encode()), normalised.text, normalised.alignment)


def to_document(
    text: str, *, published: str | None = TUESDAY, language: str | None = "en"
) -> Document:
    """Return the document of a text."""
    original = text.encode()
    known = Metadata(published=published, language=language)
    return Document(document_id(original), "text.txt", MediaType.TEXT, len(original), known)


def read_text(
    text: str, *, published: str | None = TUESDAY, language: str | None = "en"
) -> Reading:
    """Return what the rules make of a text."""
    document = to_document(text, published=published, language=language)
    return read(document, to_rendition(text), load_vocabulary())


def page_of(text: str) -> Page:
    """Return a text laid out."""
    return lay_out(to_rendition(text), load_vocabulary())


def find_in(text: str, *, published: str | None = TUESDAY) -> Findings:
    """Return what the first stages find in a text that speaks of an arrangement."""
    findings = find(to_rendition(text), find_period(published), load_vocabulary())
    assert findings is not None, "the text speaks of no arrangement"
    return findings
