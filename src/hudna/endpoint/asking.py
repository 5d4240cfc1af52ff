"""Asking an endpoint: one way to constrain its output that works, patience, and an account of it.

Servers that speak this protocol differ in how the form of an answer is asked for, so a short ladder
of ways is tried once a run, and the first that the server takes is kept.
"""

import ipaddress
import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from importlib import import_module
from types import ModuleType
from typing import Any
from urllib.parse import SplitResult, urlsplit

from hudna.domain.documents import Metadata
from hudna.endpoint.answers import Answer
from hudna.endpoint.prompts import Prompt
from hudna.errors import InputError, OutsideError
from hudna.read.coder import Fenced

_AGAIN = frozenset({408, 425, 429, 500, 502, 503, 504, 520, 522, 524, 529})
"""The statuses after which the same question may be answered."""
_LOGIN = frozenset({401, 403})
_MOST_BYTES = 4_000_000
"""How long what a server sends back may be."""
_MOST_WAIT_S = 60.0
_FIRST_WAIT_S = 1.0
_SHOWN_CHARS = 200
_PATH = "/chat/completions"


class Way(StrEnum):
    """A way to ask for the form of an answer, the strictest first."""

    JSON_SCHEMA = "json_schema"
    """`response_format` with a strict JSON Schema, as OpenAI has it."""
    JSON_OBJECT = "json_object"
    """`response_format` of any JSON object, with the schema beside it, as llama.cpp has it."""
    PROMPT = "prompt"
    """The schema in the prompt, and hope."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where a model is asked, and how.

    Attributes:
        url: The base address, to which `/chat/completions` is added.
        model: The model's name there.
        key: The key, where one is needed; shown nowhere.
        timeout_s: How long one answer may take.
        max_tokens: How long one answer may be.
        retries: How often a question is asked again where the server is busy or fails.
        price_in: What a million tokens sent cost, in any currency, where that is known.
        price_out: What a million tokens received cost.

    Raises:
        InputError: The address is none, or the key has signs that no key has.
    """

    url: str = field(repr=False)
    model: str
    key: str | None = field(default=None, repr=False)
    timeout_s: float = 120.0
    max_tokens: int = 8192
    retries: int = 4
    price_in: float | None = None
    price_out: float | None = None

    def __post_init__(self) -> None:
        if _split(self.url) is None:
            raise InputError(
                "HUDNA_LLM_URL is no address such as http://localhost:8080/v1",
                code="input-model",
                subject="HUDNA_LLM_URL",
            )
        if self.key is not None and not (self.key.isascii() and self.key.isprintable()):
            raise InputError(
                "HUDNA_LLM_KEY has characters that no key has",
                code="input-model",
                subject="HUDNA_LLM_KEY",
            )

    @property
    def host(self) -> str:
        """Return the host, with the port where one is named: what may be shown of the address."""
        parts = _split(self.url)
        assert parts is not None
        return (parts.hostname or "") + (f":{parts.port}" if parts.port else "")

    @property
    def is_local(self) -> bool:
        """Return whether it is on this machine, so that no document leaves it."""
        parts = _split(self.url)
        name = "" if parts is None else parts.hostname or ""
        try:
            return ipaddress.ip_address(name).is_loopback
        except ValueError:
            return name == "localhost" or name.endswith(".localhost")


def _split(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(url)
        is_one = parts.scheme in {"http", "https"} and parts.hostname and (parts.port or True)
    except ValueError:
        return None
    return parts if is_one else None


@dataclass(slots=True)
class Usage:
    """What asking came to so far.

    Attributes:
        asked: How many questions the server answered.
        kept: How many were answered from the folder of kept answers.
        repeated: How many had to be asked again, for whatever reason.
        tokens_in: How many tokens were sent, as the server counts them.
        tokens_out: How many were received.
    """

    asked: int = 0
    kept: int = 0
    repeated: int = 0
    tokens_in: int = 0
    tokens_out: int = 0

    def find_cost(self, endpoint: Endpoint) -> float | None:
        """Return what it cost, or None where the prices are not known."""
        if endpoint.price_in is None or endpoint.price_out is None:
            return None
        spent = self.tokens_in * endpoint.price_in + self.tokens_out * endpoint.price_out
        return spent / 1_000_000


class _BusyError(Exception):
    """The same question may be answered later."""

    def __init__(self, reason: str, wait_s: float | None = None) -> None:
        super().__init__(reason)
        self.wait_s = wait_s


class _RefusedError(Exception):
    """The server does not take the question in this form."""


@dataclass(slots=True)
class Client:
    """One endpoint over one run: it remembers which way works, and counts.

    Attributes:
        endpoint: Where to ask.
        usage: What asking came to.
        way: The way that works, once it is known.
        sleep: How to wait.
        clock: What tells the time that passes, in seconds.
    """

    endpoint: Endpoint
    usage: Usage = field(default_factory=Usage)
    way: Way | None = None
    sleep: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic
    _httpx: ModuleType = field(default_factory=lambda: get_httpx())
    _client: Any = None
    _length_field: str = "max_tokens"
    _is_cold: bool = True

    def close(self) -> None:
        """Close the connection."""
        if self._client is not None:
            self._client.close()

    def ask(
        self, prompt: Prompt, fenced: Fenced, metadata: Metadata, *, is_second: bool = False
    ) -> Answer:
        """Return what the model says of a stretch of a document.

        Args:
            prompt: What it is told.
            fenced: The stretch.
            metadata: What is known of the document.
            is_second: Whether its first answer was no JSON.

        Raises:
            OutsideError: The server cannot be reached, refuses, goes on failing, or its answer is
                cut off, too long or none.
        """
        ways = tuple(Way) if self.way is None else (self.way,)
        refused: _RefusedError | None = None
        for way in ways:
            is_trial = self.way is None and way is not ways[-1]
            try:
                sent = self._send(
                    way, prompt, fenced, metadata, is_second=is_second, trial=is_trial
                )
            except _RefusedError as error:
                refused = error
                continue
            self.way = way
            return self._to_answer(sent, prompt)
        raise OutsideError(
            f"the model endpoint {self.endpoint.host} refuses: {refused}", code="outside-model"
        ) from refused

    def _send(
        self,
        way: Way,
        prompt: Prompt,
        fenced: Fenced,
        metadata: Metadata,
        *,
        is_second: bool,
        trial: bool,
    ) -> Mapping[str, Any]:
        """Return what the server sends back to a question that is asked one way."""
        shows_schema = way is Way.PROMPT or is_second
        question = prompt.to_question(fenced, metadata)
        if is_second:
            question = f"{question}\n{prompt.to_reminder()}"
        told = prompt.to_system(fenced, shows_schema=shows_schema)
        for _ in range(3):
            body = {
                "model": self.endpoint.model,
                "messages": [
                    {"role": "system", "content": told},
                    {"role": "user", "content": question},
                ],
                "stream": False,
                self._length_field: self.endpoint.max_tokens,
                **({"temperature": 0} if self._is_cold else {}),
                **_response_format(way, prompt),
            }
            try:
                return self._patiently(body, trial=trial)
            except _RefusedError as refused:
                if not self._adapts(str(refused)):
                    raise
        raise _RefusedError("it takes neither max_tokens nor max_completion_tokens")

    def _adapts(self, words: str) -> bool:
        """Return whether a refusal says which field to leave out or to call otherwise."""
        if "max_completion_tokens" in words and self._length_field == "max_tokens":
            self._length_field = "max_completion_tokens"
            return True
        if "temperature" in words and self._is_cold:
            self._is_cold = False
            return True
        return False

    def _patiently(self, body: Mapping[str, Any], *, trial: bool) -> Mapping[str, Any]:
        tries = self.endpoint.retries + 1
        for attempt in range(tries):
            try:
                return self._post(body, trial=trial)
            except _BusyError as busy:
                if attempt + 1 == tries:
                    raise OutsideError(
                        f"the model endpoint {self.endpoint.host} failed {tries} times: {busy}",
                        code="outside-model",
                    ) from busy
                self.usage.repeated += 1
                wait_s = _FIRST_WAIT_S * 2**attempt if busy.wait_s is None else busy.wait_s
                self.sleep(min(wait_s, _MOST_WAIT_S))
        raise AssertionError("a question is asked at least once")

    def _post(self, body: Mapping[str, Any], *, trial: bool) -> Mapping[str, Any]:
        """Return what the server sends back to one request.

        Raises:
            OutsideError: It refuses the key, or sends too much.
        """
        endpoint, until = self.endpoint, self.clock() + self.endpoint.timeout_s
        headers = {"Authorization": f"Bearer {endpoint.key}"} if endpoint.key else {}
        content = bytearray()
        try:
            with self._opened().stream(
                "POST", endpoint.url.rstrip("/") + _PATH, json=body, headers=headers
            ) as response:
                for part in response.iter_bytes():
                    content += part
                    if len(content) > _MOST_BYTES:
                        raise OutsideError(
                            f"the model endpoint {endpoint.host} sent more than "
                            f"{_MOST_BYTES:,} bytes",
                            code="outside-model-answer",
                        )
                    if self.clock() > until:
                        raise _BusyError(f"no answer within {endpoint.timeout_s:g} s")
        except self._httpx.TimeoutException as error:
            raise _BusyError(f"no answer within {endpoint.timeout_s:g} s") from error
        except self._httpx.HTTPError as error:
            raise _BusyError(self._shown(str(error)) or type(error).__name__) from error
        status = response.status_code
        if status in _LOGIN:
            raise OutsideError(
                f"the model endpoint {endpoint.host} refuses who asks (status {status}): "
                "is HUDNA_LLM_KEY right?",
                code="outside-model-login",
            )
        words = content.decode("utf-8", "replace")
        if status in _AGAIN and not (trial and status == 500):
            raise _BusyError(f"status {status}", _wait_s(response.headers.get("retry-after")))
        if status != 200:
            raise _RefusedError(f"status {status}: {self._shown(words)}")
        try:
            plain = json.loads(words)
        except (ValueError, RecursionError):
            plain = None
        if not isinstance(plain, dict):
            raise _BusyError("what it sends is no JSON object")
        return plain

    def _opened(self) -> Any:
        if self._client is None:
            self._client = self._httpx.Client(
                timeout=self.endpoint.timeout_s,
                follow_redirects=False,
                trust_env=not self.endpoint.is_local,
            )
        return self._client

    def _to_answer(self, plain: Mapping[str, Any], prompt: Prompt) -> Answer:
        """Return the answer in what a server sends back, and count it."""
        self.usage.asked += 1
        usage = plain.get("usage")
        counts = usage if isinstance(usage, dict) else {}
        tokens_in, tokens_out = (
            _count(counts.get(name)) for name in ("prompt_tokens", "completion_tokens")
        )
        self.usage.tokens_in += tokens_in
        self.usage.tokens_out += tokens_out
        match plain:
            case {"choices": [{"finish_reason": "length"}, *_]}:
                raise OutsideError(
                    f"the model's answer was cut off after {self.endpoint.max_tokens} tokens: "
                    "raise HUDNA_LLM_MAX_TOKENS or lower HUDNA_LLM_CHUNK_CHARS",
                    code="outside-model-answer",
                )
            case {"choices": [{"message": {"content": str(text)}}, *_]}:
                return Answer(self.endpoint.model, prompt.name, text, tokens_in, tokens_out)
        raise OutsideError("the model gave no answer", code="outside-model-answer")

    def _shown(self, words: str) -> str:
        """Return the beginning of a server's words on one line, the key taken out."""
        if self.endpoint.key:
            words = words.replace(self.endpoint.key, "***")
        return " ".join(words.split())[:_SHOWN_CHARS]


def get_httpx() -> ModuleType:
    """Return the HTTP client, which is in the extra `llm`.

    Raises:
        InputError: It is not installed.
    """
    try:
        return import_module("httpx")
    except ImportError as error:
        raise InputError(
            "a language model needs httpx, which is not installed: pip install 'hudna[llm]'",
            code="input-model-extra",
        ) from error


def _response_format(way: Way, prompt: Prompt) -> dict[str, Any]:
    if way is Way.PROMPT:
        return {}
    schema = prompt.to_plain_schema()
    if way is Way.JSON_OBJECT:
        return {"response_format": {"type": "json_object", "schema": schema}}
    named = {"name": "reading", "strict": True, "schema": schema}
    return {"response_format": {"type": "json_schema", "json_schema": named}}


def _wait_s(header: str | None) -> float | None:
    """Return how long a server asks to wait, where it says so in seconds."""
    try:
        wait_s = float(header or "")
    except ValueError:
        return None
    return max(0.0, wait_s) if wait_s == wait_s else None


def _count(number: object) -> int:
    return number if type(number) is int and number >= 0 else 0
