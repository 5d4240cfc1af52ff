"""Tests of asking an endpoint: good, bad, malformed, slow, busy and huge answers."""

import json
import sys
import threading
from collections.abc import Sequence
from typing import Any

import pytest

from hudna.domain.documents import Metadata
from hudna.endpoint import Endpoint, get_prompt
from hudna.endpoint.answers import Answer
from hudna.endpoint.asking import Client, Way
from hudna.errors import HudnaError, InputError, OutsideError
from hudna.read.coder import fence
from hudna.vocabulary import load_vocabulary
from scripted import Reply, Says, Scripted, answer, completion, serving, value

pytest.importorskip("httpx", reason="the extra llm is not installed")

_GOOD = answer(value("agreement", "a truce", name="truce"))
_KEY = "sk-test-0123456789"


def client(server: Scripted, waits: list[float] | None = None, **options: Any) -> Client:
    endpoint = Endpoint(server.url, "small", **options)
    return Client(endpoint, sleep=(waits if waits is not None else []).append)


def ask(asked: Client, *, is_second: bool = False) -> Answer:
    prompt = get_prompt("en", load_vocabulary())
    fenced = fence("A truce holds.", nonce="0a1b")
    try:
        return asked.ask(prompt, fenced, Metadata(published="2031-05-04"), is_second=is_second)
    finally:
        asked.close()


def failure(script: Sequence[Says], waits: list[float] | None = None, **options: Any) -> HudnaError:
    with serving(script) as server, pytest.raises(OutsideError) as caught:
        ask(client(server, waits, **options))
    return caught.value


def test_a_question_has_the_prompt_the_day_and_the_document_in_its_fence() -> None:
    with serving([_GOOD]) as server:
        ask(client(server, key=_KEY))
    assert server.asked[0]["path"] == "/v1/chat/completions"
    assert server.headers[0]["authorization"] == f"Bearer {_KEY}"
    assert server.asked[0]["temperature"] == 0
    assert "2031-05-04" in server.question()
    assert "<hudna-document-0a1b>\nA truce holds.\n</hudna-document-0a1b>" in server.question()
    assert "<hudna-document-0a1b>" in server.system()
    assert "persons.release" in server.system()


def test_the_strictest_way_that_the_server_takes_is_kept_for_the_run() -> None:
    refusal = Reply('{"error": "unknown response_format"}', status=500)
    with serving([refusal, _GOOD]) as server:
        asked = client(server)
        ask(asked)
        asked._client = None
        ask(asked)
    types = [body["response_format"]["type"] for body in server.asked]
    assert types == ["json_schema", "json_object", "json_object"]
    assert asked.way is Way.JSON_OBJECT
    assert server.asked[1]["response_format"]["schema"]["required"] == ["values"]


def test_a_server_that_takes_no_form_is_shown_the_schema() -> None:
    refusal = Reply("no response_format here", status=400)
    with serving([refusal, refusal, _GOOD]) as server:
        ask(client(server))
    assert "response_format" not in server.asked[-1]
    assert '"required": ["values"]' in server.system()


def test_a_server_that_refuses_everything_is_an_error_with_its_words() -> None:
    error = failure([Reply(f"this key {_KEY}\nno such model", status=404)], key=_KEY)
    assert error.code == "outside-model"
    assert "status 404: this key *** no such model" in error.reason


def test_fields_that_a_server_calls_otherwise_are_sent_so() -> None:
    length = Reply("use 'max_completion_tokens' instead of max_tokens", status=400)
    cold = Reply("'temperature' does not support 0", status=400)
    with serving([length, cold, _GOOD]) as server:
        ask(client(server, max_tokens=77))
    assert server.asked[-1]["max_completion_tokens"] == 77
    assert not {"max_tokens", "temperature"} & server.asked[-1].keys()
    assert server.asked[-1]["response_format"]["type"] == "json_schema"


def test_a_busy_server_is_asked_again_after_the_time_it_names() -> None:
    busy = Reply("slow down", status=429, headers={"Retry-After": "7"})
    waits: list[float] = []
    with serving([busy, Reply("", status=503), _GOOD]) as server:
        asked = client(server, waits)
        ask(asked)
    assert waits == [7.0, 2.0]
    assert asked.usage.repeated == 2


@pytest.mark.parametrize("header", ["nan", "-3", "Wed, 21 Oct 2015 07:28:00 GMT", "1e9"])
def test_no_header_makes_it_wait_for_ever(header: str) -> None:
    busy = Reply("", status=429, headers={"Retry-After": header})
    waits: list[float] = []
    with serving([busy, _GOOD]) as server:
        ask(client(server, waits))
    assert 0 <= waits[0] <= 60


def test_a_server_that_stays_busy_is_given_up() -> None:
    waits: list[float] = []
    error = failure([Reply("", status=429)], waits, retries=3)
    assert error.code == "outside-model"
    assert "failed 4 times: status 429" in error.reason
    assert waits == [1.0, 2.0, 4.0]


def test_a_server_that_does_not_answer_in_time_is_given_up() -> None:
    never = threading.Event()
    try:
        error = failure([Reply("", until=never)], retries=1, timeout_s=0.1)
    finally:
        never.set()
    assert "no answer within 0.1 s" in error.reason


def test_a_server_that_is_not_there_is_an_error() -> None:
    with serving([_GOOD]) as server:
        gone = server.url
    with pytest.raises(OutsideError) as caught:
        ask(Client(Endpoint(gone, "small", retries=0)))
    assert caught.value.code == "outside-model"


@pytest.mark.parametrize("status", [401, 403])
def test_a_refused_key_is_no_reason_to_ask_again_and_is_not_shown(status: int) -> None:
    waits: list[float] = []
    error = failure([Reply(f"bad key {_KEY}", status=status)], waits, key=_KEY)
    assert (error.code, waits) == ("outside-model-login", [])
    assert _KEY not in error.reason


def test_a_redirection_is_not_followed() -> None:
    with serving([_GOOD]) as other:
        moved = Reply("", status=307, headers={"Location": f"{other.url}/chat/completions"})
        assert failure([moved], key=_KEY).code == "outside-model"
        assert other.asked == []


@pytest.mark.parametrize(
    "reply",
    [
        completion('{"values": [', finish="length"),
        Reply(json.dumps({"choices": []})),
        Reply(json.dumps({"choices": [{"message": {"content": None}}]})),
        Reply(json.dumps({"choices": "x"})),
        Reply("x" * 5_000_000),
    ],
    ids=["cut off", "no choice", "no words", "another shape", "huge"],
)
def test_what_is_no_whole_answer_is_an_error(reply: Reply) -> None:
    assert failure([reply]).code == "outside-model-answer"


@pytest.mark.parametrize("body", ["<html>", "[1]", "[" * 100_000], ids=["page", "list", "deep"])
def test_what_is_no_object_is_asked_for_again(body: str) -> None:
    assert failure([Reply(body)], retries=1).code == "outside-model"


def test_tokens_are_counted_and_cost_what_they_cost() -> None:
    with serving([_GOOD]) as server:
        asked = client(server, price_in=2.0, price_out=10.0)
        ask(asked)
    assert (asked.usage.tokens_in, asked.usage.tokens_out) == (1000, 200)
    assert asked.usage.find_cost(asked.endpoint) == pytest.approx(0.004)


def test_without_prices_no_cost_is_told() -> None:
    with serving([_GOOD]) as server:
        asked = client(server)
        ask(asked)
    assert asked.usage.find_cost(asked.endpoint) is None


def test_a_second_question_says_what_was_wrong_and_shows_the_schema() -> None:
    with serving([_GOOD]) as server:
        ask(client(server), is_second=True)
    assert "once again" in server.question()
    assert '"required": ["values"]' in server.system()


@pytest.mark.parametrize(
    ("url", "is_local"),
    [
        ("http://localhost:8080/v1", True),
        ("http://127.0.0.1/v1", True),
        ("http://[::1]:1/v1", True),
        ("https://api.example.org/v1", False),
        ("http://localhost.example.org/v1", False),
        ("http://192.168.1.5/v1", False),
    ],
)
def test_only_this_machine_is_local(url: str, *, is_local: bool) -> None:
    assert Endpoint(url, "small").is_local is is_local


@pytest.mark.parametrize("url", ["", "localhost:8080", "ftp://x/v1", "http://", "http://x:y/v1"])
def test_what_is_no_address_is_refused(url: str) -> None:
    with pytest.raises(InputError) as caught:
        Endpoint(url, "small")
    assert caught.value.code == "input-model"


def test_neither_key_nor_password_is_shown() -> None:
    endpoint = Endpoint("http://me:secret@example.org:81/v1", "small", key=_KEY)
    assert endpoint.host == "example.org:81"
    assert _KEY not in repr(endpoint)
    assert "secret" not in repr(endpoint)


def test_a_key_with_a_line_end_is_refused_unseen() -> None:
    with pytest.raises(InputError) as caught:
        Endpoint("http://localhost/v1", "small", key=f"{_KEY}\n")
    assert _KEY not in caught.value.reason


def test_without_the_extra_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "httpx", None)
    with pytest.raises(InputError, match="hudna\\[llm\\]") as caught:
        Client(Endpoint("http://localhost/v1", "small"))
    assert caught.value.code == "input-model-extra"
