"""A model as a coder: a document in, a reading out, each value with words of the document."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field

from hudna.domain.documents import Document, Rendition
from hudna.domain.identifiers import content_id
from hudna.domain.readings import Reader, Reading, to_read_document
from hudna.endpoint.answers import KeptAnswers
from hudna.endpoint.asking import Client, Usage
from hudna.endpoint.prompts import LANGUAGES, Prompt, get_prompt
from hudna.errors import HudnaError, InputError, NotFoundError, OutsideError
from hudna.read import READER_VERSION, read
from hudna.read.coder import (
    CODER_VERSION,
    Answered,
    Fenced,
    Refusals,
    fence,
    find_chunks,
    parse_answer,
    to_reading,
)
from hudna.read.languages import find_language
from hudna.text.spans import Span
from hudna.vocabulary import Vocabulary

_MOST_FAILURES = 3
"""After how many documents in a row that the endpoint failed no more are sent."""
_FINAL = frozenset({"outside-model-login"})


def _nonce() -> str:
    return secrets.token_hex(8)


@dataclass(slots=True)
class ModelCoder:
    """A model that reads documents over one run.

    Attributes:
        model: Its name.
        kept: The answers that it gave before.
        client: How it is asked; None asks nothing and replays what is kept.
        chunk_chars: How much of a document it is shown at a time, in code points.
        nonce: What makes the mark of a fence.
    """

    model: str
    kept: KeptAnswers
    client: Client | None
    chunk_chars: int = 24_000
    nonce: Callable[[], str] = _nonce
    usage: Usage = field(default_factory=Usage)
    _failed: list[HudnaError] = field(default_factory=list)

    def __post_init__(self) -> None:
        if not self.model.strip():
            raise InputError(
                "no model is named: set HUDNA_LLM_MODEL",
                code="input-model",
                subject="HUDNA_LLM_MODEL",
            )
        if self.client is not None:
            self.usage = self.client.usage

    def close(self) -> None:
        """Close the connection to the endpoint."""
        if self.client is not None:
            self.client.close()

    def name_of(self, vocabulary: Vocabulary) -> str:
        """Return what its readings call their reader."""
        return f"model:{self.model}@{get_prompt(None, vocabulary).version}"

    def key_of(self, vocabulary: Vocabulary) -> str:
        """Return a hash of all that its readings depend on beside the document."""
        prompts = [get_prompt(language, vocabulary).key for language in LANGUAGES]
        known = [self.name_of(vocabulary), CODER_VERSION, READER_VERSION, self.chunk_chars]
        return content_id("coder", [*known, vocabulary.key, *prompts])

    def read(self, document: Document, rendition: Rendition, vocabulary: Vocabulary) -> Reading:
        """Return what the model makes of a document.

        Raises:
            OutsideError: The endpoint fails, or its answer cannot be used.
            NotFoundError: No answer is kept, and none may be asked for.
        """
        self._check()
        try:
            reading = self._read(document, rendition, vocabulary)
        except OutsideError as error:
            self._failed.append(error)
            raise
        self._failed.clear()
        return reading

    def _check(self) -> None:
        """Refuse to go on where the endpoint failed for good, or too often in a row."""
        is_final = any(error.code in _FINAL for error in self._failed)
        unreached = [error for error in self._failed if error.code == "outside-model"]
        if is_final or len(unreached) >= _MOST_FAILURES:
            last = self._failed[-1]
            raise OutsideError(f"not asked, as before {last.reason}", code=last.code)

    def _read(self, document: Document, rendition: Rendition, vocabulary: Vocabulary) -> Reading:
        language = find_language(rendition, vocabulary, declared=document.metadata.language)
        prompt = get_prompt(language, vocabulary)
        refusals = Refusals()
        answers = [
            self._answered(document, rendition, span, prompt, refusals)
            for span in find_chunks(rendition, most_chars=self.chunk_chars)
        ]
        made_with = f"{CODER_VERSION}/{prompt.name}/{prompt.key[:8]}/{self.chunk_chars}"
        return to_reading(
            to_read_document(document, rendition),
            rendition,
            Reader(
                self.name_of(vocabulary),
                f"{made_with}/rules-{READER_VERSION}",
                vocabulary.key,
            ),
            answers,
            codes=frozenset(vocabulary.get("codebook")["codes"]),
            rules=read(document, rendition, vocabulary),
            refusals=refusals,
        )

    def _answered(
        self,
        document: Document,
        rendition: Rendition,
        span: Span,
        prompt: Prompt,
        refusals: Refusals,
    ) -> Answered:
        """Return the values of a stretch, as they were given before or are given now."""
        text = span.of(rendition.text)
        key = content_id("answer", [text, document.metadata.published, self.model, prompt.key])
        kept = self.kept.find(key)
        if kept is not None:
            self.usage.kept += 1
            return Answered(span, parse_answer(kept.text, refusals))
        if self.client is None:
            raise NotFoundError(
                f"no answer of {self.model!r} is kept for {document.name!r}: "
                "ask without --replay first",
                code="not-found-answer",
                subject=document.name,
            )
        fenced = _fenced(text, self.nonce)
        answer = self.client.ask(prompt, fenced, document.metadata)
        try:
            values = parse_answer(answer.text, refusals)
        except OutsideError:
            self.usage.repeated += 1
            answer = self.client.ask(prompt, fenced, document.metadata, is_second=True)
            values = parse_answer(answer.text, refusals)
        self.kept.keep(key, answer)
        return Answered(span, values)


def _fenced(text: str, nonce: Callable[[], str]) -> Fenced:
    """Return a text in a fence whose mark does not stand in it."""
    drawn = nonce()
    while drawn in text:
        drawn = nonce()
    return fence(text, nonce=drawn)
