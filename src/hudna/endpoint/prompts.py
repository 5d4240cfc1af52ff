"""Prompts: files of the package, one a language, each with its version."""

import hashlib
import json
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

from hudna.domain.documents import Metadata
from hudna.read.coder import Fenced, to_schema
from hudna.vocabulary import Vocabulary

_FOLDER = "prompts"
LANGUAGES = ("en", "ar")
"""The languages that a prompt is written in; documents in others get the first."""
_PUBLISHED = {"en": "Published", "ar": "تاريخ النشر"}
_AGAIN = {
    "en": "Your answer was no JSON object of the form asked for. Answer once again, with the JSON "
    "object alone.",
    "ar": "لم يكن جوابك كائن JSON بالشكل المطلوب. أجب مرة أخرى بكائن JSON وحده.",
}
_UNKNOWN = {"en": "not known", "ar": "غير معروف"}
_FORM = {"en": "The JSON Schema of the answer:", "ar": "مخطط JSON للجواب:"}


@dataclass(frozen=True, slots=True)
class Prompt:
    """What a model is told before it is shown a document.

    Attributes:
        language: The language in which it is written.
        version: The version of its file.
        schema: The JSON Schema of the answer, as text.
        text: The words, where the mark of the fence is still to be put in.
    """

    language: str
    version: str
    schema: str
    text: str

    @property
    def name(self) -> str:
        """Return its language and version: what a reading says that it was made with."""
        return f"{self.language}-{self.version}"

    @property
    def key(self) -> str:
        """Return the hash of all its words, those of the codebook and the schema too."""
        return hashlib.sha256(f"{self.text}\0{self.schema}".encode()).hexdigest()

    def to_system(self, fenced: Fenced, *, shows_schema: bool) -> str:
        """Return what the system says."""
        told = self.text.replace("{{mark}}", fenced.mark)
        return f"{told}\n{_FORM[self.language]}\n{self.schema}\n" if shows_schema else told

    def to_question(self, fenced: Fenced, metadata: Metadata) -> str:
        """Return what the user says: the date of publication, and the document in its fence."""
        published = metadata.published or _UNKNOWN[self.language]
        return f"{_PUBLISHED[self.language]}: {published}\n{fenced.text}"

    def to_reminder(self) -> str:
        """Return what is said where an answer was no JSON."""
        return _AGAIN[self.language]

    def to_plain_schema(self) -> dict[str, Any]:
        """Return the JSON Schema of the answer."""
        plain: dict[str, Any] = json.loads(self.schema)
        return plain


@lru_cache(maxsize=8)
def get_prompt(language: str | None, vocabulary: Vocabulary) -> Prompt:
    """Return the prompt for documents in a language, with the definitions of the codebook in it.

    Args:
        language: ISO 639-1; a language without a prompt of its own gets the English one.
        vocabulary: Whose codebook it is.
    """
    chosen = language if language in LANGUAGES else LANGUAGES[0]
    file = resources.files("hudna.endpoint") / _FOLDER / f"{chosen}.md"
    head, text = file.read_text("utf-8").split("\n", 1)
    codes: dict[str, dict[str, Any]] = vocabulary.get("codebook")["codes"]
    defined = "\n".join(f"- {code}: {about['definition']}" for code, about in codes.items())
    return Prompt(
        language=chosen,
        version=head.removeprefix("version:").strip(),
        schema=json.dumps(to_schema(codes), ensure_ascii=False),
        text=text.lstrip().replace("{{codes}}", defined),
    )
