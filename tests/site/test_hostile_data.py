"""Does text that somebody smuggles into any register stay text, under the site's own headers?

The real knowledge base is built once more, with a hostile end to every text of its data: bulletins,
reply scripts, guides, quizzes, the escalation, the glossary, owners, markets, centers, records.
"""

import re
import shutil
from collections.abc import Iterator
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
import yaml
from playwright.sync_api import BrowserContext, Page, expect

from tests.conftest import build_site
from tests.site.hosting import hosted
from tests.site.page_types import addresses
from tests.site.test_security import watched
from tests.trees import ROOT

HOSTILE = (
    "</script><script>window.hacked=1</script><img src=x onerror=window.hacked=2>"
    '"onmouseover="window.hacked=3" {{ 7*7 }} {% raw %} \' \u2028 &lt;b&gt;'
)
CALCULATED = 'window.hacked=3" 49'
FORBIDDEN, DATA = re.compile(r"on[a-z]+$|style$"), "application/json"
SHOWN = "{{ 7*7 }} {% raw %} '"
OURS = {"vocabulary.yml", "sections.yml", "locales.yml", "delivery.yml"}
LANGUAGES = ("en", "zh")
PLACES = ("bulletins/", "scripts/", "guides/", "reference/escalation/", "reference/glossary/")
SMUGGLED = "img[src=x], [onerror], [onmouseover], script:not([src]):not([type='application/json'])"


def hostile(held: Any) -> Any:
    """Give every text in both languages a hostile end, and every list of texts a hostile entry."""
    if isinstance(held, list):
        return [hostile(each) for each in held]
    if not isinstance(held, dict):
        return held
    if set(held) == set(LANGUAGES):
        return {key: _ended(value) for key, value in held.items()}
    return {key: hostile(value) for key, value in held.items()}


def _ended(value: Any) -> Any:
    return f"{value} {HOSTILE}" if isinstance(value, str) else [*value, HOSTILE]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    root = folder / "kb"
    for name in ("docs", "data", "macros", "overrides"):
        shutil.copytree(ROOT / name, root / name)
    shutil.copy(ROOT / "mkdocs.yml", root)
    for file in sorted((root / "data").rglob("*.yml")):
        if file.name in OURS:
            continue
        held = hostile(yaml.load(file.read_text("utf-8"), yaml.CSafeLoader))
        file.write_text(yaml.safe_dump(held, allow_unicode=True, sort_keys=False), "utf-8")
    done = build_site(root, folder / "site", "--no-strict")
    assert done.returncode == 0, done.stderr
    return folder / "site"


@pytest.fixture(scope="module")
def host(site: Path) -> Iterator[str]:
    with hosted(site) as address:
        yield address


def assert_harmless(page: Page, complaints: list[str]) -> None:
    assert page.evaluate("window.hacked") is None
    assert page.evaluate("window.violations") == []
    assert complaints == []
    assert page.locator(SMUGGLED).evaluate_all("all => all.map((each) => each.outerHTML)") == []


class Suspects(HTMLParser):
    """Notes the tags of a page that run or style something by themselves."""

    def __init__(self) -> None:
        """Have found nothing yet."""
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Judge the attributes of a tag."""
        named = dict(attrs)
        is_inline = tag == "script" and "src" not in named and named.get("type") != DATA
        if is_inline or tag == "style" or any(FORBIDDEN.match(name) for name in named):
            self.found.append(self.get_starttag_text() or tag)


def test_no_page_holds_an_inline_script_or_style_or_what_was_calculated(site: Path) -> None:
    for path in sorted(site.rglob("*.html")):
        suspects, text = Suspects(), path.read_text("utf-8")
        suspects.feed(text)
        assert suspects.found == [], path
        assert CALCULATED not in unescape(text), path


@pytest.mark.parametrize("path", addresses())
def test_nothing_runs_on_any_page(context: BrowserContext, host: str, path: str) -> None:
    page, complaints = watched(context)
    page.goto(f"{host}/{path}", wait_until="load")
    assert_harmless(page, complaints)


@pytest.mark.parametrize("language", ["", "zh/"])
@pytest.mark.parametrize("path", PLACES)
def test_what_is_hostile_is_shown_as_it_is_written(
    context: BrowserContext, host: str, language: str, path: str
) -> None:
    page, complaints = watched(context)
    page.goto(f"{host}/{language}{path}", wait_until="load")
    assert SHOWN in (page.locator(".kb-text").text_content() or "")
    assert_harmless(page, complaints)


@pytest.mark.parametrize("language", ["", "zh/"])
def test_the_search_shows_it_as_it_is_written(
    context: BrowserContext, host: str, language: str
) -> None:
    page, complaints = watched(context)
    page.goto(f"{host}/{language}?q=hacked", wait_until="load")
    expect(page.locator("#kb-search [role=option]").first).to_be_visible()
    assert_harmless(page, complaints)
