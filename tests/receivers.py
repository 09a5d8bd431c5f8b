"""Receivers of messages for tests: a web server that answers as told, one that never answers."""

import json
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True)
class Reply:
    """What a web server answers: status, text, headers."""

    status: int = 200
    text: str = "ok"
    headers: dict[str, str] = field(default_factory=dict)


@dataclass
class Receiver:
    """A web server with the requests it got; `replies` are given in order, then 200 for ever."""

    port: int = 0
    replies: list[Reply] = field(default_factory=list)
    received: list[dict[str, Any]] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)

    @property
    def address(self) -> str:
        """Give the address that Apprise sends JSON to."""
        return f"json://127.0.0.1:{self.port}/?rto=5&cto=5"


@contextmanager
def web_receiver(*replies: Reply) -> Iterator[Receiver]:
    """Serve on a free port while the test runs."""
    receiver = Receiver(replies=list(replies))

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers.get("Content-Length", 0))
            receiver.received.append(json.loads(self.rfile.read(length)))
            receiver.paths.append(self.path)
            reply = receiver.replies.pop(0) if receiver.replies else Reply()
            self.send_response(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(reply.text.encode())

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        receiver.port = server.server_port
        yield receiver
        server.shutdown()


@contextmanager
def silent_receiver() -> Iterator[int]:
    """Accept connections and never answer; give the port."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


def closed_port() -> int:
    """Give a port on which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])
