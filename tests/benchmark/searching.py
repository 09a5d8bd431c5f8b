"""How long until the search shows its first result, and how much does it fetch until then?

Measured in a real browser on a site that is served with gzip, in a page that has just been loaded;
without the service worker, which fetches the shell and the index ahead, beside any search.
"""

import gzip
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, Page

TEXT = {".html", ".js", ".css", ".json", ".svg"}
OURS = """async (query) => {
  const start = performance.now();
  const dialog = document.getElementById("kb-search");
  const input = dialog.querySelector("input");
  if (!dialog.open) document.querySelector("[data-kb-search-open]").click();
  input.value = query;
  input.dispatchEvent(new Event("input"));
  const shown = () => dialog.dataset.query === query && dialog.querySelector("[role=option]");
  while (!shown()) await new Promise((resolve) => setTimeout(resolve, 2));
  return performance.now() - start;
}"""
STOCK = """async (query) => {
  const start = performance.now();
  const input = document.querySelector("[data-md-component=search-query]");
  const first = () => document.querySelector(".md-search-result__item");
  const before = first();
  document.getElementById("__search").checked = true;
  input.focus();
  input.value = query;
  input.dispatchEvent(new KeyboardEvent("keyup", {bubbles: true}));
  input.dispatchEvent(new Event("input", {bubbles: true}));
  while (!first() || first() === before) await new Promise((resolve) => setTimeout(resolve, 2));
  return performance.now() - start;
}"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Searched:
    """Milliseconds to the first result and to that of the next query; bytes until the first.

    `fetched` is with gzip as hosts serve text, `plain` without.
    """

    first: float
    next: float
    fetched: int
    plain: int

    @property
    def text(self) -> str:
        """Write the figures."""
        size = f"{self.fetched / 1000:,.0f} kB ({self.plain / 1000:,.0f} kB without gzip)"
        return f"first result {self.first:.0f} ms, {size}; next {self.next:.0f} ms"


@dataclass(frozen=True, slots=True)
class Sent:
    """One file that was sent: its address, its bytes with gzip and without."""

    path: str
    packed: int
    plain: int

    @property
    def is_search(self) -> bool:
        """Tell whether it belongs to a search."""
        return "search" in self.path or "pagefind" in self.path


class CountingHandler(SimpleHTTPRequestHandler):
    """Serves a folder as hosts do, text with gzip, and counts what it sends."""

    sent: list[Sent]

    def do_GET(self) -> None:
        """Send a file."""
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return
        plain = path.read_bytes()
        body = gzip.compress(plain) if path.suffix in TEXT else plain
        self.sent.append(Sent(self.path, len(body), len(plain)))
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Content-Length", str(len(body)))
        if path.suffix in TEXT:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextmanager
def served(site: Path) -> Iterator[tuple[str, list[Sent]]]:
    """Serve a site; give its address and the list of what is sent."""
    sent: list[Sent] = []
    counting = type("Counting", (CountingHandler,), {"sent": sent})
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(counting, directory=str(site))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", sent
        server.shutdown()


def search_speed(
    browser: Browser, site: Path, script: str, path: str, queries: Sequence[str], rounds: int
) -> Searched:
    """Search twice in a fresh page, several times; give the medians."""
    with served(site) as (address, sent):
        runs = [_once(browser, f"{address}/{path}", script, queries, sent) for _ in range(rounds)]
    return Searched(
        first=median(run.first for run in runs),
        next=median(run.next for run in runs),
        fetched=max(run.fetched for run in runs),
        plain=max(run.plain for run in runs),
    )


def _once(
    browser: Browser, address: str, script: str, queries: Sequence[str], sent: list[Sent]
) -> Searched:
    """Search in a fresh page; a search that fetches its index with the page is charged for it."""
    with browser.new_context(service_workers="block") as context:
        page = context.new_page()
        page.goto(address)
        page.wait_for_load_state("load")
        page_itself = [each for each in sent if not each.is_search]
        first = _timed(page, script, queries[0])
        asked = [each for each in sent if each not in page_itself]
        following = _timed(page, script, queries[1])
        sent.clear()
    packed, plain = sum(each.packed for each in asked), sum(each.plain for each in asked)
    return Searched(first=first, next=following, fetched=packed, plain=plain)


def _timed(page: Page, script: str, query: str) -> float:
    page.set_default_timeout(120_000)
    return float(page.evaluate(script, query))
