"""A model endpoint of the tests' own: a local HTTP server that says what a script has it say."""

import json
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Request = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Reply:
    """What the server sends back.

    Attributes:
        body: The words, as they are sent.
        status: The status.
        headers: Headers beside those of any reply.
        until: What the server waits for before it sends anything.
    """

    body: str
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    until: threading.Event | None = None


Says = Reply | Callable[[Request], Reply]


def value(kind: str, quote: str, **fields: Any) -> dict[str, Any]:
    """Return a value of an answer."""
    plain = {"agreement": 1, "kind": kind, "code": "", "name": "", "detail": "", "quote": quote}
    return {**plain, **fields}


def completion(text: str, *, finish: str = "stop") -> Reply:
    """Return a reply with words of a model."""
    plain = {
        "choices": [{"message": {"role": "assistant", "content": text}, "finish_reason": finish}],
        "usage": {"prompt_tokens": 1000, "completion_tokens": 200},
    }
    return Reply(json.dumps(plain))


def answer(*values: Any) -> Reply:
    """Return a reply with values."""
    return completion(json.dumps({"values": list(values)}, ensure_ascii=False))


@dataclass(slots=True)
class Scripted:
    """The server: where it is, and what it was asked.

    Attributes:
        url: Its base address.
        asked: The bodies of the requests, in order.
        headers: Their headers.
    """

    url: str
    asked: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)

    def question(self, number: int = -1) -> str:
        """Return what the user of a request said."""
        return str(self.asked[number]["messages"][1]["content"])

    def system(self, number: int = -1) -> str:
        """Return what the system of a request said."""
        return str(self.asked[number]["messages"][0]["content"])


@contextmanager
def serving(script: Sequence[Says]) -> Iterator[Scripted]:
    """Yield a server that says one thing after the other, the last for ever."""
    said = Scripted("")

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            request = json.loads(self.rfile.read(length))
            says = script[min(len(said.asked), len(script) - 1)]
            said.asked.append({**request, "path": self.path})
            said.headers.append({name.lower(): each for name, each in self.headers.items()})
            reply = says if isinstance(says, Reply) else says(request)
            if reply.until is not None:
                reply.until.wait(20)
            body = reply.body.encode()
            try:
                self.send_response(reply.status)
                for name, each in reply.headers.items():
                    self.send_header(name, each)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)
            except OSError:
                self.close_connection = True

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name it has
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    said.url = f"http://127.0.0.1:{server.server_port}/v1"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield said
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
