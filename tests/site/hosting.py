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
