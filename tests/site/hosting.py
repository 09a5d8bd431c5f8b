"""The built site as a host serves it that reads `_headers`, as Netlify and Cloudflare do."""

import functools
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Any

from tests.conftest import QuietHandler

Rules = tuple[tuple[str, str, str], ...]
"""Beginning of a path, name of a header, what it holds."""


class HostHandler(QuietHandler):
    """Serves a folder with the headers of its file `_headers`, and its page for what is missing."""

    def __init__(self, *arguments: Any, rules: Rules, directory: str) -> None:
        """Know the rules before the request is read."""
        self.rules = rules
        super().__init__(*arguments, directory=directory)

    def end_headers(self) -> None:
        """Add the headers of every rule that fits."""
        for start, name, held in self.rules:
            if self.path.startswith(start):
                self.send_header(name, held)
        super().end_headers()


def read_rules(site: Path) -> Rules:
    """Read `_headers`."""
    rules, start = [], ""
    for line in (site / "_headers").read_text("utf-8").splitlines():
        if line.startswith("/"):
            start = line.removesuffix("*")
        elif line.startswith("  "):
            name, _, held = line.strip().partition(": ")
            rules.append((start, name, held))
    return tuple(rules)


@contextmanager
def hosted(site: Path) -> Iterator[str]:
    """Serve a site with its own headers on a free port; give its address."""
    handler = functools.partial(HostHandler, rules=read_rules(site), directory=str(site))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()


class Outage(QuietHandler):
    """Serves a site that can be exchanged, slowed down or made to fail while it runs."""

    def __init__(self, *arguments: Any, host: "Host") -> None:
        """Serve what the host serves now."""
        self.host = host
        super().__init__(*arguments, directory=str(host.site))

    def do_GET(self) -> None:
        """Answer late where the host is slow, with 503 where it fails."""
        if self.host.is_slow.wait(timeout=0.0) and self.path.endswith("/"):
            self.host.goes_on.wait(timeout=60)
        if self.host.fails:
            self.send_error(503)
        else:
            super().do_GET()


class Host:
    """A host on one address: its site, and what goes wrong with it."""

    def __init__(self, site: Path) -> None:
        """Choose a port; `start` serves there."""
        self.site, self.fails = site, False
        self.is_slow, self.goes_on = threading.Event(), threading.Event()
        self.port = 0
        self.server: ThreadingHTTPServer | None = None
        self.start()

    @property
    def address(self) -> str:
        """Give the address, the same after each start."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Serve."""
        handler = functools.partial(Outage, host=self)
        self.server = ThreadingHTTPServer(("127.0.0.1", self.port), handler)
        self.port = self.server.server_port
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        """Serve no more: connections are refused."""
        self.goes_on.set()
        if self.server:
            self.server.shutdown()
            self.server.server_close()
            self.server = None
