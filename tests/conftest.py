"""Real builds served locally, and a real Chromium, for the tests of the site."""

import functools
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, sync_playwright

from tests.repositories import commit
from tests.trees import AS_OF, ROOT, plant

sys.path.insert(0, str(ROOT / "scripts"))
from setup_browser import REMEDY, find_browser

CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
]

settings.register_profile("no wall clock", deadline=None, derandomize=True)
settings.load_profile("no wall clock")

TODAY = datetime(2026, 11, 22, 4, tzinfo=UTC)
"""The fixed day at noon in the governance time zone: the clock of the reader."""

DESKTOP: ViewportSize = {"width": 1366, "height": 768}
PHONE: ViewportSize = {"width": 390, "height": 844}


class QuietHandler(SimpleHTTPRequestHandler):
    """Serves a folder without writing a log."""

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


class QuietServer(ThreadingHTTPServer):
    """Says nothing of a browser that has left before it was answered."""

    def handle_error(self, request: object, client_address: object) -> None:
        """Print what is wrong, except that the other side has gone."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


def build_site(root: Path, site: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """Build as a user does, in a fresh process, as of the fixed day."""
    environment = os.environ | {"SOPKB_AS_OF": AS_OF.isoformat(), "NO_MKDOCS_2_WARNING": "1"}
    command = [sys.executable, "-m", "mkdocs", "build", "--site-dir", str(site), *options]
    return subprocess.run(
        command, cwd=root, env=environment, capture_output=True, text=True, check=False
    )


def plant_site(target: Path, *overlays: Path) -> Path:
    """Plant the miniature with the site's own configuration, macros and look."""
    plant(target, *overlays)
    for folder in ("macros", "overrides"):
        shutil.copytree(ROOT / folder, target / folder, dirs_exist_ok=True)
    shutil.copy(ROOT / "mkdocs.yml", target)
    return target


def serve(site: Path) -> Iterator[str]:
    """Serve a built site on a free port; yield its address."""
    handler = functools.partial(QuietHandler, directory=str(site))
    with QuietServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Plant the miniature."""
    return plant(tmp_path / "kb")


@pytest.fixture
def repository(root: Path) -> Path:
    """Commit the miniature to a repository of its own."""
    commit(root)
    return root


@pytest.fixture(scope="session")
def whole_build(tmp_path_factory: pytest.TempPathFactory) -> subprocess.CompletedProcess[str]:
    """Build the whole site strictly, once for all tests."""
    site = tmp_path_factory.mktemp("whole") / "site"
    done = build_site(ROOT, site)
    done.args = site
    return done


@pytest.fixture(scope="session")
def whole_site(whole_build: subprocess.CompletedProcess[str]) -> Iterator[str]:
    """Serve the whole site."""
    assert whole_build.returncode == 0, whole_build.stderr
    yield from serve(whole_build.args)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start the Chromium that `make test` has made sure of."""
    path = find_browser()
    if path is None:
        pytest.fail(REMEDY)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=CHROMIUM_ARGUMENTS)
        yield started
        started.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """Give a desktop browser without a past."""
    with browser.new_context(viewport=DESKTOP) as fresh:
        yield fresh


def open_page(context: BrowserContext, address: str, day: datetime = TODAY) -> Page:
    """Open a page as it is read on a day."""
    page = context.new_page()
    page.clock.set_fixed_time(day)
    page.goto(address)
    page.wait_for_load_state("load")
    return page
