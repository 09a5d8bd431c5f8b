"""How much does a page transfer, when does it show its main content, and does anything move?

Measured in a real browser that is slowed down four times, over 10 Mbit/s with 40 ms of latency,
on a site that is served with gzip; the styles and scripts of the site may be kept by the browser.
The service worker is kept out: what it fetches ahead once a page is idle is not the page.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, BrowserContext

from tests.benchmark.searching import CountingHandler

SLOWER = 4
NETWORK = {
    "offline": False,
    "latency": 40,
    "downloadThroughput": 10_000_000 / 8,
    "uploadThroughput": 10_000_000 / 8,
}
VIEWPORT = {"width": 1366, "height": 768}
OBSERVE = """
window.seen = {paint: 0, shift: 0};
function observe(type, note) {
  const observer = new PerformanceObserver((list) => list.getEntries().forEach(note));
  observer.observe({type, buffered: true});
}
observe("largest-contentful-paint", ({startTime}) => { window.seen.paint = startTime; });
observe("layout-shift", ({hadRecentInput, value}) => {
  if (!hadRecentInput) window.seen.shift += value;
});
"""
TRANSFERRED = """() => ["navigation", "resource"]
  .flatMap((type) => performance.getEntriesByType(type))
  .reduce((sum, entry) => sum + entry.transferSize, 0)"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One visit of a page: bytes over the wire, milliseconds to the largest paint, layout shift."""

    transferred: int
    paint: float
    shift: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A first visit and that of the next document; medians, but the greatest of the shifts."""

    first: Visit
    next: Visit
    html: int

    @property
    def text(self) -> str:
        """Write the figures."""
        return (
            f"{self.first.transferred / 1000:.0f} kB, then {self.next.transferred / 1000:.0f} kB; "
            f"largest paint {self.first.paint:.0f} ms, then {self.next.paint:.0f} ms; "
            f"layout shift {max(self.first.shift, self.next.shift):.3f}; "
            f"HTML {self.html / 1000:.1f} kB without gzip"
        )


class KeptHandler(CountingHandler):
    """Serves a folder as hosts do: pages are asked for again, the rest may be kept."""

    def end_headers(self) -> None:
        """Say how long the file may be kept."""
        kept = "no-cache" if self.path.endswith("/") else "max-age=3600"
        self.send_header("Cache-Control", kept)
        super().end_headers()


def read(browser: Browser, site: Path, pages: tuple[str, str], rounds: int) -> Reading:
    """Visit a page and then another one, several times, each time with an empty cache."""
    with _served(site) as address:
        runs = [_visits(browser, address, pages) for _ in range(rounds)]
    first, following = zip(*runs, strict=True)
    html = (site / pages[0] / "index.html").stat().st_size
    return Reading(first=_median(first), next=_median(following), html=html)


def _median(visits: tuple[Visit, ...]) -> Visit:
    return Visit(
        transferred=round(median(visit.transferred for visit in visits)),
        paint=median(visit.paint for visit in visits),
        shift=max(visit.shift for visit in visits),
    )


def _visits(browser: Browser, address: str, pages: tuple[str, str]) -> tuple[Visit, Visit]:
    with browser.new_context(viewport=VIEWPORT, service_workers="block") as context:  # type: ignore[arg-type]
        context.add_init_script(OBSERVE)
        return _visit(context, f"{address}/{pages[0]}"), _visit(context, f"{address}/{pages[1]}")


def _visit(context: BrowserContext, address: str) -> Visit:
    page = context.new_page()
    slow = context.new_cdp_session(page)
    slow.send("Network.enable")
    slow.send("Network.emulateNetworkConditions", NETWORK)
    slow.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.goto(address)
    page.wait_for_load_state("networkidle")
    transferred, seen = page.evaluate(TRANSFERRED), page.evaluate("window.seen")
    page.close()
    return Visit(transferred=transferred, paint=seen["paint"], shift=seen["shift"])


@contextmanager
def _served(site: Path) -> Iterator[str]:
    handler = partial(type("Kept", (KeptHandler,), {"sent": []}), directory=str(site))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
