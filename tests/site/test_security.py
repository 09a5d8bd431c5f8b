"""Does the site work under its own headers, and do these stop what somebody smuggles into it?"""

import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from sopkb.exports.headers import HEADERS, KEEP, kept
from sopkb.loading import load
from tests.site.hosting import hosted
from tests.site.page_types import addresses
from tests.trees import ROOT

WATCH = """
window.violations = [];
document.addEventListener("securitypolicyviolation", (event) =>
  window.violations.push(`${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}`));
"""
INLINE_SCRIPT = re.compile(r"<script(?![^>]*\ssrc=)(?![^>]*application/json)[^>]*>", re.I)
INLINE_STYLE = re.compile(r"<style|<[a-z][^<>]*\s(?:style|on[a-z]+)=", re.I)
SMUGGLED = "<p>x</p><script>window.hacked=1</script><img src=x onerror='window.hacked=2'>"


@pytest.fixture(scope="module")
def site(whole_build: subprocess.CompletedProcess[str]) -> Path:
    assert whole_build.returncode == 0, whole_build.stderr
    built: Path = whole_build.args
    return built


@pytest.fixture(scope="module")
def host(site: Path) -> Iterator[str]:
    with hosted(site) as address:
        yield address


def watched(context: BrowserContext) -> tuple[Page, list[str]]:
    """Open a tab that remembers what the policy stopped, and what the page complained of."""
    page, complaints = context.new_page(), list[str]()
    page.add_init_script(WATCH)
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    return page, complaints


@pytest.mark.parametrize("path", addresses())
def test_a_page_needs_nothing_that_its_headers_forbid(
    context: BrowserContext, host: str, path: str
) -> None:
    page, complaints = watched(context)
    answer = page.goto(f"{host}/{path}", wait_until="networkidle")
    assert answer is not None
    assert answer.headers["content-security-policy"] == HEADERS["Content-Security-Policy"]
    assert page.evaluate("window.violations") == []
    assert complaints == []


def test_no_page_holds_an_inline_script_or_style(site: Path) -> None:
    guilty = [
        (page.relative_to(site).as_posix(), found[0])
        for page in sorted(site.rglob("*.html"))
        for pattern in (INLINE_SCRIPT, INLINE_STYLE)
        if (found := pattern.search(page.read_text("utf-8")))
    ]
    assert guilty == []


@pytest.mark.parametrize("language", ["", "zh/"])
def test_the_search_finds_under_the_headers(
    context: BrowserContext, host: str, language: str
) -> None:
    page, complaints = watched(context)
    page.goto(f"{host}/{language}", wait_until="networkidle")
    page.keyboard.press("/")
    page.keyboard.type("SOP-BUY-001")
    expect(page.locator("a[href*='refund-request']:visible").first).to_be_visible()
    assert page.evaluate("window.violations") == []
    assert complaints == []


def test_a_smuggled_script_does_not_run(context: BrowserContext, site: Path, host: str) -> None:
    text = (site / "index.html").read_text("utf-8")
    (site / "smuggled.html").write_text(
        text.replace("</article>", f"{SMUGGLED}</article>"), "utf-8"
    )
    page, _ = watched(context)
    page.goto(f"{host}/smuggled.html", wait_until="networkidle")
    (site / "smuggled.html").unlink()
    assert page.evaluate("window.hacked") is None
    assert {each.split()[0] for each in page.evaluate("window.violations")} == {
        "script-src-attr",
        "script-src-elem",
    }


def test_the_chosen_colours_hold_on_the_next_page(context: BrowserContext, host: str) -> None:
    page, _ = watched(context)
    page.goto(host, wait_until="networkidle")
    for _ in range(2):
        page.locator("label[for^=__palette]:visible").click()
    chosen = page.locator("body").get_attribute("data-md-color-scheme")
    assert chosen == "slate"
    page.goto(f"{host}/zh/reference/register/", wait_until="domcontentloaded")
    assert page.locator("body").get_attribute("data-md-color-scheme") == chosen


def _from_netlify(site: Path) -> dict[str, str]:
    lines = (site / "_headers").read_text("utf-8").split("\n/", 1)[1].split("\n/")[0]
    found = re.findall(r"^  ([\w-]+): (.+)$", lines, re.M)
    return dict(found)


def _from_apache(site: Path) -> dict[str, str]:
    return dict(
        re.findall(
            r'Header always set ([\w-]+) "(.+)"$', (site / ".htaccess").read_text("utf-8"), re.M
        )
    )


def _from_nginx(site: Path) -> dict[str, str]:
    text = (site / "nginx-headers.conf").read_text("utf-8")
    return dict(re.findall(r'^add_header ([\w-]+) "(.+)" always;$', text, re.M))


def _from_azure(site: Path) -> dict[str, str]:
    read: dict[str, Any] = json.loads((site / "staticwebapp.config.json").read_bytes())
    return {key: held for key, held in read["globalHeaders"].items() if key != "Cache-Control"}


@pytest.mark.parametrize("read", [_from_netlify, _from_apache, _from_nginx, _from_azure])
def test_every_host_is_told_the_same(site: Path, read: Any) -> None:
    assert read(site) == HEADERS


@pytest.mark.parametrize(
    "name", ["_headers", ".htaccess", "nginx-headers.conf", "staticwebapp.config.json"]
)
def test_every_host_is_told_what_a_browser_may_keep(site: Path, name: str) -> None:
    text = (site / name).read_text("utf-8").replace("\\", "")
    assert KEEP in text
    assert [path for path in kept(load(ROOT)) if path not in text] == []


def test_what_a_browser_may_keep_is_named_by_its_content(site: Path) -> None:
    for start in kept(load(ROOT)):
        folder, _, name = start.strip("/").rpartition("/")
        inside = site / folder / name if (site / folder / name).is_dir() else site / folder
        for file in inside.glob(f"{'' if inside.name == name else name}*"):
            assert re.search(r"[0-9a-f]{7,}", file.name), file
