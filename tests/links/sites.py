"""Small built sites, and servers on this machine that stand for other sites."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from sopkb.catalog import Catalog
from sopkb.link_check.check import Outcome, check_links
from sopkb.link_results import LinkResults
from sopkb.loading import load
from tests.trees import AS_OF, plant

AGENT = "sopkb-test/1 (+kb@example.com)"
Reply = Callable[[], int]


def write_site(folder: Path, **pages: str) -> Path:
    """Write HTML pages by name; `__` in a name stands for `/`."""
    for name, html in {"index": "<a href='.'>home</a>", **pages}.items():
        stem = name.replace("__", "/")
        file = folder / ("index.html" if stem == "index" else f"{stem}/index.html")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(html, "utf-8")
    return folder


def planted(folder: Path, settings: str = "site_url: https://kb.example.com/\n") -> Catalog:
    """Plant the miniature with a mkdocs.yml that holds little more than the site's address."""
    plant(folder)
    (folder / "mkdocs.yml").write_text(settings, "utf-8")
    return load(folder)


def outcome_of(
    catalog: Catalog,
    site: Path,
    *,
    agent: str | None = None,
    previous: LinkResults | None = None,
    today: date = AS_OF,
    seconds: float = 60,
) -> Outcome:
    """Check a site with the time that a test allows."""
    return check_links(
        catalog,
        site,
        today=today,
        seconds_left=lambda: seconds,
        agent=agent,
        previous=previous,
    )


def failed(outcome: Outcome) -> list[str]:
    """Give the addresses that failed, sorted."""
    return sorted({problem.url for problem in outcome.results.problems})


@dataclass
class OtherSite:
    """Another site: what each path answers, and who asked for what."""

    address: str = ""
    replies: dict[str, list[int]] = field(default_factory=dict)
    asked: list[tuple[str, str]] = field(default_factory=list)
    robots: str = ""
    open: threading.Event = field(default_factory=threading.Event)

    def count(self, path: str) -> int:
        """Tell how often a path was asked for."""
        return sum(1 for asked, _ in self.asked if asked == path)


HANGS = 0


@contextmanager
def other_site(**replies: list[int]) -> Iterator[OtherSite]:
    """Serve another site; each path answers with its statuses in turn, the last one for ever."""
    site = OtherSite(replies={f"/{name}": list(statuses) for name, statuses in replies.items()})

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append((self.path, self.headers.get("User-Agent", "")))
            if self.path == "/robots.txt":
                self._send(200 if site.robots else 404, site.robots)
                return
            statuses = site.replies.get(self.path, [404])
            status = statuses.pop(0) if len(statuses) > 1 else statuses[0]
            if status == HANGS:
                site.open.wait(60)
            else:
                self._send(status, "")

        def _send(self, status: int, text: str) -> None:
            self.send_response(status)
            self.send_header("LinkChecker", "1")
            self.send_header("Content-Type", "text/plain")
            self.send_header("Content-Length", str(len(text)))
            self.end_headers()
            self.wfile.write(text.encode())

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        server.block_on_close = False
        threading.Thread(target=server.serve_forever, daemon=True).start()
        site.address = f"http://127.0.0.1:{server.server_port}"
        try:
            yield site
        finally:
            site.open.set()
            server.shutdown()
