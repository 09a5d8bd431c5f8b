"""Builds of a site and visits to it, until what was visited is kept."""

import json
from datetime import datetime
from pathlib import Path

from playwright.sync_api import BrowserContext, Page

from tests.conftest import TODAY, build_site
from tests.site.hosting import Host

DOCUMENT = "sops/buyer/refund-request/"
OTHER = "sops/buyer/parcel-not-received/"
MOST_TURNS = 1200
OLD, NEW = "Decide whether a buyer is refunded.", "Decide anew whether a buyer is refunded."
KEPT = """async () => {
  const found = [];
  for (const name of await caches.keys()) {
    if (name === "kb-strangers") continue;
    const requests = await (await caches.open(name)).keys();
    found.push(...requests.map(({ url }) => new URL(url).pathname.slice(1)));
  }
  return found;
}"""
BUILDS = "async () => (await caches.keys()).filter((name) => name !== 'kb-strangers')"


def build(root: Path, site: Path) -> None:
    """Build a site whose documents need not be right."""
    done = build_site(root, site, "--no-strict")
    assert done.returncode == 0, done.stderr


def visit(page: Page, host: Host, path: str = "", day: datetime = TODAY) -> None:
    """Open a page of the host on a day."""
    page.clock.set_fixed_time(day)
    page.goto(f"{host.address}/{path}")


def prepared(context: BrowserContext, host: Host, *paths: str) -> Page:
    """Open pages until the worker keeps them."""
    page = context.new_page()
    for path in paths or ("",):
        visit(page, host, path)
        wait_until_kept(page, path)
    return page


def wait_until(page: Page, condition: str, argument: object = None) -> None:
    """Wait until a function of the page that answers later says yes."""
    page.evaluate(
        f"""async (argument) => {{
          for (let turn = 0; turn < {MOST_TURNS}; turn += 1) {{
            if (await ({condition})(argument)) return;
            await new Promise((go) => setTimeout(go, 25));
          }}
          throw new Error("waited in vain");
        }}""",
        argument,
    )


def wait_until_kept(page: Page, *paths: str) -> None:
    """Wait until the worker keeps the paths."""
    condition = f"async (paths) => {{ const kept = new Set(await ({KEPT})());"
    wait_until(page, f"{condition} return paths.every((path) => kept.has(path)); }}", paths)


def id_of(site: Path) -> str:
    """Give the id of a build."""
    name: str = json.loads((site / "offline.json").read_bytes())["build"]
    return name
