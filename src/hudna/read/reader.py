"""The rule-based reader: screen, structure, actors, times, places, terms, voices, compose, and the gate."""

from hudna.domain.documents import Document, Rendition
from hudna.domain.periods import find_period
from hudna.domain.readings import Reader, Reading, to_read_document
from hudna.read.actors import find_mentions
from hudna.read.compose import Findings, compose
from hudna.read.facts import find_facts
from hudna.read.gate import admit
from hudna.read.languages import find_language
from hudna.read.screen import screen
from hudna.read.structure import lay_out
from hudna.read.warnings import find_warnings
from hudna.vocabulary import Vocabulary

READER_NAME = "rules"
READER_VERSION = "1"


def read(document: Document, rendition: Rendition, vocabulary: Vocabulary) -> Reading:
    """Return what the rules make of a document: the same input, the same reading, byte for byte.

    A document in a language that the rules do not read yields no agreements and a warning that says so.
    """
    reader = Reader(READER_NAME, READER_VERSION, vocabulary.key)
    known = to_read_document(document, rendition)
    language = find_language(rendition, document.metadata.language)
    readable = vocabulary.get("reading")["languages"]
    if language not in readable:
        warning = f"the language of the document ({language or 'unknown'}) is none that the rules read ({', '.join(readable)})"
        return Reading(known, reader, warnings=(warning,))
    page = lay_out(rendition)
    mentions = find_mentions(page, vocabulary)
    screened = screen(page, mentions, vocabulary)
    if not screened.speaks:
        return Reading(known, reader)
    findings = Findings(
        rendition, page, mentions, screened, find_period(document.metadata.published)
    )
    agreements = compose(findings, vocabulary)
    return admit(
        Reading(
            known,
            reader,
            agreements,
            facts=find_facts(agreements),
            warnings=find_warnings(findings, agreements),
        )
    )
