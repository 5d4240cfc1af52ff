"""The rule-based reader: findings on a page, then accounts, facts, warnings, and the gate."""

from hudna.domain.documents import Document, Rendition
from hudna.domain.periods import find_period
from hudna.domain.readings import Reader, Reading, to_read_document
from hudna.read.attributions import attribute
from hudna.read.compose import compose
from hudna.read.facts import find_facts
from hudna.read.findings import find
from hudna.read.gate import admit
from hudna.read.languages import find_language
from hudna.read.relations import with_relations
from hudna.read.warnings import find_warnings
from hudna.vocabulary import Vocabulary, localized
from hudna.vocabulary.loader import ARABIC

READER_NAME = "rules"
READER_VERSION = "4"


def read(document: Document, rendition: Rendition, vocabulary: Vocabulary) -> Reading:
    """Return what the rules make of a document: the same input, the same reading, byte for byte.

    A document in a language that the rules do not read yields no agreements and a warning that says
    so.
    """
    reader = Reader(READER_NAME, READER_VERSION, vocabulary.key)
    known = to_read_document(document, rendition)
    language = find_language(rendition, vocabulary, declared=document.metadata.language)
    readable: list[str] = vocabulary.get("reading")["languages"]
    if language not in readable:
        return Reading(known, reader, warnings=(_unread(language, readable),))
    words = localized(vocabulary, language) if language == ARABIC else vocabulary
    findings = find(rendition, find_period(document.metadata.published), words)
    if findings is None:
        return Reading(known, reader)
    voices = attribute(findings)
    accounts = with_relations(findings, compose(findings, voices))
    agreements = tuple(account.agreement for account in accounts)
    return admit(
        Reading(
            known,
            reader,
            agreements,
            facts=find_facts(findings, accounts, voices),
            warnings=find_warnings(findings, agreements, document.metadata),
        )
    )


def _unread(language: str | None, readable: list[str]) -> str:
    return (
        f"the language of the document ({language or 'unknown'}) is none that the rules read "
        f"({', '.join(readable)})"
    )
