"""Builds of a site that is read offline, their host, and a browser that lets workers in."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext

from tests.conftest import DESKTOP, plant_site
from tests.site.hosting import Host
from tests.site.offline.visits import DOCUMENT, NEW, OLD, build


@pytest.fixture(scope="package")
def builds(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Build a site, once more after a change of text and script, and with offline switched off."""
    folder = tmp_path_factory.mktemp("offline")
    root = plant_site(folder / "kb")
    area_index = "# Buyers\n\nFor buyers.\n\n{{ documents(area='BUY') }}\n"
    (root / "docs/sops/buyer/index.md").write_text(area_index, "utf-8")
    (root / "docs/sops/buyer/index.zh.md").write_text(area_index.replace("Buyers", "买家"), "utf-8")
    built = {"old": folder / "old", "new": folder / "new", "off": folder / "off"}
    build(root, built["old"])
    page, script = root / "docs" / f"{DOCUMENT[:-1]}.md", root / "overrides/assets/kb.js"
    page.write_text(page.read_text("utf-8").replace(OLD, NEW), "utf-8")
    script.write_text(f"{script.read_text('utf-8')}\nwindow.isNew = true;\n", "utf-8")
    build(root, built["new"])
    settings = root / "mkdocs.yml"
    settings.write_text(
        settings.read_text("utf-8").replace("extra:\n", "extra:\n  offline: false\n"), "utf-8"
    )
    build(root, built["off"])
    return built


@pytest.fixture
def host(builds: dict[str, Path]) -> Iterator[Host]:
    """Serve the old build, until the test changes it."""
    serving = Host(builds["old"])
    yield serving
    serving.stop()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """Give a desktop browser without a past that lets service workers in."""
    with browser.new_context(viewport=DESKTOP, service_workers="allow") as fresh:
        yield fresh
