"""The model of the settings, ready to read documents."""

from typing import TYPE_CHECKING

from hudna.app import get_settings
from hudna.endpoint import Endpoint, KeptAnswers, ModelCoder
from hudna.endpoint.asking import Client
from hudna.errors import InputError

if TYPE_CHECKING:
    from hudna.config import Settings


def open_coder(*, is_replay: bool = False, settings: "Settings | None" = None) -> ModelCoder:
    """Return the model that the settings name; nothing is asked yet.

    Args:
        is_replay: Whether answers that were kept are all that may be used: no address and no
            client are needed then.
        settings: Those of the environment, where none are given.

    Raises:
        InputError: A setting is missing or cannot be used, or the extra `llm` is not installed.
    """
    settings = settings or get_settings()
    client = None if is_replay else Client(_endpoint(settings))
    return ModelCoder(
        settings.llm_model or "",
        KeptAnswers(settings.answers),
        client,
        chunk_chars=settings.llm_chunk_chars,
    )


def _endpoint(settings: "Settings") -> Endpoint:
    if settings.llm_url is None:
        raise InputError(
            "no model endpoint is named: set HUDNA_LLM_URL, such as http://localhost:8080/v1",
            code="input-model",
            subject="HUDNA_LLM_URL",
        )
    return Endpoint(
        url=settings.llm_url,
        model=settings.llm_model or "",
        key=None if settings.llm_key is None else settings.llm_key.get_secret_value(),
        timeout_s=settings.llm_timeout_s,
        max_tokens=settings.llm_max_tokens,
        retries=settings.llm_retries,
        price_in=settings.llm_price_in,
        price_out=settings.llm_price_out,
    )
