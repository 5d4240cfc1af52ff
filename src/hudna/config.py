"""Settings: read once from the environment, validated, frozen; only `hudna.app` reads them.

`docs/settings.md` lists them with their defaults.
"""

import os
from pathlib import Path
from typing import Self

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from hudna.domain.sameness import Thresholds
from hudna.errors import InputError
from hudna.intake.limits import Limits
from hudna.intake.tesseract import DEFAULT_MIN_CONFIDENCE

PREFIX = "HUDNA_"
_LIMITS = Limits()
_THRESHOLDS = Thresholds()


class Settings(BaseSettings):
    """What a user may set, each as an environment variable: the name in capitals after `HUDNA_`."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_ignore_empty=True, frozen=True, extra="ignore"
    )

    registry: str = Field(
        default="hudna.db",
        description="The registry's file or address, where no `--registry` names one.",
    )
    workers: int = Field(
        default=1, ge=1, le=256, description="How many processes read, where no `--workers` says."
    )
    author: str | None = Field(
        default=None,
        description="Who decides, where no `--author` says; else the name of the login.",
    )
    vocabulary: Path | None = Field(
        default=None,
        description="A folder of your own vocabulary files, over those of the package.",
    )
    max_bytes: int = Field(
        default=_LIMITS.max_bytes, ge=1, description="The size of an original, in bytes."
    )
    max_text_chars: int = Field(
        default=_LIMITS.max_text_chars, ge=1, description="The length of a text, in code points."
    )
    max_pages: int = Field(default=_LIMITS.max_pages, ge=1, description="The pages of a PDF.")
    max_pixels: int = Field(default=_LIMITS.max_pixels, ge=1, description="The pixels of an image.")
    max_scanned_pages: int = Field(
        default=_LIMITS.max_scanned_pages,
        ge=1,
        description="The pages of one document that are pictures and are recognized.",
    )
    max_parts: int = Field(
        default=_LIMITS.max_parts,
        ge=1,
        description="The members of an archive, the parts of a letter.",
    )
    max_nesting: int = Field(
        default=_LIMITS.max_nesting,
        ge=1,
        description="The depth of elements in HTML and XML, and of parts in a letter.",
    )
    max_ratio: int = Field(
        default=_LIMITS.max_ratio,
        ge=1,
        description="How many bytes one compressed byte may unpack to.",
    )
    max_unpacked_bytes: int = Field(
        default=_LIMITS.max_unpacked_bytes,
        ge=1,
        description="What an archive may unpack to, all its members together, in bytes.",
    )
    seconds_per_document: float = Field(
        default=_LIMITS.seconds_per_document,
        gt=0,
        allow_inf_nan=False,
        description="The time that a foreign parser has for one document, in seconds.",
    )
    seconds_per_page: float = Field(
        default=_LIMITS.seconds_per_page,
        gt=0,
        allow_inf_nan=False,
        description="The time for recognizing the words of one scanned page, in seconds.",
    )
    reading_seconds: float = Field(
        default=_LIMITS.reading_seconds,
        gt=0,
        allow_inf_nan=False,
        description="Processor time for reading each started million code points of a text.",
    )
    memory_bytes: int = Field(
        default=_LIMITS.memory_bytes,
        ge=100_000_000,
        description="The address space of the process that runs foreign parsers, in bytes.",
    )

    ocr: bool = Field(
        default=True,
        description="Whether words are recognized on pictures of pages, where that is installed.",
    )
    ocr_languages: str | None = Field(
        default=None,
        pattern=r"^[A-Za-z][A-Za-z0-9_/-]*(\+[A-Za-z][A-Za-z0-9_/-]*)*$",
        description="The languages of pictures in the codes of Tesseract, such as `eng+ara`; else "
        "those of English and Arabic that it has.",
    )
    ocr_min_confidence: float = Field(
        default=DEFAULT_MIN_CONFIDENCE,
        ge=0,
        le=100,
        description="Below which mean confidence a recognized page is a warning.",
    )
    resolve: bool = Field(
        default=True,
        description="Whether `hudna read` joins the accounts of one agreement at its end, where "
        "no `--resolve` or `--no-resolve` says.",
    )
    same_from: float = Field(
        default=_THRESHOLDS.same_from,
        ge=0,
        le=1,
        description="From which score on two accounts are taken for one agreement's.",
    )
    review_from: float = Field(
        default=_THRESHOLDS.review_from,
        ge=0,
        le=1,
        description="From which score on a person should look at two accounts.",
    )

    llm_url: str | None = Field(
        default=None,
        description="The base address of an OpenAI-compatible endpoint, with its version.",
    )
    llm_model: str | None = Field(default=None, description="The model's name at the endpoint.")
    llm_key: SecretStr | None = Field(
        default=None, description="The key of the endpoint; it is shown and kept nowhere."
    )
    llm_timeout_s: float = Field(
        default=120.0, gt=0, allow_inf_nan=False, description="How long one answer may take."
    )
    llm_max_tokens: int = Field(default=8192, ge=1, description="How long one answer may be.")
    llm_retries: int = Field(
        default=4, ge=0, le=20, description="How often a busy or failing endpoint is asked again."
    )
    llm_chunk_chars: int = Field(
        default=24000,
        ge=500,
        description="How much of a document the model is shown at a time, in code points.",
    )
    llm_price_in: float | None = Field(
        default=None, ge=0, description="What a million tokens sent cost, in any currency."
    )
    llm_price_out: float | None = Field(
        default=None, ge=0, description="What a million tokens received cost."
    )
    llm_answers: Path | None = Field(
        default=None,
        description="The folder of kept answers; else one in the user's folder of caches.",
    )

    @property
    def answers(self) -> Path:
        """Return the folder in which answers of a model are kept."""
        if self.llm_answers is not None:
            return self.llm_answers
        own = os.environ.get("XDG_CACHE_HOME")
        caches = Path(own) if own and Path(own).is_absolute() else Path.home() / ".cache"
        return caches / "hudna" / "answers"

    @property
    def thresholds(self) -> Thresholds:
        """Return from which scores on accounts are joined, and shown to a person."""
        return Thresholds(self.same_from, self.review_from)

    @property
    def limits(self) -> Limits:
        """Return how much of one document intake is willing to take."""
        return Limits(**{name: getattr(self, name) for name in Limits.__dataclass_fields__})

    @classmethod
    def from_environment(cls, *, vocabulary: Path | None = None) -> Self:
        """Return the settings that the environment has.

        Args:
            vocabulary: The folder of vocabulary files, where an option names one.

        Raises:
            InputError: A variable has a value that its setting may not have.
        """
        try:
            return cls() if vocabulary is None else cls(vocabulary=vocabulary)
        except ValidationError as error:
            first = error.errors(include_url=False)[0]
            variable = PREFIX + str(first["loc"][0]).upper()
            raise InputError(
                f"the setting {variable} cannot be {first['input']!r}: {_sentence(first['msg'])}",
                code="input-setting",
                subject=variable,
            ) from error


def _sentence(message: str) -> str:
    return message[:1].lower() + message[1:]
