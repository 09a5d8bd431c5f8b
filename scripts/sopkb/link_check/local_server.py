"""How is the built site served to LinkChecker, to this machine only?"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from secrets import token_hex
from typing import Any

LOOPBACK = "127.0.0.1"
LIST_TYPE = "text/plain+linkchecker; charset=utf-8"
"""LinkChecker's own type of a list with one address per line."""


@dataclass(frozen=True, slots=True)
class AddressList:
    """Addresses to ask, and the path under which they are served: one that no site has."""

    addresses: tuple[str, ...]
    path: str = field(default_factory=lambda: f"/{token_hex(16)}.txt")


class SiteHandler(SimpleHTTPRequestHandler):
    """Serves a list of addresses, and a folder below a prefix as a static host does."""

    protocol_version = "HTTP/1.1"

    def __init__(self, *arguments: Any, site: Path, prefix: str, listed: "AddressList") -> None:
        """Serve the files of `site` below `prefix`, which begins and ends with a slash."""
        self.prefix = prefix
        self.listed = listed
        super().__init__(*arguments, directory=str(site))

    def do_GET(self) -> None:
        """Answer with the list, with a file below the prefix, or with 404."""
        if self.path == self.listed.path:
            self.send_list()
        elif self.path.startswith(self.prefix):
            super().do_GET()
        else:
            self.send_error(404)

    def send_list(self) -> None:
        """Send the addresses, those of the site with our host in front."""
        host = f"http://{self.headers['Host']}"
        lines = (host + each if each.startswith("/") else each for each in self.listed.addresses)
        data = "\n".join(lines).encode("utf-8", "replace")
        self.send_response(200)
        self.send_header("Content-Type", LIST_TYPE)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def translate_path(self, path: str) -> str:
        """Give the file at a path below the prefix."""
        return super().translate_path("/" + path.removeprefix(self.prefix))

    def end_headers(self) -> None:
        """Lift LinkChecker's rate limit: it asks a host that sends this header without waiting."""
        self.send_header("LinkChecker", "1")
        super().end_headers()

    def list_directory(self, path: Any) -> None:
        """Answer 404: a static host has no page where there is no index."""
        self.send_error(404)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


class QuietServer(ThreadingHTTPServer):
    """A server whose clients may hang up as soon as they have seen the status."""

    daemon_threads = True
    request_queue_size = 128

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing."""


@contextmanager
def serving(site: Path, prefix: str, listed: AddressList) -> Iterator[str]:
    """Serve a site and a list of addresses on a free port; give the address of the host.

    An address of the list that begins with `/` is one of the site.
    """
    handler = partial(SiteHandler, site=site, prefix=prefix, listed=listed)
    with QuietServer((LOOPBACK, 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://{LOOPBACK}:{server.server_port}"
        finally:
            server.shutdown()
