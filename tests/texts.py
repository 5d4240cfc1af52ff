"""Texts for tests of the reader: self-written words, laid out and read as a document would be."""

from hypothesis import strategies as st

from hudna.domain.documents import Document, MediaType, Metadata, Rendition, document_id
from hudna.domain.periods import find_period
from hudna.domain.readings import Reading
from hudna.read import read
from hudna.read.findings import Findings, find
from hudna.read.structure import Page, lay_out
from hudna.text.cleaning import normalise
from hudna.vocabulary import load_vocabulary, localized

ARABIC_WORDS = localized(load_vocabulary(), "ar")
"""The vocabulary as it reads Arabic."""
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


def arabic_page(text: str) -> Page:
    """Return an Arabic text laid out."""
    return lay_out(to_rendition(text), ARABIC_WORDS)


def find_in(text: str, *, published: str | None = TUESDAY) -> Findings:
    """Return what the first stages find in a text that speaks of an arrangement."""
    findings = find(to_rendition(text), find_period(published), load_vocabulary())
    assert findings is not None, "the text speaks of no arrangement"
    return findings


_CUES = (
    "truce ceasefire cease-fire hudna armistice agreed signed rejected declared unilateral offered "
    "denied reportedly collapsed army rebels government Norway Oslo the and or between with by on "
    "behalf of not to will shall must within for until from since Monday tuesday 3 28/9 14 days "
    "hours six-month December 2016 2016-02-30 last next week yesterday tomorrow said accused "
    "prisoners release siege lifted airfield (VDF) VDF Valley Front General Samir Qalan Dalbar "
    "town province 1. 2) a) - ; : , . ? ! \u201c \u201d ' \u2019 ( ) \n \n\n Article 4 guaranteed "
    "brokered monitored excluded witnessed demand ultimatum 48 surrender they the\u00a0deal"
).split(" ")
_ODD = "\u0301 \u200f \u202e \u200d 😀 𐎀 ﷺ هدنة ß İ ſ \u2028 \x0b \x1c \ufffd \u00ad ٣ é".split(" ")

_OPENINGS = (
    "",
    "Rebels and the army signed a truce. ",
    "Valley Front rebels offered the Norwegian army a ceasefire on Monday\n",
    "The army reportedly denied that rebels had agreed to stop all attacks, ",
    "The army gave the rebels 48 hours to surrender. ",
)


def woven_texts() -> st.SearchStrategy[str]:
    """Draw texts woven from words that the rules look for, odd characters, and anything else."""
    words = st.lists(st.sampled_from([*_CUES, *_ODD]) | st.text(max_size=4), max_size=60)
    gaps = st.sampled_from([" ", " ", "", "\n"])
    woven = st.builds(lambda found, gap: gap.join(found), words, gaps)
    return st.builds(lambda opening, rest: opening + rest, st.sampled_from(_OPENINGS), woven)
